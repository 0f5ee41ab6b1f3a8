"""Whose a measure is, by what it bears on: a party's own firms, its market, the licence it gives."""

from __future__ import annotations

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.words import actions


def kept_home(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a ban on American firms selling chips": a party binds its own firms."""
    if actions().instruments.get(noun.lemma.lower()) not in ("export_ban", "export_control"):
        return ()
    below = [t for p in unit.tree.children(noun, "prep") for t in unit.tree.subtree(p)]
    sells = any(t.tag == "VBG" and t.lemma.lower() in actions().flowing["words"] for t in below)
    firms = [t for t in below if t.lemma.lower() in actions().commitment["private"]]
    if not sells:
        return ()
    marks = (unit.tree.children(t, "compound", "amod", "poss") for t in firms)
    return next((found for m in marks if (found := slots.parties_in(reading, unit, m))), ())


def market(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a duty on cars shipped to America": whose imports a duty or quota bears on."""
    if actions().instruments.get(noun.lemma.lower()) not in ("tariff", "quota", "import_ban"):
        return ()
    heads = unit.having(actions().flowing["words"])
    preps = [p for t in heads for p in unit.tree.children(t, "prep") if p.text.lower() in ("to", "into")]
    nouns = [n for p in preps for n in unit.tree.children(p, "pobj")]
    found = slots.parties_in(reading, unit, nouns)
    return found if len(found) == 1 else ()


def granter(reading: Reading, unit: Unit, noun: Token) -> tuple[str, ...]:
    """ "a licence from the ministry": whoever gives it."""
    froms = [p for p in unit.tree.children(noun, "prep") if p.text.lower() == "from"]
    nouns = [n for p in froms for n in unit.tree.children(p, "pobj")]
    licence = actions().instruments.get(noun.lemma.lower()) == "export_licensing"
    found = (parties_of(reading.doc, unit, n, slots.discourse(reading, unit)) for n in nouns if licence)
    return next((parties for parties in found if parties), ())


def same_person(reading: Reading, unit: Unit, act: Token) -> Token | None:
    """ "Trump shocked the Swiss when he slapped": the person who is subject of the clause above."""
    subject, over = unit.tree.child(act, "nsubj"), unit.tree.head(act)
    if subject is None or over is None or act.dep != "advcl" or subject.text.lower() not in ("he", "she"):
        return None
    main = over if over.pos == "PROPN" else unit.tree.child(over, "nsubj")  # a headline's verb is lost
    mention = reading.doc.mention_of(unit, main) if main is not None and main.i < subject.i else None
    return main if mention is not None and mention.kind == "person" else None
