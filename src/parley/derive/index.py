"""An index of articles that grows: each one added is compared with the few held that it may come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from math import log

from parley.derive.direction import moment
from parley.derive.relate import relate
from parley.derive.runs import Runs
from parley.derive.sketch import Sketch
from parley.model import Article, Edge

_LAST = 64
"""Postings of a name keep this many last holders: the same names come back in other stories, later."""
_SHARED_RUNS = 0.15
_SHARED_RARE = 4
_RARE_SHARE = 0.2
_CANDIDATES = 8
_STORY = 20
"""A text of fewer words is a notice ("subscribe to read on"), and shared by pages that share nothing else."""
_WHOLE = 0.95
_WINDOW = timedelta(days=10)


class Index:
    """Articles held, found again by whole text, by sampled word runs, and by rare names and numbers.

    What `add` returns depends on the articles added before; `derive` adds in a fixed order.
    """

    def __init__(self) -> None:
        self._held: list[Sketch] = []
        # Of each: how many sampled runs and how many rare features it has.
        self._sizes: list[tuple[int, int]] = []
        self._texts: dict[bytes, int] = {}
        self._runs = Runs()
        self._rare: dict[str, list[int]] = {}
        self._seen: Counter[str] = Counter()
        self._derived: set[str] = set()

    def add(self, article: Article) -> tuple[Edge, ...]:
        """Hold `article`; edges between it and articles held before, in either direction."""
        sketch = Sketch(article)
        if len(sketch.words) < _STORY:
            return ()
        number = self._texts.get(sketch.digest)
        if number is not None:
            return self._twin(sketch, number)
        copies = _edges(sketch, self._copies(sketch))
        rewrites = () if copies else _edges(sketch, self._retellings(sketch))
        self._hold(sketch)
        self._derived.update(edge.new for edge in copies + rewrites)
        return copies + rewrites

    def _twin(self, sketch: Sketch, number: int) -> tuple[Edge, ...]:
        """Of texts of the same words one is held for all: the one that the others come from."""
        twin = self._held[number]
        edges = _edges(sketch, [twin])
        self._derived.update(edge.new for edge in edges)
        if any(edge.new == twin.id for edge in edges):
            self._held[number] = sketch
        return edges

    def _hold(self, sketch: Sketch) -> None:
        number = len(self._held)
        self._held.append(sketch)
        self._texts[sketch.digest] = number
        self._runs.add(number, sketch.shingles)
        for feature in sketch.rare:
            posting = self._rare.setdefault(feature, [])
            posting.append(number)
            del posting[:-_LAST]
        self._seen.update(sketch.rare)
        self._sizes.append((len(sketch.shingles), len(sketch.rare)))
        sketch.forget()

    def _copies(self, sketch: Sketch) -> list[Sketch]:
        """Those that share a fair part of the shorter one's word runs, the most first."""
        shared = self._runs.find(sketch.shingles)
        fair = {
            n: count / max(1, min(len(sketch.shingles), self._sizes[n][0]))
            for n, count in shared.items()
            if count > 1
        }
        return self._best({n: share for n, share in fair.items() if share >= _SHARED_RUNS})

    def _retellings(self, sketch: Sketch) -> list[Sketch]:
        """Those of the same days that share several names, numbers and quoted word pairs, rarest first."""
        weights: dict[int, float] = {}
        counts: Counter[int] = Counter()
        for feature in sketch.rare:
            weight = log(1 + len(self._held) / (1 + self._seen[feature]))
            for number in self._rare.get(feature, ()):
                weights[number] = weights.get(number, 0.0) + weight
                counts[number] += 1
        near = {
            n: weight
            for n, weight in weights.items()
            if counts[n] >= max(_SHARED_RARE, _RARE_SHARE * min(len(sketch.rare), self._sizes[n][1]))
            and _same_days(sketch, self._held[n])
        }
        return self._best(near)

    def _best(self, scores: Mapping[int, float]) -> list[Sketch]:
        """The highest scores first; of equals those first that are not known to come from another."""

        def rank(number: int) -> tuple[float, bool, int]:
            return -round(scores[number], 2), self._held[number].id in self._derived, number

        ranked = sorted(scores, key=rank)
        return [self._held[n] for n in ranked[:_CANDIDATES]]


def _edges(sketch: Sketch, candidates: Iterable[Sketch]) -> tuple[Edge, ...]:
    """Edges with the candidates, best first, until one explains the whole article."""
    found: list[Edge] = []
    for held in candidates:
        edge = relate(held, sketch)
        held.forget()
        if edge is not None:
            found.append(edge)
            if edge.new == sketch.id and edge.score >= _WHOLE:
                break
    return tuple(found)


def _same_days(a: Sketch, b: Sketch) -> bool:
    """Whether the publication days are near, or one is unknown."""
    first, second = a.article.published, b.article.published
    return not first or not second or abs(moment(first) - moment(second)) <= _WINDOW
