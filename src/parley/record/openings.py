"""Markets that open again or close, and imports let in: the ban that begins or ends, though none is named."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.brought import is_term_of_paper
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


def borders(unit: Unit) -> Iterator[Act]:
    """ "closed its borders to trade", "ordered a closure of the border", where goods are spoken of."""
    table = actions().openings
    if unit.lemmas.isdisjoint(table["frontiers"]) or unit.lemmas.isdisjoint(table["trading"]):
        return
    for token in unit.tree:
        things = unit.tree.children(token, "dobj", "nsubjpass") if token.pos == "VERB" else ()
        lemma = token.lemma.lower()
        if any(t.lemma.lower() in table["frontiers"] for t in things):
            stage = next((s for s in ("lifted", "imposed") if lemma in table[s]), None)
        elif any(is_closure(unit, t) for t in things):
            stage = (
                "imposed" if lemma in table["ordering"] else "lifted" if lemma in table["undoing"] else None
            )
        else:
            stage = None
        if stage is not None and token.dep not in ("relcl", "acl"):
            yield Act(token, stage, "verb")


def is_closure(unit: Unit, noun: Token) -> bool:
    """ "a closure of the border", "the border closure"."""
    table = actions().openings
    of = [
        n for p in unit.tree.children(noun, "prep") if p.text == "of" for n in unit.tree.children(p, "pobj")
    ]
    parts = (*of, *unit.tree.children(noun, "compound"))
    return noun.lemma.lower() in table["closures"] and any(
        p.lemma.lower() in table["frontiers"] for p in parts
    )


def stage_of(unit: Unit, verb: Token) -> str | None:
    """What a verb does to a ban on imports by its object: a market, imports, or goods that come in."""
    table = actions().openings
    lemma = verb.lemma.lower()
    if verb.pos != "VERB":
        return None
    things = [o.lemma.lower() for o in unit.tree.children(verb, "dobj", "nsubjpass")]
    if any(t in table["markets"] for t in things) and any(map(is_toward, unit.tree.subtree(verb))):
        return next((s for s in ("lifted", "imposed") if lemma in table[s]), None)
    if lemma in table["resuming"] and set(things) & {"import", "importation"}:
        return "lifted"
    lets = lemma in actions().frees["verbs"] and not is_term_of_paper(unit.tree, verb)
    return "eased" if lets and is_let_in(unit, verb, things) else None


def is_let_in(unit: Unit, verb: Token, things: list[str]) -> bool:
    """Do goods come in under a verb of leave? What will be let in must do so "again"."""
    entering = set(actions().openings["entering"])
    objects = unit.tree.children(verb, "dobj", "nsubjpass")
    clauses = {c.lemma.lower() for c in unit.tree.children(verb, "xcomp", "ccomp")}
    preps = [p for o in (verb, *objects) for p in unit.tree.children(o, "prep") if p.text.lower() == "for"]
    aims = {n.lemma.lower() for p in preps for n in unit.tree.children(p, "pobj")}
    words = {t.lemma.lower() for t in unit.tree.subtree(verb)}
    future = any(k.text.lower() in ("will", "would", "could") for k in unit.tree.children(verb, "aux"))
    held = "only" in words or (future and "again" not in words)
    return not held and bool((clauses | aims | set(things)) & entering)


def names_goods(reading: Reading, unit: Unit, verb: Token) -> bool:
    """Are goods what is let in, or what the market opens to ("to beef", not "to talks on beef")?"""
    tops = [n for p in unit.tree.subtree(verb) if is_toward(p) for n in unit.tree.children(p, "pobj")]
    markets = unit.tree.children(verb, "dobj", "nsubjpass")
    if not any(o.lemma.lower() in actions().openings["markets"] for o in markets):
        return any(m.kind == "good" for m in reading.doc.mentions_in(unit, unit.tree.subtree(verb)))
    named = [t for n in tops for t in (n, *unit.tree.children(n, "amod", "compound", "conj"))]
    return any(m is not None and m.kind == "good" for t in named if (m := reading.doc.mention_of(unit, t)))


def is_toward(token: Token) -> bool:
    """The preposition before what a market is open for."""
    return token.text.lower() in ("to", "for") and token.dep in ("prep", "dative")
