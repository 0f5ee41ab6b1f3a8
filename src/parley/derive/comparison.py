"""Two articles side by side: which sentences match, and how much of each the other explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from parley.derive.align import Match, align, backbone
from parley.derive.sketch import Sentence, Sketch
from parley.model import Span

_RETOLD = 0.30
"""Least likeness of the words outside quotation marks for a pair to count as a reporter's words retold."""
_SPOKEN = 4
"""A sentence with fewer terms outside quotation marks tells nothing about who wrote it."""


@dataclass(frozen=True, slots=True)
class Share:
    """Shares (0 to 1) of article `a` and of article `b`, by weight of their sentences."""

    a: float
    b: float

    @property
    def most(self) -> float:
        """The larger share."""
        return max(self.a, self.b)


class Comparison:
    """Articles `a` and `b` aligned; the `old` of a match is a sentence of `a`, whichever came first."""

    def __init__(self, a: Sketch, b: Sketch, matches: tuple[Match, ...] | None = None) -> None:
        self.a = a
        self.b = b
        self.matches = align(a.sentences, b.sentences) if matches is None else matches

    def flipped(self) -> Comparison:
        """The same seen from the other side."""
        turned = (Match(m.new, m.old, m.likeness, m.narrated, m.literal) for m in self.matches)
        return Comparison(self.b, self.a, tuple(sorted(turned, key=lambda m: (m.new, m.old))))

    @cached_property
    def copied(self) -> Share:
        """How much stands in the other in the same words, quoted words counting a quarter."""
        return self._share([m for m in self.matches if m.copied])

    @cached_property
    def explained(self) -> Share:
        """How much the other tells too, in whatever words."""
        return self._share(self.matches)

    @cached_property
    def retold(self) -> Share:
        """How much of the reporters' own sentences the other tells too."""
        old, new = {m.old for m in self._own}, {m.new for m in self._own}
        return Share(_own_share(self.a.sentences, old), _own_share(self.b.sentences, new))

    @cached_property
    def chain(self) -> int:
        """Number of retold pairs that come in the same order in both."""
        return len(backbone([(m.old, m.new, m.narrated) for m in self._own]))

    @cached_property
    def order(self) -> float:
        """Share of the retold sentences that keep their order."""
        firsts = min(len({m.old for m in self._own}), len({m.new for m in self._own}))
        return self.chain / firsts if firsts else 0.0

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Subheads that both have."""
        return tuple(h for h in self.a.headings if h in self.b.headings)

    @cached_property
    def only_a(self) -> tuple[Span, ...]:
        """Sentences of `a` that no pair holds."""
        held = {m.old for m in self.matches}
        return tuple(span for k, span in enumerate(self.a.spans) if k not in held)

    @cached_property
    def only_b(self) -> tuple[Span, ...]:
        """Sentences of `b` that no pair holds."""
        held = {m.new for m in self.matches}
        return tuple(span for k, span in enumerate(self.b.spans) if k not in held)

    @cached_property
    def _own(self) -> list[Match]:
        return [
            m
            for m in self.matches
            if m.narrated >= _RETOLD
            and len(self.a.sentences[m.old].narrated) >= _SPOKEN
            and len(self.b.sentences[m.new].narrated) >= _SPOKEN
        ]

    def _share(self, matches: Iterable[Match]) -> Share:
        kept = list(matches)
        old = sum(self.a.sentences[i].weight for i in {m.old for m in kept})
        new = sum(self.b.sentences[j].weight for j in {m.new for m in kept})
        return Share(_ratio(old, self.a), _ratio(new, self.b))


def _ratio(part: float, of: Sketch) -> float:
    return min(1.0, part / max(1e-9, sum(s.weight for s in of.sentences)))


def _own_share(sentences: tuple[Sentence, ...], held: set[int]) -> float:
    sizes = [len(s.narrated) if len(s.narrated) >= _SPOKEN else 0 for s in sentences]
    return sum(sizes[k] for k in held) / max(1, sum(sizes))
