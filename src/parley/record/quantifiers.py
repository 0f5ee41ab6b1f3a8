"""Nouns that only count or hold a measure: "a round of tariffs", "$108bn in duties"."""

from __future__ import annotations

from parley.read.tree import Token, Tree
from parley.record.words import actions


def counted(tree: Tree, noun: Token) -> Token:
    """The head of "a round of tariffs", "$108bn in duties", "some of the levies": what the act governs."""
    here = noun
    for _ in range(4):
        above = tree.head(here) if here.dep == "pobj" else None
        outer = tree.head(above) if above is not None else None
        if outer is None or above is None or not counts(tree, above, outer):
            return here
        here = outer
    return here


def counts(tree: Tree, preposition: Token, outer: Token) -> bool:
    """Does the noun only count, or list, what stands behind the preposition?"""
    table = actions().quantifiers
    word, lemma = preposition.text.lower(), outer.lemma.lower()
    if word in ("for", "of") and lemma in table["listing"] and outer.dep in ("dobj", "nsubjpass", "pobj"):
        return True
    if word == "on":
        return lemma in table["papers"]
    if word not in ("of", "in"):
        return False
    if lemma in table["nouns"]:
        return True
    money = any(t.pos in ("NUM", "SYM") for t in (outer, *tree.children(outer)))
    return money and outer.pos in ("NUM", "SYM", "NOUN") and lemma not in actions().nouns


def is_warded(tree: Tree, verb: Token) -> bool:
    """ "to keep a duty from being charged"."""
    return any(p.text.lower() == "from" and tree.child(p, "pcomp") for p in tree.children(verb, "prep"))
