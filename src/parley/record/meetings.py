"""Meetings: rounds of talks, summits and calls; held, going on, planned, cancelled, denied.

A meeting is a noun or verb of meeting with something that makes it one meeting: a time, a place, or persons of
two sides. What one sentence leaves out, another of the same article may tell: place and days of the round that
the article is about are filled in from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from parley.model import When
from parley.read import Reading
from parley.read.mentions import Mention
from parley.read.modality import Mood, mood_of
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft, voice_at
from parley.record.words import actions

MEETING_VERBS = ("meet", "reconvene", "confer", "huddle")
LEADERS = ("us-president", "cn-president")


def find_meetings(reading: Reading) -> Iterator[Draft]:
    """The meetings of an article, in text order."""
    found = [d for unit in reading.doc.units if unit.cut.kind != "heading" for d in unit_meetings(reading, unit)]
    yield from completed(reading, [d for d in found if told(reading, d)])


def told(reading: Reading, draft: Draft) -> bool:
    """More than a mention: a day, a place where it is held, persons of two sides, or that it goes on or is off."""
    if draft.date or draft.action in ("ongoing", "cancelled") or draft.certainty == "denied":
        return True
    unit = reading.doc.units[draft.unit]
    token = unit.tree[draft.trigger]
    act = main_verb(unit, token)
    verbs = {act.lemma.lower(), *(k.lemma.lower() for k in unit.tree.children(token, "acl", "relcl"))}
    sides = {m.party for m in reading.doc.mentions_in(unit, unit.tree) if m.kind == "person" and m.name in draft.people}
    done = verbs & {*actions().meeting["held"], *MEETING_VERBS}
    return bool(draft.place and done) or len(sides) > 1 or (len(draft.people) > 1 and bool(done))


def unit_meetings(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """One draft for each meeting of a unit; further words for the same meeting are passed over."""
    seen: list[Draft] = []
    for token in unit.tree:
        draft = meeting(reading, unit, token) if is_meeting(unit, token) else None
        if draft is None:
            continue
        twin = next((i for i, other in enumerate(seen) if same(draft, other)), None)
        if twin is None:
            seen.append(draft)
        else:
            seen[twin] = joined(seen[twin], draft)
    yield from seen


def is_meeting(unit: Unit, token: Token) -> bool:
    """A noun or verb of meeting that heads its phrase; "a round of tariffs" is none, nor "a call for talks"."""
    table = actions().meeting
    lemma = token.lemma.lower()
    if token.pos == "VERB":
        if lemma == "speak" or lemma == "talk":
            return bool(set(phone_words(unit, token)) & set(table["phone"])) or with_person(unit, token)
        return lemma in MEETING_VERBS and token.tag != "VBG"
    if token.pos != "NOUN" or lemma not in table["nouns"] or token.dep == "compound":
        return False
    above = unit.tree.head(token)
    outer = unit.tree.head(above) if above is not None and above.text.lower() == "of" else None
    if outer is not None and outer.lemma.lower() in (*table["nouns"], "day", "series"):
        return outer.lemma.lower() in ("day", "series")
    below = [t.lemma.lower() for p in unit.tree.children(token, "prep") for t in unit.tree.subtree(p)[:4]]
    if lemma in ("round", "session", "series"):
        left = [t.lemma.lower() for t in unit.tree.children(token, "compound", "amod")]
        return any(w in table["nouns"] for w in (*below, *left)) or "in-person" in " ".join(left)
    if lemma in ("call", "visit", "trip", "discussion", "conversation"):
        return "for" not in below[:1]
    return True


def phone_words(unit: Unit, token: Token) -> list[str]:
    """Lemmas below a verb, for "spoke by phone"."""
    return [t.lemma.lower() for t in unit.tree.subtree(token)]


def with_person(unit: Unit, token: Token) -> bool:
    """"spoke with": a conversation of two, not a speech."""
    return any(p.text.lower() == "with" for p in unit.tree.children(token, "prep"))


def meeting(reading: Reading, unit: Unit, token: Token) -> Draft | None:
    """The slots that the unit's own words tell."""
    tokens = phrase(unit, token)
    act = main_verb(unit, token)
    mood = mood_of(unit, act)
    if any(k.text.lower() in ("if", "unless", "once", "whether") for k in unit.tree.children(act, "mark")):
        return None
    times = reading.doc.times_in(unit, tokens)
    people = slots.people_in(reading, unit, [*tokens, *subject(unit, act)])
    action = stage(unit, act, token, mood)
    return Draft(
        kind="meeting",
        unit=unit.index,
        trigger=token.i,
        rule=f"meeting: {token.lemma.lower()}",
        actors=participants(reading, unit, token, act),
        people=people,
        instrument=instrument(tokens),
        action=action,
        date=when(reading, unit, tokens, times) or day_before(reading, unit, token, action),
        place=place_of(reading, unit, tokens),
        certainty="denied" if mood.negated or is_denied(reading, unit, act) else ("planned" if action == "planned" else None),
    )


