"""Reading -> Claims: typed claims, each with its span, attribution chain and certainty."""

from __future__ import annotations

from parley.model import Claim
from parley.read import Reading
from parley.record.accusations import find_accusations
from parley.record.agreements import find_agreements
from parley.record.commitments import find_commitments
from parley.record.deadlines import find_deadlines
from parley.record.draft import Draft, finish
from parley.record.figures import find_figures
from parley.record.measures import find_measures
from parley.record.meetings import find_meetings
from parley.record.rulings import find_rulings
from parley.record.statements import find_statements

__all__ = ["record"]


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
    drafts += find_deadlines(reading)
    drafts += find_figures(reading, drafts)
    drafts += find_statements(reading, drafts)
    claims = {c.id: c for c in (finish(reading, d) for d in drafts)}
    return tuple(sorted(claims.values(), key=lambda c: (c.support[0].start, c.kind, c.id)))
