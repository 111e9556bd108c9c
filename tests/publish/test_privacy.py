"""No person's name is published that a resolution's own text does not hold.

Files carry names of people in their margins: who typed, revised, mailed or submitted them. Each source here carries one
in every such place that its kind has, and nothing that is published may hold it.
"""

import gzip
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pypdf
import pytest
import rdflib
from docx.oxml import parse_xml
from pypdf.annotations import FreeText
from rdflib.namespace import DCAT, DCTERMS

from lod.annotate.annotate import annotate
from lod.data.authorities import state_names
from lod.graph.resolution import resolution_triples
from lod.model.iris import DEFAULT_BASE
from lod.read.read import read_bytes
from tests.read.test_docx import W, content, simple
from tests.read.test_pdf import FIRST, HEAD, SECOND, make_pdf
from tests.runner import lod
from tests.samples import TESTS

#: Half of it is enough to tell: no word of the samples holds it.
NAME = "Zyxwina Qwertson"
PLANTED = re.compile(rb"zyxwina|qwertson", re.IGNORECASE)
#: Where official XML says who brought a draft in.
BROUGHT_IN = (
    f"submitted by the Vice-Chair of the Committee, {NAME} (Sylvania), on the basis of informal consultations",
    f"Submitted by the Chair, Ms. {NAME}",
    f"Ms. {NAME} (Sylvania)",
    f"the representative of Sylvania, H.E. Mr. {NAME}",
    f"Freedonia and Ms. {NAME}, Rapporteur of the Committee",
)


def xml(note: str) -> bytes:
    """Official XML whose metadata name a person as author, editor and in a remark, and with a note on who submitted."""
    text = (TESTS / "files" / "akn" / "lighthouses.en.xml").read_text(encoding="utf-8")
    person = f'<TLCPerson eId="editor" href="/ontology/person/zyxwina.qwertson" showAs="{NAME}"/>'
    put = {
        "<FRBRWork>": f"<FRBRWork><!-- typed by {NAME} --><?author {NAME}?>",
        '<FRBRdate date="2031-12-05" name="adoption"></FRBRdate>': '<FRBRdate date="2031-12-05" name="adoption"/>'
        '<FRBRauthor href="/ontology/person/zyxwina.qwertson" as="#editor"/>',
        '<workflow source="#un">': f'<references source="#un">{person}</references><workflow source="#un">'
        f'<step date="2031-11-01" outcome="draftResolution" as="A/C.2/86/L.6" by="{note}"/>',
        "</meta>": f'<notes source="#{NAME.split()[0]}"><note eId="n">{NAME}</note></notes></meta>',
    }
    for old, new in put.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def word() -> bytes:
    """A Word file with an author, a reviser, a remark, and words that somebody put in and another took out."""
    document = simple()
    told = document.core_properties
    told.author = told.last_modified_by = told.comments = told.keywords = NAME
    document.add_comment(document.paragraphs[-2].runs, text=f"{NAME} asks why", author=NAME, initials="ZQ")
    who = f'{W} w:id="9" w:author="{NAME}" w:date="2031-12-01T00:00:00Z"'
    change = document.paragraphs[-2]._p
    change.append(parse_xml(f"<w:del {who}><w:r><w:delText>{NAME}</w:delText></w:r></w:del>"))
    change.append(parse_xml(f'<w:ins {who}><w:r><w:t xml:space="preserve"> Thanks them.</w:t></w:r></w:ins>'))
    return content(document)


