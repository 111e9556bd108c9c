"""How a resolution is cited in running text, by the UN Editorial Manual: "General Assembly resolution 68/230"."""

import re

from lod.data.interface import load_interface, words_of
from lod.data.organs import load_organs
from lod.model.errors import SymbolError
from lod.model.symbols import parse_symbol
from lod.publish.places import ENGLISH

_PART = re.compile(r"(?<=[0-9])(?=[A-Z(])")


def format_citation(symbol: str, language: str = ENGLISH) -> str:
    """The organ and the number of a resolution in a language; the symbol where its organ is not in the table.

    Of an organ that the interface has no words for in the language, in English.

    >>> format_citation("A/RES/68/230"), format_citation("A/RES/57/270B")
    ('General Assembly resolution 68/230', 'General Assembly resolution 57/270 B')
    >>> format_citation("S/RES/1325(2000)"), format_citation("UNEP/EA.4/Res.1")
    ('Security Council resolution 1325 (2000)', 'UNEP/EA.4/Res.1')
    >>> format_citation("A/RES/57/270B", "fr"), format_citation("A/RES/70/1", "zh")
    ('résolution 57/270 B de l’Assemblée générale', '大会第70/1号决议')
    """
    try:
        organ = parse_symbol(symbol).organ
    except SymbolError:
        return symbol
    _, named, number = symbol.partition("/RES/")
    if not organ or not named:
        return symbol
    printed, key = _PART.sub(" ", number), f"resolution_{organ}"
    if language != ENGLISH and key in load_interface():
        return words_of(key, printed, language=language)
    return f"{load_organs().get(organ).labels[0]} resolution {printed}"
