"""The ledger as its readers see it: what stands on a day, what changed, what ends, who disagrees.

Every answer can be asked as known on a day (`known`): then only what was published by the end of that day
counts, and later beliefs, claims and disagreements are as if they had not been written yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from parley import state_page
from parley.errors import MissingError
from parley.known import Inputs, cut_by, known_by, weighed_then
from parley.model import (
    Article,
    Assessment,
    Claim,
    Disagreement,
    Edge,
    Entry,
    Page,
    Span,
    State,
    Verdict,
)
from parley.moments import Change, Due, Event, changes, dues, events, lapsed, standing
from parley.near import Near, OnPage
from parley.store import Store, open_store
from parley.store.dues import Next
from parley.store.parts import Part
from parley.store.stands import Asked

if TYPE_CHECKING:
    from pandas import DataFrame

    from parley.assume import Assumption
    from parley.write import Document, What

OTHERS = 15  # disputes that are named beside one
VIEWS = 4  # days of knowledge kept


@dataclass(frozen=True, slots=True)
class Standing:
    """The state in which an entry stands; `lapsed`: its `until` is past and no source says what followed."""

    entry: Entry
    state: State
    verdict: Verdict | None
    lapsed: bool


@dataclass(frozen=True, slots=True)
class View:
    """All entries and how they stand, as known on one day."""

    entries: Mapping[str, Entry]
    assessment: Assessment
    verdicts: Mapping[tuple[str, State], Verdict]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A part of the ledger that is about one dispute; `more` falls due elsewhere, `others` are disputes."""

    view: View
    more: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a ledger has read: all as known now, the day of each claim, lineage by article, some pages."""

    view: View
    days: Mapping[str, str | None]
    edges: Mapping[str, tuple[Edge, ...]]
    pages: Mapping[str, OnPage]


class Ledger:
    """What a store holds, as recording `at` left it (default: the last one); nothing here writes.

    Days are ISO. Asking for what is not held raises MissingError with the nearest ids. What is `carried`
    over from the ledger before is not read.
    """

    def __init__(self, store: Store, at: int | None = None, carried: Carried | None = None) -> None:
        self.store = store
        self.at = store.last_recording() if at is None else at
        self._page = lru_cache(maxsize=64)(store.page)
        self._articles = lru_cache(maxsize=512)(store.articles_on)
        self._claims: dict[str, Claim] = {}
        self.near = Near(store, self.at, *((carried.edges, carried.pages) if carried else ()))
        self._views: dict[str | None, View] = {None: carried.view} if carried else {}
        self._days_carried = carried.days if carried else None

    @classmethod
    @contextmanager
    def open(cls, path: str | Path | None = None) -> Iterator[Ledger]:
        """The ledger file at `path` (default: `$PARLEY_LEDGER`, or the user's own), for reading.

        Raises LedgerError where there is none.
        """
        with open_store(path, create=False) as store:
            yield cls(store)

    def view(self, known: str | None) -> View:
        """All entries and how they stand, as known on a day (None: now); the last few are kept."""
        # No lru_cache on the method: it would hold the ledger in a cycle, and all that it has read with it.
        if known not in self._views:
            made = self._view(known)
            for day in [d for d in self._views if d is not None][: len(self._views) - VIEWS + 1]:
                self._views.pop(day, None)
            self._views[known] = made
        return self._views[known]

    def carried(self) -> Carried | None:
        """What the next ledger need not read again; None where this one has not read all."""
        if None not in self._views:
            return None
        return Carried(self._views[None], self._days, self.near.edges, self.near.pages)

    def answer(self, what: What, as_of: str | None = None, **asked: str | None) -> Document:
        """What the command `what` answers, as a document that a notebook shows.

        `asked` are `known`, `since`, `until`, `dispute` and (for `show`) `subject`; without `as_of` the last
        day on which the ledger learned anything is asked about.
        """
        # Imported here: the writer imports more than most of what a ledger is asked needs.
        from parley import answers
        from parley.write import Ask

        day = as_of or answers.day_asked(what, self, asked.get("known"), asked.get("until"))
        return answers.document(what, replace(Ask(day), **asked), self)  # type: ignore[arg-type]

    def frame(self, what: What, as_of: str | None = None, **asked: str | None) -> DataFrame:
        """The lines of `answer` as a pandas data frame, days as dates and rates as numbers.

        Needs pandas, which Parley does not install: `pip install parley-ledger[frames]`.
        """
        from parley.frames import frame

        return frame(self.answer(what, as_of, **asked))

    def state(self, as_of: str, known: str | None = None) -> tuple[Standing, ...]:
        """The state in which each entry stands on day `as_of`, by entry id."""
        view = self.view(known)
        found = ((entry, standing(entry, as_of)) for entry in view.entries.values())
        return tuple(_standing(view, entry, state, as_of) for entry, state in found if state)

    def entry(self, entry_id: str, known: str | None = None) -> Entry:
        """The entry with this id, or the one that now has most claims of an entry that once had it."""
        entries = self.view(known).entries
        if entry_id in entries:
            return entries[entry_id]
        once = set(self.store.once_joined(entry_id))
        heirs = [e for e in entries.values() if once.intersection(e.claims)]
        if not heirs:
            raise _missing("entry", entry_id, entries)
        return max(heirs, key=lambda e: (len(once.intersection(e.claims)), e.id))

    def part(self, entry: str) -> View | None:
        """What is known now of one entry, with those it is linked to; None: ask for all.

        However much is held, only that is read. Of linked entries there are no verdicts.
        """
        with self._settled() as held:
            if held is None:
                return None
            found = held.ordered(*held.entries({entry}))
            linked = {link.target for e in found for link in e.links} | held.linking_to(entry)
            others = held.entries(linked - {entry})
            assessment = Assessment(held.verdicts({entry}), held.disagreements_of({entry}))
        return _made(sorted((*found, *others), key=lambda e: e.id), assessment) if found else None

    def dispute(self, dispute: str, day: str, upcoming: int = 0, since: str | None = None) -> Dispute | None:
        """What is known now of one dispute; None: ask for all.

        With `upcoming` also that many entries of others in which its parties act, those that fall due first
        from an ISO day on. However much is held, only that is read. Of linked entries there are no verdicts.
        With `since` as a briefing of the day needs it, that tells what changed since then: without the
        verdicts on what did not stand on either, and only the claims of rounds and deadlines in their order.
        """
        with self._settled() as held:
            if held is None:
                return None
            ids = held.in_dispute(dispute)

            def entries(names: Collection[str]) -> Iterator[Entry]:
                found = {e.id: e for e in held.entries(names)}
                told = (e for e in found.values() if since is None or e.kind in ("round", "deadline"))
                yield from (found | {e.id: e for e in held.ordered(*told)}).values()

            own = tuple(entries(ids))
            parties = next((e.actors for e in own if e.id == dispute), ())
            next_ones = held.upcoming(dispute, parties, day[:10], upcoming) if upcoming else Next()
            found = (*own, *entries(next_ones.entries))
            ids |= next_ones.entries
            linked = held.entries({link.target for e in found for link in e.links} - ids)
            told = held.verdicts(ids) if since is None else held.verdicts_told(ids, day[:10], since[:10])
            assessment = Assessment(told, held.disagreements_of({*ids, ""}))
            others = held.disputes(day, OTHERS)
        view = _made(sorted((*found, *linked), key=lambda e: e.id), assessment)
        return Dispute(view, next_ones.more, others) if own else None

    def standing(self, asked: Asked) -> tuple[View, int] | None:
        """A page of what stands on a day, and how much stands; None: ask `view` for all.

        In the order of kinds, then of beginnings. Most entries come without other states, claims and links.
        However much is held, only that page is read; as known on a day, only what changed since is weighed.
        """
        with self._settled() as held:
            if held is None:
                return None
            found = state_page.then(held, asked, self.near) if asked.known else state_page.now(held, asked)
        entries, assessment, total = found
        return _made(entries, assessment), total

    @contextmanager
    def _settled(self) -> Iterator[Part | None]:
        """The store, to read parts of what is known now; None where that is to be had from `view` alone."""
        with self.store.reading() as held:
            ready = held.last_recording() == self.at and held.found("settled", [""], "settled")
            yield held if ready else None

    def known_part(self, known: str, ids: Collection[str]) -> View:
        """As `view(known)`, of the entries with these ids, and weighed without the others.

        Disagreements between one of these entries and another that is not among them are left out.
        """
        entries = [e for e in self.view(None).entries.values() if e.id in ids]
        return _known_by(entries, self.near.inputs(entries), known)

    def believed(self, known: str, ids: Collection[str] | None = None) -> View:
        """As `view(known)`, of the entries with these ids (None: all), but not weighed.

        The verdicts have no witnesses, and the entries are called as today: `weighed` gives both as they were
        then. Disagreements are those of today.
        """
        now = self.view(None)
        entries = [e for e in now.entries.values() if ids is None or e.id in ids]
        cut = cut_by(entries, self._days, known[:10])
        empty = (Verdict(e.id, state, (), (), 0, 0, "", "") for e in cut for state in e.states)
        return _made(cut, Assessment(tuple(empty), now.assessment.disagreements))

    def weighed(
        self, known: str, entries: Sequence[Entry], beside: Sequence[Entry] = ()
    ) -> tuple[tuple[Verdict, ...], tuple[Entry, ...]]:
        """The verdicts on entries of a view that is only `believed`, with witnesses as known on the day.

        Then the entries, and those that are told `beside` them, as they were called on that day.
        """
        now = self.view(None)

        def kept(ids: Iterable[str]) -> Iterator[Verdict]:
            yield from (now.verdicts[i, state] for i in ids for state in now.entries[i].states)

        return weighed_then(entries, beside, now.entries, kept, self.near.inputs, known[:10])

    def ready_for_the_past(self) -> None:
        """Look up what `believed` and `weighed` need, so that the first who asks does not wait for it."""
        import parley.resolve
        import parley.weigh.verdicts  # noqa: F401 - it is loaded here
        from parley.lexicon import lexicon

        lexicon().find("")  # its automaton is made by the first question
        _ = self._days, self.near.edges

    @cached_property
    def _days(self) -> Mapping[str, str | None]:
        """For each claim the day on which it became known."""
        return dict(self.store.claim_days(self.at)) if self._days_carried is None else self._days_carried

    def last_day(self) -> str | None:
        """The latest ISO day on which the ledger learned anything; None where it knows nothing."""
        with self.store.reading() as held:
            return held.last_known()

    def assumed(self, assumptions: Sequence[Assumption], known: str | None = None) -> View:
        """The view as it would be under assumptions, computed in memory; the ledger is not touched."""
        from parley.assume import assume, reweighed

        view = self.view(known)
        entries = assume(view.entries, assumptions)
        verdicts = reweighed(view.assessment.verdicts, view.entries, entries)
        return _made(entries.values(), replace(view.assessment, verdicts=verdicts))

    def timeline(
        self, since: str | None = None, until: str | None = None, known: str | None = None
    ) -> tuple[Event, ...]:
        """What began from day `since` to day `until`, both inclusive, oldest first."""
        found = (event for entry in self.view(known).entries.values() for event in events(entry))
        chosen = (e for e in found if (since or "") <= e.day <= (until or "9999"))
        return tuple(sorted(chosen, key=lambda e: (e.day, e.entry.id)))

    def deadlines(self, as_of: str, known: str | None = None) -> tuple[Due, ...]:
        """What ends, starts or falls due on day `as_of` or later, and what is overdue; soonest first."""
        entries = self.view(known).entries.values()
        found = (due for entry in entries for due in dues(entry, as_of))
        return tuple(sorted(found, key=lambda d: (d.when.start, d.entry.id, d.what)))

    def changes(self, since: str, until: str) -> tuple[Change, ...]:
        """How beliefs changed after day `since`, up to the end of day `until`, oldest first."""
        found = (c for entry in self.view(None).entries.values() for c in changes(entry))
        chosen = (c for c in found if since[:10] < c.day <= until[:10])
        return tuple(sorted(chosen, key=lambda c: (c.day, c.entry.id)))

    def disputes(self, as_of: str, known: str | None = None) -> tuple[Disagreement, ...]:
        """The disagreements, real and seeming, that were there on day `as_of`, by kind and id."""
        items = self.view(known).assessment.disagreements
        return tuple(d for d in items if d.since[:10] <= as_of[:10])

    def claims(self, ids: Sequence[str]) -> tuple[Claim, ...]:
        """The claims with these ids, in this order."""
        self._fetch(c for c in ids if c not in self._claims)
        lost = set(ids) - self._claims.keys()
        if lost:
            raise _missing("claim", min(lost), ())
        return tuple(self._claims[i] for i in ids)

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id."""
        return self.claims([claim_id])[0]

    def article(self, article_id: str) -> Article:
        """The article with this id (`page/index`)."""
        articles = self._articles(article_id.rpartition("/")[0], self.at)
        for article in articles:
            if article.id == article_id:
                return article
        raise _missing("article", article_id, [a.id for a in articles])

    def words(self, span: Span) -> str:
        """The characters of the raw page in `span`."""
        return self.page_text(span.page)[span.start : span.end]

    def page_text(self, page_id: str) -> str:
        """The whole decoded raw page."""
        return self.page(page_id).text

    def address(self, page_id: str) -> str:
        """Where the page came from: a file name or an address."""
        return self.page(page_id).address

    def addresses(self) -> tuple[tuple[str, str], ...]:
        """The id and the address of each page."""
        return self.store.addresses()

    def page(self, page_id: str) -> Page:
        """The page with this id."""
        page = self._page(page_id)
        if page is None:
            raise _missing("page", page_id, ())
        return page

    def _fetch(self, ids: Iterable[str]) -> None:
        wanted = tuple(dict.fromkeys(ids))
        if wanted:
            self._claims.update((claim.id, claim) for claim in self.store.claims_named(wanted, self.at))

    def _view(self, known: str | None) -> View:
        entries = self.store.entries(self.at)
        if known is None:
            return _made(entries, self.store.assessment(self.at))
        return _known_by(entries, self._inputs(), known)

    def _inputs(self) -> Inputs:
        return self.store.claims(self.at), self.store.articles(self.at), self.store.edges(self.at)


def _known_by(entries: Sequence[Entry], inputs: Inputs, known: str) -> View:
    # Imported here: the present needs no weighing, it is stored.
    from parley.weigh import weigh

    cut, told = known_by(entries, inputs, known[:10])
    return _made(cut, weigh(cut, *told))


def _made(entries: Iterable[Entry], assessment: Assessment) -> View:
    verdicts = {(v.entry, v.state): v for v in assessment.verdicts}
    return View({e.id: e for e in entries}, assessment, verdicts)


def _standing(view: View, entry: Entry, state: State, as_of: str) -> Standing:
    return Standing(entry, state, view.verdicts.get((entry.id, state)), lapsed(state, as_of))


def _missing(what: str, name: str, known: Iterable[str]) -> MissingError:
    near = get_close_matches(name, known, n=3)
    return MissingError(f"there is no {what} {name}", hint=f"nearest: {', '.join(near)}" if near else None)
