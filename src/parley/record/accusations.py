"""Accusations: one side says that the other broke a rule or a promise."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.speech import subject_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.draft import Draft
from parley.record.words import actions


def find_accusations(reading: Reading) -> Iterator[Draft]:
    """The accusations of an article: verbs of accusing, breaches told by a side, complaints at a forum."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        yield from (
            list(accusing(reading, unit)) or list(breaches(reading, unit)) or list(filings(reading, unit))
        )


def accusing(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """ "A accused B of": the object is the target."""
    for token in unit.tree:
        if token.lemma.lower() not in ("accuse", "blame", "fault", "chide") or token.pos != "VERB":
            continue
        so_far = slots.discourse(reading, unit)
        subject = subject_of(unit, token)
        target = unit.tree.child(token, "dobj", "nsubjpass")
        actors = parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
        others = parties_of(reading.doc, unit, target, so_far) if target is not None else ()
        yield draft(reading, unit, token, actors or slots.speaker_party(reading, unit, token), others)


def breaches(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """A breach that one side says the other committed."""
    table = actions().accusation
    text = unit.text.lower()
    for token in unit.tree:
        lemma = token.lemma.lower()
        phrase = next((p for p in table["phrases"] if text.startswith(p, token.start)), None)
        if not (
            (lemma in table["breaches"] and token.pos == "VERB") or lemma in table["nouns"][:4] or phrase
        ):
            continue
        actors = slots.speaker_party(reading, unit, token)
        others = tuple(p for p in slots.agent_of(reading, unit, token) if p not in actors) or tuple(
            p for p in slots.parties_in(reading, unit, unit.tree) if p not in actors
        )
        if actors and others:
            yield draft(reading, unit, token, actors, others[:1])
            return


def filings(reading: Reading, unit: Unit) -> Iterator[Draft]:
    """A complaint filed at the WTO."""
    table = actions().accusation
    text = unit.text.lower()
    if not any(f in text for f in table["forum"]):
        return
    for token in unit.tree:
        if token.lemma.lower() in table["filing"] and token.pos == "VERB":
            actors = slots.agent_of(reading, unit, token)
            if actors:
                yield draft(
                    reading,
                    unit,
                    token,
                    actors,
                    slots.targets_of(reading, unit, unit.tree.subtree(token), actors)[:1],
                )
                return


def draft(
    reading: Reading, unit: Unit, token: Token, actors: tuple[str, ...], others: tuple[str, ...]
) -> Draft:
    """The claim's slots; an unnamed target is the other of the article's two."""
    rest = others or tuple(p for p in reading.doc.pair if p not in actors)[:1]
    return Draft(
        kind="accusation",
        unit=unit.index,
        trigger=token.i,
        rule=f"accusation: {token.lemma.lower()}",
        actors=actors,
        targets=tuple(p for p in rest if p not in actors),
        action="alleged",
        goods=slots.goods_of(reading, unit, unit.tree.subtree(token)),
        date=slots.date_of(reading.doc.times_in(unit, unit.tree.subtree(token))),
    )
