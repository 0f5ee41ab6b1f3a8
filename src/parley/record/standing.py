"""How an act on a measure stands: the action of CLAIMS.md, from the stage its words name and its mood."""

from __future__ import annotations

from parley.model import Certainty
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import EASED_BY_PROMISE, Act
from parley.record.brought import is_kept_off, lets_last, opens_way
from parley.record.carried import is_carried_out
from parley.record.measure_ends import is_stopped
from parley.record.mere_talk import is_asked, is_mere_talk, is_open
from parley.record.namings import is_by_quota
from parley.record.open_acts import (
    is_before,
    is_condition,
    is_defeated,
    is_disclaimed,
    is_meanwhile,
    is_overtaken,
    is_own_plan,
    is_question,
    is_until,
)
from parley.record.papers import bill_over, is_advised, is_called_for, is_ordered, is_signed, means_of
from parley.record.presupposed import (
    exchanging,
    goes_ahead,
    is_exchanged,
    is_of_no_deal,
    standing_threat,
)
from parley.record.unreal import BACKGROUND, is_held_from, is_intent, is_nonfact, is_unreal
from parley.record.words import actions

OPEN = "open"  # a part of the rules tells nothing of the act
RELIEF = ("lowered", "lifted", "eased")
TOLD = ("announced", "considered", "threatened", "denied")
STEADY = (*TOLD, "delayed", "suspended", "extended")
FORCE = ("imposed", "raised", "lowered", "lifted", "restored", "eased")
BURDENS = ("imposed", "raised", "restored")
UNDERTAKEN = ("pledged", "offered", "demanded")


def decide(unit: Unit, instrument: str, act: Act, mood: Mood, exact: bool = False) -> str | None:
    """The action of an act in its mood; `exact` tells that its new rate or its day is told.

    None where it is no measure: an aim, relief that is only undertaken (a commitment), an act that is denied,
    or that is the condition of another. The first part that tells something of it has the word.
    """
    for part in (outright, kept_from, refused, done_already, to_come):
        if (action := part(unit, instrument, act, mood, exact)) != OPEN:
            return action
    return undone(unit, act, mood, not is_relief(instrument, act.stage))


def outright(unit: Unit, instrument: str, act: Act, mood: Mood, exact: bool) -> str | None:
    """What the words of the act tell whatever its mood: a threat, an exchange, something held back."""
    stage, verb = act.stage, act.over or act.token
    if act.how == "without":
        return stage
    if act.how == "with" and goes_ahead(unit, verb, exact):
        return "announced"
    if is_of_no_deal(unit, verb):
        return None
    if (threat := standing_threat(unit, act.token, stage)) is not None:
        return threat
    if is_relief(instrument, stage) and exchanging(unit, verb) is not None:
        return "announced" if exact and is_exchanged(unit, verb) else None
    if act.how == "withheld":
        return None if mood.negated or is_asked(unit, mood) or is_unreal(unit, instrument, act) else stage
    return OPEN


def kept_from(unit: Unit, instrument: str, act: Act, mood: Mood, exact: bool) -> str | None:
    """An act that does not come, or is left open: a condition, a question, a step struck down."""
    stage, verb = act.stage, act.over or act.token
    if (
        is_condition(unit, verb)
        or is_overtaken(unit, verb)
        or (mood.hypothetical and mood.perfect and not regretted(unit, verb))
    ):
        return None
    if is_advised(unit, act) or is_called_for(unit, act) or is_question(unit, verb):
        return None
    if is_held_from(unit, verb) or is_disclaimed(unit, act):
        return "denied" if stage in BURDENS or stage == "announced" else None
    if act.how == "subject" and stage == "imposed" and act.token.tag == "VBG" and not mood.negated:
        return "announced"  # "duties are coming in May"
    if is_defeated(unit, verb):
        return "denied" if stage in BURDENS else "kept"
    if is_unreal(unit, instrument, act):
        return None
    if act.how != "step" and is_kept_off(unit, verb):
        return None
    if is_relief(instrument, stage) and is_before(unit, verb):
        return None  # "has to wait 60 days before it ends the scheme"
    if opens_way(unit, verb):
        return "announced" if exact and is_relief(instrument, stage) else "considered"
    return OPEN


