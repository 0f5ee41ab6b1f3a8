"""Words that tell of a meeting: which noun or verb of a unit is one, and in which construction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.journeys import (
    destination,
    goes_to,
    is_invited,
    is_purpose,
    is_there_to,
    lower,
    party_of,
)
from parley.record.talkers import (
    behind,
    has_with,
    is_call,
    is_person,
    is_somebody,
    spoke_together,
    spoken_to,
    with_somebody,
)
from parley.record.words import actions

OBJECTS = ("dobj", "nsubjpass", "oprd")
CLAUSES = ("relcl", "advcl", "ccomp", "parataxis", "csubj")
TRAVEL = ("in", "for")  # constructions in which another verb brings people to the meeting


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting told by `token`; `act` is the verb that says what becomes of it (itself for a verb).

    `how` is `verb`, `object` ("held talks"), `subject` ("talks resumed"), `in` ("locked in talks"), `for`
    ("flew in for talks"), `after`, `during`, `before`, or `mention`. `top` is the head of its noun phrase.
    """

    token: Token
    top: Token
    act: Token
    how: str


def events(reading: Reading, unit: Unit) -> Iterator[Event]:
    """The words of meeting in a unit, in text order."""
    for token in unit.having(meeting_words()):
        verb = token.pos in ("VERB", "AUX") and is_meeting_verb(reading, unit, token)
        if verb or is_lost_participle(unit, token):
            yield Event(token, token, token, "verb")
        elif token.pos == "NOUN" and is_meeting_noun(unit, token):
            yield noun_event(unit, token)


@cache
def meeting_words() -> frozenset[str]:
    """The lemmas of the verbs and nouns that can tell of a meeting."""
    table = actions().meeting
    verbs = ("visiting", "returning", "arriving", "sending", "verbs", "talking", "sitting", "calling")
    plain = ("meet", "meeting", "be", "invite", "see", "negotiate", "welcome")
    names = (*verbs, "hosting", "parleying", "nouns")
    return frozenset(plain).union(*(table[name] for name in names))


def is_lost_participle(unit: Unit, token: Token) -> bool:
    """ "ministers, meeting in X, ...": a participle that the parser took for a noun."""
    if token.text == "meet" and token.pos == "NOUN" and token.i:
        return unit.tree[token.i - 1].pos == "PROPN"  # "X and Y meet in Lima"
    bare = (
        token.text == "meeting"
        and token.pos == "NOUN"
        and not unit.tree.children(token, "det", "amod", "poss", "compound")
    )
    return bare and token.dep == "appos" and bool(unit.tree.children(token, "prep"))


def is_meeting_noun(unit: Unit, token: Token) -> bool:
    """A noun of meeting that heads its phrase; "a round of tariffs" is none, nor "a policy meeting"."""
    table = actions().meeting
    if lower(token) not in table["nouns"] or token.dep == "compound":
        return False
    left = [lower(t) for t in unit.tree.children(token, "compound", "amod", "nmod")]
    if lower(token) == "conference" and not set(left) & {*table["phone"], *table["video"]}:
        return False
    if set(left) & set(table["other"]) or (
        counter(unit, token) is not None and lower(token) in table["counters"]
    ):
        return False
    below = [lower(t) for p in unit.tree.children(token, "prep") for t in unit.tree.subtree(p)[:4]]
    if lower(token) in table["counters"]:
        talks = {*table["nouns"], *table["bargaining"]}
        named = any(w in talks for w in (*below, *left)) or "in-person" in " ".join(left)
        return named or is_next_round(unit, token)
    aims = [k for k in unit.tree.children(token, "acl") if k.tag == "VB"]
    called = any(lower(k) not in table["exchanging"] for k in aims)  # "a call to end the rules"
    if lower(token) in table["loose"] and (below[:1] == ["for"] or called):
        return False
    sidelined = unit.text[max(0, token.start - 60) : token.start].lower()
    return not any(f"{w}s of" in sidelined for w in ("sideline", "margin", "fringe"))


