"""Reading -> Claims: typed claims, each with its span, attribution chain and certainty."""

from __future__ import annotations

from collections.abc import Iterable

from parley.model import Claim
from parley.read import Reading
from parley.record.accusations import find_accusations
from parley.record.agreements import find_agreements
from parley.record.commitments import find_commitments
from parley.record.deadlines import find_deadlines
from parley.record.draft import Draft, finish
from parley.record.enacted import with_statements
from parley.record.estimates import find_estimates
from parley.record.figures import find_figures
from parley.record.generic import of_one_deal
from parley.record.measures import find_measures
from parley.record.meetings import find_meetings
from parley.record.rests import with_ends
from parley.record.rulings import find_rulings, unruled
from parley.record.statements import find_statements
from parley.record.told_within import told_apart
from parley.record.words import actions

__all__ = ["order", "record"]

HOSTILE = ("threatened", "imposed", "raised", "restored")
RELIEF = ("announced", "lifted", "lowered", "eased", "considered")


def record(reading: Reading) -> tuple[Claim, ...]:
    """The claims of an article, in the order of their words; equal ones are kept once."""
    drafts: list[Draft] = []
    for rule in (
        find_measures,
        find_agreements,
        find_commitments,
        find_accusations,
        find_rulings,
        find_meetings,
    ):
        drafts += rule(reading)
    drafts = of_one_deal(reading, drafts)
    drafts = with_statements(reading, unruled(reading, told_apart(reading, undoubled(reading, drafts))))
    drafts = with_ends(reading, drafts, list(find_deadlines(reading)))
    drafts += find_estimates(reading)
    drafts += find_figures(reading, drafts)
    drafts += find_statements(reading, drafts)
    return order(finish(reading, d) for d in drafts)


def order(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in the order of their words; equal ones are kept once."""
    claims = {c.id: c for c in found}
    return tuple(sorted(claims.values(), key=lambda c: (c.support[0].start, c.kind, c.id)))


def undoubled(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts without relief that the same word tells as somebody's commitment.

    Relief from a duty that is pledged with its new rate or its day is decided, and stays a measure.
    """
    bound = {(d.unit, d.trigger): d for d in drafts if d.kind == "commitment"}
    bound |= {(u, lead_of(reading, d)): d for (u, _), d in list(bound.items())}
    reliefs = [d for d in drafts if d.kind == "measure" and (d.action in RELIEF or is_spared_on(d))]
    kept = {(d.unit, d.trigger) for d in reliefs if is_exact(d)}
    kept -= {key for key, d in bound.items() if d.action != "pledged"}
    measures = [d for d in drafts if d.kind == "measure"]
    hostile = {(d.unit, d.trigger) for d in measures if d.action in HOSTILE or is_burden(d)}
    kept |= {(d.unit, d.trigger) for d in measures if is_burden(d)}
    kept |= {key for key, d in bound.items() if d.action == "pledged"} & hostile
    twice = [d for d in reliefs if (d.unit, d.trigger) in bound.keys() - kept]
    own_aid = {d.unit for d in measures if d.rule.startswith("measure: verb") and d.instrument == "subsidy"}
    kept |= {key for key, d in bound.items() if d.action == "pledged" and key[0] in own_aid and not d.targets}
    return [
        d for d in drafts if d not in twice and not (d.kind == "commitment" and (d.unit, d.trigger) in kept)
    ]


def lead_of(reading: Reading, draft: Draft) -> int:
    """ "proposed zero duties", "agreed to zero duties": the verb over the noun of a commitment."""
    tree = reading.doc.units[draft.unit].tree
    noun = tree[draft.trigger]
    if noun.pos != "NOUN" or noun.dep not in ("dobj", "pobj"):
        return noun.i
    return noun.head if noun.dep == "dobj" else tree[noun.head].head


def is_spared_on(draft: Draft) -> bool:
    """ "assurances that it would keep its access": relief that stays."""
    return draft.instrument == "tariff_exclusion" and draft.action == "kept"


def is_burden(draft: Draft) -> bool:
    """ "proposed raising its duty": no undertaking, though the verb is one of offers."""
    stage = actions().stages.get(draft.rule.rpartition(" ")[2])
    ordered = stage == "announced" and draft.instrument in ("import_ban", "export_ban")
    return ordered or (draft.action == "considered" and stage in HOSTILE)


def is_exact(draft: Draft) -> bool:
    """A duty with its new rate, a quota that is widened by so much, or the day on which either changes."""
    sized = {"tariff": "percent", "quota": "tonnes"}.get(draft.instrument or "")
    ended = draft.direction == "lifted"  # "will remove its 20% duty": the rate that goes
    told = any(v.unit == sized for v in draft.values if not ended or not v.number) or draft.date is not None
    return told and (draft.instrument == "tariff" or (sized == "tonnes" and draft.direction == "raised"))