def is_denied(reading: Reading, unit: Unit, act: Token) -> bool:
    """Told only to be denied: "denied that talks were under way"."""
    frame = voice_at(reading, unit, act).frame
    return frame is not None and frame.lemma in ("deny", "refute", "dismiss") and act.i in frame.content


def phrase(unit: Unit, token: Token) -> tuple[Token, ...]:
    """The words that belong to the meeting: its phrase, and its verb's complements of time and place."""
    tree = unit.tree
    found = {t.i for t in tree.subtree(token)}
    above = tree.head(token)
    if above is not None and above.lemma.lower() in ("of", "for") and token.dep == "pobj":
        outer = tree.head(above)
        if outer is not None and outer.lemma.lower() in actions().meeting["nouns"] + ["day", "series"]:
            return phrase(unit, outer)
    if above is not None and above.pos in ("VERB", "AUX") and token.dep in ("dobj", "nsubjpass", "nsubj", "conj"):
        for kid in tree.children(above, "prep", "npadvmod", "advmod", "acomp"):
            found |= {t.i for t in tree.subtree(kid)}
    found -= {t.i for kid in tree.children(token, "relcl", "advcl") for t in tree.subtree(kid)}
    found |= {t.i for kid in tree.children(token, "relcl", "acl") if kid.lemma.lower() in ("hold", "start", "begin", "take", "be")
              for t in tree.subtree(kid)}  # fmt: skip
    return tuple(tree[i] for i in sorted(found))


def when(reading: Reading, unit: Unit, tokens: tuple[Token, ...], times: tuple[TimeMention, ...]) -> When | None:
    """The day told; for "two days of talks" and "a second day" the days that led up to it."""
    told_day = slots.date_of([t for t in times if t.relation not in ("since",)])
    span = days_long(unit, tokens)
    if span is None or (told_day is not None and told_day.precision != "day"):
        return told_day
    end = told_day.start if told_day is not None else (reading.doc.day if ordinal(unit, tokens) else last_day(reading, unit))
    if end is None:
        return told_day
    if ordinal(unit, tokens) and tokens[0].text.lower() not in ("into", "to"):
        return When(end[:10], end[:10], "day")
    day = date.fromisoformat(end[:10])
    if told_day is not None and not unit.tree[tokens[0].i].lemma.lower() == "conclude" and opens(unit, tokens):
        return When(end[:10], (day + timedelta(days=span - 1)).isoformat(), "day")
    return When((day - timedelta(days=span - 1)).isoformat(), end[:10], "day")


def opens(unit: Unit, tokens: tuple[Token, ...]) -> bool:
    """Is the day told the first one: "met on Monday for two days", "talks that began on Monday"?"""
    return any(t.lemma.lower() in ("meet", "begin", "start", "open", "kick") for t in tokens)


