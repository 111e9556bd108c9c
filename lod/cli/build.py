"""The command `lod build`: publish resolutions."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from lod.cli.options import BASE, BUNDLED, ENGINE, FOUND, PUBLICATION, THEME, tell

if TYPE_CHECKING:
    from lod.publish.result import BuildResult
    from lod.publish.settings import Settings


@click.command(epilog="Example: lod build --out public")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("public"), show_default=True, help="Folder to fill."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="Dask scheduler whose workers do what --jobs processes would; docs/scale.md says what they must share.",
)
@click.option(
    "--source-timeout",
    type=click.FloatRange(0, min_open=True),
    default=60,
    show_default=True,
    help="Seconds that a source may take; one that takes longer is left out.",
)
@click.option(
    "--layout",
    type=click.Choice(["full", "compact"]),
    default="full",
    show_default=True,
    help="Compact: of each thing its page and its Turtle alone, for hosts that stop at 20,000 files.",
)
@click.option("--prune", is_flag=True, help="Leave no tombstone for a resolution whose source was taken away.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder where results of steps are kept for the next build; default: beside the folder to fill.",
)
@click.option("--no-cache", is_flag=True, help="Keep nothing for the next build, and make everything anew.")
@PUBLICATION
@THEME
@click.option(
    "--store", is_flag=True, help="Keep a store beside the folder, which lod query and lod serve open at once."
)
@click.option(
    "--watch", is_flag=True, help="Go on, and build again when a source, a rule, a template or the theme changes."
)
@click.option("--json", "as_json", is_flag=True, help="Print progress and result as JSON, an object a line.")
@BASE
@ENGINE
def build(
    sources: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    scheduler: str,
    source_timeout: float,
    layout: str,
    prune: bool,
    cache: Path | None,
    no_cache: bool,
    publication: Path | None,
    theme: Path | None,
    store: bool,
    watch: bool,
    as_json: bool,
    base: str,
    engine: str,
) -> None:
    """Publish resolutions: pages, Turtle, dumps, SHACL report.

    SOURCES are texts, PDFs or Akoma Ntoso files, or folders of them; without any, the bundled A/RES/68/230. An input
    that cannot be read, takes too long, or whose graph breaks a shape, is named and left out; what was published of
    it before stays. A resolution whose source was taken away leaves a page that says so, and 410 for its files.
    """
    from lod.data.files import data
    from lod.publish.layout import Layout
    from lod.publish.lock import beside
    from lod.publish.settings import Settings
    from lod.query.kept import beside_store
    from lod.read.files import expand

    if cache and cache.resolve().is_relative_to(out.resolve()):
        raise click.UsageError("the cache would stand inside what is published; give a folder outside with --cache")
    kept = None if no_cache else cache or beside(out, "cache")
    apart = (out, beside(out, "staging"), beside_store(out), *([kept] if kept else []))
    given = sources or (data(*BUNDLED),)
    paths = expand(given, apart)
    if not paths:
        raise click.UsageError("the folder to fill holds all the sources; give other sources, or another --out")
    _tell_passed_over(sources, out, apart)
    settings = Settings(base, engine, source_timeout, prune, publication, kept, theme, Layout(layout))
    wanted = _Wanted(out, settings, jobs, scheduler, store, as_json)
    if not watch:
        wanted.publish(paths)
        return
    import lod.publish.build  # noqa: F401  # once: each build is a fork of this process
    from lod.cli.watch import at_each_change

    watched = [path for path in (*given, publication, theme) if path]
    at_each_change(lambda: wanted.publish(expand(given, apart)), watched, apart)


def _tell_passed_over(sources: Sequence[Path], out: Path, apart: Sequence[Path]) -> None:
    """Say what of the sources is no source: the folder to fill, files of other kinds, links that lead out."""
    from lod.model.errors import legible
    from lod.read.files import find_leading_out, find_skipped, is_among, skipped_line

    if is_among(out, sources):
        tell(f"{legible(str(out))}: is the folder to fill, and passed over among the sources")
    if skipped := skipped_line(find_skipped(sources, apart)):
        tell(skipped)
    for link in find_leading_out(sources):
        tell(f"{legible(str(link))}: leads out of its folder, and is passed over (give the file itself)")


class _Wanted(msgspec.Struct, frozen=True):
    """What is built, where, by whom, and how it is told."""

    out: Path
    settings: "Settings"
    jobs: int | None
    scheduler: str
    store: bool
    as_json: bool

    def publish(self, paths: Sequence[Path]) -> None:
        """Build, and print what came of it; exits 1 where something was left out."""
        from lod.cli.progress import JsonProgress, TerminalProgress
        from lod.publish.unchanged import find_unchanged
        from lod.query.kept import beside_store, keep_store

        outcome = find_unchanged(paths, self.out, self.settings)
        if outcome is None:
            from lod.publish.build import build as run  # loads what reads, annotates and renders

            progress = JsonProgress() if self.as_json else TerminalProgress()
            outcome = run(paths, self.out, self.settings, self.jobs, progress, self.scheduler)
        if self.as_json:
            click.echo(msgspec.json.encode(outcome))
        else:
            _tell(outcome, self.out)
        if self.store and outcome.resolutions:
            keep_store(self.out, beside_store(self.out))
        if outcome.failures:
            sys.exit(FOUND)


def _tell(outcome: "BuildResult", out: Path) -> None:
    """Print what a person should know of a build: what was left out, first warnings, a summary."""
    from lod.cli.warnings import format_warnings
    from lod.model.typography import printable

    for failure in outcome.failures:
        tell(failure.message)
    click.echo(printable(format_warnings(outcome.warnings, str(out / "validation.html"))), err=True, nl=False)
    click.echo(outcome.summary(out))
