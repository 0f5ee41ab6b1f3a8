"""Entries that a list would tell in the same words: the first is told, with how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from parley.model import Verdict
from parley.write.document import Line
from parley.write.lines import Desk

Folded = tuple[Verdict, int]


def folded(desk: Desk, verdicts: Iterable[Verdict], *, fold: bool = True) -> list[Folded]:
    """The verdicts in their order, those that are told alike once, each with how many more of them there are.

    What is alike differs in nothing that its line says: status, days, rate, place, parties, goods, speakers.
    """
    if not fold:
        return [(verdict, 0) for verdict in verdicts]
    found: dict[tuple[object, ...], list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault(_told(desk, verdict), []).append(verdict)
    return [(alike[0], len(alike) - 1) for alike in found.values()]


def ready(desk: Desk, found: Sequence[Folded]) -> list[Folded]:
    """The same, ready to be told."""
    return list(zip(desk.ready([v for v, _ in found]), [more for _, more in found], strict=True))


def counted(line: Line, more: int) -> Line:
    """The line with a word on how many more there are."""
    if not more:
        return line
    return replace(line, tail="; ".join(filter(None, (line.tail, f"{more} more told alike"))))


def by_kind(desk: Desk, found: Sequence[Folded]) -> Iterable[tuple[str, Iterable[Folded]]]:
    """Runs of one kind of entry."""
    return groupby(found, key=lambda one: desk.kind(one[0]))


def _told(desk: Desk, verdict: Verdict) -> tuple[object, ...]:
    entry, state = desk.entry(verdict), verdict.state
    what = (entry.kind, entry.dispute, entry.name, entry.actors, entry.targets, entry.instrument, entry.goods)
    when = tuple(t and (t.start, t.end) for t in (entry.when, state.valid_from, state.until))
    by = frozenset(w.speaker for w in verdict.witnesses)
    return *what, entry.place, *when, state.status, state.rate, state.condition, state.by, by
