"""Findings of dumping: an authority that finds evidence of it says that the other side broke the rules."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots

FORMS = ("dumping", "dumped")


def finding_of(unit: Unit) -> Token | None:
    """The verb under which dumping is told as found ("found evidence of dumping"), not denied or asked."""
    if unit.words.isdisjoint(FORMS):
        return None
    for token in unit.having(cues().accusing.finding):
        if token.pos != "VERB":
            continue
        mood = mood_of(unit, token)
        below = unit.tree.subtree(token)
        found = any(t.text.lower() in FORMS and not is_compound(t) for t in below)
        clause = unit.tree.child(token, "ccomp")
        denied = clause is not None and mood_of(unit, clause).negated
        if found and mood.done and not (denied or any(t.text.lower() == "no" for t in below)):
            return token
    return None


def is_compound(token: Token) -> bool:
    """ "dumping duties", "the dumping margin": no finding."""
    return token.text.lower() == "dumping" and token.dep in ("compound", "amod", "nmod")


def finder(reading: Reading, unit: Unit, verb: Token) -> tuple[str, ...]:
    """Who finds: the subject, the owner of the probe, or the speaker."""
    subject = unit.tree.child(verb, "nsubj")
    named = parties_of(reading.doc, unit, subject, slots.discourse(reading, unit)) if subject else ()
    owned = slots.parties_in(reading, unit, unit.tree.subtree(subject))[:1] if subject else ()
    return named or owned or slots.speaker_party(reading, unit, verb)


def sellers(reading: Reading, unit: Unit, verb: Token, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Who dumps: the parties told behind the verb; else the other of the article's two."""
    behind = [t for t in unit.tree.subtree(verb) if t.i > verb.i]
    told = tuple(p for p in slots.parties_in(reading, unit, behind) if p not in actors)
    return told or tuple(p for p in reading.doc.pair if p not in actors)[:1]
