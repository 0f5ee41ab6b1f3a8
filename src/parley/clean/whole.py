"""Is the page there as a whole, and how to read one that is very deep, very long or cut off.

Tree builders drop in silence what is nested deeper than 256 elements and text nodes above 10 MB. So such a
page is given to them without the elements that only nest, and what a page shows is counted before and after.
"""

from __future__ import annotations

import re
from io import StringIO
from itertools import islice

from parley.clean import regions, tokens

LONGEST = 125_000
"""Visible characters that are read of one page: 20,000 words, four seconds where each sentence is a claim."""
MOST_LINES = 10_000
"""Of plain text: 125,000 characters that are wrapped at 70, with an empty line after each, have 3,600."""
DEEPEST = 100
TAIL = 20_000
KEPT = tokens.VOID | regions.LEFT_OPEN | {"h1", "h2", "h3", "h4", "h5", "h6", "html", "head", "body"}
CLOSED = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
OPENING = re.compile(r"<(?:div|article|section|main|table|ul)\b", re.IGNORECASE)
CLOSING = re.compile(r"</(?:div|article|section|main|table|ul)\b", re.IGNORECASE)
SAYS = re.compile(r"<title|<script[^>]{0,200}ld\+json", re.IGNORECASE)
HALF_TAG = re.compile(r"<[a-zA-Z/!][^<>]*$")


def end(text: str, html: bool) -> int:
    """Offset up to which a page is read: `LONGEST` visible characters, to a space; `MOST_LINES` of a text."""
    if not html and text.count("\n") > MOST_LINES:
        text = text[: sum(len(line) for line in islice(StringIO(text, newline=""), MOST_LINES))]
    if len(text) <= LONGEST:
        return len(text)
    seen = 0
    for start, stop, tag, _ in tokens.pieces(text) if html else [(0, len(text), "", False)]:
        if not tag and stop > start:
            seen += stop - start
            if seen > LONGEST:
                space = text.rfind(" ", start, stop - (seen - LONGEST))
                return space if space > start else stop - (seen - LONGEST)
    return len(text)


def simple(text: str) -> str:
    """The page without hidden text and without the elements deeper than `DEEPEST` that only nest.

    White space stands in their places, so the visible words stay the same; titles and JSON-LD are kept.
    """
    parts: list[str] = []
    depth, skipped, hidden = 0, 0, len(text)
    for start, stop, tag, close in tokens.pieces(text):
        if SAYS.match(text, hidden):
            parts.append(text[hidden:start])
        hidden = start if tag in tokens.HIDDEN and not close else len(text)
        kept = not tag or tag in KEPT
        if not kept and close:
            skipped, depth, kept = (skipped - 1, depth, False) if skipped else (0, max(depth - 1, 0), True)
        elif not kept and tag not in tokens.HIDDEN:
            skipped, depth, kept = (skipped + 1, depth, False) if depth >= DEEPEST else (0, depth + 1, True)
        parts.append(text[start:stop] if kept else _gap(tag))
    return "".join(parts)


def _gap(tag: str) -> str:
    return "" if tag in tokens.INLINE else " "


def broken_off(text: str) -> str | None:
    """How an HTML page ends before its end, in words; None where it is closed or nothing stands open."""
    if text.rfind("<!--") > text.rfind("-->"):
        return "the page breaks off inside a comment"
    if CLOSED.search(text, max(0, len(text) - TAIL)):
        return None
    if HALF_TAG.search(text, max(0, len(text) - TAIL)):
        return "the page breaks off inside a tag"
    lower = text[-TAIL * 10 :].lower()
    if lower.rfind("<script") > lower.rfind("</script"):
        return "the page breaks off inside a script"
    left = len(OPENING.findall(text)) - len(CLOSING.findall(text))
    return f"the page breaks off with {left} elements still open" if left > 0 else None
