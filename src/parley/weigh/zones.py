"""Where a day was counted: Monday evening in one capital is Tuesday morning in another."""

from __future__ import annotations

import re

from parley.lexicon import lexicon
from parley.model import Claim
from parley.resolve.days import interval
from parley.resolve.tables import table
from parley.weigh.evidence import Evidence

FAR = 6.0  # hours between two places from which one moment is often on two dates
_BESIDE = re.compile(r"(?:\b(?:in|at|from)\s|,\s)$", re.IGNORECASE)


def is_one_moment(a: Claim, b: Claim, seen: Evidence) -> bool:
    """Whether two days in a row are one moment: one gives the hour, or the later day is far to the east."""
    if any(c.date is not None and c.date.precision == "minute" for c in (a, b)):
        return True
    if a.date is None or b.date is None:
        return False
    early, late = sorted((a, b), key=lambda c: interval(c.date).first if c.date else 0)
    west, east = hours(early, seen), hours(late, seen)
    return west is not None and east is not None and east - west >= FAR


def hours(claim: Claim, seen: Evidence) -> float | None:
    """Hours from UTC of the place where the claim's day was counted: of its words, else of its report."""
    named = {h for h in _named(claim.words) if h is not None}
    if named:
        return named.pop() if len(named) == 1 else None
    article = seen.articles.get(claim.article)
    places = _named(f"in {article.place}") if article is not None and article.place else []
    return places[0] if places else None


def _named(words: str) -> list[float | None]:
    """The hours of the cities in which the words place something ("in Beijing", "Tokyo time")."""
    found = [m for m in lexicon().find(words) if m.kind in ("capital", "venue")]
    placed = [m for m in found if _BESIDE.search(words[: m.start]) or words[m.end :].startswith(" time")]
    return [table()["zones"].get(_party(m.kind, m.key)) for m in placed]


def _party(kind: str, name: str) -> str:
    if kind == "venue":
        return lexicon().venues[name].party
    return next((code for code, p in lexicon().parties.items() if p.capital == name), "")
