"""Work in several processes: the same results in the same order, whatever happens to a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prose import DAY

from parley.cli import run
from parley.errors import InputError, UsageError
from parley.store import open_store
from parley.workers import ALONE, LARGE, in_order, usable

MANY = range(40)


def square(number: int) -> tuple[int, int]:
    """The square, and who worked it out."""
    return number * number, os.getpid()


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_order(processes: int) -> None:
    """For any number of processes each item stands with its own result, in the order of the items."""
    done = list(in_order(square, MANY, processes))
    assert [(item, result[0]) for item, result in done] == [(n, n * n) for n in MANY]
    # On a busy machine one process may have done all its share before another has begun.
    found = len({pid for _, (_, pid) in done})
    assert found == 1 if processes == 1 else 1 < found <= 1 + processes


def test_few_items_are_done_here() -> None:
    """A fork is worth its cost only where there is more to do."""
    assert {pid for _, (_, pid) in in_order(square, range(ALONE), 2)} == {os.getpid()}


def test_items_are_taken_only_as_they_are_needed() -> None:
    """An endless source is no trouble."""

    def endless() -> Iterator[int]:
        number = 0
        while True:
            yield number
            number += 1

    work = in_order(square, endless(), 2)
    assert [next(work)[0] for _ in range(30)] == list(range(30))
    work.close()


def test_an_error_in_a_process_is_the_callers() -> None:
    """It comes through with what it says and where."""

    def refuse(number: int) -> int:
        if number == 20:
            raise InputError("this is no page", where="page 20")
        return number

    with pytest.raises(InputError, match="page 20: this is no page"):
        list(in_order(refuse, MANY, 2))


def test_a_process_that_is_killed_costs_no_result() -> None:
    """As the system kills one when memory runs out: what it had to do is done here."""
    here = os.getpid()

    def fragile(number: int) -> int:
        if number in (11, 12) and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(in_order(fragile, MANY, 2)) == [(n, n) for n in MANY]


class Whole:
    """An item that cannot be sent."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> str:
        raise AssertionError("it was sent to another process")


@pytest.mark.parametrize("processes", [1, 2])
def test_a_large_item_is_not_sent(processes: int) -> None:
    """A fork of its own finds it in its memory; one that ends its fork is lost, and the others go on."""

    def work(item: Whole) -> tuple[int, int]:
        if item.number == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return item.number, os.getpid()

    items = map(Whole, range(6))
    done = in_order(work, items, processes, lost=lambda item: (-1, 0), size=lambda item: LARGE + 1)
    found = [result for _, result in done]
    assert [number for number, _ in found] == [0, 1, 2, 3, -1, 5]
    assert os.getpid() not in {pid for _, pid in found}


def test_nothing_stays_behind_a_parent_that_is_killed() -> None:
    """After kill -9 its processes end by themselves."""
    program = (
        "import os, time\nfrom parley.workers import in_order\n"
        "def slow(n):\n    print(os.getpid(), flush=True)\n    time.sleep(n > 2 and 60)\n"
        "list(in_order(slow, range(9), 2))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        seen = {int(parent.stdout.readline()) for _ in range(5)}
        parent.kill()
        children = seen - {parent.pid}
    assert len(children) == 2
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)


def test_the_number_of_processes_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """PARLEY_PROCESSES says how many; what is no number is named."""
    monkeypatch.setenv("PARLEY_PROCESSES", "1")
    assert usable() == 1
    monkeypatch.setenv("PARLEY_PROCESSES", "many")
    with pytest.raises(UsageError, match="PARLEY_PROCESSES=many"):
        usable()


def pages(folder: Path) -> Path:
    """Six pages with claims, of different length."""
    folder.mkdir()
    for n in range(1, 7):
        told = f"Canada will impose a {n}% tariff on steel from Mexico, said minister Ada Low.\n\n" * n
        (folder / f"{n}.txt").write_text(
            f"Duties, part {n}\n\n{told}Talks {n} were held in Ottawa on Monday.\n"
        )
    return folder


@pytest.mark.parametrize("command", ["claims", "read"])
def test_pages_give_the_same_on_one_process_and_on_several(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The claims printed, and the claims and parses stored, are the same byte for byte."""
    folder = pages(tmp_path / "pages")
    found = []
    for processes in ("1", "2"):
        monkeypatch.setenv("PARLEY_PROCESSES", processes)
        ledger = tmp_path / f"{processes}.db"
        into = ["--ledger", str(ledger)] if command == "read" else []
        assert run([command, str(folder), "--date", DAY, *into]) == 0
        out = capfd.readouterr().out
        if command == "read":
            with open_store(ledger, create=False) as store:
                found.append([store.articles(), store.claims(), store.entries()])
        else:
            found.append([json.loads(line) for line in out.splitlines()])
    assert found[0] == found[1]
    assert len(found[0]) > 2
