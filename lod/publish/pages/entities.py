"""Pages of actors, funds, cited documents, sessions, meetings, agenda items, verbs and other concepts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from lod.annotate.citations.documents import kind_of
from lod.data.authorities import Authority, load_authorities
from lod.graph.authorities import dated_names, fact_places
from lod.model.iris import has_symbol, is_place
from lod.model.vocab import DCT, RDFS, SKOS, UNR
from lod.publish.cards import Occurrence
from lod.publish.index import Index
from lod.publish.mandates.pages import office_path
from lod.publish.pages.agenda import agenda_path
from lod.publish.pages.environment import render
from lod.publish.pages.headings import kindred_verbs
from lod.publish.pages.names import item_name, name_of, session_name
from lod.publish.pages.occurrences import (
    HEADINGS,
    SPLIT,
    SPLIT_VOTES,
    group_by_session,
    groups_of,
    session_title,
    texts_by_year,
)
from lod.publish.pages.profiles import VotingRecord, asked_by_verb, printed_forms, voting_record, whom_addressed
from lod.publish.places import format_place

#: What the schemes of identifiers are called.
SCHEMES: Mapping[str, str] = {
    "wikidata": "Wikidata",
    "ror": "ROR",
    "isni": "ISNI",
    "unms": "UN Member States (library)",
    "mandate-registry": "UN Mandate Registry",
    "m49": "UN M49",
    "iso3166-1-alpha-2": "ISO 3166-1 alpha-2",
    "iso3166-1-alpha-3": "ISO 3166-1 alpha-3",
}
#: What the classes of the tables are called.
_TYPES: Mapping[str, str] = {
    "ActorGroup": "Group of actors",
    "MemberState": "Member State",
    "TrustFund": "Trust fund",
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
    "resolution": "Resolution",
    "decision": "Decision",
    "official-records": "Supplement of Official Records",
    "document": "Document",
    "treaty-series": "Treaty Series entry",
    "rule": "Rule",
}
LABELS = (SKOS.prefLabel.value, DCT.title.value, RDFS.label.value, UNR.symbol.value)
DEFINITION = SKOS.definition.value
EXAMPLE = SKOS.example.value
SOURCE = DCT.source.value
CITED = DCT.bibliographicCitation.value


class PageFact(Struct, frozen=True):
    """One statement about a thing: the predicate's and the value's IRI or words, and the value's language."""

    predicate: str
    value: str
    language: str = ""


class Related(Struct, frozen=True):
    """What the tables say that a thing leads to: the statement's place, its name, and where it leads."""

    place: str
    label: str
    name: str
    path: str
    href: str  # of a document that has no page here
    date: str


class Sheet(Struct, frozen=True):
    """A session's page of a thing that occurs too often for one page, with the counts of each relation."""

    session: str
    label: str
    path: str
    counts: Mapping[str, int]


def entity_pages(path: str, facts: Sequence[PageFact], index: Index) -> Iterator[tuple[str, str]]:
    """(path, page) of a thing: its page, and where it occurs very often a page for each session."""
    yield path, entity_page(path, facts, index)
    voting, occurrences = voting_record(path, index), _beside_votes(path, index)
    if _is_parted(occurrences, voting):
        name = _name(path, facts, occurrences)
        for session, items in group_by_session(index.of_thing(path), index).items():
            page = session_path(path, session)
            yield (
                page,
                render(
                    "sheet.html",
                    page,
                    path,
                    index.base,
                    name=name,
                    called=name,
                    whole=path,
                    label=session_title(session),
                    profile=None,
                    votes=voting.of_session(session) if voting else (),
                    groups=groups_of([o for o in items if o.relation != "voted"], index),
                    index=index,
                ),
            )


def _is_parted(occurrences: Sequence[Occurrence], voting: VotingRecord | None) -> bool:
    """Whether each session has a page of its own: a thing that occurs very often, a State that voted often."""
    sessions = {cast.card.session for cast in voting.votes} if voting else set()
    voted_often = voting is not None and len(voting.votes) > SPLIT_VOTES and len(sessions) > 1
    return voted_often or len(occurrences) > SPLIT


def session_path(path: str, session: str) -> str:
    """The path of the page for one session of a thing that occurs very often."""
    return f"{path}.session-{session or 'none'}"


