"""Which reader a page needs."""

from __future__ import annotations

import re

from parley.clean import html, plain
from parley.model import Article, Page

OPENS_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def clean(page: Page) -> tuple[Article, ...]:
    """The articles on a page, the main one first; empty where the page holds no text.

    Every raw character of an article's stretch lies in one of its blocks or in `dropped` with a reason; white
    space between them is left out. Never raises on odd input.
    """
    if page.media_type in ("text/html", "application/xhtml+xml") or OPENS_HTML.match(page.text):
        return html.read(page)
    return plain.read(page)
