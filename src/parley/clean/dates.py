"""Dates as pages write them: ISO, with month names in several languages, numeric, with times and zones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from parley.clean.words import data, month_names, months, weekday_names, weekdays

CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\.?)?"
    r"|\s*(?P<half2>[ap]\.?m\.?))(?!\d)"
)
ZONE = r"(?:\s*\(?(?:(?:GMT|UTC)?\s?(?P<offset>[+-]\d{1,2}(?::?[0-5]\d)?)|(?P<zone>[A-Za-z]{1,4}))\b\)?)?"
ISO = (
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?\s?(?P<offset>Z|[+-]\d\d:?\d\d)?)?(?![\d-])"
)
ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
YEAR = r"(?:19|20)\d\d"
DIGIT = re.compile(r"\d")  # without one there is no date


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: code points `start` to `end`, and what it says in ISO 8601."""

    start: int
    end: int
    iso: str


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    month = month_names()
    joint = r"[\s\-/.]*(?:de\s+|del\s+)?"
    short_year = r"['’]?\d\d(?!\d|[:.h]\d)"
    day_first = (
        rf"(?P<d>\d{{1,2}}){ORDINAL}[\s\-/.]*(?:de\s+|of\s+)?(?P<m>{month})\b\.?,?{joint}"
        rf"(?P<y>{YEAR}|{short_year})"
    )
    month_first = rf"(?P<m>{month})\b\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>{YEAR})"
    numeric = r"(?P<d>\d{1,2})(?P<mark>[/.-])(?P<m>\d{1,2})(?P=mark)(?P<y>(?:19|20)?\d\d)(?!\d|[/.-]\d)"
    year_first = r"(?P<y>(?:19|20)\d\d)\s*[/.年]\s*(?P<m>\d{1,2})\s*[/.月]\s*(?P<d>\d{1,2})日?(?!\d)"
    bodies = (ISO, month_first, day_first, year_first, numeric)
    return tuple(re.compile(rf"(?<![\w/-]){body}", re.IGNORECASE) for body in bodies)


@cache
def _after() -> re.Pattern[str]:
    joint = r"[\s,|•·\-–—/]*(?:at|um|à|a las|alle|kl\.?|@|on)?\s*"
    return re.compile(joint + CLOCK + ZONE, re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    day = rf"(?:{weekday_names()}\b\.?,?\s*)?"
    return re.compile(rf"(?<![\d:.]){CLOCK}{ZONE}[\s,|•·\-–—/]*(?:on\s+)?{day}$", re.IGNORECASE)


def find(text: str, *, day_first: bool | None = None) -> Iterator[Dated]:
    """Full dates (with year) of `text` in their order, with the time of day that stands beside them.

    `day_first` decides numeric dates such as 04/05/25: None leaves undecidable ones out.
    """
    held: list[Dated] = []
    for pattern in _named() if DIGIT.search(text) else ():
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in held):
                continue
            if found := _dated(text, match, day_first):
                held.append(found)
    yield from sorted(held, key=lambda dated: dated.start)


def parse(text: str, *, day_first: bool | None = None) -> str | None:
    """The first full date in `text` as ISO 8601, or None."""
    return next((dated.iso for dated in find(text, day_first=day_first)), None)


def _dated(text: str, match: re.Match[str], day_first: bool | None) -> Dated | None:
    day = _day(match, day_first)
    if day is None:
        return None
    if "hour" in match.groupdict() and match["hour"]:
        clock = f"T{match['hour']}:{match['minute']}{offset_of(match['offset'], None, day)}"
        return Dated(match.start(), match.end(), day.isoformat() + clock)
    if (after := _after().match(text, match.end())) and (clock := _clock(after, day)):
        return Dated(match.start(), _end(after), day.isoformat() + clock)
    if (before := _before().search(text, max(0, match.start() - 40), match.start())) and _clock(before, day):
        return Dated(before.start(), match.end(), day.isoformat() + _clock(before, day))
    return Dated(match.start(), match.end(), day.isoformat())


def opening_clock(text: str, day: date) -> tuple[str, int] | None:
    """The time of day at the start of a text (`14:05+01:00`) and where it ends; `day` settles summer time."""
    match = _opening().match(text)
    clock = _clock(match, day) if match else ""
    return (clock.removeprefix("T"), len(text[: _end(match)].rstrip())) if match and clock else None


