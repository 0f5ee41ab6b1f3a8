"""A family of articles as a tree: each below the one that its text comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parley.model import Article, Edge


@dataclass(frozen=True, slots=True)
class Node:
    """An article of a family; `edge` says how it comes from its parent, None for the origin."""

    article: Article
    edge: Edge | None
    children: tuple[Node, ...] = ()

    def all(self) -> Iterator[Node]:
        """This node and all below it, in the order of the tree."""
        yield self
        for child in self.children:
            yield from child.all()


def forest(articles: Iterable[Article], edges: Iterable[Edge]) -> tuple[Node, ...]:
    """The families of `articles` as trees, the oldest origin first; children by publication.

    An article stands below its best source. Where evidence makes a ring, its smallest id is the origin.
    """
    held = {article.id: article for article in articles}
    best = _best(edges, held)
    below: dict[str, list[Edge]] = {}
    for edge in best.values():
        below.setdefault(edge.old, []).append(edge)

    def node(article: str, edge: Edge | None) -> Node:
        children = sorted(below.get(article, ()), key=lambda e: (held[e.new].published or "9999", e.new))
        return Node(held[article], edge, tuple(node(e.new, e) for e in children))

    roots = sorted(held.keys() - best.keys(), key=lambda i: (held[i].published or "9999", i))
    return tuple(node(root, None) for root in roots)


def why_origin(root: Node) -> tuple[str, ...]:
    """Why the others go back to this one: the evidence of direction, with how many show it."""
    counts: dict[str, int] = {}
    edges = [child.edge for child in root.children if child.edge]
    for reason in (reason for edge in edges for reason in edge.reasons if "the older" in reason):
        counts[reason] = counts.get(reason, 0) + 1
    ranked = sorted(counts, key=lambda reason: (-counts[reason], reason))
    return tuple(f"{reason} ({counts[reason]} of {len(edges)})" for reason in ranked)


def outlet(article: Article) -> str:
    """The outlet, the agency that it credits, and where it was copied from, as far as they are known."""
    return ", ".join((article.outlet or "outlet unknown", *credit(article)))


def credit(article: Article) -> tuple[str, ...]:
    """Whom an article credits for its text, and who carries it, in words."""
    credited = (f"credits {' and '.join(article.agencies)}",) if article.agencies else ()
    return (*credited, f"carried by {article.copied_on}") if article.copied_on else credited


def headline(article: Article) -> str:
    """The headline, else how the text begins."""
    return article.title or " ".join(article.text[:200].split()[:10])


def _best(edges: Iterable[Edge], held: Mapping[str, Article]) -> dict[str, Edge]:
    """The best edge to each article that has one, without those that would close a ring."""
    best: dict[str, Edge] = {}
    for edge in edges:
        if {edge.old, edge.new} <= held.keys() and (
            edge.new not in best or edge.score > best[edge.new].score
        ):
            best[edge.new] = edge
    for article in sorted(best):
        ring, at = [article], best[article].old if article in best else ""
        while at in best and at not in ring:
            ring.append(at)
            at = best[at].old
        if at == article:
            del best[article]
    return best
