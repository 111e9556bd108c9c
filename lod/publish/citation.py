"""How a resolution is cited in running text, by the UN Editorial Manual: "General Assembly resolution 68/230"."""

import re

from lod.data.organs import load_organs
from lod.model.errors import SymbolError
from lod.model.symbols import parse_symbol

_PART = re.compile(r"(?<=[0-9])(?=[A-Z(])")


def format_citation(symbol: str) -> str:
    """The organ and the number of a resolution; the symbol where its organ is not in the table.

    >>> format_citation("A/RES/68/230"), format_citation("A/RES/57/270B")
    ('General Assembly resolution 68/230', 'General Assembly resolution 57/270 B')
    >>> format_citation("S/RES/1325(2000)"), format_citation("UNEP/EA.4/Res.1")
    ('Security Council resolution 1325 (2000)', 'UNEP/EA.4/Res.1')
    """
    try:
        organ = parse_symbol(symbol).organ
    except SymbolError:
        return symbol
    _, named, number = symbol.partition("/RES/")
    if not organ or not named:
        return symbol
    return f"{load_organs().get(organ).labels[0]} resolution {_PART.sub(' ', number)}"
