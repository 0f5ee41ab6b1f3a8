"""Which facts are held: asserted by one recording, perhaps retracted by a later one, never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Integer, Select, Table, bindparam, select

from parley.store.dialects import among, listed
from parley.store.rows import Row
from parley.store.schema import history, metadata
from parley.store.statements import Statement, append

# SQLite takes at most 999 parameters in a statement where it was built so.
CHUNK = 500
T = TypeVar("T")


def held(table: Table, at: int | BindParameter[int] | None = None) -> Select[Any]:
    """Select the rows of a fact table that are held, now or as recording `at` left them."""
    # Asked for each row, so that the database begins with the rows that the caller narrows it to.
    last = select(history.c.event).where(history.c.ledger == table.name, history.c.fact == table.c.hash)
    if at is not None:
        last = last.where(history.c.recording <= at)
    return select(table).where(last.order_by(history.c.seq.desc()).limit(1).scalar_subquery() == "asserted")


@cache
def held_among(table: str, column: str, *wanted: str, at: bool = False) -> Statement:
    """Columns of the held rows of which a column is among `names`; with `at` as that recording left them."""
    facts = metadata.tables[table]
    query = held(facts, bindparam("at", type_=Integer) if at else None)
    return Statement(query.with_only_columns(*(facts.c[w] for w in wanted)).where(among(facts.c[column])))


def replace_held(
    connection: Connection,
    table: Table,
    rows: Iterable[Row],
    scope: tuple[str, Collection[str]] | None = None,
) -> list[Row]:
    """Append what makes `rows` the held facts of the table, or of those of which a column has certain texts.

    What it says of the facts is still to be noted in `history`: the rows of that, without the recording.
    """
    wanted = {row["hash"]: row for row in rows}
    column, names = scope or (None, ())
    given = {"names": listed(names)} if scope else {}
    before = set(_hashes(table.name, column).column(connection, **given))
    new = [h for h in wanted if h not in before]
    stored = set(_stored(connection, table, new))
    append(connection, table, [wanted[h] for h in new if h not in stored])
    told = [("asserted", fact) for fact in new] + [("retracted", h) for h in sorted(before - wanted.keys())]
    return [{"ledger": table.name, "fact": fact, "event": event} for event, fact in told]


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in parts of at most `CHUNK`."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _stored(connection: Connection, table: Table, hashes: Sequence[str]) -> Iterator[str]:
    """Those of the hashes that the table has, held or retracted."""
    if hashes:
        yield from _there(table.name).column(connection, names=listed(hashes))


@cache
def _there(table: str) -> Statement:
    own = metadata.tables[table].c.hash
    return Statement(select(own).where(among(own)))


@cache
def _hashes(table: str, column: str | None) -> Statement:
    facts = metadata.tables[table]
    query = held(facts).with_only_columns(facts.c.hash)
    return Statement(query.where(among(facts.c[column])) if column else query)
