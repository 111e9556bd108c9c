"""Masthead and record from the cover, classification, workflow and votes of an Akoma Ntoso file.

Reads: the elements of a file's main document. The codes of these files are kept as lod.model.resolution writes them;
what an official file leaves empty or fills with the year 1 is nothing.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lod.data.authorities import paired_states, state_names
from lod.data.headings import kind_of_heading
from lod.data.phrases import Phrase
from lod.data.subjects import THESAURUS, load_thesaurus
from lod.model.iris import is_language
from lod.model.resolution import (
    AgendaHeading,
    Ballot,
    CommitteeReport,
    Masthead,
    NameHeading,
    Outcome,
    Printed,
    Record,
    Subject,
    WorkflowStep,
)
from lod.model.symbols import ORGANS, adopted_in, is_symbol, normalize
from lod.read.akn.markup import Element
from lod.read.akn.passages import Copyist
from lod.read.akn.round_trip import is_own
from lod.read.tree.agenda_items import parse_items
from lod.read.tree.languages import join_han

UNDETERMINED = "und"
#: The source of the library's own indexing; keywords of other sources are a machine's.
LIBRARY = "DHLAUTH"
_CONCEPT = re.compile(rf"{re.escape(THESAURUS)}\w+")
_GOAL = re.compile(r"https?://metadata\.un\.org/sdg/(1[0-7]|[1-9])")
LANGUAGES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh"}
_COMMITTEES = {
    "firstCommittee": "First Committee",
    "secondCommittee": "Second Committee",
    "thirdCommittee": "Third Committee",
    "fourthCommittee": "Special Political and Decolonization Committee (Fourth Committee)",
    "fifthCommittee": "Fifth Committee",
    "sixthCommittee": "Sixth Committee",
    "generalCommittee": "General Committee",
}

#: What stands between number and title: "78/10 - ..."
_SIGN = re.compile(r"^[-–—]\s+")


def language_of(root: Element) -> str:
    """BCP 47's name of the file's language; English where the file does not say, "und" where it says no language."""
    expression = root.find("FRBRExpression")
    said = expression.find("FRBRlanguage") if expression else None
    code = said.get("language") if said else "eng"
    language = LANGUAGES.get(code.lower(), code or "en")
    return language if is_language(language) else UNDETERMINED


def masthead(root: Element, copyist: Copyist, language: str) -> Masthead:
    """The masthead of a file; words that it takes become leaves."""
    return _Head(root, copyist, language).masthead()


class _Head:
    """Fields as they are found, each with its printed words."""

    def __init__(self, root: Element, copyist: Copyist, language: str) -> None:
        self.root, self.copyist, self.language = root, copyist, language
        self.cover = root.find("coverPage") or root
        self.printed: list[Printed] = []

    def masthead(self) -> Masthead:
        title = self._title()
        symbol = normalize(self._words("symbol", self.cover.find("docNumber")))
        symbol = symbol if is_symbol(symbol) else ""
        report, draft, committee = self._report()
        items, titles = self._agenda()
        return Masthead(
            symbol=symbol,
            organ=self._organ(symbol),
            title=title,
            session=self._session(),
            agenda_items=items,
            agenda_title=" ".join(titles) or None,
            item_titles=titles if len(titles) == len(items) > 1 else (),
            adopted=self._date("FRBRWork"),
            issued=self._date("FRBRExpression"),
            committee=committee,
            report=report,
            draft=draft,
            meeting=self._meeting(),
            corrigendum=self._corrigendum(),
            printed=tuple(self.printed),
        )

    def _words(self, field: str, element: Element | None, owner: str = "masthead") -> str:
        """An element's words, kept as the print of a field."""
        if element is None:
            return ""
        passage = self.copyist.take(element, owner)
        if passage.text:
            self.printed.append(Printed(field, passage.text, passage.runs[0].source if passage.runs else 0))
        return passage.text or element.text()  # another field may have taken the words

    def _organ(self, symbol: str) -> str:
        """The adopting organ: by the symbol, or by the author that a file names in our own words."""
        work = self.root.find("FRBRWork")
        author = work.child("FRBRauthor") if work else None
        slug = author.get("href").lstrip("#") if author else ""
        return slug if slug in ORGANS.values() else ORGANS.get(symbol.partition("/RES/")[0], "")

    def _title(self) -> str:
        preface = self.root.find("preface")
        printed = self._words("title", preface.find("docTitle") if preface else None, "title")
        for element in preface.walk() if preface else ():
            if element.tag == "authorialNote":
                self.copyist.hang(element, "title")
        return self._title_of(printed)

    def _title_of(self, words: str) -> str:
        """A title without what an official file puts into it: a sign before it, spaces at line ends amid Chinese."""
        return words if is_own(self.root) else join_han(_SIGN.sub("", words))

    def _session(self) -> str | None:
        element = self.cover.find("session")
        printed = self._words("session", element)
        number = element.get("value") if element else ""
        named = adopted_in(_text(self.cover.find("docNumber")))[1]
        return named or number or (re.findall(r"\d+", printed) or [None])[0]

    def _agenda(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The numbers of the items, and the titles in the order in which they stand."""
        items: tuple[str, ...] = ()
        titles = []
        for element in self.cover.walk():
            if element.tag == "inline" and element.get("name") == "agenda item":
                printed = self._words("agenda_items", element)
                items += parse_items(element.get("title"), self.language) or parse_items(printed, self.language)
            elif element.tag == "inline" and element.get("name") == "agenda item name":
                titles.append(self._title_of(self._words("agenda_title", element)))
        return tuple(dict.fromkeys(items)), tuple(filter(None, titles))

    def _report(self) -> tuple[CommitteeReport | None, str | None, str | None]:
        """The committee's report, or the draft where there was no reference to a committee."""
        proponent = self.cover.find("docProponent")
        if proponent is None:
            return None, None, None
        said = next((e for e in proponent.walk() if e.tag == "inline"), None)
        words = _text(said) if said else ""
        symbol = normalize(re.split(r"[,،，;]", words)[0])  # commas of the six languages
        pinpoint = " ".join(re.split(r"[,،，;]", words, maxsplit=1)[1:]).strip() or None
        code = proponent.get("refersTo").lstrip("#")
        self._words("committee" if code != "noMainCommittee" else "draft", proponent)
        if not is_symbol(symbol):
            return None, None, self._committee(code)
        if code == "noMainCommittee":
            return None, symbol, None
        return CommitteeReport(symbol, pinpoint), None, self._committee(code)

    def _committee(self, code: str) -> str | None:
        """A committee's English name by its code; a file that uses a code of its own says what it means."""
        shown = (e.get("showAs") for e in self.root.walk() if e.tag.startswith("TLC") and e.get("eId") == code)
        return _COMMITTEES.get(code) or next(shown, None)

    def _date(self, level: str) -> dt.date | None:
        element = self.root.find(level)
        said = element.child("FRBRdate") if element else None
        return _parse_date(said.get("date")) if said else None

    def _meeting(self) -> str | None:
        """The meeting's number: in the conclusions, or in a closing that the file leaves in the body."""
        for element in self.root.walk():
            named = element.tag == "inline" and element.get("name") == "adoptionMeeting"
            if element.tag == "location" or named:
                numbers = re.findall(r"\d+", element.get("title") or element.text())
                self._words("meeting", element, "closing")
                if numbers:
                    return str(numbers[0])
        return None

    def _corrigendum(self) -> str | None:
        for element in self.cover.elements:
            if (words := element.text()).lstrip("* ").startswith("Reissued"):
                self._words("corrigendum", element)
                return words.lstrip("* ")
        return None


def catalogue_record(root: Element) -> Record:
    """Outcome, ballots, subjects, name headings, steps and the work's IRI."""
    meta = root.find("meta") or root
    library, machine = _classified(meta)
    work = meta.find("FRBRWork")
    uri = work.child("FRBRalias" if is_own(root) else "FRBRuri") if work else None
    voting = meta.find("voting")
    outcome = voting.get("outcome") if voting else ""
    return Record(
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        ballots=tuple(_ballots(voting)) if voting else (),
        subjects=tuple(dict.fromkeys(_subject(k) for k in library if k.get("dictionary").startswith("UNBIS"))),
        names=tuple(dict.fromkeys(_name(k) for k in library if k.get("dictionary") == LIBRARY and _label(k))),
        goals=tuple(sorted({int(goal[1]) for k in machine if (goal := _GOAL.fullmatch(k.get("href")))})),
        agenda=tuple(dict.fromkeys(_agenda(k) for k in library if k.get("refersTo").lstrip("#") == "agenda")),
        steps=tuple(_steps(meta)),
        alias=(uri.get("value") or None) if uri else None,
    )


def _entries(meta: Element, group: str, tag: str) -> Iterator[Element]:
    """The entries of a group right below the metadata."""
    for element in meta.elements:
        if element.tag == group:
            yield from (entry for entry in element.elements if entry.tag == tag)


#: What a ballot may say, in the words of the files.
VOTES = ("inFavour", "against", "abstaining")


def _ballots(voting: Element) -> Iterator[Ballot]:
    for count in voting.elements:
        vote = count.get("refersTo").lstrip("#")
        if vote not in VOTES:
            continue  # neither cast nor withheld: not a ballot
        for state in count.walk():
            name = _state(state) if state.tag.endswith("organization") else ""
            if any(letter.isalpha() for letter in name):
                yield Ballot(name, vote)


def _state(element: Element) -> str:
    return element.text() or element.get("showAs") or element.get("value")


def _classified(meta: Element) -> tuple[list[Element], list[Element]]:
    """The keywords of the library's indexing, and those of a machine's expansion of goals, which mean another thing."""
    library: list[Element] = []
    machine: list[Element] = []
    for element in meta.elements:
        if element.tag == "classification":
            kept = library if element.get("source") == LIBRARY else machine
            kept.extend(entry for entry in element.elements if entry.tag == "keyword")
    return library, machine


def _subject(keyword: Element) -> Subject:
    """A subject heading; one without a link takes the IRI that the thesaurus gives its label."""
    label, link = _label(keyword).upper(), keyword.get("href")
    return Subject(link if _CONCEPT.fullmatch(link) else load_thesaurus().find(label), label)


def _name(keyword: Element) -> NameHeading:
    label = _label(keyword)
    return NameHeading(label, kind_of_heading(label))


def _agenda(keyword: Element) -> AgendaHeading:
    symbol = normalize(keyword.get("dictionary"))
    return AgendaHeading(
        keyword.get("value"),
        " ".join(keyword.get("shortForm").split()),
        _label(keyword),
        symbol if is_symbol(symbol) else "",
    )


def _label(keyword: Element) -> str:
    return " ".join((keyword.get("showAs") or keyword.get("value")).replace("_", " ").split())


def _steps(meta: Element) -> Iterator[WorkflowStep]:
    for step in _entries(meta, "workflow", "step"):
        symbol = normalize(step.get("as"))
        symbol = symbol if is_symbol(symbol) else ""  # some say there how it was adopted
        named = (" ".join(item.text().split()) for item in step.elements if item.tag.endswith("}sponsor"))
        listed = tuple(filter(_is_sponsor, named))
        sponsors = listed or find_sponsors(step.get("by"))
        date = _parse_date(step.get("date"))
        if symbol or sponsors or (date and step.get("outcome") == "adopted"):
            yield WorkflowStep(step.get("outcome"), symbol, date, sponsors)


_NOTE = Phrase("sponsors.note")
_PERSON = Phrase("sponsors.person")
_OF_A_STATE = re.compile(r"\s\(([^()]+)\)\Z")


def _is_sponsor(name: str) -> bool:
    """Whether what stands in a list of sponsors may be one: no note, and no person, by a title or by the State behind.

    >>> [_is_sponsor(name) for name in ("Cuba (on behalf of the Group of 77)", "Ms. X", "Y Z (Malta)")]
    [True, False, False]
    """
    behind = _OF_A_STATE.search(name)
    return not (_NOTE.match(name) or _PERSON.search(name) or (behind and behind[1].casefold() in state_names()))


def find_sponsors(words: str) -> tuple[str, ...]:
    """The names in a list of sponsors; a note on who submitted the draft, often with a person's name, has none.

    >>> find_sponsors("Bolivia (Plurinational State of), Cuba and Trinidad and Tobago")
    ('Bolivia (Plurinational State of)', 'Cuba', 'Trinidad and Tobago')
    >>> find_sponsors("Cuba (on behalf of Members of the Group of 77, and China)")
    ('Cuba (on behalf of Members of the Group of 77, and China)',)
    >>> find_sponsors("submitted by the Chair of the Committee, Mr. X"), find_sponsors("the Niger, Togo")
    ((), ('the Niger', 'Togo'))
    """
    plain = " ".join(words.split())
    if not plain or _NOTE.match(plain):
        return ()
    *names, last = re.split(r",\s+(?![^()]{0,500}+\))", plain)
    paired = next((state for state in paired_states().finditer(last) if state.end() == len(last)), None)
    head = last[: paired.start()] if paired else last
    before, joined, after = head.rpartition(" and ")
    if ")" in after and "(" not in after:  # the word stands in brackets
        before, joined, after = head, "", ""
    tail = after + (paired[0] if paired else "")
    pair = (before, tail) if joined else (last,)
    return tuple(name for name in map(str.strip, (*names, *pair)) if name and _is_sponsor(name))


def _text(element: Element | None) -> str:
    return element.text() if element else ""


def _parse_date(text: str) -> dt.date | None:
    """A date of these files: none where there is none, or the year 1."""
    try:
        date = dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
    return date if date.year > 1 else None
