"""What a release carries besides its data: an index to poll, whose rights, how to cite.

The index names every file of the data with its length and checksum, and the last day in the data: a program that polls
it loads again what has another checksum. Nothing here holds the day of the build.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from lod.data.publication import Publication
from lod.publish.dataset import DataFile, last_change
from lod.publish.index import Index
from lod.publish.layout import Layout
from lod.publish.tables.croissant import card_head


class PublishedIndex(Struct, frozen=True):
    """What the index of a publication says of the whole."""

    title: str
    version: str
    modified: str | None
    base: str
    licence: str
    resolutions: int
    publisher: str = ""
    rights: str = ""
    licence_spdx: str = ""
    keywords: tuple[str, ...] = ()


README, LICENCE_FILE = "data/README.md", "data/LICENSE.txt"


def index_json(
    index: Index, publication: Publication, files: Sequence[DataFile], layout: Layout = Layout.FULL
) -> bytes:
    """The index of a release: version, last change, which forms things have, files by path."""
    changed = last_change(index)
    told: dict[str, Any] = {
        "title": publication.title,
        "version": publication.version,
        "modified": changed.isoformat() if changed else None,
        "base": index.base,
        "layout": layout.value,
        "licence": publication.licence,
        "licence_spdx": publication.licence_spdx,
        "publisher": publication.publisher,
        "rights": publication.rights,
        "keywords": publication.keywords,
        "resolutions": len(index.cards),
        "sessions": sorted({card.session for card in index.cards.values() if card.session}),
        "files": [_file(file) for file in sorted(files, key=lambda file: file.path)],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _file(file: DataFile) -> dict[str, Any]:
    kind = {"mediaType": file.kind.media, "holds": file.kind.says} if file.kind else {}
    return {"path": file.path, "size": file.size, "sha256": file.sha256, **kind}


def licence_text(publication: Publication) -> bytes:
    """Under which licence what stands."""
    return f"{publication.rights}\n\nLicence of the data: {publication.licence}\n".encode()


def readme(index: Index, publication: Publication, files: Sequence[DataFile]) -> bytes:
    """What is in a release, whose rights, how to cite; its head makes it the card of a Hugging Face data set."""
    changed = last_change(index)
    year = f" ({changed.year})" if changed else ""
    named = (file for file in sorted(files, key=lambda file: file.path) if file.kind)
    rows = (f"| `{file.path.removeprefix('data/')}` | {file.kind.says if file.kind else ''} |" for file in named)
    told = [
        f"# {publication.title}",
        f"Version {publication.version}, data up to {changed or 'an unknown day'}: {len(index.cards)} resolutions.",
        f"## Rights\n\n{publication.rights} Licence: <{publication.licence}>.",
        f"## How to cite\n\n{publication.publisher}{year}. {publication.title}, version {publication.version}. "
        f"<{index.base}data/dataset>",
        f"Questions: {publication.contact}, <{publication.contact_page}>.",
        "## Files\n\n`SHA256SUMS` and `index.json` hold the checksums of all.",
    ]
    languages = {language for card in index.cards.values() for language in card.languages}
    tables = (file.path.removeprefix("data/") for file in files)
    told[0] = card_head(publication, languages, tables) + told[0]
    return "\n\n".join([*told, "\n".join(["| file | holds |", "|---|---|", *rows])]).encode() + b"\n"
