"""Commitments: a party undertakes, offers or is asked to do something."""

from __future__ import annotations

from collections.abc import Iterator

from parley.read import Reading
from parley.read.modality import Mood, mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.read.who import parties_of
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import instruments
from parley.record.words import actions

UNDERTAKEN = ("demanded", "offered", "pledged")
ASKING = (
    "urge",
    "ask",
    "press",
    "pressure",
    "push",
    "call",
    "want",
    "demand",
    "request",
    "tell",
    "order",
    "require",
    "force",
)


def find_commitments(reading: Reading) -> Iterator[Draft]:
    """The commitments of an article, in text order."""
    for unit in reading.doc.units:
        if unit.cut.kind == "heading":
            continue
        seen: set[tuple[str, ...]] = set()
        for token in unit.tree:
            draft = commitment(reading, unit, token) if token.pos == "VERB" else None
            if (
                draft is not None
                and (key := (draft.action or "", draft.instrument or "", *draft.goods)) not in seen
            ):
                seen.add(key)
                yield draft


def commitment(reading: Reading, unit: Unit, token: Token) -> Draft | None:
    """The commitment whose act is the verb, if there is one."""
    name = kind_of_act(token)
    if name is None:
        return None
    mood = mood_of(unit, token)
    action = undertaking(unit, token, mood)
    if action is None or mood.negated or is_purpose(unit, token) or in_condition(token, mood):
        return None
    actors, others = who(reading, unit, token, mood, action)
    if not actors:
        return None
    if len(actors) > 1 and is_truce(unit):
        return None
    tokens = unit.tree.subtree(token)
    nouns = [n for t, n in instruments(unit) if t.i in {x.i for x in tokens}]
    goods = slots.goods_of(reading, unit, tokens)
    return Draft(
        kind="commitment",
        unit=unit.index,
        trigger=token.i,
        rule=f"commitment: {action} {token.lemma.lower()}",
        actors=actors,
        targets=others or slots.targets_of(reading, unit, (), actors),
        instrument=nouns[0]
        if nouns
        else (
            "export_control"
            if name == "export_control" and goods
            else name
            if name != "export_control"
            else "other"
        ),  # fmt: skip
        action=action,
        goods=goods,
        values=slots.values_of(reading.doc.quantities_in(unit, tokens)),
        date=slots.date_of(reading.doc.times_in(unit, tokens)),
        condition=slots.condition_text(unit, mood.condition),
        certainty="conditional" if mood.condition else ("hedged" if mood.possible else None),
    )


def is_purpose(unit: Unit, token: Token) -> bool:
    """An infinitive that says what for ("agreed to buy more to reduce the deficit") is no undertaking itself."""
    return token.dep == "advcl" and token.tag == "VB" and not unit.tree.children(token, "nsubj", "mark")


def in_condition(token: Token, mood: Mood) -> bool:
    """The if-part of another act."""
    return mood.condition is not None and mood.condition[0] <= token.start < mood.condition[1]


def is_truce(unit: Unit) -> bool:
    """Two sides who agree on a truce or a window of days make an agreement, whose terms are told with it."""
    words = {t.lemma.lower() for t in unit.tree}
    return bool(words & {"truce", "window", "pause", "temporarily"})


def kind_of_act(token: Token) -> str | None:
    """The instrument under which the lexicon lists the verb as something a party can undertake."""
    table = actions().commitment
    lemma = token.lemma.lower()
    return next(
        (n for n in ("purchase", "export_control", "investment_restriction", "other") if lemma in table[n]),
        None,
    )


def undertaking(unit: Unit, token: Token, mood: Mood) -> str | None:
    """pledged, offered or demanded, from what governs the act, or from a plain future of a lasting kind."""
    for governor, lead in zip(mood.governors, mood.leads, strict=True):
        lemma = unit.tree[lead].lemma.lower()
        if governor == "demanded" and lemma in ASKING:
            return "demanded"
        if governor in ("offered", "pledged") and lemma not in ("consider", "suggest", "intend", "plan"):
            return governor
    if (mood.future or mood.hypothetical) and (mood.condition or kind_of_act(token) in ("purchase", "export_control")):
        return "pledged"
    return None


def who(
    reading: Reading, unit: Unit, token: Token, mood: Mood, action: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who must act, and who gains or asks."""
    so_far = slots.discourse(reading, unit)
    if action != "demanded":
        subject = slots.doer(unit, token)
        named = parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
        return named or slots.owner_of(reading, unit, token), ()
    lead = next(
        (unit.tree[i] for g, i in zip(mood.governors, mood.leads, strict=True) if g == "demanded"), token
    )
    asked = unit.tree.child(lead, "dobj") or unit.tree.child(token, "nsubj")
    own = parties_of(reading.doc, unit, asked, so_far) if asked is not None else ()
    for prep in unit.tree.children(lead, "prep"):
        noun = unit.tree.child(prep, "pobj")
        own = own or (parties_of(reading.doc, unit, noun, so_far) if noun is not None else ())
    subject = slots.doer(unit, lead)
    asking = parties_of(reading.doc, unit, subject, so_far) if subject is not None else ()
    return own, asking
