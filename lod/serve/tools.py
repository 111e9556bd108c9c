"""What an assistant may ask of published data: find, read, duties, cite, query, check. Each states facts, with IRIs.

Reads: a published folder through the workers of the endpoint, so that a query of anybody's has the same bounds of time,
memory and size. Lists come in pages; each answer says whether there is more. What the data do not hold is said so, and
never guessed.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph as ox

from lod.annotate.annotate import annotate
from lod.annotate.names.find import load_names
from lod.graph.resolution import resolution_triples
from lod.model.errors import QueryError, SymbolError, UnresError
from lod.model.iris import document, format_iri, is_place
from lod.model.symbols import parse_symbol
from lod.publish.citation import format_citation
from lod.publish.places import format_place
from lod.query.cited import check_citations
from lod.query.kept import open_store
from lod.query.sparql import WHOLE
from lod.read.read import read_bytes
from lod.serve.pool import Pool
from lod.serve.worker import QueryJob

#: Rows, paragraphs or duties of one answer.
PAGE = 20
#: Rows of a query's answer at most; characters of a draft.
MOST_ROWS, LONGEST_DRAFT = 200, 200_000
_MEND = "fix the query; it is SPARQL 1.1"
_ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"
Row = Mapping[str, str]
Told = dict[str, Any]

_FIND = """
SELECT ?iri ?symbol ?title ?text WHERE {
  { SELECT (?resolution AS ?iri) ?resolution ?at WHERE {
      ?resolution a unr:Resolution ; dct:title ?searched FILTER(%s) BIND(-1 AS ?at) } }
  UNION
  { SELECT ?iri ?resolution ?text ?at WHERE {
      { SELECT ?iri ?text WHERE { ?iri unr:text ?text BIND(?text AS ?searched) FILTER(%s) } }
      ?iri a unr:Part ; unr:inResolution ?resolution . OPTIONAL { ?iri unr:sourceOffset ?at } } }
  ?resolution unr:symbol ?symbol .
  OPTIONAL { ?resolution dct:title ?title FILTER(LANG(?title) = "en") }
  OPTIONAL { ?resolution eli:date_document ?day }
} ORDER BY DESC(?day) ?symbol ?at ?iri LIMIT %d OFFSET %d
"""
_READ = """
SELECT ?iri ?number ?text WHERE {
  ?iri unr:inResolution %s ; a unr:Part ; unr:text ?text .
  OPTIONAL { ?iri unr:number ?number } OPTIONAL { ?iri unr:sourceOffset ?at }
  FILTER(%s)
  FILTER(LANG(?text) = %s)
} ORDER BY ?at ?iri LIMIT %d OFFSET %d
"""
_DOES = """
SELECT ?where ?verb (GROUP_CONCAT(DISTINCT ?name; SEPARATOR="; ") AS ?of) WHERE {
  VALUES ?where { %s }
  ?act unr:performedIn ?where ; unr:verbAsPrinted ?verb ; unr:order ?order .
  OPTIONAL { ?act unr:addressing/unr:asPrinted ?addressed } BIND(COALESCE(?addressed, "") AS ?name)
} GROUP BY ?act ?where ?verb ?order ORDER BY ?where ?order
"""
_DUTIES = """
SELECT ?act ?symbol ?where ?session ?date (GROUP_CONCAT(DISTINCT ?name; SEPARATOR="; ") AS ?of) ?to ?deliverable WHERE {
  %s
  ?act a unr:ReportRequest ; unr:inResolution/unr:symbol ?symbol ; unr:performedIn ?where .
  ?report unr:furtherReportOf? ?act .
  OPTIONAL { ?report unr:dueSession/unr:number ?session_ } BIND(COALESCE(?session_, "") AS ?session)
  OPTIONAL { ?report unr:dueDate ?date }
  OPTIONAL { ?act unr:addressing/unr:asPrinted ?addressed } BIND(COALESCE(?addressed, "") AS ?name)
  OPTIONAL { ?report unr:reportTo/skos:prefLabel ?label FILTER(LANG(?label) = "en") }
  OPTIONAL { ?report unr:reportToAsPrinted ?printed } BIND(COALESCE(?label, ?printed) AS ?to)
  OPTIONAL { ?report unr:deliverable ?deliverable }
  OPTIONAL { ?where unr:sourceOffset ?at }
  %s
} GROUP BY ?report ?act ?symbol ?where ?at ?session ?date ?to ?deliverable
ORDER BY ?symbol ?at ?report LIMIT %d OFFSET %d
"""
_TITLE = """
SELECT ?title ?day ?official ?full WHERE {
  VALUES ?iri { %s } ?iri ?says ?anything OPTIONAL { ?iri a unr:Resolution BIND(true AS ?full) }
  OPTIONAL { ?iri dct:title ?title FILTER(LANG(?title) = "en") } OPTIONAL { ?iri eli:date_document ?day }
  OPTIONAL { ?iri rdfs:seeAlso ?official FILTER(STRSTARTS(STR(?official), "https://docs.un.org/")) }
} LIMIT 1
"""


class Tools:
    """The tools over one published folder; `pool` is started and stopped by whoever gives it."""

    def __init__(self, folder: Path, base: str, pool: Pool) -> None:
        self._folder, self._base, self._pool = folder, base, pool

    async def find(self, words: str, page: int = 1) -> Told:
        """Resolutions whose title, and paragraphs whose text, hold all the words; a symbol finds its resolution."""
        symbol = _symbol(words)
        if symbol and (told := await self._about(symbol)):
            return {"found": [{"iri": self._iri(symbol), "symbol": symbol, **told}], "more": False}
        wanted = words.casefold().split()
        if not wanted:
            raise QueryError("no words", "find", "give words of the text, or a symbol such as A/RES/68/230")
        held = " && ".join(f"CONTAINS(LCASE(STR(?searched)), {_string(word)})" for word in wanted)
        rows, more = await self._page(_FIND, (held, held), page)
        return {"found": [self._hit(row) for row in rows], "more": more}

    async def read_paragraph(self, symbol: str, place: str = "", page: int = 1, language: str = "en") -> Told:
        """The text of a place ("op17", "pp3", "annex1"), with what is below it; of a whole resolution without one."""
        iri = self._iri(_needed(symbol))
        if place and not is_place(place):
            raise QueryError(f"{place!r} is no place", "place", "give it as op17, pp3, op5.b, annex1.op2")
        below = f"STR(?iri) = {_string(f'{iri}#{place}')} || STRSTARTS(STR(?iri), {_string(f'{iri}#{place}.')})"
        given = (str(ox.NamedNode(iri)), below if place else "true", _string(language))
        rows, more = await self._page(_READ, given, page)
        does = await self._does([row["iri"] for row in rows])
        about = await self._about(_needed(symbol))
        parts = [self._paragraph(row, does) for row in rows]
        return {
            "symbol": _needed(symbol),
            "known": about is not None,
            **(about or {}),
            "paragraphs": parts,
            "more": more,
        }

    async def duties(self, actor: str = "", session: str = "", symbol: str = "", page: int = 1) -> Told:
        """Reports that were asked for: of whom, by which paragraph, to whom, for which session or day."""
        given = []
        if actor:
            given.append(f"VALUES ?actor {{ {self._actor(actor)} }} ?act unr:addressee ?actor .")
        if symbol:
            given.append(f"VALUES ?symbol {{ {_string(_needed(symbol))} }}")
        due = f"FILTER(?session = {_string(session)})" if session else ""
        rows, more = await self._page(_DUTIES, (" ".join(given), due), page)
        return {"duties": [{**row, "cited_as": self._cited_as(row["where"])} for row in rows], "more": more}

    async def cite(self, symbol: str, place: str = "") -> Told:
        """How a resolution or a place of it is cited, its IRI and its official address; whether these data know it."""
        known = _needed(symbol)
        iri = self._iri(known) + (f"#{place}" if place else "")
        words = ", ".join(filter(None, (format_citation(known), format_place(place) if place else "")))
        told = await self._about(known, iri)
        return {"citation": words, "iri": iri, "known": told is not None, **(told or {})}

    async def query(self, sparql: str, page: int = 1) -> Told:
        """The rows of a SPARQL 1.1 query, at most 200 a page, or the graph that it makes, as Turtle."""
        media, content = await self._ask(sparql)
        if media != "application/sparql-results+json":
            return {"turtle": content[: MOST_ROWS * 1000], "more": len(content) > MOST_ROWS * 1000}
        read = msgspec.json.decode(content)
        if "boolean" in read:
            return {"answer": read["boolean"]}
        rows = [_plain(row) for row in read["results"]["bindings"]]
        at = MOST_ROWS * (max(1, page) - 1)
        shown = rows[at : at + MOST_ROWS]
        return {"columns": read["head"]["vars"], "rows": shown, "of": len(rows), "more": at + len(shown) < len(rows)}

    async def check(self, draft: str) -> Told:
        """Each citation of a draft: is the document there, its title, its date beside the printed one, later texts."""
        if len(draft) > LONGEST_DRAFT:
            raise QueryError(f"the draft has more than {LONGEST_DRAFT:,} characters", "check", "check it in parts")
        return await asyncio.to_thread(self._checked, draft)

    def _checked(self, draft: str) -> Told:
        resolution = read_bytes(draft.encode(), "draft.txt")
        with open_store(self._folder) as store:
            triples = resolution_triples(resolution, annotate(resolution), base=self._base)
            checked = check_citations(triples, store, self._base)
        return {
            "citations": [{**msgspec.to_builtins(one), "sound": one.is_sound} for one in checked],
            "not_checked": "words quoted from the cited documents; documents that these data do not hold",
        }

    async def _about(self, symbol: str, place: str = "") -> Told | None:
        """The title, date and official address of a document; None for what these data do not know."""
        iri = self._iri(symbol)
        asked = [iri] if not place or place == iri else [iri, place]
        found = [await self._rows(_TITLE % ox.NamedNode(one)) for one in asked]
        if not all(found):
            return None
        ((row, *_), *_) = found
        told: Told = {name: row[name] for name in ("title", "day", "official") if row.get(name)}
        return {"text_is_here": "full" in row, **told}

    async def _does(self, places: Sequence[str]) -> Mapping[str, list[str]]:
        """What each place does: "Requests: Secretary-General"."""
        found: dict[str, list[str]] = defaultdict(list)
        if places:
            for row in await self._rows(_DOES % " ".join(str(ox.NamedNode(place)) for place in places)):
                found[row["where"]].append(": ".join(filter(None, (row["verb"], row.get("of", "")))))
        return found

    def _paragraph(self, row: Row, does: Mapping[str, list[str]]) -> Told:
        iri = row["iri"]
        return {"iri": iri, "cited_as": self._cited_as(iri), "text": row["text"], "does": does[iri]}

    def _hit(self, row: Row) -> Told:
        text = {"text": row["text"], "cited_as": self._cited_as(row["iri"])} if "text" in row else {}
        return {"iri": row["iri"], "symbol": row["symbol"], "title": row.get("title", ""), **text}

    def _cited_as(self, iri: str) -> str:
        path, _, place = iri.removeprefix(self._base).partition("#")
        return ", ".join(filter(None, (format_citation(path), format_place(place) if place else "")))

    def _iri(self, symbol: str) -> str:
        return format_iri(document(symbol.replace(" ", "")), self._base)

    def _actor(self, name: str) -> ox.NamedNode:
        path = load_names().resolve(name) or (name if name.startswith("actor/") else "")
        if not path:
            raise QueryError(f"no actor is called {name!r}", "actor", "give a name as it is printed, or actor/undp")
        return ox.NamedNode(f"{self._base}{path}")

    async def _page(self, template: str, given: Sequence[str], page: int) -> tuple[list[Row], bool]:
        """A page of rows, and whether there are more."""
        rows = await self._rows(template % (*given, PAGE + 1, PAGE * (max(1, page) - 1)))
        return rows[:PAGE], len(rows) > PAGE

    async def _rows(self, query: str) -> list[Row]:
        _, content = await self._ask(query)
        return [_plain(row) for row in msgspec.json.decode(content)["results"]["bindings"]]

    async def _ask(self, query: str) -> tuple[str, str]:
        """The media type and the content of an answer; raises QueryError, BoundError."""
        async with self._pool.ask("assistant", QueryJob(query, WHOLE, _ACCEPT)) as (worker, head):
            content = b"".join([piece async for piece in worker.pieces()]).decode()
        if head.status != 200:
            raise QueryError(content.strip().partition(" (fix ")[0].removeprefix("query: "), "query", _MEND)
        return head.media.partition(";")[0], content


def _symbol(words: str) -> str:
    """The symbol that words are, also without its organ; "" for other words.

    >>> _symbol("68/230"), _symbol("a/res/68/230 "), _symbol("clean water")
    ('A/RES/68/230', 'A/RES/68/230', '')
    """
    plain = words.strip().upper()
    try:
        return parse_symbol(f"A/RES/{plain}" if plain[:1].isdecimal() else plain).text
    except SymbolError:
        return ""


def _needed(symbol: str) -> str:
    if known := _symbol(symbol):
        return known
    raise UnresError(f"{symbol[:100]!r} is no symbol", "symbol", "give it as A/RES/68/230")


def _string(value: str) -> str:
    return str(ox.Literal(value))


def _plain(row: Mapping[str, Mapping[str, Any]]) -> Row:
    """The values of a row, without their types."""
    return {name: str(term["value"]) for name, term in row.items()}
