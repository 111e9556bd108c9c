"""MODS, Dublin Core and BIBFRAME: what repositories and harvesters rely on."""

import gzip
from pathlib import Path

import pytest
import rdflib
from lxml import etree

from lod.publish.bibframe import bibframe
from lod.publish.marc.described import Described
from lod.publish.metadata import MODS, dublin_core, mods
from tests.publish.test_marc import GOLDEN, HOSTILE, TOO_LONG
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

BF = rdflib.Namespace("http://id.loc.gov/ontologies/bibframe/")
EVERY = [*GOLDEN.values(), HOSTILE, TOO_LONG]
NAMES = [*GOLDEN, "hostile", "too-long"]


def words(content: bytes, path: str) -> list[str]:
    """The words of the elements at a path."""
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    return [found.text or "" for found in root.findall(path, {"m": MODS, "dc": "http://purl.org/dc/elements/1.1/"})]


@pytest.mark.parametrize("of", EVERY, ids=NAMES)
def test_every_record_is_well_formed_and_says_what_it_is_of(of: Described) -> None:
    """Whatever the title holds."""
    assert of.iri in words(mods(of), "m:identifier")
    assert {of.iri, of.head.symbol} <= set(words(dublin_core(of), "dc:identifier"))
    assert len(words(mods(of), "m:titleInfo/m:title")) == len(words(dublin_core(of), "dc:title")) == len(of.languages)
    graph = rdflib.Graph().parse(data=bibframe(of), format="turtle")
    assert set(graph.subjects(rdflib.RDF.type, BF.Work)) == {rdflib.URIRef(of.iri)}
    assert len(set(graph.subjects(rdflib.RDF.type, BF.Instance))) == len(of.languages)
    assert not any(isinstance(node, rdflib.BNode) for node in graph.all_nodes())


def test_a_voted_resolution_in_six_languages_is_told_whole() -> None:
    """Languages, subjects, notes, related documents, the series."""
    of = GOLDEN["voted-six-languages"]
    content = mods(of)
    assert words(content, "m:language/m:languageTerm") == ["eng", "fre", "spa", "rus", "ara", "chi"]
    assert words(content, "m:subject/m:topic") == ["SOUTH-SOUTH RELATIONS"]
    assert words(content, "m:originInfo/m:dateIssued") == ["2045-02-07"]
    assert "Adopted by recorded vote, 1-1-1, 71st plenary meeting." in words(content, "m:note")
    assert words(content, "m:relatedItem[@type='preceding']/m:identifier") == ["A/RES/98/6"]
    core = dublin_core(of)
    assert words(core, "dc:date") == ["2044-12-20", "2045-02-07"]
    assert "General Assembly resolution 99/7" in words(core, "dc:identifier")


def test_places_stand_apart_from_topics() -> None:
    """As in MARC."""
    assert words(mods(GOLDEN["emergency-session"]), "m:subject/m:geographic") == ["ABYEI (SUDAN)"]


@pytest.mark.parametrize(("form", "start"), [("mods", b"<?xml"), ("dc", b"<?xml"), ("bibframe", b"@prefix ")])
def test_each_is_exported(form: str, start: bytes) -> None:
    """By its name."""
    made = lod("export", BUNDLED, "--format", form)
    assert made.exit_code == 0, made.output
    assert made.stdout_bytes.startswith(start)


def test_a_build_joins_the_records(tmp_path: Path) -> None:
    """One collection of MODS; one graph of BIBFRAME, in which the organ of both is told once."""
    assert lod("build", BUNDLED, TESTS / "files/akn/lighthouses.en.xml", "--out", tmp_path / "public").exit_code == 0
    data = tmp_path / "public" / "data"
    whole = gzip.decompress((data / "unres.mods.xml.gz").read_bytes())
    assert words(whole, "m:mods/m:titleInfo/m:title") == [
        "South-South cooperation",
        "Coastal lights & the safety of seafarers",
    ]
    lines = gzip.decompress((data / "unres.bibframe.nt.gz").read_bytes())
    graph = rdflib.Graph().parse(data=lines, format="nt")
    assert len(set(graph.subjects(rdflib.RDF.type, BF.Work))) == 2
    assert len(graph) == len(lines.splitlines())
    assert (tmp_path / "public/A/RES/68/230.dc.xml").is_file()
