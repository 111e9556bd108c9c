"""The pages of stored queries: the question, what the data of the build answer, a form to ask otherwise; their list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from lod.graph.named_graphs import ANNOTATIONS
from lod.model.iris import VOCABULARY
from lod.model.vocab import XSD
from lod.publish.index import Index
from lod.publish.layout import Layout
from lod.publish.pages.environment import Linker, render
from lod.publish.pages.lists import LISTS, thing_name
from lod.publish.stored_answers import RowTerm, StoredAnswer
from lod.query.parameters import KINDS, Parameter, parameters_of, set_values, values_of
from lod.query.sparql import shorten
from lod.query.stored import StoredQuery

_CHOICES = 200  # things that a field of a form offers by name
_FIGURES = frozenset(f"{XSD.base}{name}" for name in ("integer", "decimal", "double"))
#: The list of things of a kind of values.
_LISTED: Mapping[str, str] = {"ACTOR": "actors", "COUNTRY": "countries", "FUND": "funds"}


class AnswerCell(Struct, frozen=True):
    """A cell of a table: its words, where they lead, their language, whether it is a figure."""

    words: str = ""
    href: str = ""
    language: str = ""
    is_figure: bool = False


class FormField(Struct, frozen=True):
    """A field of a form: a variable, what its values are, an example, what stands in it, (value, name) to choose."""

    name: str
    says: str
    example: str
    value: str
    choices: tuple[tuple[str, str], ...]


class Site(Struct, frozen=True):
    """What pages of answers need of all others."""

    index: Index
    has_page: Callable[[str], bool]  # by path


def query_list(queries: Sequence[StoredQuery], counts: Mapping[str, int], base: str) -> str:
    """The page of all queries; `counts` are the rows that each finds."""
    found = [(query, count) for query in queries if (count := counts.get(query.name, 0))]
    silent = [query for query in queries if not counts.get(query.name)]
    return render("queries.html", "queries", base=base, found=found, silent=silent)


def answer_page(query: StoredQuery, answer: StoredAnswer | None, site: Site) -> str:
    """The page of a query, whether it was answered or not."""
    path = f"queries/{query.name}"
    values = answer.values if answer else {}
    base = site.index.base
    text = set_values(query, [f"{name}={value}" for name, value in values.items()], base)
    title, _, body = text.partition("\n")
    link = Linker(path)
    rows = [[_shown(cell, site, link) for cell in row] for row in answer.rows] if answer else []
    return render(
        "stored-query.html",
        path,
        base=base,
        query=query,
        title=title.removeprefix("# "),
        notes=[line.removeprefix("# ") for line in body.splitlines() if line.startswith("# ") and "--set" not in line],
        text=body,
        answer=answer,
        rows=rows,
        fields=[_field(one, text, values, site) for one in parameters_of(query)],
    )


def _shown(cell: RowTerm, site: Site, link: Linker) -> AnswerCell:
    if cell.kind != "uri":
        return AnswerCell(cell.value, "", cell.language, cell.datatype in _FIGURES)
    base = site.index.base
    if cell.value.startswith(VOCABULARY):
        return AnswerCell(shorten(ox.NamedNode(cell.value), base), link("def", cell.value.removeprefix(VOCABULARY)))
    path, _, place = cell.value.removeprefix(base).partition("#")
    path = path.removesuffix(ANNOTATIONS)
    if cell.value.startswith(base) and site.has_page(path):
        return AnswerCell(_words(path, place, site), link(path, place))
    if path in site.index.unpublished:
        return AnswerCell(path, site.index.unpublished[path])
    away = cell.value if cell.value.startswith(("http://", "https://")) and not cell.value.startswith(base) else ""
    return AnswerCell(shorten(ox.NamedNode(cell.value), base), away)


def _words(path: str, place: str, site: Site) -> str:
    """A thing by name; a resolution by its symbol, a place of it in words."""
    if path not in site.index.cards:
        return thing_name(path, site.index)
    return ", ".join(filter(None, (path, site.index.cite(path, place) if place else "")))


def _field(parameter: Parameter, text: str, values: Mapping[str, str], site: Site) -> FormField:
    kind = KINDS[parameter.kind]
    terms = [term for term in values_of(text, parameter.name) if term != "UNDEF"]
    value = values.get(parameter.name) or (_plain(terms[0], site.index.base) if len(terms) == 1 else "")
    return FormField(parameter.name, kind.says, kind.example, value, tuple(_choices(parameter.kind, site)))


def _plain(term: str, base: str) -> str:
    """A term as a person types it.

    >>> _plain('"decides"@en', ""), _plain("<https://example.org/actor/undp>", "https://example.org/"), _plain("14", "")
    ('decides', 'actor/undp', '14')
    """
    if term.startswith('"'):
        return term[1:].rpartition('"')[0].replace('\\"', '"').replace("\\\\", "\\")
    return term.strip("<>").removeprefix(base)


def _choices(kind: str, site: Site) -> Iterator[tuple[str, str]]:
    """What of a kind the data have, the most frequent or the latest, by name."""
    index = site.index
    if kind == "SYMBOL":
        latest = sorted(index.cards.values(), key=lambda card: str(card.adopted or ""), reverse=True)[:_CHOICES]
        yield from ((card.symbol, card.title) for card in latest)
    elif kind == "SESSION":
        yield from ((session, "") for session in sorted({c.session for c in index.cards.values() if c.session}))
    elif kind in _LISTED:
        held = [path for path in index.by_path if LISTS[_LISTED[kind]].holds(path) and "/group/" not in path]
        often = sorted(held, key=lambda path: -len(index.of_thing(path)))[:_CHOICES]
        yield from sorted(((path, thing_name(path, index)) for path in often), key=lambda item: item[1])


def queries_json(
    queries: Sequence[StoredQuery], answers: Mapping[str, StoredAnswer], layout: Layout = Layout.FULL
) -> bytes:
    """The stored queries for programs: question, variables, how many rows they find here, and the files of the rows."""
    told = [_told(query, answers.get(query.name), layout) for query in queries]
    return msgspec.json.format(msgspec.json.encode({"queries": told}), indent=1) + b"\n"


def _told(query: StoredQuery, answer: StoredAnswer | None, layout: Layout) -> dict[str, Any]:
    takes = {one.name: KINDS[one.kind].says for one in parameters_of(query)}
    files = [file for file in answer.files if layout.publishes(file)] if answer else []
    found = {"rows": answer.count, "values": answer.values, "files": files} if answer else {}
    return {"name": query.name, "question": query.title, "takes": takes, "page": f"queries/{query.name}.html", **found}
