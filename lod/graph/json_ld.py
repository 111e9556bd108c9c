"""JSON-LD 1.1 that a person can read: a thing with its parts inside it, named terms, plain numbers and strings.

A document carries the part of the context (`lod/graph/context.py`) that it uses: it is read without the net.
Governing text: JSON-LD 1.1, W3C Recommendation, sections 4.1 (context), 4.1.3 (base), 4.2.1 (typed values), 4.2.4
(languages), 4.5 (embedding), 4.7 (included nodes), 4.8 (reverse properties).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from json.encoder import encode_basestring
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from lod.graph.context import KEYWORDS, JsonContext, compacted, entries, load_context
from lod.model.vocab import ELI, RDF, XSD

_STRING = f"{XSD.base}string"
_WORDS = f"{RDF.base}langString"
_INTEGER = XSD.integer.value
_TYPE = RDF.type.value
_HAS_PART = ELI.has_part.value
#: What a language map calls words without a language.
_NONE = "@none"

Stated = Sequence[Triple]


def json_ld(triples: Iterable[Triple], prefixes: Mapping[str, str], about: str = "") -> bytes:
    """Triples, grouped by subject already, as one JSON-LD document; the order of the triples is kept.

    What the document is `about` is its root, with its parts and what stands in them inside; what else is described is
    listed behind. Where it is about nothing, all is listed.
    """
    subjects = {subject.value: list(stated) for subject, stated in groupby(triples, lambda triple: triple.subject)}
    writer = _Writer(prefixes, about, subjects)
    if about in subjects:
        nodes = f'"@context": %s,\n{writer.node(about)[1:-1]}'
        rest = writer.others(about)
        body = nodes + (f',\n"included": [\n{_lines(writer, rest)}\n]' if rest else "")
    else:
        body = f'"@context": %s,\n"@graph": [\n{_lines(writer, list(subjects))}\n]'
    return f"{{{body.replace('%s', _dumped(writer.context()), 1)}}}\n".encode()


def _lines(writer: "_Writer", iris: Iterable[str]) -> str:
    return ",\n".join(writer.node(iri) for iri in iris)


_ENCODER = json.JSONEncoder(ensure_ascii=False)  # one for all: dumps() would make one for each value


def _dumped(value: Any) -> str:
    """A value as JSON; what is frequent without the encoder, which makes itself ready each time."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return str(value)
    if kind is list:
        return f"[{', '.join(map(_dumped, value))}]"
    if kind is dict:
        return f"{{{', '.join([f'{encode_basestring(key)}: {_dumped(held)}' for key, held in value.items()])}}}"
    return _ENCODER.encode(value)


class _Writer:
    """Nodes as text; remembers which terms and prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str], about: str, subjects: Mapping[str, Stated]) -> None:
        self._about = about
        self._subjects = subjects
        self._context: JsonContext = load_context(tuple(prefixes.items()))
        self._parents, self._inside = _nested(subjects, about, self._context)
        self._used: set[str] = set()
        self._names: dict[str, str] = {}

    def context(self) -> dict[str, Any]:
        """The context for what was written."""
        made = entries(self._context, self._used)
        written = " ".join([*self._names.values(), _dumped(made)])
        prefixes = {p: start for p, start in sorted(self._context.prefixes.items()) if f"{p}:" in written}
        base = {"@base": self._about} if self._about else {}
        return {**base, **KEYWORDS, **prefixes, **made}

    def others(self, root: str) -> list[str]:
        """The subjects that stand in no other."""
        return [iri for iri in self._subjects if iri not in self._parents and iri != root]

    def node(self, iri: str, depth: int = 0) -> str:
        """A subject with all that is said of it, what stands in it on lines of their own."""
        members = [f'"id": {_dumped(iri if iri == self._about else self._reference(iri))}']
        members += [f"{_dumped(key)}: {_dumped(value)}" for key, value in self._values(iri).items()]
        for name, inside in self._members(iri):
            margin = "\n" + " " * (depth + 1)
            nodes = ",".join(margin + self.node(child, depth + 1) for child in inside)
            members.append(f"{margin}{_dumped(name)}: [{nodes}]")
        return f"{{{', '.join(members)}}}"

    def _members(self, iri: str) -> Iterator[tuple[str, list[str]]]:
        """What stands inside a subject, by name."""
        inside = self._inside.get(iri, {})
        for said in self._context.order:
            if said in inside:
                self._used.add(said)
                name = self._context.inside.get(said) or self._context.properties[said].name
                yield name, inside[said]

    def _values(self, iri: str) -> dict[str, Any]:
        """What is said of a subject, without what its place in the document says."""
        parent, outward = self._parents.get(iri, ("", ""))
        parts = self._inside.get(iri, {}).get(_HAS_PART, ())
        found: dict[str, Any] = {}
        for _, predicate, value in self._subjects[iri]:
            said, place = predicate.value, _iri(value)
            if (said, place) != (outward, parent) and (said != _HAS_PART or place not in parts):
                self._put(found, said, value, place)
        return {key: held[0] if isinstance(held, list) and len(held) == 1 else held for key, held in found.items()}

    def _put(self, found: dict[str, Any], said: str, value: Any, place: str) -> None:
        """A value, whose IRI is `place`, under the name of its property where it is of the property's kind."""
        if said == _TYPE:
            found.setdefault("type", []).append(self._type(place))
            return
        term = self._context.properties.get(said)
        kind = "id" if place else _kind_of(value)
        if term and term.kind == "words" and kind in ("words", "string"):
            self._used.add(term.iri)
            words = found.setdefault(term.name, {})
            _add(words, value.language or _NONE, value.value)
        elif term and (kind == term.kind or _fits(kind, term.kind)):
            self._used.add(term.iri)
            bare = self._plain(value, kind) if term.kind != "any" else self._explicit(value, kind)
            found.setdefault(term.name, []).append(bare)
        else:
            found.setdefault(self._name(said), []).append(self._explicit(value, kind))

    def _plain(self, value: Any, kind: str) -> Any:
        """A value of whose kind the context tells."""
        if kind == "id":
            return self._reference(value.value)
        return int(value.value) if kind == "integer" else value.value

    def _explicit(self, value: Any, kind: str) -> Any:
        """A value that tells its kind."""
        if kind == "id":
            return {"@id": self._reference(value.value)}
        if kind == "words":
            return {"@language": value.language, "@value": value.value}
        if kind in ("string", "integer"):
            return self._plain(value, kind)
        return {"@type": self._name(value.datatype.value), "@value": value.value}

    def _type(self, iri: str) -> str:
        """A class by its name."""
        if iri in self._context.classes:
            self._used.add(iri)
            return self._context.classes[iri]
        return self._name(iri)

    def _reference(self, iri: str) -> str:
        """An IRI as a value: a place of the document by its fragment."""
        if self._about and iri.startswith(f"{self._about}#"):
            return iri[len(self._about) :]
        return self._name(iri)

    def _name(self, iri: str) -> str:
        if iri not in self._names:
            self._names[iri] = compacted(iri, self._context.prefixes)
        return self._names[iri]


