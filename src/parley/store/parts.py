"""Reading a part of a ledger, in one transaction: only what is asked for by name, however much is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, func, select

from parley.model import DOSSIER, Article, Claim, Disagreement, Edge, Entry, EntryKind, State, Story, Verdict
from parley.store import codec, rows, schema, stands, traces
from parley.store.dialects import among, listed
from parley.store.dues import Next, upcoming
from parley.store.history import chunks, held
from parley.store.kin import Kin
from parley.store.since import Changed, changed_since
from parley.store.stands import Asked, Listed
from parley.store.warm import Warm

if TYPE_CHECKING:
    from parley.resolve.memory import Past

T = TypeVar("T")
_CLAIMS, _PAGES = schema.claims, schema.pages
_HOMES = held(_CLAIMS).with_only_columns(_CLAIMS.c.id, _CLAIMS.c.article).where(among(_CLAIMS.c.id))
_DAYS = held(_CLAIMS).with_only_columns(_CLAIMS.c.id, _CLAIMS.c.known).where(among(_CLAIMS.c.id))
_PLACES = (
    held(_CLAIMS)
    .with_only_columns(_CLAIMS.c.id, _CLAIMS.c.known, _CLAIMS.c.article, _CLAIMS.c.start)
    .where(among(_CLAIMS.c.id))
)
_KINDS = select(_PAGES.c.id, _PAGES.c.media_type).where(among(_PAGES.c.id))
_SEEN = select(_PAGES.c.id, _PAGES.c.address, _PAGES.c.fetched).where(among(_PAGES.c.id))
_SHELF = select(schema.shelf).where(among(schema.shelf.c.key))


class Part:
    """What is held now, by name. Ids that are not held are passed over."""

    def __init__(self, connection: Connection, warm: Warm | None = None) -> None:
        self._connection = connection
        self.kin = Kin(connection)
        self.warm = warm or Warm()

    def seen(self, pages: Collection[str]) -> dict[str, tuple[str, str]]:
        """Address and moment of finding of each of some pages."""
        rows = self._connection.execute(_SEEN, {"names": listed(pages)}) if pages else ()
        return {row.id: (row.address, row.fetched) for row in rows}

    def past(self) -> Past:
        """What the stories so far left behind."""
        # Imported here: it brings numpy, and questions write nothing.
        from parley.resolve.memory import Past

        return Past(self._shelf, self._stories)

    def turned(self, recording: int) -> bool:
        """Whether a page was read otherwise after a recording than before it; dossiers may be."""
        gone = self._noted(recording, "retracted")
        pages = {page for name in ("articles", "claims") for _, page in self._told(name, gone[name])}
        return any(kind != DOSSIER for kind in self._kinds(pages).values())

    def readings_since(self, recording: int) -> int:
        """How many articles came after a recording."""
        return len(self._noted(recording, "asserted")["articles"])

    def recorded(self) -> int:
        """How many articles are held that may be copies."""
        return self._connection.scalar(select(func.count()).select_from(schema.texts)) or 0

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
        readings = schema.recordings
        query = select(readings.c.id).where(readings.c.stage == "read", readings.c.id > (recording or 0))
        note, ids = schema.history, self._connection.scalars(query).all()
        changed: dict[str, list[str]] = {"articles": [], "claims": []}
        for row in self._connection.execute(
            select(note.c.ledger, note.c.fact).where(note.c.recording.in_(ids))
        ):
            changed.setdefault(row.ledger, []).append(row.fact)
        found: set[str] = set()
        for table in (schema.articles, schema.claims):
            if changed[table.name]:
                query = _among(table.name, "hash")
                rows = self._connection.execute(query, {"names": listed(changed[table.name])}).mappings()
                found.update(row["page"] for row in rows)
        return found

    def latest(self) -> str | None:
        """The last ISO day on which a page that is held was published, as its claims have it."""
        table = schema.claims
        query = held(table).with_only_columns(table.c.known).where(table.c.known.is_not(None))
        day: str | None = self._connection.scalar(query.order_by(table.c.known.desc()).limit(1))
        return day

    def arrived_since(self, recording: int) -> tuple[Article, ...]:
        """The articles, without facts of dossiers, that came after a recording, in the order of arrival."""
        facts = self._noted(recording, "asserted")["articles"]
        told = list(self._told("articles", facts))
        kinds = self._kinds({page for _, page in told})
        return tuple(_loaded(Article, body) for body, page in told if kinds[page] != DOSSIER)

    def edges_on(self, side: Literal["old", "new"], articles: Collection[str]) -> tuple[Edge, ...]:
        """The edges of which some articles are the older or the newer side."""
        return self._facts(Edge, schema.edges, side, articles)

    def articles_on(self, pages: Collection[str]) -> tuple[Article, ...]:
        """The articles on some pages."""
        return self._facts(Article, schema.articles, "page", pages)

    def claims_on(self, articles: Collection[str]) -> tuple[Claim, ...]:
        """The claims of some articles."""
        return self._facts(Claim, schema.claims, "article", articles)

    def items(self, ids: Collection[str]) -> tuple[Disagreement, ...]:
        """The disagreements with these ids."""
        return self._facts(Disagreement, schema.disagreements, "id", ids)

    def changed_since(self, recording: int, most: int) -> Changed | None:
        """What changed after a recording; None where more than `most` facts did."""
        return changed_since(self._connection, recording, most)

    def claims_named(self, ids: Collection[str]) -> tuple[Claim, ...]:
        """The claims with these ids."""
        return self._facts(Claim, schema.claims, "id", ids)

    def joined(self, claims: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The id of each of some claims with that of each entry to which it is joined."""
        return tuple((row["claim"], row["entry"]) for row in self._rows(schema.joins, "claim", claims))

    def days_of(self, ids: Collection[str]) -> dict[str, str | None]:
        """The day on which each of the claims with these ids became known."""
        rows = self._connection.execute(_DAYS, {"names": listed(ids)}) if ids else ()
        return {row.id: row.known for row in rows}

    def article_of(self, ids: Collection[str]) -> dict[str, str]:
        """The article of each of the claims with these ids."""
        rows = self._connection.execute(_HOMES, {"names": listed(ids)}) if ids else ()
        return {row.id: row.article for row in rows}

    def ever_on(self, pages: Collection[str]) -> tuple[Claim, ...]:
        """All claims that were ever on some pages, held or not."""
        rows = self._connection.execute(_among("claims", "page"), {"names": listed(pages)}).mappings()
        return tuple(_loaded(Claim, row["body"]) for row in rows)

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
        found = {key: entry for key in ids if (entry := self.warm.entries.get(key)) is not None}
        for entry in self._entries(set(ids) - found.keys()):
            found[entry.id] = entry
            self.warm.entries.put(entry.id, entry)
        return tuple(found[key] for key in sorted(found))

    def _entries(self, ids: Collection[str]) -> Iterator[Entry]:
        parts = rows.EntryParts(
            self._by_entry(schema.states, ids),
            self._by_entry(schema.joins, ids),
            self._by_entry(schema.links, ids),
        )
        yield from (parts.entry(row) for row in self._rows(schema.entries, "id", ids))

    def verdicts(self, ids: Collection[str]) -> tuple[Verdict, ...]:
        """The verdicts on the states of some entries, by entry."""
        by_entry = self._by_entry(schema.verdicts, ids)
        return tuple(codec.loads(Verdict, row["body"]) for key in sorted(by_entry) for row in by_entry[key])

    def standing(self, asked: Asked) -> tuple[tuple[Entry, ...], tuple[Verdict, ...], int]:
        """A page of what is believed now to hold on a day: entries with that state alone, and its verdicts.

        The entries have no claims and no links. The last is how many there are on all pages.
        """
        found = self.listed(asked)
        ids = {entry for entry, _ in found.places}
        states = self._at(schema.states, found.places)
        bare = {row["id"]: _loaded(Entry, row["body"]) for row in self._rows(schema.entries, "id", ids)}
        held = {key: replace(e, states=(_loaded(State, states[key]),)) for key, e in bare.items()}
        told = self.verdicts_at(found.places)
        return tuple(held[key] for key, _ in found.places if key in held), told, found.total

    def verdicts_at(self, places: Collection[tuple[str, int]]) -> tuple[Verdict, ...]:
        """The verdicts on the states of entries at one position each, in this order."""
        found = self._at(schema.verdicts, places)
        return tuple(_loaded(Verdict, found[key]) for key, _ in places if key in found)

    def listed(self, asked: Asked) -> Listed:
        """The places of a page of states."""
        return stands.listed(self._connection, asked)

    def _at(self, table: Table, places: Collection[tuple[str, int]]) -> dict[str, str]:
        """The bodies of what a table holds of entries at one position each, by entry."""
        wanted, query = dict(places), _held_at(table.name)
        found: dict[str, str] = {}
        for part in chunks(sorted(wanted)):
            asked = {"names": part, "positions": sorted({wanted[entry] for entry in part})}
            for row in self._connection.execute(query, asked).mappings():
                if wanted[row["entry"]] == row["position"]:
                    found[row["entry"]] = row["body"]
        return found

    def ordered(self, *entries: Entry) -> tuple[Entry, ...]:
        """The entries with their claims as they became known, then by article and place in it."""
        ids = {claim for entry in entries for claim in entry.claims}
        found = self._connection.execute(_PLACES, {"names": listed(ids)}) if ids else ()
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
        table = schema.states
        query = held(table).with_only_columns(table.c.known_from).order_by(table.c.known_from.desc())
        day: str | None = self._connection.scalar(query.limit(1))
        return day and day[:10]

    def in_dispute(self, dispute: str) -> set[str]:
        """The ids of the entries of a dispute."""
        return {row["id"] for row in self._rows(schema.entries, "dispute", [dispute])}

    def of_kind(self, kind: EntryKind, disputes: Collection[str]) -> set[str]:
        """The ids of the entries of a kind in some disputes."""
        rows = self._rows(schema.entries, "dispute", disputes)
        return {row["id"] for row in rows if row["kind"] == kind}

    def disagreements_of(self, entries: Collection[str]) -> tuple[Disagreement, ...]:
        """The disagreements about some entries."""
        return self._facts(Disagreement, schema.disagreements, "id", self.found("of", entries, "item"))

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
        table = schema.entries
        query = held(table).with_only_columns(table.c.id)
        enough = len(without) + 2
        found = {
            d: set(self._connection.scalars(query.where(table.c.dispute == d).limit(enough)))
            for d in disputes
        }
        return {d for d, ids in found.items() if ids - {d, *without}}

    def _noted(self, recording: int, event: str) -> dict[str, list[str]]:
        """The facts of articles and claims that were asserted or retracted after a recording, as noted."""
        note, made = schema.history, schema.recordings
        readings = select(made.c.id).where(made.c.stage == "read", made.c.id > recording)
        ids = self._connection.scalars(readings).all()
        # Not narrowed by ledger: the database would go through all of its notes, not through the last ones.
        query = select(note.c.ledger, note.c.fact, note.c.event).where(note.c.recording.in_(ids))
        facts: dict[str, list[str]] = {"articles": [], "claims": []}
        for row in self._connection.execute(query.order_by(note.c.seq)):
            if row.event == event and row.ledger in facts:
                facts[row.ledger].append(row.fact)
        return facts

    def _told(self, ledger: str, facts: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The bodies and the pages of facts, in their order."""
        if facts:
            rows = self._connection.execute(_among(ledger, "hash"), {"names": listed(facts)})
            found = {row.hash: (row.body, row.page) for row in rows}
            yield from (found[fact] for fact in facts)

    def _kinds(self, pages: Collection[str]) -> dict[str, str]:
        """The media types of pages."""
        rows = self._connection.execute(_KINDS, {"names": listed(pages)}) if pages else ()
        return {row.id: row.media_type for row in rows}

    def _shelf(self, keys: Collection[str]) -> dict[str, bytes]:
        rows = self._connection.execute(_SHELF, {"names": listed(keys)}) if keys else ()
        return {row.key: row.value for row in rows}

    def _stories(self, ids: Collection[str]) -> dict[str, tuple[int, Story]]:
        rows = self._rows(schema.stories, "id", ids)
        return {row["id"]: (row["position"], codec.loads(Story, row["body"])) for row in rows}

    def _chain(self, articles: Collection[str], column: str, other: Any) -> tuple[Edge, ...]:
        found: dict[str, Edge] = {}
        seen, front = set(articles), set(articles)
        while front:
            edges = self._facts(Edge, schema.edges, column, front)
            found.update((codec.dumps(edge), edge) for edge in edges)
            front = {other(edge) for edge in edges} - seen
            seen |= front
        return tuple(found.values())

    def _by_entry(self, table: Table, ids: Collection[str]) -> dict[str, list[rows.Row]]:
        groups: dict[str, list[rows.Row]] = defaultdict(list)
        order = "position" if "position" in table.c else "claim"
        for row in sorted(self._rows(table, "entry", ids), key=lambda r: r[order]):
            groups[row["entry"]].append(row)
        return groups

    def _facts(self, cls: type[T], table: Table, column: str, values: Collection[str]) -> tuple[T, ...]:
        return tuple(_loaded(cast("Any", cls), row["body"]) for row in self._rows(table, column, values))

    def _rows(self, table: Table, column: str, values: Collection[str]) -> Iterator[Any]:
        if values:
            query = _held_among(table.name, column)
            yield from self._connection.execute(query, {"names": listed(values)}).mappings()


@cache
def _among(table: str, column: str) -> Select[Any]:
    """The rows, held or not, whose column is among `names`."""
    facts = schema.metadata.tables[table]
    return select(facts).where(among(facts.c[column]))


@cache
def _held_among(table: str, column: str) -> Select[Any]:
    """The held rows whose column is among `names`; made once: to make a query costs more than to ask it."""
    facts = schema.metadata.tables[table]
    return held(facts).where(among(facts.c[column]))


def _loaded(cls: Any, body: str) -> Any:
    """A fact, which never changes: news is mostly about what was in the news just before."""
    return _article(body) if cls is Article else _fact(cls, body)


@lru_cache(maxsize=4096)
def _article(body: str) -> Article:
    return codec.loads(Article, body)


@lru_cache(maxsize=8192)
def _fact(cls: Any, body: str) -> Any:
    return codec.loads(cls, body)


@cache
def _held_at(table: str) -> Select[Any]:
    """The held rows whose entry is among `names` and whose position is among `positions`."""
    facts = schema.metadata.tables[table]
    names: BindParameter[str] = bindparam("names", expanding=True)
    positions: BindParameter[int] = bindparam("positions", expanding=True)
    return held(facts).where(facts.c.entry.in_(names), facts.c.position.in_(positions))


def _names(refs: Iterable[str], kind: str) -> set[str]:
    return {ref.partition(":")[2] for ref in refs if ref.startswith(f"{kind}:")}
