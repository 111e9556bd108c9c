"""Regular expressions take time in proportion to the text: a source made to hurt one does not hold up the others."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.patterns.shapes import forms
from tests.samples import TESTS


def _checker(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The checker in a process of its own: it changes `re`."""
    command = [sys.executable, "-m", "tests.patterns", *arguments]
    return subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False)


def _listed() -> dict[str, dict[str, str]]:
    """The patterns that may stay as they are, with the reason of each, by the kind of reason."""
    return tomllib.loads((TESTS / "cases" / "patterns.toml").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_no_pattern_takes_more_than_six_times_as_long_for_four_times_the_text() -> None:
    """Every pattern, over repeats of its own pieces; what is slower stands in the list with its reason."""
    run = _checker()
    slower = re.findall(r"^(\S.*?) \.(?:finditer|match|fullmatch) .*-fold \(", run.stdout, re.MULTILINE)
    unlisted = [name for name in slower if re.sub(r":\d+", "", name).strip() not in _listed()["timed"]]
    assert unlisted == [], run.stdout


def test_a_pattern_whose_form_may_take_long_stands_in_the_list_with_its_reason() -> None:
    """Told from the parse tree, without a clock; and whoever mends a pattern takes it from the list."""
    reasons = {name: reason for kind, group in _listed().items() if kind != "timed" for name, reason in group.items()}
    told = dict(line.split("\t") for line in _checker("--forms").stdout.splitlines())
    assert {name: form for name, form in told.items() if name not in reasons} == {}
    assert sorted(reasons.keys() - told.keys()) == []
    assert all(reasons.values())


@pytest.mark.parametrize(
    ("pattern", "form"),
    [
        (r"\s+and", "rescan"),
        (r"[“][^”]+[”]", "rescan"),
        (r"items? on (?:[a-z ]+,)*x", "rescan"),
        (r"x(?![\d.x]*\d)", "rescan"),
        (r"^(?:a+)+b", "nested"),
        (r"^(?:(?:\w+\s*))+;", "nested"),
    ],
)
def test_forms_that_take_long_are_told(pattern: str, form: str) -> None:
    """A search that begins anew within a run; repeats of repeats."""
    assert form in forms(re.compile(pattern), searched=True)


@pytest.mark.parametrize(
    "pattern",
    [r"(?<!\s)\s++and", r"[“][^“”]+[”]", r"\b\w+;", r"x\d{1,40};", r"\w+", r"\s,\w+;", r"(?<=a)\s+b", r"^(?:\w+ )+;"],
)
def test_forms_in_proportion_are_not_told(pattern: str) -> None:
    """A guard before the run, a sign that the run may not hold, a bound, nothing behind the run that may fail."""
    assert forms(re.compile(pattern), searched=True) == ()


def test_a_pattern_that_is_not_searched_begins_at_one_place() -> None:
    """`match` and `fullmatch` read a run once."""
    assert forms(re.compile(r"\s+and"), searched=False) == ()
