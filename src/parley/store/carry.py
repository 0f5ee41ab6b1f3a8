"""A whole ledger as one file that any engine takes: everything that is held, with a hash over all of it.

Only the index for searching is left out: each engine has its own, made of what is held.
The file is packed JSON, a line each: the schema; for each table its name and columns, then its rows in the
order of their keys; the hash. Rows are in the same order on every engine, so the same ledger has the same
hash wherever it is kept. Bytes are written as base64.
"""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from parley.errors import LedgerError
from parley.store.engine import through
from parley.store.history import CHUNK
from parley.store.migrate import schema_of
from parley.store.revisions import VERSION_TABLE
from parley.store.schema import finds, metadata, searched

FORM = "parley ledger 1"
PACKED = b"\x1f\x8b\x08"
CARRIED = tuple(table for table in metadata.sorted_tables if table not in (finds, searched))
BROKEN = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError, StopIteration,
          RecursionError, AttributeError, OverflowError, DBAPIError)  # fmt: skip
_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True)  # made once: there are millions of rows
LONGEST = 4
"""Times the bound of a document unpacked: of a line, which is at most a page with its text."""


def dump(connection: Connection, stream: BinaryIO) -> str:
    """Write all that is held to `stream`; the hash over it."""
    digest = sha256()
    with gzip.GzipFile("", "wb", compresslevel=5, fileobj=stream, mtime=0) as packed:
        packed.write(_line({"form": FORM, "schema": schema_of(through(connection))}))
        for line in _lines(connection):
            digest.update(line)
            packed.write(line)
        packed.write(_line({"hash": digest.hexdigest()}))
    return digest.hexdigest()


def hash_of(connection: Connection) -> str:
    """The hash that a dump of what is held has."""
    digest = sha256()
    for line in _lines(connection):
        digest.update(line)
    return digest.hexdigest()


def schema_told(path: Path) -> str:
    """The schema of a dump. Raises LedgerError where the file is none."""
    with _reading(path) as packed:
        try:
            head = json.loads(packed.readline(1000))
            if head["form"] == FORM and isinstance(head["schema"], str):
                return str(head["schema"])
        except BROKEN:
            pass
    raise LedgerError("this is no export of a ledger", where=str(path), hint="make one: parley export --all")


def load(connection: Connection, path: Path) -> str:
    """Insert all that the dump holds into the empty tables of its schema; the hash over it.

    Raises LedgerError where the file is damaged, or what was inserted is not what was exported.
    """
    loading = _Loading(connection)
    with _reading(path) as packed:
        try:
            packed.readline()
            for line in _bounded(packed, path):
                loading.take(line)
        except BROKEN as error:
            raise _damaged(path) from error
    _go_on_counting(connection)
    if not loading.told or loading.digest.hexdigest() != loading.told or hash_of(connection) != loading.told:
        raise _damaged(path)
    return loading.told


def is_empty(connection: Connection, schema: str) -> bool:
    """Whether there are no tables yet, or those of this schema with nothing in them."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return True
    tables = [table for table in CARRIED if table.name in names]
    counts = (connection.scalar(select(func.count()).select_from(table)) for table in tables)
    return VERSION_TABLE in names and schema_of(through(connection)) == schema and not any(counts)


def _lines(connection: Connection) -> Iterator[bytes]:
    """The tables that this schema has, each with its columns, then its rows."""
    names = set(inspect(connection).get_table_names())
    for table in CARRIED:
        if table.name in names:
            held = _as_held(connection, table.name)
            columns = [held.c[column.name] for column in table.columns if column.name in held.c]
            yield _line({"table": table.name, "columns": [c.name for c in columns]})
            query = select(*columns).order_by(*held.primary_key).execution_options(yield_per=CHUNK)
            with connection.execute(query) as found:
                yield from (_line([_plain(value) for value in row]) for row in found)


class _Loading:
    """Rows on their way into their tables; `told` is the hash that the last line names."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.digest, self.told = sha256(), ""
        self._table: Table | None = None
        self._columns: list[str] = []
        self._rows: list[dict[str, object]] = []

    def take(self, line: bytes) -> None:
        """Take one line: a row, the head of a table, or the hash, which is the last."""
        found = json.loads(line)
        if isinstance(found, list):
            self._rows.append(dict(zip(self._columns, map(_whole, found), strict=True)))
        if isinstance(found, dict) or len(self._rows) == CHUNK:
            self._flush()
        if isinstance(found, dict) and "hash" in found:
            self.told = str(found["hash"])
            return
        if isinstance(found, dict):
            self._table, self._columns = _place(self.connection, found["table"], found["columns"])
        self.digest.update(line)

    def _flush(self) -> None:
        if self._table is not None and self._rows:
            self.connection.execute(insert(self._table), self._rows)
        self._rows = []


def _as_held(connection: Connection, name: str) -> Table:
    """A table as it is in this ledger, which may be of an older schema."""
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)


def _place(connection: Connection, name: str, columns: list[str]) -> tuple[Table, list[str]]:
    """The table and its columns; raises ValueError where there are none of these names."""
    table = _as_held(connection, metadata.tables[name].name)
    if not {c.name for c in table.primary_key} <= set(columns) <= set(table.columns.keys()):
        raise ValueError(f"{name} has other columns")
    return table, columns


def _bounded(packed: gzip.GzipFile, path: Path) -> Iterator[bytes]:
    """The lines; raises LedgerError for one that would fill the memory."""
    from parley.acquire.bounds import bounds  # not above: an answer must not load what fetches

    most = LONGEST * bounds().bytes
    while line := packed.readline(most + 1):
        if len(line) > most:
            what = f"has a line of more than {LONGEST * bounds().unpacked} MiB"
            raise LedgerError(what, where=str(path), hint="set PARLEY_MAX_UNPACKED if it is a sound export")
        yield line


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL counts its keys apart from the rows that have them."""
    if connection.dialect.name != "postgresql":
        return
    for table in CARRIED:
        (key, *_) = table.primary_key.columns
        if (
            key.autoincrement
            and key.type.python_type is int
            and (last := connection.scalar(select(func.max(key))))
        ):
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(select(func.setval(sequence, last)))


def _line(value: object) -> bytes:
    return _ENCODER.encode(value).encode() + b"\n"


def _plain(value: object) -> object:
    return {"b": b64encode(value).decode()} if isinstance(value, bytes) else value


def _whole(value: Any) -> object:
    return b64decode(value["b"], validate=True) if isinstance(value, dict) else value


def _reading(path: Path) -> gzip.GzipFile:
    try:
        if path.exists() and not path.is_file():  # a pipe would wait for who writes to it
            raise LedgerError("this is no regular file", where=str(path), hint="name an export")
        return gzip.GzipFile(path, "rb")
    except (OSError, ValueError) as error:
        what = (getattr(error, "strerror", None) or "cannot be read").lower()
        raise LedgerError(what, where=str(path)[:500], hint="name an export") from error


def _damaged(path: Path) -> LedgerError:
    hint = "nothing was imported; make it again: parley export --all"
    return LedgerError("this export is damaged", where=str(path), hint=hint)
