"""A snapshot of the ledger is asked by many threads at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ledger_builders import new_ledger

from parley.snapshot import VIEWS, Snapshot
from parley.write import Ask

THREADS = 8
DAYS = [(date(2025, 1, 1) + timedelta(n)).isoformat() for n in range(3 * VIEWS)]


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns every few instructions."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried")
def test_threads_may_ask_for_parts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is given the part that it asks for, also where others drop it from those kept just then."""

    def made(self: Snapshot, ask: Ask, wide_on: str | None, exact: bool) -> Any:
        return ask.known

    monkeypatch.setattr(Snapshot, "_findings", made)
    with new_ledger(tmp_path) as store:
        snapshot = Snapshot(store)

        def asking(thread: int) -> int:
            days = [DAYS[(n * (2 * thread + 1)) % len(DAYS)] for n in range(600)]
            found: list[object] = [snapshot.findings(Ask("2025-06-30", known=day)) for day in days]
            return sum(part == day for part, day in zip(found, days, strict=True))

        with ThreadPoolExecutor(THREADS) as threads:
            right = list(threads.map(asking, range(THREADS)))
    assert right == [600] * THREADS
    assert len(snapshot._parts) <= VIEWS + THREADS


def test_a_part_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for again is the same part; another day, dispute or breadth is another."""
    asked = []

    def made(self: Snapshot, ask: Ask, wide_on: str | None, exact: bool) -> Any:
        asked.append((ask.known, ask.dispute, wide_on, exact))
        return object()

    monkeypatch.setattr(Snapshot, "_findings", made)
    with new_ledger(tmp_path) as store:
        snapshot = Snapshot(store)
        one = Ask("2025-06-30", dispute="us-cn")
        assert snapshot.findings(one) is snapshot.findings(Ask("2025-05-01", dispute="us-cn"))
        others = [Ask("2025-06-30"), Ask("2025-06-30", dispute="us-cn", known="2025-06-01")]
        parts = {id(snapshot.findings(other)) for other in (one, *others)}
        parts.add(id(snapshot.findings(one, wide=True)))
    assert len(parts) == len(asked) == 4
