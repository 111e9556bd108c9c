"""Hashes of statements by what queries name of them: their property, or the class that they say.

Reads: lines of N-Triples. An answer is made again where one of the hashes that it rests on has changed, and from the
lines of what is asked alone.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from lod.model.vocab import RDF
from lod.query.footprint import Footprint

_TYPE = RDF.type.value
_TYPE_TERM = str(RDF.type).encode()
_SIZE = 12  # bytes of a hash: who wants two alike has written our sources


def term_of(line: bytes) -> str:
    """What a query names of a statement: the IRI of its property; of one that says a class, both, a space between."""
    _, predicate, rest = line.split(b" ", 2)
    name = predicate[1:-1].decode()
    return f"{name} {rest[1:].partition(b'>')[0].decode()}" if predicate == _TYPE_TERM else name


def hash_terms(lines: Iterable[bytes]) -> dict[str, bytes]:
    """The hash of the lines of each term; lines come sorted."""
    found: dict[bytes, list[bytes]] = {}
    for line in lines:
        _, predicate, rest = line.split(b" ", 2)
        found.setdefault(predicate if predicate != _TYPE_TERM else rest, []).append(line)
    return {term_of(held[0]): hashlib.blake2b(b"".join(held), digest_size=_SIZE).digest() for held in found.values()}


def rests_on(footprint: Footprint | None) -> Callable[[str], bool]:
    """Whether the answer to a query that has a footprint may rest on a term."""
    if footprint is None:
        return lambda term: True
    named, any_class = footprint.named, footprint.any_class

    def rests(term: str) -> bool:
        name, _, kind = term.partition(" ")
        return name in named and (not kind or any_class or kind in named)

    return rests


def hash_footprints(footprints: Sequence[Footprint | None], parts: Sequence[Mapping[str, bytes]]) -> list[str]:
    """The hash of all that each footprint rests on, over parts of the whole in their order."""
    terms = sorted({term for part in parts for term in part})
    hashes = {term: b"".join(part.get(term, b"-") for part in parts) for term in terms}
    made = []
    for footprint in footprints:
        rests, digest = rests_on(footprint), hashlib.sha256()
        for term in filter(rests, terms):
            digest.update(term.encode() + b" " + hashes[term])
        made.append(digest.hexdigest())
    return made
