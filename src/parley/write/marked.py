"""Cut a block of text where the words of claims begin or end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from parley.model import Block, Claim

Piece = tuple[str, tuple[Claim, ...]]
Stretch = tuple[int, int, int]  # raw start and end of words, and which claim they support


class Supports:
    """Where the words of claims stand in their page: many claims, asked block by block."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = tuple(claims)
        self._all = sorted((s.start, s.end, n) for n, c in enumerate(claims) for s in c.support)
        self._longest = max((end - start for start, end, _ in self._all), default=0)

    def among(self, low: int, high: int) -> list[Stretch]:
        """The stretches that share characters with the page's from `low` to `high`."""
        first = bisect_left(self._all, (low - self._longest,))
        return [s for s in self._all[first : bisect_left(self._all, (high,))] if s[1] > low]


def pieces(block: Block, supports: Supports) -> Iterator[Piece]:
    """The block's text in pieces, each with the claims in whose support it stands."""
    if not block.text:
        return
    found = supports.among(*block.locate(0, len(block.text)))
    cuts = _cuts(block, found) if found else [0]
    owners = _owners([block.locate(cut, cut + 1)[0] for cut in cuts], found)
    start = 0
    for index in range(1, len(cuts) + 1):
        if index == len(cuts) or owners[index] != owners[start]:
            stop = cuts[index] if index < len(cuts) else len(block.text)
            yield block.text[cuts[start] : stop], tuple(supports.claims[n] for n in sorted(owners[start]))
            start = index


def _cuts(block: Block, found: Sequence[Stretch]) -> list[int]:
    """Offsets of the text where other claims may begin: at each segment, and at each edge of words in one."""
    edges = sorted({edge for start, end, _ in found for edge in (start, end)})
    stops = (*(s.at for s in block.segments[1:]), len(block.text))
    cuts = set()
    for segment, stop in zip(block.segments, stops, strict=True):
        cuts.add(segment.at)
        if segment.end - segment.start == stop - segment.at:
            inside = edges[bisect_right(edges, segment.start) : bisect_left(edges, segment.end)]
            cuts.update(segment.at + edge - segment.start for edge in inside)
    return sorted(cuts)


def _owners(places: Sequence[int], found: Sequence[Stretch]) -> list[set[int]]:
    """Which claims the character at each of the raw places belongs to."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    held = [places[index] for index in order]
    owners: list[set[int]] = [set() for _ in places]
    for start, end, number in found:
        for index in order[bisect_left(held, start) : bisect_left(held, end)]:
            owners[index].add(number)
    return owners
