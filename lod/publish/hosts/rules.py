"""The rules themselves: for nginx, Apache, Netlify and Cloudflare Pages, and for w3id.org.

Each host gives what `lod serve` gives, as far as it can: 303 from an IRI to the form that a client likes, 301 from
other spellings, 410 for what was withdrawn, the type and the packing of each file, headers for other sites' scripts.
The templates stand in `site/templates/hosts/`. Hosts differ in what they can: docs/publishing.md says in what.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lod.data.files import share
from lod.data.languages import load_languages
from lod.publish.hosts.accept import FORMS, preferences, takes_pages
from lod.publish.hosts.headers import HEADERS
from lod.publish.kinds import KINDS
from lod.publish.layout import Layout
from lod.publish.media import COMPOUND, NAMED, PACKED, SUFFIXES, content_type, media_type
from lod.publish.published import UNPUBLISHED

#: File by template.
_FILES: Mapping[str, str] = {
    "hosts/nginx-accept.conf": "nginx-accept.conf",
    "hosts/nginx.conf": "nginx.conf",
    ".htaccess": "htaccess",
    "_headers": "headers",
    "_redirects": "redirects",
}
W3ID = "hosts/w3id.htaccess"


def host_rules(
    site: str, base: str, gone: Sequence[str] = (), layout: Layout = Layout.FULL
) -> Iterator[tuple[str, bytes]]:
    """(path, content) of each file of rules, for a folder that is served at the address `site`.

    `gone` are the paths of what was withdrawn. Rules for w3id.org are written where IRIs begin elsewhere than the site.
    """
    values = {**_values(site, gone), "preferences": list(preferences(_offered(layout)))}
    for path, template in _FILES.items():
        yield path, _rendered(template, values)
    if site != base:
        yield W3ID, _rendered("w3id", {**values, "site": site, "from": urlsplit(base).path})


def _offered(layout: Layout) -> frozenset[str]:
    """The forms that things have."""
    return frozenset(form for form, _ in FORMS if layout.has_form(f".{form}"))


def _rendered(template: str, values: Mapping[str, Any]) -> bytes:
    return _templates().get_template(template).render(values).encode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(share("site", "templates", "hosts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _packed_endings() -> Iterator[str]:
    """What names of packed files end with, before ".gz"."""
    for kind in (kind.removesuffix(PACKED) for kind in KINDS if kind.endswith(PACKED)):
        yield kind if kind in COMPOUND else f".{kind.rpartition('.')[2]}"
    yield ".wasm"


def _values(site: str, gone: Sequence[str]) -> dict[str, Any]:
    """What the templates take: types by ending, patterns of endings, paths."""
    root = urlsplit(site).path or "/"
    typed = {suffix: content_type(f"x.{suffix}") for suffix in sorted(SUFFIXES)}
    text = [suffix for suffix, media in typed.items() if "charset" in media]
    compound = {re.escape(ending): media for ending, media in COMPOUND.items()}
    return {
        "root": root,
        "pattern_root": re.escape(root),
        "pages": takes_pages(),
        "headers": list(HEADERS.items()),
        "suffixes": sorted(SUFFIXES.items()),
        "suffix_names": sorted(SUFFIXES),
        "text_suffixes": [f".{suffix}" for suffix in text],
        "texts": sorted({SUFFIXES[suffix] for suffix in text} - {"text/html"}),
        "packable": sorted({SUFFIXES[s] for s in [*text, "xml", "svg", "rdf", "atom", "graphml"]} - {"text/html"}),
        "compound": list(compound.items()),
        "packed": sorted({(re.escape(ending), media_type(ending)) for ending in _packed_endings()}),
        "headed": [(suffix, typed[suffix]) for suffix in ("ttl", "jsonld", "nt", "csv", "ics", "atom")],
        "named": list(NAMED.items()),
        "languages": sorted(load_languages()),
        "unpublished": UNPUBLISHED,
        "gone": [path.replace('"', r"\"") for path in gone],
        "gone_patterns": [re.escape(path).replace('"', r"\"") for path in gone],
    }
