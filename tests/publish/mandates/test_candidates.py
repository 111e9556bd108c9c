"""Tables of candidates over all texts: what they hold, and what they leave out."""

from msgspec.structs import replace

from lod.model.resolution import Resolution
from lod.publish.index import Index
from lod.publish.mandates.candidates import candidate_tables
from tests.publish.mandates.samples import indexed, text

BEFORE = "Recalling its resolution 90/1 of 20 February 2036,\n\n"


def rows(index: Index, name: str) -> list[list[str]]:
    """The rows of a table; none where it has none."""
    found = [table for table in candidate_tables(index.sheets, index) if table.name == name]
    return [[cell.words for cell in row] for table in found for row in table.rows]


def asks(what: str, due: str = "ninety-second") -> str:
    return f"1. Requests the Secretary-General to submit to the General Assembly at its {due} session {what}."


def test_what_is_asked_in_the_same_words_again_is_repeated() -> None:
    """But for sessions and dates; the count is of texts on end."""
    years = [text("90/1", asks("a report on rivers"), 2036)]
    years += [text("91/1", BEFORE + asks("a report on rivers", "ninety-third"), 2037)]
    years += [text("92/1", BEFORE.replace("90/1", "91/1") + asks("a report on rivers", "ninety-fourth"), 2038)]
    assert [(row[0], row[2]) for row in rows(indexed(years), "repeated")] == [("A/RES/91/1", "2"), ("A/RES/92/1", "3")]


def test_a_report_in_other_words_is_not_repeated() -> None:
    other = text("91/1", BEFORE + asks("a report on rivers and on the lakes into which they flow"), 2037)
    assert rows(indexed([text("90/1", asks("a report on rivers"), 2036), other]), "repeated") == []


def test_a_list_is_repeated_where_its_points_are() -> None:
    """A point that is new, that is gone, or in other words makes it another mandate."""
    lead = "1. Requests the Secretary-General:\n\n"
    old = text("90/1", f"{lead}(a) To count the otters of all ports;\n\n(b) To feed the fish of the lakes.", 2036)
    for points, count in (
        ("(a) To count the otters of all ports;\n\n(b) To feed the fish of the lakes.", 1),
        ("(a) To count the otters of all ports;\n\n(b) To feed the fish of the lakes in spring.", 0),
        ("(a) To count the otters of all ports;\n\n(b) To feed the fish of the lakes;\n\n(c) To plant trees.", 0),
        ("(a) To count the otters of all ports.", 0),
    ):
        new = text("91/1", BEFORE + lead + points, 2037)
        assert len(rows(indexed([old, new]), "repeated")) == count, points


def test_two_requests_in_like_words_are_shown_side_by_side() -> None:
    one = text("90/1", asks("a report on the care of otters and rivers"), 2036, "Rivers")
    two = text("90/2", asks("a comprehensive report on the care of rivers and otters"), 2036, "Otters")
    (found,) = rows(indexed([one, two]), "same-report")
    assert (found[0], found[3], found[-1]) == ("A/RES/90/1", "A/RES/90/2", "words")


def test_requests_that_share_only_common_words_are_not() -> None:
    """Nor those for two sessions, for two names, or whose words lead elsewhere."""
    for one, two, due in (
        ("a report on the implementation of the present resolution",) * 2 + ("ninety-second",),
        ("a report on the care of otters and rivers",) * 2 + ("ninety-third",),
        ("a report on the otters of Uganda", "a report on the otters of Chile", "ninety-second"),
        ("a report on this matter",) * 2 + ("ninety-second",),
    ):
        pair = [text("90/1", asks(one), 2036, "Rivers"), text("90/2", asks(two, due), 2036, "Otters")]
        assert rows(indexed(pair), "same-report") == [], one


def test_an_end_before_the_last_day_of_the_data_has_passed() -> None:
    ends = text("90/1", "1. Decides to extend the mandate of the Board until 31 December 2036.", 2036)
    later = text("92/1", "1. Decides to act.", 2038, "Lamps")
    assert [row[2] for row in rows(indexed([ends, later]), "ended")] == ["until 31 December 2036"]
    assert rows(indexed([ends]), "ended") == []


def test_an_end_is_not_held_to_have_passed_where_a_later_text_of_the_series_is_held() -> None:
    ends = text("90/1", "1. Decides to extend the mandate of the Board until 31 December 2036.", 2036)
    renewed = text("92/1", f"{BEFORE}1. Decides to extend the mandate of the Board until 31 December 2040.", 2038)
    assert rows(indexed([ends, renewed]), "ended") == []


