"""The states that are or were believed, ready to be listed: a page of those of one day, found by an index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select
from sqlalchemy.sql.elements import ColumnElement

from parley.model import Entry, EntryKind
from parley.store import dialects
from parley.store.history import held
from parley.store.rows import Row
from parley.store.schema import joins, stands
from parley.store.statements import Statement, append

KINDS: tuple[EntryKind, ...] = (
    "round", "agreement", "measure", "commitment", "deadline", "indicator", "dispute",
)  # fmt: skip
"""The kinds in the order in which the state of play tells them."""
_DAY: BindParameter[str] = bindparam("day")
_DISPUTE: BindParameter[str] = bindparam("dispute")
_KNOWN: BindParameter[str] = bindparam("known")
_WITHOUT: BindParameter[str] = bindparam("without", expanding=True)
_HOLDS = (stands.c.begins <= _DAY, stands.c.ends > _DAY, stands.c.status.not_in(_WITHOUT))
_ORDER = (stands.c.kind, stands.c.told, stands.c.known, stands.c.entry)
_ALL = select(stands.c.entry, stands.c.position).where(*_HOLDS).order_by(*_ORDER)
_COUNT = select(func.count()).select_from(stands).where(*_HOLDS)
_OF: ColumnElement[bool] = stands.c.dispute == _DISPUTE
STILL = "~"  # after all days
_GONE = Statement(delete(stands).where(dialects.among(stands.c.entry)))
_NOW: ColumnElement[bool] = stands.c.until == STILL
_THEN: ColumnElement[bool] = (stands.c.until > _KNOWN) & (stands.c.known < _KNOWN + STILL)


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
    given: dict[str, object] = {"day": asked.day[:10], "without": sorted(asked.without)}
    given |= {"dispute": asked.dispute, "known": (asked.known or "")[:10]}
    queries = (query.where(_THEN if asked.known else _NOW) for query in (_ALL, _COUNT))
    page, count = (query.where(_OF) if asked.dispute else query for query in queries)
    rows = connection.execute(page.offset(asked.start).limit(asked.most), given)
    return Listed(tuple((row[0], row[1]) for row in rows), connection.scalar(count, given) or 0)


def disputes(connection: Connection, day: str, most: int) -> tuple[str, ...]:
    """The first disputes by id of which more than one claim tells what holds on a day; at most so many.

    Each is found behind the one before: however many there are, no more is read.
    """
    found: list[str] = []
    last: str | None = ""
    given = {"day": day[:10], "without": []}
    while len(found) < most:
        last = connection.scalar(select(func.min(stands.c.dispute)).where(stands.c.dispute > last))
        if last is None:
            break
        own = select(stands.c.entry).where(_NOW, *_HOLDS, stands.c.dispute == last)
        told = held(joins).with_only_columns(joins.c.hash).where(joins.c.entry.in_(own)).limit(2)
        found += [last] if len(connection.scalars(told, given).all()) > 1 else []
    return tuple(found)


def keep(connection: Connection, gone: Collection[str] | None, entries: Iterable[Entry]) -> None:
    """Put the states of entries in the place of those of the entries `gone` (None: of all)."""
    if gone is None:
        connection.execute(delete(stands))
    elif gone:
        _GONE.run(connection, names=dialects.listed(gone))
    append(connection, stands, [row for entry in entries for row in _rows(entry)])


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
