"""PDF to tree: marks by size and position, furniture by place on the page, and what has no text is refused."""

import ctypes
import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from lod.model.errors import SourceError
from lod.model.resolution import PartKind, Resolution
from lod.read.akn.read import read_akn
from lod.read.merge import comparable_letters
from lod.read.pdf import MEDIA_TYPE, decode_pdf, load_pdf, read_pdf

#: Text on a page: words, distance from the left and from the foot in points, size.
Text = tuple[str, float, float, float]

HEAD: list[Text] = [
    ("United Nations", 60, 770, 12),
    ("A/RES/86/903", 400, 770, 12),
    ("General Assembly", 60, 735, 18),
    ("Distr.: General", 400, 740, 10),
    ("19 December 2031", 400, 728, 10),
    ("Eighty-sixth session", 60, 690, 10),
    ("Agenda item 19", 60, 678, 10),
    ("Light at sea", 60, 666, 10),
    ("Resolution adopted by the General Assembly on 5 December 2031", 60, 640, 12),
    ("[on the report of the Second Committee (A/86/777, para. 9)]", 60, 610, 10),
    ("86/903. Coastal lights", 60, 580, 12),
    ("The General Assembly,", 120, 550, 10),
]
FIRST: list[Text] = [
    ("Recalling its resolution 80/12 of 3 December 2025,", 120, 520, 10),
    ("1", 353, 524, 6),
    ("and noting that in 2031", 120, 508, 10),
    ("2", 226.5, 512, 6),
    ("lamps burn along the coasts of the Member", 235, 508, 10),
    ("__________________", 60, 100, 10),
    ("1", 62, 86, 5.5),
    ("Resolution 80/12, annex.", 70, 83, 8.5),
    ("2", 62, 75, 5.5),
    ("See A/86/44.", 70, 72, 8.5),
    ("31-99001", 60, 38, 7),
]
SECOND: list[Text] = [
    ("Coastal lights", 60, 750, 8.5),
    ("A/RES/86/903", 480, 750, 8.5),
    ("31-99001", 60, 38, 7),
    ("2/2", 540, 38, 8.5),
    ("States,", 60, 700, 10),
    ("1.", 120, 670, 10),
    ("Requests the Secretary-General to report on 3 lamps;", 140, 670, 10),
    ("2.", 120, 640, 10),
    ("Decides to buy oil.", 140, 640, 10),
    ("61st plenary meeting", 400, 600, 10),
    ("5 December 2031", 400, 588, 10),
]


def make_pdf(*pages: Sequence[Text]) -> bytes:
    """A PDF with texts where they are wanted."""
    document = pypdfium2.PdfDocument.new()
    for texts in pages:
        page = document.new_page(612, 792)
        for words, x, y, size in texts:
            text = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", size)
            encoded = ctypes.create_string_buffer((words + "\x00").encode("utf-16-le"))
            pdfium.FPDFText_SetText(text, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
            pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, x, y)
            pdfium.FPDFPage_InsertObject(page.raw, text)
        pdfium.FPDFPage_GenerateContent(page.raw)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return read_pdf(make_pdf([*HEAD, *FIRST], SECOND), "lights.pdf")


def test_small_raised_digits_are_marks_and_others_numbers(resolution: Resolution) -> None:
    recital = resolution.parts[0].passage
    assert recital.text == (
        "Recalling its resolution 80/12 of 3 December 2025, and noting that in 2031 lamps burn along the coasts of the "
        "Member States,"
    )
    assert [(mark.mark, recital.text[: mark.offset].split()[-1]) for mark in recital.marks] == [
        ("1", "2025,"),
        ("2", "2031"),
    ]
    assert resolution.parts[1].passage.text == "Requests the Secretary-General to report on 3 lamps;"


def test_notes_come_from_the_foot_of_the_page(resolution: Resolution) -> None:
    assert [(note.mark, note.anchor, note.passage.text) for note in resolution.footnotes] == [
        ("1", "pp1", "Resolution 80/12, annex."),
        ("2", "pp1", "See A/86/44."),
    ]


