"""Who is meant where no word of a measure tells who acts: by the speaker and what was told before."""

from __future__ import annotations

import re
from collections import Counter

from parley.read import Reading
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft
from parley.record.instruments import NEAR, instruments
from parley.record.measure_owners import is_borne_rate

SIDES = re.compile(r"\bon one side\b.*\bon the other\b", re.IGNORECASE)
JOINING = re.compile(
    r"(?:on|at) the same (?:day|time)\b", re.IGNORECASE
)  # goes on about the last one's deeds
POINTING = re.compile(r"(?:The (?:move|step|decision|measure|announcement)s?|This|That) ")
AT_FIRMS = ("entity_listing", "investigation")  # what is done to firms is not done by their own state
THAT = ("the", "this", "that", "these", "those")
CLOSE = 3  # units back in which the measure was told that "the duty" is


def owners_told(reading: Reading, found: list[Draft]) -> set[tuple[str, str]]:
    """(instrument, party) for all measures whose owner or actor the article's words tell, also in passing."""
    nouns = [(u, n, name) for u in reading.doc.units for n, name in instruments(u)]
    nouns = [(u, n, name) for u, n, name in nouns if n.lemma.lower() != "rate" or not is_borne_rate(u, n)]
    owned = {(name, p) for u, n, name in nouns for p in slots.owner_of(reading, u, n)}
    return owned | {(d.instrument, p) for d in found if d.instrument for p in d.actors}


def guess_actors(
    reading: Reading,
    draft: Draft,
    told: list[Draft],
    known: tuple[list[Draft], set[tuple[str, str]]],
) -> tuple[str, ...]:
    """Who is meant where no word tells: the speaker, the other of two parties, whoever acted so before.

    Never a target of the measure.
    """
    found, owners = known
    unit = reading.doc.units[draft.unit]
    if SIDES.search(unit.text):
        return ()  # "20% on one side and 15% on the other": whose, the words do not tell
    pair = reading.doc.pair
    sole = tuple(p for name, p in owners if name == draft.instrument)
    firms = {m.party for m in reading.doc.mentions_in(unit, unit.tree.tokens) if m.kind == "company"}
    aimed = (*draft.targets, *(firms if draft.instrument in AT_FIRMS else ()))
    other = tuple(p for p in pair if p not in aimed)
    same = [d for d in told if d.actors and d.instrument == draft.instrument]
    alike = [d.actors for d in same if d.unit == same[-1].unit]  # the first told in the nearest sentence
    on_same = Counter(d.actors for d in found if d.actors and set(d.targets) & set(draft.targets))
    usual = Counter(d.actors for d in found if len(d.actors) == 1)
    named = [d for d in found if d.actors and d.instrument == draft.instrument]
    level = first_rate(draft)
    beside = {d.actors for d in named if d.unit == draft.unit}
    at_rate = {d.actors for d in named if level is not None and first_rate(d) == level}
    speaker = slots.speaker_party(reading, unit, unit.tree[draft.trigger])
    pointing = POINTING.match(unit.text) and any(set(d.targets) & set(draft.targets) for d in told[-1:])
    joined = told[-1:] if pointing or JOINING.match(unit.text) else []
    again = alike[:1] if same and draft.unit - same[-1].unit <= CLOSE and is_the_one(unit, draft) else []
    choices = [
        *(d.actors for d in joined if draft.unit - d.unit == 1),
        speaker if unit.quote is not None and ": borne " not in draft.rule else (),
        *again,
        sole if len(sole) == 1 else (),
        *(beside if len(beside) == 1 and not draft.targets else ()),
        *(at_rate if len(at_rate) == 1 and not draft.targets else ()),
        speaker if ": borne " not in draft.rule else (),
        other if len(other) == 1 and aimed else (),
        *(a for a, _ in on_same.most_common(1)),
        *alike[:1],
        *(d.actors for d in told[-1:] if draft.unit - d.unit <= NEAR),
        *(a for a, _ in usual.most_common(2)),
        pair[:1],
    ]
    free = next((c for c in choices if c and not set(c) & set(draft.targets)), ())
    alone = set(speaker) <= set(draft.targets)  # "our rate falls", said the one who bears it
    last = (() if alone else speaker) or (alike or [()])[0]
    return free or (last if set(pair) <= set(draft.targets) else ())


def is_the_one(unit: Unit, draft: Draft) -> bool:
    """ "the quota would rise": the one told before, whoever says so."""
    nouns = [n for n, name in instruments(unit) if name == draft.instrument]
    definite = [k for n in nouns for k in unit.tree.children(n, "det") if k.text.lower() in THAT]
    return len(nouns) == len(definite) == 1 and not draft.targets


def first_rate(draft: Draft) -> float | None:
    """The first percentage of a draft: measures of one rate are most often one party's."""
    return next((v.number for v in draft.values if v.unit == "percent"), None)
