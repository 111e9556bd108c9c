"""Names of the tables in running text: whole, leftmost, longest, and by their place."""

import pytest

from lod.annotate.names.find import load_names
from lod.data.authorities import load_authorities

LONGER = (
    *("the Sea of Oman", "South Georgia", "pre-Chad", "Chad-based", "Chadian", "xChad", "River Jordan", "Chad-K 2"),
    *(
        f"{before} Chad"
        for before in ("Lake", "South", "North", "Southern", "Northern", "New", "the Gulf of", "American")
    ),
)


@pytest.mark.parametrize("words", LONGER)
def test_a_name_within_a_longer_one_is_none(words: str) -> None:
    """Another thing's name, a word joined by a hyphen, a part of a word."""
    assert load_names().find(words) == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Chad- and Niger-based", ["Chad"]),
        ("Regional commissions, regional commissions", ["Regional commissions", "regional commissions"]),
        ("the Regional Commissions Division", []),
        ("the Member States Division", ["Member States"]),
        ("chad", []),
        ("the Conference on the Least Developed Countries, and countries", ["countries"]),
        ("Women, Children and women: Children. Youth (Women)", ["Women", "women", "Children", "Youth", "Women"]),
        ("Meeting of the Littoral and Hinterland States of the Indian Ocean", []),
        ("the first Conference of States Parties, and States Parties", ["States Parties"]),
        ("the Local Communities and Indigenous Peoples Platform", []),
        ("Heads of States and Governments", ["Governments"]),
        ("Women Division", []),
        ("42 United States dollars for the United States Virgin Islands, and the Samoa Pathway", ["Samoa"]),
        ("the Secretary-General of the League of Rivers, and the Secretary-General", ["Secretary-General"]),
        ("the General Assembly of the United Nations", ["General Assembly", "United Nations"]),
        ("a Women", []),
        ("“Women” and Women: Women (Women)", ["Women", "Women", "Women"]),
        ("Boys & Women", []),
        ("Boys - Women", []),
        ("Boys/Women", []),
        ("the Boys’ Women", []),
        ("the WHO and the UN", ["WHO"]),  # what is shorter stands in running text for much else
    ],
)
def test_a_group_may_open_a_sentence_and_others_keep_their_capitals(words: str, found: list[str]) -> None:
    assert [words[name.start : name.end] for name in load_names().find(words)] == found


def test_the_name_with_which_words_begin_is_found_however_long() -> None:
    """By its place from there; within what was given, and nowhere else."""
    names = load_names()
    longest = max((label.text for one in load_authorities() for label in one.labels if label.language == "en"), key=len)
    for name, before in ((longest, ""), (longest, "in "), ("Chad", "in ")):
        found = names.first(f"{before}{name} and its neighbours", len(before), 10_000)
        assert found is not None
        assert (found.start, found.end) == (0, len(name))
    assert names.first("in Chad and", 0, 11) is None
    assert names.first("in Chad and", 3, 5) is None


def test_accents_and_apostrophes_are_read_however_they_are_printed() -> None:
    """Capitals lose their accents; typewriters have one apostrophe, and some hands turn it round."""
    names = load_names()
    for words in ("Côte d’Ivoire", "Côte d'Ivoire", "Côte d‘Ivoire"):
        assert [name.path for name in names.find(words)] == ["country/civ"]
        assert names.resolve(words) == names.resolve(words.upper()) == "country/civ"
    assert names.resolve("COTE D'IVOIRE") == "country/civ"


def test_words_are_resolved_whatever_their_article_and_case() -> None:
    names = load_names()
    for article in ("", "the ", "all ", "all the ", "The "):
        assert names.resolve(f"{article}specialized agencies") == "actor/specialized-agencies"
    for words in (
        "the Economic Commission for Africa",
        "economic commission  for Africa",
        "ECONOMIC COMMISSION FOR AFRICA",
    ):
        assert names.resolve(words) == "actor/eca"
    assert names.resolve("all Member States") == "actor/member-states"
    assert names.resolve("all the Member States of the Union") is None
