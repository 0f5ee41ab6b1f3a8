"""Measures that no instrument noun names: an item of a list of rates, a trade flow allowed again, relief."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import Act
from parley.record.brought import is_term_of_paper
from parley.record.instruments import FAR, TARIFFS, bearing, tariffs_near
from parley.record.phrases import PERCENT
from parley.record.words import actions

PARTICIPLES = {
    "restricted": "restrict",
    "banned": "ban",
    "blacklisted": "blacklist",
    "sanctioned": "sanction",
}
LASTING = ("remain", "remains", "stay", "stays")  # as auxiliaries the parser leaves them as they are


LISTED = 16  # units back in which the list of rates may have been opened


def elided(unit: Unit) -> Iterator[tuple[Token, str]]:
    """ "the duty on tin rose to 5%, that on zinc to 9%": a pronoun for a duty named before it."""
    pointing = not unit.words.isdisjoint(("that", "those"))
    for token in unit.tree if pointing and not unit.lemmas.isdisjoint(TARIFFS) else ():
        if token.text.lower() not in ("that", "those") or token.pos not in ("PRON", "DET"):
            continue
        laid = any(p.text.lower() in ("on", "for") for p in unit.tree.children(token, "prep"))
        if laid and any(t.lemma.lower() in TARIFFS for t in unit.tree.tokens[: token.i]):
            yield token, "tariff"


def is_listed(reading: Reading, unit: Unit) -> bool:
    """Is the unit an item of a list of rates: few words, a party and a percentage, in reach of a tariff?

    Goods take the place of a party where a colon opened the list.
    """
    if len(unit.tree) > 14 or unit.lemmas.isdisjoint(PERCENT):
        return False
    before = reading.doc.units[max(0, unit.index - LISTED) : unit.index]
    opened = any(u.text.rstrip().endswith(":") for u in before)
    named = reading.doc.mentions_in(unit, unit.tree.tokens)
    if not any(m.party or (opened and m.kind == "good") for m in named):
        return False
    return any(not u.lemmas.isdisjoint(TARIFFS) for u in before)


def freed(unit: Unit) -> Iterator[Act]:
    """ "allowed the firm to resume sales of chips": a control is eased."""
    table = actions().frees
    for token in unit.having(table["verbs"]):
        if token.pos != "VERB":
            continue
        goods = [
            o for o in unit.tree.children(token, "dobj", "nsubjpass") if o.lemma.lower() in table["traded"]
        ]
        for clause in (*unit.tree.children(token, "xcomp", "ccomp"), *goods):
            below = [t.lemma.lower() for t in unit.tree.subtree(clause)]
            flows = clause.lemma.lower() in (*table["flows"], *table["traded"])
            plain = token.dep != "relcl" and not set(below) & set(actions().exempt["adjectives"])
            plain = plain and not is_term_of_paper(unit.tree, token)
            if flows and plain and bearing(below) == "export_control":
                yield Act(token, "eased", "verb")


def aided(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "will pay $4bn to growers": a party's money for those whom duties hurt."""
    table = actions().aid
    if unit.lemmas.isdisjoint(table["takers"]) or not tariffs_near(reading, unit):
        return
    for token in unit.having(table["giving"]):
        if token.pos != "VERB" or token.dep == "relcl":
            continue
        below = unit.tree.subtree(token)
        money = any(q.is_money for q in reading.doc.quantities_in(unit, below))
        behind = {t.lemma.lower() for t in below if t.i > token.i}
        if money and behind & set(table["takers"]) and slots.agent_of(reading, unit, token):
            yield Act(token, "announced", "verb")


def promised_aid(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "promised $2bn to support its growers": a party's money for its own."""
    table = actions().aid
    if unit.lemmas.isdisjoint(table["takers"]):
        return
    for token in unit.having(table["helping"]):
        verb = unit.tree.head(token)
        if verb is None or token.tag != "VB" or verb.lemma.lower() not in table["setting_aside"]:
            continue
        below = unit.tree.subtree(verb)
        doers = slots.agent_of(reading, unit, verb)
        others = [p for p in slots.parties_in(reading, unit, unit.tree.subtree(token)) if p not in doers]
        money = any(q.is_money for q in reading.doc.quantities_in(unit, below))
        helped = {t.lemma.lower() for t in unit.tree.subtree(token)} & set(table["takers"])
        if doers and money and helped and not others:
            yield Act(verb, "announced", "verb")


def left(unit: Unit) -> Iterator[Act]:
    """ "got the green light to sell chips": leave that a firm is given eases a control."""
    table = actions().frees
    for token in unit.having(table["leaves"]):
        verb = unit.tree.head(token)
        if verb is None or verb.lemma.lower() not in table["given"]:
            continue
        below = [t.lemma.lower() for t in unit.tree.subtree(verb) if t.i > token.i]
        flows = (*table["flows"], *table["traded"])
        if any(w in flows for w in below) and token.dep in ("dobj", "nsubjpass"):
            yield Act(verb, "eased", "object")


def standing_bans(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "exports remain restricted", "the firm remains blacklisted"; `stage` is the instrument."""
    for token in unit.tree if not unit.lemmas.isdisjoint(LASTING) else ():
        above = lasting_over(unit, token)
        if above is None:
            continue
        name = actions().verbs.get(token.lemma.lower()) or actions().verbs.get(
            PARTICIPLES.get(token.text, "")
        )
        subject = unit.tree.child(above, "nsubj")
        below = unit.tree.subtree(subject) if subject is not None else ()
        named = any(m.kind in ("company", "good", "party") for m in reading.doc.mentions_in(unit, below))
        flows = bearing([t.lemma.lower() for t in below])
        if name in ("entity_listing", "sanction") and named:
            yield Act(token, name, "verb")
        elif name in ("export_control", "export_ban") and flows in ("export_control", "import_ban"):
            yield Act(token, name if flows == "export_control" else "import_ban", "verb")


def lasting_over(unit: Unit, token: Token) -> Token | None:
    """The "remain" that a participle completes, or that the parser took for its auxiliary."""
    if token.tag not in ("VBN", "JJ") or unit.tree.children(token, "nsubjpass"):
        return None
    near = (unit.tree.head(token), *unit.tree.children(token, "auxpass"))
    return next((t for t in near if t is not None and t.lemma.lower() in LASTING), None)


def spared_with(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "a duty of 25%, with exemptions for Peru": a relief that goes with a measure."""
    for token in unit.tree if "with" in unit.words else ():
        if token.dep != "pobj" or actions().instruments.get(token.lemma.lower()) != "tariff_exclusion":
            continue
        whom = [t for p in unit.tree.children(token, "prep") if p.text == "for" for t in unit.tree.subtree(p)]
        named = slots.parties_in(reading, unit, whom) or slots.goods_of(reading, unit, whom)
        if unit.tree[token.head].text.lower() == "with" and named and tariffs_near(reading, unit):
            yield Act(token, "imposed", "with")


def exempted(reading: Reading, unit: Unit) -> Iterator[Act]:
    """ "cells are exempt", "remain duty-free": a relief told by an adjective, near a tariff that is named."""
    table = actions().exempt
    for token in unit.having(table["adjectives"]):
        above = unit.tree.head(token)
        if above is None:
            continue
        lemma = above.lemma.lower() if token.dep == "acomp" else ""
        if lemma in (*table["new"], *table["kept"]) and tariffs_near(reading, unit, 2 * FAR):
            yield Act(above, "kept" if lemma in table["kept"] else "imposed", "borne")
