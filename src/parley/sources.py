"""The sources that are watched: a TOML file that is edited by hand, and how each stands.

[[source]]
name = "Harbour board"
address = "https://example.org/news.xml"
kind = "official"      # official, agency or paper
language = "en"
every = 60             # minutes; 60 where it is left out
follow = true          # of a feed, read the pages that its entries lead to; else the entries themselves
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from parley.acquire.bounds import Bounds, bounds
from parley.acquire.bounds import read as bounds_of
from parley.acquire.fetch import Mark
from parley.acquire.lists import ADDRESS
from parley.errors import LedgerError, UsageError
from parley.files import settings

Kind = Literal["official", "agency", "paper"]
EVERY = 60
LEAST, MOST = 1, 7 * 24 * 60
LONGEST = timedelta(days=1)
MAX_FAILURES = 8
"""After as many in a row a source is stopped until a person lets it go on."""
BUSY = 20.0
_SCHEMA = """
create table if not exists sources (
  address text primary key, tag text, modified text, due text, answered text, changed text,
  failures integer not null default 0, told text
)"""


@dataclass(frozen=True, slots=True)
class Source:
    """One feed or page; `every` is its pace in minutes."""

    name: str
    address: str
    kind: Kind = "official"
    language: str = "en"
    every: int = EVERY
    follow: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How a source stands; moments are in UTC, `told` is its last error."""

    address: str
    tag: str | None = None
    modified: str | None = None
    due: str | None = None
    answered: str | None = None
    changed: str | None = None
    failures: int = 0
    told: str | None = None

    @property
    def mark(self) -> Mark:
        """What the server is asked with."""
        return Mark(self.tag, self.modified)

    @property
    def stopped(self) -> bool:
        """Whether it is left alone after repeated errors."""
        return self.failures >= MAX_FAILURES

    @property
    def pace(self) -> int:
        """Minutes between two requests, as the last answer left it; the usual ones where there was none."""
        if not (self.due and self.answered) or self.failures:
            return EVERY
        between = datetime.fromisoformat(self.due) - datetime.fromisoformat(self.answered)
        return max(LEAST, round(between.total_seconds() / 60))

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be asked now; what was noted in the future was noted by a clock that was wrong."""
        due = datetime.fromisoformat(self.due) if self.due else now
        answered = datetime.fromisoformat(self.answered) if self.answered else now
        wrong = due > now + timedelta(minutes=MOST) or answered > now + timedelta(minutes=LEAST)
        return not self.stopped and (due <= now or wrong)

    def told_of(self, mark: Mark, now: datetime, every: int, changed: bool) -> State:
        """The state after an answer."""
        moment = _text(now)
        return replace(
            self,
            tag=mark.tag,
            modified=mark.modified,
            due=_text(now + timedelta(minutes=every)),
            answered=moment,
            changed=moment if changed else self.changed,
            failures=0,
            told=None,
        )

    def failed(self, line: str, now: datetime, every: int, wait: timedelta = timedelta(0)) -> State:
        """The state after an error: the pause doubles, up to a day, and is at least `wait`."""
        pause = min(timedelta(minutes=every) * 2**self.failures, max(LONGEST, timedelta(minutes=every)))
        due = now + max(pause, min(wait, timedelta(minutes=MOST)))
        return replace(self, due=_text(due), failures=self.failures + 1, told=line)

    def freshness(self, now: datetime, every: int) -> str:
        """One word: new, fresh, late (no answer for two of its paces), failing or stopped."""
        if self.stopped:
            return "stopped"
        if self.failures:
            return "failing"
        if self.answered is None:
            return "new"
        late = now - datetime.fromisoformat(self.answered) > 2 * timedelta(minutes=every)
        return "late" if late else "fresh"


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources of the file, in its order. Raises UsageError with one line."""
    data = settings(path, "begin with: parley sources --starter > parley.toml")
    rows = data.get("source")
    if not isinstance(rows, list) or not rows:
        raise UsageError("names no source", where=str(path), hint="write [[source]] tables")
    made = tuple(_source(row, f"{path}, source {number}") for number, row in enumerate(rows, 1))
    if len({s.address for s in made}) < len(made):
        raise UsageError("names an address twice", where=str(path), hint="leave one out")
    return made


def read_bounds(path: Path) -> Bounds:
    """The bounds of the file's table `[bounds]`, else those of the environment. Raises UsageError."""
    found = settings(path, "see docs/sources.md").get("bounds")
    if found is None:
        return bounds()
    if not isinstance(found, dict):
        raise UsageError("bounds is no table", where=str(path), hint="write [bounds]")
    return bounds_of(found, str(path))


def starter() -> str:
    """The list that comes with Parley, as TOML."""
    return (files("parley") / "sources.toml").read_text("utf-8")


def _source(row: Any, where: str) -> Source:
    if not isinstance(row, dict) or not {"name", "address"} <= row.keys() <= set(Source.__match_args__):
        known = ", ".join(Source.__match_args__)
        raise UsageError("is no source", where=where, hint=f"give name and address; known are {known}")
    source = Source(**row)
    texts = (source.name, source.address, source.kind, source.language)
    if not all(isinstance(text, str) and text for text in texts):
        raise UsageError("has a field that is no text", where=where, hint="put it in quotes")
    if not ADDRESS.match(source.address):
        raise UsageError(f"{source.address} is no http(s) address", where=where)
    if source.kind not in get_args(Kind):
        raise UsageError(f"{source.kind} is no kind", where=where, hint=", ".join(get_args(Kind)))
    if type(source.follow) is not bool:
        raise UsageError("has no yes or no", where=where, hint="follow = true or false")
    if type(source.every) is not int or not LEAST <= source.every <= MOST:
        raise UsageError("has no pace", where=where, hint=f"every = {LEAST} to {MOST} minutes")
    return source


class Register:
    """The states of the sources, in an SQLite file beside the ledger; each method is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as database:
            database.execute(_SCHEMA)

    def state(self, address: str) -> State:
        """How the source stands; a new one where it was never asked."""
        with self._open() as database:
            row = database.execute("select * from sources where address = ?", [address]).fetchone()
        return State(*row) if row else State(address)

    def all(self) -> tuple[State, ...]:
        """How every source stands that was ever asked, by address."""
        with self._open() as database:
            return tuple(State(*row) for row in database.execute("select * from sources order by address"))

    def keep(self, state: State) -> None:
        """Write one state in the place of the earlier one."""
        with self._open() as database:
            database.execute("insert or replace into sources values (?,?,?,?,?,?,?,?)", astuple(state))

    def again(self) -> int:
        """Let the sources with errors be asked at once; how many there were."""
        with self._open() as database:
            done = database.execute("update sources set failures = 0, due = null where failures > 0")
            return done.rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY)) as database, database:
                yield database
        except sqlite3.Error as error:
            raise LedgerError(f"cannot be used: {error}", where=str(self.path)) from error


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
