"""A run of hours at full load: `soak.py HOURS`.

A watch reads feeds that change all the time while readers ask the desk. A ledger of invented claims is made
first (tools/synthetic.py). Every feed has a new entry each minute, one in ten of them about trade; a watch
asks every feed each minute; readers go through the pages of the desk without end. Memory (PSS: what is a
process's own and its share of what it shares, with its children) is sampled each quarter of a minute into
`--out`.

In an hour the run adds 3,600 articles to the 4,000 of the ledger, and twice as much takes more memory in any
program that knows it. So at the end both are begun afresh on the ledger as it is then, and asked and fed as
before for as long as the warm-up took: what the old ones take beyond the new ones is kept.

Prints a line every five minutes and fails (exit 1) where the median of the last quarter is more than a tenth
over that of the quarter after the warm-up and over that of the fresh process too, where a page failed (each
is told with its status and words), where a process ended, where nothing was read, or where the ledger is not
sound at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import IO

import synthetic
from measure_feeds import GOODS, ITEM, PARTIES

from parley import cli
from parley.acquire import fetch
from parley.store import open_store

ROOT = Path(__file__).resolve().parents[1]
STEP = 15.0  # seconds between two samples
TOLD = 300.0  # seconds between two lines
WARM = 0.2  # of the run, before the first measure
GROWTH = 0.10  # that fails the run
DAYS = ("2019-03-01", "2021-06-15", "2023-05-05", "2024-11-20", "2025-09-09")
PAGES = (
    *("/", "/?dispute=all", "/state", "/timeline", "/timeline?page=4", "/changes", "/deadlines", "/disputes"),
    *("/brief", "/lapse", "/stories", "/search?q=wine+duty", "/sources", "/review", "/api", "/exposure"),
    *("/api/v1/state?dispute=us-china", "/api/v1/search?q=truce", "/feeds/changes.atom", "/calendar.ics"),
    *(f"/?as_of={day}" for day in DAYS),
    *(f"/?as_of={day}&known={day}" for day in DAYS[2:]),
    *("/health/ready", "/health/freshness", "/metrics"),
)
HOSTS = 250  # of this machine, so that the pause between two requests to one host holds nobody up
DAILY = (
    "The swimming club of {one} will open its pool on Monday after {rate} days of work on the roof.",
    "A choir from {one} sang for {rate} guests in the old mill, and the {good} fair stays open till Sunday.",
    "Pupils of {rate} schools in {one} planted trees beside the canal, their teachers said.",
)


@dataclass(slots=True)
class Curve:
    """The memory of one process with its children, in MB, by seconds since the start."""

    name: str
    process: subprocess.Popen[bytes]
    points: list[tuple[float, float]] = field(default_factory=list)

    def sample(self, at: float) -> None:
        """Take one measure, where the process is alive."""
        if size := memory(self.process.pid):
            self.points.append((at, size))

    def last(self) -> float:
        """The latest measure."""
        return self.points[-1][1] if self.points else 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page of the desk was answered with (status 0: the connection broke), after how many seconds."""

    page: str
    status: int
    seconds: float = 0.0
    words: str = ""

    @property
    def failed(self) -> bool:
        """Whether a reader did not get the page; all that are asked for exist."""
        return self.status != 200


def main() -> int:
    """Run, and print what was seen; 1 where the run failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("hours", type=float)
    asked.add_argument("--claims", type=int, default=80_000)
    asked.add_argument("--feeds", type=int, default=60)
    asked.add_argument("--readers", type=int, default=4)
    asked.add_argument("--out", type=Path, help="The table of samples, as TSV.")
    asked.add_argument("--watching", nargs=2, metavar=("LIST", "LEDGER"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.watching:
        return watching(*given.watching)
    with tempfile.TemporaryDirectory() as folder:
        return soak(given, Path(folder))


def soak(given: argparse.Namespace, folder: Path) -> int:
    """The run itself, in a folder of its own."""
    ledger, listed = folder / "desk.db", folder / "parley.toml"
    with open_store(ledger) as store:
        synthetic.fill(store, synthetic.world(min(given.claims, 10_000)))
    synthetic.clone(ledger, max(0, given.claims // 10_000 - 1))
    before = held(ledger)
    feeds = get_context("fork").Process(target=serve_feeds, args=(port := free(),), daemon=True)
    feeds.start()
    listed.write_text("".join(sources(given.feeds, port)))
    desk_port = free()
    me, python = str(Path(__file__).resolve()), sys.executable
    log = (folder / "log").open("wb")
    commands = {
        "desk": [python, "-m", "parley", "serve", "--ledger", str(ledger), "--port", str(desk_port)],
        "watch": [python, me, "0", "--watching", str(listed), str(ledger)],
    }

    def stretch(hours: float, out: Path | None) -> tuple[list[Curve], list[Answer], list[str]]:
        curves = [Curve(name, started(log, command)) for name, command in commands.items()]
        try:
            with asked_by(given.readers, desk_port) as answers:
                sampled(curves, hours * 3600, out, answers, ledger)
            gone = [c for c in curves if c.process.poll() is not None]
            return curves, answers, [f"{c.name} ended with {c.process.returncode}" for c in gone]
        finally:
            ended([c.process for c in curves])

    try:
        curves, answers, faults = stretch(given.hours, given.out)
        print("begun afresh, for what the ledger needs as it is now", flush=True)
        fresh, more, failed = stretch(given.hours * WARM, None)
    finally:
        feeds.kill()
    answers += more
    faults += [*failed, *verdict(curves, answers, before, held(ledger), sound(ledger), fresh)]
    for fault in faults:
        print(f"FAILED: {fault}")
    if faults:
        print((folder / "log").read_text("utf-8", "replace")[-2000:])
    return int(bool(faults))


def ended(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End them all."""
    for process in processes:
        process.send_signal(signal.SIGTERM)
    for process in processes:
        process.wait(120)


