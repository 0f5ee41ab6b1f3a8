"""The head of a story: title, date line, byline, dateline and standfirst, from the top to the first paragraph."""

from __future__ import annotations

import re

from parley.clean import bylines, dates
from parley.clean.draft import TERMINAL, Draft, is_prose, same, words
from parley.clean.lines import Line

TITLE_WORDS = 32
MAX_STANDFIRST = 2


def judge(draft: Draft) -> None:
    """Title, bylines, date lines, dateline and standfirst of the draft get their kinds and reasons."""
    first = _first_prose(draft)
    known = draft.title is not None
    for index in range(first):
        _head_line(draft, index)
    if not known:
        _find_title(draft, first)
    _after_player(draft, first)
    first = _dateline(draft)
    _standfirst(draft, first)


def _first_prose(draft: Draft) -> int:
    """Index of the first paragraph; a first line that looks like a title does not count as one."""
    indices = [i for i in range(len(draft.lines)) if draft.open(i) and is_prose(draft.lines[i])]
    if not indices:
        return len(draft.lines)
    if draft.title is None and len(indices) > 1 and _set_off(draft, indices[0], indices[1]):
        return indices[1]
    return indices[0]


def _set_off(draft: Draft, index: int, second: int) -> bool:
    """A short first line with more space under it than the paragraphs have between them is a title."""
    line = draft.lines[index]
    if any(draft.open(i) for i in range(index)) or words(line.text) > 22 or bylines.dateline(line.text):
        return False
    later = [one.gap for one in draft.lines[second + 1 :]] or [0]
    gap = draft.lines[second].gap
    return not re.search(r"[.!?] ", line.text) and gap > sorted(later)[len(later) // 2]


def _head_line(draft: Draft, index: int) -> None:
    if not draft.open(index):
        return
    text = draft.lines[index].text
    if found := dates.date_line(text, day_first=draft.day_first):
        _take_date(draft, found, "date bar")
        draft.drop(index, "date line")
    elif (people := bylines.authors(text)) is not None:
        draft.authors += tuple(name for name in people if name not in draft.authors)
        draft.drop(index, "byline")
    elif draft.title and same(text, draft.title):
        draft.drop(index, "title repeated")


def _take_date(draft: Draft, found: tuple[str | None, str | None], basis: str) -> None:
    if draft.published is None and found[0]:
        draft.published, draft.basis = found[0], basis
    draft.updated = draft.updated or found[1]


def _find_title(draft: Draft, first: int) -> None:
    """The first heading of the head, else its first line that can be a title."""
    able = [i for i in range(first) if draft.open(i) and _can_be_title(draft.lines[i])]
    marked = [i for i in able if draft.lines[i].level or draft.lines[i].kind == "title"]
    if not able:
        return
    index = (marked or able)[0]
    _split_title(draft, index)


def _split_title(draft: Draft, index: int) -> None:
    line = draft.lines[index]
    place = bylines.dateline(line.text)
    if place and words(line.text[place.end :]) >= 4:
        draft.replace(index, [line.part(0, place.end), line.part(place.end, len(line.text))])
        draft.drop(index, "dateline")
        draft.place, draft.outlet = place.place, place.source
        index += 1
    draft.keep(index, "title")
    draft.title = draft.lines[index].text


def _can_be_title(line: Line) -> bool:
    return (
        3 <= words(line.text) <= TITLE_WORDS and not line.bullet and line.kind in (None, "title", "heading")
    )


def _after_player(draft: Draft, first: int) -> None:
    """A headline right under player controls names the video, once the story has its own title."""
    for index in range(1, len(draft.lines)):
        line, before = draft.lines[index], draft.reasons[index - 1]
        near = index < first and before in ("player control", "advert")
        run_in = before == "player control" and not line.gap and words(line.text) <= TITLE_WORDS
        if (near or run_in) and draft.open(index) and draft.title and not TERMINAL.search(line.text):
            draft.drop(index, "title of a video")


def _dateline(draft: Draft) -> int:
    """Cut the dateline off the first paragraph, or find it on lines of its own; index of the paragraph."""
    first = _first_prose_index(draft)
    if first is None:
        return len(draft.lines)
    _lone_dateline(draft, first)
    line = draft.lines[first]
    found = bylines.dateline(line.text)
    if found and words(line.text[found.end :]) >= 4:
        draft.replace(first, [line.part(0, found.end), line.part(found.end, len(line.text))])
        _take_place(draft, first, found)
        return first + 1
    return first


def _first_prose_index(draft: Draft) -> int | None:
    return next((i for i in range(len(draft.lines)) if draft.open(i) and is_prose(draft.lines[i])), None)


def _take_place(draft: Draft, index: int, found: bylines.Dateline) -> None:
    draft.keep(index, "dateline")
    draft.place = draft.place or found.place
    draft.outlet = draft.outlet or found.source


def _lone_dateline(draft: Draft, first: int) -> None:
    """A place and an outlet with a dash, on one line or two, right before the first paragraph."""
    start = first
    while start and draft.open(start - 1) and words(draft.lines[start - 1].text) <= 4:
        start -= 1
    for at in range(start, first):
        joined = " ".join(line.text for line in draft.lines[at:first]) + " "
        found = bylines.dateline(joined)
        if found and found.end >= len(joined) - 1:
            for index in range(at, first):
                _take_place(draft, index, found)
            return


def _standfirst(draft: Draft, first: int) -> None:
    """What is left between title and byline or paragraph: the standfirst, if it is long enough."""
    if draft.title is None or first >= len(draft.lines):
        return
    signed = max((i for i in range(first) if draft.reasons[i] in ("byline", "date line")), default=-1)
    left = [i for i in range(first) if draft.open(i)]
    for index in left[:MAX_STANDFIRST]:
        line = draft.lines[index]
        if words(line.text) < 8 or line.bullet or (index > signed and TERMINAL.search(line.text)):
            return
        draft.keep(index, "standfirst")
