"""What the collector of cycles walks, and what it does not."""

from __future__ import annotations

import gc

import pytest

from parley import heap


def test_what_is_made_unwalked_is_not_walked_later() -> None:
    """What an article leaves is of no generation of the collector, which goes on as before."""
    gc.enable()
    with heap.unwalked():
        assert not gc.isenabled()
        kept = [[number] for number in range(2000)]
    walked = {id(one) for one in gc.get_objects()}
    assert gc.isenabled()
    assert not walked.intersection(map(id, kept))


def test_all_is_walked_again_after_so_many_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cycles that were made meanwhile are found in the end."""
    monkeypatch.setattr(heap, "WALKED_AGAIN", 3)
    frozen = []
    for _ in range(3):
        with heap.unwalked():
            pass
        frozen.append(gc.get_freeze_count())
    assert min(frozen) == 0 < max(frozen)


def test_a_collector_that_was_off_stays_off() -> None:
    """Who waits for longer is not disturbed."""
    gc.disable()
    try:
        with heap.unwalked():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
