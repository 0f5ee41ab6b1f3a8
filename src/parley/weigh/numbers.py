"""Accounts that differ in a number: real where rounding does not explain the two values of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from parley.model import Claim, Disagreement, Entry
from parley.resolve.days import interval
from parley.weigh.evidence import Evidence, key, side, since


def of_numbers(entries: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    """Disagreements on indicators and on the rates of measures."""
    for entry in entries:
        if entry.kind == "indicator":
            yield from _indicator(entry, seen)
    measures = [e for e in entries if e.kind == "measure"]
    blocks: dict[tuple[object, ...], list[Entry]] = {}
    for e in measures:
        blocks.setdefault((e.actors, e.targets, e.instrument), []).append(e)
    for _, block in sorted(blocks.items(), key=lambda item: str(item[0])):
        for a, b in combinations(block, 2):
            yield from _rates(a, b, block, seen)


def _indicator(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
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


def _rates(a: Entry, b: Entry, block: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    """Two rates of what looks like one measure: of one day, for the same goods, by different reporters."""
    one, other = _rate(a), _rate(b)
    if one is None or other is None or one == other or not _one_act(a, b):
        return
    told = [_first(e, seen) for e in (a, b)]
    if seen.family(told[0]) == seen.family(told[1]):
        return
    counted = abs(one - other) in {_rate(e) for e in block}
    yield Disagreement(
        id=key("counting" if counted else "number", a.id, b.id),
        kind="counting" if counted else "number",
        real=not counted,
        topic=f"{a.name}: {one:g} % / {other:g} %",
        entry=a.id,
        sides=tuple(side(c, f"{rate:g} percent") for c, rate in zip(told, (one, other), strict=True)),
        since=since(told, seen),
        note="the higher rate counts another measure in" if counted else None,
    )


def _rate(entry: Entry) -> float | None:
    return next((s.rate for s in reversed(entry.states) if s.rate is not None), None)


def _one_act(a: Entry, b: Entry) -> bool:
    if a.when is None or b.when is None or set(a.goods) != set(b.goods):
        return False
    last = {e.states[-1].status for e in (a, b) if e.states}
    return len(last) == 1 and a.when.precision == "day" and interval(a.when) == interval(b.when)


def _first(entry: Entry, seen: Evidence) -> Claim:
    return min(seen.of(entry), key=lambda c: (seen.known(c), not c.values, c.id))
