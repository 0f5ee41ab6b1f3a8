"""Decide whether one article comes from another, in which of six ways, and put the evidence together."""

from __future__ import annotations

from rapidfuzz import fuzz

from parley.derive.align import taken_over
from parley.derive.changes import altered_quotes, pairs
from parley.derive.comparison import Comparison
from parley.derive.direction import credited, direct, same_address, same_publisher
from parley.derive.sketch import Sketch
from parley.model import Edge, EdgeKind, SentencePair

_COPY = 0.5
"""Least share of one article, in its reporter's words, that must stand in the other for a copy."""
_COPY_WORDS = 20
_MOSTLY = 0.8
_RETOLD = 0.5
_CHAIN = 4
_ORDER = 0.75


def relate(one: Sketch, other: Sketch) -> Edge | None:
    """The edge between two articles, or None; the same whichever is named first."""
    first, second = sorted((one, other), key=lambda s: s.id)
    if first.digest == second.digest:
        return _same(first, second)
    if min(len(first.sentences), len(second.sentences)) < _CHAIN and not _copied(first, second):
        return None  # a report of so few sentences is nobody's rewrite
    comparison = Comparison(first, second)
    if not (is_copy(comparison) or is_rewrite(comparison)):
        return None
    comparison, direction = direct(comparison)
    return Edge(
        kind=_kind(comparison),
        old=comparison.a.id,
        new=comparison.b.id,
        score=round(comparison.explained.b, 3),
        reasons=(*_likeness(comparison), *direction),
        pairs=pairs(comparison),
        adds=comparison.only_b,
        drops=comparison.only_a,
        altered_quotes=altered_quotes(comparison),
    )


def _same(first: Sketch, second: Sketch) -> Edge:
    """The edge between two articles of the same words: nothing to align, only the direction to find.

    It is a reprint where the headline is another, or where another outlet credits an agency for the text.
    """
    comparison, direction = direct(Comparison(first, second, ()))
    a, b = comparison.a, comparison.b
    renamed = bool(a.title and b.title and a.title != b.title)
    carries = bool(b.article.agencies) and bool(a.article.outlet and b.article.outlet)
    elsewhere = carries and not same_publisher(a.article, b.article)
    kind: EdgeKind = "reprint" if renamed or elsewhere else "exact"
    # Marks and breaks may differ where words do not, so that the sentences of the two are not as many.
    spans = zip(a.spans, b.spans, strict=True) if len(a.spans) == len(b.spans) else ()
    reasons = ("same words", *(("headline differs",) if renamed else ()), *direction)
    return Edge(kind, a.id, b.id, 1.0, reasons, tuple(SentencePair(old, new) for old, new in spans))


def _copied(first: Sketch, second: Sketch) -> bool:
    """Whether one is a copy of the other, without looking for what is told in other words."""
    return is_copy(Comparison(first, second, taken_over(first.sentences, second.sentences)))


def is_copy(comparison: Comparison) -> bool:
    """Whether one article holds half of the other in the same words, quotations not counted in full."""
    shared = sum(len(comparison.a.sentences[m.old].words) for m in comparison.matches if m.copied)
    return comparison.copied.most >= _COPY and shared >= _COPY_WORDS


def is_rewrite(comparison: Comparison) -> bool:
    """Whether one article tells half of what the other's reporter wrote, in the same order.

    Two reports of one briefing share names, numbers and quotations, and even facts; what they do not share
    is the row of sentences between the quotations.
    """
    return comparison.retold.most >= _RETOLD and comparison.chain >= _CHAIN and comparison.order >= _ORDER


def _kind(comparison: Comparison) -> EdgeKind:
    """The kind of edge between an older `a` and a newer `b`."""
    a, b = comparison.a.article, comparison.b.article
    if not is_copy(comparison):
        return "rewrite"
    if comparison.b.corrects and not comparison.a.corrects:
        return "correction"
    if same_address(comparison) or (same_publisher(a, b) and not b.incomplete):
        return "version"
    if min(comparison.copied.a, comparison.copied.b) >= _MOSTLY:
        return "reprint"
    if comparison.copied.b >= _MOSTLY:
        return "excerpt"
    if credited(comparison):
        return "reprint"  # of an earlier or later version of the agency's text
    elsewhere = bool(a.outlet and b.outlet)
    return "rewrite" if elsewhere and comparison.copied.a < _MOSTLY else "version"


def _likeness(comparison: Comparison) -> list[str]:
    """The reasons why the two belong together, before those of the direction."""
    copied = sum(m.copied for m in comparison.matches)
    told = len({m.new for m in comparison.matches})
    reasons = [f"{told} of {len(comparison.b.sentences)} sentences have a source, {copied} in its words"]
    if comparison.order >= _ORDER and comparison.chain >= _CHAIN:
        reasons.append(f"{comparison.chain} pairs in the same order")
    if comparison.headings:
        reasons.append(f"subheads inherited: {'; '.join(comparison.headings)}")
    if comparison.a.title and comparison.b.title and fuzz.ratio(comparison.a.title, comparison.b.title) < 90:
        reasons.append("headline differs")
    return reasons
