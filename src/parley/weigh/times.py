"""Accounts that differ on a time: real where the days exclude each other, else only more or less exact."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from parley.model import Claim, Disagreement, Entry, When
from parley.resolve.days import interval
from parley.resolve.sequence import concurrent
from parley.resolve.tables import span, table
from parley.weigh.evidence import Evidence, key, side, since
from parley.weigh.zones import is_one_moment

# Actions that happen once: two accounts of one of them must agree on the day. A measure is announced again
# and again, by one and the other, and the day that is told with it may be that of its start.
ONCE = ("held", "agreed", "signed", "agreed_in_principle", "imposed", "struck_down", "lifted", "extended")


def of_time(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    """Disagreements on when it happened and on when it ends."""
    if entry.kind in ("round", "agreement", "measure"):
        yield from _happened(entry, seen)
        yield from _ends(entry, seen)


def _happened(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    dated = [c for c in seen.of(entry) if c.date and c.action in ONCE and c.certainty != "denied"]
    told = _one_each(dated, seen)
    told = [c for c in told if c.curated or not _borne_out(c, told)]
    pairs = [(a, b, _verdict(entry, a, b, seen)) for a, b in combinations(told, 2)]
    for kind in ("date", "time zone", "granularity"):
        found = [(a, b) for a, b, verdict in pairs if verdict == kind]
        if found:
            yield _disagreement(entry, kind, sorted({c.id: c for pair in found for c in pair}.items()), seen)
            return


def _borne_out(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether a dossier has an act of this kind on these days; it may have several, on other days too."""
    same = [c.date for c in told if c.curated and c.action == claim.action and c.date]
    return claim.date is not None and any(interval(d) == interval(claim.date) for d in same)


def _one_each(dated: Sequence[Claim], seen: Evidence) -> list[Claim]:
    """One claim for each time told, of a page with its own date where there is one."""
    best: dict[tuple[str, str | None, str | None], Claim] = {}
    for claim in sorted(dated, key=lambda c: (not seen.dated(c), c.article, c.id)):
        if claim.date:
            best.setdefault((claim.date.start[:10], (claim.date.end or "")[:10], claim.action), claim)
    return list(best.values())


def _verdict(entry: Entry, a: Claim, b: Claim, seen: Evidence) -> str | None:
    """`date`, `time zone` or `granularity`; None where the two say the same or speak of different acts."""
    two_voices = a.article != b.article or (a.speaker and b.speaker and a.speaker != b.speaker)
    if a.date is None or b.date is None or a.action != b.action or not two_voices:
        return None
    if a.curated and b.curated:  # two acts of one kind
        return None
    one, other = interval(a.date), interval(b.date)
    if one == other or (entry.kind == "round" and entry.instrument == "in_person"):
        return None
    if one.meets(other):
        return "date" if _unsure(a, b, seen) or _unsure(b, a, seen) else "granularity"
    if one.gap(other) == 1 and one.width == other.width == 1:
        if is_one_moment(a, b, seen):
            return "time zone"
        if _of_saying(a if one.first > other.first else b):
            return None  # told on the day after
    if a.action == "extended" and one.gap(other) > span("conclusion_gap"):
        return None  # two extensions
    return "date"


def _unsure(exact: Claim, wide: Claim, seen: Evidence) -> bool:
    """A weekday on a page without a date of its own, where a dated page gives only the week.

    The day was reckoned from a publication day that nobody knows, so the week does not bear it out.
    """
    if exact.date is None or wide.date is None or seen.dated(exact) or not seen.dated(wide):
        return False
    narrow = interval(exact.date).width == 1 and 1 < interval(wide.date).width <= 7
    return narrow and re.search(r"\b(?:last|on|this)\s+\w+day\b", exact.words, re.IGNORECASE) is not None


def _of_saying(claim: Claim) -> bool:
    """Whether the day in the words is that on which it was said: "officials confirmed on Wednesday"."""
    return _said_on().search(claim.words) is not None


@cache
def _said_on() -> re.Pattern[str]:
    verbs, days = ("|".join(table()["told"][name]) for name in ("verbs", "days"))
    return re.compile(rf"\b(?:{verbs})\s+(?:early |late )?(?:on\s+)?(?:{days})\b", re.IGNORECASE)


def _disagreement(
    entry: Entry, kind: str, found: Sequence[tuple[str, Claim]], seen: Evidence
) -> Disagreement:
    told = [claim for _, claim in found]
    unsure = "a day stands on a page without a date of its own, so it is not sure"
    notes = {
        "date": "the days given exclude each other" if _is_real(told) else unsure,
        "time zone": "one moment, two dates",
        "granularity": "the wider time holds the narrower",
    }
    return Disagreement(
        id=key(kind, entry.id),
        kind=kind,
        real=kind == "date",
        topic=f"{entry.name}: its day",
        entry=entry.id,
        sides=tuple(side(c, says) for says, c in _by_time(told)),
        since=since(told, seen),
        note=notes[kind],
    )


def _by_time(told: Sequence[Claim]) -> list[tuple[str, Claim]]:
    """One claim for each time and act as it is written, in the order of the claims."""
    found: dict[tuple[str, str | None], Claim] = {}
    for claim in told:
        found.setdefault((_said(claim.date), claim.article if _is_real(told) else None), claim)
    return [(says, claim) for (says, _), claim in found.items()]


def _is_real(told: Sequence[Claim]) -> bool:
    """Whether two of the times exclude each other: then every page counts."""
    whens = [c.date for c in told if c.date]
    return any(not interval(a).meets(interval(b)) for a, b in combinations(whens, 2))


def _said(when: When | None) -> str:
    if when is None:
        return "no date"
    if when.precision == "month" and when.end is None:
        year, month = int(when.start[:4]), int(when.start[5:7])
        return f"{when.start[:8]}01/{when.start[:8]}{monthrange(year, month)[1]}"
    return when.start[:10] if when.end in (None, when.start) else f"{when.start[:10]}/{(when.end or '')[:10]}"


def _ends(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    """The end as stated against the end by a term of days: two ways to tell one end."""
    for group in concurrent(entry.kind, seen.events(entry)):
        stated = sorted({(e.until.start, e.until.end, e.claim.id): e for e in group if e.until}.items())
        reckoned = sorted({(e.term.start, e.claim.id): e for e in group if e.term and not e.until}.items())
        if stated and reckoned:
            a, b = stated[0][1], reckoned[0][1]
            yield Disagreement(
                id=key("granularity", entry.id, "end"),
                kind="granularity",
                real=False,
                topic=f"{entry.name}: when it ends",
                entry=entry.id,
                sides=(side(a.claim, _said(a.until)), side(b.claim, f"{_said(b.term)} by its term of days")),
                since=since([a.claim, b.claim], seen),
                note="one states the end, the other gives the length",
            )
            return
