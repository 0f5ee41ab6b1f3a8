"""A snapshot of the ledger is asked by many threads at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from demo_run import demo
from ledger_builders import new_ledger

from parley.answers import document
from parley.ledger import Ledger
from parley.snapshot import VIEWS, Snapshot
from parley.write import Ask, What, render

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


@pytest.mark.parametrize(
    "what", ["state", "timeline", "changes", "disputes", "deadlines", "lapse", "brief", "headline"]
)
@pytest.mark.parametrize("day", ["2025-06-11", "2025-07-29"])
def test_what_was_known_on_a_day_stands_on_no_later_words(what: What, day: str) -> None:
    """No answer as known on a day rests on words that came later; the desk says what the commands say."""
    with Ledger.open(demo()[1]) as books:
        ask = Ask(day, known=day, dispute="us-china")
        found = Snapshot(books.store).document(what, ask)
        told = [books.claim(mark.claim) for mark in found.marks if mark.claim]
        assert told
        assert max((c.known or "")[:10] for c in told) <= day
        assert render(found) == render(document(what, ask, books))
