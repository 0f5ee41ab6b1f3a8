"""The desk's pages in HTML: templates over documents, with no script needed and nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from markupsafe import Markup, escape

from parley.write import dates
from parley.write.html import environment
from parley.write.inert import inert
from parley.write.tones import tone

PAGES = {
    "state": "All that stands",
    "deadlines": "Deadlines",
    "changes": "What changed",
    "disputes": "Disagreements",
    "timeline": "Timeline",
    "stories": "Stories",
}
"""Commands of which the desk has a page, with its name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in time and in which dispute the reader stands; `asked` is what the address says of it.

    `page` counts the parts of a list that is too long for one page. `since` is the first day of a period that
    ends `as_of`, `watch` the name of a watch list.
    """

    as_of: str
    known: str | None = None
    dispute: str | None = None
    asked: tuple[tuple[str, str], ...] = ()
    page: int = 1
    since: str | None = None
    watch: str | None = None

    def elsewhere(self, **more: str) -> str:
        """As `query`, for a page that has no period and no watch list."""
        return replace(self, asked=tuple(a for a in self.asked if a[0] not in ("since", "watch"))).query(
            **more
        )

    def query(self, **more: str) -> str:
        """The query part of an address that stays at this place, with `more` parameters, or nothing."""
        given = {**dict(self.asked), **more}
        return f"?{urlencode(given)}" if given else ""


def page(template: str, **values: Any) -> str:
    """A page of the desk; `values` are what the template names, texts of pages as they are on the page."""
    return _environment().get_template(f"desk/{template}.html.j2").render(**values)


def ready() -> None:
    """Compile all templates, so that the first pages do not wait for it."""
    environment = _environment()
    for name in environment.list_templates(extensions=["j2"]):
        environment.get_template(name)


@cache
def _environment() -> Environment:
    made = environment()
    made.filters |= {"inert_spaced": _inert_spaced, "day": dates.day, "tone": tone, "pointed": pointed}
    return made


def pointed(note: str, place: Place) -> Markup:
    """A note in which a command that has a page of its own is a link to that page."""

    def link(found: re.Match[str]) -> str:
        page = PAGES.get(found[1])
        return f'<a href="/{found[1]}{escape(place.elsewhere())}">{page}</a>' if page else found[0]

    return Markup(re.sub("`parley ([a-z]+)`", link, str(escape(inert(note)))))


def _inert_spaced(text: str) -> str:
    """`inert`, keeping a blank at either end: the pieces of a sentence are put together again."""
    bare = inert(text).strip()
    if not bare:
        return " " if text else ""
    begin, end = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if begin else ''}{bare}{' ' if end else ''}"
