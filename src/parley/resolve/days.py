"""Days as numbers, and intervals of days: what clustering and life cycles compute with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from parley.model import Precision, When

PRECISIONS: tuple[Precision, ...] = ("minute", "day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days `first` to `last`, both inclusive, as proleptic ordinals."""

    first: int
    last: int

    def meets(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Interval) -> int:
        """Days between the two, 0 where they meet or touch."""
        return max(0, other.first - self.last, self.first - other.last)

    @property
    def width(self) -> int:
        """Number of days."""
        return self.last - self.first + 1


@lru_cache(maxsize=65536)
def ordinal(day: str) -> int:
    """The ordinal of an ISO date or date-time."""
    return date.fromisoformat(day[:10]).toordinal()


def iso(number: int) -> str:
    """The ISO date of an ordinal; outside of the calendar its first or last day."""
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()


_WIDTH = {"week": 7, "month": 30, "quarter": 91, "year": 365}  # days that a start may lie in


@lru_cache(maxsize=65536)
def interval(when: When) -> Interval:
    """The days of a time; what goes on counts by its start, which may be a month or a year."""
    first = ordinal(when.start)
    if when.end:
        return Interval(first, max(first, ordinal(when.end)))
    return Interval(first, first + _WIDTH.get(when.precision, 1) - 1)


def day_after(when: When) -> str:
    """The first ISO day after a time is surely over; of a moment before noon that very day."""
    if when.precision == "minute" and when.start[11:13] < "12":
        return when.start[:10]
    return iso(interval(when).last + 1)


def on_day(day: str) -> When:
    """A time of one whole day."""
    return When(day[:10], day[:10], "day")


def moment(text: str) -> When:
    """The time of an ISO day or moment: the whole day, or the minute."""
    return When(text, text, "minute") if "T" in text else on_day(text)


def sharpness(when: When) -> tuple[int, int]:
    """For sorting: the more exact a time, the smaller."""
    return PRECISIONS.index("day" if when.precision == "minute" else when.precision), interval(when).width
