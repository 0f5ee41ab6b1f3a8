"""Acts that are named but not done: held from, not assured, somebody's task only, or told of former times."""

from __future__ import annotations

from parley.read.cues import cues
from parley.read.modality import Mood, mood_of
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.estimates import is_estimate
from parley.record.opined import is_opined
from parley.record.words import actions

BACKGROUND = ("participle", "mark", "rate", "owned")
CLAUSES = ("ccomp", "acl", "relcl", "xcomp")
NOT = ("not", "n't", "n’t", "never", "no", "hardly")


def is_held_from(unit: Unit, act: Token) -> bool:
    """ "refrained from taxing tin", "stopped short of a ban on", "shied away from banning"."""
    tree, table = unit.tree, actions().unreal
    for token in (act, *tree.ancestors(act)):
        if token.dep not in ("pcomp", "pobj"):
            if token.i != act.i and token.pos in ("VERB", "AUX"):
                return False
            continue
        preposition = tree.head(token)
        verb = next((a for a in tree.ancestors(token) if a.pos == "VERB"), None)
        if preposition is None or verb is None:
            return False
        before = tree[preposition.i - 1].text.lower() if preposition.i else ""
        word = preposition.text.lower()
        forms = (f"{verb.lemma.lower()} {word}", f"{verb.lemma.lower()} {before} {word}")
        return any(f in table["held"] for f in forms)
    return False


def is_not_assured(unit: Unit, verb: Token) -> bool:
    """ "does not guarantee that Peru will lift", "is no sign that it would tax": nothing is told."""
    tree, words = unit.tree, actions().unreal["assuring"]
    above = tree.head(verb)
    if verb.dep not in CLAUSES or above is None or above.lemma.lower() not in words:
        return False
    over = tree.head(above)
    near = (above, over) if above.pos == "NOUN" and over is not None else (above,)
    return any(k.text.lower() in NOT for t in near for k in tree.children(t, "neg", "det"))


def is_judged(unit: Unit, verb: Token) -> bool:
    """ "considering the aid to be unfair", "regards the duty as unjust": what one thinks of it."""
    if verb.lemma.lower() not in ("consider", "view", "regard", "deem"):
        return False
    below = unit.tree.children(verb, "ccomp", "xcomp")
    return any(k.lemma.lower() == "be" and k.i > verb.i for k in below)


def is_task(unit: Unit, verb: Token) -> bool:
    """ "the office tasked with enforcing export controls": what one is there for."""
    tree, preposition = unit.tree, unit.tree.head(verb)
    if verb.dep != "pcomp" or preposition is None or (duty := tree.head(preposition)) is None:
        return False
    standing = duty.dep != "ROOT" or any(k.lemma == "be" for k in tree.children(duty, "auxpass"))
    told = duty.tag in ("VBN", "JJ", "NN") and standing
    return told and f"{duty.lemma.lower()} {preposition.text.lower()}" in actions().unreal["tasks"]


def is_formerly_borne(unit: Unit, act: Act) -> bool:
    """ "had been facing a duty", "had faced one until June": borne no more, or not told."""
    before = any(k.text.lower() == "had" for k in unit.tree.children(act.token, "aux"))
    return act.how == "borne" and act.stage == "kept" and before


def is_repaid(unit: Unit, act: Act) -> bool:
    """ "the duties paid will be returned": money again, where it is told to no rate."""
    to = any(k.text.lower() == "to" for k in unit.tree.children(act.token, "prep"))
    return act.token.lemma.lower() == "return" and act.how == "object" and not to


def is_takings(unit: Unit, act: Act) -> bool:
    """ "collected $3bn in duties", "while the duty was charged": money, and no new measure."""
    if act.token.lemma.lower() == "charge" and act.token.dep == "advcl":
        return any(k.text.lower() == "while" for k in unit.tree.children(act.token, "mark"))
    if act.token.lemma.lower() not in actions().unreal["taking"] or act.stage != "imposed":
        return False
    above = unit.tree.head(act.token)
    begun = above is not None and above.lemma.lower() in ("begin", "start", "resume")
    ahead = any(k.tag in ("MD", "TO") for k in unit.tree.children(act.token, "aux"))
    return not (begun or ahead)


def is_alien(instrument: str, act: Act) -> bool:
    """A verb that does not do so to the instrument: duties are not "conducted", nor "issued" like rulings."""
    lemma = act.token.lemma.lower()
    if lemma in actions().unreal["of_probes"] and act.stage == "imposed":
        return instrument not in ("investigation", "tariff_exclusion")
    return lemma == "issue" and act.how == "participle" and instrument in ("tariff", "quota")


def is_habit(unit: Unit, act: Act) -> bool:
    """ "companies are added to the list by a committee": how it is done, not that it was."""
    verb = act.token
    helps = [k.tag for k in unit.tree.children(verb, "aux", "auxpass")]
    subject = unit.tree.child(verb, "nsubjpass")
    if verb.tag != "VBN" or helps not in (["VBP"], ["VBZ"]) or subject is None or subject.tag != "NNS":
        return False
    anyone = subject.lemma.lower() in (*actions().series["firms"], *actions().series["goods"])
    bare = anyone and not any(k.dep not in ("prep", "punct") for k in unit.tree.children(subject))
    dated = unit.tree.children(verb, "npadvmod", "advmod")
    return bare and not dated and bool(unit.tree.children(verb, "agent"))


