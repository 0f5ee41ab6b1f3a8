"""Independent witnesses: one for each first speaker in each family of articles, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from parley.model import Claim, Witness
from parley.weigh.evidence import Evidence


def witnesses(claims: Iterable[Claim], seen: Evidence) -> tuple[Witness, ...]:
    """Claims grouped by first speaker and by the origin of their article, in a fixed order.

    Copies and rewrites go with their origin. An outlet that cites another whose own article is held, and
    says the same, goes with that one: it is no second reporter.
    """
    told = list(claims)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in told:
        groups.setdefault((claim.speaker or "", reporter(claim, told, seen)), []).append(claim)
    return tuple(
        _witness(speaker, origin, group, seen) for (speaker, origin), group in sorted(groups.items())
    )


def reporter(claim: Claim, told: Iterable[Claim], seen: Evidence) -> str:
    """The origin of the article in which the claim was first reported, among those held."""
    cited = set(claim.attribution[:-1]) - {claim.speaker}
    for other in sorted(told, key=lambda c: c.id):
        article = seen.articles.get(other.article)
        names = {article.outlet, *article.agencies} if article else set()
        if seen.family(other) != seen.family(claim) and names & cited:
            return seen.family(other)
    return seen.family(claim)


def speakers(found: Iterable[Witness]) -> int:
    """Number of independent first speakers; reporters' own words count once for each reporter."""
    return len({w.speaker or f"reporter {w.reporter}" for w in found})


def reporters(found: Iterable[Witness]) -> int:
    """Number of independent reporters."""
    return len({w.reporter for w in found})


def _witness(speaker: str, origin: str, group: list[Claim], seen: Evidence) -> Witness:
    outlets = {_outlet(claim, seen) for claim in group}
    return Witness(
        speaker=speaker or None,
        reporter=origin,
        outlets=tuple(sorted(name for name in outlets if name)),
        claims=tuple(sorted(claim.id for claim in group)),
        party=seen.about.party(speaker or None, {c.article for c in group}),
    )


def _outlet(claim: Claim, seen: Evidence) -> str | None:
    article = seen.articles.get(claim.article)
    return article.outlet if article and article.outlet else None
