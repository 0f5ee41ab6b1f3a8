"""`parley news`: read one page beside a ledger and say what in it was not known before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from parley.answers import Shelf
from parley.errors import InputError
from parley.model import Article, Claim, Page, Skipped, Span
from parley.weigh.novelty import Held, before, news
from parley.write import Ask, Document, Findings
from parley.write.lines import Desk
from parley.write.news import news as composed
from parley.write.sources import Sources

if TYPE_CHECKING:
    from parley.ledger import Ledger


def tidings(path: str, date: str | None, books: Ledger, fetched: str) -> Iterator[Document]:
    """A document for each article of the page at `path`; nothing is written to the ledger.

    Raises InputError where the page cannot be read. An article that is held already is compared with what
    was known before it.
    """
    from parley.intake import readings

    store = books.store
    all_held = Held(store.articles(books.at), store.claims(books.at), store.edges(books.at))
    arrived = store.arrived()
    for one in readings([path], date):
        if isinstance(one, Skipped):
            raise InputError(one.line)
        page, found = one
        shelf = Beside(books, page, found)
        for article, claims in found:
            made = news(article, claims, before(article, all_held, arrived), shelf.words)
            ask = Ask((article.published or fetched)[:10])
            desk = Desk(ask, Findings(made.entries, made.assessment, shelf), Sources(shelf))
            yield composed(desk, made)


def held(article: Article, claims: Sequence[Claim], books: Ledger) -> Document:
    """What was new in an article of the ledger, against what was known before it."""
    from parley.retrospect import new_in

    shelf, made = Shelf(books), new_in(article, claims, books)
    desk = Desk(
        Ask((article.published or "9999-12-31")[:10]),
        Findings(made.entries, made.assessment, shelf),
        Sources(shelf),
    )
    return composed(desk, made)


class Beside:
    """The books of a ledger with one page laid beside them that is not in it, or read anew."""

    def __init__(self, books: Ledger, page: Page, found: Sequence[tuple[Article, tuple[Claim, ...]]]) -> None:
        self._shelf = Shelf(books)
        self._page = page
        self._articles = {article.id: article for article, _ in found}
        self._claims = {claim.id: claim for _, claims in found for claim in claims}

    def fetch(self, claims: Iterable[str]) -> None:
        """Get these claims at once."""
        self._shelf.fetch(i for i in claims if i not in self._claims)

    def pages_of(self, claims: Iterable[str]) -> set[str]:
        """The ids of the pages on which these claims stand."""
        return {self.claim(i).article.rpartition("/")[0] for i in claims}

    def curated(self, claim_id: str) -> bool:
        """Whether the claim is a fact of a dossier."""
        return self.claim(claim_id).curated is not None

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id."""
        return self._claims.get(claim_id) or self._shelf.claim(claim_id)

    def article(self, article_id: str) -> Article:
        """The article with this id."""
        return self._articles.get(article_id) or self._shelf.article(article_id)

    def address(self, page_id: str) -> str:
        """Where the page came from."""
        return self._page.address if page_id == self._page.id else self._shelf.address(page_id)

    def words(self, span: Span) -> str:
        """The characters of the raw page in `span`."""
        return self.page_text(span.page)[span.start : span.end]

    def page_text(self, page_id: str) -> str:
        """The whole decoded raw page."""
        return self._page.text if page_id == self._page.id else self._shelf.page_text(page_id)
