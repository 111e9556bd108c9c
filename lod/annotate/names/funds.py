"""Funds that no table lists, by capitals ("Lebanon Recovery Fund") or by purpose ("trust fund for ...").

Reads: a text and the names found in it. A fund of the tables, and a body that is called a fund (the International
Monetary Fund), is found by its name already; "the Fund" and "trust funds" name none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lod.annotate.names.find import Name, Names
from lod.data.phrases import Phrase
from lod.model.iris import slug

DESCRIBED = "fund/described/"
_CAPITALS = Phrase("funds.capitals")
_PURPOSE = Phrase("funds.purpose")
_MIXED = Phrase("funds.mixed")
_LOOSE_END = Phrase("funds.loose_end")
_WORD = Phrase("funds.word")
_BARE = Phrase("funds.bare")
_QUOTED = Phrase("funds.quoted")
_HEAD = Phrase("funds.head")
_STATUTE = Phrase("funds.statute")
_SHORT = Phrase("funds.short")
_SMALL = re.compile(r" fund\b")  # found much sooner than the words before it
_FORMS = (_STATUTE, _CAPITALS, _PURPOSE, _MIXED)


def find_funds(text: str, known: Sequence[Name], names: Names) -> Iterator[Name]:
    """Funds of a text besides those among `known`, in the order of the text, none inside another."""
    if "Fund" not in text and (" fund" not in text or not _SMALL.search(text)):
        return
    if not _WORD.search(text):
        return
    end = 0
    for match in sorted(
        (found for form in _FORMS if form.may_match(text) for found in form.finditer(text)),
        key=lambda m: (m.start(), -m.end()),
    ):
        start = _name_start(text, match.start(), known)
        printed = _LOOSE_END.sub("", text[start : match.end()].rstrip())
        stop = _name_end(start, start + len(printed), known)
        printed = text[start:stop]
        if text[start - 1 : start] == "“" and (rest := _QUOTED.match(text, stop)):
            stop = rest.end()
            printed = text[start:stop]
        head = start + _HEAD.search(printed).start()  # type: ignore[union-attr]  # every pattern has it
        if start < end or _BARE.fullmatch(printed) or any(name.start <= head < name.end for name in known):
            continue
        end = stop
        yield Name(start, stop, names.resolve(printed) or f"{DESCRIBED}{slug(_by_statute(printed))}")


def _by_statute(printed: str) -> str:
    """The name of a fund, whatever words say that a resolution set it up.

    >>> _by_statute("trust fund created by the General Assembly in its resolution 90/2")
    'trust fund established pursuant to resolution 90/2'
    """
    found = _STATUTE.fullmatch(printed)
    if found is None:
        return printed
    start, end = found.span("set_up")
    return f"{printed[:start]}established pursuant to {printed[end:]}"


def longer_names(paths: Iterable[str]) -> dict[str, str]:
    """Which described fund is one with a longer name in its resolution: the only one that ends with its words.

    >>> longer_names(["fund/described/dams-fund", "fund/described/lake-dams-fund", "fund/described/rivers-fund"])
    {'fund/described/dams-fund': 'fund/described/lake-dams-fund'}
    """
    known = sorted(set(paths))
    made: dict[str, str] = {}
    for path in known:
        longer = [other for other in known if other.endswith(f"-{path.removeprefix(DESCRIBED)}")]
        if path.startswith(DESCRIBED) and len(longer) == 1:
            made[path] = longer[0]
    return made


def _name_start(text: str, start: int, known: Sequence[Name]) -> int:
    """Where a fund's name begins: a name that it begins in the midst of belongs to it whole:
    "Commission on | River Law trust fund"."""
    if text.endswith("of the ", 0, start):  # "the Secretary-General of the | United Nations trust fund"
        return start
    return next((name.start for name in known if name.start < start < name.end), start)


def _name_end(start: int, end: int, known: Sequence[Name]) -> int:
    """Where a fund's name ends: a name that it ends in the midst of belongs to it whole."""
    return next((name.end for name in known if start < name.start < end < name.end), end)


def short_funds(text: str) -> Iterator[tuple[int, int]]:
    """Where a text calls a fund by its short name: "the voluntary trust fund"."""
    return (found.span() for found in _SHORT.finditer(text)) if "rust" in text else iter(())


def funds_among(known: Sequence[Name], text: str) -> list[tuple[str, str]]:
    """The funds among the names of a text: (words, path)."""
    return [(text[n.start : n.end], n.path) for n in known if n.path and n.path.startswith("fund/")] if known else []


def meant_fund(short: str, *levels: Sequence[tuple[str, str]]) -> str | None:
    """Which fund "the Fund" or "the trust fund" means: the one named at the nearest level that names any; one or none.

    A trust fund is meant by a trust fund's name where one is named.

    >>> meant_fund("the trust fund", [], [("Rivers Fund", "fund/a"), ("trust fund for dams", "fund/b")])
    'fund/b'
    """
    for named in levels:
        fitting = [pair for pair in named if "trust fund" in pair[0].lower()] if "rust" in short else []
        paths = {path for _, path in fitting or named}
        if paths:
            return paths.pop() if len(paths) == 1 else None
    return None
