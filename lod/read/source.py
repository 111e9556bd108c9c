"""Bytes to a source: what can be read as text is, and what cannot is named with the mend."""

import hashlib
import re
import unicodedata
from html import unescape
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from lod.model.errors import SourceError, legible
from lod.model.resolution import Source
from lod.read.encoding import decode

#: Names of files that a folder is searched for.
SUFFIXES = (".txt", ".md", ".xml", ".pdf")

#: Letters in the shapes of a typeface: ligatures as "\ufb01", Arabic letters as they join; and those that tell them.
_SHAPED = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
_COMMON_SHAPES = "\ufb00\ufb01\ufb02\ufb03\ufe8d\ufe8e\ufedf"
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|hellip|shy);")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\(<?https?:[^()\s]*(?:\([^()\s]*\)[^()\s]*)*>?(?:\s\"[^\"\n]*\")?\)")
#: It begins with what can begin it, and looks back then: so it is found several times as fast.
_STRONG = re.compile(r"(\*(?<![*_\w]\*)\*{1,2}|_(?<![*_\w]_)_{0,2})(?=[^\s*_])([^*_\n]{1,300})(?<=[^\s*_])\1(?![*_\w])")
_QUOTING = re.compile(r"(?:>\s?)+")
_BROKEN = 0.2  # share of lines, at least, that break a sentence off where pages are set in lines
_SHORTEST, _LONGEST = 20, 200  # characters of a printed line whose sentence goes on, in scripts without case
#: Accents that stand behind their letter: grave, acute, circumflex, tilde, breve, diaeresis, ring, cedilla, hamza.
_COMBINING = "\u0300\u0301\u0302\u0303\u0306\u0308\u030a\u0327\u0653\u0654\u0655"
_SOFT_AMID = re.compile(r"\u00ad(?=[^\W\d_])")


def load_source(path: Path) -> Source:
    """The source in a text file; raises SourceError."""
    return decode_text(load_bytes(path), legible(path.name))


def load_bytes(path: Path) -> bytes:
    """A file's bytes; raises SourceError where there is no such file, it may not be read, or it is a folder."""
    if path.is_dir():
        if any(file.suffix.lower() in SUFFIXES for file in path.rglob("*")):
            raise SourceError("is a folder", str(path), "give one file of it")
        raise SourceError(f"no {', '.join(SUFFIXES)} in it", str(path), "give files, or a folder that holds some")
    try:
        return path.read_bytes()
    except OSError as fault:
        raise SourceError(f"cannot be read: {fault.strerror}", str(path), "give the path of a readable file") from fault


def decode_source(content: bytes, name: str) -> Source:
    """The source in bytes, in one of the encodings that are known here; line ends become "\\n".

    Raises SourceError for nothing, for what is binary and for another encoding.

    >>> decode_source(b"\\xef\\xbb\\xbfThe General Assembly,\\r\\n", "a.txt").text
    'The General Assembly,\\n'
    """
    text = decode(content, name).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError("is empty", name, "give the text, PDF or XML of a resolution")
    return Source(name, text, hashlib.sha256(content).hexdigest())


def decode_text(content: bytes, name: str) -> Source:
    """The source in the bytes of a text, its words in plain signs and its lines one below the other.

    Raises SourceError as `decode_source` does.
    """
    source = decode_source(content, name)
    return replace(source, text=_single_spaced(plain(_unwrapped(source.text))))


def _unwrapped(text: str) -> str:
    """The words of a text without what Markdown, the web and mail put round them.

    Single stars stay: they may be marks of notes.

    >>> _unwrapped("**1.** _Recalls_ [70/1](https://docs.un.org/A/RES/70/1)&nbsp;of 2015")
    '1. Recalls 70/1\\xa0of 2015'
    >>> _unwrapped("> Recalls\\n> it")
    'Recalls\\nit'
    """
    if _ENTITY.search(text):
        text = unescape(text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text or "_" in text:
        text = _STRONG.sub(r"\2", text)
    if text.startswith(">"):
        lines = text.split("\n")
        if all(line.startswith(">") or not line.strip() for line in lines):
            return "\n".join(_QUOTING.sub("", line) for line in lines)
    return text


def _single_spaced(text: str) -> str:
    """A text whose lines are each set apart by a blank, sentences broken over them, as one line under the other.

    Where more blanks stand, the rest of them are kept.
    """
    lines = text.split("\n")
    if any(line.strip() and following.strip() for line, following in pairwise(lines)):
        return text
    worded = [line.strip() for line in lines if line.strip()]
    if sum(_is_broken(line, following) for line, following in pairwise(worded)) < _BROKEN * len(worded):
        return text
    return "\n".join(line for before, line in pairwise(["", *lines]) if line.strip() or not before.strip())


def _is_broken(line: str, following: str) -> bool:
    """Whether a sentence goes on from a line to the next; where letters have no case, from a line long enough."""
    first = following[0]
    if first.islower():
        return line[-1].isalnum()
    caseless = first.isalpha() and first.upper() == first.lower()
    return caseless and line[-1].isalnum() and _SHORTEST <= len(line) <= _LONGEST


def plain(text: str) -> str:
    """The same words in the signs that readers know: letters composed and unjoined, no hyphens that print nothing.

    Some programs give a page's ligatures, joined Arabic letters and accents as signs of their own, and keep the soft
    hyphens at which a word might have been broken and was not.

    >>> plain("\ufb01nancial o\ufb03ces"), plain("Re\u0301publique"), plain("Gen\u00aderal"), plain("\ufe97\ufe8e")
    ('financial offices', 'République', 'General', 'تا')
    """
    if text.isascii():
        return text
    if any(sign in text for sign in _COMMON_SHAPES):
        text = _SHAPED.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)
    if "\u00ad" in text:
        text = _SOFT_AMID.sub("", text)
    return unicodedata.normalize("NFC", text) if any(sign in text for sign in _COMBINING) else text
