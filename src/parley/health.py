"""Whether the desk can answer, and how fresh it and its sources are (docs/operations.md)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Any

from parley.errors import LedgerError, ParleyError
from parley.sources import Register, State
from parley.store import Store
from parley.store.revisions import HEAD

EVERY = 3600.0
"""Seconds between two quick checks of the whole file; one that found something is done again at once."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold for answers to be given; `line` says what is wrong, if anything is."""

    name: str
    line: str = ""


class Soundness:
    """What the last quick check of the ledger found; a large file takes long, so it runs beside answers."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._lock = Lock()
        self._checked = clock()  # `parley serve` checks before it begins
        self._found = ""
        self._under_way: Thread | None = None

    def line(self) -> str:
        """What is wrong with the ledger, as far as is known by now; begins a new check where one is due."""
        with self._lock:
            due = bool(self._found) or self._clock() - self._checked >= EVERY
            if due and (self._under_way is None or not self._under_way.is_alive()):
                self._under_way = Thread(target=self._check, daemon=True)
                self._under_way.start()
            return self._found

    def _check(self) -> None:
        found = ""
        try:
            self._store.see_that_it_is_sound()
        except LedgerError as error:
            found = error.line()
        with self._lock:
            self._found, self._checked = found, self._clock()


def ready(store: Store, soundness: Soundness) -> tuple[Check, ...]:
    """That the ledger opens, has the schema of this program, and is not damaged."""
    try:
        schema = store.schema()
    except LedgerError as error:
        return (Check("ledger", error.line()),)
    other = "" if schema == HEAD else f"it has schema {schema}, this program {HEAD}: start the desk again"
    return Check("ledger"), Check("schema", other), Check("sound", soundness.line())


def fresh(store: Store, now: datetime) -> dict[str, Any]:
    """The age of the ledger in seconds, and of each watched source how it stands; moments are in UTC.

    Raises LedgerError where the ledger cannot be read.
    """
    last, settled = store.last_written(), store.last_settling()
    ledger = {
        "recording": last.id if last else 0,
        "at": last.at if last else None,
        "age_seconds": _age(last.at if last else None, now),
        "settled_at": settled.at if settled else None,
        "behind": store.behind(),
    }
    return {"now": _text(now), "ledger": ledger, "sources": [_source(s, now) for s in sources(store)]}


def sources(store: Store) -> tuple[State, ...]:
    """How the watched sources stand, by address; none where none was ever watched."""
    place = store.place.beside(".sources")
    try:
        return Register(place).all() if place.exists() else ()
    except ParleyError:
        return ()  # the watch makes it anew; the desk answers without


def present() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def _source(state: State, now: datetime) -> dict[str, Any]:
    return {
        "address": state.address,
        "state": state.freshness(now, state.pace),
        "answered_at": state.answered,
        "answered_age_seconds": _age(state.answered, now),
        "news_at": state.changed,
        "news_age_seconds": _age(state.changed, now),
        "due_at": state.due,
        "failures": state.failures,
        "error": state.told,
    }


def _age(moment: str | None, now: datetime) -> float | None:
    """Seconds since the moment; 0 for one in the future, which a clock that was wrong has noted."""
    return max(0.0, (now - datetime.fromisoformat(moment)).total_seconds()) if moment else None


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
