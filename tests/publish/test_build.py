"""A build end to end: what it publishes, what it refuses, and that it harms nothing. Commands as users run them."""

import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from lxml import etree
from lxml import html as parser
from pymarc import MARCReader, parse_xml_to_array

from lod.cli.main import main
from lod.graph.files import load_store
from lod.graph.named_graphs import ANNOTATIONS
from lod.graph.shacl import Result as Found
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from lod.publish import tasks as work
from lod.query.sparql import run
from lod.query.stored import stored_queries
from tests.runner import lod
from tests.samples import BUNDLED

DATASET = rdflib.URIRef(f"{DEFAULT_BASE}data/dataset")
OTHER = """United Nations A/RES/90/2

Distr.: General
3 March 2036

Ninetieth session
Agenda item 20

Resolution adopted by the General Assembly
on 20 February 2036

[without reference to a Main Committee (A/90/L.2)]

90/2. Care of lakes

The General Assembly,

Recalling its resolution 68/230 of 20 December 2013,

1. Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report on lakes;

2. Decides to include in the provisional agenda of its ninety-first session the item entitled “Lakes”.

70th plenary meeting
20 February 2036
"""


def snapshot(folder: Path) -> dict[str, str]:
    """The bytes of every file of a folder, as checksums."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled resolution and an invented one that cites it, published."""
    folder = tmp_path_factory.mktemp("build")
    (folder / "lakes.txt").write_text(OTHER, encoding="utf-8")
    result = lod("build", BUNDLED, folder / "lakes.txt", "--out", folder / "public", "--jobs", 2)
    assert result.exit_code == 0, result.output
    return folder / "public"


def test_a_build_publishes_pages_data_dumps_vocabulary_and_report(published: Path) -> None:
    """At the paths that other programs rely on: names of dumps are stable."""
    for path in (
        "index.html",
        "A/RES/68/230.html",
        "A/RES/68/230.ttl",
        "A/RES/68/230.jsonld",
        "A/RES/68/230.marc.xml",
        "actor/unossc.html",
        "fund/perez-guerrero-trust-fund.ttl",
        "session/68.html",
        "session/68/item/24b.html",
        "meeting/A/68/PV.71.html",
        "verb/requests.html",
        "decision/hlc-ssc/17/1.html",
        "publication/E.78.II.A.11.html",
        "data/unpublished.ttl",
        "def.html",
        "def.ttl",
        "validation.html",
        "validation.ttl",
        "data/unres.nq.gz",
        "data/unres.nt.gz",
        "data/unres.ttl.gz",
        "data/unres.jsonld.gz",
        "data/unres.marc.xml.gz",
        "data/SHA256SUMS",
        "data/dataset.ttl",
    ):
        assert (published / path).is_file(), path


def test_a_verbs_page_says_where_its_example_is_printed(published: Path) -> None:
    """With a link to the United Nations' own copy; an example that is made up has none."""
    accepts = (published / "verb" / "accepts.html").read_text(encoding="utf-8")
    assert 'printed in <a href="https://docs.un.org/A/RES/78/315">A/RES/78/315, para. 1</a>' in accepts
    assert "printed in" not in (published / "verb" / "dissolves.html").read_text(encoding="utf-8")


def test_no_link_of_the_site_is_broken(published: Path) -> None:
    """Every relative link leads to a file, and every fragment to an element of its page."""
    pages = {page: parser.fromstring(page.read_text(encoding="utf-8")) for page in published.rglob("*.html")}
    ids = {page: {element.get("id") for element in tree.iter()} for page, tree in pages.items()}
    broken = []
    for page, tree in pages.items():
        for href in filter(None, (element.get("href") for element in tree.iter())):
            parts = urlsplit(href)
            if parts.scheme or parts.path.startswith("/"):  # those of pages for what is not there: test_site
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file() or (parts.fragment and target in ids and parts.fragment not in ids[target]):
                broken.append((str(page.relative_to(published)), href))
    assert broken == []


