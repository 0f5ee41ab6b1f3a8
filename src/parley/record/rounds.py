"""Days and places of meetings: what the words around a meeting tell, and what the article tells elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from parley.model import When
from parley.read import Reading
from parley.read.mentions import Mention
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.events import Event, is_meeting_noun
from parley.record.occasions import lies_ahead, without_source
from parley.record.words import actions

LENGTHS = {"two": 2, "three": 3, "four": 4, "second": 2, "third": 3, "fourth": 4, "2": 2, "3": 3, "4": 4}
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
ROUND = 2  # days between the first and the last day of one round
NEAR = 3  # days between which two reports speak of one round
LOOSE = (
    "subject",
    "before",
    "after",
    "during",
    "mention",
)  # constructions whose phrase the parser often cuts short
CLAUSE_TAGS = ("VBD", "VBZ", "VBP", "VBN", "VB", "VBG", "MD", "TO", "WDT", "WP", "WRB", "WP$")
LEAD = 2  # units in which an article tells of what day it is
FRESH = 6  # units after these that still tell of that day's meeting
RECENT = 7  # days before publication in which an undated meeting may have been


def when(reading: Reading, unit: Unit, event: Event, tokens: Sequence[Token], action: str) -> When | None:
    """The day told; for "two days of talks" and "a second day" the days that led up to it."""
    tokens = without_source(unit, tokens)
    told = on_side(reading, reading.doc.times_in(unit, tokens), action)
    if told is None and event.how in LOOSE:
        told = on_side(reading, reading.doc.times_in(unit, stretch(unit, event.token)), action)
    span = days_long(unit, tokens)
    if told is None and action == "planned":
        return without_day(reading, unit, event, action)  # "will visit Lima for two days"
    if (
        told is None
        and span is not None
        and event.how == "after"
        and event.act.lemma.lower() in actions().meeting["outcomes"]
    ):
        told = day_of_outcome(reading, unit)
    if span is None or (told is not None and told.precision not in ("day", "minute")):
        return told or without_day(reading, unit, event, action)
    return days(reading, unit, event, tokens, (told, span))


def day_of_outcome(reading: Reading, unit: Unit) -> When | None:
    """ "agreed on Tuesday after two days of talks": the one day of the past that the sentence tells."""
    told = [t.when for t in reading.doc.times_touching(unit) if t.when and t.relation in (None, "on")]
    past = [w for w in told if w.precision == "day" and w.start[:10] <= (reading.doc.day or "")]
    return past[0] if len(past) == 1 else None


def stretch(unit: Unit, noun: Token) -> list[Token]:
    """The words behind a noun of meeting up to the next clause, wherever the parser hung them."""
    found: list[Token] = []
    others = (t for t in unit.tree.tokens[noun.i + 1 :] if t.pos == "NOUN" and is_meeting_noun(unit, t))
    end = next((unit.tree.subtree(t)[0].i for t in others), len(unit.tree))
    for token in unit.tree.tokens[noun.i + 1 : max(end, noun.i + 1)]:
        if token.tag in CLAUSE_TAGS or token.text == ";" or token.dep == "mark":
            break
        found.append(token)
    return found


def day_told(times: Sequence[TimeMention], action: str) -> When | None:
    """The first time that is no end; the start of what goes on since then."""
    since = slots.date_of([t for t in times if t.relation == "since"])
    exact = [t for t in times if t.relation != "since"]
    return (
        in_a_row([t.when for t in exact if t.when])
        or slots.date_of(exact)
        or (When(since.start, None, since.precision) if since and action == "ongoing" else None)
    )


def in_a_row(told: Sequence[When]) -> When | None:
    """ "on Monday and Tuesday": from the first to the last of days that follow one another."""
    days = sorted({w.start[:10] for w in told})
    if len(days) < 2 or any(w.precision not in ("day", "minute") for w in told):
        return None
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return When(days[0], days[-1], "day") if (last - first).days == len(days) - 1 else None


def on_side(reading: Reading, times: Sequence[TimeMention], action: str) -> When | None:
    """The day told; a bare weekday on the wrong side of the day of writing is moved by a week."""
    told, day = day_told(times, action), reading.doc.day
    words = {reading.doc.text[t.start : t.end].lower() for t in times if t.when == told}
    if told is None or day is None or told.precision != "day" or not words & WEEKDAYS:
        return told
    weeks = (
        1 if action == "planned" and told.start < day else -1 if action == "held" and told.start > day else 0
    )
    moved = (date.fromisoformat(told.start) + timedelta(weeks=weeks)).isoformat()
    return When(moved, moved, "day") if weeks else told


def put_off_to(reading: Reading, unit: Unit, event: Event) -> When | None:
    """ "postponed the talks until July", "moved to Friday": the new day of a meeting."""
    if event.how not in ("object", "subject") or event.act.lemma.lower() not in actions().meeting["moving"]:
        return None
    for time in reading.doc.times_in(unit, unit.tree.subtree(event.act)):
        first = unit.tokens(time.start, time.end)[0].i
        led = {t.text.lower() for t in unit.tree.tokens[max(0, first - 1) : first + 1]}
        new = on_side(reading, [replace(time, relation=None)], "planned")
        if led & {"to", "until", "till"} and lies_ahead(reading, new):
            return new
    return None


def days(
    reading: Reading, unit: Unit, event: Event, tokens: Sequence[Token], told: tuple[When | None, int]
) -> When | None:
    """First and last day of a round of so many days, of which one is told or it is just over."""
    day, span = told
    last = slots.expiry_of(reading.doc.times_in(unit, tokens)) if day is None else None
    if last is not None:  # "a two-day meeting through Friday"
        begin = date.fromisoformat(last) - timedelta(days=span - 1)
        return When(begin.isoformat(), last, "day")
    if day is not None and day.end is not None and day.start[:10] < day.end[:10]:
        return day
    nth = is_nth(tokens)
    end = day.start if day is not None else (reading.doc.day if nth else day_before_writing(reading))
    if end is None:
        return day
    first = date.fromisoformat(end[:10])
    if nth and not any(t.text.lower() == "into" for t in tokens):
        return When(end[:10], end[:10], "day")
    if day is not None and opens(event, tokens):
        return When(end[:10], (first + timedelta(days=span - 1)).isoformat(), "day")
    return When((first - timedelta(days=span - 1)).isoformat(), end[:10], "day")


def opens(event: Event, tokens: Sequence[Token]) -> bool:
    """Is the day told the first one: "met on Monday for two days", "talks that began on Monday"?"""
    words = {event.act.lemma.lower(), event.token.lemma.lower(), *(t.lemma.lower() for t in tokens)}
    return (
        bool(words & {"meet", "begin", "start", "open", "kick", "launch", "gather", "from", "arrive"})
        and event.act.lemma.lower() != "conclude"
    )


def without_day(reading: Reading, unit: Unit, event: Event, action: str) -> When | None:
    """No day beside the meeting: the day of what followed it, and of writing for what is going on."""
    day = reading.doc.day
    if day is None:
        return None
    if (
        event.how == "after"
        and action == "held"
        and slots.people_in(reading, unit, unit.tree.subtree(event.top))
    ):
        exact = [
            t for t in reading.doc.times_in(unit, tuple(unit.tree)) if t.when and t.when.precision == "day"
        ]
        past = [t for t in exact if t.when and t.when.start <= day]
        return past[0].when if len(past) == 1 else None
    present = any(
        k.tag in ("VBZ", "VBP") for k in (event.act, *unit.tree.children(event.act, "aux", "auxpass"))
    )
    return When(day, day, "day") if action == "ongoing" and present else None


def days_long(unit: Unit, tokens: Sequence[Token]) -> int | None:
    """2 for "two days of talks" and for "a second day of talks"."""
    for token in tokens:
        if token.lemma.lower() == "day":
            kids = unit.tree.children(token, "nummod", "amod")
            found = [LENGTHS[k.text.lower()] for k in kids if k.text.lower() in LENGTHS]
            if found:
                return found[0]
        left, joint, right = token.text.lower().partition("-")
        if joint and right == "day" and left in LENGTHS:
            return LENGTHS[left]
    return None


def is_nth(tokens: Sequence[Token]) -> bool:
    """ "a second day": the day of writing is that day."""
    return any(t.text.lower() in ("second", "third", "fourth") for t in tokens)


def day_before_writing(reading: Reading) -> str | None:
    """Talks that are over when somebody speaks of them ended the day before, or that day."""
    day = reading.doc.day
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def place_of(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> str | None:
    """The city: a venue or capital told as a place, "the British capital", "at the White House"."""
    for mention in reading.doc.mentions_in(unit, tokens):
        after = reading.doc.text[mention.end : mention.end + 8]
        before = words_before(reading, mention)
        if mention.kind in ("venue", "capital") and is_site(reading, mention):
            return mention.name
        if mention.kind == "adjective" and after == " capital":
            return reading.doc.lexicon.parties[mention.party or ""].capital
        if mention.key in actions().meeting["seats"] and before[-2:] == ["at", "the"]:
            return str(actions().meeting["seats"][mention.key])
    here = any(t.text.lower() == "here" for t in tokens)
    return next(unlisted(reading, unit, tokens), reading.doc.article.place if here else None)


def unlisted(reading: Reading, unit: Unit, tokens: Sequence[Token]) -> Iterator[str]:
    """A town that no list has: a name right behind "in", which is neither a state nor a time."""
    timed = {t.i for m in reading.doc.times_touching(unit) for t in unit.tokens(m.start, m.end)}
    for token in tokens:
        above = unit.tree.head(token)
        if (
            token.pos != "PROPN"
            or token.dep != "pobj"
            or above is None
            or above.text != "in"
            or token.i in timed
        ):
            continue
        run = [t for t in unit.tree.children(token, "compound") if t.pos == "PROPN"]
        if reading.doc.mentions_in(unit, [*run, token]) or not token.text[:1].isupper():
            continue
        yield " ".join(t.text for t in (*run, token))


def words_before(reading: Reading, mention: Mention) -> list[str]:
    """The last words before a mention, lower case."""
    return reading.doc.text[max(0, mention.start - 12) : mention.start].lower().split()


def is_site(reading: Reading, mention: Mention) -> bool:
    """A city after a word of place, or right before the talks, and not one of those between whom they are."""
    before = words_before(reading, mention)
    if before[-1:] and before[-1] in ("between", "and", "with", "from"):
        return False
    return mention.kind == "venue" or slots.is_place(reading, mention)


def completed(reading: Reading, drafts: list[Draft], hints: list[Draft]) -> Iterator[Draft]:
    """Fill in place and days from what the article tells elsewhere of the same parties' meeting."""
    for draft in drafts:
        others = [
            o
            for o in (*drafts, *hints)
            if o is not draft
            and set(o.actors) == set(draft.actors)
            and (o.instrument == draft.instrument or is_any_way(draft))
        ]
        placed = with_place(draft, others, reading.doc.day)
        yield with_lead(reading, with_date(placed, others, reading.doc.day))


