"""How a text is set is told from its lines: which broke off, which are indented, whether no line is broken at all."""

from itertools import pairwise

import pytest

from lod.read.text.lines import split_lines
from lod.read.text.setting import Setting, setting_of
from lod.read.tree.languages import ENGLISH, frames

FULL = "the rivers and the lakes of all States, and the harbours on them,"
BROKEN = f"{FULL}\n{FULL}\n   {FULL}\n{FULL}\nand their lamps;\n{FULL}\n"


def setting(text: str) -> Setting:
    return setting_of(split_lines(text), frames()[ENGLISH])


def test_full_lines_give_the_width_and_the_margin() -> None:
    found = setting(BROKEN)
    assert (found.width, found.longest, found.margin, found.unwrapped) == (len(FULL), len(FULL), 0, False)


def test_a_line_is_set_apart_by_an_indent_or_behind_one_that_broke_off() -> None:
    found, lines = setting(BROKEN), split_lines(BROKEN)
    assert [found.sets_apart(line, before) for before, line in pairwise(lines)] == [
        False, True, False, False, True,
    ]  # fmt: skip


def test_a_line_had_room_if_the_next_one_s_first_word_fits_on_it() -> None:
    found, lines = setting(BROKEN), split_lines(BROKEN)
    assert found.had_room(lines[4], lines[5])
    assert not found.had_room(lines[0], lines[1])


@pytest.mark.parametrize(("length", "unwrapped"), [(190, False), (210, True)])
def test_lines_that_no_page_is_wide_enough_for_are_paragraphs(length: int, unwrapped: bool) -> None:
    assert setting(f"{'x' * length}\n" * 3).unwrapped == unwrapped


def test_nothing_has_a_setting_too() -> None:
    assert (setting("").width, setting("\n\n").unwrapped) == (0, False)