def test_every_format_of_a_resolution_says_the_same(published: Path) -> None:
    """Turtle and JSON-LD are one graph."""
    stem = published / "A/RES/68/230"
    graphs = [
        rdflib.Graph().parse(f"{stem}.{suffix}", format=form)
        for suffix, form in (("ttl", "turtle"), ("jsonld", "json-ld"))
    ]
    assert set(graphs[0]) == set(graphs[1])
    assert len(graphs[0]) > 1500


def test_the_other_resolution_is_listed_as_citing(published: Path) -> None:
    """What needs all resolutions works: cited by, reports due, agenda."""
    text = (published / "A/RES/68/230.html").read_text(encoding="utf-8")
    assert "../90/2.html#pp1" in text
    session = (published / "session/91.html").read_text(encoding="utf-8")
    assert "report on lakes" in session
    assert "Lakes" in session


def test_the_stored_queries_find_over_the_dump_what_two_texts_can_hold(published: Path) -> None:
    """A dump answers as a graph in memory does; what needs votes, subjects or more texts finds nothing here."""
    store = load_store(published)
    found = {query.name for query in stored_queries() if list(run(store, query.text))}  # type: ignore[arg-type]
    assert found >= {
        "13-citations",
        "14-cited-by",
        "18-reports-due",
        "20-provisional-agenda",
        "32-verbs-and-addressees",
    }
    assert found >= {"07-ibid", "30-verb-families", "40-contributions", "41-funds", "49-text-of-a-paragraph"}
    assert found.isdisjoint({"10-subjects", "39-votes-with-another", "52-without-words"})


def test_stored_query_47_is_a_checklist_of_the_development_system(published: Path) -> None:
    """68/230 asked it four times, op14, op15, op16, op20, and in op6, op12, op19 those who belong to it."""
    result = lod("query", published, "--name", "47-checklist", "--format", "csv")
    found = [row.split(",")[0].rpartition("#")[2] for row in result.output.splitlines()[1:]]
    assert found == ["op6", "op6", "op6", "op12", "op14", "op15", "op16", "op19", "op20"]


def test_the_marc_records_are_marcxml(published: Path) -> None:
    """pymarc reads them; symbol, title and agenda stand in the library's fields."""
    (record,) = parse_xml_to_array(str(published / "A/RES/68/230.marc-un.xml"))  # type: ignore[no-untyped-call]
    assert record["191"]["a"] == "A/RES/68/230"
    assert record["245"]["a"] == "South-South cooperation :"
    assert (record["991"]["a"], record["991"]["b"]) == ("A/68", "24b")
    assert record["269"]["a"] == "2014-02-07"
    for profile in ("marc", "marc-un"):
        whole = etree.fromstring(gzip.decompress((published / f"data/unres.{profile}.xml.gz").read_bytes()))
        assert len(whole) == 2
        binary = gzip.decompress((published / f"data/unres.{profile}.mrc.gz").read_bytes())
        assert len(list(MARCReader(binary))) == 2


def test_the_data_set_describes_its_dumps(published: Path) -> None:
    """DCAT distributions and VoID counts, true of the files."""
    graph = rdflib.Graph().parse(published / "data/dataset.ttl")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (triples,) = graph.objects(DATASET, void.triples)
    lines = gzip.decompress((published / "data/unres.nt.gz").read_bytes()).splitlines()
    assert int(str(triples)) == len(lines)
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    described = set(graph.objects(DATASET, rdflib.DCAT.distribution))
    assert len(described) > 20
    for node in described:
        path = str(graph.value(node, rdflib.DCAT.downloadURL)).removeprefix("https://w3id.org/unres/")
        content = (published / path).read_bytes()
        assert int(str(graph.value(node, rdflib.DCAT.byteSize))) == len(content)
        checksum = graph.value(node, spdx.checksum)
        assert str(graph.value(checksum, spdx.checksumValue)) == hashlib.sha256(content).hexdigest()


