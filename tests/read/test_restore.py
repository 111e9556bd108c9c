"""Law 1 for the file: the leaves of a resolution, joined, are what the file says, whatever carried its words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod.model.errors import SourceError
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import LeafKind, Resolution
from lod.publish.validation import check_resolution
from lod.read.read import read_bytes
from lod.read.source import decode_source
from tests.laws import broken_laws, is_given_back
from tests.read.fuzz import originals_in
from tests.read.text.test_settings import SETTINGS
from tests.samples import BUNDLED

#: What programs do to a whole text.
WRITERS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "old Macintosh": lambda text: text.replace("\n", "\r"),
    "with a mark": lambda text: f"\ufeff{text}",
    "mail": lambda text: "".join(f"> {line}" for line in text.splitlines(keepends=True)),
    "web": lambda text: text.replace("of the ", "of&nbsp;the&#32;").replace("and ", "&#97;nd "),
    "Markdown": lambda text: text.replace("General Assembly", "**General Assembly**").replace(
        "Recalling", "_Recalling_"
    ),
    "links": lambda text: text.replace("68/230", "[68/230](https://undocs.org/A/RES/68/230)"),
    "screen": lambda text: text.replace("\n", "\n\n"),
    "typeface": lambda text: text.replace("ffi", "\ufb03").replace("fi", "\ufb01"),
    "hyphens": lambda text: text.replace("operation", "oper\u00adation"),
    "pages": lambda text: text.replace("\n\n", "\n\f\n"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32")
PIECES = [
    "Recalling its\u00ad resolution 88/4,",
    "1. De\ufb01nes **rivers**;",
    "&nbsp;",
    "&",
    "> ",
    "(a)",
    "¹ Ibid.",
    "",
    " ",
]
PIECES += [
    "[A/1](http://x/)",
    "__________",
    "1 See A/1.",
    "e\u0301",
    "*",
    "_to_",
    "\f",
    "\r",
    "Annex",
    "70th plenary meeting",
]


def read_whole(content: bytes) -> Resolution:
    """A reading that keeps the laws and gives the file's bytes back."""
    read = read_bytes(content, "any.txt")
    assert list(broken_laws(read)) == []
    assert is_given_back(read, content)
    return read


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_leaves_give_the_file_back_whoever_wrote_it(writer: str, encoding: str) -> None:
    """And its paragraphs have the same words and places as in the plain text."""
    text = BUNDLED.read_text(encoding="utf-8")
    read, plain = read_whole(WRITERS[writer](text).encode(encoding)), read_whole(text.encode())
    assert [(part.place, _words(part.passage.text)) for part in read.walk()] == [
        (part.place, _words(part.passage.text)) for part in plain.walk()
    ]


def _words(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_leaves_give_every_setting_back(setting: str, writer: str) -> None:
    """In blocks, double-spaced, quoted, copied from the screen, in Markdown."""
    read_whole(WRITERS[writer](SETTINGS[setting]).encode())


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=40),
    st.lists(st.sampled_from(sorted(WRITERS)), max_size=3),
    st.sampled_from(ENCODINGS),
)
@settings(max_examples=200)
def test_the_leaves_give_any_text_back(lines: list[str], writers: list[str], encoding: str) -> None:
    """Whatever stands in it and however many programs wrote it one after the other."""
    text = "A/RES/90/1\n\n90/1. Care of rivers\n\nThe General Assembly,\n\n" + "\n".join(lines)
    for writer in writers:
        text = WRITERS[writer](text)
    try:
        content = text.encode(encoding)
        read_whole(content)
    except (UnicodeEncodeError, SourceError):
        return


@pytest.mark.parametrize("carrier", ["text", "xml"])
def test_the_leaves_give_every_file_of_the_corpus_back(corpus: Path, carrier: str) -> None:
    """Texts, copies in Markdown, and official XML in six languages."""
    for path in originals_in(corpus, carrier)[:: 1 if carrier == "text" else 6]:
        content = path.read_bytes()
        try:
            read = read_bytes(content, path.name)
        except SourceError:
            continue
        assert is_given_back(read, content), path.name
        assert list(broken_laws(read)) == [], path.name


def test_what_is_taken_out_is_markup_and_space() -> None:
    """Signs of the carrier are leaves of their own: owned where they stand amid words, nobody's between."""
    text = "A/RES/90/1\n\n**90/1.** Care of rivers\n\nThe General Assembly,\n\n1. _Calls_ for&nbsp;o\ufb03ces;\n"
    text = text.replace("\n", "\r\n")
    read = read_whole(text.encode())
    of = {text[leaf.start : leaf.end]: leaf for leaf in read.leaves}
    assert (of["1."].kind, of["Calls"].kind, of["&nbsp;"].kind) == (LeafKind.NUMBER, LeafKind.TEXT, LeafKind.MARKUP)
    assert [(leaf.kind, leaf.owner) for leaf in read.leaves if "_" in text[leaf.start : leaf.end]] == [
        (LeafKind.MARKUP, ""),
        (LeafKind.MARKUP, "op1"),
    ]
    assert of["o\ufb03ces;"].owner == "op1"
    assert not [leaf for leaf in read.leaves if leaf.kind is LeafKind.UNREAD]


def test_a_letter_leads_back_to_where_the_file_has_it() -> None:
    """Past the signs that were taken out; a letter that the file writes in other signs has no place of its own."""
    text = "A/RES/90/1\n\n90/1. Care of rivers\n\nThe General Assembly,\n\n1. **Calls** for [o\ufb03ces](http://x/);\n"
    passage = read_whole(text.encode()).parts[0].passage
    assert passage.text == "Calls for offices;"
    assert passage.source_offset(0) == text.index("Calls")
    assert passage.source_offset(passage.text.index("ces")) == text.index("ces]")
    assert passage.source_offset(passage.text.index("ff")) is None
    assert passage.source_offset(passage.text.index(";")) == text.rindex(";")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_findings_name_lines_of_the_file(end: str) -> None:
    """Whatever ends its lines, and whatever was taken out before."""
    lines = [
        "**A/RES/90/1**",
        "",
        "90/1. Care of rivers",
        "",
        "The General Assembly,",
        "",
        "1. Calls for care;",
        "",
        "2. Ends.",
    ]
    text = "\n\n".join([*lines, "90/2. Care of lakes", "The General Assembly,", "1. Acts."]).replace("\n", end)
    read = read_whole(text.encode())
    (finding,) = [finding for finding in read.findings if finding.rule == "reader.several"]
    assert finding.source == text.index("90/2")
    assert read.source.line(text.index("90/2")) == text[: text.index("90/2")].count(end) + 1
    report = check_resolution(read, DEFAULT_BASE, "auto").report()
    assert f"Warning: line {text[: text.index('90/2')].count(end) + 1}: another resolution" in report


def test_an_error_names_the_line_of_the_file() -> None:
    """Of a symbol that a text only speaks of."""
    text = "> A letter on rivers.\r\n> It is on\r\n> resolution A/RES/90/1.\r\n"
    with pytest.raises(SourceError, match=r"a\.txt, line 3"):
        read_bytes(text.encode(), "a.txt")


def test_a_source_gives_its_bytes() -> None:
    """By its encoding, with its mark."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        content = "A/RES/90/1\r\n".encode(encoding)
        source = decode_source(content, "a.txt")
        assert source.text.encode(source.encoding) == content
