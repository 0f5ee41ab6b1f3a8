"""Which lines are furniture by their words: advert, share line, credit, note of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from parley.clean.lines import Line
from parley.clean.words import Pattern, names, patterns

ROUNDS = 6
"""Run-in tails stand one behind the other; more than this many were never seen."""


@dataclass(slots=True)
class Facts:
    """What furniture says about the page: the outlet, who runs the site, agencies, a correction."""

    outlets: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    correction: str | None = None

    def learn(self, pattern: Pattern, text: str) -> None:
        """Keep what the pattern's named groups catch in `text`, and agencies known by name in a credit."""
        match = pattern.find(text)
        if match is None:
            return
        if pattern.agency:
            self.agencies.append(pattern.agency)
        if pattern.reason == "contributor credit":
            self.agencies += _wires().findall(match[0])
        for name, value in match.groupdict().items():
            if not value:
                continue
            if name == "correction":
                self.correction = value.strip()
            else:
                {"o": self.outlets, "s": self.sites, "a": self.agencies}[name[0]].append(value.strip())


@cache
def _wires() -> re.Pattern[str]:
    return re.compile(rf"\b{names('wires')}\b")


def is_wire(text: str) -> bool:
    """Is it the name of a news agency, and nothing else?"""
    return _wires().fullmatch(text) is not None


@lru_cache(maxsize=4096)
def whole_line(text: str) -> Pattern | None:
    """The pattern that the whole line matches, or None."""
    return next((pattern for pattern in patterns("line") if pattern.find(text)), None)


def pieces(line: Line, facts: Facts) -> Iterator[tuple[Line, str | None]]:
    """The line cut into (text, None) and (furniture, reason), in order; `facts` learn on the way."""
    if pattern := whole_line(line.text):
        facts.learn(pattern, line.text)
        yield line, pattern.reason
        return
    head, line = _started(line, facts)
    yield from head
    tail: list[tuple[Line, str | None]] = []
    for _ in range(ROUNDS):
        cut = _ended(line, facts)
        if cut is None:
            break
        line, piece = cut
        tail.insert(0, piece)
    if line.text:
        yield line, None
    yield from tail


def _started(line: Line, facts: Facts) -> tuple[list[tuple[Line, str | None]], Line]:
    for pattern in patterns("start"):
        match = pattern.find(line.text)
        if match and match.end():
            facts.learn(pattern, line.text)
            rest = line.part(match.end(), len(line.text))
            return [(line.part(0, match.end()), pattern.reason)], rest
    return [], line


def _ended(line: Line, facts: Facts) -> tuple[Line, tuple[Line, str]] | None:
    for pattern in patterns("end"):
        match = pattern.find(line.text)
        if match and match.end() == len(line.text) and match[0].strip():
            facts.learn(pattern, line.text)
            piece = line.part(match.start(), len(line.text))
            return line.part(0, match.start()), (piece, pattern.reason)
    return None
