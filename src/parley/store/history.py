"""Which facts are held: asserted by one recording, perhaps retracted by a later one, never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from parley.store.rows import Row
from parley.store.statements import Connection, Statement, among, append, listed

# SQLite takes at most 999 parameters in a statement where it was built so.
CHUNK = 500
T = TypeVar("T")
_LAST = Statement("SELECT coalesce(max(id), 0) FROM recordings")


def last_recording(connection: Connection) -> int:
    """The id of the last recording, 0 where there is none: what is held `at` it is what is held now."""
    return int(_LAST.first(connection))


def held(table: str, *columns: str, at: object = None) -> str:
    """A query of columns of the facts that are held; what follows goes on with AND, or an order.

    They are those held now, or, where `at` is anything, as the recording `:at` left them.
    """
    own = ", ".join(f"{table}.{column}" for column in columns)
    return f"SELECT {own} FROM {table} WHERE {is_held(table, at=at)}"


def is_held(table: str, *, at: object = None) -> str:
    """That the fact of a row is held; see `held`."""
    # Asked for each row, so that the database begins with the rows that the caller narrows it to.
    told = f"FROM history WHERE history.ledger = '{table}' AND history.fact = {table}.hash"
    if at is not None:
        last = f"SELECT history.event {told} AND history.recording <= :at ORDER BY history.seq DESC LIMIT 1"
        return f"({last}) = 'asserted'"
    # Each fact was asserted when it was written, and most were never retracted: those that were have an index
    # of their own, which is small.
    back = f"SELECT 1 FROM history AS back WHERE back.ledger = '{table}' AND back.fact = {table}.hash"
    gone = f"SELECT history.seq {told} AND history.event = 'retracted'"
    return f"({gone} AND NOT EXISTS ({back} AND back.seq > history.seq) LIMIT 1) IS NULL"


@cache
def held_among(table: str, column: str, *wanted: str, at: bool = False) -> Statement:
    """Columns of the held rows of which a column is among `names`; with `at` as that recording left them."""
    query = held(table, *wanted, at=at or None)
    return Statement(f"{query} AND {among(f'{table}.{column}')}")


def replace_held(
    connection: Connection,
    table: str,
    rows: Iterable[Row],
    scope: tuple[str, Collection[str]] | None = None,
) -> list[Row]:
    """Append what makes `rows` the held facts of the table, or of those of which a column has certain texts.

    What it says of the facts is still to be noted in `history`: the rows of that, without the recording.
    """
    wanted = {row["hash"]: row for row in rows}
    column, names = scope or (None, ())
    given = {"names": listed(names)} if scope else {}
    before = set(_hashes(table, column).column(connection, **given))
    new = [h for h in wanted if h not in before]
    stored = set(_stored(connection, table, new))
    append(connection, table, [wanted[h] for h in new if h not in stored])
    told = [("asserted", fact) for fact in new] + [("retracted", h) for h in sorted(before - wanted.keys())]
    return [{"ledger": table, "fact": fact, "event": event} for event, fact in told]


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in parts of at most `CHUNK`."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _stored(connection: Connection, table: str, hashes: Sequence[str]) -> Iterator[str]:
    """Those of the hashes that the table has, held or retracted."""
    if hashes:
        yield from _there(table).column(connection, names=listed(hashes))


@cache
def _there(table: str) -> Statement:
    return Statement(f"SELECT hash FROM {table} WHERE {among('hash')}")


@cache
def _hashes(table: str, column: str | None) -> Statement:
    query = held(table, "hash")
    return Statement(f"{query} AND {among(f'{table}.{column}')}" if column else query)
