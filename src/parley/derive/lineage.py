"""The edges among articles, worked out for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from parley.derive.families import sources
from parley.derive.index import Index
from parley.derive.marks import place
from parley.derive.sketch import Seen, Sketch
from parley.model import Article, Edge

Pair = tuple[str, str]


def derive(articles: Sequence[Article]) -> tuple[Edge, ...]:
    """The edges among `articles`, sorted by the newer article's id; the order of the input does not matter.

    Of each article the best source is given, and others only for sentences that the best does not explain:
    nine copies of one text are eight edges, not thirty-six. An article given twice counts once.
    """
    return traced(articles)[0]


def traced(
    articles: Sequence[Article], seen: Mapping[str, Seen] | None = None
) -> tuple[tuple[Edge, ...], frozenset[Pair]]:
    """As `derive`, and the pairs of articles of which an edge was found, the later in the order first.

    `seen` says for pages that share their address which it is, and when they were found.
    """
    known = {article.id: article for article in articles}
    places = {key: place(article) for key, article in known.items()}
    ordered = [known[key] for key in sorted(known, key=lambda key: (places[key], key))]
    index = Index(_common(ordered), seen)
    found = {article.id: index.add(article) for article in ordered}
    pairs = frozenset((key, e.old if e.new == key else e.new) for key, edges in found.items() for e in edges)
    raw = sorted((e for edges in found.values() for e in edges), key=lambda e: (places[e.old], places[e.new]))
    return tuple(sorted(sources(raw), key=lambda e: (e.new, -e.score, e.old))), pairs


def _common(articles: Sequence[Article]) -> frozenset[int]:
    """The sampled runs that more than one article has; most are of one alone and lead nowhere."""
    each = [Sketch(article).shingles.view(np.int64) for article in articles]
    runs = np.sort(np.concatenate([*each, np.zeros(0, np.int64)]))
    return frozenset(runs[1:][runs[1:] == runs[:-1]].tolist())
