"""A place in an object store: files by their paths below an address, read and written by fsspec.

What a store does wrong (no credentials, no bucket, no network) is told as an UnresError with its address. Credentials
and endpoints are the environment's, as the store's own tools take them: AWS_PROFILE, AWS_ENDPOINT_URL and so on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from lod.model.errors import UnresError
from lod.publish.media import PACKED, content_type

Item = TypeVar("Item")

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://[^/]")
#: Requests at a time: most of a request's time is waiting.
_AT_ONCE = 16
#: Protocols that take the headers with which a file is given to its readers.
_WITH_HEADERS = frozenset(("s3", "s3a"))
#: What a store may tell of the state of a file, the surest first.
_STATES = ("ETag", "etag", "md5", "mtime", "LastModified", "created")
_MENDS: Mapping[type[BaseException], str] = {
    PermissionError: "look after the credentials and what they allow",
    FileNotFoundError: "make the bucket first",
}
_AGAIN = "what was published stands; build again, and what is left is sent"


def is_address(text: str) -> bool:
    """Whether something names a place in a store rather than on this machine.

    >>> is_address("s3://bucket/texts"), is_address("texts/a.txt"), is_address("s3:/bucket")
    (True, False, False)
    """
    return _ADDRESS.match(text) is not None


class Store(Struct, frozen=True):
    """An opened place: its address, the file system of fsspec, the root there, whether it takes headers."""

    address: str
    files: Any  # fsspec has no types
    root: str
    has_headers: bool

    def find(self) -> dict[str, str]:
        """What tells the state of each file, by path; "" is the path of a place that is itself a file."""
        with _telling(self.address, "cannot be listed"):
            self.files.invalidate_cache()
            found: Mapping[str, Mapping[str, Any]] = self.files.find(self.root, detail=True)
        return {full.removeprefix(self.root).removeprefix("/"): _state(told) for full, told in found.items()}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        with _telling(self.address, f"{path} cannot be read"):
            try:
                content: bytes = self.files.cat_file(self._full(path))
            except FileNotFoundError:
                return None
        return content

    def download(self, files: Iterable[tuple[str, Path]]) -> None:
        """Write files, each with its path in the store; what went meanwhile raises UnresError."""

        def one(pair: tuple[str, Path]) -> None:
            with _telling(self.address, f"{pair[0]} cannot be read"):
                pair[1].parent.mkdir(parents=True, exist_ok=True)
                self.files.get_file(self._full(pair[0]), str(pair[1]))

        _each(one, files)

    def upload(self, paths: Iterable[str], folder: Path) -> None:
        """Put files of a folder at the same paths in the store."""

        def one(path: str) -> None:
            with _telling(self.address, f"{path} cannot be written"):
                self.files.put_file(str(folder / path), self._full(path), **self._headers(path))

        _each(one, paths)

    def write(self, path: str, content: bytes) -> None:
        """Put bytes at a path."""
        with _telling(self.address, f"{path} cannot be written"):
            self.files.pipe_file(self._full(path), content)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; one that is gone already is passed over."""

        def one(path: str) -> None:
            with _telling(self.address, f"{path} cannot be removed"):
                try:
                    self.files.rm_file(self._full(path))
                except FileNotFoundError:
                    return

        _each(one, paths)

    def _full(self, path: str) -> str:
        return f"{self.root}/{path}" if path else self.root

    def _headers(self, path: str) -> dict[str, str]:
        """As `lod serve` gives a file: its type, and what packs it as its encoding."""
        media = content_type(path) if self.has_headers else ""
        packed = {"ContentEncoding": "gzip"} if media and path.endswith(PACKED) else {}
        return {"ContentType": media, **packed} if media else {}


def reach_store(address: str) -> Store:
    """The place at an address such as "s3://bucket/site"; raises UnresError where nothing opens it."""
    mend = "pip install 'unres[stores]'; of stores but S3, what fsspec's page of protocols names"
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UnresError("nothing that opens stores is installed", address, mend) from None
    try:
        files, root = url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
    except ImportError as fault:
        raise UnresError(f"what opens this store is not installed: {fault}", address, mend) from None
    except ValueError as fault:
        raise UnresError(f"is no address of a store: {fault}", address, "write it as s3://bucket/folder") from None
    return Store(address.rstrip("/"), files, root.rstrip("/"), address.partition("://")[0] in _WITH_HEADERS)


@contextmanager
def _telling(address: str, what: str) -> Iterator[None]:
    """Tell what a store, its library or the network refuses as an UnresError."""
    try:
        yield
    except UnresError:
        raise
    except Exception as fault:  # each library has errors of its own
        mend = next((mend for kind, mend in _MENDS.items() if isinstance(fault, kind)), "")
        raise UnresError(f"{what}: {fault or type(fault).__name__}", address, mend or _AGAIN) from fault


def _each(work: Callable[[Item], None], items: Iterable[Item]) -> None:
    """Do something to all items, several at a time; the first error ends it."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        running = [threads.submit(work, item) for item in items]
        try:
            for one in running:
                one.result()
        finally:
            threads.shutdown(cancel_futures=True)


def _state(told: Mapping[str, Any]) -> str:
    found = next((told[name] for name in _STATES if told.get(name)), "")
    return f"{told.get('size')} {found}"
