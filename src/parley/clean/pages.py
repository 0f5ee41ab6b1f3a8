"""Which reader a page needs."""

from __future__ import annotations

import re
from dataclasses import replace

from parley.clean import html, plain, whole
from parley.model import Article, Page, Span

HTML = ("text/html", "application/xhtml+xml", "message/rfc822; body=text/html")

OPENS_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def clean(page: Page) -> tuple[Article, ...]:
    """The articles on a page, the main one first; empty where the page holds no text.

    Every raw character of an article's stretch lies in one of its blocks or in `dropped` with a reason; white
    space between them is left out. Of a page with more than 125,000 visible characters, or 10,000 lines of
    plain text, the rest is dropped, and its main article marked incomplete. Never raises on odd input.
    """
    marked = _is_html(page)
    end = whole.end(page.text, marked)
    part = page if end == len(page.text) else replace(page, text=page.text[:end])
    articles = html.read(part) if marked else plain.read(part)
    if articles and end < len(page.text):
        return (_cut(articles[0], page, end), *articles[1:])
    return articles


def _is_html(page: Page) -> bool:
    return page.media_type in HTML or OPENS_HTML.match(page.text) is not None


def _cut(article: Article, page: Page, end: int) -> Article:
    """The article with what lies behind `end` dropped from its page."""
    lines = page.text.count("\n", 0, end) >= whole.MOST_LINES
    most = f"{whole.MOST_LINES:,} lines" if lines else f"{whole.LONGEST:,} characters"
    rest = (Span(page.id, end, len(page.text)), f"behind the first {most}")
    said = f"only the first {most} of the page were read"
    return replace(article, dropped=(*article.dropped, rest), incomplete=said)
