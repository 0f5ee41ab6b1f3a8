"""From edges to families: the best source of each article, and the origin at the end of the chain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from parley.model import Edge, Span

_NEW_SENTENCES = 2


def families(edges: Iterable[Edge], article_ids: Iterable[str]) -> dict[str, str]:
    """Each article id with the id of the article that its text goes back to (itself where it is original).

    Only the best edge of an article counts: a text put together from two wires goes with the one that
    explains most of it, and does not make the two wires one family.
    """
    parents = {new: best.old for new, best in _best(edges).items()}
    return {article: _origin(article, parents) for article in sorted(set(article_ids))}


def sources(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """The edges that are needed: of each article the best source, then those that explain what it does not.

    Among equals one that has no source itself is the best, then the one that comes first in `edges`: two
    copies of a text are as like to each other as to their origin.
    """
    by_new: dict[str, list[Edge]] = {}
    for edge in edges:
        by_new.setdefault(edge.new, []).append(edge)
    return tuple(edge for found in by_new.values() for edge in needed(found, by_new))


def needed(edges: Sequence[Edge], derived: Collection[str]) -> list[Edge]:
    """Those that `sources` keeps of the edges of one article; `derived` are the ids of articles with any."""
    kept: list[Edge] = []
    explained: set[Span] = set()
    for edge in sorted(edges, key=lambda e: (-round(e.score, 2), e.old in derived)):
        spans = {pair.new for pair in edge.pairs}
        if not kept or len(spans - explained) >= _NEW_SENTENCES:
            kept.append(edge)
            explained |= spans
    return kept


def _best(edges: Iterable[Edge]) -> Mapping[str, Edge]:
    best: dict[str, Edge] = {}
    for edge in edges:
        if edge.new not in best or edge.score > best[edge.new].score:
            best[edge.new] = edge
    return best


def _origin(article: str, parents: Mapping[str, str]) -> str:
    """Follow the parents up; in a ring, where evidence contradicts itself, the smallest id stands for all."""
    path: list[str] = []
    while article in parents and article not in path:
        path.append(article)
        article = parents[article]
    return min(path[path.index(article) :]) if article in path else article
