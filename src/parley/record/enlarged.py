"""Measures that are made wider: "adds four metals to the three that need export licences"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.instruments import instruments
from parley.record.stand_ins import EXPORTS
from parley.record.words import actions


def enlarged(unit: Unit) -> Iterator[tuple[Token, str, Act]]:
    """The goods added, the instrument that they come under, and the act: announced, as its paper lays down.

    What is added "to the list" of an instrument that is named beside the list is told by that noun.
    """
    table = actions().widening
    if unit.lemmas.isdisjoint(table["verbs"]):
        return
    named = {noun.i: name for noun, name in instruments(unit) if name in EXPORTS}
    for verb in unit.tree if named else ():
        goods = unit.tree.child(verb, "dobj") if verb.lemma.lower() in table["verbs"] else None
        if goods is None or not _is_paper(unit, verb) or not _counts(unit, goods):
            continue
        behind = (t for t in unit.tree.subtree(verb) if t.i > goods.i and t.text.lower() == "to")
        under = (named.get(t.i) for p in behind if p.pos == "ADP" for t in unit.tree.subtree(p))
        name = next(filter(None, under), None)
        if name is not None:
            yield goods, name, Act(verb, "announced", "object")
            return


def _is_paper(unit: Unit, verb: Token) -> bool:
    """Does a paper, or what stands for one, add them: "the notice adds", "it adds"?"""
    subjects = unit.tree.children(verb, "nsubj")
    return any(k.pos == "PRON" or k.lemma.lower() in actions().widening["papers"] for k in subjects)


def _counts(unit: Unit, goods: Token) -> bool:
    """ "five elements", "two more metals": goods, and how many."""
    known = goods.lemma.lower() in actions().widening["things"]
    return known and bool(unit.tree.children(goods, "nummod"))
