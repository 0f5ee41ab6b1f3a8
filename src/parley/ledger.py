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
from typing import TYPE_CHECKING, Literal

from parley.assume import Assumption, assume, reweighed
from parley.errors import MissingError
from parley.known import Inputs, called_then, entries_known_by, inputs_known_by, known_by
from parley.model import (
    Article,
    Assessment,
    Claim,
    Difference,
    Disagreement,
    Entry,
    Page,
    Span,
    State,
    Verdict,
    When,
)
from parley.near import Near, NearBy
from parley.store import Store, open_store
from parley.store.parts import Part

if TYPE_CHECKING:
    from pandas import DataFrame

    from parley.write import Document, What


@dataclass(frozen=True, slots=True)
class Standing:
    """The state in which an entry stands; `lapsed`: its `until` is past and no source says what followed."""

    entry: Entry
    state: State
    verdict: Verdict | None
    lapsed: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A state begins: on `day` (ISO; the day it became known where its start is not said)."""

    day: str
    entry: Entry
    state: State
    before: State | None


@dataclass(frozen=True, slots=True)
class Due:
    """What ends, starts or falls due; `overdue`: `when` is past and no source says what followed."""

    when: When
    what: Literal["ends", "starts", "due"]
    entry: Entry
    state: State
    overdue: bool


@dataclass(frozen=True, slots=True)
class Change:
    """On `day` the belief about an entry changed; `before` None: it is new; `after` None: it was given up."""

    day: str
    entry: Entry
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True)
class View:
    """All entries and how they stand, as known on one day."""

    entries: Mapping[str, Entry]
    assessment: Assessment
    verdicts: Mapping[tuple[str, State], Verdict]


class Ledger:
    """What a store holds, as recording `at` left it (default: the last one); nothing here writes.

    Days are ISO. Asking for what is not held raises MissingError with the nearest ids.
    """

    def __init__(self, store: Store, at: int | None = None) -> None:
        self.store = store
        self.at = store.last_recording() if at is None else at
        self._page = lru_cache(maxsize=64)(store.page)
        self._articles = lru_cache(maxsize=512)(store.articles_on)
        self._claims: dict[str, Claim] = {}
        self.near = Near(store, self.at)
        self.view = lru_cache(maxsize=4)(self._view)

    @classmethod
    @contextmanager
    def open(cls, path: str | Path | None = None) -> Iterator[Ledger]:
        """The ledger file at `path` (default: `$PARLEY_LEDGER`, or the user's own), for reading.

        Raises LedgerError where there is none.
        """
        with open_store(path, create=False) as store:
            yield cls(store)

    def answer(self, what: What, as_of: str | None = None, **asked: str | None) -> Document:
        """What the command `what` answers, as a document that a notebook shows.

        `asked` are `known`, `since`, `until`, `dispute` and (for `show`) `subject`; without `as_of` the last
        day on which the ledger learned anything is asked about.
        """
        # Imported here: the writer imports more than most of what a ledger is asked needs.
        from parley import answers
        from parley.write import Ask

        day = as_of or answers.last_day(self, asked.get("known"))
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

    def part(self, *, entry: str | None = None, dispute: str | None = None) -> View | None:
        """What is known now of one entry, with those it is linked to, or of one dispute; None: ask for all.

        However much is held, only that is read. Of linked entries there are no verdicts.
        """
        if self.at != self.store.last_recording():
            return None
        with self.store.reading() as held:
            if not held.found("settled", [""], "settled"):
                return None
            ids = {entry} if entry else held.in_dispute(dispute or "")
            found = held.ordered(*held.entries(ids))
            linked = {link.target for e in found for link in e.links} if entry else set()
            linked |= held.linking_to(entry) if entry else set()
            others = held.entries(linked - ids)
            assessment = Assessment(held.verdicts(ids), held.disagreements_of(ids))
        return _made(sorted((*found, *others), key=lambda e: e.id), assessment) if found else None

    def standing(
        self,
        as_of: str,
        dispute: str | None = None,
        *,
        without: Collection[str] = (),
        start: int = 0,
        most: int | None = None,
    ) -> tuple[View, int] | None:
        """A page of what stands on a day as known now, and how much stands; None: ask `view` for all.

        In the order of kinds, then of beginnings; states with a status among `without` are left out. Most
        entries come without other states, claims and links. However much is held, only that page is read.
        """
        if self.at != self.store.last_recording():
            return None
        with self.store.reading() as held:
            if not held.found("settled", [""], "settled"):
                return None
            bare, verdicts, total = held.standing(as_of, dispute, without=without, start=start, most=most)
            entries = {e.id: e for e in bare} | {e.id: e for e in _told_beside(bare, held)}
            items = held.disagreements_of({e.id for e in bare})
        return _made(sorted(entries.values(), key=lambda e: e.id), Assessment(verdicts, items)), total

    def known_part(self, known: str, ids: Collection[str]) -> View:
        """As `view(known)`, of the entries with these ids, and weighed without the others.

        Disagreements between one of these entries and another that is not among them are left out.
        """
        from parley.weigh import weigh

        entries = [e for e in self.view(None).entries.values() if e.id in ids]
        cut, inputs = known_by(entries, self.near.inputs(entries), known[:10])
        return _made(cut, weigh(cut, *inputs))

    def believed(self, known: str, ids: Collection[str] | None = None) -> View:
        """As `view(known)`, of the entries with these ids (None: all), but not weighed.

        The verdicts have no witnesses, and the entries are called as today: `weighed` gives both as they were
        then. Disagreements are those of today.
        """
        now, day = self.view(None), known[:10]
        entries = [e for e in now.entries.values() if ids is None or e.id in ids]
        used = {c for e in entries for s in e.states if s.known_from[:10] <= day for c in s.claims}
        told = {i for e in entries for i in e.claims if (self._days.get(i) or "~")[:10] <= day}
        undated = {i for i in used if not self._days.get(i)}
        cut = entries_known_by(entries, told | undated, day)
        empty = (Verdict(e.id, state, (), (), 0, 0, "", "") for e in cut for state in e.states)
        return _made(cut, Assessment(tuple(empty), now.assessment.disagreements))

    def weighed(
        self, known: str, entries: Sequence[Entry], beside: Sequence[Entry] = ()
    ) -> tuple[tuple[Verdict, ...], tuple[Entry, ...]]:
        """The verdicts on entries of a view that is only `believed`, with witnesses as known on the day.

        Then the entries, and those that are told `beside` them, as they were called on that day.
        """
        # Imported here: the present needs no weighing, it is stored.
        from parley.weigh.evidence import evidence
        from parley.weigh.verdicts import verdicts

        every, whole = [*entries, *beside], self.view(None).entries
        inputs = inputs_known_by(self.near.inputs(every), every, known[:10])
        called = called_then([whole[e.id] for e in every], every, lambda _: inputs)
        return verdicts(called[: len(entries)], evidence(*inputs)), called

    def within(self, dispute: str) -> Ledger | None:
        """This ledger as if it held one dispute alone, of which only that is read; None: ask for all.

        For `believed` and `weighed`: its entries have no verdicts.
        """
        if self.at != self.store.last_recording():
            return None
        with self.store.reading() as held:
            ids = held.in_dispute(dispute) if held.found("settled", [""], "settled") else set()
            entries = held.ordered(*held.entries(ids))
            claims = {claim for entry in entries for claim in entry.claims}
            days: dict[str, str | None] = {c.id: c.known for c in held.claims_named(claims)}
            view = _made(entries, Assessment((), held.disagreements_of(ids)))
        part = Ledger(self.store, self.at)
        part.near = NearBy(self.store, self.at)
        part.__dict__ |= {"view": lambda known: view, "_days": days}
        return part if entries else None

    def ready_for_the_past(self) -> None:
        """Look up what `believed` and `weighed` need, so that the first who asks does not wait for it."""
        import parley.resolve
        import parley.weigh.verdicts  # noqa: F401 - it is loaded here

        _ = self._days, self.near.edges

    @cached_property
    def _days(self) -> dict[str, str | None]:
        """For each claim the day on which it became known."""
        return dict(self.store.claim_days(self.at))

    def last_day(self) -> str | None:
        """The latest ISO day on which the ledger learned anything; None where it knows nothing."""
        with self.store.reading() as held:
            return held.last_known()

    def assumed(self, assumptions: Sequence[Assumption], known: str | None = None) -> View:
        """The view as it would be under assumptions, computed in memory; the ledger is not touched."""
        view = self.view(known)
        entries = assume(view.entries, assumptions)
        verdicts = reweighed(view.assessment.verdicts, view.entries, entries)
        return _made(entries.values(), replace(view.assessment, verdicts=verdicts))

    def timeline(
        self, since: str | None = None, until: str | None = None, known: str | None = None
    ) -> tuple[Event, ...]:
        """What began from day `since` to day `until`, both inclusive, oldest first."""
        events = (event for entry in self.view(known).entries.values() for event in _events(entry))
        chosen = (e for e in events if (since or "") <= e.day <= (until or "9999"))
        return tuple(sorted(chosen, key=lambda e: (e.day, e.entry.id)))

    def deadlines(self, as_of: str, known: str | None = None) -> tuple[Due, ...]:
        """What ends, starts or falls due on day `as_of` or later, and what is overdue; soonest first."""
        entries = self.view(known).entries.values()
        dues = (due for entry in entries for due in _dues(entry, as_of))
        return tuple(sorted(dues, key=lambda d: (d.when.start, d.entry.id, d.what)))

    def changes(self, since: str, until: str) -> tuple[Change, ...]:
        """How beliefs changed after day `since`, up to the end of day `until`, oldest first."""
        found = (c for entry in self.view(None).entries.values() for c in _changes(entry))
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
        # Imported here: the present needs no weighing, it is stored.
        from parley.weigh import weigh

        cut, inputs = known_by(entries, self._inputs(), known[:10])
        return _made(cut, weigh(cut, *inputs))

    def _inputs(self) -> Inputs:
        return self.store.claims(self.at), self.store.articles(self.at), self.store.edges(self.at)


def _told_beside(page: Sequence[Entry], held: Part) -> tuple[Entry, ...]:
    """Whole entries: rounds of talks, deals that accusations of a breach name, truces for what lapsed."""
    rounds = held.ordered(*held.entries({e.id for e in page if e.kind == "round"}))
    disputes = held.entries({e.id for e in page if e.kind == "dispute"})
    lapsed = {e.dispute for e in page if e.kind == "measure" and e.states[0].status == "lapsed"}
    deals = {link.target for e in disputes for link in e.links} | held.of_kind("agreement", lapsed)
    return (*rounds, *disputes, *held.entries(deals))


def differences(before: View, after: View, as_of: str) -> tuple[Difference, ...]:
    """The entries that stand otherwise on day `as_of` in one view than in another, by id."""
    pairs = ((before.entries[key], entry) for key, entry in after.entries.items())
    stands = ((e, standing(old, as_of), standing(e, as_of)) for old, e in pairs if old is not e)
    found = (Difference(e, old, new) for e, old, new in stands if _shown(old) != _shown(new))
    return tuple(sorted(found, key=lambda d: d.entry.id))


def _shown(state: State | None) -> tuple[object, ...] | None:
    return (*_content(state), state.reason.startswith("assumed")) if state else None


def standing(entry: Entry, as_of: str) -> State | None:
    """The believed state of the entry that began last and holds on day `as_of`."""
    states = [s for s in entry.states if s.believed() and s.holds(as_of)]
    return max(states, key=lambda s: (s.begins, s.known_from), default=None)


def _made(entries: Iterable[Entry], assessment: Assessment) -> View:
    verdicts = {(v.entry, v.state): v for v in assessment.verdicts}
    return View({e.id: e for e in entries}, assessment, verdicts)


def _standing(view: View, entry: Entry, state: State, as_of: str) -> Standing:
    return Standing(entry, state, view.verdicts.get((entry.id, state)), _lapsed(state, as_of))


def _begin(state: State) -> str:
    return state.valid_from.start[:10] if state.valid_from else ""


def _last_day(when: When) -> str:
    return (when.end or when.start)[:10]


def _lapsed(state: State, as_of: str) -> bool:
    return state.until is not None and _last_day(state.until) < as_of


def _events(entry: Entry) -> Iterator[Event]:
    before: State | None = None
    for state in sorted(filter(State.believed, entry.states), key=lambda s: (_begin(s), s.known_from)):
        yield Event(_begin(state) or state.known_from[:10], entry, state, before)
        before = state


def _dues(entry: Entry, as_of: str) -> Iterator[Due]:
    """A deadline's own date; else the end of the state that stands, and the states that are yet to begin."""
    now = standing(entry, as_of)
    if entry.kind == "deadline":
        if entry.when and now and _last_day(entry.when) >= as_of:
            yield Due(entry.when, "due", entry, now, overdue=False)
        return
    if now and now.until:
        yield Due(now.until, "ends", entry, now, overdue=_lapsed(now, as_of))
    for state in filter(State.believed, entry.states):
        # What begins because the present state ends is told by that end.
        follows = now and now.until and now.valid_to and _begin(state) == now.valid_to[:10]
        if state.valid_from and _begin(state) > as_of and not follows:
            yield Due(state.valid_from, "starts", entry, state, overdue=False)


def _changes(entry: Entry) -> Iterator[Change]:
    """One change for each day and state that began, or ceased, to be believed."""
    for day in sorted({d[:10] for s in entry.states for d in (s.known_from, s.known_to) if d}):
        old = [s for s in entry.states if s.known_from[:10] < day and _open_before(s, day)]
        new = [s for s in entry.states if s.believed(day)]
        yield from _compared(day, entry, old, new)


def _open_before(state: State, day: str) -> bool:
    return state.known_to is None or state.known_to[:10] >= day


def _compared(day: str, entry: Entry, old: list[State], new: list[State]) -> Iterator[Change]:
    """New states; else states of which only the end changed; else states given up without another."""
    gone = [s for s in old if _content(s) not in {_content(n) for n in new}]
    fresh = [s for s in new if _content(s) not in {_content(o) for o in old}]
    ends = {(_content(s), s.valid_to) for s in old}
    if fresh:
        yield from (Change(day, entry, _before(state, gone, new), state) for state in fresh)
    elif gone:
        yield from (Change(day, entry, state, None) for state in gone)
    else:
        ended = [s for s in new if (_content(s), s.valid_to) not in ends]
        yield from (Change(day, entry, _before(state, old, new), state) for state in ended)


def _before(state: State, gone: Iterable[State], new: Iterable[State]) -> State | None:
    """What was believed in the place of `state`: the same status otherwise dated, else what it follows."""
    same = [s for s in gone if s.status == state.status]
    earlier = [s for s in new if _begin(s) < _begin(state)]
    return max(same or earlier or list(gone), key=_begin, default=None)


def _content(state: State) -> tuple[object, ...]:
    """What a state says; one more claim for it is no change, nor is the end that its successor makes."""
    return state.status, state.valid_from, state.until, state.rate


def _missing(what: str, name: str, known: Iterable[str]) -> MissingError:
    near = get_close_matches(name, known, n=3)
    return MissingError(f"there is no {what} {name}", hint=f"nearest: {', '.join(near)}" if near else None)
