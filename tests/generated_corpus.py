"""Invented resolutions by the thousand, as text of a PDF: python -m tests.generated_corpus COUNT FOLDER [SEED]

They are long as those of session 78 are (half of them over 1,700 words, a tenth over 6,500) and as dense: as many
paragraphs, acts, citations and mentions, and so as many statements. They come in series that cite the one before, cite
others by number and date, ask for reports and contributions, and hold notes. The same seed gives
the same bytes. The words are those of tests/files/generated.toml.
"""

import random
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from lod.data.files import read_toml
from lod.data.ordinals import format_ordinal
from tests.samples import TESTS

WORDS = TESTS / "files" / "generated.toml"
#: Resolutions of a session, so that a corpus of 10,000 has 40 sessions.
A_SESSION = 250
FIRST_SESSION = 60
#: Words of a resolution: the logarithm is spread about this median so that a tenth are four times as long.
MEDIAN, SPREAD = 1741, 1.03
LONGEST = 30_000
#: Clauses of a sentence, so that paragraphs are as long as those of session 78: 60 words at the mean.
CLAUSES = (2, 7)


class Generated(Struct, frozen=True):
    """A resolution's session and number; its place among all tells its series, date and length."""

    session: int
    number: int

    @property
    def symbol(self) -> str:
        return f"{self.session}/{self.number}"

    @property
    def name(self) -> str:
        return f"A_RES_{self.session}_{self.number}.txt"

    @property
    def adopted(self) -> str:
        return f"{1 + self.number % 28} December {1945 + self.session}"

    @property
    def dated(self) -> str:
        return f"{self.symbol} of {self.adopted}"


@cache
def words() -> dict[str, Any]:
    """What sentences are made of."""
    return read_toml(WORDS)


def generate(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """(name of the file, text) of each of `count` resolutions."""
    for place in range(count):
        made = Generated(FIRST_SESSION + place // A_SESSION, 1 + place % A_SESSION)
        yield made.name, _text(made, random.Random(f"{seed} {made.symbol}"))


def _title(made: Generated) -> str:
    """The title of a series, the same in each session."""
    given = words()
    work, rest = made.number % len(given["works"]), made.number // len(given["works"])
    thing, place = made.number % len(given["things"]), rest % len(given["places"])
    return f"{given['works'][work]} of {given['things'][thing]}{given['places'][place]}"


def _text(made: Generated, chance: random.Random) -> str:
    draft = _Draft(made, chance)
    paragraphs = list(draft.paragraphs())
    notes = [f"{number} A/{made.session}/{made.number + number}." for number in range(1, draft.notes + 1)]
    head = [
        f"United Nations A/RES/{made.symbol}",
        "General Assembly\nDistr.: General",
        f"{format_ordinal(made.session).capitalize()} session\nAgenda item {1 + made.number % 130}",
        f"Resolution adopted by the General Assembly on {made.adopted}",
        f"[on the report of the {chance.choice(words()['committees'])} (A/{made.session}/{400 + made.number})]",
        f"{made.symbol}. {_title(made)}",
        "The General Assembly,",
    ]
    return "\n\n".join([*head, *(textwrap.fill(text, 90) for text in paragraphs), "__________________", *notes]) + "\n"


class _Draft:
    """The paragraphs of one resolution, as they are made."""

    def __init__(self, made: Generated, chance: random.Random) -> None:
        self.made, self.chance, self.notes = made, chance, 0

    def paragraphs(self) -> Iterator[str]:
        """About a third of the words in the preamble, the rest in numbered paragraphs; the last one is the agenda's."""
        length = min(LONGEST, int(self.chance.lognormvariate(0, SPREAD) * MEDIAN))
        yield from self._until(length // 3, "preamble", first=0)
        numbered = [*self._until(2 * length // 3, "operative"), self._filled(words()["last"])]
        yield from (f"{number}. {text}" for number, text in enumerate(numbered, 1))

    def _until(self, length: int, kind: str, first: int | None = None) -> Iterator[str]:
        """Paragraphs of a kind until there are so many words, one at least."""
        forms, made = words()[kind], 0
        while not made or made < length:
            text = self._filled(self.chance.choice(forms) if made or first is None else forms[first])
            made += len(text.split())
            yield text

    def _filled(self, form: str) -> str:
        """A form with each of its places filled anew."""
        while "{" in form:
            start, end = form.index("{"), form.index("}")
            form = f"{form[:start]}{self._said(form[start + 1 : end])}{form[end + 1 :]}"
        return form

    def _clause(self) -> str:
        parts = (("", "subjects"), (" ", "verbs"), (" ", "objects"), ("", "tails"))
        return "".join(f"{start}{self.chance.choice(words()[kind])}" for start, kind in parts)

    def _said(self, place: str) -> str:
        made, given = self.made, words()
        match place:
            case "words":
                return ", and that ".join(self._clause() for _ in range(self.chance.randint(*CLAUSES)))
            case "actor":
                return str(self.chance.choice(given["actors"]))
            case "title":
                return _title(made)[0].lower() + _title(made)[1:]
            case "Title":
                return _title(made)
            case "earlier":
                return Generated(made.session - 1, made.number).dated
            case "other":
                session = made.session - self.chance.randint(1, 12)
                return Generated(session, self.chance.randint(1, A_SESSION)).dated
            case "next":
                return format_ordinal(made.session + 1)
            case "note":
                self.notes += 1
                return f" {self.notes}"
        raise KeyError(f"{WORDS}: {{{place}}} is no place (see the first lines of the file)")


def write(count: int, folder: Path, seed: int = 0) -> None:
    """Write the files of `count` resolutions into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in generate(count, seed):
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), int((sys.argv[3:] or ["0"])[0]))
