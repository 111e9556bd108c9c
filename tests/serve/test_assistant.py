"""Published data as tools for assistants, asked by the official SDK's own client, in process and over the command."""

import asyncio
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.runner import lod
from tests.samples import TESTS

mcp = pytest.importorskip("mcp", reason="no SDK of the Model Context Protocol (pip install 'unres[mcp]')")
CASES = TESTS / "cases" / "assistant.toml"
PROMPTS: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["prompt"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assistant") / "public"
    assert lod("build", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def answers(folder: Path) -> list[Any]:
    """The answers to all prompts, asked one after another of one server."""
    from lod.serve.assistant import assistant_server
    from lod.serve.bounds import Bounds

    async def ask() -> list[Any]:
        async with mcp.Client(assistant_server(folder, Bounds(seconds=3, answer=20))) as client:
            return [await client.call_tool(prompt["tool"], prompt["arguments"]) for prompt in PROMPTS]

    return asyncio.run(ask())


@pytest.mark.parametrize("number", range(len(PROMPTS)), ids=[prompt["says"] for prompt in PROMPTS])
def test_an_answer_holds_what_was_asked_for(answers: list[Any], number: int) -> None:
    """Facts with their IRIs; what is wrong with a call is told, with its mend, and ends nothing."""
    prompt, answer = PROMPTS[number], answers[number]
    told = "".join(part.text for part in answer.content)
    assert answer.is_error == ("fault" in prompt), told
    if answer.is_error:
        assert prompt["fault"] in told
    else:
        told = json.dumps(answer.structured_content, ensure_ascii=False)
        assert [words for words in prompt["holds"] if words not in told] == [], told
        assert [words for words in prompt.get("lacks", ()) if words in told] == [], told


def test_there_are_twenty_prompts_and_every_tool_is_asked() -> None:
    assert len(PROMPTS) >= 20
    assert {prompt["tool"] for prompt in PROMPTS} == {"find", "read_paragraph", "duties", "cite", "query", "check"}


def test_the_command_speaks_the_protocol(folder: Path) -> None:
    """Over standard input and output, where nothing else is written; tools say what they do and take."""
    command = mcp.StdioServerParameters(
        command=sys.executable, args=["-c", "from lod.cli import main; main()", "mcp", str(folder)]
    )

    async def ask() -> tuple[Any, Any]:
        async with mcp.Client(command) as client:
            return await client.list_tools(), await client.call_tool("cite", {"symbol": "68/230"})

    listed, cited = asyncio.run(ask())
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"find", "read_paragraph", "duties", "cite", "query", "check"}
    assert all(len(tool.description) > 60 for tool in tools.values())
    assert tools["read_paragraph"].input_schema["required"] == ["symbol"]
    assert cited.structured_content["citation"] == "General Assembly resolution 68/230"


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    done = lod("mcp", tmp_path)
    assert done.exit_code == 1
    assert "no RDF data" in done.stderr
