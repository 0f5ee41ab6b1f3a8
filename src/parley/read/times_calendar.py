"""Dates as intervals: units of the calendar, their parts, and steps between them. No clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parley.model import Precision, When

MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
DAYS = {"D": 1, "W": 7, "F": 14, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a stretch of time, the precision it is known at, and its TIMEX3 value."""

    first: date
    last: date
    precision: Precision
    value: str

    @property
    def when(self) -> When:
        """The same as the type that crosses stages."""
        first = self.first.isoformat()
        return When(first, first if self.last == self.first else self.last.isoformat(), self.precision)


def day(at: date) -> Period:
    """One day."""
    return Period(at, at, "day", at.isoformat())


def week(at: date) -> Period:
    """The week, Monday to Sunday, that holds `at`."""
    monday = at - timedelta(at.weekday())
    year, number, _ = at.isocalendar()
    return Period(monday, monday + timedelta(6), "week", f"{year}-W{number:02}")


def weekend(at: date) -> Period:
    """Saturday and Sunday of the week that holds `at`."""
    monday = at - timedelta(at.weekday())
    return Period(monday + timedelta(5), monday + timedelta(6), "day", week(at).value + "-WE")


def month(year: int, number: int) -> Period:
    """A calendar month."""
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last), "month", f"{year:04}-{number:02}")


def quarter(year: int, number: int) -> Period:
    """A quarter of the calendar year."""
    last = month(year, 3 * number).last
    return Period(date(year, 3 * number - 2, 1), last, "quarter", f"{year:04}-Q{number}")


def half(year: int, number: int) -> Period:
    """A half of the calendar year, known to the quarter."""
    last = month(year, 6 * number).last
    return Period(date(year, 6 * number - 5, 1), last, "quarter", f"{year:04}-H{number}")


def year(number: int, last: int | None = None) -> Period:
    """A calendar year, or the years from `number` to `last`."""
    return Period(date(number, 1, 1), date(last or number, 12, 31), "year", f"{number:04}")


def decade(first: int) -> Period:
    """Ten years from `first`; TIMEX3 writes the first three digits."""
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "year", f"{first // 10:03}")


def unit_at(code: str, at: date) -> Period:
    """The day, week, month, quarter, year, decade or century (TIMEX3 letter `code`) that holds `at`."""
    if code == "WE":
        return weekend(at)
    if code in ("W", "F"):
        return week(at)
    if code == "M":
        return month(at.year, at.month)
    if code == "Q":
        return quarter(at.year, (at.month + 2) // 3)
    if code == "Y":
        return year(at.year)
    if code == "E":
        return decade(at.year // 10 * 10)
    if code == "C":
        return Period(date(max(1, at.year // 100 * 100), 1, 1), date(at.year // 100 * 100 + 99, 12, 31),
                      "year", f"{at.year // 100:02}")  # fmt: skip
    return day(at)


def shift(at: date, code: str, count: float) -> date:
    """`at` moved by `count` units; months keep the day where they can.

    Raises:
        OverflowError: the result lies outside the years 1 to 9999.
    """
    if code in MONTHS:
        return add_months(at, round(count * MONTHS[code]))
    return at + timedelta(round(count * DAYS.get("W" if code == "WE" else code, 1)))


def add_months(at: date, count: int) -> date:
    """`at` moved by `count` months, to the last day of the month where the day does not exist."""
    index = at.year * 12 + at.month - 1 + count
    if not 12 <= index < 120_000:
        raise OverflowError("date value out of range")
    number, month_index = divmod(index, 12)
    return date(number, month_index + 1, min(at.day, calendar.monthrange(number, month_index + 1)[1]))


def third(period: Period, part: str) -> Period:
    """The early, mid or late part: of a month 1-10, 10-20, 20-end; else thirds, at the same precision."""
    if period.precision == "month" and period.first.day == 1:
        first, last = {"early": (1, 10), "mid": (10, 20), "late": (20, period.last.day)}[part]
        return Period(period.first.replace(day=first), period.first.replace(day=last), "month", period.value)
    length = (period.last - period.first).days + 1
    cut = {
        "early": (0, length // 3),
        "mid": (length // 3, 2 * length // 3),
        "late": (2 * length // 3, length),
    }
    start, end = cut[part]
    return Period(period.first + timedelta(start), period.first + timedelta(max(start, end - 1)),
                  period.precision, period.value)  # fmt: skip


def easter(year_number: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    century, of_century = divmod(year_number, 100)
    golden = year_number % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    number, at = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year_number, number, at + 1)


def holiday(rule: dict[str, Any], year_number: int, lunar: Sequence[str]) -> date | None:
    """The day of a holiday of the lexicon in one year; None beyond the list of a lunar one."""
    if "days" in rule:
        return next((date.fromisoformat(at) for at in lunar if at[:4] == f"{year_number:04}"), None)
    if "easter" in rule:
        return easter(year_number) + timedelta(rule["easter"])
    first = date(year_number, rule["month"], rule["day"])
    return first + timedelta((rule["weekday"] - first.weekday()) % 7 if "weekday" in rule else 0)


def after(first: date, value: str) -> date | None:
    """`first` moved by a TIMEX3 length in days or longer units; None for a vague or a shorter one."""
    found = re.fullmatch(r"P(\d+(?:\.\d+)?)([DWMQY])", value)
    return shift(first, found[2], float(found[1])) if found else None


def summer_hours(at: date, rule: str | None) -> int:
    """1 where daylight saving holds on `at` by the rule `us` or `eu`, else 0."""
    if rule == "us":
        first, last = _sunday(at.year, 3, 8), _sunday(at.year, 11, 1)
    elif rule == "eu":
        first, last = _sunday(at.year, 3, 25), _sunday(at.year, 10, 25)
    else:
        return 0
    return int(first <= at < last)


def _sunday(year_number: int, month_number: int, earliest: int) -> date:
    at = date(year_number, month_number, earliest)
    return at + timedelta((6 - at.weekday()) % 7)
