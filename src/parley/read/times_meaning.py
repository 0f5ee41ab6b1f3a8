"""What each kind of time expression means: tokens and publication date in, interval and TIMEX3 value out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from parley.model import Precision, When
from parley.read import times_calendar as cal
from parley.read.times_calendar import Period
from parley.read.times_numbers import amount_of, duration, ordinal
from parley.read.times_scene import (
    Found,
    Meaning,
    Scene,
    dated,
    nearest_year,
    origin_of,
    part_of,
    stepped,
    year_of_month,
    year_of_season,
    year_told,
)
from parley.read.times_words import lexicon

FEW = 3  # what `the past few weeks` is counted as


def month(found: Found, scene: Scene) -> Meaning | None:
    """`May`, `early April`, `last November`, `January 2026`, `June last year`."""
    number = found.get("Mm")
    if len(found.tags.rstrip(".")) == 1 and "m" in found.tags and not _is_month(found, scene):
        return None
    given = year_told(found, scene)
    year = given or year_of_month(found, number, scene)
    if year is None:
        return Meaning("date", f"XXXX-{number:02}")
    period = cal.month(year, number)
    return dated(part_of(found, period), given is not None)


def quarter(found: Found, scene: Scene) -> Meaning | None:
    """`the third quarter of 2025`, `Q2`, `this year's first quarter`."""
    text = found.get("Q")
    number = int(text.strip("q")) if text else ordinal(found.get("o"))
    return _fraction_of_year(found, scene, number, 4)


def half(found: Found, scene: Scene) -> Meaning | None:
    """`the first half of 2025`, `the last half of the year`."""
    number = ordinal(found.get("o")) if found.get("o") else 2
    return _fraction_of_year(found, scene, number, 2)


def season(found: Found, scene: Scene) -> Meaning | None:
    """`last summer`, `the winter of 1994`, `this past spring`."""
    data = found.get("S")
    given = year_told(found, scene)
    year = given or year_of_season(found, data["month"], scene)
    if year is None:
        return Meaning("date", f"XXXX-{data['code']}")
    first = date(year, data["month"], 1)
    last = cal.add_months(first, 3) - timedelta(1)
    period = Period(first, last, "quarter", f"{year}-{data['code']}")
    return dated(part_of(found, period), given is not None)


def end_of(found: Found, scene: Scene) -> Meaning | None:
    """`the end of the week`, `mid-2026`, `year-end`, `earlier this month`, `later this year`."""
    if (number := found.get("Y")) is not None:
        return dated(part_of(found, cal.year(number)), True)
    unit, step = found.get("UJ"), found.get("R")
    if scene.published is None:
        return Meaning("date", "XXXX")
    if unit["plural"]:
        return None
    at = stepped(step, unit["code"], scene)
    if unit["code"] == "D":
        at = _same_day(scene) or at
    period = cal.unit_at(unit["code"], at)
    if found.tags[0] in "UJ":  # year-end
        return dated(cal.day(period.last))
    return dated(part_of(found, period, scene.published))


def ago(found: Found, scene: Scene) -> Meaning | None:
    """`two weeks ago`, `a year earlier`, `three days later`, `the year-ago quarter`."""
    unit, amount = found.get("UJ"), amount_of(found)
    later = found.get("l") == "later"
    if amount is None or unit["code"].startswith("T"):
        return Meaning("date", "FUTURE_REF" if later else "PAST_REF")
    origin, code = _origin_of_ago(found, scene)
    if origin is None:
        return Meaning("date", "FUTURE_REF" if later else "PAST_REF")
    at = cal.shift(origin, unit["code"], amount if later else -amount)
    if code in ("W", "F"):
        precision: Precision = "day" if amount == 1 else "week"
        return dated(replace(cal.day(at), precision=precision))
    told = dated(cal.unit_at(code, at))
    return replace(told, when=cal.year(at.year).when) if code in ("E", "C") else told


def _origin_of_ago(found: Found, scene: Scene) -> tuple[date | None, str]:
    """What `ago` counts from, and the unit to which it is exact: `a year earlier` keeps month and quarter."""
    code, previous = found.get("UJ")["code"], scene.previous
    if code == "Y" and previous and previous.precision in ("quarter", "month"):
        kept = "Q" if previous.precision == "quarter" or "J" in found.tags else "M"
        return date.fromisoformat(previous.start[:10]), kept
    if code == "Y" and "J" in found.tags and scene.published:  # of a report on the last full quarter
        return cal.shift(scene.published, "Q", -1), "Q"
    if previous and not found.get("g"):
        return _anchor(scene, code), code
    return scene.published, code


def stretch(found: Found, scene: Scene) -> Meaning | None:
    """`last week`, `the past two months`, `the next few days`, `recent weeks`, `the first nine months`."""
    step = (found.get("RL") or ("", 0))[1]
    unit = found.get("UJ")
    counted = any(tag in found.tags for tag in "dY9qnzsaH")
    if "R" in found.tags and not counted and not unit["plural"]:
        return _stepped_unit(found, unit, scene)
    length = duration(unit, amount_of(found) if counted or not unit["plural"] else None)
    vague = length.days is None and found.get("s") != "few"
    if scene.published is None:
        return length
    if found.get("o") == 1 and unit["code"] in ("M", "Q") and length.days and scene.after != "f":
        return replace(length, kind="range", when=_from_january(amount_of(found) or 1, unit["code"], scene))
    if step == 0 or vague:
        return length
    count = (amount_of(found) or (FEW if found.get("s") == "few" else 1)) * step
    other = cal.shift(scene.published, unit["code"], count)
    start, end = min(other, scene.published), max(other, scene.published)
    precision = cal.unit_at(unit["code"], start).precision
    return replace(length, kind="range", when=When(start.isoformat(), end.isoformat(), precision))


def length(found: Found, scene: Scene) -> Meaning | None:
    """`90-day`, `a week and a half`, `nearly seven hours`; `in two weeks` is a date; `$5 a year` a set."""
    if (name := found.get("y")) is not None:
        return duration(lexicon()["units"][name], 1)
    if len(found.tags) == 1:
        return duration(found.get("UJ"), None) if found.get("UJ")["plural"] else None
    unit = found.get("UJ")
    if "=" in found.tags or (unit["code"] == "Q" and (found.tags == "aJ" or scene.after == "f")):
        return None  # an age, or a share
    if found.tags in ("aU", "aJ") and scene.before[-1:] in tuple("d9Yn%$U"):
        return Meaning("set", f"P1{unit['code']}")
    amount = amount_of(found)
    meant = duration(unit, amount)
    short = unit["code"].startswith("T") and (meant.days or 0) < 1
    if amount is None or scene.published is None or short:
        return meant
    if not (scene.before[-1:] == "i" and scene.tense != "past") and not _is_term(scene):
        return meant
    at = cal.shift(scene.published, unit["code"], amount)
    precision = cal.unit_at(unit["code"], at).precision
    return replace(meant, kind="date", when=When(at.isoformat(), at.isoformat(), precision))


def fiscal_year(found: Found, scene: Scene) -> Meaning | None:
    """`fiscal 2030`, `FY2029-30`, `the last fiscal year`: the calendar year it is called by."""
    if found.get("Yd") is not None:
        return year(found, scene)
    if scene.published is None:
        return Meaning("date", "XXXX")
    step = found.get("R")
    period = cal.year(scene.published.year + (step[1] if step else 0))
    return dated(period) if step else Meaning("date", period.value)


def year_of_noun(found: Found, scene: Scene) -> Meaning | None:
    """`an upbeat 2030 budget`; a count before a plural (`employs 2030 people`) is no year."""
    many = scene.word in lexicon()["counted"]["words"] or (scene.word[-1:] == "s" and scene.after == "x")
    return None if many or not 1900 <= found.get("Y") <= 2100 else year(found, scene)


def before_last(found: Found, scene: Scene) -> Meaning | None:
    """`the week before last`."""
    unit = found.get("UJ")
    if scene.published is None:
        return Meaning("date", "XXXX")
    return dated(cal.unit_at(unit["code"], cal.shift(scene.published, unit["code"], -2)))


def day_before(found: Found, scene: Scene) -> Meaning | None:
    """`the day before`, `the month after`, at the end of a clause: counted from the date told before."""
    unit, side = found.get("U"), found.get("r")
    if unit["plural"] or side not in ("before", "after") or unit["code"].startswith("T"):
        return None
    origin = _anchor(scene, unit["code"])
    if origin is None:
        return Meaning("date", "PAST_REF" if side == "before" else "FUTURE_REF")
    return dated(cal.unit_at(unit["code"], cal.shift(origin, unit["code"], 1 if side == "after" else -1)))


def decade(found: Found, scene: Scene) -> Meaning | None:
    """`the 1990s`, `the late '80s`, `the nineties`, `the 20th century`."""
    if (unit := found.get("U")) is not None:
        if unit["code"] != "C":
            return None
        number = ordinal(found.get("oO"))
        return dated(cal.unit_at("C", date(number * 100 - 50, 1, 1))) if 1 < number < 31 else None
    first = found.get("k")
    if first is None:
        digits = "".join(c for c in str(found.get("K")) if c.isdigit())
        first = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) > 20 else None
    return dated(part_of(found, cal.decade(first)), True) if first else None


def year(found: Found, scene: Scene) -> Meaning | None:
    """`2025`, `2018-19`, `fiscal 2025`, `the 2024 quarter`."""
    numbers = found.all("Yd")
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    if first < 100:  # FY25
        first = last = 2000 + first
    if len(numbers) == 2 and last < 100:
        last = first // 100 * 100 + last
    if last < first or last - first > 200:
        return None
    return replace(dated(cal.year(first, last), True), kind="range" if last > first else "date")


def every(found: Found, scene: Scene) -> Meaning | None:
    """`every day`, `each July`, `annually`, `per year`."""
    if (value := found.get("u")) is not None:
        return Meaning("set", value)
    if (unit := found.get("UJ")) is not None:
        return Meaning("set", duration(unit, 1).value)
    number = found.get("M")
    return Meaning("set", f"XXXX-{number:02}" if number else f"XXXX-WXX-{found.get('W') + 1}")


def the_unit(found: Found, scene: Scene) -> Meaning | None:
    """`the weekend`, and `the quarter` of a report on results: the last full one."""
    unit = found.get("UJ")
    if scene.word == "ended":  # `the year ended 31 March` is a length
        return duration(unit, 1)
    if unit["plural"] or unit["code"] not in ("WE", "Q", "Y", "W", "M") or scene.published is None:
        return None
    if scene.after == "-":  # quarter-on-quarter
        return None
    code = unit["code"]
    back = (
        1
        if code == "Q" or (code == "WE" and scene.tense != "future" and scene.published.weekday() < 5)
        else 0
    )
    period = cal.unit_at(code, cal.shift(scene.published, code, -back))
    return Meaning("date", period.value, period.when if code == "WE" else None)


def reference(found: Found, scene: Scene) -> Meaning | None:
    """`now`, `recently`, `soon`: found, but no date."""
    return Meaning("date", {"N": "PRESENT_REF", "B": "PAST_REF", "E": "FUTURE_REF"}[found.tags[-1]])


def _fraction_of_year(found: Found, scene: Scene, number: int, parts: int) -> Meaning | None:
    if not 1 <= number <= parts:
        return None
    make = cal.quarter if parts == 4 else cal.half
    given = year_told(found, scene)
    origin = scene.published
    if given is None and origin is None:
        return Meaning("date", f"XXXX-{'Q' if parts == 4 else 'H'}{number}")
    if given is None and origin is not None:
        first = (number - 1) * (12 // parts) + 1
        if scene.tense == "past":  # the last that has begun
            return dated(make(origin.year - (first > origin.month), number))
        return dated(make(nearest_year(first, 1, replace(scene, tense=None)) or origin.year, number))
    return dated(make(given or 1, number), True)


def _stepped_unit(found: Found, unit: dict[str, Any], scene: Scene) -> Meaning | None:
    word, step = found.get("R")
    if unit["code"].startswith("T"):
        return None
    word = "following" if word == "next" and found.tags[0] == "t" else word  # `the next day`
    if origin_of(word, scene) is None:
        return Meaning("date", "XXXX")
    return dated(cal.unit_at(unit["code"], stepped((word, step), unit["code"], scene)))


def _from_january(count: float, code: str, scene: Scene) -> When:
    """The first months of the year: of this one where they have passed or lie ahead, else of the last."""
    origin = scene.published or date.min
    first = origin.replace(month=1, day=1)
    end = cal.shift(first, code, count)
    if scene.tense != "future" and end > origin:
        first, end = cal.add_months(first, -12), cal.add_months(end, -12)
    return When(first.isoformat(), (end - timedelta(1)).isoformat(), "month")


def _is_term(scene: Scene) -> bool:
    """`must answer within 30 days`, counted from publication; `within 30 days of signing` is not."""
    return scene.relation == "within" and scene.tense == "future" and scene.after not in tuple("fr")


def _same_day(scene: Scene) -> date | None:
    """The day that `later in the day` means: the one told before, where it has just passed."""
    at = _anchor(scene, "D")
    return at if at and scene.published and 0 <= (scene.published - at).days <= 3 else None


def _is_month(found: Found, scene: Scene) -> bool:
    """Is a word that is a name too (`May`, `Jan`) a month? It needs a preposition; `Jan Novak` is a man."""
    name = scene.after == "X" and found.tags == "m" and found.tokens[0].end - found.tokens[0].start == 3
    whole = found.get("m") == 5
    stands = scene.before[-1:] in tuple("iref&>V(t,lb") or scene.before in ("M-", "m-")
    return stands and (whole or not name)


def _anchor(scene: Scene, code: str) -> date | None:
    """The day told before, from which `two weeks later` counts; None where it is known less exactly."""
    exact = scene.previous and (code not in cal.DAYS or scene.previous.precision in ("day", "minute", "week"))
    return date.fromisoformat(scene.previous.start[:10]) if scene.previous and exact else None
