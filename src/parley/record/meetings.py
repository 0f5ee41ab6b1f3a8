"""Meetings: rounds of talks, summits and calls; held, going on, planned, cancelled, denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parley.model import When
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions


def find_meetings(reading: Reading) -> Iterator[Draft]:
    """The meetings of an article; a noun phrase or verb of meeting with a time, place or persons."""
    found = [d for unit in reading.doc.units if unit.cut.kind != "heading" for d in unit_meetings(reading, unit)]
    yield from dated(found)


def unit_meetings(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """One draft for each meeting of a unit; further words for the same meeting are passed over."""
    seen: list[Draft] = []
    for token in unit.tree:
        if not is_meeting(token):
            continue
        draft = meeting(reading, unit, token)
        if draft is not None and not any(same(draft, other) for other in seen):
            seen.append(draft)
            yield draft


def is_meeting(token: Token) -> bool:
    """A noun or verb of meeting that heads its phrase."""
    table = actions().meeting
    lemma = token.lemma.lower()
    if token.pos == "NOUN":
        return lemma in table["nouns"] and token.dep != "compound"
    return token.pos == "VERB" and lemma in ("meet", "reconvene", "confer", "speak", "huddle") and token.tag != "VBG"


def meeting(reading: Reading, unit: Unit, token: Token) -> Draft | None:
    """The slots of a meeting, None where nothing but the word is told."""
    tokens = phrase(unit, token)
    act = main_verb(unit, token)
    mood = mood_of(unit, act)
    times = reading.doc.times_in(unit, tokens)
    people = slots.people_in(reading, unit, [*tokens, *subject(unit, act)])
    place = next((m.name for m in reading.doc.mentions_in(unit, tokens) if m.kind in ("venue", "capital")
                  and (m.kind == "venue" or before(reading, m.start) in ("in", "at"))), None)  # fmt: skip
    date = slots.date_of(times)
    if date is None and place is None and len(people) < 2:
        return None
    parties = participants(reading, unit, token, act)
    return Draft(
        kind="meeting",
        unit=unit.index,
        trigger=token.i,
        rule=f"meeting: {token.lemma.lower()}",
        actors=parties,
        people=people,
        instrument=instrument(tokens, unit),
        action=stage(unit, act, token, mood),
        date=date,
        place=place,
        certainty="denied" if mood.negated else ("planned" if mood.future else None),
    )


def before(reading: Reading, start: int) -> str:
    """The word before an article offset."""
    words = reading.doc.text[max(0, start - 20) : start].split()
    return words[-1].lower() if words else ""


def phrase(unit: Unit, token: Token) -> tuple[Token, ...]:
    """The words that belong to the meeting: its phrase, and its verb's complements of time and place."""
    tree = unit.tree
    found = {t.i for t in tree.subtree(token)}
    above = tree.head(token)
    if above is not None and above.pos == "VERB" and token.dep in ("dobj", "nsubjpass", "nsubj", "conj"):
        for kid in tree.children(above, "prep", "npadvmod", "advmod"):
            found |= {t.i for t in tree.subtree(kid)}
    return tuple(tree[i] for i in sorted(found))


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
    """The parties that meet: subject, "with", "between"; one alone is joined by the other of the two."""
    named = list(slots.agent_of(reading, unit, act)) if act.pos == "VERB" else []
    inside = slots.parties_in(reading, unit, unit.tree.subtree(token))
    persons = [m.party for m in reading.doc.mentions_in(unit, phrase(unit, token)) if m.kind == "person" and m.party]
    named += [p for p in [*inside, *persons] if p not in named]
    states = [p for p in named if reading.doc.is_state(p)]
    if len(states) > 1:
        return tuple(dict.fromkeys(states))
    pair = reading.doc.pair
    return tuple(dict.fromkeys([*states, *pair])) if not states or states[0] in pair else tuple(states)


def instrument(tokens: tuple[Token, ...], unit: Unit) -> str | None:
    """By phone or video where a word says so, else in person."""
    words = {t.lemma.lower() for t in tokens}
    if words & set(actions().meeting["phone"]):
        return "phone"
    return "video" if words & set(actions().meeting["video"]) else "in_person"


def stage(unit: Unit, act: Token, token: Token, mood: Mood) -> str:
    """Held, going on, planned or cancelled."""
    table = actions().meeting
    lemma = act.lemma.lower()
    words = {t.lemma.lower() for t in (*unit.tree.ancestors(token), token, *unit.tree.children(token, "amod"))}
    if lemma in table["cancelled"]:
        return "cancelled"
    if mood.future or mood.possible or mood.hypothetical or words & set(table["planned"]):
        return "planned"
    return "ongoing" if lemma in table["ongoing"] else "held"


def same(one: Draft, other: Draft) -> bool:
    """Two words for one meeting: nothing in one contradicts the other."""
    return (
        one.instrument == other.instrument
        and (one.date is None or other.date is None or one.date == other.date)
        and (one.place is None or other.place is None or one.place == other.place)
    )


def dated(drafts: list[Draft]) -> Iterator[Draft]:
    """Meetings without a date take it from a meeting at the same place told elsewhere in the article."""
    by_place: dict[str, When] = {}
    for d in drafts:
        if d.place and d.date and d.date.precision == "day":
            known = by_place.get(d.place)
            by_place[d.place] = d.date if known is None else When(
                min(known.start, d.date.start), max(known.end or known.start, d.date.end or d.date.start), "day")  # fmt: skip
    for d in drafts:
        yield replace(d, date=by_place[d.place]) if d.date is None and d.place in by_place else d
