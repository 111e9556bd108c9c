"""Publishing without harm: gather what changed beside the published folder, then put it in place in one go.

Nothing in the published folder is touched before `Staging.commit`. A file whose bytes are already published is not
written again: comparing costs far less than creating. Files of an earlier build that this one did not make are
removed at commit; files that no build made are left alone.
"""

import shutil
from pathlib import Path

from msgspec import Struct, field

from lod.model.errors import PathError, UnresError
from lod.publish.paths import find_file, is_removable, move_file, prune, remove_file, write_file

MARC = ".marc.xml"  # every resolution has a record, and nothing else has
MANIFEST = ".unres-manifest"


class Staging(Struct):
    """A build on its way into `out`; processes of one build may share `root`, each keeping its own value."""

    out: Path
    root: Path
    made: set[str] = field(default_factory=set)

    @property
    def folder(self) -> Path:
        """Where changed files wait for the commit."""
        return self.root / "files"

    @property
    def spool(self) -> Path:
        """Room for what a build needs on the way and does not publish; on the same disk, gone with the build."""
        return self.root / "spool"

    def fork(self) -> "Staging":
        """The same staging for another process or task, which counts what it makes itself."""
        return Staging(self.out, self.root)

    def put(self, path: str, content: bytes) -> None:
        """Stage `content` for `path` (relative, with slashes) unless the same bytes are already published."""
        self.made.add(path)
        if not _same(find_file(self.out, path), content):
            write_file(self.folder, path, content)

    def put_file(self, path: str, source: Path) -> None:
        """Stage a large file that was written elsewhere on the same disk; the file is moved."""
        self.made.add(path)
        if _same_file(find_file(self.out, path), source):
            source.unlink()
            return
        move_file(source, self.folder, path)

    def read(self, path: str) -> bytes:
        """What `path` holds when the build is done: as staged, else as published before."""
        found = find_file(self.folder, path) or find_file(self.out, path)
        if found is None:
            raise PathError("is not there", str(self.out / path), "build anew from the source")
        return found.read_bytes()

    def commit(self, keep_stale: bool = False) -> tuple[int, int]:
        """Put all staged files in place and remove stale ones; returns (written, removed).

        With `keep_stale` (an input was lost) nothing is removed, and the next whole build still knows what is stale.
        """
        stale = load_manifest(self.out).paths - self.made
        if keep_stale:
            self.made |= stale
            stale = frozenset()
        self.put(MANIFEST, "".join(f"{path}\n" for path in sorted(self.made - {MANIFEST})).encode())
        staged = sorted(path for path in self.folder.rglob("*") if path.is_file())
        for path in staged:
            move_file(path, self.out, path.relative_to(self.folder).as_posix())
        for name in stale:
            remove_file(self.out, name)
        for name in sorted(stale, key=lambda name: name.count("/"), reverse=True):
            prune(self.out, name)
        self.discard()
        return len(staged), len(stale)

    def resolutions_left(self) -> tuple[str, ...]:
        """The symbols of the resolutions that an earlier build published and this one has not made."""
        left = sorted(path for path in load_manifest(self.out).paths - self.made if path.endswith(MARC))
        return tuple(path.removesuffix(MARC) for path in left)

    def discard(self) -> None:
        """Forget the build; what was published stays as it is."""
        shutil.rmtree(self.root, ignore_errors=True)


def open_staging(out: Path) -> Staging:
    """A fresh staging folder beside `out`, on the same disk; raises UnresError where it cannot be made."""
    root = out.absolute().parent / f".{out.name}.staging"
    try:
        if out.exists() and not out.is_dir():
            raise UnresError("is a file", str(out), "give a folder with --out")
        shutil.rmtree(root, ignore_errors=True)
        (root / "files").mkdir(parents=True)
        (root / "spool").mkdir()
    except OSError as fault:
        raise UnresError(f"cannot write: {fault.strerror}", str(out), "give a folder that you may write to") from fault
    return Staging(out, root)


class Manifest(Struct, frozen=True):
    """The paths that the last build made, and the lines of its list that name nothing a build may remove."""

    paths: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()


def load_manifest(out: Path) -> Manifest:
    """What the list in a published folder says; others may have written in it, so no line is trusted."""
    found = find_file(out, MANIFEST)
    lines = found.read_bytes().decode("utf-8", "surrogateescape").split("\n") if found else []
    fit, unfit = set(), []
    for line in filter(None, lines):
        if is_removable(out, line):
            fit.add(line)
        else:
            unfit.append(line)
    return Manifest(frozenset(fit), tuple(unfit))


def _same(path: Path | None, content: bytes) -> bool:
    try:
        return path is not None and path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _same_file(path: Path | None, other: Path, chunk: int = 1 << 20) -> bool:
    if path is None or path.stat().st_size != other.stat().st_size:
        return False
    with path.open("rb") as a, other.open("rb") as b:
        return all(a.read(chunk) == b.read(chunk) for _ in range(0, other.stat().st_size, chunk))
