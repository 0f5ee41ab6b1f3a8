"""Lineage: which article comes from which, and what was changed on the way.

`derive(articles)` gives the edges, `families(edges, ids)` the origin of each article, and `Index` does the
same for articles that come one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parley.derive.families import families, sources
from parley.derive.index import Index
from parley.derive.marks import place
from parley.derive.sketch import Sketch
from parley.model import Article, Edge

__all__ = ["Index", "derive", "families"]


def derive(articles: Sequence[Article]) -> tuple[Edge, ...]:
    """The edges among `articles`, sorted by the newer article's id; the order of the input does not matter.

    Of each article the best source is given, and others only for sentences that the best does not explain:
    nine copies of one text are eight edges, not thirty-six. An article given twice counts once.
    """
    known = {article.id: article for article in articles}
    places = {key: place(article) for key, article in known.items()}
    ordered = [known[key] for key in sorted(known, key=lambda key: (places[key], key))]
    index = Index(_common(ordered))
    found = (edge for article in ordered for edge in index.add(article))
    kept = sources(sorted(found, key=lambda e: (places[e.old], places[e.new])))
    return tuple(sorted(kept, key=lambda e: (e.new, -e.score, e.old)))


def _common(articles: Sequence[Article]) -> frozenset[int]:
    """The sampled runs that more than one article has; most are of one alone and lead nowhere."""
    each = [Sketch(article).shingles.view(np.int64) for article in articles]
    runs = np.sort(np.concatenate([*each, np.zeros(0, np.int64)]))
    return frozenset(runs[1:][runs[1:] == runs[:-1]].tolist())
