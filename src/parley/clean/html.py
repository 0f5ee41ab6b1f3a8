"""HTML pages: trafilatura proposes the main text, our passes judge it, the tokens give raw offsets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from parley.clean import (
    extract,
    furniture,
    head,
    headline,
    imprint,
    metadata,
    notes,
    panels,
    plain,
    story,
    tokens,
)
from parley.clean.draft import Draft, is_prose, same
from parley.clean.furniture import Facts
from parley.clean.lines import Line
from parley.clean.notes import Note
from parley.clean.panels import Panel
from parley.clean.stub import DOTS
from parley.clean.tokens import Words
from parley.model import Article, Page

LONGEST = 400  # characters without spaces of a note outside the main text
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
    spans = extract.spans(tree, words) if tree is not None else []
    spans = spans or [(*span, None) for span in _blocks(words)]
    rest = [extract.line(words, *span) for span in _others(words, spans)]
    said = headline.named(said, page.address, [line.text for line in rest])
    title = headline.find(words, said.title, _first_prose(words, spans))
    spans, others = panels.apart(spans, panels.find(words, page.text, title))
    lines = [extract.line(words, *span) for span in spans]
    main = _article(page, lines, rest, title, said)
    return (main, *(_further(page, panel, main, index) for index, panel in enumerate(others, 1)))


def _further(page: Page, panel: Panel, main: Article, index: int) -> Article:
    """A further story of the page; outlet and language are the main story's."""
    draft = story.judge(panel.lines, title=panel.title.text, address=page.address, fetched=page.fetched)
    draft.site, draft.language, draft.address = main.outlet, main.language, main.address
    draft.notes.append(Note("published", panel.published, "time of the post"))
    _date(draft)
    _insert_title(draft, panel.title)
    start = min(line.mapped.start for line in (panel.title, *panel.lines))
    end = max(line.mapped.end for line in (panel.title, *panel.lines))
    return plain.article(page, draft, (start, end), index=index)


def _blocks(words: Words) -> list[tuple[int, int]]:
    """All blocks of the page, without the shortest where there are very many."""
    found = list(words.blocks())
    return found if len(found) <= MOST_BLOCKS else [(a, b) for a, b in found if b - a >= SHORTEST]


def _others(words: Words, spans: list[extract.Span]) -> Iterator[tuple[int, int]]:
    """Short blocks of the page outside the main text: imprint and notes may stand there."""
    at = 0
    for start, end in islice(words.blocks(), MOST_BLOCKS):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if end - start <= LONGEST and not (at < len(spans) and spans[at][0] < end):
            yield start, end


def _first_prose(words: Words, spans: list[extract.Span]) -> int:
    return next((span[0] for span in spans if is_prose(extract.line(words, *span))), 0)


def _article(
    page: Page, lines: list[Line], rest: list[Line], title: Line | None, said: metadata.Metadata
) -> Article:
    known = title.text if title else said.title
    draft = story.judge(lines, title=known, address=page.address, authors=said.authors, fetched=page.fetched)
    draft.title, draft.language, draft.address = known, said.language, said.address
    draft.notes += said.notes
    _date(draft)
    draft.site = said.outlet or draft.site
    draft.facts.agencies += said.desks
    _learn(draft, rest, title)
    if title:
        _insert_title(draft, title)
    return plain.article(page, draft, (0, len(page.text)))


def _date(draft: Draft) -> None:
    """Dates of metadata go before those of lines."""
    said = notes.checked(draft.notes, draft.latest)
    if published := notes.first(said, "published"):
        draft.published, draft.basis = published, "metadata"
    draft.updated = notes.first(said, "updated") or draft.updated


def _learn(draft: Draft, rest: list[Line], title: Line | None) -> None:
    """What notes around the main text say: imprint above it, corrections and credits below it."""
    first = next((line.mapped.start for line in draft.lines), 0)
    top = title.mapped.end if title else 0
    last = max((line.mapped.end for line in draft.lines), default=0)
    following = next((line for line in rest if line.mapped.start >= last), None)
    facts = Facts()
    for line in rest:
        told = imprint.read(line.text) if top <= line.mapped.start < first else None
        pattern = furniture.whole_line(line.text) if line.mapped.start > first else None
        if told:
            head.take(draft, told)
        elif pattern:
            facts.learn(pattern, line.text)
        elif line is not following or not DOTS.fullmatch(line.text):
            continue
        _add(draft, line, told.reason if told else pattern.reason if pattern else "mark of a cut")
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
