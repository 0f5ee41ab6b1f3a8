"""Counts, lengths and clock times of matched tokens, as numbers and TIMEX3 values."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from parley.read import times_calendar as cal
from parley.read.times_scene import Found, Meaning
from parley.read.times_words import Token, lexicon

HOUR = re.compile(r"C|d(?=A|it)|[Y9](?=Z)")  # the token of the hour among the tags


def amount_of(found: Found) -> float | None:
    """The count before the unit; None where it is vague (`several`, `a few`)."""
    place = next(index for index, tag in enumerate(found.tags) if tag in "UJ")
    vague = Found(found.tokens[:place]).get("s")
    if vague is not None:
        return 2.0 if vague == "couple" else None
    numbers: list[float] = []
    for token in found.tokens:
        if token.tag in "UJ":
            break
        if token.tag in "dY9nqz":
            numbers.append(_number(token))
        elif token.tag in ">V":
            numbers.clear()
    if not numbers and found.get("UJ")["plural"] and "H" not in found.tags:
        return None
    total = _combine(numbers) if numbers else 1.0
    if "H" in found.tags:
        return total + 0.5 if numbers or "&aH" in found.tags else 0.5
    return total


def _number(token: Token) -> float:
    if token.tag == "q":
        top, bottom = str(token.data).split("/")
        return int(top) / int(bottom) if int(bottom) else 0.0
    return float(token.data)


def _combine(numbers: list[float]) -> float:
    total = 0.0
    for number in numbers:
        total = (total or 1) * number if number >= 100 and total < number else total + number
    return total


def duration(unit: dict[str, Any], amount: float | None) -> Meaning:
    """A length of `amount` units; None for a vague count."""
    days = None if amount is None else amount * unit["days"]
    return Meaning("duration", _iso(unit["code"], amount), None, days)


def _iso(code: str, amount: float | None) -> str:
    """TIMEX3 duration: `P90D`, `PT7H`, `P2Y6M`, `PXM`."""
    scale = {"E": ("Y", 10), "C": ("Y", 100), "F": ("W", 2), "WE": ("D", 2)}
    code, times = scale.get(code, (code, 1))
    prefix = "PT" if code.startswith("T") else "P"
    letter = code[-1]
    if amount is None:
        return f"{prefix}X{letter}"
    amount *= times
    smaller = {"Y": "6M", "H": "30M", "M": "30S" if prefix == "PT" else ""}.get(letter, "")
    if amount % 1 == 0.5 and smaller:
        return f"{prefix}{int(amount)}{letter}{smaller}"
    return f"{prefix}{amount:g}{letter}"


def ordinal(data: Any) -> int:
    """The number of an ordinal token: `9th` as printed, or the number of the word."""
    if isinstance(data, str):
        return int("".join(c for c in data if c.isdigit()))
    return int(data)


def clock_time(found: Found) -> str | None:
    """`HH:MM` in 24 hours; None where no clock shows it."""
    if (word := found.get("p")) is not None:
        return str(lexicon()["clock_words"].get(word, word))
    place = HOUR.search(found.tags)
    if place is None:
        return None
    hour, minute = _hour_and_minute(found.tokens[place.start()])
    half_day = (found.get("A") or ("pm" if "P" in found.tags and found.get("P") != "MO" else ""))[:1]
    if half_day and not 1 <= hour <= 12:
        return None
    if half_day:
        hour = hour % 12 + (12 if half_day == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _hour_and_minute(token: Token) -> tuple[int, int]:
    if token.tag == "C":
        hour, minute = str(token.data).split(":")[:2]
        return int(hour), int(minute)
    return (int(token.data), 0) if token.tag == "d" else divmod(int(token.data), 100)


def offset(zone: dict[str, Any] | None, at: date) -> str:
    """`+00:00` of a zone on a day, daylight saving counted; empty where the zone is not known."""
    if not zone or "hours" not in zone:
        return ""
    minutes = round(60 * (zone["hours"] + cal.summer_hours(at, zone.get("summer"))))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
