"""Acts that are not done yet: what is to be done to a measure, or may be."""

from __future__ import annotations

from collections.abc import Iterable

from parley.model import Claim
from parley.write.phrases import table


def coming_step(name: str, claims: Iterable[Claim]) -> str | None:
    """`The US is to lower tariffs`: an act that is only announced or considered, where all tell of one."""
    deeds = {_step(claim) for claim in claims}
    acts = table("to_come" if name == "announced" else "may_come")
    if len(deeds) > 1 and {"delayed", "lifted"} & deeds:  # what else is told of it was to be on the old day
        deeds = {"delayed"} if "delayed" in deeds else {"called off"}
    return next((str(acts[deed]) for deed in deeds if deed in acts and len(deeds) == 1), None)


def _step(claim: Claim) -> str:
    """What is done to a measure; of what is only considered, what would be: its rule has the verb."""
    if claim.action != "considered":
        return claim.action or ""
    verb = claim.rule.rpartition(" ")[2]
    return next((deed for deed, verbs in table("weighed").items() if verb in verbs), "considered")