def entity_page(path: str, facts: Sequence[PageFact], index: Index) -> str:
    """The page of a thing that is no resolution of the data; `facts` is what the graph says of it."""
    authority = load_authorities().get(path)
    voting = voting_record(path, index)
    occurrences = _beside_votes(path, index)
    sheets = _sheets(path, index) if _is_parted(occurrences, voting) else ()
    return render(
        "entity.html",
        path,
        base=index.base,
        name=_name(path, facts, occurrences),
        kind=_kind(path, facts),
        authority=authority,
        parent=_parent(path, authority),
        schemes=SCHEMES,
        dated=dated_names(authority) if authority else [],
        related=_related(authority, index) if authority else (),
        definition=_value(facts, DEFINITION),
        example=_value(facts, EXAMPLE),
        printed_in=(_value(facts, SOURCE), _cited_place(_value(facts, CITED))),
        groups=() if sheets else groups_of(occurrences, index),
        sheets=sheets,
        headings={key: label for key, label in HEADINGS.items() if any(key in sheet.counts for sheet in sheets)},
        years=texts_by_year(occurrences, index) if authority else (),
        items=[(_titled(item, index), item) for item in index.items_of(path)],
        voting=voting,
        **_profile(path, occurrences, index),
        index=index,
        symbol=_value(facts, UNR.symbol.value),
        data=("ttl", "jsonld") if facts else (),
    )


def _beside_votes(path: str, index: Index) -> tuple[Occurrence, ...]:
    """Where a thing occurs; the votes of a State stand in a table of their own."""
    return tuple(o for o in index.of_thing(path) if o.relation != "voted")


def _profile(path: str, occurrences: Sequence[Occurrence], index: Index) -> dict[str, Any]:
    """What a page counts of an office, a verb or an agenda item; "", None and () where there is nothing to count."""
    verb = path.removeprefix("verb/") if path.startswith("verb/") else ""
    title = next((o.printed for o in occurrences if o.relation == "under-item" and o.printed), "")
    return {
        "inventory": index.inventories.get(path),
        "office_path": office_path(path),
        "asked": asked_by_verb(occurrences, index),
        "forms": printed_forms(occurrences, index) if verb else None,
        "addressees": whom_addressed(verb, index) if verb else (),
        "kindred": [one for one in kindred_verbs(path) if one[1] in index] if verb else [],
        "through_years": agenda_path(title) if title else "",
    }


def _cited_place(told: str) -> str:
    """A resolution and its paragraph in words.

    >>> _cited_place("A/RES/77/290, op1")
    'A/RES/77/290, para. 1'
    """
    symbol, _, place = told.partition(", ")
    return f"{symbol}, {format_place(place)}" if is_place(place) else told


def _titled(item: str, index: Index) -> str:
    """An agenda item with its number, and with its title where one is printed for it alone."""
    number = item_name(item).partition(",")[0]
    title = next((o.printed for o in index.of_thing(item) if o.printed), "")
    return f"{number}: {title}" if title else number


def _sheets(path: str, index: Index) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(
            session,
            session_title(session),
            session_path(path, session),
            {group.relation: group.count for group in groups_of(items, index)},
        )
        for session, items in group_by_session(index.of_thing(path), index).items()
    )


_FIELDS = {"establishedBy": "Set up by", "renamedBy": "Renamed by", "administeredBy": "Administered by"}


def _related(authority: Authority, index: Index) -> tuple[Related, ...]:
    made = []
    for place, field, fact in fact_places(authority):
        name = load_authorities().name_of(fact.value)
        href = "" if name or fact.value in index else f"https://docs.un.org/{fact.value}"
        made.append(Related(place, _FIELDS[field], name or fact.value, fact.value, href, fact.date or ""))
    return tuple(made)


def _kind(path: str, facts: Sequence[PageFact]) -> str:
    first = path.split("/")[0]
    if "/item/" in path:
        return item_name(path) if _value(facts, LABELS[1]) else "Agenda item"
    if authority := load_authorities().get(path):
        return _TYPES.get(authority.types[-1], KINDS.get(first, ""))
    if has_symbol(path) and kind_of(path) == "resolution":
        return "Resolution, not published here"
    return KINDS.get(first, "Document" if has_symbol(path) else first.replace("-", " ").capitalize())


def _value(facts: Sequence[PageFact], predicate: str) -> str:
    given = [fact for fact in facts if fact.predicate == predicate and fact.language in ("", "en")]
    return given[0].value if given else ""


def _name(path: str, facts: Sequence[PageFact], occurrences: Sequence[Occurrence]) -> str:
    label = next((label for predicate in LABELS if (label := _value(facts, predicate))), "")
    if has_symbol(path) and (title := _value(facts, DCT.alternative.value)):
        return f"{label or path}, “{title}”"
    if "/item/" in path and (titled := _value(facts, LABELS[1])):
        return titled
    return item_name(path) if "/item/" in path else name_of(path, occurrences, label)


def _parent(path: str, authority: Authority | None) -> tuple[str, str] | None:
    """The name and path of what the thing is part of."""
    if "/item/" in path:
        session = path.partition("/item/")[0]
        return session_name(session), session
    if authority is None or authority.parent is None:
        return None
    return load_authorities().name_of(authority.parent), authority.parent
