"""Words as they are looked up."""

import pytest

from lod.publish.search.words import LONGEST, find_words

CASES = {
    "Requests the Secretary\u2011General": {"requests", "the", "secretary", "general"},
    "Pérez-Guerrero": {"perez", "guerrero"},
    "Pe\u0301rez": {"perez"},
    "l’Organisation des Nations Unies": {"organisation", "des", "nations", "unies"},
    "Резолюция": {"резолюция"},
    "الجمعية العامة": {"جمعية", "عامة"},
    "大会，第七十八届": {"大会", "第七", "七十", "十八", "八届"},
    "2030 Agenda, § 5": {"2030", "agenda"},
}


@pytest.mark.parametrize("text", CASES)
def test_words_have_one_form_in_each_script(text: str) -> None:
    """Small letters, no accents, no Arabic article, Chinese in pairs; single letters and digits are left out."""
    assert find_words(text) == CASES[text]


def test_a_word_without_end_is_cut() -> None:
    assert find_words("x" * 5000) == {"x" * LONGEST}
