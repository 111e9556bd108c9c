"""The command `lod fetch`: official files from the sites that publish them."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lod.cli.options import FOUND, tell
from lod.model.errors import SymbolError, UnresError

if TYPE_CHECKING:
    from lod.read.fetch.addresses import FileAddress
    from lod.read.fetch.fetch import FetchOutcome, WantedFile

_FORMATS = {"any": "", "xml": ".xml", "pdf": ".pdf"}


@click.command(
    "fetch", epilog="Example: lod fetch A/RES/78/1 A/RES/78/2 --languages fr; lod build sources --out public"
)
@click.argument("names", metavar="[SYMBOL | LANGUAGE]...", nargs=-1)
@click.option("--session", help="Every resolution of a session of the General Assembly, as far as one knows them.")
@click.option("--languages", multiple=True, help="Codes of languages, several times or one after the other; else en.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("sources"), show_default=True, help="The folder.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="any",
    show_default=True,
    help="Official XML, the PDF, or any: XML where there is one, else the PDF.",
)
@click.option("--update", is_flag=True, help="Ask whether files that are held have changed, and fetch those anew.")
@click.option(
    "--pace",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two requests of a site, at least.",
)
@click.option(
    "--addresses",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML file of addresses to use in place of lod/data/addresses.toml.",
)
def fetch(
    names: tuple[str, ...],
    session: str | None,
    languages: tuple[str, ...],
    out: Path,
    form: str,
    update: bool,
    pace: float,
    addresses: Path | None,
) -> None:
    """Bring official files of resolutions into a folder that `lod build` reads.

    Each file has a sidecar with its address, the day and its checksum, which provenance tells. What is held is kept; a
    run that was stopped goes on. Sites are asked slowly, by their rules for robots. What no site has is listed in
    not-there.csv; the exit status is then 1.
    """
    import datetime as dt

    from lod.read.fetch.addresses import load_addresses
    from lod.read.fetch.client import PoliteClient
    from lod.read.fetch.fetch import Fetching

    symbols, codes = _told_apart(names, languages)
    if not symbols and not session:
        raise click.UsageError("name symbols, or a --session")
    chosen = [address for address in load_addresses(addresses) if _FORMATS[form] in ("", address.suffix)]
    run = Fetching(out, _known(chosen), PoliteClient(pace), dt.date.today(), update)
    wanted = _wanted(run, symbols, session, codes)
    outcomes = run.run(wanted, _say)
    counts = Counter(outcome.what for outcome in outcomes)
    tell(", ".join(f"{counts[what]} {what}" for what in ("fetched", "unchanged", "kept", "missing") if counts[what]))
    if counts["missing"]:
        sys.exit(FOUND)


def _told_apart(names: tuple[str, ...], languages: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Symbols and codes of languages: these may follow one another, "--languages en fr"; raises a usage error."""
    from lod.data.languages import load_languages
    from lod.model.symbols import parse_symbol

    codes, symbols = [code for given in languages for code in given.split(",")], list[str]()
    for name in names:
        if name in load_languages():
            codes.append(name)
            continue
        try:
            symbols.append(parse_symbol(name).text)
        except SymbolError as fault:
            raise click.UsageError(str(fault)) from fault
    unknown = [code for code in codes if code not in load_languages()]
    if unknown:
        raise click.UsageError(f"{unknown[0]!r} is no language of {', '.join(load_languages())}")
    return symbols, list(dict.fromkeys(codes)) or ["en"]


def _known(addresses: "list[FileAddress]") -> "list[FileAddress]":
    if not addresses:
        raise UnresError("no address for files of that format", "the table of addresses", "choose another --format")
    return addresses


def _wanted(run: object, symbols: list[str], session: str | None, codes: list[str]) -> "list[WantedFile]":
    """What is asked for: the symbols given, and those of a session, in each language."""
    from lod.data.session_numbers import load_highest_numbers
    from lod.model.symbols import resolution
    from lod.read.fetch.fetch import Fetching, WantedFile

    assert isinstance(run, Fetching)
    if session:
        listed = list(run.symbols_of(session))
        held = {symbol.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-") for symbol in listed}
        highest = load_highest_numbers().get(session)
        counted = [resolution(f"{session}/{n}").text for n in range(1, highest.number + 1)] if highest else []
        symbols = [*symbols, *sorted({*listed, *(symbol for symbol in counted if symbol not in held)}, key=_in_order)]
        if not listed and not counted:
            raise UnresError(f"nobody lists the resolutions of session {session}", "", "name their symbols")
    return [WantedFile(symbol, code) for symbol in dict.fromkeys(symbols) for code in codes]


def _in_order(symbol: str) -> tuple[int, str]:
    digits = symbol.rpartition("/")[2].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
    return int(digits) if digits.isdecimal() else 0, symbol


def _say(outcome: "FetchOutcome") -> None:
    """A line for each file that was fetched or is missing."""
    if outcome.what in ("fetched", "missing"):
        name = f"{outcome.wanted.symbol} {outcome.wanted.language}"
        click.echo(f"{outcome.what}  {name}  {outcome.path or ''}{outcome.why}".rstrip())
