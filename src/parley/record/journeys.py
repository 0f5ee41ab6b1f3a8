"""Who goes to another capital: verbs of going, arriving and being there to talk, and where they lead."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.words import actions

BESIDE = ("after", "following", "before", "since", "despite")  # what stands under them is another meeting


def is_invited(reading: Reading, unit: Unit, token: Token, thing: Token | None) -> bool:
    """ "invited the minister to Lima": somebody is asked to come to a capital or another state."""
    place = destination(unit, token)
    mention = reading.doc.mention_of(unit, place) if place is not None else None
    guest = reading.doc.mention_of(unit, thing) if thing is not None else None
    somebody = thing is not None and (guest is not None or lower(thing) in actions().meeting["roles"])
    return somebody and mention is not None and mention.kind in ("capital", "party", "venue")


def goes_to(reading: Reading, unit: Unit, token: Token, thing: Token | None, sent: bool = False) -> bool:
    """ "The envoy will visit Lima": a person, office or delegation goes to another state, or is sent."""
    subject = goer_of(unit, token)
    if thing is None or subject is None:
        return False
    place = reading.doc.mention_of(unit, thing)
    guest = thing.pos == "PRON" or (place is not None and place.kind == "person")
    if guest and thing.dep == "dobj":
        return destination(unit, token) is not None and is_between(reading, unit, subject, thing)
    goer = reading.doc.mention_of(unit, subject)
    somebody = (
        sent
        or lower(subject) in actions().meeting["roles"]
        or (goer is not None and goer.kind in ("person", "office", "title"))
        or subject.text.lower() in ("he", "she")
    )
    if (
        place is None
        or place.party is None
        or place.kind not in ("capital", "party", "venue")
        or not somebody
    ):
        return False
    home = goer.party if goer is not None else next(iter(party_of(reading, unit, subject)), None)
    return home != place.party and not unit_tells_more(unit, token)


def goer_of(unit: Unit, token: Token) -> Token | None:
    """Who goes: the subject, or who "accepted an invitation to visit"."""
    subject = slots.doer(unit, token)
    asked = token.dep == "acl" and subject is not None and lower(subject) in ("invitation", "invite")
    above = unit.tree.head(subject) if asked and subject is not None else None
    if above is None:
        return subject
    return slots.doer(unit, above) if lower(above) in actions().meeting["accepting"] else None


def is_between(reading: Reading, unit: Unit, goer: Token, host: Token) -> bool:
    """ "agreed to visit him in Perth": do the two act for two states?"""
    here, there = party_of(reading, unit, goer), party_of(reading, unit, host)
    if here and here == there and host.pos == "PRON":  # whom "he said X would visit him" is of
        over = (a for a in unit.tree.ancestors(goer) if a.lemma.lower() in cues().say)
        tellers = (s for verb in over for s in unit.tree.children(verb, "nsubj"))
        there = next((party_of(reading, unit, s) for s in tellers), ())
    return bool(here and there) and here[0] != there[0]


def party_of(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """The parties behind a noun phrase."""
    return parties_of(reading.doc, unit, noun, slots.discourse(reading, unit))


def is_there_to(unit: Unit, token: Token) -> bool:
    """ "was in Lima to press for", "have been in Lima lobbying", "will be in Lima": who is there to talk."""
    doing = [k for k in unit.tree.children(token, "advcl", "xcomp") if k.tag in ("VB", "VBG")]
    return any(lower(k) not in actions().meeting["unrelated"] for k in doing) or any(
        k.text.lower() in ("will", "would", "’ll", "'ll") for k in unit.tree.children(token, "aux")
    )


def destination(unit: Unit, token: Token) -> Token | None:
    """ "in Lima", "to Lima" beside a verb of going, where a day is told with it."""
    preps = [p for p in unit.tree.children(token, "prep", "dative") if p.text.lower() in ("to", "in", "for")]
    return next((n for p in preps for n in unit.tree.children(p, "pobj")), None)


def unit_tells_more(unit: Unit, token: Token) -> bool:
    """Does a noun or verb of meeting stand under the verb, so that it tells of the meeting itself?"""
    table = actions().meeting
    tops = [token, *unit.tree.children(token, "advcl", "xcomp", "conj")]
    purposes = {lower(t) for t in tops[1:]}
    nouns = {lower(n) for t in tops for n in unit.tree.children(t, "dobj")}
    preps = [p for t in tops for p in unit.tree.children(t, "prep") if p.text.lower() not in BESIDE]
    nouns |= {lower(n) for p in preps for n in unit.tree.subtree(p)}
    told = bool(purposes & {*table["verbs"], "meet", "see"} or nouns & set(table["nouns"]))
    return lower(token) in table["arriving"] and told


def is_purpose(unit: Unit, token: Token) -> bool:
    """An infinitive under a verb of travel ("flew to Lima to see")."""
    above = unit.tree.head(token)
    return above is not None and token.tag == "VB" and lower(above) in actions().meeting["travelling"]


def lower(token: Token) -> str:
    """The lemma in lower case."""
    return token.lemma.lower()
