"""Pages of actors, funds, cited documents, sessions, meetings, agenda items, verbs and other concepts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lod.authorities import Authority, load_authorities
from lod.graph.described import FUNDS, GROUPS
from lod.index import Index, Occurrence
from lod.iris import DEFAULT_BASE
from lod.pages.environment import render

#: What the relations of occurrences are called, in the order in which a page shows them.
HEADINGS: Mapping[str, str] = {
    "addresses": "What it is asked to do",
    "contributes-to": "Calls for contributions",
    "due": "Reports due",
    "agenda": "Put on its provisional agenda",
    "on-report": "Resolutions adopted on it",
    "adopted-in": "Resolutions adopted",
    "under-item": "Resolutions adopted under it",
    "at-meeting": "Resolutions adopted at it",
    "cites": "Cited by",
    "uses": "Used in",
    "mentions": "Named in",
    "voted": "How it voted",
}
KINDS: Mapping[str, str] = {
    "actor": "Actor",
    "country": "Country",
    "fund": "Fund",
    "session": "Session",
    "meeting": "Meeting",
    "verb": "Verb",
    "verb-family": "Family of verbs",
    "citation-function": "Function of citations",
    "instrument": "Instrument",
    "publication": "Publication",
    "decision": "Decision",
    "treaty-series": "Treaty Series entry",
    "rule": "Rule",
}
LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "https://w3id.org/unres/def#symbol",
)
DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
EXAMPLE = "http://www.w3.org/2004/02/skos/core#example"
SOURCE = "http://purl.org/dc/terms/source"
CITED = "http://purl.org/dc/terms/bibliographicCitation"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing: the predicate's and the value's IRI or words, and the value's language."""

    predicate: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Occurrences of one relation, by resolution."""

    relation: str
    heading: str
    count: int
    rows: tuple[tuple[str, tuple[Occurrence, ...]], ...]


def entity_page(path: str, facts: Sequence[Fact], index: Index) -> str:
    """The page of a thing that is no resolution of the data; `facts` is what the graph says of it."""
    authority = load_authorities().get(path)
    occurrences = index.of_thing(path)
    name = authority.name if authority else _name(path, facts, occurrences)
    return render(
        "entity.html",
        path,
        name=name,
        kind=_kind(path),
        authority=authority,
        parent=_parent(authority, index),
        definition=_value(facts, DEFINITION),
        example=_value(facts, EXAMPLE),
        printed_in=(_value(facts, SOURCE), _value(facts, CITED)),
        groups=_groups(occurrences),
        index=index,
        symbol=_value(facts, "https://w3id.org/unres/def#symbol"),
        data=("ttl", "jsonld", "nt") if facts else (),
    )


def _groups(occurrences: Sequence[Occurrence]) -> tuple[Group, ...]:
    found: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for occurrence in occurrences:
        found[occurrence.relation][occurrence.symbol].append(occurrence)
    return tuple(
        Group(
            relation,
            HEADINGS[relation],
            sum(map(len, found[relation].values())),
            tuple((symbol, tuple(items)) for symbol, items in found[relation].items()),
        )
        for relation in HEADINGS
        if relation in found
    )


def _kind(path: str) -> str:
    first = path.split("/")[0]
    if "/item/" in path:
        return "Agenda item"
    return KINDS.get(first, "Document" if first.isupper() else first.replace("-", " ").capitalize())


def _value(facts: Sequence[Fact], predicate: str) -> str:
    given = [fact for fact in facts if fact.predicate == predicate and fact.language in ("", "en")]
    return given[0].value if given else ""


def _name(path: str, facts: Sequence[Fact], occurrences: Sequence[Occurrence]) -> str:
    if path.startswith((GROUPS, FUNDS)) and occurrences:
        return occurrences[0].printed
    for predicate in LABELS:
        if label := _value(facts, predicate):
            return label
    if path.startswith("session/") and path.count("/") == 1:
        return f"Session {path.removeprefix('session/')}"
    return path.rsplit("/", 1)[-1] if path[:1].islower() else path


def _parent(authority: Authority | None, index: Index) -> tuple[str, str] | None:
    """The name and path of what the actor is part of."""
    if authority is None or authority.parent is None:
        return None
    parent = load_authorities().get(authority.parent)
    return (parent.name, parent.path) if parent else None


def path_of(iri: str, base: str = DEFAULT_BASE) -> str:
    """The path below the base of an IRI of ours; "" for another's."""
    return iri.removeprefix(base).partition("#")[0] if iri.startswith(base) else ""
