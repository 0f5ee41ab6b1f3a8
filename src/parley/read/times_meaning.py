"""What each kind of time expression means: matched tokens and publication date in, interval and TIMEX3 out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from parley.model import When
from parley.read import times_calendar as cal
from parley.read.times_calendar import Period
from parley.read.times_words import Token, lexicon

Tense = Literal["past", "future"] | None
Kind = Literal["date", "time", "duration", "set", "range"]
NEAR = 180  # days by which a guess of tense may be outweighed: half a year


@dataclass(frozen=True, slots=True)
class Scene:
    """What relative times are counted from: publication day, last date of the text, tense around."""

    published: date | None
    previous: date | None
    tense: Tense
    before: str  # tags of the two tokens before


@dataclass(frozen=True, slots=True)
class Meaning:
    """The reading of one expression; `when` and `days` as in `TimeMention`."""

    kind: Kind
    value: str
    when: When | None = None
    days: float | None = None
    year_given: bool = False


class Found:
    """The tokens that a rule matched."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.tags = "".join(token.tag for token in tokens)

    def get(self, tags: str) -> Any:
        """Data of the first token whose tag is among `tags`, or None."""
        return next((token.data for token in self.tokens if token.tag in tags), None)

    def all(self, tags: str) -> list[Any]:
        """Data of all tokens whose tags are among `tags`."""
        return [token.data for token in self.tokens if token.tag in tags]


def calendar_day(found: Found, scene: Scene) -> Meaning | None:
    """`Monday, June 9th`, `9 July 2025`, `2025-06-10`, `10/06/2025`."""
    if found.tags in ("I", "/"):
        at = _numeric_date(str(found.get("I/")), scene)
        return _dated(cal.day(at), True) if at else None
    month, number = found.get("Mm"), _day_number(found.get("dOo"))
    given = _year_of(found, scene)
    year = given or _nearest_year(month, number, scene)
    if year is None:
        return Meaning("date", f"XXXX-{month:02}-{number:02}")
    at = _date(year, month, number)
    return _dated(cal.day(at), given is not None) if at else None


def days_of_month(found: Found, scene: Scene) -> Meaning | None:
    """`June 9-10`, `12 to 14 May 2025`."""
    month = found.get("Mm")
    first, last = (_day_number(data) for data in found.all("dO")[:2])
    given = _year_of(found, scene)
    year = given or _nearest_year(month, first, scene)
    if year is None:
        return Meaning("range", f"XXXX-{month:02}-{first:02}")
    start, end = _date(year, month, first), _date(year, month, last)
    if start is None or end is None or end <= start:
        return None
    when = When(start.isoformat(), end.isoformat(), "day")
    return Meaning("range", start.isoformat(), when, float((end - start).days + 1), given is not None)


def weekday(found: Found, scene: Scene) -> Meaning | None:
    """`Tuesday`, `last Friday`, `yesterday`, `late Monday`."""
    at = _day_of(found, scene)
    return _dated(cal.day(at)) if at else Meaning("date", "XXXX-XX-XX")


def part_of_day(found: Found, scene: Scene) -> Meaning | None:
    """`Tuesday morning`, `last night`, `later this afternoon`: the day, with the part in the value."""
    part = found.get("P")
    at = _day_of(found, scene)
    if at is None:
        return Meaning("time", f"XXXX-XX-XXT{part}")
    if found.get("R") and not found.get("WwMm"):
        word, step = found.get("R")
        at = _origin(word, scene) or at
        at += timedelta(step if part == "NI" or step > 0 else 0)
    return Meaning("time", f"{at.isoformat()}T{part}", cal.day(at).when)


def clock(found: Found, scene: Scene) -> Meaning | None:
    """`at 2:00 p.m.`, `0500 GMT`, `12:01 a.m. EDT Wednesday`: to the minute, with the offset if a zone is given."""
    time = _clock_time(found)
    if time is None:
        return None
    at = _day_of(found, scene)
    if at is None:
        return Meaning("time", f"XXXX-XX-XXT{time}")
    offset = _offset(found.get("Z"), at)
    moment = f"{at.isoformat()}T{'00:00' if time == '24:00' else time}{offset}"
    return Meaning("time", f"{at.isoformat()}T{time}", When(moment, moment, "minute"))


def month(found: Found, scene: Scene) -> Meaning | None:
    """`May`, `early April`, `last November`, `January 2026`, `June last year`."""
    number = found.get("Mm")
    if "m" in found.tags and len(found.tags.rstrip(".")) == 1 and scene.before[-1:] not in tuple("iref&>V(t,lb"):
        return None
    given = _year_of(found, scene)
    year = given or _month_year(found, number, scene)
    if year is None:
        return Meaning("date", f"XXXX-{number:02}")
    period = cal.month(year, number)
    return _dated(_part(found, period), given is not None)


