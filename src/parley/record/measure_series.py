"""What a measure takes from the one told before it: rates of firms, more goods, what a bill would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import NEAR
from parley.record.measure_guess import first_rate
from parley.record.standing import FORCE
from parley.record.words import actions

NEW = ("imposed", "announced", "raised", "considered", "threatened")


def in_series(reading: Reading, unit: Unit, new: list[Draft], before: Sequence[Draft]) -> list[Draft]:
    """The drafts of a unit, each as the measure told before it stands; and one for goods that are added."""
    found = [continued(reading, unit, draft, before) for draft in new]
    return found or list(more_goods(reading, unit, before))


def continued(reading: Reading, unit: Unit, draft: Draft, before: Sequence[Draft]) -> Draft:
    """A rate that a firm bears is the rate just laid; what a bill or draft would do is considered."""
    last = last_of(unit, draft.instrument, before)
    act = unit.tree[draft.trigger]
    mood = mood_of(unit, act)
    told = draft.action in (*FORCE, "announced") and mood.hypothetical and mood.condition is None
    over = last is not None and last.action == "considered" and not is_reported(unit, act)
    if told and not mood.perfect and (over or is_bill(unit, act)):
        return replace(draft, action="considered", certainty=None)
    rated = draft.action == "kept" and is_firms_rate(reading, unit, act, draft)
    if rated and is_of_dumping(reading, unit) and (last is None or last.action == "kept"):
        return replace(draft, action="imposed")
    laid = (
        last is not None and last.action in NEW and last.actors and not set(last.actors) & set(draft.targets)
    )
    if last is not None and laid and rated:
        return replace(draft, action=last.action, certainty=last.certainty, direction=last.direction)
    return draft


def last_of(unit: Unit, instrument: str | None, before: Sequence[Draft]) -> Draft | None:
    """The measure of an instrument that was told last, shortly before the unit."""
    near = (d for d in reversed(before) if unit.index - NEAR <= d.unit < unit.index)
    return next((d for d in near if d.instrument == instrument), None)


def is_reported(unit: Unit, act: Token) -> bool:
    """ "said it would impose": the future of reported words."""
    return any(a.dep == "ccomp" for a in (act, *unit.tree.ancestors(act)))


def is_bill(unit: Unit, act: Token) -> bool:
    """ "the bill would raise duties": what is not passed yet."""
    subject = unit.tree.child(act, "nsubj")
    return subject is not None and subject.lemma.lower() in (*actions().orders["bills"], "measure", "move")


def is_firms_rate(reading: Reading, unit: Unit, act: Token, draft: Draft) -> bool:
    """ "Tinco faces 12%", "other firms got duties of 9%"."""
    if not any(v.unit == "percent" for v in draft.values):
        return False
    subject = unit.tree.child(act, "nsubj", "nsubjpass")
    if subject is None:
        return False
    own = unit.tree.subtree(subject)
    mentions = reading.doc.mentions_in(unit, own)
    firm = any(m.kind == "company" for m in mentions) or (subject.pos == "PROPN" and not mentions)
    return firm or any(t.lemma.lower() in actions().series["firms"] for t in own)


def is_of_dumping(reading: Reading, unit: Unit) -> bool:
    """Is dumping spoken of near? The rates that its findings give to firms are new."""
    near = reading.doc.units[max(0, unit.index - 2 * NEAR) : unit.index + 1]
    return any("dumping" in u.text.lower() for u in near)


def more_goods(reading: Reading, unit: Unit, before: Sequence[Draft]) -> Iterator[Draft]:
    """ "Other products affected include coal and rice": the last measure, on more goods."""
    table = actions().series
    last = next((d for d in reversed(before) if unit.index - NEAR <= d.unit < unit.index), None)
    if last is None or unit.lemmas.isdisjoint(table["holding"]):
        return
    for verb in unit.tree:
        subject = unit.tree.child(verb, "nsubj", "nsubjpass")
        if subject is None or verb.lemma.lower() not in table["holding"] or not is_listing(unit, subject):
            continue
        own = {t.i for t in unit.tree.subtree(subject)}
        goods = slots.goods_of(reading, unit, [t for t in unit.tree.subtree(verb) if t.i not in own])
        if goods and not mood_of(unit, verb).negated:
            yield replace(
                last, unit=unit.index, trigger=verb.i, rule=f"measure: goods {verb.lemma.lower()}",
                goods=goods, values=(), links=(),
            )  # fmt: skip
            return


def is_listing(unit: Unit, subject: Token) -> bool:
    """ "other affected products", "the list", "goods in this group": what holds the goods of a measure."""
    table = actions().series
    marks = {t.text.lower() for t in unit.tree.subtree(subject)}
    if subject.lemma.lower() == "list":
        return bool(marks & {"the", "its", "this", "his"})
    return subject.lemma.lower() in table["goods"] and bool(marks & set(table["marks"]))


def undoubled(drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The drafts without those that a sentence tells twice: one rate, or one relief, of one party."""
    found: dict[tuple[object, ...], Draft] = {}
    for at, draft in enumerate(drafts):
        rate, relief = first_rate(draft), draft.instrument == "tariff_exclusion"
        key = (draft.unit, draft.instrument, draft.action, draft.actors)
        own = () if relief else (rate, draft.targets) if rate is not None else (at,)
        twin = found.get((*key, *own))
        if twin is not None and draft.goods and twin.goods and is_on_others(draft, twin):
            own = (*own, draft.goods)
        if (*key, *own) not in found or (draft.values and not found[*key, *own].values):
            found[*key, *own] = draft
    rated = {(d.unit, d.instrument, d.action, d.actors) for d in found.values() if first_rate(d) is not None}
    full = [d for d in found.values() if first_rate(d) is not None]
    for draft in found.values():
        if any(is_part_of(draft, d) or is_retold(draft, d) for d in full):
            continue  # "a duty of 15%, a reduction from 27%": one change
        bare = not (draft.values or draft.goods)
        if not bare or (draft.unit, draft.instrument, draft.action, draft.actors) not in rated:
            yield draft  # "a set of duties, including 25% on lorries" is told by its rates


def is_on_others(draft: Draft, twin: Draft) -> bool:
    """ "will be set at 15% on wood, while duties on drugs are capped at 15%": of an act of its own."""
    return draft.trigger != twin.trigger and set(draft.goods).isdisjoint(twin.goods)


def is_retold(draft: Draft, whole: Draft) -> bool:
    """ "will lower its duty, to a rate of 15%": the rate alone, beside the act that sets it."""
    bare = draft.rule.startswith(("measure: rate ", "measure: mark ")) and draft.action in (
        "lowered",
        "raised",
    )
    same = (draft.unit, draft.instrument, draft.actors) == (whole.unit, whole.instrument, whole.actors)
    act = not whole.rule.startswith(("measure: rate ", "measure: mark "))
    return bare and same and act and first_rate(draft) == first_rate(whole)


def is_part_of(draft: Draft, whole: Draft) -> bool:
    """Is the old rate all that a draft tells, and told with the new one by another of the sentence?"""
    old = draft.values and all(v.note == "from" for v in draft.values)
    same = (draft.unit, draft.instrument, draft.actors) == (whole.unit, whole.instrument, whole.actors)
    named = ": noun " in draft.rule and draft is not whole
    return bool(old) and same and named and set(draft.values) < set(whole.values)
