"""Detection of encodings: UTF-8, UTF-16 and UTF-32 with or without their marks, and Windows-1252 where it is certain.

Governing texts: the Unicode Standard, 23.8 (byte order marks); WHATWG Encoding (windows-1252). An encoding is taken
where its bytes can be nothing else; another is refused, with what it seems to be and how to turn it into UTF-8.
"""

import codecs
import re
from shlex import quote

from lod.model.errors import SourceError

UTF8 = "utf-8"
WESTERN = "cp1252"
#: Codecs that take a mark for a character: a text encoded again has the file's bytes.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 8192  # bytes that tell the width of a character
#: Control characters that no text has; a share of them means a binary file.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_MOST_CONTROLS = 0.01
_MOST_WESTERN = 0.15  # share of signs beyond ASCII, at most: languages in Latin letters have fewer
#: A capital amid small letters, as "StateÕs" has it: the bytes of another encoding.
_MISREAD = re.compile(r"[a-z][À-ÞŠŽŸ][a-z]|[a-zà-ÿ][À-ÞŠŽŸ]\b|\bÕ|[¡-¿]{3}")
#: What else a text in the six languages may be: the codec, what people and `iconv` call it, the letters that tell it.
_OTHERS = (
    ("gb18030", "GB18030", "Chinese", re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]")),
    ("cp1251", "WINDOWS-1251", "Cyrillic", re.compile(r"[а-яё]")),
    ("cp1256", "WINDOWS-1256", "Arabic", re.compile(r"[\u0600-\u06ff]")),
    ("koi8-r", "KOI8-R", "Cyrillic", re.compile(r"[а-яё]")),
)
_LATIN = (("mac-roman", "MACINTOSH", "old Macintosh", re.compile(r"[éèêàçùôîïñóíáúü’“”–«»]")),)
_TELLING = 0.85  # share of the signs beyond ASCII that such letters are, at least


def wide_encoding(content: bytes) -> str:
    """The encoding of a text whose characters are of two or four bytes, by its mark or by where zeros stand; else "".

    >>> wide_encoding("1. Recalls".encode("utf-16-be")), wide_encoding("1. Recalls".encode("utf-32-le"))
    ('utf-16-be', 'utf-32-le')
    >>> wide_encoding(b"1. Recalls")
    ''
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    head = content[:_HEAD]
    if head.count(0) < len(head) * _MOST_CONTROLS or not head.count(0):
        return ""
    for at, encoding in ((3, "utf-32-le"), (0, "utf-32-be")):
        if len(head) % 4 == 0 and not head[at::4].strip(b"\0") and not head[abs(at - 1) :: 4].strip(b"\0"):
            return encoding if _is_text(head.decode(encoding, "replace")) else ""
    spaced = {encoding: _spaces(head, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    likely = max(spaced, key=lambda encoding: spaced[encoding])
    return likely if len(content) % 2 == 0 and spaced[likely] and _is_text(head.decode(likely, "replace")) else ""


def _spaces(head: bytes, encoding: str) -> int:
    """How many spaces, line ends and figures there are, read so: with their bytes exchanged they are other letters."""
    return sum(sign in " \n0123456789<" for sign in head.decode(encoding, "replace"))


def _is_text(text: str) -> bool:
    controls = sum(sign < " " and sign not in "\t\n\r\f\v\x1b" for sign in text)
    return controls < len(text) * _MOST_CONTROLS


def encoding_of(content: bytes, name: str) -> str:
    """The codec by which all of a text's bytes are characters, a byte order mark among them.

    Raises SourceError for a binary file, and for an encoding that cannot be known.
    """
    wide = wide_encoding(content)
    if not wide and len(content) - len(content.translate(None, _CONTROL)) > len(content) * _MOST_CONTROLS:
        raise SourceError("is a binary file", name, "give the text, PDF or XML of a resolution")
    try:
        content.decode(wide or UTF8)
    except UnicodeDecodeError as fault:
        if wide:
            what = f"is not {wide[:6].upper()} text, as its first bytes say: byte {fault.start}"
            raise SourceError(what, name, "save the file as UTF-8") from fault
        if _is_western(content):
            return WESTERN
        raise _refusal(content, name, fault) from fault
    return wide or UTF8


def _is_western(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 are Windows-1252: all defined, few beyond ASCII, no capitals amid words."""
    try:
        text = content.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    beyond = sum(sign > "\x7f" for sign in text)
    return beyond <= len(text) * _MOST_WESTERN and not _is_damaged(content) and _MISREAD.search(text) is None


def _is_damaged(content: bytes) -> bool:
    """Whether bytes are UTF-8 but for some: as many signs beyond ASCII are whole as are broken."""
    beyond = [sign for sign in content.decode(UTF8, "replace") if sign > "\x7f"]
    return beyond.count("\ufffd") * 2 <= len(beyond)


def _refusal(content: bytes, name: str, fault: UnicodeDecodeError) -> SourceError:
    """What an encoding seems to be, and how to turn it into UTF-8."""
    line = content.count(b"\n", 0, fault.start) + 1
    place = f"byte {fault.start}, line {line}"
    is_latin = sum(byte > 0x7F for byte in content) <= len(content) * _MOST_WESTERN
    for codec, called, script, letters in () if _is_damaged(content) else _LATIN if is_latin else _OTHERS:
        beyond = "".join(sign for sign in content.decode(codec, "replace") if sign > "\x7f")
        if len(letters.findall(beyond)) >= _TELLING * len(beyond):
            what = f"is not UTF-8 ({place}); it seems to be {called} ({script})"
            return SourceError(what, name, f"iconv -f {called} -t UTF-8 {quote(name)} > {quote(f'utf8-{name}')}")
    if _is_damaged(content):
        return SourceError(f"is UTF-8 text with a broken character: {place}", name, "get the file again, or fix it")
    return SourceError(f"is not UTF-8 text: {place}", name, "open it where it was written, and save it as UTF-8")
