"""What a ledger holds, read back as model types: pages, articles, claims, and the ledger made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from parley.model import DOSSIER, Article, Assessment, Claim, Disagreement, Edge, Entry, Page, Story, Verdict
from parley.store import codec, rows
from parley.store.engine import one_line
from parley.store.history import held, held_among, last_recording
from parley.store.place import Place
from parley.store.records import Placed
from parley.store.statements import Connection, Engine, Rows, Statement, among, listed
from parley.store.writer import given_date

T = TypeVar("T")
_IN_ORDER = "ORDER BY coalesce(claims.known, ''), claims.article, claims.start, claims.id"
# That an article is none that a dossier's facts stand in.
_NO_DOSSIER = "articles.page NOT IN (SELECT id FROM pages WHERE media_type = :type)"

_ADDRESSES = Statement(f"SELECT id, address FROM pages WHERE {among('id')}")


class Facts:
    """The facts of a ledger that are held now, or (`at`) as that recording left it.

    Every method raises LedgerError where it cannot be read.
    """

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self._engine = engine

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
        with one_line(self.place), self._engine.connect() as connection:
            return _among(connection, Article, "articles", "page", pages, _then(connection, at))

    def claims_of(self, pages: Sequence[str], at: int | None = None) -> tuple[Claim, ...]:
        """The claims on some pages."""
        with one_line(self.place), self._engine.connect() as connection:
            return _among(connection, Claim, "claims", "page", pages, _then(connection, at))

    def addresses_of(self, pages: Sequence[str]) -> dict[str, str]:
        """The address of each of some pages."""
        with one_line(self.place), self._engine.connect() as connection:
            return dict(_ADDRESSES.rows(connection, names=listed(pages)))

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
        with one_line(self.place), self._engine.connect() as connection:
            claims = _among(connection, Claim, "claims", "id", ids, _then(connection, at))
        found = {claim.id: claim for claim in claims}
        return tuple(found[i] for i in ids if i in found)

    def claims_and_pages(
        self, ids: Sequence[str], at: int, known: Collection[str]
    ) -> tuple[tuple[Claim, ...], tuple[Article, ...], dict[str, str]]:
        """Those of the claims with these ids that are held, with articles and addresses of their pages.

        Of pages that are `known` there are none.
        """
        with one_line(self.place), self._engine.connect() as connection:
            then = _then(connection, at)
            claims = _among(connection, Claim, "claims", "id", ids, then)
            pages = {c.article.rpartition("/")[0] for c in claims}.difference(known)
            articles = _among(connection, Article, "articles", "page", pages, then)
            addresses = _ADDRESSES.rows(connection, names=listed(pages)) if pages else ()
        return claims, articles, dict(addresses)

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
        query = f"{held('articles', 'number')} AND articles.published < :day AND {_NO_DOSSIER}"
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
            f"SELECT articles.page FROM articles {some} GROUP BY articles.page ORDER BY min(articles.number)",
            names=listed(pages or ()),
        )
        return tuple(found)

    def stories(self, at: int | None = None) -> tuple[Story, ...]:
        """All stories in the order in which they were founded."""
        return self._facts(Story, f"{held('stories', 'body', at=at)} ORDER BY stories.position", at=at)

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

    def last_recording(self) -> int:
        """The id of the last recording, 0 where there is none: `at` this id is a snapshot."""
        with one_line(self.place), self._engine.connect() as connection:
            return last_recording(connection)

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


def _then(connection: Connection, at: int | None) -> int | None:
    """A recording; None for the last one: what is held now is found faster than what was held once."""
    return None if at is None or at == last_recording(connection) else at


def _among(
    connection: Connection, cls: type[T], table: str, column: str, names: Collection[str], at: int | None
) -> tuple[T, ...]:
    """The facts of which a column is among some names."""
    given = {"names": listed(names)} if at is None else {"names": listed(names), "at": at}
    query = held_among(table, column, "body", at=at is not None)
    return tuple(codec.loads(cls, body) for body in (query.column(connection, **given) if names else ()))