def test_resolutions_that_ask_without_a_review_clause_are_listed() -> None:
    none = text("90/1", asks("a report on rivers"), 2036)
    one = text("90/2", f"{asks('a report on lamps')[:-1]};\n\n2. Decides to review the matter every two years.", 2036)
    assert [row[0] for row in rows(indexed([none, one]), "no-review")] == ["A/RES/90/1"]


def test_a_request_without_answer_is_listed_where_the_later_text_is_held() -> None:
    """One that is answered, and one whose later text the data lack, are not."""
    asked = text("90/1", asks("a report on rivers", "ninety-first"), 2036)
    silent = text("91/1", f"{BEFORE}1. Decides to act.", 2037)
    noting = "Taking note of the report of the Secretary-General on rivers (A/91/55),\n\n"
    taken = text("91/1", f"{BEFORE}{noting}1. Decides to act.", 2037)
    assert [(row[0], row[-1]) for row in rows(indexed([asked, silent]), "not-cited")] == [("A/RES/90/1", "A/RES/91/1")]
    assert rows(indexed([asked, taken]), "not-cited") == rows(indexed([asked]), "not-cited") == []


def test_how_often_is_told_by_words_or_by_the_sessions_between() -> None:
    yearly = text("90/1", asks("a report on rivers", "ninety-first"), 2036)
    rarer = text("91/1", BEFORE + asks("a report on rivers", "ninety-third"), 2037)
    same = text("91/1", BEFORE + asks("a report on rivers", "ninety-second"), 2037)
    assert [row[2:4] for row in rows(indexed([yearly, rarer]), "periodicity")] == [
        ["due in the next session", ""],
        ["due two sessions later", "due in the next session"],
    ]
    assert rows(indexed([yearly, same]), "periodicity")[1][2:4] == ["due in the next session", "the same"]


def test_how_often_before_is_that_of_the_same_report() -> None:
    """Where one paragraph asked for several."""
    also = f"and also {asks('a report on lakes')[3:].replace('Requests', 'requests')}"
    both = text("90/1", f"{asks('a report on rivers', 'ninety-first')[:-1]}, {also}", 2036)
    lakes = text("91/1", BEFORE + asks("a report on lakes", "ninety-second"), 2037)
    assert [row[2:4] for row in rows(indexed([both, lakes]), "periodicity")][-1] == [
        "due in the next session",
        "due two sessions later",
    ]


def under(made: Resolution, *items: tuple[str, str]) -> Resolution:
    """A text under items: numbers and titles."""
    numbers, titles = zip(*items, strict=True)
    printed = replace(made.masthead, agenda_items=numbers, item_titles=titles, agenda_title=titles[0])
    return replace(made, masthead=printed)


def test_items_under_which_one_text_stands_are_told_through_the_years() -> None:
    """Whatever their numbers and hyphens are; a sub-item counts as its item, and is shown where the text stands."""
    first = under(text("90/1", "1. Decides to act.", 2036), ("7", "Clean-up of rivers"), ("9", "Lakes"))
    second = under(
        text("91/2", "1. Decides to act.", 2037), ("8", "Clean\u2011up of rivers"), ("12b", "Lakes: sweet lakes")
    )
    alone = under(text("91/1", "1. Decides to act.", 2037, "Lakes"), ("12a", "Lakes: salt"), ("12c", "Lakes: deep"))
    assert rows(indexed([first, second, alone]), "items") == [
        [
            "90, 91",
            "8 Clean\u2011up of rivers",
            "12b Lakes: sweet lakes",
            "A/RES/90/1, A/RES/91/2",
            "one text under both",
        ]
    ]


def test_items_between_which_a_series_went_are_told_where_both_are_left() -> None:
    """A step to an item that is new, or from one that is gone, joins nothing."""
    before = under(text("90/1", "1. Decides to act.", 2036), ("7", "Lakes"))
    after = under(text("91/1", BEFORE + "1. Decides to act.", 2037), ("8", "Rivers"))
    other = under(text("91/2", "1. Decides to act.", 2037, "Otters"), ("9", "Lakes"))
    assert rows(indexed([before, after, other]), "items") == [
        ["91", "9 Lakes", "8 Rivers", "A/RES/90/1, A/RES/91/1", "a series that went from one to the other"]
    ]
    assert rows(indexed([before, after]), "items") == []
    untitled = under(text("91/1", BEFORE + "1. Decides to act.", 2037), ("9a", ""))
    assert rows(indexed([before, untitled, other]), "items") == [], "a sub-item of the same item"