def is_allowed(unit: Unit, act: Act) -> bool:
    """ "the act allows duties of up to 15%": what a law would let be laid."""
    verbs = [a for a in unit.tree.ancestors(act.token) if a.pos == "VERB"]
    if act.how != "rate":
        return any(lets_by_law(unit, v) for v in verbs)
    letting = [v for v in verbs if v.lemma.lower() in actions().unreal["allowing"]]
    subjects = [s for v in letting for s in unit.tree.children(v, "nsubj")]
    return any(s.lemma.lower() in actions().deadline["rules"] for s in subjects)


def lets_by_law(unit: Unit, verb: Token) -> bool:
    """ "a law that lets the cabinet answer with duties": a power is no deed."""
    if verb.lemma.lower() not in ("let", "enable", "empower", "allow") or verb.dep != "relcl":
        return False
    above = unit.tree.head(verb)
    return above is not None and above.lemma.lower() in actions().unreal["laws"]


def is_unreal(unit: Unit, instrument: str, act: Act) -> bool:
    """Is the act named without being told: for any of the reasons above but being held from?"""
    verb = act.over or act.token
    if instrument == "tariff" and (is_repaid(unit, act) or is_estimate(unit, verb)):
        return True
    if (
        is_habit(unit, act)
        or is_alien(instrument, act)
        or is_takings(unit, act)
        or is_formerly_borne(unit, act)
    ):
        return True
    return (
        is_not_assured(unit, verb)
        or is_task(unit, verb)
        or is_allowed(unit, act)
        or is_judged(unit, act.token)
        or is_opined(unit, verb)
    )


def is_intent(unit: Unit, mood: Mood) -> bool:
    """ "has no plans to tax", "it is not our intention to tax"."""
    return any(unit.tree[i].lemma.lower() in actions().sparing["intents"] for i in mood.leads)


def has_misread_verb(unit: Unit, gerund: Token) -> bool:
    """Did the parser hang the verb of which the gerund is subject on the gerund's object?"""
    objects = unit.tree.children(gerund, "dobj")
    comma = any(t.text == "," for t in unit.tree.tokens[: next((o.i for o in objects), 0)])
    return not comma and any(k.tag in ("VBN", "VBD") for o in objects for k in unit.tree.children(o, "acl"))


def is_nonfact(unit: Unit, act: Act) -> bool:
    """A gerund that is only spoken of ("ending the levy would help", "the cost of raising duties")."""
    verb = act.over or act.token
    above = unit.tree.head(verb)
    if above is not None and above.lemma == "get" and above.tag == "VBG" and verb.tag == "VB":
        return above.dep in (*SUBJECTS, "pcomp")  # "getting Oslo to cut its duty will be hard"
    if above is not None and above.lemma == "mean" and verb.tag == "VBG":
        return True  # "a duty of 200% means banning imports"
    helps = [k.tag for k in unit.tree.children(verb, "aux", "auxpass")]
    if helps == ["VBG"] and verb.dep in SUBJECTS:
        return True  # "being spared the duty was a wish"
    if above is not None and above.lemma == "get" and verb.tag == "VBN" and above.dep in SUBJECTS:
        return True  # "getting the duty lifted was a wish"
    if verb.tag == "VBG" and verb.dep == "dobj" and above is not None:
        return above.lemma.lower() not in cues().started
    if verb.tag == "VBG" and verb.i == 0 and verb.dep == "advcl" and has_misread_verb(unit, verb):
        return True  # "Relaxing duties diverged from its policy, officials said"
    voted = unit.tree.head(above) if above is not None and verb.dep == "pcomp" else None
    if voted is not None and voted.pos == "NOUN" and voted.lemma.lower() in actions().unreal["votes"]:
        return True  # "put off a vote on cutting duties"
    if act.how == "rate" and above is not None and above.lemma.lower() in actions().feared["words"]:
        return True  # "growers fear a 30% levy"
    if act.how == "rate" and is_generic(unit, verb):
        return True
    if act.how in ("rate", "mark", "owned") and above is not None and above.pos in ("VERB", "AUX"):
        over = mood_of(unit, above)
        return verb.dep in SUBJECTS and (over.negated or (over.hypothetical and over.perfect))
    if verb.tag != "VBG" or above is None or act.how in BACKGROUND:
        return False
    if verb.dep in ("csubj", "nsubj"):
        return True
    outer = unit.tree.head(above)
    if verb.dep != "pcomp" or outer is None:
        return False
    word = above.text.lower()
    return word == "for" or word == "in" or (word in ("of", "about", "against", "in") and outer.pos == "NOUN")


def is_generic(unit: Unit, noun: Token) -> bool:
    """ "a tariff of 100% is an embargo": what such a measure would be; or one that is "off the table"."""
    above = unit.tree.head(noun)
    means = above is not None and (above.lemma == "mean" or bool(unit.tree.children(above, "attr")))
    copula = noun.dep == "nsubj" and means
    indefinite = any(k.text.lower() in ("a", "an") for k in unit.tree.children(noun, "det"))
    off = any(p in unit.text.lower() for p in actions().warding["phrases"])
    return off or (copula and indefinite)
