"""What is believed now and falls due, or is overdue: the next of it is found by an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from parley.model import Entry, State
from parley.store import codec, schema
from parley.store.dialects import among, listed
from parley.store.history import held
from parley.store.rows import Row
from parley.store.schema import dues
from parley.store.statements import Statement, append

OVERDUE = frozenset({"due", "lapsed"})
NEVER = "~"  # after all days
MANY = 5000  # rows written at once
_GONE = Statement(delete(dues).where(among(dues.c.entry)))


@dataclass(frozen=True, slots=True)
class Next:
    """The ids of entries that fall due next, and how many more there are."""

    entries: frozenset[str] = frozenset()
    more: int = 0


def upcoming(connection: Connection, dispute: str, parties: Collection[str], day: str, most: int) -> Next:
    """What is overdue or falls due from an ISO day on in other disputes than one, where its parties act.

    Of each at most `most`: what has been overdue for longest, and what falls due first.
    """
    acts: list[ColumnElement[bool]] = [dues.c.parties.contains(f",{p},", autoescape=True) for p in parties]
    elsewhere = (dues.c.dispute != dispute, dues.c.ends > day, or_(*acts))
    late = (dues.c.due == NEVER, dues.c.begins <= day)
    soon = (dues.c.due >= day, dues.c.due < NEVER)
    found: set[str] = set()
    total = 0
    for which, order in (
        (late, (dues.c.told, dues.c.entry)),
        (soon, (dues.c.due, dues.c.told, dues.c.entry)),
    ):
        query = select(dues.c.entry).where(*which, *elsewhere).order_by(*order).limit(most)
        found.update(connection.scalars(query))
        count = select(func.count(dues.c.entry.distinct())).where(*which, *elsewhere)
        total += connection.scalar(count) or 0
    return Next(frozenset(found), max(0, total - len(found)))


def keep(connection: Connection, gone: Collection[str] | None, entries: Iterable[Entry]) -> None:
    """Put what falls due of entries in the place of that of the entries `gone` (None: of all)."""
    if gone is None:
        connection.execute(delete(dues))
    elif gone:
        _GONE.run(connection, names=listed(gone))
    rows = [row for entry in entries for row in _rows(entry)]
    for start in range(0, len(rows), MANY):
        append(connection, dues, rows[start : start + MANY])


def believed(connection: Connection) -> Iterator[Entry]:
    """The entries that are held, with the states that are believed now, without claims and links."""
    states, entries = schema.states, schema.entries
    told: defaultdict[str, list[State]] = defaultdict(list)
    held_now = held(states).where(states.c.known_to.is_(None)).order_by(states.c.entry, states.c.position)
    for row in connection.execute(held_now.with_only_columns(states.c.entry, states.c.body)):
        told[row.entry].append(codec.loads(State, row.body))
    for row in connection.execute(held(entries).with_only_columns(entries.c.id, entries.c.body)):
        yield replace(codec.loads(Entry, row.body), states=tuple(told[row.id]))


def _rows(entry: Entry) -> Iterator[Row]:
    for state in entry.states:
        time = entry.due(state)
        late = state.status in OVERDUE
        if state.known_to is None and (late or time):
            told = state.valid_from.start if state.valid_from else state.known_from
            yield {
                "entry": entry.id,
                "dispute": entry.dispute,
                "parties": f",{','.join(entry.actors)},",
                "due": NEVER if late or time is None else (time.end or time.start)[:10],
                "begins": state.begins,
                "ends": state.valid_to[:10] if state.valid_to else NEVER,
                "told": told[:10],
            }
