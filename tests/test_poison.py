"""A page that ends its reader costs itself and no other; after three tries it is left alone, and listed."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from ledger_builders import NOW, new_ledger, settlement, stages, toy

from parley import cli, flow, workers
from parley.model import Article, Claim, Report
from parley.store import Settlement, Store
from parley.workers import in_order

GOOD = [toy("2025-06-09", f"good {n}: announced", address=f"{n}.txt") for n in range(20)]
POISON = toy("2025-06-10", "steel: imposed", title="poison", address="poison.txt")


def end(number: int) -> int:
    """The square, for all but 7, which ends whoever works on it."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.parametrize("processes", [1, 2])
def test_an_item_that_ends_its_process_is_lost_alone(processes: int) -> None:
    """All others have their results, in order, and nothing is done in the parent."""
    done = list(in_order(end, range(30), processes, lost=lambda number: -1))
    assert done == [(n, -1 if n == 7 else n * n) for n in range(30)]


def test_an_item_that_is_never_done_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time its process is ended, and it is tried once more by itself."""
    monkeypatch.setattr(workers, "LONGEST", 0.5)

    def sleepy(number: int) -> int:
        time.sleep(60 if number == 3 else 0)
        return number

    done = list(in_order(sleepy, range(12), 2, lost=lambda number: -1))
    assert done == [(n, -1 if n == 3 else n) for n in range(12)]


def test_an_error_apart_is_the_callers() -> None:
    """Where a process dies beside it, an item's own error still comes through."""

    def refuse(number: int) -> int:
        if number == 1:
            raise ValueError("no such page")
        return end(number + 7)

    with pytest.raises(ValueError, match="no such page"):
        list(in_order(refuse, range(3), 2, lost=lambda number: -1))


def poisoned(fails: str) -> flow.Stages:
    """Toy stages whose reader ends, or raises, on the page titled "poison"."""
    plain = stages([*GOOD[:10], POISON, *GOOD[10:]])

    def claims(article: Article) -> tuple[Claim, ...]:
        if article.title == "poison" and fails == "ends":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.title == "poison" and fails == "raises":
            raise ZeroDivisionError("by a table of nothing")
        return plain.claims(article)

    return replace(plain, claims=claims, processes=2, begin=lambda: None)


def read(store: Store, fails: str) -> Report:
    return flow.read_into(store, ["desk"], fetched=NOW, stages=poisoned(fails))


@pytest.mark.parametrize("fails", ["ends", "raises"])
def test_a_poison_page_is_set_aside_after_three_tries(
    fails: str, store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try is a line and is counted; then it is not tried, but listed, until a person lets it."""
    for number in (1, 2, 3):
        report = read(store, fails)
        assert report.pages == (len(GOOD) if number == 1 else 0)
        assert [s.address for s in report.skipped] == ["poison.txt"]
        assert [(f.address, f.tries) for f in store.failures()] == [("poison.txt", number)]
    assert Settlement(store.edges(), store.entries(), store.assessment()) == settlement(*GOOD)
    monkeypatch.setattr(flow, "_read_page", partial(pytest.fail, "it was tried"))
    (left,) = read(store, fails).skipped
    assert "set aside" in left.line and "parley aside" in left.line
    monkeypatch.undo()
    assert store.forgive() == 1
    assert read(store, "reads").pages == 1
    assert store.failures() == ()
    assert Settlement(store.edges(), store.entries(), store.assessment()) == settlement(*GOOD, POISON)


def test_what_is_set_aside_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`parley aside` tells page, tries and fault; `--again` lets it be tried."""
    with new_ledger(tmp_path) as store:
        read(store, "raises")
        ledger = str(store.path)
    assert cli.run(["aside", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert "1 of 3" in out and "poison.txt: the reader failed on this page (ZeroDivisionError" in out
    assert cli.run(["aside", "--again", "--ledger", ledger]) == 0
    assert cli.run(["aside", "--ledger", ledger]) == 0
    assert capsys.readouterr().out == "To be tried again: 1\nThe reader failed on no page.\n"
