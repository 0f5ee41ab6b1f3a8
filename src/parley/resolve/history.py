"""The known axis: the sequence of states as it was believed on each day, each belief opened and closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.model import Claim, EntryKind, State, Value
from parley.resolve.account import account
from parley.resolve.bundles import taken, without
from parley.resolve.events import Event, events
from parley.resolve.mentions import in_passing
from parley.resolve.sequence import sequence
from parley.resolve.stretch import Stretch
from parley.resolve.tables import table
from parley.resolve.voices import Context
from parley.resolve.who import announcers

ONLY_MENTIONED = "only mentioned"


def history(
    kind: EntryKind,
    claims: Sequence[Claim],
    context: Context,
    before: Sequence[State] = (),
    since: str = "",
) -> tuple[State, ...]:
    """States of one entry on both axes.

    For each day K on which something became known, the valid-time sequence is computed from the claims
    known by K. A state that is not in the next sequence, or is changed there, gets that day as its
    `known_to`. `before` are the states of those of the claims that were known before the day `since`, with
    any that became known later: what was believed until then is taken from them.
    """
    closed = [s for s in before if s.known_to is not None and s.known_to < since]
    still = [s for s in before if s.known_from < since and (s.known_to is None or s.known_to >= since)]
    open_now: dict[State, None] = {replace(s, known_to=None): None for s in still}
    told = events(kind, claims, context)
    for day in sorted({e.known for e in told if e.known >= since}):
        seen = {replace(s, known_from="", known_to=None): s for s in open_now}
        fresh = believed(kind, [e for e in told if e.known <= day], context)
        closed += [replace(old, known_to=day) for key, old in seen.items() if key not in fresh]
        open_now = {seen.get(state, replace(state, known_from=day)): None for state in fresh}
    return tuple(sorted([*closed, *open_now], key=_order))


def continues(states: Sequence[State]) -> bool:
    """Whether `history` can go on from states: their order rests on what they are alone."""
    return len({_order(s)[:3] for s in states}) == len(states)


def believed(kind: EntryKind, told: Sequence[Event], context: Context) -> tuple[State, ...]:
    """The valid-time sequence that the events tell, without days of knowledge."""
    given = any(e.claim.curated for e in told)
    told, parts = taken(told) if kind == "measure" else (told, [])
    found = without(account(kind, told, context) if given else sequence(kind, told, context), parts)
    ends = [*(s.start for s in found[1:]), None][: len(found)]
    return tuple(_state(s, end, context) for s, end in zip(found, ends, strict=True))


def _state(s: Stretch, end: str | None, context: Context) -> State:
    told = [e.claim for e in s.events]
    said = {party for c in told for party in _saying(c, context)}
    until = s.until or (s.due if s.status in _AHEAD or s.reason.startswith("in force;") else None)
    return State(
        status=s.status,
        valid_from=s.when,
        valid_to=end,
        known_from="",
        known_to=None,
        claims=tuple(sorted(c.id for c in told)),
        reason=ONLY_MENTIONED if all(in_passing(c) for c in told) else s.reason,
        until=until,
        rate=s.rate,
        values=_values(s.events),
        condition=min((c.condition for c in told if c.condition), default=None, key=lambda t: (len(t), t)),
        by=tuple(sorted(said)),
        began_before=s.began_before,
        without=tuple(sorted(s.without)),
    )


def _saying(claim: Claim, context: Context) -> frozenset[str]:
    """The party that says it; of a meeting to come the parties that the words have announce it."""
    party = context.party(claim.speaker, (claim.article,))
    own = frozenset({party} if party else claim.actors if claim.kind == "accusation" else ())
    if claim.kind != "meeting" or claim.action != "planned":
        return own
    announced, silent = announcers(claim.words)
    return (own | announced) - silent


_AHEAD = ("considered", "threatened", "announced", "proposed", "planned")


def _values(told: Sequence[Event]) -> tuple[Value, ...]:
    """Numbers of the claim that gives most of them and speaks of what decided the state."""
    best = max(told, key=lambda e: (len(e.claim.values), _weight(e.claim), e.claim.id))
    return best.claim.values


def _weight(claim: Claim) -> float:
    return float(table()["voices"][claim.certainty])


def _order(state: State) -> tuple[str, str, str, str]:
    start = state.valid_from.start if state.valid_from else ""
    return state.known_from, start, state.status, state.known_to or "9999"
