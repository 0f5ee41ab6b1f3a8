"""The head of a story, down to its first paragraph: masthead, title, imprint, dateline and standfirst."""

from __future__ import annotations

import re

from parley.clean import bylines, imprint, masthead, notes
from parley.clean.draft import TERMINAL, Draft, is_prose, same, words
from parley.clean.lines import Line

TITLE_WORDS = 32
MOST_LINES = 200  # of a head; what has no paragraph for so long has none
MOTTO_WORDS = 5
LONGEST = 300  # characters of a masthead
MAX_STANDFIRST = 2


def judge(draft: Draft) -> None:
    """Masthead, title, bylines, date lines, dateline and standfirst get their kinds and reasons."""
    known = draft.title is not None
    _masthead(draft, min(_first_prose(draft), MOST_LINES))
    first = min(_first_prose(draft), MOST_LINES)
    for index in range(first):
        _head_line(draft, index)
    if not known:
        _find_title(draft, first)
    _signatures(draft, first)
    _after_player(draft, first)
    first = _dateline(draft)
    _standfirst(draft, first)


def take(draft: Draft, told: imprint.Imprint) -> None:
    """The draft learns what an imprint line says; what it knows already stays."""
    draft.authors += tuple(name for name in told.people if name not in draft.authors)
    if draft.published is None and told.published and notes.allows(draft.latest, told.published):
        draft.published, draft.basis = told.published, "date bar"
    if told.updated and notes.allows(draft.latest, told.updated):
        draft.updated = draft.updated or told.updated
    if told.agency:
        draft.facts.agencies.append(told.agency)


def _masthead(draft: Draft, first: int) -> None:
    """Menu lines and lines that are the site's name go; the name stays as the outlet."""
    for index in range(first):
        line = draft.lines[index]
        headed = line.level or line.kind in ("title", "heading")
        if not draft.open(index) or headed or len(line.text) > LONGEST or _is_dash(line):
            continue
        if name := _site(draft, index, first):
            texts = (one.text for one in draft.lines[index + 1 :])
            draft.site = draft.site or masthead.spelled(name, texts)
            draft.drop(index, "name of the site")
        elif masthead.is_menu(line):
            draft.drop(index, "menu")


def _is_dash(line: Line) -> bool:
    """One name and a dash: the end of a dateline, not a masthead."""
    return line.text.endswith(("-", "–", "—")) and len(masthead.pieces(line.text)) == 1


def _site(draft: Draft, index: int, first: int) -> str | None:
    """The site's name where the line says that and no headline, else None."""
    line = draft.lines[index]
    if found := masthead.known(line.text, draft.said):
        longest = max(words(piece) for piece in masthead.pieces(line.text))
        if longest <= max(words(found), MOTTO_WORDS):
            return found
    above = [one for one in draft.lines[:index] if one.level]
    if above or draft.title:
        return masthead.with_motto(line.text)
    opened = [i for i in range(index) if draft.open(i)]
    later = [draft.lines[i] for i in range(index + 1, first + 1) if i < len(draft.lines) and draft.open(i)]
    return None if opened else masthead.by_form(line, [one for one in later if _can_be_title(one)])


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
    if (told := imprint.read(text, day_first=draft.day_first)) is not None:
        take(draft, told)
        draft.drop(index, told.reason)
    elif draft.title and same(text, draft.title):
        draft.drop(index, "title repeated")


def _signatures(draft: Draft, first: int) -> None:
    """Names without a label are a byline beside a date line, or right above the text below the headline."""
    titles = [i for i in range(first) if draft.kinds[i] == "title"]
    below = titles[0] + 1 if titles else 0
    for index in range(below, first):
        people = bylines.unlabelled(draft.lines[index].text) if draft.open(index) else None
        if people and (_beside_date(draft, index) or (index == first - 1 and not draft.authors)):
            draft.authors += tuple(name for name in people if name not in draft.authors)
            draft.drop(index, "byline")


def _beside_date(draft: Draft, index: int) -> bool:
    near = (i for i in (index - 1, index + 1) if 0 <= i < len(draft.reasons))
    return any(draft.reasons[i] in ("date line", "byline") for i in near)


def _find_title(draft: Draft, first: int) -> None:
    """The first heading of the head, else its first line that can be a title."""
    able = [i for i in range(first) if draft.open(i) and _can_be_title(draft.lines[i])]
    marked = [i for i in able if draft.lines[i].level or draft.lines[i].kind == "title"]
    if not able:
        return
    _split_title(draft, (marked or able)[0])
    for index in range(min(first + 1, len(draft.lines))):
        if draft.title and draft.open(index) and same(draft.lines[index].text, draft.title):
            draft.drop(index, "title repeated")


def _split_title(draft: Draft, index: int) -> None:
    line = draft.lines[index]
    place = bylines.dateline(line.text)
    if place and words(line.text[place.end :]) >= 4:
        draft.replace(index, [line.part(0, place.end), line.part(place.end, len(line.text))])
        _take_place(draft, index, place)
        draft.drop(index, "dateline")
        index += 1
    index = _without_name(draft, index)
    draft.keep(index, "title")
    draft.title = draft.lines[index].text


def _without_name(draft: Draft, index: int) -> int:
    """Cut the site's name off the headline; index of the headline."""
    line = draft.lines[index]
    start, end = masthead.without_name(line.text, draft.said)
    if (start, end) == (0, len(line.text)):
        return index
    rest = (end, len(line.text)) if start == 0 else (0, start)
    parts = sorted([(start, end), rest])
    draft.replace(index, [line.part(*part) for part in parts])
    draft.drop(index + parts.index(rest), "name of the site")
    draft.site = draft.site or masthead.known(line.text[rest[0] : rest[1]], draft.said)
    return index + parts.index((start, end))


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
    if found.agency:
        draft.wire = draft.wire or found.source
    else:
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
