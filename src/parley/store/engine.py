"""How a ledger is opened, whichever engine keeps it: write transactions, and errors in one line each."""

from __future__ import annotations

import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from parley.errors import LedgerError
from parley.store import sqlite
from parley.store.place import Place
from parley.store.statements import Connection, Engine

if TYPE_CHECKING:
    import sqlalchemy


def open_engine(place: Place, *, create: bool) -> Engine:
    """An engine on one ledger; with `create` a file is made where it is missing."""
    if place.url is None:
        return sqlite.File(place.path, create=create)
    from parley.store import postgres  # it brings SQLAlchemy, which a file is asked without

    return postgres.Server(place.url)


def through(core: sqlalchemy.Connection) -> Connection:
    """What a transaction of SQLAlchemy's is asked through, as a migration's."""
    if core.dialect.name == "sqlite":
        return sqlite.FileConnection(core.connection.driver_connection)  # type: ignore[arg-type]
    from parley.store import postgres

    return postgres.ServerConnection(core)


def check(connection: Connection) -> tuple[str, ...]:
    """What the engine's own check finds wrong, a line each; empty where all is well."""
    if connection.engine == "sqlite":
        return tuple(sqlite.check(connection))
    from parley.store import postgres

    return tuple(postgres.check(connection))


@contextmanager
def one_line(place: Place) -> Iterator[None]:
    """Turn an error of the database or the file system into a LedgerError that names the place.

    Ctrl-C waits until the block is done: the database's driver must not be left in the middle of its work.
    """
    try:
        with undisturbed():
            yield
    except _of_a_server() as error:
        raise _ledger_error(getattr(error, "orig", error), place) from error
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


def _of_a_server() -> tuple[type[Exception], ...]:
    """The errors of a server's driver, and those of SQLAlchemy that wrap them, as far as they are loaded."""
    wrapping, driver = sys.modules.get("sqlalchemy.exc"), sys.modules.get("psycopg")
    return ((wrapping.DBAPIError,) if wrapping else ()) + ((driver.Error,) if driver else ())


def _ledger_error(error: BaseException | None, place: Place) -> LedgerError:
    if place.url is not None and not isinstance(error, sqlite3.Error):
        from parley.store import postgres

        found = postgres.reason(error)
    else:
        found = sqlite.reason(error)
    told = " ".join(str(error).split())
    what, hint = found or (f"the ledger answered: {told}", "run `parley doctor`")
    return LedgerError(what, where=str(place), hint=hint)
