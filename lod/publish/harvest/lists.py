"""Staging of the lists of ResourceSync, when everything else is staged."""

import msgspec

from lod.publish.dataset import DataFile
from lod.publish.harvest.catalogue import Repository
from lod.publish.harvest.resourcesync import Resource, is_listed, media_of, sync_files
from lod.publish.published import HARVEST
from lod.publish.staging import Staging
from lod.publish.withdrawn import LIST, Withdrawn


def put_sync_lists(staging: Staging) -> None:
    """Stage the lists of what the build has made, and of what was withdrawn; none where nothing can be harvested."""
    if HARVEST not in staging.made:
        return
    repository = msgspec.json.decode(staging.read(HARVEST), type=Repository)
    sizes = staging.sizes()
    listed = [(path, sha) for path, sha in sorted(staging.made.items()) if is_listed(path) and path in sizes]
    resources = [Resource(path, sizes[path], sha, _media(path, sha)) for path, sha in listed]
    withdrawn = msgspec.json.decode(staging.read(LIST), type=tuple[Withdrawn, ...]) if LIST in staging.made else ()
    gone = (path for entry in withdrawn if (path := f"{entry.symbol}.ttl") in entry.gone())
    for path, content in sync_files(resources, repository, gone):
        staging.put(path, content)


def _media(path: str, digest: str) -> str:
    kind = DataFile(path, 0, digest).kind
    return kind.media if kind else media_of(path)
