"""Deadlines: a pause, truce, delay or ultimatum ends on a date."""

from __future__ import annotations

from collections.abc import Iterator

from parley.model import When
from parley.read import Reading
from parley.read.times import TimeMention
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions


def find_deadlines(reading: Reading) -> Iterator[Draft]:
    """A deadline for each time up to which something lasts, in text order."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        words = {t.lemma.lower() for t in unit.tree}
        if not words & set(actions().deadline["words"]):
            continue
        seen: set[str] = set()
        for time in reading.doc.times:
            if (
                in_unit(unit, time)
                and time.when is not None
                and is_end(reading, time)
                and time.when.start not in seen
            ):
                seen.add(time.when.start)
                yield draft(reading, unit, time, time.when)


def in_unit(unit: Unit, time: TimeMention) -> bool:
    """Does the time stand in the unit's own words?"""
    return bool(unit.tokens(time.start, time.end))


def is_end(reading: Reading, time: TimeMention) -> bool:
    """An end: "until", "through", "by" a date that lies ahead, or a date beside "deadline" or "expire"."""
    if time.type == "duration" or time.when is None:
        return False
    day = reading.doc.day
    if day is not None and (time.when.end or time.when.start) <= day:
        return False
    around = reading.doc.text[max(0, time.start - 40) : time.end + 20].lower()
    return time.relation in ("until", "by", "before", "through") or "deadline" in around or "expir" in around


def draft(reading: Reading, unit: Unit, time: TimeMention, when: When) -> Draft:
    """The claim's slots; what ends is told by the words around."""
    token = unit.tokens(time.start, time.end)[0]
    lemmas = {t.lemma.lower() for t in unit.tree}
    inside = [q for q in reading.doc.quantities_in(unit, tuple(unit.tree)) if q.unit in ("days", "percent")]
    return Draft(
        kind="deadline",
        unit=unit.index,
        trigger=token.i,
        rule=f"deadline: {time.relation}",
        actors=slots.parties_in(reading, unit, unit.tree)[:2] or reading.doc.pair,
        instrument="tariff" if lemmas & {"tariff", "duty", "levy", "truce"} else None,
        values=slots.values_of(inside),
        date=when,
        certainty="planned",
    )
