"""Shapes and engines: what damages a graph is found by the shape meant for it, by both engines alike."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from lod.annotate.annotate import annotate
from lod.data.files import share
from lod.graph.authorities import authority_triples
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.graph.shacl import CompiledEngine, ReferenceEngine, Result, load_shapes, mends, report_triples, validator
from lod.model.errors import DataError, SourceError
from lod.model.vocab import ELI
from lod.publish.validation import check, check_resolution
from lod.read.source import load_source
from lod.read.text.read import read_text
from tests.samples import bundled, bundled_annotations, operative, resolution

DEF = "https://w3id.org/unres/def#"
THIS = "https://w3id.org/unres/A/RES/68/230"


@pytest.fixture(scope="module")
def graph() -> bytes:
    return serialize(resolution_triples(bundled(), bundled_annotations()), ox.RdfFormat.N_TRIPLES)


def found(engine: str, data: bytes) -> list[tuple[str, str, str]]:
    """(severity, focus, shape) of the results."""
    return [(r.severity, r.focus, r.shape.rpartition("#")[2]) for r in validator(engine).validate(data)]


ENGINES = ["shacl", "pyshacl"]

DAMAGES = [
    # what is replaced, by what, where it is found, by which shape
    ('"57/263"@en', '"57/264"@en', "#op17.cit1", "Resolution"),
    (f'{DEF}mark> "3"', f'{DEF}mark> ""', "#fn3", "Footnote-mark"),
    ('"2014-02-07"^^<http://www.w3.org/2001/XMLSchema#date>', '"soon"', "", "Resolution-issued"),
    (f'{DEF}symbol> "A/RES/68/230"', f'{DEF}symbol> "A/RES/68/231"', "", "Resolution"),
    ("verb/requests> .", "verb/pleads> .", "#op6.act2", "Act-verb"),
    (f"<{THIS}#op17.act2> <{DEF}order>", f"<{THIS}#op17.act2> <{DEF}ordered>", "#op17.act2", "Act-order"),
    (f"<{THIS}#op5> <{DEF}position>", f"<{THIS}#op5> <{DEF}positioned>", "#op5", "OperativeParagraph-position"),
    (
        f"<{THIS}#fn3.cit1> <{DEF}takesUp> <{THIS}#fn2>",
        f"<{THIS}#fn3.cit1> <{DEF}takesUp> <{THIS}#fn9>",
        "#fn3.cit1",
        "Citation-takesUp",
    ),
    (f'<{THIS}#op5> <{DEF}position> "8"', f'<{THIS}#op5> <{DEF}position> "7"', "#op5", "Resolution"),
    (f'<{THIS}#op21> <{DEF}position> "24"', f'<{THIS}#op21> <{DEF}position> "99"', "#op21", "Resolution"),
    (f"<{THIS}#op5> <{DEF}sourceOffset>", f"<{THIS}#op5> <{DEF}sourceOffsets>", "#op5", "OperativeParagraph"),
]
SLIP, BASE = "ResolutionSlips", "https://w3id.org/unres/"
SLIPS = [
    (f'{DEF}mark> "3"', f'{DEF}number> "3"', "Warning", "Footnote-mark-present"),
    (f"<{THIS}> <http://purl.org/dc/terms/title>", f"<{THIS}> <{DEF}titled>", "Warning", "ResolutionSlips-titled"),
    (f'<{THIS}#op6> <{DEF}number> "6"', f'<{THIS}#op6> <{DEF}number> "5"', "Warning", "ResolutionSlips"),
    (f"<{THIS}#fn3.cit1> <{DEF}takesUp>", f"<{THIS}#fn3.cit1> <{DEF}cites>", "Warning", "ResolutionSlips"),
    (f'<{THIS}#op17.cit1> <{DEF}citedDate> "2002', f'<{THIS}#op17.cit1> <{DEF}citedDate> "2102', "Warning", SLIP),
    (f"{DEF}dueSession> <https://w3id.org/unres/session/69>", f"{DEF}dueSession> <{BASE}session/9>", "Warning", SLIP),
    (f"<{THIS}#op21.act2> <{DEF}dueSession>", f"<{THIS}#op21.act2> <{DEF}due>", "Info", "ReportRequestDue"),
]


def test_the_bundled_resolution_has_no_findings(graph: bytes) -> None:
    """A/RES/68/230 is published without a result of any severity."""
    assert validator().validate(graph) == ()


@pytest.mark.parametrize(("old", "new", "place", "shape"), DAMAGES, ids=[case[3] for case in DAMAGES])
def test_a_damage_is_found_where_it_is_by_the_shape_meant_for_it(
    graph: bytes, old: str, new: str, place: str, shape: str
) -> None:
    """The result names the node and the shape, and says how to fix it."""
    broken = graph.replace(old.encode(), new.encode())
    assert broken != graph
    results = [r for r in validator().validate(broken) if r.focus == THIS + place and r.shape.endswith(f"#{shape}")]
    assert results
    assert all(result.severity == "Violation" and result.mend and result.message for result in results)


@pytest.mark.parametrize(("old", "new", "severity", "shape"), SLIPS, ids=[case[3] for case in SLIPS])
def test_a_slip_of_the_pen_is_told_and_stops_nothing(
    graph: bytes, old: str, new: str, severity: str, shape: str
) -> None:
    """What a printed text may get wrong is a warning or less; both engines say the same."""
    broken = graph.replace(old.encode(), new.encode())
    assert broken != graph
    results = CompiledEngine().validate(broken)
    assert {r.severity for r in results if r.shape.endswith(f"#{shape}")} == {severity}
    assert results == ReferenceEngine().validate(broken)


def test_both_engines_give_the_same_results_on_a_graph_with_all_damages() -> None:
    """pySHACL is the reference; severity, node, path, value, shape, component and message agree."""
    read = operative("Requests the Secretary-General to report;", "Decides to act.")
    data = serialize(resolution_triples(read, annotate(read)), ox.RdfFormat.N_TRIPLES)
    for old, new in (
        (b'"requests"@en', b'"requests"'),
        (f"{DEF}rule>".encode(), f"{DEF}rules>".encode()),
        (b'startOffset> "0"', b'startOffset> "-1"'),
        (f"{DEF}role>".encode(), f"{DEF}part>".encode()),
    ):
        data = data.replace(old, new, 1)
    compiled, reference = CompiledEngine().validate(data), ReferenceEngine().validate(data)
    assert compiled == reference
    assert len(compiled) >= 4


@pytest.mark.parametrize("engine", ENGINES)
def test_a_clean_graph_is_clean_to_both_engines(engine: str) -> None:
    """No result on a small resolution."""
    read = resolution("Recalling its resolution 88/4 of 3 May 2034,\n\n1. Urges care of rivers.")
    assert found(engine, serialize(resolution_triples(read, annotate(read)), ox.RdfFormat.N_TRIPLES)) == []


@pytest.mark.slow
def test_both_engines_agree_on_a_sample_of_the_corpus(corpus: Path) -> None:
    """Thirty resolutions, the same results from both."""
    compiled, reference = CompiledEngine(), ReferenceEngine()
    for path in sorted((corpus / "text").glob("*.txt"))[::11]:
        read = read_text(load_source(path))
        data = serialize(resolution_triples(read, annotate(read)), ox.RdfFormat.N_TRIPLES)
        assert compiled.validate(data) == reference.validate(data), path.name


def test_every_class_that_a_graph_emits_has_a_shape(graph: bytes) -> None:
    """The types of A/RES/68/230's graph are targets, but for the classes above them and the rules."""
    shapes = rdflib.Graph().parse(data=load_shapes(), format="nt")
    targets = {str(o) for o in shapes.objects(None, rdflib.SH.targetClass)}
    types = {str(o) for o in rdflib.Graph().parse(data=graph, format="nt").objects(None, rdflib.RDF.type)}
    emitted = {iri for iri in types if iri.startswith(DEF)}
    above = {
        f"{DEF}{name}"
        for name in ("Passage", "Part", "ActorGroup", "TrustFund", "CommitteeReport", "Rule", "MemberState")
    }
    assert emitted - targets - above == set()


