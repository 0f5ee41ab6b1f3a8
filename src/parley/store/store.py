"""The ledger: append pages, readings, decisions and the ledger made of them; what it holds is in `facts`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from parley.errors import LedgerError
from parley.model import Grouping, Page
from parley.store import rows
from parley.store.cache import ReadingCache
from parley.store.engine import check, one_line, open_engine
from parley.store.facts import Facts
from parley.store.migrate import prepare, schema_of
from parley.store.parts import Part
from parley.store.place import Place, place_of, see_to_file
from parley.store.records import (
    Amendment,
    Decision,
    Failure,
    PageReading,
    Recording,
    Settlement,
    Versions,
)
from parley.store.search import Hit, Wanted, catch_up, search, tellers
from parley.store.sqlite import quick_check
from parley.store.statements import Engine, Statement, append
from parley.store.warm import Warm, last_settling
from parley.store.writer import Writer, last_reading, settled_mark

if TYPE_CHECKING:
    from parley.resolve.memory import Told

_LAST = "SELECT * FROM recordings {} ORDER BY id DESC LIMIT 1"


def open_store(named: Place | str | Path | None = None, *, create: bool = True) -> Store:
    """Open the ledger that is named (default: `place_of(None)`), migrating an older one.

    With `create` False nothing is made or migrated: for commands that only read.
    Raises LedgerError where it cannot be opened, is no ledger, or is of a newer schema.
    """
    place = place_of(named)
    see_to_file(place, create=create)
    engine = open_engine(place, create=create)
    try:
        with one_line(place):
            prepare(engine, place, upgrade=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(place, engine)


class Store(Facts):
    """An open ledger. Answers are of what is held now, or (`at`) as that recording left it.

    Every method raises LedgerError where it cannot be read or written.
    """

    def __init__(self, place: Place, engine: Engine) -> None:
        super().__init__(place, engine)
        self.cache = ReadingCache(engine, place)
        self._warm = Warm()

    @property
    def path(self) -> Path:
        """The file, or for a server the name beside which other files of the ledger lie."""
        return self.place.path

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the parses that wait, and let go of the file."""
        try:
            if self.cache.waiting:
                with one_line(self.place), self._engine.writing() as connection:
                    self.cache.flush(connection)
        finally:
            self._engine.dispose()

    def rest(self) -> None:
        """Let go of what makes the next work faster, as before a pause.

        That is connections that nobody uses now, each of which keeps up to 64 MB of a file in memory, and
        what is remembered of the last settling.
        """
        self._engine.dispose()
        self._warm = Warm()

    def groupings(self) -> tuple[Grouping, ...]:
        """What persons decided about stories and threads, oldest first."""
        return tuple(map(rows.grouping_from, self._named("SELECT * FROM groupings ORDER BY id")))

    def group(self, decision: Grouping, stories: Told) -> None:
        """Append a person's decision with the stories that follow from it, all or nothing.

        Raises LedgerError where the ledger was never settled: there are no stories to decide about.
        """
        last = self._last_settling()
        if last is None:
            raise LedgerError(
                "the ledger holds no stories yet", where=str(self.place), hint="read pages first: parley read"
            )
        with self._writer("settle", decision.at, last.versions) as writer:
            writer.grouping(decision, stories, last.through)

    def recordings(self) -> tuple[Recording, ...]:
        """Every write to the ledger, oldest first."""
        return tuple(map(_recording, self._named("SELECT * FROM recordings ORDER BY id")))

    def last_written(self) -> Recording | None:
        """The last write to the ledger."""
        return next(map(_recording, self._named(_LAST.format(""))), None)

    def last_settling(self) -> Recording | None:
        """The last recording that made the entries follow from the pages."""
        return self._last_settling()

    def schema(self) -> str:
        """The schema version of what is held."""
        with one_line(self.place), self._engine.connect() as connection:
            return schema_of(connection)

    def last_reading(self) -> int | None:
        """The id of the last recording that changed pages, articles or claims."""
        with one_line(self.place), self._engine.connect() as connection:
            return last_reading(connection)

    def settled(self, versions: Versions) -> bool:
        """Whether the entries held follow from all claims held, by this program and lexicon."""
        last = self._last_settling()
        made_by = (last.versions.program, last.versions.lexicon) if last else None
        followed = self.last_reading() == (last.through if last else None)
        return followed and made_by in (None, (versions.program, versions.lexicon))

    def behind(self) -> bool:
        """Whether pages are held from which the entries do not follow yet."""
        last = self._last_settling()
        return self.last_reading() != (last.through if last else None)

    def record(self, readings: Sequence[PageReading], *, at: str, versions: Versions) -> None:
        """Append pages and make their readings the held ones, all or none; a second time changes nothing.

        At most `history.CHUNK` pages at once. `at` is the moment in UTC.
        """
        with self._writer("read", at, versions) as writer:
            writer.readings(readings)
            self.cache.flush(writer.connection)

    def settle(self, made: Settlement, *, at: str, versions: Versions, through: int | None) -> bool:
        """Append what changes to make `made` the held ledger, all or nothing.

        `through` is the `last_reading` that `made` was made from; where another reading was recorded since
        then, nothing is written and the answer is False.
        """
        with self._writer("settle", at, versions) as writer:
            if last_reading(writer.connection) != through:
                return False
            writer.settlement(made, through)
        return True

    def amend(self, made: Amendment, *, at: str, versions: Versions, through: int | None) -> bool:
        """Append what news changes, all or nothing; as `settle` otherwise."""
        with self._writer("settle", at, versions) as writer:
            if last_reading(writer.connection) != through:
                return False
            alone = last_settling(writer.connection) == self._warm.settling
            writer.amendment(made, through)
            settling = last_settling(writer.connection)
        if alone and settling:
            self._warm.amended(settling, made)
        return True

    def failures(self) -> tuple[Failure, ...]:
        """The pages on which the reader failed and that were not read since, by address."""
        return tuple(Failure(**row) for row in self._named("SELECT * FROM aside ORDER BY address, page"))

    def failed(self, page: Page, line: str, at: str) -> None:
        """Count one more failure on a page."""
        address = page.address.encode("utf-8", "backslashreplace").decode()
        with one_line(self.place), self._engine.writing() as connection:
            given = {"page": page.id}
            tries = Statement("SELECT tries FROM aside WHERE page = :page").first(connection, **given) or 0
            Statement("DELETE FROM aside WHERE page = :page").run(connection, **given)
            row = {"page": page.id, "address": address, "line": line, "tries": tries + 1, "at": at}
            append(connection, "aside", [row])

    def forgive(self) -> int:
        """Forget all failures, so that the pages are tried again; how many pages there were."""
        with one_line(self.place), self._engine.writing() as connection:
            return Statement("DELETE FROM aside").run(connection)

    def decisions(self) -> tuple[Decision, ...]:
        """What persons decided about entries, oldest first; those undone are there, and marked."""
        found = self._named("SELECT * FROM decisions ORDER BY id")
        undone = {int(row["subject"]) for row in found if row["kind"] == "reject"}
        made = (row for row in found if row["kind"] in ("merge", "split"))
        return tuple(Decision(row["id"], rows.decision_from(row), row["id"] in undone) for row in made)

    def decide(self, decision: Grouping) -> None:
        """Append what a person decided about an entry; the next settling goes by it."""
        with one_line(self.place), self._engine.writing() as connection:
            append(connection, "decisions", [rows.decision_row(decision)])

    def undo(self, number: int, *, at: str, who: str, note: str | None) -> None:
        """Append that a decision is taken back."""
        row = {"at": at, "who": who, "kind": "reject", "subject": str(number), "note": note}
        with one_line(self.place), self._engine.writing() as connection:
            append(connection, "decisions", [row])

    def settled_through(self, versions: Versions) -> int | None:
        """The reading up to which a settling by these rules left its traces; None where none did."""
        last = self._last_settling()
        if last is None or last.through is None:
            return None
        mark = settled_mark(last.through, versions.program, versions.lexicon)
        with self.reading() as held:
            return last.through if mark.partition(":")[2] in held.found("settled", [""], "settled") else None

    @contextmanager
    def reading(self, *, warm: bool = False) -> Iterator[Part]:
        """Read parts of the ledger in one transaction; `warm` with what is remembered of the last settling.

        At most one thread at a time may read so, and settle.
        """
        with one_line(self.place), self._engine.connect() as connection:
            yield Part(connection, self._warm.of(last_settling(connection)) if warm else None)

    def search(self, wanted: Wanted, limit: int, start: int = 0) -> tuple[int, tuple[Hit, ...]]:
        """How many claims and entries answer, at most `limit` of them from `start`; see `search.search`."""
        with one_line(self.place), self._engine.connect() as connection:
            return search(connection, wanted, limit, start)

    def tellers(self, which: Literal["outlet", "speaker"]) -> tuple[tuple[str, int, str], ...]:
        """The outlets or speakers of the claims held, with how many and the id of one, most first."""
        with one_line(self.place), self._engine.connect() as connection:
            return tellers(connection, which)

    def check(self) -> tuple[str, ...]:
        """What the engine's own check finds wrong, a line each; empty where all is well."""
        with one_line(self.place), self._engine.connect() as connection:
            return check(connection)

    def see_that_it_is_sound(self) -> None:
        """Raise LedgerError where a file is damaged, before a long work begins; a server sees to its own."""
        with one_line(self.place):
            wrong = quick_check(self.path) if self.place.url is None else []
        if wrong:
            hint = "put back a copy: parley restore"
            raise LedgerError(f"the ledger is damaged: {wrong[0]}", where=str(self.place), hint=hint)

    def counts(self) -> dict[str, int]:
        """Rows of each table of the ledger, held or not: what never shrinks."""
        from parley.store.schema import APPEND_ONLY

        return {t.name: int(self._column(f"SELECT count(*) FROM {t.name}")[0]) for t in APPEND_ONLY}

    @contextmanager
    def _writer(self, stage: str, at: str, versions: Versions) -> Iterator[Writer]:
        with one_line(self.place), self._engine.writing() as connection:
            writer = Writer(connection, stage, at, versions, self._warm)
            yield writer
            gone = writer.note()
            if gone or stage == "settle":  # each claim would be indexed twice
                catch_up(connection, writer.books)

    def _last_settling(self) -> Recording | None:
        query = _LAST.format("WHERE stage = 'settle'")
        return next(map(_recording, self._named(query)), None)


def _recording(row: Any) -> Recording:
    versions = Versions(row["program"], row["lexicon"], row["model"])
    return Recording(row["id"], row["at"], row["stage"], versions, row["through"])