def day_before(reading: Reading, unit: Unit, token: Token, action: str) -> When | None:
    """"after a call with ...": the day of the sentence that it precedes, else of the article."""
    above = unit.tree.head(token)
    if action != "held" or above is None or above.text.lower() not in ("after", "following"):
        return None
    verb = unit.tree.head(above)
    around = unit.tree.subtree(verb) if verb is not None else ()
    told_day = slots.date_of([t for t in reading.doc.times_in(unit, around) if t.when and t.when.precision == "day"])
    day = reading.doc.day
    return told_day or (When(day, day, "day") if day and slots.people_in(reading, unit, unit.tree.subtree(token)) else None)


def days_long(unit: Unit, tokens: tuple[Token, ...]) -> int | None:
    """2 for "two days of talks" and for "a second day of talks"."""
    numbers = {"two": 2, "three": 3, "four": 4, "second": 2, "third": 3, "2": 2, "3": 3, "two-day": 2, "three-day": 3}
    for token in tokens:
        if token.lemma.lower() == "day":
            kids = unit.tree.children(token, "nummod", "amod")
            found = [numbers[k.text.lower()] for k in kids if k.text.lower() in numbers]
            if found:
                return found[0]
        if token.text.lower() in ("two-day", "three-day"):
            return numbers[token.text.lower()]
    return None


def ordinal(unit: Unit, tokens: tuple[Token, ...]) -> bool:
    """"a second day": the day of writing is that day."""
    return any(t.text.lower() in ("second", "third") for t in tokens)


def last_day(reading: Reading, unit: Unit) -> str | None:
    """Talks that are over when somebody speaks of them ended the day before, or that day."""
    day = reading.doc.day
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


def place_of(reading: Reading, unit: Unit, tokens: tuple[Token, ...]) -> str | None:
    """The city: a venue or capital told as a place, or a demonym with "capital" ("the British capital")."""
    for mention in reading.doc.mentions_in(unit, tokens):
        if mention.kind == "venue" or (mention.kind == "capital" and is_site(reading, mention)):
            return mention.name
        if mention.kind == "adjective" and reading.doc.text[mention.end : mention.end + 8] == " capital":
            return reading.doc.lexicon.parties[mention.party or ""].capital
    return None


def is_site(reading: Reading, mention: Mention) -> bool:
    """A capital after a word of place, or before a word of meeting."""
    return slots.is_place(reading, mention)


def main_verb(unit: Unit, token: Token) -> Token:
    """The verb of the meeting: itself, or the verb that has it as object or subject."""
    above = unit.tree.head(token)
    if token.pos == "VERB" or above is None:
        return token
    return above if above.pos in ("VERB", "AUX") and token.dep in ("dobj", "nsubjpass", "nsubj") else token


def subject(unit: Unit, act: Token) -> tuple[Token, ...]:
    """The tokens of the verb's subject."""
    found = unit.tree.child(act, "nsubj", "nsubjpass")
    return unit.tree.subtree(found) if found is not None else ()


def participants(reading: Reading, unit: Unit, token: Token, act: Token) -> tuple[str, ...]:
    """The parties that meet: subject, "with", "between", persons; one alone is joined by the other of the two."""
    named = list(slots.agent_of(reading, unit, act)) if act.pos == "VERB" and act.i == token.i else []
    words = [*phrase(unit, token), *(subject(unit, act) if act.lemma.lower() in ("hold", "have", *MEETING_VERBS) else ())]
    persons = [m.party for m in reading.doc.mentions_in(unit, words) if m.kind in ("person", "body", "office") and m.party]
    named += [p for p in (*slots.parties_in(reading, unit, words), *persons) if p not in named]
    states = list(dict.fromkeys(p for p in named if reading.doc.is_state(p)))
    if len(states) > 2:
        hosts = {m.party for m in reading.doc.mentions_in(unit, words) if m.kind == "party" and is_host(reading, m)}
        states = [p for p in states if p not in hosts or p in persons] or states
    if len(states) > 1:
        return tuple(states)
    pair = reading.doc.pair
    return tuple(dict.fromkeys([*states, *pair])) if not states or states[0] in pair else (states[0], *pair[:1])


