"""Whether regular expressions take time in proportion to the text.

Each pattern is timed, as it is used, over repeats of pieces that are made to hurt it, with an end that fits nothing.
Four times the text may take six times as long.
"""

import itertools
import re
import signal
import time
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from tests.patterns.collect import Use
from tests.patterns.pieces import hurtful

#: Sizes of the texts in characters, each four times the one before. The first tells only whether to go on: a repeat
#: with a bound of some hundreds grows there as one without.
SIZES = (512, 2048, 8192, 32768)
#: The growth that is allowed from one size to the next: six-fold, where proportion is four-fold.
ALLOWED = 6.0
#: Seconds that count as nothing. A quadratic pattern takes 0.1 s at 8 KB, one in proportion a hundredth of it.
NOTHING = 0.03
ROUNDS = 4
#: Seconds after which a pattern is ended: some would take for ever.
LONGEST = 3.0
WRONG_END = "\x01"


class Worst(Struct, frozen=True):
    """The text that a pattern takes worst, and how: seconds at each size, as far as they were measured."""

    use: Use
    method: str = ""
    head: str = ""
    piece: str = ""
    seconds: tuple[float, ...] = ()

    @property
    def growth(self) -> float:
        """The worst growth from one size to the next, where times count as something; what is ended at 2 KB is told."""
        counted = self.seconds if self.seconds[1:2] >= (LONGEST,) else self.seconds[1:]
        pairs = itertools.pairwise(counted)
        return max(
            (later / max(earlier, NOTHING / ALLOWED) for earlier, later in pairs if later > NOTHING), default=1.0
        )


def worst(use: Use) -> Worst:
    """The text among those made to hurt a pattern that it takes worst."""
    found = [Worst(use)]
    methods = use.methods or {"search"}
    searches = [
        name
        for name in ("finditer", "fullmatch", "match")
        if name in methods or (name == "finditer" and methods - {"match", "fullmatch"})
    ]
    for method in searches:
        for head, piece in hurtful(use.pattern):
            found.append(_timed(use, method, head, piece))
            if found[-1].growth > ALLOWED:
                return found[-1]
    return max(found, key=lambda one: one.growth)


def _timed(use: Use, method: str, head: str, piece: str) -> Worst:
    """The least times of a method over a text of each size; larger ones only where the smaller takes time at all.

    What takes long at a size is not tried at the next, sixteen times or sixty-four times as long: its growth is told.
    """
    times: list[float] = []
    for size in SIZES:
        times.append(_least(use, method, (head, piece), size))
        grown = Worst(use, method, head, piece, tuple(times)).growth > ALLOWED
        if grown or (size > SIZES[0] and times[-1] < (NOTHING / 20 if size < SIZES[2] else NOTHING / 4)):
            break
    return Worst(use, method, head, piece, tuple(times))


def _least(use: Use, method: str, pieces: tuple[str, str], size: int) -> float:
    head, piece = pieces
    text: Any = head + piece * (size // len(piece)) + WRONG_END
    text = text.encode("utf-8", "replace") if isinstance(use.pattern.pattern, bytes) else text
    seconds = _seconds(use.pattern, method, text)
    for _ in range(ROUNDS - 1 if NOTHING / 20 < seconds < 0.5 else 0):  # what is that slow is so on a quiet machine too
        seconds = min(seconds, _seconds(use.pattern, method, text))
    return seconds


def _seconds(pattern: re.Pattern[Any], method: str, text: Any) -> float:
    """How long a method takes over a text, at most `LONGEST`."""
    start = time.process_time()
    signal.signal(signal.SIGVTALRM, _end)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        for _ in pattern.finditer(text) if method == "finditer" else (getattr(pattern, method)(text),):
            pass
    except TimeoutError:
        return LONGEST
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _end(*_: object) -> None:
    raise TimeoutError


def table(found: Iterable[Worst]) -> Iterator[str]:
    """A line for each module: its patterns, its worst growth, and of what."""
    by_module: dict[str, list[Worst]] = {}
    for one in found:
        by_module.setdefault(one.use.module, []).append(one)
    yield f"{'module':44} patterns  too slow  worst growth"
    for module, ones in sorted(by_module.items()):
        slow = sum(one.growth > ALLOWED for one in ones)
        yield f"{module:44} {len(ones):8}  {slow:8}  {max(one.growth for one in ones):8.1f}"
    yield f"{'in all':44} {sum(map(len, by_module.values())):8}"


def told(one: Worst) -> str:
    """What of a pattern is too slow, in two lines."""
    times = " ".join(f"{seconds:.3f}" for seconds in one.seconds)
    head = f"{one.use.name} .{one.method} {one.head!r} {one.piece!r}: {one.growth:.0f}-fold ({times} s)"
    return f"{head}\n    {one.use.pattern.pattern!r:.300}"
