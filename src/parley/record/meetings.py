"""Meetings: rounds of talks, summits and calls; held, going on, planned, cancelled, denied.

A noun or verb of meeting (`record.events`) is a claim where something makes it one meeting: a time, a place,
a verb that says what becomes of it, and two sides or a forum that meet. What one sentence leaves out,
another of the same article may tell (`record.rounds`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parley.model import When
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.attendees import (
    city_of_journey,
    completed_actors,
    is_complaint,
    is_domestic,
    is_of_outsiders,
    is_summit_hosted,
    members,
    participants,
    subject,
)
from parley.record.draft import Draft, voice_at
from parley.record.event_scope import carriers, own_phrase, scope
from parley.record.events import TRAVEL, Event, events, is_meeting_noun
from parley.record.journeys import lower
from parley.record.meeting_days import day_above, day_of_invitation, day_said, days_later
from parley.record.meeting_rows import Row, pointed, spoken
from parley.record.meeting_stage import (
    is_counted,
    is_habit,
    is_in_diary,
    is_of_pact,
    is_past,
    is_refused,
    is_ruled_out,
    is_set_for,
    stage,
)
from parley.record.rounds import completed, place_of, put_off_to, stretch, when
from parley.record.words import actions


def find_meetings(reading: Reading) -> Iterator[Draft]:
    """The meetings of an article, in text order; what is only mentioned helps to complete the others."""
    rows = pointed(
        spoken(
            (unit, [row for event in events(reading, unit) if (row := meeting(reading, unit, event))])
            for unit in slots.units(reading)
        )
    )
    hints = [draft for _, found in rows for draft, told in found if not told]
    yield from completed(
        reading, [d for _, found in rows for d in distinct(d for d, told in found if told)], hints
    )


def distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft for each meeting of a unit; further words for the same meeting are joined to it."""
    seen: list[Draft] = []
    for draft in drafts:
        twin = next((i for i, other in enumerate(seen) if same(draft, other)), None)
        if twin is None:
            seen.append(draft)
        else:
            seen[twin] = joined(seen[twin], draft)
    return seen


def meeting(reading: Reading, unit: Unit, event: Event) -> Row | None:
    """The slots that the unit's own words tell, whether they tell of a meeting or only mention one, and how
    many sides they name.
    """
    mood = mood_of(unit, event.act)
    if is_question(unit, event) or is_called_for(unit, event) or (mood.done and is_of_pact(unit, event)):
        return None
    unknown = mood.negated and is_ruled_out(unit, event)  # "must not be ruled out": it may come
    if unknown or is_of_outsiders(reading, unit, event) or is_complaint(unit, event):
        return None
    if event.how == "verb" and "negative" in mood.governors and not is_refused(unit, event):
        return None  # "avoided meeting her"
    action = stage(unit, event, mood)
    wide = action is not None or (event.how == "subject" and event.act.pos == "AUX")
    tokens = without_others(unit, event, scope(unit, event)) if wide else own_phrase(unit, event)
    named = participants(reading, unit, event, tokens)
    alone = is_domestic(unit, event) or is_summit_hosted(event)
    own = named if alone else members(reading, unit, event, named)
    actors = own or (() if alone else completed_actors(reading, named))
    if not actors or is_habit(unit, event, len(named)):
        return None
    action, day = settled(reading, unit, event, (action, named, tokens))
    place = place_of(reading, unit, tokens) or city_of_journey(reading, unit, event)
    denied = is_denied(reading, unit, event, mood)
    forum = actors[0] in actions().meeting["forums"] and is_of_forum(reading, unit, event, actors[0])
    met = forum or is_with_person(reading, unit, event, actors)
    told = (
        denied
        or (day is not None and (len(named) > 1 or (action is not None and not is_aside(event))))
        or (day is not None and place is not None and event.how in ("subject", "before"))
        or (is_told(unit, event, (action, (*named, *actors) if met else named, place)))
        or (event.how == "for" and is_sought(unit, event))
    )
    draft = Draft(
        kind="meeting",
        unit=unit.index,
        trigger=event.token.i,
        rule=f"meeting: {event.how} {lower(event.token)}",
        actors=actors,
        people=slots.people_in(reading, unit, [*tokens, *subject(unit, event)]),
        instrument=instrument(event, tokens),
        action=action
        or ("planned" if day and reading.doc.day and day.start[:10] > reading.doc.day else "held"),
        date=day,
        place=place,
        condition=slots.condition_text(unit, mood.condition),
        certainty="denied" if denied else ("planned" if action == "planned" else None),
    )
    if event.how == "during" and lower(event.act) in actions().meeting["verbs"]:
        return draft, False, len(named)  # "met X during his visit": the verb tells it
    return draft, told and not (event.how == "mention" and len(named) < 2), len(named)


