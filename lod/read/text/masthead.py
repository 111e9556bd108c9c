"""Parsing the masthead and the closing line: symbol, session, agenda items, title, adoption, meeting.

Reads: the source's text from its beginning to the opener ("The General Assembly,"), and the closing lines. One pattern
a field, tried on the head's text as it stands, so that line breaks may fall anywhere.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from string import ascii_uppercase
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from lod.data.calendar import date_pattern
from lod.data.ordinals import ordinal_pattern, parse_ordinal
from lod.data.organs import load_organs
from lod.data.phrases import Phrase
from lod.model.resolution import CommitteeReport, Masthead, Printed
from lod.model.symbols import adopted_in, is_draft, is_symbol, normalize
from lod.read.text.adoption import TOLD
from lod.read.text.draft_head import DraftHead, find_draft_head
from lod.read.text.headers import is_number_line
from lod.read.text.recognize import find_symbol_line
from lod.read.tree.agenda_items import parse_items
from lod.read.tree.languages import MARKS_OF_DIRECTION, Frame, frame_of, join_han
from lod.read.tree.markers import FIGURES
from lod.read.tree.openers import is_operative, is_preambular

REPORT = re.compile(
    r"[(（]\s*(?P<report>[A-Z][^\s,;()،，；）]*(?:/[^\s,;()،，；）]+)+)(?:[,،，]\s*(?P<pinpoint>[^();）]+))?"
)
#: "Adopted by the Security Council at its 9000th meeting, on"
ITS_MEETING = Phrase("votes.its_meeting")
#: "Decision adopted by the Human Rights Council on 4 April 2036"; "At its 5th meeting, on ..., the Assembly decided".
DECISION = Phrase("paragraphs.decision")
REISSUED = re.compile(r"^[^\w\n]*+(?P<corrigendum>Reissued\s[^\n]+(?:\n[^\n]+)*?\.?)\s*$", re.MULTILINE)


#: A resolution's number, as a pattern.
NUMBER_FORM = (
    r"(?:(?:[A-Z]{4}\s)?(?:ES-|S-)?(?<!\d)\d++/\d+(?:\s?[A-Z])?"
    r"|\d{1,4}\s?(?:[A-Z]\s?)?\((?:(?:E?S-)?[IVXLC]+|E?S-\d|(?:19|20)\d\d)\))"  # "68/230", "29 (XXVII)", "13 (2000)"
)
_ANY_NUMBER = re.compile(NUMBER_FORM)
_TITLE_SIGN = r"\s*(?:．\s*|[.:]\s+|\.(?=[^\s\d])|[-–]\s+)"  # "68/230. South-South", "78/156 - ..."
_NUMBER_AND_SIGN = re.compile(rf"[\W_]*{NUMBER_FORM}{_TITLE_SIGN}")
_NUMBER_BEFORE = re.compile(rf"(?P<number>{NUMBER_FORM}){_TITLE_SIGN}$")
#: What may be the number before a title; `_title` tells whether it is the symbol's.
_BEFORE_TITLE = re.compile(
    rf"(?:^(?:[^\w\n]|_)*+|\][^\S\n]+)(?:[A-Z][a-zé]+[^\S\n]+(?=\d[^\s.]*/))?(?P<number>\w(?:[\w/()–-]|[^\S\n]){{0,40}}?){_TITLE_SIGN}(?=\S)",
    re.MULTILINE,
)
_TO_LAST = re.compile(r"(?<!\s)\s++(?:to|and)\s+(?=[A-Z]$)")
_FIRST_PART = re.compile(r"^[^\S\n]*(?P<letter>A)[^\S\n]*$", re.MULTILINE)
#: Lines up to a blank, and those behind it where nothing but the opener follows.
_TITLE_WORDS = Phrase("paragraphs.title_words")
_TITLE_BLOCK = re.compile(r"(?P<title>\S[^\n]*(?:\n(?!\s*\d{1,2}\.\s)[^\n]*\S[^\n]*)*)")
_NUMBER_AS_TITLE = re.compile(
    r"^[^\w\n]*+(?P<title>\w+[^\S\n]+(?P<number>\d(?:[\w/()–-]|[^\S\n]){0,60}?))\s*$", re.MULTILINE
)
_BLOCK = re.compile(r"\s*\n((?:[^\n]*\S[^\n]*\n)+)")  # lines up to a blank


class Head(Struct, frozen=True):
    """The masthead, and where the opener and the title stand in the source: [start:end)."""

    masthead: Masthead
    frame: Frame  # the language
    opener: tuple[int, int] | None
    title: tuple[int, int] | None
    statement: tuple[int, int] | None = None  # where it says that a president makes one
    draft: DraftHead | None = None  # who submits it, where it is a draft
    first_part: int | None = None  # where the line "A" stands that opens the first of lettered parts

    @property
    def end(self) -> int:
        """Where the body begins."""
        if self.first_part is not None:
            return self.first_part
        return (self.opener or max(self.statement or (0, 0), self.title or (0, 0)))[1]


def parse_head(text: str) -> Head:
    """What stands before the preamble; fields that are not printed stay empty."""
    frame = frame_of(text)
    opener = frame.find_opener(text) or _opener_of_other(text)
    head = text[: opener.start("opener")] if opener else text[:4000]
    found = _Found(frame)
    _identity(head, found)
    draft = find_draft_head(head, frame) if is_draft(found.fields.get("symbol", "")) else None
    _agenda(head[: draft.start] if draft else head, found)
    _adoption(head, found)
    _report(head, found)
    statement = _statement(head, found)
    title = _title_below(head, draft, found) if draft else _title(head, found)
    if opener and "organ" not in found.fields:
        found.put("organ", frame.organ(opener["organ"]), opener, "organ")
    if title and "symbol" not in found.fields and _has_numbered_titles(found):
        _symbol_of_title(head, title, found)
    first = _FIRST_PART.search(head, title[1]) if opener and title else None
    part = first.start() if first else None
    return Head(found.masthead(), frame, opener.span("opener") if opener else None, title, statement, draft, part)


#: "The Governing Council,": how an organ opens that no table names.
_OTHER_OPENER = Phrase("paragraphs.other_opener")


def _opener_of_other(text: str) -> re.Match[str] | None:
    """The line by which some other organ opens its text: a paragraph of a resolution stands right below it."""
    for opener in _OTHER_OPENER.finditer(text):
        below = text[opener.end() :].lstrip(" \t\n*_")[:_BELOW]
        if is_preambular(below) or is_operative(below):
            return opener
    return None


def parse_closing(text: str, start: int, head: Head) -> tuple[Masthead, tuple[tuple[int, int], ...]]:
    """The masthead with the meeting of the first closing line after `start`, and where closing lines stand.

    A text in lettered parts closes each of them; others have one closing.
    """
    masthead, spans = head.masthead, list[tuple[int, int]]()
    for closing in _closings(text, start, head.frame):
        figures = closing["meeting"].translate(FIGURES)  # "ll9th plenary meeting"
        meeting = str(parse_ordinal(closing["meeting"]) or figures)
        if not spans:
            found = _Found(head.frame, printed=list(masthead.printed))
            misread = closing.re is head.frame.adopted_at and not closing["meeting"].isdecimal()
            meeting = "" if misread else meeting
            found.put("meeting", meeting, closing, 0)
            adopted = masthead.adopted or head.frame.date(closing["closed"] or "")
            masthead = replace(masthead, meeting=meeting, adopted=adopted, printed=tuple(found.printed))
        if meeting == masthead.meeting:
            spans.append((closing.start(), _told_end(text, closing.end())))
        if head.first_part is None:
            break
    return masthead, tuple(spans)


_OF_PRESIDENT = Phrase("paragraphs.of_president")
_BELOW = 80  # characters below an opener that tell how a paragraph opens
_NEAR, _LONGEST_TOLD = 200, 6000  # characters of white space, and of how all States voted, at most
#: Words that go on: a sentence that only names a meeting stands before it.
_GOES_ON = re.compile(r"[^\W\d_],?\s*\Z")


def _is_apart(text: str, closing: re.Match[str]) -> bool:
    """Whether a meeting begins a line and no sentence goes on with it: a closing has its date, or a stop before it."""
    above, _, before = text[max(0, closing.start() - 200) : closing.start()].rpartition("\n")
    if before.strip(f" \t*_>{MARKS_OF_DIRECTION}"):
        return False
    return bool(closing["closed"]) or _GOES_ON.search(above) is None


def _told_end(text: str, end: int) -> int:
    """Where a closing ends: what brackets right below it tell of the vote belongs to it, lists of voters and all."""
    start = end + len(text[end : end + _NEAR]) - len(text[end : end + _NEAR].lstrip())
    if not text.startswith("[", start) or not TOLD.match(text, start):
        return end
    told = text.find("]", start, start + _LONGEST_TOLD) + 1
    return told if told and "[" not in text[start + 1 : told] else end


def _closings(text: str, start: int, frame: Frame) -> Iterator[re.Match[str]]:
    """Lines of meetings counted in figures; in words, or in misread figures, where there is none."""
    figures = (closing for closing in frame.closing.finditer(text, start) if _is_apart(text, closing))
    if first := next(chain(figures, frame.adopted_at.finditer(text, start)), None):
        yield from chain((first,), figures)
    else:
        yield from (closing for closing in frame.closing_in_words.finditer(text, start) if _is_apart(text, closing))


class _Found(Struct):
    """Fields as they are found, each with its printed words."""

    frame: Frame
    fields: dict[str, Any] = field(default_factory=dict)
    printed: list[Printed] = field(default_factory=list)

    def put(self, name: str, value: Any, match: re.Match[str], group: str | int) -> None:
        if value:
            self.fields[name] = value
            self.printed.append(Printed(name, match[group], match.start(group)))

    def masthead(self) -> Masthead:
        return Masthead(**self.fields, printed=tuple(self.printed))


def _identity(head: str, found: _Found) -> None:
    if symbol := find_symbol_line(head, found.frame):
        plain = normalize(_TO_LAST.sub("-", symbol["symbol"]))
        found.put("symbol", plain, symbol, "symbol")
        if not is_symbol(plain):  # the words are kept, and named where the text is left out
            del found.fields["symbol"]
    if session := _session().search(head):
        number = parse_ordinal(session["ordinal"])
        prefix = "ES-" if session["emergency"] else "S-" if session["special"] else ""
        found.put("session", f"{prefix}{number}", session, "session")
    if symbol and "symbol" in found.fields:
        _by_symbol(symbol, found)
    if (issued := found.frame.issued.search(head)) or (
        symbol and (issued := _issued_below().match(head, symbol.end()))
    ):
        found.put("issued", found.frame.date(issued["issued"]), issued, "issued")
    if reissued := REISSUED.search(head):
        found.put("corrigendum", fold(reissued["corrigendum"]), reissued, "corrigendum")


@cache
def _session() -> re.Pattern[str]:
    """A session counted in words: "Tenth emergency special session"."""
    kinds = r"(?:(?P<emergency>emergency)\s+)?(?:(?P<special>special)\s+)?"
    return re.compile(rf"(?P<session>(?P<ordinal>{ordinal_pattern()})\s+{kinds}session)", re.IGNORECASE)


@cache
def _issued_below() -> re.Pattern[str]:
    """A date alone on the line below the symbol."""
    return re.compile(rf"\s*(?P<issued>{date_pattern()})\s*$", re.MULTILINE)


def _by_symbol(match: re.Match[str], found: _Found) -> None:
    """What the symbol says of organ and session: it stands where other words are missing or damaged."""
    symbol, group = found.fields["symbol"], "symbol" if "symbol" in match.groupdict() else "number"
    organ, session = adopted_in(symbol)
    if session and found.fields.get("session") != session:
        found.printed[:] = [printed for printed in found.printed if printed.field != "session"]
        found.put("session", session, match, group)
    found.put("organ", organ, match, group)


def _agenda(head: str, found: _Found) -> None:
    if not (agenda := found.frame.agenda.search(head)):
        return
    found.put("agenda_items", parse_items(agenda["agenda_items"], found.frame.language), agenda, "agenda_items")
    items = len(found.fields.get("agenda_items", ()))
    blocks = list(islice(_item_titles(head, agenda.end(), found.frame), items + 1))
    told_apart = len(blocks) == items
    for words, block in blocks if told_apart else blocks[:1]:
        found.put("agenda_title", words, block, 1)
    if told_apart and items > 1:
        titles = tuple(words for words, _ in blocks)
        found.fields |= {"agenda_title": " ".join(titles), "item_titles": titles}


def _item_titles(head: str, start: int, frame: Frame) -> Iterator[tuple[str, re.Match[str]]]:
    """Titles of agenda items from `start` on: a title ends with a blank line."""
    while (block := _BLOCK.match(head, start)) and (words := _item_title(block[1], frame)):
        yield words, block
        start = block.end()


def _item_title(block: str, frame: Frame) -> str:
    """The words of some lines; "" for what comes behind the titles."""
    words = fold(" ".join(line for line in block.splitlines() if not is_number_line(line.strip())))
    others = words.startswith(("Resolution", "RESOLUTION", "["))
    return "" if others or frame.adopted.search(block) or _NUMBER_AND_SIGN.match(block) else words


def _adoption(head: str, found: _Found) -> None:
    if adopted := found.frame.adopted.search(head):
        found.put("adopted", found.frame.date(adopted["adopted"]), adopted, "adopted")
        if meeting := ITS_MEETING.search(head, adopted.start(), adopted.end()):
            found.put("meeting", meeting["meeting"], meeting, "meeting")
        if "organ" not in found.fields and adopted.groupdict().get("organ"):
            found.put("organ", found.frame.organ(adopted["organ"]), adopted, "organ")


def _statement(head: str, found: _Found) -> tuple[int, int] | None:
    """ "At the 9000th meeting, held on ..., the President made the following statement": where it stands."""
    if not (told := found.frame.statement.search(head)):
        return None
    found.put("adopted", found.frame.date(told["adopted"]), told, "adopted")
    found.put("meeting", told["meeting"], told, "meeting")
    if title := _OF_PRESIDENT.search(head, 0, told.start()):
        found.put("title", fold(title["title"]), title, "title")
    return told.span()


def _report(head: str, found: _Found) -> None:
    """The bracketed line: the committee and its report, or the draft where there was no reference to a committee."""
    if not (brackets := found.frame.brackets.search(head)):
        return
    report = REPORT.search(head, brackets.start(), brackets.end())
    committee = found.frame.committee.search(head, brackets.start(), brackets.end())
    if committee:
        name = fold(committee["committee"])
        found.put("committee", found.frame.committees.get(name, name), committee, "committee")
    if report and is_symbol(symbol := normalize(report["report"])):
        pinpoint = fold(report["pinpoint"] or "") or None
        value = CommitteeReport(symbol, pinpoint) if committee else symbol
        found.put("report" if committee else "draft", value, report, "report")


def _title(head: str, found: _Found) -> tuple[int, int] | None:
    """The last numbered line before the opener and what wraps from it: "68/230. South-South cooperation".

    The Security Council gives its resolutions no title: the line "Resolution 2999 (2031)" is what they are called by.
    """
    number = "".join(found.fields.get("symbol", "").partition("/RES/")[2].split())
    signs = [sign for sign in _BEFORE_TITLE.finditer(head) if _is_number(sign["number"], number)]
    if signs:
        title = _TITLE_WORDS.match(head, signs[-1].end())
    else:
        lines = _NUMBER_AS_TITLE.finditer(head)
        title = next((line for line in lines if _is_number(line["number"], number)), None)
        title = (title and _words_below(head, title, found)) or title
    if not title:
        return None
    words = fold(title["title"]).rstrip("_= ")  # a rule below it
    found.put("title", re.sub(r"(?<=\w)(?<![¹²³⁴-⁹⁰*])[¹²³⁴-⁹⁰*]++$", "", words), title, "title")
    return title.span("title")


def _words_below(head: str, number: re.Match[str], found: _Found) -> re.Match[str] | None:
    """The words between "RESOLUTION 90/30" and the opener: the title, where they are no date or meeting."""
    start = len(head) - len(head[number.end() :].lstrip())
    words = _TITLE_BLOCK.match(head, start)
    if not words or head[words.end() :].strip() or not words["title"][0].isalpha():
        return None
    is_told = found.frame.adopted.search(words["title"]) or any(letter.isdigit() for letter in words["title"])
    return None if is_told else words


def _title_below(head: str, draft: DraftHead, found: _Found) -> tuple[int, int] | None:
    """The lines below a draft's sponsors."""
    start = len(head) - len(head[draft.end :].lstrip())
    title = _TITLE_BLOCK.match(head, start)
    if title:
        found.put("title", fold(title["title"]), title, "title")
    return title.span("title") if title else None


