"""`parley dossier`: load, check and list curated accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from parley import console
from parley.cli_options import LedgerPath

if TYPE_CHECKING:
    from parley.record.dossier_form import Dossier

app = typer.Typer(
    help="Load, check and list curated accounts.", no_args_is_help=True, epilog="Example: parley dossier list"
)


@app.command(epilog="Examples: parley dossier load us-china; parley dossier load my-dispute.toml")
def load(
    name: Annotated[str, typer.Argument(help="A dossier that comes with Parley, or a file.")],
    ledger: LedgerPath = None,
) -> None:
    """Make a dossier's facts part of the ledger; a newer version takes the place of the one held."""
    from parley import dossiers
    from parley.store import open_store

    opened = dossiers.opened(name)  # before any ledger is made
    with open_store(ledger) as store, console.progress() as progress:
        report = dossiers.load(store, opened, fetched=console.now(), progress=progress)
        place = store.place
    found, facts = opened.dossier, _size(opened.dossier)
    done = "was held already, nothing changed" if report.known_before else "is loaded"
    console.put_line(f"The dossier {found.id} {done}: {facts}, compiled {found.compiled}. Ledger: {place}")


@app.command(epilog="Example: parley dossier check my-dispute.toml")
def check(path: Annotated[str, typer.Argument(help="The file of a dossier.")]) -> None:
    """Say everything that is wrong with a dossier's file, with its line; exit code 1 where anything is."""
    from parley import dossiers

    found, problems = dossiers.check(path)
    for problem in problems:
        console.put_line(problem.line())
    if found is None:
        console.note(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
        raise typer.Exit(1)
    console.put_line(f"{path}: sound; {found.id}, {_size(found)}")


@app.command("list", epilog="Example: parley dossier list")
def list_(ledger: LedgerPath = None) -> None:
    """The dossiers that come with Parley, and those that the ledger holds."""
    from parley import dossiers
    from parley.errors import LedgerError
    from parley.store import open_store

    loaded = {}
    try:
        with open_store(ledger, create=False) as store:
            loaded = {dossier.id: dossier for dossier in dossiers.held(store)}
    except LedgerError:
        console.note("there is no ledger yet")
    for dossier in {**{d.id: d for d in dossiers.shipped()}, **loaded}.values():
        mark = f"loaded, compiled {loaded[dossier.id].compiled}" if dossier.id in loaded else "not loaded"
        console.put_line(f"{dossier.id}  {dossier.title}  ({mark})")


def _size(found: Dossier) -> str:
    """`97 entries, 179 facts`."""
    entries, facts = len(found.entries), sum(len(entry.facts) for entry in found.entries)
    return f"{entries} entr{'y' if entries == 1 else 'ies'}, {facts} fact{'' if facts == 1 else 's'}"