def test_each_session_is_a_data_set_of_a_series(published: Path) -> None:
    """With its days, and a distribution for everything and for facts alone in each packing; the catalogue has them."""
    graph = rdflib.Graph().parse(published / "data/dataset.ttl")
    (series,) = graph.subjects(rdflib.RDF.type, rdflib.DCAT.DatasetSeries)
    sessions = {str(node).rpartition("#")[2]: node for node in graph.subjects(rdflib.DCAT.inSeries, series)}
    assert set(sessions) == {"session-68", "session-90"}
    assert set(sessions.values()) == set(graph.objects(DATASET, rdflib.DCTERMS.hasPart))
    assert set(graph.objects(None, rdflib.DCAT.dataset)) == {DATASET, *sessions.values()}
    for name, node in sessions.items():
        number = name.removeprefix("session-")
        urls = {str(graph.value(one, rdflib.DCAT.downloadURL)).rpartition("data/parts/")[2]
                for one in graph.objects(node, rdflib.DCAT.distribution)}  # fmt: skip
        kinds = ("nq.gz", "nq.zst", "facts.nq.gz", "facts.nq.zst", "annotations.nq.gz")
        assert urls == {f"{number}.{kind}" for kind in kinds}
        time = graph.value(node, rdflib.DCTERMS.temporal)
        assert (time, rdflib.DCAT.startDate, None) in graph


def test_the_description_counts_classes_and_properties(published: Path) -> None:
    """VoID partitions, true of the whole; the well-known place holds the same description."""
    graph = rdflib.Graph().parse(published / "data/dataset.ttl")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    data = rdflib.Graph().parse(data=gzip.decompress((published / "data/unres.nt.gz").read_bytes()), format="nt")
    properties = Counter(data.predicates())
    told = {
        graph.value(node, void.property): int(str(graph.value(node, void.triples)))
        for node in graph.objects(DATASET, void.propertyPartition)
    }
    assert told == properties
    classes = Counter(data.objects(None, rdflib.RDF.type))
    counted = {
        graph.value(node, void["class"]): int(str(graph.value(node, void.entities)))
        for node in graph.objects(DATASET, void.classPartition)
    }
    assert counted == classes
    assert (published / ".well-known/void").read_bytes() == (published / "data/dataset.ttl").read_bytes()


def test_the_data_set_is_described_by_the_terms_of_its_catalogues(published: Path) -> None:
    """Languages are IRIs, RDF files alone are dumps, root resources and vocabularies are those of the data."""
    graph = rdflib.Graph().parse(published / "data/dataset.ttl")
    data = rdflib.Graph().parse(data=gzip.decompress((published / "data/unres.nt.gz").read_bytes()), format="nt")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert set(graph.objects(None, rdflib.DCTERMS.language)) == {
        rdflib.URIRef("http://publications.europa.eu/resource/authority/language/ENG")
    }
    dumps = {str(o).rpartition("/")[2] for o in graph.objects(None, void.dataDump)}
    assert dumps == {f"unres.{kind}.gz" for kind in ("nq", "nt", "ttl", "jsonld")}
    resolution = rdflib.URIRef("https://w3id.org/unres/def#Resolution")
    assert set(graph.objects(None, void.rootResource)) == set(data.subjects(rdflib.RDF.type, resolution))
    used = {str(predicate) for predicate in data.predicates()}
    used |= {str(term) for term in data.objects(None, rdflib.RDF.type)}
    for vocabulary in graph.objects(None, void.vocabulary):
        assert any(term.startswith(str(vocabulary)) for term in used), vocabulary


def test_nothing_in_the_whole_leads_nowhere_or_is_badly_written(published: Path) -> None:
    """Of our own IRIs each that is led to has a type; no literal is empty or ends in white space, but for print."""
    whole = gzip.decompress((published / "data/unres.nt.gz").read_bytes())
    data = rdflib.Graph().parse(data=whole, format="nt")
    typed = set(data.subjects(rdflib.RDF.type, None))
    version = set(data.objects(None, rdflib.OWL.versionIRI))
    printed = rdflib.URIRef("https://w3id.org/unres/def#asPrinted")
    for subject, predicate, value in data:
        assert not isinstance(subject, rdflib.BNode)
        if isinstance(value, rdflib.URIRef) and value.startswith("https://w3id.org/unres/"):
            assert value in typed | version, (subject, predicate, value)
        elif isinstance(value, rdflib.Literal):
            assert value.strip(), (subject, predicate)
            assert predicate == printed or str(value) == " ".join(value.split()), (subject, predicate, value)
            assert not value.ill_typed, (predicate, value)


