"""The command `lod build`: publish resolutions."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from lod.cli.options import BASE, BUNDLED, ENGINE, FOUND, PUBLICATION, THEME, tell
from lod.cli.stores import Address, AtHand, Place, at_hand

if TYPE_CHECKING:
    from lod.publish.result import BuildResult
    from lod.publish.settings import Settings


@click.command(epilog="Example: lod build --out public")
@click.argument("sources", nargs=-1, type=Place())
@click.option(
    "--out", type=Place(), default=Path("public"), show_default=True, help="Folder to fill, or its address in a store."
)
@click.option(
    "--copies",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".unres-stores"),
    show_default=True,
    help="Folder of this machine for copies of what stands in a store.",
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
    type=Place(is_folder=True),
    help="Folder, or its address, where results of steps are kept for the next build; default: beside --out.",
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
    sources: tuple[Path | Address, ...],
    out: Path | Address,
    copies: Path,
    jobs: int | None,
    scheduler: str,
    source_timeout: float,
    layout: str,
    prune: bool,
    cache: Path | Address | None,
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

    SOURCES, --out and --cache may be addresses in an object store (s3://bucket/texts; extra "stores"): sources are
    copied here first, and what has changed is uploaded when the build has ended. docs/scale.md says how.
    """
    from lod.publish.layout import Layout
    from lod.publish.settings import Settings

    if watch and any(isinstance(place, Address) for place in (*sources, out, cache)):
        raise click.UsageError("--watch watches files of this machine; nothing tells of changes in a store")
    with at_hand(sources, out, None if no_cache else cache, copies) as here:
        kept = _cache(here.out, here.cache, no_cache)
        settings = Settings(base, engine, source_timeout, prune, publication, kept, theme, Layout(layout))
        _run(_Wanted(here, settings, jobs, scheduler, store, as_json), watch)


def _cache(out: Path, given: Path | None, no_cache: bool) -> Path | None:
    """Where results of steps are kept; None for nowhere."""
    from lod.publish.lock import beside

    if given and given.resolve().is_relative_to(out.resolve()):
        raise click.UsageError("the cache would stand inside what is published; give a folder outside with --cache")
    return None if no_cache else given or beside(out, "cache")


def _run(wanted: "_Wanted", watch: bool) -> None:
    """Publish once, or at each change of what is watched."""
    from lod.data.files import data
    from lod.publish.lock import beside
    from lod.query.kept import beside_store
    from lod.read.files import expand

    out, settings, sources = wanted.here.out, wanted.settings, wanted.here.sources
    apart = (out, beside(out, "staging"), beside_store(out), *([settings.cache] if settings.cache else []))
    given = sources or (data(*BUNDLED),)
    paths = expand(given, apart)
    if not paths:
        raise click.UsageError("the folder to fill holds all the sources; give other sources, or another --out")
    _tell_passed_over(sources, out, apart)
    if not watch:
        wanted.publish(paths)
        return
    import lod.publish.build  # noqa: F401  # once: each build is a fork of this process
    from lod.cli.watch import at_each_change

    watched = [path for path in (*given, settings.publication, settings.theme) if path]
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

    here: AtHand
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

        out = self.here.out
        outcome = find_unchanged(paths, out, self.settings)
        if outcome is None:
            from lod.publish.build import build as run  # loads what reads, annotates and renders

            progress = JsonProgress() if self.as_json else TerminalProgress()
            outcome = run(paths, out, self.settings, self.jobs, progress, self.scheduler)
        if self.as_json:
            click.echo(msgspec.json.encode(outcome))
        else:
            _tell(outcome, self.here)
        if self.store and outcome.resolutions:
            keep_store(out, beside_store(out))
        if self.here.target and outcome.resolutions:
            self.here.target.send(out)
        if self.here.kept and outcome.resolutions:
            self.here.kept.send()
        if outcome.failures:
            sys.exit(FOUND)


def _tell(outcome: "BuildResult", here: AtHand) -> None:
    """Print what a person should know of a build: what was left out, first warnings, a summary."""
    from lod.cli.warnings import format_warnings
    from lod.model.typography import printable

    for failure in outcome.failures:
        tell(here.named(failure.message))
    warned = format_warnings(outcome.warnings, str(here.out / "validation.html"))
    click.echo(printable(here.named(warned)), err=True, nl=False)
    click.echo(here.named(outcome.summary(here.out)))
    if sys.stderr.isatty() and (slowest := outcome.slowest):
        tell(here.named(f"slowest source: {slowest.name}, {slowest.seconds:.1f} s"))
