"""Markets that open again or close, and imports let in: the ban that begins or ends, though none is named."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.words import actions


def opened(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "reopened its market to beef", "resumed imports of tin", "will again allow imports of crab"."""
    table = actions().openings
    if unit.lemmas.isdisjoint((*table["markets"], *table["entering"])):
        return
    for token in unit.tree:
        stage = stage_of(unit, token)
        if stage is not None and token.dep != "relcl" and names_goods(reading, unit, token):
            yield Act(token, stage, "verb")


def stage_of(unit: Unit, verb: Token) -> str | None:
    """What a verb does to a ban on imports by its object: a market, imports, or goods that come in."""
    table = actions().openings
    lemma = verb.lemma.lower()
    if verb.pos != "VERB":
        return None
    things = [o.lemma.lower() for o in unit.tree.children(verb, "dobj", "nsubjpass")]
    if any(t in table["markets"] for t in things) and any(
        p.text.lower() in ("to", "for") for p in unit.tree.subtree(verb) if p.dep in ("prep", "dative")
    ):
        return next((s for s in ("lifted", "imposed") if lemma in table[s]), None)
    if lemma in table["resuming"] and set(things) & {"import", "importation"}:
        return "lifted"
    if lemma not in actions().frees["verbs"]:
        return None
    clauses = {c.lemma.lower() for c in unit.tree.children(verb, "xcomp", "ccomp")}
    aims = [
        p
        for o in (verb, *unit.tree.children(verb, "dobj", "nsubjpass"))
        for p in unit.tree.children(o, "prep")
    ]
    aims = [p for p in aims if p.text.lower() == "for"]
    clauses |= {n.lemma.lower() for p in aims for n in unit.tree.children(p, "pobj")}
    return "eased" if (clauses | set(things)) & set(table["entering"]) else None


def names_goods(reading: Reading, unit: Unit, verb: Token) -> bool:
    """Are goods told under the verb?"""
    return any(m.kind == "good" for m in reading.doc.mentions_in(unit, unit.tree.subtree(verb)))