def is_next_round(unit: Unit, token: Token) -> bool:
    """ "the next round will be held", "another round is planned": of what, was told before."""
    beside = {k.text.lower() for k in unit.tree.children(token, "amod", "det")}
    counted = bool(beside & {"next", "another", *actions().agreement["ordinals"]})
    preps = unit.tree.children(token, "prep")
    sized = any(t.text in ("$", "€", "£", "%") for p in preps for t in unit.tree.subtree(p))  # of duties
    parts = {p.text.lower() for p in preps}
    return lower(token) == "round" and counted and "of" not in parts and not sized


def counter(unit: Unit, token: Token) -> Token | None:
    """The noun that counts the meeting: "two days of talks", "the third round of negotiations"."""
    above = unit.tree.head(token)
    outer = unit.tree.head(above) if above is not None and above.text.lower() in ("of", "in") else None
    known = outer is not None and token.dep == "pobj" and lower(outer) in actions().meeting["counters"]
    return outer if known else None


def top_of(unit: Unit, token: Token) -> Token:
    """The head of the phrase that names the meeting."""
    here = token
    for _ in range(3):
        outer = counter(unit, here)
        if outer is None:
            break
        here = outer
    return unit.tree.conjuncts(here)[0] if here.dep == "conj" else here


def noun_event(unit: Unit, token: Token) -> Event:
    """The construction in which a noun of meeting stands; a clause on it that tells of it comes first."""
    top = top_of(unit, token)
    above = unit.tree.head(top)
    clauses = (k for t in (token, top) for k in unit.tree.children(t, "relcl", "acl") if tells(k))
    own = next((k for k in clauses if not is_lost_report(unit, k)), None)
    left = leaving(unit, above) if above is not None else None
    if own is not None and left is None and (above is None or not is_told_above(unit, above)):
        return Event(token, top, own, "subject")
    gaps = (k for k in unit.tree.children(top, "relcl") if is_called_off(unit, k))
    if above is not None and left is None and (off := next(gaps, None)) is not None:
        return Event(token, top, off, "object")
    if above is None:
        return Event(token, top, top, "mention")
    if (verb := infinitive(unit, token)) is not None and above.pos in ("ADP", "SCONJ"):
        return Event(token, top, verb, "subject")
    if lower(above) == "follow" and above.tag == "VBG":
        return Event(token, top, unit.tree.head(above) or above, "after")
    if lower(above) == "follow" and above.pos == "VERB" and top.dep == "dobj":
        return Event(token, top, above, "after")  # "the step followed talks"
    if above.pos in ("VERB", "AUX"):
        return Event(token, top, above, verbal(top))
    if left is not None:
        return Event(token, top, left, "object")
    if (end := ending(unit, above)) is not None:
        return Event(token, top, end, "object")
    if (verb := gone_on(unit, above)) is not None:
        return Event(token, top, verb, "object")
    word = ordered(unit, above)
    how = {"into": "in", "following": "after", "at": "during"}.get(word, word)
    how = from_or_on(unit, token, above) or how
    if above.pos in ("ADP", "SCONJ") and how in ("in", "for", "after", "during", "before"):
        verb = unit.tree.head(above)
        if how == "in" and verb is not None and verb.pos == "NOUN" and verb.dep == "dobj":
            verb = unit.tree.head(verb)  # "narrowed differences in talks"
        if how in ("after", "during") and verb is not None and verb.pos == "NOUN":
            verb = next((t for t in unit.tree.ancestors(verb) if t.pos == "VERB"), verb)
        return Event(token, top, verb if verb is not None else above, how)
    return Event(token, top, above, "mention")


def is_called_off(unit: Unit, clause: Token) -> bool:
    """ "revived the talks that Peru had broken off": what became of them before."""
    subject = unit.tree.child(clause, "nsubj")
    parts = [k.text.lower() for k in unit.tree.children(clause, "prt")]
    forms = {lower(clause), *(f"{lower(clause)} {p}" for p in parts)}
    own = subject is not None and subject.tag not in ("WDT", "WP") and not unit.tree.children(clause, "dobj")
    return own and bool(forms & set(actions().meeting["cancelled"]))


