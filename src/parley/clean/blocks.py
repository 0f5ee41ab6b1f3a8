"""From judged lines to blocks and dropped spans, so that no character of the stretch is unaccounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.clean.draft import LOWER, SENTENCE_END, Draft, words
from parley.clean.mapped import Mapped, joined
from parley.model import Block, BlockKind, Segment, Span

BROKEN_WORDS = 6


def blocks(draft: Draft) -> tuple[Block, ...]:
    """The kept lines as blocks in reading order, broken paragraphs made whole."""
    held: list[tuple[BlockKind, list[Mapped]]] = []
    body: int | None = None
    for line, kind in zip(draft.lines, draft.kinds, strict=True):
        if kind is None:
            continue
        last = held[body][1][-1].text if body is not None else ""
        if body is not None and kind == "paragraph" and _goes_on(last, line.text):
            held[body] = ("paragraph", [*held[body][1], line.mapped])
        elif kind == "dateline" and held and held[-1][0] == "dateline":
            held[-1][1].append(line.mapped)
        else:
            held.append((kind, [line.mapped]))
            body = _next_body(body, kind, len(held) - 1)
    return tuple(_block(kind, parts) for kind, parts in held)


def _next_body(body: int | None, kind: BlockKind, index: int) -> int | None:
    """The paragraph that a later line may continue; captions only interrupt it."""
    if kind in ("paragraph", "heading"):
        return index
    return body if kind == "caption" else None


def _goes_on(before: str, after: str) -> bool:
    """True where a sentence breaks off at the end of `before` and goes on in `after`."""
    return bool(words(before) >= BROKEN_WORDS and not SENTENCE_END.search(before) and LOWER.match(after))


def _block(kind: BlockKind, parts: Iterable[Mapped]) -> Block:
    whole = joined(parts)
    return Block(kind, whole.text, whole.segments)


def dropped(
    page: str, text: str, stretch: tuple[int, int], kept: Iterable[Block], draft: Draft
) -> tuple[tuple[Span, str], ...]:
    """Every span of the raw stretch that is in no block and not mere white space, with its reason."""
    lines = zip(draft.lines, draft.kinds, draft.reasons, strict=True)
    known = sorted((line.mapped.start, line.mapped.end, why) for line, kind, why in lines if kind is None)
    spans = []
    index = 0
    for start, end in _gaps(kept, *stretch):
        while index < len(known) and known[index][0] < start:
            index += 1
        inside = []
        while index < len(known) and known[index][1] <= end:
            inside.append(known[index])
            index += 1
        spans += [(Span(page, *span), reason) for span, reason in _reasons(text, start, end, inside)]
    return tuple(spans)


def _gaps(kept: Iterable[Block], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between the raw ranges of the blocks' own characters; a joining space covers nothing."""
    taken = sorted((s.start, s.end) for block in kept for s in _own(block))
    at = start
    for left, right in taken:
        if left > at:
            yield at, left
        at = max(at, right)
    if at < end:
        yield at, end


def _own(block: Block) -> Iterator[Segment]:
    for index, segment in enumerate(block.segments):
        stop = block.segments[index + 1].at if index + 1 < len(block.segments) else len(block.text)
        if not block.text[segment.at : stop].isspace() or segment.end - segment.start == 1:
            yield segment


def _reasons(
    text: str, start: int, end: int, inside: Iterable[tuple[int, int, str]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The gap cut by the dropped lines that lie in it; what no line covers is markup."""
    at = start
    for left, right, reason in inside:
        if at <= left:
            yield from _stripped(text, at, left, "markup")
            yield from _stripped(text, left, right, reason or "not text")
            at = right
    yield from _stripped(text, at, end, "markup")


def _stripped(text: str, start: int, end: int, reason: str) -> Iterator[tuple[tuple[int, int], str]]:
    piece = text[start:end]
    if piece.strip():
        left = start + len(piece) - len(piece.lstrip())
        yield (left, left + len(piece.strip())), reason
