"""Word files to tree: numbers that Word counts, notes, tables, the masthead in a header; hostile files are harmless."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lod.model.errors import SourceError
from lod.model.resolution import PartKind, Resolution
from lod.model.tables import cell_text
from lod.read.docx import MEDIA_TYPE, read_docx
from lod.read.read import read_bytes
from tests.laws import broken_laws, is_given_back

MASTHEAD = (
    "United Nations", "A/RES/86/903", "General Assembly", "Distr.: General", "19 December 2031",
    "Eighty-sixth session", "Agenda item 19", "Light at sea",
    "Resolution adopted by the General Assembly on 5 December 2031",
    "[on the report of the Second Committee (A/86/777, para. 9)]", "86/903. Coastal lights",
)  # fmt: skip
W = nsdecls("w")


def begun(*masthead: str) -> Any:
    document = docx.Document()
    for line in masthead or MASTHEAD:
        document.add_paragraph(line)
    document.add_paragraph("The General Assembly,")
    return document


def ended(document: Any) -> Any:
    document.add_paragraph("61st plenary meeting\n5 December 2031")
    return document


def content(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def read(document: Any) -> Resolution:
    resolution = read_docx(content(document), "lights.docx")
    assert not list(broken_laws(resolution))
    assert is_given_back(resolution, b"")
    return resolution


def texts(resolution: Resolution) -> list[tuple[str, str]]:
    return [(part.place, part.passage.text) for part in resolution.walk()]


def simple() -> Any:
    document = begun()
    recital = document.add_paragraph()
    recital.add_run("Recalling").italic = True
    recital.add_run(" its resolution 80/12 of 3 December 2025,")
    document.add_paragraph("1. Requests the Secretary-General to report on lamps;")
    document.add_paragraph("2. Decides to buy oil.")
    return ended(document)


def test_paragraphs_become_paragraphs_whatever_their_runs_are() -> None:
    resolution = read(simple())
    assert resolution.masthead.symbol == "A/RES/86/903"
    assert resolution.masthead.title == "Coastal lights"
    assert resolution.masthead.meeting == "61"
    assert resolution.source.media_type == MEDIA_TYPE
    assert texts(resolution) == [
        ("pp1", "Recalling its resolution 80/12 of 3 December 2025,"),
        ("op1", "Requests the Secretary-General to report on lamps;"),
        ("op2", "Decides to buy oil."),
    ]


def test_a_word_file_is_told_by_its_bytes() -> None:
    """Many bytes without value make no wide text of it."""
    assert read_bytes(content(simple()), "lights").masthead.symbol == "A/RES/86/903"
    hollow = changed(lambda name, old: old)
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", b"\x00 " * 4000)
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(SourceError, match="no whole Word document"):
        read_bytes(made.getvalue().replace(b"[Content_Types].xml", b"word/nt_Types].xml", 1), "hollow")
    assert read_bytes(hollow, "lights").masthead.symbol == "A/RES/86/903"


def numbered(document: Any, *levels: tuple[str, str]) -> str:
    """A list of the document with its levels: form and text of each; returns its name."""
    root = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{made}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def add_numbered(document: Any, words: str, name: str, level: int) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'))


def test_numbers_that_word_counts_are_the_paragraphs_own() -> None:
    """A list below begins anew under each paragraph."""
    document = begun()
    document.add_paragraph("Recalling its resolution 80/12,")
    name = numbered(document, ("decimal", "%1."), ("lowerLetter", "(%2)"))
    for words, level in (
        ("Requests keepers:", 0), ("To trim wicks;", 1), ("To buy oil;", 1), ("Invites ports:", 0), ("To report.", 1)
    ):  # fmt: skip
        add_numbered(document, words, name, level)
    assert texts(read(ended(document)))[1:] == [
        ("op1", "Requests keepers:"), ("op1.a", "To trim wicks;"), ("op1.b", "To buy oil;"),
        ("op2", "Invites ports:"), ("op2.a", "To report."),
    ]  # fmt: skip


def with_notes(document: Any, *notes: str) -> None:
    made = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote>'
        for i, words in enumerate(notes, 7)
    )
    blob = f"<w:footnotes {W}>{made}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = PackagePart(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")


def test_footnotes_hang_where_their_references_stand() -> None:
    document = begun()
    recital = document.add_paragraph("Recalling its resolution 80/12")
    recital._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="7"/></w:r>'))
    recital.add_run(" and its annex,")
    recital._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="8"/></w:r>'))
    document.add_paragraph("1. Decides to buy oil.")
    with_notes(document, "A/86/44.", "See resolution 80/12, annex.")
    resolution = read(ended(document))
    assert [(note.place, note.anchor, note.passage.text) for note in resolution.footnotes] == [
        ("fn1", "pp1", "A/86/44."), ("fn2", "pp1", "See resolution 80/12, annex."),
    ]  # fmt: skip
    assert texts(resolution)[0] == ("pp1", "Recalling its resolution 80/12 and its annex,")


def test_tables_have_the_cells_that_word_has() -> None:
    """Cells over several columns, rows of heads, marks of the table's own notes; no figures are needed."""
    document = begun()
    document.add_paragraph("1. Decides as follows:")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Posts"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    for column, words in enumerate(("Keeper", "P-4", "One")):
        table.cell(1, column).text = words
    run = table.cell(1, 0).paragraphs[0].add_run("a")
    run.font.superscript = True
    table.cell(2, 0).text = "2. Guard"
    table.cell(2, 2).text = "Two"
    document.add_paragraph("2. Decides to meet.")
    resolution = read(ended(document))
    (part,) = (part for part in resolution.walk() if part.kind is PartKind.TABLE)
    assert [(c.label, c.columns, c.is_head, c.marks, cell_text(part.passage, c)) for c in part.cells] == [
        ("r1c2", 2, True, (), "Posts"), ("r2c1", 1, False, ("a",), "Keeper"), ("r2c2", 1, False, (), "P-4"),
        ("r2c3", 1, False, (), "One"), ("r3c1", 1, False, (), "2. Guard"), ("r3c3", 1, False, (), "Two"),
    ]  # fmt: skip
    assert [part.number for part in resolution.parts if part.kind is PartKind.OPERATIVE] == ["1", "2"]


