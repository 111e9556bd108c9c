"""The thesaurus and the goals as tables: labels to concepts, the way up, and what stops a broken table."""

from pathlib import Path

import pytest

from lod.data.files import data
from lod.data.subjects import label_in, load_goals, load_thesaurus, read_labels, read_thesaurus
from lod.model.errors import DataError

HEAD = "number,kind,label,broader,source\n"


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("UKRAINE", "1006762"),
        ("south-south relations", "1006059"),  # in whatever case a file writes it
        ("HUMAN RIGHTS", "1002975"),  # a category bears the label too; the library gives the concept
        ("LIGHTHOUSE KEEPING", ""),
    ],
)
def test_a_label_leads_to_one_concept_or_none(label: str, number: str) -> None:
    assert load_thesaurus().find(label) == (f"http://metadata.un.org/thesaurus/{number}" if number else "")


def test_a_label_that_several_concepts_bear_alike_leads_nowhere(tmp_path: Path) -> None:
    """One candidate or none."""
    table = tmp_path / "subjects.csv"
    table.write_text(f"{HEAD}1,concept,LIGHT,,list\n2,concept,LIGHT,,list\n", encoding="utf-8")
    assert read_thesaurus(table).find("LIGHT") == ""


def test_the_way_up_ends_at_a_domain() -> None:
    """A category's way up is its domain; a concept's is known only where a source gives it."""
    above = load_thesaurus().above("http://metadata.un.org/thesaurus/010300")
    assert [concept.label for concept in above] == ["POLITICAL AND LEGAL QUESTIONS"]
    assert load_thesaurus().above("http://metadata.un.org/thesaurus/none") == ()


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("1,concept,LIGHT,,\n", "without number, label or source"),
        ("x,concept,LIGHT,,list\n", "without number, label or source"),
        ("1,concept,LIGHT,,list\n1,concept,LAMPS,,list\n", "1 stands twice"),
        ("1,concept,LIGHT,7,list\n", "unknown broader 7"),
        ("1,concept,LIGHT\n", "too many or too few cells"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, rows: str, what: str) -> None:
    """The error says the table and the line."""
    table = tmp_path / "subjects.csv"
    table.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(DataError, match=what) as fault:
        read_thesaurus(table)
    assert str(table) in fault.value.where


def test_a_concept_has_labels_in_other_languages_or_none() -> None:
    """None in French, whose accents no copy has."""
    relations = load_thesaurus().find("SOUTH-SOUTH RELATIONS")
    assert [label_in(language, relations) for language in ("ru", "ar", "zh", "fr")] == [
        "Отношения между странами Юга",
        "العلاقات بين بلدان الجنوب",
        "南南关系",
        "",
    ]
    assert label_in("ru", "http://example.org/lamps") == ""


@pytest.mark.parametrize("row", ["2,лампы,,,list\n", "1,,,,list\n", "1,лампы,,,\n", "1,лампы,,,list\n" * 2])
def test_a_broken_row_of_labels_is_named(tmp_path: Path, row: str) -> None:
    """Of an unknown concept, without a label, without a source, twice."""
    (tmp_path / "subjects.csv").write_text(f"{HEAD}1,concept,LAMPS,,list\n", encoding="utf-8")
    labels = tmp_path / "labels.csv"
    labels.write_text(f"number,ru,ar,zh,source\n{row}", encoding="utf-8")
    with pytest.raises(DataError, match="labels of"):
        read_labels(labels, read_thesaurus(tmp_path / "subjects.csv"))


@pytest.mark.parametrize("number", ["0", "none", "1"])
def test_a_goal_has_a_row_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    """A number that is none, or another row's."""
    head, first, _ = data("authorities", "goals.csv").read_text(encoding="utf-8").split("\n", 2)
    (tmp_path / "goals.csv").write_text(f"{head}\n{first}\n{number}{first[first.index(',') :]}\n", encoding="utf-8")
    monkeypatch.setattr("lod.data.subjects.data", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(DataError, match=rf"goals\.csv:3: goal '{number}'"):
        load_goals.__wrapped__()


def test_there_are_seventeen_goals_in_six_languages() -> None:
    goals = load_goals()
    assert list(goals) == list(range(1, 18))
    assert all(
        [language for language, _ in goal.wordings] == ["en", "fr", "es", "ru", "ar", "zh"] for goal in goals.values()
    )
    assert goals[6].iri == "http://metadata.un.org/sdg/6"
