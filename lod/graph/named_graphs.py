"""The two named graphs of a resolution: what is printed or official, and what was made of it by rules.

`A/RES/68/230` holds text, structure, masthead, official links, votes and the way to adoption;
`A/RES/68/230/annotations` holds acts, citations, mentions, clauses, printed goals and what a series says, so that
statements made by a machine can be left out, counted and described on their own. A statement's graph follows from its
subject and its predicate alone. What follows from several resolutions together, such as which report answers a request,
stands in `data/across`.
"""

import re
from collections.abc import Container, Sequence

from pyoxigraph import NamedNode, Triple

from lod.graph.provenance import source_node
from lod.graph.terms import Scope, date, english, facts, plain_literal, type_triples
from lod.graph.types import types_of
from lod.model.iris import is_language
from lod.model.resolution import Resolution
from lod.model.version import VERSION
from lod.model.vocab import DCT, ELI, PROV, RDFS, UNR

#: What follows a resolution's path in the name of its annotations.
ANNOTATIONS = "/annotations"
#: The licence of what this project states: of the annotations, not of the texts.
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
#: What follows from several resolutions together stands in one graph, a path below the base.
ACROSS = "data/across"
_ACROSS = frozenset(term.value for term in (UNR.answeredBy, UNR.answeredIn))
#: "op17.act2", "fn3.cit1", "op5.goal1", "op17.act2.report2.session": nodes that rules made. "goal4" is the file's tag.
_MADE = re.compile(r"[^#]*#(?:.*\.)?(?:(?:act|cit|mention|element)\d+|(?<=\.)goal\d+)(?:\.[a-z]+\d*)*")
#: Short ways from a resolution that rest on annotations, and the way from a part to last year's.
_SHORT = frozenset(term.value for term in (ELI.cites, UNR.goal, UNR.predecessor))
_EARLIER = UNR.earlierWording.value


def owning_resolution(path: str, resolutions: Container[str]) -> str:
    """The path of the resolution whose own path, annotations or language `path` is; "" for none of those given.

    >>> [owning_resolution(path, {"A/RES/1/1"}) for path in ("A/RES/1/1/fr", "A/RES/1/1/annotations", "A/RES/1/1/2")]
    ['A/RES/1/1', 'A/RES/1/1', '']
    """
    above, _, last = path.rpartition("/")
    if path not in resolutions and (f"/{last}" == ANNOTATIONS or is_language(last)):
        path = above
    return path if path in resolutions else ""


def is_annotation(subject: str, predicate: str) -> bool:
    """Whether a statement about a resolution or a place in it was made by rules.

    >>> is_annotation("A/RES/68/230#op17.act2", UNR.verb.value), is_annotation("A/RES/68/230#op17", UNR.text.value)
    (True, False)
    >>> is_annotation("A/RES/68/230", ELI.cites.value)
    True
    """
    short = predicate == _EARLIER or (predicate in _SHORT and "#" not in subject)
    return short or is_made_by_rules(subject)


def is_across(predicate: str) -> bool:
    """Whether a statement was made from several resolutions together, and belongs to none of them alone.

    >>> is_across(UNR.answeredBy.value), is_across(UNR.verb.value)
    (True, False)
    """
    return predicate in _ACROSS


def is_made_by_rules(subject: str) -> bool:
    """Whether all that is said of a node was made by rules.

    >>> [is_made_by_rules(f"A/RES/68/230#{place}") for place in ("op17.act2.clause1", "op5.goal1", "goal5", "op5.b.ii")]
    [True, True, False, False]
    """
    return _MADE.fullmatch(subject) is not None


def annotation_graph_triples(scope: Scope, resolution: Resolution, others: Sequence[Resolution]) -> list[Triple]:
    """What the annotations are: of which resolution, made from which files, by which version, and how to use them."""
    graph = scope.thing(f"{scope.path}{ANNOTATIONS}")
    masthead = resolution.masthead
    sources = ((PROV.wasDerivedFrom, source_node(scope, reading.source)) for reading in (resolution, *others))
    return [
        *type_triples(graph, types_of(UNR.AnnotationGraph)),
        *facts(
            graph,
            (
                (RDFS.label, english(f"Annotations of {masthead.symbol}")),
                (UNR.inResolution, scope.document),
                (UNR.madeByVersion, plain_literal(VERSION)),
                (DCT.license, LICENCE),
                (DCT.issued, date(masthead.issued or masthead.adopted)),
                *sources,
            ),
        ),
    ]
