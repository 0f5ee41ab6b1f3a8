"""Acts that are only the condition of another, asked about, waited for, or disclaimed."""

from __future__ import annotations

from parley.read.modality import Mood
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.phrases import verb_phrases
from parley.record.words import actions

CONDITIONS = ("if", "unless", "until", "once", "should", "whether")
WHEN = ("when", "how", "why", "where")
AWAITED = ("when", "once")


def is_condition(unit: Unit, act: Token) -> bool:
    """Is the act itself the if-part of another?"""
    for token in (act, *unit.tree.ancestors(act)):
        if is_fact_beside(unit, token):
            return False
        if token.dep == "advcl" and token.pos in ("VERB", "AUX"):
            marks = [t.text.lower() for t in unit.tree.children(token, "mark", "advmod")]
            open_choice = marks == ["whether"] and any(
                k.text == "to" for k in unit.tree.children(token, "aux")
            )
            if (any(m in CONDITIONS for m in marks) and not open_choice) or is_inverted(unit, token):
                return True
            if any(m in AWAITED for m in marks) and is_awaited(unit, token):
                return True
    return False


def is_fact_beside(unit: Unit, clause: Token) -> bool:
    """ "if it passes on the duties, which were raised in May": told of the duties, whatever is supposed."""
    which = next((t for t in unit.tree.subtree(clause) if t.tag == "WDT"), None)
    past = any(k.tag == "VBD" for k in (clause, *unit.tree.children(clause, "aux", "auxpass")))
    comma = which is not None and which.i > 0 and unit.tree[which.i - 1].text == ","
    return clause.dep == "relcl" and past and comma


def is_inverted(unit: Unit, verb: Token) -> bool:
    """ "should duties be laid", "had duties been laid": a condition told by the order of the words."""
    first = next((t for t in unit.tree.subtree(verb) if t.pos != "PUNCT"), verb)
    return first.text.lower() in ("should", "had", "were") and first.dep in ("aux", "auxpass")


def is_disclaimed(unit: Unit, act: Act) -> bool:
    """ "denied that it agreed to limits": what is denied was not done; that it hurt: a view."""
    if act.how not in ("object", "with", "verb"):
        return False
    verb = act.over or act.token
    for token in (verb, *unit.tree.ancestors(verb)):
        above = unit.tree.head(token) if token.dep in ("ccomp", "acl") else None
        if above is not None and above.lemma.lower() in actions().unreal["reports"] and above.dep == "dobj":
            above = unit.tree.head(above)  # "denied reports that it would tax tin"
            return above is not None and above.lemma.lower() in actions().unreal["denying"]
        if (above is not None and token.dep == "ccomp") or (above is not None and above.lemma == "deny"):
            return above.lemma.lower() == "deny" and not unit.tree.children(above, "neg")
    return False


def means_over(unit: Unit, act: Act) -> Token | None:
    """ "wants to win by using duty increases": the gerund over a noun that names the act."""
    verb = unit.tree.head(act.token) if act.how == "noun" and act.token.dep == "dobj" else None
    return verb if verb is not None and verb.tag == "VBG" and verb.dep == "pcomp" else None


def is_defeated(unit: Unit, act: Token) -> bool:
    """ "voted down a resolution to end the duty": what a bill that fell would have done."""
    paper = unit.tree.head(act) if act.dep in ("acl", "relcl") else None
    verb = unit.tree.head(paper) if paper is not None and paper.dep in ("dobj", "nsubjpass") else None
    if paper is None or verb is None or paper.lemma.lower() not in actions().orders["bills"]:
        return False
    return bool(set(verb_phrases(unit.tree, verb)) & set(actions().unreal["defeated"]))


def is_awaited(unit: Unit, token: Token) -> bool:
    """ "will sell again when Peru lifts its duty": what is waited for is not told to come."""
    over = unit.tree.head(token)
    ahead = over is not None and any(
        k.text.lower() in ("will", "would", "'ll", "wo") for k in unit.tree.children(over, "aux")
    )
    first = next((k.tag for k in unit.tree.children(token, "aux", "auxpass")), token.tag)
    return ahead and first in ("VBZ", "VBP")


def is_own_plan(unit: Unit, mood: Mood) -> bool:
    """ "plans to scrap its duty": what one means to do, and nobody was promised."""
    leads = [unit.tree[i] for i in mood.leads]
    return bool(leads) and all(t.lemma.lower() in ("plan", "intend", "prepare") for t in leads)


def is_question(unit: Unit, act: Token) -> bool:
    """ "asked if the duty would stay": nothing is told."""
    above = unit.tree.head(act)
    open_ = any(k.text.lower() in ("if", "whether") for k in unit.tree.children(act, "mark"))
    undecided = above is not None and above.lemma.lower() in ("decide", "determine", "choose", "settle")
    if open_ and undecided and above is not None and unit.tree.children(above, "neg"):
        return True  # "has not decided whether to renew"
    for clause in (act, *unit.tree.ancestors(act)):
        on = unit.tree.head(clause) if clause.dep == "pcomp" else None
        if on is not None and any(k.text.lower() == "how" for k in unit.tree.children(clause, "advmod")):
            return True  # "no clarity on how Peru could be exempted"
        if on is not None and unit.tree[on.head].lemma in ("depend", "hinge"):
            return True  # "will depend on whether Peru goes ahead with its duty"
        asking = unit.tree.head(clause) if clause.dep in ("ccomp", "advcl", "xcomp") else None
        if asking is not None and asking.lemma.lower() in actions().aims["asking"]:
            kids = unit.tree.children(clause, "mark", "advmod")
            return any(k.text.lower() in ("if", "whether", *WHEN) for k in kids)
    return False


def is_overtaken(unit: Unit, verb: Token) -> bool:
    """ "had been due to raise", "had been set to take effect": what has come of it is told elsewhere."""
    tops = [verb] if unit.tree.children(verb, "xcomp") and verb.tag == "VBN" else []  # "had been set to"
    for token in (verb, *unit.tree.ancestors(verb)):
        above = unit.tree.head(token)
        if token.dep not in ("xcomp", "acomp") or above is None:
            break
        tops.append(above)
    for top in tops:
        words = {k.text.lower() for k in unit.tree.children(top, "aux", "auxpass")} | {top.text.lower()}
        if "had" in words and "been" in words:
            return True
    return False


def is_before(unit: Unit, verb: Token) -> bool:
    """A clause in the present with "before" or "until"."""
    words = [k.text.lower() for k in unit.tree.children(verb, "mark", "advmod")]
    return verb.dep == "advcl" and verb.tag in ("VBZ", "VBP") and ("before" in words or "until" in words)


def is_until(unit: Unit, act: Token) -> bool:
    """ "no duty will be levied before May": put off to a day."""
    preps = [p for p in unit.tree.children(act, "prep") if p.text.lower() in ("before", "until")]
    return any(n.pos in ("PROPN", "NUM") for p in preps for n in unit.tree.children(p, "pobj"))


def is_meanwhile(unit: Unit, verb: Token) -> bool:
    """ "will lift its ban while introducing a quota": an act of its own beside that of the verb above."""
    return verb.dep == "advcl" and verb.tag == "VBG" and bool(unit.tree.children(verb, "mark"))