def test_one_resolution_is_told_in_the_singular(tmp_path: Path) -> None:
    """The summary, the home page, coverage, validation and the data set's description."""
    result = lod("build", "--out", tmp_path / "one")
    assert "1 resolution, " in result.output
    for name in ("index.html", "coverage.html", "validation.html", "data/dataset.ttl"):
        text = re.sub("<[^>]*>", "", (tmp_path / "one" / name).read_text(encoding="utf-8"))
        assert "1 resolution" in text, name
        assert not re.search(r"\b1 (resolutions|warnings)\b", text), name


def test_every_graph_of_the_quads_leads_somewhere(published: Path) -> None:
    """Its IRI has a document beside it: a page's data, the vocabulary, the description of what else there is."""
    quads = gzip.decompress((published / "data/unres.nq.gz").read_bytes()).decode().splitlines()
    graphs = {quad.rpartition(" <")[2].removesuffix("> .") for quad in quads}
    paths = {graph.removeprefix(DEFAULT_BASE) for graph in graphs}
    assert "data/things" in paths
    homes = {path.removesuffix(ANNOTATIONS) for path in paths}
    assert {path for path in homes if not (published / f"{path}.ttl").is_file()} == set()
    said = rdflib.Graph().parse(published / "data/things.ttl")
    whole = rdflib.URIRef(f"{DEFAULT_BASE}data/dataset")
    assert (rdflib.URIRef(f"{DEFAULT_BASE}data/things"), rdflib.DCTERMS.isPartOf, whole) in said


def test_a_second_build_changes_no_byte(published: Path) -> None:
    """Same input, same bytes: no file is even touched, with any number of processes."""
    before = {path: path.stat().st_mtime_ns for path in published.rglob("*") if path.is_file()}
    result = lod("build", published.parent / "lakes.txt", BUNDLED, "--out", published)
    assert "0 files written, 0 removed" in result.output
    assert {path: path.stat().st_mtime_ns for path in published.rglob("*") if path.is_file()} == before


def test_bad_inputs_are_named_and_the_others_published(tmp_path: Path) -> None:
    """Empty, binary, no resolution, missing: one line each with file and mend; exit status 1."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "letter.txt").write_text("Dear Sir, thank you for your letter of yesterday.")
    (tmp_path / "cut.txt").write_text(BUNDLED.read_text(encoding="utf-8")[:5000], encoding="utf-8")
    names = ["empty.txt", "binary.txt", "letter.txt", "missing.txt", "cut.txt"]
    result = lod("build", *(tmp_path / name for name in names), "--out", tmp_path / "public")
    assert result.exit_code == 1
    told = [line for line in result.output.splitlines() if line.startswith("lod: ")]
    assert [re.search(r"(\w+\.txt): (.+?) \((.+)\)$", line) is not None for line in told] == [True] * 4
    assert "1 resolution, " in result.output
    assert (tmp_path / "public/A/RES/68/230.html").is_file()


def test_warnings_are_named_with_the_first_of_each_kind(tmp_path: Path) -> None:
    """Resolution, file, words and mend; how many more there are of a kind; and the page where all stand."""
    for number in range(2, 7):
        cut = OTHER.partition("70th plenary")[0].replace("“Lakes”.", "“Lakes of the").replace("90/2", f"90/{number}")
        (tmp_path / f"lakes{number}.txt").write_text(cut, encoding="utf-8")
    result = lod("build", tmp_path, "--out", tmp_path / "public")
    assert result.exit_code == 0
    told = [line for line in result.stderr.splitlines() if "cut short" in line]
    assert [line.partition(": cut short")[0] for line in told] == [
        f"warning: A/RES/90/{number} (lakes{number}.txt)" for number in (2, 3, 4)
    ]
    assert all(
        "“Lakes of the'" in line and line.endswith("(give the text down to its meeting and date)") for line in told
    )
    assert "warning: and 2 more of this kind\n" in result.stderr
    assert f"all warnings: {tmp_path / 'public' / 'validation.html'}\n" in result.stderr
    page = (tmp_path / "public" / "validation.html").read_text(encoding="utf-8")
    assert page.count("cut short") == 5


def test_a_build_without_warnings_says_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "lakes.txt").write_text(OTHER, encoding="utf-8")
    result = lod("build", tmp_path / "lakes.txt", "--out", tmp_path / "public")
    assert result.stderr == ""


def test_files_of_a_folder_that_are_not_read_are_counted_by_kind(tmp_path: Path) -> None:
    """One line, with what is read; hidden files are nobody's business."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lakes.txt").write_text(OTHER, encoding="utf-8")
    for name in ("a.odt", "b.ODT", "c.html", "LIESMICH", ".hidden"):
        (tmp_path / "in" / name).write_text("x", encoding="utf-8")
    for command in (["build", tmp_path / "in", "--out", tmp_path / "public"], ["report", tmp_path / "in"]):
        result = lod(*command)
        assert result.exit_code == 0
        assert (
            "4 files skipped: 2 .odt, 1 .html, 1 without suffix (only .txt, .md, .xml, .pdf, .docx are" in result.stderr
        )


