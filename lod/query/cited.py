"""What a draft cites, held against published data: does it exist, what is it called, is the date right, is there later.

Reads: the graph of a draft, a store of published data. States facts; what the data do not hold is said, not judged.
"""

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from lod.model.iris import DEFAULT_BASE
from lod.query.sparql import run

_CITED = """
SELECT ?place ?printed ?cited ?symbol ?date {
  ?citation a unr:Citation ; unr:citedIn ?place ; unr:asPrinted ?printed ; unr:startOffset ?start .
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

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against it: it is known, and of the date that is printed."""
        return self.status in ("found", "cited by others") and not self.is_misdated

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
    for row in run(own, _CITED, base):  # type: ignore[union-attr]
        place, printed = row["place"].value.rpartition("#")[2], row["printed"].value
        if row["cited"] is None:
            yield CheckedCitation(place, printed, "not recognized")
            continue
        symbol = row["symbol"].value if row["symbol"] else row["cited"].value.removeprefix(base)
        yield _known(
            row["cited"], store, base, CheckedCitation(place, printed, "", symbol, date_printed=_text(row["date"]))
        )


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
