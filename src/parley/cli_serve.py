"""The commands that answer others over a port: the desk with its API, and the server for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley import journal
from parley.cli_options import LedgerPath, Log

app = typer.Typer()


@app.command(epilog="Example: parley serve --ledger demo.db")
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8000,
    token: Annotated[
        str | None, typer.Option("--token", envvar="PARLEY_TOKEN", help="Let in only who sends this token.")
    ] = None,
    watch: Annotated[
        Path | None, typer.Option("--watch", help="Watch lists, each of which gets a feed.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", envvar="PARLEY_NAMES", help="A host name that the desk is asked under."),
    ] = None,
    ledger: LedgerPath = None,
    log: Log = None,
) -> None:
    """The desk in a browser, the JSON API, feeds and a calendar, on this machine only unless told."""
    from parley.serve import LOOPBACK, Door, serve
    from parley.watchlists import read_watches

    journal.begin(log)
    names = LOOPBACK | {one.lower() for one in name or ()}
    door = Door(host, port, token, names, read_watches(watch) if watch else ())
    serve(ledger, door)


@app.command(epilog="Examples: parley mcp --ledger demo.db; parley mcp --port 8001")
def mcp(
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="HTTP on this port (else standard input).")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """An MCP server over the ledger, read-only, for assistants that ask on a person's behalf."""
    from parley.mcp import serve

    serve(ledger, port)
