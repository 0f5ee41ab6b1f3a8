"""What passing dates bring: due, lapsed, passed, expired, held, overdue; nothing goes silently into force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.model import EntryKind, When
from parley.resolve.days import day_after, iso, on_day, ordinal
from parley.resolve.events import RETURNS
from parley.resolve.stretch import Stretch
from parley.resolve.tables import span

RELIEF = ("kept", "lowered", "eased")  # a lower level that ends gives way to the old one: it does not expire
WEEK = 7  # days after which talks of which only the start is told are over


def passed(kind: EntryKind, ordered: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches with what dates bring: each a stretch of its own, on the claims of the one before."""
    done: list[Stretch] = []
    for i, told in enumerate(ordered):
        s = _held_on(kind, told)
        done.append(s)
        follows = _follow(kind, s)
        stop = ordered[i + 1].start if i + 1 < len(ordered) else None
        if follows is not None and follows.start > s.start and (stop is None or follows.start < stop):
            done.append(follows)
    return _apart(done)


def _held_on(kind: EntryKind, s: Stretch) -> Stretch:
    """Without its end, where a later page tells the same level as in force: the end was put off."""
    if kind != "measure" or s.status != "in force" or s.until is None:
        return s
    end = (s.until.end or s.until.start)[:10]
    later = [e for e in s.events if e.known > end and e.when is None and e.until is None]
    later = [e for e in later if e.claim.action == "kept" or not e.mentioned]
    same = any(e.status == "in force" and e.rate is not None and e.rate == s.rate for e in later)
    return replace(s, until=None) if same else s


def _follow(kind: EntryKind, s: Stretch) -> Stretch | None:
    """The status that a passing date brings after a stretch."""
    if kind == "deadline" and s.until:
        return _derived(s, "passed", on_day(day_after(s.until)), "the date has passed")
    if kind == "measure" and s.change is not None and s.due:
        words = "the date of an announced change has passed without word that it took effect"
        return replace(_derived(s, "due", s.due, words), rate=s.change)
    if kind == "measure" and s.status == "threatened" and s.due:
        words = "the threatened day has passed without word that it was done"
        return _derived(s, "passed", on_day(day_after(s.due)), words)
    if kind == "measure" and s.status == "announced" and s.due:
        return _derived(s, "due", s.due, "the announced date has passed without word that it took effect")
    if kind == "round":
        return _round_over(s)
    if s.until is None or kind not in ("measure", "agreement"):
        return None
    end = on_day(day_after(s.until))
    if s.status == "suspended":
        return _derived(s, "lapsed", end, "the suspension ended: back in force unless extended")
    back = next((v.number for e in s.events for v in e.claim.values if v.note == RETURNS), None)
    lowered = kind == "measure" and any(e.claim.action in RELIEF for e in s.events)
    if back is not None or lowered:
        words = "the time of the lower rate is over: the higher one is back unless it was extended"
        return replace(_derived(s, "lapsed", end, words), rate=_old_level(s) if back is None else back)
    if s.status in ("in force", "extended", "agreed", "signed", "approved"):
        return _derived(s, "expired", end, "its term ended without word of an extension")
    return None


def _round_over(s: Stretch) -> Stretch | None:
    """Talks of which only the start is told are over after a week; a plan goes on being one until its day."""
    if s.status == "under way" and s.when:
        end = ordinal(day_after(s.when)) + (0 if _met(s) else WEEK)
        return _derived(s, "held", on_day(iso(end)), "its days have passed, no later day is told")
    if s.status == "planned":
        last = max(ordinal(e.known) for e in s.events) + span("weak_back")
        end = ordinal(day_after(s.due)) + span("round_gap") if s.due else last
        return _derived(s, "overdue", on_day(iso(end)), "its day has passed without word that it was held")
    return None


def _old_level(s: Stretch) -> float | None:
    """The level from which a rate was lowered, where a claim gives it."""
    told = (v for e in s.events for v in e.claim.values if v.unit == "percent")
    return next((v.number for v in told if (v.note or "").startswith("from")), None)


def _met(s: Stretch) -> bool:
    return any(e.claim.action == "held" for e in s.events)


def _derived(s: Stretch, status: str, when: When, reason: str) -> Stretch:
    return replace(
        s,
        status=status,
        when=when,
        reason=f"derived: {reason}",
        until=None,
        due=None,
        change=None,
        began_before=False,
        derived=True,
    )


def _apart(ordered: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Of stretches that begin on one day the last stays: no two statuses hold at once."""
    return tuple(s for i, s in enumerate(ordered) if i + 1 == len(ordered) or s.start < ordered[i + 1].start)