def is_lost_report(unit: Unit, clause: Token) -> bool:
    """ "told them at a summit that the duty would be delayed": what is told, which the parser hung there."""
    subject = unit.tree.child(clause, "nsubjpass")
    return subject is not None and clause.dep == "relcl" and subject.tag not in ("WDT", "WP")


def from_or_on(unit: Unit, token: Token, preposition: Token) -> str | None:
    """ "stems from a meeting" lies behind it; "is on a visit" is in it, "said on a call" during."""
    word, above = preposition.text.lower(), unit.tree.head(preposition)
    if above is None:
        return None
    table = actions().meeting
    homeward = any(k.text.lower() in ("home", "back") for k in unit.tree.children(above, "advmod"))
    back = lower(token) in table["journeys"] and (homeward or lower(above) in table["returning"])
    if word == "from" and (back or lower(above) in table["stemming"]):
        return "after"
    if word == "on" and lower(token) in (*table["journeys"], *table["calls"]):
        there = lower(above) in (*table["arriving"], *table["travelling"])
        return "in" if lower(above) == "be" else "for" if there and above.pos == "VERB" else "during"
    return None


def infinitive(unit: Unit, token: Token) -> Token | None:
    """The verb of "for the meeting to take place", which the parser hangs on the clause before it."""
    after = unit.tree.tokens[token.i + 1 : token.i + 3]
    joined = len(after) == 2 and after[0].text.lower() == "to" and after[1].tag == "VB"
    return after[1] if joined and tells(after[1]) else None


def leaving(unit: Unit, preposition: Token) -> Token | None:
    """ "walked out of the talks", "withdrew from talks": the verb."""
    words: list[str] = []
    here: Token | None = preposition
    while here is not None and here.pos in ("ADP", "ADV", "SCONJ"):
        words.insert(0, here.text.lower())
        here = unit.tree.head(here)
    verb = here if here is not None and here.pos == "VERB" else None
    return (
        verb if verb is not None and " ".join((lower(verb), *words)) in actions().meeting["leaving"] else None
    )


def gone_on(unit: Unit, preposition: Token) -> Token | None:
    """ "push forward with negotiations", "proceed with talks": the verb."""
    verb = unit.tree.head(preposition)
    if verb is None or preposition.text.lower() != "with" or verb.pos != "VERB":
        return None
    parts = [k.text.lower() for k in unit.tree.children(verb, "advmod", "prt")]
    forms = {lower(verb), *(f"{lower(verb)} {p}" for p in parts)}
    return verb if forms & set(actions().meeting["proceeding"]) else None


def is_told_above(unit: Unit, verb: Token) -> bool:
    """Does the verb over a meeting say that it was held or called off, whatever a clause on it says?"""
    table = actions().meeting
    forms = {lower(verb), *(f"{lower(verb)} {k.text.lower()}" for k in unit.tree.children(verb, "prt"))}
    coming = any(k.text.lower() in ("will", "would") for k in unit.tree.children(verb, "aux"))
    return bool(forms & {*table["held"], *table["cancelled"], *(table["ongoing"] if coming else ())})


def ending(unit: Unit, preposition: Token) -> Token | None:
    """ "the cancellation of a trip", "the collapse of talks": the noun."""
    noun = unit.tree.head(preposition) if preposition.text.lower() == "of" else None
    known = noun is not None and noun.pos == "NOUN" and lower(noun) in actions().meeting["cancelled"]
    return noun if known else None


def verbal(top: Token) -> str:
    """Object or subject of the verb above."""
    if top.dep in (*OBJECTS, "npadvmod"):
        return "object"
    return "subject" if top.dep in ("nsubj", "attr", "csubj") else "mention"


def tells(verb: Token) -> bool:
    """A participle or relative clause that says when or where a meeting is, or what became of it."""
    table = actions().meeting
    words = (*table["telling"], *table["upcoming"], *table["cancelled"], *table["closing"])
    return lower(verb) in words and verb.tag != "VBG"


