"""Independent witnesses: one for each first speaker in each family of articles, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parley.lexicon import lexicon
from parley.model import Claim, Witness
from parley.weigh.evidence import Evidence


def witnesses(claims: Iterable[Claim], seen: Evidence, among: Iterable[Claim] = ()) -> tuple[Witness, ...]:
    """Claims grouped by first speaker and by first reporter, in a fixed order.

    `among` are other claims on the same thing, in which an outlet that is cited may have its own article.
    """
    told = list(claims)
    holders = _holders((*told, *among), seen)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in told:
        groups.setdefault((claim.speaker or "", _reporter(claim, holders, seen)), []).append(claim)
    return tuple(
        _witness(speaker, origin, group, seen) for (speaker, origin), group in sorted(groups.items())
    )


def independent(against: Iterable[Claim], told: Iterable[Claim], seen: Evidence) -> list[Claim]:
    """Those of the claims `against` that do not cite a reporter of `told`.

    Who cites an agency has it from there: where the two differ, the one that cites is in error.
    """
    other, mine = list(against), list(told)
    holders = _holders((*mine, *other), seen)
    reporters_for = {_reporter(claim, holders, seen) for claim in mine}
    return [
        c for c in other if not _cited(c, holders, seen) or _reporter(c, holders, seen) not in reporters_for
    ]


def citing(claims: Iterable[Claim], seen: Evidence) -> bool:
    """Whether any of the claims, or an article of theirs, cites an outlet or an agency."""
    for claim in claims:
        if claim.attribution:
            return True
        article = seen.articles.get(claim.article)
        if article and article.agencies:
            return True
    return False


def speakers(found: Iterable[Witness]) -> int:
    """Number of independent first speakers; reporters' own words count once for each reporter."""
    return len({w.speaker or f"reporter {w.reporter}" for w in found})


def reporters(found: Iterable[Witness]) -> int:
    """Number of independent reporters."""
    return len({w.reporter for w in found})


def _reporter(claim: Claim, holders: Mapping[str, str], seen: Evidence) -> str:
    """The origin of the article that first reported the claim, as far as the chain of outlets leads.

    Copies and rewrites go with their origin. What cites an outlet goes with that outlet's own article on the
    same thing, where one is held; else all who cite it share its name.
    """
    for name in _cited(claim, holders, seen):
        return holders.get(name, name)
    return seen.family(claim)


def _cited(claim: Claim, holders: Mapping[str, str], seen: Evidence) -> tuple[str, ...]:
    """The outlets that the article has the claim from, the first of the chain first, then its agencies.

    An outlet is one that the lexicon knows, or that has an article on the same thing.
    """
    article = seen.articles.get(claim.article)
    own = {claim.speaker, article.outlet if article else None}
    chain = (name for name in claim.attribution if name in lexicon().outlets or name in holders)
    return tuple(name for name in (*chain, *(article.agencies if article else ())) if name not in own)


def _holders(claims: Iterable[Claim], seen: Evidence) -> Mapping[str, str]:
    """For each outlet with an article among those of the claims, the origin of the first such article.

    Nothing where none of the claims cites anybody: then nobody asks.
    """
    told = tuple(claims)
    if not citing(told, seen):
        return {}
    found: dict[str, str] = {}
    for claim in sorted(told, key=lambda c: c.id):
        article = seen.articles.get(claim.article)
        if article and article.outlet:
            found.setdefault(article.outlet, seen.family(claim))
    return found


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
