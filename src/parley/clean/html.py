"""HTML pages: trafilatura proposes the main text, our passes judge it, the tokens give raw offsets."""

from __future__ import annotations

from dataclasses import replace

from parley.clean import extract, metadata, plain, story, tokens
from parley.clean.draft import Draft, same
from parley.clean.lines import Line
from parley.clean.tokens import Words
from parley.model import Article, Page

LONGEST_TITLE = 250


def read(page: Page) -> tuple[Article, ...]:
    """The article of an HTML page; empty where it shows no words."""
    words = tokens.read(page.text)
    if not words.squeezed:
        return ()
    tree = extract.load(page.text)
    said = metadata.read(tree) if tree is not None else metadata.Metadata()
    lines = extract.lines(tree, words) if tree is not None else []
    lines = lines or [extract.line(words, *span) for span in words.blocks()]
    title = _title(words, said.title)
    return (_article(page, lines, title, said),)


def _title(words: Words, said: str | None) -> Line | None:
    """The h1 that agrees with the metadata's title, else the only h1, else the title wherever it stands."""
    wanted = tokens.squeeze(said or "").casefold()
    texts = [
        (words.squeezed[a:b].casefold(), (a, b))
        for level, a, b in words.headings
        if level == 1 and b - a <= LONGEST_TITLE
    ]
    agreeing = [span for text, span in texts if text and wanted and (text in wanted or wanted in text)]
    spans = agreeing or [span for _, span in texts if len(texts) == 1]
    if spans:
        return extract.line(words, *spans[0], "title")
    at = words.squeezed.casefold().find(wanted) if wanted else -1
    return extract.line(words, at, at + len(wanted), "title") if at >= 0 else None


def _article(page: Page, lines: list[Line], title: Line | None, said: metadata.Metadata) -> Article:
    draft = story.judge(lines, title=title.text if title else said.title)
    if title:
        _insert_title(draft, title)
    draft.title = title.text if title else said.title
    draft.authors = said.authors or draft.authors
    if said.published:
        draft.published, draft.basis = said.published, "metadata"
    draft.updated = said.updated or draft.updated
    draft.outlet = said.outlet or draft.outlet
    made = plain.article(page, draft, (0, len(page.text)))
    language = said.language or made.language
    return replace(made, address=said.address, language=language, outlet=said.outlet or made.outlet)


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
