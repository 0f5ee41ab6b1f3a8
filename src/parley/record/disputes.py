"""Quarrels over trade that two sides settle: an agreement that is told without a noun for one."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.words import actions


def disputes(reading: Reading, unit: Unit) -> Iterator[tuple[Token, Token, str]]:
    """ "X and Y settled their dispute over tin": the quarrel, the verb, and that they agreed."""
    table = actions().agreement
    if unit.lemmas.isdisjoint(table["disputes"]):
        return
    for noun in unit.tree:
        verb = unit.tree.head(noun)
        if noun.lemma.lower() not in table["disputes"] or verb is None or verb.pos != "VERB":
            continue
        particle = unit.tree.child(verb, "prt")
        form = f"{verb.lemma.lower()} {particle.text.lower()}" if particle is not None else verb.lemma.lower()
        linked = noun.dep in ("dobj", "nsubjpass") and form in table["settling"]
        if linked and mood_of(unit, verb).done and is_of_two(reading, unit, verb):
            yield noun, verb, "agreed"


def is_of_two(reading: Reading, unit: Unit, verb: Token) -> bool:
    """Is it between two states, and over trade or goods?"""
    below = unit.tree.subtree(verb)
    sides = {*slots.agent_of(reading, unit, verb), *slots.parties_in(reading, unit, below)}
    words = {t.lemma.lower() for t in below}
    traded = words & set(actions().agreement["trade"]) or slots.goods_of(reading, unit, below)
    return len(sides) == 2 and bool(traded)