def test_a_file_of_shapes_is_about_one_class_and_a_class_has_one_file() -> None:
    """The file's name is the class's; but for the prefixes that SPARQL constraints share."""
    for path in sorted(share("shapes").glob("*.ttl")):
        targets = set(rdflib.Graph().parse(path).objects(None, rdflib.SH.targetClass))
        name = "".join(part.capitalize() for part in path.stem.split("-"))
        expected = {rdflib.URIRef(f"{space}{name}") for space in (DEF, ELI.base)} if path.stem != "prefixes" else set()
        assert len(targets) == bool(expected), path.name
        assert targets <= expected, path.name


def test_the_authority_tables_keep_to_the_shapes() -> None:
    """What no graph of a resolution repeats: identifiers, dated names, facts with their sources."""
    assert validator().validate(serialize(authority_triples(), ox.RdfFormat.N_TRIPLES)) == ()


def test_every_property_shape_says_how_to_mend_it() -> None:
    """A message in English and a comment, each a sentence's worth."""
    shapes = rdflib.Graph().parse(data=load_shapes(), format="nt")
    for shape in shapes.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape):
        assert shapes.value(shape, rdflib.SH.message), shape
        assert mends()[str(shape)], shape


def test_an_unreadable_graph_is_an_error_and_not_an_empty_report() -> None:
    """Both engines name what is wrong."""
    for engine in ENGINES:
        with pytest.raises(SourceError, match="no N-Triples"):
            validator(engine).validate(b"<broken")


