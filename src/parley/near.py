"""What stands beside the claims of entries: all of their pages, with lineage. What was read is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from parley.known import Inputs
from parley.model import Article, Claim, Edge, Entry
from parley.store import Store
from parley.store.parts import Part

KEPT = 1500  # pages in memory

OnPage = tuple[tuple[Article, ...], tuple[Claim, ...]]


class Near:
    """The pages of a store as recording `at` left it."""

    def __init__(
        self,
        store: Store,
        at: int,
        edges: Mapping[str, tuple[Edge, ...]] | None = None,
        pages: Mapping[str, OnPage] | None = None,
    ) -> None:
        self._store, self._at, self._edges = store, at, edges
        self._kept: dict[str, OnPage] = dict(pages or {})

    def inputs(self, entries: Iterable[Entry], held: Part | None = None) -> Inputs:
        """All claims, articles and edges of the pages on which the claims of some entries stand.

        With `held`, where the recording is the last, no more of the lineage is read than that.
        """
        pages = sorted(self._store.pages_of(sorted({c for e in entries for c in e.claims})))
        found = self._found(pages)
        articles = tuple(a for of_page, _ in found for a in of_page)
        if held:
            ids = {a.id for a in articles}
            edges = dict.fromkeys((*held.edges_on("old", ids), *held.edges_on("new", ids)))
        else:
            edges = dict.fromkeys(edge for a in articles for edge in self.edges.get(a.id, ()))
        return tuple(c for _, of_page in found for c in of_page), articles, tuple(edges)

    @cached_property
    def edges(self) -> Mapping[str, tuple[Edge, ...]]:
        """For an article's id its lineage, in both directions."""
        return by_article(self._store.edges(self._at)) if self._edges is None else self._edges

    @property
    def pages(self) -> Mapping[str, OnPage]:
        """The pages that were looked at last."""
        return self._kept

    def _found(self, pages: Sequence[str]) -> list[OnPage]:
        held = self._kept
        missing = [page for page in pages if page not in held]
        if missing:
            held = {**held, **self._read(missing)}
            # Not changed in place: others may be looking at it.
            self._kept = held if len(held) <= KEPT else {page: held[page] for page in pages}
        return [held[page] for page in pages]

    def _read(self, pages: Sequence[str]) -> dict[str, OnPage]:
        articles: defaultdict[str, list[Article]] = defaultdict(list)
        claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for article in self._store.articles_of(pages, self._at):
            articles[article.page].append(article)
        for claim in self._store.claims_of(pages, self._at):
            claims[claim.article.rpartition("/")[0]].append(claim)
        return {page: (tuple(articles[page]), tuple(claims[page])) for page in pages}


def by_article(edges: Iterable[Edge]) -> dict[str, tuple[Edge, ...]]:
    """For an article's id its edges, in both directions, in their order."""
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[edge.old].append(edge)
        found[edge.new].append(edge)
    return {article: tuple(of_article) for article, of_article in found.items()}
