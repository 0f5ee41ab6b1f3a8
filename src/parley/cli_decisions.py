"""Commands by which a person corrects what was joined: join, separate, undo, and the list of decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from parley import console
from parley.cli_options import LedgerPath, Note, Who, person

app = typer.Typer()

Entry = Annotated[str, typer.Argument(help="The id of an entry.")]


@app.command(epilog="Example: parley join us-tariff-reciprocal-cn-2025-04 us-tariff-total-cn-2025-04")
def join(one: Entry, other: Entry, who: Who = None, note: Note = None, ledger: LedgerPath = None) -> None:
    """Say that two entries are one thing. It stays so, whatever is read later, until `parley undo`."""
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger) as store:
        _tell(decisions.join(store, one, other, person(who, note)))


@app.command(epilog='Example: parley separate us-cn-geneva-truce-2025-05 3f2a 91bc --note "of another pact"')
def separate(
    entry: Entry,
    claims: Annotated[list[str], typer.Argument(help="Claims of the entry, by the beginning of their ids.")],
    who: Who = None,
    note: Note = None,
    ledger: LedgerPath = None,
) -> None:
    """Say that some claims of an entry are about another thing.

    `show` with --format json lists the claims of an entry.
    """
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger) as store:
        _tell(decisions.separate(store, entry, claims, person(who, note)))


@app.command(epilog='Example: parley undo 3 --note "two pacts after all"')
def undo(
    number: Annotated[int, typer.Argument(help="The number of the decision in `parley decisions`.")],
    who: Who = None,
    note: Note = None,
    ledger: LedgerPath = None,
) -> None:
    """Take a decision about entries back. Both stay in the books."""
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger) as store:
        _tell(decisions.undo(store, number, person(who, note)))


@app.command("decisions", epilog="Example: parley decisions")
def listed(ledger: LedgerPath = None) -> None:
    """What persons decided about entries: who, when, why, and what came of it."""
    from parley import decisions
    from parley.store import open_store

    with open_store(ledger, create=False) as store:
        for line in decisions.listed(store):
            console.put_line(line)


def _tell(ids: tuple[str, ...]) -> None:
    console.put_line(f"Now: {', '.join(ids) or 'no entry'}")
