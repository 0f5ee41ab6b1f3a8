"""Which articles one more may come from: found by what it shares with each, whatever else is held.

Two articles are compared where they share a fair part of their sampled word runs; where that leads nowhere,
where they share names, numbers and quoted words and are of the same days. Of the holders of one run only the
first count. So what an article is compared with follows from the few that it shares marks with, and a ledger
of any size is asked for those alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from parley.derive.marks import Marks, copied, marks, near
from parley.derive.relate import relate
from parley.derive.sketch import Seen, Sketch
from parley.model import Article, Edge

HOLDERS = 4
"""So many articles count for one run: where a stock phrase, or the hundredth copy, comes from."""
DAYS = 10
RARE = 4
_SHARED_RUNS = 0.15
_RARE_SHARE = 0.2
_CANDIDATES = 8
_WHOLE = 0.95

Size = Callable[[int], int]
T = TypeVar("T")


class Index:
    """Articles held in memory; each one added is compared with those held before.

    `common` are the runs that more than one article has, where that is known: the others are not kept.
    `seen` says of pages at whose address there was more than one where and when they were found.
    """

    def __init__(self, common: frozenset[int] | None = None, seen: Mapping[str, Seen] | None = None) -> None:
        self._common, self._seen = common, seen or {}
        self._held: dict[int, tuple[Sketch, Marks]] = {}
        self._runs: dict[int, list[int]] = {}
        self._rare: dict[int, list[int]] = {}

    def add(self, article: Article) -> tuple[Edge, ...]:
        """Hold `article`; edges between it and articles held before, in either direction."""
        sketch = Sketch(article, self._seen.get(article.page))
        own = marks(sketch)
        if own is None:
            return ()
        found = self._drawn(sketch, copies(own, self._shared(own), self._runs_of))
        if not found:
            found = self._drawn(sketch, retellings(own, self._alike(own), self._rare_of))
        self._hold(own, sketch)
        return found

    def _hold(self, own: Marks, sketch: Sketch) -> None:
        self._held[own.place] = sketch, own
        for run in own.runs if self._common is None else self._common.intersection(own.runs):
            holders = self._runs.setdefault(run, [])
            if len(holders) < HOLDERS:
                holders.append(own.place)
        for name in own.rare:
            insort(self._rare.setdefault(name, []), own.place)
        sketch.forget()

    def _drawn(self, sketch: Sketch, places: Iterable[int]) -> tuple[Edge, ...]:
        def related(held: Sketch) -> Edge | None:
            edge = relate(held, sketch)
            held.forget()
            return edge

        return drawn(sketch.id, (self._held[one][0] for one in places), related)

    def _shared(self, own: Marks) -> Counter[int]:
        return Counter(one for run in own.runs for one in self._runs.get(run, ()))

    def _alike(self, own: Marks) -> Counter[int]:
        first, last = near(own.place, DAYS)
        rows = (self._rare.get(name, []) for name in own.rare)
        return Counter(one for row in rows for one in _between(row, first, last))

    def _runs_of(self, one: int) -> int:
        return len(self._held[one][1].runs)

    def _rare_of(self, one: int) -> int:
        return len(self._held[one][1].rare)


def copies(own: Marks, shared: Mapping[int, int], runs_of: Size) -> list[int]:
    """The places of those that share a fair part of the shorter one's word runs, the most first.

    `shared` says for each place how many runs it has in common with `own`, `runs_of` how many it has.
    """
    some = {one: count for one, count in shared.items() if count > 1}
    fair = {one: count / max(1, min(len(own.runs), runs_of(one))) for one, count in some.items()}
    return _best({one: share for one, share in fair.items() if share >= _SHARED_RUNS})


def retellings(own: Marks, shared: Mapping[int, int], rare_of: Size) -> list[int]:
    """The places of those that share names, numbers and quoted words, the most first; all of these days."""
    some = {one: count for one, count in shared.items() if count >= RARE}
    fair = {one: count / max(1, min(len(own.rare), rare_of(one))) for one, count in some.items()}
    return _best({one: share for one, share in fair.items() if share >= _RARE_SHARE})


def drawn(article: str, others: Iterable[T], related: Callable[[T], Edge | None]) -> tuple[Edge, ...]:
    """Edges between an article and others, best first, until one explains the whole article."""
    found: list[Edge] = []
    for other in others:
        edge = related(other)
        if edge is not None:
            found.append(edge)
            if edge.new == article and edge.score >= _WHOLE:
                break
    return tuple(found)


def _best(shares: Mapping[int, float]) -> list[int]:
    """The highest shares first; of equals those first that credit nobody, then those that come first."""
    return sorted(shares, key=lambda one: (-round(shares[one], 2), copied(one), one))[:_CANDIDATES]


def _between(row: Sequence[int], first: int, last: int) -> Sequence[int]:
    return row[bisect_left(row, first) : bisect_right(row, last)]
