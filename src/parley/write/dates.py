"""Times as a person writes them: `9-10 June 2025`, `mid-August 2025`, `about nine weeks left`."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date

from parley.model import When

WEEK = 7  # days
YEAR = 365  # days
_MONTHS = tuple(month_name)[1:]
_ISO = re.compile(r"\b(\d{4}-\d\d-\d\d)(?:T[\d:.+Z-]+)?(?:/(\d{4}-\d\d-\d\d)(?:T[\d:.+Z-]+)?)?(?!\d)")
_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def before(iso: str, days: int) -> str:
    """The ISO day so many days before one; the first or last of the calendar where there is none."""
    ordinal = date.fromisoformat(iso[:10]).toordinal() - days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).isoformat()


def day(iso: str) -> str:
    """`12 June 2025` for an ISO date or date-time; a text that is neither is returned as it is."""
    try:
        moment = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def weekday(iso: str) -> str:
    """`Thursday 12 June 2025`."""
    return f"{date.fromisoformat(iso[:10]):%A} {day(iso)}"


def month(iso: str) -> str:
    """`June 2025` for any ISO date of that month."""
    return f"{_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def when(time: When) -> str:
    """A time with no preposition: `9-10 June 2025`, `mid-August 2025`, `the week of 2 June 2025`, `2022`."""
    if time.end is None:
        return f"{when(When(time.start, time.start, time.precision))} on"
    first, last = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    if time.precision == "year":
        return _years(first, last)
    if time.precision in ("month", "quarter"):
        return _months(first, last)
    if time.precision == "week" and 0 < (last - first).days <= 6:
        return f"the week of {day(time.start)}"
    return _days(first, last)


def since(time: When) -> str:
    """`since early April 2025`; the first day counts where the time is a range of days."""
    if time.precision == "year" and time.end and time.end[:4] != time.start[:4]:
        return f"since some time between {time.start[:4]} and {time.end[:4]}"
    if time.precision in ("day", "minute", "week"):
        return f"since {'about ' if time.precision == 'week' else ''}{day(time.start)}"
    return f"since {when(time if time.end else When(time.start, time.start, time.precision))}"


def at(time: When) -> str:
    """The time with its preposition: `on 9 July 2025`, `in mid-August 2025`, `between ... and ...`."""
    if time.precision in ("day", "minute") or time.start[:10] == (time.end or "")[:10]:
        return f"on {when(time)}"
    if time.precision == "week":
        text = when(time)
        return f"in {text}" if text.startswith("the week") else f"between {_between(time)}"
    return f"in {when(time)}"


def left(as_of: str, end: str) -> str:
    """How long from one ISO day to another: `about nine weeks left`, `3 days left`, `today`, or nothing."""
    days = (date.fromisoformat(end[:10]) - date.fromisoformat(as_of[:10])).days
    if days < 0:
        return ""
    if days < 2:
        return ("today", "tomorrow")[days]
    if days < 14:
        return f"{count(days)} days left"
    if days < 120:
        return f"about {count(round(days / 7))} weeks left"
    return f"about {count(round(days / 30.44))} months left"


def spelled(text: str) -> str:
    """`text` with its ISO dates and intervals of two of them as a person writes them."""
    return _ISO.sub(lambda m: _span(m[1], m[2] or m[1]), text)


def _span(first: str, last: str) -> str:
    """From one ISO day to another; a whole month by its name."""
    length = monthrange(int(last[:4]), int(last[5:7]))[1]
    whole = first[:8] == last[:8] and first.endswith("-01") and last.endswith(f"-{length}")
    return month(first) if whole else when(When(first, last, "day"))


def count(number: int) -> str:
    """Small whole numbers as words, up to twelve."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def middle(time: When) -> str:
    """The ISO day in the middle of a time, to reckon about how long is left until it."""
    first = date.fromisoformat(time.start[:10])
    last = date.fromisoformat((time.end or time.start)[:10])
    return date.fromordinal((first.toordinal() + last.toordinal()) // 2).isoformat()


def _between(time: When) -> str:
    return f"{day(time.start)} and {day(time.end or time.start)}"


def _days(first: date, last: date) -> str:
    if first == last:
        return day(first.isoformat())
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day(last.isoformat())}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day(last.isoformat())}"
    return f"{day(first.isoformat())} to {day(last.isoformat())}"


def _months(first: date, last: date) -> str:
    name = f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return _part(first.day, last.day, monthrange(last.year, last.month)[1]) + name
    if first.day == 1 and (last.year - first.year) * 12 + last.month - first.month == 2:
        return f"the {('first', 'second', 'third', 'fourth')[(first.month - 1) // 3]} quarter of {first.year}"
    if last.toordinal() - first.toordinal() <= 31:
        start = name if first.year != last.year else _MONTHS[first.month - 1]
        return f"{start} or {_MONTHS[last.month - 1]} {last.year}"
    return f"{name} to {_MONTHS[last.month - 1]} {last.year}"


def _part(first: int, last: int, length: int) -> str:
    """`early `, `mid-` or `late ` where the days cover that third of a month, as CLAIMS.md sets them."""
    if first <= 1 and last >= length:
        return ""
    if last <= 10:
        return "early "
    if first >= 20:
        return "late "
    return "mid-" if first >= 10 and last <= 20 else ""


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
