"""The ledger: append pages, readings and the ledger made of them; read them back as model types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

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
from parley.store import codec, rows
from parley.store.cache import ReadingCache
from parley.store.engine import check, one_line, open_engine
from parley.store.history import held, held_among
from parley.store.migrate import prepare, schema_of
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
from parley.store.statements import Engine, Rows, Statement, among, append, listed
from parley.store.warm import Warm, last_settling
from parley.store.writer import Writer, given_date, last_reading, settled_mark

if TYPE_CHECKING:
    from parley.resolve.memory import Told

T = TypeVar("T")
_IN_ORDER = "ORDER BY coalesce(claims.known, ''), claims.article, claims.start, claims.id"
# That an article is none that a dossier's facts stand in.
_NO_DOSSIER = "articles.page NOT IN (SELECT id FROM pages WHERE media_type = :type)"
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

    def has_page(self, page_id: str, given_date: str | None = None) -> bool:
        """Whether this page is held, and with this given date if one is given."""
        found = self._all("SELECT id FROM pages WHERE id = :page", page=page_id)
        return bool(found) and given_date in (None, self._given_date(page_id))

    def page(self, page_id: str) -> Page | None:
        """The page with this id."""
        found = self._named("SELECT * FROM pages WHERE id = :page", page=page_id)
        return rows.page_from(found[0], self._given_date(page_id)) if found else None

    def texts_of(self, pages: Sequence[str]) -> dict[str, str]:
        """The whole decoded text of each of some pages."""
        found = self._named(f"SELECT * FROM pages WHERE {among('id')}", names=listed(pages))
        return {row["id"]: rows.page_from(row, None).text for row in found}

    def pages_at(self, address: str) -> tuple[str, ...]:
        """The ids of the pages that were found at an address, oldest first."""
        query = "SELECT id FROM pages WHERE address = :address ORDER BY recording"
        return tuple(self._column(query, address=address))

    def pages_of_type(self, media_type: str) -> tuple[str, ...]:
        """The ids of the pages of a media type, oldest first."""
        query = "SELECT id FROM pages WHERE media_type = :type ORDER BY recording"
        return tuple(self._column(query, type=media_type))

    def pages(self) -> Iterator[Page]:
        """All pages in the order in which they were recorded; no lock is held between two of them."""
        for name in self._column("SELECT id FROM pages ORDER BY recording, id"):
            page = self.page(name)
            if page is not None:
                yield page

    def seen(self) -> dict[str, tuple[str, str]]:
        """Address and moment of finding of each page at whose address more than one was found."""
        twice = "SELECT address FROM pages GROUP BY address HAVING count(*) > 1"
        found = self._all(f"SELECT id, address, fetched FROM pages WHERE address IN ({twice})")
        return {page: (address, fetched) for page, address, fetched in found}

    def addresses(self) -> tuple[tuple[str, str], ...]:
        """The id and the address of each page."""
        return tuple((page, address) for page, address in self._all("SELECT id, address FROM pages"))

    def articles(self, at: int | None = None) -> tuple[Article, ...]:
        """All articles, by page and place on the page."""
        query = f"{held('articles', 'body', at=at)} ORDER BY articles.page, articles.position"
        return self._facts(Article, query, at=at)

    def articles_on(self, page_id: str, at: int | None = None) -> tuple[Article, ...]:
        """The articles on one page, in order."""
        query = f"{held('articles', 'body', at=at)} AND articles.page = :page ORDER BY articles.position"
        return self._facts(Article, query, at=at, page=page_id)

    def articles_of(self, pages: Sequence[str], at: int | None = None) -> tuple[Article, ...]:
        """The articles on some pages."""
        return self._among(Article, "articles", "page", pages, at)

    def claims_of(self, pages: Sequence[str], at: int | None = None) -> tuple[Claim, ...]:
        """The claims on some pages."""
        return self._among(Claim, "claims", "page", pages, at)

    def addresses_of(self, pages: Sequence[str]) -> dict[str, str]:
        """The address of each of some pages."""
        found = self._all(f"SELECT id, address FROM pages WHERE {among('id')}", names=listed(pages))
        return dict(found)

    def pages_of(self, claims: Sequence[str]) -> set[str]:
        """The ids of the pages on which some claims stand."""
        return set(self._column(f"SELECT page FROM claims WHERE {among('id')}", names=listed(claims)))

    def claims_of_type(self, media_type: str) -> frozenset[str]:
        """The ids of all claims that ever stood on the pages of a media type."""
        pages = listed(self.pages_of_type(media_type))
        return frozenset(self._column(f"SELECT id FROM claims WHERE {among('page')}", names=pages))

    def claims(self, at: int | None = None) -> tuple[Claim, ...]:
        """All claims in the order in which they became known, then by article and place in it."""
        return self._facts(Claim, f"{held('claims', 'body', at=at)} {_IN_ORDER}", at=at)

    def claims_named(self, ids: Sequence[str], at: int | None = None) -> tuple[Claim, ...]:
        """Those of the claims with these ids that are held, in the order of `ids`."""
        found = {claim.id: claim for claim in self._among(Claim, "claims", "id", ids, at)}
        return tuple(found[i] for i in ids if i in found)

    def edges(self, at: int | None = None) -> tuple[Edge, ...]:
        """The lineage of all articles, by newer and older article."""
        order = "ORDER BY edges.new, edges.old, edges.kind"
        return self._facts(Edge, f"{held('edges', 'body', at=at)} {order}", at=at)

    def entries(self, at: int | None = None) -> tuple[Entry, ...]:
        """All entries by id; the claims of each are in the order of `claims`."""
        at = self.last_recording() if at is None else at  # the same for each of the queries
        states, links = (self._by_entry(table, at) for table in ("states", "links"))
        parts = rows.EntryParts(states, self._joins(at), links)
        query = f"{held('entries', 'body', at=at)} ORDER BY entries.id"
        return tuple(map(parts.entry, self._facts(Entry, query, at=at)))

    def once_joined(self, entry_id: str) -> tuple[str, ...]:
        """The ids of all claims that were ever joined to an entry of this id, held or not."""
        return tuple(self._column("SELECT claim FROM joins WHERE entry = :entry", entry=entry_id))

    def assessment(self, at: int | None = None) -> Assessment:
        """The verdicts on all states, by entry, and all disagreements, by the day since which they stand."""
        at = self.last_recording() if at is None else at
        told = f"{held('verdicts', 'body', at=at)} ORDER BY verdicts.entry, verdicts.position"
        items = f"{held('disagreements', 'body', at=at)} ORDER BY disagreements.since, disagreements.id"
        return Assessment(self._facts(Verdict, told, at=at), self._facts(Disagreement, items, at=at))

    def published_before(self, day: str) -> int:
        """How many articles were published before an ISO day."""
        query = f"{held('articles', 'hash')} AND articles.published < :day AND {_NO_DOSSIER}"
        return int(self._column(f"SELECT count(*) FROM ({query}) AS older", day=day, type=DOSSIER)[0])

    def published_on(self, day: str) -> tuple[Article, ...]:
        """The articles of an ISO day."""
        within = "articles.published >= :day AND articles.published <= :last"
        query = f"{held('articles', 'body')} AND {within} AND {_NO_DOSSIER}"
        return self._facts(Article, query, day=day, last=f"{day}~", type=DOSSIER)

    def said_by(self, speaker: str, most: int) -> tuple[tuple[str, str], ...]:
        """The ids and words of a speaker's claims (empty: of nobody's), at most so many, the last first."""
        query = "SELECT ref, words FROM finds WHERE speaker = :speaker AND ref LIKE 'claim:%'"
        found = self._all(f"{query} ORDER BY day DESC, ref LIMIT :most", speaker=speaker, most=most)
        return tuple((ref.partition(":")[2], words) for ref, words in found)

    def arrived(self, pages: Collection[str] | None = None) -> tuple[str, ...]:
        """The ids of all pages with articles, or of these, in the order in which they were first recorded."""
        some = "" if pages is None else f"WHERE {among('articles.page')}"
        found = self._column(
            "SELECT articles.page FROM articles JOIN history ON history.fact = articles.hash"
            f" AND history.ledger = 'articles' {some} GROUP BY articles.page ORDER BY min(history.seq)",
            names=listed(pages or ()),
        )
        return tuple(found)

    def stories(self, at: int | None = None) -> tuple[Story, ...]:
        """All stories in the order in which they were founded."""
        return self._facts(Story, f"{held('stories', 'body', at=at)} ORDER BY stories.position", at=at)

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

    def last_recording(self) -> int:
        """The id of the last recording, 0 where there is none: `at` this id is a snapshot."""
        return int(self._column("SELECT coalesce(max(id), 0) FROM recordings")[0])

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
            self._warm.amended(settling, made.touched, (*made.entries, *made.relinked))
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
        """How many claims and entries answer, and at most `limit` of them from `start`."""
        with one_line(self.place), self._engine.connect() as connection:
            return search(connection, wanted, limit, start)

    def tellers(self, which: Literal["outlet", "speaker"]) -> tuple[tuple[str, int, str], ...]:
        """The outlets or speakers of the claims held, with how many and the id of one, most first."""
        with one_line(self.place), self._engine.connect() as connection:
            return tellers(connection, which)

    def claim_counts(self, articles: Collection[str]) -> dict[str, int]:
        """How many claims each of some articles has; those without any are left out."""
        query = f"{held('claims', 'article')} AND {among('claims.article')}"
        counted = f"SELECT article, count(*) FROM ({query}) AS kept GROUP BY article"
        return dict(self._all(counted, names=listed(articles)))

    def claim_days(self, at: int | None = None) -> tuple[tuple[str, str | None], ...]:
        """The id of each claim with the day on which it became known."""
        return tuple((name, day) for name, day in self._all(held("claims", "id", "known", at=at), at=at))

    def claim_order(self, at: int | None = None, ids: Collection[str] | None = None) -> tuple[Placed, ...]:
        """All claims, or those with some ids, in the order of `claims`, without their words."""
        some = "" if ids is None else f" AND {among('claims.id')}"
        query = f"{held('claims', 'known', 'article', 'start', 'id', 'kind', at=at)}{some}"
        found = self._all(query, at=at, names=listed(ids or ()))
        return tuple(sorted(Placed(known or "", *rest) for known, *rest in found))

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
            writer = Writer(connection, stage, at, versions)
            yield writer
            gone = writer.note()
            if gone or stage == "settle":  # each claim would be indexed twice
                catch_up(connection)

    def _last_settling(self) -> Recording | None:
        query = _LAST.format("WHERE stage = 'settle'")
        return next(map(_recording, self._named(query)), None)

    def _all(self, query: str, **given: Any) -> Rows:
        with one_line(self.place), self._engine.connect() as connection:
            return connection.rows(query, given)

    def _column(self, query: str, **given: Any) -> list[Any]:
        return [row[0] for row in self._all(query, **given)]

    def _named(self, query: str, **given: Any) -> Sequence[Mapping[str, Any]]:
        with one_line(self.place), self._engine.connect() as connection:
            return connection.named(query, given)

    def _facts(self, cls: type[T], query: str, **given: Any) -> tuple[T, ...]:
        return tuple(codec.loads(cls, body) for body in self._column(query, **given))

    def _among(
        self, cls: type[T], table: str, column: str, names: Collection[str], at: int | None
    ) -> tuple[T, ...]:
        """The facts of which a column is among some names."""
        given = {"names": listed(names)} if at is None else {"names": listed(names), "at": at}
        query = held_among(table, column, "body", at=at is not None)
        with one_line(self.place), self._engine.connect() as connection:
            bodies = query.column(connection, **given) if names else []
        return tuple(codec.loads(cls, body) for body in bodies)

    def _given_date(self, page_id: str) -> str | None:
        with one_line(self.place), self._engine.connect() as connection:
            return given_date(connection, page_id)

    def _by_entry(self, table: str, at: int | None) -> rows.ByEntry:
        groups: rows.ByEntry = defaultdict(list)
        query = held(table, "entry", "position", "body", at=at)
        for entry, position, body in self._all(f"{query} ORDER BY {table}.entry, {table}.position", at=at):
            groups[entry].append((position, body))
        return groups

    def _joins(self, at: int | None) -> rows.ByEntry:
        order = self._column(f"{held('claims', 'id', at=at)} {_IN_ORDER}", at=at)
        rank = {name: n for n, name in enumerate(order)}
        groups: rows.ByEntry = defaultdict(list)
        joins = self._all(held("joins", "entry", "claim", "body", at=at), at=at)
        for entry, claim, body in sorted(joins, key=lambda row: (rank.get(row[1], -1), row[1])):
            groups[entry].append((claim, body))
        return groups


def _recording(row: Any) -> Recording:
    versions = Versions(row["program"], row["lexicon"], row["model"])
    return Recording(row["id"], row["at"], row["stage"], versions, row["through"])
