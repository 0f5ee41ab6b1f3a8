"""Entries to verdicts: who stands behind each state, and where accounts do not agree.

`weigh` counts independent witnesses, gives each state its standing with the rule, and lists disagreements;
those that only seem to be some are listed too, with the reason why they are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parley.model import Article, Assessment, Claim, Disagreement, Edge, Entry
from parley.weigh.evidence import Evidence, evidence
from parley.weigh.numbers import of_numbers
from parley.weigh.people import of_names, of_offices
from parley.weigh.quotations import of_quotations
from parley.weigh.scopes import of_different_things, of_pledges, of_scope
from parley.weigh.statuses import of_status
from parley.weigh.times import of_time
from parley.weigh.verdicts import verdicts
from parley.weigh.versions import of_versions

__all__ = ["weigh"]


def weigh(
    entries: Sequence[Entry], claims: Sequence[Claim], articles: Sequence[Article], edges: Sequence[Edge]
) -> Assessment:
    """Verdicts for every state of every entry, and disagreements, real ones first; pure, in any order."""
    ordered = sorted(entries, key=lambda e: e.id)
    seen = evidence(claims, articles, edges)
    found = (d for d in _disagreements(ordered, seen) if not _of_one_dossier(d, seen))
    return Assessment(verdicts(ordered, seen), _unique(found))


def _disagreements(entries: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    for entry in entries:
        yield from of_status(entry, seen)
        yield from of_time(entry, seen)
        yield from of_scope(entry, seen)
    yield from of_numbers(entries, seen)
    yield from of_pledges(entries, seen)
    yield from of_different_things(entries, seen)
    yield from of_offices(seen)
    yield from of_names(seen)
    yield from of_quotations(seen)
    yield from of_versions(seen)


def _of_one_dossier(item: Disagreement, seen: Evidence) -> bool:
    """Whether all sides are facts of one dossier: they are one account, which its curator has weighed."""
    told = [seen.claims[side.claim] for side in item.sides if side.claim and side.claim in seen.claims]
    dossiers = {c.curated.dossier if c.curated else None for c in told}
    return len(told) == len(item.sides) and len(dossiers) == 1 and None not in dossiers


def _unique(found: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """Real ones first, then by day and id; ids that are alike are numbered."""
    ordered = sorted(found, key=lambda d: (not d.real, d.since, d.id, d.topic))
    seen: dict[str, int] = {}
    named = []
    for one in ordered:
        seen[one.id] = seen.get(one.id, 0) + 1
        named.append(one if seen[one.id] == 1 else replace(one, id=f"{one.id}-{seen[one.id]}"))
    return tuple(named)
