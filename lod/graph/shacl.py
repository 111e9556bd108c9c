"""SHACL validation of one document's graph, by a compiled engine or by the reference.

pySHACL is the reference; the compiled engine (PyPI `shacl`) is a hundred times as fast and held to it by the tests.
Governing text: W3C SHACL. Shapes: `shapes/`, one file a class; each property shape says in `rdfs:comment` how to fix.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox
from msgspec import Struct

from lod.data.files import data, share
from lod.graph.serialize import short_name
from lod.model.errors import DataError, SourceError
from lod.model.vocab import RDF, RDFS, SH

if TYPE_CHECKING:
    import rdflib

ENGINES = ("auto", "shacl", "pyshacl")


class Result(Struct, frozen=True, order=True):
    """One SHACL result: IRIs in full, `value` as its plain words, `path` "" for a node constraint."""

    severity: str  # "Violation", "Warning", "Info"
    focus: str
    path: str
    value: str
    shape: str
    component: str
    message: str
    mend: str

    def line(self) -> str:
        """The result for a terminal: what, where, which words, how to fix it."""
        words = f" {self.value!r}" if self.value else ""
        named = short_name(self.path)
        path = f" {named}:" if named and named not in self.message else ""
        return f"{self.severity}: {self.focus}:{path} {self.message}{words} ({self.mend or 'see ' + self.shape})"


class Validator(Protocol):
    """Checks graphs against the shapes, which it parsed once."""

    name: str

    def validate(self, graph: bytes) -> tuple[Result, ...]:
        """The results for a graph in N-Triples, sorted; raises SourceError where it cannot be parsed."""
        ...


@cache
def validator(engine: str = "auto", shapes: str | None = None) -> Validator:
    """The engine of that name, with the shapes of a build or those in N-Triples; "auto" is the compiled one, if any."""
    if engine not in ENGINES:
        raise DataError(f"unknown engine {engine!r}", "validation", f"one of {', '.join(ENGINES)}")
    compiled = find_spec("shacl") is not None
    if engine == "shacl" and not compiled:
        raise DataError("the compiled engine is not installed", "validation", "pip install 'unres[fast]'")
    fast = engine == "shacl" or (engine == "auto" and compiled)
    return CompiledEngine(shapes) if fast else ReferenceEngine(shapes)


def load_shapes(folder: Path | None = None) -> str:
    """All shapes as one N-Triples text; raises DataError with file, line and fix."""
    return _shapes_in(folder) if folder else _own_shapes()


@cache
def _own_shapes() -> str:
    return _shapes_in(share("shapes"))


def _shapes_in(folder: Path) -> str:
    return "".join(_parsed(path) for path in sorted(folder.glob("*.ttl")))


def _parsed(path: Path) -> str:
    try:
        triples = [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as fault:
        raise DataError(f"line {fault.lineno}: {fault.msg}", str(path), "fix the Turtle") from fault
    for triple in triples:
        if triple.predicate.value.startswith(SH.base) and triple.predicate.value[len(SH.base) :] not in _components():
            line = _line_of(path, triple.predicate.value[len(SH.base) :])
            mend = "use a term of SHACL core or SPARQL constraints"
            raise DataError(f"line {line}: unknown constraint component <{triple.predicate.value}>", str(path), mend)
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _line_of(path: Path, term: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if term in line), 0)


@cache
def _components() -> frozenset[str]:
    """The terms of SHACL core and SPARQL constraints that shapes of ours may use."""
    return frozenset(data("shacl_terms.txt").read_text(encoding="utf-8").split())


@cache
def mends() -> Mapping[str, str]:
    """How to fix what a shape finds, by the shape's IRI and by its message."""
    found: dict[str, str] = {}
    messages: dict[str, str] = {}
    for quad in ox.parse(load_shapes(), ox.RdfFormat.N_TRIPLES):
        if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
            if quad.predicate == RDFS.comment:
                found[quad.subject.value] = quad.object.value
            elif quad.predicate == SH.message:
                messages[quad.subject.value] = quad.object.value.partition("{")[0]
    return found | {message: found[shape] for shape, message in messages.items() if shape in found}


class CompiledEngine:
    """The compiled engine."""

    name = "shacl"

    def __init__(self, shapes: str | None = None) -> None:
        import shacl

        self._shapes = shacl.Shapes.from_text(shapes if shapes is not None else load_shapes(), "ntriples")

    def validate(self, graph: bytes) -> tuple[Result, ...]:
        try:
            report = self._shapes.validate_text(graph.decode(), "ntriples")
        except (ValueError, UnicodeDecodeError) as fault:
            raise _unreadable(fault) from fault
        return tuple(
            sorted(
                _result(r.severity, r.focus_node, r.path, r.value, r.source_shape, r.component, r.message)
                for r in report.results
            )
        )


