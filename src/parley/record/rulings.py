"""Rulings: a court or panel decides on a measure."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.speech import subject_of
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions, inverted


def find_rulings(reading: Reading) -> Iterator[Draft]:
    """Verbs of deciding whose subject is a court."""
    table = inverted(actions().ruling["verbs"])
    for unit in reading.doc.units:
        for token in unit.tree:
            action = table.get(token.lemma.lower())
            if action is None or token.pos != "VERB" or unit.cut.kind == "heading":
                continue
            subject = subject_of(unit, token)
            words = {t.lemma.lower() for t in unit.tree.subtree(subject)} if subject is not None else set()
            if not words & set(actions().ruling["courts"]) or not mood_of(unit, token).done:
                continue
            tokens = unit.tree.subtree(token)
            yield Draft(
                kind="ruling",
                unit=unit.index,
                trigger=token.i,
                rule=f"ruling: {token.lemma.lower()}",
                actors=slots.parties_in(reading, unit, unit.tree.subtree(subject))[:1]
                if subject is not None
                else (),
                action=action,
                instrument="tariff"
                if {t.lemma.lower() for t in tokens} & {"tariff", "duty", "levy"}
                else None,
                date=slots.date_of(reading.doc.times_in(unit, tokens)),
            )
