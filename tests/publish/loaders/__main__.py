"""Others' tools over a publication: python -m tests.publish.loaders FOLDER [TOOL ...]

FOLDER is a published one, best with its store (`lod build --store`). Prints what each tool read, how many records, rows
or statements, and its faults; a tool that is not installed is told with where it comes from. Exits with 1 where there
is a fault. TOOL names a loader, such as "sickle": those whose names hold it run alone.
"""

import sys
import tempfile
from pathlib import Path

import click

from tests.publish.loaders import catalogues, harvesters, tables, toolkits
from tests.publish.loaders.told import AbsentError, Loaded, Loader, Publication

EVERY: tuple[Loader, ...] = tuple(
    loader for room in (catalogues, tables, toolkits, harvesters) for loader in (*room.LOADERS, *room.SLOW)
)


def line(loaded: Loaded) -> str:
    """A line of the table, and one for each of the first faults."""
    faults = "".join(f"\n    {fault}" for fault in loaded.faults[:5])
    return f"{loaded.tool:24}{loaded.what:36}{loaded.records:>10,}{len(loaded.faults):>8}{faults}"


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.argument("tools", nargs=-1)
def main(folder: Path, tools: tuple[str, ...]) -> None:
    """Print the table."""
    count = 0
    click.echo(f"{'tool':24}{'what':36}{'records':>10}{'faults':>8}")
    with tempfile.TemporaryDirectory() as work:
        for loader in EVERY:
            if tools and not any(name in loader.__name__ for name in tools):
                continue
            try:
                for loaded in loader(Publication(folder, Path(work))):
                    click.echo(line(loaded))
                    count += len(loaded.faults)
            except AbsentError as absent:
                click.echo(f"{loader.__name__.removeprefix('by_'):24}{absent}")
    click.echo(f"{count} faults")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
