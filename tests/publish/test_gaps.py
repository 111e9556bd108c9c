"""The list of gaps: what is held of a session, and what is missing."""

from pathlib import Path

from lod.publish.gaps import HEADING, find_numbers
from tests.runner import lod

HELD = [
    ("A/RES/99/1", ("en", "fr")),
    ("A/RES/99/4A", ("en",)),
    ("A/RES/99/4B", ("en",)),
    ("A/HRC/RES/63/2", ("en",)),
    ("A/RES/99/999999999", ("en",)),
    ("nonsense", ("en",)),
]


def test_every_number_up_to_the_highest_held_is_told() -> None:
    """Missing ones between them; parts with letters under their number; languages that others have."""
    rows = [number.row() for number in find_numbers(HELD)]
    assert all(len(row) == len(HEADING) for row in rows)
    assert [row[1:] for row in rows if row[0] == "general-assembly"] == [
        ["99", "1", "held", "A/RES/99/1", "", "en|fr", "", "data"],
        ["99", "2", "missing", "", "", "", "", "data"],
        ["99", "3", "missing", "", "", "", "", "data"],
        ["99", "4", "lettered", "A/RES/99/4A|A/RES/99/4B", "A|B", "en", "fr", "data"],
    ]
    assert [row[2:4] for row in rows if row[0] == "human-rights-council"] == [["1", "missing"], ["2", "held"]]


def test_a_table_tells_how_far_a_session_goes() -> None:
    """With what it is told by: the session's files, or citations of it."""
    found = list(find_numbers([("A/RES/68/230", ("en",)), ("A/RES/78/1", ("en",))]))
    last = {number.session: (number.number, number.highest_by) for number in found}
    assert last == {"68": (307, "cited"), "78": (329, "files")}
    assert sum(number.state == "held" for number in found) == 2


def test_a_build_writes_the_list(tmp_path: Path) -> None:
    """As a table beside the others."""
    assert lod("build", "--out", tmp_path / "public").exit_code == 0
    lines = (tmp_path / "public/data/tables/numbers.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(HEADING)
    assert "general-assembly,68,230,held,A/RES/68/230,,en,,cited" in lines
    assert len(lines) == 308