def test_a_masthead_in_a_table_of_the_first_pages_header_is_the_masthead() -> None:
    document = begun(*MASTHEAD[5:])
    section = document.sections[0]
    section.different_first_page_header_footer = True
    table = section.first_page_header.add_table(2, 2, section.page_width)
    for at, words in enumerate(
        ("United Nations", "A/RES/86/903", "General Assembly", "Distr.: General\n19 December 2031")
    ):
        table.cell(at // 2, at % 2).text = words
    document.add_paragraph("1. Decides to buy oil.")
    resolution = read(ended(document))
    assert resolution.masthead.symbol == "A/RES/86/903"
    assert str(resolution.masthead.issued) == "2031-12-19"
    assert not [part for part in resolution.walk() if part.kind is PartKind.TABLE]


def test_what_was_deleted_is_no_word_and_what_was_inserted_is() -> None:
    document = simple()
    paragraph = document.paragraphs[-2]._p
    paragraph.append(parse_xml(f"<w:del {W}><w:r><w:delText>Nothing</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f'<w:ins {W}><w:r><w:t xml:space="preserve"> Thanks them.</w:t></w:r></w:ins>'))
    assert texts(read(document))[-1] == ("op2", "Decides to buy oil. Thanks them.")


def changed(change: Callable[[str, bytes], bytes]) -> bytes:
    """A sound file, its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content(simple()))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return made.getvalue()


def test_a_file_that_swells_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(lambda name, old: old if name != "word/styles.xml" else b" " * 70_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(SourceError, match="64 MB"):
        read_docx(bomb, "bomb.docx")


def test_entities_of_a_files_own_are_refused() -> None:
    """Neither a file of the machine nor a billion laughs are read by them."""
    kind = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    hostile = changed(lambda name, old: old.replace(b"?>", b"?>" + kind, 1) if name == "word/document.xml" else old)
    with pytest.raises(SourceError, match="document type"):
        read_docx(hostile, "entity.docx")


def test_what_a_file_leads_to_outside_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader opens no connection")

    monkeypatch.setattr(socket, "socket", refuse)
    document = simple()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for name in ("attachedTemplate", "image", "footnotes", "numbering"):
        document.part.relate_to(f"https://example.org/{name}", f"{kind}{name}", is_external=True)
    assert len(texts(read(document))) == 3


@pytest.mark.parametrize("length", [100, 3000, 20_000])
def test_a_file_that_is_cut_short_is_refused_with_the_way_on(length: int) -> None:
    with pytest.raises(SourceError) as fault:
        read_bytes(b"PK\x03\x04" + bytes(26) + b"word/" + content(simple())[40:length], "cut.docx")
    assert "soffice" in fault.value.mend


def test_damaged_parts_raise_no_error_but_ours() -> None:
    """Each part in turn is cut, emptied or exchanged for other XML."""
    with zipfile.ZipFile(io.BytesIO(content(simple()))) as archive:
        names = archive.namelist()
    refused = [fault for name in names for damage in DAMAGES if (fault := fault_of(name, damage))]
    assert refused
    assert all(fault.mend for fault in refused)


DAMAGES = (b"", b"<x/>", b"<w:p", bytes(range(256)))


def fault_of(name: str, damage: bytes) -> SourceError | None:
    """The error that a damaged part makes, if any."""

    def damaged(part: str, old: bytes) -> bytes:
        return damage if part == name else old

    try:
        read_docx(changed(damaged), "x.docx")
    except SourceError as fault:
        return fault
    return None


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(SourceError, match="no text"):
        read_docx(content(docx.Document()), "empty.docx")
