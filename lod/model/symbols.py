"""United Nations document symbols: parse what is printed, format as the UN's own resolver writes.

Governing text: the UN Editorial Manual's rules on document symbols and on citing resolutions. Spaces are dropped
("A/RES/57/270 B" -> "A/RES/57/270B"), a lettered part of a pre-1976 resolution is left out, as the resolver does
("217 A (III)" -> "A/RES/217(III)"), "Add.", "Corr.", "Rev." keep their case. What has not the form of its organ's
symbols is none: it stays words. A symbol is the path of its document's page, so that no element of it leads elsewhere
or is more than a file's name can be.
"""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from lod.model.errors import SymbolError
from lod.model.numerals import roman_value

ROMAN = r"[IVXLC]{1,10}"
#: Sessions that numbers of early resolutions name: "XV", "S-V", "ES-II", and in figures "S-1".
_EARLY_SESSION = rf"(?:ES-|S-)?{ROMAN}|E?S-[0-9]"
#: Characters of a symbol; the longest in use have some forty.
LONGEST = 200
#: First elements of symbols: a series is capital letters, "A", "S", "E", "CRC", "UNEP", "TD", ...
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:/[A-Za-z0-9().\-*]+)+")
#: How no element begins or ends: with a point, or as files do whose suffix is ours (".html").
_UNFIT = re.compile(r"/\.|\.[a-z]*(?=/|\Z)")

_GA_MODERN = re.compile(
    r"A/RES/(?P<session>(?:ES-|S-)?[0-9]{1,4})/(?P<number>[0-9]{1,4})(?P<letters>[A-Z](?:-[A-Z])?)?"
)
_GA_EARLY = re.compile(rf"A/RES/(?P<number>[0-9]{{1,4}})\((?P<session>{_EARLY_SESSION})\)")
_ECOSOC_EARLY = re.compile(rf"E/RES/(?P<number>[0-9]{{1,4}})\((?P<session>{_EARLY_SESSION})\)")
_SC = re.compile(r"S/RES/(?P<number>[0-9]{1,4})\((?P<session>[0-9]{4})\)")
_OTHER = re.compile(
    r"(?P<organ>E|A/HRC)/RES/(?P<session>(?:S-)?[0-9]{1,4})/(?P<number>[0-9]{1,4})(?P<letters>[A-Z](?:-[A-Z])?)?"
)
_RESOLUTIONS = ((_GA_MODERN, "A"), (_GA_EARLY, "A"), (_SC, "S"), (_OTHER, None), (_ECOSOC_EARLY, "E"))
#: Of the organs whose resolutions are read here: what else their documents may be called, and what hangs on them.
_OWN = re.compile(r"(?:A|S|E|A/HRC)/RES/")
_EARLY_PART = re.compile(rf"[AE]/RES/[0-9]{{1,4}}[A-Z]{{0,2}}(?:-[A-Z])?\((?:{_EARLY_SESSION})\)")
_HANGING = re.compile(r"/(?:Add|Amend|Corr|Rev)\.[0-9]{1,3}")

_DRAFT = re.compile(r"/L\.[0-9]{1,5}(?:/[A-Z][a-z]{2,4}\.[0-9]{1,3}){0,3}\Z")
#: Sessions that other symbols than resolutions' name: of the Assembly's drafts, of the Human Rights Council's papers.
_IN_SESSION = re.compile(r"A(?P<council>/(?!D)[A-Z]{3})?(?:/C\.[0-9]|/[A-Z]{3,4})?/(?P<session>(?:ES-|S-)?[0-9]{1,3})/")
_DECISION = re.compile(r"/dec[/.][0-9]", re.IGNORECASE)
_SERIES = re.compile(r"^(?:[A-Za-z]+/)+")
#: What of a resolution's number may be typed small: the letter of its part, its roman session.
_PART = re.compile(r"(?<=/RES/)(?:[A-Z-]*[0-9]+/[0-9]+[a-z](?:-[a-z])?|[0-9]+\((?:e?s-)?[ivxlc]+\))$")
_SUPPLEMENT = re.compile(r"\(supp\)", re.IGNORECASE)

ORGANS = {
    "A": "general-assembly",
    "S": "security-council",
    "E": "economic-and-social-council",
    "A/HRC": "human-rights-council",
}


