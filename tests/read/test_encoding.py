"""Each encoding that people's files have: read where it can be nothing else, refused with its true reason elsewhere."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.errors import SourceError
from lod.read.encoding import encoding_of
from lod.read.read import read_bytes

ENGLISH = "United Nations A/RES/90/2\n\n90/2. Care of lakes\n\nThe General Assembly,\n\n1. Decides to care.\n"
QUOTING = ENGLISH.replace("care.", "care for “Lakes” – the States’ own.")
FRENCH = (
    "L’Assemblée générale,\n\nRéaffirmant les buts énoncés à l’article premier,\n\n1. Décide d’examiner la question\n"
)
RUSSIAN = (
    "Генеральная Ассамблея,\n\nнапоминая о своей резолюции 68/230,\n\n1. постановляет рассмотреть вопрос об озерах;\n"
)
CHINESE = "大会，\n\n回顾其第68/230号决议，\n\n1. 决定审议题为“湖泊”的一个项目；\n"
ARABIC = "إن الجمعية العامة،\n\nإذ تشير إلى قرارها 68/230،\n\n1 - تقرر أن تنظر في البند المعنون البحيرات؛\n"
#: What a text is, and its encoding.
READ = {
    "UTF-8": (QUOTING, "utf-8"),
    "UTF-8 with its mark": (QUOTING, "utf-8-sig"),
    "UTF-16 with its mark": (QUOTING, "utf-16"),
    "UTF-16 without mark, little end first": (QUOTING, "utf-16-le"),
    "UTF-16 without mark, big end first": (QUOTING, "utf-16-be"),
    "Chinese UTF-16 without mark": (CHINESE, "utf-16-le"),
    "Chinese UTF-16 without mark, big end first": (CHINESE, "utf-16-be"),
    "Russian UTF-16 without mark": (RUSSIAN, "utf-16-le"),
    "Arabic UTF-16 without mark": (ARABIC, "utf-16-be"),
    "UTF-32 with its mark": (QUOTING, "utf-32"),
    "UTF-32 without mark": (QUOTING, "utf-32-le"),
    "Chinese UTF-32 without mark": (CHINESE, "utf-32-be"),
    "Windows-1252": (QUOTING, "cp1252"),
    "French in Windows-1252": (FRENCH, "cp1252"),
    "French in Latin-1": (FRENCH.replace("’", "'"), "latin-1"),
}
#: Bytes that are refused, and what is said of them.
REFUSED = {
    "Russian of Windows": (RUSSIAN.encode("cp1251"), "seems to be WINDOWS-1251 .Cyrillic.*iconv -f WINDOWS-1251"),
    "Chinese of Windows": (CHINESE.encode("gb18030"), "seems to be GB18030 .Chinese"),
    "Arabic of Windows": (ARABIC.encode("cp1256"), "seems to be WINDOWS-1256 .Arabic"),
    "French of an old Macintosh": (FRENCH.encode("mac-roman"), "seems to be MACINTOSH"),
    "UTF-8 with a broken character": (FRENCH.encode()[:-1] + b"\xc3", "broken character: byte"),
    "UTF-8 cut amid a character": (RUSSIAN.encode() + b"\xd0", "broken character: byte"),
    "undefined bytes": (ENGLISH.encode() + b"\x81\x8d\x9d", "is not UTF-8 text: byte"),
    "UTF-16 with half a character": (b"\xff\xfe" + ENGLISH.encode("utf-16-le") + b"\x00\xd8", "is not UTF-16 text"),
    "UTF-32 cut amid a character": (ENGLISH.encode("utf-32") + b"\x00", "is not UTF-32 text"),
    "a binary file": (bytes(range(256)) * 20, "is a binary file"),
    "zeros": (bytes(1000), "is a binary file"),
}


def decoded(content: bytes) -> str:
    return content.decode(encoding_of(content, "a.txt"))


@pytest.mark.parametrize(("text", "encoding"), READ.values(), ids=READ)
def test_an_encoding_that_can_be_nothing_else_is_read(text: str, encoding: str) -> None:
    """Every character is the one that was written."""
    assert decoded(text.encode(encoding)).removeprefix("\ufeff") == text


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_another_encoding_is_refused_with_its_true_reason(content: bytes, said: str) -> None:
    """The error says what it seems to be, where that shows, and how to turn it into UTF-8."""
    with pytest.raises(SourceError, match=said):
        encoding_of(content, "a.txt")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32", "cp1252"])
def test_a_resolution_is_read_in_each(encoding: str) -> None:
    """From bytes to paragraphs, as `lod parse` and a build do it."""
    made = read_bytes(QUOTING.encode(encoding), "a.txt")
    assert made.masthead.symbol == "A/RES/90/2"
    assert [part.passage.text for part in made.walk()][-1].endswith("“Lakes” – the States’ own.")


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    """Any bytes are read, and encoded again are the same bytes, or refused; nothing else happens."""
    with suppress(SourceError):
        assert decoded(content).encode(encoding_of(content, "a.txt")) == content


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")))
def test_every_text_in_utf_8_is_read_as_it_stands(text: str) -> None:
    """Where no zeros make it look wide, UTF-8 stays UTF-8."""
    assert decoded(text.encode()) == text