def is_any_way(draft: Draft) -> bool:
    """ "X spoke with Y": by what means is not told."""
    return draft.rule.endswith((" speak", " talk")) and draft.instrument == "in_person"


def with_lead(reading: Reading, draft: Draft) -> Draft:
    """A meeting that has just been, without a day of its own: the day of which the first sentences tell."""
    day = reading.doc.day
    if draft.date is not None or day is None or draft.action != "held":
        return draft
    lead = [u for u in reading.doc.units if u.cut.kind not in ("title", "heading")][:LEAD]
    told = [t.when for u in lead for t in reading.doc.times_touching(u) if t.relation in (None, "on")]
    fresh = [w for w in told if w is not None and w.precision == "day" and recent(w, day)]
    if fresh and draft.unit <= lead[-1].index + FRESH:
        return replace(draft, date=fresh[0])
    just = draft.rule.startswith("meeting: after") and draft.people
    return replace(draft, date=When(day, day, "day")) if just else draft


def with_place(draft: Draft, others: list[Draft], day: str | None) -> Draft:
    """The place of a meeting of the same parties within three days, if the article knows only one."""
    if draft.place or draft.instrument != "in_person" or draft.action == "planned":
        return draft
    at = draft.date or (When(day, day, "day") if day else None)
    known = [o for o in others if o.place and o.action != "planned" and near(o.date, at)]
    known = [o for o in known if o.date is not None or o.unit != draft.unit]  # "after a visit to Lima"
    places = {o.place for o in known}
    return replace(draft, place=places.pop()) if len(places) == 1 else draft


