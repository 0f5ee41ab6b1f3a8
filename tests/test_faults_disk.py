"""Every write to the disk fails once: nothing that was acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from disk_faults import BROKEN, FULL, READ_ONLY, Disk, available
from ledger_builders import NOW, new_ledger, settlement, stages, toy

from parley import flow
from parley.errors import LedgerError
from parley.store import Place, Settlement, open_store

PAGES = [
    toy(f"2025-06-{day:02}", f"good {day}: announced", f"good {day + 1}: announced", address=f"{day}.txt")
    for day in range(1, 4)
]
EACH = 1 if os.environ.get("PARLEY_FAULTS") == "full" else 61

pytestmark = pytest.mark.skipif(not available(), reason="SQLite here takes no replaced system calls")


@pytest.fixture(autouse=True)
def pages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "BATCH", 1)


def read(place: Place) -> list[int]:
    """Read all pages as a program would that is started for it; how many were told to be stored, so far."""
    told: list[int] = []

    def hear(stage: str, done: int, total: int | None) -> None:
        if stage == "store":
            told.append(done)

    try:
        with open_store(place) as store:
            store.cache.keep({f"parse {len(told)}": bytes(6000)})
            flow.read_into(store, (), fetched=NOW, progress=hear, stages=stages(PAGES))
    except LedgerError as error:
        assert "\n" not in error.line() and str(place) in error.line()
        if "nothing was lost" not in error.line():
            assert "cannot be written" in error.line() or "cannot be opened" in error.line(), error.line()
    return told


def whole(place: Place, told: list[int]) -> None:
    """The file is sound and holds at least the pages that were told to be stored, in their order."""
    with open_store(place, create=False) as store:
        assert store.check() == ()
        found = sorted(int(p.address.partition(".")[0]) for p in store.pages())
        assert found == list(range(1, len(found) + 1)) and len(found) >= max(told, default=0)


def complete(place: Place) -> None:
    """One more reading, and the ledger is what follows from the pages, each fact once."""
    read(place)
    with open_store(place, create=False) as store:
        assert Settlement(store.edges(), store.entries(), store.assessment()) == settlement(*PAGES)
        assert store.counts()["pages"] == len(PAGES) and store.counts()["claims"] == 2 * len(PAGES)


@pytest.mark.parametrize(
    ("code", "ever"),
    [(FULL, True), (READ_ONLY, True), (BROKEN, False)],
    ids=["full", "read-only", "broken once"],
)
def test_each_write_of_a_reading_fails(code: int, ever: bool) -> None:
    """The Nth call that changes the disk fails, for all N; then the disk is well again."""
    wanted, failed = 0, 0
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # there, to wait for the disk takes no time
    with Disk() as disk, TemporaryDirectory(dir=memory) as folder:
        while True:
            for left in Path(folder).iterdir():
                left.unlink()
            with new_ledger(Path(folder)) as store:
                place = store.place
            disk.fails(wanted, code, ever=ever)
            told = read(place)
            disk.heals()
            if not disk.refused:
                break
            failed += 1
            whole(place, told)
            complete(place)
            wanted += EACH
    assert failed >= 300 // EACH
    print(f"\n{failed} failed writes of {wanted}, {'ever' if ever else 'once'}, errno {code}: nothing lost")
