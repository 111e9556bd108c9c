"""What two builds say differently: by words and places, never by running numbers."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.cli.diff import COMPARED
from lod.cli.format import format_change, format_changes
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize
from lod.model.annotations import Annotations
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from lod.review.changes import Change, Sign, count_statements, find_changes
from lod.review.documents import PublishedResolution, documents
from lod.review.statements import KINDS
from tests.runner import lod
from tests.samples import bundled, operative, resolution

SENTENCES = (
    "Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report on rivers;",
    "Recalls its resolutions 64/222 of 21 December 2009 and 57/270 B of 23 June 2003;",
    "Invites all friends of rivers, and urges Member States, to help within existing resources;",
    "Takes note with appreciation of the report of the Secretary-General;",
    "Rivers shall be clean;",
)
BODIES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True)


def document(
    resolution: Resolution, annotations: Annotations | None = None, base: str = DEFAULT_BASE
) -> PublishedResolution:
    """A resolution as a build says it."""
    made = annotate(resolution) if annotations is None else annotations
    return documents(resolution_triples(resolution, made, base))[0]


def changes(old: PublishedResolution, new: PublishedResolution, *kinds: str) -> list[str]:
    """The changes as a review shows them, of some kinds."""
    return [
        f"{change.place} {format_change(change)}"
        for change in find_changes([old], [new])
        if not kinds or change.kind in kinds
    ]


def without_citation(resolution: Resolution, number: int) -> Annotations:
    """What a rule less would find: the later citations of the paragraph have other running numbers."""
    full = annotate(resolution)
    kept = [citation for at, citation in enumerate(full.citations) if at != number]
    renumbered = [replace(one, place=f"{one.span.place}.cit{at}") for at, one in enumerate(kept, 1)]
    return replace(full, citations=tuple(renumbered))


@given(BODIES)
@settings(max_examples=25, deadline=None)
def test_a_build_does_not_differ_from_itself(body: Sequence[str]) -> None:
    """The same sources and rules: nothing is said differently."""
    assert list(find_changes([document(operative(*body))], [document(operative(*body))])) == []


def turned(change: Change) -> tuple[object, ...]:
    """A change as the comparison the other way round shows it."""
    signs = {Sign.GAINED: Sign.LOST, Sign.LOST: Sign.GAINED, Sign.CHANGED: Sign.CHANGED}
    fields = sorted((one.name, one.new, one.old) for one in change.fields if one.name not in ("hangs on", "takes up"))
    return signs[change.sign], change.kind, change.symbol, sorted((change.place, change.before or change.place)), fields


def straight(change: Change) -> tuple[object, ...]:
    fields = sorted((one.name, one.old, one.new) for one in change.fields if one.name not in ("hangs on", "takes up"))
    return change.sign, change.kind, change.symbol, sorted((change.place, change.before or change.place)), fields


@given(BODIES, BODIES)
@settings(max_examples=60, deadline=None)
def test_the_other_way_round_is_the_mirror(left: Sequence[str], right: Sequence[str]) -> None:
    """Gains become losses, old values new ones, whatever was added, dropped or moved."""
    old, new = document(operative(*left)), document(operative(*right))
    there = sorted(map(str, map(straight, find_changes([old], [new]))))
    back = sorted(map(str, map(turned, find_changes([new], [old]))))
    assert there == back


@given(BODIES, BODIES)
@settings(max_examples=40, deadline=None)
def test_the_counts_balance(left: Sequence[str], right: Sequence[str]) -> None:
    """Of each kind, the new build has what the old one had, plus what was gained, less what was lost."""
    old, new = document(operative(*left)), document(operative(*right))
    found = list(find_changes([old], [new]))
    before, after = count_statements([old]), count_statements([new])
    for kind in KINDS:
        gained = sum(change.sign is Sign.GAINED for change in found if change.kind == kind)
        lost = sum(change.sign is Sign.LOST for change in found if change.kind == kind)
        assert before.get(kind, 0) + gained - lost == after.get(kind, 0)


def test_a_lost_citation_is_one_change() -> None:
    """Those after it have other running numbers, and say the same."""
    read = operative(SENTENCES[1])
    assert changes(document(read), document(read, without_citation(read, 0))) == [
        "op1 - citation '64/222'  target A/RES/64/222; function recalling; date 2009-12-21"
    ]
    assert changes(document(read, without_citation(read, 0)), document(read))[0].startswith("op1 + citation '64/222'")


def test_another_target_is_a_change_of_the_same_words() -> None:
    """What differs is named, old and new."""
    read = operative(SENTENCES[1])
    full = annotate(read)
    aimed = replace(full.citations[1], target=None, function="noting")
    other = replace(full, citations=(full.citations[0], aimed))
    [line] = changes(document(read), document(read, other))
    assert "target: A/RES/57/270B → none" in line
    assert "function: recalling → noting" in line


def test_other_verbs_families_roles_and_sessions_are_changes() -> None:
    """Every value of an act and a mention is compared."""
    read = operative(SENTENCES[0])
    full = annotate(read)
    [act] = full.acts
    assert act.report is not None
    later = replace(act, verb="urges", report=replace(act.report, session="92", deliverable="a note"))
    [line] = changes(document(read), document(read, replace(full, acts=(later,))))
    assert line.startswith("op1 ~ act 'Requests'")
    for part in ("family: request → call", "verb: requests → urges", "due session: session/91 → session/92"):
        assert part in line
    mentions = tuple(replace(one, entity=None) for one in full.mentions)
    lines = changes(document(read), document(read, replace(full, mentions=mentions)), "mentions")
    assert any("names: actor/secretary-general → none" in line for line in lines)


def test_words_that_grew_are_a_change_not_a_loss_and_a_gain() -> None:
    """A span with the same beginning is the same reference."""
    read = operative(SENTENCES[1])
    full = annotate(read)
    short = full.citations[1]
    cut = replace(short, span=replace(short.span, end=short.span.end - 2, printed=short.span.printed[:-2]))
    [line] = changes(document(read, replace(full, citations=(full.citations[0], cut))), document(read))
    assert line == "op1 ~ citation '57/270 B'  words: 57/270 → 57/270 B"


def test_a_paragraph_that_moved_takes_its_annotations_with_it() -> None:
    """One paragraph was put before the others: it is gained; the others stand elsewhere and say the same."""
    old, new = document(operative(*SENTENCES[:2])), document(operative("Decides to swim;", *SENTENCES[:2]))
    found = list(find_changes([old], [new]))
    assert {(c.sign, c.place) for c in found if c.kind == "acts"} == {(Sign.GAINED, "op1")}
    assert [c for c in found if c.kind in ("citations", "mentions")] == []
    moved = [(c.before, c.place) for c in found if c.kind == "paragraphs" and c.sign is Sign.CHANGED]
    assert moved == [("op1", "op2"), ("op2", "op3")]


def test_other_words_of_a_paragraph_leave_its_annotations() -> None:
    """Where the text was mended, words are compared in their order, not by offsets."""
    old = document(operative("Recals with joy its resolution 64/222 of 21 December 2009, and invites States to help;"))
    new = document(operative("Recalls its resolution 64/222 of 21 December 2009, and invites States to help;"))
    found = changes(old, new)
    assert found[0].startswith("op1 ~ paragraph  text: Recals with joy its")
    assert not [line for line in found if "64/222'" in line and line.split()[1] in "+-"]
    assert any(line.startswith("op1 + act 'Recalls'") for line in found)


def test_long_texts_are_shown_from_where_they_part() -> None:
    """A reviewer sees what differs, not the beginning of a paragraph."""
    long = "Recalls that rivers and brooks and lakes and seas and oceans and all waters of the earth are to be kept "
    [line] = changes(document(operative(f"{long} clean.")), document(operative(f"{long} clear.")), "paragraphs")
    assert "text: … " in line
    assert "clean. → … " in line
    assert line.endswith("clear.")


def test_a_base_makes_no_difference() -> None:
    """Data sets with different bases say the same."""
    read = operative(*SENTENCES)
    assert changes(document(read), document(read, base="https://example.org/un/")) == []


def test_notes_are_compared() -> None:
    """A note's words, mark and anchor, and the citations in it."""
    body = "1. Recalls the report;1\n\n2. Decides to help.\n\n_______________\n1 See {}."
    old, new = (document(resolution(body.format(symbol))) for symbol in ("A/90/2", "A/90/3"))
    found = changes(old, new)
    assert any(line.startswith("fn1 ~ footnote  text: See A/90/2. → See A/90/3.") for line in found)
    assert any(line.startswith("fn1 - citation 'A/90/2'") for line in found)
    assert any(line.startswith("fn1 + citation 'A/90/3'") for line in found)


