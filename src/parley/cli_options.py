"""Options that several commands share."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from parley import console

if TYPE_CHECKING:
    from parley.model import Person

# The forms of an answer are those of `parley.write.Form`, which the command line must not load to start.
Format = Literal["text", "md", "html", "json", "jsonl", "csv"]
Shape = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
Drawable = Annotated[Literal[Format, "svg"], typer.Option("--format", "-f", help="How to write the answer.")]
LedgerPath = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger file (else $PARLEY_LEDGER, or the user's own).")
]
Log = Annotated[
    Literal["json", "text"] | None,
    typer.Option("--log", envvar="PARLEY_LOG", help="Say what happens as events, one a line."),
]
PageDate = Annotated[
    str | None, typer.Option("--date", help="The publication day to assume where a page gives none.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day that is asked about (else the last day known).")
]
Known = Annotated[
    str | None, typer.Option("--known", help="Answer with what was known on that day (else all).")
]
Since = Annotated[str | None, typer.Option("--since", help="From this day on.")]
Until = Annotated[str | None, typer.Option("--until", help="Up to this day.")]
Dispute = Annotated[
    str | None,
    typer.Option(
        "--dispute",
        help="Only this dispute, as us-china (all: every one).",
        callback=lambda name: None if name == "all" else name,
    ),
]
Who = Annotated[str | None, typer.Option("--who", help="Who decides (else the name of the user).")]
Note = Annotated[str | None, typer.Option("--note", help="Why, in a few words.")]


def person(who: str | None, note: str | None) -> Person:
    """Who decides now, and why."""
    from parley.model import Person

    return Person(console.now(), who or getpass.getuser(), note)
