"""Estimated rates: "economists put the average tariff at 17%", "models put the change at 21% to 15%".

What somebody counts is a figure. No party charges it, so it is no measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from parley.model import Value
from parley.read import Reading
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions

BACK = 2  # units back in which the average may have been named
GOODS = "average tariff rate"


def is_estimate(unit: Unit, verb: Token) -> bool:
    """ "economists put the rate at 15%": counted, and not charged."""
    table = actions().unreal
    if verb.lemma.lower() not in table["estimating"]:
        return False
    makers = [t for k in unit.tree.children(verb, *SUBJECTS) for t in unit.tree.conjuncts(k)]
    return any(t.lemma.lower() in table["estimators"] for t in makers)


def find_estimates(reading: Reading) -> Iterator[Draft]:
    """The estimates of tariff rates of an article, in text order."""
    for unit in slots.units(reading):
        if unit.lemmas.isdisjoint(actions().unreal["estimating"]):
            continue
        for verb in unit.tree:
            thing = unit.tree.child(verb, "dobj") if is_estimate(unit, verb) else None
            rates = _rates(reading, unit, verb)
            if thing is not None and rates and _is_average(reading, unit, thing):
                parties = slots.parties_in(reading, unit, unit.tree.subtree(thing))
                yield Draft(
                    kind="figure",
                    unit=unit.index,
                    trigger=verb.i,
                    rule=f"figure: estimate {verb.lemma.lower()}",
                    actors=parties[:1],
                    targets=parties[1:2],
                    action="published",
                    goods=(GOODS,),
                    values=rates,
                )


def _rates(reading: Reading, unit: Unit, verb: Token) -> tuple[Value, ...]:
    """The rates behind "at": of "at 21% to 15%" the new one first."""
    behind = [t for t in unit.tree.subtree(verb) if t.i > verb.i]
    told = [q for q in reading.doc.quantities_in(unit, tuple(behind)) if q.unit == "percent"]
    if len(told) == 2 and unit.tree[unit.tokens(told[1].start, told[1].end)[0].i - 1].text == "to":
        old, new = told
        return (Value(new.number, "percent"), Value(old.number, "percent", "from"))
    return tuple(Value(q.number, q.unit, q.note) for q in told[:1])


def _is_average(reading: Reading, unit: Unit, thing: Token) -> bool:
    """An average or effective rate of duty; "the change", "the figure" near one that is named."""
    table = actions().unreal
    left = {t.lemma.lower() for t in unit.tree.subtree(thing)}
    near = reading.doc.units[max(0, unit.index - BACK) : unit.index]
    around = [u for u in near if not u.lemmas.isdisjoint(table["averages"])]
    duties = set(table["rated"])
    if left & set(table["averages"]):
        return bool(left & duties) or any(not u.lemmas.isdisjoint(duties) for u in near)
    known = any(not u.lemmas.isdisjoint(duties) for u in around)
    return known and thing.lemma.lower() in table["pointing"]
