"""What is believed now and falls due, or is overdue: the next of it is found by an index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from parley.model import Entry, State
from parley.store import codec
from parley.store.history import held
from parley.store.rows import Row
from parley.store.statements import Connection, Statement, among, append, listed

OVERDUE = frozenset({"due", "lapsed"})
NEVER = "~"  # after all days
MANY = 5000  # rows written at once
_GONE = Statement(f"DELETE FROM dues WHERE {among('entry')}")
_CLEAR = Statement("DELETE FROM dues")
# What is searched, and in which order: what is overdue, and what falls due.
_LATE = f"due = '{NEVER}' AND begins <= :day", "told, entry"
_SOON = f"due >= :day AND due < '{NEVER}'", "due, told, entry"
_BELIEVED = Statement(
    f"{held('states', 'entry', 'body')} AND states.known_to IS NULL ORDER BY states.entry, states.position"
)
_ENTRIES = Statement(held("entries", "id", "body"))


@dataclass(frozen=True, slots=True)
class Next:
    """The ids of entries that fall due next, and how many more there are."""

    entries: frozenset[str] = frozenset()
    more: int = 0


def upcoming(connection: Connection, dispute: str, parties: Collection[str], day: str, most: int) -> Next:
    """What is overdue or falls due from an ISO day on in other disputes than one, where its parties act.

    Of each at most `most`: what has been overdue for longest, and what falls due first.
    """
    given = {f"party{n}": f"%,{_plain(party)},%" for n, party in enumerate(sorted(parties))}
    acts = " OR ".join(f"parties LIKE :{name} ESCAPE '/'" for name in given) or "1 = 1"
    elsewhere = f"dispute <> :dispute AND ends > :day AND ({acts})"
    found: set[str] = set()
    total = 0
    for which, order in (_LATE, _SOON):
        where = f"FROM dues WHERE {which} AND {elsewhere}"
        asked = {**given, "dispute": dispute, "day": day}
        first = Statement(f"SELECT entry {where} ORDER BY {order} LIMIT :most")
        found.update(first.column(connection, **asked, most=most))
        total += Statement(f"SELECT count(DISTINCT entry) {where}").first(connection, **asked)
    return Next(frozenset(found), max(0, total - len(found)))


def _plain(text: str) -> str:
    """A text as part of a pattern that stands for itself."""
    return re.sub("[/%_]", r"/\g<0>", text)


def keep(connection: Connection, gone: Collection[str] | None, entries: Iterable[Entry]) -> None:
    """Put what falls due of entries in the place of that of the entries `gone` (None: of all)."""
    if gone is None:
        _CLEAR.run(connection)
    elif gone:
        _GONE.run(connection, names=listed(gone))
    rows = [row for entry in entries for row in _rows(entry)]
    for start in range(0, len(rows), MANY):
        append(connection, "dues", rows[start : start + MANY])


def believed(connection: Connection) -> Iterator[Entry]:
    """The entries that are held, with the states that are believed now, without claims and links."""
    told: defaultdict[str, list[State]] = defaultdict(list)
    for entry, body in _BELIEVED.rows(connection):
        told[entry].append(codec.loads(State, body))
    for entry, body in _ENTRIES.rows(connection):
        yield replace(codec.loads(Entry, body), states=tuple(told[entry]))


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
