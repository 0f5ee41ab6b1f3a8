"""Text with a map to raw offsets, and the few operations that keep the map true."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from parley.model import Segment

SPACE = re.compile(r"\s+")
# Marks of direction and joining that readers do not see; texts are compared without them.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Clean text and its segments, as in `model.Block`."""

    text: str
    segments: tuple[Segment, ...]

    def __len__(self) -> int:
        return len(self.text)

    @property
    def start(self) -> int:
        """Raw offset of the first character."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Raw offset behind the last character."""
        return self.segments[-1].end


EMPTY = Mapped("", ())
Row = tuple[int, int, int]  # a segment in the making: at, start, end


def raw(text: str, start: int, end: int) -> Mapped:
    """`text[start:end]`, mapped character by character."""
    return Mapped(text[start:end], (Segment(0, start, end),)) if start < end else EMPTY


def replaced(text: str, start: int, end: int) -> Mapped:
    """`text`, standing for the whole raw range `start` to `end` (an entity, a run of white space)."""
    return Mapped(text, (Segment(0, start, end),)) if text else EMPTY


def cut(mapped: Mapped, start: int, end: int) -> Mapped:
    """The part `text[start:end]` with its map."""
    start, end = max(start, 0), min(end, len(mapped.text))
    if start >= end:
        return EMPTY
    if (start, end) == (0, len(mapped.text)):
        return mapped
    segments, index = [], bisect_right(mapped.segments, start, key=lambda s: s.at) - 1
    while index < len(mapped.segments) and mapped.segments[index].at < end:
        segments.append(_clip(mapped, index, start, end))
        index += 1
    return Mapped(mapped.text[start:end], tuple(segments))


def _clip(mapped: Mapped, index: int, start: int, end: int) -> Segment:
    segment = mapped.segments[index]
    last = index + 1 == len(mapped.segments)
    stop = len(mapped.text) if last else mapped.segments[index + 1].at
    at = max(segment.at, start)
    if segment.end - segment.start != stop - segment.at:
        return Segment(at - start, segment.start, segment.end)
    shift = segment.start - segment.at
    return Segment(at - start, at + shift, min(stop, end) + shift)


def concat(parts: Iterable[Mapped]) -> Mapped:
    """The parts one after the other, with neighbouring character-by-character segments made one."""
    texts: list[str] = []
    rows: list[Row] = []
    size = 0
    for part in parts:
        rows += [(s.at + size, s.start, s.end) for s in part.segments]
        texts.append(part.text)
        size += len(part.text)
    return merged("".join(texts), rows)


def merged(text: str, rows: list[Row]) -> Mapped:
    """Text and its segments, of which neighbours that stand character by character are made one."""
    return Mapped(text, tuple([Segment(*row) for row in _merged(rows, len(text))]))


def _merged(rows: list[Row], size: int) -> Iterable[Row]:
    held: Row | None = None
    stops = [*[row[0] for row in rows[1:]], size]
    for row, stop in zip(rows, stops, strict=True) if rows else ():
        at, start, end = row
        plain = end - start == stop - at
        if held and plain and held[2] == start:
            held = (held[0], held[1], end)
            continue
        if held:
            yield held
        held = row if plain else None
        if not plain:
            yield row
    if held:
        yield held


def without(mapped: Mapped, pattern: re.Pattern[str]) -> Mapped:
    """The text without the matches of `pattern`; where it has groups, only without what they matched."""
    spans = []
    for match in pattern.finditer(mapped.text):
        groups = range(1, pattern.groups + 1) if pattern.groups else (0,)
        spans += [match.span(group) for group in groups if match.start(group) >= 0]
    if not spans:
        return mapped
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(mapped.text)]
    return concat(cut(mapped, edges[i], edges[i + 1]) for i in range(0, len(edges), 2))


def tidy(mapped: Mapped) -> Mapped:
    """The text with each run of white space made one space, unseen marks left out, and ends stripped."""
    mapped = without(mapped, UNSEEN)
    parts, at = [], 0
    for match in SPACE.finditer(mapped.text):
        start, end = match.span()
        if match[0] != " ":
            parts += [cut(mapped, at, start), _space(cut(mapped, start, end))]
            at = end
    whole = concat([*parts, cut(mapped, at, len(mapped.text))]) if parts else mapped
    left = len(whole.text) - len(whole.text.lstrip())
    return cut(whole, left, len(whole.text.rstrip()))


def _space(run: Mapped) -> Mapped:
    return replaced(" ", run.start, max(run.end, run.start + 1))


def joined(parts: Iterable[Mapped]) -> Mapped:
    """The non-empty parts with one space between, which stands for all that lies between them in the page."""
    pieces: list[Mapped] = []
    for part in parts:
        if pieces and part.text:
            gap = replaced(" ", min(pieces[-1].end, part.start), max(pieces[-1].end, part.start))
            pieces.append(gap)
        if part.text:
            pieces.append(part)
    return concat(pieces)
