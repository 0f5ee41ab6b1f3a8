"""What changed between two sentences that tell the same, and which quotations were altered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from parley.derive.align import Match
from parley.derive.comparison import Comparison
from parley.derive.sketch import Sentence, fold
from parley.derive.words import words
from parley.model import SentencePair

QUOTED = "quoted words changed"
_NAME = re.compile(r"(?<=[\w,;:—–-] )[A-Z][\w’'-]{1,40}|\b[A-Z]{2,40}\b")
_POSSESSIVE = re.compile(r"[’']s?$")
_SIMILAR = 60
_WORDED = 3
_LISTED = 3
_KIN = 4
"""Names with the same first letters are kin: China, Chinese."""


def pairs(comparison: Comparison) -> tuple[SentencePair, ...]:
    """The sentence pairs of a comparison, `a` as the old one, each with its change in short words."""
    found = []
    for match in comparison.matches:
        change = None if match.literal == 1 else _change(*_passages(comparison, match))
        found.append(SentencePair(comparison.a.spans[match.old], comparison.b.spans[match.new], change))
    return tuple(found)


def altered_quotes(comparison: Comparison) -> tuple[SentencePair, ...]:
    """Pairs in which words inside quotation marks are not those of any quotation of the old article."""
    found = []
    for match in comparison.matches:
        old, new = comparison.a.sentences[match.old], comparison.b.sentences[match.new]
        if _alters(old, new, comparison.a.quoted):
            found.append(SentencePair(comparison.a.spans[match.old], comparison.b.spans[match.new], QUOTED))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence, with all sentences that share its pair, and with those and their neighbours.

    What a rewrite moved to the other half of a split sentence, or to the next one, is not dropped. In a
    copied sentence every word stands in its place, so there the sentence is its own surroundings.
    """

    sentence: Sentence
    shared: Sequence[Sentence]
    around: Sequence[Sentence]


def _passages(comparison: Comparison, match: Match) -> tuple[_Passage, _Passage]:
    olds, news = comparison.a.sentences, comparison.b.sentences
    if match.copied:
        old, new = olds[match.old], news[match.new]
        return _Passage(old, (old,), (old,)), _Passage(new, (new,), (new,))
    with_new = {m.old for m in comparison.matches if m.new == match.new}
    with_old = {m.new for m in comparison.matches if m.old == match.old}
    return _passage(olds, match.old, with_new), _passage(news, match.new, with_old)


def _passage(sentences: Sequence[Sentence], at: int, shared: set[int]) -> _Passage:
    near = {k + step for k in shared for step in (-1, 0, 1)} & set(range(len(sentences)))
    return _Passage(sentences[at], [sentences[k] for k in shared], [sentences[k] for k in near])


def _change(old: _Passage, new: _Passage) -> str | None:
    """Numbers, names, hedges and negations that only one has, quoted words that differ; None: none of it."""
    parts = [
        *_difference("number", _numbers(old, new), _numbers(new, old)),
        *_difference("name", _names(old, new), _names(new, old)),
        *_difference("hedge", _only(old, new, words().hedge), _only(new, old, words().hedge)),
        *_difference("negation", _only(old, new, words().negation), _only(new, old, words().negation)),
    ]
    known = " ".join(w for quote in old.sentence.quotes for w in fold(quote))
    if _alters(old.sentence, new.sentence, known):
        parts.append(QUOTED)
    return "; ".join(parts) or None


def _alters(old: Sentence, new: Sentence, known: str) -> bool:
    """Whether a quotation of `new` is one of `old`'s in other words; cut short is not altered."""
    said = [" ".join(spoken) for quote in old.quotes if len(spoken := fold(quote)) >= _WORDED]
    for quote in new.quotes:
        told = fold(quote)
        line = " ".join(told)
        if len(told) < _WORDED or f" {line} " in f" {known} ":
            continue
        if any(fuzz.partial_ratio(line, q) >= _SIMILAR for q in said):
            return True
    return False


def _numbers(passage: _Passage, other: _Passage) -> set[str]:
    there = frozenset().union(*(s.terms for s in other.around))
    return {term for term in passage.sentence.terms - there if term[0].isdigit()}


def _names(passage: _Passage, other: _Passage) -> set[str]:
    """Capitalised words (not the sentence's first) that are nowhere around the other, in any case."""
    there = {word[:_KIN] for s in other.around for word in s.words}
    found = (_POSSESSIVE.sub("", name) for name in _NAME.findall(passage.sentence.text))
    return {name for name in found if name.casefold()[:_KIN] not in there}


def _only(passage: _Passage, other: _Passage, among: frozenset[str]) -> set[str]:
    here = among.intersection(w for s in passage.shared for w in s.words)
    return set(here.difference(*(s.words for s in other.shared)))


def _difference(what: str, dropped: set[str], added: set[str]) -> Iterator[str]:
    if what == "number" and len(dropped) == len(added) == 1:
        yield f"number altered: {min(dropped)} to {min(added)}"
        return
    if dropped:
        yield f"{what} dropped: {', '.join(sorted(dropped)[:_LISTED])}"
    if added:
        yield f"{what} added: {', '.join(sorted(added)[:_LISTED])}"
