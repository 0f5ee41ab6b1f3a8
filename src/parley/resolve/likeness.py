"""How much two articles are about one event: words, names and acts of their beginnings, weighed by rarity.

The likeness is the cosine of term weights, term frequency by inverse document frequency (Salton and Buckley,
1988), over the articles that came before. Weights are fixed when an article arrives, and each term remembers
only the last articles that had it, so the cost of an article does not grow with the number held.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from math import log, sqrt

from parley.derive.sketch import Sketch, terms
from parley.model import Article, Claim

_LEAD = 180
"""An article tells in its first words what it is about; further down it tells what happened before."""
_TERMS = 150
_LAST = 64
_TITLE = 2
_ACT = 2
_PRIOR = 20
"""Articles of which the first ones stand for: no term is common after two."""


class Likeness:
    """Articles by number in order of arrival, found again by what they are about."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._postings: dict[str, deque[tuple[int, float]]] = {}
        self._held = 0

    def add(self, article: Article, claims: Iterable[Claim]) -> dict[int, tuple[float, list[str]]]:
        """Hold an article; its likeness (0 to 1) to those held before, and the terms that make it most."""
        bag = _bag(article, claims)
        self._seen.update(bag.keys())
        weights = self._weights(bag)
        found: dict[int, float] = {}
        shared: dict[int, list[tuple[float, str]]] = {}
        for term, weight in weights.items():
            posting = self._postings.setdefault(term, deque(maxlen=_LAST))
            for number, other in posting:
                found[number] = found.get(number, 0.0) + weight * other
                shared.setdefault(number, []).append((-weight * other, term))
            posting.append((self._held, weight))
        self._held += 1
        return {n: (min(1.0, score), [t for _, t in sorted(shared[n])]) for n, score in found.items()}

    def _weights(self, bag: Mapping[str, float]) -> dict[str, float]:
        """The heaviest terms with their weights, as a vector of length 1."""
        raw = {t: w * log((_PRIOR + self._held) / (1 + self._seen[t])) for t, w in bag.items()}
        heavy = sorted(((t, w) for t, w in raw.items() if w > 0), key=lambda item: (-item[1], item[0]))
        length = sqrt(sum(w * w for _, w in heavy[:_TERMS]))
        return {t: w / length for t, w in heavy[:_TERMS]}


def _bag(article: Article, claims: Iterable[Claim]) -> dict[str, float]:
    """The terms of the headline, the beginning and the acts, with their frequencies, dampened."""
    counts = Counter(dict.fromkeys(terms(article.title or ""), _TITLE))
    length = 0
    for sentence in Sketch(article).sentences:
        counts.update(sentence.terms)
        length += len(sentence.words)
        if length > _LEAD:
            break
    counts.update({act: _ACT for claim in claims for act in _acts(claim)})
    return {term: 1 + log(count) for term, count in counts.items()}


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
