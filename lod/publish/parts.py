"""The whole in parts that a browser loads: what all share, and of each session facts and annotations apart.

Reads: `unres.nq.gz`. Writes: `shared.nq.gz` and, where there are several sessions, two files a session: quads of the
resolutions' own graphs, and of their annotations, and one of what follows from several resolutions; what they hold
together is the whole, each statement once.
`data/parts.json` says what can be chosen, of which files it is made, and what they weigh.
"""

import gzip
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from msgspec import Struct

from lod.graph.named_graphs import ACROSS, ANNOTATIONS
from lod.model.iris import slug
from lod.model.numerals import many
from lod.publish.dumps import FACTS
from lod.publish.index import Card

PARTS = "data/parts.json"
PARTS_FOLDER = "data/parts"
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
        return f"{PARTS_FOLDER}/{self.name}.annotations.nq.gz"

    def holds(self, path: str) -> bool:
        """Whether a file is the part's."""
        return path.startswith(f"{PARTS_FOLDER}/{self.name}.")


class PartsTask(Struct, frozen=True):
    """The dump to cut, the folder where the paths of files begin, and the parts; one part has no files of its own."""

    dump: Path
    folder: Path
    base: str
    parts: tuple[DataPart, ...]
    name: str = PARTS_FOLDER


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


def write_parts(task: PartsTask) -> WrittenParts:
    """Cut the dump into the files of the parts."""
    counts: Counter[str] = Counter()
    target = dict(_targets(task))
    wanted = (_SHARED, *sorted(set(target.values()))) if len(task.parts) > 1 else (_SHARED,)
    with ExitStack() as stack, gzip.open(task.dump) as lines:
        write = {path: _opened(task.folder / path, stack) for path in wanted}
        for line in lines:
            path = target.get(line[line.rindex(b" <") + 1 : -3], _SHARED)
            counts[path] += 1
            if path in write:
                write[path](line)
    made = counts[_ACROSS] + sum(counts[part.annotations] for part in task.parts)
    whole = {_WHOLE: counts.total(), _ALL_FACTS: counts.total() - made}
    return WrittenParts(wanted, {**whole, **{path: counts[path] for path in wanted}})


def _targets(task: PartsTask) -> Iterator[tuple[bytes, str]]:
    """The file in which the statements of a graph go."""
    yield f"<{task.base}{ACROSS}>".encode(), _ACROSS
    for part in task.parts:
        for path in part.paths:
            yield f"<{task.base}{path}>".encode(), part.facts
            yield f"<{task.base}{path}{ANNOTATIONS}>".encode(), part.annotations


def _opened(path: Path, stack: ExitStack) -> Callable[[bytes], int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = stack.enter_context(path.open("wb"))
    return cast(IO[bytes], stack.enter_context(gzip.GzipFile("", "wb", 6, raw, mtime=0))).write


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
