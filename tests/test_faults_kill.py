"""Killed at random points, reading and watching lose nothing that was acknowledged and double nothing."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ledger_builders import NOW, VERSIONS, settlement, stages, toy
from test_bad_input import quick_stages

from parley import flow
from parley.acquire import fetch
from parley.model import Page
from parley.sources import Register, Source
from parley.store import PageReading, Place, Settlement, Store, open_store
from parley.watch import Watch

FULL = os.environ.get("PARLEY_FAULTS") == "full"
KILLS = 250 if FULL else 4
PAGES = [
    toy(f"2025-06-{day:02}", *(f"good {day + n}: announced" for n in range(3)), address=f"{day}.txt")
    for day in range(1, 13)
]
Tell = Callable[[str], None]
Work = Callable[[Place, Tell], None]


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory, where there is one: kills then hit the work and not the waiting for the disk."""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


class Child:
    """Work in a process of its own, which tells what it acknowledges."""

    def __init__(self, work: Work, place: Place) -> None:
        self.reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(writer)
            return
        with suppress(BaseException):
            work(place, partial(_tell, writer))
            _tell(writer, "done")
        os._exit(0)

    def ended(self, seconds: float) -> list[str]:
        """What it told until it was done, or until it was killed after so many seconds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            time.sleep(0.001)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with os.fdopen(self.reader) as told:
            return told.read().splitlines()


def _tell(writer: int, line: str) -> None:
    os.write(writer, f"{line}\n".encode())


def silent(line: str) -> None:
    """What is told to nobody."""


def loud(tell: Tell) -> None:
    """Let each batch of pages that is stored be told."""
    record = Store.record

    def told(store: Store, readings: list[PageReading], **rest: object) -> None:
        record(store, readings, **rest)  # type: ignore[arg-type]
        for reading in readings:
            tell(reading.page.address)

    Store.record = told  # type: ignore[method-assign, assignment]


def read(place: Place, tell: Tell) -> None:
    if tell is not silent:
        flow.BATCH = 2
        loud(tell)
    with open_store(place) as store:
        flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))


def sound(place: Place, told: set[str]) -> None:
    """The ledger is whole, and has what was told to be stored, each page once."""
    with open_store(place) as store:
        assert store.check() == ()
        addresses = [p.address for p in store.pages()]
        assert len(addresses) == len(set(addresses)) and told <= set(addresses)


def campaign(work: Work, places: Iterator[Place], kills: int, ended: Callable[[Place], None]) -> None:
    """Kill the work at random points of its time, start it again, and so on, on one new place after another.

    `ended` says what must hold where the work came to its end.
    """
    dice, done, first = random.Random(7), 0, next(places)
    with TemporaryDirectory() as folder:  # children begin with what this process has loaded
        read(Place(Path(folder) / "warm.db"), silent)
    began = time.monotonic()
    assert Child(work, first).ended(60)[-1] == "done"
    span = time.monotonic() - began
    ended(first)
    lives = 1
    while done < kills:
        place, told = next(places), set[str]()
        while True:
            lines = Child(work, place).ended(dice.uniform(0, span))
            told |= set(lines) - {"done"}
            if "done" in lines:
                break
            done += 1
            sound(place, told)
        ended(place)
        lives += 1
    print(f"\n{done} kills in {lives} ledgers: nothing lost, nothing twice, each check clean")


def files(folder: Path) -> Iterator[Place]:
    number = 0
    while True:
        for left in folder.iterdir():
            left.unlink()
        number += 1
        yield Place(folder / f"{number}.db")


def read_to_the_end(place: Place) -> None:
    with open_store(place) as store:
        assert store.check() == ()
        assert Settlement(store.edges(), store.entries(), store.assessment()) == settlement(*PAGES)
        assert (store.counts()["pages"], store.counts()["claims"]) == (len(PAGES), 3 * len(PAGES))


def test_reading_is_killed(memory: Path) -> None:
    """From the first migration to the settling, in a file."""
    campaign(read, files(memory), KILLS, read_to_the_end)


def test_reading_into_a_server_is_killed(request: pytest.FixtureRequest, server_place: Place) -> None:
    """The same with the ledger in PostgreSQL: what the dead client had begun is as if it never was."""
    server = request.getfixturevalue("postgres")

    def places() -> Iterator[Place]:
        yield server_place
        while True:
            from parley.store import place_of

            yield place_of(server.new("ledger_template"))

    campaign(read, places(), KILLS // 2, read_to_the_end)


FEEDS = {
    f"/{name}.xml": [f"<b>{name} {n}</b> ore: announced on day {n}" for n in range(5)] for name in "abcdef"
}


class Feeds(BaseHTTPRequestHandler):
    """A few feeds that do not change; asked with their tag they say so."""

    def do_GET(self) -> None:
        items = FEEDS.get(self.path)
        known = self.headers.get("If-None-Match") == '"1"'
        self.send_response(404 if items is None else 304 if known else 200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("ETag", '"1"')
        self.end_headers()
        if items and not known:
            rows = (
                f"<item><title>t{self.path}</title><link>http://example.org{self.path}/{n}</link>"
                f"<description><![CDATA[{text}]]></description></item>"
                for n, text in enumerate(items)
            )
            body = f"<rss version='2.0'><channel><title>Wire</title>{''.join(rows)}</channel></rss>"
            self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[str]:
    """The feeds, served by a process of their own: a fork of one with threads may wait for ever."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    pid = os.fork()
    if pid == 0:
        server.serve_forever()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.server_close()
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_watching_is_killed(memory: Path) -> None:
    """What a source told is kept only when its pages are stored: a source that is kept has them all."""
    with serving() as site:
        sources = tuple(Source(path, f"{site}{path}") for path in FEEDS)

        def watch(place: Place, tell: Tell) -> None:
            exchange = fetch._exchange
            fetch._exchange = lambda address, headers, *rest: exchange(
                address, headers, lambda given: True, 5.0
            )
            loud(tell)
            with open_store(place) as store:
                watching = Watch(sources, Register(place.beside(".sources")), sleep=lambda seconds: None)
                watching.round(store, quick_stages(store))

        def ended(place: Place) -> None:
            kept(place)
            with open_store(place) as store:
                assert len(list(store.pages())) == sum(map(len, FEEDS.values()))
                assert not store.behind()

        def kept(place: Place) -> None:
            register = Register(place.beside(".sources"))
            with open_store(place) as store:
                found = {p.address for p in store.pages()}
            for source in sources:
                if register.state(source.address).tag:
                    path = source.name
                    assert {f"http://example.org{path}/{n}" for n in range(5)} <= found

        campaign(watch, files(memory), KILLS, ended)


@pytest.mark.parametrize("writers", [2, 4])
def test_writers_at_once(writers: int, store: Store) -> None:
    """Two and four processes read the same and other pages at once: one complete ledger, on each engine."""
    store.close()

    def one(own: list[Page]) -> Work:
        def work(place: Place, tell: Tell) -> None:
            flow.BATCH = 1
            with open_store(place) as opened:
                flow.read_into(opened, (), fetched=NOW, stages=stages(own, VERSIONS))

        return work

    orders = [PAGES, PAGES[::-1], PAGES[6:] + PAGES[:6], PAGES[::2]]
    children = [Child(one(order), store.place) for order in orders[:writers]]
    assert [child.ended(120)[-1:] for child in children] == [["done"]] * writers
    read_to_the_end(store.place)
