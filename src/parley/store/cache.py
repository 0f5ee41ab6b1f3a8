"""Parsed sentences, kept in the ledger file as a mapping that the parser reads and fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parley.store.engine import one_line
from parley.store.place import Place
from parley.store.statements import Connection, Engine, Statement, among, append, listed

_HELD = Statement(f"SELECT key, value FROM readings WHERE {among('key')}")


class ReadingCache:
    """Keys to trees as bytes.

    What is put here waits in memory until `flush`, which the store calls as it writes pages and as it
    closes: a crash costs parses, nothing else.
    """

    def __init__(self, engine: Engine, place: Place) -> None:
        self._engine = engine
        self._place = place
        self._new: dict[str, bytes] = {}

    def known(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those of the keys that are held, with their trees."""
        asked = list(keys)
        found = {key: self._new[key] for key in asked if key in self._new}
        with one_line(self._place), self._engine.connect() as connection:
            return found | _held(connection, [key for key in asked if key not in found])

    def keep(self, trees: Mapping[str, bytes]) -> None:
        """Hold the trees; they wait for `flush`."""
        self._new.update(trees)

    def taken(self) -> dict[str, bytes]:
        """What waits, no longer waiting here: another process will write it."""
        taken, self._new = self._new, {}
        return taken

    def forked(self) -> None:
        """In a new process: let go of the connections that are the parent's, without closing them."""
        self._engine.forked()

    def flush(self, connection: Connection) -> None:
        """Write what waits, in the caller's transaction."""
        held = _held(connection, list(self._new))
        waiting = [{"key": k, "value": v} for k, v in self._new.items() if k not in held]
        append(connection, "readings", waiting)
        self._new.clear()

    @property
    def waiting(self) -> int:
        """How many readings have not been written yet."""
        return len(self._new)


def _held(connection: Connection, keys: list[str]) -> dict[str, bytes]:
    return dict(_HELD.rows(connection, names=listed(keys))) if keys else {}
