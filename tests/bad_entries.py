"""Every entry of the program that takes a file, run on one file in a process of its own, under a spy.

The processes are forks of this one, with the model loaded, so a run costs no start; its memory is counted over
what a run takes that does nothing.
"""

from __future__ import annotations

import faulthandler
import functools
import importlib
import os
import pkgutil
import re
import resource
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import parley
from parley import cli

SLOWER = float(os.environ.get("PARLEY_SLOWER", "1"))
"""How many times longer work takes here than on a quiet machine: many processes slow each other down."""
LONGEST, LARGEST = 10.0 * SLOWER, 256
"""Seconds of processor time and MiB over the base that a bad file may take."""
HOPELESS = int(14 * SLOWER)
"""Seconds of processor time after which a process is ended, and says what it was at."""
PATIENCE = 180.0
"""Seconds after which a run is ended: on a busy machine the clock says little."""
FAULTS = ("Traceback", "a fault in Parley", "Error:", "Exception")
CONTROLS = {chr(n) for n in (*range(32), *range(127, 160)) if chr(n) not in "\n\t"} | set(
    "\u202e\u2066\u200b"
)

Arguments = Callable[[str, Path], list[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One door of the program: what it is called with for a file and a work folder."""

    name: str
    arguments: Arguments
    codes: frozenset[int] = frozenset({0, 2, 3})
    reads_input: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: processor time in seconds, memory in MiB, addresses that sockets were to connect to."""

    code: int
    out: str
    err: str
    seconds: float
    memory: float
    connected: tuple[str, ...]


def _ledger(work: Path) -> list[str]:
    return ["--ledger", str(work / "ledger.db")]


ENTRIES = {
    entry.name: entry
    for entry in (
        Entry("read", lambda p, w: ["read", p, *_ledger(w)]),
        Entry("read -", lambda p, w: ["read", "-", *_ledger(w)], reads_input=True),
        Entry("claims", lambda p, w: ["claims", p, "-f", "csv"]),
        Entry("explain", lambda p, w: ["explain", p, "-f", "html"]),
        Entry("batch", lambda p, w: ["batch", p, "--out", str(w / "parts"), "--processes", "1"]),
        Entry("load", lambda p, w: ["load", p, *_ledger(w)]),
        Entry("import", lambda p, w: ["import", p, "--ledger", str(w / "new.db")]),
        Entry("restore", lambda p, w: ["restore", p, *_ledger(w)]),
        Entry("exposure", lambda p, w: ["exposure", p, *_ledger(w), "--out", str(w / "a.xlsx")]),
        Entry("dossier check", lambda p, w: ["dossier", "check", p], frozenset({0, 1, 2, 3})),
        Entry("dossier load", lambda p, w: ["dossier", "load", p, *_ledger(w)]),
        Entry("watch", lambda p, w: ["watch", p, "--once", *_ledger(w)]),
        Entry("sources", lambda p, w: ["sources", p, *_ledger(w)]),
        Entry("alerts", lambda p, w: ["alerts", p, *_ledger(w)]),
        Entry("--ledger", lambda p, w: ["state", "--ledger", copied(p, w)]),
        Entry("backup", lambda p, w: ["backup", str(w / "copy.db"), "--ledger", copied(p, w)]),
        Entry("read --ledger", lambda p, w: ["read", str(w / "good.txt"), "--ledger", copied(p, w)]),
    )
}
PAGES = ("read", "explain")
SETTINGS = ("watch", "sources", "alerts")
KINDS: dict[str, tuple[str, ...]] = {
    ".csv": ("exposure",), ".xlsx": ("exposure",), ".export": ("import", "restore"), ".toml": (*SETTINGS, "dossier check", "dossier load"),
    ".db": ("--ledger", "read --ledger", "backup", "restore"), ".warc": (*PAGES, "batch"), ".wacz": (*PAGES, "batch"), ".gz": (*PAGES, "batch"), ".zst": PAGES,
}  # fmt: skip


def fitting(path: Path) -> tuple[str, ...]:
    """The entries that a file is made for, and two that it is not."""
    own = KINDS.get(path.suffix, PAGES)
    others = [name for name in ENTRIES if name not in own]
    at = zlib.crc32(path.name.encode("utf-8", "surrogateescape"))
    return (*own, others[at % len(others)], others[(at // 97) % len(others)])


def is_file(path: Path) -> bool:
    """Whether it is a file; a name that is too long to ask for is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def copied(path: str, work: Path) -> str:
    """A copy of a file that would be a ledger; what is none stays where it is."""
    source = Path(path)
    if is_file(source) and not source.is_symlink():
        shutil.copyfile(source, work / "other.db")
        return str(work / "other.db")
    return path


class Doors:
    """Runs entries on files, each in a new work folder with a ledger that holds something."""

    def __init__(self, ledger: Path, good: Path) -> None:
        _load_the_model()
        self.ledger, self.good = ledger, good
        self.pages = stored(ledger)
        self.base = 0.0
        self.base = self.run(Entry("nothing", lambda p, w: ["--version"]), Path("none")).memory

    def run(self, entry: Entry, path: Path) -> Outcome:
        """Run one entry on one file."""
        with tempfile.TemporaryDirectory(prefix="parley-bad-") as folder:
            work = Path(folder)
            shutil.copyfile(self.ledger, work / "ledger.db")
            shutil.copyfile(self.good, work / "good.txt")
            return self._outcome(entry, path, work)

    def complaints(self, entry: Entry, path: Path) -> tuple[list[str], Outcome]:
        """What is wrong with how the program took a file."""
        with tempfile.TemporaryDirectory(prefix="parley-bad-") as folder:
            work = Path(folder)
            shutil.copyfile(self.ledger, work / "ledger.db")
            shutil.copyfile(self.good, work / "good.txt")
            outcome = self._outcome(entry, path, work)
            found = list(_wrong(entry, outcome))
            if entry.name != "restore" and stored(work / "ledger.db") < self.pages:
                found.append("the ledger lost pages")
            return found, outcome

    def _outcome(self, entry: Entry, path: Path, work: Path) -> Outcome:
        arguments = entry.arguments(str(path), work)
        for name in ("out", "err", "spy"):
            (work / name).touch()
        given = path if entry.reads_input and is_file(path) else None
        child = os.fork()
        if not child:
            _live(arguments, given, work)
        usage, status = _waited(child)
        told = {name: (work / name).read_text("utf-8", "replace") for name in ("out", "err", "spy")}
        seconds = usage.ru_utime + usage.ru_stime
        connected = tuple(told["spy"].split())
        memory = usage.ru_maxrss / 1024 - self.base
        return Outcome(
            os.waitstatus_to_exitcode(status), told["out"], told["err"], seconds, memory, connected
        )


def _wrong(entry: Entry, outcome: Outcome) -> Iterator[str]:
    said = outcome.out + outcome.err
    if outcome.code not in entry.codes:
        yield f"ended with {outcome.code}"
    if outcome.code in (0, 2, 3) and any(fault in outcome.err for fault in FAULTS):
        yield "shows a fault"
    if outcome.seconds > LONGEST:
        yield f"took {outcome.seconds:.1f} s"
    if outcome.memory > LARGEST:
        yield f"took {outcome.memory:.0f} MiB"
    if outcome.connected:
        yield f"connected to {outcome.connected[:3]}"
    lines = [line for line in outcome.err.splitlines() if line.startswith("parley: ")]
    if outcome.code == 2 and (len(lines) != 1 or outcome.err.count("\n") != 1):
        yield "is not one line"
    if outcome.code == 2 and "(" not in outcome.err:
        yield "does not say what to do"
    named = "left out" in said.lower() or re.search(r", line \d", said)  # a bad line by its number
    if outcome.code == 3 and not named and not lines:
        yield "left something out in silence"
    hostile = CONTROLS & set(outcome.err if entry.name in ("claims", "explain") else said)
    if hostile:
        yield f"prints {hostile}"
    if any(len(line) > 3000 for line in outcome.err.splitlines()):
        yield "prints an endless line"


def stored(ledger: Path) -> int:
    """How many pages a ledger holds, which is sound."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as books:
        assert books.execute("pragma quick_check").fetchall() == [("ok",)]
        return int(books.execute("select count(*) from pages").fetchone()[0])


def _load_the_model() -> None:
    """Once for all forks."""
    import spacy

    from parley.read import open_parser

    for module in pkgutil.walk_packages(parley.__path__, "parley."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    load = spacy.load
    held: dict[str, Any] = {}

    def once(name: str, **given: Any) -> Any:
        if name not in held:
            held[name] = load(name, **given)
        return held[name]

    spacy.load = once  # type: ignore[assignment]
    open_parser().parse(["It works."])


def _waited(child: int) -> tuple[resource.struct_rusage, int]:
    deadline = time.monotonic() + PATIENCE
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            return usage, status
        if time.monotonic() > deadline:
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.01)


def _live(arguments: list[str], given: Path | None, work: Path) -> None:
    """The life of a fork: it never comes back."""
    code = 99
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (HOPELESS, HOPELESS + 1))
        _redirect(given, work)
        faulthandler.register(signal.SIGXCPU, file=2, chain=True)
        os.chdir(work)
        os.environ.update(
            {
                "PARLEY_PROCESSES": "1",
                "PARLEY_MAX_ITEMS": "300",
                "XDG_DATA_HOME": str(work),
                "HOME": str(work),
            }
        )
        _spy(work / "spy")
        code = cli.run(arguments)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _redirect(given: Path | None, work: Path) -> None:
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(work / name, os.O_WRONLY)
        os.dup2(file, number)
    os.dup2(os.open(given or os.devnull, os.O_RDONLY | os.O_NONBLOCK), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _spy(notes: Path) -> None:
    """Note where sockets are to be connected to, and let none; names are not asked for."""
    resolve = socket.getaddrinfo

    def connect(sock: socket.socket, place: Any) -> None:
        if sock.family != socket.AF_UNIX:
            with notes.open("a") as stream:
                stream.write(f"{place}\n".replace(" ", ""))
        raise ConnectionRefusedError("spied")

    def resolved(host: Any, *given: Any, **more: Any) -> Any:
        more["flags"] = more.get("flags", 0) | socket.AI_NUMERICHOST
        return resolve(host, *given, **more)

    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, connect)
    socket.getaddrinfo = functools.wraps(resolve)(resolved)
