"""What relative times are counted from, and the years and days that they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from parley.model import When
from parley.read import times_calendar as cal
from parley.read.times_calendar import Period
from parley.read.times_words import Token, lexicon

Tense = Literal["past", "future"] | None
Relation = Literal["on", "since", "until", "by", "from", "before", "after", "within", "for", "around"]
Kind = Literal["date", "time", "duration", "set", "range"]
NEAR = 180  # days that a date on the wrong side of publication for its tense counts farther away
OTHER_YEAR = 120  # the same for a date in another year than publication, where no tense is known


@dataclass(frozen=True, slots=True)
class Scene:
    """What relative times are counted from: publication day, last date of the text, tense around."""

    published: date | None
    previous: When | None
    tense: Tense
    before: str  # tags of the two tokens before
    after: str  # tag of the token after
    word: str = ""  # the token after, in lower case
    relation: Relation | None = None  # of the expression to its clause


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
        for token in self.tokens:
            if token.tag in tags:
                return token.data
        return None

    def all(self, tags: str) -> list[Any]:
        """Data of all tokens whose tags are among `tags`."""
        return [token.data for token in self.tokens if token.tag in tags]


def valid_date(year_number: int, month_number: int, number: int) -> date | None:
    """The date, None for `30 February`."""
    try:
        return date(year_number, month_number, number)
    except ValueError:
        return None


def year_told(found: Found, scene: Scene) -> int | None:
    """The year that the expression names: `2025`, or `last year`."""
    number = found.get("Y")
    if number is not None:
        return int(number)
    unit = found.get("U")
    if unit is not None and unit["code"] == "Y" and scene.published and found.get("R"):
        return int(scene.published.year + found.get("R")[1])
    return None


def nearest_year(month_number: int, number: int, scene: Scene) -> int | None:
    """The year that brings month and day nearest to publication, with the tense as a weight."""
    origin = scene.published
    if origin is None:
        return None
    choices = [d for y in (-1, 0, 1) if (d := valid_date(origin.year + y, month_number, number))]
    return nearest(choices, origin, scene.tense).year if choices else origin.year


def nearest(choices: Sequence[date], origin: date, tense: Tense) -> date:
    """The choice nearest to `origin`; one on the wrong side of it for its tense counts farther away."""
    return min(choices, key=lambda d: _distance(d, origin, tense))


def year_of_day(found: Found, month_number: int, number: int, scene: Scene) -> int | None:
    """As `_nearest_year`; `last Oct. 23` is the one before publication."""
    if scene.published is None or found.tags[0] != "R" or found.get("R")[1] >= 0:
        return nearest_year(month_number, number, scene)
    passed = (month_number, number) < (scene.published.month, scene.published.day)
    return scene.published.year - (0 if passed else 1)


def _distance(at: date, origin: date, tense: Tense) -> int:
    days = (at - origin).days
    if tense is None:  # a date without a year is most often one of the year of publication
        return abs(days) + (OTHER_YEAR if at.year != origin.year else 0)
    return abs(days) + (NEAR if (days > 0) == (tense == "past") and days else 0)


def year_of_month(found: Found, number: int, scene: Scene) -> int | None:
    """The year of a month without one; `last May` is the one before publication."""
    origin = scene.published
    step = found.get("R")
    if origin is None:
        return None
    if step is None:
        if number == origin.month:
            return origin.year
        return nearest_year(number, 15, scene)
    return origin.year + _step_years(step[1], number, origin)


def _step_years(step: int, number: int, origin: date) -> int:
    if step < 0:
        return 0 if number < origin.month else -1
    if step > 0:
        return 0 if number > origin.month else 1
    return 0


def year_of_season(found: Found, first_month: int, scene: Scene) -> int | None:
    """The year in which a season begins; `this past spring` lies behind, `last summer` too."""
    if scene.published is None:
        return None
    step = found.get("R")
    if step is None or "L" in found.tags:
        return nearest_year(
            first_month, 1, replace(scene, tense="past" if "L" in found.tags else scene.tense)
        )
    return scene.published.year + _step_years(
        step[1], first_month + 2 if step[1] < 0 else first_month, scene.published
    )


def day_of_week(number: int, step: tuple[str, int] | None, scene: Scene) -> date:
    """The last such day on or before publication; for the future the next on or after it.

    `this` looks ahead but for the past tense, `coming` always; `next Friday` is that of the week after.
    """
    origin = scene.published or date.min
    back, ahead = (origin.weekday() - number) % 7, (number - origin.weekday()) % 7
    word, count = step or ("", 0)
    if count == 0:
        future = scene.tense == "future" or (word == "this" and scene.tense is None)
        return origin + timedelta(ahead) if future else origin - timedelta(back)
    if count < 0:
        return origin - timedelta(back or 7)
    if word in ("coming", "upcoming"):
        return origin + timedelta(ahead or 7)
    return origin - timedelta(origin.weekday()) + timedelta(7 + number)


def origin_of(word: str, scene: Scene) -> date | None:
    """The day that `next`, `following` and their like count from."""
    anchored = word in lexicon()["anchored"]["words"]
    if anchored and scene.previous:
        return date.fromisoformat(scene.previous.start[:10])
    return scene.published


def stepped(step: tuple[str, int] | None, code: str, scene: Scene) -> date:
    """The day a step away: `last month`, `next week`."""
    word, count = step or ("this", 0)
    return cal.shift(origin_of(word, scene) or date.min, code, count)


def part_of(found: Found, period: Period, published: date | None = None) -> Period:
    """The early, mid or late part; `earlier this month` ends, and `later` begins, on publication.

    `later this week`, written on a Sunday, is the week that begins.
    """
    if (word := found.get("e")) is not None:
        return cal.third(period, lexicon()["thirds"][word])
    shift = found.get("l")
    if shift == "later" and period.precision == "week" and published == period.last:
        return cal.week(period.last + timedelta(1))
    if shift and published and period.first <= published <= period.last:
        return replace(period, last=published) if shift == "earlier" else replace(period, first=published)
    return period


def dated(period: Period, year_given: bool = False) -> Meaning:
    """The meaning of a stretch of the calendar."""
    return Meaning("date", period.value, period.when, None, year_given)
