"""One automaton over all spellings: leftmost-longest matches of whole words, by case and neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from parley.lexicon.entries import Guard
from parley.lexicon.fold import fold

# Where two kinds claim the same words, the one that comes first here has them. `decoy` hides words.
KINDS = (
    "decoy", "outlet", "body", "office", "person", "accord", "legal_basis", "index", "party", "capital",
    "adjective", "metonym", "company", "venue", "good", "title", "role",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_WORD_BEFORE = re.compile(r"([\w&]+)[\s\"'(]*$")
_WORD_AFTER = re.compile(r"(?:'s)?[\s\"')]*([\w&]+)")
_REACH = 40


@dataclass(frozen=True, slots=True)
class Match:
    """Characters `start` to `end` of the text are `form` of the lexicon: entry `key` of `kind`."""

    start: int
    end: int
    kind: str
    key: str
    form: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A spelling of an entry. Upper-case letters must be upper case in the text; others may be."""

    form: str
    kind: str
    key: str
    guard: Guard | None = None


class Matcher:
    """Finds the given patterns in texts; a few MB of text a second on one core."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._automaton = ahocorasick.Automaton()
        for lowered, candidates in _grouped(patterns).items():
            self._automaton.add_word(lowered, (len(lowered), tuple(candidates)))
        self._automaton.make_automaton()

    def find(self, text: str) -> tuple[Match, ...]:
        """Matches in the order of the text, none overlapping another, with offsets into `text`."""
        folded = fold(text)
        kept, reached = [], 0
        for start, end, pattern in sorted(self._hits(folded.text), key=lambda hit: (hit[0], -hit[1])):
            if start >= reached:
                reached = end
                if pattern.kind != "decoy":
                    span = folded.original(start), folded.original(end - 1) + 1
                    kept.append(Match(*span, pattern.kind, pattern.key, pattern.form))
        return tuple(kept)

    def _hits(self, text: str) -> Iterator[tuple[int, int, Pattern]]:
        padded = f"{text.lower()} "
        for last, (size, candidates) in self._automaton.iter(padded):
            end = last + 1
            start = end - size
            if (start and padded[start - 1].isalnum()) or padded[end].isalnum() or padded[end] == "$":
                continue
            for folded, pattern in candidates:
                if _fits(folded, text[start:end]) and _admits(pattern.guard, padded, start, end):
                    yield start, end, pattern
                    break


def _grouped(patterns: Iterable[Pattern]) -> dict[str, list[tuple[str, Pattern]]]:
    known = tuple(patterns)
    # One folding of all spellings: a blank line between two of them comes out as a line break.
    spellings = fold("\n\n".join(pattern.form for pattern in known)).text.split("\n")
    groups: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
    for pattern, folded in zip(known, spellings, strict=True):
        groups[folded.lower()].append((folded, pattern))
    for candidates in groups.values():
        if len(candidates) > 1:
            candidates.sort(key=_order)
    return groups


def _order(candidate: tuple[str, Pattern]) -> tuple[int, bool, int]:
    """Most capitals first, then those that look at their neighbours, then by kind."""
    folded, pattern = candidate
    return -sum(map(str.isupper, folded)), pattern.guard is None, _RANK[pattern.kind]


def _fits(folded: str, surface: str) -> bool:
    pairs = zip(folded, surface, strict=True)
    return surface == folded or all(s.isupper() for f, s in pairs if f.isupper())


def _admits(guard: Guard | None, text: str, start: int, end: int) -> bool:
    if guard is None:
        return True
    before = _WORD_BEFORE.search(text[max(0, start - _REACH) : start])
    after = _WORD_AFTER.match(text[end : end + _REACH])
    left, right = before[1] if before else "", after[1] if after else ""
    return (
        (not guard.only_after or left in guard.only_after)
        and (not guard.only_before or right in guard.only_before)
        and left not in guard.not_after
        and right not in guard.not_before
    )
