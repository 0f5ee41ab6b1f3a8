"""Captions of pictures and galleries in an HTML story, by their elements: extractors leave most out."""

from __future__ import annotations

from collections.abc import Iterator

from parley.clean.extract import Span
from parley.clean.lines import Line
from parley.clean.tokens import Words

LONGEST = 600  # characters without spaces


def among(words: Words, spans: list[Span], title: Line | None) -> list[Span]:
    """The story's spans with the captions between headline and end; a span inside a caption is one."""
    found = list(_captions(words))
    if not spans or not found:
        return spans
    top = _at(words, title) if title else spans[0][0]
    end = max(stop for _, stop, _ in spans)
    inside = [(a, b) for a, b in found if min(top, spans[0][0]) <= a and b <= end]
    kept = [span for span in spans if not any(a < span[1] and span[0] < b for a, b in inside)]
    if not kept:
        return spans
    return sorted([*kept, *((a, b, "caption") for a, b in inside)], key=lambda span: span[:2])


def _captions(words: Words) -> Iterator[tuple[int, int]]:
    """Ranges of captions, the outer one where they nest, none that is as long as a story."""
    last = 0
    for start, end, role in words.regions:
        if role == "caption" and start >= last and end - start <= LONGEST:
            yield start, end
            last = end


def _at(words: Words, title: Line) -> int:
    """Where the headline begins in the squeezed text."""
    return next((word.at for word in words.words if word.start >= title.mapped.start), 0)
