"""Which facts are held: asserted by one recording, perhaps retracted by a later one, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, insert, select

from parley.store.rows import Row
from parley.store.schema import history

# SQLite takes at most 999 parameters in a statement where it was built so.
CHUNK = 500
T = TypeVar("T")


def held(table: Table, at: int | None = None) -> Select[Any]:
    """Select the rows of a fact table that are held, now or as recording `at` left them."""
    # Asked for each row, so that the database begins with the rows that the caller narrows it to.
    last = select(history.c.event).where(history.c.ledger == table.name, history.c.fact == table.c.hash)
    if at is not None:
        last = last.where(history.c.recording <= at)
    return select(table).where(last.order_by(history.c.seq.desc()).limit(1).scalar_subquery() == "asserted")


def replace_held(
    connection: Connection,
    table: Table,
    rows: Iterable[Row],
    recording: Callable[[], int],
    scope: ColumnElement[bool] | None = None,
) -> None:
    """Append what makes `rows` the held facts of the table, or of the part of it that `scope` selects.

    `recording` is asked for the id of the recording only when there is something to append.
    """
    wanted = {row["hash"]: row for row in rows}
    query = held(table).with_only_columns(table.c.hash)
    before = set(connection.scalars(query if scope is None else query.where(scope)))
    new = [h for h in wanted if h not in before]
    stored = set(_stored(connection, table, new))
    _append(connection, table, [wanted[h] for h in new if h not in stored])
    _note(connection, table, new, "asserted", recording)
    _note(connection, table, sorted(before - wanted.keys()), "retracted", recording)


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in parts of at most `CHUNK`."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _stored(connection: Connection, table: Table, hashes: Sequence[str]) -> Iterator[str]:
    """Those of the hashes that the table has, held or retracted."""
    for part in chunks(hashes):
        yield from connection.scalars(select(table.c.hash).where(table.c.hash.in_(part)))


def _append(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _note(
    connection: Connection, table: Table, facts: Sequence[str], event: str, recording: Callable[[], int]
) -> None:
    if facts:
        common = {"recording": recording(), "ledger": table.name, "event": event}
        connection.execute(insert(history), [{**common, "fact": fact} for fact in facts])
