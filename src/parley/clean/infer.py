"""The publication date where no metadata gives it: only what can be argued, with the argument."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from parley.clean import dates, notes
from parley.clean.register import day_by_register
from parley.clean.words import weekday_names
from parley.model import Article, Page

LEAD_LENGTH = 1000


def settle(article: Article, page: Page) -> Article:
    """The article with the first date that holds: its own, the given one, the address's, an inferred one."""
    if article.published:
        return article
    if page.given_date:
        return replace(article, published=page.given_date, published_basis="given")
    day = dates.in_address(page.address)
    if day and notes.allows(notes.latest(page.fetched), day):
        return replace(article, published=day, published_basis="url")
    return _by_register(_by_caption(article), page)


def _by_register(article: Article, page: Page) -> Article:
    """A day that the text fixes up to its year, and a year that offices and deals fix."""
    found = None if article.published else day_by_register(article, page.fetched, weekday_of_lead(article))
    return article if found is None else replace(article, published=found[0], published_basis=found[1])


def _by_caption(article: Article) -> Article:
    """A weekday of the lead, and a dated caption: pictures of the news are not older than a few days."""
    days = {d.iso[:10] for b in article.blocks if b.kind == "caption" for d in dates.find(b.text)}
    named = weekday_of_lead(article)
    if len(days) != 1 or not named:
        return article
    taken = days.pop()
    day = dates.weekday_near(taken, named)
    if day is None:
        return article
    said = date.fromisoformat(taken)
    reason = f"inferred: {named} + caption {said:%B} {said.day}, {said.year}"
    return replace(article, published=day, published_basis=reason)


def beside(article: Article, main: Article) -> Article:
    """A pasted story of the same hours: the weekday of its lead, on or right after the main story's day."""
    named = weekday_of_lead(article)
    if article.published or not main.published or not named:
        return article
    day = dates.weekday_near(main.published[:10], named, within=2)
    reason = f"inferred: {named} + main story of {main.published[:10]}"
    return replace(article, published=day, published_basis=reason) if day else article


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!last )(?<!next )(?<!until )(?<!by )\b({weekday_names()})\b(?! \w+ \d)", re.IGNORECASE
    )


def weekday_of_lead(article: Article) -> str | None:
    """The weekday that the first sentence dates its news with; None where it names none or several."""
    body = [block.text for block in article.blocks if block.kind == "paragraph"]
    if not body:
        return None
    lead = re.split(r"(?<=[a-z\d][.!?])[\"”’']?\s", body[0][:LEAD_LENGTH], maxsplit=1)[0]
    found = {match[1] for match in _said().finditer(lead) if len(match[1]) > 4}
    return found.pop() if len(found) == 1 else None