def test_a_whole_resolution_is_one_line_with_its_counts() -> None:
    """What came or went as a whole is counted, not listed."""
    found = list(find_changes([], [document(bundled())]))
    [line] = format_changes(found).strip().splitlines()
    assert line.startswith("+ A/RES/68/230  (1 masthead, ")
    assert "32 acts" in line


def write_build(folder: Path, *resolutions: Resolution) -> Path:
    """A folder with the dump of a build."""
    lines = b"".join(serialize(resolution_triples(one, annotate(one)), ox.RdfFormat.N_TRIPLES) for one in resolutions)
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "unres.nq.gz").write_bytes(gzip.compress(lines))
    return folder


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    old = write_build(tmp_path / "old", operative(SENTENCES[0]))
    return old, write_build(tmp_path / "new", operative(SENTENCES[0], SENTENCES[1]))


def test_the_exit_status_is_that_of_diff(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """0 the same, 1 different, 2 trouble."""
    old, new = builds
    assert (lod("diff", old, old).exit_code, lod("diff", old, old).output) == (0, "nothing differs\n")
    assert lod("diff", old, new).exit_code == 1
    for bad in (tmp_path / "none", tmp_path / "none.nt"):
        result = lod("diff", old, bad)
        assert result.exit_code == 2
        assert str(bad) in result.output
    assert lod("diff", old).exit_code == 2


def test_what_is_no_dump_is_named_with_its_fault(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """Broken RDF, broken compression, and RDF without a resolution."""
    broken, squeezed, empty = (tmp_path / name for name in ("broken.nt", "broken.nq.gz", "empty.ttl"))
    broken.write_text("<a> <b> oops")
    squeezed.write_bytes(b"no gzip")
    empty.write_text("<urn:a> <urn:b> <urn:c> .")
    for path in (broken, squeezed, empty):
        result = lod("diff", builds[0], path)
        assert result.exit_code == 2
        assert result.output.startswith(f"lod: {path}: ")


def test_a_dump_in_any_format_compares_with_a_folder(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """What is compared is what is said, not how it is written."""
    path = tmp_path / "one.ttl"
    read = operative(SENTENCES[0])
    path.write_bytes(serialize(resolution_triples(read, annotate(read)), ox.RdfFormat.TURTLE))
    assert lod("diff", builds[0], path).exit_code == 0


def test_the_report_ends_with_counts(builds: tuple[Path, Path]) -> None:
    """Place by place, and a table of what was gained, lost, changed and is the same."""
    output = lod("diff", *builds).output
    assert "A/RES/90/1\n  op2\n" in output
    assert "+ citation '64/222'" in output
    assert output.splitlines()[-1].split()[0] in ("mentions", *(str(n) for n in range(2, 9)))
    assert ["acts", "+1", "-0", "~0", "1"] in [line.split() for line in output.splitlines()]
    assert "op2" not in lod("diff", *builds, "--summary").output


def test_some_of_each_kind_are_shown_with_a_summary(builds: tuple[Path, Path]) -> None:
    """So that the body of a commit tells what a rule did: as many as asked for, and how many more there are."""
    output = lod("diff", *builds, "--summary", "--show", "1").output
    shown = output.partition("some of each:\n")[2].splitlines()
    assert len([line for line in shown if "+ citation" in line]) == 1
    assert all(line.startswith(("  A/RES/90/", "  and ")) for line in shown)
    assert any("more" in line for line in shown)
    assert "some of each" not in lod("diff", *builds, "--summary").output


def test_kinds_may_be_picked(builds: tuple[Path, Path]) -> None:
    """Only what is asked for counts, also for the exit status."""
    output = lod("diff", *builds, "--kind", "citations").output
    assert "+ citation" in output
    assert "act " not in output
    assert lod("diff", *builds, "--kind", "footnotes").exit_code == 0
    assert lod("diff", *builds, "--kind", "verbs").exit_code == 2


def test_programs_get_json(builds: tuple[Path, Path]) -> None:
    """Every change with its fields, and the counts by kind."""
    made = json.loads(lod("diff", *builds, "--format", "json").output)
    gained = [one for one in made["changes"] if one["kind"] == "citations"]
    assert {one["sign"] for one in gained} == {"+"}
    assert made["summary"]["citations"] == {"gained": len(gained), "lost": 0, "changed": 0}


def test_the_command_names_every_kind() -> None:
    """What can be picked is what is compared."""
    assert tuple(KINDS) == COMPARED
