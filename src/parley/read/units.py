"""What is parsed: sentences with each full quotation set aside, and the sentences inside the quotations.

A parser trained on plain text stumbles over long quotations, and a sentence split inside one loses its
speaker. So every sentence gives an *outer* unit, in which each quotation that is a clause of its own is
replaced by a short stand-in clause, and every sentence in such a quotation is an *inner* unit. Scare quotes
and quoted phrases stay in the outer unit without their marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from parley.model import BlockKind
from parley.read.quotes import Quotation
from parley.read.tree import Token, Tree

P = ParamSpec("P")
T = TypeVar("T")

STAND_IN = "it works"
UNKNOWN: Any = object()
LEAST_WORDS = 4  # a quotation of fewer words is a phrase of the sentence around it
JOINTS = re.compile(
    r"\b(?:that|the|a|an|of|to|as|was|is|are|be|its|their|his|her|were|been|by|for|in|on|with) *$", re.I
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from offset `at` of a unit stands at article offsets `start` to `end`; `quote` for a stand-in."""

    at: int
    start: int
    end: int
    quote: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """The text of one unit before it is parsed; `sentence` indexes the fine sentence that it begins in."""

    text: str
    pieces: tuple[Piece, ...]
    quote: int | None
    sentence: int
    kind: BlockKind


