"""How a ledger is opened, whichever engine keeps it: write transactions, and errors in one line each."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from parley.errors import LedgerError
from parley.store import postgres, sqlite
from parley.store.place import Place


def open_engine(place: Place, *, create: bool) -> Engine:
    """An engine on one ledger; with `create` a file is made where it is missing."""
    if place.url is not None:
        return postgres.open_engine(place.url)
    return sqlite.open_engine(place.path, create=create)


def check(connection: Connection) -> tuple[str, ...]:
    """What the engine's own check finds wrong, a line each; empty where all is well."""
    own = sqlite if connection.dialect.name == "sqlite" else postgres
    return tuple(own.check(connection))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction; it holds the lock from its start, so what it read is still so when it writes."""
    with engine.connect().execution_options(parley_writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def one_line(place: Place) -> Iterator[None]:
    """Turn an error of the database or the file system into a LedgerError that names the place.

    Ctrl-C waits until the block is done: the database's driver must not be left in the middle of its work.
    """
    try:
        with undisturbed():
            yield
    except DBAPIError as error:
        raise _ledger_error(error.orig, place) from error
    except sqlite3.Error as error:
        raise _ledger_error(error, place) from error
    except OSError as error:
        what = error.strerror or "it cannot be opened"
        raise LedgerError(what, where=str(place), hint="name another place with --ledger") from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back until the block is done; a second one is heard at once."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is not signal.default_int_handler:
        yield
        return
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def _ledger_error(error: BaseException | None, place: Place) -> LedgerError:
    foreign = place.url is not None and not isinstance(error, sqlite3.Error)
    found = postgres.reason(error) if foreign else sqlite.reason(error)
    told = " ".join(str(error).split())
    what, hint = found or (f"the ledger answered: {told}", "run `parley doctor`")
    return LedgerError(what, where=str(place), hint=hint)
