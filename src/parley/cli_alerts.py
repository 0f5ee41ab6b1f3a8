"""`parley alerts`: tell the channels of watch lists what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from parley import console
from parley.cli_options import LedgerPath

app = typer.Typer()


@app.command(epilog="Examples: parley alerts watch.toml; parley alerts watch.toml --list")
def alerts(
    lists: Annotated[Path, typer.Argument(help="The watch lists, a TOML file.")],
    show: Annotated[
        bool, typer.Option("--list", help="Send nothing; list what was sent and what waits.")
    ] = False,
    again: Annotated[
        Literal["failed", "sending"] | None,
        typer.Option("--again", help="Queue what failed, or what may have arrived, anew."),
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Send what changed since the last time to mail, Slack, Teams or hooks. Exit code 3: not all arrived.

    Mail goes through PARLEY_SMTP=host:port (PARLEY_SMTP_USER, PARLEY_SMTP_PASSWORD) from PARLEY_SENDER.
    """
    from parley.alerts import alert
    from parley.library import Library
    from parley.outbox import Outbox
    from parley.store import open_store
    from parley.watchlists import read_watches

    watches = read_watches(lists)
    with open_store(ledger, create=False) as store:
        outbox = Outbox(store.place.beside(".outbox"))
        if again:
            console.put_line(f"Queued anew: {outbox.again(again)}")
        if show:
            found = outbox.messages()
            for m in found:
                console.put_line(
                    f"{m.state:8} {m.day}  {m.watch} -> {m.channel}  {m.title}  ({m.told or 'not tried'})"
                )
            if not found:
                console.put_line("Nothing was sent, and nothing waits.")
            return
        told = alert(Library(store).now(), watches, outbox, console.now())
    for name in told.first:
        console.put_line(f"{name}: watched from now on; what is there already is not told.")
    console.put_line(f"Queued {told.queued}, sent {told.sent}.")
    for line in (*told.failed, *(f"may have arrived, not sent again: {u}" for u in told.unsure)):
        console.note(console.safe(line))
    raise typer.Exit(3 if told.failed or told.unsure else 0)
