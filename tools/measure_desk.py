"""Measure the desk: a spread of all its pages through a real server, with one reader and with fifty at once.

`measure_desk.py [LEDGER] [--articles N] [--readers N]` makes a crowded ledger first where none is given
(tools/crowd.py; of one that is given a copy is measured, since news is written to it) and serves it as
`parley serve` does. For each kind of page it prints how long pages took when they were made for the first
time, when they were kept, and when they were made again after a new article was read into the ledger; then
what many readers see who go through pages of their own, with pauses as a person has them. Beside the time to
the last byte stands the processor time of the server, which does not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

import crowd

from parley import flow
from parley.store import open_store

PAUSE = 10.0  # seconds at most between two pages of one reader
EACH = 40  # pages of one of many readers
DAYS = ("2019-03-01", "2021-06-15", "2023-05-05", "2024-11-20", "2025-06-12", "2025-09-09")
WORDS = ("wine duty", '"quiet week"', "truce", "soybeans geneva", "semi*", "licence -steel", "customs broker")
LISTS = ("state", "timeline", "changes", "deadlines", "disputes", "lapse", "brief")
TABLE = "hs,origin,destination,value,currency\n8471.30,CN,US,1200000,USD\n1201.90,US,CN,800000,USD\n"
NEWS = "2026-01-01T00:00:00+00:00"
ASKED = (150, 400)  # ms: the median and the 99th percentile that the desk is to hold


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer: seconds to its last byte, seconds of the server's processors, status, bytes."""

    wall: float
    spent: float
    code: int
    size: int


def main() -> int:
    """Print the tables; exit 1 where a page failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path, nargs="?")
    asked.add_argument("--articles", type=int, default=10_000)
    asked.add_argument("--readers", type=int, default=50)
    asked.add_argument("--all", action="store_true", help="a line for each page, not for each kind")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "crowd.db"
        if given.ledger is None:
            crowd.fill(ledger, given.articles)
        else:
            shutil.copy(given.ledger, ledger)
            with open_store(ledger):  # one of an older schema is migrated
                pass
        with served(ledger) as (desk, ready):
            print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f};")
            print(f"{ledger.stat().st_size / 1e6:.0f} MB of ledger, ready after {ready:.0f} s\n")
            return measured(desk, ledger, given.readers, given.all)


def measured(desk: Desk, ledger: Path, readers: int, every: bool) -> int:
    """All pages by one reader: made, kept, made again after news; then by all readers."""
    pages = spread(desk)
    made = {page: desk.fetched(page) for page in pages}
    kept = {page: desk.fetched(page) for page in pages}
    waited = news(desk, ledger)
    again = {page: desk.fetched(page) for page in pages}
    table(pages if every else kinds(pages), made, kept, again)
    small = next(seen for page, seen in made.items() if page.kind == "first page")
    print(f"\nthe first page has {small.size / 1000:.0f} kB; news is on every page after {waited:.0f} s\n")
    for name, found in (("made first", made), ("kept", kept), ("made again after news", again)):
        print(summary(f"one reader, {name}", list(found.values())))
    together = crowded(desk, pages, readers)
    print(summary(f"{readers} readers at once", together))
    print(f"asked: median {ASKED[0]} ms, 99th percentile {ASKED[1]} ms, no error")
    return int(any(seen.code != 200 for seen in (*made.values(), *again.values(), *together)))


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its kind and address; `body` is sent by POST."""

    kind: str
    address: str
    body: str = ""


