"""Reference pages made from the program itself: the help of every command, and what the stored queries ask.

`python -m lod.cli.reference` writes `docs/commands.md` and `docs/queries.md` below the folder it is run in; a test
fails when they are stale.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from lod.cli.main import main
from lod.query.parameters import format_kinds, format_parameters
from lod.query.stored import StoredQuery, stored_queries

_WIDTH = 100
_MADE = "<!-- made by `python -m lod.cli.reference`; change the program, and run it again -->\n"


def commands_page() -> str:
    """The help of the program and of every command, as Markdown."""
    intro = (
        "# Commands\n\nEach reads a file or, where that makes sense, `-` for standard input, and writes to standard "
        "output. Exit status: 0 done,\n1 findings or failed inputs, 2 bad usage. What a person should know goes to "
        "standard error; progress is shown on a\nterminal only.\n"
    )
    return "\n".join([_MADE, intro, *(f"## {name}\n\n```\n{text}\n```\n" for name, text in _helps())])


def _helps() -> Iterator[tuple[str, str]]:
    """The name and help of the program and of each command, by name."""
    with _context(main, "lod") as parent:
        yield "lod", main.get_help(parent)
        for name, command in sorted(main.commands.items()):
            with _context(command, name, parent) as context:
                yield f"lod {name}", command.get_help(context)


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """Where help is written, whatever the terminal's width."""
    options = main.context_settings["help_option_names"]
    return click.Context(command, parent, name, terminal_width=_WIDTH, help_option_names=options)


def queries_page() -> str:
    """The question of every stored query, with what it may be asked with, as Markdown."""
    intro = (
        "# Stored queries\n\n`lod query public --name NAME` runs one over a published folder, `--set` asks about\n"
        "another thing than what it was written for; they stand in `site/queries/` and on the site's page of queries.\n"
        "A query of your own goes in as a file or `-`.\n"
    )
    kinds = f"## Values\n\n```\n{format_kinds()}```\n"
    return "\n".join([_MADE, intro, *map(_query, stored_queries()), kinds])


def _query(query: StoredQuery) -> str:
    settings = format_parameters(query)
    asked = f"\n`{settings}`\n" if settings else ""
    return f"## {query.name}\n\n{query.title}\n{''.join(f'{line}' + chr(10) for line in _remarks(query))}{asked}"


def _remarks(query: StoredQuery) -> Iterator[str]:
    """The lines of a query's heading that follow its question."""
    for line in query.text.splitlines()[1:]:
        if not line.startswith("# "):
            return
        if not re.match("# --set ", line):
            yield line.removeprefix("# ")


if __name__ == "__main__":
    Path("docs", "commands.md").write_text(commands_page(), encoding="utf-8")
    Path("docs", "queries.md").write_text(queries_page(), encoding="utf-8")
