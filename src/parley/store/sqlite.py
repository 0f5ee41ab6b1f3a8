"""A ledger in an SQLite file: connections, transactions, and what its errors mean."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

BUSY_SECONDS = 15.0

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


def open_engine(path: Path, *, create: bool) -> Engine:
    """An engine on one SQLite file; with `create` the file is made where it is missing, by the first use."""
    modes = iter(["rwc"] if create else [])

    def connect() -> sqlite3.Connection:
        uri = f"file:{quote(str(path))}?mode={next(modes, 'rw')}"
        # isolation_level None: the driver starts no transaction by itself, `_begin` does.
        return sqlite3.connect(
            uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    # The last connection that was used is used next: each keeps pages of the file in memory.
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_use_lifo=True)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "connect", lambda _, record: record.info.update(file=_identity(path)))
    event.listen(engine, "checkout", lambda _, record, proxy: _see_that_it_is(path, record))
    event.listen(engine, "begin", _begin)
    return engine


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
    found = [str(line) for line in connection.exec_driver_sql("PRAGMA quick_check").scalars()]
    lines = [line for line in found if line != "ok"]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [*lines, *(f"a row of {row[0]} refers to a missing row of {row[2]}" for row in broken)]


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
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


def _see_that_it_is(path: Path, record: ConnectionPoolEntry) -> None:
    """Let go of a connection to a file that was moved or put in another's place: what it wrote were lost."""
    if record.info.get("file") != _identity(path):
        raise DisconnectionError(f"{path} is another file now")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("parley_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
