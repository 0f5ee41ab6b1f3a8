"""Parsed sentences, kept in the ledger file as a mapping that the parser reads and fills."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, select

from parley.store.engine import one_line, writing
from parley.store.schema import readings


class ReadingCache(MutableMapping[str, bytes]):
    """Keys to trees as bytes.

    What is put here waits in memory until `flush`, which the store calls as it writes pages and as it
    closes: a crash costs parses, nothing else.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._found: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}

    def __getitem__(self, key: str) -> bytes:
        if key in self._new:
            return self._new[key]
        if key not in self._found:
            self._found[key] = self._fetch(key)
        return self._found[key]

    def __setitem__(self, key: str, value: bytes) -> None:
        self._new[key] = value

    def __delitem__(self, key: str) -> None:
        self[key]  # a missing key is a KeyError
        self._new.pop(key, None)
        self._found.pop(key, None)
        with one_line(self._path), writing(self._engine) as connection:
            connection.execute(delete(readings).where(readings.c.key == key))

    def __iter__(self) -> Iterator[str]:
        with one_line(self._path), self._engine.connect() as connection:
            stored = connection.scalars(select(readings.c.key)).all()
        yield from stored
        yield from self._new.keys() - set(stored)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def flush(self, connection: Connection) -> None:
        """Write what waits, in the caller's transaction, and let go of what was looked up."""
        waiting = [{"key": k, "value": v} for k, v in self._new.items() if not _has(connection, k)]
        if waiting:
            connection.execute(insert(readings), waiting)
        self._new.clear()
        self._found.clear()

    @property
    def waiting(self) -> int:
        """How many readings have not been written yet."""
        return len(self._new)

    def _fetch(self, key: str) -> bytes:
        with one_line(self._path), self._engine.connect() as connection:
            value: bytes | None = connection.scalar(select(readings.c.value).where(readings.c.key == key))
        if value is None:
            raise KeyError(key)
        return value


def _has(connection: Connection, key: str) -> bool:
    return connection.scalar(select(func.count()).where(readings.c.key == key)) == 1
