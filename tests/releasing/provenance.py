"""Where a release comes from: an in-toto statement with SLSA provenance, made of the commit and the files alone.

Specifications: https://in-toto.io/Statement/v1, https://slsa.dev/provenance/v1. It is not signed: who publishes a
release signs the file `SHA256SUMS`, which names this one too.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lod.model.errors import UnresError
from tests.releasing.commands import run
from tests.releasing.locks import load_lock

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD_TYPE = "https://w3id.org/unres/release/v1"
SUMS = "SHA256SUMS"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def provenance(made: Iterable[Path], checkout: Path, lock: Path, epoch: str) -> dict[str, Any]:
    """The statement on some files: what they were made of, by which command, of which commit's time."""
    commit = run("git", "rev-parse", "HEAD", cwd=checkout).strip()
    return {
        "_type": STATEMENT,
        "subject": [{"name": path.name, "digest": {"sha256": sha256(path)}} for path in sorted(made)],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {"command": "make release", "SOURCE_DATE_EPOCH": epoch},
                "resolvedDependencies": [
                    {"name": "source", "digest": {"gitCommit": commit}},
                    {"name": f"tests/releasing/{lock.name}", "digest": {"sha256": sha256(lock)}},
                    *(_backend(lock)),
                ],
            },
            "runDetails": {
                "builder": {"id": f"{BUILD_TYPE}/make"},
                "metadata": {"startedOn": datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
            },
        },
    }


def _backend(lock: Path) -> Iterable[Mapping[str, Any]]:
    """What builds the distributions: its files may be any of those whose hashes are locked."""
    for entry in load_lock(lock):
        if entry.name in ("build", "hatchling"):
            yield {"uri": f"pkg:pypi/{entry.name}@{entry.version}", "annotations": {"sha256": sorted(entry.hashes)}}


def write_provenance(made: Iterable[Path], out: Path, checkout: Path, lock: Path, epoch: str) -> Path:
    """The statement as a file."""
    text = json.dumps(provenance(made, checkout, lock, epoch), indent=2) + "\n"
    out.write_text(text, encoding="utf-8")
    return out


def write_sums(folder: Path) -> Path:
    """`SHA256SUMS` of every other file of a folder, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    out = folder / SUMS
    out.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), encoding="utf-8")
    return out


def check_release(folder: Path) -> None:
    """Compare every file with `SHA256SUMS` and with the statement; raises UnresError naming what differs."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.name: sha256(path) for path in folder.iterdir() if path.name != SUMS}
    (statement,) = folder.glob("*.provenance.json")
    said = {row["name"]: row["digest"]["sha256"] for row in json.loads(statement.read_bytes())["subject"]}
    wrong = {name for name, _ in set(listed.items()) ^ set(there.items())}
    wrong |= {name for name, digest in said.items() if there.get(name) != digest}
    if wrong:
        raise UnresError("is not what was released", ", ".join(sorted(wrong)), "fetch the release again")
