"""Words as they are looked up: in small letters, without accents, in any script.

`site/scripts/words.ts` makes the same of what a person types; a test holds both to one table of cases.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 40  # characters of a word
#: A letter or number with the marks that hang on it.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f\u0640\u064b-\u065f\u0670]*+)++")
_MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_HAN = re.compile(r"[\u3400-\u9fff]++")
_ARTICLE = re.compile(r"\u0648?\u0627\u0644(?=.{3})")  # the Arabic article, with "and" before it


def find_words(text: str) -> set[str]:
    """The words of a text, each once; Chinese in pairs of signs, since it parts no words.

    >>> sorted(find_words("Pérez‑Guerrero’s Trust Fund, 2030"))
    ['2030', 'fund', 'guerrero', 'perez', 'trust']
    >>> sorted(find_words("人工智能"))
    ['人工', '工智', '智能']
    """
    return {word for printed in _WORD.findall(text) for word in plain_words(printed)}


@lru_cache(maxsize=1 << 16)
def plain_words(printed: str) -> tuple[str, ...]:
    """What a printed word is looked up by; nothing for single letters."""
    word = printed.lower() if printed.isascii() else _folded(printed)
    if han := _HAN.findall(word):
        return tuple(pair for run in han for pair in _pairs(run))
    word = _ARTICLE.sub("", word, count=1) if word[:1] in "\u0627\u0648" else word
    return (word[:LONGEST],) if len(word) > 1 else ()


def _folded(printed: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", printed).lower())


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[at : at + 2] for at in range(len(run) - 1)) or (run,)
