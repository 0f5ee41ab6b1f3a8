"""`parley watch`: ask each source at its own pace, and read what is new into the ledger.

Sources are asked one after the other, so no host has more than one connection. What a source told is kept
only after its pages are stored: a watch that dies asks again, and what is stored is not read twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from parley import journal
from parley.acquire import feed, fetch, lists
from parley.acquire.found import Found
from parley.acquire.robots import LONGEST_PAUSE, ClosedError, Robots
from parley.acquire.sources import pages
from parley.errors import InputError
from parley.flow import Progress, Stages, read_into, silent
from parley.model import Page, Report, Skipped
from parley.sources import MAX_FAILURES, Register, Source, State
from parley.store import Store

PAUSE = 1.0
"""Seconds between two requests to one host; more where its robots.txt asks for more."""
GONE = 410


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Watch:
    """What a watch holds between its rounds; clock and sleep are given by tests."""

    sources: Sequence[Source]
    register: Register
    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    robots: Robots = field(default_factory=Robots)
    asked: dict[str, float] = field(default_factory=dict)

    def due(self) -> list[Source]:
        """The sources whose time has come."""
        now = self.now()
        return [s for s in self.sources if self.register.state(s.address).is_due(now)]

    def round(self, store: Store, stages: Stages, progress: Progress = silent) -> Report | None:
        """Ask all sources that are due and read what is new; None where none is due."""
        due = self.due()
        if not due:
            return None
        told: list[State] = []
        moment = self.now().isoformat(timespec="seconds")
        reading = replace(stages, acquire=lambda *given: self._found(due, moment, told, store))
        report = read_into(store, (), fetched=moment, progress=progress, stages=reading)
        for state in told:
            self.register.keep(state)
        return report

    def _found(
        self, due: Sequence[Source], moment: str, told: list[State], store: Store
    ) -> Iterator[Page | Skipped]:
        for source in due:
            state = self.register.state(source.address)
            try:
                found, mark = self._ask(source, state)
                if found is not None and source.follow and feed.is_feed(found.raw):
                    mark = mark if (yield from self._linked(found, moment, store)) else fetch.Mark()
                elif found is not None:
                    yield from self._read(found, moment)
                told.append(state.told_of(mark, self.now(), source.every, found is not None))
                _log(source, told[-1], "news" if found else "same")
            except InputError as error:
                told.append(self._failed(source, state, error))
                _log(source, told[-1], "failed", logging.WARNING)
                yield Skipped(source.address, error.line())

    def _read(self, found: Found, moment: str) -> Iterator[Page | Skipped]:
        """Its pages; raises the first line where there are only lines, so that it is asked again."""
        lost: list[Skipped] = []
        read = False
        for one in pages(found, moment, None):
            if isinstance(one, Skipped):
                lost.append(one)
            else:
                read = True
                yield one
        if lost and not read:
            raise InputError(lost[0].line)
        yield from lost

    def _linked(self, found: Found, moment: str, store: Store) -> Generator[Page | Skipped, None, bool]:
        """The pages to which a feed's entries lead and that are not held; whether none is to be tried again.

        What a server refuses or closes to programs stays so; other errors may pass.
        """
        failures, passing = 0, False
        for address in feed.links(found):
            if store.pages_at(address):
                continue
            if failures == lists.MAX_FAILURES:
                what = f"{failures} linked pages in a row failed; the rest waits for the next time"
                yield Skipped(found.address, InputError(what, where=found.address).line())
                return False
            try:
                linked, _ = self._polite(address, fetch.Mark())
                failures = 0
                yield from pages(linked, moment, None) if linked else ()
            except InputError as error:
                lasting = isinstance(error, ClosedError) or _is_lasting(error)
                failures, passing = failures + 1, passing or not lasting
                yield Skipped(address, error.line())
        return not passing

    def _ask(self, source: Source, state: State) -> tuple[Found | None, fetch.Mark]:
        return self._polite(source.address, state.mark)

    def _polite(self, address: str, held: fetch.Mark) -> tuple[Found | None, fetch.Mark]:
        """What stands at the address, asked for as its host wishes and no sooner after the last request."""
        pause = max(PAUSE, self.robots.check(address, self.now()))
        host = fetch.parts(address).netloc
        waited = time.monotonic() - self.asked.get(host, -LONGEST_PAUSE)
        self.sleep(max(0.0, min(pause, LONGEST_PAUSE) - waited))
        self.asked[host] = time.monotonic()
        found, mark = fetch.fetch_changed(address, held)
        if found is not None and lists.is_list(found.raw):
            hint = "name the feeds or pages; parley read takes lists"
            raise InputError("is a list of addresses", where=address, hint=hint)
        return found, mark

    def _failed(self, source: Source, state: State, error: InputError) -> State:
        now, wait = self.now(), timedelta(0)
        if isinstance(error, fetch.RefusedError):
            wait = _wait(error.retry_after, now)
            if error.status == GONE:
                state = replace(state, failures=MAX_FAILURES - 1)
        return state.failed(error.line(), now, source.every, wait)


def _log(source: Source, state: State, outcome: str, level: int = logging.INFO) -> None:
    """Log what came of asking a source."""
    about = {"source": source.name, "address": source.address, "outcome": outcome}
    journal.tell("source", level, **about, failures=state.failures, due=state.due, line=state.told)


def _is_lasting(error: InputError) -> bool:
    """Whether the server refused, and not for a while only."""
    return isinstance(error, fetch.RefusedError) and error.status in range(400, 500) and error.status != 429


def _wait(said: str | None, now: datetime) -> timedelta:
    """What a Retry-After field asks for: seconds, or a moment."""
    text = (said or "").strip()
    if text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), 10**7))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return timedelta(0)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
