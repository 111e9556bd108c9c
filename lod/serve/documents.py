"""The documents of a published folder: files, and what an IRI leads to.

Governing texts: Cool URIs for the Semantic Web (303 to the document that the client prefers), RFC 9110 (300, 301, 410),
RFC 8288 (links). What another spelling of a symbol asks for is at the spelling that its IRI has.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.staticfiles import StaticFiles

from lod.graph.files import SYNTAXES, read_triples, syntax_of
from lod.graph.named_graphs import ANNOTATIONS
from lod.graph.serialize import graph_prefixes, serialize
from lod.model.errors import SymbolError
from lod.model.iris import SAFE, is_language, is_path
from lod.model.symbols import one_case, parse_symbol
from lod.model.vocab import RDFS
from lod.publish.media import content_type
from lod.publish.pages.look import look_of, set_look
from lod.publish.paths import find_file
from lod.publish.published import UNPUBLISHED
from lod.publish.withdrawn import find_tombstones
from lod.serve.negotiation import prefer

#: What an IRI of ours leads to, by media type.
DOCUMENT_TYPES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    **{SYNTAXES[name].media_type: f".{name}" for name in ("ttl", "jsonld", "nt", "rdf")},
}
_PAGES = tuple(media for media, suffix in DOCUMENT_TYPES.items() if suffix == ".html")
#: Names of files end at 255 characters in most file systems, and no thing of ours lies deep.
LONGEST_PATH = 2000
#: What the server makes of the Turtle where no file is beside the page; of JSON-LD there is none in compact layouts.
_MADE = (".nt", ".rdf", ".jsonld")
_PACKED, _FROM = ".gz", ".ttl"
_PIECE = 1 << 16


class Documents:
    """What stands in a folder, at the paths of IRIs."""

    def __init__(self, folder: Path, base: str) -> None:
        self._folder, self._base = folder, base
        self._files = StaticFiles(directory=folder, html=True)
        self._gone = find_tombstones(folder)
        self._look = look_of(folder)

    async def __call__(self, request: Request) -> Response:
        """The response to a request for a path below the base."""
        path = request.path_params["path"] or "index.html"
        if len(path) > LONGEST_PATH:
            return PlainTextResponse(f"no path here has more than {LONGEST_PATH} characters\n", 414)
        if not _is_public(path):
            return self._elsewhere(request, path)
        if path in self._gone:
            return self._tombstone(request, self._gone[path])
        if offered := self._offered(path):
            return self._negotiated(request, path, offered)
        if self._is_file(path):
            return await self._file(request, path)
        if self._stem(path):
            return await self._made(request, path)
        return self._moved(request, path) or await self._file(request, path)

    def _negotiated(self, request: Request, path: str, offered: Mapping[str, str]) -> Response:
        document = prefer(request.headers.get("accept", ""), offered)
        headers = {"Vary": "Accept", "Link": _links(request, path, offered)}
        if document is None:
            return PlainTextResponse(f"/{path} comes as {', '.join(offered)}\n", 406, headers)
        return RedirectResponse(_document(request, document), 303, headers)

    def _moved(self, request: Request, path: str) -> Response | None:
        """Where a document is that stood at its own address before: the thing's home has it, or the United Nations."""
        stem, _, suffix = path.rpartition(".")
        document = dict.fromkeys(self._offered(stem).values()) if f".{suffix}" in DOCUMENT_TYPES.values() else {}
        found = [one for one in document if one.endswith(f".{suffix}")] or [
            one for one in document if suffix == "html" and _is_elsewhere(one)
        ]
        return RedirectResponse(_document(request, found[0]), 301) if found else None

    async def _file(self, request: Request, path: str) -> Response:
        """A file as it stands; with the type of what is in it, and what packs it as its encoding."""
        if not self._is_file(path) and not (self._folder / path).is_dir():
            return self._elsewhere(request, path)
        response = await self._files.get_response(path, request.scope)
        if isinstance(response, FileResponse) and (told := content_type(path)):
            response.headers["content-type"] = told
            if path.endswith(_PACKED):
                response.headers["content-encoding"] = "gzip"
        stem = path.rpartition(".")[0]
        if response.status_code == 200 and (offered := self._offered(stem)):
            response.headers["link"] = _links(request, stem, offered)
        return response

    async def _made(self, request: Request, path: str) -> Response:
        """What no file holds as it is asked for: a dump without its packing, a document's other syntaxes."""
        if packed := self._found(f"{path}{_PACKED}"):
            syntax = syntax_of(packed)
            return StreamingResponse(_unpacked(packed), media_type=_media(syntax) if syntax else None)
        stem, _, suffix = path.rpartition(".")
        syntax = SYNTAXES[suffix]
        content = await run_in_threadpool(self._converted, stem, syntax)
        return Response(content, media_type=syntax.media_type)

    def _converted(self, stem: str, syntax: ox.RdfFormat) -> bytes:
        bare = self._bare.get(stem)
        if bare is not None:
            return serialize(bare, syntax, graph_prefixes(self._base))
        about = f"{self._base}{stem}" if syntax == ox.RdfFormat.JSON_LD else ""  # as a build writes it
        return serialize(read_triples(self._folder / f"{stem}{_FROM}"), syntax, graph_prefixes(self._base), about)

    @cached_property
    def _bare(self) -> Mapping[str, Sequence[ox.Triple]]:
        """What is said of each document without a page, by its path: all stand in one file."""
        found: dict[str, list[ox.Triple]] = defaultdict(list)
        file = find_file(self._folder, f"{UNPUBLISHED}{_FROM}")
        for triple in read_triples(file) if file else ():
            if isinstance(triple.subject, ox.NamedNode):
                found[triple.subject.value.removeprefix(self._base)].append(triple)
        return found

    def _elsewhere(self, request: Request, path: str) -> Response:
        """Where what is not here may be: 301 to its own spelling, 300 where a letter is left out, else 404."""
        for known in _spellings(path):
            if known != path and self._offered(known):
                return RedirectResponse(_address(request, known), 301)
            if lettered := self._lettered(known):
                lines = "".join(f"{_address(request, one)}\n" for one in lettered)
                links = ", ".join(f'<{_address(request, one)}>; rel="alternate"' for one in lettered)
                return PlainTextResponse(f"which of these?\n{lines}", 300, {"Link": links})
        return self._error(request, 404)

    def _error(self, request: Request, status: int) -> Response:
        """A page for who reads pages, else a line."""
        if prefer(request.headers.get("accept", ""), {"text/plain": "", "text/html": ".html"}):
            from lod.publish.pages.errors import (  # templates, which a start need not wait for
                GONE,
                NOT_FOUND,
                error_page,
            )

            set_look(self._look)
            page = error_page(GONE if status == 410 else NOT_FOUND, f"{request.scope.get('root_path', '')}/")
            return HTMLResponse(page, status, {"Vary": "Accept"})
        said = "Gone: this was withdrawn\n" if status == 410 else "Not Found"
        return PlainTextResponse(said, status, {"Vary": "Accept"})

    def _lettered(self, path: str) -> list[str]:
        """The resolutions that have a letter behind a number."""
        above, _, last = path.rpartition("/")
        if not last.isdecimal() or not is_path(path) or not (self._folder / above).is_dir():
            return []
        names = (file.stem for file in (self._folder / above).glob(f"{last}[A-Z]*.html"))
        return [f"{above}/{name}" for name in sorted(names) if name.removeprefix(last).isalpha()]

    def _tombstone(self, request: Request, page: str) -> Response:
        """The answer for what was withdrawn: 410, with the page that says what stood there."""
        found = find_file(self._folder, page) if page else None
        return HTMLResponse(found.read_bytes(), 410) if found else self._error(request, 410)

    def _offered(self, path: str) -> Mapping[str, str]:
        """Documents about the thing at a path, by media type; nothing for a file and for what is not there.

        Of a text and of annotations they are the resolution's, but for a page of its own.
        """
        if not path or path.endswith("/") or not _is_public(path) or self._is_file(path):
            return {}
        own = {media: f"{path}{suffix}" for media, suffix in DOCUMENT_TYPES.items() if self._has(f"{path}{suffix}")}
        if "text/html" not in own and path in self._bare:
            return self._offered_bare(path)
        above, _, last = path.rpartition("/")
        is_part = above and (f"/{last}" == ANNOTATIONS or is_language(last))
        return {**self._offered(above), **own} if is_part and len(own) < len(DOCUMENT_TYPES) else own

    def _offered_bare(self, path: str) -> Mapping[str, str]:
        """The same of a document without a page: its official text, and what is said of it."""
        said = (triple.object for triple in self._bare[path] if triple.predicate == RDFS.seeAlso)
        pages = [page.value for page in said if isinstance(page, ox.NamedNode)]
        data = {media: f"{path}{suffix}" for media, suffix in DOCUMENT_TYPES.items() if media not in _PAGES}
        return {media: pages[0] for media in _PAGES if pages} | data

    def _has(self, path: str) -> bool:
        return self._is_file(path) or self._stem(path)

    def _stem(self, path: str) -> bool:
        """Whether a path that no file has can be made of one."""
        stem, _, suffix = path.rpartition(".")
        made = f".{suffix}" in _MADE and self._is_file(f"{stem}{_FROM}")
        made = made or (f".{suffix}" in DOCUMENT_TYPES.values() and suffix != "html" and stem in self._bare)
        return made or (syntax_of(Path(path)) is not None and self._is_file(f"{path}{_PACKED}"))

    def _is_file(self, path: str) -> bool:
        return self._found(path) is not None

    def _found(self, path: str) -> Path | None:
        """A file of the folder; None for what is none, for links, and for names that no file system holds."""
        try:
            return find_file(self._folder, path)
        except (OSError, ValueError):  # PathError is one
            return None


