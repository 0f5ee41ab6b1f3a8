"""Rulings: a court or panel decides on a measure."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.speech import subject_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions, inverted


def find_rulings(reading: Reading) -> Iterator[Draft]:
    """Verbs of deciding whose subject is a court, told as done."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        for token in unit.tree:
            action = action_of(unit, token)
            subject = court(reading, unit, token) if action is not None else None
            if subject is not None and mood_of(unit, token).done:
                yield draft(reading, unit, (token, subject), action or "")


def action_of(unit: Unit, token: Token) -> str | None:
    """What the verb does to the measure; for "ruled that", what the clause says of it."""
    if token.pos != "VERB":
        return None
    table = actions().ruling
    if token.lemma.lower() in ("rule", "find", "decide", "hold"):
        words = {t.lemma.lower() for t in unit.tree.subtree(token)}
        if words & set(table["against"]):
            return "struck_down"
        return "upheld" if words & set(table["favour"]) else None
    return inverted(table["verbs"]).get(token.lemma.lower())


def court(reading: Reading, unit: Unit, token: Token) -> Token | None:
    """The subject or agent of the verb, where it is a court or panel."""
    for kid in unit.tree.children(token, "agent"):
        noun = unit.tree.child(kid, "pobj")
        if noun is not None and is_court(reading, unit, noun):
            return noun
    subject = subject_of(unit, token)
    return subject if subject is not None and is_court(reading, unit, subject) else None


def is_court(reading: Reading, unit: Unit, noun: Token) -> bool:
    """A word for a court, or a body or organisation that judges."""
    words = {t.lemma.lower() for t in unit.tree.subtree(noun)}
    named = {m.key for m in reading.doc.mentions_in(unit, unit.tree.subtree(noun))}
    return bool(words & set(actions().ruling["courts"])) or "WTO" in named


def draft(reading: Reading, unit: Unit, what: tuple[Token, Token], action: str) -> Draft:
    """The claim's slots."""
    token, subject = what
    tokens = unit.tree.subtree(token)
    lemmas = {t.lemma.lower() for t in tokens}
    inside = unit.tree.subtree(subject)
    bodies = [m.party for m in reading.doc.mentions_in(unit, inside) if m.party]
    return Draft(
        kind="ruling",
        unit=unit.index,
        trigger=token.i,
        rule=f"ruling: {token.lemma.lower()}",
        actors=tuple(bodies[:1]) or slots.parties_in(reading, unit, inside)[:1],
        action=action,
        instrument="tariff" if lemmas & {"tariff", "duty", "levy"} else None,
        date=slots.date_of(reading.doc.times_in(unit, tokens)),
    )
