"""A snapshot that is carried on to the next recording is the one that is read anew."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import article, claim
from hypothesis import HealthCheck, given, settings
from ledger_builders import new_ledger
from test_settling import coverage, record

from parley import heap
from parley.following import followed
from parley.ledger import Ledger
from parley.library import Library, Snapshot
from parley.model import Article, Claim
from parley.store import Store
from parley.write import Ask, What

WHAT: tuple[What, ...] = ("board", "timeline", "disputes")
ASKS = (Ask("2025-06-30"), Ask("2025-04-15", known="2025-05-01"))


def see_that_they_are_one(carried: Snapshot, store: Store) -> None:
    """Assert that a snapshot is in all things what one is that was read anew."""
    fresh = Snapshot(store)
    assert carried.at == fresh.at
    views = [s.ledger.view(None) for s in (carried, fresh)]
    assert views[0] == views[1]
    assert list(views[0].entries) == list(views[1].entries)
    told = ("articles", "stories", "claim_order", "changes", "disputes", "freshness", "first_day", "last_day")
    for name in told:
        assert getattr(carried, name) == getattr(fresh, name), name
    for one in fresh.articles:
        assert carried.edges(one.id) == fresh.edges(one.id)
    for ask in ASKS:
        for what in WHAT:
            assert carried.document(what, ask) == fresh.document(what, ask), (what, ask)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(coverage())
def test_carried_on_is_read_anew(told: list[tuple[Article, tuple[Claim, ...]]]) -> None:
    """After each of some readings, one of them of a page read otherwise, nothing tells the two apart."""
    with TemporaryDirectory() as folder, new_ledger(Path(folder)) as store:
        snapshot = Snapshot(store)
        assert snapshot.entries == {}
        for batch in (told[:1], told[1:3], [(told[0][0], told[0][1][:1])], told[3:]):
            record(store, batch)
            before, snapshot = snapshot, Snapshot(store, snapshot)
            assert followed(before.ledger) is not None
            see_that_they_are_one(snapshot, store)


def test_much_news_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more changed than is worth carrying on, all is read."""
    monkeypatch.setattr("parley.following.MOST", 3)
    one = claim("measure", "imposed", article="a/0", known="2025-06-11", actors=("US",), targets=("CN",))
    with new_ledger(tmp_path) as store:
        snapshot = Snapshot(store)
        assert snapshot.entries == {}
        record(store, [(article("a", "2025-06-11"), (one,))])
        assert followed(snapshot.ledger) is None
        assert len(Snapshot(store, snapshot).entries) == 2


def test_a_snapshot_that_is_let_go_of_is_gone(tmp_path: Path) -> None:
    """It holds itself in no cycle: without the collector its memory is free when the next one is there."""
    with new_ledger(tmp_path) as store:
        library = Library(store)
        with heap.settling():
            old = library.now()
            old.warm()
            old.document("state", Ask("2025-06-30", known="2025-06-30"))
        gone = weakref.ref(old.ledger)
        one = claim("measure", "imposed", article="a/0", known="2025-06-11", actors=("US",), targets=("CN",))
        record(store, [(article("a", "2025-06-11"), (one,))])
        gc.disable()
        try:
            library.now().warm()
            del old
            assert gone() is None
        finally:
            gc.enable()
            gc.unfreeze()


def test_the_collector_is_on_again_after_a_failure() -> None:
    """Whatever happens while a snapshot is made, cycles are collected afterwards."""
    with pytest.raises(OSError, match="full"), heap.settling():
        assert not gc.isenabled()
        raise OSError("full")
    assert gc.isenabled()
    gc.unfreeze()


def test_the_collector_waits_while_news_is_worked_in_and_is_as_it_was_before() -> None:
    """It is on again whatever happens, and stays off where somebody had turned it off."""
    with pytest.raises(OSError, match="full"), heap.unwalked():
        assert not gc.isenabled()
        raise OSError("full")
    assert gc.isenabled()
    with heap.unwalked(), heap.unwalked():
        pass
    assert gc.isenabled()
    gc.disable()
    try:
        with heap.unwalked():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_ledger_of_which_nothing_was_read_has_nothing_to_carry(tmp_path: Path) -> None:
    """Nothing is read for the ledger before only to carry it on."""
    with new_ledger(tmp_path) as store:
        assert followed(Ledger(store)) is None
