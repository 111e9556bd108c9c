"""Outline of a resolution's tree for people: places, kinds and first words."""

from collections.abc import Iterator

from lod.model.resolution import Part, Resolution

_SHOWN = 90  # characters of a part's words


def outline(resolution: Resolution) -> str:
    """One line a part and footnote, indented by depth."""
    head = resolution.masthead
    lines = [
        f"{head.symbol}  {head.title}",
        f"  adopted {head.adopted}, distributed {head.issued}, session {head.session}",
    ]
    lines += [line for part in resolution.parts for line in _lines(part, 1)]
    for note in resolution.footnotes:
        lines.append(f"  {note.place} on {note.anchor or 'nothing'}: {note.passage.text[:_SHOWN]}")
    lines += [f"  ! {finding.what}" for finding in resolution.findings]
    return "\n".join(lines) + "\n"


def _lines(part: Part, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{part.place} {part.kind}: {part.passage.text[:_SHOWN]}"
    for child in part.parts:
        yield from _lines(child, depth + 1)