def spread(desk: Desk) -> list[Page]:
    """Pages of every kind: of large and small disputes, days, old and new entries, articles."""
    rng = random.Random(5)
    disputes = re.findall(r'<option value="([^"]+)"', desk.text("/"))
    some = [d for d in (*disputes[:6], *rng.sample(disputes, min(6, len(disputes)))) if d != "all"]
    entries = ids(desk, "/api/v1/entries", rng, 30)
    articles = [quote(name) for name in ids(desk, "/api/v1/articles", rng, 20)]
    found = [Page("first page", "/"), Page("state of play", "/?dispute=all")]
    found += [Page("state of play", f"/?dispute={d}") for d in some]
    found += [Page("on a day", f"/?as_of={day}") for day in DAYS]
    found += [Page("as known on a day", f"/?as_of={day}&known={day}") for day in DAYS]
    found += [Page("as known on a day", f"/{what}?as_of={DAYS[3]}&known={DAYS[3]}") for what in LISTS]
    for what in LISTS:
        found += [Page(what, f"/{what}?dispute={d}") for d in some]
        found += [Page(what, f"/{what}?as_of={day}") for day in DAYS[2:5]]
        found += [Page(f"api {what}", f"/api/v1/{what}?dispute={d}") for d in some[:4] if what != "brief"]
    found += [Page(what, f"/{what}?dispute=all") for what in LISTS if what != "brief"]
    found += [Page("briefing as a file", f"/brief.{form}?dispute={some[1]}") for form in ("pdf", "eml", "md")]
    found += [Page("entry", f"/entry/{quote(e)}") for e in entries]
    found += [Page("correct", f"/correct/{quote(e)}") for e in entries[:4]]
    found += [Page("article", f"/article/{a}") for a in articles]
    found += [Page("new in an article", f"/news/{a}") for a in articles]
    found += [Page("lineage", f"/lineage/{a}") for a in articles[:6]]
    found += [Page("search", f"/search?{urlencode({'q': words})}") for words in WORDS]
    found += [Page("search", f"/search?q=steel&dispute={d}&order=newest") for d in some[:4]]
    found += [
        Page("stories, sources", f"/{what}?page={n}") for what in ("stories", "sources") for n in (1, 5)
    ]
    found += [Page("review", "/review"), Page("exposure", "/exposure"), Page("programs", "/api")]
    found += [Page("exposure", "/exposure", urlencode({"table": TABLE, "as_of": day})) for day in DAYS[2:]]
    found += [Page("api entries", f"/api/v1/entries/{quote(e)}") for e in entries[:3]]
    lists = ("entries", "claims", "articles", "search?q=truce", "claims?q=wine")
    found += [Page("api lists", f"/api/v1/{what}") for what in lists]
    found += [Page("feeds", f"/feeds/{what}?dispute={d}") for what in FEEDS for d in some[:3]]
    found += [Page("feeds", f"/calendar.ics?dispute={d}") for d in some[:3]]
    return list(dict.fromkeys(found))


FEEDS = ("changes.atom", "changes.json")


def ids(desk: Desk, path: str, rng: random.Random, count: int) -> list[str]:
    """The ids of some of what a list of the API has, from all of its first five hundred and its last page."""
    items = json.loads(desk.text(f"{path}?limit=500"))["items"]
    return [str(item["id"]) for item in rng.sample(items, min(count, len(items)))]


def kinds(pages: Sequence[Page]) -> list[Page]:
    """One page for each kind, standing for all of it."""
    return [Page(kind, "") for kind in dict.fromkeys(page.kind for page in pages)]


def table(rows: Sequence[Page], *runs: dict[Page, Seen]) -> None:
    """For each row the median and the longest of each run, processor time in ms, and the largest size."""
    print("processor time of the server in ms: median and longest")
    print(f"{'':44}{'pages':>6}{'made first':>16}{'kept':>16}{'after news':>16}{'size':>10}")
    for row in rows:
        of = [p for p in runs[0] if p.kind == row.kind and row.address in ("", p.address)]
        cells = [[run[page].spent * 1000 for page in of] for run in runs]
        told = "".join(f"{statistics.median(cell):8.0f}{max(cell):8.0f}" for cell in cells)
        size = max(runs[0][page].size for page in of) / 1000
        print(f"{(row.address or row.kind)[:43]:44}{len(of):6}{told}{size:7.0f} kB")


