"""Acts taken for granted: a threat that stands or is carried out, what a deal is exchanged for."""

from __future__ import annotations

from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.words import actions

THREATS = ("threat", "vow", "ultimatum")
SETTLED = ("agreed", "signed", "approved")  # verbs by which a deal is made


def standing_threat(unit: Unit, act: Token, stage: str) -> str | None:
    """ "if Oslo follows through on its threat to tax tin": threatened; "made good on its threat": done."""
    noun = unit.tree.head(act)
    if noun is None or act.dep not in ("acl", "relcl") or noun.lemma.lower() not in THREATS:
        return None
    verb = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), None)
    if verb is None or not is_carried_out(unit, verb, noun):
        return None
    return stage if mood_of(unit, verb).done and not is_supposed(unit, verb) else "threatened"


def goes_ahead(unit: Unit, act: Token, noun_rate: bool) -> bool:
    """ "will answer if Oslo goes ahead with a 50% duty": told as planned before, though under "if"."""
    after = " ".join(t.text.lower() for t in unit.tree.tokens[act.i + 1 : act.i + 3])
    phrase = f"{act.lemma.lower()} {after}"
    return noun_rate and phrase in actions().commitment["threat_kept"] and is_supposed(unit, act)


def is_carried_out(unit: Unit, verb: Token, noun: Token) -> bool:
    """ "follows through on its threat", "made good on the threat", "acted on it"."""
    between = " ".join(t.lemma.lower() for t in unit.tree.tokens[verb.i : noun.i])
    phrases = (*actions().commitment["fulfilled"], *actions().commitment["threat_kept"])
    return any(f"{between} ".startswith(f"{phrase} ") for phrase in phrases)


def is_supposed(unit: Unit, verb: Token) -> bool:
    """Under "if", "unless" or "should"."""
    marks = {k.text.lower() for k in unit.tree.children(verb, "mark", "aux")}
    return bool(marks & {"if", "unless", "should", "whether", "until"})


def is_of_no_deal(unit: Unit, act: Token) -> bool:
    """ "would not accept a deal that leaves the duty in place": terms of a deal that is refused."""
    deal = unit.tree.head(act) if act.dep == "relcl" else None
    if deal is None or deal.dep not in ("dobj", "pobj"):
        return False
    if deal.lemma.lower() not in actions().agreement["nouns"]:
        return False
    verb = next((t for t in unit.tree.ancestors(deal) if t.pos == "VERB"), None)
    return verb is not None and mood_of(unit, verb).negated


def exchanging(unit: Unit, act: Token) -> Token | None:
    """ "in exchange for Oslo lowering its duty": who does it, wherever the parser hung the gerund."""
    tree = unit.tree
    over = {t.text.lower() for t in tuple(tree.ancestors(act))[:4]}
    if act.tag != "VBG" or not over & {"exchange", "return"}:
        return None
    before = tree[act.i - 1] if act.i else None
    if act.dep == "acl" and before is not None and before.pos == "PROPN":
        return before
    return tree.child(act, "nsubj") if act.dep in ("pcomp", "advcl") else None


def is_exchanged(unit: Unit, act: Token) -> bool:
    """ "signed a pact in exchange for Oslo lowering its duty": what was given for a deal that is made."""
    verb = next((t for t in unit.tree.ancestors(act) if t.pos == "VERB"), None)
    table = actions().agreement["verbs"]
    made = verb is not None and any(verb.lemma.lower() in table[name] for name in SETTLED)
    return made and verb is not None and mood_of(unit, verb).done


def is_made(unit: Unit, deal: Token) -> bool:
    """ "struck a deal", "a deal was signed": what is told of it are its terms, and no hopes."""
    verb, table = unit.tree.head(deal), actions().agreement
    if (
        deal.lemma.lower() not in table["nouns"]
        or verb is None
        or deal.dep not in ("dobj", "nsubjpass", "pobj")
    ):
        return False
    verb = unit.tree.head(verb) if deal.dep == "pobj" else verb
    if verb is not None and verb.lemma.lower() in ("talk", "negotiation") and verb.dep == "dobj":
        over = unit.tree.head(verb)  # "concluded talks on a deal that will cut the duty"
        return (
            over is not None and over.lemma.lower() in table["talks"]["agreed"] and mood_of(unit, over).done
        )
    made = (*table["verbs"]["agreed"], *table["verbs"]["signed"], "announce", "unveil", "agree")
    if verb is None or verb.pos != "VERB":
        return False  # "is close to a deal"
    return verb.lemma.lower() in made and mood_of(unit, verb).done
