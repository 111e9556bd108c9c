"""The command line: thin commands round pure functions.

Exit status 0 done, 1 findings or failed inputs, 2 bad usage. Results go to standard output, what a person should
know to standard error.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from lod import __version__
from lod.cli_compare import compare_command
from lod.cli_review import diff, report
from lod.model.errors import UnresError
from lod.model.iris import DEFAULT_BASE, parse_base

FOUND = 1
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
ENGINE = click.option(
    "--engine",
    type=click.Choice(["auto", "shacl", "pyshacl"]),
    default="auto",
    show_default=True,
    help="SHACL engine: the compiled one, the reference, or the first that is installed.",
)


@contextmanager
def errors_told() -> Iterator[None]:
    """Print an expected error as one line and exit 1; let every other error show itself."""
    try:
        yield
    except UnresError as fault:
        click.echo(f"lod: {fault}", err=True)
        sys.exit(FOUND)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lod")
def main() -> None:
    """United Nations resolutions as linked open data.

    \b
    lod build --out public          publish the bundled A/RES/68/230
    lod build texts/ --out public   publish every file of a folder
    lod serve public                look at it, and query it
    """


@main.command(epilog="Example: lod build --out public")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("public"), show_default=True, help="Folder to fill."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@BASE
@ENGINE
def build(sources: tuple[Path, ...], out: Path, jobs: int | None, base: str, engine: str) -> None:
    """Publish resolutions: pages, Turtle, dumps, SHACL report.

    SOURCES are texts, PDFs or Akoma Ntoso files, or folders of them; without any, the bundled A/RES/68/230. An input
    that cannot be read, or whose graph breaks a shape, is named and left out; what was published of it before stays.
    """
    from lod.cli_lines import format_warnings
    from lod.data.files import data
    from lod.publish.build import build as run
    from lod.publish.tasks import Settings
    from lod.read.files import expand, find_skipped, skipped_line

    with errors_told():
        paths = expand(sources or (data(*BUNDLED),))
        if skipped := skipped_line(find_skipped(sources)):
            click.echo(f"lod: {skipped}", err=True)
        outcome = run(paths, out, Settings(base, engine), jobs, _progress)
        for failure in outcome.failures:
            click.echo(f"lod: {failure.message}", err=True)
        click.echo(format_warnings(outcome.warnings, str(out / "validation.html")), err=True, nl=False)
        click.echo(outcome.summary(out))
        if outcome.failures:
            sys.exit(FOUND)


@main.command(epilog="Example: lod parse A_RES_68_230.txt")
@SOURCE
@BASE
@click.option("--format", "form", type=click.Choice(["ttl", "nt", "jsonld", "tree"]), default="ttl", show_default=True)
def parse(source: Path, base: str, form: str) -> None:
    """Read one SOURCE (or - for standard input) and print its graph, or the tree as an outline."""
    from lod.graph.resolution import graph_of
    from lod.outline import outline
    from lod.read.read import read_given

    with errors_told():
        resolution = read_given(source)
        text = outline(resolution).encode() if form == "tree" else graph_of(resolution, base, form)
        click.echo(text, nl=False)


@main.command(epilog="Example: lod validate public/A/RES/68/230.ttl")
@SOURCE
@BASE
@ENGINE
def validate(source: Path, base: str, engine: str) -> None:
    """Check SOURCE against the shapes: an RDF file, a published folder, or a text, PDF or XML to be read first.

    Prints what is wrong, where, in which words, and how to mend it; exits 1 on violations.
    """
    from lod.checking import check, check_resolution
    from lod.read.read import read_given

    with errors_told():
        dash = str(source) == "-"
        found = check_resolution(read_given(source), base, engine) if dash else check(source, base, engine)
        click.echo(found.report(), nl=False)
        if found.violations:
            sys.exit(FOUND)


class QueryFile(click.File):
    """A query's file; of one that is missing the error says where stored queries go."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as fault:
            hint = "a stored query goes with --name, and lod query --list names them"
            raise click.BadParameter(f"{fault.message} ({hint})", ctx, param) from fault


def _list(context: click.Context, parameter: click.Parameter, listed: bool) -> None:
    """Print the stored queries with what each takes, and stop."""
    from lod.query.parameters import format_kinds, format_parameters
    from lod.query.stored import stored_queries

    if listed:
        queries = stored_queries()
        width = max(len(stored.name) for stored in queries)
        for stored in queries:
            click.echo(f"{stored.name:{width}} {stored.title}")
            if settings := format_parameters(stored):
                click.echo(f"{'':{width}} {settings}")
        click.echo(f"\nValues:\n{format_kinds()}", nl=False)
        context.exit()


