"""The ledger as one recording left it, with what many answers look up in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from parley.accords import Accords
from parley.answers import Shelf, day_asked, findings, last_day
from parley.console import now
from parley.errors import UsageError
from parley.finding import Findings as Found
from parley.finding import find
from parley.following import followed
from parley.ledger import Ledger, View
from parley.model import DOSSIER, Article, Assessment, Claim, Edge, Entry, State, Story, Verdict
from parley.moments import Change, changes
from parley.store import Placed, Store, Wanted
from parley.store.since import Changed
from parley.write import Ask, Document, Findings, What, compose, desk
from parley.write.board import ACCORDS
from parley.write.due import last_due
from parley.write.lines import Desk, state_sentence
from parley.write.nouns import subject
from parley.write.sources import Sources

EXACT = frozenset({"brief", "disputes", "lapse"})  # answers that weigh all of what they look at
CLAIMS = 20_000  # claims, with their articles, in memory
VIEWS = 24  # parts of the ledger, and days as of which it is known, in memory
WHOLE = (None, None, None, False)  # all disputes as known now
WIDE = frozenset(
    {"brief", "deadlines", "headline", "board"}
)  # answers that look at a dispute's parties in others


@dataclass(frozen=True, slots=True)
class Freshness:
    """What an answer rests on: the last recording and its moment (UTC), how much is held."""

    recording: int
    at: str
    pages: int
    articles: int
    behind: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list, without its text."""

    id: str
    page: str
    index: int
    title: str | None
    outlet: str | None
    published: str | None
    published_basis: str | None


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the snapshot before, and what that one had looked up."""

    changed: Changed
    articles: tuple[Listed, ...]
    stories: tuple[Story, ...]
    order: tuple[Placed, ...]
    changes: tuple[Change, ...]
    shelf: Shelf


class Snapshot:
    """The ledger as one recording left it, with what follows from it; answers of it never change.

    Of what the snapshot `before` had read only that is read again which changed since.
    """

    def __init__(self, store: Store, before: Snapshot | None = None) -> None:
        found = followed(before.ledger) if before else None
        self.ledger: Ledger = found[0] if found else Ledger(store)
        self.at = self.ledger.at
        self._news: News | None = None
        if found and before:
            told = (before.articles, before.stories, before.claim_order, before.changes)
            self._news = News(found[1], *told, before.shelf)

    @cached_property
    def last_day(self) -> str:
        """The latest day on which the ledger learned anything; where it knows nothing, today."""
        try:
            return last_day(self.ledger)
        except UsageError:
            return now()[:10]

    def day_asked(self, what: What, known: str | None = None, until: str | None = None) -> str:
        """The day that is asked about where none is given, as the commands take it."""
        try:
            return day_asked(what, self.ledger, known, until) if known or until else self.last_day
        except UsageError:
            return self.last_day

    @cached_property
    def first_day(self) -> str:
        """The earliest day of which the ledger knows."""
        days = [s.known_from[:10] for e in self.entries.values() for s in e.states]
        return min(days, default=self.last_day)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """All entries by id, as known now."""
        return self.ledger.view(None).entries

    @cached_property
    def disputes(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each dispute, those with most entries first."""
        counts: dict[str, int] = defaultdict(int)
        for entry in self.entries.values():
            counts[entry.dispute] += 1
        ranked = sorted(counts, key=lambda d: (-counts[d], d))
        return tuple((d, self.entries[d].name if d in self.entries else d) for d in ranked)

    @property
    def main_dispute(self) -> str | None:
        """The dispute with most entries, where there are several."""
        return self.disputes[0][0] if len(self.disputes) > 1 else None

    def resting(self, claims: Collection[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """For each of some claims the (id, name) of the entries that rest on it."""
        with self.ledger.store.reading() as held:
            joined = sorted((claim, entry) for claim, entry in held.joined(claims) if entry in self.entries)
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for claim, entry in joined:
            found[claim] = (*found.get(claim, ()), (entry, subject(self.entries[entry])))
        return found

    @cached_property
    def claim_order(self) -> tuple[Placed, ...]:
        """All claims as they became known, with their kinds."""
        store, news = self.ledger.store, self._news
        if news is None:
            return store.claim_order(self.at)
        kept = (placed for placed in news.order if placed.id not in news.changed.claims)
        return tuple(sorted((*kept, *store.claim_order(self.at, news.changed.claims))))

    @cached_property
    def articles(self) -> tuple[Listed, ...]:
        """All articles, newest first, those without a date last."""
        store, news = self.ledger.store, self._news
        if news is None:
            found = [_listed(a) for a in store.articles(self.at)]
        else:
            fresh = store.articles_of(sorted(news.changed.pages), self.at)
            kept = (a for a in news.articles if a.page not in news.changed.pages)
            found = sorted(
                (*kept, *map(_listed, fresh)), key=lambda a: (a.page, int(a.id.rpartition("/")[2]))
            )
        return tuple(sorted(found, key=lambda a: a.published or "", reverse=True))

    @cached_property
    def outlets(self) -> tuple[tuple[str, int, str], ...]:
        """Each outlet with the number of its articles and the last day of one, those with most first."""
        days: dict[str, list[str]] = defaultdict(list)
        for article in self.articles:
            days[article.outlet or "outlet unknown"].append((article.published or "")[:10])
        return tuple(sorted(((o, len(d), max(d)) for o, d in days.items()), key=lambda o: (-o[1], o[0])))

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """All stories, those first that went on last."""
        if self._news and not self._news.changed.stories:
            return self._news.stories
        found = self.ledger.store.stories(self.at)
        return tuple(sorted(found, key=lambda s: s.until or s.since or "", reverse=True))

    def claims_on(self, article: str) -> tuple[Claim, ...]:
        """The claims of an article, in the order of its text."""
        with self.ledger.store.reading() as held:
            found = held.claims_on([article])
        return tuple(sorted(found, key=lambda c: c.support[0].start))

    def edges(self, article: str) -> tuple[Edge, ...]:
        """The lineage of one article, in both directions."""
        return self.ledger.near.edges.get(article, ())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """How beliefs changed, oldest first."""
        if self._news is None:
            return self.ledger.changes("0001-01-01", "9999-12-31")
        gone = self._news.changed.entries
        fresh = (c for i in gone & self.entries.keys() for c in changes(self.entries[i]))
        kept = (c for c in self._news.changes if c.entry.id not in gone)
        return tuple(sorted((*kept, *fresh), key=lambda c: (c.day, c.entry.id)))

    def sentences(self, states: Sequence[tuple[str, State]]) -> Mapping[tuple[str, State], str]:
        """For an entry's id and a state of it the sentence that tells it, where there is one."""
        view = self.ledger.view(None)
        ask = Ask("9999-12-31")
        desk = Desk(ask, self.findings(ask), Sources(self.shelf))
        found = [view.verdicts[key] for key in states if key in view.verdicts]
        return {(v.entry, v.state): state_sentence(desk, v).text for v in desk.ready(found)}

    @cached_property
    def freshness(self) -> Freshness:
        """What answers rest on."""
        last = self.ledger.store.last_written()
        facts = set(self.ledger.store.pages_of_type(DOSSIER))
        read = [a.page for a in self.articles if a.page not in facts]
        at = last.at if last else ""
        return Freshness(self.at, at, len(set(read)), len(read), self.ledger.store.behind())

    @cached_property
    def shelf(self) -> Shelf:
        """The books in which all answers look their words up."""
        shelf = Shelf(self.ledger, CLAIMS)
        if self._news:
            shelf.take(self._news.shelf, self._news.changed)
        return shelf

    def findings(self, ask: Ask, *, wide: bool = False, exact: bool = False) -> Findings:
        """What an answer looks at: of a dispute only that, and with `wide` what else its parties do.

        Of the ledger as known on a day the same, weighed where it is looked at; with `exact` at once, with
        the disagreements as they were then.
        """
        if ask.assumed:
            return findings(ask, self.ledger)
        # All disputes are as wide as can be, and what is known now is weighed already.
        wide_on = ask.as_of[:10] if wide and ask.dispute is not None else None
        key = (ask.known, ask.dispute, wide_on, exact and ask.known is not None)
        made = self._parts.get(key)  # other threads add and drop parts meanwhile
        if made is None:
            made = self._findings(ask, wide_on, exact)
            for old in [k for k in tuple(self._parts) if k != WHOLE][: max(0, len(self._parts) - VIEWS)]:
                self._parts.pop(old, None)
            self._parts[key] = made
        return made

    def _findings(self, ask: Ask, wide_on: str | None, exact: bool) -> Findings:
        chosen = self._near(ask.dispute, wide_on) if ask.dispute else None
        if ask.known is None:
            view = self.ledger.view(None)
        elif exact:
            view = self.ledger.known_part(ask.known, chosen or self.entries.keys())
        else:
            view = self.ledger.believed(ask.known, chosen)
        kept = view.entries if chosen is None else {i: e for i, e in view.entries.items() if i in chosen}
        entries = {**kept, **self._targets(kept, view)}
        assessment = view.assessment if chosen is None else _only(view, chosen)
        weigh = Then(self.ledger, ask.known, entries) if ask.known and not exact else None
        return Findings(entries, assessment, self.shelf, weigh=weigh)

    def _near(self, dispute: str, wide_on: str | None) -> set[str]:
        """The entries of a dispute; with a day also what may fall due from then on where its parties act.

        And agreements of these that were to end before: they may have carried on what is overdue.
        """
        own = {e.id for e in self.entries.values() if e.dispute == dispute}
        if wide_on is None or dispute not in self.entries:
            return own
        parties = set(self.entries[dispute].actors)
        later = (e for last, e in self._dues if last >= wide_on or e.kind == "agreement")
        return own | {e.id for e in later if parties.intersection(e.actors)}

    @cached_property
    def _dues(self) -> tuple[tuple[str, Entry], ...]:
        """The entries that may fall due at all, or be overdue, with the last day on which they may."""
        return tuple((last, e) for e in self.entries.values() if (last := last_due(e)))

    @staticmethod
    def _targets(entries: Mapping[str, Entry], view: View) -> dict[str, Entry]:
        """The entries to which links of these lead, whose names their lines tell."""
        targets = {link.target for e in entries.values() for link in e.links} - entries.keys()
        return {i: view.entries[i] for i in sorted(targets) if i in view.entries}

    @cached_property
    def _parts(self) -> dict[tuple[str | None, str | None, str | None, bool], Findings]:
        return {}

    @cached_property
    def accords(self) -> Accords:
        """The agreements and measures of all disputes, to be counted."""
        return Accords(e for e in self.entries.values() if e.kind in ACCORDS)

    @cached_property
    def choices(self) -> tuple[frozenset[str], frozenset[str]]:
        """The parties and the statuses by which a search may be narrowed."""
        every = self.entries.values()
        parties = frozenset(p for e in every for p in (*e.actors, *e.targets))
        return parties, frozenset(s.status for e in every for s in e.states)

    def warm(self) -> None:
        """Look up what all pages need, so that nobody waits for it."""
        desk.ready()
        self.ledger.ready_for_the_past()
        for name in (
            "entries",
            "disputes",
            "freshness",
            "shelf",
            "stories",
            "_pointing",
            "claim_order",
            "changes",
            "choices",
            "_dues",
            "first_day",
        ):
            getattr(self, name)
        if self.entries:
            self.accords.counted(self.last_day, None)
            _ = self.findings(Ask(self.last_day)).rows
            self.document("board", Ask(self.last_day, dispute=self.main_dispute))
        self._news = None

    def words(self, entry: Entry) -> str:
        """The name of an entry and all words that it stands on."""
        return " ".join([entry.name, *(c.words for c in self.ledger.claims(entry.claims))])

    def document(self, what: What, ask: Ask) -> Document:
        """The answer to a question."""
        if what == "show":
            return compose(what, ask, self._of_entry(ask))
        return compose(what, ask, self.findings(ask, wide=what in WIDE, exact=what in EXACT))

    def _of_entry(self, ask: Ask) -> Findings:
        """What the answer about one entry looks at: it, what it is linked to, and what is linked to it."""
        entry = self.ledger.entry(ask.subject or "")
        near = {entry.id, *(k.target for k in entry.links), *self._pointing.get(entry.id, ())}
        if ask.known is None:
            view = self.ledger.view(None)
        else:
            view = self.ledger.believed(ask.known, near)
            own = self.ledger.known_part(ask.known, {entry.id})
            view = View({**view.entries, **own.entries}, own.assessment, own.verdicts)
        entries = {i: view.entries[i] for i in sorted(near) if i in view.entries}
        return Findings(entries, _only(view, {entry.id}), self.shelf)

    @cached_property
    def _pointing(self) -> Mapping[str, tuple[str, ...]]:
        """For an entry's id those of the entries with links to it."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries.values():
            for link in entry.links:
                found[link.target].append(entry.id)
        return {target: tuple(ids) for target, ids in found.items()}

    def search(self, wanted: Wanted, limit: int, start: int = 0) -> Found:
        """What answers, the best first."""
        return find(self.ledger, wanted, limit, start, self._about)

    def _about(self, claims: Iterable[str], ids: Iterable[str]) -> Iterable[Entry]:
        """The entries that rest on some claims, and those with some ids."""
        claims = list(claims)
        resting = self.resting(claims)
        near = dict.fromkeys((*(i for c in claims for i, _ in resting.get(c, ())), *ids))
        return [self.entries[i] for i in near if i in self.entries]


class Then:
    """Weighs what is looked at as it was known on a day, once; its entries are called as they were then."""

    def __init__(self, ledger: Ledger, known: str, entries: dict[str, Entry]) -> None:
        self._ledger, self._known, self._entries = ledger, known, entries
        self._called: set[str] = set()
        self._made: dict[tuple[str, State], Verdict] = {}

    def __call__(self, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
        """The verdicts with their witnesses."""
        fresh = {v.entry: None for v in verdicts if (v.entry, v.state) not in self._made}
        if fresh:
            found = [self._entries[i] for i in fresh]
            linked = {k.target for e in found for k in e.links} & self._entries.keys()
            beside = [self._entries[i] for i in sorted(linked - fresh.keys() - self._called)]
            made, called = self._ledger.weighed(self._known, found, beside)
            self._made.update({(v.entry, v.state): v for v in made})
            self._entries.update({e.id: e for e in called})
            self._called.update(e.id for e in called)
        return tuple(self._made[v.entry, v.state] for v in verdicts)


def _listed(article: Article) -> Listed:
    return Listed(
        article.id,
        article.page,
        article.index,
        article.title,
        article.outlet,
        article.published,
        article.published_basis,
    )


def _only(view: View, ids: Container[str]) -> Assessment:
    """What is said of these entries, and the disagreements that are about no entry."""
    verdicts = tuple(v for v in view.assessment.verdicts if v.entry in ids)
    items = (d for d in view.assessment.disagreements if d.entry is None or d.entry in ids)
    return Assessment(verdicts, tuple(items))
