"""Claims and articles for tests of resolve and weigh: short to write, every field settable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from parley.model import Article, Block, Claim, Segment, Span, Value, When


def day(start: str, end: str | None = "", precision: str = "day") -> When:
    """A time from `start` to `end` (by default the same day)."""
    return When(start, start if end == "" else end, precision)  # type: ignore[arg-type]


def percent(number: float, note: str | None = None) -> Value:
    return Value(number, "percent", note)


def claim(kind: str, action: str | None = None, **fields: Any) -> Claim:
    """A claim of US and China, reported by article `a/0` and known on 2025-06-11 unless told otherwise.

    `on` is a shorthand for `date`: an ISO day, a pair of days, or a When.
    """
    given: dict[str, Any] = {"article": "a/0", "certainty": "reported", "known": "2025-06-11", "rule": "test"}
    given |= {"kind": kind, "action": action, "words": "", **fields}
    given["date"] = _when(given.pop("on", given.get("date")))
    if given.pop("both", kind in ("meeting", "agreement")):
        given.setdefault("actors", ("US", "CN"))
    digest = hashlib.sha256(repr(sorted(given.items(), key=lambda item: item[0])).encode()).hexdigest()
    page = given["article"].split("/")[0]
    start = int(digest[:6], 16)
    given.setdefault("support", (Span(page, start, start + 10),))
    given.setdefault("id", digest[:16])
    return Claim(**given)


def _when(on: Any) -> When | None:
    if isinstance(on, str):
        return day(on)
    return day(*on) if isinstance(on, tuple) else on


def article(name: str, published: str | None = None, text: str = "Text.", **fields: Any) -> Article:
    """An article `name/0` with one paragraph."""
    block = Block("paragraph", text, (Segment(0, 0, len(text)),))
    given: Mapping[str, Any] = {
        "index": 0,
        "title": None,
        "outlet": name.title(),
        "blocks": (block,),
        **fields,
    }
    return Article(page=name, published=published, **given)
