"""Accounts that differ in a number: real where rounding does not explain the two values of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from parley.model import Claim, Disagreement, Entry
from parley.resolve.days import interval
from parley.resolve.programme import programme_of
from parley.weigh.evidence import Evidence, key, side, since

AVERAGE = "average"
_NOTE_AVERAGE = "an average depends on which goods and duties are counted"
_NOTE_SUM = "the higher rate counts another measure in"
ESTIMATED = "average tariff rate"  # the good of a figure that somebody counts


def of_rates(measures: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    """Disagreements on the rates of measures of one party against another by one instrument."""
    rated = [(e, levels) for e in measures if (levels := _levels(e, seen))]
    told = [level for _, levels in rated for level in levels]
    for a, b in combinations(rated, 2):
        yield from _rates(a, b, told, seen)
    for entry, levels in rated:
        if programme_of(entry.name) == AVERAGE:
            yield from _averages(entry, levels, seen)


def _averages(entry: Entry, levels: Sequence[_Level], seen: Evidence) -> Iterator[Disagreement]:
    """An average beside which the same page tells another, of somebody who counts otherwise."""
    for level in levels:
        others = [
            c
            for c in seen.on(level.claim.article)
            if c.kind == "figure" and ESTIMATED in c.goods and c.values
        ]
        others = [c for c in others if c.values[0].number != level.rate and c.id != level.claim.id]
        if others:
            yield Disagreement(
                id=key("counting", entry.id, "average"),
                kind="counting",
                real=False,
                topic=f"{entry.name}: {level.rate:g} % / {others[0].values[0].number:g} %",
                entry=entry.id,
                sides=(side(level.claim, f"{level.rate:g} percent"), side(others[0], _value(others[0]))),
                since=since([level.claim, others[0]], seen),
                note=_NOTE_AVERAGE,
            )
            return


def of_indicator(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    """Disagreements on the number of an indicator."""
    if entry.kind != "indicator":
        return
    told = seen.of(entry)
    given = {c.values[0].number: c for c in reversed(told) if c.values}
    silent = [c for c in told if not c.values]
    if len(given) > 1:
        first, *rest = [given[number] for number in sorted(given)]
        near = all(_rounded(c.values[0].number, first.values[0].number) for c in rest)
        yield _numbers(entry, "granularity" if near else "number", [first, *rest], seen)
    elif given and silent and seen.family(silent[0]) not in {seen.family(c) for c in given.values()}:
        yield _numbers(entry, "granularity", [*given.values(), silent[0]], seen)


def _numbers(entry: Entry, kind: str, told: Sequence[Claim], seen: Evidence) -> Disagreement:
    return Disagreement(
        id=key(kind, entry.id, "value"),
        kind=kind,
        real=kind == "number",
        topic=f"{entry.name}: value",
        entry=entry.id,
        sides=tuple(side(c, _value(c)) for c in told),
        since=since(told, seen),
        note=None if kind == "number" else "one account rounds, or gives no number",
    )


def _value(claim: Claim) -> str:
    return f"{claim.values[0].number:g} {claim.values[0].unit}" if claim.values else "no number"


def _rounded(a: float, b: float) -> bool:
    """Whether one number is the other rounded to fewer decimals, or within a hundredth of it."""
    coarse = min(_decimals(a), _decimals(b))
    near = 0.5 * 10**-coarse if _decimals(a) != _decimals(b) else 0.0
    return abs(a - b) <= max(near, 0.01 * max(abs(a), abs(b)))


def _decimals(number: float) -> int:
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


def _rates(first: Rated, second: Rated, told: Sequence[_Level], seen: Evidence) -> Iterator[Disagreement]:
    """Two rates at one time of what looks like one measure, by different reporters.

    Where the higher one is a sum in which another rate told there is counted in, it is a way of counting.
    """
    (a, levels), (b, others) = first, second
    for one, other in product(levels, others):
        if one.rate != other.rate and _together(one, other) and one.family != other.family:
            counted = _are_averages(a, b) or (
                _comparable(a, b, one, other) and _counted(one, other, told, seen)
            )
            if counted or _one_act(a, b):
                yield _differ(a, b, (one, other), counted, seen)
                return


@dataclass(frozen=True, slots=True)
class _Level:
    """A rate that an entry had from one ISO day up to another, as the claim of one family tells it."""

    rate: float
    start: str
    end: str
    claim: Claim
    family: str


Rated = tuple[Entry, list[_Level]]


def _levels(entry: Entry, seen: Evidence) -> list[_Level]:
    """The levels believed now, each with the first claim that gives it."""
    found = []
    for s in entry.states:
        telling = [seen.claims[i] for i in s.claims if i in seen.claims]
        telling = [c for c in telling if any(v.number == s.rate and v.unit == "percent" for v in c.values)]
        if s.known_to is None and telling:
            first = min(telling, key=lambda c: (seen.known(c), c.id))
            start = s.valid_from.start[:10] if s.valid_from else ""
            found.append(_Level(s.rate or 0.0, start, s.valid_to or "9999", first, seen.family(first)))
    return found


def _together(one: _Level, other: _Level) -> bool:
    return one.start < other.end and other.start < one.end


def _are_averages(a: Entry, b: Entry) -> bool:
    return {programme_of(e.name) for e in (a, b)} == {AVERAGE}


def _comparable(a: Entry, b: Entry, one: _Level, other: _Level) -> bool:
    """Whether one may be the sum: not of two programmes with names, and not a small part of the other."""
    named = [programme_of(e.name) for e in (a, b)]
    parts = None not in named and not {"total", "average"} & set(named)
    return not parts and 2 * min(one.rate, other.rate) > max(one.rate, other.rate)


def _counted(one: _Level, other: _Level, told: Sequence[_Level], seen: Evidence) -> bool:
    """Whether the difference is told as a rate of its own, at that time or on those pages."""
    between = round(abs(one.rate - other.rate), 6)
    if any(level.rate == between and _together(level, one) for level in told):
        return True
    beside = [c for level in (one, other) for c in seen.on(level.claim.article)]
    values = (v for c in beside if c.instrument == one.claim.instrument for v in c.values)
    return any(v.number == between and (v.unit == "percent" or v.unit.endswith("points")) for v in values)


def _differ(a: Entry, b: Entry, levels: tuple[_Level, _Level], counted: bool, seen: Evidence) -> Disagreement:
    one, other = levels
    return Disagreement(
        id=key("counting" if counted else "number", a.id, b.id),
        kind="counting" if counted else "number",
        real=not counted,
        topic=f"{a.name}: {one.rate:g} % / {other.rate:g} %",
        entry=a.id,
        sides=tuple(side(level.claim, f"{level.rate:g} percent") for level in levels),
        since=since([level.claim for level in levels], seen),
        note=(_NOTE_AVERAGE if _are_averages(a, b) else _NOTE_SUM) if counted else None,
    )


def _one_act(a: Entry, b: Entry) -> bool:
    """Of one day, for the same goods, in the same status."""
    if a.when is None or b.when is None or set(a.goods) != set(b.goods):
        return False
    last = {e.states[-1].status for e in (a, b) if e.states}
    return len(last) == 1 and a.when.precision == "day" and interval(a.when) == interval(b.when)
