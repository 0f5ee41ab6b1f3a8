"""Rates of a tariff that no noun names beside them: "will charge them 25%", "steel stays at 50%"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.act import Act
from parley.record.instruments import NEAR, tariffs_near
from parley.record.phrases import PERCENT, first, verb_phrases
from parley.record.words import actions

CHANGES = ("imposed", "raised", "lowered")
LEVELS = ("at", "to")


def bare_rates(reading: Reading, unit: Unit, seen: set[int]) -> Iterator[tuple[Token, Act]]:
    """Acts that set a rate without naming the tariff, each with the word that stands for the measure.

    Only in the neighbourhood of a tariff that is named; `seen` are the tokens of acts found already.
    """
    if unit.lemmas.isdisjoint(PERCENT) or not tariffs_near(reading, unit):
        return
    given = set(seen)
    for token in unit.having(PERCENT):
        if (told := told_behind(unit, token)) is not None and told.token.i not in given:
            given.add(told.token.i)
            yield token, told
            continue
        verb = next((a for a in unit.tree.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        if verb is None or verb.i in given:
            continue
        act = rate_act(unit, verb, token) or levelled(reading, unit, verb, token)
        if act is not None:
            given.add(verb.i)
            yield act.token, act


def plain_rates(reading: Reading, unit: Unit) -> Iterator[tuple[Token, str]]:
    """ "rate" with a percentage or a party, near a tariff that is named, and beside no other's word."""
    loose = actions().bare_rates["loose"]
    if unit.lemmas.isdisjoint(("rate", "margin", *loose)) or not tariffs_near(reading, unit):
        return
    around = reading.doc.units[max(0, unit.index - 2 * NEAR) : unit.index + 1]
    dumping = any("dumping" in u.text.lower() for u in around)
    words = ("rate", "margin") if dumping else ("rate",)
    if any("interest rate" in u.text.lower() for u in near(reading, unit)):
        return
    told = not unit.lemmas.isdisjoint(PERCENT)
    for token in unit.having((*words, *loose)):
        left = {t.lemma.lower() for t in unit.tree.children(token, "compound", "amod", "nmod", "poss")}
        below = unit.tree.subtree(token)
        goods = slots.goods_of(reading, unit, below)
        named = told or slots.parties_in(reading, unit, below) or goods
        lemma = token.lemma.lower()
        if lemma in words and named and not left & set(actions().bare_rates["foreign"]):
            yield token, "tariff"
        above = unit.tree.head(token)
        taken = above is not None and above.lemma == "take"  # "duties take their toll on wine"
        to = unit.tree.children(token, "acl", "relcl") if lemma == "measure" else ()
        aims = any(k.tag == "VB" for k in to)
        if aims and not rated_beside(unit, token):
            continue  # "a series of measures to support its mills"
        if lemma in loose and not taken and (goods or rated_beside(unit, token)):
            yield token, "tariff"


def rated_beside(unit: Unit, noun: Token) -> bool:
    """Does a percentage stand before the noun ("a 10% charge")?"""
    return any(k.lemma.lower() in PERCENT for k in unit.tree.children(noun, "compound", "nmod", "amod"))


def near(reading: Reading, unit: Unit) -> tuple[Unit, ...]:
    """The unit and those shortly before it."""
    return reading.doc.units[max(0, unit.index - NEAR) : unit.index + 1]


def told_behind(unit: Unit, rate: Token) -> Act | None:
    """What a clause on the rate tells of it ("the 25% Oslo had threatened", "the 31% it was to face")."""
    for clause in unit.tree.children(rate, "acl"):
        if clause.tag == "VBN" and unit.tree.children(clause, "agent"):
            stage = first(actions().stages, verb_phrases(unit.tree, clause))
            return Act(clause, stage, "participle") if stage else None
    for clause in unit.tree.children(rate, "relcl"):
        if not {k.text.lower() for k in unit.tree.children(clause, "dobj")} <= {"that", "which"}:
            continue
        below = [clause, *(unit.tree[k.i + 1] for k in unit.tree.subtree(clause)[:-1] if k.text == "to")]
        bearing = {"pay", *actions().borne["verbs"]} - ({*actions().borne["rated"]} - {"pay"})
        if any(v.lemma.lower() in bearing for v in below):
            return Act(clause, "announced", "participle")
        stage = first(actions().stages, verb_phrases(unit.tree, clause))
        if stage in ("threatened", "announced", "considered", "imposed"):
            return Act(clause, stage, "participle")
    return None