def test_a_dump_that_is_cut_is_refused_with_the_mend(tmp_path: Path) -> None:
    """Half of a compressed file is no data without violations."""
    cut = tmp_path / "cut.nt.gz"
    cut.write_bytes(gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 2000)[:-20])
    with pytest.raises(SourceError, match="no whole file"):
        check(cut, "https://w3id.org/unres/", "auto")


def test_a_result_on_a_source_names_its_line_and_words() -> None:
    """A person finds the place in the file, also where no source offset is published."""
    read = operative("Takes note of the report;", "Requests the Secretary-General to inform the Assembly of progress;")
    told = check_resolution(read, "https://w3id.org/unres/", "auto").report().splitlines()
    line = read.source.text[: read.source.text.index("Requests")].count("\n") + 1
    assert [
        row
        for row in told
        if "op2.act1" in row and row.endswith(f"[line {line}: {read.parts[-1].passage.text[:60]!r}]")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@prefix sh: <http://www.w3.org/ns/shacl#> .\n:x a sh:NodeShape .", r"bad\.ttl: line 2"),
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:x> a sh:NodeShape ;\n  sh:maximum 3 .",
            r"bad\.ttl: line 3: unknown constraint component <http://www\.w3\.org/ns/shacl#maximum>",
        ),
    ],
    ids=["syntax", "component"],
)
def test_a_broken_shapes_file_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """File, line and fix."""
    (tmp_path / "bad.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message) as fault:
        load_shapes(tmp_path)
    assert fault.value.mend


def test_an_unknown_engine_is_refused() -> None:
    """The error names those there are."""
    with pytest.raises(DataError, match="auto, shacl, pyshacl"):
        validator("jena")


def test_the_report_is_a_shacl_report_without_blank_nodes() -> None:
    """Results are numbered nodes below the base; a violation does not conform."""
    bad = Result("Violation", "urn:a", "urn:p", "x", "urn:s", "MinCountConstraintComponent", "Missing.", "add it")
    triples = report_triples([bad], "https://w3id.org/unres/")
    assert not [t for t in triples if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]
    turtle = serialize(triples)
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    assert (None, rdflib.SH.conforms, rdflib.Literal(False)) in graph
    assert bad.line() == "Violation: urn:a: urn:p: Missing. 'x' (add it)"


@pytest.mark.parametrize(
    ("prop", "wrong", "scheme"),
    [
        ("verb", "citation-function/recalling", "verb"),
        ("citationFunction", "verb/recalls", "citation-function"),
        ("role", "verb/requests", "mention-role"),
    ],
)
def test_a_concept_of_another_scheme_is_found(prop: str, wrong: str, scheme: str) -> None:
    """A verb that is a citation function is a concept, and wrong; the finding names property and scheme."""
    path, node = f"{DEF}{prop}", ox.NamedNode(f"https://w3id.org/unres/{wrong}")
    triples = resolution_triples(bundled(), bundled_annotations())
    at = next(i for i, triple in enumerate(triples) if triple.predicate.value == path)
    triples[at] = ox.Triple(triples[at].subject, triples[at].predicate, node)
    concept = ox.NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
    triples.append(ox.Triple(node, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), concept))
    results = validator().validate(serialize(triples, ox.RdfFormat.N_TRIPLES))
    found = [result for result in results if result.path == path]
    assert [result.value for result in found] == [node.value]
    assert f"in the scheme {scheme}" in found[0].message
