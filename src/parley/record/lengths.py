"""Ends that are counted: "a 90-day truce that began on May 14", "has 30 days to reply", "14 days left"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from parley.model import When
from parley.read import Reading
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.words import actions

UP_TO = ("until", "through", "by", "before")
OFFSET = re.compile(r" (?:(?:from|after|of|before) (?:the|its|their|a|an) |ahead of )")
REACH = 10  # words around a length in which a word for a stretch of time stands
MONTH = 30.4  # days


def counted(
    reading: Reading, unit: Unit, time: TimeMention, token: Token, times: list[TimeMention]
) -> When | None:
    """The end of "a 90-day truce that began on May 14", "paused on Tuesday for 30 days"."""
    table = actions().deadline
    lemmas = {t.lemma.lower() for t in unit.tree}
    near = {t.lemma.lower() for t in unit.tree.tokens[max(0, token.i - REACH) : token.i + REACH]}
    if OFFSET.match(reading.doc.text[time.end :]):
        return None  # "within 190 days of the initiation"
    if time.days is not None and time.days >= 1 and is_time_given(unit, token, time):
        return later(reading, times, time)
    starts = [t.when for t in times if t.type == "date" and t.when is not None and t.when.precision == "day"
              and t.relation not in (*UP_TO, "after") and is_start(unit, t, token)]  # fmt: skip
    if time.days is None or len(starts) != 1 or time.days < 2:
        return None
    rests = near & {"suspend", "pause", "delay", "postpone", "freeze", "extend"} and time.relation == "for"
    since = any(t.relation == "from" and t.when == starts[0] for t in times)
    begun = bool(near & set(table["stretches"])) and bool(lemmas & set(table["starting"]))
    if not (begun or rests or since):
        return None
    end = counted_from(reading, starts[0].start, time)
    return When(end, end, "day") if reading.doc.day is None or end > reading.doc.day else None


def is_start(unit: Unit, day: TimeMention, length: Token) -> bool:
    """Whether the length runs from the day: told with one verb, or with a verb of beginning.

    Not from the day on which what is suspended was announced, nor from one on which something ends.
    """
    at = unit.tokens(day.start, day.end)
    own, other = (verb_over(unit, t) for t in (at[0], length)) if at else (None, None)
    if own is None or other is None or own.i == other.i:
        return True
    return own.lemma.lower() in actions().deadline["starting"]


def is_time_given(unit: Unit, token: Token, time: TimeMention) -> bool:
    """ "gave X three months to review", "has 30 days to reply", "must reply within 30 days"."""
    verbs = [t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")][:2]
    after = unit.tree.tokens[token.i : token.i + 9]
    to = any(
        (t.text.lower() == "to" and n.pos == "VERB") or (t.text.lower() == "in" and n.tag == "WDT")
        for t, n in pairwise(after)
    )
    given = any(v.lemma.lower() in ("give", "have", "grant", "allow") and v.pos == "VERB" for v in verbs)
    owed = any(k.text.lower() in ("must", "should") or k.lemma.lower() == "have" for v in verbs
               for k in unit.tree.children(v, "aux"))  # fmt: skip
    if is_by_rule(unit, token, verbs):
        return False
    left = bool(after[2:]) and any(t.text.lower() in ("left", "remaining") for t in after[:4])
    return (given and to) or (time.relation == "within" and owed) or left


def is_by_rule(unit: Unit, token: Token, verbs: list[Token]) -> bool:
    """A length that a rule gives to all ("importers have 180 days to", "up to 60 days to", "the law allows").

    No day is told from which it runs.
    """
    table = actions().deadline
    before = " ".join(t.text.lower() for t in unit.tree.tokens[max(0, token.i - 3) : token.i])
    if any(f" {before}".endswith(f" {p}") for p in table["at_most"]):
        return True
    for verb in verbs:
        subject = unit.tree.child(verb, "nsubj", "nsubjpass")
        if subject is None or verb.tag not in ("VBZ", "VBP"):
            continue
        bare = subject.tag == "NNS" and not unit.tree.children(
            subject, "det", "amod", "compound", "poss", "nummod"
        )
        ruled = subject.lemma.lower() in table["rules"]
        if (bare and verb.lemma == "have") or ruled:
            return True
    return False


def later(reading: Reading, times: list[TimeMention], length: TimeMention) -> When | None:
    """So many days or calendar months after the day told, or after that of writing."""
    told = [t.when.start for t in times if t.type == "date" and t.when and t.when.precision == "day"]
    day = told[0] if len(told) == 1 else reading.doc.day
    if day is None:
        return None
    end = counted_from(reading, day, length)
    return When(end, end, "day") if reading.doc.day is None or end > reading.doc.day else None


def counted_from(reading: Reading, day: str, length: TimeMention) -> str:
    """The day so many days, or calendar months, after another."""
    start, days = date.fromisoformat(day[:10]), length.days or 0
    if "month" not in reading.doc.text[length.start : length.end].lower():
        return (start + timedelta(days=round(days))).isoformat()
    months = start.month - 1 + round(days / MONTH)
    first = date(start.year + months // 12, months % 12 + 1, 1)
    return (first + timedelta(days=start.day - 1)).isoformat()


def verb_over(unit: Unit, token: Token) -> Token | None:
    """The nearest verb above a token."""
    return next((t for t in unit.tree.ancestors(token) if t.pos == "VERB"), None)
