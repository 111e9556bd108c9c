"""Shapes as they are loaded, and results as both engines give them, over a small shape of its own."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from lod.graph.serialize import serialize
from lod.graph.shacl import CompiledEngine, ReferenceEngine, Result, load_shapes, mends, report_triples, validator
from lod.model.errors import DataError, SourceError
from lod.model.vocab import SH

SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:Lamp a sh:NodeShape ; sh:targetClass e:Lamp ; sh:property e:Lamp-lit .
e:Lamp-lit a sh:PropertyShape ; sh:path e:lit ; sh:maxLength 3 ; sh:minCount 1 ;
    sh:severity sh:Violation ; sh:message "A lamp is lit."@en ; rdfs:comment "light it"@en .
"""
DATA = """<http://e.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e.org/Lamp> .
<http://e.org/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e.org/Lamp> .
<http://e.org/b> <http://e.org/lit> "dim \\"or\\" dark\\n\\\\n\\t\\r"@en .
"""
LIT = "http://e.org/lit"
FOUND = (
    Result(
        "Violation", "http://e.org/a", LIT, "", "http://e.org/Lamp-lit",
        "MinCountConstraintComponent", "A lamp is lit.", "",
    ),
    Result(
        "Violation", "http://e.org/b", LIT, 'dim "or" dark\n\\n\t\r', "http://e.org/Lamp-lit",
        "MaxLengthConstraintComponent", "A lamp is lit.", "",
    ),
)  # fmt: skip


def shapes(folder: Path, text: str = SHAPE) -> str:
    (folder / "lamp.ttl").write_text(text, encoding="utf-8")
    return load_shapes(folder)


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_results_are_sorted_and_told_alike(tmp_path: Path, engine: str) -> None:
    """Severity, node, property, value in its words, shape, component, message; how to mend it is the house's to say."""
    assert validator(engine, shapes(tmp_path)).validate(DATA.encode()) == FOUND


def test_a_result_is_a_line() -> None:
    """The property is named where the message does not; without a mend, the shape is."""
    bare = Result("Info", "n", "http://purl.org/dc/terms/title", "x", "s", "C", "No.", "")
    assert bare.line() == "Info: n: dct:title: No. 'x' (see s)"
    assert (
        Result("Info", "n", bare.path, "", "s", "C", "No dct:title.", "add it").line()
        == "Info: n: No dct:title. (add it)"
    )


def test_an_engine_is_one_that_is_known_and_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Auto is the compiled one, or the reference where that is not installed."""
    assert isinstance(validator.__wrapped__("auto"), CompiledEngine)
    assert isinstance(validator.__wrapped__("shacl"), CompiledEngine)
    assert isinstance(validator.__wrapped__("pyshacl"), ReferenceEngine)
    with pytest.raises(DataError, match=r"unknown engine 'fast' \(one of auto, shacl, pyshacl\)"):
        validator.__wrapped__("fast")
    monkeypatch.setattr("lod.graph.shacl.find_spec", lambda name: None)
    assert isinstance(validator.__wrapped__("auto"), ReferenceEngine)
    with pytest.raises(DataError, match="the compiled engine is not installed"):
        validator.__wrapped__("shacl")


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
@pytest.mark.parametrize("graph", [b"no triples", b"\xff"])
def test_a_graph_that_is_none_is_told(engine: str, graph: bytes) -> None:
    with pytest.raises(SourceError, match="no N-Triples: "):
        validator(engine).validate(graph)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SHAPE.replace("e:Lamp ;", "e:Lamp", 1), r"lamp\.ttl: line \d: .*\(fix the Turtle\)"),
        (SHAPE.replace("maxLength", "maxLongth"), r"lamp\.ttl: line 4: unknown constraint component <.*maxLongth>"),
    ],
    ids=["no Turtle", "no term"],
)
def test_a_shape_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(DataError, match=what):
        shapes(tmp_path, text)


def test_every_shape_says_how_to_mend_what_it_finds() -> None:
    """By its IRI and by its message, as far as that is fixed."""
    how = mends()["https://w3id.org/unres/shapes#Instrument-label"]
    assert how == "give it a label"
    assert mends()["An instrument has at least one rdfs:label, a label of some words."] == how
    later = next(mend for start, mend in mends().items() if start.startswith("What is cited here bears a date"))
    assert "printed date" in later
    assert not [start for start in mends() if "{" in start]


def test_a_rule_that_a_resolution_is_asked_finds_its_paragraph() -> None:
    """The result belongs to the node found; a value that is the node itself is not told twice."""
    this, def_ = "https://w3id.org/unres/A/RES/90/1", "https://w3id.org/unres/def#"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    graph = (
        f"<{this}> {kind} <{def_}Resolution> .\n<{this}#c> {kind} <{def_}Citation> .\n"
        f'<{this}#c> <{def_}inResolution> <{this}> .\n<{this}#c> <{def_}asPrinted> "Ibid."@en .\n'
    ).encode()
    for engine in ("shacl", "pyshacl"):
        (found,) = [one for one in validator(engine).validate(graph) if "Ibid" in one.message]
        assert (found.severity, found.focus, found.path, found.value) == ("Warning", f"{this}#c", "", "")
        assert found.mend == "see which note stands before it in print"


@pytest.mark.parametrize(("severity", "conforms"), [("Violation", "false"), ("Warning", "true")])
def test_a_report_has_its_results_in_order_and_no_blank_nodes(severity: str, conforms: str) -> None:
    results = [
        Result(severity, "http://e.org/b", LIT, "dim", "http://e.org/s", "MinCountConstraintComponent", "No.", "")
    ]
    results.append(
        Result(severity, "http://e.org/a", "", "", "http://e.org/s", "MinCountConstraintComponent", "No.", "")
    )
    made = report_triples(results, "http://e.org/")
    words = serialize(made, ox.RdfFormat.N_TRIPLES).decode()
    assert f'<http://e.org/validation#report> <{SH.base}conforms> "{conforms}"' in words
    assert f"validation#result1> <{SH.base}focusNode> <http://e.org/a>" in words
    assert f"validation#result2> <{SH.base}focusNode> <http://e.org/b>" in words
    assert f"validation#result2> <{SH.base}resultPath> <{LIT}>" in words
    assert f'validation#result2> <{SH.base}value> "dim"' in words
    assert f'validation#result1> <{SH.base}resultMessage> "No."@en' in words
    assert "validation#result1> <http://www.w3.org/ns/shacl#value>" not in words
    assert "validation#result1> <http://www.w3.org/ns/shacl#resultPath>" not in words
    assert "_:" not in words
    assert len(made) == 2 + 2 * 7 + 2
