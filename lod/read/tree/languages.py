"""Fixed wording of resolutions in the six languages: opener, masthead, closing line, headings.

The words are data: `lod/data/reading/languages.toml`. What stands between them (numbers, symbols, the order of things)
is the same in all languages, and the readers' own.
"""

import datetime as dt
import re
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from lod.data.calendar import load_months
from lod.data.files import data, read_toml
from lod.data.fragments import fill
from lod.model.errors import DataError

ENGLISH = "en"
#: Signs that end a sentence or a clause, commas, and colons of the six languages.
STOPS, COMMAS, COLONS = ".;?!。；؛؟", ",،，、", ":："
#: Signs that may end a heading too.
QUESTIONS = ("?", "？", "؟")
#: Signs that set the direction of writing, and are no words.
MARKS_OF_DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_FLAGS = re.VERBOSE | re.IGNORECASE


class Frame(Struct, frozen=True):
    """The words of one language; patterns name what they find as the masthead's fields are named."""

    language: str
    capitals: bool  # whether paragraphs begin with a capital
    months: tuple[str, ...]
    opener: re.Pattern[str]  # "The General Assembly," on a line of its own: groups opener, organ
    agenda: re.Pattern[str]
    issued: re.Pattern[str]
    adopted: re.Pattern[str]
    brackets: re.Pattern[str]
    committee: re.Pattern[str]
    closing: re.Pattern[str]
    closing_in_words: re.Pattern[str]  # the same where the meeting is counted in words
    annex: re.Pattern[str]
    heading: str  # what an annex is called
    preambular: re.Pattern[str]  # how a preambular paragraph begins
    opening: re.Pattern[str]  # how one begins for sure, whatever stands before it
    resolution: re.Pattern[str]  # the word that makes a number a resolution's
    decision: re.Pattern[str]
    bodies: Mapping[str, re.Pattern[str]]  # slug of an organ -> how texts name it
    draft: re.Pattern[str]  # "draft resolution", behind its sponsors
    adopted_at: re.Pattern[str]  # a line below the text that tells meeting and vote, and no date
    names: re.Pattern[str]  # an organ's name at the beginning of a paragraph
    short: re.Pattern[str]  # the same in short
    statement: re.Pattern[str]  # how a president's statement tells its meeting and date
    fields: re.Pattern[str]  # a date's day, month and year
    organs: Mapping[str, str]  # opener without its comma -> slug of the organ
    committees: Mapping[str, str]  # as printed -> English name

    def find_opener(self, text: str, end: int = sys.maxsize) -> re.Match[str] | None:
        """The line that opens the text, before `end`: "The General Assembly,".

        Some mastheads print the organ's name alone on a line as well: what stands behind the line of adoption, or has
        its comma, opens the text.
        """
        adopted = self.adopted.search(text, 0, end)
        for match in self.opener.finditer(text, 0, end):
            behind = adopted is not None and match.start() >= adopted.end()
            if behind or match["comma"] or (self.language == ENGLISH and adopted is None):
                return match
        return None

    def names_organ(self, words: str) -> bool:
        """Whether words begin with an organ's name, whole or in short.

        >>> [frames()["en"].names_organ(words) for words in ("“The Council notes", "The Security Council", "The Board")]
        [True, True, False]
        """
        return (self.names.match(words) or self.short.match(words)) is not None

    def organ(self, words: str) -> str:
        """The slug of the organ that words name, with or without their article; "" for none."""
        wanted = squeeze(words)
        return next((slug for name, slug in self.organs.items() if squeeze(name).endswith(wanted) and wanted), "")

    def date(self, words: str) -> dt.date | None:
        """The date in some words of this language, or in English; None where there is none of the calendar."""
        found = self.fields.search(words)
        if not found:
            return None if self.language == ENGLISH else frames()[ENGLISH].date(words)
        month = next(n for n, name in enumerate(self.months, 1) if re.fullmatch(name, found["month"], re.IGNORECASE))
        try:
            return dt.date(int(found["year"]), month, int(found["day"]))
        except ValueError:
            return None


