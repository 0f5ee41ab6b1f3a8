"""An open ledger for programs that stay up: the newest snapshot of it, and what many answers look up."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TypeVar

from parley.answers import document, last_day
from parley.ledger import Change, Ledger
from parley.model import Article, Claim, Edge, Entry
from parley.store import Store
from parley.write import Ask, Document, What
from parley.write.nouns import subject

T = TypeVar("T")

KEPT = 256  # rendered answers in memory


@dataclass(frozen=True, slots=True)
class Freshness:
    """What an answer rests on: the last recording and its moment (UTC), how much is held."""

    recording: int
    at: str
    pages: int
    articles: int
    behind: bool


class Snapshot:
    """The ledger as one recording left it, with what follows from it; answers of it never change."""

    def __init__(self, store: Store) -> None:
        self.ledger = Ledger(store)
        self.at = self.ledger.at

    @cached_property
    def last_day(self) -> str:
        """The latest day on which the ledger learned anything; raises UsageError where it is empty."""
        return last_day(self.ledger)

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

    @cached_property
    def resting(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """For a claim id the (id, name) of the entries that rest on it."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry in self.entries.values():
            for claim in entry.claims:
                found[claim].append((entry.id, subject(entry)))
        return {claim: tuple(names) for claim, names in found.items()}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, as they became known."""
        return self.ledger.store.claims(self.at)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles, newest first, those without a date last."""
        return tuple(
            sorted(self.ledger.store.articles(self.at), key=lambda a: a.published or "", reverse=True)
        )

    @cached_property
    def _edges(self) -> Mapping[str, tuple[Edge, ...]]:
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.ledger.store.edges(self.at):
            found[edge.old].append(edge)
            found[edge.new].append(edge)
        return {article: tuple(edges) for article, edges in found.items()}

    def edges(self, article: str) -> tuple[Edge, ...]:
        """The lineage of one article, in both directions."""
        return self._edges.get(article, ())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """How beliefs changed, oldest first."""
        return self.ledger.changes("0001-01-01", "9999-12-31")

    @cached_property
    def told(self) -> Mapping[tuple[str, str], str]:
        """For an entry's id and a status the sentence that the timeline has for it."""
        lines = (line for s in self.document("timeline", Ask("9999-12-31")).sections for line in s.lines)
        return {
            (line.entry or "", dict(line.facts).get("status", "")): " ".join(s.text for s in line.sentences)
            for line in lines
        }

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each article, in the order of its text."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.claims, key=lambda c: (c.article, c.support[0].start)):
            found[claim.article].append(claim)
        return {article: tuple(claims) for article, claims in found.items()}

    @cached_property
    def freshness(self) -> Freshness:
        """What answers rest on."""
        recordings = self.ledger.store.recordings()
        pages = len({a.page for a in self.articles})
        at = recordings[-1].at if recordings else ""
        return Freshness(self.at, at, pages, len(self.articles), self.ledger.store.behind())

    def words(self, entry: Entry) -> str:
        """The name of an entry and all words that it stands on."""
        return " ".join([entry.name, *(c.words for c in self.ledger.claims(entry.claims))])

    def document(self, what: What, ask: Ask) -> Document:
        """The answer to a question."""
        return document(what, ask, self.ledger)

    def search(self, words: str, kind: str = "") -> tuple[Claim, ...]:
        """The claims, newest first, whose words or slots hold all of `words`; `kind` narrows them."""
        wanted = words.casefold().split()
        found = [
            claim
            for claim in self.claims
            if (not kind or claim.kind == kind) and all(w in self._folded[claim.id] for w in wanted)
        ]
        return tuple(reversed(found)) if wanted else ()

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {c.id: " ".join(_terms(c)).casefold() for c in self.claims}


class Library:
    """The newest snapshot of a store that others may write to, and the last answers made of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = Lock()
        self._snapshot: Snapshot | None = None
        self._answers: OrderedDict[tuple[int, str], object] = OrderedDict()

    def now(self) -> Snapshot:
        """The ledger as the last recording left it."""
        last = self.store.last_recording()
        with self._lock:
            if self._snapshot is None or self._snapshot.at != last:
                self._snapshot = Snapshot(self.store)
                self._answers.clear()
            return self._snapshot

    def kept(self, snapshot: Snapshot, key: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key and snapshot while there is room."""
        with self._lock:
            if (snapshot.at, key) in self._answers:
                self._answers.move_to_end((snapshot.at, key))
                return self._answers[snapshot.at, key]  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._answers[snapshot.at, key] = made
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return made


def _terms(claim: Claim) -> Sequence[str]:
    slots = (claim.instrument, claim.action, claim.place, claim.speaker)
    return [claim.words, *claim.actors, *claim.targets, *claim.people, *claim.goods, *filter(None, slots)]
