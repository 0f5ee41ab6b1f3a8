"""Who can talk for a party, and whether those told of in a clause talk with one another."""

from __future__ import annotations

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.journeys import lower
from parley.record.words import actions

ROLES = ("person", "office", "title", "role", "party", "adjective", "body")


def behind(unit: Unit, verb: Token) -> list[Token]:
    """The words of the phrases right on a verb ("saw her on Friday")."""
    kids = unit.tree.children(verb, "npadvmod", "prep", "dobj")
    return [t for kid in kids for t in unit.tree.subtree(kid) if t.i > verb.i]


def has_with(unit: Unit, token: Token) -> bool:
    """Does "with" stand on the verb?"""
    return any(p.text.lower() == "with" for p in withs(unit, token))


def spoke_together(reading: Reading, unit: Unit, token: Token) -> bool:
    """ "X and Y spoke for an hour", "the two governments are talking": nobody else is spoken to."""
    subject = unit.tree.child(token, "nsubj")
    above = unit.tree.head(token) if subject is None and token.dep == "xcomp" else None
    if above is not None and lower(above) in actions().meeting["planned"]:
        subject = slots.doer(unit, token)  # "X and Y are expected to speak"
    sides = unit.tree.conjuncts(subject) if subject is not None else ()
    going = token.tag == "VBG" and any(lower(k) == "be" for k in unit.tree.children(token, "aux"))
    going = going or lower(token) in ("consult", "confer")
    named = [
        t
        for t in sides
        if is_person(reading, unit, t)
        or lower(t) in actions().meeting["roles"]
        or (going and bool(slots.parties_in(reading, unit, [t])))
    ]
    preps = {p.text.lower() for p in unit.tree.children(token, "prep")}
    together = len(named) > 1 or (subject is not None and _are_two(reading, unit, subject))
    together = together or (subject is not None and are_members(reading, unit, token, subject))
    return together and not preps & {"to", "at", "before", "of", "against"}


def _are_two(reading: Reading, unit: Unit, subject: Token) -> bool:
    """ "the two governments", "both countries", "officials from X and Y", "X and Y ministers"."""
    if subject.tag == "NNS" and lower(subject) in actions().meeting["roles"]:
        phrase = unit.tree.subtree(subject)
        joined = any(t.text.lower() == "and" for t in phrase)
        if joined and len(set(slots.parties_in(reading, unit, phrase))) > 1:
            return True
    counted = {k.text.lower() for k in unit.tree.children(subject, "nummod", "det", "predet")}
    return bool(counted & {"two", "both"}) and lower(subject) in actions().meeting["talkers"]


def are_members(reading: Reading, unit: Unit, verb: Token, subject: Token) -> bool:
    """ "EU envoys will discuss the duty in Oslo on Friday": those of a bloc, where a day or place is told."""
    plural = subject.tag == "NNS" and lower(subject) in actions().meeting["members"]
    coded = slots.parties_in(reading, unit, unit.tree.subtree(subject)) if plural else ()
    words = behind(unit, verb)
    told = reading.doc.times_in(unit, words) or any(t.text in ("in", "at") for t in words)
    return lower(verb) == "discuss" and any(is_bloc(reading, c) for c in coded) and bool(told)


def is_bloc(reading: Reading, code: str) -> bool:
    """Is it a bloc of states, as the EU?"""
    party = reading.doc.lexicon.parties.get(code)
    return party is not None and party.kind == "bloc"


def spoken_to(reading: Reading, unit: Unit, token: Token) -> Token | None:
    """ "spoke to X", where X is a named person who acts for a party."""
    for preposition in unit.tree.children(token, "prep"):
        noun = unit.tree.child(preposition, "pobj") if preposition.text.lower() == "to" else None
        below = [noun, *unit.tree.children(noun, "appos")] if noun is not None else []
        found = [m for t in below if (m := reading.doc.mention_of(unit, t)) is not None]
        if any(m.kind in ("person", "office") and m.party for m in found):
            return noun
    return None


def is_call(reading: Reading, unit: Unit, token: Token) -> bool:
    """ "called X on Sunday"; not "called X a liar", "called on X"."""
    kinds = ("dobj", "oprd", "attr", "acomp", "ccomp", "xcomp", "prt")
    named = [k for k in unit.tree.children(token, *kinds) if k.text.lower() != "up"]
    return len(named) == 1 and named[0].dep in ("dobj", "oprd") and is_person(reading, unit, named[0])


def withs(unit: Unit, token: Token) -> tuple[Token, ...]:
    """The prepositions on a verb, and on what is discussed ("discussed the duties with X")."""
    things = unit.tree.children(token, "dobj") if lower(token) == "discuss" else ()
    return tuple(p for t in (token, *things) for p in unit.tree.children(t, "prep"))


def with_somebody(reading: Reading, unit: Unit, token: Token) -> bool:
    """ "with X", where X can hold a conversation for a party; "spoke with reporters" is none."""
    nouns = [n for p in withs(unit, token) if p.text.lower() == "with" for n in unit.tree.children(p, "pobj")]
    return any(is_somebody(reading, unit, n) and lower(n) not in actions().meeting["press"] for n in nouns)


def is_somebody(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A person, a party, or those who act for one ("her Chinese counterpart", "officials", "each other")."""
    if noun.pos == "PRON" or lower(noun) in actions().meeting["roles"]:
        return True
    mention = reading.doc.mention_of(unit, noun)
    return mention is not None and mention.kind in ROLES


def is_person(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A named person or a holder of an office."""
    below = [noun, *unit.tree.children(noun, "appos")]
    found = [m for t in below if (m := reading.doc.mention_of(unit, t)) is not None]
    return any(m.kind in ("person", "office") for m in found) or lower(noun) in (
        "counterpart",
        "president",
        "premier",
    )
