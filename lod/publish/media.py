"""Media types of published files, by what their names end with; what is packed (.gz) is the same, encoded.

Governing texts: RFC 9110, 8.3 and 8.4 (Content-Type, Content-Encoding), the IANA registry of media types.
"""

from collections.abc import Mapping

from lod.graph.files import SYNTAXES
from lod.publish.kinds import KINDS

PACKED = ".gz"
#: By the last suffix.
SUFFIXES: Mapping[str, str] = {
    **{kind[1:].removesuffix(PACKED): told.media for kind, told in KINDS.items()
       if kind.removesuffix(PACKED).rindex(".") == 0},
    **{name: syntax.media_type for name, syntax in SYNTAXES.items()},
    "html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "wasm": "application/wasm",
    "json": "application/json", "xml": "application/xml", "atom": "application/atom+xml",
    "txt": "text/plain", "md": "text/markdown", "mrc": "application/marc",
}  # fmt: skip
#: Longer endings that tell another type than their last suffix does.
COMPOUND: Mapping[str, str] = {
    ending: told.media
    for kind, told in KINDS.items()
    if (ending := kind.removesuffix(PACKED)).startswith(".")
    and told.media != SUFFIXES.get(ending.rpartition(".")[2], told.media)
}
#: What has no suffix and a type of its own.
NAMED: Mapping[str, str] = {".well-known/void": "text/turtle"}
#: Types that are text without saying so.
_TEXT = frozenset(
    {"application/json", "application/ld+json", "application/n-triples", "application/n-quads", "application/trig"}
)


def media_type(path: str) -> str:
    """The media type of a published file, unpacked; "" where its name tells none.

    >>> media_type("data/unres.nq.gz"), media_type("A/RES/68/230.marc.xml"), media_type("SHA256SUMS")
    ('application/n-quads', 'application/marcxml+xml', '')
    """
    plain = path.removesuffix(PACKED)
    if plain in NAMED:
        return NAMED[plain]
    found = (media for ending, media in COMPOUND.items() if plain.endswith(ending))
    return next(found, SUFFIXES.get(plain.rpartition(".")[2].lower(), ""))


def content_type(path: str) -> str:
    """The value of a file's Content-Type, with its charset where it is text; "" where its name tells none.

    >>> content_type("def.ttl"), content_type("data/duties.parquet")
    ('text/turtle; charset=utf-8', 'application/vnd.apache.parquet')
    """
    media = media_type(path)
    return f"{media}; charset=utf-8" if media.startswith("text/") or media in _TEXT else media
