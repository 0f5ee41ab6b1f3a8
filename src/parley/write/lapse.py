"""What ends, and what comes back, if nobody acts.

First honest level: it reads the `until` of what holds, the links between entries (`part_of`, `on_condition`,
`ends`) and the conditions of undertakings; it does not reckon rates that no page gives.
"""

from __future__ import annotations

from collections.abc import Iterable

from parley.model import Entry, Verdict
from parley.write import dates
from parley.write.books import standing
from parley.write.brief import document_of
from parley.write.document import Document, Line, Section, Sentence
from parley.write.lines import Desk, facts, flag, remaining
from parley.write.nouns import deal, measure, subject
from parley.write.phrases import capital

TIED = frozenset({"part_of", "on_condition", "implements", "follows", "eases"})


def lapse(desk: Desk) -> Document:
    """Endings from `ask.as_of` up to `ask.until` (None: all), then what waits for somebody's act."""
    now = [v for v in standing(desk.findings, desk.ask) if _asked(desk, v)]
    ending = sorted((v for v in now if _ends(desk, v)), key=_end_day)
    lines = tuple(line for v in ending for line in (_ending(desk, v), *_following(desk, v, now)))
    waiting = tuple(_waiting(desk, v) for v in now if v.state.condition and v.state.status != "fulfilled")
    sections = [
        Section("ENDS OR RETURNS IF NOBODY ACTS", lines, "" if lines else _nothing(desk)),
        Section("DOES NOT HAPPEN UNLESS", waiting),
    ]
    return document_of(desk, f"LAPSE {_horizon(desk)}", [s for s in sections if s.lines or s.note])


def _ends(desk: Desk, verdict: Verdict) -> bool:
    end = _end_day(verdict)
    return bool(end) and desk.ask.as_of <= end <= (desk.ask.until or "9999-12-31")


def _end_day(verdict: Verdict) -> str:
    end = verdict.state.until
    return (end.end or end.start)[:10] if end else ""


def _ending(desk: Desk, verdict: Verdict) -> Line:
    """What ends, when, and that an extension would keep it."""
    entry, until = desk.entry(verdict), verdict.state.until
    when = dates.at(until) if until else ""
    text = f"{_end_of(entry, verdict)} {when} unless it is extended."
    return Line(
        (Sentence(text, desk.sources.verdict(verdict)),),
        lead=capital(dates.when(until)) if until else "",
        tail=remaining(desk, verdict),
        flag=flag(desk, entry.id),
        entry=entry.id,
        facts=facts(desk, verdict),
    )


def _end_of(entry: Entry, verdict: Verdict) -> str:
    """`The truce of Geneva ends`, `The suspension of ... ends and they are back in force`."""
    if entry.kind == "measure" and verdict.state.status == "suspended":
        return f"The suspension of {measure(entry, verdict.state)} ends, and the measure returns,"
    if entry.kind == "measure":
        return f"{capital(subject(entry))} ends"
    return f"{capital(deal(entry))} ends"


def _following(desk: Desk, verdict: Verdict, now: Iterable[Verdict]) -> Iterable[Line]:
    """Entries that hang on the one that ends."""
    for other in now:
        entry = desk.entry(other)
        ties = [link for link in entry.links if link.target == verdict.entry and link.kind in TIED]
        for link in ties[:1]:
            marks = desk.sources.claims(link.claims) or desk.sources.verdict(other)
            text = f"{capital(subject(entry))} {_consequence(entry, other)}."
            yield Line((Sentence(text, marks),), lead="  with it", entry=entry.id, facts=facts(desk, other))


def _consequence(entry: Entry, verdict: Verdict) -> str:
    if entry.kind == "measure" and verdict.state.status in ("suspended", "lowered", "eased", "delayed"):
        return f"({verdict.state.status} under it) would return; the pages held give no other end"
    return "would stay without its ground"


def _waiting(desk: Desk, verdict: Verdict) -> Line:
    condition = (verdict.state.condition or "").strip()
    text = f"{capital(subject(desk.entry(verdict)))} hangs on a condition, as written: “{condition}”."
    return Line(
        (Sentence(text, desk.sources.verdict(verdict)),),
        entry=verdict.entry,
        facts=facts(desk, verdict),
    )


def _horizon(desk: Desk) -> str:
    if desk.ask.until:
        return f"from {dates.day(desk.ask.as_of)} to {dates.day(desk.ask.until)}"
    return f"from {dates.day(desk.ask.as_of)}"


def _nothing(desk: Desk) -> str:
    return "No state in the ledger has an end in that time."


def _asked(desk: Desk, verdict: Verdict) -> bool:
    return desk.ask.dispute is None or desk.entry(verdict).dispute == desk.ask.dispute
