"""The whole data set as files: sorted, without duplicates, the same bytes for the same statements.

Reads: sorted N-Triples files, one for each resolution and for what they share. Writes: `unres.nq.gz`, `unres.nt.gz`,
`unres.ttl.gz` and `unres.jsonld.gz`. Memory stays flat: files are merged line by line and streamed.
In the quads each statement stands once: in the graph of the resolution that its subject belongs to, or of its
annotations, or of what follows from several, or of the vocabulary, or of all other things; so that a query over the
union of the graphs counts nothing twice. `unres.facts.nq.gz` is the quads of what is printed or official: without
annotations and without what follows from several resolutions.
"""

import gzip
import heapq
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import SYNTAXES
from lod.graph.named_graphs import ACROSS, ANNOTATIONS, is_across, is_annotation, owning_resolution
from lod.model.iris import is_language
from lod.model.vocab import SKOS

#: The graph of what belongs neither to a resolution nor to the vocabulary: a path below the base.
THINGS = "data/things"
#: The quads without what rules made.
FACTS = "facts.nq"
#: What a dump is called, and how it is written.
FORMATS: dict[str, ox.RdfFormat] = {
    **{name: SYNTAXES[name] for name in ("nq", "nt", "ttl")},
    "jsonld": ox.RdfFormat.STREAMING_JSON_LD,
    FACTS: SYNTAXES["nq"],
}


class Graphs(Struct, frozen=True):
    """Which named graph a statement stands in, told by its subject's IRI."""

    base: str
    resolutions: frozenset[str]  # paths below the base
    vocabulary: str  # the graph of the ontology and the concept schemes
    concepts: frozenset[str]  # paths below the base of the schemes' concepts

    def of(self, subject: bytes, predicate: bytes) -> bytes:
        """The graph of a statement, told by its subject and predicate, all as N-Triples writes them."""
        iri = subject[1:-1].decode()
        path = iri.removeprefix(self.base).partition("#")[0] if iri.startswith(self.base) else ""
        if path in self.resolutions:
            if is_across(predicate[1:-1].decode()):
                return f"<{self.base}{ACROSS}>".encode()
            made = is_annotation(iri, predicate[1:-1].decode())
            return f"<{self.base}{path}{ANNOTATIONS if made else ''}>".encode()
        above, _, last = path.rpartition("/")
        if above in self.resolutions and path == f"{above}{ANNOTATIONS}":
            return subject
        if above in self.resolutions and is_language(last):
            return f"<{self.base}{above}>".encode()
        if not path or path in self.concepts or iri.startswith(self.vocabulary):
            return f"<{self.vocabulary}>".encode()
        return f"<{self.base}{THINGS}>".encode()

    def resolution_of(self, subject: bytes) -> str:
        """The path of the resolution that a subject belongs to; "" for none."""
        path = subject[1:-1].decode().removeprefix(self.base).partition("#")[0]
        return owning_resolution(path, self.resolutions)


def merged(files: Sequence[Path], at_once: int = 256) -> Iterator[bytes]:
    """The distinct lines of sorted files, sorted. Opens at most `at_once` files at a time."""
    if len(files) > at_once:
        parts = [files[i : i + at_once] for i in range(0, len(files), at_once)]
        yield from _distinct(heapq.merge(*(merged(part, at_once) for part in parts)))
        return
    with ExitStack() as stack:
        opened = [stack.enter_context(file.open("rb")) for file in files]
        yield from _distinct(heapq.merge(*opened))


def merge_triples(files: Sequence[Path], target: Path, described: tuple[str, ...] = ()) -> Path:
    """Write the distinct triples of sorted N-Triples files as one; returns its path.

    What has an IRI that begins with one of `described` is labelled in each file by that file's own words.
    """
    with target.open("wb") as out:
        out.writelines(preferred_once(merged(files), described))
    return target


def preferred_once(lines: Iterable[bytes], described: tuple[str, ...]) -> Iterator[bytes]:
    """Sorted lines in which what is described has one preferred label in a language, the first; others are alternative.

    Governing text: SKOS Reference, integrity conditions S13 and S14.
    """
    starts = tuple(f"<{start}".encode() for start in described)
    for is_described, group in groupby(lines, key=lambda line: line.startswith(starts)):
        if not is_described:
            yield from group
        else:
            for _, block in groupby(group, key=_subject):
                yield from _one_preferred(list(block))


