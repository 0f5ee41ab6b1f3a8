"""Working articles into the lineage held: only those are compared again that one of the new may explain.

What an article is compared with follows from the marks that it shares with articles that come before it in
the order of `derive` (derive/marks.py). So a new article changes only what is found for itself, and for those
after it that share a run of which it is among the first holders, or enough names within the same days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parley.derive import families
from parley.derive.families import needed
from parley.derive.index import DAYS, HOLDERS, RARE, copies, drawn, retellings
from parley.derive.lineage import Pair
from parley.derive.marks import Marks, marks, near
from parley.derive.relate import relate
from parley.derive.sketch import Sketch
from parley.model import Edge
from parley.store.kin import Text
from parley.store.parts import Part


@dataclass(frozen=True, slots=True)
class Descent:
    """The lineage held, with what new articles change in it.

    `edges` are all of the newer articles `redrawn`, `rewired` the articles whose family, or whose own tie to
    another, is not what it was; `pairs` are those for which an edge was found and was not before, `gone` the
    reverse.
    """

    held: Part
    edges: tuple[Edge, ...] = ()
    redrawn: frozenset[str] = frozenset()
    pairs: frozenset[Pair] = frozenset()
    gone: frozenset[Pair] = frozenset()
    rewired: frozenset[str] = field(default=frozenset())

    def of(self, articles: Collection[str]) -> tuple[Edge, ...]:
        """The edges of articles up to their origins, and those of corrections of them."""
        down = [e for e in self.held.edges_on("old", articles) if e.new not in self.redrawn]
        down += [e for e in self.edges if e.old in articles]
        corrected = [e for e in down if e.kind == "correction"]
        found = dict.fromkeys(corrected)
        seen, front = set(articles), set(articles)
        while front:
            edges = [e for e in self.held.edges_on("new", front) if e.new not in self.redrawn]
            edges += [e for e in self.edges if e.new in front]
            found |= dict.fromkeys(edges)
            front = {e.old for e in edges} - seen
            seen |= front
        return tuple(found)


def descent(held: Part, fresh: Collection[str]) -> Descent:
    """What the articles `fresh`, whose marks are kept already, change in the lineage of the others."""
    return _Descent(held).made(fresh) if fresh else Descent(held)


@dataclass(frozen=True, slots=True)
class Before:
    """The places of articles before one, with how many word runs, and how many names, they share with it."""

    runs: Mapping[int, int]
    names: Mapping[int, int]

    @staticmethod
    def of(runs: Mapping[int, int], names: Mapping[int, int]) -> Before:
        """Without those that share a single run: these are never compared."""
        return Before({place: count for place, count in runs.items() if count > 1}, names)

    def with_one(self, one: Marks, own: Marks, first: int) -> Before | None:
        """With one more article before `own`; None where it may put others out of the holders of a run.

        Names count from the place `first` on.
        """
        if not {*own.runs}.isdisjoint(one.runs):
            return None
        shared = len({*own.rare}.intersection(one.rare))
        names = {one.place: shared} if shared >= RARE and one.place >= first else {}
        return Before(self.runs, {**self.names, **names})


class _Descent:
    """One working in; articles are read once."""

    def __init__(self, held: Part) -> None:
        self._held, self._kin = held, held.kin
        self._sketches: dict[str, Sketch] = {}
        self._drawn: dict[Pair, Edge] = {}

    def made(self, fresh: Collection[str]) -> Descent:
        walked = self._walked(self._kin.places(fresh))
        before = {pair for pair in self._kin.pairs(walked.keys()) if pair[0] in walked}
        after = {(one, _other(edge, one)) for one, edges in walked.items() for edge in edges}
        self._drawn = {(one, _other(e, one)): e for one, edges in walked.items() for e in edges}
        ends = {article for pair in before ^ after for article in pair}
        redrawn, edges = self._redrawn(ends, before - after, after - before)
        local = self._around(redrawn, edges)
        return Descent(
            self._held, edges, redrawn, frozenset(after - before), frozenset(before - after), rewired(*local)
        )

    def _walked(self, places: Mapping[str, int]) -> dict[str, tuple[Edge, ...]]:
        """The edges found for the articles at these places, and for the later ones that they may touch."""
        fresh = [self._marks(article, place) for article, place in places.items()]
        touched = set(places.values()).union(*(self._arrive(own) for own in fresh))
        named = self._kin.texts(touched)
        kept = self._held.warm.marks
        self._read(text.article for text in named.values() if kept.get(text.article) is None)
        walked = [self._marks(named[one].article, one) for one in sorted(named)]
        before = [self._before(own, fresh) for own in walked]
        some = self._kin.texts({place for one in before for place in (*one.runs, *one.names)})
        near = [_compared(own, one, some) for own, one in zip(walked, before, strict=True)]
        self._look_at(walked, near)
        return {own.article: self._walk(own.article, *both) for own, both in zip(walked, near, strict=True)}

    def _arrive(self, own: Marks) -> set[int]:
        """The later places that a new article may touch; what comes before it is remembered."""
        holders = self._kin.holders(own.runs, own.place, HOLDERS)
        open_runs = {run for run, first in holders.items() if own.place in first}
        alike = self._kin.alike(own.rare, *near(own.place, DAYS), RARE)
        earlier = [one for row in holders.values() for one in row if one < own.place]
        before = {one: count for one, count in alike.items() if one < own.place}
        self._held.warm.before.put(own.article, Before.of(Counter(earlier), before))
        return self._kin.later(open_runs, own.place) | {one for one in alike if one > own.place}

    def _walk(self, article: str, copied: Sequence[str], retold: Sequence[str]) -> tuple[Edge, ...]:
        """As `Index.add` finds them among those that come before."""
        return self._edges_to(article, copied) or self._edges_to(article, retold)

    def _before(self, own: Marks, fresh: Iterable[Marks]) -> Before:
        """What shares marks with an article and comes before it, the new articles among that."""
        kept = self._held.warm.before
        before = kept.get(own.article)
        first = near(own.place, DAYS)[0]
        for one in fresh:
            if before and one.place < own.place:
                before = before.with_one(one, own, first)
        if before is None:
            holders = self._kin.holders(own.runs, own.place - 1, HOLDERS)
            alike = self._kin.alike(own.rare, first, own.place - 1, RARE)
            before = Before.of(Counter(one for row in holders.values() for one in row), alike)
        kept.put(own.article, before)
        return before

    def _edges_to(self, article: str, others: Sequence[str]) -> tuple[Edge, ...]:
        return drawn(article, others, lambda other: self._related(other, article))

    def _look_at(self, walked: Iterable[Marks], near: Iterable[tuple[list[str], list[str]]]) -> None:
        """Read at once what is sure to be compared and was not before."""
        kept = self._held.warm.related
        pairs = (
            (own.article, other)
            for own, (copied, retold) in zip(walked, near, strict=True)
            for other in copied or retold
        )
        self._read(one for pair in pairs if kept.get(_key(*pair)) is None for one in pair)

    def _related(self, one: str, other: str) -> Edge | None:
        """The edge between two articles, compared once as long as nothing of them changes."""
        kept, key = self._held.warm.related, _key(one, other)
        found = kept.get(key)
        if found is None:
            self._read([one, other])
            found = (relate(self._sketches[one], self._sketches[other]),)
            kept.put(key, found)
        return found[0]

    def _redrawn(
        self, ends: set[str], gone: Collection[Pair], new: Collection[Pair]
    ) -> tuple[frozenset[str], tuple[Edge, ...]]:
        """The articles whose kept edges may be others, and those edges."""
        stored = self._held.edges_on("new", ends)
        had = {edge.new for edge in stored}
        raw = {article: self._raw(article, gone, new) for article in sorted(ends)}
        flipped = {article for article in ends if bool(raw[article]) != (article in had)}
        for one in sorted(self._partners(flipped, gone, new) - raw.keys()):
            raw[one] = self._raw(one, gone, new)
        olds = {edge.old for edges in raw.values() for edge in edges}
        derived = {edge.new for edge in self._held.edges_on("new", olds - raw.keys())}
        derived |= {article for article, edges in raw.items() if edges}
        places = self._kin.places({*olds})
        kept = (
            needed(sorted(edges, key=lambda e: places[e.old]), derived) for edges in raw.values() if edges
        )
        return frozenset(raw), tuple(edge for edges in kept for edge in edges)

    def _raw(self, article: str, gone: Collection[Pair], new: Collection[Pair]) -> list[Edge]:
        """All edges that were found of which the article is the newer side."""
        pairs = {p for p in self._kin.pairs([article]) if p not in gone} | {p for p in new if article in p}
        edges = (self._edge(pair) for pair in sorted(pairs))
        return [edge for edge in edges if edge is not None and edge.new == article]

    def _partners(self, articles: Collection[str], gone: Collection[Pair], new: Collection[Pair]) -> set[str]:
        pairs = self._kin.pairs(articles) - {*gone} | {p for p in new if {*p} & {*articles}}
        return {article for pair in pairs for article in pair}

    def _edge(self, pair: Pair) -> Edge | None:
        if pair not in self._drawn:
            edge = self._related(pair[1], pair[0])
            if edge is None:
                return None
            self._drawn[pair] = edge
        return self._drawn[pair]

    def _around(
        self, redrawn: frozenset[str], edges: tuple[Edge, ...]
    ) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
        """The edges held, and those that will be, above and below the articles that are redrawn."""
        below = {*self._held.edges_to(redrawn), *edges}
        ids = {article for edge in below for article in (edge.old, edge.new)} | redrawn
        old = {*self._held.edges_from(ids), *self._held.edges_to(redrawn)}
        return tuple(old), (*(e for e in old if e.new not in redrawn), *edges)

    def _marks(self, article: str, place: int) -> Marks:
        own = self._held.warm.marks.get(article)
        if own is None:
            self._read([article])
            own = marks(self._sketches[article])
            assert own is not None
            self._held.warm.marks.put(article, own)
        return Marks(article, place, own.runs, own.rare)

    def _read(self, articles: Iterable[str]) -> None:
        lost = {*articles} - self._sketches.keys()
        if lost:
            pages = {article.rpartition("/")[0] for article in lost}
            seen = self._held.seen(pages)
            for one in self._held.articles_on(pages):
                self._sketches.setdefault(one.id, Sketch(one, seen.get(one.page)))


def rewired(before: Iterable[Edge], after: Iterable[Edge]) -> frozenset[str]:
    """The articles whose family, or whose own tie to another, is not what it was."""
    changed = {article for edge in {*before} ^ {*after} for article in (edge.old, edge.new)}
    ids = {article for edge in (*before, *after) for article in (edge.old, edge.new)}
    old, new = (families(sorted(e, key=lambda x: (-x.score, x.old, x.new)), ids) for e in (before, after))
    return frozenset(changed | {article for article in ids if old[article] != new[article]})


def _key(one: str, other: str) -> str:
    return f"{min(one, other)}|{max(one, other)}"


def _other(edge: Edge, one: str) -> str:
    return edge.old if edge.new == one else edge.new


def _compared(own: Marks, before: Before, some: Mapping[int, Text]) -> tuple[list[str], list[str]]:
    """The articles that one may be a copy of, and those that it may retell, each the likeliest first."""
    runs = {place: count for place, count in before.runs.items() if place in some}
    copied = copies(own, runs, lambda one: some[one].runs)
    retold = retellings(own, before.names, lambda one: some[one].rare)
    return [some[one].article for one in copied], [some[one].article for one in retold]
