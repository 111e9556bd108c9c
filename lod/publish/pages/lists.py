"""The home page and the lists of resolutions, actors, documents, verbs and other things."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, field

from lod.annotate.names.find import load_names
from lod.data.ordinals import parse_ordinal
from lod.model.iris import ASSEMBLY, has_symbol, session, slug
from lod.publish.cards import Card
from lod.publish.feeds import feed_of
from lod.publish.index import Index
from lod.publish.mandates.candidates import offices_of
from lod.publish.pages.agenda import agenda_pages, agenda_series
from lod.publish.pages.environment import VOTES, render
from lod.publish.pages.goals import goal_pages, goals_held
from lod.publish.pages.headings import (
    ACTOR_TYPES,
    DESCRIBED_FUNDS,
    DESCRIBED_GROUPS,
    DOCUMENTS_WITHOUT_SYMBOL,
    actor_kind,
    document_kind,
    document_order,
    document_session,
    fund_kind,
    session_kind,
    verb_kind,
)
from lod.publish.pages.look import current_look
from lod.publish.pages.names import body_name, name_of, session_name
from lod.publish.pages.occurrences import latest_first, session_title
from lod.publish.pages.subjects import subject_pages, subjects_of
from lod.publish.pages.topics import topics_page

LONG = 1500  # rows of a list, from which on its long groups have pages of their own
APART = 100  # rows of a group that then stands on a page of its own
_LATEST = 12  # resolutions that the home page shows


class Plan(Struct, frozen=True):
    """How a list is made: its title, what one thing of it is called, what stands above it, what it is for on the first
    page, what belongs to it, and under which headings.

    `order` are the headings that come first; the others follow by name. `last` come behind all.
    """

    title: str
    one: str
    about: str
    door: str
    holds: Callable[[str], bool]
    kind: Callable[[str], str]
    order: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    part: Callable[[str], str] = field(default=lambda path: "")


class ListRow(Struct, frozen=True):
    """One thing of a list: its name, its path, and how often it occurs.

    What has no page says where it occurs itself: (resolution and place in words, path, place).
    """

    name: str
    path: str
    count: int
    places: tuple[tuple[str, str, str], ...] = ()


class ListGroup(Struct, frozen=True):
    """Things under one heading; `page` is the path of its own page, "" where they stand in the list."""

    id: str
    title: str
    rows: tuple[ListRow, ...]
    page: str = ""


class Committee(Struct, frozen=True):
    """A Main Committee, its path, the resolutions adopted on its reports, by session, and where their feed is."""

    name: str
    path: str
    sessions: tuple[tuple[str, tuple[Card, ...]], ...]
    feed: str = ""

    @property
    def count(self) -> int:
        return sum(len(cards) for _, cards in self.sessions)


def _below(*starts: str) -> Callable[[str], bool]:
    return lambda path: path.startswith(starts) and "/item/" not in path


def _is_document(path: str) -> bool:
    return has_symbol(path) or path.partition("/")[0] in DOCUMENTS_WITHOUT_SYMBOL


LISTS: Mapping[str, Plan] = {
    "actors": Plan(
        "Actors",
        "Actor",
        "Organs, bodies, officials and groups that the resolutions name or address.",
        "who is asked, and what",
        _below("actor/"),
        actor_kind,
        tuple(ACTOR_TYPES.values()),
        (DESCRIBED_GROUPS,),
    ),
    "countries": Plan(
        "Countries",
        "Country",
        "States that the resolutions name.",
        "where a State is named, how it voted, what it sponsored",
        _below("country/"),
        actor_kind,
    ),
    "funds": Plan(
        "Funds",
        "Fund",
        "Funds and trust funds that the resolutions name.",
        "and the calls to contribute",
        _below("fund/"),
        fund_kind,
        last=(DESCRIBED_FUNDS,),
    ),
    "verbs": Plan(
        "Verbs",
        "Verb",
        "The verbs by which the organs act, by family.",
        "by which the organs act",
        _below("verb/"),
        verb_kind,
    ),
    "sessions": Plan(
        "Sessions",
        "Session",
        "Sessions at which resolutions were adopted or for which something is due.",
        "what was adopted, what is due, the agenda",
        _below("session/"),
        session_kind,
        ("General Assembly",),
    ),
    "instruments": Plan(
        "Cited documents",
        "Document",
        "What the resolutions cite and on what they were adopted.",
        "and who cites them",
        _is_document,
        document_kind,
        document_order(),
        part=document_session,
    ),
}


#: Makes (path, page) of a list and its parts.
ListMaker = Callable[[Index], Iterable[tuple[str, str]]]


def list_pages(index: Index) -> Iterator[tuple[str, str]]:
    """(path, page) of the home page and of every list."""
    for make in list_makers(index).values():
        yield from make(index)


def list_makers(index: Index) -> dict[str, ListMaker]:
    """What makes the home page and each list that has something, by its name, so that one fails alone."""
    makers: dict[str, ListMaker] = {
        "index": lambda index: [("index", _home(index))],
        "resolutions": lambda index: [("resolutions", _resolutions(index))],
        "votes": lambda index: [("votes", _votes(index))],
        "committees": lambda index: [
            ("committees", render("committees.html", "committees", committees=committees(index)))
        ],
        "search": lambda index: [("search", render("search.html", "search", doors=_doors(index)))],
        "compare": lambda index: [("compare", render("compare.html", "compare"))],
        "topics": lambda index: [("topics", topics_page(index))],
        "agenda": agenda_pages,
        "subjects": subject_pages,
        "goals": goal_pages,
        **{name: partial(_list, name, plan) for name, plan in LISTS.items()},
    }
    held = {"index", "search", *offered_lists(index)}
    return {name: make for name, make in makers.items() if name in held}


def offered_lists(index: Index) -> frozenset[str]:
    """The names of the lists that have something to show; whether there are series, a comparison of texts tells."""
    cards = index.cards.values()
    relations = {occurrence.relation for found in index.by_path.values() for occurrence in found}
    held = {
        "votes": any(card.votes for card in cards),
        "compare": len(cards) > 1,
        "committees": any(card.committee for card in cards),
        "subjects": any(card.subjects for card in cards),
        "goals": any(card.goals for card in cards),
        "topics": any(card.subjects or card.goals for card in cards),
        "duties": bool(relations & {"due", "agenda", "contributes-to"}),
        "agenda": bool(agenda_series(index)),
        "mandates": bool(offices_of(index.sheets)),
        **{name: any(map(plan.holds, index.by_path)) for name, plan in LISTS.items()},
    }
    return frozenset(("resolutions", "queries", *(name for name, is_held in held.items() if is_held)))


def _resolutions(index: Index) -> str:
    """All resolutions by session."""
    feed = feed_of(index.cards.values())
    return render("resolutions.html", "resolutions", groups=sessions_of_all(index), index=index, feed=feed)


def _votes(index: Index) -> str:
    voted = [(card, dict(card.votes)) for card in index.cards.values() if card.votes]
    return render("votes.html", "votes", rows=voted, votes=tuple(VOTES))


def committees(index: Index) -> list[Committee]:
    """Every Main Committee in its order, and what went to none."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in index.cards.values():
        found[card.committee or "Without reference to a Main Committee"].append(card)
    paths = {name: load_names().resolve(name) or "" for name in found}
    ordered = sorted(found, key=lambda name: (not paths[name], counted(name)))
    return [
        Committee(
            name,
            paths[name] if paths[name] in index else "",
            _sessions(found[name]),
            feed_of(found[name], name) if paths[name] else "",
        )
        for name in ordered
    ]