def quarter(found: Found, scene: Scene) -> Meaning | None:
    """`the third quarter of 2025`, `Q2`, `this year's first quarter`."""
    text = found.get("Q")
    number = int(text.strip("q")) if text else _ordinal(found.get("o"))
    return _fraction_of_year(found, scene, number, 4)


def half(found: Found, scene: Scene) -> Meaning | None:
    """`the first half of 2025`, `the last half of the year`."""
    number = _ordinal(found.get("o")) if found.get("o") else 2
    return _fraction_of_year(found, scene, number, 2)


def season(found: Found, scene: Scene) -> Meaning | None:
    """`last summer`, `the winter of 1994`, `this past spring`."""
    data = found.get("S")
    given = _year_of(found, scene)
    year = given or _season_year(found, data["month"], scene)
    if year is None:
        return Meaning("date", f"XXXX-{data['code']}")
    first = date(year, data["month"], 1)
    last = cal.add_months(first, 3) - timedelta(1)
    period = Period(first, last, "quarter", f"{year}-{data['code']}")
    return _dated(_part(found, period), given is not None)


def end_of(found: Found, scene: Scene) -> Meaning | None:
    """`the end of the week`, `mid-2026`, `year-end`, `earlier this month`, `later this year`."""
    if (number := found.get("Y")) is not None:
        return _dated(_part(found, cal.year(number)), True)
    unit, step = found.get("UJ"), found.get("R")
    if scene.published is None:
        return None if unit["plural"] else Meaning("date", "XXXX")
    at = _stepped(step, unit["code"], scene)
    return _dated(_part(found, cal.unit_at(unit["code"], at), scene.published))


def ago(found: Found, scene: Scene) -> Meaning | None:
    """`two weeks ago`, `a year earlier`, `three days later`, `the year-ago quarter`."""
    unit = found.get("UJ")
    later = found.get("l") == "later"
    origin = scene.published if found.get("g") else scene.previous or scene.published
    amount = _amount(found)
    if amount is None or unit["code"].startswith("T"):
        return Meaning("date", "FUTURE_REF" if later else "PAST_REF")
    if origin is None:
        return Meaning("date", "XXXX")
    at = cal.shift(origin, unit["code"], amount if later else -amount)
    return _dated(cal.unit_at(unit["code"], at))


def stretch(found: Found, scene: Scene) -> Meaning | None:
    """`last week`, `the past two months`, `the next few days`, `recent weeks`, `the first nine months`."""
    word, step = found.get("RL") or ("", 0)
    unit = found.get("UJ")
    counted = any(tag in found.tags for tag in "dY9qnsaH")
    if "R" in found.tags and not counted and not unit["plural"]:
        return _stepped_unit(word, step, unit, scene)
    length = _length(unit, _amount(found) if counted or not unit["plural"] else None)
    if step == 0 or length.days is None or scene.published is None:
        return length
    count = (_amount(found) or 1) * step
    other = cal.shift(scene.published, unit["code"], count)
    start, end = min(other, scene.published), max(other, scene.published)
    precision = cal.unit_at(unit["code"], start).precision
    return replace(length, kind="range", when=When(start.isoformat(), end.isoformat(), precision))


def length(found: Found, scene: Scene) -> Meaning | None:
    """`90-day`, `a week and a half`, `nearly seven hours`; `in two weeks` is a date; `$5 a year` a set."""
    if (name := found.get("y")) is not None:
        return _length(lexicon()["units"][name], 1)
    unit = found.get("UJ")
    if found.tags in ("aU", "aJ") and scene.before[-1:] in tuple("d9Yn%$U"):
        return Meaning("set", f"P1{unit['code']}")
    amount = _amount(found)
    meant = _length(unit, amount)
    if scene.before[-1:] != "i" or amount is None or scene.published is None or scene.tense == "past":
        return meant
    if unit["code"].startswith("T"):
        return meant
    at = cal.shift(scene.published, unit["code"], amount)
    precision = "day" if unit["code"] in "DWF" else cal.unit_at(unit["code"], at).precision
    return replace(meant, kind="date", when=When(at.isoformat(), at.isoformat(), precision))


def decade(found: Found, scene: Scene) -> Meaning | None:
    """`the 1990s`, `the late '80s`, `the nineties`, `the 20th century`."""
    if (unit := found.get("U")) is not None:
        if unit["code"] != "C":
            return None
        number = _ordinal(found.get("oO"))
        return _dated(cal.unit_at("C", date(number * 100 - 50, 1, 1))) if 1 < number < 31 else None
    first = found.get("k")
    if first is None:
        digits = "".join(c for c in str(found.get("K")) if c.isdigit())
        first = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) > 20 else None
    return _dated(_part(found, cal.decade(first)), True) if first else None


