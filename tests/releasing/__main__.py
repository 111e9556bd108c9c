"""Make a release in a folder and check it: `python -m tests.releasing [--out dist] [--check-only]`."""

import tempfile
from pathlib import Path

import click

from lod.model.errors import UnresError
from lod.model.version import VERSION
from tests.releasing import ROOT
from tests.releasing.bare import VERSIONS, build_bare, find_python, install
from tests.releasing.bill import write_bill
from tests.releasing.commands import run
from tests.releasing.distributions import build_twice, commit_time, empty
from tests.releasing.locks import LOCKS, find_stale
from tests.releasing.provenance import check_release, write_provenance, write_sums


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "dist", help="Folder to fill.")
@click.option("--check-only", is_flag=True, help="Make nothing, check what is there.")
def main(out: Path, check_only: bool) -> None:
    """Make wheel, sdist, lock, bill of materials, provenance and checksums, and try the wheel with every Python."""
    try:
        if not check_only:
            make_release(out)
        check_release(out)
        try_release(out)
    except UnresError as error:
        raise click.ClickException(str(error)) from error


def make_release(out: Path) -> None:
    """Everything of a release, of what is committed; raises UnresError where a second build has other bytes."""
    if changed := run("git", "status", "--porcelain", cwd=ROOT):
        raise UnresError(f"has changes:\n{changed}", str(ROOT), "commit them: a release is of a commit")
    if stale := [*find_stale()]:
        raise UnresError("\n".join(stale), "tests/releasing/", "run make lock")
    epoch = commit_time(ROOT)
    made = [*build_twice(ROOT, empty(out), epoch)]
    click.echo(f"built twice, the same bytes: {', '.join(path.name for path in made)}")
    locked = out / f"unres-{VERSION}.package.lock"
    locked.write_bytes((LOCKS / "package.lock").read_bytes())
    made += [locked, write_bill(locked, out / f"unres-{VERSION}.cdx.json", epoch)]
    write_provenance(made, out / f"unres-{VERSION}.provenance.json", ROOT, LOCKS / "test.lock", epoch)
    write_sums(out)


def try_release(out: Path) -> None:
    """Install the wheel with each Python, from its lock, and build; all must publish the same bytes."""
    (wheel,), sums = out.glob("*.whl"), {}
    with tempfile.TemporaryDirectory() as scratch:
        for version in VERSIONS:
            if not (python := find_python(version)):
                click.echo(f"Python {version}: not on this machine, not tried")
                continue
            lod = install(wheel, python, Path(scratch) / version)
            sums[version] = build_bare(lod, Path(scratch) / f"work-{version}").sums
            click.echo(f"Python {version}: installed by hash, lod build made {len(sums[version].splitlines())} files")
    if not sums or len(set(sums.values())) > 1:
        raise UnresError("publish differing bytes, or there is none", f"Pythons {', '.join(sums)}", "compare them")


if __name__ == "__main__":
    main()
