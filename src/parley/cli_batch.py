"""`parley batch` and `parley load`: whole web archives to Parquet, and from there into a ledger."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley import console, journal
from parley.cli_options import LedgerPath, Log

app = typer.Typer()
Archives = Annotated[list[str], typer.Argument(help="WARC files, folders of them, or addresses for fsspec.")]


@app.command(epilog="Example: parley batch crawl/ --out parts; parley load parts --ledger desk.db")
def batch(
    archives: Archives,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the Parquet files.")],
    engine: Annotated[Literal["local", "ray"], typer.Option("--engine", help="Who does the work.")] = "local",
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, help="How many (else as cores).")
    ] = None,
    log: Log = None,
) -> None:
    """Read web archives into Parquet files; one that was stopped goes on. Exit code 3: some left out."""
    from parley.batch import run
    from parley.workers import usable

    journal.begin(log)
    done = run(archives, out, engine, processes or usable(), console.note)
    if journal.begun():
        journal.tell("batch", parts=done.parts, before=done.before, out=str(out), counts=done.counts)
        for line in done.left_out:
            journal.tell("left_out", logging.WARNING, line=line)
        raise typer.Exit(3 if done.left_out else 0)
    for reason, count in sorted(done.counts.items()):
        console.put_line(f"{reason}: {count}")
    for line in done.left_out:
        console.note(console.safe(f"left out: {line}"))
    console.put_line(f"Parts: {done.parts} done, {done.before} before. Written: {out}")
    raise typer.Exit(3 if done.left_out else 0)


@app.command(epilog="Example: parley load parts --ledger desk.db")
def load(
    folder: Annotated[Path, typer.Argument(help="The folder that `parley batch` wrote.")],
    ledger: LedgerPath = None,
) -> None:
    """Add to the ledger what `parley batch` wrote; a second time adds nothing."""
    from parley.batch_load import load as load_into
    from parley.intake import summary
    from parley.store import open_store

    with open_store(ledger) as store, console.progress() as progress:
        report = load_into(store, folder, at=console.now(), progress=progress)
        for line in summary(report, store.place):
            console.put_line(line)