@cache
def frames() -> Mapping[str, Frame]:
    """The frames by language, English first; raises DataError for a table that lacks something."""
    path = data("reading", "languages.toml")
    tables = read_toml(path)
    english = fill(tables[ENGLISH]["date"], {"months": _any(load_months()[ENGLISH])})
    try:
        return {language: _frame(language, table, english) for language, table in tables.items()}
    except (KeyError, re.error) as fault:
        raise DataError(
            f"{type(fault).__name__}: {fault}", str(path), "give each language every key of [en]"
        ) from fault


def frame_of(text: str) -> Frame:
    """The frame whose opener stands first in a text; the English one where none does.

    The English opener is looked for first, the others only before it: few texts are long up to their opener.
    """
    first, end = frames()[ENGLISH], len(text)
    for frame in frames().values():
        if match := frame.find_opener(text, end):
            first, end = frame, match.start()
    return first


@cache
def annexes() -> re.Pattern[str]:
    """An annex's heading in any language: "Annex II", "Приложение"."""
    patterns = (re.sub(r"\?P<\w+>", "?:", frame.annex.pattern) for frame in frames().values())
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.VERBOSE)


def _frame(language: str, table: Mapping[str, Any], english: str) -> Frame:
    months = load_months()[language]
    fragments = {"english": f"(?:{english})", "date": f"(?:{table['date']})", "months": _any(months)}
    made = {
        key: re.compile(fill(table[key], fragments), _FLAGS)
        for key in (
            "agenda",
            "issued",
            "adopted",
            "brackets",
            "committee",
            "closing",
            "fields",
            "resolution",
            "decision",
            "draft",
        )
    }
    made["closing_in_words"] = re.compile(fill(table.get("closing_in_words", "(?!)"), fragments), re.VERBOSE)
    made["adopted_at"] = re.compile(fill(table.get("adopted_at", "(?!)"), fragments), re.VERBOSE | re.MULTILINE)
    made["short"] = re.compile(table["short"], re.VERBOSE)
    made["statement"] = re.compile(fill(table.get("statement", "(?!)"), fragments), _FLAGS)
    names = _any(r"\s+".join(map(re.escape, name.split())).replace("’", "[’']") for name in table["organs"])
    opener = (
        rf"^[^\w\n]*(?P<opener>(?P<organ>{names})\*?\s{{0,200}}(?P<comma>[{COMMAS}])?)\*?[ \t{MARKS_OF_DIRECTION}]*$"
    )
    made["names"] = re.compile(rf"[“\"«(]?(?:{names})\b")
    return Frame(
        language=language,
        capitals=table["capitals"],
        months=months,
        opener=re.compile(opener, re.MULTILINE | re.IGNORECASE),
        heading=table["heading"],
        annex=re.compile(table["annex"], re.VERBOSE),
        preambular=re.compile(table["preambular"], re.VERBOSE),
        opening=re.compile(table["opening"], re.VERBOSE),
        bodies={slug: re.compile(name, re.VERBOSE) for slug, name in table["bodies"].items()},
        organs=table["organs"],
        committees=table.get("committees", {}),
        **made,
    )


def _any(words: Any) -> str:
    return "|".join(words)


_SIGNS = re.compile(r"[\W_]+")


def squeeze(words: str) -> str:
    """Letters and digits only, in lower case: what the layout of a page leaves as it is."""
    return _SIGNS.sub("", words).lower()


#: A line's end amid Chinese.
_WRAPPED_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s+(?=[\u2e80-\u9fff\uff00-\uffef])")


def join_han(words: str) -> str:
    """Words without spaces amid Chinese, where a line ended in the source.

    >>> join_han("南南 合作 UNDP 报告")
    '南南合作 UNDP 报告'
    """
    return _WRAPPED_HAN.sub("", words)
