"""What starts, ends or falls due after a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parley.model import TO_COME, Entry, Verdict
from parley.write import alike, dates
from parley.write.books import NEVER, ahead, beginning, believed, displaces, standing
from parley.write.document import Line, Section, Sentence
from parley.write.lines import LONGEST, Desk, mentioned, remaining, state_line
from parley.write.outdated import outdated, prolonged
from parley.write.phrases import capital, table
from parley.write.sentences import ending, unless

OVERDUE = frozenset({"due", "lapsed"})


def due(desk: Desk, dispute: str | None, most_late: int | None = None) -> tuple[Section, int]:
    """By date: of this dispute and of others in which its parties act (None: of all); how many there are.

    Of what is overdue at most so much, of the last year: who asks for a few lines wants to see what comes.
    """
    found = [v for v in _last_told(desk) if dispute is None or _concerns(desk, desk.entry(v), dispute)]
    coming = [v for v in found if falls_due(desk.entry(v), v) >= desk.ask.as_of]
    coming = [v for v in coming if v.state.until or not mentioned(v)]
    carried_on = _carried_on(desk, coming)
    coming = [v for v in coming if v.entry not in carried_on and not _told_by_another(desk, v, coming)]
    coming = [v for v in coming if not _called_off(desk, v)]
    coming.sort(key=lambda v: (falls_due(desk.entry(v), v), v.entry))
    overdue = [v for v in found if v.state.status in OVERDUE and not _open(desk, v)]
    late = alike.folded(desk, overdue, fold=desk.ask.fold)
    soon = alike.folded(desk, coming, fold=desk.ask.fold)
    total = len(late) + len(soon)
    if most_late is not None:
        since = dates.before(desk.ask.as_of, dates.YEAR)
        late = [one for one in late if beginning(one[0].state) >= since][-most_late:]
    every = [*late, *soon]
    shown = zip(desk.ask.window(range(len(every))), alike.ready(desk, desk.ask.window(every)), strict=True)
    lines = ((_overdue_line if n < len(late) else _line, *one) for n, one in shown)
    return Section("DUE", tuple(alike.counted(line(desk, v), more) for line, v, more in lines)), total


def _called_off(desk: Desk, verdict: Verdict) -> bool:
    """Whether what was to come was put off or called off, and no state tells for when it is now."""
    if verdict.state.until is not None or verdict.state.status not in TO_COME:
        return False
    return any(c.action in ("delayed", "lifted") for c in desk.claims(verdict))


def _open(desk: Desk, verdict: Verdict) -> bool:
    """Whether a truce that was extended may have carried a lower rate on."""
    return prolonged(desk.entry(verdict), verdict.state, desk.findings, desk.ask) is not None


def falls_due(entry: Entry, verdict: Verdict) -> str:
    """The ISO day on which something falls due (the last day of an imprecise time), or nothing."""
    time = entry.due(verdict.state)
    return (time.end or time.start)[:10] if time else ""


def last_due(entry: Entry) -> str:
    """The last ISO day on which the entry may fall due in any of its states; `~` where it may be overdue."""
    if any(state.status in OVERDUE for state in entry.states):
        return NEVER
    times = (entry.due(state) for state in entry.states)
    return max(((time.end or time.start)[:10] for time in times if time), default="")


def _last_told(desk: Desk) -> Iterable[Verdict]:
    """One verdict an entry: what stands, else what is ahead."""
    found: dict[str, Verdict] = {}
    for verdict in (*standing(desk.findings, desk.ask), *reversed(ahead(desk.findings, desk.ask))):
        found.setdefault(verdict.entry, verdict)
    return found.values()


def _carried_on(desk: Desk, coming: Sequence[Verdict]) -> set[str]:
    """The entries of which something told takes the place by their end, and deadlines that were put off."""
    ends = {v.entry: v for v in coming if v.state.until and v.state.status not in TO_COME and not _changes(v)}
    told = (r for r in believed(desk.findings, desk.ask.known) if r.verdict.entry in ends)
    found = {r.verdict.entry for r in told if _takes_place(desk, ends[r.verdict.entry], r.verdict)}
    late = (v.entry for v in coming if desk.kind(v) == "deadline" and outdated(desk.findings, v, desk.ask))
    return found | set(late)


def _takes_place(desk: Desk, ending: Verdict, other: Verdict) -> bool:
    """Whether the other state of the entry was told to begin while this one lasts."""
    end = falls_due(desk.entry(ending), ending)
    return beginning(ending.state) < beginning(other.state) and displaces(other.state, end)


def _changes(verdict: Verdict) -> bool:
    """Whether the level gives way to one that is announced."""
    return verdict.state.reason.startswith("in force;")


def _told_by_another(desk: Desk, verdict: Verdict, coming: Sequence[Verdict]) -> bool:
    """Whether a deadline only repeats what another line of the list says of that day."""
    entry = desk.entry(verdict)
    if entry.kind != "deadline":
        return False
    ended = {link.target for link in entry.links if link.kind == "ends"}
    own = falls_due(entry, verdict)
    first = entry.when.start[:10] if entry.when else own
    rest = [v for v in coming if v is not verdict and first <= falls_due(desk.entry(v), v) <= own]
    return any(v.entry in ended or _same_subject(desk.entry(v), entry) for v in rest)


def _same_subject(one: Entry, other: Entry) -> bool:
    kinds = one.kind == "agreement" or (one.kind != "deadline" and one.instrument == other.instrument)
    return kinds and one.actors == other.actors and one.targets == other.targets


def _line(desk: Desk, verdict: Verdict) -> Line:
    time = desk.entry(verdict).due(verdict.state)
    entry = desk.entry(verdict)
    line = state_line(desk, verdict, lead=capital(dates.when(time)) if time else "")
    ends = verdict.state.status not in TO_COME and verdict.state.until and not _changes(verdict)
    if entry.kind in ("agreement", "measure") and ends and verdict.state.until:
        when = dates.at(verdict.state.until)
        text = f"{ending(entry, verdict.state)} {when} {unless(entry, verdict.state)}."
        line = replace(
            line, sentences=(Sentence(text, desk.sources.verdict(verdict)), *_put_off(desk, verdict))
        )
    left = dates.left(desk.ask.as_of, time.start) if time else ""
    return replace(line, tail=remaining(desk, verdict) or left)


def _put_off(desk: Desk, verdict: Verdict) -> Iterable[Sentence]:
    """What a page says of an extension while it tells of the very day on which the state ends."""
    entry, end = desk.entry(verdict), verdict.state.until
    for other in desk.findings.entries.values():
        if other.kind != "deadline" or other.when != end or set(other.actors) != set(entry.actors):
            continue
        for claim in map(desk.findings.books.claim, other.claims):
            words = claim.words.strip().rstrip(".")
            known = desk.ask.known is None or (claim.known or "")[:10] <= desk.ask.known
            if known and len(words) <= LONGEST and _EXTENDS.search(words) and not _OPEN.search(words):
                yield Sentence(f"But, as written: “{words}”.", desk.sources.claims([claim.id]))
                return


_EXTENDS = re.compile(rf"\b(?:{'|'.join(table('put_off')['cues'])})\b", re.IGNORECASE)
_OPEN = re.compile(rf"\b(?:{'|'.join(table('put_off')['open'])})\b")  # `may` is not the month


def _overdue_line(desk: Desk, verdict: Verdict) -> Line:
    return replace(state_line(desk, verdict, lead="Overdue"), tail="")


def _concerns(desk: Desk, entry: Entry, dispute: str) -> bool:
    """Whether the entry is of the dispute, or a party of the dispute acts in it."""
    own = desk.findings.entries.get(dispute)
    parties = set(own.actors) if own else set()
    return entry.dispute == dispute or bool(parties.intersection(entry.actors))
