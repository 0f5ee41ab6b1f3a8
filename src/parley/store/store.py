"""The ledger: append pages, readings and the ledger made of them; read them back as model types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, Table, delete, func, insert, select

from parley.errors import LedgerError
from parley.model import (
    DOSSIER,
    Article,
    Assessment,
    Claim,
    Disagreement,
    Edge,
    Entry,
    Grouping,
    Page,
    Story,
    Verdict,
)
from parley.store import codec, rows, schema
from parley.store.cache import ReadingCache
from parley.store.carry import schema_of
from parley.store.dialects import listed
from parley.store.engine import check, one_line, open_engine, writing
from parley.store.history import chunks, held, held_among
from parley.store.migrate import prepare
from parley.store.parts import Part
from parley.store.place import Place, place_of, see_to_file
from parley.store.records import (
    Amendment,
    Decision,
    Failure,
    PageReading,
    Placed,
    Recording,
    Settlement,
    Versions,
)
from parley.store.search import Hit, Wanted, catch_up, search, tellers
from parley.store.sqlite import quick_check
from parley.store.statements import Statement
from parley.store.warm import Warm, last_settling
from parley.store.writer import Writer, given_date, last_reading, settled_mark

if TYPE_CHECKING:
    from parley.resolve.memory import Told

T = TypeVar("T")
_RECORDED = schema.recordings
_LAST_SETTLING = Statement(
    select(_RECORDED).where(_RECORDED.c.stage == "settle").order_by(_RECORDED.c.id.desc()).limit(1)
)


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


class Store:
    """An open ledger. Answers are of what is held now, or (`at`) as that recording left it.

    Every method raises LedgerError where it cannot be read or written.
    """

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self.cache = ReadingCache(engine, place)
        self._engine = engine
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
                with one_line(self.place), writing(self._engine) as connection:
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

    def has_page(self, page_id: str, given_date: str | None = None) -> bool:
        """Whether this page is held, and with this given date if one is given."""
        found = self._all(select(schema.pages.c.id).where(schema.pages.c.id == page_id))
        return bool(found) and given_date in (None, self._given_date(page_id))

    def page(self, page_id: str) -> Page | None:
        """The page with this id."""
        found = self._all(select(schema.pages).where(schema.pages.c.id == page_id))
        return rows.page_from(found[0], self._given_date(page_id)) if found else None

    def texts_of(self, pages: Sequence[str]) -> dict[str, str]:
        """The whole decoded text of each of some pages."""
        query = select(schema.pages)
        parts = (self._all(query.where(schema.pages.c.id.in_(part))) for part in chunks(pages))
        return {row["id"]: rows.page_from(row, None).text for part in parts for row in part}

    def pages_at(self, address: str) -> tuple[str, ...]:
        """The ids of the pages that were found at an address, oldest first."""
        table = schema.pages
        query = select(table.c.id).where(table.c.address == address).order_by(table.c.recording)
        return tuple(row["id"] for row in self._all(query))

    def pages_of_type(self, media_type: str) -> tuple[str, ...]:
        """The ids of the pages of a media type, oldest first."""
        table = schema.pages
        query = select(table.c.id).where(table.c.media_type == media_type).order_by(table.c.recording)
        return tuple(row["id"] for row in self._all(query))

    def pages(self) -> Iterator[Page]:
        """All pages in the order in which they were recorded; no lock is held between two of them."""
        for row in self._all(select(schema.pages.c.id).order_by(schema.pages.c.recording, schema.pages.c.id)):
            page = self.page(row["id"])
            if page is not None:
                yield page

    def seen(self) -> dict[str, tuple[str, str]]:
        """Address and moment of finding of each page at whose address more than one was found."""
        table = schema.pages
        twice = select(table.c.address).group_by(table.c.address).having(func.count() > 1)
        query = select(table.c.id, table.c.address, table.c.fetched).where(table.c.address.in_(twice))
        return {row["id"]: (row["address"], row["fetched"]) for row in self._all(query)}

    def addresses(self) -> tuple[tuple[str, str], ...]:
        """The id and the address of each page."""
        table = schema.pages
        return tuple((row["id"], row["address"]) for row in self._all(select(table.c.id, table.c.address)))

    def articles(self, at: int | None = None) -> tuple[Article, ...]:
        """All articles, by page and place on the page."""
        table = schema.articles
        return self._facts(Article, held(table, at).order_by(table.c.page, table.c.position))

    def articles_on(self, page_id: str, at: int | None = None) -> tuple[Article, ...]:
        """The articles on one page, in order."""
        table = schema.articles
        query = held(table, at).where(table.c.page == page_id)
        return self._facts(Article, query.order_by(table.c.position))

    def articles_of(self, pages: Sequence[str], at: int | None = None) -> tuple[Article, ...]:
        """The articles on some pages."""
        return self._among(Article, schema.articles, "page", pages, at)

    def claims_of(self, pages: Sequence[str], at: int | None = None) -> tuple[Claim, ...]:
        """The claims on some pages."""
        return self._among(Claim, schema.claims, "page", pages, at)

    def addresses_of(self, pages: Sequence[str]) -> dict[str, str]:
        """The address of each of some pages."""
        table = schema.pages
        query = select(table.c.id, table.c.address)
        parts = (self._all(query.where(table.c.id.in_(part))) for part in chunks(pages))
        return {row["id"]: row["address"] for part in parts for row in part}

    def pages_of(self, claims: Sequence[str]) -> set[str]:
        """The ids of the pages on which some claims stand."""
        table = schema.claims
        parts = (self._all(select(table.c.page).where(table.c.id.in_(part))) for part in chunks(claims))
        return {row["page"] for part in parts for row in part}

    def claims_of_type(self, media_type: str) -> frozenset[str]:
        """The ids of all claims that ever stood on the pages of a media type."""
        pages = self.pages_of_type(media_type)
        query = select(schema.claims.c.id).where(schema.claims.c.page.in_(pages))
        return frozenset(row["id"] for row in self._all(query)) if pages else frozenset()

    def claims(self, at: int | None = None) -> tuple[Claim, ...]:
        """All claims in the order in which they became known, then by article and place in it."""
        return self._facts(Claim, _in_order(held(schema.claims, at)))

    def claims_named(self, ids: Sequence[str], at: int | None = None) -> tuple[Claim, ...]:
        """Those of the claims with these ids that are held, in the order of `ids`."""
        found = {claim.id: claim for claim in self._among(Claim, schema.claims, "id", ids, at)}
        return tuple(found[i] for i in ids if i in found)

    def edges(self, at: int | None = None) -> tuple[Edge, ...]:
        """The lineage of all articles, by newer and older article."""
        table = schema.edges
        return self._facts(Edge, held(table, at).order_by(table.c.new, table.c.old, table.c.kind))

    def entries(self, at: int | None = None) -> tuple[Entry, ...]:
        """All entries by id; the claims of each are in the order of `claims`."""
        at = self.last_recording() if at is None else at  # the same for each of the queries
        states, links = (self._by_entry(t, at) for t in (schema.states, schema.links))
        parts = rows.EntryParts(states, self._joins(at), links)
        query = held(schema.entries, at).order_by(schema.entries.c.id)
        return tuple(map(parts.entry, self._facts(Entry, query)))

    def once_joined(self, entry_id: str) -> tuple[str, ...]:
        """The ids of all claims that were ever joined to an entry of this id, held or not."""
        table = schema.joins
        return tuple(
            row["claim"] for row in self._all(select(table.c.claim).where(table.c.entry == entry_id))
        )

    def assessment(self, at: int | None = None) -> Assessment:
        """The verdicts on all states, by entry, and all disagreements, by the day since which they stand."""
        at = self.last_recording() if at is None else at
        one, two = schema.verdicts, schema.disagreements
        verdicts = self._facts(Verdict, held(one, at).order_by(one.c.entry, one.c.position))
        return Assessment(verdicts, self._facts(Disagreement, held(two, at).order_by(two.c.since, two.c.id)))

    def published_before(self, day: str) -> int:
        """How many articles were published before an ISO day."""
        table = schema.articles
        query = held(table).where(table.c.published < day, self._no_dossier()).with_only_columns(func.count())
        with one_line(self.place), self._engine.connect() as connection:
            return connection.scalar(query) or 0

    def published_on(self, day: str) -> tuple[Article, ...]:
        """The articles of an ISO day."""
        column = schema.articles.c.published
        query = held(schema.articles).where(column >= day, column <= f"{day}~", self._no_dossier())
        return self._facts(Article, query)

    def _no_dossier(self) -> ColumnElement[bool]:
        """That an article is none that a dossier's facts stand in."""
        return schema.articles.c.page.not_in(self.pages_of_type(DOSSIER))

    def said_by(self, speaker: str, most: int) -> tuple[tuple[str, str], ...]:
        """The ids and words of a speaker's claims (empty: of nobody's), at most so many, the last first."""
        table = schema.finds
        query = select(table.c.ref, table.c.words).where(table.c.speaker == speaker)
        query = query.where(table.c.ref.like("claim:%"))
        found = self._all(query.order_by(table.c.day.desc(), table.c.ref).limit(most))
        return tuple((row["ref"].partition(":")[2], row["words"]) for row in found)

    def arrived(self, pages: Collection[str] | None = None) -> tuple[str, ...]:
        """The ids of all pages with articles, or of these, in the order in which they were first recorded."""
        facts, notes = schema.articles, schema.history
        first = func.min(notes.c.seq)
        joined = select(facts.c.page).join(
            notes, (notes.c.fact == facts.c.hash) & (notes.c.ledger == facts.name)
        )
        query = joined.add_columns(first.label("first")).group_by(facts.c.page)
        own = [None] if pages is None else chunks(sorted(pages))
        parts = (query if part is None else query.where(facts.c.page.in_(part)) for part in own)
        found = [row for part in parts for row in self._all(part)]
        return tuple(row["page"] for row in sorted(found, key=lambda row: row["first"]))

    def stories(self, at: int | None = None) -> tuple[Story, ...]:
        """All stories in the order in which they were founded."""
        table = schema.stories
        return self._facts(Story, held(table, at).order_by(table.c.position))

    def groupings(self) -> tuple[Grouping, ...]:
        """What persons decided about stories and threads, oldest first."""
        query = select(schema.groupings).order_by(schema.groupings.c.id)
        return tuple(map(rows.grouping_from, self._all(query)))

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
        query = select(schema.recordings).order_by(schema.recordings.c.id)
        return tuple(_recording(row) for row in self._all(query))

    def last_recording(self) -> int:
        """The id of the last recording, 0 where there is none: `at` this id is a snapshot."""
        row = self._all(select(func.coalesce(func.max(schema.recordings.c.id), 0).label("n")))[0]
        return int(row["n"])

    def last_written(self) -> Recording | None:
        """The last write to the ledger."""
        query = select(schema.recordings).order_by(schema.recordings.c.id.desc()).limit(1)
        return next(map(_recording, self._all(query)), None)

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
            self._warm.amended(settling, made.touched, (*made.entries, *made.relinked))
        return True

    def failures(self) -> tuple[Failure, ...]:
        """The pages on which the reader failed and that were not read since, by address."""
        query = select(schema.aside).order_by(schema.aside.c.address, schema.aside.c.page)
        return tuple(Failure(**row) for row in self._all(query))

    def failed(self, page: Page, line: str, at: str) -> None:
        """Count one more failure on a page."""
        table, address = schema.aside, page.address.encode("utf-8", "backslashreplace").decode()
        with one_line(self.place), writing(self._engine) as connection:
            tries = connection.scalar(select(table.c.tries).where(table.c.page == page.id)) or 0
            connection.execute(delete(table).where(table.c.page == page.id))
            row = {"page": page.id, "address": address, "line": line, "tries": tries + 1, "at": at}
            connection.execute(insert(table), row)

    def forgive(self) -> int:
        """Forget all failures, so that the pages are tried again; how many pages there were."""
        with one_line(self.place), writing(self._engine) as connection:
            return int(connection.execute(delete(schema.aside)).rowcount)

    def decisions(self) -> tuple[Decision, ...]:
        """What persons decided about entries, oldest first; those undone are there, and marked."""
        found = self._all(select(schema.decisions).order_by(schema.decisions.c.id))
        undone = {int(row["subject"]) for row in found if row["kind"] == "reject"}
        made = (row for row in found if row["kind"] in ("merge", "split"))
        return tuple(Decision(row["id"], rows.decision_from(row), row["id"] in undone) for row in made)

    def decide(self, decision: Grouping) -> None:
        """Append what a person decided about an entry; the next settling goes by it."""
        with one_line(self.place), writing(self._engine) as connection:
            connection.execute(insert(schema.decisions), rows.decision_row(decision))

    def undo(self, number: int, *, at: str, who: str, note: str | None) -> None:
        """Append that a decision is taken back."""
        row = {"at": at, "who": who, "kind": "reject", "subject": str(number), "note": note}
        with one_line(self.place), writing(self._engine) as connection:
            connection.execute(insert(schema.decisions), row)

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
        """How many claims and entries answer, and at most `limit` of them from `start`."""
        with one_line(self.place), self._engine.connect() as connection:
            return search(connection, wanted, limit, start)

    def tellers(self, which: Literal["outlet", "speaker"]) -> tuple[tuple[str, int, str], ...]:
        """The outlets or speakers of the claims held, with how many and the id of one, most first."""
        with one_line(self.place), self._engine.connect() as connection:
            return tellers(connection, which)

    def claim_counts(self, articles: Collection[str]) -> dict[str, int]:
        """How many claims each of some articles has; those without any are left out."""
        article = schema.claims.c.article
        query = held(schema.claims).with_only_columns(article, func.count().label("n")).group_by(article)
        parts = (self._all(query.where(article.in_(part))) for part in chunks(sorted(articles)))
        return {row["article"]: row["n"] for part in parts for row in part}

    def claim_days(self, at: int | None = None) -> tuple[tuple[str, str | None], ...]:
        """The id of each claim with the day on which it became known."""
        query = held(schema.claims, at).with_only_columns(schema.claims.c.id, schema.claims.c.known)
        return tuple((row["id"], row["known"]) for row in self._all(query))

    def claim_order(self, at: int | None = None, ids: Collection[str] | None = None) -> tuple[Placed, ...]:
        """All claims, or those with some ids, in the order of `claims`, without their words."""
        table = schema.claims
        known = func.coalesce(table.c.known, "").label("known")
        query = held(table, at).with_only_columns(
            known, table.c.article, table.c.start, table.c.id, table.c.kind
        )
        own = [query] if ids is None else [query.where(table.c.id.in_(part)) for part in chunks(sorted(ids))]
        return tuple(sorted(Placed(*row.values()) for part in own for row in self._all(part)))

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
        counts = ((t.name, select(func.count().label("n")).select_from(t)) for t in schema.APPEND_ONLY)
        return {name: self._all(query)[0]["n"] for name, query in counts}

    @contextmanager
    def _writer(self, stage: str, at: str, versions: Versions) -> Iterator[Writer]:
        with one_line(self.place), writing(self._engine) as connection:
            writer = Writer(connection, stage, at, versions)
            yield writer
            gone = writer.note()
            if gone or stage == "settle":  # each claim would be indexed twice
                catch_up(connection)

    def _last_settling(self) -> Recording | None:
        with one_line(self.place), self._engine.connect() as connection:
            found = _LAST_SETTLING.rows(connection)
        names = schema.recordings.c.keys()
        return next((_recording(dict(zip(names, row, strict=True))) for row in found), None)

    def _all(self, query: Select[Any]) -> Sequence[Any]:
        with one_line(self.place), self._engine.connect() as connection:
            return connection.execute(query).mappings().all()

    def _facts(self, cls: type[T], query: Select[Any]) -> tuple[T, ...]:
        return tuple(codec.loads(cls, row["body"]) for row in self._all(query))

    def _among(
        self, cls: type[T], table: Table, column: str, names: Collection[str], at: int | None
    ) -> tuple[T, ...]:
        """The facts of which a column is among some names."""
        given = {"names": listed(names)} if at is None else {"names": listed(names), "at": at}
        query = held_among(table.name, column, "body", at=at is not None)
        with one_line(self.place), self._engine.connect() as connection:
            bodies = query.column(connection, **given) if names else []
        return tuple(codec.loads(cls, body) for body in bodies)

    def _given_date(self, page_id: str) -> str | None:
        with one_line(self.place), self._engine.connect() as connection:
            return given_date(connection, page_id)

    def _by_entry(self, table: Table, at: int | None) -> rows.ByEntry:
        groups: rows.ByEntry = defaultdict(list)
        for row in self._all(held(table, at).order_by(table.c.entry, table.c.position)):
            groups[row["entry"]].append((row["position"], row["body"]))
        return groups

    def _joins(self, at: int | None) -> rows.ByEntry:
        order = _in_order(held(schema.claims, at).with_only_columns(schema.claims.c.id))
        rank = {row["id"]: n for n, row in enumerate(self._all(order))}
        groups: rows.ByEntry = defaultdict(list)
        joins = self._all(held(schema.joins, at))
        for row in sorted(joins, key=lambda r: (rank.get(r["claim"], -1), r["claim"])):
            groups[row["entry"]].append((row["claim"], row["body"]))
        return groups


def _in_order(query: Select[Any]) -> Select[Any]:
    table = schema.claims
    return query.order_by(func.coalesce(table.c.known, ""), table.c.article, table.c.start, table.c.id)


def _recording(row: Any) -> Recording:
    versions = Versions(row["program"], row["lexicon"], row["model"])
    return Recording(row["id"], row["at"], row["stage"], versions, row["through"])
