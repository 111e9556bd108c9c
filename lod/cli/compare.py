"""The command `lod compare`: what became of each paragraph from one text of a series to the next."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from msgspec import to_builtins

from lod.cli.options import FORMAT, FOUND, MISUSED, errors_told
from lod.model.errors import UnresError
from lod.model.resolution import Resolution
from lod.model.typography import printable
from lod.review.edits import Edit, What
from lod.review.paragraphs import Comparison, compare

#: How words that were dropped and added are set among others, as `wdiff` does.
_SIGNS = {What.KEPT: "{}", What.DROPPED: "[-{}-]", What.ADDED: "{{+{}+}}"}


@click.command("compare", epilog="Example: lod compare A_RES_77_185.pdf A_RES_78_1.txt")
@click.argument("earlier", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("later", type=click.Path(path_type=Path, allow_dash=True))
@FORMAT
def compare_command(earlier: Path, later: Path, form: str) -> None:
    """Show what the text LATER has of the text EARLIER: paragraphs reworded (~), new (+) and dropped (-).

    EARLIER and LATER are texts, PDFs or Akoma Ntoso files; one may be - for standard input. Paragraphs are found by
    their words, wherever they stand now. Exits 0 where nothing differs, 1 where something does, 2 where the two cannot
    be compared.
    """
    from lod.read.read import read_given

    with errors_told(MISUSED):
        before, after = read_given(earlier), read_given(later)
        found = compare(after, before)
        if not found.wordings:
            raise UnresError(
                "have no paragraph in common", f"{earlier}, {later}", "give two texts of one series, in one language"
            )
    if form == "json":
        click.echo(json.dumps(comparison_values(before, after, found), ensure_ascii=False, indent=1))
    else:
        click.echo(printable(format_comparison(before, after, found)), nl=False)
    if found.new or found.dropped or found.reworded:
        sys.exit(FOUND)


def format_comparison(earlier: Resolution, later: Resolution, found: Comparison) -> str:
    """For people: a line of counts, then one for each paragraph that differs, in the order of the later text."""
    return "\n".join([_counted(earlier, later, found), *_lines(_texts(earlier), _texts(later), found)]) + "\n"


def comparison_values(earlier: Resolution, later: Resolution, found: Comparison) -> dict[str, Any]:
    """For JSON: the places of both texts, what changed in them, the words of what is new and was dropped."""
    old, new = _texts(earlier), _texts(later)
    return {
        "earlier": earlier.masthead.symbol,
        "later": later.masthead.symbol,
        "paragraphs": to_builtins(found.wordings),
        "new": [{"place": place, "text": new[place]} for place in found.new],
        "dropped": [{"place": place, "text": old[place]} for place in found.dropped],
    }


def _counted(earlier: Resolution, later: Resolution, found: Comparison) -> str:
    names = (resolution.masthead.symbol or resolution.source.name for resolution in (earlier, later))
    return (
        f"{' to '.join(names)}: {found.same} the same, {found.reworded} reworded, {len(found.new)} new, "
        f"{len(found.dropped)} dropped"
    )


def _lines(old: Mapping[str, str], new: Mapping[str, str], found: Comparison) -> Iterator[str]:
    reworded = {wording.place: wording for wording in found.wordings if not wording.same}
    added = set(found.new)
    for place, text in new.items():
        if wording := reworded.get(place):
            yield f"~ {place} (was {wording.earlier})  {format_edits(wording.edits)}"
        elif place in added:
            yield f"+ {place}  {text}"
    yield from (f"- {place}  {old[place]}" for place in found.dropped)


def format_edits(edits: Iterable[Edit]) -> str:
    """The edits of a paragraph in one line; white space before a change stays before its sign."""
    told = ""
    for edit in edits:
        words = edit.words.lstrip()
        told += edit.words[: len(edit.words) - len(words)] + _SIGNS[edit.what].format(words)
    return told


def _texts(resolution: Resolution) -> dict[str, str]:
    """The words of each part by its place, in the reading order."""
    return {part.place: " ".join(part.passage.text.split()) for part in resolution.walk()}