def test_a_folder_without_readable_files_stops_no_other_input(tmp_path: Path) -> None:
    """It is named with the fix; the others are published, each once though given twice."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "lakes.txt").write_text(OTHER, encoding="utf-8")
    lakes = tmp_path / "lakes.txt"
    result = lod("build", tmp_path / "empty", lakes, lakes, "--out", tmp_path / "public")
    assert result.exit_code == 1
    assert f"{tmp_path / 'empty'}: no .txt, .md, .xml, .pdf, .docx in it (give files" in result.stderr
    assert result.stdout.startswith("1 resolution, ")
    assert 'href="../90/2' not in (tmp_path / "public/A/RES/90/2.html").read_text(encoding="utf-8")


def test_a_failed_input_never_harms_what_was_published(tmp_path: Path) -> None:
    """A build that lost an input keeps each of its files byte for byte, and its data in dumps."""
    sources, public = [tmp_path / "lakes.txt", tmp_path / "seas.txt"], tmp_path / "public"
    sources[0].write_text(OTHER, encoding="utf-8")
    sources[1].write_text(OTHER.replace("90/2", "90/3").replace("General Assembly,", _CITING, 1), encoding="utf-8")
    assert lod("build", *sources, "--out", public).exit_code == 0
    before = {path: content for path, content in snapshot(public).items() if "A/RES/90/2" in str(path)}
    sources[0].write_bytes(b"")
    assert lod("build", *sources, "--out", public).exit_code == 1
    after = {path: content for path, content in snapshot(public).items() if "A/RES/90/2" in str(path)}
    assert len(before) >= 5
    assert after == before
    with gzip.open(public / "data/unres.nt.gz", "rt", encoding="utf-8") as dump:
        assert "<https://w3id.org/unres/A/RES/90/2#op1>" in dump.read()


_CITING = "General Assembly,\n\nRecalling its resolution 90/2 of 5 December 2035,\n"


def test_a_build_with_no_good_input_changes_nothing(published: Path, tmp_path: Path) -> None:
    """What was published stays byte for byte."""
    (tmp_path / "empty.txt").write_bytes(b"")
    before = snapshot(published)
    assert lod("build", tmp_path / "empty.txt", "--out", published).exit_code == 1
    assert snapshot(published) == before


class Strict:
    """A validator that no graph with a word pleases."""

    name = "strict"

    def __init__(self, word: bytes) -> None:
        self.word = word

    def validate(self, graph: bytes) -> tuple[Found, ...]:
        if self.word not in graph:
            return ()
        return (Found("Violation", "urn:x", "urn:p", "v", "urn:s", "C", "Broken.", "fix it"),)


def test_an_invalid_graph_is_left_out_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its violations are told with the file; the other resolutions are published as if it had not been given."""
    (tmp_path / "lakes.txt").write_text(OTHER, encoding="utf-8")
    monkeypatch.setattr(work, "validator", lambda engine: Strict(b"Care of lakes"))
    result = lod("build", tmp_path / "lakes.txt", BUNDLED, "--out", tmp_path / "public")
    assert result.exit_code == 1
    assert "lakes.txt: left out, since its graph breaks a shape" in result.output
    assert "Violation: urn:x: urn:p: Broken. 'v' (fix it)" in result.output
    assert not list((tmp_path / "public/A/RES").glob("90/*"))
    assert lod("build", BUNDLED, "--out", tmp_path / "alone").exit_code == 0
    assert snapshot(tmp_path / "public") == snapshot(tmp_path / "alone")


