"""The states that are or were believed, ready to be listed: a page of those of one day, found by an index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from parley.model import Entry, EntryKind
from parley.store import statements
from parley.store.history import held
from parley.store.rows import Row
from parley.store.statements import Connection, Statement, among, append

KINDS: tuple[EntryKind, ...] = (
    "round", "agreement", "measure", "commitment", "deadline", "indicator", "dispute",
)  # fmt: skip
"""The kinds in the order in which the state of play tells them."""
STILL = "~"  # after all days
ALL = 2**62  # rows
_HOLDS = "stands.begins <= :day AND stands.ends > :day"
_NOW = f"stands.until = '{STILL}'"
_THEN = f"stands.until > :known AND stands.known < :known || '{STILL}'"
_GONE = Statement(f"DELETE FROM stands WHERE {among('entry')}")
_CLEAR = Statement("DELETE FROM stands")
_OWN = f"SELECT stands.entry FROM stands WHERE {_NOW} AND {_HOLDS} AND stands.dispute = named.dispute"
_TOLD = f"SELECT count(*) FROM ({held('joins', 'number')} AND joins.entry IN ({_OWN}) LIMIT 2) AS told"
# Each dispute is found behind the one before: however many there are, no more is read than is wanted.
_DISPUTES = Statement(
    "WITH RECURSIVE named(dispute) AS (SELECT min(dispute) FROM stands WHERE dispute > '' UNION ALL"
    " SELECT (SELECT min(stands.dispute) FROM stands WHERE stands.dispute > named.dispute) FROM named"
    f" WHERE named.dispute IS NOT NULL) SELECT dispute FROM named WHERE ({_TOLD}) > 1 LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of what was believed on the ISO day `known` (None: now) to hold on the ISO day `day`.

    `without` are statuses that are left out; the page begins at `start` and has at most `most` of the rest.
    """

    day: str
    dispute: str | None = None
    known: str | None = None
    without: Collection[str] = ()
    start: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The places (entry id, position of the state) of a page of those that hold, and how many there are."""

    places: tuple[tuple[str, int], ...]
    total: int


def listed(connection: Connection, asked: Asked) -> Listed:
    """The page that is asked for, in the order of kinds and then of beginnings."""
    given: dict[str, object] = {"day": asked.day[:10], "without": statements.listed(asked.without)}
    given |= {"dispute": asked.dispute, "known": (asked.known or "")[:10]}
    page, count = _queries(known=bool(asked.known), dispute=bool(asked.dispute), without=bool(asked.without))
    most = ALL if asked.most is None else asked.most
    rows = page.rows(connection, **given, most=most, start=asked.start)
    last = 0 < len(rows) < most  # nothing is behind it
    total = asked.start + len(rows) if last else int(count.first(connection, **given))
    return Listed(tuple((row[0], row[1]) for row in rows), total)


@cache
def _queries(*, known: bool, dispute: bool, without: bool) -> tuple[Statement, Statement]:
    """The page and the count; whole ledgers are counted, so what is not asked is not looked at."""
    of = " AND stands.dispute = :dispute" if dispute else ""
    but = f" AND NOT {among('stands.status', 'without')}" if without else ""
    where = f"FROM stands WHERE {_HOLDS} AND {_THEN if known else _NOW}{of}{but}"
    order = "ORDER BY stands.kind, stands.told, stands.known, stands.entry LIMIT :most OFFSET :start"
    page = f"SELECT stands.entry, stands.position {where} {order}"
    return Statement(page), Statement(f"SELECT count(*) {where}")


def told_of(table: str) -> str:
    """That a row, by its entry and position, is of a state that a briefing of the days may tell.

    Believed now it holds on `:day` or begins later, or it held on `:day` or `:since` as was believed then.
    """
    now = "stands.begins <= :day AND stands.ends > :day OR stands.told > :day"
    then = " OR ".join(
        f"stands.begins <= :{day} AND stands.ends > :{day} AND stands.until > :{day}"
        f" AND stands.known < :{day} || '{STILL}'"
        for day in ("day", "since")
    )
    return (
        f"EXISTS (SELECT 1 FROM stands WHERE stands.entry = {table}.entry"
        f" AND stands.position = {table}.position AND ({_NOW} AND ({now}) OR {then}))"
    )


def disputes(connection: Connection, day: str, most: int) -> tuple[str, ...]:
    """The first disputes by id of which more than one claim tells what holds on a day; at most so many."""
    return tuple(_DISPUTES.column(connection, day=day[:10], most=most))


def keep(connection: Connection, gone: Collection[str] | None, entries: Iterable[Entry]) -> None:
    """Put the states of entries in the place of those of the entries `gone` (None: of all)."""
    if gone is None:
        _CLEAR.run(connection)
    elif gone:
        _GONE.run(connection, names=statements.listed(gone))
    append(connection, "stands", [row for entry in entries for row in _rows(entry)])


def _rows(entry: Entry) -> Iterator[Row]:
    for position, state in enumerate(entry.states):
        told = state.valid_from.start if state.valid_from else state.known_from
        yield {
            "entry": entry.id,
            "position": position,
            "dispute": entry.dispute,
            "kind": KINDS.index(entry.kind),
            "status": state.status,
            "begins": state.begins,
            "ends": state.valid_to[:10] if state.valid_to else STILL,
            "told": told[:10],
            "known": state.known_from,
            "until": state.known_to[:10] if state.known_to else STILL,
        }
