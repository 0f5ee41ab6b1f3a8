"""Decisions of courts told by a noun, by a refusal, or by what is left standing; and those only supposed."""

from __future__ import annotations

from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.words import actions

MARKS = ("if", "unless", "whether", "once", "until", "should", "were", "in case", "before", "when")
STANDING = ("place", "effect", "force")


def is_supposed(unit: Unit, token: Token) -> bool:
    """ "if the court strikes it down", "should it rule", "whether they had": nothing is decided yet."""
    tree = unit.tree
    for verb in (token, *(a for a in tree.ancestors(token) if token.dep in ("conj", "xcomp"))):
        marks = {k.text.lower() for k in tree.children(verb, "mark", "advmod", "aux") if k.i < verb.i}
        later = verb.tag in ("VBZ", "VBP", "VB") or not marks & {"when", "before"}
        if marks & set(MARKS) and later:
            return True
    return mood_of(unit, token).condition is not None and token.tag in ("VBZ", "VBP", "VB")


def decision_over(unit: Unit, token: Token) -> Token | None:
    """ "the court's decision to strike it down", "a ruling that voided it": whose decision the verb tells."""
    tree = unit.tree
    noun = tree.head(token) if token.dep in ("acl", "relcl", "xcomp", "ccomp", "advcl") else None
    if noun is None or noun.lemma.lower() not in actions().ruling["orders"] or noun.i > token.i:
        return None
    by = [p for p in tree.children(noun, "prep", "agent") if p.text.lower() in ("by", "of", "from")]
    named = next((n for p in by for n in tree.children(p, "pobj")), None)
    owner = tree.child(noun, "poss") or named or tree.child(noun, "compound", "nmod")
    return owner or (noun if noun.lemma.lower() in ("ruling", "judgment", "judgement") else None)


def is_decided(unit: Unit, token: Token) -> bool:
    """Is the decision there, and not awaited: "the decision to strike it down" of a noun that is definite?"""
    noun = unit.tree.head(token)
    if noun is None:
        return False
    dets = {k.text.lower() for k in unit.tree.children(noun, "det")}
    awaited = {"any", "no", "possible", "potential", "expected", "future"}
    beside = {k.text.lower() for k in unit.tree.children(noun, "amod")}
    helps = {k.text.lower() for k in unit.tree.children(token, "aux")} - {"to", "has", "had", "have"}
    return not (dets | beside) & awaited and not helps and not unit.tree.children(token, "neg")


def is_refusal(unit: Unit, token: Token) -> bool:
    """ "refused to block the duty", "declined to hear the challenge": the measure stays."""
    table = actions().ruling
    words = {*table["verbs"]["struck_down"], *table["verbs"]["stayed"], "hear", "take", "review", "consider"}
    return any(k.lemma.lower() in words for k in unit.tree.children(token, "xcomp"))


def left_standing(unit: Unit, token: Token) -> str | None:
    """ "let the duty stand", "kept it in place until May": it stays; only for now, it is a stay."""
    table = actions().ruling
    lemma, below = token.lemma.lower(), unit.tree.subtree(token)
    words = {t.lemma.lower() for t in below}
    place = any(t.text.lower() in STANDING and t.dep == "pobj" for t in below)
    stands = lemma in table["letting"] and bool(words & {"stand", "remain", "stay", "continue"})
    if not stands and not (place and lemma in (*table["keeping"], *table["letting"])):
        return None
    return "stayed" if words & set(actions().ruling["for_now"]) else "upheld"
