"""Whom a measure bears on that names no party: all with whom its maker trades."""

from __future__ import annotations

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.words import actions


def is_wide(unit: Unit, noun: Token) -> bool:
    """ "a global tariff", "worldwide import duties": on all, where no party is told."""
    left = unit.tree.children(noun, "amod", "compound", "nmod")
    return any(k.lemma.lower() in actions().world["wide"] for k in left)


def is_world(unit: Unit, token: Token) -> bool:
    """ "trading partners", "dozens of countries", "the rest of the world": all whom a party trades with."""
    table = actions().world
    left = {t.lemma.lower() for t in unit.tree.children(token, "det", "amod", "compound", "nummod", "poss")}
    if token.lemma.lower() in table["alone"]:
        return True
    crowd = token.lemma.lower() in table["nouns"] and (token.tag == "NNS" or "every" in left)
    one_by_one = "each" in left and bool(left & {"trade", "trading"})
    return one_by_one or (crowd and not left & set(table["pairs"]))
