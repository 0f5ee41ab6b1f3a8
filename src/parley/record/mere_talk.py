"""Acts that are only feared, avoided, aimed at, asked for or left open: to tell of them does none of them."""

from __future__ import annotations

from parley.read.modality import Mood, by_which
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.brought import is_let
from parley.record.papers import is_ordered, means_of
from parley.record.presupposed import is_made
from parley.record.words import actions


def is_mere_talk(unit: Unit, act: Token, mood: Mood) -> bool:
    """Is the act only feared, avoided, aimed at or asked for?"""
    avoided = "negative" in mood.governors
    if (over := by_which(unit, act)) is not None and is_aim(unit, over, mood):
        return True  # "the ability to answer by taxing"
    return avoided or is_feared(unit, act) or is_aim(unit, act, mood) or is_asked(unit, mood)


def is_feared(unit: Unit, act: Token) -> bool:
    """Is the act only feared or guessed at ("for fear that the curbs will be widened")?"""
    above = unit.tree.head(act)
    hoped = act.dep == "ccomp" and above is not None and above.lemma.lower() in actions().feared["hopes"]
    above_it = tuple(unit.tree.ancestors(act))
    about = any(a.text.lower() in ("about", "over", "of") for a in above_it)
    worried = about and any(a.lemma.lower() in actions().feared["worried"] for a in above_it)
    return hoped or worried or any(a.lemma.lower() in actions().feared["words"] for a in above_it)


def is_aim(unit: Unit, act: Token, mood: Mood) -> bool:
    """An infinitive or gerund of purpose ("talks to ease", "efforts to curb") tells no act."""
    first = unit.tree.conjuncts(act)[0]
    if act.dep == "conj" and first.tag == act.tag and not unit.tree.children(act, "nsubj", "nsubjpass"):
        act = first
    above = unit.tree.head(act)
    lemmas = [unit.tree[i].lemma.lower() for i in mood.leads]
    if any(actions().stages.get(w) == "considered" or w in ("look", "explore") for w in lemmas):
        return False
    if is_open(unit, mood) or means_of(unit, act) is not None:
        return False
    if act.dep == "pcomp" and above is not None and above.text.lower() in ("of", "about"):
        talked = unit.tree.head(above)
        if talked is not None and talked.lemma == "talk" and talked.pos == "VERB":
            return False  # "has talked of taxing tin"
    lemma = above.lemma.lower() if above is not None and act.tag == "VBG" and act.dep == "acl" else ""
    if is_ordered(unit, act, above) or lemma in actions().agreement["nouns"]:
        return False  # "a deal setting the duty at 15%"
    if above is not None and above.lemma.lower() == "expect" and unit.tree.children(above, "nsubjpass"):
        return False  # "is expected to announce"
    modal = any(k.tag == "MD" for k in unit.tree.children(act, "aux"))
    if act.dep in ("advcl", "relcl", "acl") and act.tag == "VB" and not modal:
        return act.dep != "acl" or above is None or above.lemma.lower() in actions().aims["nouns"]
    if above is not None and is_let(unit, act, above):
        return False
    counting = above is not None and above.lemma.lower() in actions().quantifiers["nouns"]
    if modal and act.dep == "relcl" and counting:
        return False  # "a round of duties that will tax tin"
    if modal and act.dep == "relcl" and above is not None and is_made(unit, above):
        return False  # "struck a deal that will cut the duty"
    if act.dep == "pcomp" and above is not None:
        above = unit.tree.head(above)
    kinds = actions().aims["verbs" if above is not None and above.pos in ("VERB", "AUX") else "nouns"]
    return above is not None and above.lemma.lower() in kinds


def is_asked(unit: Unit, mood: Mood) -> bool:
    """Is somebody only urged to act? A firm that is told to do something has no choice."""
    leads = [unit.tree[i] for i in mood.chain[1:] if unit.tree[i].lemma.lower() in actions().aims["asked"]]
    leads = [t for t in leads if t.tag != "VBD" or t.lemma.lower() not in actions().aims["moved"]]
    objects = [o for t in leads for o in unit.tree.children(t, "dobj", "nsubjpass")]
    bound = [o for o in objects if o.dep == "nsubjpass" and o.pos == "PROPN"]
    own = [o for o in objects if unit.tree.head(o) and is_own_staff(unit, o)]
    return bool(leads) and not (
        bound or own or any(o.lemma.lower() in actions().trade["words"] for o in objects)
    )


def is_own_staff(unit: Unit, whom: Token) -> bool:
    """ "told his envoy to open a probe": an order to one who has to obey."""
    verb = unit.tree.head(whom)
    own = any(k.tag == "PRP$" for k in unit.tree.children(whom, "poss"))
    return own and verb is not None and verb.lemma.lower() in actions().aims["staff"]


def is_open(unit: Unit, mood: Mood) -> bool:
    """ "is to decide whether to raise", "a vote on whether to tax"."""
    kids = [k for i in mood.chain for k in unit.tree.children(unit.tree[i], "mark", "advmod", "prep")]
    return any(k.text.lower() == "whether" for k in kids)
