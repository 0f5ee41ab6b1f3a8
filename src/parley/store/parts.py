"""Reading a part of a ledger, in one transaction: only what is asked for by name, however much is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from parley.model import DOSSIER, Article, Claim, Disagreement, Edge, Entry, EntryKind, Story, Verdict
from parley.store import codec, rows, stands, traces
from parley.store.dues import Next, upcoming
from parley.store.history import held, held_among, is_held, last_recording
from parley.store.kin import Kin
from parley.store.since import Changed, changed_since
from parley.store.stands import Asked, Listed
from parley.store.statements import Connection, Rows, Statement, among, listed
from parley.store.warm import Warm

if TYPE_CHECKING:
    from parley.resolve.memory import Past

T = TypeVar("T")
_HOMES = held_among("claims", "id", "id", "article")
_DAYS = held_among("claims", "id", "id", "known")
_PLACES = held_among("claims", "id", "id", "known", "article", "start")
_KINDS = Statement(f"SELECT id, media_type FROM pages WHERE {among('id')}")
_SEEN = Statement(f"SELECT id, address, fetched FROM pages WHERE {among('id')}")
_SHELF = Statement(f"SELECT key, value FROM shelf WHERE {among('key')}")
_RECORDED = Statement("SELECT count(*) FROM texts")
_LATEST = Statement(
    f"{held('claims', 'known')} AND claims.known IS NOT NULL ORDER BY claims.known DESC LIMIT 1"
)
_LAST_KNOWN = Statement(f"{held('states', 'known_from')} ORDER BY states.known_from DESC LIMIT 1")
# Not narrowed by ledger: the database would go through all of its notes, not through the last ones.
_SINCE = Statement(
    "SELECT ledger, fact, event FROM history WHERE recording IN"
    " (SELECT id FROM recordings WHERE stage = 'read' AND id > :recording) ORDER BY seq"
)
_AT = Statement(
    f"{held('verdicts', 'entry', 'body')} AND (verdicts.entry, verdicts.position) IN PLACES(:places)"
)
# A claim that is not held any more comes first.
_JOINED = Statement(
    "SELECT joins.entry, joins.claim, claims.known, claims.article, claims.start FROM joins"
    f" LEFT JOIN claims ON claims.id = joins.claim AND {is_held('claims')}"
    f" WHERE {is_held('joins')} AND {among('joins.entry')}"
)
_OTHERS = Statement(f"{held('entries', 'id')} AND entries.dispute = :dispute LIMIT :most")

_BRIEFED = Statement(
    f"{held('verdicts', 'entry', 'position', 'body')} AND {among('verdicts.entry')}"
    f" AND {stands.told_of('verdicts')}"
)


class Part:
    """What is held now, by name. Ids that are not held are passed over.

    Articles and claims are read once: who changes any looks at them with another one afterwards.
    """

    def __init__(self, connection: Connection, warm: Warm | None = None) -> None:
        self._connection = connection
        self.kin = Kin(connection)
        self.warm = warm or Warm()
        # News asks for the same again and again.
        self._articles: dict[str, list[Article]] = {}
        self._claims: dict[str, list[Claim]] = {}
        self._read: dict[int, Rows] = {}

    def seen(self, pages: Collection[str]) -> dict[str, tuple[str, str]]:
        """Address and moment of finding of each of some pages."""
        rows = _SEEN.rows(self._connection, names=listed(pages)) if pages else ()
        return {page: (address, fetched) for page, address, fetched in rows}

    def last_recording(self) -> int:
        """The id of the last recording."""
        return last_recording(self._connection)

    def past(self) -> Past:
        """What the stories so far left behind."""
        # Imported here: it brings numpy, and questions write nothing.
        from parley.resolve.memory import Past

        return Past(self._shelf, self._stories)

    def turned(self, recording: int) -> bool:
        """Whether a page was read otherwise after a recording than before it; dossiers may be."""
        gone = self._noted(recording, "retracted")
        pages = {page for name in ("articles", "claims") for page in self._pages(name, gone[name])}
        return any(kind != DOSSIER for kind in self._kinds(pages).values())

    def readings_since(self, recording: int) -> int:
        """How many articles came after a recording."""
        return len(self._noted(recording, "asserted")["articles"])

    def recorded(self) -> int:
        """How many articles are held that may be copies."""
        return int(_RECORDED.first(self._connection))

    def found(self, space: str, keys: Iterable[str], kind: str) -> set[str]:
        """The names of a kind of reference kept under any of the keys of a space."""
        return _names(traces.found(self._connection, space, keys), kind)

    def found_by_key(self, space: str, keys: Iterable[str], kind: str) -> dict[str, set[str]]:
        """As `found`, for each of the keys apart; keys that lead to nothing are left out."""
        refs = traces.by_key(self._connection, space, keys)
        named = ((key, _names(found, kind)) for key, found in refs.items())
        return {key: names for key, names in named if names}

    def keys_of(self, refs: Collection[str]) -> dict[str, set[str]]:
        """The keys, as they are kept, under which some references are; those under none are left out."""
        return traces.keys_of(self._connection, refs)

    def beside(self, refs: Iterable[str], kind: str) -> set[str]:
        """The names of a kind that share a key with any of these references (`block:...`)."""
        return _names(traces.beside(self._connection, set(refs)), kind)

    def pages_read_since(self, recording: int | None) -> set[str]:
        """The pages of which an article or a claim was asserted or retracted after a recording."""
        changed: dict[str, set[int]] = {"articles": set(), "claims": set()}
        for ledger, fact, _ in self._since(recording or 0):
            changed.setdefault(ledger, set()).add(fact)
        return {page for name in ("articles", "claims") for page in self._pages(name, changed[name])}

    def latest(self) -> str | None:
        """The last ISO day on which a page that is held was published, as its claims have it."""
        day: str | None = _LATEST.first(self._connection)
        return day

    def arrived_since(self, recording: int) -> tuple[Article, ...]:
        """The articles, without facts of dossiers, that came after a recording, in the order of arrival."""
        facts = self._noted(recording, "asserted")["articles"]
        told = list(self._told("articles", facts))
        kinds = self._kinds({page for _, page in told})
        return tuple(_loaded(Article, body) for body, page in told if kinds[page] != DOSSIER)

    def edges_on(self, side: Literal["old", "new"], articles: Collection[str]) -> tuple[Edge, ...]:
        """The edges of which some articles are the older or the newer side."""
        return self._facts(Edge, "edges", side, articles)

    def articles_on(self, pages: Collection[str]) -> tuple[Article, ...]:
        """The articles on some pages."""
        missing = set(pages) - self._articles.keys()
        self._articles |= {page: [] for page in missing}
        for article in self._facts(Article, "articles", "page", missing):
            self._articles[article.page].append(article)
        return tuple(article for page in sorted(pages) for article in self._articles[page])

    def claims_on(self, articles: Collection[str]) -> tuple[Claim, ...]:
        """The claims of some articles."""
        missing = set(articles) - self._claims.keys()
        self._claims |= {article: [] for article in missing}
        for claim in self._facts(Claim, "claims", "article", missing):
            self._claims[claim.article].append(claim)
        return tuple(claim for article in sorted(articles) for claim in self._claims[article])

    def items(self, ids: Collection[str]) -> tuple[Disagreement, ...]:
        """The disagreements with these ids."""
        return self._facts(Disagreement, "disagreements", "id", ids)

    def changed_since(self, recording: int, most: int) -> Changed | None:
        """What changed after a recording; None where more than `most` facts did."""
        return changed_since(self._connection, recording, most)

    def claims_named(self, ids: Collection[str]) -> tuple[Claim, ...]:
        """The claims with these ids."""
        return self._facts(Claim, "claims", "id", ids)

    def joined(self, claims: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The id of each of some claims with that of each entry to which it is joined."""
        query = held_among("joins", "claim", "claim", "entry")
        return tuple((claim, entry) for claim, entry in self._rows(query, claims))

    def days_of(self, ids: Collection[str]) -> dict[str, str | None]:
        """The day on which each of the claims with these ids became known."""
        return dict(self._rows(_DAYS, ids))

    def article_of(self, ids: Collection[str]) -> dict[str, str]:
        """The article of each of the claims with these ids."""
        return self.warm.homes.whole(ids, lambda lost: self._rows(_HOMES, lost))

    def ever_on(self, pages: Collection[str]) -> tuple[Claim, ...]:
        """All claims that were ever on some pages, held or not."""
        return tuple(_loaded(Claim, body) for (body,) in self._rows(_among("claims", "page", "body"), pages))

    def edges_from(self, articles: Collection[str]) -> tuple[Edge, ...]:
        """The edges of which some articles are the newer side, and theirs, up to the origins."""
        return self._chain(articles, "new", lambda edge: edge.old)

    def edges_to(self, articles: Collection[str]) -> tuple[Edge, ...]:
        """The edges of which some articles are the older side, and theirs, down to the last copies."""
        return self._chain(articles, "old", lambda edge: edge.new)

    def entries_of(self, claims: Collection[str]) -> set[str]:
        """The ids of the entries to which some claims are joined."""
        return {entry for _, entry in self.joined(claims)}

    def entries(self, ids: Collection[str]) -> tuple[Entry, ...]:
        """The entries with these ids, in their order; the claims of each in the order of their ids."""
        found = self.warm.entries.whole(ids, lambda lost: ((e.id, e) for e in self._entries(lost)))
        return tuple(found[key] for key in sorted(found))

    def _entries(self, ids: Collection[str]) -> Iterator[Entry]:
        parts = rows.EntryParts(
            self._by_entry("states", ids),
            self._by_entry("joins", ids),
            self._by_entry("links", ids),
        )
        yield from map(parts.entry, self._facts(Entry, "entries", "id", ids))

    def verdicts(self, ids: Collection[str]) -> tuple[Verdict, ...]:
        """The verdicts on the states of some entries, by entry."""
        by_entry = self._by_entry("verdicts", ids)
        return tuple(codec.loads(Verdict, body) for key in sorted(by_entry) for _, body in by_entry[key])

    def verdicts_told(self, ids: Collection[str], day: str, since: str) -> tuple[Verdict, ...]:
        """Of `verdicts` those that a briefing of an ISO day, and of what changed since another, may tell."""
        rows = _BRIEFED.rows(self._connection, names=listed(ids), day=day, since=since)
        return tuple(codec.loads(Verdict, body) for _, _, body in sorted(rows))

    def standing(self, asked: Asked) -> tuple[tuple[Entry, ...], tuple[Verdict, ...], int]:
        """A page of what is believed now to hold on a day: entries with that state alone, and its verdicts.

        The entries have no claims and no links. The last is how many there are on all pages.
        """
        found = self.listed(asked)
        told = self.verdicts_at(found.places)
        bare = {e.id: e for e in self._facts(Entry, "entries", "id", {v.entry for v in told})}
        held = tuple(replace(bare[v.entry], states=(v.state,)) for v in told if v.entry in bare)
        return held, told, found.total

    def verdicts_at(self, places: Collection[tuple[str, int]]) -> tuple[Verdict, ...]:
        """The verdicts on the states of entries at one position each, in this order."""
        rows = _AT.rows(self._connection, places=listed(places)) if places else ()
        found = dict(rows)
        return tuple(_loaded(Verdict, found[key]) for key, _ in places if key in found)

    def listed(self, asked: Asked) -> Listed:
        """The places of a page of states."""
        return stands.listed(self._connection, asked)

    def claims_in(self, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The claims of each of some entries as they became known, then by article and place in it."""
        found: defaultdict[str, list[tuple[str, str, int, str]]] = defaultdict(list)
        for entry, claim, known, article, start in self._rows(_JOINED, ids):
            found[entry].append((known or "", article or "", -1 if start is None else start, claim))
        return {entry: tuple(place[3] for place in sorted(places)) for entry, places in found.items()}

    def ordered(self, *entries: Entry) -> tuple[Entry, ...]:
        """The entries with their claims as they became known, then by article and place in it."""
        ids = {claim for entry in entries for claim in entry.claims}
        found = self._rows(_PLACES, ids)
        told = {key: (known or "", article, start, key) for key, known, article, start in found}

        def place(claim: str) -> tuple[str, str, int, str]:
            return told.get(claim) or ("", "", -1, claim)

        def joined(join: tuple[str, str]) -> tuple[str, str, int, str]:
            return place(join[0])

        return tuple(
            replace(e, claims=tuple(sorted(e.claims, key=place)), joins=tuple(sorted(e.joins, key=joined)))
            for e in entries
        )

    def last_known(self) -> str | None:
        """The latest ISO day on which something became known."""
        day: str | None = _LAST_KNOWN.first(self._connection)
        return day and day[:10]

    def in_dispute(self, dispute: str) -> set[str]:
        """The ids of the entries of a dispute."""
        return {key for (key,) in self._rows(held_among("entries", "dispute", "id"), [dispute])}

    def of_kind(self, kind: EntryKind, disputes: Collection[str]) -> set[str]:
        """The ids of the entries of a kind in some disputes."""
        rows = self._rows(held_among("entries", "dispute", "id", "kind"), disputes)
        return {key for key, own in rows if own == kind}

    def disagreements_of(self, entries: Collection[str]) -> tuple[Disagreement, ...]:
        """The disagreements about some entries."""
        return self._facts(Disagreement, "disagreements", "id", self.found("of", entries, "item"))

    def upcoming(self, dispute: str, parties: Collection[str], day: str, most: int) -> Next:
        """What falls due next elsewhere, where some parties act; see `dues.upcoming`."""
        return upcoming(self._connection, dispute, parties, day, most)

    def disputes(self, day: str, most: int) -> tuple[str, ...]:
        """The first disputes by id of which something stands on an ISO day, as known now."""
        return stands.disputes(self._connection, day, most)

    def linking_to(self, entry: str) -> set[str]:
        """The ids of entries that may have a link to an entry."""
        return self.beside([f"offers:{entry}"], "seeks")

    def peopled(self, disputes: Collection[str], without: Collection[str]) -> set[str]:
        """Those of the disputes that have an entry besides their own and those named."""
        enough = len(without) + 2
        found = {d: {*_OTHERS.column(self._connection, dispute=d, most=enough)} for d in disputes}
        return {d for d, ids in found.items() if ids - {d, *without}}

    def _noted(self, recording: int, event: str) -> dict[str, list[int]]:
        """The facts of articles and claims that were asserted or retracted after a recording, as noted."""
        facts: dict[str, list[int]] = {"articles": [], "claims": []}
        for ledger, fact, noted in self._since(recording):
            if noted == event and ledger in facts:
                facts[ledger].append(fact)
        return facts

    def _since(self, recording: int) -> Rows:
        """What was noted by readings after a recording: ledger, fact and event."""
        if recording not in self._read:
            self._read[recording] = _SINCE.rows(self._connection, recording=recording)
        return self._read[recording]

    def _pages(self, ledger: str, facts: Collection[int]) -> set[str]:
        """The pages of facts."""
        return {page for (page,) in self._rows(_among(ledger, "number", "page"), facts)}

    def _told(self, ledger: str, facts: Sequence[int]) -> Iterator[tuple[str, str]]:
        """The bodies and the pages of facts, in their order."""
        if facts:
            rows = self._rows(_among(ledger, "number", "number", "body", "page"), facts)
            found = {fact: (body, page) for fact, body, page in rows}
            yield from (found[fact] for fact in facts)

    def _kinds(self, pages: Collection[str]) -> dict[str, str]:
        """The media types of pages."""
        return dict(self._rows(_KINDS, pages))

    def _shelf(self, keys: Collection[str]) -> dict[str, bytes]:
        return self.warm.values.whole(keys, lambda lost: self._rows(_SHELF, lost))

    def _stories(self, ids: Collection[str]) -> dict[str, tuple[int, Story]]:
        rows = self._rows(held_among("stories", "id", "id", "position", "body"), ids)
        return {key: (position, codec.loads(Story, body)) for key, position, body in rows}

    def _chain(self, articles: Collection[str], column: str, other: Any) -> tuple[Edge, ...]:
        found: dict[str, Edge] = {}
        seen, front = set(articles), set(articles)
        while front:
            edges = self._facts(Edge, "edges", column, front)
            found.update((codec.dumps(edge), edge) for edge in edges)
            front = {other(edge) for edge in edges} - seen
            seen |= front
        return tuple(found.values())

    def _by_entry(self, table: str, ids: Collection[str]) -> rows.ByEntry:
        groups: rows.ByEntry = defaultdict(list)
        order = "claim" if table == "joins" else "position"
        found = self._rows(held_among(table, "entry", order, "entry", "body"), ids)
        for place, entry, body in sorted(found, key=itemgetter(0)):
            groups[entry].append((place, body))
        return groups

    def _facts(self, cls: type[T], table: str, column: str, values: Collection[str]) -> tuple[T, ...]:
        query = held_among(table, column, "body")
        return tuple(_loaded(cast("Any", cls), body) for (body,) in self._rows(query, values))

    def _rows(self, query: Statement, names: Collection[str] | Collection[int]) -> Rows:
        return query.rows(self._connection, names=listed(names)) if names else ()


@cache
def _among(table: str, column: str, *wanted: str) -> Statement:
    """Columns of the rows, held or not, of which a column is among `names`."""
    where = among(column, numbers=column == "number")
    return Statement(f"SELECT {', '.join(wanted)} FROM {table} WHERE {where}")


def _loaded(cls: Any, body: str) -> Any:
    """A fact, which never changes: news is mostly about what was in the news just before."""
    return _article(body) if cls is Article else _fact(cls, body)


@lru_cache(maxsize=4096)
def _article(body: str) -> Article:
    return codec.loads(Article, body)


@lru_cache(maxsize=8192)
def _fact(cls: Any, body: str) -> Any:
    return codec.loads(cls, body)


def _names(refs: Iterable[str], kind: str) -> set[str]:
    return {ref.partition(":")[2] for ref in refs if ref.startswith(f"{kind}:")}
