"""A measure that two parties take against one another is one measure of each."""

from __future__ import annotations

from dataclasses import replace

from parley.model import Claim
from parley.resolve.who import WORLD, parties_of


def sides(claim: Claim) -> tuple[Claim, ...]:
    """What a claim tells of each actor, under the claim's own id; the claim itself where it tells of one.

    "Port fees on each other's ships" are fees of two parties, which one of them may lift.
    """
    parties = parties_of(claim.actors)
    mutual = claim.kind == "measure" and len(claim.actors) == len(parties) == 2 and WORLD not in parties
    if not mutual or claim.curated or not set(claim.targets) <= parties:
        return (claim,)
    one, other = sorted(parties)
    return (
        replace(claim, actors=(one,), targets=(other,)),
        replace(claim, actors=(other,), targets=(one,)),
    )
