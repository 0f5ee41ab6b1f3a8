"""A page of the state of play, now or as known on a day: however much is held, only that page is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.known import cut_by, state_known_by, weighed_then
from parley.model import Assessment, Entry
from parley.near import Near
from parley.store.parts import Part
from parley.store.stands import Asked
from parley.write.outdated import of_all

Found = tuple[tuple[Entry, ...], Assessment, int]
"""Entries by id, what was found about them, and how many states there are on all pages."""


def now(held: Part, asked: Asked) -> Found:
    """What is believed; most entries come without other states and links, only rounds with their claims."""
    bare, verdicts, total = held.standing(asked)
    claims = held.claims_in({e.id for e in bare if e.kind == "round"})
    told = {e.id: replace(e, claims=claims[e.id]) if e.id in claims else e for e in bare}
    entries = told | {e.id: e for e in _beside(bare, held)}
    items = held.disagreements_of({e.id for e in bare})
    return tuple(entries[key] for key in sorted(entries)), Assessment(verdicts, items), total


def then(held: Part, asked: Asked, near: Near) -> Found:
    """What was believed on a day, weighed as it was known then: anew only where something came since."""
    day, found = (asked.known or "")[:10], held.listed(asked)
    whole = {e.id: e for e in held.ordered(*held.entries({entry for entry, _ in found.places}))}
    stands = {entry: whole[entry].states[position] for entry, position in found.places}
    bare = [replace(whole[i], states=(s,), claims=(), joins=(), links=()) for i, s in stands.items()]
    others = held.ordered(*(e for e in _beside(bare, held) if e.id not in whole))
    every = whole | {e.id: e for e in others}
    days = held.days_of({claim for e in every.values() for claim in e.claims})
    cut = {e.id: e for e in cut_by(tuple(every.values()), days, day)}
    told, called = weighed_then(
        [cut[i] for i in stands],
        [cut[e.id] for e in others if e.id in cut],
        every,
        lambda ids: held.verdicts_at([place for place in found.places if place[0] in ids]),
        lambda entries: near.inputs(entries, held),
        day,
    )
    seen = {(i, state_known_by(s, day)) for i, s in stands.items()}
    verdicts = tuple(v for v in told if (v.entry, v.state) in seen)
    return called, Assessment(verdicts, held.disagreements_of(stands.keys())), found.total


def _beside(page: Sequence[Entry], held: Part) -> tuple[Entry, ...]:
    """Whole entries: deals that accusations of a breach name, truces for what lapsed.

    And the other tariffs of a dispute, where a level of all of them together may have been overtaken.
    """
    disputes = held.entries({e.id for e in page if e.kind == "dispute"})
    lapsed = {e.dispute for e in page if e.kind == "measure" and e.states[0].status == "lapsed"}
    deals = {link.target for e in disputes for link in e.links} | held.of_kind("agreement", lapsed)
    levels = {e.dispute for e in page if of_all(e) and e.states[0].rate is not None}
    parts = {key for key in held.of_kind("measure", levels) if "-tariff-" in key}
    parts -= {e.id for e in page}
    return (*disputes, *held.entries(deals), *filter(of_all, held.entries(parts)))