@main.command(epilog="Example: lod query public --name 13-citations --set symbol=A/RES/68/230")
@click.argument("data", type=click.Path(path_type=Path))
@click.argument("query", type=QueryFile("r"), required=False)
@click.option("--name", help="A stored query; lod query --list names them.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A value for the stored query; may be repeated."
)
@click.option("--list", "listed", is_flag=True, is_eager=True, expose_value=False, callback=_list)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "xml", "csv", "tsv", "ttl", "nt", "jsonld"]),
    default="table",
    show_default=True,
)
def query(data: Path, query: TextIO | None, name: str | None, settings: tuple[str, ...], form: str) -> None:
    """Run a SPARQL 1.1 QUERY (a file, or - for standard input) over DATA, a published folder or an RDF file.

    A stored query (--name) asks about what it was written for, or about what --set gives: lod query --list says what
    each takes. The prefixes unr, res, eli, cito, dct, skos, org, foaf, prov, rdf, rdfs and xsd need no declaration.
    """
    from lod.graph.files import load_store
    from lod.query.no_rows import format_no_rows, is_empty
    from lod.query.parameters import set_values
    from lod.query.sparql import base_of, run, write_results
    from lod.query.stored import stored_query

    if (query is None) == (name is None):
        raise click.UsageError("give either a query file (or -) or --name")
    if settings and name is None:
        raise click.UsageError("--set goes with --name: a query file holds its own values")
    if malformed := [setting for setting in settings if "=" not in setting]:
        raise click.UsageError(f"--set {malformed[0]}: write it as NAME=VALUE, such as --set symbol=A/RES/68/230")
    with errors_told():
        store = load_store(data)
        base = base_of(store)
        stored = stored_query(name, base) if name else None
        text = set_values(stored, settings, base, store) if stored else query.read() if query else ""
        content = write_results(run(store, text, base), form, base)
        click.echo(content, nl=False)
        if stored and is_empty(content, form):
            click.echo(f"lod: {format_no_rows(stored, text, store)}", err=True)


@main.command(epilog="Example: lod serve public --port 8000")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("public"))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--timeout", default=30, show_default=True, type=click.IntRange(1), help="Seconds that a query may take.")
@click.option(
    "--memory", default=1000, show_default=True, type=click.IntRange(1), help="Megabytes that a query may take."
)
def serve(folder: Path, host: str, port: int, timeout: int, memory: int) -> None:
    """Serve a published FOLDER with a SPARQL 1.1 endpoint at /sparql."""
    import uvicorn

    from lod.serve.application import application
    from lod.serve.bounds import Bounds

    with errors_told():
        app = application(folder, Bounds(timeout, memory))
        click.echo(f"http://{host}:{port}/ and http://{host}:{port}/sparql", err=True)
        try:
            uvicorn.run(app, host=host, port=port, log_level="warning")
        except SystemExit as fault:  # uvicorn has said why
            mend = "is the port free? give another with --port"
            raise UnresError("the server did not start", f"{host}:{port}", mend) from fault


@main.command(epilog="Example: lod export A_RES_68_230.txt --format marcxml")
@SOURCE
@BASE
@click.option(
    "--format", "form", type=click.Choice(["ttl", "nt", "jsonld", "marcxml", "akn"]), default="ttl", show_default=True
)
def export(source: Path, base: str, form: str) -> None:
    """Write one SOURCE in another format: RDF, MARCXML or Akoma Ntoso 3.0."""
    from lod.graph.resolution import graph_of
    from lod.read.read import read_given

    with errors_told():
        resolution = read_given(source)
        if form == "marcxml":
            from lod.publish.marc import marcxml

            content = marcxml(resolution, base)
        elif form == "akn":
            from lod.read.akn.write import write_akn

            content = write_akn(resolution).encode()
        else:
            content = graph_of(resolution, base, form)
        click.echo(content, nl=False)


main.add_command(report)
main.add_command(diff)
main.add_command(compare_command)


def _progress(done: int, of: int, stage: str) -> None:
    """Show how far a stage is, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{stage:12} {done}/{of}\x1b[K", err=True, nl=done == of)
