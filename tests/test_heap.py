"""When the collector of cycles walks what lives, and when it waits."""

from __future__ import annotations

import gc

import pytest

from parley import heap


def test_the_collector_waits_while_news_is_worked_in() -> None:
    """It is off within, and on again behind, also where the work fails."""
    gc.enable()
    with heap.unwalked():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(OSError, match="full"), heap.unwalked():
        raise OSError("full")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    """Who waits for longer is not disturbed."""
    gc.disable()
    try:
        with heap.unwalked():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
