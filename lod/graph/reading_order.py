"""The order in which people read a graph: the thing itself, its parts as printed with what is said in each, the rest.

Turtle in that order, with the prefixes that it uses and one for the document's own places. Governing text: Turtle 1.1.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

import pyoxigraph as ox

from lod.model.vocab import ELI, RDF, UNR

Key = tuple[object, ...]
Parted = Sequence[Sequence[bytes]]  # lines as subject, predicate, and the object with the line's end
_RUNS = re.compile(r"\d+|\D+")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"?|<[^>]*>?')  # words, or an IRI; whatever begins is taken
_TYPE, _POSITION, _PART_OF, _HAS_PART = (
    str(term).encode() for term in (RDF.type, UNR.position, ELI.is_part_of, ELI.has_part)
)


def order_for_readers(lines: Sequence[bytes], about: str) -> list[int]:
    """The order of a graph's sorted N-Triples lines for people, as their indexes: the subject `about` first, its parts
    by position, each with its acts, citations and mentions.

    What a thing is stands before what else is said of it; statements of one subject stand together.
    """
    parted = [line.split(b" ", 2) for line in lines]
    place = _places(parted, about)
    blocks = [list(block) for _, block in groupby(range(len(parted)), lambda i: parted[i][0])]
    blocks.sort(key=lambda block: place(_iri(parted[block[0]][0])))
    return [i for block in blocks for i in _in_block(block, parted, place)]


def _in_block(block: list[int], parted: Parted, place: Callable[[str], Key]) -> list[int]:
    """The statements of one subject, by predicate as they were, but its classes first and its parts as printed."""
    typed = [i for i in block if parted[i][1] == _TYPE]
    parts = [i for i in block if parted[i][1] == _HAS_PART]
    if parts:
        block[block.index(parts[0]) : block.index(parts[-1]) + 1] = sorted(
            parts, key=lambda i: place(_iri(parted[i][2]))
        )
    return typed + [i for i in block if parted[i][1] != _TYPE]


def _iri(term: bytes) -> str:
    """The IRI of a term, which may end the line."""
    return term.decode().rstrip(" .\n").strip("<>")


def _places(parted: Parted, about: str) -> Callable[[str], Key]:
    """The place of a subject: the thing, its fragments in printed order, what lies below it, what it speaks of."""
    ranks = _ranks(parted, about)

    def place(subject: str) -> Key:
        if subject == about:
            return 0, 0, (), subject
        if subject.startswith(f"{about}#"):
            part, rest = subject, ""
            while part not in ranks and "." in part:
                part, _, last = part.rpartition(".")
                rest = f".{last}{rest}"
            return 1, ranks.get(part, len(ranks)), _natural(rest if part in ranks else subject), subject
        return (2 if subject.startswith(f"{about}/") else 3), 0, (), subject

    return place


def _ranks(parted: Parted, about: str) -> dict[str, int]:
    """The parts of a resolution in printed order, each before its own parts."""
    positions: dict[str, int] = {}
    parts: dict[str, list[str]] = {}
    for subject, predicate, value in parted:
        if predicate == _PART_OF:
            parts.setdefault(_iri(value), []).append(_iri(subject))
        elif predicate == _POSITION and (number := value.partition(b'"')[2].partition(b'"')[0]).isdigit():
            positions[_iri(subject)] = int(number)
    ranks: dict[str, int] = {}
    waiting = [about]
    while waiting:
        here = waiting.pop()
        if here not in ranks:  # data of others may go in a circle
            ranks[here] = len(ranks)
            waiting += sorted(parts.get(here, ()), key=lambda part: (positions.get(part, 0), part), reverse=True)
    return ranks


def _natural(words: str) -> Key:
    """Words with their numbers as numbers, so that "act10" stands behind "act9"."""
    return tuple((run.isdecimal(), int(run) if run.isdecimal() else 0, run) for run in _RUNS.findall(words))


def turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], about: str = "") -> bytes:
    """Triples as Turtle in the order in which they come: used prefixes alone, a blank line between subjects.

    What they are `about` is the base, and is written `<>`: each of its parts says that it is in it.
    """
    own = {"this": f"{about}#"} if about else {}
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={**prefixes, **own}) or b""
    head, body = _parted(written)
    used = [line for line in head if line.split(b" ", 2)[1] in body]
    if about:
        used.append(f"@base <{about}> .\n".encode())
        body = _based(body, f"<{about}>".encode())
    return b"".join(sorted(used)) + b"\n" + body.replace(b" .\n", b" .\n\n").rstrip(b"\n") + b"\n"


def _based(body: bytes, itself: bytes) -> bytes:
    """Turtle with its base written short, but for words that hold the same letters.

    >>> _based(b'<x:y> unr:text "see <x:y>" , <x:y#op1> ; unr:inResolution <x:y> .', b"<x:y>").decode()
    '<> unr:text "see <x:y>" , <x:y#op1> ; unr:inResolution <> .'
    """
    return _TOKEN.sub(lambda found: b"<>" if found[0] == itself else found[0], body)


def _parted(written: bytes) -> tuple[list[bytes], bytes]:
    """The lines of prefixes, and the rest."""
    lines = written.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return lines[:count], b"".join(lines[count:])
