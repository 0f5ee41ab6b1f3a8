"""How many agreements and measures stand or wait in each dispute on a day, as known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from parley.model import Entry, State
from parley.write.books import NEVER
from parley.write.tones import tone

DAYS = 24  # days of which the counts are kept
TONES = ("stands", "waits")


@dataclass(slots=True)
class Counted:
    """What stands and what waits in a dispute; `ends` is the next ISO day on which some of it ends."""

    stands: int = 0
    waits: int = 0
    ends: str | None = None


class Row(NamedTuple):
    """When a state holds (`ends` is exclusive) and is believed, as ISO days; `~` is never."""

    begins: str
    ends: str
    known: str
    doubted: str
    tone: str
    until: str


Rows = tuple[tuple[str, tuple[Row, ...]], ...]
"""For each entry its dispute and its states, the one that begins last at the end."""


class Accords:
    """The states of agreements and measures, to be counted; the last few counts are kept."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._rows: Rows = tuple((e.dispute, tuple(map(_row, sorted(e.states, key=_begun)))) for e in entries)
        believed = ((d, tuple(r for r in rows if r.doubted == NEVER)) for d, rows in self._rows)
        self._now: Rows = tuple((dispute, rows) for dispute, rows in believed if rows)
        self._kept: dict[tuple[str, str | None], Mapping[str, Counted]] = {}

    def counted(self, as_of: str, known: str | None) -> Mapping[str, Counted]:
        """By dispute what stands or waits on the ISO day `as_of`, as known on `known` (None: now)."""
        key = (as_of, known)
        found = self._kept.get(key)  # other threads add and drop counts meanwhile
        if found is None:
            found = _counted(self._rows if known else self._now, as_of, known[:10] if known else None)
            for old in tuple(self._kept)[: max(0, len(self._kept) - DAYS)]:
                self._kept.pop(old, None)
            self._kept[key] = found
        return found


def _counted(every: Rows, as_of: str, known: str | None) -> dict[str, Counted]:
    found: dict[str, Counted] = {}
    for dispute, rows in every:
        held = None
        for row in rows:
            if row[0] <= as_of < row[1] and (known is None or row[2] <= known < row[3]):
                held = row
        if held and held.tone in TONES:
            own = found.setdefault(dispute, Counted())
            own.stands += held.tone == "stands"
            own.waits += held.tone == "waits"
            if held.until >= as_of:
                own.ends = min(held.until, own.ends or NEVER)
    return found


def _begun(state: State) -> tuple[str, str]:
    return state.begins, state.known_from


def _row(state: State) -> Row:
    ends, doubted = (day[:10] if day else NEVER for day in (state.valid_to, state.known_to))
    until = state.until.start[:10] if state.until else ""
    return Row(state.begins, ends, state.known_from[:10], doubted, tone(state.status), until)