def _is_number(words: str, number: str) -> bool:
    """Whether words are the number of the symbol, or any number of a resolution where no symbol is known."""
    if not number:
        return _ANY_NUMBER.fullmatch(words) is not None
    return "".join(words.split()) in (number, number.rstrip(f"{ascii_uppercase}-"))


def _has_numbered_titles(found: _Found) -> bool:
    return load_organs().get(found.fields.get("organ", "")).titles == "numbered"


def _symbol_of_title(head: str, title: tuple[int, int], found: _Found) -> None:
    """Without a masthead, the number before the title: with the organ it makes the symbol."""
    line = head.rfind("\n", 0, title[0]) + 1
    number = _NUMBER_BEFORE.search(head[: title[0]]) or _NUMBER_AS_TITLE.match(head, line, title[1])
    number = number or _number_above(head, line)
    if DECISION.search(head) or (number and found.frame.decision.search(head, min(line, number.start()), title[0])):
        return  # an organ numbers its decisions as its resolutions
    symbol = load_organs().get(found.fields["organ"]).symbol_of(number["number"]) if number else ""
    if number and symbol:
        found.put("symbol", symbol, number, "number")
        _by_symbol(number, found)


def _number_above(head: str, end: int) -> re.Match[str] | None:
    """ "RESOLUTION 90/30" on a line of its own, the last one before `end`."""
    lines = list(_NUMBER_AS_TITLE.finditer(head, 0, end))
    return next((line for line in reversed(lines) if _is_number(line["number"], "")), None)


_UNPRINTED = dict.fromkeys(map(ord, f"*\u00ad{MARKS_OF_DIRECTION}"))


def fold(words: str) -> str:
    """Words on one line, without the carrier's marks of emphasis."""
    plain = " ".join(words.translate(_UNPRINTED).split())
    return join_han(plain)