class Symbol(Struct, frozen=True):
    """A symbol in the resolver's form; the other fields are filled for resolutions only.

    `organ` is an actor slug; `session` "57", "S-32", "III" or a year for the Security Council; `letters` "B", "A-B".
    """

    text: str
    organ: str | None = None
    session: str | None = None
    number: str | None = None
    letters: str | None = None

    @property
    def is_resolution(self) -> bool:
        return self.number is not None

    def __str__(self) -> str:
        return self.text


_PLAIN = str.maketrans("\u2010\u2011\u2013", "---", "\u00ad")  # hyphens that a typesetter puts; soft ones are none


@lru_cache(maxsize=16384)  # few documents are cited often, here as below
def normalize(text: str) -> str:
    """The resolver's form of a printed symbol, its digits those of ASCII; raises nothing, checks nothing.

    >>> normalize("A/RES/57/270 B"), normalize("S/RES/2098 (2013)"), normalize("A/RES/\uff17\uff18/\u0664\u0663")
    ('A/RES/57/270B', 'S/RES/2098(2013)', 'A/RES/78/43')
    """
    plain = "".join(text.translate(_PLAIN).split())
    return plain if plain.isascii() else ascii_digits(plain)


def ascii_digits(text: str) -> str:
    """A text whose decimal digits of other scripts are those of ASCII; raised ones and fractions are no such digits.

    >>> ascii_digits("\u0661\u0667 \u00b2")
    '17 \u00b2'
    """
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


@lru_cache(maxsize=16384)
def is_symbol(text: str) -> bool:
    """Whether a normalized text has the form of a document symbol; of a resolution, that of its organ's.

    >>> [is_symbol(s) for s in ("A/RES/68/230", "A/68/443/Add.2", "A/HRC/RES/S-21/1", "A/RES/60/1/Corr.1")]
    [True, True, True, True]
    >>> [is_symbol(s) for s in ("A/RES/68/x", "A/RES/1325(2000)", "A/../B", "A/1.html", "A/RES/78/" + 300 * "1")]
    [False, False, False, False, False]
    """
    if len(text) > LONGEST or not _SYMBOL.fullmatch(text) or _UNFIT.search(text):
        return False
    if not _OWN.match(text):
        return True
    plain = _without_parts(text)
    return _EARLY_PART.fullmatch(plain) is not None or any(form.fullmatch(plain) for form, _ in _RESOLUTIONS)


def _without_parts(text: str) -> str:
    """A symbol without the parts of a document that hang on its end."""
    end = len(text)
    while _HANGING.fullmatch(text, start := max(text.rfind("/", 0, end), 0), end):
        end = start
    return text[:end]


def one_case(symbol: str) -> str:
    """A symbol as it is printed, where a link was typed in another case: the resolver takes any, a document has one.

    >>> one_case("a/hrc/RES/16/18"), one_case("A/RES/72/266b"), one_case("A/RES/1874(s-iv)")
    ('A/HRC/RES/16/18', 'A/RES/72/266B', 'A/RES/1874(S-IV)')
    >>> one_case("UNEP/EA.4/RES.1"), one_case("A/64/27(supp)")
    ('UNEP/EA.4/Res.1', 'A/64/27(Supp)')
    >>> one_case("A/68/443/Add.2"), one_case("A/77/278(PartI)")
    ('A/68/443/Add.2', 'A/77/278(PartI)')
    """
    plain = _SERIES.sub(lambda found: found[0].upper(), symbol).replace("/RES.", "/Res.")
    return _PART.sub(lambda found: found[0].upper(), _SUPPLEMENT.sub("(Supp)", plain))


def parse_symbol(text: str) -> Symbol:
    """A symbol from its printed form; raises SymbolError.

    >>> parse_symbol("A/RES/57/270 B").letters
    'B'
    >>> parse_symbol("A/RES/217(III)").session
    'III'
    >>> parse_symbol("A/68/443/Add.2").is_resolution
    False
    """
    plain = normalize(text)
    if not is_symbol(plain):
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
        raise SymbolError(f"{shown!r} is no document symbol", mend="a symbol looks like A/RES/68/230 or A/68/443/Add.2")
    for pattern, organ in _RESOLUTIONS:
        if found := pattern.fullmatch(plain):
            groups = found.groupdict()
            return Symbol(
                plain, ORGANS[organ or groups["organ"]], groups["session"], groups["number"], groups.get("letters")
            )
    return Symbol(plain)


