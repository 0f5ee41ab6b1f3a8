"""The outbox of alerts: an SQLite file beside the ledger in which every message has one row, for ever.

A message is marked before it is sent. What failed for certain is tried again, later each time; what was
marked and then interrupted may have arrived, so it is left to a person and never sent by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from parley.errors import LedgerError

TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)  # doubled with each try
BUSY = 20.0  # seconds to wait for another program that sends
_SCHEMA = """
create table if not exists messages (
  id text not null, channel text not null, watch text not null, day text not null, title text not null,
  text text not null, entry text not null, state text not null, tries integer not null default 0,
  due text, told text, primary key (id, channel)
);
create table if not exists watched (watch text primary key, since text not null);
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One change for one channel; `id` is the change's, `channel` the address, `day` ISO, `text` whole words.

    `state` is `waiting`, `sending` (marked; after an interruption: it may have arrived), `sent`, `failed`
    (given up) or `before` (it was there when the list was first watched). `told` says what came of it.
    """

    id: str
    channel: str
    watch: str
    day: str
    title: str
    text: str
    entry: str
    state: str = "waiting"
    tries: int = 0
    due: str | None = None
    told: str | None = None


FIELDS = Message.__match_args__


class Outbox:
    """The queue; each method is one transaction, safe against other programs that send."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._writing() as database:
            for statement in _SCHEMA.split(";"):
                database.execute(statement)

    def known(self, watch: str) -> bool:
        """Whether the list was watched before."""
        with self._writing() as database:
            return bool(database.execute("select 1 from watched where watch = ?", (watch,)).fetchone())

    def begin(self, watch: str, at: str, messages: Iterable[Message]) -> None:
        """Watch a list from now on: `messages` are what is there already and is not to be sent."""
        with self._writing() as database:
            database.execute("insert or ignore into watched values (?, ?)", (watch, at))
            self._put(database, messages, "before")

    def put(self, messages: Iterable[Message]) -> int:
        """Queue what was not queued before for the same channel; how many that were."""
        with self._writing() as database:
            return self._put(database, messages, "waiting")

    def take(self, at: str) -> Message | None:
        """The next message that is due at the moment `at` (ISO, UTC), marked as being sent."""
        with self._writing() as database:
            row = database.execute(
                f"select {', '.join(FIELDS)} from messages where state = 'waiting'"
                " and coalesce(due, '') <= ? order by day, id, channel limit 1",
                (at,),
            ).fetchone()
            if row is None:
                return None
            message = Message(*row)
            self._set(database, message, "sending", message.tries + 1, None, f"tried at {at}")
            return message

    def sent(self, message: Message, at: str) -> None:
        """The message arrived."""
        with self._writing() as database:
            self._set(database, message, "sent", message.tries + 1, None, f"sent at {at}")

    def failed(self, message: Message, at: str, why: str) -> None:
        """The message did not arrive, for certain: it is due again later, or given up after `TRIES`."""
        tries = message.tries + 1
        due = datetime.fromisoformat(at) + FIRST_PAUSE * 2 ** (tries - 1)
        state = "failed" if tries >= TRIES else "waiting"
        with self._writing() as database:
            self._set(database, message, state, tries, due.astimezone(UTC).isoformat(timespec="seconds"), why)

    def again(self, state: str) -> int:
        """Queue all messages of a state (`failed`, or `sending` after an interruption) anew."""
        with self._writing() as database:
            done = database.execute(
                "update messages set state = 'waiting', tries = 0, due = null where state = ?", (state,)
            )
            return done.rowcount

    def messages(self) -> tuple[Message, ...]:
        """All but those that were there before, oldest first."""
        with self._writing() as database:
            query = (
                f"select {', '.join(FIELDS)} from messages where state != 'before' order by day, id, channel"
            )
            return tuple(Message(*row) for row in database.execute(query))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)) as database:
                database.execute("pragma synchronous = full")
                database.execute("begin immediate")
                try:
                    yield database
                except BaseException:
                    database.execute("rollback")
                    raise
                database.execute("commit")
        except sqlite3.Error as error:
            raise LedgerError(f"the outbox cannot be used: {error}", where=str(self.path)) from error

    @staticmethod
    def _put(database: sqlite3.Connection, messages: Iterable[Message], state: str) -> int:
        count = 0
        for m in messages:
            row = (m.id, m.channel, m.watch, m.day, m.title, m.text, m.entry, state, 0, None, None)
            places = ", ".join("?" * len(FIELDS))
            count += database.execute(f"insert or ignore into messages values ({places})", row).rowcount
        return count

    @staticmethod
    def _set(
        database: sqlite3.Connection, m: Message, state: str, tries: int, due: str | None, told: str
    ) -> None:
        database.execute(
            "update messages set state = ?, tries = ?, due = ?, told = ? where id = ? and channel = ?",
            (state, tries, due, told, m.id, m.channel),
        )
