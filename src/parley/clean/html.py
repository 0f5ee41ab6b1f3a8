"""HTML pages: trafilatura proposes the main text, our passes judge it, the tokens give raw offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from parley.clean import metadata, plain, story, tokens
from parley.clean.draft import Draft, same
from parley.clean.lines import Line
from parley.clean.mapped import Mapped
from parley.clean.tokens import Words
from parley.model import Article, BlockKind, Page

KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item", "row": "table"}
ANCHOR = 24
LONGEST_TITLE = 250


def read(page: Page) -> tuple[Article, ...]:
    """The article of an HTML page; empty where it shows no words."""
    words = tokens.read(page.text)
    if not words.squeezed:
        return ()
    tree = _tree(page.text)
    said = metadata.read(tree) if tree is not None else metadata.Metadata()
    lines = _extracted(tree, words) if tree is not None else []
    lines = lines or [_line(words.text(*span), None) for span in words.blocks()]
    title = _title(words, said.title)
    return (_article(page, lines, title, said),)


def _tree(text: str) -> lxml_html.HtmlElement | None:
    try:
        return trafilatura.load_html(text)
    except (ValueError, etree.LxmlError):
        return None


def _extracted(tree: lxml_html.HtmlElement, words: Words) -> list[Line]:
    """Trafilatura's paragraphs, found again in the page's words and so mapped; in page order."""
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    if found is None or isinstance(found, dict):
        return []
    spans: list[tuple[int, int, BlockKind]] = []
    at = 0
    for text, kind in _paragraphs(found.body):
        for start, end in align(words.squeezed, tokens.squeeze(text), at):
            spans.append((start, end, kind))
            at = end
    return [_line(words.text(start, end), kind) for start, end, kind in _apart(spans)]


def _apart(spans: list[tuple[int, int, BlockKind]]) -> Iterator[tuple[int, int, BlockKind]]:
    """The spans in page order, without what an earlier one covers already."""
    at = 0
    for start, end, kind in sorted(spans, key=lambda span: span[:2]):
        if end > max(start, at):
            yield max(start, at), end, kind
            at = end


def _line(mapped: Mapped, kind: BlockKind | None) -> Line:
    return Line(mapped, gap=1, kind=kind)


def _paragraphs(body: etree._Element) -> Iterator[tuple[str, BlockKind]]:
    """Texts of the extractor's elements with their kinds."""
    for element in body:
        if element.tag in ("list", "table", "quote", "div") and len(element):
            yield from _own_text(element.text)
            yield from _paragraphs(element)
        else:
            for text in _broken(element):
                yield text, KINDS.get(str(element.tag), "paragraph")
        yield from _own_text(element.tail)


def _own_text(text: str | None) -> Iterator[tuple[str, BlockKind]]:
    if text and text.strip():
        yield text, "paragraph"


def _broken(element: etree._Element) -> Iterator[str]:
    """The element's text, cut where it has line breaks."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            parts.append(child.tail or "")
        else:
            parts[-1] += (child.text or "") + (child.tail or "")
    return (part for part in parts if part.strip())


def align(page: str, text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where squeezed `text` stands in the squeezed `page`, searched from `at` on and then from the start.

    Where the extractor left words out in the middle, its beginning and end are searched near each other.
    """
    if not text:
        return
    start = page.find(text, at)
    start = start if start >= 0 else page.find(text)
    if start >= 0:
        yield start, start + len(text)
    elif len(text) > 2 * ANCHOR:
        start = page.find(text[:ANCHOR], at)
        reach = start + len(text) + max(200, len(text) // 2)
        end = page.rfind(text[-ANCHOR:], start, reach) if start >= 0 else -1
        if end >= 0:
            yield start, end + ANCHOR


def _title(words: Words, said: str | None) -> Line | None:
    """The h1 that agrees with the metadata's title, else the only h1, else the title wherever it stands."""
    wanted = tokens.squeeze(said or "").casefold()
    texts = [(words.squeezed[a:b].casefold(), (a, b)) for a, b in words.headings if b - a <= LONGEST_TITLE]
    agreeing = [span for text, span in texts if text and wanted and (text in wanted or wanted in text)]
    spans = agreeing or [span for _, span in texts if len(texts) == 1]
    if spans:
        return _line(words.text(*spans[0]), "title")
    at = words.squeezed.casefold().find(wanted) if wanted else -1
    return _line(words.text(at, at + len(wanted)), "title") if at >= 0 else None


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
