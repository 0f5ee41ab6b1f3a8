"""What runs out on a day: a verb of ending over a date, or of a return, whose subject can end."""

from __future__ import annotations

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.events import counter, is_meeting_noun
from parley.record.instruments import instruments
from parley.record.words import actions

SUBJECTS = ("nsubj", "nsubjpass")


def expires_on(reading: Reading, unit: Unit, token: Token) -> bool:
    """A verb of ending over the date, whose subject can end: "the truce runs out on May 3"."""
    table = actions().deadline
    above = ending_over(unit, token)
    if above and above[0].tag == "VBG" and unit.tree.children(above[0], "dobj"):
        return False  # "ending a two-month reprieve"
    if above and is_return(unit, above[0]):
        return True
    if not above or above[0].lemma.lower() not in table["ending"]:
        return any(t.lemma.lower() in ("expiry", "expiration") for t in unit.tree.ancestors(token))
    if above[0].lemma.lower() == "run" and "out" not in {
        k.text.lower() for k in unit.tree.children(above[0])
    }:
        return False
    if above[0].lemma.lower() in ("expire", "lapse"):
        return True
    subject = unit.tree.child(above[0], "nsubj", "nsubjpass") or raised(unit, above[0])
    if subject is not None and subject.tag == "WDT":  # "the truce with Peru, which ends on May 3"
        subject = antecedent(unit, above[0])
    if subject is None:
        return False
    words = {t.lemma.lower() for t in unit.tree.subtree(subject)}
    if is_talks(unit, subject):
        return False  # "two days of talks on the truce ended on Tuesday"
    words |= meant(reading, unit, subject)
    return bool(words & {*table["nouns"], *actions().agreement["nouns"]}) or any(
        t.i == subject.i for t, _ in instruments(unit)
    )


def is_talks(unit: Unit, noun: Token) -> bool:
    """ "the talks", "two days of talks": a meeting, and no talks' pause or deadline."""
    below = unit.tree.subtree(noun)
    return any(is_meeting_noun(unit, t) and noun in (t, counter(unit, t)) for t in below)


def meant(reading: Reading, unit: Unit, subject: Token) -> set[str]:
    """ "It runs out on May 3": the subjects and objects of the sentence before, one of which "it" may be."""
    if subject.pos != "PRON" or subject.text.lower() not in ("it", "that", "this") or not unit.index:
        return set()
    before = reading.doc.units[unit.index - 1].tree
    return {
        t.lemma.lower() for t in before if t.pos == "NOUN" and t.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
    }


def ending_over(unit: Unit, token: Token) -> list[Token]:
    """The verb over the date; "is set to lapse on May 3" is one of lapsing, wherever the date hangs."""
    verbs = [t for t in unit.tree.ancestors(token) if t.pos in ("VERB", "AUX")][:1]
    for verb in verbs:
        own = [k for t in (verb, *unit.tree.children(verb, "acomp"))
               for k in unit.tree.children(t, "xcomp") if k.i < token.i]  # fmt: skip
        ends = [k for k in own if k.lemma.lower() in actions().deadline["ending"]]
        if ends:
            return ends
    lost = [t for t in unit.tree.ancestors(token) if t.dep == "ROOT" and t.text in ("lapses", "expires")]
    return [t for t in unit.tree.ancestors(token) if t.pos == "VERB"][:1] or lost


def is_return(unit: Unit, verb: Token) -> bool:
    """ "the ban, suspended in May, is due to return": the day on which its suspension ends."""
    subject = unit.tree.child(verb, "nsubj") or raised(unit, verb)
    back = verb.lemma.lower() in actions().deadline["returning"]
    named = subject is not None and subject.lemma.lower() in actions().deadline["returned"]
    if any(k.text.lower() in ("have", "has") for k in unit.tree.children(verb, "aux")):
        return False  # "would have kicked in"
    return back and subject is not None and (named or any(t.i == subject.i for t, _ in instruments(unit)))


def raised(unit: Unit, verb: Token) -> Token | None:
    """What is due to end: the subject of the verb above, or the noun of its relative clause."""
    for above in unit.tree.ancestors(verb):
        if above.dep == "relcl":
            return antecedent(unit, above)
        if above.pos in ("VERB", "AUX"):
            first = unit.tree.conjuncts(above)[0]
            return unit.tree.child(above, *SUBJECTS) or unit.tree.child(first, *SUBJECTS)
    return None


def antecedent(unit: Unit, clause: Token) -> Token | None:
    """ "the truce announced by Ada Low that is set to end": what ends is no person."""
    head = unit.tree.head(clause)
    if head is None or head.pos != "PROPN" or unit.tree.children(clause, "nsubj", "nsubjpass")[:1] == ():
        return head
    nouns = actions().deadline["nouns"]
    over = unit.tree.ancestors(head)
    return next((t for t in over if t.pos == "NOUN" and t.lemma.lower() in nouns), head)
