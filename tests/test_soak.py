"""The run of hours judges by what it saw: memory after the warm-up, answers, news, the ledger's check."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

TOOLS = str(Path(__file__).resolve().parents[1] / "tools")
sys.path.insert(0, TOOLS)
import soak  # noqa: E402

sys.path.remove(TOOLS)


def curve(sizes: list[float]) -> soak.Curve:
    """A curve of a hundred points that goes through these sizes in equal parts."""
    each = 100 // len(sizes)
    points = [(float(n), sizes[min(n // each, len(sizes) - 1)]) for n in range(100)]
    return soak.Curve("desk", subprocess.Popen[bytes].__new__(subprocess.Popen), points)


def answers(*codes: int) -> list[soak.Answer]:
    """Answers with these statuses."""
    return [soak.Answer("/p", code, words="w") for code in codes]


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([300.0, 400.0, 400.0, 400.0], ""),  # the warm-up is no growth
        ([400.0, 400.0, 900.0, 400.0], ""),  # nor is a peak that is given back
        ([400.0, 400.0, 420.0, 430.0], ""),
        ([400.0, 400.0, 420.0, 445.0], "grew by 11"),
    ],
)
def test_memory_that_grows_by_more_than_a_tenth_after_the_warm_up_fails(
    sizes: list[float], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Medians of two quarters are compared."""
    faults = soak.verdict([curve(sizes)], answers(200, 200), "1 pages", "2 pages", [])
    assert [words in f for f in faults] == ([True] if words else [])


@pytest.mark.parametrize(("new", "fails"), [(420.0, False), (300.0, True), (390.0, True), (405.0, False)])
def test_what_a_process_needs_that_is_begun_afresh_is_no_growth(new: float, fails: bool) -> None:
    """The ledger grows in a run of hours: what counts is what the old process takes beyond a new one."""
    fresh = [curve([100.0, 100.0, new, new])]
    faults = soak.verdict(
        [curve([300.0, 400.0, 420.0, 445.0])], answers(200), "1 pages", "2 pages", [], fresh
    )
    assert bool(faults) == fails


@pytest.mark.parametrize(
    ("codes", "after", "wrong", "words"),
    [
        ([200, 500], "2 pages", [], "1 of 2 answers failed"),
        ([200, 404], "2 pages", [], "1 of 2 answers failed"),
        ([0], "2 pages", [], "1 of 1 answers failed"),
        ([], "2 pages", [], "0 of 0 answers failed"),
        ([200], "1 pages", [], "nothing was read"),
        ([200], "2 pages", ["the ledger: a row is lost"], "a row is lost"),
    ],
)
def test_what_else_fails_a_run(codes: list[int], after: str, wrong: list[str], words: str) -> None:
    """Errors, broken connections, silence, and a ledger that is not sound."""
    (fault,) = soak.verdict([curve([400.0])], answers(*codes), "1 pages", after, wrong)
    assert words in fault


def test_the_memory_of_a_process_counts_its_children() -> None:
    """Of one that is gone it is nothing."""
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system tells no shares of memory")
    alone = soak.memory(os.getpid())
    child = subprocess.Popen([sys.executable, "-c", "x = b'1' * 60_000_000; print(flush=True); input()"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert child.stdout and child.stdout.readline()
    assert soak.memory(os.getpid()) > alone + 40 > 40
    child.communicate(b"\n")
    assert soak.memory(child.pid) == 0


def test_feeds_tell_something_new_each_minute() -> None:
    """An entry has its own address and text; one in ten is about trade."""
    told = [soak.entry(feed, minute) for feed in range(20) for minute in range(20)]
    assert len(set(told)) == 400
    assert 20 < sum("tariff" in text for text in told) < 70


def test_what_fills_for_hours_is_forgotten_between_rounds_and_tables_are_not() -> None:
    """All caches of the package that have a bound are empty; what is read once stays."""
    from parley import heap
    from parley.derive.sketch import _cut
    from parley.resolve.tables import rules

    _cut("Norway cut a duty. Peru said nothing.")
    table = rules("measure")
    assert _cut.cache_info().currsize > 0
    heap.forget()
    assert _cut.cache_info().currsize == 0
    assert rules("measure") is table


def test_cycles_that_were_kept_from_the_collector_are_found_in_the_end() -> None:
    """What another thread leaves while a snapshot is made is freed after some more of them."""
    from parley import heap

    class Cycle:
        """Refers to itself."""

    with heap.settling():
        made = Cycle()
        made.own = made  # type: ignore[attr-defined]
        left = weakref.ref(made)
        del made
    try:
        for _ in range(heap.ALL_WALKED):
            with heap.settling():
                pass
        assert left() is None
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("name", ["parley-desk.service", "Containerfile"])
def test_what_is_measured_is_what_is_shipped(name: str) -> None:
    """The run has the settings of Python that the watch's unit has, and so have the desk's and the image."""
    settings = soak.environment()
    assert "PYTHONMALLOC" in settings
    shipped = (soak.ROOT / "ops" / name).read_text("utf-8")
    assert all(f"{key}={value}" in shipped for key, value in settings.items())
