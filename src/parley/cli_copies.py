"""`parley backup`, `restore` and `import`: copies of a whole ledger, also from one engine to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley import console
from parley.cli_options import LedgerPath
from parley.errors import UsageError

app = typer.Typer()
Source = Annotated[Path, typer.Argument(help="A backup, or an export of a whole ledger.")]


@app.command(epilog="Example: parley backup copy-2025-06-12.db --ledger ledger.db")
def backup(
    file: Annotated[Path, typer.Argument(help="The new file.")],
    ledger: LedgerPath = None,
) -> None:
    """Copy the ledger, and what lies beside it, to a new file; others may read and write it meanwhile."""
    from parley.store import copies, place_of

    copies.backup(place_of(ledger), file)
    console.put_line(f"Copied: {file}")


@app.command(epilog="Example: parley restore kept.db --ledger ledger.db")
def restore(file: Source, ledger: LedgerPath = None) -> None:
    """Put a backup or an export in the place of the ledger. What was there is kept beside it."""
    from parley.store import copies, place_of

    place = place_of(ledger)
    aside = copies.restore(place, file)
    console.put_line(f"Restored: {place}")
    if aside:
        console.put_line(f"What was there before: {aside}")


@app.command("import", epilog="Example: parley import whole.export --ledger new.db")
def import_(file: Source, ledger: LedgerPath = None) -> None:
    """Fill a new ledger with an export of a whole one (parley export --all), from any engine to any other."""
    from parley.store import copies, place_of

    place = place_of(ledger)
    told = copies.take_in(place, file)
    console.put_line(f"Imported: {place}  hash {told}")


def export_all(file: Path | None, ledger: Path | None) -> None:
    """Write everything that the ledger holds to a new file, which `parley import` takes on any engine."""
    from parley.store import copies, place_of

    if file is None:
        raise UsageError("the whole ledger is a file, not a text", hint="give --out FILE")
    told = copies.export(place_of(ledger), file)
    console.put_line(f"Written: {file}  hash {told}")
