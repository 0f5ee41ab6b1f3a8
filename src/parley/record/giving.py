"""What a plain future gives: goods let in, quotas, money and troops for the other side, and who tells it."""

from __future__ import annotations

from parley.read import Reading
from parley.read.cues import cues
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.bound import kind_of_act
from parley.record.instruments import instruments
from parley.record.verb_instruments import verb_instrument
from parley.record.words import actions


def is_letting_in(unit: Unit, token: Token) -> bool:
    """ "will let in 5,000 tonnes of beef"."""
    particles = {k.text.lower() for k in unit.tree.children(token, "prt", "prep", "advmod")}
    after = unit.tree[token.i + 1].text.lower() if token.i + 1 < len(unit.tree) else ""
    admits = token.lemma.lower() in actions().commitment["admitting"]
    opened = {t.lemma.lower() for t in unit.tree.children(token, "dobj")}
    if token.lemma.lower() == "open" and "market" in opened and "to" in particles:
        return True  # "will open its market to 500 tonnes of beef"
    return admits and bool((particles | {after}) & {"in", "into"})


def gives_quota(unit: Unit, token: Token) -> bool:
    """ "will grant X a quota of 500 tonnes"."""
    below = {t.i for t in unit.tree.subtree(token)}
    grants = token.lemma.lower() in ("grant", "give", "offer", "open")
    return grants and any(name == "quota" and t.i in below for t, name in instruments(unit))


def gives_own(reading: Reading, unit: Unit, token: Token, doers: tuple[str, ...]) -> bool:
    """ "X said it would set aside $2bn for Y's yards", "will send troops": the other side gains."""
    table, below = actions().commitment, unit.tree.subtree(token)
    more = any(k.text.lower() == "more" for k in unit.tree.children(token, "dobj"))
    if token.lemma.lower() not in table["giving_own"] or (token.lemma.lower() == "do" and not more):
        return False
    others = [p for p in slots.parties_in(reading, unit, below) if p not in doers]
    money = any(q.is_money for q in reading.doc.quantities_in(unit, below))
    if token.lemma.lower() in table["investing"] and others:
        return True
    return bool(money and others) or bool({t.lemma.lower() for t in below} & set(table["asked_for"]))


def told_by(reading: Reading, unit: Unit, token: Token) -> tuple[str, ...]:
    """ "after X announced that it would ease": who tells it, where no frame of speech was seen."""
    above = unit.tree.head(token)
    if above is None or token.dep != "ccomp" or above.lemma.lower() not in cues().say:
        return ()
    subject = slots.doer(unit, above)
    so_far = slots.discourse(reading, unit)
    return parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()


def is_content(reading: Reading, unit: Unit, token: Token) -> bool:
    """Is the act about trade: an instrument, goods, money or a market in its words?"""
    below = unit.tree.subtree(token)
    inside = {t.i for t in below}
    if any(t.i in inside for t, _ in instruments(unit)) or slots.goods_of(reading, unit, below):
        return True
    money = any(q.is_money for q in reading.doc.quantities_in(unit, below))
    firms = kind_of_act(token) == "purchase" and any(
        m.kind == "company" for m in reading.doc.mentions_in(unit, below)
    )
    return money or firms or bool({t.lemma.lower() for t in below} & set(actions().commitment["contents"]))


def has_amount(reading: Reading, unit: Unit, act: Token) -> bool:
    """ "let in 5,000 tonnes of beef": so much of a good."""
    found = reading.doc.quantities_in(unit, unit.tree.subtree(act))
    return any(q.unit in ("tonnes", "count", "litres") for q in found)


def planned(reading: Reading, unit: Unit, act: Token) -> str | None:
    """ "scrap its plan to ban imports of palm oil": the instrument of what was planned or decided."""
    if actions().stages.get(act.lemma.lower()) not in ("lifted", "suspended", "delayed"):
        return None
    below = [k for o in unit.tree.children(act, "dobj") for k in unit.tree.children(o, "acl")]
    named = (verb_instrument(reading, unit, k) for k in below if k.tag == "VB")
    return next((name for name in named if name is not None), None)
