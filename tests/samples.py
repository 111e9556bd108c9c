"""Readings that many tests share: the bundled resolution, and invented texts in the style of resolutions."""

from functools import cache
from pathlib import Path

from lod.annotate.annotate import annotate
from lod.data.files import data
from lod.model.annotations import Annotations
from lod.model.resolution import Part, Resolution, Source
from lod.read.source import decode_source, load_source
from lod.read.text.read import read_text

#: The folder of the tests: cases/ and files/ stand there.
TESTS = Path(__file__).parent
BUNDLED = data("sources", "A_RES_68_230.txt")


@cache
def bundled() -> Resolution:
    """A/RES/68/230, read from the bundled text."""
    return read_text(load_source(BUNDLED))


@cache
def bundled_annotations() -> Annotations:
    """What the layers find in A/RES/68/230."""
    return annotate(bundled())


def parts(resolution: Resolution) -> dict[str, Part]:
    """All parts by place."""
    return {part.place: part for part in resolution.walk()}


def source(text: str, name: str = "invented.txt") -> Source:
    """A source of an invented text."""
    return decode_source(text.encode(), name)


def resolution(body: str, title: str = "Care of rivers", number: str = "90/1") -> Resolution:
    """The tree of an invented resolution with a masthead of our own round some body."""
    session = "Ninetieth session"
    head = (
        f"United Nations A/RES/{number}\n\nDistr.: General\n3 March 2036\n\n{session}\nAgenda item 20 (c)\nRivers\n\n"
    )
    adopted = "Resolution adopted by the General Assembly\non 20 February 2036\n\n"
    committee = "[on the report of the Second Committee (A/90/400, para. 8)]\n\n"
    closing = "\n\n70th plenary meeting\n20 February 2036\n"
    text = f"{head}{adopted}{committee}{number}. {title}\n\nThe General Assembly,\n\n{body}{closing}"
    return read_text(source(text))


def operative(*paragraphs: str) -> Resolution:
    """An invented resolution with numbered paragraphs."""
    return resolution("\n\n".join(f"{number}. {words}" for number, words in enumerate(paragraphs, 1)))
