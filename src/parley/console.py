"""What the commands share: days, the ledger, answers, output that a pipe can take, progress bars."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from parley import journal
from parley.errors import ParleyError, UsageError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from parley.flow import Progress
    from parley.ledger import Ledger
    from parley.write import Ask, Document, Form
    from parley.write.family import Node

PIPE_WIDTH = 100
LAST_KNOWN = "the last day on which the ledger learned anything; --as-of asks for another"


def day(text: str | None) -> str | None:
    """An ISO day as it was given; raises UsageError for anything else."""
    if text is None:
        return None
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text).isoformat()
    except ValueError:
        hint = "write year-month-day, as 2025-06-12"
        raise UsageError("this is not a day", where=text, hint=hint) from None


def published(text: str | None) -> str | None:
    """The day given as a page's day of publication; raises UsageError where it is yet to come."""
    given = day(text)
    # Where the sun rises first it is tomorrow already.
    if given and given > (datetime.now(UTC) + timedelta(days=1)).date().isoformat():
        hint = "give the day on which the page was published"
        raise UsageError("this day is yet to come", where=f"--date {given}", hint=hint)
    return given


def now() -> str:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def safe(text: str) -> str:
    """`text` on one line without control characters: a path or a page may have put them there."""
    from parley.write.inert import inert

    return inert(text)


def note(text: str) -> None:
    """A line to the person, beside the output; an event where events are logged."""
    if journal.begun():
        journal.tell("note", line=text)
    elif sys.stderr is not None:  # `2>&-` closes it, and print would then take standard output
        print(f"parley: {text}", file=sys.stderr)


def failed(text: str, code: int) -> None:
    """The one line of an error that ends the command with this exit code."""
    if journal.begun():
        journal.tell("failed", logging.ERROR, line=text, exit_code=code)
    else:
        note(safe(text))


def put(text: str) -> None:
    """Write to standard output; what its encoding lacks becomes `?`.

    Ends the program quietly where the reader of the pipe has left, and raises ParleyError where nothing can
    be written.
    """
    if sys.stdout is None:
        raise ParleyError("the answer cannot be written: standard output is closed")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except OSError as error:
        _give_up(error)


def put_line(text: str) -> None:
    """A line of standard output, without what a page or a path may have put into it."""
    put(safe(text) + "\n")


def save(body: bytes, path: Path) -> None:
    """Write a file whole or not at all; raises UsageError where it cannot be written."""
    from parley.files import replaced

    try:
        with replaced(path) as made:
            made.write_bytes(body)
    except OSError as error:
        line = f"the file cannot be written: {(error.strerror or str(error)).lower()}"
        raise UsageError(line, where=str(path)) from error


def _give_up(error: OSError) -> NoReturn:
    # Or the interpreter tries to write the rest as it ends, and complains.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        raise SystemExit(0) from error
    raise ParleyError(f"the answer cannot be written: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def ledger(path: Path | None) -> Iterator[Ledger]:
    """The ledger at `path`, for reading."""
    from parley.ledger import Ledger
    from parley.store import open_store

    with open_store(path, create=False) as store:
        yield Ledger(store)


def put_document(document: Document, form: Form) -> None:
    """Print a document: in the terminal's width and colours, or plain and a hundred wide for a pipe."""
    from parley.write import render

    width, colour = _terminal()
    put(render(document, form, width=width, colour=colour))


def put_tree(families: Sequence[Node], title: str) -> None:
    """Print families of articles as trees, as wide and colourful as documents are."""
    from parley.write.tree import to_tree

    width, colour = _terminal()
    put(to_tree(families, title, width=width, colour=colour))


def _terminal() -> tuple[int, bool]:
    """How wide to write, and whether in colours."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, 120) if terminal else PIPE_WIDTH
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"  # https://no-color.org
    return width, terminal and not plain


def show_page(name: str, path: Path | None, form: Form) -> None:
    """Print the text of a page, and what was dropped, by the beginning of its id or a part of its address."""
    from parley.answers import Shelf
    from parley.write import page_document

    with ledger(path) as books:
        pages = {p.id: p.address for p in books.store.pages()}
        like = [i for i, address in pages.items() if i.startswith(name) or name in address]
        whole = [i for i in like if f"/{pages[i]}".endswith(f"/{name}")]
        found = whole if len(whole) == 1 else like
        if len(found) != 1:
            what = "no such page in the ledger" if not found else f"{len(found)} pages have this name"
            raise UsageError(what, where=name, hint="give the file name or the beginning of the page id")
        articles = books.store.articles_on(found[0], books.at)
        put_document(page_document(articles, Shelf(books)), form)


def last_day(books: Ledger, known: str | None = None) -> str:
    """The latest day on which the ledger learned anything; raises UsageError where it is empty."""
    from parley.answers import last_day as day_of

    return day_of(books, known)


def remark(ask: Ask, books: Ledger) -> None:
    """Say so where the ledger has pages that no answer rests on yet, or knows nothing so late."""
    if books.store.behind():
        from parley.answers import BEHIND

        note(f"the ledger holds pages that are not in this answer: {BEHIND}")
    last = last_day(books, ask.known)
    if ask.as_of > last:
        note(f"{ask.as_of} is after the last day known ({last}): what came between is not in the ledger")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar for each stage on a terminal; silence elsewhere, and where events are logged."""
    if journal.begun() or sys.stderr is None or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def hear(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=None)
            bars.update(tasks[stage], completed=done, total=total)

        yield hear
