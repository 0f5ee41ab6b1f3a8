"""Ends that no date tells: a length counted from its first day, as in `a 90-day truce from 14 May`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from parley.model import When
from parley.read import times_calendar as cal
from parley.read.times import TimeMention

NEAR = 60  # characters between a length and the day that it runs from


def end_after(first: str, length: TimeMention) -> When | None:
    """The day on which `length` ends that begins on ISO day `first`: 90 days from 14 May are 12 August.

    None for a vague length (`several weeks`), for hours, and beyond the calendar.
    """
    try:
        end = cal.after(date.fromisoformat(first[:10]), length.value)
    except (OverflowError, ValueError):
        return None
    return cal.day(end).when if end else None


def ends(times: Sequence[TimeMention]) -> Iterator[tuple[TimeMention, When]]:
    """The lengths among the times of one sentence whose end is told by the day they run from, with that end.

    The day stands beside the length, under `from` (`starting`, `as of`, `beginning on` ...); a length that
    stands beside an `until` has its end there, and is left out.
    """
    for left, right in pairwise(times):
        if right.start - left.end > NEAR:
            continue
        for length, day in ((left, right), (right, left)):
            starts = (
                day.relation == "from" and day.when is not None and day.when.precision in ("day", "minute")
            )
            if length.type == "duration" and starts and not _closed(times, length):
                end = end_after(day.when.start, length) if day.when else None
                if end is not None:
                    yield length, end


def _closed(times: Sequence[TimeMention], length: TimeMention) -> bool:
    return any(t.relation == "until" and 0 <= t.start - length.end <= NEAR for t in times)