def refused(unit: Unit, instrument: str, act: Act, mood: Mood, exact: bool) -> str | None:
    """An act that is denied: a burden that does not come, relief that is not granted."""
    stage, verb = act.stage, act.over or act.token
    if mood.negated and stage == "extended" and act.how != "noun":
        agrees = any(unit.tree[i].lemma.lower() in ("agree", "decide", "commit") for i in mood.leads)
        return None if agrees and not unit.tree.children(verb, "neg") else "expired"
    if mood.negated and is_asked(unit, mood):
        return None  # "urged X not to lift"
    if instrument == "export_licensing" and stage == "eased" and is_stopped(unit, verb):
        return "suspended"  # "stopped granting licences"
    declined = any(unit.tree[i].lemma.lower() in ("refuse", "decline") for i in mood.chain[1:])
    if mood.negated and instrument == "tariff_exclusion" and declined:
        return "denied"
    if mood.negated and not regretted(unit, verb):
        return "kept" if stage in (*RELIEF, "suspended") else not_imposed(unit, instrument, act, mood)
    return OPEN


def done_already(unit: Unit, instrument: str, act: Act, mood: Mood, exact: bool) -> str | None:
    """An act that is done, or a measure that has long stood."""
    stage, verb = act.stage, act.over or act.token
    if act.how == "borne" and verb.i and unit.tree[verb.i - 1].text.lower() == "or":
        return "threatened"  # "buy our gas or face duties"
    if act.how == "verb" and instrument in ("export_control", "quota") and "pledged" in mood.governors:
        return None  # "agreed to limit its exports": an undertaking
    if any(unit.tree[i].lemma.lower() in actions().continuing["words"] for i in mood.chain[1:]):
        return "kept"
    if stage in RELIEF and act.how == "noun" and (term := term_of(unit, act)) is not None:
        return "kept" if mood_of(unit, term).negated else None
    if stage == "announced" and mood.condition is not None and act.how in ("object", "with"):
        return "threatened"
    if stage == "imposed" and mood.done and lasts(unit, act):
        return "kept"
    coming = verb.dep == "relcl" and (mood.future or mood.possible)
    if stage == "kept" and act.how in ("borne", "subject") and mood.perfect and exact and is_since(unit, act):
        return "imposed"
    if act.how in BACKGROUND and not is_relief(instrument, stage) and is_risk(unit, act):
        return "threatened"
    power = means_of(unit, verb)
    carried = is_carried_out(unit, verb)
    done = carried or mood.done or (power is not None and mood_of(unit, power).done)
    if done and verb.dep in ("relcl", "acl", "xcomp") and (paper := bill_over(unit, verb)) is not None:
        return paper
    if act.how == "rate" and (told := as_told(unit, verb)) is not None:
        return told
    if (act.how in BACKGROUND and not coming) or done or regretted(unit, verb):
        return stage if carried or not is_nonfact(unit, act) else None
    return OPEN


def to_come(unit: Unit, instrument: str, act: Act, mood: Mood, exact: bool) -> str | None:
    """An act that lies ahead, or is held up."""
    stage, verb = act.stage, act.over or act.token
    relief = is_relief(instrument, stage)
    if stage in ("extended", "kept") and not mood.negated and lets_last(unit.tree, verb):
        return stage
    if is_mere_talk(unit, verb, mood):
        return None
    leading = mood.leading(unit, actions().stages)
    held = [s for s in (*leading, *holder(unit, mood)) if s in ("delayed", "suspended", "lifted")]
    if held and not is_meanwhile(unit, verb):
        return held[0]
    if stage == "excluded":
        return stage
    if relief and instrument == "tariff" and is_own_plan(unit, mood):
        return "announced" if exact else "considered"
    if relief and (instrument in EASED_BY_PROMISE or is_undertaken(unit, mood)):
        signed = is_signed(unit, verb) or is_ordered(unit, verb, unit.tree.head(verb))
        settled = (exact and is_agreed(unit, instrument, mood)) or is_decided(unit, mood) or signed
        return "announced" if settled or (exact and is_plain_future(mood)) else None
    if instrument == "tariff_exclusion" and mood.possible and act.how == "borne":
        return "announced"  # "firms can get a rebate"
    return OPEN


