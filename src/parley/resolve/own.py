"""What a claim says of its own thing, apart from what its sentence says of another.

A sentence tells of two deals, or of a meeting and its outcome, and a reader gives the day of one to the
other. Where the words themselves show it, the loan is taken back before claims are joined; ids, words and
spans stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from parley.model import Claim, Edge, Span, When
from parley.resolve.days import interval, ordinal
from parley.resolve.tables import span, table

Beside = Mapping[tuple[Span, ...], Sequence[Claim]]


def owned(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, each with its own time and place only; in the order given, impossible ones left out.

    Facts of a dossier stay as they are.
    """
    meetings: dict[tuple[Span, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        if claim.kind == "meeting" and claim.place and claim.action in ("held", "ongoing"):
            meetings.setdefault(claim.support, []).append(claim)
    return tuple(c if c.curated else _own(c, meetings) for c in claims if c.curated or not _impossible(c))


def withdrawn(claims: Sequence[Claim], edges: Sequence[Edge]) -> frozenset[str]:
    """Ids of claims on words that the outlet corrected on the day on which they were published."""
    days = {c.article: (c.known or "")[:10] for c in claims}
    spans = [
        (edge.old, pair.old)
        for edge in edges
        if edge.kind == "correction" and days.get(edge.old) == days.get(edge.new)
        for pair in edge.pairs
        if pair.change
    ]
    return frozenset(
        c.id for c in claims for old, s in spans if c.article == old and all(_within(x, s) for x in c.support)
    )


def _within(inner: Span, outer: Span) -> bool:
    return inner.page == outer.page and outer.start <= inner.start and inner.end <= outer.end


def _own(claim: Claim, meetings: Beside) -> Claim:
    if claim.kind == "meeting":
        return _met(claim)
    if claim.kind == "measure":
        return _to_come(_put_off(claim))
    if claim.kind != "agreement":
        return claim
    return _placed(_prolonged(_ending(_lent(claim))), meetings)


def _met(claim: Claim) -> Claim:
    """A call has no place; a plan told without any day is not for the day on which it is told."""
    if claim.instrument in table()["families"]["phone"]:
        claim = replace(claim, place=None)
    same = claim.date is not None and claim.known is not None and claim.date.start[:10] == claim.known[:10]
    if claim.action == "planned" and same and not _DAY.search(claim.words):
        return replace(claim, date=None)
    return claim


def _put_off(claim: Claim) -> Claim:
    """Who prolongs a suspension suspends for longer: the measure itself is not extended."""
    about = claim.subject or claim.words
    if claim.action == "extended" and _words("suspensions").search(about):
        return replace(claim, action="suspended")
    return claim


def _to_come(claim: Claim) -> Claim:
    """The day of these last days on which a plan was told is that of the report, not that of the act."""
    if claim.certainty != "planned" or claim.date is None or claim.known is None or _ahead(claim):
        return claim
    told = ordinal(claim.known) - _last(claim.date) <= span("conclusion_gap")
    return replace(claim, date=None) if told and interval(claim.date).width == 1 else claim


_DAY = re.compile(r"\d|day\b|\b(?:tonight|morning|afternoon|evening|now)\b", re.IGNORECASE)


def _impossible(claim: Claim) -> bool:
    """Planned for a day that was over when it was told: the day, or the plan, is of something else."""
    if claim.kind == "commitment":
        return bool(claim.actors) and set(claim.actors) == set(claim.targets)
    past = claim.date is not None and claim.known is not None and _last(claim.date) < ordinal(claim.known)
    return claim.kind == "meeting" and claim.action == "planned" and past


def _last(when: When) -> int:
    return interval(when).last


def _lent(claim: Claim) -> Claim:
    """A deal that is to carry out another does not have the other's place and day."""
    cue = _words("implements").search(claim.words)
    if cue is None or not claim.place or claim.place not in claim.words[cue.end() :]:
        return claim
    about = claim.words.find(claim.subject) if claim.subject else 0
    if claim.place in claim.words[: cue.start()] or about > cue.start():
        return claim
    return replace(claim, place=None, date=None)


def _ending(claim: Claim) -> Claim:
    """`Runs out on ... unless it is extended` tells that a deal holds, and until when."""
    if claim.action != "expired":
        return claim
    ahead = _ahead(claim)
    spared = _words("unless").search(claim.words) is not None
    if not ahead and not spared:
        return claim
    end = claim.date.start[:10] if ahead and claim.date else claim.expires
    return replace(claim, action="implemented", certainty="reported", date=None, condition=None, expires=end)


def _ahead(claim: Claim) -> bool:
    return claim.date is not None and claim.known is not None and claim.date.start[:10] > claim.known[:10]


def _prolonged(claim: Claim) -> Claim:
    """Extended to a day ahead: its new end; an extension that is only talked of is a proposal."""
    if claim.action != "extended":
        return claim
    if not _words("extended").search(claim.words):
        return replace(claim, action="proposed")
    if _ahead(claim) and claim.date and claim.date.end:
        sharp = claim.date.start[:10] == claim.date.end[:10]
        return replace(claim, date=None, expires=claim.date.start[:10] if sharp else claim.expires)
    return claim


def _placed(claim: Claim, meetings: Beside) -> Claim:
    """News of a deal without a place has that of the talks of the last days told in the same words."""
    if claim.place or not claim.known or claim.action not in table()["deals"]["concluding"]:
        return claim
    known = ordinal(claim.known)
    if claim.date is not None and known - _last(claim.date) > span("conclusion_gap"):
        return claim
    near = [
        m
        for m in meetings.get(claim.support, ())
        if m.date and set(m.actors) == set(claim.actors)
        if 0 <= known - _last(m.date) <= span("conclusion_gap")
    ]
    return replace(claim, place=near[0].place) if near else claim


@cache
def _words(name: str) -> re.Pattern[str]:
    words = "|".join(str(word) for word in table()["deals"][name])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
