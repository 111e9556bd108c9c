"""What `lod validate` checks: an RDF file, a published folder, or a source that is read first."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from lod.dumps import open_dump
from lod.errors import SourceError
from lod.model import Finding, Resolution, Severity
from lod.reading import read
from lod.validate import Result, validator
from lod.work import graph_of

_RECORD = ".marc.xml"
_RDF = (".ttl", ".nt", ".nq", ".trig", ".jsonld", ".gz")


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: SHACL results, the readers' findings, and for a source its text, to name lines."""

    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()
    text: str = ""

    @property
    def violations(self) -> bool:
        """Whether anything must not be published."""
        return any(result.severity == Severity.VIOLATION for result in self.results)

    def report(self) -> str:
        """One line a result and finding, and a last line with the counts."""
        lines = [result.line() for result in self.results]
        lines += [self._finding(finding) for finding in self.findings]
        bad = sum(result.severity == Severity.VIOLATION for result in self.results)
        return "\n".join([*lines, f"{bad} violations, {len(lines) - bad} other findings"]) + "\n"

    def _finding(self, finding: Finding) -> str:
        line = f"line {self.text.count(chr(10), 0, finding.source) + 1}: " if finding.source is not None else ""
        where = f"{finding.place}: " if finding.place else ""
        return f"{finding.severity}: {line}{where}{finding.what} ({finding.mend or finding.rule})"


def check(source: Path, base: str, engine: str) -> Check:
    """Check an RDF file, a published folder, or a text, PDF or XML; raises SourceError where it cannot be read."""
    if source.is_dir():
        return Check(_checked_folder(source, engine))
    if source.suffix in _RDF:
        return Check(_checked_data(source, engine))
    return check_resolution(read(source), base, engine)


def check_resolution(resolution: Resolution, base: str, engine: str) -> Check:
    """Check what a source gives."""
    results = validator(engine).validate(graph_of(resolution, base, "nt"))
    return Check(results, resolution.findings, resolution.source.text)


def _checked_folder(folder: Path, engine: str) -> tuple[Result, ...]:
    """The results for every resolution of a published folder: each has a catalogue record beside its data."""
    records = sorted(folder.rglob(f"*{_RECORD}"))
    if not records:
        raise SourceError("no published resolutions", str(folder), "build it first: lod build --out FOLDER")
    data = (record.with_name(record.name.removesuffix(_RECORD) + ".nt") for record in records)
    return tuple(result for path in data for result in _checked_data(path, engine))


def _checked_data(path: Path, engine: str) -> tuple[Result, ...]:
    """The results for an RDF file, all its graphs together."""
    kind = ox.RdfFormat.from_extension(path.name.removesuffix(".gz").rsplit(".", 1)[-1])
    if kind is None or not path.is_file():
        raise SourceError("no RDF data", str(path), "give a .ttl, .nt, .nq or .jsonld file, or a published folder")
    try:
        with open_dump(path) as stream:
            triples = {quad.triple for quad in ox.parse(stream, kind)}
    except SyntaxError as fault:
        raise SourceError(f"line {fault.lineno}: {fault.msg}", str(path), f"mend the {kind.name}") from fault
    return validator(engine).validate(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
