"""Times that date nothing that is told: the year in the name of a law, the day of a newspaper's report.

They are found as time expressions like all others, and left out of what an article tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parley.lexicon import lexicon
from parley.read.times import TimeMention

YEAR = re.compile(r"(?:19|20)\d\d\Z")
WORD = r"(?:(?:[A-Z][\w'’.-]*|of|on|and|for|the|&) ){0,8}"
PAPERS = r"(?:Act|Law|Statute|Code|Agreement|Accord|Pact|Treaty|Declaration|Convention|Statement|Order)\b"
# "the 1974 Trade Act", "the 1977 IEEPA"; "the Trade Act of 1974".
BEFORE_NAME = re.compile(rf" (?:{WORD}{PAPERS}|[A-Z]{{4,}}\b)")
AFTER_NAME = re.compile(r"(?:Act|Law|Statute|Code|Constitution),? of \Z", re.I)
SUPERLATIVE = re.compile(r"\b(?:\w{2,}est|worst|most|least|first|best)\b[^.;,—–]{0,40}\bsince \Z", re.I)
REPORTED = re.compile(r"(\b\w+(?: \w+){0,2}) (?:had |has )?(?:reported|wrote|said) (?:on |late on )?\Z")
BACK = 60  # code points before a time that are looked at


def dating(text: str, times: Iterable[TimeMention]) -> Iterator[TimeMention]:
    """The times that date what an article tells."""
    for time in times:
        if not (is_in_name(text, time) or is_mark(text, time) or is_of_report(text, time)):
            yield time


def is_in_name(text: str, time: TimeMention) -> bool:
    """A bare year before or behind the name of a law or treaty, by its capitals."""
    if not YEAR.match(text[time.start : time.end]):
        return False
    before = text[max(0, time.start - BACK) : time.start]
    return bool(BEFORE_NAME.match(text, time.end) or AFTER_NAME.search(before))


def is_mark(text: str, time: TimeMention) -> bool:
    """ "the lowest level since March 3": how far back one has to look, not when it was."""
    before = text[max(0, time.start - BACK) : time.start]
    return time.relation == "since" and bool(SUPERLATIVE.search(before))


def is_of_report(text: str, time: TimeMention) -> bool:
    """ "Reuters reported on 26 October": when an outlet told it."""
    told = REPORTED.search(text[max(0, time.start - BACK) : time.start])
    if told is None or time.type != "date":
        return False
    words = told[1].split(" ")
    return any(is_outlet(" ".join(words[i:])) for i in range(len(words)))


def is_outlet(name: str) -> bool:
    """Does the lexicon list an outlet of that name?"""
    return any(m.kind == "outlet" and m.end - m.start == len(name) for m in lexicon().find(name))