def test_running_heads_and_page_numbers_are_in_no_paragraph(resolution: Resolution) -> None:
    assert [part.place for part in resolution.walk()] == ["pp1", "op1", "op2"]
    words = " ".join(passage.text for _, passage in resolution.passages())
    assert "31-99001" not in words
    assert "A/RES/86/903" not in words
    assert not [finding for finding in resolution.findings if finding.rule == "reader.unread"]


def test_the_masthead_is_read(resolution: Resolution) -> None:
    head = resolution.masthead
    assert (head.symbol, head.session, head.agenda_items, head.meeting) == ("A/RES/86/903", "86", ("19",), "61")
    assert (head.title, head.committee) == ("Coastal lights", "Second Committee")


def test_the_source_is_the_text_that_was_taken_out(resolution: Resolution) -> None:
    source = resolution.source
    assert source.media_type == MEDIA_TYPE
    assert "".join(source.text[leaf.start : leaf.end] for leaf in resolution.leaves) == source.text
    assert "2025,¹" in source.text


def test_a_scanned_pdf_is_refused_with_the_mend() -> None:
    with pytest.raises(SourceError, match="scanned") as caught:
        decode_pdf(make_pdf([]), "scan.pdf")
    assert "OCR" in caught.value.mend


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nno more", b"plain text"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError, match="no whole PDF"):
        decode_pdf(content, "bad.pdf")


def test_a_pdf_with_a_damaged_page_is_refused_with_the_mend() -> None:
    """What was read of the pages before is no whole resolution."""
    whole = make_pdf([*HEAD, *FIRST], SECOND)
    at = whole.rindex(b"/Type/Page>")
    with pytest.raises(SourceError, match=r"no whole PDF: .*page"):
        read_pdf(whole[:at] + whole[at:].replace(b"/Page", b"/Pane", 1), "damaged.pdf")


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "lights.pdf"
    path.write_bytes(make_pdf([*HEAD, *FIRST]))
    assert load_pdf(path).name == "lights.pdf"
    with pytest.raises(SourceError, match="cannot be read"):
        load_pdf(tmp_path / "none.pdf")


def words_of(reading: Resolution) -> dict[str, str]:
    """Squeezed words of paragraphs, points and notes, by place."""
    kinds = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)
    found = {part.place: comparable_letters(part.passage.text) for part in reading.walk() if part.kind in kinds}
    return found | {note.place: comparable_letters(note.passage.text) for note in reading.footnotes}


def test_pdf_and_xml_give_the_same_paragraphs(corpus: Path) -> None:
    """At least 97 in 100 paragraphs, points and notes of the shared PDFs; prints the table."""
    equal = total = 0
    for path in sorted((corpus / "pdf").glob("*.pdf")):
        xml = next((corpus / "akn" / "en").glob(f"{path.stem}[-_]*.xml"))
        ours, theirs = words_of(read_pdf(path.read_bytes(), path.name)), words_of(read_akn(xml.read_bytes(), xml.name))
        same, places = sum(ours.get(place) == words for place, words in theirs.items()), len(ours | theirs)
        print(f"{path.stem:20} {same:5} of {places:5}")
        equal, total = equal + same, total + places
    print(f"{'all':20} {equal:5} of {total:5}  {equal / total:.4f}")
    assert equal >= 1490
    assert equal / total >= 0.97


def pdf_of_codes(words: str, mapped: dict[int, str]) -> bytes:
    """A PDF of one line, whose font says which characters the codes are: UTF-16 in hexadecimal figures."""
    pairs = "\n".join(f"<{code:02x}> <{units}>" for code, units in mapped.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(mapped)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    content = f"BT /F 12 Tf 72 700 Td ({words}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    made, at = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in at)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


@pytest.mark.parametrize(
    ("units", "read"),
    [("0062", "b"), ("D800", "\ufffd"), ("DC00", "\ufffd"), ("D83DDE00", "\U0001f600"), ("FFFF", None), ("0000", None)],
)
def test_halves_of_characters_in_a_font_are_no_fault(units: str, read: str | None) -> None:
    """Whatever a font says that its codes mean, the text can be written as UTF-8."""
    source = decode_pdf(pdf_of_codes("Lamps aXa burn", {ord("X"): units}), "odd.pdf")
    assert source.text.encode()
    if read:
        assert f"a{read}a" in source.text