def _sessions(cards: Sequence[Card]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        found[card.session or ""].append(card)
    return tuple((session_title(session), tuple(found[session])) for session in sorted(found, key=latest_first))


def _home(index: Index) -> str:
    cards = tuple(index.cards.values())
    counts = {
        "resolutions": len(cards),
        "operative paragraphs": sum(card.operative for card in cards),
        "acts": sum(card.acts for card in cards),
        "citations": sum(card.citations for card in cards),
        "things named or cited": len(index.by_path),
    }
    return render(
        "home.html",
        "index",
        counts={label: count for label, count in counts.items() if count},
        cards=sorted(cards, key=lambda card: str(card.adopted or ""))[-_LATEST:][::-1],
        committees=committees(index) if any(card.committee for card in cards) else [],
        doors=_doors(index),
    )


#: What the home page says of the lists to which it leads.
_ABOUT: Mapping[str, str] = {
    "resolutions": "by session, with date and committee",
    "series": "what each text kept of the one before it",
    "compare": "any two, paragraph by paragraph",
    "topics": "by goal and by heading of the UNBIS Thesaurus",
    "duties": "reports, agenda items and contributions, by session, as calendars too",
    "mandates": "what each office is asked, until when, with what money, reviewed by whom",
    "votes": "and how each State voted",
    "committees": "on whose reports they were adopted",
    "agenda": "through the years",
    **{name: plan.door for name, plan in LISTS.items()},
    "queries": "that answer what people ask most",
}


def _doors(index: Index) -> list[tuple[str, int, str]]:
    """(list, how much it holds, what it is about) of all lists that have something; 0 for what is not counted."""
    cards = index.cards.values()
    counts = {
        "resolutions": len(cards),
        "series": sum(index.predecessor(card.symbol) is not None for card in cards),
        "topics": len(subjects_of(index)) + len(goals_held(index)),
        "mandates": sum(len(sheet.rows) for sheet in index.sheets.values()),
        "votes": sum(bool(card.votes) for card in cards),
        "committees": len(committees(index)),
        "agenda": len(agenda_series(index)),
        **{name: sum(map(plan.holds, index.by_path)) for name, plan in LISTS.items()},
    }
    offered = offered_lists(index)
    if counts["series"] and current_look().offers("series"):
        offered |= {"series"}
    return [(name, counts.get(name, 0), about) for name, about in _ABOUT.items() if name in offered]


def sessions_of_all(index: Index) -> list[tuple[str, str, list[Card]]]:
    """(name, path, resolutions) of every session of every organ, the latest of each first; path "" for no session."""
    groups: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in index.cards.values():
        groups[card.organ, card.session or ""].append(card)
    found = []
    for organ, number in sorted(groups, key=lambda key: (key[0] != ASSEMBLY, key[0], latest_first(key[1]))):
        path = session(number, organ).path if number and organ else ""
        name = session_name(path) or f"{body_name(organ) or 'Organ not known'}: {session_title(number)}"
        found.append((name, path, groups[organ, number]))
    return found


def _list(name: str, plan: Plan, index: Index) -> Iterator[tuple[str, str]]:
    """A list, and the pages of its long groups."""
    rows = _rows(plan, index)
    groups = _grouped(plan, rows)
    if len(rows) > LONG:
        groups = [_apart(name, group) if len(group.rows) > APART else group for group in groups]
    about, total = plan.about, len(rows)
    yield name, render("list.html", name, title=plan.title, about=about, groups=groups, total=total, index=index)
    for group in groups:
        if group.page:
            parts, whole = _parts(plan, group), (plan.title, name)
            page = render(
                "sublist.html",
                group.page,
                title=group.title,
                groups=parts,
                total=len(group.rows),
                whole=whole,
                index=index,
            )
            yield group.page, page


def _apart(name: str, group: ListGroup) -> ListGroup:
    return ListGroup(group.id, group.title, group.rows, f"{name}/{group.id}")


def _rows(plan: Plan, index: Index) -> list[ListRow]:
    """The things of a list, by name."""
    made = [
        ListRow(thing_name(path, index), path, len(occurrences), _places(path, index))
        for path, occurrences in index.by_path.items()
        if plan.holds(path)
    ]
    return sorted(made, key=lambda row: (counted(row.name), row.path))


def _places(path: str, index: Index) -> tuple[tuple[str, str, str], ...]:
    """Where a document without a page occurs, the first place of each resolution; () for what has a page."""
    if path not in index.unpublished:
        return ()
    first = {occurrence.symbol: occurrence for occurrence in reversed(index.of_thing(path))}
    told = sorted(first.values(), key=lambda one: counted(one.symbol))
    return tuple((", ".join(filter(None, (o.symbol, index.cite(o.symbol, o.place)))), o.symbol, o.place) for o in told)


def thing_name(path: str, index: Index) -> str:
    """What a list calls the thing at a path."""
    if path in index.cards:
        return f"{path} {index.cards[path].title}"
    return name_of(path, index.of_thing(path), index.names.get(path, ""))


def counted(name: str) -> list[tuple[bool, int, str]]:
    """What to sort names by, as people count.

    >>> sorted(["A/77/10", "A/77/9", "Third Committee", "Fifth Committee", "First Committee"], key=counted)
    ['First Committee', 'Third Committee', 'Fifth Committee', 'A/77/9', 'A/77/10']
    """
    made = []
    for part in filter(None, re.split(r"(\d+|^\w+ )", name.casefold())):
        number = int(part) if part.isdecimal() else parse_ordinal(part)
        made.append((number is None, number or 0, part))
    return made


def _grouped(plan: Plan, rows: Sequence[ListRow]) -> list[ListGroup]:
    found: dict[str, list[ListRow]] = defaultdict(list)
    for row in rows:
        found[plan.kind(row.path)].append(row)
    order = {title: number for number, title in enumerate(plan.order)}

    def rank(title: str) -> tuple[bool, int, str]:
        return title in plan.last, order.get(title, len(order)), title

    return [ListGroup(slug(title), title, tuple(found[title])) for title in sorted(found, key=rank)]


def _parts(plan: Plan, group: ListGroup) -> list[ListGroup]:
    """A long group in parts, the latest session first."""
    found: dict[str, list[ListRow]] = defaultdict(list)
    for row in group.rows:
        found[plan.part(row.path)].append(row)
    latest = {part: [(is_word, -number, word) for is_word, number, word in counted(part)] for part in found}
    ordered = sorted(found, key=lambda part: (not part, latest[part]))
    return [ListGroup(slug(part) or "others", part or "Others", tuple(found[part])) for part in ordered]
