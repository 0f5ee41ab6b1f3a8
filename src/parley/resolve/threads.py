"""Which thread a story goes on with: that of its parties which was still going on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from parley.model import Claim
from parley.resolve.memory import NOTHING, Past, packed, unpacked
from parley.resolve.names import dispute_id
from parley.resolve.pins import Pins
from parley.resolve.who import ordered

_SILENCE = 120
"""A thread of which nothing was told for so many days is over."""
_DEEDS = ("meeting", "measure", "agreement", "commitment", "deadline", "accusation")


@dataclass(slots=True, eq=False)
class Thread:
    """A row of stories: the parties it is between, the labels of its pinned stories, its last day.

    `number` is its place among all threads as they were begun.
    """

    id: str
    parties: tuple[str, ...]
    number: int
    disputes: set[str] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    last: str = ""


class Threads:
    """The threads so far; stories come in the order in which they were founded."""

    def __init__(self, pins: Pins, past: Past = NOTHING, begun: int = 0) -> None:
        self._pins = pins
        self._past = past
        self._all: dict[str, Thread] = {}
        self._told: set[str] = set()
        self.begun = begun

    def values(self) -> dict[str, bytes]:
        """The threads that were looked at, by id and by dispute, as `Past` gives them back."""
        threads = sorted(self._all.values(), key=lambda t: t.number)
        found = {f"h|{t.id}": packed([t.parties, t.number, sorted(t.disputes), t.last]) for t in threads}
        return found | {f"d|{d}": packed([t.id for t in threads if d in t.disputes]) for d in self._told}

    def held(self, thread: str) -> Thread | None:
        """The thread with this id, if there is one."""
        self._remember([thread])
        return self._all.get(thread)

    def _of(self, dispute: str) -> list[Thread]:
        """The threads that a story of a dispute may go on with, as they were begun."""
        if dispute not in self._told:
            self._told.add(dispute)
            for value in self._past.values([f"d|{dispute}"]).values():
                self._remember([str(thread) for thread in unpacked(value)])
        return sorted(self._all.values(), key=lambda t: t.number)

    def _remember(self, ids: Sequence[str]) -> None:
        for key, value in self._past.values([f"h|{i}" for i in ids if i not in self._all]).items():
            parties, number, disputes, last = unpacked(value)
            assert isinstance(parties, list) and isinstance(disputes, list) and isinstance(number, int)
            self._all[key[2:]] = Thread(key[2:], tuple(parties), number, set(disputes), set(), str(last))

    def join(
        self, founder: str, claims: Sequence[Claim], day: str | None, near: Iterable[Thread]
    ) -> Thread | None:
        """The thread of a story that `founder` founded; `near` are threads of articles like it, likest first.

        None where neither a person nor the claims say who deals with whom.
        """
        parties, label = between(claims), self._pins.label(founder)
        if not parties and label is None:
            return None
        dispute = dispute_id(parties)
        fits = [t for t in self._of(dispute) if self._fits(t, dispute, label, day)]
        thread = self._chosen(fits, label, near) or self._new(parties, day)
        thread.disputes.add(dispute)
        thread.labels |= {label} if label is not None else set()
        return thread

    def _fits(self, thread: Thread, dispute: str, label: int | None, day: str | None) -> bool:
        if label is not None and label in thread.labels:
            return True
        if dispute not in thread.disputes or self._pins.apart(label, thread.labels):
            return False
        return not (day and thread.last) or days_between(day, thread.last) <= _SILENCE

    def _chosen(self, fits: Sequence[Thread], label: int | None, near: Iterable[Thread]) -> Thread | None:
        """A person's choice, else the one that has the likest article, else the last that was told of."""
        named = [t for t in fits if label is not None and label in t.labels]
        likest = [t for t in near if t in fits]
        return next(iter([*named, *likest]), max(fits, key=lambda t: t.last, default=None))

    def _new(self, parties: tuple[str, ...], day: str | None) -> Thread:
        stem = "-".join(filter(None, (dispute_id(parties), day[:7] if day else "undated")))
        alike = sum(t == stem or t.startswith(f"{stem}-thread-") for t in self._all)
        key = f"{stem}-thread-{alike + 1}" if alike else stem
        self._all[key] = Thread(key, parties, self.begun)
        self.begun += 1
        return self._all[key]


def between(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The parties that the deeds of these claims are mostly between; empty where there are not two."""
    sides = (tuple(ordered({*c.actors, *c.targets})) for c in claims if c.kind in _DEEDS)
    counts = Counter(parties for parties in sides if len(parties) > 1)
    return min(counts, key=lambda parties: (-counts[parties], parties), default=())


def days_between(one: str, other: str) -> int:
    """Whole days between two ISO days."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