class ReferenceEngine:
    """pySHACL."""

    name = "pyshacl"

    def __init__(self, shapes: str | None = None) -> None:
        import rdflib

        text = shapes if shapes is not None else load_shapes()
        self._shapes = rdflib.Graph().parse(data=text, format="nt")

    def validate(self, graph: bytes) -> tuple[Result, ...]:
        import pyshacl

        try:
            parsed = _queried_graph()().parse(data=graph, format="nt")
        except Exception as fault:  # rdflib's parsers raise whatever their stage raises
            raise _unreadable(fault) from fault
        _, report, _ = pyshacl.validate(parsed, shacl_graph=self._shapes, advanced=False, inplace=True)
        return tuple(sorted(_reported(report)))


@cache
def _queried_graph() -> "type[rdflib.Graph]":
    """Graphs of rdflib that read each query once: constraints ask all graphs the same, and reading takes longest."""
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    names = dict(rdflib.Graph().namespaces())
    prepared = cache(lambda query: prepareQuery(query, initNs=names))

    class QueriedGraph(rdflib.Graph):
        def query(self, query_object: Any, *given: Any, **more: Any) -> rdflib.query.Result:
            return super().query(prepared(str(query_object)), *given, **more)

    return QueriedGraph


def _reported(report: object) -> Iterator[Result]:
    """The results in a report graph of rdflib."""
    import rdflib

    assert isinstance(report, rdflib.Graph)
    sh = rdflib.Namespace(SH.base)
    for node in report.objects(None, sh.result):  # details of a result are results too, and none of the report's

        def one(name: str, node: rdflib.term.Node = node) -> str | None:
            value = report.value(node, sh[name])
            if isinstance(value, rdflib.Literal):
                return str(ox.Literal(str(value)))  # n3() sets words of several lines in other quotes
            return None if value is None else value.n3()

        component = (one("sourceConstraintComponent") or "").strip("<>").removeprefix(SH.base)
        severity = (one("resultSeverity") or "").strip("<>").removeprefix(SH.base)
        message = report.value(node, sh.resultMessage)
        yield _result(
            severity,
            one("focusNode") or "",
            one("resultPath"),
            one("value"),
            one("sourceShape"),
            component,
            str(message) if message is not None else "",
        )


def _result(
    severity: str,
    focus: str,
    path: str | None,
    value: str | None,
    shape: str | None,
    component: str,
    message: str | None,
) -> Result:
    """A result in our form, whatever engine it comes from."""
    source, words = (shape or "").strip("<>"), message or ""
    told = (m for start, m in mends().items() if start and words.startswith(start))  # a constraint's before its shape's
    mend = next(told, "") or mends().get(source, "")
    node, found = _plain(focus), _plain(value)
    if component == "SPARQLConstraintComponent" and found.startswith(f"{node}#"):
        node, found = found, ""  # a rule asked once a resolution: the result belongs to the node that it found
    found = "" if found == node else found  # of a rule about the node as a whole
    return Result(severity, node, _plain(path), found, source, component, words, mend)


_LITERAL = re.compile(r'"(?P<words>(?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^.+)?', re.DOTALL)

_ESCAPE = re.compile(r"\\([nrt\"\\])")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def _plain(term: str | None) -> str:
    """A term's IRI or words without RDF's signs.

    >>> _plain("<http://e/a>"), _plain('"12"^^<http://e/int>'), _plain(None)
    ('http://e/a', '12', '')
    """
    if not term:
        return ""
    if found := _LITERAL.fullmatch(term):
        return _ESCAPE.sub(lambda sign: _ESCAPED.get(sign[1], sign[1]), found["words"])
    return term.strip("<>")


def _unreadable(fault: Exception) -> SourceError:
    return SourceError(f"no N-Triples: {fault}", "data", "give a graph that parses")


def report_triples(results: Iterable[Result], base: str) -> list[ox.Triple]:
    """Results as a SHACL validation report below `base`, numbered in their order; no blank nodes."""
    node = ox.NamedNode
    report, rdf_type = node(f"{base}validation#report"), RDF.type
    ordered = sorted(results)
    conforms = ox.Literal(not any(result.severity == "Violation" for result in ordered))
    made = [
        ox.Triple(report, rdf_type, SH.ValidationReport),
        ox.Triple(report, SH.conforms, conforms),
    ]
    for number, result in enumerate(ordered, 1):
        this = node(f"{base}validation#result{number}")
        made += [
            ox.Triple(report, SH.result, this),
            ox.Triple(this, rdf_type, SH.ValidationResult),
            ox.Triple(this, SH.focusNode, node(result.focus)),
            ox.Triple(this, SH.resultSeverity, node(SH.base + result.severity)),
            ox.Triple(this, SH.sourceShape, node(result.shape)),
            ox.Triple(this, SH.sourceConstraintComponent, node(SH.base + result.component)),
            ox.Triple(this, SH.resultMessage, ox.Literal(result.message, language="en")),
        ]
        if result.path:
            made.append(ox.Triple(this, SH.resultPath, node(result.path)))
        if result.value:
            made.append(ox.Triple(this, SH.value, ox.Literal(result.value)))
    return made
