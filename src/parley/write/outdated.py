"""What later acts have overtaken: levels told of all tariffs together, and ends of a truce since extended.

And what an assumption overtakes: a sum or an average does not follow the change of one of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.model import TO_COME, Claim, Entry, State, Verdict
from parley.write import dates
from parley.write.books import Ask, Findings
from parley.write.nouns import deal, measure, owned, subject
from parley.write.phrases import capital

ALL = (" goods", " imports")  # how goods end that are all goods of a party
SUMS = ("total", "average")
ACTS = frozenset({"in force", "suspended", "lifted", "lapsed", "struck down"})


@dataclass(frozen=True, slots=True)
class Outdated:
    """What is said of such a level, and the claims that told it."""

    text: str
    told: tuple[Claim, ...]


def outdated(findings: Findings, verdict: Verdict, ask: Ask) -> Outdated | None:
    """`US tariffs on goods from China were put at 55 % on 11 June 2025; parts of them have changed since`.

    None where the level is that of one programme or of some goods, or nothing of it has changed.
    """
    entry, state = findings.entries[verdict.entry], verdict.state
    if entry.kind == "deadline":
        return _put_off(entry, state, findings, ask)
    told = _level_told(findings, verdict)
    last = max(((c.known or "")[:10] for c in told), default="")
    if not overtaken(findings, verdict, ask):
        return None
    what = capital(owned(entry, measure(entry)))
    text = f"{what} were put at {state.rate:g} % on {dates.day(last)}; parts of them have changed since"
    return Outdated(text, told)


def overtaken(findings: Findings, verdict: Verdict, ask: Ask) -> str:
    """The ISO day on which a level of all tariffs together first changed in a part; empty if it did not."""
    last = max(((c.known or "")[:10] for c in _level_told(findings, verdict)), default="")
    acts = _acts(findings.entries[verdict.entry], findings, ask) if last else ()
    return min((day for day in acts if last < day <= ask.as_of), default="")


def _level_told(findings: Findings, verdict: Verdict) -> tuple[Claim, ...]:
    """The claims that tell a level in force of all tariffs together; none where the verdict is on another."""
    entry, state = findings.entries[verdict.entry], verdict.state
    if state.status != "in force" or state.rate is None or not level(entry):
        return ()
    claims = [findings.books.claim(key) for key in state.claims]
    if any(c.curated for c in claims):
        return ()
    return tuple(c for c in claims if any(v.unit == "percent" and v.number == state.rate for v in c.values))


def _put_off(entry: Entry, state: State, findings: Findings, ask: Ask) -> Outdated | None:
    """`A deadline ... was to fall on 10 November 2025, but the Geneva truce was extended until 2026`.

    Where an agreement of the same parties was told to end then, and stands with a later end.
    """
    if state.status != "pending" or entry.when is None:
        return None
    first, last = entry.when.start[:10], (entry.when.end or entry.when.start)[:10]
    for deal_ in findings.deals(entry.actors):
        held = [s for s in deal_.states if s.believed(ask.known) and s.until and s.begins <= ask.as_of[:10]]
        now = max(held, key=lambda s: s.begins, default=None)
        ended = any(first <= s.until.start[:10] <= last for s in held if s.until)
        if ended and now and now.until and now.holds(ask.as_of) and now.until.start[:10] > last:
            what = f"{capital(subject(entry))} was to fall {dates.at(entry.when)}"
            text = f"{what}; {deal(deal_)} was extended until {dates.when(now.until)}"
            claims = [findings.books.claim(key) for key in (*state.claims, *now.claims[:1])]
            return Outdated(text, tuple(claims))
    return None


def prolonged(entry: Entry, state: State, findings: Findings, ask: Ask) -> str | None:
    """`the Geneva truce was extended until 10 November 2026`: why it is open whether a lower rate is over.

    Only where a truce of the same parties was known to be extended before the day of the rate's end; told
    is how it stands on the day that is asked about.
    """
    if entry.kind != "measure" or state.status != "lapsed" or state.valid_from is None:
        return None
    end = state.valid_from.start[:10]
    for other in findings.deals({*entry.actors, *entry.targets}):
        told = [s for s in other.states if s.status == "extended" and s.until and s.until.start[:10] > end]
        held = [s for s in told if s.believed(ask.known) and s.begins <= ask.as_of[:10]]
        now = max(held, key=lambda s: s.begins, default=None)
        if now and now.until and any(s.known_from[:10] <= end for s in told):
            return f"{deal(other)} was extended until {dates.when(now.until)}"
    return None


def of_all(entry: Entry) -> bool:
    """Whether the entry is tariffs of one party on all goods of another, or one programme of these."""
    tariff = entry.kind == "measure" and entry.instrument == "tariff" and len(entry.targets) == 1
    return tariff and all(good.endswith(ALL) for good in entry.goods)


def level(entry: Entry) -> bool:
    """Whether the entry is a level of all tariffs together: no programme's own, and on all goods."""
    words = entry.name.split(" (")[0].split(",")[0].lower().split(" tariff")[0]
    return of_all(entry) and ("tariff" in words or words in SUMS)


def unfollowed(findings: Findings, verdict: Verdict) -> bool:
    """Whether it is such a level, and an assumption changes a tariff of the same two sides, but not this."""
    entry, state = findings.entries[verdict.entry], verdict.state
    changed = [d.entry for d in findings.differences]
    if state.rate is None or state.status not in {"in force", *TO_COME} or not level(entry):
        return False
    borne = {*entry.targets, "WORLD"}
    parts = (e for e in changed if of_all(e) and e.actors == entry.actors and borne.intersection(e.targets))
    return all(e.id != entry.id for e in changed) and any(parts)


def _acts(entry: Entry, findings: Findings, ask: Ask) -> Iterator[str]:
    """The days on which other tariffs of the same two parties began to stand as they do."""
    for other in findings.tariffs(entry):
        if other.id != entry.id and of_all(other):
            yield from (_begun(s) for s in other.states if s.status in ACTS and s.believed(ask.known))


def _begun(state: State) -> str:
    return state.valid_from.start[:10] if state.valid_from else ""
