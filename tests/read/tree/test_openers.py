"""How paragraphs open: every word of the table does, alone and behind an adverb."""

import pytest

from lod.data.files import data, read_toml
from lod.read.tree.openers import is_operative, is_preambular, participles

TABLE = read_toml(data("reading", "openers.toml"))
SURE = [*TABLE["preambular"]["participles"], *TABLE["preambular"]["words"]]


@pytest.mark.parametrize("word", SURE)
def test_a_preamble_opens_with_each_of_its_words(word: str) -> None:
    """In capitals, or behind one adverb or two; words that only begin so, and those amid a sentence, open nothing."""
    small = word.lower()
    for words in (f"{word} that", f"Deeply {small} that", f"Also and firmly {small} that", f"Fully {word} that"):
        assert participles().match(words), words
        assert is_preambular(words), words
    for words in (f"{word}x that", f"Also {small}x that", f"{small} that", f"also {small} that"):
        assert not participles().match(words), words


@pytest.mark.parametrize("word", TABLE["operative"]["words"])
def test_a_paragraph_opens_with_each_verb_of_the_organ(word: str) -> None:
    for words in (f"{word} that", f"Also {word.lower()} that", f"Once again {word.lower()} that", f"*{word}* that"):
        assert is_operative(words), words
    assert not is_operative(f"{word}x that")
