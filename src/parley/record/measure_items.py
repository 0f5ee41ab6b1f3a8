"""Measures in the items of a list, which go on about what was told before it ("Laos: 40%")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parley.read import Reading
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.implied import is_listed
from parley.record.measure_slots import rates
from parley.record.unreal import BACKGROUND


def is_fragment(unit: Unit) -> bool:
    """An item of a list: words without a finite verb."""
    return not [t for t in unit.tree.tokens if t.tag in ("VBD", "VBZ", "VBP", "MD")]


def list_items(reading: Reading, unit: Unit, new: list[Draft], before: list[Draft]) -> list[Draft]:
    """The rates in an item of a list are of the measure told before it: the same act, actor and day."""
    if not new and is_listed(reading, unit):
        new = list(item_drafts(reading, unit))
    return [carried(d, before) if any(f": {how} " in d.rule for how in BACKGROUND) else d for d in new]


def item_drafts(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """A measure for each rate of an item that only names a party and a rate ("Laos: 40%")."""
    tokens = unit.tree.tokens
    for group in rates(reading.doc.quantities_in(unit, tokens)):
        if any(q.unit == "percent" for q in group):
            yield Draft(
                kind="measure",
                unit=unit.index,
                trigger=0,
                rule="measure: rate item",
                targets=slots.parties_in(reading, unit, tokens),
                instrument="tariff",
                action="imposed",
                goods=slots.goods_of(reading, unit, tokens),
                values=slots.values_of(group),
            )


def carried(draft: Draft, before: list[Draft]) -> Draft:
    """The draft with action, actors and date of the last one of its instrument."""
    last = next((d for d in reversed(before) if d.instrument == draft.instrument), None)
    if last is None or last.action in ("lifted", "suspended", "delayed"):
        return draft
    date = draft.date or last.date
    return replace(draft, action=last.action, actors=draft.actors or last.actors, date=date)
