"""An open ledger for programs that stay up: the newest snapshot of it, and the last answers made of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, Thread
from typing import TypeVar

from parley import heap
from parley.snapshot import Freshness, Listed, Snapshot
from parley.store import Store

T = TypeVar("T")

KEPT = 256  # rendered answers in memory

__all__ = ["Freshness", "Library", "Listed", "Snapshot"]


class Library:
    """The newest snapshot of a store that others may write to, and the last answers made of it.

    With `patient` readers get the snapshot before while a newer one is being made ready.
    """

    def __init__(self, store: Store, *, patient: bool = False) -> None:
        self.store = store
        self._patient = patient
        self._lock = Lock()
        self._making: dict[tuple[int, str], Lock] = {}
        self._snapshot: Snapshot | None = None
        self._ahead: Thread | None = None
        self._answers: OrderedDict[tuple[int, str], object] = OrderedDict()

    def now(self, *, at_once: bool = False) -> Snapshot:
        """The ledger as the last recording left it; if patient and not `at_once`, perhaps the one before."""
        last = self.store.last_recording()
        with self._lock:
            if self._snapshot is not None and self._snapshot.at == last:
                return self._snapshot
            if self._snapshot is not None and self._patient and not at_once:
                self._get_ready()
                return self._snapshot
            self._snapshot = Snapshot(self.store, self._snapshot)
            self._answers.clear()
            return self._snapshot

    def _get_ready(self) -> None:
        """Begin to make the next snapshot ready, unless that is under way."""
        if self._ahead is None or not self._ahead.is_alive():
            self._ahead = Thread(target=self._follow, daemon=True)
            self._ahead.start()

    def _follow(self) -> None:
        with heap.settling():
            made = Snapshot(self.store, self._snapshot)
            made.warm()
        with self._lock:
            if self._snapshot is None or self._snapshot.at < made.at:
                self._snapshot = made
                self._answers.clear()
        self.store.rest()
        heap.give_back()

    def kept(self, snapshot: Snapshot, key: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key and snapshot while there is room."""
        with self._lock:
            if (snapshot.at, key) in self._answers:
                self._answers.move_to_end((snapshot.at, key))
                return self._answers[snapshot.at, key]  # type: ignore[return-value]
            own = self._making.setdefault((snapshot.at, key), Lock())
        with own:  # what many ask for at once is made once
            with self._lock:
                if (snapshot.at, key) in self._answers:
                    return self._answers[snapshot.at, key]  # type: ignore[return-value]
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop((snapshot.at, key), None)
        with self._lock:
            self._answers[snapshot.at, key] = made
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return made
