"""`parley watch` and `parley sources`: keep reading a list of sources, and see how each stands."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley import console, heap, journal
from parley.cli_options import LedgerPath, Log
from parley.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.sources import Register, Source, State
    from parley.store import Place

app = typer.Typer()
TICK = 5.0
"""Seconds between two looks at the clock."""
WAIT = 30.0
"""Seconds until a ledger that could not be written is tried again."""
List = Annotated[Path, typer.Argument(help="The list of sources, a TOML file.")]


@app.command(epilog="Examples: parley watch; parley watch parley.toml --once --ledger desk.db")
def watch(
    list: List = Path("parley.toml"),
    once: Annotated[bool, typer.Option("--once", help="Ask what is due now, and stop.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Let sources go on that had errors.")] = False,
    ledger: LedgerPath = None,
    log: Log = None,
) -> None:
    """Keep reading the sources, each at its own pace, until Ctrl-C. Exit code 3: some were left out."""
    from parley.acquire.bounds import using
    from parley.flow import open_stages
    from parley.intake import tell
    from parley.sources import read_bounds, read_sources
    from parley.store import open_store
    from parley.watch import Watch

    journal.begin(log)
    sources = read_sources(list)
    heap.few_arenas()
    with using(read_bounds(list)), open_store(ledger) as store:
        store.see_that_it_is_sound()
        watching = Watch(sources, _register(store.place))
        if again:
            console.put_line(f"Asked again: {watching.register.again()}")
        stages = open_stages(store)
        journal.tell("watching", sources=len(sources), ledger=str(store.place))
        while True:
            began = time.monotonic()
            try:
                with console.progress() as progress:
                    report = watching.round(store, stages, progress)
            except LedgerError as error:  # it was there before, and may come back
                if once:
                    raise
                _gone(error)
                time.sleep(WAIT)
                continue
            if report and (once or report.pages or report.skipped):
                tell(report, store.place, time.monotonic() - began)
            if report and report.pages:
                store.rest()
                heap.forget()
                heap.give_back()
            if once:
                if report is None:
                    console.put_line("No source is due.")
                raise typer.Exit(3 if report and report.skipped else 0)
            time.sleep(TICK)


@app.command(epilog="Examples: parley sources parley.toml; parley sources --starter")
def sources(
    list: List = Path("parley.toml"),
    starter: Annotated[
        bool, typer.Option("--starter", help="Print the list of public sources to begin with.")
    ] = False,
    ledger: LedgerPath = None,
) -> None:
    """How each watched source stands: when it answered, had news, is asked next, and its last error."""
    from parley import sources as listed
    from parley.store import open_store

    if starter:
        console.put(listed.starter())
        return
    wanted = listed.read_sources(list)
    with open_store(ledger, create=False) as store:
        register = _register(store.place)
    now = datetime.now(UTC)
    for source in wanted:
        console.put("".join(f"{line}\n" for line in _lines(source, register.state(source.address), now)))


@app.command(epilog="Examples: parley aside; parley aside --again")
def aside(
    again: Annotated[bool, typer.Option("--again", help="Let all of them be tried again.")] = False,
    ledger: LedgerPath = None,
) -> None:
    """Pages on which the reader failed, how often, and how. After three tries they are left alone."""
    from parley.store import open_store

    with open_store(ledger, create=again) as store:
        if again:
            console.put_line(f"To be tried again: {store.forgive()}")
            return
        failures = store.failures()
        if not failures:
            console.put_line("The reader failed on no page.")
        for failure in failures:
            console.put_line(f"{failure.tries} of 3  {failure.at}  {failure.line}")


def _gone(error: LedgerError) -> None:
    """Say that the ledger cannot be used for a while."""
    if journal.begun():
        journal.tell("ledger_gone", logging.ERROR, line=error.line(), again_in_seconds=WAIT)
    else:
        console.note(f"{console.safe(error.line())}; tried again in {WAIT:g} seconds")


def _lines(source: Source, state: State, now: datetime) -> Iterator[str]:
    name, address = console.safe(source.name), console.safe(source.address)
    yield f"{state.freshness(now, source.every):8} {name}  {address}"
    due = "never" if state.stopped else state.due or "now"
    yield f"{'':8} answered {state.answered or 'never'}, news {state.changed or 'never'}, next {due}"
    if state.told:
        yield f"{'':8} {console.safe(state.told)}"


def _register(ledger: Place) -> Register:
    from parley.sources import Register

    return Register(ledger.beside(".sources"))
