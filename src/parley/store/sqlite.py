"""A ledger in an SQLite file: connections, transactions, and what its errors mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from parley.store.statements import Connection, EngineName, Given, Rows, spelled

if TYPE_CHECKING:
    import sqlalchemy

BUSY_SECONDS = 15.0
KEPT = 5  # connections that wait to be used again

# SQLite's primary result codes (https://sqlite.org/rescode.html): what it means here, and what to do.
REASONS = {
    sqlite3.SQLITE_BUSY: ("another program holds the ledger", "wait until it is done, then try again"),
    sqlite3.SQLITE_LOCKED: ("another program holds the ledger", "wait until it is done, then try again"),
    sqlite3.SQLITE_READONLY: ("the ledger cannot be written", "check the rights of the file and its folder"),
    sqlite3.SQLITE_PERM: ("the ledger cannot be written", "check the rights of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: (
        "the ledger cannot be opened",
        "check that its folder exists and can be written",
    ),
    sqlite3.SQLITE_FULL: ("the disk is full", "nothing was lost; make room and run the command again"),
    sqlite3.SQLITE_IOERR: ("the disk fails to read or write", "nothing was lost; check the disk"),
    sqlite3.SQLITE_NOTADB: ("this is not a ledger", "name another file with --ledger or PARLEY_LEDGER"),
    sqlite3.SQLITE_CORRUPT: ("the ledger is damaged", "run `parley doctor`, or put back a copy"),
}


class File:
    """Connections to one SQLite file; with `create` the file is made where it is missing, by the first use.

    The last one that was used is used next: each keeps pages of the file in memory.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._modes = iter(["rwc"] if create else [])
        self._free: list[_Own] = []

    @contextmanager
    def connect(self) -> Iterator[FileConnection]:
        """Read; see `statements.Engine`."""
        with self._taken() as own:
            own.execute("BEGIN")
            yield FileConnection(own)
            own.rollback()

    @contextmanager
    def writing(self) -> Iterator[FileConnection]:
        """Write."""
        with self._taken() as own:
            own.execute("BEGIN IMMEDIATE")
            yield FileConnection(own)
            own.commit()

    @contextmanager
    def core(self, *, writes: bool) -> Iterator[sqlalchemy.Connection]:
        """A transaction of SQLAlchemy's on a connection of its own."""
        from sqlalchemy import NullPool, create_engine, event

        engine = create_engine("sqlite://", creator=self._made, poolclass=NullPool)
        begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        with engine.connect() as connection, connection.begin():
            yield connection

    def dispose(self) -> None:
        """Close the connections that nobody uses now; others are closed when they are let go of."""
        free, self._free = self._free, []
        for own in free:
            own.driver.close()

    def forked(self) -> None:
        """In a new process: forget the connections of the parent."""
        self._free = []

    @contextmanager
    def _taken(self) -> Iterator[sqlite3.Connection]:
        free = self._free
        own = self._own(free)
        try:
            yield own.driver
        except BaseException:
            own.driver.close()  # which takes back what it was about to write
            raise
        if free is self._free and len(free) < KEPT:
            free.append(own)
        else:
            own.driver.close()

    def _own(self, free: list[_Own]) -> _Own:
        """A connection to the file that is there: what is written to one that was moved away were lost."""
        with suppress(IndexError):  # of an empty list: another thread may take what is there now
            while (own := free.pop()).file != _identity(self._path):
                own.driver.close()
            return own
        driver = self._made()
        return _Own(driver, _identity(self._path))

    def _made(self) -> sqlite3.Connection:
        uri = f"file:{quote(str(self._path))}?mode={next(self._modes, 'rw')}"
        # isolation_level None: the driver starts no transaction by itself.
        made = sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        _set_pragmas(made)
        return made


class _Own(NamedTuple):
    """A connection, and which file it is to."""

    driver: sqlite3.Connection
    file: tuple[int, int] | None


class FileConnection:
    """A transaction on a file; see `statements.Connection`."""

    engine: EngineName = "sqlite"

    def __init__(self, own: sqlite3.Connection) -> None:
        self._own = own

    def rows(self, text: str, given: Given) -> Rows:
        """The rows of a query."""
        return self._own.execute(spelled(text, "sqlite"), given).fetchall()

    def named(self, text: str, given: Given) -> list[dict[str, Any]]:
        """The rows of a query, by the names of their columns."""
        found = self._own.execute(spelled(text, "sqlite"), given)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def run(self, text: str, given: Given) -> int:
        """Do what is no query."""
        return self._own.execute(spelled(text, "sqlite"), given).rowcount

    def many(self, text: str, rows: Sequence[Given]) -> None:
        """Do the same for each of some rows."""
        self._own.executemany(text, rows)

    def tables(self) -> set[str]:
        """The names of all tables."""
        return {name for (name,) in self._own.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def reason(error: BaseException | None) -> tuple[str, str] | None:
    """What an error of the driver means here, and what to do; None for one that is not foreseen."""
    # The low byte is the primary code; the rest says where it arose.
    return REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def copy(source: Path, target: Path) -> None:
    """Make `target` what `source` is at one moment, whoever writes to it meanwhile; both may be in use.

    All or nothing: a target that was there is changed in one transaction. Raises sqlite3.Error.
    """
    deadline = time.monotonic() + BUSY_SECONDS

    def patience(status: int, left: int, pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

    with (
        closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other, pages=2000, progress=patience, sleep=0.05)
        found = [row[0] for row in other.execute("PRAGMA quick_check")]
        if found != ["ok"]:
            raise sqlite3.DatabaseError(f"the copy is damaged: {found[0]}")


def quick_check(path: Path) -> list[str]:
    """What SQLite's quick check finds wrong with the file as it is on the disk, a line each.

    It has a connection of its own: what another one has in memory says nothing of the disk.
    """
    uri = f"file:{quote(str(path))}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as own:
        return [str(line) for (line,) in own.execute("PRAGMA quick_check") if line != "ok"]


def check(connection: Connection) -> list[str]:
    """What SQLite's quick check finds wrong with the file, and rows that refer to none, a line each."""
    lines = [str(line) for (line,) in connection.rows("PRAGMA quick_check", {}) if line != "ok"]
    broken = connection.rows("PRAGMA foreign_key_check", {})
    return [*lines, *(f"a row of {row[0]} refers to a missing row of {row[2]}" for row in broken)]


def _set_pragmas(connection: sqlite3.Connection) -> None:
    """Settings of each connection.

    A rollback journal and full synchronisation: what is committed is on the disk. Write-ahead logging would
    be faster, but with several connections it can damage the file on SQLite 3.7.0 to 3.51.2 (the WAL-reset
    bug), and the standard library here brings 3.40. `cache_spill` off keeps readers reading until the very
    commit of a large write. The cache of pages may take 64 MB: with the usual two, a large ledger's indexes
    are read again and again.
    """
    for pragma in (
        "journal_mode=DELETE",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cache_spill=OFF",
        "cache_size=-65536",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
