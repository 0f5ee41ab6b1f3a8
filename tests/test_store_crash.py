"""What was acknowledged survives: killed processes, two writers at once, a full disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from ledger_builders import NOW, VERSIONS, new_ledger, reading, settlement, stages, toy

from parley import flow
from parley.errors import LedgerError
from parley.store import Settlement, Store, open_store, sqlite

PAGES = [
    toy(f"2025-06-{day:02}", *(f"good {day + n}: announced" for n in range(3)), address=f"{day}.txt")
    for day in range(1, 21)
]

# Reads all pages one by one and says aloud what is stored; `pause` is where it waits to be killed.
WORKER = """
import sys, time
from pathlib import Path
from ledger_builders import *
from test_store_crash import PAGES
from parley import flow
from parley.store import open_store, writer, migrate

path, pause = sys.argv[1:]

def aloud(*words):
    print(*words, flush=True)

def wait(point):
    if pause == point:
        aloud("at", point)
        time.sleep(60)

def around(owner, name, point):
    inner = getattr(owner, name)
    def outer(*args, **rest):
        result = inner(*args, **rest)
        wait(point)
        return result
    setattr(owner, name, outer)

around(migrate, "migrate", "migration")
around(writer.Writer, "settlement", "settlement")
flow.BATCH = 1
if pause == "spilt":
    # A tiny cache that spills: changed pages are in the file, with a hot journal, before the commit.
    from parley.store import sqlite
    inner = sqlite._set_pragmas
    def spilling(connection):
        inner(connection)
        connection.execute("PRAGMA cache_size=2")
        connection.execute("PRAGMA cache_spill=ON")
    sqlite._set_pragmas = spilling
    flow.BATCH = 15
    around(writer.Writer, "readings", "spilt")

def progress(stage, done, total):
    if stage == "store":
        aloud("stored", done)
        wait(f"page {done}")

with open_store(path) as opened:
    flow.read_into(opened, (), fetched=NOW, progress=progress, stages=stages(PAGES))
aloud("settled")
"""


def start(path: Path, pause: str = "") -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", WORKER, str(path), pause]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def kill_at(path: Path, pause: str) -> int:
    """Kill the worker with SIGKILL at a point; the number of pages that it said it had stored."""
    stored = 0
    with start(path, pause) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            stored += line.startswith("stored")
            if line.startswith("at ") or line == f"stored {pause.removeprefix('page ')}\n":
                worker.kill()
                break
        else:
            pytest.fail(f"the worker never came to {pause}")
    return stored


def held(store: Store) -> Settlement:
    return Settlement(store.edges(), store.entries(), store.assessment())


@pytest.mark.parametrize("pause", ["migration", "page 3", "spilt", "settlement"])
def test_what_is_acknowledged_survives_kill_9(tmp_path: Path, pause: str) -> None:
    """After a kill the file is sound and has all acknowledged pages, and the next run completes it."""
    path = tmp_path / "ledger.db"
    stored = kill_at(path, pause)
    if pause == "spilt":
        assert (tmp_path / "ledger.db-journal").stat().st_size > 0
    with open_store(path) as store:
        assert store.check() == ()
        assert {p.address for p in store.pages()} == {f"{day}.txt" for day in range(1, stored + 1)}
        report = flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
        assert (report.known_before, report.pages) == (stored, len(PAGES) - stored)
        assert held(store) == settlement(*PAGES)


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two processes that read the same pages at the same time end in one complete ledger, each fact once."""
    path = tmp_path / "ledger.db"
    workers = [start(path), start(path)]
    for worker in workers:
        output, _ = worker.communicate(timeout=60)
        assert output.endswith("settled\n")
    with open_store(path) as store:
        assert store.check() == ()
        assert held(store) == settlement(*PAGES)
        assert store.counts()["claims"] == 60
        assert store.counts()["pages"] == 20


def test_a_ledger_held_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer waits for the lock, then gives up in one line; reading goes on meanwhile."""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    with new_ledger(tmp_path) as store:
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program holds the ledger"):
            store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
        assert store.claims() == ()
        other.close()
        store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
        assert len(store.claims()) == 3


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is no room, the write fails in one line and what was stored is whole."""
    with new_ledger(tmp_path) as store:
        store.record([reading(PAGES[0])], at=NOW, versions=VERSIONS)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("VACUUM")  # migrations leave room
    room = store.path.stat().st_size // 4096 + 1
    inner = sqlite._set_pragmas

    def small(connection: sqlite3.Connection) -> None:
        inner(connection)
        connection.execute(f"PRAGMA max_page_count={room}")

    monkeypatch.setattr(sqlite, "_set_pragmas", small)
    with open_store(store.path) as store:
        with pytest.raises(LedgerError, match=r"the disk is full \(nothing was lost"):
            store.record([reading(p) for p in PAGES], at=NOW, versions=VERSIONS)
        assert store.check() == ()
        assert store.claims() == reading(PAGES[0]).claims


def test_a_reader_sees_one_ledger_while_it_is_written(tmp_path: Path) -> None:
    """Asked as of a recording, answers stay the same whatever is settled after it."""
    with new_ledger(tmp_path) as writer, open_store(writer.path, create=False) as reader:
        flow.read_into(writer, (), fetched=NOW, stages=stages(PAGES[:5]))
        at = reader.last_recording()
        before = reader.entries(at), reader.assessment(at)
        flow.read_into(writer, (), fetched=NOW, stages=stages(PAGES))
        assert (reader.entries(at), reader.assessment(at)) == before
        assert len(reader.entries()) > len(before[0])
