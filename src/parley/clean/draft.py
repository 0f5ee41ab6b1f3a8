"""A story while its lines are being judged, and what a line looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from parley.clean.furniture import Facts
from parley.clean.lines import Line
from parley.clean.notes import Note
from parley.clean.words import data
from parley.model import BlockKind

TERMINAL = re.compile(r"[.!?…。][\"'”’»)\]]*$")
SENTENCE_END = re.compile(r"[.!?…。:;][\"'”’»)\]]*$")
LOWER = re.compile(r"[\"'“‘(]*[a-zà-ÿ]")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
PROSE_WORDS = 12


@dataclass(slots=True)
class Draft:
    """A story while its lines are being judged: `kinds[i]` is a block kind, or None with a reason to drop.

    `said` are squeezed names that the page elsewhere gives for its site (see `masthead.hints`), `site` is the
    name at its top, `outlet` and `wire` are the outlet and the bracketed agency of the dateline. `latest` is
    the last day that can be its day of publication, `notes` what metadata say. `times` are (raw offset, ISO
    moment) of time elements, `posts` (headline, ISO moment) of the posts that metadata list.
    """

    lines: list[Line]
    kinds: list[BlockKind | None] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    basis: str | None = None
    place: str | None = None
    outlet: str | None = None
    wire: str | None = None
    site: str | None = None
    said: frozenset[str] = frozenset()
    day_first: bool | None = None
    latest: str | None = None
    notes: list[Note] = field(default_factory=list)
    language: str | None = None
    address: str | None = None
    times: tuple[tuple[int, str], ...] = ()
    posts: tuple[tuple[str, str], ...] = ()

    def drop(self, index: int, reason: str) -> None:
        """The line is not text of the story."""
        self.kinds[index], self.reasons[index] = None, reason

    def keep(self, index: int, kind: BlockKind) -> None:
        """The line is a block of this kind."""
        self.kinds[index], self.reasons[index] = kind, ""

    def open(self, index: int) -> bool:
        """Nobody has judged the line yet."""
        return self.kinds[index] is None and not self.reasons[index]

    def replace(self, index: int, parts: Sequence[Line]) -> None:
        """Put `parts` in the place of one line, all unjudged."""
        self.lines[index : index + 1] = parts
        self.kinds[index : index + 1] = [None] * len(parts)
        self.reasons[index : index + 1] = [""] * len(parts)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> int:
    """Number of words; the judges of a page ask it of the same lines again and again."""
    return len(WORD.findall(text))


def is_prose(line: Line) -> bool:
    """A line that reads as a paragraph: long, or ended like a sentence and not short."""
    count = words(line.text)
    if line.kind in ("heading", "title", "table", "caption"):
        return False
    return count >= 25 or (count >= PROSE_WORDS and bool(TERMINAL.search(line.text)))


def says_something(text: str) -> bool:
    """True where more than names, dates and function words is said."""
    plain = set(data()["function_words"])
    tokens = WORD.findall(text)
    return sum(1 for token in tokens if token[0].islower() and token not in plain) >= 2


def same(one: str, other: str) -> bool:
    """The same words, whatever the marks and capitals."""
    return WORD.findall(one.casefold()) == WORD.findall(other.casefold())
