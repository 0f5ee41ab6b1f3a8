"""Quotas told by what they let in ("10,000 tonnes more under its quota"), and measures that do not change."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.instruments import FAR, instruments
from parley.record.words import actions


def volumes(reading: Reading, unit: Unit) -> Iterator[tuple[Token, Act]]:
    """The volumes that are let in at a lower duty, and what is done to them."""
    table = actions().exclusions
    if unit.lemmas.isdisjoint(table["measured"]):
        return
    for noun in unit.tree:
        verb = unit.tree.head(noun) if noun.dep in ("dobj", "nsubjpass") else None
        if verb is None or noun.lemma.lower() not in table["measured"]:
            continue
        lemma = verb.lemma.lower()
        if lemma in table["shared"] and is_near_quota(reading, unit):
            more = {k.text.lower() for k in unit.tree.children(noun, "amod")} & set(table["more"])
            yield noun, Act(verb, "raised" if more else "imposed", "object")
        elif actions().stages.get(lemma) in ("raised", "lowered") and is_let_in(unit, noun):
            yield noun, Act(verb, actions().stages[lemma], "object")


def is_near_quota(reading: Reading, unit: Unit) -> bool:
    """Is a quota spoken of in the unit or shortly before?"""
    near = reading.doc.units[max(0, unit.index - FAR) : unit.index + 1]
    return any("quota" in u.lemmas for u in near)


def is_let_in(unit: Unit, noun: Token) -> bool:
    """ "the volume of beef that may enter at a lower duty"."""
    for clause in unit.tree.subtree(noun):
        if clause.dep == "relcl" and clause.lemma.lower() in actions().exclusions["entering"]:
            words = {t.lemma.lower() for t in unit.tree.subtree(clause)}
            return bool(words & {*actions().exclusions["charges"], "free"})
    return False


def unchanged(unit: Unit) -> Iterator[tuple[Token, str, Act]]:
    """ "no change to the quota": the measure, its instrument, and what is not done to it."""
    if unit.lemmas.isdisjoint(actions().exclusions["changes"]):
        return
    for token in unit.tree:
        bare = {k.text.lower() for k in unit.tree.children(token, "det")} == {"no"}
        if token.lemma.lower() not in actions().exclusions["changes"] or not bare:
            continue
        preps = [p for p in unit.tree.children(token, "prep") if p.text.lower() in ("to", "in", "of")]
        below = {n.i for p in preps for n in unit.tree.children(p, "pobj")}
        yield from ((n, name, Act(token, "lowered", "noun")) for n, name in instruments(unit) if n.i in below)
