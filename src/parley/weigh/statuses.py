"""Accounts that differ on the status of one thing: real where they exclude each other at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from parley.model import Claim, Disagreement, Entry
from parley.resolve.bundles import taken
from parley.resolve.days import ordinal
from parley.resolve.events import Event
from parley.resolve.mentions import of_extension
from parley.resolve.sequence import concurrent
from parley.resolve.tables import camp_of, span
from parley.weigh.evidence import Evidence, key, side, since

NEGOTIATED = ("agreement", "measure", "round", "commitment")


def of_status(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    """Disagreements on status and denials; an account that only came later is an update."""
    if entry.kind not in NEGOTIATED:
        return
    told: Sequence[Event] = seen.events(entry)
    told = taken(told)[0] if entry.kind == "measure" else told
    shown: set[frozenset[int]] = set()
    for group in concurrent(entry.kind, told):
        camps = frozenset(camp_of(entry.kind, e.status) for e in group if e.status != "denied")
        if len(camps) > 1:
            if not _progress(entry, group) and camps not in shown and not _came_about(entry, group):
                shown.add(camps)
                yield _rivals(entry, group, seen)
        elif len({e.status for e in group}) > 1 and entry.kind == "agreement":
            yield _wording(entry, group, seen)
    yield from _denied(entry, told, seen)
    yield from _of_extension(entry, seen)


def _rivals(entry: Entry, group: Sequence[Event], seen: Evidence) -> Disagreement:
    best = _one_each(group)
    kind = _kind(entry, group, seen)
    words = " / ".join(sorted({e.status for e in best}))
    return Disagreement(
        id=key(kind, entry.id, _start(group)),
        kind=kind,
        real=kind == "status",
        topic=f"{entry.name}: {words}",
        entry=entry.id,
        sides=tuple(side(e.claim, e.status) for e in best),
        since=since([e.claim for e in best], seen),
        note=_told_apart(kind, group) or _note(entry, group, seen),
        resolved=_resolved(entry, group) if kind == "status" else None,
    )


_NOTES = {
    "update": "the later account takes the place of the earlier",
    "granularity": "one voice, which a rewrite words otherwise",
}
STAGES = "stages of one course of things, named more or less exactly"


def _told_apart(kind: str, group: Sequence[Event]) -> str | None:
    """Why it is no dispute; None where it is one."""
    return STAGES if kind == "granularity" and _one_stage(group) else _NOTES.get(kind)


def _kind(entry: Entry, group: Sequence[Event], seen: Evidence) -> str:
    """Two voices are needed to disagree, and neither may simply be older than the other."""
    if len({seen.about.voice(e.claim) for e in group}) == 1 or _one_account(group, seen) or _one_stage(group):
        return "granularity"
    days = _camp_days(entry, group)
    return "update" if any(max(a) < min(b) for a, b in permutations(days, 2)) else "status"


def _one_stage(group: Sequence[Event]) -> bool:
    """A deal in principle, which others just call a deal: nobody says that anything is still to come."""
    last: dict[str, Event] = {}
    for e in sorted(group, key=lambda e: (e.known, e.rank)):
        last[e.claim.speaker or e.claim.id] = e  # nobody disagrees with what he says later
    return {e.status for e in last.values()} <= {"agreed in principle", "agreed"}


def _one_account(group: Sequence[Event], seen: Evidence) -> bool:
    """Whether one page tells both in its own words and in those of one speaker: it does not gainsay him."""
    speakers = {e.claim.speaker for e in group if e.claim.speaker}
    return len({seen.family(e.claim) for e in group}) == 1 and len(speakers) < 2


def _progress(entry: Entry, group: Sequence[Event]) -> bool:
    """Whether every account of a later stage was published after every account of an earlier one."""
    return all(max(a) < min(b) for a, b in pairwise(_camp_days(entry, group)))


def _came_about(entry: Entry, group: Sequence[Event]) -> bool:
    """A round that was planned and was held, told on one day: the plan came about."""
    return entry.kind == "round" and {e.status for e in group} <= {"planned", "held", "under way", "denied"}


def _one_each(group: Sequence[Event]) -> list[Event]:
    """One event for each status and speaker, the earliest known."""
    best: dict[tuple[str, str], Event] = {}
    for e in sorted(group, key=lambda e: (-e.rank, e.known, e.claim.speaker is None, e.claim.id)):
        best.setdefault((e.status, e.claim.speaker or ""), e)
    return sorted(best.values(), key=lambda e: (e.rank, e.claim.speaker or "", e.claim.id))


def _camp_days(entry: Entry, group: Sequence[Event]) -> list[list[str]]:
    """Days of knowledge by camp, in the order of the life cycle."""
    days: dict[int, list[str]] = {}
    for e in group:
        days.setdefault(camp_of(entry.kind, e.status), []).append(e.known)
    return [days[camp] for camp in sorted(days)]


def _note(entry: Entry, group: Sequence[Event], seen: Evidence) -> str:
    voices: dict[str, int] = {}
    for camp in sorted({camp_of(entry.kind, e.status) for e in group}):
        members = [e for e in group if camp_of(entry.kind, e.status) == camp]
        status = max(members, key=lambda e: (e.rank, e.claim.id)).status
        voices[status] = len({seen.about.voice(e.claim) for e in members})
    return "independent voices: " + "; ".join(f"{status} {number}" for status, number in voices.items())


def _resolved(entry: Entry, group: Sequence[Event]) -> str | None:
    """The status that a later account settled, where there is one."""
    mine = {e.claim.id for e in group}
    later = [
        s for s in entry.states if s.known_to is None and s.valid_from and s.valid_from.start > _start(group)
    ]
    settled = [s for s in later if not mine & set(s.claims) and not s.reason.startswith("derived")]
    return f"{settled[0].status} from {_day(settled[0].valid_from)}" if settled else None


def _day(when: object) -> str:
    return str(getattr(when, "start", ""))[:10]


def _of_extension(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    """Whether an agreement is to last longer: settled by one account, open by another of the same days."""
    told = [c for c in seen.of(entry) if of_extension(c)]
    for claim in (c for c in told if c.action == "awaiting_approval"):
        day = ordinal(seen.known(claim))
        rivals = [c for c in told if c.action in ("agreed", "approved") and _other(c, claim, seen)]
        rivals = [c for c in rivals if abs(ordinal(seen.known(c)) - day) <= span("same_news")]
        if rivals:
            pair = (rivals[0], claim)
            yield Disagreement(
                id=key("status", entry.id, "extension", seen.known(claim)),
                kind="status",
                real=True,
                topic=f"{entry.name}: its extension: agreed / awaiting approval",
                entry=entry.id,
                sides=tuple(side(c, str(c.action).replace("_", " ")) for c in pair),
                since=since(pair, seen),
                resolved=_extended(entry, seen.known(claim)),
            )
            return


def _other(a: Claim, b: Claim, seen: Evidence) -> bool:
    return seen.about.voice(a) != seen.about.voice(b)


def _extended(entry: Entry, since: str) -> str | None:
    """The extension that came about later."""
    later = [s for s in entry.states if s.known_to is None and s.status == "extended" and s.valid_from]
    done = [s for s in later if s.begins >= since]
    return f"extended from {_day(done[0].valid_from)}" if done else None


def _start(group: Sequence[Event]) -> str:
    return min((e.when.start[:10] for e in group if e.when), default="")


def _wording(entry: Entry, group: Sequence[Event], seen: Evidence) -> Disagreement:
    """Statuses of one camp: the same thing, told more or less exactly."""
    best = _one_each(group)
    return Disagreement(
        id=key("granularity", entry.id, "status", _start(group)),
        kind="granularity",
        real=False,
        topic=f"{entry.name}: {' / '.join(sorted({e.status for e in best}))}",
        entry=entry.id,
        sides=tuple(side(e.claim, e.status) for e in best),
        since=since([e.claim for e in best], seen),
        note=STAGES,
    )


def _denied(entry: Entry, told: Sequence[Event], seen: Evidence) -> Iterator[Disagreement]:
    denials = [c for c in seen.of(entry) if c.certainty == "denied"]
    others = [e for e in told if e.claim.certainty not in ("denied", "hedged", "conditional")]
    if denials and others:
        best = _one_each(others)
        sides = [side(c, "denied") for c in denials] + [side(e.claim, e.status) for e in best]
        update = max(seen.known(c) for c in denials) < min(e.known for e in others)
        yield Disagreement(
            id=key("update" if update else "denial", entry.id),
            kind="update" if update else "denial",
            real=not update,
            topic=f"{entry.name}: {best[0].status} / denied",
            entry=entry.id,
            sides=tuple(sides),
            since=since([*denials, *(e.claim for e in best)], seen),
            note=_NOTES["update"] if update else None,
        )
