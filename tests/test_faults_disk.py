"""Every write to the disk fails once: nothing that was acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from disk_faults import BROKEN, FULL, READ_ONLY, Disk, available
from ledger_builders import NOW, new_ledger, settlement, stages, toy
from postgres_server import Server

from parley import flow
from parley.errors import LedgerError
from parley.store import Place, Settlement, open_store, place_of

PAGES = [
    toy(f"2025-06-{day:02}", f"good {day}: announced", f"good {day + 1}: announced", address=f"{day}.txt")
    for day in range(1, 4)
]
EACH = 1 if os.environ.get("PARLEY_FAULTS") == "full" else 61

WRITES = ("INSERT", "UPDATE", "DELETE")


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


@pytest.mark.skipif(not available(), reason="SQLite here takes no replaced system calls")
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


class Refusing:
    """Counts the statements that write to a server, which refuses the `wanted`-th and all after it.

    The error is raised by the server itself, within the transaction, so the driver sees what it would see.
    """

    def __init__(self, code: str) -> None:
        self.code, self.wanted, self.calls, self.refused = code, -1, 0, 0
        self._patched = pytest.MonkeyPatch()

    def __enter__(self) -> Refusing:
        from psycopg import Cursor

        def execute(cursor: Any, statement: Any, *given: Any, **how: Any) -> Any:
            return self._one(cursor, statement, *given, **how) if self._holds(statement) else refuse(cursor)

        def executemany(cursor: Any, statement: Any, *given: Any, **how: Any) -> None:
            if self._holds(statement):
                self._many(cursor, statement, *given, **how)
            else:
                refuse(cursor)

        def refuse(cursor: Any) -> Any:
            raised = f"RAISE EXCEPTION 'refused' USING ERRCODE = '{self.code}'"
            return self._one(cursor, f"DO $$ BEGIN {raised}; END $$")

        self._one: Any = Cursor.execute
        self._many: Any = Cursor.executemany
        self._patched.setattr(Cursor, "execute", execute)
        self._patched.setattr(Cursor, "executemany", executemany)
        return self

    def __exit__(self, *_: object) -> None:
        self._patched.undo()

    def fails(self, wanted: int) -> None:
        """Refuse the `wanted`-th statement from now on and all after it; -1 refuses none."""
        self.wanted, self.calls, self.refused = wanted, 0, 0

    def _holds(self, statement: str | bytes) -> bool:
        """Whether the server takes the statement: it reads, or comes before the one that is refused."""
        if not isinstance(statement, str) or not statement.lstrip().startswith(WRITES):
            return True
        number, self.calls = self.calls, self.calls + 1
        taken = self.wanted < 0 or number < self.wanted
        self.refused += not taken
        return taken


@pytest.mark.parametrize("code", ["53100", "25006"], ids=["full", "read-only"])
def test_each_write_to_a_server_fails(
    code: str, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Nth statement that writes fails, for all N, as on a full or read-only server; then it is well."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    wanted, failed = 0, 0
    with Refusing(code) as refusing:
        while True:
            place = place_of(postgres.new("ledger_template"))
            refusing.fails(wanted)
            told = read(place)
            refused = refusing.refused
            refusing.fails(-1)
            if not refused:
                break
            failed += 1
            whole(place, told)
            complete(place)
            wanted += 1 if EACH == 1 else 19
    assert failed >= (30 if EACH == 1 else 2)
    print(f"\n{failed} failed statements of {wanted}, on a server, {code}: nothing lost")
