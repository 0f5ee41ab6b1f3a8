"""Searching the ledger: what the command line, the desk, the API and the MCP server share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from parley.answers import Shelf
from parley.ledger import Ledger
from parley.model import Claim, Entry
from parley.moments import standing
from parley.store import MANY, Hit, Wanted
from parley.write import Document
from parley.write.document import Line, Section, Sentence
from parley.write.nouns import subject
from parley.write.phrases import capital
from parley.write.sources import Sources

About = Callable[[Collection[str], Collection[str]], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Resting:
    """An entry that a claim is about: id, name in words, dispute, and its status on the last day known."""

    id: str
    name: str
    dispute: str
    status: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim or an entry that answers, with its words in (text, hit or not).

    `claim` is None for an entry; `entries` are those that the claim is about, or the entry itself.
    """

    hit: Hit
    kind: str
    claim: Claim | None
    outlet: str
    entries: tuple[Resting, ...]

    @property
    def words(self) -> str:
        """The words as they stand, without marks."""
        return "".join(piece for piece, _ in self.hit.pieces)

    def marks(self) -> list[tuple[int, int]]:
        """Where in `words` the hits are, end exclusive."""
        found, at = [], 0
        for piece, hit in self.hit.pieces:
            found += [(at, at + len(piece))] if hit else []
            at += len(piece)
        return found


@dataclass(frozen=True, slots=True)
class Findings:
    """How many answer in all, and those of one page; a count above `MANY` says only that there are more."""

    wanted: Wanted
    total: int
    items: tuple[Finding, ...]

    @property
    def count(self) -> str:
        """How many, in words: of many nobody counts all."""
        return f"more than {MANY:,}" if self.total > MANY else f"{self.total:,}"


def find(books: Ledger, wanted: Wanted, limit: int, start: int = 0, about: About | None = None) -> Findings:
    """At most `limit` of what answers, from `start`: the best first, or the newest, as always of many.

    `about` gives the entries of some claims and those with some ids (default: it is read from the ledger).
    """
    total, hits = books.store.search(wanted, limit, start)
    ids = [h.id for h in hits if h.shelf == "claim"]
    claims = {c.id: c for c in books.store.claims_named(ids, books.at)}
    pages = sorted({c.article.rpartition("/")[0] for c in claims.values()})
    outlets = {a.id: a.outlet or "" for a in books.store.articles_of(pages, books.at)}
    of = (about or _about(books))(claims.keys(), [h.id for h in hits if h.shelf == "entry"])
    day = books.last_day() or ""
    entries = {e.id: (e, _resting(e, day)) for e in of}
    items = (_finding(hit, claims.get(hit.id), outlets, entries) for hit in hits)
    return Findings(wanted, total, tuple(item for item in items if item))


def _about(books: Ledger) -> About:
    def read(claims: Collection[str], ids: Collection[str]) -> Iterable[Entry]:
        with books.store.reading() as held:
            return held.entries({*held.entries_of(claims), *ids})

    return read


def document(found: Findings, books: Ledger, start: int = 0) -> Document:
    """The findings as an answer, the hits set off; every line with the words that it stands on."""
    shelf = Shelf(books)
    shelf.fetch(i.claim.id for i in found.items if i.claim)
    sources = Sources(shelf)
    lines = tuple(_line(item, sources) for item in found.items)
    note = "" if lines else "Nothing in the ledger answers."
    if found.total > start + len(lines):
        note = f"{start + 1} to {start + len(lines)} of {found.count}; --from {start + len(lines)} goes on."
    words = f" for “{found.wanted.words}”" if found.wanted.words else ""
    order = ", the newest first" if found.total > MANY and found.wanted.order == "best" else ""
    heading = f"{found.count} found{words}{order}"
    return Document("SEARCH", (heading[0].upper() + heading[1:],), (Section("", lines, note),), sources.marks)


def _finding(
    hit: Hit, claim: Claim | None, outlets: Mapping[str, str], entries: Mapping[str, tuple[Entry, Resting]]
) -> Finding | None:
    if hit.shelf == "entry":
        entry = entries.get(hit.id)
        return Finding(hit, entry[0].kind, None, "", (entry[1],)) if entry else None
    if claim is None:
        return None
    about = tuple(rest for entry, rest in entries.values() if claim.id in entry.claims)
    return Finding(hit, claim.kind, claim, outlets.get(claim.article, ""), about)


def _resting(entry: Entry, day: str) -> Resting:
    state = standing(entry, day)
    return Resting(entry.id, capital(subject(entry)), entry.dispute, state.status if state else "")


def _line(item: Finding, sources: Sources) -> Line:
    told = "".join(f"»{piece}«" if hit else piece for piece, hit in item.hit.pieces)
    stood = [item.claim.id] if item.claim else []
    about = _named(item.entries)
    entry = item.entries[0].id if item.entries else None
    by = " (".join(filter(None, [item.claim.speaker if item.claim else "", item.outlet]))
    by += ")" if " (" in by else ""
    facts = (("kind", item.kind), ("outlet", item.outlet), ("day", item.hit.day))
    tail = "; ".join(filter(None, [item.kind, by, about]))
    return Line((Sentence(told, sources.claims(stood)),), item.hit.day, tail, entry=entry, facts=facts)


def _named(entries: Iterable[Resting]) -> str:
    named: Sequence[str] = [f"{e.id}: {e.status}" if e.status else e.id for e in entries]
    return ", ".join(named)
