"""Measure the desk: every page through a real server, with one reader and with fifty at once.

`measure_desk.py [LEDGER] [--articles N] [--readers N]` makes a crowded ledger first where none is given
(tools/crowd.py), serves it as `parley serve` does, and prints for each page the time to its last byte, when
it is made and when it is kept, and its size; then all readers go through all pages, each with pauses as a
person has them. The last lines give medians, 99th percentiles and errors.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import crowd

PAUSE = 10.0  # seconds at most between two pages of one reader
DAYS = ("2019-03-01", "2021-06-15", "2023-05-05", "2024-11-20", "2025-09-09")
PAGES = (
    *("/", "/?dispute=all", "/?dispute=eu-vietnam", "/state", "/timeline", "/timeline?page=4", "/changes"),
    *("/deadlines", "/disputes", "/brief", "/lapse", "/stories", "/search?q=wine+duty", "/sources"),
    *("/search?q=%22quiet+week%22&dispute=us-china&order=newest", "/exposure", "/review", "/api"),
    *("/api/v1/state?dispute=us-china", "/api/v1/search?q=truce", "/feeds/changes.atom", "/calendar.ics"),
    *(f"/?as_of={day}" for day in DAYS),
    *(f"/timeline?as_of={day}" for day in DAYS[1:]),
    *(f"/?as_of={day}&known={day}" for day in DAYS[2:]),
)


def main() -> int:
    """Print the tables; exit 1 where a page failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path, nargs="?")
    asked.add_argument("--articles", type=int, default=10_000)
    asked.add_argument("--readers", type=int, default=50)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = given.ledger or Path(folder) / "crowd.db"
        if given.ledger is None:
            crowd.fill(ledger, given.articles)
        with served(ledger) as (port, ready):
            print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f};")
            print(f"{ledger.stat().st_size / 1e6:.0f} MB of ledger, ready after {ready:.0f} s\n")
            return measured(port, given.readers)


def measured(port: int, readers: int) -> int:
    """All pages once by one reader, again, and by all readers."""
    pages = [*PAGES, *found(port)]
    first = {page: fetched(port, page) for page in pages}
    again = {page: fetched(port, page) for page in pages}
    print(f"{'page':58}{'made':>9}{'kept':>9}{'size':>10}")
    for page in pages:
        made, kept = first[page], again[page]
        print(f"{page[:56]:58}{made[0] * 1000:6.0f} ms{kept[0] * 1000:6.0f} ms{made[2] / 1000:7.0f} kB")
    print()
    print(summary("one reader, each page made", list(first.values())))
    print(summary("one reader, each page kept", list(again.values())))
    together = crowded(port, pages, readers)
    print(summary(f"{readers} readers at once", together))
    return int(any(code != 200 for _, code, _ in (*first.values(), *together)))


def found(port: int) -> list[str]:
    """Some entries and articles that the pages lead to."""
    home, sources = (body(port, page) for page in ("/", "/sources"))
    entries = re.findall(r'href="(/entry/[^"?]+)', home)[:6]
    return [*entries, *re.findall(r'href="(/article/[^"?]+)', sources)[:4]]


def crowded(port: int, pages: Sequence[str], readers: int) -> list[tuple[float, int, int]]:
    """What all readers saw: each goes through all pages in an order of its own."""
    seen: list[tuple[float, int, int]] = []

    def read(number: int) -> None:
        own = random.Random(number)
        for page in own.sample(list(pages), len(pages)):
            time.sleep(own.random() * PAUSE)
            seen.append(fetched(port, page))

    threads = [Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def summary(name: str, seen: Sequence[tuple[float, int, int]]) -> str:
    """`name: 12 pages, median 20 ms, 99th percentile 80 ms, 0 errors`."""
    times = sorted(seconds * 1000 for seconds, _, _ in seen)
    last = times[min(len(times) - 1, int(len(times) * 0.99))]
    wrong = sum(code != 200 for _, code, _ in seen)
    middle = statistics.median(times)
    return f"{name:30}{len(seen):6} pages, median {middle:5.0f} ms, 99th {last:6.0f} ms, {wrong} errors"


def fetched(port: int, page: str) -> tuple[float, int, int]:
    """Seconds to the last byte, the status, the size; status 0 where the connection broke."""
    began = time.perf_counter()
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", page)
        answer = connection.getresponse()
        size = len(answer.read())
        connection.close()
    except OSError:
        return time.perf_counter() - began, 0, 0
    return time.perf_counter() - began, answer.status, size


def body(port: int, page: str) -> str:
    """The text of a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", page)
    return connection.getresponse().read().decode()


@contextmanager
def served(ledger: Path) -> Iterator[tuple[int, float]]:
    """`parley serve` over the ledger: its port, and the seconds until it answered."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "parley", "serve", "--ledger", str(ledger), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while fetched(port, "/api/v1/health")[1] != 200:
            if process.poll() is not None:
                raise SystemExit("the server stopped")
            time.sleep(0.2)
        yield port, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
