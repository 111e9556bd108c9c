"""Any file: what it is is told from its first bytes; what must first become text is named with the way to it."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from lod.model.errors import SourceError
from lod.read.read import read, read_bytes
from tests.laws import broken_laws, is_given_back
from tests.samples import BUNDLED, TESTS

DATA = TESTS / "files" / "akn"


def archive(*names: str) -> bytes:
    """A zip archive with files of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>")
    return made.getvalue()


PAGE = f"<html><body><p>{BUNDLED.read_text(encoding='utf-8')}</p></body></html>"


@pytest.mark.parametrize(
    ("content", "what", "mend"),
    [
        (
            archive("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
            "no whole Word document (.docx)",
            "soffice --headless --convert-to",
        ),
        (archive("mimetype", "content.xml"), "OpenDocument file (.odt)", "soffice --headless --convert-to"),
        (archive("a.txt"), "zip archive", "unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Word document (.doc)", "soffice --headless --convert-to"),
        (b"{\\rtf1\\ansi A/RES/68/230}", "Rich Text Format (.rtf)", "soffice --headless --convert-to"),
        (gzip.compress(b"text"), "gzip archive", "unpack it"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture", "text recognition"),
        (PAGE.encode(), "web page (HTML)", "pandoc"),
        (b"<p>A/RES/90/1</p>\n<p>1. Decides to meet.</p>", "web page (HTML)", "pandoc"),
        (f"<!DOCTYPE html>\n{PAGE}".encode("utf-16"), "web page (HTML)", "take the PDF"),
        (
            b'<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="http://www.w3.org/1999/xhtml"/>',
            "web page",
            "take the PDF",
        ),
        (b"@prefix unr: <https://w3id.org/unres/def#> .", "RDF already", "give the resolution's text"),
        (b'<https://x.org/a> <https://x.org/b> "A/RES/68/230" .', "RDF already", "give the resolution's text"),
        (b'{"@context": {}, "@graph": []}', "JSON", "give the resolution's text"),
    ],
    ids=["docx", "odt", "zip", "doc", "rtf", "gz", "png", "html", "p", "html-16", "xhtml", "ttl", "nt", "jsonld"],
)
def test_a_file_that_holds_no_text_as_such_is_named_with_the_way_to_it(content: bytes, what: str, mend: str) -> None:
    """Whatever its name says."""
    with pytest.raises(SourceError) as fault:
        read_bytes(content, "bad.txt")
    assert what in fault.value.what
    assert mend in fault.value.mend
    assert fault.value.where == "bad.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_is_read_in_every_encoding_that_it_shows(encoding: str) -> None:
    """By its mark, or by the width of its first sign; the tree is the same."""
    text = (DATA / "lighthouses.en.xml").read_text(encoding="utf-8")
    made = read_bytes(text.encode(encoding), "a.xml")
    assert made.source.media_type == "application/akn+xml"
    known = read(DATA / "lighthouses.en.xml")
    assert [(place, passage.text) for place, passage in made.passages()] == [
        (place, passage.text) for place, passage in known.passages()
    ]
    assert list(broken_laws(made)) == []
    assert is_given_back(made, text.encode(encoding))


def test_xml_that_is_no_whole_utf_16_is_named() -> None:
    """With the encoding that it was taken for."""
    with pytest.raises(SourceError, match=r"a\.xml: is not UTF-16 text"):
        read_bytes("<a/>".encode("utf-16") + b"\x00", "a.xml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """One with readable files is told from one without."""
    with pytest.raises(SourceError, match=r"no \.txt, \.md, \.xml, \.pdf, \.docx in it"):
        read(tmp_path)
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(SourceError, match=r"is a folder \(give one file of it\)"):
        read(tmp_path)


def test_an_error_keeps_the_line_beside_the_path(tmp_path: Path) -> None:
    """Of XML that is broken, and of a text that only names a symbol."""
    (tmp_path / "a.xml").write_text('<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\n<b>\n</c>')
    (tmp_path / "a.txt").write_text("Dear Sir,\n\nread A/RES/68/230 now.\n")
    for name, line in (("a.xml", 3), ("a.txt", 3)):
        with pytest.raises(SourceError) as fault:
            read(tmp_path / name)
        assert fault.value.where == f"{tmp_path / name}, line {line}", fault.value
