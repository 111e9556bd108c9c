"""A source never writes outside the folder, and one bad thing costs itself alone: each reproduction as a case."""

from pathlib import Path

import pytest
from lxml import etree
from msgspec import Struct

from lod.graph.files import load_store
from lod.query.sparql import run, write_results
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

XML = (TESTS / "files" / "akn" / "lighthouses.en.xml").read_text(encoding="utf-8")
TEXT = """United Nations A/RES/90/2

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

1. Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report on lakes.

70th plenary meeting
20 February 2036
"""
AWAY = "../../../../../../outside"
MANY = 300 * "9"


class Site(Struct, frozen=True):
    """What a build of many hostile sources and the bundled one printed, and where it went, deep below `folder`."""

    folder: Path
    printed: str
    status: int

    def page(self, path: str) -> Path:
        return self.folder / "deep" / "er" / "public" / f"{path}.html"

    def outside(self) -> list[str]:
        """What stands below the folder besides the sources, what was published and what is kept for the next build."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return [
            path for path in found if not path.startswith(("deep/er/public/", "deep/er/.public.cache/", "sources/"))
        ]


def build(folder: Path, sources: dict[str, str]) -> Site:
    """A build of sources by their names, beside the bundled one."""
    out = folder / "deep" / "er" / "public"
    out.parent.mkdir(parents=True)
    (folder / "sources").mkdir()
    for name, content in sources.items():
        (folder / "sources" / name).write_text(content, encoding="utf-8")
    made = lod("build", BUNDLED, folder / "sources", "--out", out)
    return Site(folder, made.output, made.exit_code)


#: In the official XML, what another file has in the place of which words, and whether the resolution is published.
XML_CASES = {
    "a language that leads up": ('language="eng"', f'language="{AWAY}"', True),
    "a language that is no tag": ('language="eng"', 'language="e n_US!"', True),
    "a symbol that leads up": ("A/RES/86/901<", f"A/RES/{AWAY}<", False),
    "a symbol with a point at its end": ("A/RES/86/901<", "A/RES/86/901.<", False),
    "a symbol longer than a file name": ("A/RES/86/901<", f"A/RES/86/{MANY}<", False),
    "a session that leads up": ('value="86" eId="s"', f'value="{AWAY}" eId="s"', True),
    "an item that leads up": ('title="19 (b)"', f'title="{AWAY}"', True),
    "an item longer than a file name": ('title="19 (b)"', f'title="{MANY}"', True),
    "a report that leads up": (">A/86/777, para. 9<", f">A/{AWAY}, para. 9<", True),
    "a report with the name of a page": (">A/86/777, para. 9<", ">A/86/777.html/2, para. 9<", True),
    "a step that leads up": ('as="A/C.2/86/L.7"', f'as="A/{AWAY}"', True),
    "a link that leads up": ("org/en/A/RES/80/12", f"org/en/A/RES/{AWAY}", True),
    "a link with escapes that leads up": ("org/en/A/RES/80/12", "org/en/A/%2e%2e/%2e%2e/outside", True),
    "a link longer than a file name": ("org/en/A/RES/80/12", f"org/en/A/80/{MANY}", True),
    "a subject that is no IRI": ("thesaurus/9999001", "thesaurus/9&lt;x&gt; &quot;9001", True),
    "a work's IRI that is none": ("/akn/un/statement", "&lt;javascript: akn&gt;", True),
    "a committee code that leads up": ('refersTo="#secondCommittee"', f'refersTo="#{AWAY}"', True),
    "a vote that is none": ('refersTo="inFavour"', f'refersTo="{AWAY}"', True),
    "a note's mark that leads up": ('marker="1"', f'marker="{AWAY}"', True),
    "a note's mark longer than a file name": ('marker="1"', f'marker="{MANY}"', True),
}


@pytest.fixture(scope="module")
def of_xml(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """All the XML cases in one build, each with a number of its own."""
    sources = {
        f"case{i}.xml": XML.replace(old, new).replace("86/901", f"86/{i}") for i, (old, new, _) in _numbered(XML_CASES)
    }
    return build(tmp_path_factory.mktemp("xml"), sources)


def _numbered(cases: dict[str, tuple[str, str, bool]]) -> enumerate[tuple[str, str, bool]]:
    return enumerate(cases.values(), 100)


@pytest.mark.parametrize("case", XML_CASES)
def test_xml_is_published_or_named(case: str, of_xml: Site) -> None:
    """Values and links of a file lead to no other folder; a symbol that nobody can write leaves the file out, named."""
    old, _, published = XML_CASES[case]
    number = list(XML_CASES).index(case) + 100
    assert old in XML
    assert of_xml.page(f"A/RES/86/{number}").is_file() == published, of_xml.printed
    assert (f"case{number}.xml: the masthead prints" in of_xml.printed) == (not published)


def test_xml_never_writes_outside(of_xml: Site) -> None:
    """One link in an official-looking file wrote pages two folders above the folder; none does."""
    assert of_xml.outside() == []
    assert of_xml.page("A/RES/68/230").is_file()
    assert of_xml.status == 1  # three have no symbol
    assert "Traceback" not in of_xml.printed
    assert "the program failed" not in of_xml.printed


#: In a text, what another has in the place of which words, and whether it is published.
TEXT_CASES = {
    "a symbol that leads up in brackets": ("A/RES/90/2\n", "A/RES/1(/../../)\n", True),
    "a symbol longer than a file name": ("A/RES/90/2\n", f"A/RES/90/{MANY}\n", True),
    "a number before the title longer than a file name": ("90/2. Care", f"90/{MANY}. Care", True),
    "a meeting longer than a file name": ("70th plenary", f"{MANY}th plenary", True),
    "an item longer than a file name": ("Agenda item 20", f"Agenda item {MANY}", True),
    "a draft that leads up": ("A/90/L.2", f"A/{AWAY}", True),
    "a draft longer than a file name": ("A/90/L.2", f"A/90/L.{MANY}", True),
    "a draft with points at its end": ("A/90/L.2", "A/90/L...", True),
    "a cited document that leads up": ("Recalling", f"Recalling A/{AWAY}/9 and document A/78/..../1 and", True),
    "a cited document longer than a file name": ("Recalling", f"Recalling A/78/{MANY} and A/78{200 * '/1'} and", True),
    "a cited document with the name of a page": ("Recalling", "Recalling A/78/5.html/1 and A/78/5 and", True),
    "a cited resolution longer than a file name": ("68/230", f"68/{MANY}", True),
    "a decision longer than a file name": ("resolution 68/230", f"decision 68/{MANY}", True),
    "a publication longer than a file name": ("Recalling", f"Recalling (Sales No. E.78.II.A.{MANY}) and", True),
    "a session longer than a file name": ("ninety-first session", f"{MANY}th session", True),
}


@pytest.fixture(scope="module")
def of_text(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """All the cases of text in one build, each with a number of its own; and one that says its number nowhere else."""
    sources = {
        f"case{i}.txt": TEXT.replace(old, new).replace("90/2", f"90/{i}") for i, (old, new, _) in _numbered(TEXT_CASES)
    }
    nameless = TEXT.replace("A/RES/90/2\n", f"A/RES/90/{MANY}\n").replace("90/2. Care of lakes\n\n", "")
    return build(tmp_path_factory.mktemp("text"), {**sources, "nameless.txt": nameless})


@pytest.mark.parametrize("case", TEXT_CASES)
def test_a_text_is_published_with_what_it_prints_as_words(case: str, of_text: Site) -> None:
    """What a text prints in the place of a symbol or number is kept as words where it can be none."""
    old, _, published = TEXT_CASES[case]
    number = list(TEXT_CASES).index(case) + 100
    assert old in TEXT
    assert of_text.page(f"A/RES/90/{number}").is_file() == published, of_text.printed


def test_a_text_never_writes_outside(of_text: Site) -> None:
    """One text with a symbol of 300 figures stopped a build of a thousand; none does."""
    assert of_text.outside() == []
    assert of_text.page("A/RES/68/230").is_file()
    assert "Traceback" not in of_text.printed
    assert "the program failed" not in of_text.printed


def test_a_symbol_that_nobody_can_write_is_named(of_text: Site) -> None:
    """Where no title tells the number either, the source is left out, with its symbol and what one looks like."""
    assert of_text.status == 1
    assert "nameless.txt: the masthead prints 'A/RES/90/9999" in of_text.printed
    assert "must look like A/RES/68/230" in of_text.printed


def test_words_never_move_a_terminals_cursor(tmp_path: Path) -> None:
    """An escape that a text prints reaches no terminal: by no outline, report, comparison, and by no query's rows."""
    text = TEXT.replace("Care of lakes", "Care of \x1b[2Jlakes").replace(
        "report on lakes", "report on \x1b]0;x\x07lakes"
    )
    text = text.replace("1. Requests", "1.\x1b Requests") + "\n" + 20 * "More words stand here.\n"
    source, out = tmp_path / "a.txt", tmp_path / "public"
    source.write_text(text, encoding="utf-8")
    assert lod("build", source, "--out", out).exit_code == 0
    later = tmp_path / "b.txt"
    later.write_text(text.replace("90/2", "91/2").replace("a report", "an oral report"), encoding="utf-8")
    titles = "SELECT ?t { ?r dct:title ?t }"
    (tmp_path / "q.rq").write_text(titles, encoding="utf-8")
    for arguments in (
        ("parse", source, "--format", "tree"),
        ("report", source),
        ("compare", source, later),
        ("query", out, tmp_path / "q.rq"),
    ):
        told = lod(*arguments)
        assert told.exit_code in (0, 1), told.output
        assert told.output
        assert "\x1b" not in told.output, arguments
    told = lod("query", out, "--format", "xml", "-", given=titles)
    assert "lakes" in etree.tostring(etree.fromstring(told.stdout_bytes), encoding="unicode", method="text")
    graph = write_results(run(load_store(out), "CONSTRUCT WHERE { ?r dct:title ?t }"), "rdf")
    assert "lakes" in etree.tostring(etree.fromstring(graph), encoding="unicode", method="text")
