"""Of whom something is demanded: by the words of the demand, else the other of the article's two parties."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read import Reading
from parley.read.cues import cues
from parley.read.modality import Mood
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.bound import is_private
from parley.record.instruments import instruments
from parley.record.nominal import Undertaking
from parley.record.words import actions

__all__ = ["asked", "is_believed", "is_pressed", "is_promised", "is_supposed", "other_side", "resisted_by"]


def asked(reading: Reading, unit: Unit, one: Undertaking) -> tuple[str, ...]:
    """Of whom it is demanded: the object of the demand, the act's own subject, "of X", "on X"."""
    lead, tree = one.lead, unit.tree
    if lead is None or is_by_law(unit, lead):
        return ()
    nouns = [
        t
        for t in (
            tree.child(lead, "dobj", "nsubjpass"),
            tree.child(one.act, "nsubj") or tree.child(tree.conjuncts(one.act)[0], "nsubj"),
        )
        if t is not None and t.i != one.act.i
    ]
    nouns += [
        n for p in tree.children(lead, "prep", "dative") for n in tree.children(p, "pobj") if n.i != one.act.i
    ]
    for noun in nouns:
        thing = noun.dep == "nsubjpass" and noun.pos == "NOUN" and not is_somebody(reading, unit, noun)
        own = unit.tree.child(noun, "poss")
        if own is not None and own.tag == "PRP$" and noun.lemma.lower() in actions().commitment["allies"]:
            continue  # "its ally" is not the one whose ally it is
        if is_private(noun) or thing:  # "support is required to reach"
            return ()
        if found := parties_of(reading.doc, unit, noun, slots.discourse(reading, unit)):
            return found
    return ()


def is_by_law(unit: Unit, lead: Token) -> bool:
    """ "are required by the law to resolve it": nobody asks for it."""
    agent = unit.tree.child(lead, "agent")
    noun = unit.tree.child(agent, "pobj") if agent is not None else None
    return noun is not None and noun.lemma.lower() in actions().deadline["rules"]


def is_somebody(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A word for those who can be bound: a name, an office, a body."""
    known = noun.lemma.lower() in (*cues().offices, *cues().bodies, *cues().groups)
    return known or reading.doc.mention_of(unit, noun) is not None


def is_unaddressed(unit: Unit, one: Undertaking) -> bool:
    """A demand that names no party: for or by a noun, of "the provinces", or that duties be "removed"."""
    if one.act.pos == "NOUN" or (
        one.lead is not None and one.lead.pos == "NOUN" and one.act.head == one.lead.i
    ):
        return True
    whom = unit.tree.child(one.lead, "dobj") if one.lead is not None else None
    if whom is not None and whom.lemma.lower() in actions().commitment["allies"]:
        return True  # "pressed its ally to open"
    subject = unit.tree.child(one.act, "nsubj", "nsubjpass")
    domestic = subject is not None and subject.lemma.lower() in ("province", "state", "territory")
    done = one.act.tag in ("VBN", "VBD") and any(
        subject is not None and t.i == subject.i for t, _ in instruments(unit)
    )
    return domestic or done


def resisted_by(reading: Reading, unit: Unit, demand: Token) -> tuple[str, ...]:
    """ "X resists pressure to cut", "X rejected Y's demands": X is asked."""
    verb = unit.tree.head(demand)
    if verb is None or demand.dep != "dobj" or verb.lemma.lower() not in actions().commitment["resisting"]:
        return ()
    subject = slots.doer(unit, verb)
    so_far = slots.discourse(reading, unit)
    return parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()


def is_pressed(unit: Unit, lead: Token | None) -> bool:
    """ "is under pressure to open its market": pressed by whom, the words do not tell."""
    above = unit.tree.head(lead) if lead is not None and lead.lemma.lower() == "pressure" else None
    return above is not None and above.text.lower() == "under"


def other_side(reading: Reading, unit: Unit, one: Undertaking, asking: Sequence[str]) -> tuple[str, ...]:
    """A demand that names nobody: the owner of what is to be undone, else the other of the article's two."""
    if not is_unaddressed(unit, one):
        return ()
    for token in unit.tree.subtree(one.act) if one.act.pos == "NOUN" else ():
        if owner := tuple(p for p in slots.owner_of(reading, unit, token) if p not in asking):
            return owner
    pair = reading.doc.pair
    return (
        tuple(p for p in pair if p not in asking)
        if len(asking) == 1 and asking[0] in pair and len(pair) == 2
        else ()
    )


def is_promised(unit: Unit, token: Token, mood: Mood) -> bool:
    """ "promised Peru that it would open its market": the clause of a word of promise, told as to come."""
    above = unit.tree.head(token) if token.dep == "ccomp" else None
    if above is None or above.lemma.lower() not in actions().commitment["assuring"] or mood.negated:
        return False
    own = unit.tree.child(token, "nsubj")
    ahead = mood.future or mood.hypothetical
    return bool(ahead and own is not None and own.text.lower() in ("it", "they", "he", "she", "we", "i"))


def is_believed(unit: Unit, token: Token) -> bool:
    """ "is sure that Peru will lift its duty": what one thinks that another will do binds nobody."""
    above = unit.tree.head(token) if token.dep == "ccomp" else None
    words = (above.lemma.lower(), above.text.lower()) if above is not None else ()
    return any(word in cues().opinion or word == "trust" for word in words)


def is_supposed(unit: Unit, verb: Token) -> bool:
    """ "unless Peru agrees to a cut": the if-part of something else."""
    return any(k.text.lower() in ("if", "unless") for k in unit.tree.children(verb, "mark"))
