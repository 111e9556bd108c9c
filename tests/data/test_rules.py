"""Rules prove themselves by their examples, and a broken rules file stops with the row and the fix."""

from pathlib import Path

import pytest

from lod.data.files import data, read_toml
from lod.data.phrases import load_phrase, phrase_names
from lod.data.rules import Rule, RuleSet, load_rules, single_blanks
from lod.model.errors import DataError
from lod.model.typography import plain_signs
from lod.read.source import load_source
from lod.read.text.read import read_text

GOOD = """
[fragments]
number = '[0-9]+'
[[rule]]
id = "test.number"
pattern = 'no [.] [ ] (?P<number>{number})'
examples = [{ text = "no. 12", captures = { number = "12" } }]
near_misses = ["no 12"]
group = "numbers"
"""


SEVERAL = """
[[rule]]
id = "test.oil"
pattern = 'oil | lamp [ ] oil'
examples = [{ text = "lamp oil", found = "lamp oil" }]
near_misses = ["wick"]
needs = ["oil"]
[[rule]]
id = "test.any"
pattern = '[0-9]'
examples = ["1"]
near_misses = ["a"]
[[rule]]
id = "test.lamps"
pattern = 'lamps? | lantern'
examples = ["lamp"]
near_misses = ["wick"]
needs = ["lamp", "lantern", "amp"]
"""


def load(tmp_path: Path, text: str) -> tuple[Rule, ...]:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return load_rules(path)


def test_a_rule_is_read_with_its_fragments_and_settings(tmp_path: Path) -> None:
    """Fragments are put into the pattern, and what the format does not know is kept for the layer."""
    (rule,) = load(tmp_path, GOOD)
    assert rule.id == "test.number"
    assert rule.failures() == []
    assert rule.settings == {"group": "numbers"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("no. 12", "nr. 12", "example does not match"),
        ('"no 12"', '"no. 7"', "near-miss matches"),
        ('number = "12"', 'number = "21"', "group number is '12', not '21'"),
        ("captures = {", 'found = "no. 1", captures = {', "found is 'no. 12', not 'no. 1'"),
        ("group =", 'needs = ["number"]\ngroup =', "holds none of the words that the rule needs"),
    ],
)
def test_a_rule_that_does_not_prove_itself_says_how(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Each way of failing names the rule and the words."""
    (rule,) = load(tmp_path, GOOD.replace(old, new))
    assert [failure.startswith("test.number: ") and message in failure for failure in rule.failures()] == [True]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('near_misses = ["no 12"]', "", r"rules\.toml: rule test\.number: no near_misses \(add near_misses"),
        ('id = "test.number"', "", r"rule \?: no id"),
        ("{number})", "{number}", "rule test.number: pattern: .*unterminated"),
        ("[fragments]", "[fragments", r"rules\.toml: .*line 2"),
        ("group =", "\n[[rule]]\nid = 'x'\ngroup =", "rule x: no pattern"),
        ("group =", "at = 'top'\ngroup =", "rule test.number: at 'top'.*start"),
        ("group =", "flags = ['loud']\ngroup =", "rule test.number: flag 'loud'"),
        ("{number})", "{nobody})", "rule test.number: no fragment 'nobody'"),
    ],
    ids=["near-misses", "id", "regular expression", "TOML", "pattern", "place", "flag", "fragment"],
)
def test_a_broken_file_stops_with_file_rule_and_mend(tmp_path: Path, old: str, new: str, message: str) -> None:
    """The error says where to look and what to do."""
    with pytest.raises(DataError, match=message):
        load(tmp_path, GOOD.replace(old, new))


def test_an_id_may_stand_once(tmp_path: Path) -> None:
    """Rule ids appear in findings and provenance, so they are unique."""
    with pytest.raises(DataError, match="stands twice"):
        load(tmp_path, GOOD + GOOD[GOOD.index("[[rule]]") :])


RULE_FILES = sorted(path for path in data().rglob("*.toml") if "rule" in read_toml(path))


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_every_rule_of_the_package_proves_itself(path: Path) -> None:
    """Each pattern matches each of its examples, with the captures told, and none of its near-misses."""
    assert [failure for rule in load_rules(path) for failure in rule.failures()] == []


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_every_rule_has_two_examples_and_a_near_miss(path: Path) -> None:
    """One example alone may be met by chance."""
    assert [rule.id for rule in load_rules(path) if len(rule.examples) < 2 or not rule.near_misses] == []


def test_every_match_holds_a_word_that_its_rule_needs(corpus: Path) -> None:
    """Over a sample of official texts: what is asked first hides no match."""
    known = [*(rule for path in RULE_FILES for rule in load_rules(path)), *map(load_phrase, phrase_names())]
    rules = [rule for rule in known if rule.needs]
    texts = sorted((corpus / "text").glob("*.txt"))[::8]
    passages = [plain_signs(passage.text) for path in texts for _, passage in read_text(load_source(path)).passages()]
    hidden = [
        (rule.id, match[0])
        for rule in rules
        for text in passages
        for match in rule.pattern.finditer(text)
        if not rule.may_match(match[0])
    ]
    assert len(rules) > 10
    assert hidden == []


@pytest.mark.parametrize(
    ("written", "compiled"),
    [
        (r"a\s+b", r"a\sb"),
        (r"a\s++b", r"a\sb"),
        (r"a\s+?b", r"a\sb"),
        (r"a\s*b", r"a\s?b"),
        (r"a\s*?b", r"a\s??b"),
        (r"\S+ [\s,]* \\s+", r"\S+ [\s,]* \\s+"),
    ],
)
def test_a_blank_of_a_rule_is_one_blank(written: str, compiled: str) -> None:
    """Annotations read text of single blanks; a pattern that looks for runs of them takes long where there are many."""
    assert single_blanks(written) == compiled


@pytest.mark.parametrize("text", ["", "a wick", "lamp oil", "two lanterns", "oil, amps", "coil"])
def test_a_set_of_rules_tells_those_that_each_rule_tells(text: str, tmp_path: Path) -> None:
    """Words that overlap are all found, the rules come in their order, one that needs no word always."""
    rules = load(tmp_path, SEVERAL)
    assert RuleSet.of(rules).that_may_match(text) == [rule for rule in rules if rule.may_match(text)]


def test_a_set_of_rules_that_all_need_words_is_empty_for_a_text_without_them(tmp_path: Path) -> None:
    needing = [rule for rule in load(tmp_path, SEVERAL) if rule.needs]
    assert RuleSet.of(needing).that_may_match("a wick") == []
