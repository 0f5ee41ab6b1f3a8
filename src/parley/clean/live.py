"""Live reports that stand on their page as one text: each block gets the moment of its post.

A post begins with its time: a line that is or opens with a clock time, a time element, or a headline that the
page's metadata date. Three such marks, each with text behind it, make a live report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from parley.clean import dates
from parley.clean.draft import same
from parley.model import Article, Block

LEAST = 3
TOLD = ("paragraph", "item")
BEHIND = re.compile(r"\W*$|\s*[:|–—-]\s*(?=\S)|\s+(?=[\"“‘'(]*[A-ZÀ-Þ])")
WORDS = re.compile(r"\w")
MOST_MARKS = 3
SOME_DAY = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day (`14:05+01:00`) that opens a post, perhaps with its day.

    `alone`: the line is nothing else.
    """

    time: str
    day: str | None
    alone: bool


def dated(
    article: Article, times: Sequence[tuple[int, str]] = (), headlines: Sequence[tuple[str, str]] = ()
) -> Article:
    """The article with `posted` on the blocks of a live report; any other comes back as it is.

    `times` are (raw offset, ISO moment) of time elements, `headlines` (headline, ISO moment) of metadata.
    """
    blocks = article.blocks
    marks = _by_headline(blocks, headlines) or _by_element(blocks, times)
    if _is_live(blocks, marks):
        return replace(article, blocks=tuple(_posted(blocks, marks)))
    day = (article.published or SOME_DAY)[:10]
    clocks = {i: mark for i, block in enumerate(blocks) if (mark := clock(block.text, day)) is not None}
    if not _is_live(blocks, clocks):
        return article
    found = _moments(clocks, article)
    kinds = {i for i, mark in clocks.items() if mark.alone}
    lined = [replace(b, kind="dateline") if i in kinds else b for i, b in enumerate(blocks)]
    return replace(article, blocks=tuple(_posted(lined, found)))


def clock(text: str, day: str) -> Clock | None:
    """The time with which a post begins, or None; `day` (ISO) settles what a zone's name means."""
    full = next(iter(dates.find(text[:80])), None)
    if full and full.start <= MOST_MARKS and "T" in full.iso:
        said, end, told = full.iso[11:], full.end, full.iso[:10]
    elif found := dates.opening_clock(text[:80], date.fromisoformat(day)):
        (said, end), told = found, None
    else:
        return None
    return Clock(said, told, not WORDS.search(text, end)) if BEHIND.match(text, end) else None


def _is_live(blocks: Sequence[Block], marks: Iterable[int]) -> bool:
    """Three marks or more with text behind each."""
    places = [*sorted(marks), len(blocks)]
    told = [any(b.kind in TOLD for b in blocks[left:right]) for left, right in pairwise(places)]
    return sum(told) >= LEAST and sum(told) * 3 >= 2 * len(told)


def _by_headline(blocks: Sequence[Block], headlines: Sequence[tuple[str, str]]) -> dict[int, str]:
    told = [(index, block.text) for index, block in enumerate(blocks) if block.kind in ("heading", "title")]
    return {index: moment for index, text in told for headline, moment in headlines if same(text, headline)}


def _by_element(blocks: Sequence[Block], times: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Blocks before which a time element stands; a heading right above it begins the post."""
    found: dict[int, str] = {}
    starts = [block.locate(0, 1)[0] for block in blocks]
    for place, moment in times:
        index = next((i for i, start in enumerate(starts) if start > place), None)
        if index is None or index == 0:
            continue
        if blocks[index - 1].kind == "heading" and blocks[index].kind != "heading":
            index -= 1
        found[index] = moment
    return found if len(set(found.values())) >= LEAST else {}


def _posted(blocks: Sequence[Block], marks: dict[int, str]) -> list[Block]:
    moment: str | None = None
    found = []
    for index, block in enumerate(blocks):
        moment = marks.get(index, moment)
        found.append(replace(block, posted=moment) if moment else block)
    return found


def _moments(marks: dict[int, Clock], article: Article) -> dict[int, str]:
    """ISO moments of the clocks: the day is the article's, and changes where the clock goes round."""
    ordered = sorted(marks.items())
    steps = [(a.time[:5], b.time[:5]) for (_, a), (_, b) in pairwise(ordered)]
    falling = sum(a > b for a, b in steps) >= sum(a < b for a, b in steps)
    day = (article.updated if falling and article.updated else article.published or "")[:10]
    found: dict[int, str] = {}
    before = ordered[0][1].time[:5]
    for index, mark in ordered:
        now = mark.time[:5]
        if mark.day:
            day = mark.day
        elif day and (now > before if falling else now < before):
            day = (date.fromisoformat(day) + timedelta(days=-1 if falling else 1)).isoformat()
        if day:
            found[index] = f"{day}T{mark.time}{'' if mark.time[5:] else (article.published or '')[16:]}"
        before = now
    return found
