"""One write transaction on a ledger, with the recording that it leaves behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from parley.model import Grouping, Page
from parley.store import dues, kin, rows, stands, traces
from parley.store.history import last_note, replace_held
from parley.store.parts import Part
from parley.store.records import Amendment, PageReading, Settlement, Traces, Versions
from parley.store.statements import Connection, Statement, among, append, inserted, listed
from parley.store.warm import Warm

if TYPE_CHECKING:
    from parley.resolve.memory import Told

_CLEAR_SHELF = Statement("DELETE FROM shelf")
_SHELVE = inserted("shelf", ("key", "value")) + " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_ASIDE = Statement(f"DELETE FROM aside WHERE {among('page')}")
_HAS_PAGE = Statement("SELECT id FROM pages WHERE id = :page")
_GIVEN_DATE = Statement("SELECT given_date FROM given_dates WHERE page = :page ORDER BY seq DESC LIMIT 1")
_LAST_READING = Statement("SELECT max(id) FROM recordings WHERE stage = 'read'")


class Writer:
    """Appends within one transaction; the row in `recordings` is made when there is something to note."""

    def __init__(self, connection: Connection, stage: str, at: str, versions: Versions, warm: Warm) -> None:
        self.connection = connection
        self._warm = warm
        self.books = Part(connection)
        self._note: rows.Row = {
            "at": at,
            "stage": stage,
            "program": versions.program,
            "lexicon": versions.lexicon,
            "model": versions.model,
        }
        self._recording: int | None = None
        self._notes: list[rows.Row] = []
        self._noted: int | None = None  # how many rows of notes there are without these

    def readings(self, readings: Iterable[PageReading]) -> None:
        """Append pages, and make their articles and claims the held ones of these pages."""
        readings = list(readings)
        for reading in readings:
            self._page(reading.page)
        ids = [r.page.id for r in readings]
        _ASIDE.run(self.connection, names=listed(ids))
        articles = (rows.article_row(a) for r in readings for a in r.articles)
        claims = (rows.claim_row(c) for r in readings for c in r.claims)
        self._mark(readings)
        self._replace("articles", articles, ("page", ids))
        self._replace("claims", claims, ("page", ids))

    def settlement(self, made: Settlement, through: int | None) -> None:
        """Make `made` what is held, and note it even where nothing changed."""
        self._note["through"] = through
        self._replace("edges", map(rows.edge_row, made.edges))
        self._replace("entries", map(rows.entry_row, made.entries))
        self._replace("states", (r for e in made.entries for r in rows.state_rows(e)))
        self._replace("joins", (r for e in made.entries for r in rows.join_rows(e)))
        self._replace("links", (r for e in made.entries for r in rows.link_rows(e)))
        stands.keep(self.connection, None, made.entries)
        dues.keep(self.connection, None, made.entries)
        self._replace("verdicts", rows.verdict_rows(made.assessment.verdicts))
        self._replace("disagreements", map(rows.disagreement_row, made.assessment.disagreements))
        self._replace("stories", rows.story_rows(made.stories.stories if made.stories else {}))
        self._shelve(made.stories, whole=True)
        if made.marks is not None:
            kin.clear(self.connection)
            kin.keep(self.connection, made.marks)
        if made.traces:
            traces.clear(self.connection)
            self._trace((), made.traces, through)
        self.recording()

    def amendment(self, made: Amendment, through: int | None) -> None:
        """Make what is held that which `made` says of the entries it names, and note it."""
        self._note["through"] = through
        self._among("edges", "new", map(rows.edge_row, made.edges), made.redrawn)
        grown = made.stories.stories if made.stories else {}
        told = {story.id for story in grown.values()}
        self._among("stories", "id", rows.story_rows(grown), told)
        self._shelve(made.stories)
        self._among("entries", "id", map(rows.entry_row, made.entries), made.touched)
        for table, of in (("states", rows.state_rows), ("joins", rows.join_rows)):
            self._among(table, "entry", (r for e in made.entries for r in of(e)), made.touched)
        linked = (*made.entries, *made.relinked)
        ids = made.touched | {e.id for e in made.relinked}
        self._among("links", "entry", (r for e in linked for r in rows.link_rows(e)), ids)
        stands.keep(self.connection, made.touched, made.entries)
        dues.keep(self.connection, made.touched, made.entries)
        self._among("verdicts", "entry", rows.verdict_rows(made.verdicts), made.touched)
        ids = made.dropped | {d.id for d in made.items}
        self._among("disagreements", "id", map(rows.disagreement_row, made.items), ids)
        self._trace(made.forgotten, made.traces, through)
        for entry in linked:
            self.books.warm.entries.put(entry.id, entry)
        self.recording()

    def grouping(self, decision: Grouping, stories: Told, through: int | None) -> None:
        """Append what a person decided, and make the stories that follow from it the held ones."""
        self._note["through"] = through
        append(self.connection, "groupings", [rows.grouping_row(decision)])
        self._replace("stories", rows.story_rows(stories.stories))
        self._shelve(stories, whole=True)
        self.recording()

    def recording(self) -> int:
        """The id of this write, made at the first call."""
        if self._recording is None:
            self._recording = self._recorded()
        return self._recording

    def note(self) -> bool:
        """Write what is to be noted of the facts, the last thing that a writer does; whether any is gone."""
        gone = any(row["event"] == "retracted" for row in self._notes)
        if self._notes:
            told = {"recording": self.recording()}
            append(self.connection, "history", [{**told, **row} for row in self._notes])
            self._notes, self._noted = [], None
        return gone

    def _page(self, page: Page) -> None:
        if not _HAS_PAGE.rows(self.connection, page=page.id):
            append(self.connection, "pages", [rows.page_row(page, self.recording())])
        if page.given_date not in (None, given_date(self.connection, page.id)):
            row = {"page": page.id, "given_date": page.given_date, "recording": self.recording()}
            append(self.connection, "given_dates", [row])

    def _mark(self, readings: Iterable[PageReading]) -> None:
        """Keep the marks of the articles that are new, and forget those of articles read otherwise."""
        # Imported here: it brings numpy, and questions write nothing.
        from parley.derive.marks import marked

        for reading in readings:
            facts = {claim.article for claim in reading.claims if claim.curated}
            now = [article for article in reading.articles if article.id not in facts]
            before = Part(self.connection).articles_on([reading.page.id])
            kin.forget(self.connection, marked(a for a in before if a not in now))
            fresh = list(marked(a for a in now if a not in before))
            kin.keep(self.connection, fresh)
            for own in fresh:
                self._warm.marks.put(own.article, own)  # asked for next, when it is worked in

    def _shelve(self, made: Told | None, *, whole: bool = False) -> None:
        """Keep what the stories leave behind, in the place of all that was there or of the same keys."""
        values = made.values if made else {}
        if whole:
            _CLEAR_SHELF.run(self.connection)
        if values:
            self.connection.many(_SHELVE, [{"key": key, "value": value} for key, value in values.items()])

    def _replace(
        self, table: str, facts: Iterable[rows.Row], scope: tuple[str, Collection[str]] | None = None
    ) -> None:
        if self._noted is None:
            self._noted = last_note(self.connection)
        first = self._noted + len(self._notes) + 1
        self._notes += replace_held(self.connection, table, facts, first, scope)

    def _among(self, table: str, column: str, facts: Iterable[rows.Row], names: Iterable[str]) -> None:
        """Replace only what the table holds under these names in the column."""
        own = set(names)
        if own:
            self._replace(table, (row for row in facts if row[column] in own), (column, own))

    def _trace(self, forgotten: Iterable[str], kept: Traces, through: int | None) -> None:
        """Leave the traces, and the mark that they are of this reading and these rules."""
        old = traces.found(self.connection, "settled", [""])
        mark = settled_mark(through, str(self._note["program"]), str(self._note["lexicon"]))
        traces.replace(self.connection, {*forgotten, *old}, {**kept, mark: [("settled", "")]})

    def _recorded(self) -> int:
        """Append what this write notes of itself; the id of that."""
        row = {"through": None, **self._note}
        text = f"{inserted('recordings', tuple(row))} RETURNING id"
        return int(self.connection.rows(text, row)[0][0])


def settled_mark(through: int | None, program: str, lexicon: str) -> str:
    """The reference that says of which reading, and by which rules, the traces are."""
    return f"settled:{through}|{program}|{lexicon}"


def given_date(connection: Connection, page_id: str) -> str | None:
    """The date that the user gave last for a page."""
    found: str | None = _GIVEN_DATE.first(connection, page=page_id)
    return found


def last_reading(connection: Connection) -> int | None:
    """The id of the last recording that changed pages, articles or claims."""
    found: int | None = _LAST_READING.first(connection)
    return found
