"""Measures that an official of the party behind them says will go ("expect those to come off")."""

from __future__ import annotations

from collections.abc import Iterator

from parley.model import Certainty
from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import instruments
from parley.record.words import actions


def coming_off(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """ "expect those to come off": measures that an official of the party behind them says will go."""
    if "off" not in unit.lemmas:
        return
    for token in unit.tree:
        subject = unit.tree.child(token, "nsubj")
        phrase = f"{token.lemma.lower()} off"
        if subject is None or actions().takes_effect.get(phrase) != "lifted":
            continue
        mood = mood_of(unit, token)
        off = any(k.text.lower() == "off" for k in unit.tree.children(token, "prt", "advmod"))
        actors = slots.owner_of(reading, unit, subject) or slots.speaker_party(reading, unit, token)
        if off and actors and not mood.done and not mood.negated:
            yield Draft(
                kind="commitment",
                unit=unit.index,
                trigger=token.i,
                rule="commitment: pledged come off",
                actors=actors,
                targets=slots.targets_of(reading, unit, (), actors),
                instrument=named_before(reading, unit, subject),
                action="pledged",
                condition=slots.condition_text(unit, mood.condition),
                certainty=certainty(mood) or ("hedged" if mood.governors else None),
            )


def named_before(reading: Reading, unit: Unit, subject: Token) -> str:
    """The instrument of the subject, or of the nearest measure named in the three units before."""
    for other in (unit, *reversed(reading.doc.units[max(0, unit.index - 3) : unit.index])):
        found = [name for noun, name in instruments(other) if other is not unit or noun.i == subject.i]
        if found:
            return found[-1]
    return "other"


def certainty(mood: Mood) -> Certainty | None:
    """Conditional where an if-part stands, hedged where it only may be."""
    return "conditional" if mood.condition else ("hedged" if mood.possible else None)
