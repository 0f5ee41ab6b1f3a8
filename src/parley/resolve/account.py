"""The life of an entry of which a dossier tells: its facts are the account, and news bears it out.

Up to the day on which the dossier was compiled it tells the whole: news of that time is a witness of what it
says, or speaks against it (`weigh` lists that), and moves no date and no rate. What became known later, and
what was planned or threatened before the first fact, is reckoned as for any other entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.model import EntryKind
from parley.resolve.days import interval, iso
from parley.resolve.events import Event
from parley.resolve.sequence import lived, rank_of_status, stretches
from parley.resolve.stretch import Stretch
from parley.resolve.tables import camp_of
from parley.resolve.voices import Context


def account(kind: EntryKind, told: Sequence[Event], context: Context) -> tuple[Stretch, ...]:
    """The stretches of an entry, in time; at least one of the events is a fact of a dossier."""
    facts = [_stretch(e) for e in told if e.claim.curated]
    facts.sort(key=lambda s: s.due.start if s.due else "", reverse=True)  # of two to come the first stays
    facts.sort(key=lambda s: (s.start, s.events[0].known, rank_of_status(kind, s.status)))
    facts = _kept(facts)
    news = [e for e in told if not e.claim.curated]
    apart = [e for e in news if _later(e, facts) or _plan(kind, e, facts)]
    beside = [s for s in stretches(kind, apart, context) if _beyond(s, facts)]
    borne = [e for e in news if e not in apart]
    ordered = sorted([*facts, *beside], key=lambda s: s.start)
    return lived(kind, [_borne_out(kind, s, ordered, borne) for s in ordered])


def _stretch(fact: Event) -> Stretch:
    words = f"dossier {fact.claim.curated.dossier}" if fact.claim.curated else ""
    return Stretch(
        status=fact.status,
        when=fact.when,
        events=(fact,),
        reason=words,
        until=fact.until or fact.term,
        due=fact.due,
        rate=fact.rate,
    )


def _kept(facts: Sequence[Stretch]) -> list[Stretch]:
    """What is only kept begins nothing: it goes on with what held before."""
    found: list[Stretch] = []
    for s in facts:
        kept = s.events[0].claim.action == "kept" and found and found[-1].status == s.status
        if kept and s.rate in (None, found[-1].rate):
            found[-1] = replace(
                found[-1], events=(*found[-1].events, *s.events), until=s.until or found[-1].until
            )
        else:
            found.append(s)
    return found


def _later(e: Event, facts: Sequence[Stretch]) -> bool:
    """Whether it became known after the dossier was compiled."""
    curated = facts[0].events[0].claim.curated
    return curated is not None and e.known > curated.compiled


def _beyond(s: Stretch, facts: Sequence[Stretch]) -> bool:
    return s.start < facts[0].start or s.start > facts[-1].start


def _plan(kind: EntryKind, e: Event, facts: Sequence[Stretch]) -> bool:
    """Whether it tells of intentions, all of it before the first fact."""
    return camp_of(kind, e.status) == 0 and _days(e)[1] < facts[0].start


def _days(e: Event) -> tuple[str, str]:
    """The first and the last ISO day of which it may tell; without a date the day of the report."""
    if e.when is None:
        return e.known, e.known
    days = interval(e.when)
    return iso(days.first), iso(days.last)


def _borne_out(kind: EntryKind, s: Stretch, ordered: Sequence[Stretch], news: Sequence[Event]) -> Stretch:
    """The stretch with the news that says the same of its time."""
    later = next((o.start for o in ordered if o.start > s.start), "9999")
    camp = camp_of(kind, s.status)
    told = [e for e in news if camp_of(kind, e.status) == camp and _level(e, s)]
    same = [e for e in told if s.start <= _days(e)[1] and _days(e)[0] < later]
    return replace(s, events=(*s.events, *same)) if same else s


def _level(e: Event, s: Stretch) -> bool:
    return e.rate is None or s.rate is None or e.rate == s.rate
