"""Pages hold no control characters, and no words turn others about; every page says what it may load."""

import re
from pathlib import Path

import pytest
from lxml import etree

from lod.model.iris import ASSEMBLY
from lod.publish.marc.records import marcxml
from lod.publish.pages.characters import closers
from lod.publish.pages.markup import Marked, mark_up
from lod.read.akn.write import write_akn
from lod.read.read import read_bytes
from tests.runner import lod
from tests.samples import BUNDLED

RLE, PDF, RLO, RLI, PDI = "\u202b", "\u202c", "\u202e", "\u2067", "\u2069"
TEXT = f"""United Nations A/RES/90/2

90/2. Care of\x1f la\x01kes \x00and {RLO}sretaw

The General Assembly,

Recalling its {RLE}resolution 68/230 of 20 December 2013,

1. Requests\x02 the Secretary-General\x1d to\x08 report on {RLI}lakes;

2. Decides to c\x7fare.

""" + "\n\n".join(
    f"{number}. Stresses that lakes and the waters that lead to them need care." for number in range(3, 13)
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A resolution with what nobody types, and the bundled one."""
    folder = tmp_path_factory.mktemp("characters")
    (folder / "odd.txt").write_bytes(TEXT.encode())
    made = lod("build", BUNDLED, folder / "odd.txt", "--out", folder / "public")
    assert made.exit_code == 0, made.output
    return folder / "public"


#: What a page may load.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "connect-src": "'self'",
}


def test_no_page_holds_a_control_character(site: Path) -> None:
    """U+0000 to U+0008, U+000B, U+000C and U+000E to U+001F stand in no HTML; where one was, a sign stands for it."""
    for page in site.rglob("*.html"):
        assert re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", page.read_text(encoding="utf-8")) is None, page
    assert "to\ufffd report on" in (site / "A" / "RES" / "90" / "2.html").read_text(encoding="utf-8")


def test_no_page_holds_an_override_or_leaves_a_direction_open(site: Path) -> None:
    """A sign that turns letters about is shown by its name; what opens a direction is closed in the same words."""
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert RLO not in html, page
        for words in re.split(r"<(?:p|li|td|h1|title|div|dd|a)\b|</", html):
            assert closers(words) == "", (page, words)
    assert "[U+202E]sretaw" in (site / "A" / "RES" / "90" / "2.html").read_text(encoding="utf-8")


def test_marked_words_close_behind_the_last() -> None:
    """The words of a link do not close what goes on behind it."""
    html = mark_up(f"a {RLE}b c d", [Marked(0, 5, "cited", "x.html")])
    assert html.endswith(f"c d{PDF}")
    assert html.count(PDF) == 1


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("plain", ""),
        (f"{RLE}a{PDF}", ""),
        (f"{RLE}{RLE}a{PDF}", PDF),
        (f"{RLI}{RLE}a", PDF + PDI),
        (f"{RLI}{RLE}a{PDI}", ""),
        (f"a{PDF}{PDI}", ""),
    ],
)
def test_what_is_open_is_closed(words: str, wanted: str) -> None:
    """Innermost first; an isolate's end closes the embeddings in it; an end without a beginning closes nothing."""
    assert closers(words) == wanted


def test_every_page_forbids_scripts_of_its_own_and_what_is_elsewhere(site: Path) -> None:
    """The policy stands before anything that could load, and no page has a style or a handler of its own.

    Each may read the site's own files, to show what a link leads to; the query page alone may run the engine.
    """
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert found, page
        rules = dict(rule.split(" ", 1) for rule in found[1].split("; "))
        may = {} if page != site / "query.html" else {"worker-src": "'self'"}
        assert rules == {
            **POLICY,
            **may,
            **({"script-src": "'self' 'wasm-unsafe-eval'"} if "worker-src" in may else {}),
        }, page
        assert found.start() < html.index("<link"), page
        assert re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html) is None, page
        assert (
            re.findall(r"<script(?! type=\"application/(?:ld\+)?json\"| src=\"(?:[./]*|/unres/)assets/)", html) == []
        ), page


def test_control_characters_leave_xml_well_formed() -> None:
    """MARCXML and Akoma Ntoso hold a sign for each; the words round them stay."""
    made = read_bytes(TEXT.encode(), "odd.txt")
    assert made.masthead.organ == ASSEMBLY
    marc = etree.fromstring(marcxml(made))
    akn = etree.fromstring(write_akn(made).encode())
    assert "la\ufffdkes \ufffdand" in etree.tostring(marc, encoding="unicode", method="text")
    assert "Requests\ufffd the" in etree.tostring(akn, encoding="unicode", method="text")
