"""Align the sentences of two articles: copied ones by their characters, reworded ones by what they tell.

Reworded sentences share no word runs, but names, numbers, content words and their order. The likeness of two
sentences is the weight of the terms both have (weight: inverse frequency over the sentences of the two
articles, as in Sultan et al., 2014); the backbone of best pairs that keep the order (a heaviest increasing
chain, as in Champollion, Ma 2006) then raises pairs that lie near it, so that a sentence which was split in
two, or two that were merged, find their places.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from parley.derive.sketch import Sentence

Matrix = NDArray[np.float64]

COPIED = 0.80
"""Two sentences whose folded characters are this alike (Indel ratio) are one sentence, copied or edited."""
_ANCHOR = 0.40
_TOLD = 0.36
_NEAR = 0.16
_MANY = 250_000
"""More pairs of sentences than this (a book, a list page) are compared by equal sentences only."""
_RIVAL = 0.75
_RIVAL_OF_BOTH = 0.50


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `old` of one article and `new` of the other tell the same; all scores are 0 to 1.

    `likeness` weighs shared terms, `narrated` those outside quotation marks, `literal` shared characters
    (0 for reworded sentences).
    """

    old: int
    new: int
    likeness: float
    narrated: float
    literal: float

    @property
    def copied(self) -> bool:
        """Whether the words were taken over, at most lightly edited."""
        return self.literal >= COPIED


def align(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[Match, ...]:
    """Pairs of sentences that tell the same, in the order of `new`; a sentence may stand in several."""
    if not old or not new:
        return ()
    copied = taken_over(old, new)
    told = _told(old, new, copied)
    return tuple(sorted({*copied, *told}, key=lambda m: (m.new, m.old)))


def taken_over(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[Match, ...]:
    """The pairs of `align` that are copied, with few or no changes; the reworded ones are what takes time."""
    same = _same(old, new)
    return (*same, *_edited(old, new, same))


def _same(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Match]:
    """One-to-one pairs of sentences with the same words, by look-up, in order where a sentence recurs."""
    places: dict[str, deque[int]] = {}
    for i, sentence in enumerate(old):
        places.setdefault(sentence.folded, deque()).append(i)
    return [
        Match(places[sentence.folded].popleft(), j, 1.0, 1.0, 1.0)
        for j, sentence in enumerate(new)
        if places.get(sentence.folded)
    ]


def _edited(old: Sequence[Sentence], new: Sequence[Sentence], same: Sequence[Match]) -> list[Match]:
    """One-to-one pairs of sentences with nearly the same words among those that `same` left, best first."""
    held_old, held_new = {m.old for m in same}, {m.new for m in same}
    left, right = _free(len(old), held_old), _free(len(new), held_new)
    if not 0 < len(left) * len(right) <= _MANY:
        return []
    before, after = [old[i].folded for i in left], [new[j].folded for j in right]
    literal = process.cdist(before, after, scorer=fuzz.ratio, score_cutoff=COPIED * 100)
    pairs = [(float(literal[p, q]) / 100, left[p], right[q]) for p, q in np.argwhere(literal).tolist()]
    matches: list[Match] = []
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair)):
        if i not in held_old and j not in held_new:
            matches.append(Match(i, j, score, score, score))
            held_old.add(i)
            held_new.add(j)
    return matches


def _told(old: Sequence[Sentence], new: Sequence[Sentence], copied: Sequence[Match]) -> list[Match]:
    """Reworded pairs among the sentences that no copied pair holds."""
    left, right = _free(len(old), {m.old for m in copied}), _free(len(new), {m.new for m in copied})
    if not 0 < len(left) * len(right) <= _MANY:
        return []
    weights = _weights([s.terms for s in (*old, *new)])
    likeness = np.zeros((len(old), len(new)))
    free = np.ix_(left, right)
    likeness[free] = _likeness([old[i].terms for i in left], [new[j].terms for j in right], weights)
    anchors = [(m.old, m.new, 1.0) for m in copied] + _mutual_best(likeness)
    raised = likeness + _NEAR * _nearness(likeness.shape, backbone(anchors)) * (likeness > _TOLD / 2)
    found = []
    for i, j in np.argwhere(_chosen(raised)).tolist():
        narrated = float(_likeness([old[i].narrated], [new[j].narrated], weights)[0, 0])
        found.append(Match(i, j, min(1.0, float(raised[i, j])), min(1.0, narrated), 0.0))
    return found


