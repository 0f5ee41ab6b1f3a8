"""Sentences and the map check that the tests of `clean` share."""

from __future__ import annotations

from parley.clean import clean
from parley.model import Page

P1 = "The harbour board put off its vote on the crane fees on Monday, after a long night of talks."
P2 = "Its chair told the town that the new rates would come in spring, and that no ship will be turned away."
P3 = "The owners of the two largest lines had asked for a longer delay, but the board would not hear of it."


def page(text: str, kind: str = "text/plain") -> Page:
    return Page(
        "0" * 64, "a.txt", "2024-05-06T07:08:09Z", text.encode("utf-8", "replace"), text, "utf-8", kind
    )


def check_map(source: Page) -> None:
    """Every block's characters are the page's; nothing but white space is unaccounted for."""
    text = source.text
    for article in clean(source):
        covered: set[int] = set()
        for block in article.blocks:
            assert block.text.strip() and block.segments[0].at == 0
            for index, segment in enumerate(block.segments):
                last = index + 1 == len(block.segments)
                stop = len(block.text) if last else block.segments[index + 1].at
                assert 0 <= segment.start < segment.end <= len(text) and segment.at < stop
                piece = block.text[segment.at : stop]
                if len(piece) == segment.end - segment.start:
                    for ours, raw in zip(piece, text[segment.start : segment.end], strict=True):
                        assert ours == raw or (ours in " \t" and (raw.isspace() or raw == "|"))
                if not piece.isspace():
                    covered.update(range(segment.start, segment.end))
        for span, reason in article.dropped:
            assert reason and 0 <= span.start < span.end <= len(text)
            assert covered.isdisjoint(range(span.start, span.end))
            covered.update(range(span.start, span.end))
        if len(clean(source)) == 1:
            left = [i for i in range(len(text)) if i not in covered and not text[i].isspace()]
            assert not left, (left, text)
