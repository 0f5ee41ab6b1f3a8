"""What each claim says about the status of its entry: an event on the valid axis, known from a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parley.model import Claim, EntryKind, Value, When
from parley.resolve.days import day_after, interval, iso, moment, on_day, ordinal
from parley.resolve.mentions import goes_down, if_talks_fail, in_passing, of_extension, prolongs
from parley.resolve.tables import rank_of, status_of, table
from parley.resolve.voices import Context

CHANGES = ("raised", "lowered", "extended", "eased", "restored")
RETURNS = "returns"  # note of the rate that comes back when a lower one has had its time
DONE = {"measure": 5, "agreement": 4, "round": 2, "commitment": 3}


@dataclass(frozen=True, slots=True)
class Event:
    """`status` from `when` (None: no date is given), as `claim` says.

    `due` is when what it speaks of is to begin, `until` when the status ends if nothing is done, `term`
    that end reckoned from a number of days. `rank` is the place of the status in the life cycle.
    """

    status: str
    rank: int
    when: When | None
    claim: Claim
    known: str
    due: When | None = None
    until: When | None = None
    term: When | None = None
    rate: float | None = None
    change: bool = False
    mentioned: bool = False


def events(kind: EntryKind, claims: Sequence[Claim], context: Context) -> tuple[Event, ...]:
    """Events of all claims that say something about the status, in a fixed order."""
    found = (_remembered(kind, claim, context) for claim in sorted(claims, key=lambda c: c.id))
    return tuple(e for e in found if e is not None)


def _remembered(kind: EntryKind, claim: Claim, context: Context) -> Event | None:
    memory = context.happened.get(claim.article)
    if memory is None:
        return event(kind, claim, context)
    # A claim may be told as it concerns one side: of the same id, and another.
    key = kind, id(claim)
    if key not in memory:
        memory[key] = claim, event(kind, claim, context)
    return memory[key][1]


def borne_out(told: Sequence[Event]) -> list[Event]:
    """Without the mere mentions that no firm claim bears out, where there is one of the same measure.

    "A tariff of 100 %" in passing, or one that is "kept", does not put in force what others only threaten;
    nor does a page announce what it tells as a threat when it goes on ("the duty would be charged ...").
    """
    threats = {e.claim.article for e in told if e.status == "threatened"}
    sober = [_as_threat(e) if e.claim.article in threats else e for e in _planned(_not_yet(told))]
    firm = {e.status for e in sober if not e.mentioned}
    wished = {e.rate for e in sober if not e.mentioned and e.status in ("considered", "threatened")}
    return [e for e in sober if not e.mentioned or not firm or e.status in firm or _stands(e, wished)]


def _stands(e: Event, wished: set[float | None]) -> bool:
    """Told as standing, at a rate that nobody merely threatens or considers."""
    return e.claim.action == "kept" and e.rate is not None and e.rate not in wished


def _planned(told: Sequence[Event]) -> list[Event]:
    """What a page tells without a day, and beside it as planned, is only announced: "sets a 50 % tariff".

    Unless another page, or a day, bears out that it is in force.
    """
    pages = {e.claim.article for e in told if e.status == "announced" and e.claim.certainty == "planned"}
    loose = {id(e) for e in told if _loose(e) and e.claim.article in pages}
    if any(e.status == "in force" and id(e) not in loose for e in told):
        return list(told)
    rank = rank_of("measure", "announced")
    return [replace(e, status="announced", rank=rank, change=False) if id(e) in loose else e for e in told]


def _loose(e: Event) -> bool:
    """In force by the word of a page that gives no day."""
    return e.status == "in force" and e.when is None and e.claim.action in ("imposed", "raised")


def _not_yet(told: Sequence[Event]) -> list[Event]:
    """What is told without a day, before the day on which it is to begin, is only announced.

    "Has widened its controls", of controls that take effect next month; not of another rate, nor where a
    page tells since when it is in force.
    """
    coming = [e for e in told if e.status == "announced" and e.due is not None]
    since = any(e.status == "in force" and e.when is not None for e in told)
    return [e if since else _awaited(e, coming) for e in told]


def _awaited(e: Event, coming: Sequence[Event]) -> Event:
    if e.status != "in force" or e.when is not None or e.claim.action == "kept":
        return e
    due = [c.due for c in coming if c.due and e.known < c.due.start[:10] and e.rate in (None, c.rate)]
    if not due or any(c.due and c.due.start[:10] <= e.known for c in coming):
        return e
    return replace(e, status="announced", rank=rank_of("measure", "announced"), due=due[0], change=False)


def _as_threat(e: Event) -> Event:
    """An announcement without day and rate as the threat that its page tells beside it."""
    if e.status != "announced" or e.due is not None or e.rate is not None:
        return e
    return replace(e, status="threatened", rank=rank_of("measure", "threatened"))


def event(kind: EntryKind, claim: Claim, context: Context) -> Event | None:
    """The event of one claim; None where it says nothing of the status (a denied measure, talk of more)."""
    known = context.known[claim.id]
    if kind == "deadline":
        return _deadline(claim, known)
    if kind == "indicator" and not claim.values:
        return None
    if kind == "indicator":
        return Event("published", 0, on_day(known), claim, known)  # its period is the entry's own time
    if kind == "dispute":
        exact = claim.date and claim.date.precision in ("day", "minute")  # a month may be that of the deed
        return Event("accused", 0, claim.date if exact else on_day(known), claim, known)
    found = _status(kind, claim)
    if found is None:
        return None
    begun = None if claim.action == "kept" and not claim.curated else claim.date
    end = moment(claim.expires) if claim.expires else context.ends.get(claim.id)
    kept = kind == "measure" and claim.action in table()["mention"]["actions"] and not if_talks_fail(claim)
    told = Event(
        found,
        rank_of(kind, found),
        begun,
        claim,
        known,
        until=end,
        term=_term_end(claim),
        rate=next((v.number for v in claim.values if v.unit == "percent" and not _old(claim, v)), None),
        change=claim.action in CHANGES,
        mentioned=kept or in_passing(claim),
    )
    return _timed(kind, told)


def _deadline(claim: Claim, known: str) -> Event:
    """Pending from the day of the report, or passed where the report looks back on it."""
    if claim.date and day_after(claim.date) <= known:
        return Event("passed", 0, on_day(day_after(claim.date)), claim, known)
    return Event("pending", 0, on_day(known), claim, known, until=claim.date)


def _status(kind: EntryKind, claim: Claim) -> str | None:
    if claim.certainty == "denied":
        return "denied" if kind == "round" else None
    found = status_of(kind, claim.action)
    if of_extension(claim):
        return None
    if found is None or (kind == "agreement" and claim.action == "proposed" and prolongs_words(claim)):
        return None
    status, rank = ("threatened", 2) if if_talks_fail(claim) else found
    if rank >= DONE[kind] and not (kind == "agreement" and _past(claim)):
        status = table()["certainty"][kind].get(claim.certainty, status)
    runs = kind == "agreement" and status in ("agreed", "approved", "signed") and _term(claim)
    return "in force" if runs else status


def _old(claim: Claim, value: Value) -> bool:
    """Whether a rate is no new level: the old one, one that may return, or by how much it goes down."""
    if value.note == RETURNS or goes_down(claim, value):
        return True
    return (value.note or "").startswith("from") and claim.action in ("raised", "lowered", "announced")


def _past(claim: Claim) -> bool:
    """Planned for days that were over by then: no plan, whatever the sentence plans beside it."""
    if claim.date is None or claim.known is None or claim.certainty != "planned":
        return False
    return day_after(claim.date) <= claim.known[:10]


def prolongs_words(claim: Claim) -> bool:
    """Whether a proposal is to extend something that exists."""
    return prolongs(claim.words)


def _term(claim: Claim) -> bool:
    return claim.expires is not None or any(v.unit == "days" for v in claim.values)


def _timed(kind: EntryKind, e: Event) -> Event | None:
    """Settle when the status began: what lies ahead of the report is only announced or planned."""
    ahead = e.when is not None and e.when.start[:10] > e.known
    if kind == "measure":
        return _measure_timed(e, ahead)
    if e.status == "under way" and e.when is None:
        return replace(e, when=on_day(e.known))  # what goes on goes on when it is told
    if e.status == "planned" or ahead:
        status = "planned" if kind == "round" else "proposed" if kind == "agreement" else e.status
        return replace(e, status=status, rank=rank_of(kind, status), when=on_day(e.known), due=e.when)
    return e


def _measure_timed(e: Event, ahead: bool) -> Event | None:
    if e.rank > DONE["measure"] and ahead:
        return None
    due = e.until if e.claim.action == "delayed" else e.when if ahead else None
    if ahead and e.status == "in force":
        e = replace(e, status="announced", rank=rank_of("measure", "announced"))
    if e.status in ("considered", "threatened", "announced"):
        return replace(e, when=on_day(e.known) if ahead else e.when, due=due, until=None, term=None)
    return e


def _term_end(claim: Claim) -> When | None:
    """The end of a term of so many days that begins on the day of the claim."""
    days = next((int(v.number) for v in claim.values if v.unit == "days"), None)
    if days is None or claim.date is None or interval(claim.date).width > 1:
        return None
    return on_day(iso(ordinal(claim.date.start) + days))


def sessions(told: Sequence[Event]) -> list[Event]:
    """A session held is not a round held while the same reports have the round still going on."""
    going = max((e.known for e in told if e.status == "under way"), default="")
    rank = rank_of("round", "under way")
    return [
        replace(e, status="under way", rank=rank) if e.status == "held" and e.known <= going else e
        for e in told
    ]