def year(found: Found, scene: Scene) -> Meaning | None:
    """`2025`, `2018-19`, `fiscal 2025`, `the 2024 quarter`."""
    numbers = found.all("Yd")
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 2 and last < 100:
        last = first // 100 * 100 + last
    if last < first or last - first > 200:
        return None
    return replace(_dated(cal.year(first, last), True), kind="range" if last > first else "date")


def every(found: Found, scene: Scene) -> Meaning | None:
    """`every day`, `each July`, `annually`, `per year`."""
    if (value := found.get("u")) is not None:
        return Meaning("set", lexicon()["sets"][value] if value in lexicon()["sets"] else value)
    if (unit := found.get("UJ")) is not None:
        return Meaning("set", _iso(unit["code"], 1))
    number = found.get("M")
    return Meaning("set", f"XXXX-{number:02}" if number else f"XXXX-WXX-{found.get('W') + 1}")


def the_unit(found: Found, scene: Scene) -> Meaning | None:
    """`the weekend`, and `the quarter` of a report on results: the last full one."""
    unit = found.get("UJ")
    if unit["plural"] or unit["code"] not in ("WE", "Q", "Y", "W", "M") or scene.published is None:
        return None
    code = unit["code"]
    back = 1 if code == "Q" or (code == "WE" and scene.tense != "future" and scene.published.weekday() < 5) else 0
    period = cal.unit_at(code, cal.shift(scene.published, code, -back))
    return Meaning("date", period.value, period.when if code == "WE" else None)


def reference(found: Found, scene: Scene) -> Meaning | None:
    """`now`, `recently`, `soon`: found, but no date."""
    return Meaning("date", {"N": "PRESENT_REF", "B": "PAST_REF", "E": "FUTURE_REF"}[found.tags[-1]])


def _dated(period: Period, year_given: bool = False) -> Meaning:
    return Meaning("date", period.value, period.when, None, year_given)


def _date(year_number: int, month_number: int, number: int) -> date | None:
    try:
        return date(year_number, month_number, number)
    except ValueError:
        return None


def _numeric_date(text: str, scene: Scene) -> date | None:
    """ISO, or day/month/year; month/day/year where only that is a date or it lies far nearer publication."""
    if "-" in text:
        parts = [int(part) for part in text.split("-")]
        return _date(*parts)
    first, second, year_number = (int(part) for part in text.split("/"))
    year_number += 2000 if year_number < 70 else 1900 if year_number < 100 else 0
    choices = [d for d in (_date(year_number, second, first), _date(year_number, first, second)) if d]
    if scene.published and len(choices) == 2:
        origin = scene.published
        near, far = sorted(choices, key=lambda d: abs((d - origin).days))
        if abs((near - origin).days) * 4 < abs((far - origin).days):
            return near
    return choices[0] if choices else None


def _day_number(data: Any) -> int:
    if isinstance(data, str):
        return int("".join(c for c in data if c.isdigit()))
    return int(data)


def _ordinal(data: Any) -> int:
    return _day_number(data)


def _year_of(found: Found, scene: Scene) -> int | None:
    """The year that the expression names: `2025`, or `last year`."""
    number = found.get("Y")
    if number is not None:
        return int(number)
    unit = found.get("U")
    if unit is not None and unit["code"] == "Y" and scene.published and found.get("R"):
        return int(scene.published.year + found.get("R")[1])
    return None


def _nearest_year(month_number: int, number: int, scene: Scene) -> int | None:
    """The year that brings month and day nearest to publication, with the tense as a weight."""
    origin = scene.published
    if origin is None:
        return None
    choices = [d for y in (-1, 0, 1) if (d := _date(origin.year + y, month_number, number))]
    if not choices:
        return origin.year
    return min(choices, key=lambda d: _distance(d, origin, scene.tense)).year


def _distance(at: date, origin: date, tense: Tense) -> int:
    days = (at - origin).days
    wrong = (tense == "past" and days > 0) or (tense == "future" and days < 0)
    return abs(days) + (NEAR if wrong else 0)


def _month_year(found: Found, number: int, scene: Scene) -> int | None:
    origin = scene.published
    step = found.get("R")
    if origin is None:
        return None
    if step is None:
        if number == origin.month:
            return origin.year
        return _nearest_year(number, 15, scene)
    return origin.year + _step_years(step[1], number, origin)


def _step_years(step: int, number: int, origin: date) -> int:
    if step < 0:
        return 0 if number < origin.month else -1
    if step > 0:
        return 0 if number > origin.month else 1
    return 0


