"""The text layer of a PDF: running heads and page numbers found by repetition, lines joined to paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parley.clean.draft import LOWER, SENTENCE_END
from parley.clean.lines import Line, split
from parley.clean.mapped import Mapped, concat, cut, joined

PAGE_BREAK = "\f"
NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>]{4,500}")
DIGITS = re.compile(r"\d+")
HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}+)[-\u00ad\u2010]$")
WORD = re.compile(r"[a-zà-ÿ]\w*")
EDGE = 3  # lines at the top and at the foot of a page that can be its running head
SHORT = 0.8  # of the usual width: a line that ends a paragraph
HEADING = 0.7


def address(frame: Sequence[tuple[Line, str]]) -> str | None:
    """The address that browsers print below each page."""
    found = (ADDRESS.match(line.text) for line, _ in frame)
    return next((match[0] for match in found if match), None)


def read(text: str) -> tuple[list[Line], list[tuple[Line, str]]]:
    """Paragraphs of the text layer, and the lines that only frame its pages, with the reason."""
    lines = split(text)
    frame = _frame(lines, _sheets(text, lines))
    kept = [line for index, line in enumerate(lines) if index not in frame]
    return _paragraphs(kept, text), [(lines[index], frame[index]) for index in sorted(frame)]


def _sheets(text: str, lines: Sequence[Line]) -> list[list[int]]:
    """Indices of the lines on each page."""
    breaks = [match.start() for match in re.finditer(PAGE_BREAK, text)]
    pages: list[list[int]] = [[] for _ in range(len(breaks) + 1)]
    for index, line in enumerate(lines):
        pages[bisect_right(breaks, line.mapped.start)].append(index)
    return [page for page in pages if page]


def _frame(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> dict[int, str]:
    """From each edge inwards, the lines that stand in this place on half of the pages; and page numbers."""
    found: dict[int, str] = {}
    for inwards in (pages, [page[::-1] for page in pages]):
        shapes = Counter((n, _shape(lines[i].text)) for page in inwards for n, i in enumerate(page[:EDGE]))
        for page in inwards:
            for place, index in enumerate(page[:EDGE]):
                often = shapes[place, _shape(lines[index].text)]
                if len(pages) > 1 and NUMBER.fullmatch(lines[index].text):
                    found[index] = "page number"
                elif often > 1 and often * 2 >= len(pages):
                    found[index] = "running head of the pages"
                else:
                    break
    return found


def _shape(text: str) -> str:
    return DIGITS.sub("0", text.casefold())


def _paragraphs(lines: Sequence[Line], text: str) -> list[Line]:
    """Lines joined where a sentence goes on in the next; the first of a paragraph keeps its marks."""
    widths = sorted(len(line.text) for line in lines)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.bullet and not line.level and _goes_on(groups[-1][-1], line, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [replace(group[0], mapped=_joined(group, text), gap=1) for group in groups]


def _goes_on(before: Line, line: Line, usual: int) -> bool:
    """True where `line` belongs to the paragraph of the line before it."""
    ended = bool(SENTENCE_END.search(before.text))
    if not ended and LOWER.match(line.text):
        return True
    if line.gap:
        return False
    return len(before.text) >= (SHORT if ended else HEADING) * usual


def _joined(group: Sequence[Line], text: str) -> Mapped:
    """The group's text; a word that a line break parted is made whole, a compound keeps its hyphen."""
    whole = group[0].mapped
    for line in group[1:]:
        parted = HYPHEN.search(whole.text)
        if parted and (rest := WORD.match(line.text)):
            kept = f"{parted[1]}-{rest[0]}" in text
            whole = concat([cut(whole, 0, len(whole.text) - (not kept)), line.mapped])
        else:
            whole = joined([whole, line.mapped])
    return whole