def pdf() -> bytes:
    """A PDF that says who wrote it, and that somebody wrote a remark on."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([*HEAD, *FIRST], SECOND)))
    writer.add_metadata({"/Author": NAME, "/Creator": NAME, "/Subject": NAME, "/Keywords": NAME})
    remark = FreeText(text=f"{NAME} agrees", rect=(50, 550, 200, 650))
    writer.add_annotation(page_number=0, annotation=remark)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def published(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder, unpacked; the text of databases."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, held = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, name.encode()
        if held[:2] == b"\x1f\x8b":
            held = gzip.decompress(held)
        if held[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(held)) as packed:
                held = b"".join(packed.read(part) for part in packed.namelist())
        if held[:15] == b"SQLite format 3":
            with sqlite3.connect(":memory:") as base:
                base.deserialize(held)
                held = "\n".join(base.iterdump()).encode()
        yield name, held


SOURCES = {
    "xml": ("lights.xml", xml(BROUGHT_IN[0])),
    "word": ("lights.docx", word()),
    "pdf": ("lights.pdf", pdf()),
}


@pytest.mark.parametrize(("name", "source"), SOURCES.values(), ids=SOURCES)
def test_who_handled_a_source_is_not_published(tmp_path: Path, name: str, source: bytes) -> None:
    """Neither in a page, a graph, a table, a record nor a file's name; nor in which folder of whom it lay."""
    home = tmp_path / NAME.replace(" ", ".")
    home.mkdir()
    (home / name).write_bytes(source)
    done = lod("build", home / name, "--out", tmp_path / "public", "--store")
    assert done.exit_code == 0, done.output
    assert [*(tmp_path / "public").glob("A/RES/86/*.html")]
    assert sorted({path for path, held in published(tmp_path / "public") if PLANTED.search(held)}) == []


def test_a_name_in_the_text_is_found_by_this_test(tmp_path: Path) -> None:
    """What a resolution prints is published, in packed files too: the search above is no formality."""
    (tmp_path / "lights.xml").write_bytes(
        xml("Freedonia").replace(b"safety of  seafarers", f"thanks to {NAME}".encode())
    )
    assert lod("build", tmp_path / "lights.xml", "--out", tmp_path / "public").exit_code == 0
    found = {path for path, held in published(tmp_path / "public") if PLANTED.search(held)}
    assert {"A/RES/86/901.html", "A/RES/86/901.ttl", "data/unres.nq.gz", "data/unres.marc.xml.gz"} <= found


@pytest.mark.parametrize("note", BROUGHT_IN)
def test_who_brought_a_draft_in_is_no_sponsor(note: str) -> None:
    """Sponsors are States and groups; a note that names a person is left out, in whichever form it stands."""
    assert not PLANTED.search(str(literals(xml(note))).encode())


def literals(source: bytes) -> set[str]:
    """The literals and IRIs of a source's graph."""
    resolution = read_bytes(source, "lights.xml")
    triples = resolution_triples(resolution, annotate(resolution), DEFAULT_BASE)
    return {term.value for triple in triples if isinstance(term := triple.object, ox.Literal | ox.NamedNode)}


@pytest.mark.slow
def test_persons_whom_official_metadata_name_are_not_published(corpus: Path) -> None:
    """Whoever stands there with the State in brackets, unless the body prints the same words."""
    person = re.compile(
        r"(?:by=\"|(?:Chair|Rapporteur|President|Facilitator)[^\",]*,\s)([^\"(),]+ [^\"(),]+) \(([^()\"]+)\)"
    )
    found: set[str] = set()
    for path in sorted((corpus / "akn").glob("en*/*.xml")):
        about, _, body = path.read_text(encoding="utf-8").partition("</meta>")
        named = {name for name, of in person.findall(about) if of.casefold() in state_names() and name not in body}
        held = str(literals(path.read_bytes())) if named else ""
        assert {name for name in named if name in held} == set(), path.name
        found |= named
    assert len(found) > 8


def test_the_licence_is_said_where_data_are_downloaded(tmp_path: Path) -> None:
    """On pages that offer files, in the folder of files, and in the description of the data set for each file."""
    out = tmp_path / "public"
    assert lod("build", "--out", out).exit_code == 0
    licence = json.loads((out / "data/index.json").read_bytes())["licence"]
    for name in ("data/README.md", "data/LICENSE.txt"):
        assert licence in (out / name).read_text(encoding="utf-8")
    offering = [path for path in out.rglob("*.html") if re.search(r'href="[^"]*data/[^"]+\.gz"', path.read_text())]
    assert offering
    for page in offering:
        (said,) = re.findall(r'rel="license" href="([^"]+)"', page.read_text(encoding="utf-8"))
        assert (page.parent / said).resolve() == (out / "data/LICENSE.txt").resolve(), page.name
    graph = rdflib.Graph().parse(out / "data/dataset.ttl")
    files = set(graph.objects(None, DCAT.distribution))
    assert files
    assert files - set(graph.subjects(DCTERMS.license)) == set()