def started(log: IO[bytes], command: list[str]) -> subprocess.Popen[bytes]:
    """A process whose lines go to the log, with the memory of the service that is shipped."""
    return subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **environment()})


def environment() -> dict[str, str]:
    """What ops/parley-watch.service sets for Python."""
    lines = (ROOT / "ops/parley-watch.service").read_text("utf-8").splitlines()
    told = (line.removeprefix("Environment=").split("=", 1) for line in lines if "=PYTHON" in line)
    return dict(told)


def sampled(
    curves: Sequence[Curve], seconds: float, out: Path | None, answers: Sequence[Answer], ledger: Path
) -> None:
    """Sample until the time is over or a process has ended."""
    began, told = time.monotonic(), 0.0
    with out.open("w") if out else contextlib.nullcontext(sys.stderr) as table:
        while (now := time.monotonic() - began) < seconds:
            if any(c.process.poll() is not None for c in curves):
                return
            for curve in curves:
                curve.sample(now)
            if out:
                print(f"{now:.0f}", *(f"{c.last():.1f}" for c in curves), sep="\t", file=table, flush=True)
            if now >= told:
                told += TOLD
                sizes = ", ".join(f"{c.name} {c.last():.0f} MB" for c in curves)
                print(f"{now / 60:4.0f} min: {sizes}; {len(answers)} answers; {held(ledger)}", flush=True)
            time.sleep(STEP)


def verdict(
    curves: Sequence[Curve],
    answers: Sequence[Answer],
    before: str,
    after: str,
    wrong: Sequence[str],
    fresh: Sequence[Curve] = (),
) -> list[str]:
    """What went wrong, a line each; the figures are printed; `fresh` began at the end."""
    faults = [*wrong]
    needed = {curve.name: needs(curve.points) for curve in fresh}
    for curve in curves:
        first, last = ends(curve.points)
        new = needed.get(curve.name, 0.0)
        print(
            f"{curve.name}: {first:.0f} MB after the warm-up, {last:.0f} at the end, {new:.0f} begun afresh"
        )
        first = max(first, new) if first else 0.0
        grown = last / first - 1 if first else 0.0
        print(f"{curve.name}: {grown:+.1%} over what the ledger needs")
        if not first or grown > GROWTH:
            faults.append(f"the memory of {curve.name} grew by {grown:.1%}")
    bad = [answer for answer in answers if answer.failed]
    waited = sorted(answer.seconds for answer in answers) or [0.0]
    print(f"{len(answers)} answers, {len(bad)} of them failed; the ledger: {before}, then {after}")
    print(f"seconds to an answer: {statistics.median(waited):.2f} in the middle, {waited[-1]:.1f} at most")
    if bad or not answers:
        faults.append(f"{len(bad)} of {len(answers)} answers failed")
    if after == before:
        faults.append("nothing was read")
    return faults


