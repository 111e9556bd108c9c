"""ResourceSync: lists from which programs copy everything.

Governing text: ANSI/NISO Z39.99 (ResourceSync). A source description leads to a capability list, that to a resource
list (every file of data, with length, checksum and media type) and a change list. Lists bear the last day in the data,
not that of the build; in the change list each resolution was created on its own last day, and what was withdrawn is
deleted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from msgspec import Struct

from lod.graph.files import SYNTAXES
from lod.model.iris import SAFE
from lod.publish.discovery import MOST
from lod.publish.harvest.catalogue import Repository
from lod.publish.staging import MARC

DESCRIPTION, CAPABILITIES = ".well-known/resourcesync", "resourcesync/capabilitylist.xml"
RESOURCES, CHANGES = "resourcesync/resourcelist.xml", "resourcesync/changelist.xml"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_TERMS = "http://www.openarchives.org/rs/terms/"
#: What the files of things end with that are listed, with their media types; pages are for people.
_LISTED: Mapping[str, str] = {
    ".ttl": SYNTAXES["ttl"].media_type,
    ".jsonld": SYNTAXES["jsonld"].media_type,
    MARC: "application/marcxml+xml",
}


class Resource(Struct, frozen=True):
    """A file: its path, length in bytes, SHA-256, media type ("" where nobody says)."""

    path: str
    size: int
    sha256: str
    media: str = ""


def is_listed(path: str) -> bool:
    """Whether a file of a publication is among its resources: data, of things and of the whole."""
    return path.startswith("data/") or path.endswith(tuple(_LISTED))


def media_of(path: str) -> str:
    """The media type of a thing's file."""
    return next((media for ending, media in _LISTED.items() if path.endswith(ending)), "")


def sync_files(
    resources: Sequence[Resource], repository: Repository, gone: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """(path, content) of all lists; `gone` are the paths of what was withdrawn."""
    base, day = repository.base, f"{repository.modified}T00:00:00Z"
    up = f'<rs:ln rel="up" href="{base}{CAPABILITIES}"/>'
    parts = [resources[at : at + MOST] for at in range(0, len(resources), MOST)] or [()]
    names = [RESOURCES] if len(parts) == 1 else [f"resourcesync/resourcelist-{n}.xml" for n, _ in enumerate(parts, 1)]
    listed = f'{up}<rs:md capability="resourcelist" at="{day}"/>'
    for name, part in zip(names, parts, strict=True):
        yield name, _document("urlset", listed, (_resource(resource, base) for resource in part))
    if len(parts) > 1:
        yield RESOURCES, _document("sitemapindex", listed, (_entry("sitemap", name, base) for name in names))
    changed = f'{up}<rs:md capability="changelist" from="{repository.earliest}T00:00:00Z" until="{day}"/>'
    yield CHANGES, _document("urlset", changed, _changes(resources, repository, gone))
    about = f'<rs:ln rel="describedby" href="{base}data/dataset"/>'
    capabilities = (_entry("url", RESOURCES, base, "resourcelist"), _entry("url", CHANGES, base, "changelist"))
    above = f'{about}<rs:ln rel="up" href="{base}{DESCRIPTION}"/><rs:md capability="capabilitylist"/>'
    yield CAPABILITIES, _document("urlset", above, capabilities)
    described = (_entry("url", CAPABILITIES, base, "capabilitylist"),)
    yield DESCRIPTION, _document("urlset", f'{about}<rs:md capability="description"/>', described)


def _changes(resources: Sequence[Resource], repository: Repository, gone: Iterable[str]) -> Iterator[str]:
    """Each resolution's Turtle as it came, by day, and then what was withdrawn."""
    by_path = {resource.path: resource for resource in resources}
    for record in repository.records:
        if found := by_path.get(f"{record.symbol}.ttl"):
            yield _resource(found, repository.base, f' change="created" datetime="{record.datestamp}T00:00:00Z"')
    for path in sorted(gone):
        md = f'<rs:md change="deleted" datetime="{repository.modified}T00:00:00Z"/>'
        yield f"<url><loc>{_address(path, repository.base)}</loc>{md}</url>\n"


def _resource(resource: Resource, base: str, more: str = "") -> str:
    media = f' type="{escape(resource.media)}"' if resource.media else ""
    md = f'<rs:md{more} hash="sha-256:{resource.sha256}" length="{resource.size}"{media}/>'
    return f"<url><loc>{_address(resource.path, base)}</loc>{md}</url>\n"


def _entry(element: str, path: str, base: str, capability: str = "") -> str:
    md = f'<rs:md capability="{capability}"/>' if capability else ""
    return f"<{element}><loc>{_address(path, base)}</loc>{md}</{element}>\n"


def _document(root: str, head: str, entries: Iterable[str]) -> bytes:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAP}" xmlns:rs="{_TERMS}">\n{head}\n'
    return f"{start}{''.join(entries)}</{root}>\n".encode()


def _address(path: str, base: str) -> str:
    return escape(base + quote(path, safe=SAFE))
