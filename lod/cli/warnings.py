"""Warnings of a build as text for terminals.

Apart from `lod.cli.format`, since a build that finds nothing changed loads nothing that reads or annotates.
"""

from collections.abc import Iterator, Sequence

from lod.review.findings import FindingLine

_FIRST = 3  # warnings of a kind that a build names


def format_warnings(warnings: Sequence[FindingLine], page: str) -> str:
    """The first warnings of each kind, one a line, and the page where all of them stand; "" where there is none."""
    kinds: dict[str, list[FindingLine]] = {}
    for warning in warnings:
        kinds.setdefault(warning.kind, []).append(warning)
    lines = [line for of_kind in kinds.values() for line in _warned(of_kind)]
    return "".join(f"{line}\n" for line in [*lines, f"all warnings: {page}"]) if lines else ""


def _warned(of_kind: Sequence[FindingLine]) -> Iterator[str]:
    for warning in of_kind[:_FIRST]:
        where = f"{warning.symbol} ({warning.source})" if warning.source else warning.symbol
        place = "" if warning.what.startswith(f"{warning.place} ") else format_where(warning.place)
        yield f"warning: {where}: {place}{warning.what}{format_why(warning.mend)}"
    if len(of_kind) > _FIRST:
        yield f"warning: and {len(of_kind) - _FIRST} more of this kind"


def format_where(place: str) -> str:
    """A place before what is said of it; "" for none."""
    return f"{place} " if place else ""


def format_why(why: str) -> str:
    """What explains a line, in brackets behind it; "" for nothing."""
    return f" ({why})" if why else ""
