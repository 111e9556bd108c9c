"""Official hyperlinks to UN documents: from an address of the UN's resolvers to a document's path."""

import re

from lod.model.symbols import is_symbol, normalize, one_case

#: "https://undocs.org/en/A/RES/77/27", "https://docs.un.org/A/78/184"
_RESOLVER = re.compile(
    r"https?://(?:www\.)?(?:undocs|docs\.un)\.org/(?:[a-z]{2}/)?(?P<symbol>[^?#]+?)/?(?:[?#].*)?$", re.IGNORECASE
)


def symbol_of(href: str) -> str | None:
    """The symbol to which a hyperlink leads, as `lod.model.symbols` writes it; None for other addresses.

    >>> symbol_of("https://undocs.org/en/A/RES/57/270 B"), symbol_of("https://docs.un.org/A/78/184")
    ('A/RES/57/270B', 'A/78/184')
    >>> symbol_of("https://www.un.org/sustainabledevelopment") is None
    True
    """
    found = _RESOLVER.match(href.strip())
    symbol = one_case(normalize(found["symbol"].replace("%20", " "))) if found else ""
    return symbol if is_symbol(symbol) else None
