"""How much two articles are about one event: words, names and acts of their beginnings, weighed by rarity.

The likeness is the cosine of term weights, term frequency by inverse document frequency (Salton and Buckley,
1988), over the articles that came before. Weights are fixed when an article arrives, and each term remembers
only the last articles that had it, so the cost of an article does not grow with the number held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from parley.derive.sketch import Sketch, terms
from parley.model import Article, Claim
from parley.resolve.memory import NOTHING, Past

_LEAD = 180
"""An article tells in its first words what it is about; further down it tells what happened before."""
_LAST = 64
_WIDE = 8
_LEAST = 0.15
_ROOM = 256
_TITLE = 2
_ACT = 2
_PRIOR = 20
"""Articles of which the first ones stand for: no term is common after two."""


@dataclass(frozen=True, slots=True)
class Found:
    """Articles like a new one: number and likeness (0 to 1), likest first; none hardly like it.

    `terms` are the new article's, in the order of the rows of `numbers` and `parts`: which articles have the
    term, and what it adds to their likeness.
    """

    ranked: tuple[tuple[int, float], ...]
    terms: tuple[str, ...]
    numbers: NDArray[np.int32]
    parts: NDArray[np.float32]

    def shared(self, number: int) -> list[str]:
        """The terms that the article with this number shares, the weightiest first."""
        weights = np.where(self.numbers == number, self.parts, 0).max(axis=1, initial=0)
        order = np.argsort(-weights, kind="stable")
        return [self.terms[row] for row in order.tolist() if weights[row] > 0]


class Likeness:
    """Articles by number in order of arrival, found again by what they are about."""

    def __init__(self, past: Past = NOTHING, held: int = 0) -> None:
        self._past = past
        self._rows: dict[str, int] = {}
        # Of each term: how many articles have it, and the last of them with its weight there.
        self._seen = np.zeros(_ROOM, "<i8")
        self._numbers = np.full((_ROOM, _LAST), -1, np.int32)
        self._weights = np.zeros((_ROOM, _LAST), np.float32)
        self._held = held

    def values(self) -> dict[str, bytes]:
        """The terms of the articles added here, with their last holders, as `Past` gives them back."""
        seen, numbers, weights = (
            table.tobytes() for table in (self._seen, self._numbers, self._weights)
        )  # not row by row: they are many
        last = (4 * np.minimum(self._seen, _LAST)).tolist()
        return {
            f"t|{term}": seen[_WIDE * row : _WIDE * (row + 1)]
            + numbers[4 * _LAST * row : 4 * _LAST * row + last[row]]
            + weights[4 * _LAST * row : 4 * _LAST * row + last[row]]
            for term, row in self._rows.items()
        }

    def add(self, article: Article, claims: Iterable[Claim]) -> Found:
        """Hold an article; the articles held before that are like it."""
        bag = _bag(article, claims)
        self._remember(bag)
        rows = np.array([self._row(term) for term in bag], np.int64)
        places = self._seen[rows] % _LAST
        self._seen[rows] += 1
        weights = self._weighed(rows, np.fromiter(bag.values(), np.float64, len(bag)))
        numbers, parts = self._numbers[rows], self._weights[rows] * weights[:, None]
        self._numbers[rows, places] = self._held
        self._weights[rows, places] = weights
        self._held += 1
        return Found(_ranked(numbers, parts), tuple(bag), numbers, parts)

    def _remember(self, bag: Iterable[str]) -> None:
        """Lay out the rows of the terms that came before and are not here yet."""
        before = self._past.values([f"t|{t}" for t in bag if t not in self._rows])
        rows = [self._row(key[2:]) for key in before]
        halves = [(value, (_WIDE + len(value)) // 2) for value in before.values()]
        # What is missing of the last holders is -1, as -1 is kept: all bits are set.
        numbers = b"".join([value[_WIDE:half].ljust(4 * _LAST, b"\xff") for value, half in halves])
        weights = b"".join([value[half:].ljust(4 * _LAST, b"\0") for value, half in halves])
        self._seen[rows] = np.frombuffer(b"".join([value[:_WIDE] for value, _ in halves]), "<i8")
        self._numbers[rows] = np.frombuffer(numbers, np.int32).reshape(-1, _LAST)
        self._weights[rows] = np.frombuffer(weights, np.float32).reshape(-1, _LAST)

    def _row(self, term: str) -> int:
        """The row of a term; the tables double when it is the first for which there is no room."""
        row = self._rows.setdefault(term, len(self._rows))
        if row == len(self._seen):
            self._seen = np.concatenate((self._seen, np.zeros_like(self._seen)))
            self._numbers = np.concatenate((self._numbers, np.full_like(self._numbers, -1)))
            self._weights = np.concatenate((self._weights, np.zeros_like(self._weights)))
        return row

    def _weighed(self, rows: NDArray[np.int64], counts: NDArray[np.float64]) -> NDArray[np.float32]:
        """The weights of terms with these dampened counts, as a vector of length 1; common ones have 0."""
        rarity = np.log((_PRIOR + self._held) / (1 + self._seen[rows]))
        weights = counts * np.maximum(rarity, 0)
        return (weights / max(1e-9, float(np.linalg.norm(weights)))).astype(np.float32)


def _ranked(numbers: NDArray[np.int32], parts: NDArray[np.float32]) -> tuple[tuple[int, float], ...]:
    """The sums of the parts by number, from `_LEAST` on, the highest first, then the lowest number."""
    named = numbers >= 0
    held, places = np.unique(numbers[named], return_inverse=True)
    sums = np.bincount(places, weights=parts[named], minlength=len(held))
    pairs = zip(held[sums >= _LEAST].tolist(), sums[sums >= _LEAST].tolist(), strict=True)
    return tuple(sorted(((n, min(1.0, score)) for n, score in pairs), key=lambda pair: (-pair[1], pair[0])))


def _bag(article: Article, claims: Iterable[Claim]) -> dict[str, float]:
    """The terms of the headline, the beginning and the acts, with their frequencies, dampened."""
    counts = Counter(dict.fromkeys(terms(article.title or ""), _TITLE))
    for sentence in Sketch(article).lead(_LEAD):
        counts.update(sentence.terms)
    counts.update({act: _ACT for claim in claims for act in _acts(claim)})
    return {term: 1 + log(count) for term, count in sorted(counts.items())}  # sets have an order of their own


def _acts(claim: Claim) -> Iterable[str]:
    """What a claim is about, where it tells an event apart: a meeting's place and month, an act's parties."""
    sides = "+".join(sorted({*claim.actors, *claim.targets}))
    if claim.kind == "meeting" and claim.place and claim.date:
        yield f"meeting of {sides} in {claim.place} {claim.date.start[:7]}"
    elif claim.kind == "agreement" and claim.action:
        yield f"agreement of {sides} {claim.action}"
    elif claim.kind == "measure" and claim.instrument:
        yield from (
            f"{claim.instrument} by {'+'.join(claim.actors)} of {value.number:g} {value.unit}"
            for value in claim.values
        )
