"""Deadlines: a pause, truce, delay, ultimatum or exemption ends on a date, told or counted from its start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from parley.model import When
from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.times import TimeMention
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.expiry import ending_over, expires_on, is_return, is_talks, raised
from parley.record.instruments import instruments
from parley.record.lengths import UP_TO, counted, verb_over
from parley.record.words import actions

LENGTHS = re.compile(r"(?:day|week|month|year)s? $")
OWED = 14  # words before a date in which a word of obligation makes it a limit
FAR = 18  # words between a put-off deadline and its new day
OPENING = 8  # code points between a bracket and the day in it
NEAR = 4  # words between a date and a word that makes it an end


def find_deadlines(reading: Reading) -> Iterator[Draft]:
    """A deadline for each time up to which something lasts, in text order."""
    for unit in slots.units(reading):
        times = list(reading.doc.times_touching(unit))
        ends = [(t, w) for t in times if (w := end_of(reading, unit, t, times)) is not None]
        seen: set[str] = set()
        for time, when in ends:
            if when.start not in seen:
                seen.add(when.start)
                yield draft(reading, unit, time, when)


def end_of(reading: Reading, unit: Unit, time: TimeMention, times: list[TimeMention]) -> When | None:
    """The date on which something ends, by the words around a time expression; None where it is no end."""
    token = unit.tokens(time.start, time.end)[0]
    if time.type == "duration":
        if any(is_bracketed(unit, unit.tokens(t.start, t.end)[0]) for t in times if t.type != "duration"):
            return None
        told = [t for t in times if t.type != "duration" and t.relation in UP_TO]
        return None if told else counted(reading, unit, time, token, times)
    when = ahead(reading, unit, time, token)
    if when is None or not is_subject(reading, unit, token) or is_day_of_saying(reading, unit, time):
        return None
    return when if is_end(reading, unit, time, token) and not is_put_off_since(unit, token) else None


def is_put_off_since(unit: Unit, token: Token) -> bool:
    """ "the truce, which was due to end in July, was extended to August": July ends nothing any more."""
    clause = next((t for t in unit.tree.ancestors(token) if t.dep in ("relcl", "acl")), None)
    noun = unit.tree.head(clause) if clause is not None else None
    over = unit.tree.head(noun) if noun is not None and noun.dep in ("nsubj", "nsubjpass", "dobj") else None
    if over is None or not puts_off(over) or not unit.tree.children(over, "prep"):
        return False
    return mood_of(unit, over).done


def ahead(reading: Reading, unit: Unit, time: TimeMention, token: Token) -> When | None:
    """The date, where it lies ahead, or is told to be a deadline."""
    when, day = time.when, reading.doc.day
    if when is None or time.type == "duration":
        return None
    if day is None or (when.end or when.start)[:10] >= day:
        return at_end(reading, time, when)
    own = is_deadline(unit, token) and is_own_deadline(unit, token) and not is_laid(unit, token)
    return when if own else None


def at_end(reading: Reading, time: TimeMention, when: When) -> When:
    """ "the end of 2026", "the end of June", on which something ends, is its last day."""
    words = reading.doc.text[time.start : time.end].lower()
    if not words.startswith(("the end of", "end of", "end-", "the year's end")):
        return when
    if when.precision not in ("year", "month") or (when.precision == "month" and when.end is None):
        return when
    last = f"{when.start[:4]}-12-31" if when.precision == "year" else (when.end or when.start)[:10]
    return When(last, last, "day")


def is_day_of_saying(reading: Reading, unit: Unit, time: TimeMention) -> bool:
    """ "said on Tuesday that the deadline was May 3": the day on which it was said."""
    token = unit.tokens(time.start, time.end)[0]
    verb = verb_over(unit, token) if time.relation in (None, "on") else None
    frames = reading.speech.frames_in(unit.index)
    return verb is not None and any(
        f.cue == verb.i and f.clausal and token.i not in f.content for f in frames
    )


def is_own_deadline(unit: Unit, token: Token) -> bool:
    """ "Friday's deadline", "the deadline was Friday": not the day of what is said of it."""
    over = tuple(unit.tree.ancestors(token))[:3]
    after = takewhile(lambda t: t.pos != "CCONJ", unit.tree.tokens[token.i : token.i + NEAR])
    beside = (*unit.tree.tokens[max(0, token.i - 2) : token.i], *after)
    return any(is_limit(t) for t in (*over, *beside)) or any(t.lemma.lower() == "be" for t in over[:2])


def is_end(reading: Reading, unit: Unit, time: TimeMention, token: Token) -> bool:
    """ "until"; "by" and "before" under an obligation; beside "deadline"; what expires then; put off "to"."""
    table = actions().deadline
    if time.relation in ("until", "through"):
        over = verb_over(unit, token)
        if is_yearly(unit, token) or (over is not None and (moves_event(unit, over) or meets_on(unit, over))):
            return False
        return not unit.lemmas.isdisjoint((*table["holding"], *table["nouns"], *table["ending"]))
    if time.relation in ("by", "before", "within"):
        over = verb_over(unit, token)
        if over is not None and any(k.text.lower() == "whether" for k in unit.tree.children(over, "mark")):
            return False
        if when_it_ends(unit, token):
            return True
        near = unit.tree.tokens[max(0, token.i - OWED) : token.i + NEAR]
        words = {w for t in near for w in (t.lemma.lower(), t.text.lower())}
        if time.relation == "within":
            return bool(words & set(table["bidding"]))  # "who fails to reply within 60 days": whoever it is
        owed = bool(words & set(table["owing"])) or is_under_limit(unit, token) or is_answer(unit, token)
        return owed or is_awaited(unit, token) or is_aim(unit, token) or is_deadline(unit, token)
    if is_bracketed(unit, token):
        return True
    if time.relation == "after" and expires_on(reading, unit, token):
        return True  # "will lapse after July 17"
    if time.relation in ("since", "from", "after"):
        return False
    if when_it_ends(unit, token):
        return True
    return is_put_off(unit, token) or is_deadline(unit, token) or expires_on(reading, unit, token)


def meets_on(unit: Unit, verb: Token) -> bool:
    """ "will go on meeting through the weekend", "the talks will run through Friday": a length of talks."""
    subject = unit.tree.child(verb, "nsubj")
    if subject is not None and is_talks(unit, subject):
        return True
    words = {verb.lemma.lower(), *(k.lemma.lower() for k in unit.tree.children(verb, "xcomp"))}
    return bool(words & {*actions().meeting["verbs"], *actions().meeting["talking"]})


def is_yearly(unit: Unit, token: Token) -> bool:
    """ "25m tonnes annually through 2028": an amount of each year, and no day by which it is due."""
    words = [t.lemma.lower() for t in unit.tree.tokens[max(0, token.i - 3) : token.i]]
    return any(w in actions().deadline["yearly"] for w in words) and words[-1:] in (["through"], ["until"])


def is_bracketed(unit: Unit, token: Token) -> bool:
    """ "extended the deadline by 90 days (to September 17)"."""
    start = unit.text.rfind("(", 0, token.start)
    told = start >= 0 and ")" not in unit.text[start : token.start] and token.start - start < OPENING
    before = unit.tree.tokens[max(0, token.i - OWED) : token.i]
    told = told and bool(LENGTHS.search(unit.text[:start]))
    return told and any(is_limit(t) or t.lemma.lower() in ("extend", "extension") for t in before)


def is_under_limit(unit: Unit, token: Token) -> bool:
    """ "set a deadline for X to release so much by May 3", however far before the word stands."""
    return any(t.i < token.i for t in unit.having(actions().deadline["limits"]))


def when_it_ends(unit: Unit, token: Token) -> bool:
    """ "March 1, when the truce ends"."""
    tops = (token, *unit.tree.ancestors(token))
    clauses = [k for t in tops for k in unit.tree.children(t, "relcl", "advcl") if k.i > token.i]
    timed = [k for k in clauses if any(w.text.lower() == "when" for w in unit.tree.children(k, "advmod"))]
    return any(k.lemma.lower() in actions().deadline["ending"] for k in timed)


def is_put_off(unit: Unit, token: Token) -> bool:
    """ "delayed to December 15"."""
    before = unit.tree[token.i - 1].text.lower() if token.i else ""
    if before != "to" or unit.lemmas.isdisjoint(actions().deadline["putting_off"]):
        return False
    far = any(puts_off(t) for t in unit.tree.ancestors(token)) or is_under_limit(unit, token)
    reach = FAR if far else 8
    near = unit.tree.tokens[max(0, token.i - reach) : token.i]
    verb = next((t for t in near if puts_off(t)), None)
    return verb is not None and not moves_event(unit, verb)


def puts_off(verb: Token) -> bool:
    """A verb by which an end is put off."""
    return verb.lemma.lower() in actions().deadline["putting_off"]


def moves_event(unit: Unit, verb: Token) -> bool:
    """ "postponed the talks": it is a meeting, a signing or a vote that is moved, and nothing ends."""
    if not puts_off(verb):
        return False
    heads = unit.tree.children(verb, "nsubj", "nsubjpass", "dobj")
    moved = [*heads, *(t for k in heads for t in unit.tree.children(k, "compound"))]
    events = {
        *actions().meeting["nouns"],
        *actions().agreement["acts"]["signed"],
        "vote",
        "decision",
        "ruling",
    }
    return any(t.lemma.lower() in events for t in moved)


def is_deadline(unit: Unit, token: Token) -> bool:
    """ "the July 9 deadline", "a deadline of Friday", "the deadline is Monday"."""
    is_ = any(t.lemma.lower() == "be" for t in unit.tree.tokens[token.i : token.i + NEAR])
    around = unit.tree.tokens[max(0, token.i - NEAR) : token.i + NEAR + (4 if is_ else 1)]
    if limits := [t for t in around if is_limit(t)]:
        own = is_own_deadline(unit, token)
        return own or any(verb_over(unit, t) == verb_over(unit, token) for t in limits)
    return is_laid(unit, token) or is_named_limit(unit, token)


def is_laid(unit: Unit, token: Token) -> bool:
    """ "the deadline set by X for May 3"; behind "on" a day of the past is that of setting it."""
    verb = verb_over(unit, token)
    noun = unit.tree.head(verb) if verb is not None and verb.dep == "acl" and verb.tag == "VBN" else None
    return noun is not None and is_limit(noun)


def is_limit(token: Token) -> bool:
    """A word for the last day on which something can be done."""
    return token.lemma.lower() in actions().deadline["limits"]


def is_named_limit(unit: Unit, token: Token) -> bool:
    """ "the deadline for replies is May 3", "May 3 is the final date", "May 3 at the latest"."""
    text = unit.text.lower()
    if any(p in text[token.start : token.start + 60] for p in actions().deadline["latest"]):
        return True
    verb = next((t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")), None)
    if verb is None:
        return False
    after = [t for t in unit.tree.tokens[token.i : token.i + OWED] if t.text.lower() == "as"][:1]
    if any(is_limit(n) for p in after for n in unit.tree.children(p, "pobj")):
        return True  # "see the end of May as a better deadline"
    linked = verb.lemma.lower() in actions().deadline["falling"]
    named = unit.tree.children(verb, "nsubj", "nsubjpass", "attr", "dobj", "oprd", "prep")
    below = [t for k in named for t in (k, *unit.tree.children(k, "pobj"))]
    return linked and any(is_limit(t) or is_last(unit, t) for t in below)


def is_last(unit: Unit, token: Token) -> bool:
    """ "the final date", "the last day"."""
    words = {k.text.lower() for k in unit.tree.children(token, "amod", "compound")}
    return token.lemma.lower() in ("date", "day") and bool(words & {"final", "last", "closing", "cutoff"})


def is_subject(reading: Reading, unit: Unit, token: Token) -> bool:
    """Is there something in the unit that can end: a measure, a deal, or a word for a stretch of time?"""
    table = actions()
    ends = (*table.deadline["nouns"], *table.agreement["nouns"], *table.agreement["proposals"])
    if instruments(unit) or not unit.lemmas.isdisjoint(ends):
        return True
    dated = "date" in unit.lemmas and is_put_off(unit, token)  # "the order pushed that date to May 3"
    over = ending_over(unit, token)
    lapses = any(t.lemma.lower() in ("expire", "lapse") or is_return(unit, t) for t in over)
    lapses = lapses or expires_on(reading, unit, token)
    if dated or lapses or is_named_limit(unit, token) or is_prolonged(unit, token):
        return True
    return is_given(unit, token) or is_let_go_on(unit, token) or is_answer(unit, token)


def is_answer(unit: Unit, token: Token) -> bool:
    """ "must respond by May 3"."""
    verb = verb_over(unit, token)
    return verb is not None and verb.lemma.lower() in actions().deadline["answering"]


def is_prolonged(unit: Unit, token: Token) -> bool:
    """ "has been extended through May 3": that it can end is told by the verb."""
    above = verb_over(unit, token)
    return above is not None and above.lemma.lower() in ("extend", "prolong", "renew", "suspend", "postpone")


def is_let_go_on(unit: Unit, token: Token) -> bool:
    """ "may keep supplying until Friday"."""
    for verb in unit.tree.ancestors(token):
        free = {k.text.lower() for k in unit.tree.children(verb, "aux")} & {"can", "could", "may", "might"}
        if free and verb.lemma.lower() in ("keep", "continue", "go", "remain"):
            return True
    return False


def is_awaited(unit: Unit, token: Token) -> bool:
    """ "a final ruling is expected by May 3"."""
    verb = verb_over(unit, token)
    if verb is None or verb.lemma.lower() not in ("expect", "anticipate", "await"):
        return False
    return any(
        k.lemma.lower() in actions().deadline["awaited"] for k in unit.tree.children(verb, "nsubjpass")
    )


def is_aim(unit: Unit, token: Token) -> bool:
    """ "aim to conclude a deal by the end of the year"."""
    table = actions().deadline
    verbs = [t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")]
    ends = [t for t in verbs[:2] if t.lemma.lower() in table["concluding"] and t.tag in ("VB", "VBN")]
    if any(t.lemma.lower() in table["finishing"] and is_future(unit, t) for t in ends):
        return True  # "will complete its review by"
    if any(k.text.lower() == "if" for t in ends for k in unit.tree.children(t, "mark")):
        return True  # "if no deal is reached by"
    done = any(t.tag == "VB" for t in ends)
    leads = {t.lemma.lower() for v in verbs for t in unit.tree.children(v, "acomp")}
    leads |= {t.lemma.lower() for t in verbs[1:4]}
    return done and bool(leads & set(table["aiming"]))


def is_future(unit: Unit, verb: Token) -> bool:
    """ "will be completed", "is to be completed"."""
    above = unit.tree.head(verb)
    if above is not None and above.lemma == "be" and verb.dep == "xcomp" and above.tag in ("VBZ", "VBP"):
        return True
    return any(k.text.lower() in ("will", "would", "shall") for k in unit.tree.children(verb, "aux"))


def is_given(unit: Unit, token: Token) -> bool:
    """ "gave them until Friday"."""
    given = any(t.lemma.lower() == "give" for t in unit.tree.ancestors(token))
    has = next((t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")), token)
    return given or (has.lemma.lower() == "have" and bool(unit.tree.children(has, "xcomp", "advcl")))


def draft(reading: Reading, unit: Unit, time: TimeMention, when: When) -> Draft:
    """The claim's slots; what ends is told by the words around."""
    token = unit.tokens(time.start, time.end)[0]
    lemmas = {t.lemma.lower() for t in unit.tree}
    inside = [q for q in reading.doc.quantities_in(unit, tuple(unit.tree)) if q.unit in ("days", "percent")]
    return Draft(
        kind="deadline",
        unit=unit.index,
        trigger=token.i,
        rule=f"deadline: {time.relation}",
        actors=bound(reading, unit, token),
        targets=("WORLD",) if lemmas & {"partner", "world"} else (),
        instrument="tariff" if lemmas & {"tariff", "duty", "levy", "truce"} else None,
        values=slots.values_of(inside),
        date=when,
        certainty="planned",
    )


def bound(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """Whose measure or deal ends: the owner of an instrument in the date's clause, else those named near."""
    clause = next((t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")), token)
    below = {t.i for t in unit.tree.subtree(clause)}
    back = raised(unit, clause) if is_return(unit, clause) else None
    below |= {t.i for t in unit.tree.subtree(back)} if back is not None else set()
    for noun, _ in instruments(unit):
        owners = slots.owner_of(reading, unit, noun) if noun.i in below or not below else ()
        if owners:
            return owners
    own = slots.parties_in(reading, unit, [t for t in unit.tree if t.i in below])
    return (own or slots.parties_in(reading, unit, unit.tree))[:2] or reading.doc.pair
