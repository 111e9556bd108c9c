"""Display names of things on pages: by the tables, by the graph, by printed words; never a path."""

import re
from collections import Counter
from collections.abc import Sequence

from lod.data.authorities import load_authorities
from lod.graph.described import FUNDS, GROUPS
from lod.graph.instruments import numbered_name
from lod.graph.related import session_label
from lod.publish.cards import Occurrence
from lod.publish.pages.environment import format_item

_SESSION = re.compile(r"session/(?:(?P<body>[a-z][a-z0-9-]*)/)?(?P<number>[^/]+)")


def name_of(path: str, occurrences: Sequence[Occurrence], label: str = "") -> str:
    """The name of the thing at a path; `label` is what the graph calls it.

    >>> name_of("treaty-series/1833/31363", ()), name_of("publication/E.78.II.A.11", ())
    ('United Nations, Treaty Series, vol. 1833, No. 31363', 'United Nations publication, Sales No. E.78.II.A.11')
    >>> name_of("decision/hlc-ssc/17/1", ())
    'High-level Committee on South-South Cooperation, decision 17/1'
    """
    if authority := load_authorities().name_of(path):
        return authority
    if path.startswith((GROUPS, FUNDS)):
        return _printed(occurrences, "mentions") or label or path
    return _documents_name(path, occurrences) or session_name(path) or label or _as_path(path)


def session_name(path: str) -> str:
    """A session by its number, with its body where that is not the Assembly; "" for what is no session.

    >>> session_name("session/68"), session_name("session/csw/67")
    ('68th session', 'Commission on the Status of Women, 67th session')
    >>> session_name("session/68/item/24b"), session_name("actor/undp")
    ('', '')
    """
    found = _SESSION.fullmatch(path)
    if not found:
        return ""
    label = session_label(found["number"])
    return f"{body_name(found['body'])}, {label}" if found["body"] else label


def item_name(path: str) -> str:
    """An agenda item by its number and session.

    >>> item_name("session/68/item/24b")
    'Agenda item 24 (b), 68th session'
    """
    session, _, item = path.partition("/item/")
    return f"Agenda item {format_item(item)}, {session_name(session)}"


def body_name(slug: str) -> str:
    """The name of a body by its slug."""
    return load_authorities().name_of(f"actor/{slug}") or slug.replace("-", " ").capitalize()


def _documents_name(path: str, occurrences: Sequence[Occurrence]) -> str:
    """The name of a document that is cited by a number and has no symbol."""
    return numbered_name(path) or (_printed(occurrences, "cites") if path.startswith("decision/") else "")


def _printed(occurrences: Sequence[Occurrence], relation: str) -> str:
    """The words that are printed for it most often, of equals the first."""
    words = Counter(o.printed for o in occurrences if o.relation == relation and o.printed)
    return words.most_common(1)[0][0] if words else ""


def _as_path(path: str) -> str:
    return path.rsplit("/", 1)[-1] if path[:1].islower() else path
