"""What an entry is called by those of its claims that were known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from parley.model import Claim, Entry
from parley.resolve.cluster import Cluster
from parley.resolve.entries import draft, entry_of
from parley.resolve.mentions import Mention, mentions
from parley.resolve.voices import Context

OF_A_SIDE = ("measure", "commitment")  # a claim of two actors is told of an entry of each


def called(entries: Iterable[Entry], told: Sequence[Claim], about: Context) -> tuple[Entry, ...]:
    """The entries with the name, place, days, people and goods that their claims give.

    The claims of an entry are those among `told`, as `prepared` makes them; which they are, what states they
    give and how they were joined stays. An entry without a claim there stays as it is.
    """
    by_id = {c.id: c for c in told}
    return tuple(_retold(e, [by_id[c] for c in e.claims if c in by_id], about) for e in entries)


def _retold(entry: Entry, claims: Sequence[Claim], about: Context) -> Entry:
    groups = mentions(claims, about)
    members = [m for m in groups if m.kind == entry.kind and _is_of(m, entry, groups)]
    if not members:
        return entry
    now = entry_of(entry.id, draft(Cluster(members), groups, about), about, entry.states)
    kept = replace(now, dispute=entry.dispute, actors=entry.actors)
    return replace(kept, claims=entry.claims, joins=entry.joins, links=entry.links)


def _is_of(m: Mention, entry: Entry, groups: Mapping[Mention, tuple[Claim, ...]]) -> bool:
    """Whether it is this entry's side of claims that are told of two."""
    return entry.kind not in OF_A_SIDE or m.actors == frozenset(entry.actors) or len(groups) == 1
