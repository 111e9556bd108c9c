"""What of the data the answer to a query may rest on: the properties and classes that it names.

An answer stays while the statements of these stay. A query whose words do not tell (a variable stands for a property,
a property is excluded) rests on everything.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from lod.model.vocab import RDF
from lod.query.sparql import prefixes

#: A literal that is not closed goes on to the end, and no prefix is longer than a line: so nothing is read twice.
_TOKENS = re.compile(
    r"""\#[^\n]* | (?P<literal>"(?:[^"\\]|\\[\s\S]?)*(?:"|\Z)|'(?:[^'\\]|\\[\s\S]?)*(?:'|\Z))(?:@[\w-]+)?
    | <(?P<iri>[^<>"{}|^`\\\s]*)> | (?P<variable>[?$]\w+) | (?P<prefix>[\w-]{0,120}):(?P<local>[\w.-]*\w)?
    | (?P<word>[\w.]+) | (?P<sign>\S)""",
    re.VERBOSE,
)
_TERM, _SIGN, _WORD, _VARIABLE, _LITERAL = "term", "sign", "word", "variable", "literal"
#: What declares a prefix, and what variables follow one behind the other that are no statement, up to which signs.
_DECLARES = "PREFIX"
_LISTS = {"SELECT": "{", "BY": "{}", "VALUES": "{"}


class Footprint(Struct, frozen=True):
    """The IRIs that a query names; which classes its things have may matter whatever they are."""

    named: frozenset[str]
    any_class: bool = False


class _Token(Struct, frozen=True):
    kind: str
    text: str


def footprint_of(text: str, base: str) -> Footprint | None:
    """What the answer to a query may rest on; None for everything."""
    tokens = list(_tokens(text, base))
    named = frozenset(token.text for token in tokens if token.kind == _TERM)
    stated = list(_without_lists(tokens))
    steps = list(zip(stated, stated[1:], [*stated[2:], _Token(_SIGN, "")], strict=False))
    if any(_is_open(*step) for step in steps):
        return None
    typed = (after for token, after, _ in steps if token.text == RDF.type.value)
    return Footprint(named, any(after.kind != _TERM for after in typed))


def _is_open(before: _Token, token: _Token, after: _Token) -> bool:
    """Whether a variable, or what is not excluded, stands for a property."""
    if before.text == "!":
        return token.kind == _TERM or token.text == "^" or (token.text == "(" and after.kind == _TERM)
    follows = before.kind in (_TERM, _VARIABLE, _LITERAL) or before.text in (";", "[", "]")
    return (
        token.kind == _VARIABLE and follows and (after.kind in (_TERM, _VARIABLE, _LITERAL) or after.text in ("[", "("))
    )


def _without_lists(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """The tokens without what is selected, grouped or sorted by, and without the variables that get values."""
    ends = ""
    for token in tokens:
        if ends and token.kind == _SIGN and token.text in ends:
            ends = ""
        if token.kind == _WORD and token.text.upper() in _LISTS:
            ends = _LISTS[token.text.upper()]
        if not ends:
            yield token


def _tokens(text: str, base: str) -> Iterator[_Token]:
    """The tokens of a query; names are IRIs, as its prologue declares their prefixes."""
    known, declared = prefixes(base), None
    for found in _TOKENS.finditer(text):
        if declared is not None and found["prefix"] is not None:
            declared = found["prefix"]
        elif declared is not None and found["iri"] is not None:
            known[declared], declared = found["iri"], None
        elif found["word"] and found["word"].upper() == _DECLARES:
            declared = ""
        elif token := _token(found, known):
            yield token


def _token(found: re.Match[str], known: dict[str, str]) -> _Token | None:
    """A token; None for a comment."""
    if found["iri"] is not None:
        return _Token(_TERM, found["iri"])
    if found["prefix"] is not None:
        return _Token(_TERM, known.get(found["prefix"], "") + (found["local"] or ""))
    if found["word"] == "a":
        return _Token(_TERM, RDF.type.value)
    if found["word"]:
        is_value = found["word"][0].isdigit() or found["word"] in ("true", "false")
        return _Token(_LITERAL if is_value else _WORD, found["word"])
    kind = next((kind for kind in (_LITERAL, _VARIABLE, _SIGN) if found[kind]), "")
    return _Token(kind, found[kind]) if kind else None
