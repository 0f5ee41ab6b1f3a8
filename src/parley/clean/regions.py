"""What an HTML element is for, by its tag and its labels: menu, caption, comments, links to other stories."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAGS = {
    "nav": "menu",
    "footer": "footer of the page",
    "aside": "beside the text",
    "figcaption": "caption",
    "form": "form",
    "button": "button",
    "dialog": "notice of the site",
}
LABEL = re.compile(r"\b(?:class|id|role|itemprop)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
CAPTION = {"caption", "figcaption", "captions", "cutline", "legende"}
LABELLED = (
    (CAPTION, "caption"),
    ({"comment", "comments", "disqus"}, "comments"),
    ({"related", "recommended", "recommendations", "recirc", "popular", "trending"}, "link to another story"),
    ({"share", "sharing", "social"}, "share line"),
    ({"newsletter", "subscribe", "signup", "promo"}, "advert"),
    ({"cookie", "consent", "gdpr"}, "notice of the site"),
    ({"breadcrumb", "breadcrumbs", "menu", "navigation", "navbar"}, "menu"),
)
# A story's own container may bear any of these words, a block of another kind is small.
WHOLE = {"body", "html", "main", "article"}


LEFT_OPEN = {"p", "li", "dt", "dd", "option"}
"""Elements that pages seldom close."""
MOST_OPEN = 60


def role(name: str, tag: str) -> str | None:
    """What the element with this start tag holds: a reason to drop it, or `caption`; None: nothing told."""
    if name in TAGS:
        return TAGS[name]
    if name in WHOLE or "=" not in tag:
        return None
    labels = " ".join(a or b or c for a, b, c in LABEL.findall(tag))
    parts = {part.lower() for part in PART.findall(labels)}
    return next((reason for words, reason in LABELLED if parts & words), None)


class Regions:
    """The ranges of elements with a role, found as tags come one by one."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str]] = []
        self.open: list[_Open] = []

    def begin(self, name: str, tag: str, at: int) -> None:
        """An element that has an end begins at `at`; `tag` is its start tag."""
        if self.open and self.open[-1].name == name and name in LEFT_OPEN:
            self.end(name, at)
        reason = role(name, tag)
        if reason and len(self.open) < MOST_OPEN:
            self.open.append(_Open(name, reason, at))
        elif outer := next((o for o in reversed(self.open) if o.name == name), None):
            outer.inside += 1

    def end(self, name: str, at: int) -> None:
        """An element ends at `at`; what still stands open inside it ends too."""
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index].name == name:
                self.open[index].inside -= 1
                if self.open[index].inside < 0:
                    self.found += [(o.start, at, o.reason) for o in self.open[index:] if o.start < at]
                    del self.open[index:]
                return


@dataclass(slots=True)
class _Open:
    """An element with a role that has not ended; `inside` counts elements of its name within it."""

    name: str
    reason: str
    start: int
    inside: int = 0
