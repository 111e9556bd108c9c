"""What a build did: what it published, what it could not, what it warns of."""

from pathlib import Path

from msgspec import Struct

from lod.model.errors import legible
from lod.model.numerals import many
from lod.publish.pool import Lost
from lod.review.findings import FindingLine


class Failure(Struct, frozen=True):
    """An input that gives no resolution: the lines that say what, where and how to fix it."""

    name: str
    message: str

    @classmethod
    def lost(cls, name: str, lost: Lost) -> "Failure":
        """What ended the work on one input must not cost the others."""
        return cls(name, f"{legible(name)}: {lost.why}")


class SlowestSource(Struct, frozen=True):
    """The sources of the resolution that took longest to read, annotate and validate, and how many seconds that was."""

    name: str
    seconds: float


class BuildResult(Struct, frozen=True):
    """What a build did."""

    resolutions: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    warnings: tuple[FindingLine, ...] = ()
    triples: int = 0
    written: int = 0
    removed: int = 0
    slowest: SlowestSource | None = None

    def summary(self, out: Path) -> str:
        """One line for the terminal."""
        if not self.resolutions:
            return f"nothing published; {out} is as it was"
        resolutions, warnings = many(len(self.resolutions), "resolution"), many(len(self.warnings), "warning")
        return (
            f"{resolutions}, {self.triples} triples, {warnings} in {out}: "
            f"{self.written} files written, {self.removed} removed"
        )