def test_nothing_is_published_where_nothing_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder is made for it."""
    monkeypatch.setattr(work, "validator", lambda engine: Strict(b""))
    result = lod("build", "--out", tmp_path / "public")
    assert result.exit_code == 1
    assert "nothing published" in result.output
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("step", ["read_loaded", "annotate"])
def test_a_fault_of_ours_costs_one_input_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """It is told with the file and the place in the program; the others are published."""
    (tmp_path / "lakes.txt").write_text(OTHER, encoding="utf-8")
    whole = getattr(work, step)

    def fail_on_lakes(given: Path | Resolution, *others: bytes) -> object:
        if "lakes" in str(getattr(given, "source", given)):
            raise IndexError("off by one")
        return whole(given, *others)

    monkeypatch.setattr(work, step, fail_on_lakes)
    result = lod("build", tmp_path / "lakes.txt", BUNDLED, "--out", tmp_path / "public")
    assert result.exit_code == 1
    place = r"lakes\.txt: the program failed on it, IndexError at test_build\.py:\d+: off by one"
    assert re.search(place, result.output)
    assert (tmp_path / "public/A/RES/68/230.html").is_file()


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    """The example starts with the command itself."""
    text = lod(name, "--help").output
    assert f"Example: lod {name}" in text


@pytest.mark.parametrize("arguments", [["build", "--jobs", "0"], ["query", "."], ["frobnicate"], ["parse"]])
def test_bad_usage_exits_with_2(arguments: list[str]) -> None:
    """0 is done, 1 findings: a mistake in the arguments is told from both."""
    assert lod(*arguments).exit_code == 2


def test_parse_reads_standard_input() -> None:
    """A dash stands for it; the graph comes as Turtle."""
    result = lod("parse", "-", given=OTHER)
    assert result.exit_code == 0
    assert len(rdflib.Graph().parse(data=result.output, format="turtle")) > 100
    assert "op2 operative: Decides" in lod("parse", "-", "--format", "tree", given=OTHER).output


def test_validate_says_what_is_wrong_and_exits_with_1(published: Path, tmp_path: Path) -> None:
    """A published file is clean; a damaged one is told with the words and the fix."""
    good = published / "A/RES/90/2.ttl"
    assert lod("validate", good).exit_code == 0
    bad = tmp_path / "bad.ttl"
    bad.write_text(good.read_text(encoding="utf-8").replace('"68/230"@en', '"68/231"@en'), encoding="utf-8")
    result = lod("validate", bad)
    assert result.exit_code == 1
    assert "68/231" in result.output
    bad.write_text("<broken", encoding="utf-8")
    assert "bad.ttl: line 1" in lod("validate", bad).output


def test_validate_names_the_line_of_a_source(tmp_path: Path) -> None:
    """A reader's finding leads to the line of the text."""
    text = OTHER.replace("2. Decides", "3. Decides")
    (tmp_path / "lakes.txt").write_text(text, encoding="utf-8")
    line = text[: text.index("3. Decides")].count("\n") + 1
    assert f"Warning: line {line}: paragraph 3 follows 1" in lod("validate", tmp_path / "lakes.txt").output


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "marcxml", "akn"])
def test_export_writes_every_format(form: str) -> None:
    """Each output parses in its own format."""
    result = lod("export", BUNDLED, "--format", form)
    assert result.exit_code == 0
    if form in ("marcxml", "akn"):
        etree.fromstring(result.output.encode())
    elif form == "jsonld":
        json.loads(result.output)
    else:
        assert len(rdflib.Graph().parse(data=result.output, format={"ttl": "turtle"}.get(form, form))) > 1500
