"""Relief from measures: cuts that are withdrawn, duties waived, exemptions from other than duties."""

from __future__ import annotations

from dataclasses import replace

from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.instruments import instrument_of
from parley.record.words import actions

SPARING = ("export_control", "export_ban", "export_licensing", "import_ban", "sanction")
WITHDRAWN = ("suspended", "lifted")
# What is done to an exemption, told of the measure that it is from.
TURNED = {
    "imposed": "eased",
    "announced": "eased",
    "extended": "eased",
    "restored": "eased",
    "lifted": "restored",
    "suspended": "restored",
    "expired": "restored",
}


def as_relief(unit: Unit, what: tuple[Token, str], act: Act) -> tuple[str, Act]:
    """The instrument and the act, where relief is told by the words of another measure."""
    noun, instrument = what
    lemma = act.token.lemma.lower()
    if instrument == "quota" and lemma in actions().exclusions["narrowing"] and act.stage == "raised":
        return instrument, replace(act, stage="lowered")  # "tightened its quota"
    if instrument == "tariff" and lemma == "waive":
        return "tariff_exclusion", replace(act, stage="imposed")
    if instrument == "tariff" and act.how == "noun" and act.over is not None and act.stage in WITHDRAWN:
        return ("tariff_exclusion" if actions().nouns.get(lemma) == "lowered" else instrument), act
    spared = spared_from(unit, noun) if instrument == "tariff_exclusion" else None
    if spared is not None and act.stage in TURNED:
        return spared, replace(act, stage=TURNED[act.stage])
    return instrument, act


def spared_from(unit: Unit, noun: Token) -> str | None:
    """ "an exemption from its export controls": the measure, where it is none on imports by a duty."""
    above = unit.tree.head(noun)
    hung = unit.tree.children(above, "prep", "dative") if above is not None and above.pos == "VERB" else ()
    preps = [*unit.tree.children(noun, "prep"), *(p for p in hung if p.i > noun.i)]
    froms = [p for p in preps if p.text.lower() in ("from", "to")]
    nouns = [n for p in froms for n in unit.tree.children(p, "pobj")]
    names = [instrument_of(unit.tree, n) for n in nouns]
    return next((name for name in names if name in SPARING), None)
