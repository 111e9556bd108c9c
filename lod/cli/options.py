"""Options, exit statuses and the printing of errors that commands share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from lod.model.errors import UnresError
from lod.model.iris import DEFAULT_BASE, parse_base

#: Exit status: something was found or failed; bad usage.
FOUND, MISUSED = 1, 2

BUNDLED = ("sources", "A_RES_68_230.txt")


SOURCE = click.argument("source", type=click.Path(path_type=Path, allow_dash=True))


def _base(context: click.Context, parameter: click.Parameter, given: str) -> str:
    """The option's value, or a usage error."""
    try:
        return parse_base(given)
    except UnresError as fault:
        raise click.BadParameter(str(fault), context, parameter) from fault


BASE = click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    callback=_base,
    help="What the IRIs of things start with; ends with a slash.",
)


def _publication(context: click.Context, parameter: click.Parameter, given: Path | None) -> Path | None:
    """A file whose keys were read, or a usage error."""
    if given is None:
        return None
    from lod.data.publication import load_publication

    try:
        load_publication(given)
    except (UnresError, OSError) as fault:
        raise click.BadParameter(str(fault), context, parameter) from fault
    return given


PUBLICATION = click.option(
    "--publication",
    type=click.Path(path_type=Path),
    callback=_publication,
    help="TOML file that says who publishes: keys of lod/data/publication.toml that shall differ.",
)


THEME = click.option(
    "--theme",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder that overrides templates, style, scripts and texts of the pages; docs/themes.md says how.",
)


ENGINE = click.option(
    "--engine",
    type=click.Choice(["auto", "shacl", "pyshacl"]),
    default="auto",
    show_default=True,
    help="SHACL engine: the compiled one, the reference, or the first that is installed.",
)


PROFILE = click.option(
    "--profile",
    type=click.Choice(["house", "core"]),
    default="house",
    show_default=True,
    help="Shapes: all that this project's data keep, or what anybody's must keep.",
)


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)


def tell(message: str) -> None:
    """Print what a person should know, to standard error."""
    click.echo(f"lod: {message}", err=True)


@contextmanager
def errors_told(status: int = FOUND) -> Iterator[None]:
    """Print an expected error, or what the system refuses, as one line and exit; other errors show themselves.

    The group of commands holds every command within it; a command does so itself for another exit status.
    """
    try:
        yield
    except BrokenPipeError:  # the reader of our output has enough: nothing to tell
        raise
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        tell(f"{where}{fault.strerror or fault}")
        sys.exit(status)
    except UnresError as fault:
        tell(str(fault))
        sys.exit(status)
