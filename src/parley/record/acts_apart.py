"""Acts that no instrument noun of the sentence names: who is spared, listed, aided, let in, or freed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.enlarged import enlarged
from parley.record.implied import aided, exempted, freed, left, promised_aid, spared_with, standing_bans
from parley.record.instruments import NEAR
from parley.record.listed import added
from parley.record.openings import borders, opened
from parley.record.trusted import relisted
from parley.record.volumes import unchanged, volumes


def acts_apart(reading: Reading, unit: Unit, seen: Collection[int]) -> Iterator[tuple[Token, str, Act]]:
    """What the act is done to, its instrument, and the act; `seen` are tokens of acts told by their nouns."""
    for act in (*exempted(reading, unit), *spared_with(reading, unit)):
        yield act.token, "tariff_exclusion", act
    for act in added(reading, unit):
        if act.token.i not in seen:
            yield act.token, "entity_listing", act
    for noun, act in relisted(reading, unit):
        yield noun, "export_control", act
    for act in standing_bans(reading, unit):
        yield act.token, act.stage, replace(act, stage="kept")
    for act in (*aided(reading, unit), *promised_aid(reading, unit)):
        yield act.token, "subsidy", act
    for act in (*freed(unit), *left(unit)):
        if is_bounded(reading, unit, act.token):
            yield act.token, "quota", replace(act, stage="imposed")
        elif not is_let_through(reading, unit, act.token):
            yield act.token, "export_control", act
    let_in = {act.token.i: act for act in opened(reading, unit)}
    for act in let_in.values():
        if act.token.i not in seen:
            yield act.token, "import_ban", act
    for act in borders(unit):
        if act.token.i not in let_in:
            yield act.token, "other", act
    for noun, act in volumes(reading, unit):
        yield noun, "quota", act
    yield from unchanged(unit)
    yield from enlarged(unit)


def is_let_through(reading: Reading, unit: Unit, verb: Token) -> bool:
    """ "shipments are allowed if": what a ban told shortly before lets through is told of that ban."""
    near = reading.doc.units[max(0, unit.index - NEAR) : unit.index]
    passive = unit.tree.children(verb, "nsubjpass") and not unit.tree.children(verb, "xcomp")
    return bool(passive) and any(not u.lemmas.isdisjoint(("ban", "prohibit", "embargo")) for u in near)


def is_bounded(reading: Reading, unit: Unit, verb: Token) -> bool:
    """ "will be allowed to ship up to 20,000 tonnes"."""
    weights = [q for q in reading.doc.quantities_in(unit, unit.tree.subtree(verb)) if q.unit == "tonnes"]
    before = [reading.doc.text[max(0, q.start - 14) : q.end].lower() for q in weights]
    return any(words in b for b in before for words in ("up to", "no more than", "at most"))
