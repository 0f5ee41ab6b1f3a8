"""Promises that are kept or broken: "met its pledge to buy 9m tonnes", "fell short of its promise"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.bound import acting
from parley.record.draft import voice_at
from parley.record.giving import is_content
from parley.record.nominal import Undertaking
from parley.record.words import actions

FAR = 6  # words between the verb and the promise
Kept = tuple[Token, Token, str]  # the verb, the act that was promised, fulfilled or missed


def kept(reading: Reading, unit: Unit, noun: Token) -> Iterator[Undertaking]:
    """What becomes of a promise by the verb over it: fulfilled, missed, or asked or promised to be kept."""
    found = keeping(reading, unit, noun)
    if found is None:
        return
    verb, act, name = found
    mood = mood_of(unit, verb)
    action = standing(mood, name)
    passive = bool(unit.tree.children(verb, "nsubjpass"))
    doers = slots.owner_of(reading, unit, noun) if passive else acting(reading, unit, verb)
    if action == "demanded":
        lead = next(i for g, i in zip(mood.governors, mood.leads, strict=True) if g == "demanded")
        yield Undertaking(act, unit.tree[lead], action, mood, asked_of(reading, unit, unit.tree[lead]))
    elif action is not None and doers and not (action == "missed" and by_another(reading, unit, verb, doers)):
        yield Undertaking(act, None, action, mood, doers)


def keeping(reading: Reading, unit: Unit, noun: Token) -> Kept | None:
    """The verb of keeping or breaking over a promise, what was promised, and which of the two it is."""
    table = actions().commitment
    if noun.lemma.lower() not in table["promises"]:
        return None
    verb = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), None)
    if verb is None or noun.dep not in ("dobj", "pobj", "nsubjpass"):
        return None
    if any(k.text.lower() in ("if", "unless", "until", "whether") for k in unit.tree.children(verb, "mark")):
        return None
    forms = phrases(unit, verb, noun)
    name = next((n for n in ("fulfilled", "missed") if forms & set(table[n])), None)
    act = promised(unit, noun)
    return (verb, act, name) if name is not None and is_content(reading, unit, noun) else None


def phrases(unit: Unit, verb: Token, noun: Token) -> set[str]:
    """The verb with the words up to the promise: "fall short of", also without its adverbs."""
    lemma = verb.lemma.lower()
    start = min(t.i for t in unit.tree.subtree(noun))
    if noun.dep == "nsubjpass" or not verb.i < start <= verb.i + FAR:
        return {lemma} if noun.dep != "pobj" else set()
    between = unit.tree.tokens[verb.i + 1 : start]
    plain = [t for t in between if t.text.lower() not in actions().commitment["degrees"]]
    return {" ".join((lemma, *(t.text.lower() for t in words))) for words in (between, plain)}


def promised(unit: Unit, noun: Token) -> Token:
    """The act that was promised ("its pledge to buy", "of buying", "of purchases"), else the promise."""
    clauses = [k for k in unit.tree.children(noun, "acl") if k.tag in ("VB", "VBG")]
    inside = [k for p in unit.tree.children(noun, "prep") for k in unit.tree.children(p, "pcomp", "pobj")]
    boons = actions().commitment["boons"]
    clauses += [k for k in inside if k.tag == "VBG" or k.lemma.lower() in boons]
    return clauses[0] if clauses else noun


def standing(mood: Mood, name: str) -> str | None:
    """Kept and broken as told; what is not kept is missed; what is asked or promised again is that."""
    if "demanded" in mood.governors:
        return "demanded" if name == "fulfilled" else None
    if mood.condition is not None or mood.possible or "considered" in mood.governors:
        return None
    if mood.future or {"pledged", "planned"} & set(mood.governors):
        return "pledged" if (name == "fulfilled") is not mood.negated else None
    if "threatened" in mood.governors:
        return None
    if mood.hypothetical or "offered" in mood.governors:
        return None
    if mood.negated:
        return "missed" if name == "fulfilled" else None
    return name if mood.done else None


def asked_of(reading: Reading, unit: Unit, lead: Token) -> tuple[str, ...]:
    """ "urged X to keep", "called on X to keep": whose promise it is."""
    nouns = [*unit.tree.children(lead, "dobj", "nsubjpass")]
    nouns += unit.tree.behind(lead)
    nouns += [n for c in unit.tree.children(lead, "ccomp", "xcomp") for n in unit.tree.children(c, "nsubj")]
    so_far = slots.discourse(reading, unit)
    return next((found for n in nouns if (found := parties_of(reading.doc, unit, n, so_far))), ())


def by_another(reading: Reading, unit: Unit, verb: Token, doers: tuple[str, ...]) -> bool:
    """Does another party say that the promise was broken? Then it is an accusation."""
    source = voice_at(reading, unit, verb).source
    return source is not None and source.party is not None and source.party not in doers