def _kind_of(value: Any) -> str:
    """The kind of a value, as terms have kinds."""
    if not isinstance(value, Literal):
        return "id"
    datatype = value.datatype.value
    if datatype == _WORDS:
        return "words"
    if datatype == _INTEGER:
        return "integer" if str(int(value.value)) == value.value else datatype
    return "string" if datatype == _STRING else f"xsd:{datatype.removeprefix(XSD.base)}"


def _fits(kind: str, wanted: str) -> bool:
    """Whether a value of a kind is written as the context says of the property; numbers and strings tell themselves."""
    return wanted in (kind, "any") or {kind, wanted} <= {"string", "integer"}


def _add(words: dict[str, Any], language: str, text: str) -> None:
    """Another text in a language."""
    if language in words:
        words[language] = [*([words[language]] if isinstance(words[language], str) else words[language]), text]
    else:
        words[language] = text


def _nested(
    subjects: Mapping[str, Stated], about: str, context: JsonContext
) -> tuple[dict[str, tuple[str, str]], dict[str, dict[str, list[str]]]]:
    """In which subject each stands, and by which property; and what stands in each, by property, in order.

    Only what hangs together with the root is nested: data of others may go in a circle.
    """
    found = _parents(subjects, about, context) if about in subjects else {}
    inside: dict[str, dict[str, list[str]]] = {}
    for child in _in_order(subjects, found):
        parent, said = found[child]
        inside.setdefault(parent, {}).setdefault(said, []).append(child)
    reached, waiting = set[str](), [about]
    while waiting:
        here = waiting.pop()
        reached.add(here)
        waiting += [child for held in inside.get(here, {}).values() for child in held]
    kept = {parent: held for parent, held in inside.items() if parent in reached}
    return {child: place for child, place in found.items() if child in reached}, kept


def _parents(subjects: Mapping[str, Stated], about: str, context: JsonContext) -> dict[str, tuple[str, str]]:
    """(parent, property) of each subject: of a part the whole that has it, of others what they stand in."""
    found: dict[str, tuple[str, str]] = {}
    for iri, stated in subjects.items():
        for child in (_iri(t.object) for t in stated if t.predicate.value == _HAS_PART):
            if child in subjects and child not in (about, iri):
                found.setdefault(child, (iri, _HAS_PART))
    for iri, stated in subjects.items():
        said = {t.predicate.value: _iri(t.object) for t in reversed(stated) if t.predicate.value in context.inside}
        outward = next((p for p in context.inside if p in said and said[p] in subjects and said[p] != iri), "")
        if outward and iri != about and iri not in found:
            found[iri] = said[outward], outward
    return found


def _in_order(subjects: Mapping[str, Stated], found: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The nested subjects: parts in the order of the statements that list them, others as they come."""
    listed = [_iri(t.object) for stated in subjects.values() for t in stated if t.predicate.value == _HAS_PART]
    yield from dict.fromkeys(iri for iri in listed if iri in found and found[iri][1] == _HAS_PART)
    yield from (iri for iri in subjects if iri in found and found[iri][1] != _HAS_PART)


def _iri(value: Any) -> str:
    """An IRI; "" for what is none."""
    return value.value if isinstance(value, NamedNode) else ""
