"""Claims to ledger entries: which round, agreement, measure a claim is about, and what was the case when.

`resolve` joins claims across articles by a declared table of weighted reasons (tables.toml) and computes the
states of each entry on both time axes. `at` asks the entries for one day, as known on one day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parley.model import Article, Claim, Edge, Entry, State
from parley.resolve.blocks import blocks
from parley.resolve.entries import accusations, entries
from parley.resolve.links import linked
from parley.resolve.part import prepared
from parley.resolve.retold import called

__all__ = ["at", "resolve", "retold"]


def resolve(claims: Sequence[Claim], articles: Sequence[Article], edges: Sequence[Edge]) -> tuple[Entry, ...]:
    """Entries of all claims, sorted by id; pure, and independent of the order of its arguments."""
    told, about = prepared(claims, articles, edges)
    made = entries((d for block in blocks(told, about) for d in block.drafts), about)
    found = linked([*made, *accusations(told, {e.dispute for e in made}, about)], {c.id: c for c in told})
    return tuple(sorted(found, key=lambda e: e.id))


def at(entries: Sequence[Entry], as_of: str, known: str | None = None) -> Mapping[str, State | None]:
    """For each entry id its state on the ISO day `as_of`, as known on the ISO day `known` (None: today)."""
    return {e.id: next((s for s in e.states if s.believed(known) and s.holds(as_of)), None) for e in entries}


def retold(
    entries: Sequence[Entry], claims: Sequence[Claim], articles: Sequence[Article], edges: Sequence[Edge]
) -> tuple[Entry, ...]:
    """The entries called by what these claims give: no place, day or person that none of them names."""
    told, about = prepared(claims, articles, edges)
    return called(entries, told, about)
