"""What expressions of a day or a clock time mean: tokens and publication date in, interval and value out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from parley.model import When
from parley.read import times_calendar as cal
from parley.read.times_numbers import amount_of, clock_time, offset, ordinal
from parley.read.times_scene import (
    Found,
    Meaning,
    Scene,
    dated,
    day_of_week,
    nearest,
    nearest_year,
    origin_of,
    valid_date,
    year_of_day,
    year_told,
)
from parley.read.times_words import lexicon


def calendar_day(found: Found, scene: Scene) -> Meaning | None:
    """`Monday, June 9th`, `9 July 2025`, `2025-06-10`, `10/06/2025`."""
    if found.tags in ("I", "/"):
        at = _numeric_date(str(found.get("I/")), scene)
        return dated(cal.day(at), True) if at else None
    month, number = found.get("Mm"), ordinal(found.get("dOo"))
    given = year_told(found, scene)
    year = given or year_of_day(found, month, number, scene)
    if year is None:
        return Meaning("date", f"XXXX-{month:02}-{number:02}")
    at = valid_date(year, month, number)
    return dated(cal.day(at), given is not None) if at else None


def days_of_month(found: Found, scene: Scene) -> Meaning | None:
    """`June 9-10`, `12 to 14 May 2025`."""
    month = found.get("Mm")
    first, last = (ordinal(data) for data in found.all("dO")[:2])
    given = year_told(found, scene)
    year = given or nearest_year(month, first, scene)
    if year is None:
        return Meaning("range", f"XXXX-{month:02}-{first:02}")
    start, end = valid_date(year, month, first), valid_date(year, month, last)
    if start is None or end is None or end <= start:
        return None
    when = When(start.isoformat(), end.isoformat(), "day")
    return Meaning("range", start.isoformat(), when, float((end - start).days + 1), given is not None)


def holiday(found: Found, scene: Scene) -> Meaning | None:
    """`New Year's Day`, `last Thanksgiving`; `Christmas`, a season too, only where it stands as a day."""
    rule, given, origin = found.get("!"), year_told(found, scene), scene.published
    stands = scene.before[-1:] in tuple("ri>@&bt") and scene.after not in tuple("xX")
    if rule.get("weak") and len(found.tags) == 1 and not stands:
        return None
    if given is None and origin is None:
        return Meaning("date", "XXXX-XX-XX")
    around = [given] if given else [origin.year + step for step in (-1, 0, 1)] if origin else []
    lunar = lexicon()["lunar"]["days"]
    choices = [at for number in around if (at := cal.holiday(rule, number, lunar))]
    step = found.get("R")
    if step and origin and given is None and step[1]:
        choices = [at for at in choices if (at < origin) == (step[1] < 0)]
    if not choices:
        return None
    at = nearest(choices, origin or choices[0], scene.tense)
    return dated(cal.day(at), given is not None)


def day_of_month(found: Found, scene: Scene) -> Meaning | None:
    """`on the 14th`: of the month of publication or the ones beside it, by tense."""
    number, origin = ordinal(found.get("O")), scene.published
    if origin is None or not 1 <= number <= 31:
        return Meaning("date", f"XXXX-XX-{number:02}")
    months = [cal.add_months(origin.replace(day=1), step) for step in (-1, 0, 1)]
    choices = [at for first in months if (at := valid_date(first.year, first.month, number))]
    return dated(cal.day(nearest(choices, origin, scene.tense))) if choices else None


def from_day(found: Found, scene: Scene) -> Meaning | None:
    """`three weeks from now`, `a week from Friday`: the day that lies a length after a day."""
    amount, unit = amount_of(found), found.get("U")
    if amount is None or scene.published is None:
        return Meaning("date", "FUTURE_REF")
    number = found.get("W")
    ahead = replace(scene, tense="future")
    first = scene.published if number is None else day_of_week(number, found.get("R"), ahead)
    at = cal.shift(first, unit["code"], amount)
    precision = "day" if unit["code"] in "DW" else cal.unit_at(unit["code"], at).precision
    return dated(replace(cal.day(at), precision=precision))


def weekday(found: Found, scene: Scene) -> Meaning | None:
    """`Tuesday`, `last Friday`, `yesterday`, `late Monday`, `Tuesday of last week`."""
    unit, origin = found.get("U"), scene.published
    if unit is not None and origin and unit["code"] == "W":
        week = cal.week(cal.shift(origin, "W", found.get("R")[1]))
        return dated(cal.day(week.first + timedelta(found.get("W"))))
    at = _day_of(found, scene)
    return dated(cal.day(at)) if at else Meaning("date", "XXXX-XX-XX")


def part_of_day(found: Found, scene: Scene) -> Meaning | None:
    """`Tuesday morning`, `last night`, `later this afternoon`: the day, with the part in the value."""
    part = found.get("P")
    at = _day_of(found, scene)
    if at is None:
        return Meaning("time", f"XXXX-XX-XXT{part}")
    if found.get("R") and not found.get("WwMm"):
        word, step = found.get("R")
        at = origin_of(word, scene) or at
        at += timedelta(step if part == "NI" or step > 0 else 0)
    return Meaning("time", f"{at.isoformat()}T{part}", cal.day(at).when)


def clock(found: Found, scene: Scene) -> Meaning | None:
    """`at 2:00 p.m.`, `0500 GMT`, `12:01 a.m. EDT Wednesday`: to the minute; with the zone's offset."""
    found = _told_once(found)
    time = clock_time(found)
    if time is None:
        return None
    at = _day_of(found, scene)
    if at is None:
        return Meaning("time", f"XXXX-XX-XXT{time}")
    moment = f"{at.isoformat()}T{'00:00' if time == '24:00' else time}{offset(found.get('Z'), at)}"
    return Meaning("time", f"{at.isoformat()}T{time}", When(moment, moment, "minute"))


