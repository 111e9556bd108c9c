"""Headings of lists: actors by type, documents by body, verbs by family."""

import re
from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode

from lod.annotate.acts.verbs import load_verbs
from lod.annotate.citations.documents import kind_of
from lod.data.authorities import load_authorities
from lod.data.ordinals import format_ordinal
from lod.data.organs import load_organs
from lod.graph.concepts import concept_triples
from lod.graph.described import FUNDS, GROUPS
from lod.graph.related import session_label
from lod.model.errors import SymbolError
from lod.model.iris import ASSEMBLY, DEFAULT_BASE, has_symbol
from lod.model.symbols import ORGANS, Symbol, parse_symbol
from lod.model.vocab import SKOS
from lod.publish.pages.names import body_name

#: Headings of the actor types, in the order of a list.
ACTOR_TYPES: Mapping[str, str] = {
    "principal-organ": "Principal organs",
    "main-committee": "Main Committees",
    "subsidiary-organ": "Subsidiary organs",
    "functional-commission": "Functional commissions",
    "regional-commission": "Regional commissions",
    "expert-body": "Expert bodies",
    "treaty-body": "Treaty bodies",
    "conference-of-parties": "Conferences of parties",
    "special-procedure": "Special procedures",
    "official": "Officials",
    "department-or-office": "Departments and offices",
    "fund-or-programme": "Funds and programmes as bodies",
    "research-or-training-institute": "Research and training institutes",
    "peace-operation": "Peace operations",
    "court-or-tribunal": "Courts and tribunals",
    "other-entity": "Other entities of the United Nations",
    "specialized-agency": "Specialized agencies",
    "related-organization": "Related organizations",
    "intergovernmental-organization": "Intergovernmental organizations",
    "un-system-group": "Groups of United Nations entities",
    "state-group": "Groups of States",
    "stakeholder-group": "Stakeholders",
    "member-state": "Member States",
    "observer-state": "Observer States",
}
DESCRIBED_GROUPS = "Groups in a paragraph's own words"
DESCRIBED_FUNDS = "Funds in a paragraph's own words"
#: Headings of documents with a symbol, by their kinds.
_KINDS: Mapping[str, str] = {
    "resolution": "resolutions",
    "presidential-statement": "presidential statements",
    "document": "reports, notes and letters",
    "meeting-record": "meeting records",
    "working-document": "drafts and working documents",
}
OTHER_SERIES = "Series of other bodies"
_NAMED = "Charters, treaties, declarations and outcomes by name"
#: Headings of documents without a symbol, by the first element of their paths.
DOCUMENTS_WITHOUT_SYMBOL: Mapping[str, str] = {
    "instrument": _NAMED,
    "resolution": "Resolutions without a symbol",
    "decision": "Decisions",
    "official-records": "Official Records",
    "treaty-series": "Treaty Series",
    "publication": "United Nations publications",
    "document": "Documents of other organizations",
}
_SESSION = re.compile(r"A/(?:RES/|C\.\d/|HRC/)?(?P<session>(?:ES-|S-)?\d+)/")


def actor_kind(path: str) -> str:
    """The heading of an actor.

    >>> actor_kind("actor/undp"), actor_kind("actor/group/friends-of-rivers")
    ('Funds and programmes as bodies', "Groups in a paragraph's own words")
    """
    authority = load_authorities().get(path)
    if authority is None or authority.actor_type is None:
        return DESCRIBED_GROUPS if path.startswith(GROUPS) else ACTOR_TYPES["other-entity"]
    return ACTOR_TYPES[authority.actor_type]


def fund_kind(path: str) -> str:
    """The heading of a fund."""
    authority = load_authorities().get(path)
    if authority is None or path.startswith(FUNDS):
        return DESCRIBED_FUNDS
    return "Trust funds" if "TrustFund" in authority.types else "Funds"


def document_kind(path: str) -> str:
    """The heading of a cited document.

    >>> document_kind("A/RES/70/1"), document_kind("S/2023/5"), document_kind("CEDAW/C/GC/35")
    ('General Assembly: resolutions', 'Security Council: reports, notes and letters', 'Series of other bodies')
    """
    if not has_symbol(path):
        return DOCUMENTS_WITHOUT_SYMBOL.get(path.partition("/")[0], OTHER_SERIES)
    organ = next((slug for start, slug in _BY_LENGTH if path.startswith(f"{start}/")), None)
    if organ is None:
        return OTHER_SERIES
    return f"{body_name(organ)}: {_KINDS.get(kind_of(path), _KINDS['document'])}"


_BY_LENGTH = sorted(ORGANS.items(), key=lambda item: -len(item[0]))


def document_order() -> tuple[str, ...]:
    """The headings of documents, in the order of a list."""
    organs = (body_name(organ) for organ in ORGANS.values())
    series = (f"{organ}: {kind}" for organ in organs for kind in _KINDS.values())
    return (_NAMED, *series, OTHER_SERIES, *(title for title in DOCUMENTS_WITHOUT_SYMBOL.values() if title != _NAMED))


def document_session(path: str) -> str:
    """What parts a long list of documents: the Assembly's session, a body's series, "" for none.

    >>> document_session("A/RES/70/1"), document_session("A/C.2/68/SR.1"), document_session("CEDAW/C/GC/35")
    ('70th session', '68th session', 'CEDAW')
    >>> document_session("A/RES/1514(XV)"), document_session("S/RES/2098(2013)")
    ('Sessions before the 31st', '2013')
    """
    if found := _SESSION.match(path):
        return session_label(found["session"])
    try:
        symbol = parse_symbol(path)
    except SymbolError:
        return ""
    if symbol.organ:
        return _early_session(symbol) or symbol.session or ""
    return "" if path.startswith(tuple(f"{start}/" for start in ORGANS)) else path.partition("/")[0]


def _early_session(symbol: Symbol) -> str:
    """The heading of sessions in roman figures, for an organ that came to other numbers; "" for other symbols."""
    sessions = load_organs().get(symbol.organ or "").sessions
    is_early = sessions is not None and symbol.session is not None and not symbol.session[-1].isdecimal()
    return f"Sessions before the {format_ordinal(sessions[0])}" if sessions and is_early else ""


def session_kind(path: str) -> str:
    """The heading of a session: the body whose it is."""
    first, _, number = path.removeprefix("session/").rpartition("/")
    return body_name(first) if first and number else body_name(ASSEMBLY)


@cache
def verb_kind(path: str) -> str:
    """The heading of a verb: its family.

    >>> verb_kind("verb/requests")
    'request'
    """
    verb = NamedNode(DEFAULT_BASE + path)
    triples = concept_triples(DEFAULT_BASE, path)
    families = {t.object for t in triples if t.predicate == SKOS.broader and t.subject == verb}
    labels = (t.object for t in triples if t.predicate == SKOS.prefLabel and t.subject in families)
    return next((label.value for label in labels if isinstance(label, Literal)), "Other verbs")


@cache
def kindred_verbs(path: str) -> tuple[tuple[str, str], ...]:
    """(form, path) of the other verbs of a verb's family, by form; () for what is no verb.

    >>> ("instructs", "verb/instructs") in kindred_verbs("verb/requests")
    True
    """
    families = {f"verb/{verb.slug}": verb.family for verb in load_verbs()}
    forms = ((verb.forms[0], f"verb/{verb.slug}") for verb in load_verbs())
    return tuple(sorted(one for one in forms if one[1] != path and families[one[1]] == families.get(path)))
