"""Grammar is data: the words of patterns stand in the tables of `lod/data/`, not in the code."""

from tests.literal_words import count_words

#: Lowered as modules give their words to the tables; in the end at most 500.
MOST = 240


def test_few_literal_words_stand_in_patterns_of_the_code() -> None:
    """Whoever adds words to a pattern in code is sent to `lod/data/phrases/`."""
    counts = count_words()
    assert counts.total() <= MOST, counts.most_common(5)