def rate_act(unit: Unit, verb: Token, rate: Token) -> Act | None:
    """What the verb does to the tariff that a pronoun stands for; None where it speaks of something else."""
    table = actions().bare_rates
    lemma = verb.lemma.lower()
    things = unit.tree.children(verb, "dobj", "nsubjpass", "dative")
    objects = [t.lemma.lower() for t in things if not is_foreign(unit, t)]
    stage = actions().stages.get(lemma)
    if lemma in actions().borne["verbs"] and rate.dep in ("dobj", "npadvmod", "nmod"):
        return Act(verb, "kept", "borne")
    if lemma in table["verbs"] and rate.dep in ("dobj", "npadvmod", "dative", "oprd", "appos"):
        return Act(verb, "imposed", "object")
    stands = verb.dep not in ("acl", "advcl", "amod")
    phrase = f"{lemma} {above_rate(unit, verb, rate)}"
    if stands and phrase in table["phrases"]:
        return Act(verb, "imposed", "object")
    if actions().phrases.get(phrase) == "threatened":
        return Act(verb, "threatened", "object")
    if lemma == "be" and rate.dep == "attr" and stands_in(unit, verb, "nsubj"):
        return Act(verb, "imposed", "object")
    if stage in CHANGES and any(w in table["stand_ins"] for w in objects):
        return Act(verb, stage, "object")
    return None


def is_foreign(unit: Unit, noun: Token) -> bool:
    """ "interest rates", "the growth rate": of nothing that is traded."""
    left = {t.lemma.lower() for t in unit.tree.children(noun, "compound", "amod", "nmod")}
    return bool(left & set(actions().bare_rates["foreign"]))


def levelled(reading: Reading, unit: Unit, verb: Token, rate: Token) -> Act | None:
    """ "steel stays at 50%", "they go back to 25%": goods, or a word for the duty, at a level."""
    subject = unit.tree.child(verb, "nsubj")
    preposition = above_rate(unit, verb, rate)
    if subject is None or preposition not in LEVELS:
        return None
    mention = reading.doc.mention_of(unit, subject)
    goods = mention is not None and mention.kind == "good" and not unit.tree.children(subject, "prep")
    pronoun = subject.text.lower() in actions().bare_rates["stand_ins"]
    duty = actions().instruments.get(subject.lemma.lower()) == "tariff"
    stage = first(actions().takes_effect, (f"{verb.lemma.lower()} {preposition}", verb.lemma.lower()))
    back = any(k.text.lower() == "back" for k in unit.tree.children(verb, "advmod", "prt"))
    if duty and stage is None and preposition == "to":
        changed = actions().stages.get(verb.lemma.lower())  # "sees the duty cut to 10%"
        return Act(verb, changed if changed in CHANGES else "restored" if back else "raised", "subject")
    return Act(verb, stage, "subject") if stage and (goods or pronoun) else None


def above_rate(unit: Unit, verb: Token, rate: Token) -> str:
    """The preposition of the verb, or of its "back" or "up", under which the rate stands."""
    particles = {verb.i, *(k.i for k in unit.tree.children(verb, "advmod", "prt"))}
    for above in unit.tree.ancestors(rate):
        if above.dep == "prep" and above.head in particles:
            return above.text.lower()
    return ""


def stands_in(unit: Unit, verb: Token, dep: str) -> bool:
    """Is a pronoun for a tariff told before the verb's subject, with what it is on behind the verb?"""
    subject = unit.tree.child(verb, dep)
    if subject is None or subject.text.lower() not in actions().bare_rates["stand_ins"]:
        return False
    behind = [t.text.lower() for t in unit.tree.subtree(verb) if t.dep in ("prep", "cc") and t.i > verb.i]
    return any(w in ("for", "on", "instead", "from") for w in behind)