def ordered(unit: Unit, preposition: Token) -> str:
    """The preposition's order in time: "ahead of" and "prior to" are before."""
    above = unit.tree.head(preposition)
    if (
        preposition.text.lower() in ("of", "to")
        and above is not None
        and above.text.lower() in ("ahead", "prior")
    ):
        return "before"
    return preposition.text.lower()


def is_meeting_verb(reading: Reading, unit: Unit, token: Token) -> bool:
    """A verb of meeting; one that also means something else needs persons, a phone, or "with"."""
    table, lemma = actions().meeting, lower(token)
    thing = unit.tree.child(token, "dobj")
    if lemma == "meet":
        return token.dep != "amod" and (thing is None or is_somebody(reading, unit, thing))
    if (there := is_journey(reading, unit, token, thing)) is not None:
        return there
    if lemma == "invite":
        return is_invited(reading, unit, token, thing)
    if lemma == "see":
        return thing is not None and is_person(reading, unit, thing) and is_seeing(reading, unit, token)
    if lemma in table["verbs"]:
        return token.tag != "VBN" or bool(unit.tree.children(token, "aux"))
    past = token.tag in ("VBD", "VBN") and (thing is not None or token.dep == "relcl")
    if lemma == "negotiate" and past:
        return False  # "the pact that X negotiated with Y"
    if lemma in table["talking"]:
        return is_talking(reading, unit, token)
    if lemma in table["sitting"]:
        beside = unit.tree.children(token, "prt", "advmod", "advcl", "prep")
        with_ = lemma == "sit" and has_with(unit, token)
        return with_ or any(k.text.lower() == table["sitting"][lemma] for k in beside)
    if lemma in table["calling"]:
        return is_call(reading, unit, token)
    if lemma == "welcome" and thing is not None:
        to = unit.tree.behind(token)
        at = (reading.doc.mention_of(unit, n) for n in to)
        return is_person(reading, unit, thing) and any(m is not None and m.party for m in at)
    if lemma in table["hosting"]:
        sent = thing is not None and lower(thing) in table["roles"]
        person = thing is not None and is_person(reading, unit, thing)
        return person or (thing is not None and sent and bool(party_of(reading, unit, thing)))
    going = token.tag == "VBG" and bool(unit.tree.children(token, "aux"))
    return lemma in table["parleying"] and going and has_with(unit, token)


def is_journey(reading: Reading, unit: Unit, token: Token, thing: Token | None) -> bool | None:
    """Does a verb of travel or of being somewhere tell of a meeting? None of another verb."""
    table, lemma = actions().meeting, lower(token)
    if token.pos == "AUX":
        there = destination(unit, token) if lemma == "be" and is_there_to(unit, token) else None
        return goes_to(reading, unit, token, there)
    if lemma in table["visiting"]:
        return goes_to(reading, unit, token, thing)
    if lemma in table["returning"] and token.tag not in ("VB", "VBG"):
        return False
    if lemma in table["arriving"]:
        return goes_to(reading, unit, token, destination(unit, token))
    if lemma in table["sending"]:
        sent = thing is not None and lower(thing) in table["roles"]
        return sent and goes_to(reading, unit, token, destination(unit, token), sent)
    return None


def is_seeing(reading: Reading, unit: Unit, token: Token) -> bool:
    """ "flew there to see her", "saw her on Friday", "will see her on Friday"."""
    if is_purpose(unit, token):
        return True
    will = any(k.text.lower() in ("will", "would", "'ll", "’ll") for k in unit.tree.children(token, "aux"))
    return (token.tag == "VBD" or will) and bool(reading.doc.times_in(unit, behind(unit, token)))


def is_talking(reading: Reading, unit: Unit, token: Token) -> bool:
    """ "spoke by phone", "talked with her", "will speak again", "the two spoke"."""
    table = actions().meeting
    words = {lower(t) for t in unit.tree.subtree(token)}
    return (
        ("again" in words and token.tag == "VB")
        or bool(words & {*table["phone"], *table["video"]})
        or (has_with(unit, token) and with_somebody(reading, unit, token))
        or (lower(token) in table["addressing"] and spoken_to(reading, unit, token) is not None)
        or spoke_together(reading, unit, token)
    )
