"""A ledger in a PostgreSQL database: connections, transactions, and what its errors mean."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Any

import sqlalchemy
from sqlalchemy import URL, create_engine, event, inspect

from parley.errors import LedgerError
from parley.store.statements import Connection, EngineName, Given, Rows, spelled

BUSY_SECONDS = 15.0
CONNECT_SECONDS = 10
FRESH_SECONDS = 0.2  # after which a connection that waited is asked whether it still lives
WRITERS = 0x7061726C6579  # "parley": the advisory lock that every writer of this database takes

# SQLSTATE codes and classes (https://www.postgresql.org/docs/current/errcodes-appendix.html).
REASONS = {
    "55P03": ("another program holds the ledger", "wait until it is done, then try again"),
    "40": ("another program wrote at the same time", "nothing was lost; try again"),
    "25006": ("the ledger cannot be written", "the database is read-only: connect to the primary server"),
    "42501": ("the ledger cannot be written", "grant this user the rights on the database's tables"),
    "53100": ("the disk is full", "nothing was lost; make room and run the command again"),
    "53": ("the server lacks memory or connections", "nothing was lost; try again later"),
    "58": ("the server's disk fails to read or write", "nothing was lost; check the disk"),
    "28": ("the server refuses this user", "check the user and password in PARLEY_DATABASE"),
    "3D000": ("there is no such database", "create it: createdb NAME"),
    "XX001": ("the ledger is damaged", "put back a copy: parley restore"),
    "XX002": ("the ledger is damaged", "put back a copy: parley restore"),
}
_GIVEN = re.compile(r"(?<![:\w]):(\w+)")  # but no cast (`::`) and no time of day
UNREACHED = "nothing was lost; see that the server runs and lets this user in, then try again"


class Server:
    """Connections to one database. One that died while it waited is replaced before it is used."""

    def __init__(self, url: URL) -> None:
        if find_spec("psycopg") is None:
            raise LedgerError(
                "the driver for PostgreSQL is not installed", hint="pip install 'parley-ledger[postgres]'"
            )
        self._engine = create_engine(url, connect_args={"connect_timeout": CONNECT_SECONDS})
        event.listen(self._engine, "connect", _made_ready)
        event.listen(self._engine, "checkin", _put_back)
        event.listen(self._engine, "checkout", _taken)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def connect(self) -> Iterator[ServerConnection]:
        """Read; see `statements.Engine`."""
        with self.core(writes=False) as connection:
            yield ServerConnection(connection)

    @contextmanager
    def writing(self) -> Iterator[ServerConnection]:
        """Write."""
        with self.core(writes=True) as connection:
            yield ServerConnection(connection)

    @contextmanager
    def core(self, *, writes: bool) -> Iterator[sqlalchemy.Connection]:
        """A transaction of SQLAlchemy's."""
        with (
            self._engine.connect().execution_options(parley_writes=writes) as connection,
            connection.begin() as transaction,
        ):
            yield connection
            if not writes:
                transaction.rollback()

    def dispose(self) -> None:
        """Close the connections that nobody uses now."""
        self._engine.dispose()

    def forked(self) -> None:
        """In a new process: forget the connections of the parent."""
        self._engine.dispose(close=False)


class ServerConnection:
    """A transaction on a database; see `statements.Connection`.

    The driver is asked itself: SQLAlchemy takes longer over a question than the server does.
    """

    engine: EngineName = "postgresql"

    def __init__(self, own: sqlalchemy.Connection) -> None:
        self._own = own
        self._driver: Any = own.connection.driver_connection

    def rows(self, text: str, given: Given) -> Rows:
        """The rows of a query."""
        return self._driver.execute(_made(text), given).fetchall()  # type: ignore[no-any-return]

    def named(self, text: str, given: Given) -> Sequence[Mapping[str, Any]]:
        """The rows of a query, by the names of their columns."""
        found = self._driver.execute(_made(text), given)
        names = [column.name for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def run(self, text: str, given: Given) -> int:
        """Do what is no query."""
        return self._driver.execute(_made(text), given).rowcount  # type: ignore[no-any-return]

    def many(self, text: str, rows: Sequence[Given]) -> None:
        """Do the same for each of some rows."""
        self._driver.cursor().executemany(_made(text), rows)

    def tables(self) -> set[str]:
        """The names of all tables."""
        return set(inspect(self._own).get_table_names())


@cache
def _made(text: str) -> str:
    """A statement as the driver has it."""
    return _GIVEN.sub(r"%(\1)s", spelled(text, "postgresql").replace("%", "%%"))


def reason(error: BaseException | None) -> tuple[str, str] | None:
    """What an error of the driver means here, and what to do; None for one that is not foreseen."""
    from psycopg import OperationalError

    state: str = getattr(error, "sqlstate", None) or ""
    # Class 08 is a failed connection, 57P a server that shuts down; without a code none was made.
    if isinstance(error, OperationalError) and (not state or state.startswith(("08", "57P"))):
        told = str(error).strip().splitlines()
        return f"the database cannot be reached: {told[-1] if told else 'no answer'}", UNREACHED
    return REASONS.get(state) or REASONS.get(state[:2])


def check(connection: Connection) -> list[str]:
    """What the server says is not valid: indexes that were not built to their end, unchecked constraints."""
    indexes = "SELECT CAST(CAST(indexrelid AS regclass) AS text) FROM pg_index WHERE NOT indisvalid"
    constraints = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
    broken = [name for (name,) in connection.rows(indexes, {})]
    unchecked = [name for (name,) in connection.rows(constraints, {})]
    return [f"the index {i} is not valid" for i in broken] + [f"{c} was never checked" for c in unchecked]


def _made_ready(driver: Any, record: Any) -> None:
    """Questions are small: to compile one (`jit`) or part it among processes takes longer than it saves."""
    driver.execute("SET jit = off; SET max_parallel_workers_per_gather = 0")
    driver.commit()


def _put_back(driver: Any, record: Any) -> None:
    record.info["at"] = time.monotonic()


def _taken(driver: Any, record: Any, proxy: Any) -> None:
    """See that a connection still lives, unless it was used just now: an answer takes dozens, one by one."""
    from psycopg import Error

    if time.monotonic() - record.info.get("at", 0.0) < FRESH_SECONDS:
        return
    try:
        driver.execute("")
        driver.rollback()
    except Error as error:
        raise sqlalchemy.exc.DisconnectionError from error  # the pool makes a new one


def _begin(connection: sqlalchemy.Connection) -> None:
    """Readers see one moment of the ledger; writers come one after the other, each on the last one's work.

    What kind of transaction it is goes with its BEGIN: each word to the server is a way there and back.
    The lock comes before the first query of a writer, so that what it reads is still so when it writes. It
    is committed when the server has it on its disk, whatever the database's default is.
    """
    from psycopg import IsolationLevel

    driver: Any = connection.connection.driver_connection
    driver.read_only = not connection.get_execution_options().get("parley_writes", False)
    if driver.read_only:
        driver.isolation_level = IsolationLevel.REPEATABLE_READ
        return
    driver.isolation_level = IsolationLevel.READ_COMMITTED
    connection.exec_driver_sql(
        f"SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = '{int(BUSY_SECONDS * 1000)}ms';"
        f" SELECT pg_advisory_xact_lock({WRITERS})"
    )