def adopted_in(text: str) -> tuple[str | None, str | None]:
    """Organ and session, in figures, that a resolution's symbol names; None for what it does not.

    >>> [adopted_in(s) for s in ("A/RES/S-32/1", "A/RES/1721(XVI)")]
    [('general-assembly', 'S-32'), ('general-assembly', '16')]
    >>> [adopted_in(s) for s in ("A/HRC/DEC/61/101", "A/DEC/82/501")]
    [('human-rights-council', '61'), ('general-assembly', '82')]
    >>> [adopted_in(s) for s in ("S/RES/2098(2013)", "A/68/443", "no symbol")]
    [('security-council', None), (None, None), (None, None)]
    """
    plain = normalize(text)
    symbol = parse_symbol(plain) if is_symbol(plain) else Symbol(plain)
    if not symbol.is_resolution and (is_paper(plain) or is_decision(plain)) and (found := _IN_SESSION.match(plain)):
        return ORGANS.get(f"A{found['council'] or ''}"), found["session"]
    if symbol.session is None or symbol.organ == ORGANS["S"]:
        return symbol.organ, None
    prefix, _, count = symbol.session.rpartition("-")
    figures = count if count.isdecimal() else str(roman_value(count.lower()) or "")
    return symbol.organ, "-".join(filter(None, (prefix, figures))) or None


def is_draft(symbol: str) -> bool:
    """Whether a symbol is of a draft, or of a paper of limited distribution.

    >>> [is_draft(s) for s in ("A/C.2/80/L.56", "A/80/L.41/Rev.1", "A/RES/80/1", "A/80/41")]
    [True, True, False, False]
    """
    return _DRAFT.search(symbol) is not None


def is_statement(symbol: str) -> bool:
    """Whether a symbol is of a president's statement.

    >>> [is_statement(s) for s in ("S/PRST/2015/1", "A/HRC/PRST/35/1", "S/RES/2222(2015)")]
    [True, True, False]
    """
    return "/PRST/" in symbol


def is_decision(symbol: str) -> bool:
    """Whether a symbol is of a decision.

    >>> [is_decision(s) for s in ("A/HRC/DEC/61/101", "HSP/HA.3/Dec.2", "A/RES/80/1", "A/DEC/x")]
    [True, True, False, False]
    """
    return _DECISION.search(symbol) is not None


def is_paper(symbol: str) -> bool:
    """Whether a symbol is of what is read beside resolutions: drafts and statements."""
    return is_draft(symbol) or is_statement(symbol)


def format_symbol(symbol: Symbol) -> str:
    """The inverse of `parse_symbol`."""
    return symbol.text


def resolution(number: str, organ: str = "A") -> Symbol:
    """The symbol of a resolution from the number by which texts cite it; raises SymbolError.

    >>> resolution("57/270 B").text, resolution("217 A (III)").text, resolution("S-10/2").text
    ('A/RES/57/270B', 'A/RES/217(III)', 'A/RES/S-10/2')
    >>> resolution("104 (S-1)").text, resolution("1799 (LIV)", "E").text
    ('A/RES/104(S-1)', 'E/RES/1799(LIV)')
    >>> resolution("1325 (2000)", "S").text, resolution("2020/23", "E").text, resolution("16/21", "A/HRC").text
    ('S/RES/1325(2000)', 'E/RES/2020/23', 'A/HRC/RES/16/21')
    """
    early = re.fullmatch(
        rf"(\d+)\s*(?:[A-Z](?:\s*[-–]\s*[A-Z])?\s*)?(\((?:{_EARLY_SESSION}|\d{{4}})\))", number.strip()
    )
    plain = "".join(early.groups()) if early else number
    found = parse_symbol(f"{organ}/RES/{plain}")
    if not found.is_resolution:
        raise SymbolError(
            f"{number!r} is no resolution number of {organ}", mend="it looks like 57/270 B or 217 A (III)"
        )
    return found
