"""HTML pages: trafilatura proposes the main text, our passes judge it, the tokens give raw offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from parley.clean import (
    captions,
    extract,
    furniture,
    head,
    headline,
    imprint,
    mail,
    metadata,
    panels,
    plain,
    story,
    tokens,
    whole,
)
from parley.clean.draft import Draft, is_prose, same
from parley.clean.furniture import Facts
from parley.clean.lines import Line
from parley.clean.notes import Note
from parley.clean.panels import Panel
from parley.clean.stub import DOTS
from parley.clean.tokens import Words
from parley.model import Article, Page

LONGEST = 470  # characters of a note outside the main text
FOOTER = 300  # characters without spaces: with more behind the story it is there as a whole
BODY = ("paragraph", "dateline", "item", "table")
Outside = tuple[Line, str]
MOST_BLOCKS = 3000
MOST_TAGS = 60_000  # with more the extractor takes minutes
SHORTEST = 30


def read(page: Page) -> tuple[Article, ...]:
    """The articles of an HTML page, the main one first; empty where it shows no words."""
    words = tokens.read(page.text)
    if not words.squeezed:
        return ()
    tree = extract.load(page.text, words) if page.text.count("<") <= MOST_TAGS else None
    said = metadata.read(tree, page.text) if tree is not None else metadata.Metadata()
    said = mail.read(page, said) if mail.is_mail(page) else said
    spans = extract.spans(tree, words) if tree is not None else []
    spans = spans or [(*span, None) for span in _blocks(words)]
    others = list(_others(words, spans))
    rest = [extract.line(words, *span) for span in others]
    said = headline.named(said, page.address, [line.text for line in rest if len(line.text) <= LONGEST])
    title = headline.find(words, said, _first_prose(words, spans))
    spans, found = panels.apart(spans, panels.find(words, page.text, title))
    spans = captions.among(words, spans, title)
    lines = [extract.line(words, *span) for span in spans]
    outside = list(zip(rest, _reasons(words, others, found), strict=True))
    main = _article(page, lines, outside, title, said)
    last = max((end for _, end, _ in spans), default=0)
    if not main.incomplete and len(words.squeezed) - last < FOOTER:
        main = replace(main, incomplete=whole.broken_off(page.text))
    return (main, *(_further(page, panel, main, index) for index, panel in enumerate(found, 1)))


def _reasons(words: Words, blocks: list[tuple[int, int]], found: list[Panel]) -> Iterator[str]:
    """Why each block outside the main text is outside it, by the element that it stands in."""
    for start, end in blocks:
        if any(panel.start <= start and end <= panel.end for panel in found):
            yield "another article of the page"
        else:
            yield words.role(start, end) or "outside the main text"


def _further(page: Page, panel: Panel, main: Article, index: int) -> Article:
    """A further story of the page; outlet and language are the main story's."""
    draft = story.judge(panel.lines, title=panel.title.text, address=page.address, fetched=page.fetched)
    draft.site, draft.language, draft.address = main.outlet, main.language, main.address
    draft.notes.append(Note("published", panel.published, "time of the post"))
    story.date(draft)
    _insert_title(draft, panel.title)
    start = min(line.mapped.start for line in (panel.title, *panel.lines))
    end = max(line.mapped.end for line in (panel.title, *panel.lines))
    return plain.article(page, draft, (start, end), index=index)


def _blocks(words: Words) -> list[tuple[int, int]]:
    """All blocks of the page that stand in no menu or the like, and not the shortest where they are many."""
    found = list(words.blocks())
    told = [(a, b) for a, b in found if words.role(a, b) in (None, "caption")] or found
    return told if len(told) <= MOST_BLOCKS else [(a, b) for a, b in told if b - a >= SHORTEST]


def _others(words: Words, spans: list[extract.Span]) -> Iterator[tuple[int, int]]:
    """Blocks of the page outside the main text: imprint and notes may stand there."""
    at = 0
    for start, end in islice(words.blocks(), MOST_BLOCKS):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if not (at < len(spans) and spans[at][0] < end):
            yield start, end


def _first_prose(words: Words, spans: list[extract.Span]) -> int:
    return next((span[0] for span in spans if is_prose(extract.line(words, *span))), 0)


def _article(
    page: Page, lines: list[Line], rest: list[Outside], title: Line | None, said: metadata.Metadata
) -> Article:
    known = title.text if title else said.title
    draft = story.judge(lines, title=known, address=page.address, authors=said.authors, fetched=page.fetched)
    draft.title, draft.language, draft.address = known, said.language, said.address
    draft.notes += said.notes
    draft.posts, draft.times = said.posts, tuple(panels.times(page.text))
    story.date(draft)
    draft.site = said.outlet or draft.site
    draft.facts.agencies += said.desks
    _learn(draft, rest, title)
    if title:
        _insert_title(draft, title)
    return plain.article(page, draft, (0, len(page.text)))


def _learn(draft: Draft, rest: list[Outside], title: Line | None) -> None:
    """What stands around the main text: imprint above it, corrections and credits below it, and the rest."""
    stated = zip(draft.lines, draft.kinds, strict=True)
    first = next((line.mapped.start for line, kind in stated if kind in BODY), 0)
    top = title.mapped.end if title else 0
    last = max((line.mapped.end for line in draft.lines), default=0)
    following = next((line for line, _ in rest if line.mapped.start >= last), None)
    facts = Facts()
    for line, reason in rest:
        if title and line.mapped.start < top and title.mapped.start < line.mapped.end:
            continue
        short = len(line.text) <= LONGEST
        told = imprint.read(line.text) if short and top <= line.mapped.start < first else None
        pattern = furniture.whole_line(line.text) if short and line.mapped.start > first else None
        if told:
            head.take(draft, told)
        elif pattern:
            facts.learn(pattern, line.text)
        elif line is following and DOTS.fullmatch(line.text):
            reason = "mark of a cut"
        _add(draft, line, told.reason if told else pattern.reason if pattern else reason)
    draft.facts.correction = draft.facts.correction or facts.correction
    draft.facts.agencies += facts.agencies
    draft.facts.outlets += facts.outlets


def _add(draft: Draft, line: Line, reason: str) -> None:
    draft.lines.append(line)
    draft.kinds.append(None)
    draft.reasons.append(reason)


def _insert_title(draft: Draft, title: Line) -> None:
    """The title before everything, unless the extracted text has it already."""
    for index, line in enumerate(draft.lines):
        if line.mapped.start < title.mapped.end and title.mapped.start < line.mapped.end:
            if same(line.text, title.text):
                draft.keep(index, "title")
            return
    draft.lines.insert(0, title)
    draft.kinds.insert(0, "title")
    draft.reasons.insert(0, "")
