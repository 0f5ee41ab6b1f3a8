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
LATER = "history.fact <> history.seq"
"""That a row of `history` is not the first of its fact: so the index of these has it."""
_LAST = Statement("SELECT coalesce(max(id), 0) FROM recordings")
_NOTED = Statement("SELECT coalesce(max(seq), 0) FROM history")
# The last row of a recording, or of one before it that left any.
_UNTIL = (
    "SELECT own.seq FROM history AS own WHERE own.recording <= :at"
    " ORDER BY own.recording DESC, own.seq DESC LIMIT 1"
)


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
    # Each fact was asserted when it was written, which its number tells, and most were never retracted: what
    # was noted later of those that were has an index of its own, which is small.
    later = f"SELECT history.event FROM history WHERE history.fact = {table}.number AND {LATER}"
    then = " AND history.recording <= :at" if at is not None else ""
    last = f"coalesce(({later}{then} ORDER BY history.seq DESC LIMIT 1), 'asserted') = 'asserted'"
    return last if at is None else f"{table}.number <= ({_UNTIL}) AND {last}"


@cache
def held_among(table: str, column: str, *wanted: str, at: bool = False) -> Statement:
    """Columns of the held rows of which a column is among `names`; with `at` as that recording left them."""
    query = held(table, *wanted, at=at or None)
    return Statement(f"{query} AND {among(f'{table}.{column}')}")


def last_note(connection: Connection) -> int:
    """The number of the last row of `history`, 0 where there is none."""
    return int(_NOTED.first(connection))


def replace_held(
    connection: Connection,
    table: str,
    rows: Iterable[Row],
    first: int,
    scope: tuple[str, Collection[str]] | None = None,
) -> list[Row]:
    """Append what makes `rows` the held facts of the table, or of those of which a column has certain texts.

    What it says of the facts is still to be noted in `history`: the rows of that, numbered from `first` on,
    without the recording.
    """
    wanted = {row["hash"]: row for row in rows}
    column, names = scope or (None, ())
    given = {"names": listed(names)} if scope else {}
    stored: dict[str, int] = {}
    before: dict[str, int] = {}
    for number, own, is_held in _hashes(table, column).rows(connection, **given):
        stored[own] = number
        if is_held:
            before[own] = number
    new = [h for h in wanted if h not in before]
    facts = [stored.get(h, first + n) for n, h in enumerate(new)]
    fresh = zip(facts, new, strict=True)
    append(connection, table, [{"number": n, **wanted[h]} for n, h in fresh if h not in stored])
    told = [("asserted", fact) for fact in facts]
    told += [("retracted", before[h]) for h in sorted(before.keys() - wanted.keys())]
    return [
        {"seq": first + n, "ledger": table, "fact": fact, "event": event}
        for n, (event, fact) in enumerate(told)
    ]


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in parts of at most `CHUNK`."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


@cache
def _hashes(table: str, column: str | None) -> Statement:
    """Number and hash of all facts that there ever were, and whether each is held."""
    query = f"SELECT number, hash, {is_held(table)} FROM {table}"
    return Statement(f"{query} WHERE {among(f'{table}.{column}')}" if column else query)