def _numeric_date(text: str, scene: Scene) -> date | None:
    """ISO, or day/month/year; month/day/year where only that is a date or it lies far nearer publication."""
    if "-" in text:
        parts = [int(part) for part in text.split("-")]
        return valid_date(*parts)
    first, second, year_number = (int(part) for part in text.replace(".", "/").split("/"))
    if "." in text:
        return valid_date(year_number, second, first)
    year_number += 2000 if year_number < 70 else 1900 if year_number < 100 else 0
    choices = [
        d for d in (valid_date(year_number, second, first), valid_date(year_number, first, second)) if d
    ]
    if scene.published and len(choices) == 2:
        origin = scene.published
        near, far = sorted(choices, key=lambda d: abs((d - origin).days))
        if abs((near - origin).days) * 4 < abs((far - origin).days):
            return near
    return choices[0] if choices else None


def _day_of(found: Found, scene: Scene) -> date | None:
    """The day that the tokens name, else the day of publication."""
    if any(tag in found.tags for tag in "Mm/I"):
        dated = calendar_day(_without_clock(found), scene)
        return date.fromisoformat(dated.when.start) if dated and dated.when else None
    if scene.published is None:
        return None
    if (day_step := found.get("T")) is not None:
        return scene.published + timedelta(day_step[1])
    number = found.get("Ww")
    return scene.published if number is None else day_of_week(number, found.get("L") or found.get("R"), scene)


def _without_clock(found: Found) -> Found:
    """The tokens but for the hour: in `5 p.m. EST Nov. 9` the day is the second number."""
    hour = {index - 1 for index, tag in enumerate(found.tags) if tag == "A"}
    return Found(
        [token for index, token in enumerate(found.tokens) if index not in hour and token.tag not in "ACZ"]
    )


def _told_once(found: Found) -> Found:
    """The tokens without a bracket that tells the hour again: `12:01 a.m. (0401 GMT) on Friday`."""
    first, last = found.tags.find("("), found.tags.find("_")
    return Found(found.tokens[:first] + found.tokens[last + 1 :]) if 0 <= first < last else found
