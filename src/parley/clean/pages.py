"""Which reader a page needs."""

from __future__ import annotations

from parley.clean import plain
from parley.model import Article, Page


def clean(page: Page) -> tuple[Article, ...]:
    """The articles on a page, the main one first; empty where the page holds no text.

    Every raw character of an article's stretch lies in one of its blocks or in `dropped` with a reason; white
    space between them is left out. Never raises on odd input.
    """
    return plain.read(page)
