"""Whom a measure bears on that names no party: all with whom its maker trades."""

from __future__ import annotations

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.words import actions


def is_wide(unit: Unit, noun: Token) -> bool:
    """ "a global tariff", "worldwide import duties": on all, where no party is told."""
    left = unit.tree.children(noun, "amod", "compound", "nmod")
    return any(k.lemma.lower() in actions().world["wide"] for k in left)


def is_crowd(unit: Unit, act: Token) -> bool:
    """ "complaints of many countries over his decision to hit them with duties": them are those countries."""
    them = any(k.text.lower() == "them" for k in unit.tree.children(act, "dobj"))
    before = [t for t in unit.tree.tokens[: act.i] if t.dep != "poss"]
    named = any(t.tag == "NNP" and t.dep in ("conj", "pobj", "nsubj") for t in before[-4:])
    return them and not named and any(is_world(unit, t) for t in before)


def is_partners(unit: Unit, token: Token) -> bool:
    """ "Peru's trading partners": those with whom Peru trades, and not Peru."""
    beside = unit.tree.children(token, "compound", "amod")
    return token.lemma.lower() == "partner" and any(k.lemma.lower() in ("trade", "trading") for k in beside)


def is_world(unit: Unit, token: Token) -> bool:
    """ "trading partners", "dozens of countries", "the rest of the world": all whom a party trades with."""
    table = actions().world
    if unit.lemmas.isdisjoint(table["alone"]) and unit.lemmas.isdisjoint(("each", *table["nouns"])):
        return False
    left = {t.lemma.lower() for t in unit.tree.children(token, "det", "amod", "compound", "nummod", "poss")}
    if token.lemma.lower() in table["alone"]:
        return True
    crowd = token.lemma.lower() in table["nouns"] and (token.tag == "NNS" or "every" in left)
    one_by_one = "each" in left and bool(left & {"trade", "trading"})
    return one_by_one or (crowd and not left & set(table["pairs"]))
