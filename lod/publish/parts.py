"""The whole in parts that a browser loads: what all share, and of each session facts and annotations apart.

Writes: `shared.nq.gz` and, where there are several sessions, two files a session: quads of the
resolutions' own graphs, and of their annotations, and one of what follows from several resolutions; what they hold
together is the whole, each statement once.
`data/parts.json` says what can be chosen, of which files it is made, and what they weigh.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from lod.graph.named_graphs import ACROSS, ANNOTATIONS
from lod.model.iris import slug
from lod.model.numerals import many
from lod.publish.cards import Card
from lod.publish.dumps import FACTS
from lod.publish.pieces import PackedPiece, PiecedFile

PARTS = "data/parts.json"
PARTS_FOLDER = "data/parts"
_ANNOTATIONS = ".annotations.nq.gz"
_SHARED, _ACROSS = f"{PARTS_FOLDER}/shared.nq.gz", f"{PARTS_FOLDER}/across.nq.gz"
_WHOLE, _ALL_FACTS = "data/unres.nq.gz", f"data/unres.{FACTS}.gz"
#: Bytes of a packed dump that is loaded where nobody chooses: some seconds of a usual connection.
_USUAL = 15_000_000


class DataPart(Struct, frozen=True):
    """Resolutions that are loaded together: a name for files, a title, the paths of the resolutions."""

    name: str
    title: str
    paths: tuple[str, ...]

    @property
    def facts(self) -> str:
        """The file of what is printed or official."""
        return f"{PARTS_FOLDER}/{self.name}.facts.nq.gz"

    @property
    def annotations(self) -> str:
        """The file of what rules made."""
        return f"{PARTS_FOLDER}/{self.name}{_ANNOTATIONS}"

    def holds(self, path: str) -> bool:
        """Whether a file is the part's."""
        return path.startswith(f"{PARTS_FOLDER}/{self.name}.")


class WrittenParts(Struct, frozen=True):
    """The files of all parts, and how many statements each file has, those of the whole too, by path."""

    files: tuple[str, ...]
    statements: Mapping[str, int]


def parts_of(sessions: Sequence[tuple[str, str, list[Card]]], kept: Sequence[str]) -> tuple[DataPart, ...]:
    """A part for each session (name, path, resolutions), and one for what an earlier build published."""
    made = [
        DataPart(slug(path.removeprefix("session/") or name), name, tuple(card.symbol for card in cards))
        for name, path, cards in sessions
    ]
    return (*made, DataPart("others", "Other resolutions", tuple(kept))) if kept else tuple(made)


class PartFiles:
    """The files of the parts on their way; one part has none of its own."""

    def __init__(self, folder: Path, parts: Sequence[DataPart], stack: ExitStack) -> None:
        self._target = dict(_targets(parts))
        self._paths = (_SHARED, *sorted(set(self._target.values()))) if len(parts) > 1 else (_SHARED,)
        self._made = {path for path in self._target.values() if path == _ACROSS or path.endswith(_ANNOTATIONS)}
        self._counts: Counter[str] = Counter()
        (folder / PARTS_FOLDER).mkdir(parents=True, exist_ok=True)
        self._out = {path: stack.enter_context(PiecedFile(folder / path)) for path in self._paths}

    def add(self, graphs: Mapping[str, PackedPiece], statements: Mapping[str, int]) -> None:
        """Write what a run holds of each graph, by the graph's path, and count all of its statements."""
        for graph, piece in graphs.items():
            if out := self._out.get(self._target.get(graph, _SHARED)):
                out.add(piece)
        for graph, count in statements.items():
            self._counts[self._target.get(graph, _SHARED)] += count

    def written(self) -> WrittenParts:
        """What was written."""
        counts = self._counts
        whole = {_WHOLE: counts.total(), _ALL_FACTS: counts.total() - sum(counts[path] for path in self._made)}
        return WrittenParts(self._paths, {**whole, **{path: counts[path] for path in self._paths}})


def _targets(parts: Sequence[DataPart]) -> Iterator[tuple[str, str]]:
    """The file in which the statements of a graph go."""
    yield ACROSS, _ACROSS
    for part in parts:
        for path in part.paths:
            yield path, part.facts
            yield f"{path}{ANNOTATIONS}", part.annotations


def parts_json(parts: Sequence[DataPart], written: WrittenParts, size: Callable[[str], int | None]) -> bytes:
    """What can be loaded: choices with their files, the largest first; `size` gives the bytes of a file."""
    count = sum(len(part.paths) for part in parts)
    files = {path: {"bytes": size(path) or 0, "statements": n} for path, n in sorted(written.statements.items())}
    whole = _choice("all", f"All {many(count, 'resolution')}", count, [_ALL_FACTS], [_WHOLE])
    choices = [whole, *map(_session, parts)] if len(parts) > 1 else [whole]
    usual = choices[min(1, len(choices) - 1)] if (size(_WHOLE) or 0) > _USUAL else whole
    told = {"resolutions": count, "usual": usual["id"], "shared": _SHARED, "choices": choices, "files": files}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _session(part: DataPart) -> dict[str, Any]:
    title = f"{part.title} ({many(len(part.paths), 'resolution')})"
    facts = [_SHARED, part.facts]
    return _choice(part.name, title, len(part.paths), facts, [*facts, part.annotations, _ACROSS])


def _choice(name: str, title: str, count: int, facts: list[str], everything: list[str]) -> dict[str, Any]:
    return {"id": name, "title": title, "resolutions": count, "facts": facts, "everything": everything}
