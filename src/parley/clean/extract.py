"""The main text of an HTML page as ranges of its words: trafilatura's choice, completed and checked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from parley.clean import tokens, whole
from parley.clean.lines import Line
from parley.clean.tokens import Words
from parley.model import BlockKind

KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item", "row": "table"}
ANCHOR = 24
# libxml2 compares each attribute of a tag with all before it.
OVERLONG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,30})\b[^<>]{50000,}>")
WHOLE = 0.99  # least share of the page's visible characters that a tree must hold
LINKED = 0.5
SIBLING = 60  # least characters, without spaces, of what is taken for a paragraph by its place alone
Span = tuple[int, int, BlockKind | None]
Place = tuple[tuple[str, str], ...]


def load(text: str, words: Words) -> lxml_html.HtmlElement | None:
    """The page as a tree; None where no parser takes it. Very deep pages are made flat first."""
    text = OVERLONG.sub(r"<\1>", text)
    try:
        tree = trafilatura.load_html(text)
        return tree if _is_whole(tree, words) else trafilatura.load_html(whole.simple(text))
    except (ValueError, etree.LxmlError):
        return None


def _is_whole(tree: lxml_html.HtmlElement | None, words: Words) -> bool:
    """Parsers drop the rest where a text node is very long, and where they meet what they do not know."""
    if tree is None:
        return False
    shown = sum(len(tokens.squeeze(text)) for text in _shown(tree))
    return shown >= WHOLE * len(words.squeezed)


def _shown(tree: lxml_html.HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        if element.text and element.tag not in tokens.HIDDEN:
            yield element.text
        if element.tail:
            yield element.tail


def spans(tree: lxml_html.HtmlElement, words: Words) -> list[Span]:
    """The paragraphs of the main text in page order, as ranges of the page's squeezed words.

    None where the tree lacks some of what the page shows.
    """
    if not _is_whole(tree, words):
        return []
    places = list(_places(tree))
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    if found is None or isinstance(found, dict):
        return []
    taken: list[Span] = []
    at = 0
    for text, kind in _paragraphs(found.body):
        for start, end in align(words.squeezed, tokens.squeeze(text), at):
            taken.append((start, end, kind))
            at = end
    found_all = list(_unlaid(words, _apart([*taken, *_siblings(words, taken, places)])))
    return list(_apart([*found_all, *_headings(words, found_all)]))


def _headings(words: Words, spans: list[Span]) -> Iterator[Span]:
    """Headings left out that stand inside the story, right above a paragraph that was taken."""
    starts = {start for start, _, _ in spans}
    first, last = min(starts, default=0), max(starts, default=0)
    for level, start, end in words.headings:
        inside = first < start and end <= last and level > 1
        if inside and end in starts and not words.role(start, end) and words.linked(start, end) < LINKED:
            yield start, end, "heading"


def line(words: Words, start: int, end: int, kind: BlockKind | None = None) -> Line:
    """A line of an HTML page; each stands apart from the one before."""
    return Line(
        words.text(start, end, table=kind == "table"), gap=1, kind=kind, linked=words.linked(start, end)
    )


def _places(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, Place]]:
    """Squeezed text and place of the page's longer paragraphs: tags and classes of all that they stand in."""
    for element in tree.iter("p"):
        text = tokens.squeeze("".join(element.itertext()))
        linked = sum(len(tokens.squeeze("".join(a.itertext()))) for a in element.iter("a"))
        if len(text) >= SIBLING and linked * 2 < len(text):
            outer = [element, *element.iterancestors()]
            yield text, tuple((str(e.tag), e.get("class") or "") for e in outer)


def _siblings(words: Words, spans: list[Span], places: list[tuple[str, Place]]) -> Iterator[Span]:
    """Paragraphs left out that stand in the same kind of place as most of those taken.

    Sites cut one story into several containers of the same class, and extractors take one of them.
    """
    taken = sorted((start, end) for start, end, _ in spans)
    held: Counter[Place] = Counter()
    others: list[tuple[int, int, Place]] = []
    at = 0
    for text, place in places:
        for start, end in align(words.squeezed, text, at):
            at = end
            before = bisect_left(taken, (end, end)) - 1
            if before >= 0 and taken[before][1] > start:
                held[place] += 1
            else:
                others.append((start, end, place))
    usual = {place for place, count in held.items() if count >= 2 and count * 2 >= held.total()}
    yield from ((start, end, "paragraph") for start, end, place in others if place in usual)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """The spans in page order, without what an earlier one covers already."""
    at = 0
    for start, end, kind in sorted(spans, key=lambda span: span[:2]):
        if end > max(start, at):
            yield max(start, at), end, kind
            at = end


def _unlaid(words: Words, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, with table rows of one cell or of several paragraphs cut into blocks: they only lay out."""
    blocks, cells = list(words.blocks()), sorted(words.cells)
    for start, end, kind in spans:
        at = bisect_left(blocks, (start, start))
        inside = [span for span in blocks[at : bisect_left(blocks, (end, end))] if span[1] <= end]
        single = bisect_left(cells, end) - bisect_right(cells, start) == 0
        if kind == "table" and (single or sum(b - a >= SIBLING for a, b in inside) > 1):
            yield from ((a, b, None) for a, b in inside or [(start, end)])
        else:
            yield start, end, kind


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
