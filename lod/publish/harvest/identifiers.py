"""Identifiers of records: "oai:w3id.org:A/RES/68/230". Governing text: the OAI Identifier Format."""

from urllib.parse import urlsplit

from lod.model.symbols import is_symbol


def format_identifier(symbol: str, base: str) -> str:
    """The identifier of a resolution's record: the host of its IRI, and its symbol.

    >>> format_identifier("A/RES/68/230", "https://w3id.org/unres/")
    'oai:w3id.org:A/RES/68/230'
    """
    return f"oai:{urlsplit(base).hostname or 'localhost'}:{symbol}"


def parse_identifier(identifier: str, base: str) -> str | None:
    """The inverse; None for what is no identifier of ours.

    >>> parse_identifier("oai:w3id.org:A/RES/68/230", "https://w3id.org/unres/")
    'A/RES/68/230'
    >>> parse_identifier("oai:example.org:A/RES/68/230", "https://w3id.org/unres/")
    """
    start = format_identifier("", base)
    symbol = identifier.removeprefix(start)
    return symbol if identifier.startswith(start) and is_symbol(symbol) else None
