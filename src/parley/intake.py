"""Commands that take pages in: read, claims, explain, demo."""

from __future__ import annotations

import json
import logging
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from parley import console, journal
from parley.errors import InputError
from parley.model import Article, Claim, Page, Report, Skipped

if TYPE_CHECKING:
    from parley.read.parse import Parser
    from parley.store import Place
    from parley.write import Form


def read(paths: Sequence[str], date: str | None, ledger: Path | None) -> int:
    """Read pages into the ledger, say what was done; 3 where something was left out."""
    from parley.flow import read_into
    from parley.store import open_store

    began = time.monotonic()
    with open_store(ledger) as store, console.progress() as progress:
        report = read_into(store, paths, fetched=console.now(), date=date, progress=progress)
        place = store.place
    tell(report, place, time.monotonic() - began)
    return 3 if report.skipped else 0


def tell(report: Report, place: Place, seconds: float) -> None:
    """Say what a run of reading did: lines on standard output, or events where these are logged."""
    if not journal.begun():
        for line in summary(report, place):
            console.put_line(line)
        return
    counts = {name: getattr(report, name) for name in ("pages", "known_before", "articles", "claims")}
    journal.tell("read", **counts, left_out=len(report.skipped), seconds=round(seconds, 2), ledger=str(place))
    for skipped in report.skipped:
        journal.tell("left_out", logging.WARNING, address=skipped.address, line=skipped.line)
    for line in report.incomplete:
        journal.tell("incomplete", logging.WARNING, line=line)
    for address in report.undated:
        journal.tell("undated", address=address)


def summary(report: Report, place: Place) -> Iterator[str]:
    """What a run of reading did, a line each."""
    yield (
        f"Read {_count(report.pages, 'new page')} ({report.known_before} known before): "
        f"{_count(report.articles, 'article')}, {_count(report.claims, 'claim')}. Ledger: {place}"
    )
    for skipped in report.skipped:
        yield f"Left out: {skipped.line}"
    for line in report.incomplete:
        yield f"Incomplete: {line}"
    for address in report.undated:
        yield f"No date: {address}: words like “Monday” stay unresolved; give the day with --date"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def claims(paths: Sequence[str], date: str | None, form: str) -> int:
    """Print claims in the exchange format; what was left out goes to standard error."""
    from parley.exchange import to_json
    from parley.write.data import table

    rows: list[dict[str, object]] = []
    left_out = 0
    for one in readings(paths, date):
        if isinstance(one, Skipped):
            left_out += 1
            console.note(console.safe(f"left out: {one.line}"))
            continue
        page, found = one
        name = page.address.replace("\\", "/").rsplit("/", 1)[-1] or page.address
        made = [to_json(claim, name) for _, claims in found for claim in claims]
        if form == "jsonl":
            console.put("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made))
        else:
            rows += made
    if form == "csv":
        console.put(table(rows))
    return 3 if left_out else 0


def explain(path: str, date: str | None, form: Form) -> None:
    """Print one page with the words of its claims marked."""
    from parley.write import explanation

    for one in readings([path], date):
        if isinstance(one, Skipped):
            raise InputError(one.line)
        console.put_document(explanation(one[0], one[1]), form)


def demo(ledger: Path | None) -> int:
    """Read the sample coverage, print the briefing of its last day, and say how to go on."""
    from parley.flow import read_into
    from parley.store import open_store

    place = ledger or Path(tempfile.mkdtemp(prefix="parley-")) / "demo.db"
    with ExitStack() as stack:
        sample = stack.enter_context(as_file(files("parley.acquire") / "sample"))
        store = stack.enter_context(open_store(place))
        with console.progress() as progress:
            report = read_into(store, [str(sample)], fetched=console.now(), progress=progress)
    brief_of_last_day(place)
    named, me = shlex.quote(str(place)), called(sys.argv[0])
    console.put(
        f"\nThis coverage is made up after real events. Read your own pages:  {me} read PATH...\n"
        f"Open the ledger of this demo:  {me} state --ledger {named}\n"
        f"Look at it in a browser:  {me} serve --ledger {named}\n"
        f"Go on:  {me} disputes --ledger {named}; {me} lapse --ledger {named}; {me} show ENTRY\n"
        f"Begin with what went before:  {me} dossier load us-china --ledger {named}\n"
    )
    return 3 if report.skipped else 0


def called(program: str) -> str:
    """How the program was called, for lines that can be copied: `parley` where the shell finds that."""
    own = Path(program)
    return "parley" if own.name != "parley" or shutil.which("parley") else shlex.quote(str(own))


def brief_of_last_day(place: Path) -> None:
    """Print the briefing of the last day known in the ledger at `place`."""
    from parley.answers import document
    from parley.write import Ask

    with console.ledger(place) as books:
        ask = Ask(console.last_day(books), basis=console.LAST_KNOWN)
        console.put_document(document("brief", ask, books), "text")


Found = tuple[Page, tuple[tuple[Article, tuple[Claim, ...]], ...]]


def readings(paths: Sequence[str], date: str | None) -> Iterator[Found | Skipped]:
    """Each page with its articles and their claims, read without a ledger."""
    from parley.acquire import acquire
    from parley.read import open_parser
    from parley.workers import in_order, usable

    work = partial(read_page, parser=open_parser())
    pages = acquire(paths, fetched=console.now(), date=date)
    for _, found in in_order(work, pages, usable(), size=lambda one: len(getattr(one, "raw", b""))):
        yield found


def read_page(one: Page | Skipped, parser: Parser) -> Found | Skipped:
    """One page with its articles and their claims; as it came where it was skipped."""
    from parley.clean import clean
    from parley.reader import Reader

    if isinstance(one, Skipped):
        return one
    claims = Reader(parser, kept=False).claims
    try:
        return one, tuple((a, claims(a)) for a in clean(one))
    except InputError as error:
        return Skipped(one.address, error.line())
