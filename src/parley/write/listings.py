"""Answers that are lists: every state on a day, the timeline, deadlines, what changed, disagreements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from parley.model import Claim, Difference, State, Verdict
from parley.write import alike, dates
from parley.write.books import OVER, beginning, begun, believed, standing
from parley.write.brief import document_of
from parley.write.document import Document, Line, Section, Sentence
from parley.write.due import due
from parley.write.lines import Desk, change_line, compared, disagreement_line, disagreements, state_line
from parley.write.nouns import subject
from parley.write.outdated import unfollowed
from parley.write.phrases import capital
from parley.write.sentences import dated
from parley.write.talks import round_line

# Of what only follows from a date that passed, the timeline tells these.
WORTH_TELLING = ("due", "lapsed", "expired")
HEADINGS = {
    "round": "TALKS",
    "agreement": "AGREEMENTS",
    "measure": "MEASURES",
    "commitment": "UNDERTAKINGS",
    "deadline": "DEADLINES",
    "indicator": "FIGURES",
    "dispute": "DISPUTES",
}


def state(desk: Desk) -> Document:
    """Every entry that holds on the day, kind by kind, in the order of its beginning."""
    now = [v for v in standing(desk.findings, desk.ask) if _asked(desk, v) and _stands(desk, v)]
    kinds = list(HEADINGS)
    ordered = sorted(now[::-1] if desk.ask.newest else now, key=lambda v: kinds.index(desk.kind(v)))
    every = alike.folded(desk, ordered, fold=desk.ask.fold)
    shown = alike.ready(desk, desk.ask.window(every))
    sections = [
        Section(HEADINGS[kind], tuple(alike.counted(_line(desk, v), more) for v, more in group))
        for kind, group in alike.by_kind(desk, shown)
    ]
    sections = [*_changed(desk), *sections]
    nothing = _nothing("The ledger holds nothing for that day.")
    return document_of(desk, "STATE", sections or [nothing], len(every))


def _changed(desk: Desk) -> list[Section]:
    """Under an assumption, what stands otherwise than in the ledger: then, and now."""
    if not desk.ask.assumed:
        return []
    verdicts = {v.entry: v for v in standing(desk.findings, desk.ask)}
    lines = [
        _difference(desk, d, verdicts.get(d.entry.id))
        for d in desk.findings.differences
        if _of_asked(desk, d.entry.id)
    ]
    lines += [
        replace(state_line(desk, v, lead="not followed"), tail="")
        for v in verdicts.values()
        if unfollowed(desk.findings, v) and _asked(desk, v)
    ]
    title = "WHAT THE ASSUMPTION CHANGES (THE LEDGER ITSELF IS UNTOUCHED)"
    return [_or_note(title, lines, "Nothing stands otherwise on that day.")]


def _difference(desk: Desk, d: Difference, verdict: Verdict | None) -> Line:
    before = brief_state(d.before)
    if verdict is not None:
        return replace(state_line(desk, verdict, lead=brief_state(d.after)), tail=f"in the ledger: {before}")
    marks = desk.sources.claims(d.before.claims[:2] if d.before else ())
    text = Sentence(f"{capital(subject(d.entry))} would not be.", marks)
    return Line((text,), lead="gone", tail=f"in the ledger: {before}", entry=d.entry.id)


def timeline(desk: Desk) -> Document:
    """Every state that is believed, month by month, in the order in which it began."""
    found = [
        v
        for v in (row.verdict for row in believed(desk.findings, desk.ask.known))
        if (not v.state.reason.startswith("derived") or v.state.status in WORTH_TELLING) and _asked(desk, v)
    ]
    books = desk.findings.books
    books.fetch(i for v in found for i in v.state.claims if books.curated(i))
    told = sorted((moment for v in found for moment in _moments(desk, v)), key=lambda m: m[0])
    every = [moment for moment in told if _between(desk, moment[0])]
    within = desk.ask.window(every[::-1] if desk.ask.newest else every)
    ready = desk.ready([verdict for _, verdict, _ in within])
    within = [(day, v, fact) for (day, _, fact), v in zip(within, ready, strict=True)]
    sections = [
        Section(dates.month(name), tuple(_dated(desk, *moment) for moment in group))
        for name, group in groupby(within, key=lambda moment: moment[0][:7])
    ]
    return document_of(
        desk, "TIMELINE", sections or [_nothing("No dated state is in the ledger.")], len(every)
    )


def deadlines(desk: Desk) -> Document:
    """What starts or ends after the day, by date, of all disputes or of one."""
    section, total = due(desk, desk.ask.dispute)
    note = "" if section.lines else f"Nothing in the ledger falls due after {dates.day(desk.ask.as_of)}."
    return document_of(desk, "DEADLINES", [replace(section, title="", note=note)], total)


def changes(desk: Desk) -> Document:
    """What stands at the end of a period beside what stood, as it was known, at its beginning."""
    found = compared(desk, desk.ask.since, desk.ask.until or desk.ask.as_of)
    every = sorted(((v, old) for v, old in found if _asked(desk, v)), key=lambda change: not change[1])
    found = list(desk.ask.window(_latest_known(every) if desk.ask.newest else every))
    found = list(zip(desk.ready([v for v, _ in found]), [old for _, old in found], strict=True))
    sections = [
        _or_note("CHANGED", [change_line(desk, v, old) for v, old in found if old], "Nothing changed."),
        _or_note("NEW", [_known(desk, v) for v, old in found if not old], "Nothing is new."),
    ]
    return document_of(desk, f"WHAT CHANGED {_period(desk)}", sections, len(every))


def _latest_known(found: Sequence[tuple[Verdict, str]]) -> list[tuple[Verdict, str]]:
    """What changed before what is new, each by the day on which it became known, the last first."""
    days = sorted(found, key=lambda change: (change[0].state.known_from, change[0].entry), reverse=True)
    return sorted(days, key=lambda change: not change[1])


def disputes(desk: Desk) -> Document:
    """Real disagreements first, then those that only look like one, with the reason."""
    every = sorted((d for d in disagreements(desk) if _of_asked(desk, d.entry)), key=lambda d: not d.real)
    if desk.ask.newest:
        every = [*(d for d in every[::-1] if d.real), *(d for d in every[::-1] if not d.real)]
    found = desk.ask.window(every)
    desk.findings.books.fetch(side.claim for d in found for side in d.sides if side.claim)
    real = tuple(disagreement_line(desk, d) for d in found if d.real)
    seeming = tuple(disagreement_line(desk, d) for d in found if not d.real)
    sections = [
        Section("DISAGREEMENTS", real, "" if real else "The pages held do not disagree."),
        Section("NOT DISPUTES, AND WHY", seeming, "" if seeming else "None."),
    ]
    if len(found) < len(every):
        sections = [replace(s, note="") for s in sections if s.lines]
    return document_of(desk, "DISPUTES", sections, len(every))


def brief_state(state: State | None) -> str:
    """`in force at 30 %`; `nothing` for none."""
    if state is None:
        return "nothing"
    return state.status + (f" at {state.rate:g} %" if state.rate is not None else "")


def _line(desk: Desk, verdict: Verdict) -> Line:
    if desk.entry(verdict).kind == "round":
        return round_line(desk, verdict)
    return state_line(desk, verdict)


def _moments(desk: Desk, verdict: Verdict) -> Iterator[tuple[str, Verdict, Claim | None]]:
    """The day on which a state began, and those of the facts of a dossier by which it went on."""
    curated = [i for i in verdict.state.claims if desk.findings.books.curated(i)]
    facts = [c for c in map(desk.findings.books.claim, curated) if c.date]
    if not facts or verdict.state.reason.startswith("derived"):
        yield begun(verdict)[0], verdict, None
        return
    facts.sort(key=lambda c: (c.date.start if c.date else "", c.id))
    yield begun(verdict)[0], verdict, facts[0]
    for fact in facts[1:]:
        yield (fact.date.start if fact.date else "")[:10], verdict, fact


def _dated(desk: Desk, day: str, verdict: Verdict, fact: Claim | None) -> Line:
    """A state with its day; a fact of a dossier in the words of its curator."""
    line = state_line(desk, verdict, aged=False)
    if fact is not None:
        marks = tuple(dict.fromkeys((*desk.sources.claims([fact.id]), *line.sentences[0].marks)))
        begins = verdict.state.valid_from if day == begun(verdict)[0] else fact.date
        lead = dates.when(begins) if begins else dates.day(verdict.state.known_from)
        return replace(line, lead=lead, sentences=(Sentence(fact.words, marks),), tail=_ahead(verdict.state))
    time = verdict.state.valid_from
    if time is None or not dated(verdict.state, desk.claims(verdict)):
        return replace(line, lead=f"by {dates.day(beginning(verdict.state))}")
    return replace(line, lead=dates.when(time))


def _ahead(state: State) -> str:
    """`announced, for 14 May 2025`; the curator's words tell of the deed as if it were done."""
    told = re.search(r"(considered|threatened|announced) for", state.reason)
    word = told.group(1) if told else state.status
    if word not in ("considered", "threatened", "announced") or not state.until:
        return "curated"
    return f"{word}, for {dates.when(state.until)}"


def _known(desk: Desk, verdict: Verdict) -> Line:
    return state_line(desk, verdict, lead=dates.day(verdict.state.known_from))


def _period(desk: Desk) -> str:
    since = f"since {dates.day(desk.ask.since)}" if desk.ask.since else "since the beginning"
    return f"{since} until {dates.day(desk.ask.until)}" if desk.ask.until else since


def _between(desk: Desk, iso: str) -> bool:
    return (desk.ask.since or "") <= iso <= (desk.ask.until or desk.ask.as_of)


def _stands(desk: Desk, verdict: Verdict) -> bool:
    return desk.ask.over or verdict.state.status not in OVER


def _asked(desk: Desk, verdict: Verdict) -> bool:
    return _of_asked(desk, verdict.entry)


def _of_asked(desk: Desk, entry_id: str | None) -> bool:
    if desk.ask.dispute is None:
        return True
    entry = desk.findings.entries.get(entry_id or "")
    return entry is not None and entry.dispute == desk.ask.dispute


def _or_note(title: str, lines: list[Line], note: str) -> Section:
    """A section of lines; `note` stands there where there are none."""
    return Section(title, tuple(lines), "" if lines else note)


def _nothing(note: str) -> Section:
    return Section("", (), note)
