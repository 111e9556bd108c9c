"""Text and JSON of coverage and differences, for the commands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import to_builtins
from msgspec.structs import replace

from lod.cli.warnings import format_where, format_why
from lod.model.numerals import many
from lod.review.changes import Change, Field, Sign
from lod.review.coverage import Coverage, Left, commonest, summed
from lod.review.statements import KINDS
from lod.review.suspicious import Doubt

_SHOWN = 100  # characters of a value in a line
_COMMON = 10  # how many of the most frequent words a summary names


def format_coverage(covered: Coverage) -> str:
    """One resolution for people: counts first, then what was left open, each with its place and words."""
    lines = [f"{covered.symbol}  {covered.title}  ({covered.source})", *_counts(covered)]
    for kind in Left:
        lines += [
            f"  {kind}: {format_where(left.place)}{left.words!r}{format_why(left.why)}" for left in covered.of(kind)
        ]
    return "\n".join(lines) + "\n"


def _counts(covered: Coverage) -> Iterator[str]:
    yield f"  paragraphs       {_listed(covered.paragraphs)}"
    for name, kind in (("citations", Left.CITATION), ("mentions", Left.MENTION)):
        total, left = covered.total(name), covered.count(kind)
        yield f"  {name:16} {total} recognized, {total - left} resolved, {left} left open"
    yield f"  {'acts':16} {covered.number_of_acts}: {_listed(covered.acts)}"
    requests, left = covered.total("report requests"), covered.count(Left.REPORT)
    yield f"  {'report requests':16} {requests}, {left} without body, session or date"


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts) or "none"


def format_summary(found: Sequence[Coverage], failed: int) -> str:
    """All sources together, and the words that were left open most often."""
    total = summed(found)
    unread = f", {failed} could not be read" if failed else ""
    lines = [f"{many(len(found), 'resolution')}{unread}", *_counts(total)]
    for kind in Left:
        if total.count(kind):
            lines.append(f"  {kind}: {total.count(kind)} in all; most often:")
            rows = commonest(found, kind)[:_COMMON]
            lines += [f"    {n:5}  {words!r}, first in {c.symbol} {o.place}".rstrip() for words, n, c, o in rows]
    return "\n".join(lines) + "\n"


def format_suspicions(covered: Coverage) -> str:
    """The statements of a resolution to read again, a line each."""
    return "".join(f"{covered.symbol} {one.place}: {one.doubt}: {one.words!r}\n" for one in covered.suspicions)


def format_doubts(found: Sequence[Coverage], failed: int) -> str:
    """How many statements of all sources are to be read again, by reason."""
    counted = Counter(one.doubt for covered in found for one in covered.suspicions)
    unread = f", {failed} could not be read" if failed else ""
    lines = [f"{many(counted.total(), 'statement')} to read again in {many(len(found), 'resolution')}{unread}"]
    return "\n".join([*lines, *(f"  {counted[doubt]:5}  {doubt}" for doubt in Doubt if counted[doubt])]) + "\n"


def _count_values(covered: Coverage) -> dict[str, object]:
    return {name: dict(getattr(covered, name)) for name in ("paragraphs", "acts", "recognized")}


def coverage_values(covered: Coverage) -> dict[str, object]:
    """One resolution for JSON."""
    return {**to_builtins(covered), **_count_values(covered)}


def summary_values(found: Sequence[Coverage], failed: int) -> dict[str, object]:
    """All sources together, for JSON."""
    total = summed(found)
    left = {kind.value: total.count(kind) for kind in Left}
    often = {k.value: [{"words": w, "times": n} for w, n, _, _ in commonest(found, k)[:_COMMON]] for k in Left}
    doubts = {str(doubt): sum(one.doubt == doubt for one in total.suspicions) for doubt in Doubt}
    counts = {"resolutions": len(found), "unreadable": failed, **_count_values(total)}
    return {**counts, "open": left, "most often": often, "suspicious": doubts}


def format_changes(changes: Sequence[Change]) -> str:
    """The changes for people, one a line below the symbol and the place that they concern."""
    lines: list[str] = []
    for symbol, group in groupby(changes, key=lambda change: change.symbol):
        here = tuple(group)
        if here[0].kind == "resolutions":  # a whole resolution came or went: its statements are counted
            counts = Counter(change.kind for change in here[1:])
            lines.append(f"{here[0].sign} {symbol}  ({_listed((k, counts[k]) for k in KINDS if counts[k])})")
            continue
        lines.append(symbol)
        for place, at in groupby(here, key=lambda change: change.place):
            lines += [f"  {place}"] if place else []
            lines += [f"    {format_change(change)}" for change in at]
    return "\n".join([*lines, "", ""]) if lines else ""


def format_change(change: Change) -> str:
    """One change in a line: its sign, kind and words, and what it says or what differs."""
    name = change.kind.removesuffix("s")
    words = f" {_cut(change.words)!r}" if change.words else ""
    came = f" (was {change.before})" if change.before else ""
    return f"{change.sign} {name}{words}{came}{_said(change)}"


def _said(change: Change) -> str:
    if change.sign is Sign.CHANGED:
        parts = [f"{f.name}: {old or 'none'} → {new or 'none'}" for f in change.fields for old, new in [_apart(f)]]
    else:
        shown = [f for f in change.fields if f.name not in ("words", "act", "place")]
        parts = [f"{f.name} {_cut(f.old or f.new)}" for f in shown]
    return ("  " + "; ".join(parts)) if parts else ""


def _apart(field: Field) -> tuple[str, str]:
    """Both values of a field, long ones from shortly before they part."""
    old, new = field.old, field.new
    if max(len(old), len(new)) <= _SHOWN:
        return old, new
    alike = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, old.rfind(" ", 0, max(0, alike - 20)) + 1)
    lead = "… " if start else ""
    return lead + _cut(old[start:]), lead + _cut(new[start:])


def _cut(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= _SHOWN else folded[: _SHOWN - 2].rstrip() + " …"


def format_counts(changes: Sequence[Change], before: Mapping[str, int], kinds: Sequence[str]) -> str:
    """The changes counted by kind, and the ones that occur most often."""
    if not changes:
        return "nothing differs\n"
    counts = Counter((change.kind, change.sign) for change in changes)
    lines = [f"{'':12}" + "".join(f"{head:>9}" for head in ("gained", "lost", "changed", "same"))]
    for kind in (kind for kind in KINDS if kind in kinds):
        gained, lost, changed = (counts[kind, sign] for sign in (Sign.GAINED, Sign.LOST, Sign.CHANGED))
        cells = (f"+{gained}", f"-{lost}", f"~{changed}", f"{before.get(kind, 0) - lost - changed}")
        lines.append(f"{kind:12}" + "".join(f"{cell:>9}" for cell in cells))
    often = Counter(format_change(replace(change, before="")) for change in changes)
    repeated = [(line, n) for line, n in sorted(often.items(), key=lambda item: (-item[1], item[0])) if n > 1]
    lines += ["most often:"] * bool(repeated) + [f"  {n:5}  {line}" for line, n in repeated[:_COMMON]]
    return "\n".join(lines) + "\n"


def format_some(changes: Sequence[Change], number: int) -> str:
    """The first changes of each kind and sign, each with its place."""
    lines = []
    for kind in KINDS:
        for sign in Sign:
            here = [change for change in changes if change.kind == kind and change.sign == sign]
            lines += [f"  {change.symbol} {change.place}  {format_change(change)}" for change in here[:number]]
            lines += [f"  and {len(here) - number} more"] if len(here) > number else []
    return "\n".join(["some of each:", *lines, ""]) if lines else ""


def difference_values(changes: Sequence[Change], before: Mapping[str, int], kinds: Sequence[str]) -> dict[str, object]:
    """The changes and their counts, for JSON; `before` are the old build's statements by kind."""
    counts = Counter((change.kind, change.sign.name.lower()) for change in changes)
    summary = {k: {s.name.lower(): counts[k, s.name.lower()] for s in Sign} for k in kinds}
    return {"changes": to_builtins(changes), "summary": summary, "old": dict(before)}
