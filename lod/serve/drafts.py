"""The page on which a draft is checked against the published data: a form, and what came of it.

One draft is read at a time, of so many characters; a second waits a little, and is turned away with Retry-After.
Nothing of a draft is kept.
"""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from lod.model.errors import UnresError
from lod.serve.bounds import Bounds
from lod.serve.request import RefusalError, read_body

#: Characters of a draft, at most: the longest resolutions have so many.
LONGEST_DRAFT = 200_000


class Drafts:
    """Answers for `/draft-check`: the form by GET, a check of the draft by POST."""

    def __init__(self, folder: Path, base: str, bounds: Bounds) -> None:
        self._folder, self._base, self._bounds = folder, base, bounds
        self._reading = asyncio.Lock()

    async def __call__(self, request: Request) -> Response:
        if request.method != "POST":
            return self._page("")
        words = ""
        try:
            words = _draft_in(await read_body(request, self._bounds))
            async with asyncio.timeout(self._bounds.patience):
                await self._reading.acquire()
        except RefusalError as refusal:
            return self._page(words, refusal.said, refusal.status)
        except TimeoutError:
            return self._page(words, "other drafts are being checked: send it again in a moment", 503, retry=True)
        try:
            return Response(await asyncio.to_thread(self._checked, words), media_type="text/html", headers=_UNKEPT)
        except UnresError as fault:
            return self._page(words, str(fault), 422)
        finally:
            self._reading.release()

    def _checked(self, words: str) -> str:
        """The page of a check; raises SourceError for a text that is no resolution."""
        from lod.annotate.annotate import annotate
        from lod.publish.mandates.draft import check_draft, draft_page
        from lod.query.kept import open_store
        from lod.read.read import read_bytes

        resolution = read_bytes(words.encode(), "the draft")
        with open_store(self._folder) as store:
            check = check_draft(resolution, annotate(resolution), store)
        return draft_page(check, self._base, words=words)

    def _page(self, words: str, fault: str = "", status: int = 200, retry: bool = False) -> Response:
        from lod.publish.mandates.draft import draft_page

        page = draft_page(None, self._base, words=words, fault=fault)
        return Response(page, status, {**_UNKEPT, **({"Retry-After": "5"} if retry else {})}, "text/html")


_UNKEPT = {"Cache-Control": "no-store"}


def _draft_in(body: bytes) -> str:
    """The field of the form that holds the draft; raises RefusalError where there is none, or too much in it."""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except ValueError:
        raise RefusalError(400, "send one field, named draft") from None
    words = fields.get("draft", [""])[0].replace("\r\n", "\n")
    if not words.strip():
        raise RefusalError(400, "paste the text of a draft")
    if len(words) > LONGEST_DRAFT:
        raise RefusalError(413, f"the draft has more than {LONGEST_DRAFT:,} characters: check it in parts")
    return words
