"""Validation of an RDF file, a published folder, or a source that is read first, for the command line."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import is_rdf, read_triples
from lod.graph.profiles import HOUSE, load_profile, unknown_terms
from lod.graph.resolution import graph_of
from lod.graph.shacl import Result, Validator, validator
from lod.model.errors import SourceError
from lod.model.resolution import Finding, Resolution, Severity, Source
from lod.publish.journal import finish_switch
from lod.publish.staging import find_resolutions
from lod.read.read import read


class CheckResult(Struct, frozen=True):
    """What was found: SHACL results, the readers' findings, and the source that names their lines, if any."""

    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()
    source: Source | None = None
    places: tuple[tuple[str, int, str], ...] = ()  # where each passage begins in the source, with its first words

    @property
    def violations(self) -> bool:
        """Whether anything must not be published."""
        return any(result.severity == Severity.VIOLATION for result in self.results)

    def report(self) -> str:
        """One line a result and finding, and a last line with the counts."""
        lines = [self._result(result) for result in self.results]
        lines += [self._finding(finding) for finding in self.findings]
        bad = sum(result.severity == Severity.VIOLATION for result in self.results)
        return "\n".join([*lines, f"{bad} violations, {len(lines) - bad} other findings"]) + "\n"

    def _result(self, result: Result) -> str:
        """A result with the source line and words of the passage that it concerns, where there is one."""
        place = result.focus.partition("#")[2]
        for known, offset, words in self.places:
            if self.source and (place == known or place.startswith(f"{known}.")):
                return f"{result.line()} [line {self.source.line(offset)}: {words!r}]"
        return result.line()

    def _finding(self, finding: Finding) -> str:
        line = f"line {self.source.line(finding.source)}: " if self.source and finding.source is not None else ""
        where = f"{finding.place}: " if finding.place else ""
        return f"{finding.severity}: {line}{where}{finding.what} ({finding.mend or finding.rule})"


def check(source: Path, base: str, engine: str, profile: str = HOUSE) -> CheckResult:
    """Check an RDF file, a published folder, or a text, PDF or XML; raises SourceError where it cannot be read."""
    if source.is_dir():
        finish_switch(source)
        return CheckResult(_checked_folder(source, _shapes(engine, profile)))
    if is_rdf(source):
        return CheckResult(_checked_data(source, _shapes(engine, profile)))
    return check_resolution(read(source), base, engine, profile)


def check_resolution(resolution: Resolution, base: str, engine: str, profile: str = HOUSE) -> CheckResult:
    """Check what a source gives."""
    results = _shapes(engine, profile).validate(graph_of(resolution, base, "nt"))
    return CheckResult(results, resolution.findings, resolution.source, tuple(_places(resolution)))


def _shapes(engine: str, profile: str) -> Validator:
    return validator(engine) if profile == HOUSE else validator(engine, load_profile(profile))


def _places(resolution: Resolution) -> Iterator[tuple[str, int, str]]:
    """The passages of a resolution, the deepest places first: an act's place begins with its paragraph's."""
    passages = sorted(resolution.passages(), key=lambda item: -len(item[0]))
    for place, passage in passages:
        if passage.runs and place:
            yield place, passage.runs[0].source, passage.text[:60]


def _checked_folder(folder: Path, shapes: Validator) -> tuple[Result, ...]:
    """The results for every resolution of a published folder."""
    paths = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    found = sorted(find_resolutions(folder, paths))
    if not found:
        raise SourceError("no published resolutions", str(folder), "build it first: lod build --out FOLDER")
    data = (folder / f"{symbol}.ttl" for symbol in found)
    return tuple(result for path in data for result in _checked_data(path, shapes))


def _checked_data(path: Path, shapes: Validator) -> tuple[Result, ...]:
    """The results for an RDF file, all its graphs together."""
    triples = set(read_triples(path))
    results = shapes.validate(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    return tuple(sorted({*results, *unknown_terms(triples)}))