def _free(count: int, held: set[int]) -> list[int]:
    return [k for k in range(count) if k not in held]


def _chosen(scores: Matrix) -> NDArray[np.bool_]:
    """Pairs that are near the best of one sentence and not far from the best of the other."""
    row, column = scores.max(axis=1, keepdims=True), scores.max(axis=0, keepdims=True)
    near = (scores >= _RIVAL * row) | (scores >= _RIVAL * column)
    return np.asarray((scores >= _TOLD) & near & (scores >= _RIVAL_OF_BOTH * np.maximum(row, column)))


def _mutual_best(likeness: Matrix) -> list[tuple[int, int, float]]:
    best_new, best_old = likeness.argmax(axis=1), likeness.argmax(axis=0)
    pairs = [(i, int(j), float(likeness[i, j])) for i, j in enumerate(best_new) if best_old[j] == i]
    return [p for p in pairs if p[2] >= _ANCHOR]


def backbone(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest chain of (old, new, weight) in which both positions rise."""
    ordered = sorted(pairs)
    olds, news = (np.array([pair[side] for pair in ordered]) for side in (0, 1))
    best, previous = np.zeros(len(ordered)), np.full(len(ordered), -1)
    for k, (i, j, weight) in enumerate(ordered):
        before = np.where((olds[:k] < i) & (news[:k] < j), best[:k], 0.0)
        at = int(before.argmax()) if k else 0
        best[k] = weight
        if k and before[at] > 0:
            best[k] += before[at]
            previous[k] = at
    chain: list[tuple[int, int]] = []
    at = int(best.argmax()) if ordered else -1
    while at >= 0:
        chain.append(ordered[at][:2])
        at = int(previous[at])
    return chain[::-1]


def _nearness(shape: tuple[int, ...], chain: Sequence[tuple[int, int]]) -> Matrix:
    """1 on the line through the chain, falling to 0 three sentences away."""
    if not chain:
        return np.zeros(shape)
    expected = np.interp(np.arange(shape[1]), [j for _, j in chain], [i for i, _ in chain])
    distance = np.abs(np.arange(shape[0])[:, None] - expected[None, :])
    return np.clip(1 - distance / 3, 0, None)


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(chain.from_iterable(bags))
    rarity = {count: log(1 + len(bags) / count) for count in {*counts.values()}}
    return {t: rarity[count] for t, count in counts.items()}


def _likeness(
    old: Sequence[frozenset[str]], new: Sequence[frozenset[str]], weights: Mapping[str, float]
) -> Matrix:
    """Weight of shared terms, halfway between the share of the lighter sentence and the cosine."""
    both = sorted(frozenset().union(*old) & frozenset().union(*new))
    index = {t: k for k, t in enumerate(both)}
    shared = (_table(old, index) * np.array([weights[t] for t in both])) @ _table(new, index).T
    heavy_old, heavy_new = _heft(old, weights), _heft(new, weights)
    # Two mean terms are added: a short sentence needs more than its one name to be found in a long one.
    lighter = np.minimum(heavy_old[:, None], heavy_new[None, :]) + 2 * sum(weights.values()) / len(weights)
    cosine = np.sqrt(heavy_old[:, None] * heavy_new[None, :])
    return np.asarray((shared / np.maximum(lighter, 1e-9) + shared / np.maximum(cosine, 1e-9)) / 2)


def _heft(bags: Sequence[frozenset[str]], weights: Mapping[str, float]) -> Matrix:
    return np.array([sum(map(weights.__getitem__, bag)) for bag in bags])


def _table(bags: Sequence[frozenset[str]], index: Mapping[str, int]) -> Matrix:
    table = np.zeros((len(bags), len(index)))
    for row, bag in enumerate(bags):
        table[row, [index[t] for t in bag if t in index]] = 1
    return table