def with_date(draft: Draft, others: list[Draft], day: str | None) -> Draft:
    """The days of the same parties' round, from its first to its last day told."""
    if draft.date is not None or draft.action == "cancelled":
        return draft
    exact = [o for o in others if o.date and o.date.precision in ("day", "minute")]
    same = [o for o in exact if (o.action == "planned") == (draft.action == "planned")]
    dated = [o.date for o in same if o.date and (o.place == draft.place or not draft.place)]
    if draft.action != "planned":
        dated = [d for d in dated if day is not None and recent(d, day)]
    elif day is not None:
        dated = [d for d in dated if d.start[:10] > day]
    if not dated:
        return draft
    first, last = min(d.start for d in dated)[:10], max(d.end or d.start for d in dated)[:10]
    if (date.fromisoformat(last) - date.fromisoformat(first)).days > ROUND:
        return draft
    if not is_round(draft):
        near = min(same, key=lambda o: abs(o.unit - draft.unit)).date
        return replace(draft, date=near if near in dated else dated[0])
    return replace(draft, date=When(first, last, "day"))


def is_round(draft: Draft) -> bool:
    """Talks, which may last several days; a meeting, a call or a visit has its own day."""
    return draft.rule.endswith((" talk", " negotiation", " round", " discussion", " dialogue", " session"))


def recent(when: When, day: str) -> bool:
    """At most a week before the day of writing."""
    gap = date.fromisoformat(day) - date.fromisoformat(when.start[:10])
    return 0 <= gap.days <= RECENT


def near(one: When | None, other: When | None) -> bool:
    """Days at most three apart; an unknown day is near to any."""
    if one is None or other is None:
        return True
    gap = date.fromisoformat(one.start[:10]) - date.fromisoformat(other.start[:10])
    return abs(gap.days) <= NEAR
