"""`lod draft-check`: what a draft's mandates hold, beside what is published."""

import json
from pathlib import Path

import pytest

from tests.runner import lod
from tests.samples import operative, resolution

SHARE = "Encourages the regional commissions to share what they know of the care of rivers;"
REPORT = (
    "Requests the Secretary-General to submit to the General Assembly at its ninety-second session a report on the "
    "care of rivers and otters, within existing resources"
)
DRAFT = (
    f"1. {SHARE.replace('of rivers', 'of rivers and lakes')}\n\n2. Decides to meet every spring;\n\n"
    "3. Requests the Secretary-General to submit to the General Assembly at its ninety-second session a comprehensive "
    "report on the care of otters and rivers, recalling resolution 90/1 and resolution 89/999."
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One published resolution, with which drafts are compared."""
    folder = tmp_path_factory.mktemp("draft")
    (folder / "old.txt").write_text(operative(SHARE, REPORT).source.text, encoding="utf-8")
    assert lod("build", folder / "old.txt", "--out", folder / "public").exit_code == 0
    return folder / "public"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(resolution(DRAFT, number="91/1").source.text, encoding="utf-8")
    return path


def test_a_draft_is_told_what_its_mandates_hold_and_lack(draft: Path, published: Path) -> None:
    """Each element of the paragraph, with its words or none found; each act that asks an office."""
    lines = lod("draft-check", draft, published).output.splitlines()
    assert lines[0] == "Elements of a mandate (A/RES/80/251, paragraph 5)"
    assert "  review clause: none found" in lines
    assert "  road map and timeline: op3 “at its ninety-second session”" in lines
    assert "  activities: 2" in lines
    assert "    op3 requests Secretary-General: comprehensive report on the care of otters and rivers" in lines


def test_a_paragraph_leads_to_the_earlier_one_that_it_repeats(draft: Path, published: Path) -> None:
    """With what changed; what is new repeats nothing."""
    lines = lod("draft-check", draft, published).output.splitlines()
    at = lines.index("Paragraphs that stand in earlier texts")
    assert lines[at + 1].startswith("  op1  A/RES/90/1, op1: changed: ")
    assert "{+and lakes+}" in lines[at + 1]
    assert not any(line.startswith("  op2  ") for line in lines)


def test_a_report_asked_for_twice_and_an_unknown_citation_are_found(draft: Path, published: Path) -> None:
    """Of the same session, in like words; the exit status tells."""
    result = lod("draft-check", draft, published)
    assert result.exit_code == 1
    assert "  op3: A/RES/90/1, op2: report on the care of rivers and otters" in result.output
    assert "89/999: not in these data" in result.output


def test_a_draft_that_repeats_and_cites_nothing_is_sound(tmp_path: Path, published: Path) -> None:
    path = tmp_path / "new.txt"
    path.write_text(resolution("1. Decides to light all harbours.", number="91/2").source.text, encoding="utf-8")
    result = lod("draft-check", path, published)
    assert result.exit_code == 0
    assert "Paragraphs" not in result.output
    assert "Citations" not in result.output


def test_programs_read_the_same_as_json(draft: Path, published: Path) -> None:
    found = json.loads(lod("draft-check", draft, published, "--format", "json").output)
    assert found["elements"]["review clause"] == []
    assert found["elements"]["road map and timeline"] == [{"place": "op3", "words": "at its ninety-second session"}]
    first = found["repeats"][0]
    assert (first["place"], first["symbol"], first["at"]) == ("op1", "A/RES/90/1", "op1")
    assert found["reports"] == [
        {
            "paragraph": "op3",
            "resolution": "A/RES/90/1",
            "asked_in": "op2",
            "deliverable": "report on the care of rivers and otters",
        }
    ]


def test_a_page_leads_to_the_published_data(draft: Path, published: Path) -> None:
    """With `--html` the same is a page, whose links and style are those of the folder."""
    result = lod("draft-check", draft, published, "--html")
    root = published.resolve().as_uri()
    assert result.exit_code == 1
    assert f'<link rel="stylesheet" href="{root}/assets/style.css">' in result.output
    assert f'<a href="{root}/A/RES/90/1.html#op1">A/RES/90/1, para. 1</a>' in result.output
    assert "<form" not in result.output.partition("<main")[2]
