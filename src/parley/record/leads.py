"""Whether a verb can tell of an act that lies ahead, found out before it is asked how the act stands."""

from __future__ import annotations

from functools import cache

from parley.read.cues import cues
from parley.read.modality import MOODS
from parley.read.tree import Token
from parley.read.units import Unit, once
from parley.record.words import actions


def may_lie_ahead(unit: Unit, verb: Token) -> bool:
    """Can the verb tell what somebody undertakes? Of what is plainly told as done nothing is found.

    It needs an infinitive, or a word in the unit by which `mood_of` tells more than a fact.
    """
    infinitive = verb.tag == "VB" or ("to" in unit.words and bool(unit.tree.children(verb, "aux")))
    return infinitive or has_leads(unit)


@once
def has_leads(unit: Unit) -> bool:
    """Does a modal, or a word that governs acts that are undertaken, stand in the unit?"""
    modals, governors = leading()
    return not (unit.words.isdisjoint(modals) and unit.lemmas.isdisjoint(governors))


@cache
def leading() -> tuple[frozenset[str], frozenset[str]]:
    """Words and adverbs of what may or will be, and the lemmas of what governs such acts."""
    modals = cues().future | cues().possible | cues().conditional
    governors = frozenset(word for name in MOODS for word in getattr(cues(), name))
    wishes = (*actions().commitment["wishing"], "need", "see")
    return modals | {"must", "should", "ought", "going"}, governors.union(cues().decreeing, wishes)