def ends(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The medians of the quarter after the warm-up and of the last quarter; 0 where there are too few."""
    if not points:
        return 0.0, 0.0
    whole = points[-1][0]
    span = whole * (1 - WARM) / 4
    first = [size for at, size in points if whole * WARM <= at <= whole * WARM + span]
    last = [size for at, size in points if at >= whole - span]
    return (statistics.median(first), statistics.median(last)) if first and last else (0.0, 0.0)


def needs(points: Sequence[tuple[float, float]]) -> float:
    """The median of the second half: what a process takes that was begun a while ago; 0 of no points."""
    half = [size for _, size in points[len(points) // 2 :]]
    return statistics.median(half) if half else 0.0


def memory(pid: int) -> float:
    """MB of a process and its children: what is theirs alone, and their share of what they share (PSS)."""
    size, left = 0, [pid]
    while left:
        one = left.pop()
        with contextlib.suppress(OSError, ValueError, IndexError):
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            size += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            for task in Path(f"/proc/{one}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
    return size / 1024


def held(ledger: Path) -> str:
    """How much the ledger holds, in words."""
    with open_store(ledger, create=False) as store:
        counts = store.counts()
    return ", ".join(f"{counts[name]} {name}" for name in ("pages", "claims", "entries"))


def sound(ledger: Path) -> list[str]:
    """What the check of the ledger finds wrong."""
    with open_store(ledger, create=False) as store:
        return [f"the ledger: {line}" for line in store.check()]


@contextlib.contextmanager
def asked_by(readers: int, port: int) -> Iterator[list[Answer]]:
    """Readers that go through the desk until the block is done; what they were answered."""
    answers: list[Answer] = []
    over = Event()

    def read(number: int) -> None:
        own = random.Random(number)
        while not over.wait(own.random() * 2):
            answer = ask(port, own.choice(PAGES))
            if not over.is_set():
                answers.append(answer)
                if answer.failed:
                    print(f"     {answer}", flush=True)

    while ask(port, "/health/live").failed and not over.wait(1):
        pass
    threads = [Thread(target=read, args=(n,), daemon=True) for n in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join(130)


def ask(port: int, page: str) -> Answer:
    """Ask the desk for a page; of an answer that is an error its first words are kept."""
    began = time.monotonic()
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("GET", page)
        answer = connection.getresponse()
        body, status = answer.read(), answer.status
        connection.close()
    except (OSError, HTTPException) as error:
        body, status = f"{type(error).__name__}: {error}".encode(), 0
    words = "" if status == 200 else re.sub(r"(<[^>]*>|\s)+", " ", body.decode("utf-8", "replace"))[-300:]
    return Answer(page, status, time.monotonic() - began, words)


def watching(listed: str, ledger: str) -> int:
    """`parley watch`, in a process that may ask this machine."""
    exchange = partial(fetch._exchange, allowed=lambda address: True, seconds=30.0)
    fetch._exchange = lambda address, headers, *rest: exchange(address, headers)
    return cli.run(["watch", listed, "--ledger", ledger])


def sources(count: int, port: int) -> Iterator[str]:
    """The list of the feeds, a table each."""
    for n in range(count):
        address = f"http://127.0.1.{1 + n % HOSTS}:{port}/{n}.xml"
        yield f'[[source]]\nname = "wire {n}"\naddress = "{address}"\nevery = 1\n'


def free() -> int:
    """A port that is free."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def serve_feeds(port: int) -> None:
    """Serve the feeds until killed."""
    ThreadingHTTPServer(("0.0.0.0", port), Feeds).serve_forever()


class Feeds(BaseHTTPRequestHandler):
    """Feeds with the entries of the last five minutes; asked with the tag of this minute they say so."""

    def do_GET(self) -> None:
        """Answer a feed, or that it has not changed, or that there is none."""
        name, minute = self.path.strip("/").removesuffix(".xml"), int(time.time() / 60)
        known = self.headers.get("If-None-Match") == f'"{minute}"'
        self.send_response(304 if known else 200 if name.isdecimal() else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("ETag", f'"{minute}"')
        self.end_headers()
        if name.isdecimal() and not known:
            made = "".join(entry(int(name), minute - back) for back in range(5))
            body = f"<rss version='2.0'><channel><title>Wire {name}</title>{made}</channel></rss>"
            self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def entry(feed: int, minute: int) -> str:
    """What a feed told in a minute: one in ten is about trade, the others about the day."""
    dice = random.Random(f"{feed} {minute}")
    one, other = dice.sample(PARTIES, 2)
    words = {"one": one, "other": other, "good": dice.choice(GOODS), "rate": dice.randrange(5, 90)}
    if dice.random() < 0.1:
        day = datetime.now(UTC).day
        made = ITEM.format(**words, feed=feed, number=minute, day=min(day, 30))
        return made.replace("Jun 2025", f"{datetime.now(UTC):%b %Y}").replace("Tue, ", "")
    text = " ".join(line.format(**words) for line in dice.sample(DAILY, 3))
    link = f"http://wire{feed}.example/{minute}"
    return (
        f"<item><title>The day in {one}, part {minute}</title><link>{link}</link>"
        f"<description><![CDATA[<p>{text}</p><p>Note {minute} of desk {feed}.</p>]]>"
        "</description></item>"
    )


if __name__ == "__main__":
    os.environ.setdefault("PARLEY_PROCESSES", "1")
    sys.exit(main())
