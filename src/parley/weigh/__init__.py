"""Entries to verdicts: who stands behind each state, and where accounts do not agree.

`weigh` counts independent witnesses, gives each state its standing with the rule, and lists disagreements;
those that only seem to be some are listed too, with the reason why they are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from parley.model import Article, Assessment, Claim, Disagreement, Edge, Entry
from parley.weigh.evidence import Evidence, evidence
from parley.weigh.part import Owned, found
from parley.weigh.verdicts import verdicts

__all__ = ["weigh"]


def weigh(
    entries: Sequence[Entry], claims: Sequence[Claim], articles: Sequence[Article], edges: Sequence[Edge]
) -> Assessment:
    """Verdicts for every state of every entry, and disagreements, real ones first; pure, in any order."""
    ordered = sorted(entries, key=lambda e: e.id)
    seen = evidence(claims, articles, edges)
    told = sorted((d for _, d in owned(ordered, seen)), key=lambda d: (not d.real, d.since, d.id, d.topic))
    return Assessment(verdicts(ordered, seen), tuple(told))


def owned(entries: Sequence[Entry], seen: Evidence, wanted: Collection[str] | None = None) -> Iterator[Owned]:
    """The disagreements of the wanted owners, without those that are only between facts of one dossier."""
    return (pair for pair in found(entries, seen, wanted) if not _of_one_dossier(pair[1], seen))


def _of_one_dossier(item: Disagreement, seen: Evidence) -> bool:
    """Whether all sides are facts of one dossier: they are one account, which its curator has weighed."""
    told = [seen.claims[side.claim] for side in item.sides if side.claim and side.claim in seen.claims]
    dossiers = {c.curated.dossier if c.curated else None for c in told}
    return len(told) == len(item.sides) and len(dossiers) == 1 and None not in dossiers
