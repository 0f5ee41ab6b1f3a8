"""Ask a large ledger the same on both engines: `measure_engines.py LEDGER [--engine sqlite|postgresql]`.

The file (tools/synthetic.py makes one of a million claims) is copied by COPY into a database of a server that
is started for it (tests/postgres_server.py). Each question is asked of a ledger opened anew, so that nothing
is remembered; medians in ms of processor time, the server's with the program's, and by the clock. Then the
desk is opened over it: what it needs until it answers, what a page takes, and its memory. At the end news of
about 20 claims is worked into it one article after the other, all but reading (into a copy of a file).
`make large` makes the ledger and asks it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import measure_ledger
import synthetic
from fastapi.testclient import TestClient
from postgres_server import Server, running

from parley import answers, flow
from parley.ledger import Ledger
from parley.library import Library
from parley.serve import Door, application
from parley.store import PageReading, Store, Versions, Wanted, open_store
from parley.store.revisions import VERSION_TABLE
from parley.store.schema import metadata
from parley.write import Ask

DAY = "2025-11-20"
DISPUTE = "us-china"
THEN = "2024-05-20"
PAGES = (
    *("/", *(f"/{page}?dispute={DISPUTE}" for page in ("", "brief", "timeline", "search")), "/search?q=wine"),
    *(
        "/search?q=steel+tariff&party=CN",
        "/stories",
        f"/?dispute={DISPUTE}&known={THEN}&as_of={THEN}",
    ),
)
TRIES = 5
ARTICLES = 12
TICKS = os.sysconf("SC_CLK_TCK")
HOST = "http://127.0.0.1:8000"


def main() -> int:
    """Print the figures of one engine or of both."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("--engine", choices=("sqlite", "postgresql"))
    given = asked.parse_args()
    if given.engine != "postgresql":
        print(f"SQLite, {given.ledger.stat().st_size / 1e6:.0f} MB")
        measured(str(given.ledger), lambda: 0.0)
        with TemporaryDirectory(dir=given.ledger.parent) as folder:
            news(str(shutil.copy(given.ledger, Path(folder, "copy.db"))), lambda: 0.0)
    if given.engine != "sqlite":
        with running() as server:
            began = perf_counter()
            url = server.new()
            open_store(url).close()
            copied(given.ledger, url)
            size = server.sql(f"SELECT pg_database_size('t{server.made}')")
            print(f"PostgreSQL, {int(size) / 1e6:.0f} MB, copied in {perf_counter() - began:.0f} s")
            measured(url, partial(used, server))
            news(url, partial(used, server))
    return 0


def copied(path: Path, url: str) -> None:
    """Write every row of the file into the database, past its triggers; indexes are made at the end."""
    import psycopg

    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with psycopg.connect(url.replace("+psycopg", "")) as target, target.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for own in ("DELETE FROM recordings", "DELETE FROM searched"):
            cursor.execute(own)
        later = cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)"
        ).fetchall()
        for name, _ in later:
            cursor.execute(f'DROP INDEX "{name}"'.encode())
        for table in metadata.sorted_tables:
            columns = ", ".join(f'"{c.name}"' for c in table.columns)
            with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN'.encode()) as rows:
                for row in source.execute(f'SELECT {columns} FROM "{table.name}"'):
                    rows.write_row(row)
        for _, definition in later:
            cursor.execute(definition.encode())
        counted = "SELECT pg_get_serial_sequence(%s, %s)"
        for table in metadata.sorted_tables:
            (key, *_rest) = table.primary_key.columns
            (sequence,) = cursor.execute(counted, (table.name, key.name)).fetchone() or (None,)
            if sequence:
                cursor.execute(f"SELECT setval('{sequence}', max({key.name})) FROM {table.name}".encode())
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as target:
        target.execute("VACUUM ANALYZE")  # else the server does it while questions are timed
    assert VERSION_TABLE not in metadata.tables


