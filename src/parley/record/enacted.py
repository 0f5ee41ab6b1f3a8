"""The day of an act by the paper that brings it about: "signed an order on Monday that extends the truce"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.model import When
from parley.read import Reading
from parley.read.modality import mood_of
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft, sentence_of
from parley.record.occasions import adjuncts
from parley.record.words import actions

BEHIND = 1  # sentences
PERFECT = ("have", "has")
LASTING = ("extended", "agreed", "signed", "agreed_in_principle")


def day_of_paper(reading: Reading, unit: Unit, act: Token) -> When | None:
    """ "issued a decree on Friday extending the pause": the day on which the paper was made."""
    paper = unit.tree.head(act) if act.dep in ("relcl", "acl") else None
    verb = unit.tree.head(paper) if paper is not None and paper.dep in ("dobj", "nsubjpass") else None
    if paper is None or verb is None or not _makes(verb, paper) or not mood_of(unit, verb).done:
        return None
    return slots.date_of(reading.doc.times_in(unit, tuple(adjuncts(unit, verb, act))))


def _makes(verb: Token, paper: Token) -> bool:
    table = actions().agreement
    return verb.lemma.lower() in table["issuing"] and paper.lemma.lower() in table["signable"]


def with_statements(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """All drafts; "X and Y have agreed ..." without a day has that of the joint statement told behind it.

    Such an agreement rests on both sentences.
    """
    return [_stated(reading, d) if _is_open(reading, d) else d for d in drafts]


def _is_open(reading: Reading, draft: Draft) -> bool:
    """An agreement of two, told as done by now, without a day."""
    if draft.kind != "agreement" or draft.date is not None or draft.action not in LASTING:
        return False
    unit = reading.doc.units[draft.unit]
    act = unit.tree[draft.trigger]
    fresh = any(k.text.lower() in PERFECT for k in unit.tree.children(act, "aux"))
    return fresh and len(draft.actors) == 2 and draft.certainty in (None, "reported", "attributed")


def _stated(reading: Reading, draft: Draft) -> Draft:
    own = sentence_of(reading, draft)
    for unit in reading.doc.units[draft.unit + 1 :]:
        behind = reading.doc.sentence_at(unit.place(0)) - own
        if behind > BEHIND:
            break
        day = _joint(reading, unit) if behind > 0 else None
        if day is not None:
            return replace(draft, date=day, sentences=(*draft.sentences, own, own + behind))
    return draft


def _joint(reading: Reading, unit: Unit) -> When | None:
    """The day of "a joint statement issued on Tuesday", "they said in a joint text on Tuesday"."""
    for noun in unit.tree:
        joint = any(k.lemma.lower() == "joint" for k in unit.tree.children(noun, "amod"))
        if not joint or noun.lemma.lower() not in actions().agreement["papers"]:
            continue
        made = [
            k for k in unit.tree.children(noun, "acl") if k.lemma.lower() in actions().agreement["issuing"]
        ]
        around = [t for k in made for t in unit.tree.subtree(k)]
        verb = next((t for t in unit.tree.ancestors(noun) if t.pos == "VERB"), None)
        if not made and verb is not None:
            around = list(adjuncts(unit, verb, verb))
        day = slots.date_of(reading.doc.times_in(unit, tuple(around)))
        known = reading.doc.day
        if day is not None and day.precision == "day" and known is not None and day.start[:10] <= known:
            return day
    return None
