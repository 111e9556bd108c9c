"""The tools as a server of the Model Context Protocol, which assistants talk to over standard input and output.

Governing text: Model Context Protocol; the official SDK speaks it (`pip install 'unres[mcp]'`).
"""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from lod.model.errors import UnresError
from lod.model.version import VERSION
from lod.serve.bounds import Bounds
from lod.serve.edition import open_edition
from lod.serve.pool import Pool
from lod.serve.tools import Tools

_ABOUT = (
    "Resolutions of the United Nations as data: texts by paragraph, what each paragraph does and whom it asks, "
    "citations, reports due. Every answer has the IRI of its source: quote the text as it stands and cite it as "
    '"cited_as" says. What is not found is not in these data, and may exist all the same. Lists come in pages: '
    'where "more" is true, ask for the next page.'
)


def assistant_server(folder: Path, bounds: Bounds) -> MCPServer[Any]:
    """The server over a published folder; raises SourceError where there is no dump in it."""
    edition = open_edition(folder)
    held: list[Tools] = []

    @asynccontextmanager
    async def lifespan(server: MCPServer[Any]) -> AsyncIterator[None]:
        pool = Pool(bounds)
        await pool.start(edition.data)
        held.append(Tools(folder, edition.data.base, pool))
        try:
            yield
        finally:
            held.clear()
            await pool.stop()

    made: MCPServer[Any] = MCPServer(
        "unres", instructions=_ABOUT, version=VERSION, lifespan=lifespan, log_level="ERROR"
    )
    _add_tools(made, held)
    return made


def _add_tools(server: MCPServer[Any], held: list[Tools]) -> None:
    """Give the server its tools; their docstrings are what an assistant reads."""

    @server.tool()
    async def find(words: str, page: int = 1) -> dict[str, Any]:
        """Find resolutions by words of their title and paragraphs by words of their text (all words must be there),
        or one resolution by its symbol, such as A/RES/68/230 or 68/230. The latest come first."""
        return await _told(held[0].find(words, page))

    @server.tool()
    async def read_paragraph(symbol: str, place: str = "", page: int = 1, language: str = "en") -> dict[str, Any]:
        """Read a paragraph of a resolution (place "op17" is operative paragraph 17, "pp3" the third preambular one,
        "annex1" the annex), or without a place the whole resolution in pages, with what each paragraph does."""
        return await _told(held[0].read_paragraph(symbol, place, page, language))

    @server.tool()
    async def duties(actor: str = "", session: str = "", symbol: str = "", page: int = 1) -> dict[str, Any]:
        """List the reports that resolutions ask for: of whom, to whom, for which session or day, by which paragraph.
        Narrow by actor (a name such as "Secretary-General"), by the session for which they are due, by resolution."""
        return await _told(held[0].duties(actor, session, symbol, page))

    @server.tool()
    async def cite(symbol: str, place: str = "") -> dict[str, Any]:
        """Say how a resolution, or a place of it, is cited; its IRI, title, date and official address."""
        return await _told(held[0].cite(symbol, place))

    @server.tool()
    async def query(sparql: str, page: int = 1) -> dict[str, Any]:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over all the data, within bounds of time and size.
        The prefixes unr, res, eli, cito, dct, skos, org, foaf, prov, rdf, rdfs and xsd need no declaration."""
        return await _told(held[0].query(sparql, page))

    @server.tool()
    async def check(draft: str) -> dict[str, Any]:
        """Check the citations of a draft text: whether each cited document is in the data, its title, its date beside
        the printed one, and the last text of its series. States facts, and what was not checked."""
        return await _told(held[0].check(draft))


async def _told(answer: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    """An answer, or what is wrong with what was asked, as an assistant is told."""
    try:
        return await answer
    except UnresError as fault:
        raise ToolError(str(fault)) from fault
