"""Parameters of stored queries: `lod query --name 13-citations --set symbol=A/RES/78/1`.

A query's header says it: the comment "# --set symbol=SYMBOL --set words=WORDS" names the variables, each of which
stands in a VALUES block, and the kind of their values. Setting one puts the value in place of those of the query.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from lod.model.errors import QueryError, SymbolError
from lod.model.iris import DEFAULT_BASE, Identifier, format_iri, is_place
from lod.model.symbols import parse_symbol
from lod.query.sparql import run
from lod.query.stored import StoredQuery

_HEADER = re.compile(r"^# (--set \w+=[A-Z_]+(?: --set \w+=[A-Z_]+)*)$", re.MULTILINE)
_WHOLE = r"<[^<>]*>|\"(?:[^\"\\]|\\.)*\""  # what may hold any sign: an IRI, a string
_VALUES = re.compile(rf"VALUES\s+(?:\?(?P<one>\w+)|\((?P<many>[^()]*)\))\s*\{{(?P<rows>(?:{_WHOLE}|[^<\"{{}}])*+)\}}")
_TERM = re.compile(rf"(?:{_WHOLE})(?:@[\w-]+)?|[^\s()]+")


class ValueKind(Struct, frozen=True):
    """A kind of values: what it is, an example, and the SPARQL term that a value gives ("" for none of the kind)."""

    says: str
    example: str
    term: Callable[[str, str], str]  # (value, base) -> term
    named: bool = True  # whether data must name it, or it is what a person looks for


class Parameter(Struct, frozen=True):
    """A variable of a query that may be set, and the name of the kind of its values."""

    name: str
    kind: str

    def __str__(self) -> str:
        return f"{self.name}={self.kind}"


def parameters_of(query: StoredQuery) -> tuple[Parameter, ...]:
    """What a query may be asked with, as its header says; empty where it takes nothing."""
    header = _HEADER.search(query.text)
    pairs = re.findall(r"--set (\w+)=([A-Z_]+)", header[1]) if header else []
    return tuple(Parameter(name, kind) for name, kind in pairs)


def set_values(
    query: StoredQuery, given: Sequence[str], base: str = DEFAULT_BASE, store: ox.Store | None = None
) -> str:
    """The text of a query with values in place of its own; `given` are "name=value".

    Raises QueryError for what the query does not take, for a value of another kind and, where `store` is given, for a
    symbol or thing that its data do not know.
    """
    text = query.text
    for setting in given:
        name, _, value = setting.partition("=")
        term = _term(query, name.strip(), value.strip(), setting, base, store)
        text = _with_value(text, name.strip(), term)
    return text


def values_of(text: str, name: str) -> tuple[str, ...]:
    """The terms that the VALUES block of a variable gives it, each once.

    >>> values_of('VALUES (?symbol ?kind) { ("A/RES/1/1" "end") ("A/RES/1/1" UNDEF) }', "kind")
    ('"end"', 'UNDEF')
    """
    found: list[str] = []
    for block in _VALUES.finditer(text):
        names = _names(block)
        if name in names:
            found += (row[names.index(name)] for row in _rows(block["rows"], len(names)))
    return tuple(dict.fromkeys(found))


def format_parameters(query: StoredQuery) -> str:
    """The settings that a query takes, as they are written; "" for none."""
    return " ".join(f"--set {parameter}" for parameter in parameters_of(query))


def format_kinds() -> str:
    """What the kinds of values are, a line each."""
    return "".join(f"  {name:10} {kind.says}, such as {kind.example}\n" for name, kind in KINDS.items())


def _term(query: StoredQuery, name: str, value: str, setting: str, base: str, store: ox.Store | None) -> str:
    known = {parameter.name: parameter.kind for parameter in parameters_of(query)}
    if name not in known:
        takes = f"it takes {format_parameters(query)}" if known else "it takes none: copy its text and change it"
        raise _fault(setting, f"{query.name} has no value {name!r}", takes)
    kind = KINDS[known[name]]
    term = kind.term(value, base) if value else ""
    if not term:
        raise _fault(setting, f"{value!r} is not {kind.says}", f"give it as {name}={kind.example}")
    if store is not None and kind.named and not run(store, f"ASK {{ ?thing ?says {term} }}"):
        raise _fault(setting, f"nothing in these data is called {term}", "compare with the lists of the site")
    return term


def _fault(setting: str, what: str, mend: str) -> QueryError:
    return QueryError(what, f"--set {setting}", mend)


def _with_value(text: str, name: str, term: str) -> str:
    return _VALUES.sub(lambda block: _replaced(block, name, term), text)


def _replaced(block: re.Match[str], name: str, term: str) -> str:
    """A VALUES block with one value for a variable; rows that are then alike are one."""
    names = _names(block)
    if name not in names:
        return block[0]
    if block["one"]:
        return f"VALUES ?{name} {{ {term} }}"
    at = names.index(name)
    rows = dict.fromkeys(_row(row, at, term) for row in _rows(block["rows"], len(names)))
    return f"VALUES ({block['many']}) {{ {' '.join(rows)} }}"


def _names(block: re.Match[str]) -> list[str]:
    return [block["one"]] if block["one"] else re.findall(r"\?(\w+)", block["many"])


def _rows(words: str, width: int) -> Iterator[list[str]]:
    terms = _TERM.findall(words)
    return (terms[i : i + width] for i in range(0, len(terms), width))


def _row(row: Sequence[str], at: int, term: str) -> str:
    return f"({' '.join([*row[:at], term, *row[at + 1 :]])})"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _pattern(value: str, base: str) -> str:
    """A regular expression that the engine can read: one that it cannot would only find nothing."""
    tried = run(ox.Store(), f"ASK {{ BIND(REGEX('', {_quoted(value)}) AS ?read) FILTER(BOUND(?read)) }}")
    return _quoted(value) if tried else ""


def _matching(pattern: str, language: str = "", number: bool = False) -> Callable[[str, str], str]:
    """Values that have a form, as strings (in a language) or numbers."""

    def term(value: str, base: str) -> str:
        if not re.fullmatch(pattern, value):
            return ""
        return value if number else f"{_quoted(value)}{language}"

    return term


def _symbol(value: str, base: str) -> str:
    try:
        return _quoted(parse_symbol(value).text)
    except SymbolError:
        return ""


def _below(*folders: str) -> Callable[[str, str], str]:
    """Things by name ("Uganda"), by path ("country/uga"), by the last part of it ("uga") or by IRI."""

    def term(value: str, base: str) -> str:
        from lod.annotate.names.find import load_names

        path = value.removeprefix("res:").removeprefix("<").removesuffix(">").removeprefix(base)
        if not path.startswith(tuple(f"{folder}/" for folder in folders)):
            path = load_names().resolve(value) or (path if "/" in path else f"{folders[0]}/{path}")
        fits = path.startswith(tuple(f"{folder}/" for folder in folders)) and re.fullmatch(r"[\w./-]+", path)
        return f"<{format_iri(Identifier(path), base)}>" if fits else ""

    return term


def _place(value: str, base: str) -> str:
    return _quoted(value) if is_place(value) else ""


KINDS: Mapping[str, ValueKind] = {
    "SYMBOL": ValueKind("a document's symbol", "A/RES/68/230", _symbol),
    "SESSION": ValueKind("a session's number", "78", _matching(r"(?:ES-|S-)?[0-9]{1,3}")),
    "ITEM": ValueKind("an agenda item's number", "24b", _matching(r"[0-9]{1,3}[a-z]{0,3}")),
    "YEAR": ValueKind("a year", "2023", _matching(r"(?:19|20)[0-9][0-9]", number=True), named=False),
    "ACTOR": ValueKind("an actor or State, by name, path or IRI", "UNDP", _below("actor", "country")),
    "COUNTRY": ValueKind("a State, by name, path or IRI", "Uganda", _below("country")),
    "FUND": ValueKind("a fund, by name, path or IRI", "fund/perez-guerrero-trust-fund", _below("fund")),
    "TYPE": ValueKind("a kind of actors, by path or IRI", "actor-type/regional-commission", _below("actor-type")),
    "RULE": ValueKind("a rule of the program", "citation.ibid", _below("rule")),
    "VERB": ValueKind("a verb as it is listed", "requests", _matching(r"[a-z]+(?:[ -][a-z]+)*", "@en")),
    "FAMILY": ValueKind("a family of verbs", "decide", _matching(r"[a-z]+(?:-[a-z]+)*")),
    "KIND": ValueKind("a kind's name", "within-existing-resources", _matching(r"[a-z]+(?:-[a-z]+)*")),
    "HEADING": ValueKind("a subject heading of the library", "SUSTAINABLE DEVELOPMENT", _matching(r"[^a-z\n]+", "@en")),
    "GOAL": ValueKind("a Goal's number", "6", _matching(r"[1-9]|1[0-7]", number=True), named=False),
    "PLACE": ValueKind("a place in a resolution", "op17", _place, named=False),
    "LANGUAGE": ValueKind("a language's code", "en", _matching(r"[a-z]{2}"), named=False),
    "WORDS": ValueKind("words of the text", "South-South", _matching(r"(?s:.+)"), named=False),
    "PATTERN": ValueKind("a regular expression", "(women|girls)", _pattern, named=False),
}
