"""Days of meetings that other words of the sentence tell: of the clause over them, of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from parley.model import When
from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.events import Event
from parley.record.journeys import lower
from parley.record.occasions import lies_ahead
from parley.record.rounds import when

COUNTED = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
LENGTHS = {"day": 1, "week": 7}


def day_above(reading: Reading, unit: Unit, event: Event) -> When | None:
    """ "spoke on Friday, hours before they met", "as they met": the day of the clause that governs."""
    above = unit.tree.head(event.act)
    later = days_later(unit, event.act) if event.act.dep == "advcl" else None
    if event.act.dep != "advcl" or above is None or not (later or is_same_day(unit, event.act)):
        return None
    own = {t.i for t in unit.tree.subtree(event.act)}
    around = [t for t in unit.tree.subtree(above) if t.i not in own]
    found = when(reading, unit, event, around, "held")
    if found is None or found.precision != "day" or later is None:
        return found if found is not None and found.precision == "day" else None
    moved = (date.fromisoformat(found.start[:10]) + timedelta(days=later)).isoformat()
    return When(moved, moved, "day")


def days_later(unit: Unit, act: Token) -> int | None:
    """ "came on Friday, four days before they meet": 4; negative for "after"."""
    mark = next((k for k in unit.tree.children(act, "mark") if lower(k) in ("before", "after")), None)
    length = unit.tree[mark.i - 1] if mark is not None and mark.i > 1 else None
    if mark is None or length is None or lower(length) not in LENGTHS:
        return None
    word = unit.tree[length.i - 1].text.lower()
    count = int(word) if word.isdigit() else COUNTED.get(word, 0)
    return count * LENGTHS[lower(length)] * (1 if lower(mark) == "before" else -1) or None


def day_of_invitation(reading: Reading, unit: Unit, event: Event, tokens: Sequence[Token]) -> When | None:
    """ "on Monday invited her to meet in May": the day that is told behind the verb, and lies ahead."""
    verb = next((t for t in (event.act, *unit.tree.ancestors(event.act)) if lower(t) == "invite"), event.act)
    day = when(reading, unit, event, [t for t in tokens if t.i > verb.i], "planned")
    return day if lies_ahead(reading, day) else None


def day_said(reading: Reading, unit: Unit) -> When | None:
    """The one day of the past that the sentence tells: "said on Friday that he was ending the talks"."""
    days = [t.when for t in reading.doc.times_touching(unit) if t.when and t.relation in (None, "on")]
    exact = [w for w in days if w.precision in ("day", "week") and w.start[:10] <= (reading.doc.day or "")]
    return exact[0] if len(exact) == 1 else None


def is_same_day(unit: Unit, act: Token) -> bool:
    """Is the clause joined by "as", "when", "hours before"?"""
    marks = [k.text.lower() for k in unit.tree.children(act, "mark", "advmod")]
    if act.tag == "VBG" and not unit.tree.children(act, "mark", "aux", "nsubj"):
        return True  # "announced it on Friday, speaking by phone"
    hours = any(lower(t) in ("hour", "minute") for t in unit.tree.tokens[max(0, act.i - 12) : act.i])
    return any(m in ("as", "when", "while") for m in marks) or (
        hours and bool({"before", "after"} & set(marks))
    )
