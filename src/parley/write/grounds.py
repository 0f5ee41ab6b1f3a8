"""The words that what a line says rests on, besides those of its tellers: its day, its end, its rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from parley.model import Claim, Verdict, When
from parley.write.books import Books


def grounds(verdict: Verdict, told: Sequence[Claim], books: Books) -> tuple[Claim, ...]:
    """The claims that give the day, the end and the rate of the state, where none of those `told` does."""
    state, found = verdict.state, list[Claim]()
    times = (state.valid_from, state.until)
    gives: list[Callable[[Claim], bool]] = [partial(_gives_day, time=t) for t in times if t is not None]
    if state.rate is not None:
        gives.append(partial(_gives_rate, rate=state.rate))
    for fits in gives:
        if not any(fits(c) for c in (*told, *found)):
            found += [c for c in map(books.claim, state.claims) if fits(c)][:1]
    return tuple(found)


def _gives_day(claim: Claim, time: When) -> bool:
    day, when = time.start[:10], claim.date
    if when is not None and day in (when.start[:10], (when.end or "")[:10]):
        return True
    return (claim.expires or "")[:10] == day


def _gives_rate(claim: Claim, rate: float) -> bool:
    return any(v.unit == "percent" and v.number == rate for v in claim.values)
