"""The command that draws: states and rates over time, as a picture or in characters."""

from __future__ import annotations

import shutil
import sys
from typing import Annotated, Literal

import typer

from parley import console
from parley.cli_options import AsOf, Dispute, Known, LedgerPath, Since, Until

app = typer.Typer()


@app.command(epilog="Example: parley chart rates --dispute us-china --format svg > rates.svg")
def chart(
    what: Annotated[Literal["state", "timeline", "rates"], typer.Argument(help="What to draw.")] = "timeline",
    as_of: AsOf = None,
    known: Known = None,
    since: Since = None,
    until: Until = None,
    assume: Annotated[list[str] | None, typer.Option("--assume", help="As if ENTRY=STATUS@DAY.")] = None,
    dispute: Dispute = None,
    format: Annotated[
        Literal["text", "svg"], typer.Option("--format", "-f", help="How to draw it.")
    ] = "text",
    ledger: LedgerPath = None,
) -> None:
    """Draw what stands, what came and went, or the rates of tariffs over time; one row for each entry."""
    from parley.answers import last_day, tracks
    from parley.write import Ask
    from parley.write.tracks import to_text
    from parley.write.tracks_svg import to_svg

    days = {name: console.day(text) for name, text in (("since", since), ("until", until), ("known", known))}
    with console.ledger(ledger) as books:
        day = console.day(as_of) or last_day(books, days["known"])
        ask = Ask(day, dispute=dispute, assumed=tuple(assume or ()), **days)  # type: ignore[arg-type]
        drawn = tracks(what, ask, books)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    wide = min(shutil.get_terminal_size().columns, 160) if terminal else console.PIPE_WIDTH
    console.put(to_svg(drawn) if format == "svg" else to_text(drawn, wide))
