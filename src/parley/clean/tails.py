"""Other stories on the same page: behind a source and an age line, or behind a ruled line and a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parley.clean import bylines
from parley.clean.draft import TERMINAL, words
from parley.clean.lines import Line
from parley.clean.words import data

AGE = re.compile(
    r"(?:about |over )?(?:\d{1,3}|an?|one|two|three|few)\s?"
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?|years?)\s(?:ago|old)"
    r"|yesterday|just now|today",
    re.IGNORECASE,
)
VIA = re.compile(r"(?:see|via|from|source|by)\s*[-:–—]\s*(?=\S)", re.IGNORECASE)
MORE = re.compile(
    r"(?<=[.!?”\"'’)])\s+"
    r"(?:read (?:more|also)|related (?:stories|articles|news)|more on this|see also|also read)\b:?\s",
    re.IGNORECASE,
)
RULE = re.compile(r"\W{0,2}(?:[-–—_=*~#]\s?){10,}\W{0,2}")
SOURCE_WORDS = 8
LEAST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Tail:
    """A pasted story: `lines[start:end]`, of which the first `head` are source, age and headline.

    `source` None: the page's own outlet.
    """

    start: int
    end: int
    head: int
    source: str | None
    title: int | None


def find(lines: Sequence[Line]) -> list[Tail]:
    """The pasted stories of a page in their order; the first begins where the main story's stretch ends."""
    starts = {age - 1 for age in range(1, len(lines)) if _is_head(lines, age)}
    ruled = {rule for rule in range(1, len(lines) - 2) if _is_ruled(lines, rule)}
    ordered = sorted(starts | ruled)
    ends = [*ordered, len(lines)][1:]
    return [
        Tail(start, end, 2, None, start + 1) if start in ruled else _tail(lines, start, end)
        for start, end in zip(ordered, ends, strict=True)
    ]


def _is_ruled(lines: Sequence[Line], rule: int) -> bool:
    """A long ruled line behind a told story, and a headline behind it with a paragraph soon after.

    Stars and short dashes part the sections of one story, and are not enough.
    """
    if not RULE.fullmatch(lines[rule].text):
        return False
    title = lines[rule + 1].text
    headed = LEAST_TITLE <= words(title) <= 20 and not TERMINAL.search(title) and title[:1].isupper()
    told = sum(words(line.text) >= 25 for line in lines[:rule]) > 1
    long = any(words(line.text) >= 25 for line in lines[rule + 2 : rule + 6])
    return headed and told and long


def _is_head(lines: Sequence[Line], age: int) -> bool:
    """An age line between a short source line and a headline, with a long text soon after."""
    if not AGE.fullmatch(lines[age].text):
        return False
    source = lines[age - 1].text
    long = any(words(line.text) >= 40 for line in lines[age + 1 : age + 5])
    return words(source) <= SOURCE_WORDS and not TERMINAL.search(source) and long


def _tail(lines: Sequence[Line], start: int, end: int) -> Tail:
    source, at = VIA.sub("", lines[start].text), start + 2
    while at < end and same_source(lines[at].text, lines[start].text):
        at += 1
    title = at if at < end and words(lines[at].text) < 40 else None
    return Tail(start, end, at + (title is not None) - start, source, title)


def same_source(one: str, other: str) -> bool:
    """A line that says the source again, with a dash before it."""
    return one.lstrip("-–—•· ") == other.lstrip("-–—•· ")


def headline(line: Line) -> Line:
    """The headline without the section that a related-story list adds behind a dash."""
    match = re.search(r"\s[-–—|]\s(?P<section>[^-–—|]{2,24})$", line.text)
    if match and match["section"].strip() in data()["sections"]:
        return line.part(0, match.start())
    return line


def cut(line: Line) -> list[tuple[Line, str | None]]:
    """A run-in story cut into byline, text and the list of headlines behind a read-more link."""
    pieces: list[tuple[Line, str | None]] = []
    if seam := bylines.run_in(line.text):
        pieces.append((line.part(0, seam.end("names")), "byline"))
        line = line.part(seam.end(), len(line.text))
    if more := _more(line.text):
        pieces.append((line.part(0, more), None))
        pieces.append((line.part(more, len(line.text)), "links to other stories"))
    else:
        pieces.append((line, None))
    return pieces


def _more(text: str) -> int | None:
    """Where a read-more list begins: behind the link no sentence ends for a long while."""
    for match in MORE.finditer(text):
        rest = text[match.end() :]
        if len(re.findall(r"[a-z\d][.!?](?:\s|$)", rest)) * 40 <= words(rest):
            return match.start()
    return None