def measured(place: str, elsewhere: Callable[[], float]) -> None:
    """Print what questions, the start of the desk, its pages and its memory cost."""
    with open_store(place, create=False) as store:
        ask, whole = Ask(DAY, dispute=DISPUTE, most=100), Ask(DAY, dispute=DISPUTE)
        questions: list[tuple[str, Callable[[], object]]] = [
            ("state of a dispute, 100 lines", lambda: answers.document("state", ask, Ledger(store))),
            ("state of a dispute, all lines", lambda: answers.document("state", whole, Ledger(store))),
            ("state of all disputes, 100 lines", lambda: _all(Ledger(store))),
            ("state as known on a day, 100 lines", lambda: _then(Ledger(store))),
            ("search, one word", lambda: store.search(Wanted("steel"), 25)),
            ("search, two words and a filter", lambda: store.search(Wanted("steel tariff", party="CN"), 25)),
            ("search, a rare word", lambda: store.search(Wanted("walnuts"), 25)),
            (
                "search, a dispute, the newest",
                lambda: store.search(Wanted("", dispute=DISPUTE, order="newest"), 25),
            ),
        ]
        for name, ask_it in questions:
            print(line(name, [timed(ask_it, elsewhere) for _ in range(TRIES)]), flush=True)
        brief = partial(answers.document, "brief", Ask(DAY, dispute=DISPUTE))
        briefs = [timed(lambda: brief(Ledger(store)), elsewhere) for _ in range(TRIES + 1)]
        print(line("brief of a dispute, the first", briefs[:1]), flush=True)
        print(line("brief of a dispute, the next", briefs[1:]), flush=True)
        before = resident()
        library = Library(store)
        print(line("the desk: until it answers", [timed(library.now().warm, elsewhere)]), flush=True)
        with desk(library) as client:
            for path in PAGES:
                made = [timed(partial(_page, library, client, path), elsewhere) for _ in range(3)]
                print(line(f"the desk: {path[:60]}", made), flush=True)
        print(f"  memory: {before:.0f} MB before, {resident():.0f} MB with the desk\n", flush=True)


def _all(books: Ledger) -> object:
    return answers.document("state", Ask(DAY, most=100), books)


def _then(books: Ledger) -> object:
    return answers.document("state", Ask(DAY, known="2025-11-01", dispute=DISPUTE, most=100), books)


def news(place: str, elsewhere: Callable[[], float]) -> None:
    """Print what an article costs that is worked in, by a program that goes on."""
    with open_store(place) as store:
        stages = replace(flow.settling_stages(), versions=_versions(store))
        made = [
            timed(partial(_work_in, store, stages, one), elsewhere)
            for one in measure_ledger._articles(ARTICLES)
        ]
    print(line("adding an article, the first", made[:1]), flush=True)
    print(line("adding an article, the next", made[1:]) + "\n", flush=True)


def _work_in(store: Store, stages: flow.Stages, reading: PageReading) -> None:
    store.record([reading], at=synthetic.NOW, versions=stages.versions)
    flow.settle(store, stages, at=synthetic.NOW)


def _versions(store: Store) -> Versions:
    """Those of the last settling: the rules may be others, and the whole ledger is not to be made anew."""
    return [r for r in store.recordings() if r.stage == "settle"][-1].versions


def _page(library: Library, client: TestClient, path: str) -> None:
    library._answers.clear()
    assert client.get(path).status_code == 200, path


@contextmanager
def desk(library: Library) -> Iterator[TestClient]:
    """The desk in this process."""
    with TestClient(application(library, Door()), base_url=HOST) as client:
        yield client


def timed(work: Callable[[], object], elsewhere: Callable[[], float]) -> tuple[float, float]:
    """Seconds of processor time, here and elsewhere, and by the clock."""
    began = perf_counter(), process_time(), elsewhere()
    work()
    return process_time() - began[1] + elsewhere() - began[2], perf_counter() - began[0]


def line(name: str, times: list[tuple[float, float]]) -> str:
    """`name: 12 ms of processors, 30 ms by the clock`."""
    own, clock = (1000 * statistics.median(column) for column in zip(*times, strict=True))
    return f"  {name:38}{own:9.0f} ms of processors{clock:9.0f} ms by the clock"


def used(server: Server) -> float:
    """Seconds of processor time that the server's processes have used so far, those that ended too."""
    assert server.process is not None
    seconds = 0.0
    task = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    for pid in (server.process.pid, *map(int, task.read_text().split())):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        wanted = fields[11:15] if pid == server.process.pid else fields[11:13]
        seconds += sum(map(int, wanted)) / TICKS
    return seconds


def resident() -> float:
    """MB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main())
