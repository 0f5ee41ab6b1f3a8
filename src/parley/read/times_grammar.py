"""The grammar of time expressions: each rule is a regex over the tags of times_words, with its reading.

The tags of a text are joined to one string, a letter a token, and one alternation of all rules runs over it:
the leftmost match wins, and at one place the first rule of `RULES`. Repetition is bounded, so the time is
linear in the number of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from parley.read import times_days as days
from parley.read import times_meaning as meaning
from parley.read.times_scene import Found, Meaning, Scene
from parley.read.times_words import Token

Reading = Callable[[Found, Scene], Meaning | None]

NUMBER = r"(?:[dY9]q?|q|[nz](?:-?[nz]){0,3}(?:&nn?)?)"
COUNT = rf"(?:a?sf?|{NUMBER}(?:(?:-|>|V){NUMBER})?(?:&aH)?|az(?:-?[nz]){{0,3}}|a|Ha)"
ABOUT = r"(?:@?bc|@b|\^>|b)"
UNIT = r"-?[jb]{0,3}[UJ]"
LENGTH = rf"{ABOUT}?{COUNT}{UNIT}(?:&aH|V[ns])?(?:-G|-?=)?"
MONTH = r"[Mm]\.?"
YEAR = r"(?:,?Y(?!%))"
STEP = r"(?:f?R[UJ])"
MONTH_DAY = rf"{MONTH}t?[dOo](?![%])(?:{YEAR}|,?{STEP})?"
DAY_MONTH = rf"t?(?:[dO]f?|of){MONTH}(?:{YEAR}|,?{STEP})?"
WEEKDAY = r"[Ww]\.?"
DATE = rf"(?:{WEEKDAY}P?,?(?:r?t)?|R)?(?:{MONTH_DAY}|{DAY_MONTH})"
IN_WEEK = r"(?:f?RU(?!'))?"  # of which week a weekday is
DAY = rf"(?:I|/|{DATE}|R?L?W|T)"
CLOCK = r"(?:[Cd]A(?:,?Z)?|C(?:,?Z)?|p(?:,?Z)?|[Y9]Z)"
AGAIN = rf"(?:\({CLOCK},?r?{DAY}?_)?"  # the same hour in another zone
OF_YEAR = r"(?:t|R[UJ]')?"  # this year's first quarter
THIRD = r"(?:e-?|t?ef|l)"


class Match(NamedTuple):
    """Tokens `first` to `last` (exclusive) read by `name`."""

    first: int
    last: int
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A regex over tags and how to read what it matches."""

    name: str
    pattern: str
    read: Reading


RULES = (
    Rule("clock_date", rf"{CLOCK}{AGAIN},?[r@]?{DAY}P?", days.clock),
    Rule("date_clock", rf"{DAY},?[r@]?{CLOCK}{AGAIN}", days.clock),
    Rule("clock", rf"{CLOCK}{AGAIN}|ditP|dA", days.clock),
    Rule("month_days", rf"{MONTH}[dO](?:-|>|&)[dO](?![%UJ]){YEAR}?", days.days_of_month),
    Rule("days_month", rf"(?:t?[dO](?:-|>|&)t?[dO]f?){MONTH}{YEAR}?", days.days_of_month),
    Rule("part_of_day", rf"(?:[el]-?)?(?:{DAY}|R|tR?)P|[el]-?P{DAY}?|P(?={DAY})", days.part_of_day),
    Rule("date", rf"I|/|{DATE}", days.calendar_day),
    Rule("holiday", rf"R?!(?:{YEAR}|,?{STEP})?", days.holiday),
    Rule("day_of_month", r"(?<=[r>])tO(?=[-.,;()_fri>&]|$)", days.day_of_month),
    Rule(
        "quarter", rf"(?:t|R[UJ]')?F?Y?F?-?o-?J(?:fF?Y|{STEP}|ftU|Y)?|F?Q,?(?:f?F?Y)?|Y,?Q", meaning.quarter
    ),
    Rule("half", rf"{OF_YEAR}[oR]H(?:f?Y|{STEP}|ftU)|t?oH(?!f)", meaning.half),
    Rule("month", rf"(?:{THIRD}(?!R?{MONTH}t?[dO](?!%)))?R?{MONTH}(?:f?{YEAR}|{STEP})?", meaning.month),
    Rule("end_of", rf"{THIRD}(?:t?R?[UJ]|Y)|lit[UJ]|U'?-?(?:e)(?!f)", meaning.end_of),
    Rule("season", rf"{THIRD}?(?:RL?|t(?={'S'}))S(?:f?Y|{STEP})?|Sf?Y", meaning.season),
    Rule("weekday", rf"(?:[el]-?)?t?R?L?W(?!-t){IN_WEEK}|RU'W|[el]?T", days.weekday),
    Rule("ago", rf"{ABOUT}?(?:{LENGTH}|U|t?U-)[gl]-?[JD]?|U-?[gl]-?[JD]?", meaning.ago),
    Rule("from_day", rf"{LENGTH}~(?:N|T|R?L?W)", days.from_day),
    Rule("stretch", rf"(?:t?[RL]{COUNT}|t(?:o|R){COUNT}|t[RL]|[RL]){UNIT}", meaning.stretch),
    Rule("decade", r"t?e?-?[Kk]|t?[oO]-?U", meaning.decade),
    Rule("fiscal_year", r"t?R?FU?-?Y(?:-[dY])?|t?R?FU|Fd", meaning.fiscal_year),
    Rule("years", r"tY[DJ]", meaning.year),
    Rule("length", rf"{LENGTH}|t{COUNT}j{{0,3}}[UJ]|y|U-G|(?<=[ri])U", meaning.length),
    Rule("every", r"v(?:j|o)?(?:[UJ]|W|M)|u", meaning.every),
    Rule(
        "year",
        r"(?:(?<=[irt&(e'VFRMmfl>;ah@])|(?=&Y)|(?<=Y,)|(?<=Y-))Y(?:[-][dY])?(?![%UJ$Gnq9d])",
        meaning.year,
    ),
    Rule("year_of_noun", r"(?<=x)Y(?=[xX.,;])", meaning.year_of_noun),
    Rule("before_last", r"t[UJ]<", meaning.before_last),
    Rule("day_before", r"tUr(?=[.,;_]|$)", meaning.day_before),
    Rule("the_unit", r"t[UJ]", meaning.the_unit),
    Rule("reference", r"N|B|tE|EU", meaning.reference),
)
NEVER_FIRST = r"(?![xX.,_;$%('G=jcD<~])"  # saves most of the work: no rule begins with these
ALL = re.compile(NEVER_FIRST + "(?:" + "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in RULES) + ")")
READINGS = {rule.name: rule.read for rule in RULES}


def matches(tokens: list[Token]) -> list[Match]:
    """Where rules match, left to right, without overlap."""
    tags = "".join(token.tag for token in tokens)
    return [Match(m.start(), m.end(), m.lastgroup or "") for m in ALL.finditer(tags)]
