"""Acts told as done through a word that only carries them: "joined Peru in taxing", "the latest to tax"."""

from __future__ import annotations

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.deal_stage import is_first_to
from parley.record.words import actions


def is_carried_out(unit: Unit, act: Token) -> bool:
    """ "became the third to tax tin", "joined Peru in taxing it", "took the step of taxing it"."""
    if act.tag == "VB" and is_first_to(unit, act):
        verb = next((a for a in unit.tree.ancestors(act) if a.lemma in ("be", "become")), None)
        return verb is not None and mood_of(unit, verb).done
    preposition = unit.tree.head(act) if act.dep == "pcomp" else None
    above = unit.tree.head(preposition) if preposition is not None else None
    if above is None or preposition is None:
        return False
    if preposition.text.lower() == "of" and above.lemma.lower() == "step" and above.dep == "dobj":
        verb = unit.tree.head(above)
        return verb is not None and verb.lemma.lower() == "take" and mood_of(unit, verb).done
    return preposition.text.lower() == "in" and above.lemma.lower() == "join" and mood_of(unit, above).done


def persuaded(reading: Reading, unit: Unit, act: Token) -> tuple[str, ...]:
    """ "persuaded Peru to buy", "got Peru to buy": who will do it, where that is told as done."""
    verb = unit.tree.head(act) if act.dep in ("xcomp", "ccomp") and act.tag == "VB" else None
    if verb is None or verb.lemma.lower() not in actions().aims["moved"] or verb.tag not in ("VBD", "VBN"):
        return ()
    to = any(k.text.lower() == "to" for k in unit.tree.children(act, "aux"))
    whom = unit.tree.child(act, "nsubj") or unit.tree.child(verb, "dobj")
    if whom is None or not to or not mood_of(unit, verb).done:
        return ()
    return parties_of(reading.doc, unit, whom, slots.discourse(reading, unit))
