"""How numbers and labels are printed at the beginning of a line, and what only looks like one."""

import re

import pytest

from lod.read.tree.markers import BRACKETED, DOTTED, LABEL, NUMBER, label_of

#: Words, and the mark with its number or label that they begin with; "" for none.
NUMBERS = [
    ("1. Decides", "1.", "1"),
    ("123. Decides", "123.", "123"),
    ("1234. Decides", "", ""),
    ("- 12. Decides", "12.", "12"),
    ("-12. Decides", "", ""),
    ("12 . Decides", "12 .", "12"),
    ("12  . Decides", "", ""),
    ("1\\. Decides", "1\\.", "1"),
    ("1.Decides", "1.", "1"),
    ("1.5 million", "", ""),
    ("1、决定", "1、", "1"),
    ("\u200f\u202b1 - تؤكد", "1 -", "1"),
    ("1 -تؤكد", "", ""),
    ("1 - Decides", "", ""),
    ("12.", "12.", "12"),
    (". Decides", "", ""),
]
LABELS = [
    ("(a) To", "(a)", "a"),
    ("• (a) To", "(a)", "a"),
    ("•(a) To", "", ""),
    ("\u200e(ب) أن", "(ب)", "ب"),
    ("(هـ) أن", "(هـ)", "هـ"),
    ("(abcde) To", "(abcde)", "abcde"),
    ("(abcdef) To", "", ""),
    ("(A) To", "(A)", "A"),
    ("(AB) To", "", ""),
    ("(12) To", "(12)", "12"),
    ("(123) To", "", ""),
    ("(*a*) To", "(*a*)", "a"),
    ("( a ) To", "( a )", "a"),
    ("(a. To", "(a.", "a"),
    ("(a.To", "", ""),
    ("(二十一) 提出", "(二十一)", "二十一"),
    ("(二十一二) 提出", "", ""),
    ("（丑）提出", "（丑）", "丑"),
    ("a) To", "a)", "a"),
    ("a ) To", "a )", "a"),
    ("iv) To", "iv)", "iv"),
    ("ivxxii) To", "", ""),
    ("ab) To", "", ""),
    ("12) To", "12)", "12"),
    ("123) To", "", ""),
    ("ñ) A", "ñ)", "ñ"),
    ("㈠ 提出", "㈠", "㈠"),
    ("’1‘ أن", "’1‘", "1"),
    ("’12‘ أن", "’12‘", "12"),
    ("’123‘ أن", "", ""),
    ("(a)To", "(a)", "a"),
    ("(a)to", "", ""),
]
BRACKETS = [
    ("(1) Asks", "(1)", "1"),
    ("1) Asks", "1)", "1"),
    ("( 123 ) Asks", "( 123 )", "123"),
    ("(1234) Asks", "", ""),
]
POINTS = [("a. By letters", "a.", "a"), ("a.  “By", "a.", "a"), ("a.By", "", ""), ("a. by", "", ""), ("ab. By", "", "")]


def begins(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    return pattern.match(words)


@pytest.mark.parametrize(("words", "mark", "number"), NUMBERS, ids=[words for words, _, _ in NUMBERS])
def test_a_paragraph_begins_with_its_number(words: str, mark: str, number: str) -> None:
    found = begins(NUMBER, words)
    assert (found["mark"], found["number"]) == (mark, number) if found else not mark


@pytest.mark.parametrize(("words", "mark", "label"), LABELS, ids=[words for words, _, _ in LABELS])
def test_a_point_begins_with_its_label(words: str, mark: str, label: str) -> None:
    found = begins(LABEL, words)
    assert (found["mark"], label_of(found)) == (mark, label) if found else not mark
    assert (found is not None and found["broken"] is not None) == (mark == "(a.")


@pytest.mark.parametrize(("words", "mark", "number"), BRACKETS)
def test_a_number_may_stand_in_brackets(words: str, mark: str, number: str) -> None:
    found = begins(BRACKETED, words)
    assert (found["mark"], found["number"]) == (mark, number) if found else not mark


@pytest.mark.parametrize(("words", "mark", "label"), POINTS)
def test_a_letter_may_have_a_point_before_a_capital(words: str, mark: str, label: str) -> None:
    found = begins(DOTTED, words)
    assert (found["mark"], found["label"]) == (mark, label) if found else not mark
