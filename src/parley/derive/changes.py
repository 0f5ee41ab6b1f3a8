"""What changed between two sentences that tell the same, and which quotations were altered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from parley.derive.comparison import Comparison
from parley.derive.sketch import Sentence, fold
from parley.derive.words import words
from parley.model import SentencePair

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile(r"(?<=[\w,;:—–-] )[A-Z][\w’-]+|\b[A-Z]{2,}\b")
_SIMILAR = 60
_WORDED = 3
_LISTED = 3


def pairs(comparison: Comparison) -> tuple[SentencePair, ...]:
    """The sentence pairs of a comparison, `a` as the old one, each with its change in short words."""
    found = []
    for match in comparison.matches:
        old, new = comparison.a.sentences[match.old], comparison.b.sentences[match.new]
        found.append(SentencePair(old.span, new.span, None if old.words == new.words else change(old, new)))
    return tuple(found)


def change(old: Sentence, new: Sentence) -> str | None:
    """Numbers, names, hedges and negations that only one has, quoted words that differ; None: none of it."""
    parts = [
        *_difference("number", _numbers(old), _numbers(new)),
        *_difference("name", _names(old, new), _names(new, old)),
        *_difference("hedge", *_only(old, new, words().hedge)),
        *_difference("negation", *_only(old, new, words().negation)),
    ]
    if any(_altered(quote, " ".join(w for q in old.quotes for w in fold(q)), old) for quote in new.quotes):
        parts.append("quoted words changed")
    return "; ".join(parts) or None


def altered_quotes(comparison: Comparison) -> tuple[SentencePair, ...]:
    """Pairs in which words inside quotation marks are not those of any quotation of the old article."""
    found = []
    for match in comparison.matches:
        old, new = comparison.a.sentences[match.old], comparison.b.sentences[match.new]
        if any(_altered(quote, comparison.a.quoted, old) for quote in new.quotes):
            found.append(SentencePair(old.span, new.span, "quoted words changed"))
    return tuple(found)


def _altered(quote: str, known: str, old: Sentence) -> bool:
    """Whether the quotation is one of `old`'s in other words: cut short is not altered."""
    told = fold(quote)
    line = " ".join(told)
    if len(told) < _WORDED or f" {line} " in f" {known} ":
        return False
    said = (fold(q) for q in old.quotes)
    return any(len(q) >= _WORDED and fuzz.partial_ratio(line, " ".join(q)) >= _SIMILAR for q in said)


def _numbers(sentence: Sentence) -> set[str]:
    return {n.replace(",", "") for n in _NUMBER.findall(sentence.text)}


def _names(sentence: Sentence, other: Sentence) -> set[str]:
    """Capitalised words (not the first) that the other sentence does not have in any case."""
    found = (n.replace(".", "").rstrip("’'").removesuffix("’s") for n in _CAPITAL.findall(sentence.text))
    known = {w[:6] for w in other.words} | other.terms
    return {n for n in found if fold(n) and fold(n)[0][:6] not in known}


def _only(old: Sentence, new: Sentence, among: frozenset[str]) -> tuple[set[str], set[str]]:
    before, after = set(old.words) & among, set(new.words) & among
    return before - after, after - before


def _difference(what: str, before: set[str], after: set[str]) -> Iterator[str]:
    dropped, added = sorted(before - after), sorted(after - before)
    if len(dropped) == len(added) == 1 and what == "number":
        yield f"number altered: {dropped[0]} to {added[0]}"
        return
    if dropped:
        yield f"{what} dropped: {', '.join(dropped[:_LISTED])}"
    if added:
        yield f"{what} added: {', '.join(added[:_LISTED])}"