def not_imposed(unit: Unit, instrument: str, act: Act, mood: Mood) -> str | None:
    """What a burden is that will not come: `excluded` ("no duty will be charged"), delayed, or denied."""
    text = unit.text.lower()
    ahead = mood.future or mood.hypothetical
    plain = mood.condition is None and not mood.possible
    if instrument == "other" and plain and (act.token.lemma.lower() == "retaliate" or is_decided(unit, mood)):
        return "denied"  # "will not retaliate", "decided not to take countermeasures"
    if instrument not in actions().sparing["instruments"] or act.stage not in (*BURDENS, "kept"):
        return None
    if "considered" in mood.governors or "planned" in mood.governors:
        return "denied" if not ahead and is_intent(unit, mood) else None
    if ahead and (any(p in text for p in actions().sparing["for_now"]) or is_until(unit, act.token)):
        return "delayed"
    suffered = act.how == "borne" or mood.passive
    if ahead and plain and act.stage == "restored" and act.how == "object" and not suffered:
        return "denied"  # "will not bring back the ban"
    return "excluded" if ahead and suffered and instrument == "tariff" and mood.condition is None else None


def as_told(unit: Unit, noun: Token) -> str | None:
    """ "a 200% duty would hurt growers, as Peru threatened": how the duty stands, told beside."""
    for verb in (t for t in unit.tree.ancestors(noun) if t.pos in ("VERB", "AUX")):
        for clause in unit.tree.children(verb, "advcl"):
            as_ = any(k.text.lower() == "as" for k in unit.tree.children(clause, "mark"))
            stage = actions().stages.get(clause.lemma.lower())
            if as_ and stage in TOLD and not unit.tree.children(clause, "dobj", "xcomp", "ccomp"):
                return stage
    return None


def lasts(unit: Unit, act: Act) -> bool:
    """ "still need a licence", "charges duties of 40%": a present that has long been so."""
    token = act.token
    present = token.tag in ("VBZ", "VBP") and not unit.tree.children(token, "auxpass")
    still = any(
        k.text.lower() in ("still", "currently", "already") for k in unit.tree.children(token, "advmod")
    )
    now = any(k.text.lower() in ("currently", "now") for k in unit.tree.children(token, "advmod"))
    passive = unit.tree.children(token, "auxpass")
    if is_by_quota(unit.tree, token) and any(k.tag in ("VBZ", "VBP") for k in passive):
        return True  # "are limited by quotas"
    if now and token.lemma.lower() in ("tax", "tariff") and any(k.tag in ("VBZ", "VBP") for k in passive):
        return True  # "is currently taxed at 20%"
    if any(k.lemma.lower() in ("remain", "remains") for k in unit.tree.children(token, "auxpass", "aux")):
        return True
    if still and any(k.tag in ("VBZ", "VBP") for k in passive):
        return True  # "licences are still needed"
    return present and (still or token.lemma.lower() in actions().lasting["verbs"])


def holder(unit: Unit, mood: Mood) -> list[str]:
    """What is done to the plan, threat or decision that governs the act ("delayed plans to raise")."""
    top = unit.tree[mood.chain[-1]]
    above = unit.tree.head(top)
    lemma = above.lemma.lower() if above is not None and top.dep in ("dobj", "nsubjpass") else ""
    return [actions().stages[lemma]] if lemma in actions().stages else []


def is_undertaken(unit: Unit, mood: Mood) -> bool:
    """Is the act only promised, offered or asked for? What one expects to do oneself is considered."""
    pairs = zip(mood.governors, mood.leads, strict=True)
    return any(g in UNDERTAKEN and unit.tree[i].lemma.lower() != "expect" for g, i in pairs)


def is_decided(unit: Unit, mood: Mood) -> bool:
    """ "decided to end the ban": nothing is left to be promised."""
    leads = [unit.tree[i].lemma.lower() for i in mood.leads]
    return bool(leads) and all(lemma in actions().settling["decided"] for lemma in leads)


