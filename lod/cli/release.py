"""The commands `lod release` and `lod apply`: a version with what changed, and from one version to the next."""

import sys
from pathlib import Path

import click

from lod.cli.options import FOUND, tell

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("release", epilog="Example: lod release public.before public --version 1.1.0")
@click.argument("folders", nargs=-1, required=True, type=_FOLDER, metavar="[OLD] NEW")
@click.option("--out", type=_FOLDER, default=Path("releases"), show_default=True, help="Folder of all releases.")
@click.option("--version", default="", help="What the version is called; default: what the data of NEW say.")
@click.option(
    "--tombstones",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="CSV file (iri,kind,leads_to,reason) that says what became of IRIs that went.",
)
def release_command(folders: tuple[Path, ...], out: Path, version: str, tombstones: Path | None) -> None:
    """Write a version of the data in the published folder NEW, with what changed since OLD.

    OLD is the published folder or the release of the version before; without it, the first version is written. The
    release holds the data, CHANGES.md, the IRIs added, removed and changed, a citation file, metadata for Zenodo, and a
    delta that `lod apply` brings from OLD to the same bytes. Writes nothing and exits 1 where an IRI went and nothing
    says what became of it; the lines to fill in are printed.
    """
    from lod.publish.journal import finish_switch
    from lod.publish.releases.tombstones import Tombstone, format_tombstones
    from lod.publish.releases.versions import UndecidedError, write_release

    if len(folders) > 2:
        raise click.UsageError("give the folder of the version before and that of the new one")
    for folder in folders:
        finish_switch(folder)
    old = folders[0] if len(folders) == 2 else None
    try:
        made = write_release(folders[-1], out, old, version, tombstones)
    except UndecidedError as fault:
        lines = format_tombstones(Tombstone(change.iri, change.kind, "", "") for change in fault.undecided)
        click.echo(lines.decode(), nl=False)
        tell(str(fault))
        sys.exit(FOUND)
    click.echo(made.summary())


@click.command("apply", epilog="Example: lod apply releases/1.0.0 releases/1.1.0/delta --out 1.1.0")
@click.argument("old", type=_FOLDER)
@click.argument("delta", type=_FOLDER)
@click.option("--out", type=_FOLDER, required=True, help="Folder to fill, which must be empty or absent.")
def apply_command(old: Path, delta: Path, out: Path) -> None:
    """Make the files of a version from those of the version before, OLD, and the folder of a DELTA.

    OLD is a release or a published folder. Every file comes out with the checksum with which it was published.
    """
    from lod.model.errors import UnresError
    from lod.model.numerals import many
    from lod.publish.releases.delta import apply_delta

    if out.exists() and any(out.iterdir()):
        raise UnresError("is not empty", str(out), "give another folder with --out")
    made = apply_delta(old, delta, out)
    click.echo(f"{out}: version {made.new} from {made.old}, {many(len(made.files), 'file')}")