def without_others(unit: Unit, event: Event, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without the phrases of other meetings: "the talks followed a call on Friday"."""
    if event.how != "subject":
        return tuple(tokens)
    tree, own = unit.tree, event.token.i
    others = [t for t in tree if t.i != own and t.pos == "NOUN" and is_meeting_noun(unit, t)]
    apart: set[int] = set()
    for other in others:
        phrase = {t.i for t in (*tree.subtree(other), *(stretch(unit, other) if own < other.i else ()))}
        apart |= set() if own in phrase or event.act.i in phrase else phrase
    return tuple(t for t in tokens if t.i not in apart)


def settled(
    reading: Reading, unit: Unit, event: Event, told: tuple[str | None, Sequence[str], Sequence[Token]]
) -> tuple[str | None, When | None]:
    """What became of the meeting, and its day, from stage, those named and the words."""
    action, named, tokens = told
    one = lower(event.token) in actions().meeting["single"]
    if action is None and one and event.how == "subject" and len(named) > 1 and is_past(unit, event.act):
        action = "held"  # "the meeting between X and Y was useful"
    if action == "planned" and is_in_diary(unit, event):
        tokens = (*tokens, *unit.tree.subtree(slots.doer(unit, event.act) or event.act))
    side = "planned" if event.how == "before" and is_ahead_of(unit, event) else "held"
    above = day_above(reading, unit, event)
    days_on = above if days_later(unit, event.act) else None  # "two days before they meet" is no length
    day = days_on or when(reading, unit, event, tokens, action or side) or above
    action, day = by_day(reading, unit, event, (action, day))
    if (new := put_off_to(reading, unit, event)) is not None:
        return "planned", new
    verbs = [lower(v) for v in (event.act, *carriers(unit, event))]
    home = event.how == "after" and lower(event.act) in actions().meeting["returning"]
    if home or any(v in actions().meeting["setting_out"] for v in verbs):
        day = None  # the day is that of leaving home, or of coming back
    if "invite" in verbs and action == "planned":
        day = day_of_invitation(reading, unit, event, tokens)
    day = day or (day_said(reading, unit) if action == "cancelled" and event.act.tag != "VB" else None)
    return ("held" if is_behind(reading, event, day) else action), day


def by_day(
    reading: Reading, unit: Unit, event: Event, told: tuple[str | None, When | None]
) -> tuple[str | None, When | None]:
    """What lies after the day of writing is planned, also in the present tense ("they meet on Monday")."""
    action, day = told
    present = event.act.tag in ("VBZ", "VBP") and event.how in ("verb", "object", "subject")
    if action not in ("ongoing", "held") or (event.how == "verb" and event.act.tag == "VBD"):
        return told
    if present:
        day = when(reading, unit, event, scope(unit, event), "planned") or day
    if day is None or reading.doc.day is None or day.start[:10] <= reading.doc.day:
        return told
    return ("planned", day) if present or event.how in ("verb", *TRAVEL) else told


def is_question(unit: Unit, event: Event) -> bool:
    """Told only as a condition or a question: "if they meet", "whether talks resume"."""
    marks = [k.text.lower() for k in unit.tree.children(event.act, "mark")]
    if "while" in marks and event.how == "subject" and not unit.tree.children(event.token, "prep", "det"):
        return True  # "while talks go on"
    return any(m in ("if", "unless", "once", "whether") for m in marks)


def is_called_for(unit: Unit, event: Event) -> bool:
    """ "called for talks", "the need for dialogue", "they need to talk"."""
    table = actions().meeting
    above = next(unit.tree.ancestors(event.act), None) if event.act.tag in ("VB", "VBG") else None
    words = [lower(event.act)] if event.how != "verb" else []
    words += [lower(above)] if above is not None else []
    if event.how == "object" and (is_owed(unit, event.act) or (above is not None and lower(above) == "need")):
        return True
    if is_set_for(unit, event):
        return False
    if event.how == "for" and (is_received(unit, event.act) or is_in_view(unit, event)):
        return False
    if event.how == "verb" and is_owed(unit, event.act):
        return True
    if event.how == "verb" and lower(event.act) in (*table["hosting"], *table["visiting"]):
        return False  # "hopes to host X in Lima"
    wanted = event.how in ("for", "mention", "verb") and any(w in table["wanting"] for w in words)
    known = (*table["travelling"], *table["arranging"])
    return wanted or (event.how == "for" and lower(event.act) not in known and not is_sought(unit, event))


def is_owed(unit: Unit, act: Token) -> bool:
    """ "should go on with talks": an opinion; not "should the talks fail"."""
    modals = [k for k in unit.tree.children(act, "aux") if k.text.lower() in ("should", "must", "ought")]
    return any(k.i == act.i - 1 for k in modals)


def is_ahead_of(unit: Unit, event: Event) -> bool:
    """ "ahead of talks on Friday": they lie ahead, whatever came before them."""
    preposition = unit.tree.head(event.top)
    above = unit.tree.head(preposition) if preposition is not None else None
    return above is not None and above.text.lower() == "ahead"


def is_in_view(unit: Unit, event: Event) -> bool:
    """ "keep it for a possible meeting between X and Y": one that is spoken of with those who would meet."""
    kids = {lower(k) for k in unit.tree.children(event.token, "amod")}
    preps = {p.text.lower() for p in unit.tree.children(event.token, "prep")}
    return bool(kids & set(actions().meeting["upcoming"])) and "between" in preps


def is_received(unit: Unit, verb: Token) -> bool:
    """ "will welcome a delegation for talks": people are welcomed, and not talks as such."""
    guests = unit.tree.children(verb, "dobj", "nsubjpass")
    roles = actions().meeting["roles"]
    return lower(verb) == "welcome" and any(k.pos == "PROPN" or lower(k) in roles for k in guests)


def is_sought(unit: Unit, event: Event) -> bool:
    """ "asked for another round": a certain meeting is asked for, and not talks as such."""
    table = actions().meeting
    kids = {k.text.lower() for k in unit.tree.children(event.top, "det", "amod")}
    return lower(event.act) in table["asking"] and bool(
        kids & {"another", "second", "further", "new", "fresh"}
    )


def is_with_person(reading: Reading, unit: Unit, event: Event, actors: Sequence[str]) -> bool:
    """ "talks with X", "he is to meet X", where X is named: the other side is the article's other party."""
    head = slots.doer(unit, event.act) if event.how in ("verb", "object") else None
    if event.how == "object" and ((head is not None and is_group(unit, head)) or is_with_role(unit, event)):
        return len(actors) > 1
    if event.how == "subject":
        return len(actors) > 1 and is_counted(unit, event)
    if (head is None and event.how == "verb") or (head is not None and head.pos != "PRON"):
        return False
    behind = stretch(unit, event.token) if event.how == "object" else ()
    phrase = (*(t for t in own_phrase(unit, event) if head is None or t.i > event.token.i), *behind)
    found = (m for m in reading.doc.mentions_in(unit, phrase) if m.party in actors)
    return len(actors) > 1 and any(m.kind in ("person", "office") for m in found)


def is_aside(event: Event) -> bool:
    """ "promises made during the May talks", "met X during his visit": the talks are only mentioned."""
    journey = lower(event.token) in actions().meeting["journeys"]
    return event.how == "during" and (journey or event.act.dep in ("acl", "relcl"))


def is_with_role(unit: Unit, event: Event) -> bool:
    """ "hold meetings with ministry officials": with those who act for the other side."""
    preps = [p for p in unit.tree.children(event.token, "prep") if p.text.lower() == "with"]
    return any(lower(n) in actions().meeting["roles"] for p in preps for n in unit.tree.children(p, "pobj"))


def is_group(unit: Unit, head: Token) -> bool:
    """ "the ministers", "the pair": those who meet are the article's two sides."""
    table = actions().meeting
    definite = any(k.text.lower() in ("the", "both", "these") for k in unit.tree.children(head, "det"))
    return definite and (
        lower(head) in table["pairs"] or (head.tag == "NNS" and lower(head) in table["roles"])
    )


def is_told(unit: Unit, event: Event, told: tuple[str | None, Sequence[str], str | None]) -> bool:
    """Without a day: a verb that says what becomes of it, with a place, or with those who meet."""
    action, named, place = told
    if action is None or event.how in ("before", "mention") or is_bare(unit, event):
        return False
    if event.act.dep == "advcl" or event.how in ("after", "during"):
        if event.how == "after" and place is not None and lower(event.act) == "follow":
            return True
        return len(named) > 1 and not (
            event.how == "during" and lower(event.token) in actions().meeting["journeys"]
        )
    more = {k.text.lower() for k in unit.tree.children(event.token, "amod", "det")}
    light = lower(event.act) == "have" and event.how == "object"
    light = light and not (action == "planned" and more & {"further", "more", "another", "additional"})
    light = light and not any(p.text.lower() == "with" for p in unit.tree.children(event.token, "prep"))
    if lower(event.act) in ("lead", "head") and named:
        return True
    return place is not None or (len(named) > 1 and not light) or action in ("ongoing", "cancelled")


def is_behind(reading: Reading, event: Event, day: When | None) -> bool:
    """ "agreed to go on, during a meeting last week": what was agreed lies ahead, the meeting does not."""
    known = day is not None and reading.doc.day is not None and day.start[:10] < reading.doc.day
    return event.how in ("after", "during") and known


def is_bare(unit: Unit, event: Event) -> bool:
    """ "during the talks": a meeting that was told before, and nothing of it is told here."""
    kids = unit.tree.children(event.top)
    bare = bool(kids) and all(k.dep == "det" or k.pos == "PUNCT" for k in kids)
    return event.how in ("after", "during") and bare and kids[0].text.lower() in ("the", "these", "those")


def is_denied(reading: Reading, unit: Unit, event: Event, mood: Mood) -> bool:
    """A meeting that is not: "no talks are under way", "denied that they met"."""
    frame = voice_at(reading, unit, event.act).frame
    if frame is not None and frame.lemma in ("deny", "refute", "dismiss") and event.act.i in frame.content:
        return True
    table = actions().meeting
    none = any(k.text.lower() == "no" for k in unit.tree.children(event.top, "det"))
    company = any(p.text.lower() in ("between", "with") for p in unit.tree.children(event.token, "prep"))
    unplanned = any(k.text.lower() == "no" for k in unit.tree.children(event.act, "det"))
    if company and unplanned and lower(event.act) in table["arranging"]:
        return True  # "there are no plans for a meeting between X and Y"
    if none and event.how in ("subject", "object") and event.act.tag == "VBN":
        return lower(event.act) in table["arranged"]  # "no such meeting is planned"
    refused = event.how == "verb" and "negative" in mood.governors and is_refused(unit, event)
    if refused or is_ruled_out(unit, event):
        return True  # "refused to meet the minister"
    holds = event.how == "verb" or lower(event.act) in (*table["held"], *table["being"])
    direct = event.how in ("verb", "object", "subject") or (
        event.how == "in" and lower(event.act) in table["engaged"]
    )
    return holds and direct and (none or (mood.negated and "negative" not in mood.governors))


def is_of_forum(reading: Reading, unit: Unit, event: Event, forum: str) -> bool:
    """ "the G7 summit ended": a forum meets as one; not "at the G7 summit", "a fair held with APEC"."""
    if event.how not in ("subject", "object", "verb") or lower(event.act) in ("come", "be", "attend"):
        return False
    own = subject(unit, event) if event.how == "verb" else unit.tree.tokens[: event.token.i]
    last = [m.party for m in reading.doc.mentions_in(unit, own) if m.party][-1:]
    return forum in last


def instrument(event: Event, tokens: Sequence[Token]) -> str:
    """By phone or video where a word says so, else in person."""
    words = {lower(t) for t in tokens}
    table = actions().meeting
    if words & set(table["video"]):
        return "video"
    return "phone" if words & set(table["phone"]) or lower(event.token) in table["calling"] else "in_person"


def same(one: Draft, other: Draft) -> bool:
    """Two words for one meeting: nothing in one contradicts the other."""
    return (
        (one.instrument == other.instrument or one.date is None or other.date is None)
        and (one.date is None or other.date is None or one.date == other.date)
        and (one.place is None or other.place is None or one.place == other.place)
        and {one.action, other.action} not in ({"planned", "held"}, {"planned", "ongoing"})
        and (one.certainty == "denied") == (other.certainty == "denied")
    )


def joined(one: Draft, other: Draft) -> Draft:
    """One draft of two words for one meeting."""
    forum = one.actors[0] in actions().meeting["forums"]
    more = one if forum or len(one.actors) >= len(other.actors) else other
    return replace(
        one,
        actors=more.actors,
        people=tuple(dict.fromkeys([*one.people, *other.people])),
        instrument=other.instrument if one.instrument == "in_person" else one.instrument,
        date=one.date or other.date,
        place=one.place or other.place,
    )
