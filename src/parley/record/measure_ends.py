"""Words of a measure that is told as back or to come, and is no new one."""

from __future__ import annotations

from parley.read.modality import is_no_longer, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.words import actions

BEGINNING = ("apply", "begin", "come", "enter", "go", "start", "take")  # how a measure comes into force

# What a step does that is announced: the claim tells that, as planned.
DIRECTIONS = ("imposed", "raised", "lowered", "lifted", "restored", "eased", "suspended", "extended")


def is_suspended_return(unit: Unit, noun: Token, act: Act) -> bool:
    """ "the ban, suspended in May, is due to return": told as a suspension and its end."""
    kids = [k.lemma.lower() for k in unit.tree.children(noun, "acl")]
    rests = any(actions().stages.get(k) == "suspended" for k in kids)
    return rests and act.token.lemma.lower() in actions().deadline["returning"]


def is_never_done(unit: Unit, noun: Token, act: Act) -> bool:
    """ "a duty announced for May was never ordered": an announcement that nothing followed."""
    verb = unit.tree.head(noun)
    done = verb is not None and verb.lemma.lower() in ("order", "impose", "sign", "issue", "levy", "charge")
    left_out = unit.tree.children(verb, "neg") if verb is not None and done else ()
    return act.how == "participle" and bool(left_out)


def is_never_begun(unit: Unit, act: Act) -> bool:
    """ "was due to take effect in May and never applied": a plan of which the same sentence says its end."""
    verbs = (act.token, *unit.tree.ancestors(act.token))
    others = [k for verb in verbs for k in unit.tree.children(verb, "conj") if k.i > act.token.i]
    begun = [verb for verb in others if verb.lemma.lower() in BEGINNING]
    return any(k.text.lower() == "never" for verb in begun for k in unit.tree.children(verb, "neg"))


def is_over(unit: Unit, act: Act) -> bool:
    """ "no longer need a licence", "has stopped charging it": what was in force has ended."""
    ended = is_no_longer(unit.tree, act.token) or is_stopped(unit, act.token)
    return act.stage in ("imposed", "kept") and ended


def is_stopped(unit: Unit, act: Token) -> bool:
    """ "stopped charging a duty", "will cease to grant licences"; not where that is only promised."""
    verb = unit.tree.head(act)
    if verb is None or act.dep != "xcomp" or verb.lemma.lower() not in actions().unreal["stopping"]:
        return False
    mood = mood_of(unit, verb)
    return not (mood.governors or mood.negated or mood.possible)


def is_direction(instrument: str, act: Act) -> bool:
    """Does a step that is still to come tell which way it goes? A relief is announced or ended."""
    return act.stage in DIRECTIONS and (instrument != "tariff_exclusion" or act.stage == "lifted")


def is_change_announced(act: Act) -> bool:
    """ "announced a doubling of the duty": what it does is told, and not that it is done."""
    over = actions().stages.get(act.over.lemma.lower()) if act.over is not None else None
    return act.how == "noun" and act.stage in ("raised", "lowered") and over == "announced"


def is_consequence(act: Act) -> bool:
    """ "failure to comply could result in duties"."""
    return act.how == "with" and act.token.lemma.lower() in ("lead", "result", "end")


def is_promise(act: Act) -> bool:
    """ "promised a response": what it will be is not told."""
    return act.token.lemma.lower() in ("promise", "pledge")
