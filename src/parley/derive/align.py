"""Align the sentences of two articles: copied ones by their characters, reworded ones by what they tell.

Reworded sentences share no word runs, but names, numbers, content words and their order. The likeness of two
sentences is the weight of the terms both have (weight: inverse frequency over the sentences of the two
articles, as in Sultan et al., 2014); the backbone of best pairs that keep the order (a heaviest increasing
chain, as in Champollion, Ma 2006) then raises pairs that lie near it, so that a sentence which was split in
two, or two that were merged, find their places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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
    copied = _copied(old, new)
    whole = len(copied) == min(len(old), len(new))
    told = [] if whole else _told(old, new, copied)
    return tuple(sorted({*copied, *told}, key=lambda m: (m.new, m.old)))


def _copied(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Match]:
    """One-to-one pairs of sentences with the same words, or nearly the same, best first."""
    literal = process.cdist(
        [s.folded for s in old], [s.folded for s in new], scorer=fuzz.ratio, score_cutoff=COPIED * 100
    )
    rows, columns = np.nonzero(literal)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    ranked = sorted(pairs, key=lambda p: (-literal[p], abs(p[0] - p[1]), p))
    matches: list[Match] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for i, j in ranked:
        if i not in used_old and j not in used_new:
            score = float(literal[i, j]) / 100
            matches.append(Match(i, j, score, score, score))
            used_old.add(i)
            used_new.add(j)
    return matches


def _told(old: Sequence[Sentence], new: Sequence[Sentence], copied: Sequence[Match]) -> list[Match]:
    """Reworded pairs among the sentences that no copied pair holds."""
    likeness = _likeness([s.terms for s in old], [s.terms for s in new])
    narrated = _likeness([s.narrated for s in old], [s.narrated for s in new])
    for match in copied:
        likeness[match.old, :] = 0
        likeness[:, match.new] = 0
    anchors = [(m.old, m.new, 1.0) for m in copied] + _mutual_best(likeness)
    raised = likeness + _NEAR * _nearness(likeness.shape, backbone(anchors)) * (likeness > _TOLD / 2)
    return [
        Match(i, j, min(1.0, float(raised[i, j])), min(1.0, float(narrated[i, j])), 0.0)
        for i, j in np.argwhere(_chosen(raised)).tolist()
    ]


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
    best: list[tuple[float, int]] = []
    for k, (i, j, weight) in enumerate(ordered):
        before = max(
            ((best[p][0], p) for p in range(k) if ordered[p][0] < i and ordered[p][1] < j), default=(0.0, -1)
        )
        best.append((before[0] + weight, before[1]))
    chain: list[tuple[int, int]] = []
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        chain.append(ordered[at][:2])
        at = best[at][1]
    return chain[::-1]


def _nearness(shape: tuple[int, ...], chain: Sequence[tuple[int, int]]) -> Matrix:
    """1 on the line through the chain, falling to 0 three sentences away."""
    if not chain:
        return np.zeros(shape)
    expected = np.interp(np.arange(shape[1]), [j for _, j in chain], [i for i, _ in chain])
    distance = np.abs(np.arange(shape[0])[:, None] - expected[None, :])
    return np.clip(1 - distance / 3, 0, None)


def _likeness(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> Matrix:
    """Weight of shared terms, halfway between the share of the lighter sentence and the cosine."""
    bags = [*old, *new]
    counts = Counter(t for bag in bags for t in bag)
    index = {t: k for k, t in enumerate(sorted(counts))}
    weights = np.array([np.log(1 + len(bags) / counts[t]) for t in index])
    table = np.zeros((len(bags), len(index)))
    for row, bag in enumerate(bags):
        table[row, [index[t] for t in bag]] = 1
    a, b = table[: len(old)], table[len(old) :]
    shared = (a * weights) @ b.T
    heavy_a, heavy_b = a @ weights, b @ weights
    # Two mean terms are added: a short sentence needs more than its one name to be found in a long one.
    lighter = np.minimum(heavy_a[:, None], heavy_b[None, :]) + 2 * weights.sum() / max(1, len(index))
    cosine = np.sqrt(heavy_a[:, None] * heavy_b[None, :])
    return np.asarray((shared / np.maximum(lighter, 1e-9) + shared / np.maximum(cosine, 1e-9)) / 2)
