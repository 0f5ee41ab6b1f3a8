"""What a sentence leaves out of a meeting, told by the meetings shortly before it: who met, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from parley.read.units import Unit
from parley.record.draft import Draft
from parley.record.words import actions

Row = tuple[Draft, bool, int]  # a meeting, whether it is told, how many sides its words name
BACK = 2  # units back in which those who meet, or how, may have been told


def pointed(rows: Iterable[tuple[Unit, list[Row]]]) -> list[tuple[Unit, list[tuple[Draft, bool]]]]:
    """The meetings that name nobody ("a follow-up meeting in Lima") between those who met shortly before."""
    found: list[tuple[Unit, list[tuple[Draft, bool]]]] = []
    last: tuple[int, tuple[str, ...]] | None = None
    for unit, drafts in rows:
        kept = []
        for draft, told, sides in drafts:
            if sides == 0 and last is not None and unit.index - last[0] <= BACK:
                draft = replace(draft, actors=last[1])
            last = (unit.index, draft.actors) if sides > 1 else last
            kept.append((draft, told))
        found.append((unit, kept))
    return found


def spoken(rows: Iterable[tuple[Unit, list[Row]]]) -> Iterator[tuple[Unit, list[Row]]]:
    """A conversation that tells no way was on the phone where those told shortly before spoke so."""
    last: tuple[int, str] | None = None
    for unit, drafts in rows:
        kept: list[Row] = []
        for draft, told, sides in drafts:
            vague = draft.rule.split()[-1] in actions().meeting["spoken"]
            if vague and draft.instrument == "in_person" and last and unit.index - last[0] <= BACK:
                draft = replace(draft, instrument=last[1])
            last = (unit.index, draft.instrument or "in_person") if told else last
            kept.append((draft, told, sides))
        yield unit, kept
