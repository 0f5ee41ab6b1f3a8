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


def held(table: str, *columns: str, at: object = None) -> str:
    """A query of columns of the facts that are held; what follows goes on with AND, or an order.

    They are those held now, or, where `at` is anything, as the recording `:at` left them.
    """
    until = "" if at is None else " AND history.recording <= :at"
    # Asked for each row, so that the database begins with the rows that the caller narrows it to.
    last = (
        f"SELECT history.event FROM history WHERE history.ledger = '{table}'"
        f" AND history.fact = {table}.hash{until} ORDER BY history.seq DESC LIMIT 1"
    )
    own = ", ".join(f"{table}.{column}" for column in columns)
    return f"SELECT {own} FROM {table} WHERE ({last}) = 'asserted'"


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
