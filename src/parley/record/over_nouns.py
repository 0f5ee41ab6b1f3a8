"""The verbs over a noun of an act, by which it begins, comes about or is gone ahead with."""

from __future__ import annotations

from parley.read.tree import Token, Tree
from parley.record.phrases import first
from parley.record.words import actions

EFFECTS = {"effect", "force"}


def begun(tree: Tree, act: Token) -> Token | None:
    """ "the cut takes effect on May 3", "is due to come into force": the verb by which the act begins."""
    verb = tree.head(act) if act.dep in ("nsubj", "nsubjpass") else None
    if verb is None:
        return None
    linked = (verb, *tree.children(verb, "acomp"))
    verbs = (v for top in linked for v in (top, *tree.children(top, "xcomp")))
    starting = (v for v in verbs if v.lemma.lower() in actions().entering["words"])
    return next((v for v in starting if EFFECTS & {t.lemma.lower() for t in tree.subtree(v)}), None)


def by_which(tree: Tree, act: Token) -> Token | None:
    """ "the talks resulted in the renewal of": the verb by which an act came about."""
    above = tree.head(act) if act.dep == "pobj" else None
    verb = tree.head(above) if above is not None else None
    if above is None or verb is None:
        return None
    return verb if f"{verb.lemma.lower()} {above.text.lower()}" in actions().light["bringing"] else None


def pressed(tree: Tree, act: Token) -> Token | None:
    """The verb that goes ahead with an act ("proceed with the imposition of duties")."""
    first_act = tree.conjuncts(act)[0]
    preposition = tree.head(first_act) if first_act.dep == "pobj" else None
    verb = tree.head(preposition) if preposition is not None else None
    if verb is None or preposition is None or verb.pos != "VERB":
        return None
    kids = [f"{k.text.lower()} " for k in tree.children(verb, "prt", "advmod")]
    forms = [f"{verb.lemma.lower()} {k}{preposition.text.lower()}" for k in (*kids, "")]
    return verb if first(actions().phrases, forms) == "announced" else None