def _one_preferred(block: Sequence[bytes]) -> list[bytes]:
    """The lines of one subject, sorted as before."""
    labels = [line for line in block if _PREFERRED in line]
    kept = {line.rpartition(b'"')[2]: line for line in reversed(labels)}.values()  # by language
    others = {line.replace(_PREFERRED, _ALTERNATIVE, 1) for line in labels}
    stated = {line for line in block if line not in labels or line in kept} | others
    return sorted(stated - {line.replace(_PREFERRED, _ALTERNATIVE, 1) for line in kept})


_PREFERRED = f"> <{SKOS.prefLabel.value}> ".encode()
_ALTERNATIVE = f"> <{SKOS.altLabel.value}> ".encode()


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def quads(whole: Path, graphs: Graphs) -> Iterator[bytes]:
    """The lines of an N-Triples file as N-Quads."""
    with whole.open("rb") as lines:
        for (subject, predicate), group in groupby(lines, key=lambda line: tuple(line.split(b" ", 2)[:2])):
            end = b" " + graphs.of(subject, predicate) + b" .\n"
            for line in group:
                yield line.removesuffix(b" .\n") + end


def facts_alone(lines: Iterable[bytes], base: str) -> Iterator[bytes]:
    """The quads of what is printed or official."""
    made = (f"{ANNOTATIONS}> .\n".encode(), f"<{base}{ACROSS}> .\n".encode())
    return (line for line in lines if not line.endswith(made))


def write_dump(kind: str, whole: Path, target: Path, graphs: Graphs, prefixes: dict[str, str]) -> Path:
    """Write one dump, gzipped without a time stamp; `whole` is what `merge_triples` wrote. Returns its path."""
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        if kind == "nq":
            out.writelines(quads(whole, graphs))
        elif kind == FACTS:
            out.writelines(facts_alone(quads(whole, graphs), graphs.base))
        elif kind == "nt":
            with whole.open("rb") as lines:
                shutil.copyfileobj(lines, out, 1 << 20)
        else:
            triples = (quad.triple for quad in ox.parse(path=whole, format=ox.RdfFormat.N_TRIPLES))
            ox.serialize(triples, cast(IO[bytes], out), FORMATS[kind], prefixes=prefixes)
    return target


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line, _ in groupby(lines))


def lines_of_things(whole: Path, symbols: Collection[str], base: str) -> tuple[dict[str, bytes], int]:
    """The N-Triples of every thing of ours that is no resolution of the data, by its path; and the number of lines."""
    found: dict[str, list[bytes]] = defaultdict(list)
    own, count = f"<{base}".encode(), 0
    with whole.open("rb") as lines:
        for subject, group in groupby(lines, key=lambda line: line[: line.index(b" ")]):
            block = list(group)
            count += len(block)
            path = subject[len(own) : -1].partition(b"#")[0].decode() if subject.startswith(own) else ""
            if path and path not in symbols and not path.startswith(("def", "data/")):
                found[path] += block
    return {path: b"".join(sorted(found[path])) for path in sorted(found)}, count


def names_in(things: Mapping[str, bytes]) -> dict[str, str]:
    """What the graph calls things, by path; a document whose title others print has it behind its symbol."""
    named = {path: name for path, lines in things.items() if (name := name_in(lines))}
    titled = ((path, entitled_in(lines)) for path, lines in things.items() if path[:1].isupper())
    return named | {path: f"{named.get(path, path)}, “{title}”" for path, title in titled if title}


def entitled_in(lines: bytes) -> str:
    """The English title that those who cite a document print for it, of several the first."""
    return _words_of((b"terms/alternative> ",), lines)


def name_in(lines: bytes) -> str:
    """The English name that the triples of a thing give it."""
    return _words_of((b"core#prefLabel> ", b"terms/title> ", b"rdf-schema#label> "), lines)


def _words_of(predicates: Iterable[bytes], lines: bytes) -> str:
    """The English value of the first of the predicates that has one."""
    for predicate in predicates:
        for line in lines.splitlines():
            if predicate in line and (line.endswith((b'"@en .', b'" .'))):
                words = line.split(predicate, 1)[1].rpartition(b'"')[0]
                return words[1:].decode("utf-8").replace('\\"', '"')
    return ""
