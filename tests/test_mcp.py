"""The MCP server, asked by a real client over standard input and over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pytest
from demo_run import demo
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.mcpserver.exceptions import ToolError

from parley.library import Library
from parley.mcp import Tools
from parley.store import open_store

T = TypeVar("T")
TOOLS = {
    *("state_of_play", "briefing", "what_changed", "timeline", "deadlines"),
    *("if_nobody_acts", "disagreements", "entry", "search"),
}


def over_stdio(ask: Callable[[ClientSession], Awaitable[T]]) -> T:
    """What `ask` learns from a server that runs as a child process."""
    arguments = ["-m", "parley", "mcp", "--ledger", str(demo()[1])]

    async def run() -> T:
        async with (
            stdio_client(StdioServerParameters(command=sys.executable, args=arguments)) as (read, write),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await ask(session)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """One conversation: the tools, and some of their answers."""

    async def ask(session: ClientSession) -> dict[str, Any]:
        june = {"as_of": "2025-06-12", "known": "2025-06-12"}
        state = await session.call_tool("state_of_play", june)
        entry = next(i["entry"] for i in state.structured_content["items"] if i.get("entry"))
        return {
            "tools": (await session.list_tools()).tools,
            "state": state,
            "entry": await session.call_tool("entry", {"id": entry}),
            "search": await session.call_tool("search", {"words": "rare earths"}),
            "missing": await session.call_tool("entry", {"id": "us-mars-talks"}),
            "wrong": await session.call_tool("state_of_play", {"as_of": "tomorrow"}),
        }

    return over_stdio(ask)


def test_every_tool_says_that_it_only_reads(answers: dict[str, Any]) -> None:
    """A client can let them all be called without asking a person."""
    assert {tool.name for tool in answers["tools"]} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in answers["tools"])


def test_answers_carry_words_speakers_and_addresses(answers: dict[str, Any]) -> None:
    """Every item of the state of play of a day stands on words of that day or before."""
    body = answers["state"].structured_content
    assert (body["as_of"], body["known"]) == ("2025-06-12", "2025-06-12")
    assert any("London framework" in item["text"] for item in body["items"])
    for item in body["items"]:
        assert item["sources"] and all(s["words"] and s["page"] for s in item["sources"])
        assert all((s["published"] or "")[:10] <= "2025-06-12" for s in item["sources"])


def test_an_entry_and_a_search_lead_to_exact_words(answers: dict[str, Any]) -> None:
    """The search gives annotations whose quotations hold the words."""
    assert answers["entry"].structured_content["items"]
    found = answers["search"].structured_content["items"]
    notes = [item for item in found if "target" in item]
    assert notes and all(item["entries"] for item in found if "target" not in item)
    assert all(target["selector"][0]["exact"] for note in notes for target in note["target"])


@pytest.mark.parametrize(("call", "words"), [("missing", "us-mars-talks"), ("wrong", "not a day")])
def test_what_cannot_be_answered_is_an_error_of_the_tool(
    answers: dict[str, Any], call: str, words: str
) -> None:
    """In one line, without a traceback."""
    result = answers[call]
    assert result.is_error
    assert words in result.content[0].text
    assert "Traceback" not in result.content[0].text


@contextlib.contextmanager
def http_server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "parley", "mcp", "--port", str(port), "--ledger", str(demo()[1])]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.terminate()


def test_the_same_tools_are_there_over_http() -> None:
    """On this machine, over the streamable transport."""

    async def ask(address: str) -> set[str]:
        async with (
            streamable_http_client(address) as streams,
            ClientSession(streams[0], streams[1]) as session,
        ):
            await session.initialize()
            return {tool.name for tool in (await session.list_tools()).tools}

    with http_server() as address:
        assert asyncio.run(ask(address)) == TOOLS


def test_half_a_character_is_told_in_a_line() -> None:
    """JSON can name it, no text holds it."""
    with open_store(demo()[1], create=False) as store, pytest.raises(ToolError, match="no text in UTF-8"):
        Tools(Library(store)).entry("\ud800")
