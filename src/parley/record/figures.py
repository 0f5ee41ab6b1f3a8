"""Figures: measured numbers of trade, prices, markets and shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.model import Value
from parley.read import Reading
from parley.read.quantities import Quantity
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions

UNITS = ("percent", "percent_points", "index_points", "ratio", "times", "tonnes", "barrels", "basis_points")


def find_figures(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """Numbers of the units whose words tell of markets or statistics, and that no measure has taken."""
    taken = {(d.unit, v.number, v.unit) for d in others for v in d.values}
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        found = [
            q
            for q in reading.doc.quantities_in(unit, tuple(unit.tree))
            if (unit.index, q.number, q.unit) not in taken
        ]
        for group in subjects(unit, found):
            draft = figure(reading, unit, group)
            if draft is not None:
                yield draft


def subjects(unit: Unit, quantities: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """Quantities grouped by the verb or noun that they hang on."""
    groups: dict[int, list[Quantity]] = {}
    for q in quantities:
        tokens = unit.tokens(q.start, q.end)
        head = anchor(unit, tokens[0]) if tokens else None
        if head is not None:
            groups.setdefault(head.i, []).append(q)
    yield from groups.values()


def anchor(unit: Unit, token: Token) -> Token | None:
    """The nearest word above a number that tells of a level or a change."""
    table = actions().figure
    for above in unit.tree.ancestors(token):
        lemma = above.lemma.lower()
        if lemma in table["verbs_up"] or lemma in table["verbs_down"] or lemma in table["verbs"]:
            return above
        if above.pos == "NOUN" and lemma in table["nouns"]:
            return above
    return None


def figure(reading: Reading, unit: Unit, group: list[Quantity]) -> Draft | None:
    """The claim of one group, None where its words tell of no statistic."""
    tokens = unit.tokens(group[0].start, group[0].end)
    head = anchor(unit, tokens[0])
    if head is None:
        return None
    table = actions().figure
    below = unit.tree.subtree(head)
    named = {t.lemma.lower() for t in below}
    indices = [m for m in reading.doc.mentions_in(unit, below) if m.kind in ("index", "company")]
    money = any(q.unit not in (*UNITS, "count", "days", "weeks", "months", "years", "hours") for q in group)
    if not (named & set(table["nouns"]) or indices) or not (money or any(q.unit in UNITS for q in group)):
        return None
    down = head.lemma.lower() in table["verbs_down"] or any(w in table["verbs_down"] for w in named)
    values = slots.values_of(group)
    parties = slots.parties_in(reading, unit, below)
    return Draft(
        kind="figure",
        unit=unit.index,
        trigger=head.i,
        rule=f"figure: {head.lemma.lower()}",
        actors=parties[:1] or tuple(m.party for m in indices if m.party)[:1],
        targets=parties[1:2],
        action="published",
        goods=tuple(m.name for m in indices)[:1] or slots.goods_of(reading, unit, below),
        values=tuple(signed(v, down) for v in values),
        date=slots.date_of(reading.doc.times_in(unit, below)),
    )


def signed(value: Value, down: bool) -> Value:
    """Falls are negative; levels in points or money keep their sign."""
    return replace(value, number=-value.number) if down and value.unit == "percent" else value
