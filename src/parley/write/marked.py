"""Cut a block of text where the words of claims begin or end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.model import Block, Claim

Piece = tuple[str, tuple[Claim, ...]]


def pieces(block: Block, claims: Sequence[Claim]) -> Iterator[Piece]:
    """The block's text in pieces, each with the claims in whose support it stands."""
    if not block.text:
        return
    low, high = block.locate(0, len(block.text))
    near = [c for c in claims if any(s.start < high and s.end > low for s in c.support)]
    if not near:
        yield block.text, ()
        return
    owners = [_owners(block.locate(i, i + 1)[0], near) for i in range(len(block.text))]
    start = 0
    for index in range(1, len(owners) + 1):
        if index == len(owners) or owners[index] != owners[start]:
            yield block.text[start:index], owners[start]
            start = index


def _owners(place: int, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(c for c in claims if any(s.start <= place < s.end for s in c.support))
