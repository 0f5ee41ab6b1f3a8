"""Which programme of tariffs a rate belongs to: `fentanyl`, `reciprocal`, or a `total` of several.

One party charges several tariffs on the same goods, and each has levels over time. The words next to the
rate tell which is meant; tables.toml lists them.
"""

from __future__ import annotations

import re
from functools import cache

from parley.model import Claim, Value
from parley.resolve.tables import table

RATE = re.compile(r"(?<!\d)(\d++(?:\.\d++)?)\s?(?:%|per\s?cent\b|percent\b|-percent\b)")

_OF = re.compile(r"(?:\s\w+){0,2}\s(?:to|of|at)\s")  # a name that leads to the next rate is of that one
_STEP = re.compile(r",?\s(?:up |down )?(?:from|to)\s")


def programme(claim: Claim) -> str | None:
    """The programme of a tariff claim's first rate; None where the words do not name one, or name several.

    Nearest to the rate wins, within the stretch of words that holds no other rate.
    """
    if claim.instrument != "tariff" or claim.kind not in ("measure", "ruling"):
        return None
    first = next((v for v in claim.values if v.unit == "percent"), None)
    if first is None:
        names = {name for name, _, _ in _named(claim.words)}
        found = names.pop() if len(names) == 1 else None
    else:
        found = _beside(claim.words, first)
    owners = table()["charged_by"].get(found, claim.actors)
    return found if {*owners}.issuperset(claim.actors) else None


def special(good: str) -> bool:
    """Whether a good is the name of a programme rather than what is taxed (`fentanyl`)."""
    return good.lower() in table()["programmes"]


def programme_of(name: str) -> str | None:
    """The programme with which the name of an entry begins."""
    first = name.split(" ")[0].lower()
    return first if first in table()["programmes"] else None


def _beside(words: str, rate: Value) -> str | None:
    found = list(RATE.finditer(words))
    own = next((m for m in found if float(m.group(1)) == rate.number), None)
    if own is None:
        return None
    kept = _chain(found, own, words)
    left = max((m.end() for m in found if m.end() <= kept[0]), default=0)
    right = min((m.start() for m in found if m.start() >= kept[1]), default=len(words))
    near = [
        (_gap(start, end, kept), name)
        for name, start, end in _named(words)
        if left <= start < right and not (right < len(words) and _OF.fullmatch(words, end, right))
    ]
    return min(near)[1] if near else None


def _chain(found: list[re.Match[str]], own: re.Match[str], words: str) -> tuple[int, int]:
    """Start and end of a rate with the level that it comes from or goes to: `to 10 % from 20 %`."""
    start, end = own.span()
    for other in found:
        if other.start() >= end and _STEP.fullmatch(words, end, other.start()):
            end = other.end()
        elif other.end() <= start and _STEP.fullmatch(words, other.end(), start):
            start = other.start()
    return start, end


def _gap(start: int, end: int, own: tuple[int, int]) -> int:
    """Characters between a name and the rate; a name behind it in the same breath counts as nearer."""
    return start - own[1] if start >= own[1] else own[0] - end + 1


def _named(words: str) -> list[tuple[str, int, int]]:
    return [
        (name, m.start(), m.end()) for name in table()["programmes"] for m in _pattern(name).finditer(words)
    ]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table()['programmes'][name])})\b", re.IGNORECASE)
