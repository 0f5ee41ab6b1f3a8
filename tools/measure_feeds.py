"""Time a watch: `measure_feeds.py [FEEDS]`. Feeds of two new entries each, served by this machine.

Prints how long it takes to ask all of them (1,000 where no number is given), read what is new and settle the
ledger; then how long to ask again when nothing changed. A feed has a host of its own for each four, as the
pause between two requests to one host is kept; `robots.txt` is asked for too.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.process import BaseProcess
from pathlib import Path

from parley import flow
from parley.acquire import fetch
from parley.sources import Register, Source
from parley.store import open_store
from parley.watch import Watch

FEEDS, SHARE = 1_000, 4
PARTIES = ("Canada", "Mexico", "Japan", "India", "Brazil", "Norway", "Chile", "Kenya", "Peru", "Vietnam")
GOODS = ("steel", "copper", "tin", "soybeans", "wine", "timber", "cement", "salmon", "coffee", "paper")
ITEM = (
    "<item><title>{one} and {other} on {good}</title><link>http://wire{feed}.example/{number}</link>"
    "<pubDate>Tue, {day:02} Jun 2025 09:00:00 GMT</pubDate><description><![CDATA[<p>{one} will impose a"
    " {rate}% tariff on {good} from {other} on 1 August, trade minister Ada Low said on Monday.</p>"
    "<p>{other} said it would answer with duties of its own unless both sides meet in Ottawa. Growers and"
    " mills had asked for a quota for months, and their shares rose after the word came out.</p>"
    "<p>Officials of both countries held talks for two days last week. Exports of {good} to {one} were worth"
    " {rate} billion dollars last year. “We are ready to talk,” a spokesman for the ministry"
    " told reporters.</p>]]></description></item>"
)


def main(arguments: list[str]) -> int:
    """Print the table; exit 0."""
    count = int(arguments[0]) if arguments else FEEDS
    port, server = served()
    exchange = partial(fetch._exchange, allowed=lambda address: True, seconds=30.0)
    fetch._exchange = lambda address, headers, *rest: exchange(address, headers)
    hosts = -(-count // SHARE)
    places = [f"127.0.{1 + n % hosts // 250}.{1 + n % hosts % 250}" for n in range(count)]
    sources = [Source(f"wire {n}", f"http://{place}:{port}/{n}.xml") for n, place in enumerate(places)]
    now = [datetime(2025, 6, 12, tzinfo=UTC)]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "desk.db") as store:
        stages = flow.open_stages(store)
        watch = Watch(sources, Register(store.place.beside(".sources")), now=lambda: now[0])
        for what in ("all of them new", "none of them changed"):
            began, worked = time.monotonic(), processors()
            report = watch.round(store, stages)
            seconds = time.monotonic() - began
            assert report is not None and not report.skipped, report and report.skipped[:3]
            told = f"{report.pages} new pages, {report.claims} claims"
            print(
                f"{count} feeds, {what}: {seconds:.0f} s by the clock, {processors() - worked:.0f} s of"
                f" processors ({os.cpu_count()} cores); {told}; {3600 * count / seconds:,.0f} feeds an hour"
            )
            now[0] += timedelta(hours=1)
    server.kill()
    return 0


def processors() -> float:
    """Seconds of processor time of this process and of those that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


class Feeds(BaseHTTPRequestHandler):
    """Feeds that never change; asked with their tag they say so."""

    def do_GET(self) -> None:
        """Answer a feed, or that it has not changed, or that there is none."""
        name = self.path.strip("/").removesuffix(".xml")
        known = self.headers.get("If-None-Match") == '"1"'
        self.send_response(304 if known else 200 if name.isdecimal() else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("ETag", '"1"')
        self.end_headers()
        if name.isdecimal() and not known:
            body = f"<rss version='2.0'><channel><title>Wire {name}</title>{''.join(items(int(name)))}"
            self.wfile.write(f"{body}</channel></rss>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def items(feed: int) -> Iterator[str]:
    """The two entries of a feed; no two of all are the same."""
    for number in (0, 1):
        at = 2 * feed + number
        one, other = PARTIES[at % 10], PARTIES[(at + 1 + at // 10) % 10]
        good = GOODS[at // 10 % 10]
        yield ITEM.format(
            one=one, other=other if other != one else "Fiji", good=good, rate=at % 83 + 5, feed=feed,
            number=number, day=1 + at % 11,
        )  # fmt: skip


def served() -> tuple[int, BaseProcess]:
    """The port of a server in a process of its own, and the process."""
    server = ThreadingHTTPServer(("0.0.0.0", 0), Feeds)
    process = multiprocessing.get_context("fork").Process(target=server.serve_forever, daemon=True)
    process.start()
    return server.server_address[1], process


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
