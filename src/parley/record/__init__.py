"""Reading -> Claims: typed claims, each with its span, attribution chain and certainty."""

from __future__ import annotations

from parley.model import Claim
from parley.read import Reading
from parley.record.draft import Draft, finish
from parley.record.measures import find_measures
from parley.record.statements import find_statements

__all__ = ["record"]


def record(reading: Reading) -> tuple[Claim, ...]:
    """The claims of an article, in the order of their words; equal ones are kept once."""
    drafts: list[Draft] = [*find_measures(reading)]
    drafts += find_statements(reading, drafts)
    claims = {c.id: c for c in (finish(reading, d) for d in drafts)}
    return tuple(sorted(claims.values(), key=lambda c: (c.support[0].start, c.kind, c.id)))
