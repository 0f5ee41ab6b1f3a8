"""The command that draws: states and rates over time, as a picture or in characters."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from parley import console

app = typer.Typer()


class Subject(StrEnum):
    """What can be drawn."""

    state = "state"
    timeline = "timeline"
    rates = "rates"


class Form(StrEnum):
    """How it is drawn."""

    text = "text"
    svg = "svg"


@app.command(epilog="Example: parley chart rates --dispute us-china --format svg > rates.svg")
def chart(
    what: Annotated[Subject, typer.Argument(help="What to draw.")] = Subject.timeline,
    as_of: Annotated[str | None, typer.Option("--as-of", help="The day that is asked about.")] = None,
    known: Annotated[str | None, typer.Option("--known", help="As it was known on that day.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day.")] = None,
    assume: Annotated[list[str] | None, typer.Option("--assume", help="As if ENTRY=STATUS@DAY.")] = None,
    dispute: Annotated[str | None, typer.Option("--dispute", help="Only this dispute.")] = None,
    format: Annotated[Form, typer.Option("--format", "-f", help="How to draw it.")] = Form.text,
    ledger: Annotated[Path | None, typer.Option("--ledger", help="The ledger file.")] = None,
) -> None:
    """Draw what stands, what came and went, or the rates of tariffs over time; one row for each entry."""
    from parley.answers import last_day, tracks
    from parley.write import Ask
    from parley.write.tracks import to_svg, to_text

    days = {name: console.day(text) for name, text in (("since", since), ("until", until), ("known", known))}
    with console.ledger(ledger) as books:
        day = console.day(as_of) or last_day(books, days["known"])
        ask = Ask(day, dispute=dispute, assumed=tuple(assume or ()), **days)  # type: ignore[arg-type]
        drawn = tracks(what.value, ask, books)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    wide = min(shutil.get_terminal_size().columns, 160) if terminal else console.PIPE_WIDTH
    console.put(to_svg(drawn) if format is Form.svg else to_text(drawn, wide))
