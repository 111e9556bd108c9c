"""Phrases prove themselves by examples and near-misses, and the code names all of them and no others."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lod.data.files import PACKAGE, data, read_toml
from lod.data.fragments import NAMED, fill, load_nouns, noun_fragments, read_nouns, shared_fragments
from lod.data.phrases import Phrase, load_phrase, phrase_names
from lod.model.errors import DataError

GROUPS = sorted(data("phrases").glob("*.toml"))
RULES = sorted(path for path in data().rglob("*.toml") if {"phrase", "rule"} & set(read_toml(path)))


def _named_in_code() -> Iterator[str]:
    """The names of phrases that the package's code gives: the arguments of Phrase(...)."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Phrase":
                yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("group", GROUPS, ids=lambda path: path.stem)
def test_every_phrase_proves_itself(group: Path) -> None:
    """Each matches each of its examples, with the captures told, and none of its near-misses."""
    rules = [load_phrase(name) for name in phrase_names() if name.rpartition(".")[0] == group.stem]
    assert rules
    assert [failure for rule in rules for failure in rule.failures()] == []


def test_every_phrase_has_two_examples_and_a_near_miss() -> None:
    """One example alone may be met by chance."""
    rules = {name: load_phrase(name) for name in phrase_names()}
    assert [name for name, rule in rules.items() if len(rule.examples) < 2 or not rule.near_misses] == []


def test_rules_and_tables_have_lines_that_a_page_holds() -> None:
    """No line of TOML is longer than those of the code."""
    tables = sorted(data().rglob("*.toml"))
    long = [f"{path.name}:{number}" for path in tables for number, line in _lines(path) if len(line) > 120]
    assert long == []


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    return enumerate(path.read_text(encoding="utf-8").splitlines(), 1)


def test_a_phrase_is_shown_by_its_name_and_has_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert repr(Phrase("reports.given")) == "Phrase('reports.given')"
    (tmp_path / "twins.toml").write_text('[[phrase]]\nid = "a"\n' * 2, encoding="utf-8")
    monkeypatch.setattr("lod.data.phrases.data", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(DataError, match=r"twins\.toml: phrase 'a' stands twice"):
        load_phrase("twins.a")


def test_the_code_names_every_phrase_once_and_no_other() -> None:
    """A phrase that nothing uses is dropped; one that is missing is found before it is used."""
    named = sorted(_named_in_code())
    assert named == sorted(phrase_names())


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_fragment_of_a_file_is_used_in_it(path: Path) -> None:
    """A fragment that no pattern names is dropped, and none hides one that all files share."""
    table = read_toml(path)
    fragments = table.get("fragments", {})
    texts = [row["pattern"] for row in (*table.get("phrase", ()), *table.get("rule", ()))]
    named = {name for text in (*texts, *map(str, fragments.values())) for name in NAMED.findall(text)}
    assert sorted(fragments.keys() - named) == []
    assert sorted(fragments.keys() & shared_fragments().keys()) == []


def test_every_shared_fragment_and_kind_of_noun_is_used() -> None:
    """What no pattern names is dropped."""
    tables = [read_toml(path) for path in RULES]
    shared = read_toml(data("fragments.toml"))["fragments"]
    texts = [row["pattern"] for table in tables for row in (*table.get("phrase", ()), *table.get("rule", ()))]
    parts = [str(part) for table in (*tables, {"fragments": shared}) for part in table.get("fragments", {}).values()]
    named = {name for text in (*texts, *parts) for name in NAMED.findall(text)}
    kinds = {kind for noun in load_nouns() for kind in noun.kinds}
    assert sorted(shared.keys() - named) == []
    assert sorted(kinds - {name.partition(".")[0] for name in named}) == []


def test_a_phrase_is_used_like_a_pattern() -> None:
    """It is compiled when it is first used, and the same pattern serves from then on."""
    phrase = Phrase("reports.told")
    assert vars(phrase) == {"name": "reports.told"}
    text = "a plan to ensure that all are safe"
    found = phrase.search(text)
    assert found is not None
    assert found[0] == "to ensure that"
    assert phrase.match(text) is None
    assert phrase.fullmatch(text, 7, 21) is not None
    assert [match.start() for match in phrase.finditer(text)] == [7]
    assert phrase.sub("so that", text) == "a plan so that all are safe"
    assert phrase.split(text) == ["a plan ", " all are safe"]
    assert phrase.pattern is Phrase("reports.told").pattern


def test_an_unknown_phrase_names_file_and_mend() -> None:
    """The error says where it was looked for and which there are."""
    with pytest.raises(DataError, match=r"reports\.toml: no phrase 'tell' \(add it, or name one of anothers"):
        Phrase("reports.tell").search("")


def test_nouns_become_fragments_by_kind() -> None:
    """Of each kind there are the singular, the plural and either."""
    assert "State" in shared_fragments()["state.singular"].strip("(?:)").split("|")
    assert "countries" in shared_fragments()["state.plural"].strip("(?:)").split("|")
    assert fill("{state.plural}", noun_fragments(load_nouns()))[:3] == "(?:"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("noun,plural\nBoard,Boards\n", r"nouns\.csv: columns are"),
        ("noun,plural,kinds\nBoard,Boards,\n", r"nouns\.csv:2: no noun or no kinds"),
        ("noun,plural,kinds\nBoard,Boards,body\nBoard,Boards,office\n", r"nouns\.csv:3: noun 'Board' stands twice"),
    ],
)
def test_a_broken_table_of_nouns_names_the_line(tmp_path: Path, table: str, message: str) -> None:
    """The error says where to look and what to do."""
    path = tmp_path / "nouns.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_nouns(path)
