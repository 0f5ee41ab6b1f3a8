"""Deals that are none between the parties of an article: of firms, of unnamed states, within a bloc."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.bound import is_private
from parley.record.words import actions

CLOSED = ("agreed", "agreed_in_principle", "signed")
COMPANY = ("with", "between", "among")


def is_of_others(reading: Reading, unit: Unit, what: tuple[Token, Token], action: str) -> bool:
    """Is the deal that a word names and another acts on none of states that are named?"""
    noun, act = what
    if action not in (*CLOSED, "proposed"):
        return False
    if is_of_firm(reading, unit, noun):
        return True
    subject = slots.doer(unit, act) if act.pos == "VERB" else None
    if subject is None or unit.tree.children(act, "nsubjpass"):
        return False
    if subject.pos == "NOUN" and subject.lemma.lower() in cues().firms:
        return not states_with_firm(reading, unit, noun)  # "the miner reached a deal with its workers"
    return is_unnamed(reading, unit, subject) or is_within(reading, unit, subject, (noun, act))


def is_of_firm(reading: Reading, unit: Unit, noun: Token) -> bool:
    """ "Acme sold its mill in a deal that was closed in May": what a firm does in a deal."""
    preposition = unit.tree.head(noun)
    verb = unit.tree.head(preposition) if preposition is not None and noun.dep == "pobj" else None
    if verb is None or preposition is None or preposition.text.lower() != "in" or verb.pos != "VERB":
        return False
    firms = [
        m for k in unit.tree.children(verb, "nsubj") if (m := reading.doc.mention_of(unit, k)) is not None
    ]
    return any(m.kind == "company" for m in firms)


def is_among_firms(unit: Unit, noun: Token) -> bool:
    """ "a deal between two Danish banks"."""
    preps = [p for p in unit.tree.children(noun, "prep") if p.text.lower() in COMPANY]
    sides = [n for p in preps for n in unit.tree.children(p, "pobj")]
    return bool(sides) and all(is_private(n) for n in sides)


def states_with_firm(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "Nvidia reached a settlement with Washington": the states in a deal that a firm makes with them."""
    verb = unit.tree.head(noun)
    if verb is None or verb.pos != "VERB" or noun.dep not in ("dobj", "nsubjpass"):
        return ()
    subject = slots.doer(unit, verb) if noun.dep == "dobj" else None
    heads = [subject] if subject is not None else []
    preps = [p for top in (noun, verb) for p in unit.tree.children(top, "prep") if p.text.lower() in COMPANY]
    heads += [n for p in preps for n in unit.tree.children(p, "pobj")]
    firms, states = False, list[str]()
    for side in dict.fromkeys(t for first in heads for t in unit.tree.conjuncts(first)):
        named = (reading.doc.mention_of(unit, t) for t in (side, *unit.tree.children(side, "appos")))
        common = side.pos != "PROPN" and side.lemma.lower() in cues().firms
        if common or any(m is not None and m.kind == "company" for m in named):
            firms = True
        elif not is_private(side) or side.lemma.lower() == "lawmaker":
            states += parties_of(reading.doc, unit, side, slots.discourse(reading, unit))
    return tuple(dict.fromkeys(states)) if firms else ()


def is_unnamed(reading: Reading, unit: Unit, subject: Token) -> bool:
    """ "a few countries have reached deals with the US": which, nobody tells."""
    left = {t.lemma.lower() for t in unit.tree.children(subject, "det", "amod", "nummod", "quantmod")}
    crowd = subject.lemma.lower() in actions().world["nouns"] and subject.tag == "NNS"
    some = left & set(actions().world["some"])
    return crowd and bool(some) and not slots.parties_in(reading, unit, unit.tree.subtree(subject))


def is_within(reading: Reading, unit: Unit, subject: Token, what: tuple[Token, Token]) -> bool:
    """ "EU leaders reached an agreement on sanctions against Peru": of a bloc's own members, with nobody."""
    if subject.lemma.lower() not in actions().world["insiders"] or subject.tag not in ("NNS", "NNPS"):
        return False
    if len(unit.tree.conjuncts(subject)) > 1:
        return False  # "EU leaders and the president"
    named = slots.parties_in(reading, unit, unit.tree.subtree(subject))
    found = [reading.doc.lexicon.parties.get(p) for p in named]
    preps = {p.text.lower() for top in what for p in unit.tree.children(top, "prep")}
    kinds = [k.lemma.lower() for k in unit.tree.children(what[0], "compound")]
    bloc = len(found) == 1 and found[0] is not None and found[0].kind == "bloc"
    return bloc and not preps & set(COMPANY) and "trade" not in kinds