def _season_year(found: Found, first_month: int, scene: Scene) -> int | None:
    if scene.published is None:
        return None
    step = found.get("R")
    if step is None or "L" in found.tags:
        return _nearest_year(first_month, 1, replace(scene, tense="past" if "L" in found.tags else scene.tense))
    return scene.published.year + _step_years(step[1], first_month + 2 if step[1] < 0 else first_month, scene.published)


def _fraction_of_year(found: Found, scene: Scene, number: int, parts: int) -> Meaning | None:
    if not 1 <= number <= parts:
        return None
    make = cal.quarter if parts == 4 else cal.half
    given = _year_of(found, scene)
    origin = scene.published
    if given is None and origin is None:
        return Meaning("date", f"XXXX-{'Q' if parts == 4 else 'H'}{number}")
    if given is None and origin is not None:
        middle = (number * 2 - 1) * (12 // parts) // 2 + 1
        return _dated(make(_nearest_year(middle, 1, scene) or origin.year, number))
    return _dated(make(given or 1, number), True)


def _day_of(found: Found, scene: Scene) -> date | None:
    """The day that the tokens name, else the day of publication."""
    if any(tag in found.tags for tag in "Mm/I"):
        dated = calendar_day(Found([t for t in found.tokens if t.tag in "MmdOoYI/RU"][-5:]), scene)
        return date.fromisoformat(dated.when.start) if dated and dated.when else None
    if scene.published is None:
        return None
    if (day_step := found.get("T")) is not None:
        return scene.published + timedelta(day_step[1])
    number = found.get("Ww")
    return scene.published if number is None else _weekday(number, found.get("RL"), scene)


def _weekday(number: int, step: tuple[str, int] | None, scene: Scene) -> date:
    origin = scene.published or date.min
    back = (origin.weekday() - number) % 7
    if step is None or step[1] == 0:
        ahead = (number - origin.weekday()) % 7
        return origin + timedelta(ahead) if scene.tense == "future" else origin - timedelta(back)
    if step[1] < 0:
        return origin - timedelta(back or 7)
    return origin - timedelta(origin.weekday()) + timedelta(7 + number)


def _origin(word: str, scene: Scene) -> date | None:
    anchored = word in lexicon()["anchored"]["words"]
    return (scene.previous if anchored else None) or scene.published


def _stepped(step: tuple[str, int] | None, code: str, scene: Scene) -> date:
    word, count = step or ("this", 0)
    return cal.shift(_origin(word, scene) or date.min, code, count)


def _stepped_unit(word: str, step: int, unit: dict[str, Any], scene: Scene) -> Meaning | None:
    if unit["code"].startswith("T"):
        return None
    if _origin(word, scene) is None:
        return Meaning("date", "XXXX")
    return _dated(cal.unit_at(unit["code"], _stepped((word, step), unit["code"], scene)))


def _part(found: Found, period: Period, published: date | None = None) -> Period:
    """The early, mid or late part; `earlier this month` ends, and `later` begins, on publication."""
    if (word := found.get("e")) is not None:
        return cal.third(period, lexicon()["thirds"][word])
    shift = found.get("l")
    if shift and published and period.first <= published <= period.last:
        return replace(period, **{"last" if shift == "earlier" else "first": published})
    return period


def _clock_time(found: Found) -> str | None:
    """`HH:MM` in 24 hours."""
    if (word := found.get("p")) is not None:
        return str(lexicon()["clock_words"].get(word, word))
    text = next(token for token in found.tokens if token.tag in "CdY9")
    shown = f"{int(text.data):04}" if not isinstance(text.data, str) else text.data
    hour, minute = (int(shown[:-2]), int(shown[-2:])) if ":" not in shown else map(int, shown.split(":")[:2])
    if text.tag == "d":
        hour, minute = int(text.data), 0
    half_day = (found.get("A") or ("pm" if "P" in found.tags and found.get("P") != "MO" else ""))[:1]
    if half_day and not 1 <= hour <= 12:
        return None
    if half_day:
        hour = hour % 12 + (12 if half_day == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _offset(zone: dict[str, Any] | None, at: date) -> str:
    if not zone or "hours" not in zone:
        return ""
    minutes = round(60 * (zone["hours"] + cal.summer_hours(at, zone.get("summer"))))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _amount(found: Found) -> float | None:
    """The count before the unit; None where it is vague (`several`, `a few`)."""
    vague = found.get("s")
    if vague is not None:
        return 2.0 if vague == "couple" else None
    numbers: list[float] = []
    for token in found.tokens:
        if token.tag in "UJ":
            break
        if token.tag in "dY9nq":
            numbers.append(_number(token))
        elif token.tag in ">V":
            numbers.clear()
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


def _length(unit: dict[str, Any], amount: float | None) -> Meaning:
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