def news(desk: Desk, ledger: Path) -> float:
    """Read one more article into the ledger; the seconds until the desk shows it."""
    (reading,) = crowd.world(1, seed=99)
    fresh = replace(reading.page, id="f" * 64, address="news.txt")
    told = [replace(a, page=fresh.id, published=NEWS[:10]) for a in reading.articles]
    spans = {c.id: tuple(replace(s, page=fresh.id) for s in c.support) for c in reading.claims}
    claims = [
        replace(c, id=f"news{n:020d}", article=f"{fresh.id}/0", support=spans[c.id], known=NEWS[:10])
        for n, c in enumerate(reading.claims)
    ]
    stages = replace(flow.settling_stages(), derive=lambda found: ())
    with open_store(ledger) as store:
        store.record([type(reading)(fresh, tuple(told), tuple(claims))], at=NEWS, versions=stages.versions)
        flow.settle(store, stages, at=NEWS)
        last = store.last_recording()
    began = time.perf_counter()
    while json.loads(desk.text("/api/v1/health"))["freshness"]["recording"] != last:
        time.sleep(0.2)
    return time.perf_counter() - began


def crowded(desk: Desk, pages: Sequence[Page], readers: int) -> list[Seen]:
    """What all readers saw: each goes through pages in an order of its own."""
    seen: list[Seen] = []

    def read(number: int) -> None:
        own = random.Random(number)
        for page in own.sample(list(pages), min(EACH, len(pages))):
            time.sleep(own.random() * PAUSE)
            seen.append(desk.fetched(page))

    threads = [Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def summary(name: str, seen: Sequence[Seen]) -> str:
    """`name: 12 pages, median 20 ms, 99th percentile 80 ms (processor 15, 60), 0 errors`."""
    wall, spent = (spread_of([getattr(s, what) for s in seen]) for what in ("wall", "spent"))
    wrong = sum(s.code != 200 for s in seen)
    told = f"median {wall[0]:5.0f} ms, 99th {wall[1]:6.0f} ms"
    # Of many at once nobody can say who used the processors.
    own = "" if "at once" in name else f", of processor {spent[0]:5.0f} and {spent[1]:5.0f} ms"
    return f"{name:34}{len(seen):6} pages, {told}{own}; {wrong} errors"


def spread_of(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile in ms."""
    times = sorted(s * 1000 for s in seconds)
    return statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.99))]


@dataclass(frozen=True, slots=True)
class Desk:
    """A server: its port and its process."""

    port: int
    process: int

    def fetched(self, page: Page) -> Seen:
        """What one request gives; status 0 where the connection broke."""
        began, before = time.perf_counter(), self.spent()
        try:
            code, text = self._asked(page)
        except OSError:
            code, text = 0, b""
        return Seen(time.perf_counter() - began, self.spent() - before, code, len(text))

    def text(self, address: str) -> str:
        """The text at an address."""
        return self._asked(Page("", address))[1].decode()

    def spent(self) -> float:
        """Seconds of processor that the server has used, over all its threads; 0 where nobody tells."""
        tasks = Path(f"/proc/{self.process}/task")
        told = (task / "schedstat" for task in tasks.iterdir()) if tasks.exists() else ()
        return sum(int(file.read_text().split()[0]) for file in told if file.exists()) / 1e9

    def _asked(self, page: Page) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if page.body else {}
        headers |= {"Origin": f"http://127.0.0.1:{self.port}"} if page.body else {}
        connection.request("POST" if page.body else "GET", page.address, page.body or None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, text


@contextmanager
def served(ledger: Path) -> Iterator[tuple[Desk, float]]:
    """`parley serve` over the ledger, and the seconds until it answered."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "parley", "serve", "--ledger", str(ledger), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    desk = Desk(port, process.pid)
    try:
        while desk.fetched(Page("", "/api/v1/health")).code != 200:
            if process.poll() is not None:
                raise SystemExit("the server stopped")
            time.sleep(0.2)
        yield desk, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