def is_host(reading: Reading, mention: Mention) -> bool:
    """A state told only as the place ("in South Korea")."""
    before = reading.doc.text[max(0, mention.start - 12) : mention.start].split()
    return bool(before) and before[-1].lower() in ("in", "at", "near")


def instrument(tokens: tuple[Token, ...]) -> str:
    """By phone or video where a word says so, else in person."""
    words = {t.lemma.lower() for t in tokens}
    if words & set(actions().meeting["video"]):
        return "video"
    return "phone" if words & set(actions().meeting["phone"]) else "in_person"


def stage(unit: Unit, act: Token, token: Token, mood: Mood) -> str:
    """Held, going on, planned or cancelled."""
    table = actions().meeting
    lemma = act.lemma.lower()
    kids = {t.lemma.lower() for t in unit.tree.children(token, "amod", "acl", "relcl")}
    if lemma in table["cancelled"]:
        return "cancelled"
    governed = {"considered", "planned", "demanded", "offered", "pledged"} & set(mood.governors)
    if mood.future or mood.possible or mood.hypothetical or governed or kids & {"upcoming", "plan", "schedule", "expect", "next"}:
        return "planned"
    if lemma in table["planned"] and lemma not in ("agree", "look") and act.i != token.i:
        return "planned"
    beside = {t.lemma.lower() for t in unit.tree.children(act, "advmod", "acomp", "prt")} | {lemma}
    return "ongoing" if beside & set(table["ongoing"]) and not mood.negated else "held"


def same(one: Draft, other: Draft) -> bool:
    """Two words for one meeting: nothing in one contradicts the other."""
    return (
        one.instrument == other.instrument
        and (one.date is None or other.date is None or one.date == other.date)
        and (one.place is None or other.place is None or one.place == other.place)
        and ((one.action == "planned") == (other.action == "planned") or not (one.date and other.date))
    )


def joined(one: Draft, other: Draft) -> Draft:
    """One draft of two words for one meeting."""
    more = one if len(one.actors) >= len(other.actors) else other
    return replace(
        one,
        actors=more.actors,
        people=tuple(dict.fromkeys([*one.people, *other.people])),
        date=one.date or other.date,
        place=one.place or other.place,
    )


def completed(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """Fill in place and days from what the article tells elsewhere of the same parties' meeting."""
    for draft in drafts:
        others = [o for o in drafts if o is not draft and set(o.actors) == set(draft.actors) and o.instrument == draft.instrument]
        yield with_date(with_place(draft, others, reading.doc.day), others)


def with_place(draft: Draft, others: list[Draft], day: str | None) -> Draft:
    """The place of a meeting of the same parties within two days, if the article knows only one."""
    if draft.place or draft.instrument != "in_person" or draft.action == "planned":
        return draft
    at = draft.date or (When(day, day, "day") if day else None)
    places = {o.place for o in others if o.place and o.action != "planned" and near(o.date, at)}
    return replace(draft, place=places.pop()) if len(places) == 1 else draft


def with_date(draft: Draft, others: list[Draft]) -> Draft:
    """The days of the meeting at the same place, from its first to its last day told."""
    if draft.date is not None or (draft.place is None and draft.action != "planned"):
        return draft
    same_place = [o.date for o in others if o.date and o.date.precision in ("day", "minute") and o.place == draft.place
                  and (draft.place or o.action == draft.action)]  # fmt: skip
    if not same_place:
        return draft
    last = max(d.end or d.start for d in same_place)
    return replace(draft, date=When(min(d.start for d in same_place)[:10], last[:10], "day"))


def near(one: When | None, other: When | None) -> bool:
    """Days at most three apart; an unknown day is near to any."""
    if one is None or other is None:
        return True
    gap = date.fromisoformat(one.start[:10]) - date.fromisoformat(other.start[:10])
    return abs(gap.days) <= 3