@cache
def _opening() -> re.Pattern[str]:
    labels = "|".join(re.escape(name) for name in (*data()["date_labels"], *data()["update_labels"]))
    return re.compile(rf"\W{{0,3}}(?:(?:{labels})\b:?\s+)?{CLOCK}{ZONE}", re.IGNORECASE)


def _end(match: re.Match[str]) -> int:
    """End of a time, without a following word that is no zone."""
    zone = match["zone"]
    return match.start("zone") if zone and not _is_zone(zone) else match.end()


def _is_zone(name: str) -> bool:
    return name.lower() in data()["zones"] or name.lower() in data()["summer"]


def _clock(match: re.Match[str], day: date) -> str:
    hour = int(match["hour"])
    half = (match["half"] or match["half2"] or "").lower()[:1]
    if half and hour > 12:
        return ""
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"T{hour:02}:{int(match['minute'] or 0):02}{offset_of(match['offset'], match['zone'], day)}"


def offset_of(offset: str | None, zone: str | None, day: date) -> str:
    """An ISO offset (`+02:00`) for a written one or for a zone's name; empty where neither is known."""
    if offset:
        if offset in "zZ":
            return "+00:00"
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{offset[0]}{int(hours):02}:{minutes}"
    name = (zone or "").lower()
    if name in data()["summer"]:
        winter, summer, _ = data()["summer"][name]
        return str(summer if _american_summer(day) else winter)
    return str(data()["zones"].get(name, ""))


def _american_summer(day: date) -> bool:
    """Second Sunday of March to first Sunday of November, the rule since 2007."""
    return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)


def _sunday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))


def _day(match: re.Match[str], day_first: bool | None) -> date | None:
    year, day = int(match["y"].strip("'’")), int(match["d"])
    month = int(match["m"]) if match["m"].isdigit() else months()[match["m"].lower()]
    if "mark" in match.groupdict():
        if day <= 12 and month <= 12 and day != month and day_first is None:
            return None
        if (month > 12) or (day <= 12 and day_first is False):
            day, month = month, day
    # Two-digit years: the web is younger than 1990.
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def any_of(names: list[str]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    update, publish = any_of(data()["update_labels"]), any_of(data()["date_labels"])
    rest = rf"\b(?:{weekday_names()}|{update}|{publish}|{'|'.join(data()['zones'])})\b"
    return re.compile(rf"\b(?:{update})\b", re.IGNORECASE), re.compile(rest, re.IGNORECASE)


def date_line(text: str, *, day_first: bool | None = None) -> tuple[str | None, str | None] | None:
    """(published, updated) where `text` is a date line or date bar and nothing else; None where it is not.

    What is left after dates, times, weekdays and labels are taken away must be marks only.
    """
    if len(text) > 160 or not any(c.isdigit() for c in text):
        return None
    dates = list(find(text, day_first=day_first))
    update, rest = _labels()
    left, at = [], 0
    for dated in dates:
        left.append(text[at : dated.start])
        at = dated.end
    left.append(text[at:])
    if not dates or any(c.isalnum() for c in rest.sub(" ", " ".join(left))):
        return None
    updated = [bool(update.search(label)) for label in left[: len(dates)]]
    return _first(dates, updated, False), _first(dates, updated, True)


def _first(dates: list[Dated], updated: list[bool], wanted: bool) -> str | None:
    return next((d.iso for d, is_update in zip(dates, updated, strict=True) if is_update == wanted), None)


def iso(text: str | None) -> str | None:
    """A date of page metadata as ISO 8601 (mail form included), or None where it is none."""
    if not text:
        return None
    found = next((d.iso for d in find(text.strip()[:80])), None)
    # Midnight without a zone is how programs write a day.
    return found.removesuffix("T00:00") if found else None


def in_address(address: str) -> str | None:
    """The day that stands in an address or file name (`/2025/06/11/`, `2025-06-11`, `_20250611_`)."""
    pattern = r"(?<!\d)((?:19|20)\d\d)(?P<mark>[-/_]?)(0[1-9]|1[0-2])(?P=mark)(0[1-9]|[12]\d|3[01])(?!\d)"
    for match in re.finditer(pattern, address):
        try:
            return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
        except ValueError:
            continue
    return None


def weekday_near(day: str, name: str, *, within: int = 3) -> str | None:
    """The day called `name` on or after the ISO `day`, at most `within` days later; None beyond."""
    start = datetime.fromisoformat(day).date()
    ahead = (weekdays()[name.lower()] - start.weekday()) % 7
    return (start + timedelta(days=ahead)).isoformat() if ahead <= within else None
