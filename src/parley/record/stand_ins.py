"""Words that stand for a measure told shortly before: "those rules", "the step", "they", "a reprieve"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record.act import Act
from parley.record.acts import acts_on
from parley.record.coordinated import is_pointing
from parley.record.draft import Draft
from parley.record.instruments import FAR, NEAR, instruments, tariffs_near
from parley.record.standing import RELIEF
from parley.record.words import actions

EXPORTS = ("export_licensing", "export_control", "export_ban", "entity_listing")


def last_told(unit: Unit, before: Sequence[Draft]) -> Draft | None:
    """The measure told last, where that was in the unit's neighbourhood and not in the unit itself."""
    earlier = next((d for d in reversed(before) if d.unit < unit.index), None)
    return earlier if earlier is not None and earlier.unit >= unit.index - NEAR else None


def stand_in_acts(unit: Unit, last: Draft, seen: set[int]) -> Iterator[tuple[Token, Act]]:
    """Acts on a word that stands for the measure told last; `seen` are tokens of other acts."""
    instrument = last.instrument or "other"
    table = actions().stand_ins
    general = not unit.lemmas.isdisjoint(table["nouns"])
    for token in unit.tree:
        pronoun = token.pos == "PRON" and token.text.lower() in table["pronouns"]
        if not (pronoun or general):
            continue
        above = unit.tree.head(token)
        aside = pronoun and above is not None and above.dep in ("advcl", "relcl", "acl")
        if aside or not (pronoun or is_definite(unit, token)):
            continue
        for act in acts_on(unit, token, instrument):
            governed = act.how in ("object", "subject", "with", "borne") and act.stage in table["stages"]
            governed = governed and not is_yours(unit, act.token)
            if act.token.i not in seen and governed and not (pronoun and act.how == "with"):
                yield token, as_relief(last, act)
    yield from permits(unit, last)


def pointing_within(unit: Unit, new: Sequence[Draft], seen: set[int]) -> Iterator[tuple[Token, Act, Draft]]:
    """Acts on "it" or "them" that stand for a measure of the sentence ("laid duties, and will lift them").

    A plural is pointed to by "them", and a single measure by "it".
    """
    nouns = [n for n, _ in instruments(unit)]
    for token in unit.tree if new else ():
        before = [n for n in nouns if n.i < token.i]
        told = [d for d in new if d.trigger < token.i]
        if (
            token.dep not in ("dobj", "nsubjpass")
            or not (before and told)
            or not is_pointing(token, before[-1])
        ):
            continue
        for act in acts_on(unit, token, told[-1].instrument or "other"):
            if act.how == "object" and act.token.i not in seen and not is_yours(unit, act.token):
                seen.add(act.token.i)
                yield token, act, told[-1]


def permits(unit: Unit, last: Draft) -> Iterator[tuple[Token, Act]]:
    """ "exports will be allowed where ...", "they are allowed if": what a ban told before lets through."""
    if last.instrument not in ("export_ban", "import_ban") or unit.lemmas.isdisjoint(("allow", "permit")):
        return
    table = actions().stand_ins
    for token in unit.tree:
        subject = unit.tree.child(token, "nsubjpass")
        if subject is None or token.lemma.lower() not in ("allow", "permit"):
            continue
        flow = subject.lemma.lower() in table["flows"] or subject.text.lower() in table["pronouns"]
        if flow and not unit.tree.children(token, "xcomp", "neg"):
            yield subject, Act(token, "eased", "withheld")


def as_relief(last: Draft, act: Act) -> Act:
    """ "scrapped the duty ... The order applies from May": what takes effect is the relief told before."""
    effective = act.how == "subject" and act.stage == "imposed"
    return replace(act, stage=last.action) if effective and last.action in RELIEF else act


def is_yours(unit: Unit, verb: Token) -> bool:
    """ "you can take it or leave it": whoever is spoken to enacts nothing."""
    return any(t.text.lower() == "you" for t in unit.tree.children(verb, "nsubj"))


def is_definite(unit: Unit, token: Token) -> bool:
    """ "the measures", "those rules", "the Dutch ones": a general noun that points back."""
    table = actions().stand_ins
    if token.lemma.lower() not in table["nouns"]:
        return False
    marks = [t.text.lower() for t in unit.tree.children(token, "det", "poss")]
    bare = not unit.tree.children(token, "compound", "nmod", "prep", "relcl")
    return bare and any(m in table["marks"] for m in marks)


def respites(reading: Reading, unit: Unit, seen: set[int]) -> Iterator[tuple[Token, str, Act]]:
    """ "won a 90-day delay", "extended the reprieve", near a tariff or a control that is named."""
    table = actions().respites
    if table["nouns"] and unit.lemmas.isdisjoint(table["nouns"]):
        return
    name = delayed(reading, unit)
    if name is None:
        return
    for token in unit.tree:
        verb = unit.tree.head(token) if token.dep in ("dobj", "nsubjpass") else None
        if token.lemma.lower() not in table["nouns"] or verb is None or verb.i in seen or token.i in seen:
            continue
        lemma = verb.lemma.lower()
        if token.lemma.lower() == "extension":
            given = lemma in (*table["won"], *table["given"]) and name == "export_licensing"
            if given:  # of the leave to sell
                yield token, name, Act(verb, "extended", "object")
        elif lemma in table["won"]:
            yield token, name, Act(verb, "delayed", "borne")
        elif lemma in table["given"]:
            yield token, name, Act(verb, "delayed", "object")
        elif lemma in table["extended"]:
            yield token, name, Act(verb, "extended", "object")


def delayed(reading: Reading, unit: Unit) -> str | None:
    """What a reprieve is from: a tariff that is named near, or a control on what may be sold."""
    if tariffs_near(reading, unit, 2 * FAR):
        return "tariff"
    around = reading.doc.units[max(0, unit.index - FAR) : unit.index + 2]
    names = {name for u in around for _, name in instruments(u)}
    return "export_licensing" if names & set(EXPORTS) else None
