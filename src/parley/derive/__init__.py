"""Lineage: which article comes from which, and what was changed on the way.

`derive(articles)` gives the edges, `families(edges, ids)` the origin of each article, and `Index` does the
same for articles that come one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

from parley.derive.families import families, sources
from parley.derive.index import Index
from parley.model import Article, Edge

__all__ = ["Index", "derive", "families"]


def derive(articles: Sequence[Article]) -> tuple[Edge, ...]:
    """The edges among `articles`, sorted by the newer article's id; the order of the input does not matter.

    Of each article the best source is given, and others only for sentences that the best does not explain:
    nine copies of one text are eight edges, not thirty-six. An article given twice counts once.
    """
    known = {article.id: article for article in articles}
    ordered = sorted(known.values(), key=_first_hand)
    index = Index()
    found = [edge for article in ordered for edge in index.add(article)]
    return tuple(sorted(sources(found), key=lambda e: (e.new, -e.score, e.old)))


def _first_hand(article: Article) -> tuple[str, bool, str, str]:
    """Order by day; on one day those that credit an agency or are cut short come after those that do not."""
    copied = bool(article.agencies or article.copied_on or article.incomplete)
    return (article.published or "9999")[:10], copied, article.published or "", article.id
