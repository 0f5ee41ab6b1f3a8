"""Commands by which a person corrects what was joined: join, separate, undo, and the list of decisions."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley import console

if TYPE_CHECKING:
    from parley.decisions import Person

app = typer.Typer()

LedgerPath = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger file (else $PARLEY_LEDGER, or the user's own).")
]
Who = Annotated[str | None, typer.Option("--who", help="Who decides (else the name of the user).")]
Note = Annotated[str | None, typer.Option("--note", help="Why, in a few words.")]
Entry = Annotated[str, typer.Argument(help="The id of an entry.")]


@app.command(epilog="Example: parley join us-tariff-cn-2025-04 us-tariff-total-cn-2025-04 --note 'one levy'")
def join(one: Entry, other: Entry, who: Who = None, note: Note = None, ledger: LedgerPath = None) -> None:
    """Say that two entries are one thing. It stays so, whatever is read later, until `parley undo`."""
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger) as store:
        _tell(decisions.join(store, one, other, _person(who, note)))


@app.command(epilog="Example: parley show us-cn-geneva-truce-2025-05 --format json")
def separate(
    entry: Entry,
    claims: Annotated[list[str], typer.Argument(help="Claims of the entry, by the beginning of their ids.")],
    who: Who = None,
    note: Note = None,
    ledger: LedgerPath = None,
) -> None:
    """Say that some claims of an entry are about another thing: parley separate ENTRY 3f2a 91bc --note WHY.

    `show` with --format json lists the claims of an entry.
    """
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger) as store:
        _tell(decisions.separate(store, entry, claims, _person(who, note)))


@app.command(epilog="Example: parley decisions")
def undo(
    number: Annotated[int, typer.Argument(help="The number of the decision in `parley decisions`.")],
    who: Who = None,
    note: Note = None,
    ledger: LedgerPath = None,
) -> None:
    """Take a decision about entries back: parley undo 3 --note WHY. Both stay in the books."""
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger) as store:
        _tell(decisions.undo(store, number, _person(who, note)))


@app.command("decisions", epilog="Example: parley decisions")
def listed(ledger: LedgerPath = None) -> None:
    """What persons decided about entries: who, when, why, and what came of it."""
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger, create=False) as store:
        for line in decisions.listed(store):
            console.put_line(line)


def _person(who: str | None, note: str | None) -> Person:
    from parley import decisions

    return decisions.Person(console.now(), who or getpass.getuser(), note)


def _tell(ids: tuple[str, ...]) -> None:
    console.put_line(f"Now: {', '.join(ids) or 'no entry'}")
