"""The whole data set as files: sorted, without duplicates, the same bytes for the same statements.

`unres.nq.gz`, `unres.nt.gz`, `unres.ttl.gz` and `unres.jsonld.gz` hold it all. They are made run by run
(`lod.publish.runs`), packed alone (`lod.publish.packing`) and put together (`lod.publish.assembly`).
In the quads each statement stands once: in the graph of the resolution that its subject belongs to, or of its
annotations, or of what follows from several, or of the vocabulary, or of all other things; so that a query over the
union of the graphs counts nothing twice. `unres.facts.nq.gz` is the quads of what is printed or official: without
annotations and without what follows from several resolutions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import SYNTAXES
from lod.graph.named_graphs import ACROSS, ANNOTATIONS, is_across, is_annotation, is_made_by_rules, owning_resolution
from lod.model.iris import has_symbol, is_language
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


def preferred_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Sorted lines in which each subject has one preferred label in a language, the first; others are alternative.

    Governing text: SKOS Reference, integrity conditions S13 and S14.
    """
    for _, block in groupby(lines, key=_subject):
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


def quads(lines: Iterable[bytes], graphs: Graphs) -> Iterator[bytes]:
    """The lines of N-Triples as N-Quads.

    The graph of a statement follows from its subject's document, whether it stands in a place there that rules made,
    and its predicate: it is asked for once for all that are alike in this.
    """
    ends: dict[tuple[bytes, bytes, bool, bytes], bytes] = {}
    last, alike = b"", (b"", b"", False)
    for line in lines:
        subject, predicate, _ = line.split(b" ", 2)
        if subject != last:
            document, mark, _ = subject.partition(b"#")
            last, alike = subject, (document, mark, bool(mark) and is_made_by_rules(subject[1:-1].decode()))
        of = (*alike, predicate)
        if of not in ends:
            ends[of] = graphs.of(subject, predicate) + b" .\n"
        yield line[:-2] + ends[of]


def facts_alone(lines: Iterable[bytes], base: str) -> Iterator[bytes]:
    """The quads of what is printed or official."""
    made = (f"{ANNOTATIONS}> .\n".encode(), f"<{base}{ACROSS}> .\n".encode())
    return (line for line in lines if not line.endswith(made))


def names_in(things: Mapping[str, bytes]) -> dict[str, str]:
    """What the graph calls things, by path; a document whose title others print has it behind its symbol."""
    named = {path: name for path, lines in things.items() if (name := name_in(lines))}
    titled = ((path, entitled_in(lines)) for path, lines in things.items() if has_symbol(path))
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
