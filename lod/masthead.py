"""The first page's head and the closing line: what they say, with the words and where they stand.

Reads: the source's text from its beginning to the opener ("The General Assembly,"), and the closing lines. One pattern
a field, tried on the head's text as it stands, so that line breaks may fall anywhere.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from lod.dates import DATE, parse_date
from lod.labels import latin_label
from lod.lexer import CLOSING, SYMBOL_LINE
from lod.model import CommitteeReport, Masthead, Printed
from lod.ordinals import WORDS, parse_ordinal
from lod.resources import data
from lod.rules import read_toml
from lod.symbols import SYMBOL, adopted_in, normalize

SESSION = re.compile(
    rf"(?P<session>(?P<ordinal>{WORDS})\s+(?:(?P<emergency>emergency)\s+)?(?:(?P<special>special)\s+)?session)",
    re.IGNORECASE,
)
AGENDA = re.compile(
    r"Agenda\s+items?\s+(?P<agenda_items>\*?\d+(?:[\s*]*\(\*?[a-z]{1,3}\*?\))*(?:(?:\s*,\s*|\s+and\s+|,\s+and\s+)"
    r"(?:\d+(?:\s*\([a-z]{1,3}\))*|\([a-z]{1,3}\)))*)",
    re.IGNORECASE,
)
ISSUED = re.compile(
    rf"Distr\.?\s*:?\s*(?:General|Limited|Restricted)?\s*(?:A/RES/[^\n]+\s+)?(?P<issued>{DATE})", re.IGNORECASE
)
ADOPTED = re.compile(
    r"(?:Resolutions?\s+(?:\d+\s*\(\d{4}\)\s+)?)?adopted\s+by\s+the\s+(?P<organ>[A-Z][A-Za-z ]+?)\s+"
    r"(?:on|at its [^,\n]+,\s+on)\s+"
    rf"(?P<adopted>{DATE})",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\[\s*(?:on\s+the|without)\s[^\]]{5,400}\]", re.IGNORECASE)
COMMITTEE = re.compile(
    r"on\s+the\s+(?:recommendation|reports?)\s+of\s+the\s+(?P<committee>[^([]*?(?:\s*\((?:First|Second|Third|Fourth|Fifth|Sixth)\s+Committee\))?)\s*\(",
    re.IGNORECASE,
)
REPORT = re.compile(r"\((?P<report>[A-Z][^\s,;()]*(?:/[^\s,;()]+)+)(?:,\s*(?P<pinpoint>[^();]+))?")
REISSUED = re.compile(r"^\W*(?P<corrigendum>Reissued\s[^\n]+(?:\n[^\n]+)*?\.?)\s*$", re.MULTILINE)
MEETING = re.compile(
    rf"(?P<meeting>\d{{1,4}})(?:st|nd|rd|th)\s+(?:\(\w+\)\s+)?(?:\w+\s+)?meeting\s+(?P<closed>{DATE})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Head:
    """The masthead, and where the opener and the title stand in the source: [start:end)."""

    masthead: Masthead
    opener: tuple[int, int] | None
    title: tuple[int, int] | None


@cache
def _organs() -> dict[str, str]:
    organs: dict[str, str] = read_toml(data("reading", "openers.toml"))["organs"]
    return organs


@cache
def _opener() -> re.Pattern[str]:
    names = "|".join(name.replace(" ", r"\s+") for name in _organs())
    return re.compile(rf"^\W*(?P<opener>The\s+(?P<organ>{names})\s*,?)\*?[ \t]*$", re.MULTILINE | re.IGNORECASE)


def parse_head(text: str) -> Head:
    """What stands before the preamble; fields that are not printed stay empty."""
    opener = _opener().search(text)
    head = text[: opener.start("opener")] if opener else text[:4000]
    found = _Found()
    _identity(head, found)
    _agenda(head, found)
    _adoption(head, found)
    _report(head, found)
    title = _title(head, found)
    if opener and "organ" not in found.fields:
        found.put("organ", _organ(opener["organ"]), opener, "organ")
    if title and "symbol" not in found.fields and found.fields.get("organ") == "general-assembly":
        _symbol_of_title(head, title, found)
    return Head(found.masthead(), opener.span("opener") if opener else None, title)


def parse_closing(text: str, start: int, masthead: Masthead) -> tuple[Masthead, tuple[int, int] | None]:
    """The masthead with the meeting of the closing line after `start`, and where that line stands."""
    for line in CLOSING.finditer(text, start):
        closing = MEETING.match(text, line.start())
        if closing and not text[text.rfind("\n", 0, line.start()) + 1 : line.start()].strip(" \t*_>"):
            found = _Found(printed=list(masthead.printed))
            found.put("meeting", closing["meeting"], closing, 0)
            adopted = masthead.adopted or (parse_date(closing["closed"]) if closing["closed"] else None)
            made = replace(masthead, meeting=closing["meeting"], adopted=adopted, printed=tuple(found.printed))
            return made, (closing.start(), closing.end())
    return masthead, None


@dataclass(slots=True)
class _Found:
    """Fields as they are found, each with its printed words."""

    fields: dict[str, Any] = field(default_factory=dict)
    printed: list[Printed] = field(default_factory=list)

    def put(self, name: str, value: Any, match: re.Match[str], group: str | int) -> None:
        if value:
            self.fields[name] = value
            self.printed.append(Printed(name, match[group], match.start(group)))

    def masthead(self) -> Masthead:
        return Masthead(**self.fields, printed=tuple(self.printed))


def _identity(head: str, found: _Found) -> None:
    if symbol := SYMBOL_LINE.search(head):
        found.put("symbol", normalize(symbol["symbol"]), symbol, "symbol")
    if session := SESSION.search(head):
        number = parse_ordinal(session["ordinal"])
        prefix = "ES-" if session["emergency"] else "S-" if session["special"] else ""
        found.put("session", f"{prefix}{number}", session, "session")
    if symbol:
        _by_symbol(symbol, found)
    if issued := ISSUED.search(head):
        found.put("issued", parse_date(issued["issued"]), issued, "issued")
    if reissued := REISSUED.search(head):
        found.put("corrigendum", fold(reissued["corrigendum"]), reissued, "corrigendum")


def _by_symbol(match: re.Match[str], found: _Found) -> None:
    """What the symbol says of organ and session: it stands where other words are missing or damaged."""
    organ, session = adopted_in(match["symbol"])
    if session and found.fields.get("session") != session:
        found.printed[:] = [printed for printed in found.printed if printed.field != "session"]
        found.put("session", session, match, "symbol")
    found.put("organ", organ, match, "symbol")


def _agenda(head: str, found: _Found) -> None:
    if not (agenda := AGENDA.search(head)):
        return
    found.put("agenda_items", parse_items(agenda["agenda_items"]), agenda, "agenda_items")
    if title := re.compile(r"\s*\n((?:[^\n]*\S[^\n]*\n)+)").match(head, agenda.end()):
        words = fold(title[1])
        if words and not words.startswith(("Resolution", "RESOLUTION", "[")):
            found.put("agenda_title", words, title, 1)


def parse_items(printed: str, language: str = "en") -> tuple[str, ...]:
    """Agenda item numbers with Latin letters: a letter without a number belongs to the number before it.

    >>> parse_items("13 (a), 14 and 117"), parse_items("24 (*b*)"), parse_items("98 (a) and (b)")
    (('13a', '14', '117'), ('24b',), ('98a', '98b'))
    >>> parse_items("17 b)", "fr"), parse_items("11 و 17 (ب)", "ar")
    (('17b',), ('11', '17b'))
    """
    bracketed = re.sub(r"(?<![(\w])([^\W\d_])\)", r"(\1)", printed)
    words = re.sub(r"\(([^\W\d_ـ]ـ?)\)", lambda found: f"({latin_label(found[1], language)})", bracketed)
    items, number = [], ""
    for part in re.finditer(r"(?P<number>\d+)?(?P<letters>(?:[\s*]*\(\*?[a-z]{1,3}\*?\))*)", words):
        number = part["number"] or number
        letters = re.sub(r"[^a-z]", "", part["letters"])
        if part["number"] or letters:
            items.append(number + letters)
    return tuple(items)


def _adoption(head: str, found: _Found) -> None:
    if adopted := ADOPTED.search(head):
        found.put("adopted", parse_date(adopted["adopted"]), adopted, "adopted")
        if "organ" not in found.fields:
            found.put("organ", _organ(adopted["organ"]), adopted, "organ")


def _report(head: str, found: _Found) -> None:
    """The bracketed line: the committee and its report, or the draft where there was no reference to a committee."""
    if not (brackets := BRACKETS.search(head)):
        return
    report = REPORT.search(head, brackets.start(), brackets.end())
    committee = COMMITTEE.search(head, brackets.start(), brackets.end())
    if committee:
        found.put("committee", fold(committee["committee"]), committee, "committee")
    if report and SYMBOL.fullmatch(symbol := normalize(report["report"])):
        pinpoint = fold(report["pinpoint"] or "") or None
        value = CommitteeReport(symbol, pinpoint) if committee else symbol
        found.put("report" if committee else "draft", value, report, "report")


def _title(head: str, found: _Found) -> tuple[int, int] | None:
    """The last numbered line before the opener and what wraps from it: "68/230. South-South cooperation"."""
    number = found.fields.get("symbol", "").partition("/RES/")[2]
    pattern = r"\s*".join(map(re.escape, number)) if number else r"(?:ES-|S-)?\d+/\d+(?:\s?[A-Z])?"
    titles = list(re.finditer(rf"^[\W_]*{pattern}\s*\.\s+(?P<title>\S[^\n]*(?:\n[^\n]*\S[^\n]*)*)", head, re.MULTILINE))
    if not titles:
        return None
    title = titles[-1]
    found.put("title", re.sub(r"(?<=\w)[¹²³⁴-⁹⁰*]+$", "", fold(title["title"])), title, "title")
    return title.span("title")


def _symbol_of_title(head: str, title: tuple[int, int], found: _Found) -> None:
    """Without a masthead, the number before the title: of the Assembly's resolutions it is the symbol's."""
    number = re.search(r"(?P<number>(?:ES-|S-)?\d+/\d+(?:\s?[A-Z])?)\s*\.\s+$", head[: title[0]])
    if number:
        found.put("symbol", normalize(f"A/RES/{number['number']}"), number, "number")


def _organ(words: str) -> str:
    return _organs().get(fold(words).title().replace(" And ", " and "), "")


def fold(words: str) -> str:
    """Words on one line, without the carrier's marks of emphasis."""
    return " ".join(words.replace("*", "").replace("\u00ad", "").split())