def _spellings(path: str) -> Iterator[str]:
    """What a path may stand for: without a slash at its end, without a language, as the symbol that it spells."""
    bare = path.strip("/")
    first, _, rest = bare.partition("/")
    for text in (bare, rest) if is_language(first) else (bare,):
        yield text
        with suppress(SymbolError):
            yield one_case(parse_symbol(text.upper()).text).replace(" ", "")


def _links(request: Request, path: str, offered: Mapping[str, str]) -> str:
    """The documents of a thing, and the thing, as links."""
    ways = {_document(request, document): media for media, document in reversed([*offered.items()])}
    alternate = (f'<{address}>; rel="alternate"; type="{media}"' for address, media in sorted(ways.items()))
    return ", ".join([f'<{_address(request, path)}>; rel="about"', *alternate])


def _document(request: Request, document: str) -> str:
    """The address of a document: here, or with the United Nations."""
    return document if _is_elsewhere(document) else _address(request, document)


def _is_elsewhere(document: str) -> bool:
    return document.startswith("https://")


def _address(request: Request, path: str) -> str:
    """The path of a thing on this server, below what a proxy puts before it."""
    return f"{request.scope.get('root_path', '')}/{quote(path, safe=SAFE)}"


def _media(syntax: ox.RdfFormat) -> str:
    return f"{syntax.media_type}; charset=utf-8"


def _unpacked(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _is_public(path: str) -> bool:
    """Whether a file there is for everybody: hidden ones are the builder's, but for those of RFC 8615.

    >>> [_is_public(path) for path in ("A/RES/68", ".unres-manifest", "A/.git/config", ".well-known/void", "A/../B")]
    [True, False, False, True, False]
    """
    first, *others = path.rstrip("/").split("/")
    hidden = any(element.startswith(".") for element in others) or (first.startswith(".") and first != ".well-known")
    return not hidden and is_path(path.rstrip("/"))
