"""What a firm is to do, told by the outlet: a statement of the firm's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.read import Reading
from parley.read.who import source_of
from parley.record import slots
from parley.record.draft import Draft, Voice
from parley.record.words import actions


def plans(reading: Reading, others: Sequence[Draft]) -> Iterator[Draft]:
    """A firm's plan, in a sentence of the outlet's that carries no claim yet ("Halmar will move")."""
    taken = {d.unit for d in others}
    for unit in reading.doc.units:
        verb = next((t for t in unit.tree if t.dep == "ROOT" and t.pos == "VERB"), None)
        if verb is None or unit.quote is not None or unit.index in taken or unit.cut.kind in slots.NO_TEXT:
            continue
        will = any(k.text.lower() in ("will", "wo") for k in unit.tree.children(verb, "aux"))
        lemma, inner = verb.lemma.lower(), unit.tree.children(verb, "xcomp")
        intends = inner and lemma in actions().statement["planning"]
        subject = unit.tree.child(verb, "nsubj")
        weighs = inner and lemma in actions().statement["weighing"] and verb.tag == "VBG"
        if subject is None or subject.pos in ("PRON", "DET") or not (will or intends or weighs):
            continue
        if subject.pos != "PROPN" and reading.doc.mention_of(unit, subject) is None:
            continue
        source = source_of(reading.doc, unit, subject, reading.speech.subjects[unit.index])
        if source is not None and source.kind == "company":
            yield Draft(
                kind="statement",
                unit=unit.index,
                trigger=verb.i,
                rule="statement: plan",
                sentences=(reading.doc.sentence_at(unit.place(verb.start)),),
                voice=Voice(source, (), None),
            )
