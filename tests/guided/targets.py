"""What a coverage-guided fuzzer feeds, and what must hold of the answer: a function of bytes for each parser.

Each raises AssertionError where a promise is broken; any other exception is a finding too. The inputs kept in
`tests/files/guided/` are seeds of the fuzzer and cases of the suite.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress

import pyoxigraph as ox

from lod.model.errors import QueryError, SymbolError
from lod.model.iris import (
    LONGEST_SUFFIX,
    Identifier,
    document,
    format_iri,
    is_iri,
    is_item,
    is_language,
    is_path,
    is_place,
    is_session,
    parse_base,
    parse_iri,
    slug,
)
from lod.model.symbols import (
    ORGANS,
    adopted_in,
    format_symbol,
    is_paper,
    is_symbol,
    normalize,
    one_case,
    parse_symbol,
    resolution,
)
from lod.query.parameters import parameters_of, set_values
from lod.query.sparql import run
from lod.query.stored import stored_queries
from lod.serve.negotiation import named, prefer
from lod.serve.worker import calls_elsewhere
from tests.read.fuzz import find_faults

OFFERED = {"text/html": ".html", "text/turtle": ".ttl", "application/ld+json": ".jsonld"}


def symbols(content: bytes) -> None:
    """A symbol parses to itself and is a path; what is none is refused; no text is anything else."""
    text = content.decode("utf-8", "replace")
    plain = normalize(text)
    assert normalize(plain) == plain
    assert one_case(one_case(plain)) == one_case(plain)
    organ, _ = adopted_in(text)
    assert organ is None or organ in ORGANS.values()
    is_paper(plain)
    with suppress(SymbolError):
        assert resolution(text).is_resolution
    if not is_symbol(plain):
        with suppress(SymbolError):
            raise AssertionError(f"parsed: {parse_symbol(text)!r}")
        return
    symbol = parse_symbol(text)
    assert format_symbol(symbol) == plain
    assert parse_symbol(plain) == symbol
    assert is_path(plain, LONGEST_SUFFIX)
    assert parse_iri(format_iri(document(plain))) == document(plain)


def iris(content: bytes) -> None:
    """Whatever is a path, an IRI or a base is one for the RDF engine too; a slug is a path element, and its own."""
    text = content.decode("utf-8", "replace")
    made = slug(text)
    assert slug(made) == made
    assert not made or is_path(made)
    assert not (is_session(text) or is_item(text) or is_language(text)) or is_path(text)
    if is_place(text):
        name = Identifier("A/RES/1/1", text)
        assert parse_iri(format_iri(name)) == name
    if is_path(text):
        ox.NamedNode(format_iri(Identifier(text)))
    if is_iri(text):
        ox.NamedNode(text)
    with suppress(SymbolError):
        assert format_iri(document("A/RES/1/1"), parse_base(text)) == f"{text}A/RES/1/1"
    with suppress(SymbolError):
        parse_iri(text)


def parameters(content: bytes) -> None:
    """A value goes into a stored query as one term: the query stays one, and asks nobody else."""
    number, _, value = content.decode("utf-8", "replace").partition(" ")
    asked = [(query, parameter) for query in stored_queries() for parameter in parameters_of(query)]
    query, parameter = asked[sum(map(ord, number)) % len(asked)]
    try:
        text = set_values(query, [f"{parameter.name}={value}"])
    except QueryError:
        return
    run(ox.Store(), text)
    assert calls_elsewhere(text) == calls_elsewhere(query.text)
    assert text.count("SELECT") == query.text.count("SELECT") + value.count("SELECT")


def negotiation(content: bytes) -> None:
    """What is offered is given, or nothing; spaces round the parts of a header change nothing."""
    accept = content.decode("latin-1")
    best = prefer(accept, OFFERED)
    assert best is None or best in OFFERED.values()
    assert set(named(accept, OFFERED)) <= set(OFFERED)
    if accept.strip():
        assert prefer(",".join(f" {part} " for part in accept.split(",")), OFFERED) == best


def sources(content: bytes) -> None:
    """Whatever the bytes are, they are read by the laws of the tree, or refused with an error of ours."""
    assert [*find_faults(content, deep=False)] == []


#: By the name of its folder of seeds.
TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "symbols": symbols,
    "iris": iris,
    "parameters": parameters,
    "negotiation": negotiation,
    "text": sources,
    "xml": sources,
    "word": sources,
    "pdf": sources,
}
