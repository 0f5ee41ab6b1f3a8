"""Acts of which only an opinion is told: "it would be premature to sign", "raising duties is a mistake"."""

from __future__ import annotations

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.words import actions

CLAUSES = ("xcomp", "csubj", "ccomp", "advcl", "acl", "nsubj")
COPULAS = ("be", "seem", "look", "sound", "feel", "make", "become", "prove")
JUDGED = ("acomp", "attr", "dobj", "oprd", "xcomp", "prep")


def is_opined(unit: Unit, verb: Token) -> bool:
    """Is the act only called wise, early, a mistake, or the like?"""
    tree, words = unit.tree, actions().unreal["opined"]
    if verb.dep not in CLAUSES or verb.tag not in ("VB", "VBG"):
        return False
    above = tree.head(verb)
    if above is None:
        return False
    if above.lemma.lower() in words:
        copula = tree.head(above)
        return copula is not None and is_said_of_it(unit, copula)
    if above.lemma.lower() not in COPULAS:
        return False
    beside = [t for k in tree.children(above, *JUDGED) for t in (k, *tree.children(k, "pobj"))]
    judged = any(t.lemma.lower() in words for t in beside if t.i != verb.i)
    return judged and (verb.dep in ("csubj", "nsubj") or is_said_of_it(unit, above))


def is_said_of_it(unit: Unit, copula: Token) -> bool:
    """ "it would be early to sign", "there is no point in signing", not "Oslo was wrong to sign"."""
    subjects = unit.tree.children(copula, "nsubj", "expl")
    plain = all(s.text.lower() in ("it", "that", "this", "there") for s in subjects)
    return plain and copula.lemma.lower() in COPULAS
