"""Time questions and news on a ledger of invented claims: what each costs, in processor time of one process.

    python tools/measure_ledger.py [--claims 10000 ...] [--ledger FILE] [--news]

Without FILE a ledger of so many claims is made in a temporary folder (tools/synthetic.py), of each number
that is given. News is worked into a copy of it, all of it but reading: articles of about 20 claims one by
one, each by a program that has opened the ledger just now and remembers nothing, then each by one that goes
on, then fifty at once. `--news` leaves the questions out.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import synthetic

from parley import answers, flow
from parley.ledger import Ledger
from parley.store import PageReading, Store, open_store
from parley.write import Ask, What

DAY = "2025-11-20"
ANEW, ONE_BY_ONE, AT_ONCE = 6, 24, 50


def main() -> int:
    """Make the ledgers where none is given, and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--claims", type=int, nargs="+", default=[10_000])
    asked.add_argument("--ledger", type=Path)
    asked.add_argument("--news", action="store_true")
    given = asked.parse_args()
    for claims in given.claims if given.ledger is None else [0]:
        with TemporaryDirectory() as folder:
            path = given.ledger or _made(Path(folder), claims)
            told = f"of {claims} claims, " if claims else ""
            print(f"ledger {told}{path.stat().st_size / 1e6:.0f} MB; medians in ms of processor time")
            questions = () if given.news else _questions(path)
            for line in (*questions, *_news(path, Path(folder))):
                print(f"  {line}", flush=True)
    return 0


def _made(folder: Path, claims: int) -> Path:
    with open_store(folder / "ledger.db") as store:
        synthetic.fill(store, synthetic.world(min(claims, 10_000)))
    synthetic.clone(folder / "ledger.db", max(0, claims // 10_000 - 1))
    return folder / "ledger.db"


def _questions(path: Path) -> Iterator[str]:
    with open_store(path, create=False) as store:
        # A ledger is opened anew for each question, so that nothing is remembered of the one before.
        ids = _largest(Ledger(store))
        asked: list[tuple[str, What, list[Ask]]] = [
            ("state, US and China, 200 lines", "state", [Ask(DAY, dispute="us-china", most=200)] * 5),
            ("state, US and China, all lines", "state", [Ask(DAY, dispute="us-china")] * 3),
            ("state, a small dispute", "state", [Ask(DAY, dispute="us-india", most=200)] * 5),
            ("state, all disputes, 200 lines", "state", [Ask(DAY, most=200)] * 5),
            ("state as known on a day, a small dispute", "state", [_then("us-india")] * 3),
            ("state as known on a day, US and China", "state", [_then("us-china")] * 3),
            ("state as known on a day, all disputes", "state", [_then(None)] * 3),
            ("show, the largest entries of the dispute", "show", [Ask(DAY, subject=i) for i in ids]),
        ]
        for name, what, questions in asked:
            times = [_timed(partial(answers.document, what, q, Ledger(store))) for q in questions]
            yield f"{name:45} {statistics.median(times):7.1f}"


def _then(dispute: str | None) -> Ask:
    return Ask(DAY, known="2025-11-01", dispute=dispute, most=100, over=False)


def _largest(books: Ledger) -> list[str]:
    """The ids of the entries of the dispute with most claims."""
    with books.store.reading() as held:
        entries = held.entries(held.in_dispute("us-china"))
    return [e.id for e in sorted(entries, key=lambda e: -len(e.claims)) if e.kind != "dispute"][:12]


def _news(path: Path, folder: Path) -> Iterator[str]:
    copy = folder / "copy.db"
    shutil.copy(path, copy)
    made = list(_articles(ANEW + ONE_BY_ONE + AT_ONCE))
    times = []
    for reading in made[:ANEW]:
        with open_store(copy) as store:
            times.append(_added(store, [reading]))
    yield _line("adding an article, nothing remembered", times[1:])
    with open_store(copy) as store:
        times = [_added(store, [reading]) for reading in made[ANEW : ANEW + ONE_BY_ONE]]
        yield _line("adding an article, one after the other", times)
        each = _added(store, made[ANEW + ONE_BY_ONE :]) / AT_ONCE
        yield f"{f'adding an article, {AT_ONCE} at once':45} {each:7.1f}"


def _line(name: str, times: Sequence[float]) -> str:
    told = f"(least {min(times):.1f}, mean {statistics.mean(times):.1f}, of {len(times)})"
    return f"{name:45} {statistics.median(times):7.1f} {told}"


def _added(store: Store, readings: list[PageReading]) -> float:
    # The rules may be others than those that the ledger was made by; here they are the same.
    last = [r for r in store.recordings() if r.stage == "settle"][-1]
    stages = replace(flow.settling_stages(), versions=last.versions)

    def work() -> None:
        store.record(readings, at=synthetic.NOW, versions=stages.versions)
        flow.settle(store, stages, at=synthetic.NOW)

    return _timed(work)


def _articles(number: int) -> Iterator[PageReading]:
    """Articles of the last days about what the first world is about."""
    seeded, rng = random.Random(7), random.Random(99)
    things = sorted((synthetic.thing(seeded) for _ in range(10_000 // 8)), key=lambda t: t.day)
    for n in range(number):
        yield synthetic.article(900_000 + n, date(2025, 12, 1 + n % 20), things, rng)


def _timed(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return 1000 * (process_time() - begun)


if __name__ == "__main__":
    sys.exit(main())
