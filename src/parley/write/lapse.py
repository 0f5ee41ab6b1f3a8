"""What ends, and what comes back, if nobody acts.

First honest level: it reads the `until` of what holds, the links between entries and the conditions of
undertakings. It gives no rate that no page gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley.model import Verdict
from parley.write import dates
from parley.write.books import standing
from parley.write.brief import document_of
from parley.write.document import Document, Line, Section, Sentence
from parley.write.lines import Desk, facts, flag, remaining
from parley.write.nouns import measure, subject
from parley.write.phrases import capital, listed, parties
from parley.write.sentences import dated, ending, unless, verb

# What is tied to an agreement and loses its ground with it; an end told as a deadline is no state of its own.
TIED = frozenset({"part_of", "on_condition", "implements"})
TO_START = frozenset({"threatened", "announced", "considered", "planned", "due"})
RELIEF = frozenset({"lowered", "suspended", "eased", "delayed", "lifted"})


def lapse(desk: Desk) -> Document:
    """Endings from `ask.as_of` up to `ask.until` (None: all), then what waits for somebody's act."""
    now = [v for v in standing(desk.findings, desk.ask) if _asked(desk, v)]
    ending = sorted((v for v in now if _ends(desk, v)), key=lambda v: (_end_day(v), v.entry))
    lines = tuple(line for v in ending for line in (_ending(desk, v), *_following(desk, v, now)))
    waiting = tuple(_waiting(desk, v) for v in now if v.state.condition and v.state.status != "fulfilled")
    note = "" if lines else "No state in the ledger has an end in that time."
    sections = (
        Section("ENDS OR RETURNS IF NOBODY ACTS", lines, note),
        Section("DOES NOT HAPPEN UNLESS", waiting),
    )
    return document_of(desk, f"LAPSE {_horizon(desk)}", [s for s in sections if s.lines or s.note])


def _ends(desk: Desk, verdict: Verdict) -> bool:
    """Whether the state itself ends in the time asked for; threats and plans end by coming true."""
    if verdict.state.status in TO_START or desk.entry(verdict).kind not in ("measure", "agreement"):
        return False
    return desk.ask.as_of <= _end_day(verdict) <= (desk.ask.until or "9999-12-31")


def _end_day(verdict: Verdict) -> str:
    end = verdict.state.until
    return (end.end or end.start)[:10] if end else ""


def _ending(desk: Desk, verdict: Verdict) -> Line:
    """What ends, when, and that an extension would keep it."""
    entry, until = desk.entry(verdict), verdict.state.until
    when = dates.at(until) if until else ""
    text = f"{ending(entry, verdict.state)} {when} {unless(entry, verdict.state)}."
    return Line(
        (Sentence(text, desk.sources.verdict(verdict)),),
        lead=capital(dates.when(until)) if until else "",
        tail=remaining(desk, verdict),
        flag=flag(desk, entry.id),
        entry=entry.id,
        facts=facts(desk, verdict),
    )


def _following(desk: Desk, verdict: Verdict, now: Sequence[Verdict]) -> Iterable[Line]:
    """What the ending takes with it: relief that the same parties gave, and what is tied to it by a link."""
    if desk.entry(verdict).kind != "agreement":
        return
    for other in (v for v in now if v is not verdict):
        entry = desk.entry(other)
        links = [k for k in entry.links if k.target == verdict.entry and k.kind in TIED]
        if _is_relief(desk, verdict, other):
            marks = (*desk.sources.verdict(other), *desk.sources.verdict(verdict, 1))
            yield _consequence(desk, other, _given_up(desk, other), tuple(dict.fromkeys(marks)))
        elif links and entry.kind in ("agreement", "commitment"):
            marks = desk.sources.claims(links[0].claims) or desk.sources.verdict(other)
            yield _consequence(desk, other, f"{capital(subject(entry))} would stay without its ground", marks)


def _is_relief(desk: Desk, ending: Verdict, other: Verdict) -> bool:
    """Whether the parties of an agreement on a measure lowered or suspended that measure between them."""
    one, two = desk.entry(ending), desk.entry(other)
    deeds = {c.action for c in desk.claims(other)}
    same = two.kind == "measure" and one.instrument == two.instrument
    return same and {*two.actors, *two.targets} == set(one.actors) and bool(deeds) and deeds <= RELIEF


def _given_up(desk: Desk, verdict: Verdict) -> str:
    """`The tariffs that the US and China lowered on 12 May 2025 would return`."""
    entry = desk.entry(verdict)
    what = measure(entry).removeprefix("an ").removeprefix("the ")
    deeds = listed(sorted({c.action or "" for c in desk.claims(verdict)}))
    time = verdict.state.valid_from
    when = f" {dates.at(time)}" if time and dated(verdict.state, desk.claims(verdict)) else ""
    return f"The {what} that {parties(entry.actors)} {deeds}{when} would return"


def _consequence(desk: Desk, verdict: Verdict, text: str, marks: tuple[int, ...]) -> Line:
    return Line(
        (Sentence(f"{text}.", marks),), lead="with it", entry=verdict.entry, facts=facts(desk, verdict)
    )


def _waiting(desk: Desk, verdict: Verdict) -> Line:
    condition = (verdict.state.condition or "").strip()
    entry = desk.entry(verdict)
    hangs = f"{capital(subject(entry))} {verb(entry, 'hang', 'hangs')} on a condition"
    text = f"{hangs}, as written: “{condition}”."
    return Line(
        (Sentence(text, desk.sources.verdict(verdict)),), entry=verdict.entry, facts=facts(desk, verdict)
    )


def _horizon(desk: Desk) -> str:
    to = f" to {dates.day(desk.ask.until)}" if desk.ask.until else ""
    return f"from {dates.day(desk.ask.as_of)}{to}"


def _asked(desk: Desk, verdict: Verdict) -> bool:
    return desk.ask.dispute is None or desk.entry(verdict).dispute == desk.ask.dispute
