"""What a draft cites, held against published data: does it exist, what is it called, are date and quoted words right,
is there later.

Reads: the graph of a draft, a store of published data. States facts; what the data do not hold is said, not judged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.model.iris import DEFAULT_BASE
from lod.query.quoted import CitedPassage, Quotation, compare_quoted, find_quoted
from lod.query.sparql import run

_CITED = """
SELECT ?place ?printed ?cited ?symbol ?date ?start ?end ?text {
  ?citation a unr:Citation ; unr:citedIn ?place ; unr:asPrinted ?printed ; unr:startOffset ?start ; unr:endOffset ?end .
  ?place unr:text ?text .
  OPTIONAL { ?citation cito:hasCitedEntity ?cited OPTIONAL { ?cited unr:symbol ?symbol } }
  OPTIONAL { ?citation unr:citedDate ?date }
} ORDER BY ?place ?start ?printed
"""
_KNOWN = """
SELECT (MIN(?title) AS ?named) (MIN(?day) AS ?adopted) (COUNT(?text) AS ?held) {
  VALUES ?cited { %s }
  ?cited ?says ?anything
  OPTIONAL { ?cited dct:title ?title FILTER(LANG(?title) = "en") }
  OPTIONAL { ?cited eli:date_document ?day }
  OPTIONAL { ?cited a unr:Resolution BIND(1 AS ?text) }
}
"""
_PASSAGES = """
SELECT ?at ?text {
  { %(cited)s dct:title ?text BIND("title" AS ?at) BIND(-1 AS ?offset) }
  UNION
  { ?part unr:inResolution %(cited)s ; unr:text ?text . OPTIONAL { ?part unr:sourceOffset ?offset }
    BIND(STRAFTER(STR(?part), "#") AS ?at) }
  FILTER(LANG(?text) = %(language)s)
} ORDER BY ?offset ?at
"""
_LATER = "SELECT (MAX(?symbol) AS ?last) { ?later unr:predecessor+ %s ; unr:symbol ?symbol }"


class CheckedCitation(Struct, frozen=True):
    """One citation of a draft, and what the data say of it; "" for what they do not say."""

    place: str
    printed: str
    status: str  # "found", "cited by others", "not in these data", "not recognized"
    symbol: str = ""
    title: str = ""
    date: str = ""
    date_printed: str = ""
    later: str = ""  # the last text of its series
    quotes: tuple[Quotation, ...] = ()  # what the draft quotes of it, where the data hold its text

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against it: it is known, of the date that is printed, its words as they are quoted."""
        is_changed = any(quote.status == "differs" for quote in self.quotes)
        return self.status in ("found", "cited by others") and not self.is_misdated and not is_changed

    @property
    def is_misdated(self) -> bool:
        """Whether the printed date is another than that of the document."""
        return bool(self.date and self.date_printed and self.date != self.date_printed)


def check_citations(
    draft: Iterable[ox.Triple], store: ox.Store, base: str = DEFAULT_BASE
) -> tuple[CheckedCitation, ...]:
    """The citations of a draft, preambular paragraphs first, notes last; its graph and the store have the same base."""
    own = ox.Store()
    own.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in draft)
    return tuple(sorted(_checked(own, store, base), key=lambda checked: _order(checked.place)))


def _checked(own: ox.Store, store: ox.Store, base: str) -> Iterator[CheckedCitation]:
    rows = run(own, _CITED, base)
    for place, group in groupby(rows, key=lambda row: row["place"].value):  # type: ignore[arg-type]
        citations = [*group]
        text = citations[0]["text"]
        spans = [(int(row["start"].value), int(row["end"].value)) for row in citations]
        quoted: dict[int, list[str]] = defaultdict(list)
        for number, words in find_quoted(text.value, spans):
            quoted[number].append(words)
        for number, row in enumerate(citations):
            found = _found(row, place.rpartition("#")[2], store, base)
            if found.status == "found" and quoted[number]:
                passages = _passages(row["cited"], text.language or "en", store, base)
                quotes = tuple(compare_quoted(words, passages) for words in quoted[number])
                found = replace(found, quotes=quotes)
            yield found


def _found(row: ox.QuerySolution, place: str, store: ox.Store, base: str) -> CheckedCitation:
    """What the data say of one citation."""
    printed, cited = row["printed"].value, row["cited"]
    if cited is None:
        return CheckedCitation(place, printed, "not recognized")
    symbol = row["symbol"].value if row["symbol"] else cited.value.removeprefix(base)
    return _known(cited, store, base, CheckedCitation(place, printed, "", symbol, date_printed=_text(row["date"])))


def _passages(cited: ox.NamedNode, language: str, store: ox.Store, base: str) -> list[CitedPassage]:
    """The places of a text in a language, in their order, the title first."""
    query = _PASSAGES % {"cited": cited, "language": ox.Literal(language)}
    return [CitedPassage(row["at"].value, row["text"].value) for row in run(store, query, base)]  # type: ignore[union-attr]


def _known(cited: ox.NamedNode, store: ox.Store, base: str, found: CheckedCitation) -> CheckedCitation:
    if not run(store, f"ASK {{ {cited} ?says ?anything }}", base):
        return replace(found, status="not in these data")
    (row,) = run(store, _KNOWN % cited, base)  # type: ignore[misc]
    (last,) = run(store, _LATER % cited, base)  # type: ignore[misc]
    return replace(
        found,
        status="found" if row["held"].value != "0" else "cited by others",
        title=_text(row["named"]),
        date=_text(row["adopted"]),
        later=_text(last["last"]),
    )


def _order(place: str) -> tuple[int, list[tuple[int, str]]]:
    """Where a place stands among others.

    >>> sorted(["op11", "fn1", "op2", "pp1"], key=_order)
    ['pp1', 'op2', 'op11', 'fn1']
    """
    parts = [(int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d+|\D+", place)]
    return {"pp": 0, "fn": 2}.get(place[:2], 1), parts


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
