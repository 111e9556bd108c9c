"""The command `lod check`: whether a published folder is as it was built."""

import json
import sys
from pathlib import Path

import click

from lod.cli.options import FORMAT, FOUND


@click.command(epilog="Example: lod check public")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("public"))
@FORMAT
def check(folder: Path, form: str) -> None:
    """Check every file of a published FOLDER against its checksums (data/SHA256SUMS).

    Names each file that is missing, changed, or made by the build and not listed; files that no build made do not
    count. Exits 0 where all is as it was built, 1 where something is not.
    """
    from lod.model.numerals import many
    from lod.publish.checksums import find_differences, load_checksums
    from lod.publish.journal import finish_switch
    from lod.publish.staging import load_manifest

    finish_switch(folder)
    found = list(find_differences(folder, load_manifest(folder).paths))
    files = len(load_checksums(folder).by_path)
    if form == "json":
        told = [{"path": difference.path, "damage": difference.damage} for difference in found]
        click.echo(json.dumps({"files": files, "differences": told}, ensure_ascii=False, indent=1))
    else:
        for difference in found:
            click.echo(f"{difference.damage:8} {difference.path}")
        click.echo(f"{many(files, 'file')} checked, {many(len(found), 'difference')}")
    if found:
        sys.exit(FOUND)