@dataclass(frozen=True)
class Unit:
    """A parsed unit. `quote` is the quotation it lies in (None: the outlet's own text)."""

    index: int
    cut: Cut
    tree: Tree

    @property
    def text(self) -> str:
        """The text that was parsed."""
        return self.cut.text

    @property
    def quote(self) -> int | None:
        """Index of the quotation around this unit."""
        return self.cut.quote

    def place(self, offset: int) -> int:
        """The article offset of an offset in the unit's text (the start of the quotation in a stand-in)."""
        piece = self._piece(offset)
        return piece.start if piece.quote is not None else piece.start + offset - piece.at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Article offsets of a range of the unit's text."""
        last = self._piece(end - 1)
        return self.place(start), last.end if last.quote is not None else self.place(end - 1) + 1

    def stand_ins(self) -> tuple[tuple[int, int, int], ...]:
        """(start, end, quotation) of each stand-in in the unit's text."""
        return self._stand_ins

    @cached_property
    def _stand_ins(self) -> tuple[tuple[int, int, int], ...]:
        pieces = self.cut.pieces
        ends = [*(p.at for p in pieces[1:]), len(self.text)]
        return tuple((p.at, end, p.quote) for p, end in zip(pieces, ends, strict=True) if p.quote is not None)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of the unit in lower case: whether a rule has anything to look for."""
        return frozenset(self._lemmas)

    @cached_property
    def _lemmas(self) -> list[str]:
        return [t.lemma.lower() for t in self.tree.tokens]

    @cached_property
    def words(self) -> frozenset[str]:
        """The tokens of the unit in lower case, as `lemmas`."""
        return frozenset(self.lower)

    @cached_property
    def lower(self) -> list[str]:
        """The tokens in lower case, in order."""
        return [t.text.lower() for t in self.tree.tokens]

    def having(self, lemmas: Collection[str]) -> Sequence[Token]:
        """The tokens with one of the lemmas, in order; most units have none, which is found out at once."""
        if self.lemmas.isdisjoint(lemmas):
            return ()
        return [t for t, lemma in zip(self.tree.tokens, self._lemmas, strict=True) if lemma in lemmas]

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What functions made with `once` gave for this unit and its tokens."""
        return {}

    def tokens(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that stand within a range of article offsets."""
        first, last = bisect_left(self.places, start), bisect_left(self.places, end)
        return tuple([t for t in self.tree.tokens[first:last] if not t.text.isspace()])

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The article offset at which each token begins; never falling, for pieces stand in order."""
        pieces = self.cut.pieces
        if len(pieces) == 1 and pieces[0].quote is None:  # most units: one stretch of the article
            shift = pieces[0].start - pieces[0].at
            return tuple([t.start + shift for t in self.tree.tokens])
        return tuple([self.place(t.start) for t in self.tree.tokens])

    @cached_property
    def end(self) -> int:
        """The farthest article offset that a token reaches, by its length from where it begins."""
        ends = [at + t.end - t.start for at, t in zip(self.places, self.tree.tokens, strict=True)]
        return max(ends, default=0)

    def _piece(self, offset: int) -> Piece:
        pieces = self.cut.pieces
        return pieces[0] if len(pieces) == 1 else pieces[bisect_right(pieces, offset, key=lambda p: p.at) - 1]


def once(function: Callable[Concatenate[Unit, P], T]) -> Callable[Concatenate[Unit, P], T]:
    """A pure function of a unit and of tokens of it, worked out once for each: the rules ask often."""

    def asked(unit: Unit, /, *tokens: Any) -> T:
        key = (function, tokens[0].i) if len(tokens) == 1 else (function, *[t.i for t in tokens])
        known = unit.remembered
        result: T = known.get(key, UNKNOWN)
        if result is UNKNOWN:
            result = known[key] = function(unit, *tokens)  # type: ignore[call-arg]
        return result

    update_wrapper(asked, function)
    return asked  # type: ignore[return-value]


def cut_units(
    text: str,
    sentences: Sequence[tuple[int, int]],
    quotations: Sequence[Quotation],
    kinds: Sequence[BlockKind],
) -> tuple[Cut, ...]:
    """The units of an article's text; `sentences` split inside quotations, `kinds` are their blocks'."""
    clausal = {i for i, q in enumerate(quotations) if is_clause(text, q)}
    cuts: list[Cut] = []
    for first, last in group(sentences, [quotations[i] for i in sorted(clausal)]):
        cuts += outer(text, sentences, (first, last), quotations, (clausal, kinds[first]))
    return tuple(cuts)


def group(sentences: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """Ranges (first, last) of sentences that one quotation holds together."""
    first, opens = 0, [q.open for q in quotations]
    for i, (_, end) in enumerate(sentences):
        last = quotations[max(0, bisect_left(opens, end) - 1) :][:1]
        inside = any(q.open < end < q.close and end < q.end for q in last)
        if not inside or i + 1 == len(sentences):
            yield first, i
            first = i + 1


def is_clause(text: str, quotation: Quotation) -> bool:
    """Does the quotation stand for a clause of its own, so that the sentence around it reads without it?"""
    words = text[quotation.start : quotation.end]
    before = text[max(0, quotation.open - 12) : quotation.open]
    if re.search(r"[.!?]['\"”’]?\s+[A-Z\"“]", words) or not before.strip():
        return True
    if len(words.split()) < LEAST_WORDS and not re.search(r"[.!?,]$", words):
        return False
    if JOINTS.search(before):
        return False
    if len(words.split()) < 3:
        return bool(re.search(r"(?:^|[.!?:]\s*)$", before))
    return words[:1].isupper() or bool(re.search(r"[,:]\s*$", before))


def outer(
    text: str,
    sentences: Sequence[tuple[int, int]],
    run: tuple[int, int],
    quotations: Sequence[Quotation],
    choice: tuple[set[int], BlockKind],
) -> Iterator[Cut]:
    """The outer unit of a run of sentences, and the inner units of the quotations in it."""
    clausal, kind = choice
    start, end = sentences[run[0]][0], sentences[run[1]][1]
    left = bisect_right(quotations, start, key=lambda q: q.close)
    held = [(i, quotations[i]) for i in range(left, bisect_left(quotations, end, key=lambda q: q.open))]
    builder = Builder(text)
    at = start
    for i, q in held:
        builder.copy(at, max(at, q.open))
        if i in clausal:
            builder.stand_in(i, q)
        else:
            builder.copy(max(start, q.start), min(end, q.end))
        at = min(end, q.close)
    builder.copy(at, end)
    if builder.has_own_words():
        yield Cut(
            builder.text,
            tuple(builder.pieces),
            None,
            run[0] + builder.skipped(sentences[run[0] : run[1] + 1]),
            kind,
        )
    for i, q in held:
        if i in clausal:
            yield from inner(text, sentences, run, (i, q), kind)


def inner(
    text: str,
    sentences: Sequence[tuple[int, int]],
    run: tuple[int, int],
    quoted: tuple[int, Quotation],
    kind: BlockKind,
) -> Iterator[Cut]:
    """A unit for each sentence inside a quotation, without the marks."""
    i, q = quoted
    for n in range(run[0], run[1] + 1):
        left, right = max(sentences[n][0], q.start), min(sentences[n][1], q.end)
        words = text[left:right]
        if words.strip(" \n\t\"'“”‘’.,"):
            left += len(words) - len(words.lstrip())
            yield Cut(text[left:right], (Piece(0, left, right),), i, n, kind)


class Builder:
    """Puts a unit's text together from pieces of the article's text and stand-ins."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.pieces: list[Piece] = []

    def copy(self, start: int, end: int) -> None:
        """Append article text as it stands."""
        if start < end:
            self.pieces.append(Piece(len(self.text), start, end))
            self.text += self.source[start:end]

    def stand_in(self, index: int, quotation: Quotation) -> None:
        """Append the stand-in of a quotation, with the stop or comma that ended it."""
        self.pieces.append(Piece(len(self.text), quotation.open, quotation.close, index))
        words = STAND_IN if self.text.strip() else STAND_IN.capitalize()
        last = self.source[quotation.end - 1 : quotation.end]
        goes_on = re.match(r" \w", self.source[quotation.close : quotation.close + 2])
        stop = "," if last in ("!", "?", "…") and goes_on else ""
        self.text += words + (last if last in (",", ".") else stop)

    def has_own_words(self) -> bool:
        """Is there more than stand-ins and stops?"""
        return any(p.quote is None and re.search(r"\w", self.source[p.start : p.end]) for p in self.pieces)

    def skipped(self, sentences: Sequence[tuple[int, int]]) -> int:
        """How many sentences lie before the first word that is not in a stand-in."""
        own = next(
            p.start + found.start()
            for p in self.pieces
            if p.quote is None and (found := re.search(r"\w", self.source[p.start : p.end]))
        )
        return next((i for i, (_, end) in enumerate(sentences) if own < end), 0)
