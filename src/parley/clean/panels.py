"""Several stories on one HTML page: article elements with a headline, a time and paragraphs of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parley.clean import dates, imprint
from parley.clean.extract import SIBLING, Span, line
from parley.clean.lines import Line
from parley.clean.tokens import Words

TIME = re.compile(r"<time\b[^>]{0,200}?\bdatetime\s*=\s*[\"']?([^\"'>\s]{8,40})", re.IGNORECASE)
LEAST_PARAGRAPHS = 2
LIVE = 3
MAIN_SHARE = 0.4
MOST = 200  # article elements; a page with more is a list


@dataclass(frozen=True, slots=True)
class Panel:
    """A further story in `squeezed[start:end]`: its headline, its other lines, its time (ISO)."""

    start: int
    end: int
    title: Line
    lines: tuple[Line, ...]
    published: str


def find(words: Words, text: str, title: Line | None) -> list[Panel]:
    """The stories besides the one whose headline is `title`, in page order; `text` is the raw page.

    Cards that only lead to other pages have no paragraphs, and parts of one story no time of their own.
    """
    if not 1 < len(words.articles) <= MOST:
        return []
    found = [panel for span in words.articles if (panel := _panel(words, text, *span, title))]
    inner = [p for p in found if not any(q is not p and p.start <= q.start and q.end <= p.end for q in found)]
    return sorted(inner, key=lambda panel: panel.start)


def _panel(words: Words, text: str, start: int, end: int, title: Line | None) -> Panel | None:
    heads = [(a, b) for _, a, b in words.headings if start <= a and b <= end]
    if not heads:
        return None
    head = line(words, *heads[0], "title")
    inside = [(a, b) for a, b in words.blocks() if start <= a and b <= end]
    blocks = [(a, b) for a, b in inside if b <= heads[0][0] or heads[0][1] <= a]
    raw = words.text(start, end)
    if title and raw.start <= title.mapped.start < raw.end:
        return None
    lines = tuple(line(words, a, b) for a, b in blocks)
    day = _time(text[raw.start : raw.end], lines)
    long = sum(b - a >= SIBLING and words.linked(a, b) < 0.5 for a, b in blocks)
    return Panel(start, end, head, lines, day) if day and long >= LEAST_PARAGRAPHS else None


def times(text: str) -> Iterator[tuple[int, str]]:
    """Raw offset and ISO moment of each time element of the page that gives one."""
    for match in TIME.finditer(text):
        moment = dates.iso(match[1])
        if moment and "T" in moment:
            yield match.start(), moment


def _time(raw: str, lines: tuple[Line, ...]) -> str | None:
    """The panel's only time element, or a date line of its own."""
    times = {day for match in TIME.finditer(raw) if (day := dates.iso(match[1]))}
    if len(times) == 1:
        return times.pop()
    told = (imprint.read(one.text) for one in lines)
    return next((one.published for one in told if one and one.published), None)


def apart(spans: list[Span], panels: list[Panel]) -> tuple[list[Span], list[Panel]]:
    """The spans in no panel, and the panels; none is taken where the main story would lose most of its text.

    A live report is nothing but its posts: three or more, each with a time of its own, are always taken.
    """
    left = [s for s in spans if not any(p.start <= s[0] and s[1] <= p.end for p in panels)]
    whole = sum(end - start for start, end, _ in spans)
    live = len({panel.published for panel in panels}) >= LIVE
    if left and (live or sum(end - start for start, end, _ in left) >= MAIN_SHARE * whole):
        return left, panels
    return spans, []
