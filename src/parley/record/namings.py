"""Nouns and verbs that look like a measure's: taxes on all goods at home, a rate that only tells how high."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read.tree import Token, Tree
from parley.read.units import Unit
from parley.record.words import actions


def is_domestic(tree: Tree, token: Token) -> bool:
    """ "the goods and services tax", "value-added tax": one that home goods bear too."""
    kids = tree.children(token, "compound", "amod", "nmod")
    left = {t.lemma.lower() for k in kids for t in tree.subtree(k)}
    table, spared = actions().domestic, {"import", *actions().digital["words"]}
    return token.lemma.lower() in table["nouns"] and bool(left & set(table["words"])) and not left & spared


def is_amount(tree: Tree, token: Token) -> bool:
    """ "duties will be capped at a rate of 15%": how high they are, and no measure beside them."""
    at = tree.head(token) if token.lemma == "rate" and token.dep == "pobj" else None
    verb = tree.head(at) if at is not None and at.text.lower() == "at" else None
    kids = tree.children(verb, "nsubj", "nsubjpass", "dobj") if verb is not None else ()
    return any(actions().instruments.get(k.lemma.lower()) == "tariff" for k in kids if k.lemma != "rate")


def is_by_quota(tree: Tree, verb: Token) -> bool:
    """ "imports are limited by quotas"."""
    agents = [n for by in tree.children(verb, "agent") for n in tree.children(by, "pobj")]
    return any(
        actions().instruments.get(n.lemma.lower()) == "quota" or n.lemma == "safeguard" for n in agents
    )


def raised_subject(tree: Tree, verb: Token) -> tuple[Token, ...]:
    """The subject of a passive infinitive: "watches are to be taxed"."""
    above = tree.head(verb)
    passive = verb.dep == "xcomp" and above is not None and bool(tree.children(verb, "auxpass"))
    return tree.children(above, "nsubj", "nsubjpass") if passive and above is not None else ()


def below_of(tree: Tree, tops: Sequence[Token]) -> list[Token]:
    """All tokens of some phrases."""
    return [t for o in tops for t in tree.subtree(o)]


def tree_of(unit: Unit, noun: Token) -> list[Token]:
    """The words under a noun and the verb over it."""
    above = unit.tree.head(noun)
    return [*unit.tree.subtree(noun), *(unit.tree.subtree(above) if above is not None else ())]