def is_plain_future(mood: Mood) -> bool:
    """ "will lift the ban on Monday": neither promised nor offered nor tied to anything."""
    return mood.future and not (mood.governors or mood.condition or mood.possible)


def is_agreed(unit: Unit, instrument: str, mood: Mood) -> bool:
    """Is the relief from a duty settled on ("agreed to cut its duty to 15%"), not offered or asked for?"""
    settled = [unit.tree[i].lemma.lower() in actions().settling["verbs"] for i in mood.leads]
    return instrument == "tariff" and bool(settled) and all(settled)


def term_of(unit: Unit, act: Act) -> Token | None:
    """The verb of mere terms or wishes under which the noun of an act stands ("the offer includes cuts")."""
    verb = next((t for t in unit.tree.ancestors(act.token) if t.pos in ("VERB", "AUX")), None)
    return verb if verb is not None and verb.lemma.lower() in actions().terms["verbs"] else None


def is_relief(instrument: str, stage: str) -> bool:
    """Does the act make trade easier? A larger quota does, a smaller one does not."""
    if instrument == "quota" and stage in ("raised", "lowered"):
        return stage == "raised"
    return stage in RELIEF


def undone(unit: Unit, act: Act, mood: Mood, hostile: bool) -> str | None:
    """The action of an act that has not happened yet; `hostile` is one that makes trade harder."""
    stage = act.stage
    if stage == "kept":
        return None if mood.possible and act.how == "object" else bearing_yet(unit, act, mood)
    if stage in STEADY:
        return "considered" if stage in ("announced", "extended", "delayed") and mood.possible else stage
    if "threatened" in mood.governors or (hostile and (mood.condition is not None or warned(unit, mood))):
        return "threatened"
    if is_risk(unit, act):
        return "threatened"
    if is_open(unit, mood):
        return "considered"
    nearest = [g for g, i in zip(mood.governors, mood.leads, strict=True) if i == mood.leads[0]]
    if hostile and "offered" in nearest and "considered" not in nearest:
        return "threatened"
    return "considered" if "considered" in nearest or mood.possible else "announced"


def is_since(unit: Unit, act: Act) -> bool:
    """ "has faced a duty since May": the day on which it was laid."""
    return any(t.text.lower() == "since" for t in unit.tree.subtree(act.token))


def is_risk(unit: Unit, act: Act) -> bool:
    """ "the risk of a duty kicking in", "the prospect of duties"."""
    above = [unit.tree[a.i] for a in unit.tree.ancestors(act.token)][:6]
    return any(a.lemma.lower() in actions().feared["risks"] for a in above)


def bearing_yet(unit: Unit, act: Act, mood: Mood) -> str:
    """Of a measure that will be borne or stay: what stays is kept, what will be borne is announced."""
    suffered = act.token.lemma.lower() in ("be", *actions().borne["verbs"])
    if act.how not in ("borne", "subject") or not suffered:
        return "kept"
    if not (mood.future or mood.hypothetical or mood.possible or mood.governors):
        return "kept"
    until = mood.condition is not None and unit.text[slice(*mood.condition)].lower().startswith("until")
    if (mood.condition is not None and not until) or warned(unit, mood):
        return "threatened"
    return "considered" if mood.possible else "announced"


def warned(unit: Unit, mood: Mood) -> bool:
    """Does a verb of threat report the act ("warned that they would face duties")?"""
    top = unit.tree[mood.chain[-1]]
    above = unit.tree.head(top)
    lemma = above.lemma.lower() if above is not None and top.dep == "ccomp" else ""
    return lemma in actions().stages and actions().stages[lemma] == "threatened"


def regretted(unit: Unit, act: Token) -> bool:
    """ "should not have put": told as done, though a negation stands there."""
    words = [t.text.lower() for t in unit.tree.children(act, "aux")]
    return "have" in words and ("should" in words or "must" in words)


def certainty_of_act(mood: Mood, action: str) -> Certainty | None:
    """What the mood says of the certainty; None leaves it to the voice."""
    if mood.condition is not None and not mood.done:
        return "conditional"
    return "planned" if action in FORCE and mood.future else None
