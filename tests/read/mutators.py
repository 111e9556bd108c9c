"""Damages to sources, each drawn from a random generator that the caller seeds: the same seed gives the same bytes.

What files suffer on their way (cut, re-encoded, quoted in a mail, lines lost or doubled), what a careless tool makes
of XML (elements moved, nested, renamed, emptied) and of PDF (streams damaged, objects exchanged), and plain noise.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random

from lxml import etree

Mutator = Callable[[bytes, Random], bytes]

#: Signs on which readers have stumbled: of control, of direction, unseen, of other widths, of entities and carriers.
ODD_SIGNS = (
    *"\0\x02\x0b\f\r\x1c\x1f\x85\xa0\xad\u1680\u2028\u2029\u200b\u200e\u200f\u202e\u2060\u2066\u3000\ufeff\ufffe",
    *"\ufb01\ufe8e\u0301²①٣Ⅳ\U0001d7d9\U0001f600İß—/",
    *("³⁴", "&#0;", "&#x110000;", "&nbsp;", "&amp;lt;", "**", "__", "*", "[1]", "[^1]:", "[a](http://x/)", "> ", "- "),
    *("______", "1/ ", "(a) ", "A/RES/78/"),
)
_NUMBER = re.compile(rb"\d+")
_NAMES = (
    *("p", "num", "section", "paragraph", "point", "list", "sublist", "formula", "authorialNote", "sup", "a", "table"),
    *("container", "heading", "preamble", "mainBody", "attachments", "intro", "wrapUp", "noteRef", "statement", "x"),
)
_AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_LONGEST = 400  # digits of a number that was blown up


def mutate(content: bytes, mutators: Sequence[Mutator], rng: Random) -> bytes:
    """The content after one to four damages, one on the other."""
    for mutator in rng.choices(mutators, k=rng.randint(1, 4)):
        content = mutator(content, rng)
    return content


# -- any bytes ---------------------------------------------------------------------------------------------------


def flip_bytes(content: bytes, rng: Random) -> bytes:
    """Some bytes changed, put in or left out."""
    made = bytearray(content)
    for _ in range(rng.choice((1, 3, 20))):
        at = rng.randrange(len(made) + 1)
        made[at : at + rng.randrange(2)] = bytes([rng.randrange(rng.choice((128, 128, 256)))] * rng.randrange(2))
    return bytes(made)


def cut(content: bytes, rng: Random) -> bytes:
    """A stretch left out: from the beginning, to the end, or amid."""
    start, end = _stretch(len(content), rng)
    return rng.choice((content[:start], content[end:], content[:start] + content[end:]))


def repeat(content: bytes, rng: Random) -> bytes:
    """A stretch of up to 200 bytes many times over."""
    start = rng.randrange(len(content) + 1)
    stretch = content[start : start + rng.choice((1, 2, 8, 40, 200))]
    return content[:start] + stretch * rng.choice((2, 10, 100)) + content[start:]


def blow_up_numbers(content: bytes, rng: Random) -> bytes:
    """Some numbers longer, far larger, zero or negative."""
    made = content
    for found in reversed(_drawn(list(_NUMBER.finditer(content)), rng)):
        digits = found[0]
        grown = rng.choice((digits * 2, digits * _LONGEST, b"0", b"9" * 20, b"-" + digits, b"", digits + b".5"))
        made = made[: found.start()] + grown[:_LONGEST] + made[found.end() :]
    return made


# -- texts -------------------------------------------------------------------------------------------------------


def move_lines(content: bytes, rng: Random) -> bytes:
    """Lines dropped, doubled, exchanged, joined, or shuffled near each other."""
    lines = content.split(b"\n")
    for _ in range(rng.choice((1, 4, 20))):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                lines[at : at + rng.randrange(4)] = [b""]
            case 1:
                lines[at:at] = lines[at : at + rng.randrange(1, 6)]
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
            case _:
                near = lines[at : at + 8]
                rng.shuffle(near)
                lines[at : at + 8] = near
    return b"\n".join(lines)


def swap_words(content: bytes, rng: Random) -> bytes:
    """Words exchanged, whatever stands between them kept."""
    words = re.split(rb"(\s+)", content)
    for _ in range(rng.choice((1, 5, 40))):
        at, other = rng.randrange(0, len(words), 2), rng.randrange(0, len(words), 2)
        words[at], words[other] = words[other], words[at]
    return b"".join(words)


def put_odd_signs(content: bytes, rng: Random) -> bytes:
    """Odd signs put in: at random, or at the beginnings of lines."""
    text = content.decode("utf-8", "replace")
    begins = [0, *(found.end() for found in re.finditer("\n", text))]
    for _ in range(rng.choice((1, 5, 30))):
        at = rng.choice((rng.choice(begins), rng.randrange(len(text) + 1)))
        text = text[:at] + rng.choice(ODD_SIGNS) * rng.choice((1, 1, 3)) + text[at:]
    return text.encode()


def wrap(content: bytes, rng: Random) -> bytes:
    """As other programs write it: line ends, encodings, quoted in a mail, single-spaced, in one line, in Markdown."""
    text = content.decode("utf-8", "replace")
    lines = text.split("\n")
    return rng.choice(
        (
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.encode("utf-16"),
            text.encode("utf-8-sig"),
            "\n".join(f"> {line}" for line in lines).encode(),
            "\n\n".join(lines).encode(),
            " ".join(lines).encode(),
            "\n".join(f"**{line}**" if line.strip() else line for line in lines).encode(),
            text.replace(" ", "&nbsp;").encode(),
            text.upper().encode(),
            text.replace("\n\n", "\f\n").encode(),
        )
    )


# -- XML ---------------------------------------------------------------------------------------------------------


def move_elements(content: bytes, rng: Random) -> bytes:
    """Elements moved into others, doubled, renamed, wrapped, unwrapped, emptied; the file stays well-formed.

    What is no XML any more is flipped like any bytes.
    """
    try:
        root = etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return flip_bytes(content, rng)
    for _ in range(rng.choice((1, 3, 10))):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if not elements:
            break
        _move_element(rng.choice(elements), rng.choice(elements), rng)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _move_element(element: etree._Element, other: etree._Element, rng: Random) -> None:
    parent = element.getparent()
    assert parent is not None
    match rng.randrange(8):
        case 0 if element not in other.iterancestors() and element is not other:
            other.insert(rng.randrange(len(other) + 1), element)
        case 1:
            parent.insert(parent.index(element), etree.fromstring(etree.tostring(element, with_tail=False)))
        case 2:
            element.tag = _AKN + rng.choice(_NAMES)
        case 3:
            for name in element.attrib:
                element.set(name, rng.choice(("", "#unres", "x y", "\u00e9", "99999999999")))
        case 4:
            wrapper = etree.Element(_AKN + rng.choice(_NAMES))
            parent.replace(element, wrapper)
            wrapper.append(element)
        case 5:
            element.text, element.tail = element.tail, element.text
        case 6:
            element.text = rng.choice(("", " ", "1", "(a)", "Annex", "&", "General Assembly,", "\u00ad", "*", "()"))
        case _:
            parent.remove(element)


def break_tags(content: bytes, rng: Random) -> bytes:
    """Tags left unclosed, doubled, renamed or moved as bytes; mostly no XML any more."""
    made = content
    for found in reversed(_drawn(list(re.finditer(rb"<[^<>]*>", content)), rng)[:3]):
        grown = rng.choice(
            (b"", found[0] * 2, b"<" + found[0], found[0].replace(b'"', b"", 1), b"<![CDATA[x]]>", b"<!---->")
        )
        made = made[: found.start()] + grown + made[found.end() :]
    return made


# -- PDF ---------------------------------------------------------------------------------------------------------

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OBJECT = re.compile(rb"\d+ \d+ obj\b(.*?)endobj", re.DOTALL)


def damage_stream(content: bytes, rng: Random) -> bytes:
    """What streams hold damaged, unpacked where it is packed: operators of pages, fonts, tables of characters."""
    made = content
    for found in reversed(_drawn(list(_STREAM.finditer(content)), rng)):
        data = found[1]
        try:
            data = zlib.compress(_damaged(zlib.decompress(data), rng))
        except zlib.error:
            data = flip_bytes(data, rng)
        made = made[: found.start(1)] + data + made[found.end(1) :]
    return made


def _damaged(data: bytes, rng: Random) -> bytes:
    return rng.choice((flip_bytes, blow_up_numbers, repeat, cut, swap_words))(data, rng)


def swap_objects(content: bytes, rng: Random) -> bytes:
    """The bodies of two objects exchanged, or one put for the other."""
    found = list(_OBJECT.finditer(content))
    if len(found) < 2:
        return flip_bytes(content, rng)
    first, second = sorted(rng.sample(found, 2), key=lambda match: match.start())
    put = second[1], rng.choice((first[1], second[1]))
    between = content[first.end(1) : second.start(1)]
    return content[: first.start(1)] + put[0] + between + put[1] + content[second.end(1) :]


def _drawn(found: list[re.Match[bytes]], rng: Random) -> list[re.Match[bytes]]:
    """One to eight of some matches, in their order."""
    drawn = rng.sample(range(len(found)), min(len(found), rng.choice((1, 3, 8))))
    return [found[at] for at in sorted(drawn)]


def _stretch(length: int, rng: Random) -> tuple[int, int]:
    start = rng.randrange(length + 1)
    return start, min(length, start + rng.choice((1, 10, 100, 1000, 10_000)))


_ANY = (flip_bytes, cut, repeat, blow_up_numbers)
_LINES = (move_lines, swap_words, put_odd_signs, wrap)
#: The damages of each carrier; what stands twice is drawn twice as often.
MUTATORS: dict[str, tuple[Mutator, ...]] = {
    "text": (*_ANY, *_LINES, *_LINES),
    "xml": (*_ANY, *(move_elements,) * 24, break_tags, put_odd_signs, wrap),
    "pdf": (*_ANY, *(damage_stream,) * 4, *(swap_objects,) * 2),
}
