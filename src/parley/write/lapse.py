"""What ends, and what comes back, if nobody acts.

It reads the `until` of states that nothing told by the day of knowledge takes the place of, the rates that
return with them, the links between entries and the conditions of undertakings. It gives no rate that no
source gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parley.errors import UsageError
from parley.model import State, Verdict
from parley.write import dates
from parley.write.books import beginning, begun, displaces, standing
from parley.write.brief import document_of
from parley.write.document import Document, Line, Section, Sentence
from parley.write.lines import Desk, facts, flag, remaining
from parley.write.nouns import measure, subject
from parley.write.phrases import capital, listed, parties
from parley.write.sentences import dated, ending, unless, verb

# What is tied to an agreement and loses its ground with it; an end told as a deadline is no state of its own.
TIED = frozenset({"part_of", "on_condition", "implements"})
TO_START = frozenset({"threatened", "announced", "considered", "planned", "due", "struck down"})
OVER = frozenset({"fulfilled", "missed", "passed", "lifted", "expired", "struck down", "rejected", "denied"})
CONCLUDED = frozenset({"agreed", "agreed in principle", "approved", "signed", "in force", "extended"})
UNDATED = 45  # days before the first report within which relief began that no page dates
NEAR = 14  # days around these within which the same parties' relief is taken to be of it
EARLIER = "say from which day to look, with --as-of (as_of)"
RELIEF = frozenset({"lowered", "suspended", "eased", "delayed", "lifted"})


def lapse(desk: Desk) -> Document:
    """Endings from `ask.as_of` up to `ask.until` (None: all), then what waits for somebody's act."""
    if desk.ask.until and desk.ask.until < desk.ask.as_of:
        days = dates.day(desk.ask.until), dates.day(desk.ask.as_of)
        raise UsageError(f"{days[0]} lies before {days[1]}, from which is looked ahead", hint=EARLIER)
    now = [v for v in standing(desk.findings, desk.ask) if _asked(desk, v)]
    ending = desk.ready(sorted(_endings(desk), key=lambda v: (_end_day(v), v.entry)))
    tied = _tied(desk, now)
    lines = tuple(line for v in ending for line in (_ending(desk, v), *_following(desk, v, tied)))
    open_still = desk.ready([v for v in now if v.state.condition and v.state.status not in OVER])
    waiting = tuple(_waiting(desk, v) for v in open_still)
    note = "" if lines else _nothing(desk)
    sections = (
        Section("ENDS OR RETURNS IF NOBODY ACTS", lines, note),
        Section("DOES NOT HAPPEN UNLESS", waiting),
    )
    return document_of(desk, f"LAPSE {_horizon(desk)}", [s for s in sections if s.lines or s.note])


def _endings(desk: Desk) -> Iterator[Verdict]:
    """The states that end in the time asked for, and that nothing known follows: no extension, no end."""
    chains: dict[str, list[Verdict]] = {}
    for verdict in desk.findings.assessment.verdicts:
        if verdict.entry in desk.findings.entries and verdict.state.believed(desk.ask.known):
            chains.setdefault(verdict.entry, []).append(verdict)
    for chain in chains.values():
        chain.sort(key=begun)
        for verdict, after in zip(chain, [*chain[1:], None], strict=True):
            if _asked(desk, verdict) and _ends(desk, verdict) and not _followed(verdict, after):
                yield verdict


def _nothing(desk: Desk) -> str:
    """Why nothing ends; what had an end that was put off since is to be asked for as it was known then."""
    asked = (v for v in desk.findings.assessment.verdicts if v.entry in desk.findings.entries)
    if desk.ask.known or not any(_asked(desk, v) and _ends(desk, v) for v in asked):
        return "No state in the ledger has an end in that time."
    then = f"`--known {desk.ask.as_of[:10]}` tells it as it was known then"
    return f"What had an end in that time was put off, or something else took its place: {then}."


def _ends(desk: Desk, verdict: Verdict) -> bool:
    """Whether the state itself ends in the time asked for; threats and plans end by coming true."""
    if verdict.state.status in TO_START or desk.entry(verdict).kind not in ("measure", "agreement"):
        return False
    if verdict.state.reason.startswith("in force;") and verdict.state.reason.endswith(_end_day(verdict)):
        return False  # the level gives way to an announced one
    return desk.ask.as_of <= _end_day(verdict) <= (desk.ask.until or "9999-12-31")


def _followed(verdict: Verdict, after: Verdict | None) -> bool:
    """Whether something told takes the state's place by its end, rather than the mere passing of the date."""
    return after is not None and displaces(after.state, _end_day(verdict))


def _end_day(verdict: Verdict) -> str:
    end = verdict.state.until
    return (end.end or end.start)[:10] if end else ""


def _ending(desk: Desk, verdict: Verdict) -> Line:
    """What ends, when, and that an extension would keep it."""
    entry, until = desk.entry(verdict), verdict.state.until
    when = dates.at(until) if until else ""
    marks = desk.sources.verdict(verdict)
    change = _change(verdict.state)
    told = [c.words for c in desk.claims(verdict) if c.curated and entry.kind == "measure"]
    text = f"{ending(entry, verdict.state)} {when} {unless(entry, verdict.state)}{change}."
    if told:
        back = ", and the measure returns" if verdict.state.status == "suspended" else ""
        text = f"That ends {when} unless somebody extends it{change or back}."
    return Line(
        tuple(Sentence(words, marks) for words in (*told[:1], text)),
        lead=capital(dates.when(until)) if until else "",
        tail=remaining(desk, verdict),
        flag=flag(desk, entry.id),
        entry=entry.id,
        facts=(*facts(desk, verdict), *_levels(verdict.state)),
    )


def rates(state: State) -> tuple[float | None, float | None]:
    """The rates before and after a state ends, in percent; None where no source gives them."""
    if state.status == "suspended":
        return (None if state.rate is None else 0.0), state.rate
    back = next((v.number for v in state.values if v.unit == "percent" and v.note == "returns"), None)
    return state.rate, back


def _change(state: State) -> str:
    before, after = rates(state)
    return "" if before is None or after is None else f"; then {before:g} % becomes {after:g} %"


def _levels(state: State) -> tuple[tuple[str, str], ...]:
    names = ("rate_before", "rate_after")
    return tuple((n, "" if r is None else f"{r:g}") for n, r in zip(names, rates(state), strict=True))


def _tied(desk: Desk, now: Sequence[Verdict]) -> dict[object, list[Verdict]]:
    """What stands, in its order, by the entries that it is linked to and by what relief would be of."""
    found: dict[object, list[Verdict]] = {}
    for verdict in now:
        entry = desk.entry(verdict)
        keys: dict[object, None] = dict.fromkeys(k.target for k in entry.links if k.kind in TIED)
        if entry.kind == "measure":
            keys[entry.instrument, frozenset((*entry.actors, *entry.targets))] = None
        for key in keys:
            found.setdefault(key, []).append(verdict)
    return found


def _following(desk: Desk, verdict: Verdict, tied: Mapping[object, Sequence[Verdict]]) -> Iterable[Line]:
    """What the ending takes with it: relief that the same parties gave, and what is tied to it by a link."""
    ends = desk.entry(verdict)
    if ends.kind != "agreement":
        return
    of_same = tied.get((ends.instrument, frozenset(ends.actors)), ())
    near = {(v.entry, v.state): v for v in (*of_same, *tied.get(verdict.entry, ())) if v is not verdict}
    for other in desk.ready(sorted(near.values(), key=begun)):
        entry = desk.entry(other)
        links = [k for k in entry.links if k.target == verdict.entry and k.kind in TIED]
        if _is_relief(desk, verdict, other):
            marks = (*desk.sources.verdict(other), *desk.sources.verdict(verdict, 1))
            yield _consequence(desk, other, _given_up(desk, other), tuple(dict.fromkeys(marks)))
        elif links and entry.kind in ("agreement", "commitment"):
            marks = desk.sources.claims(links[0].claims) or desk.sources.verdict(other)
            yield _consequence(desk, other, f"{capital(subject(entry))} would stay without its ground", marks)


def _is_relief(desk: Desk, ending: Verdict, other: Verdict) -> bool:
    """Whether the parties of an agreement on a measure lowered or suspended that measure between them.

    It is of the agreement where it began about when that was reached or prolonged. Of a measure that a
    dossier tells of it says itself until when the relief lasts.
    """
    one, two = desk.entry(ending), desk.entry(other)
    days = [beginning(s) for s in one.states if s.believed(desk.ask.known) and s.status in CONCLUDED]
    last = beginning(other.state)
    told = other.state.valid_from is not None and not other.state.began_before
    first = last if told else dates.before(last, UNDATED)
    if not any(dates.before(first, NEAR) <= day <= dates.before(last, -NEAR) for day in days):
        return False
    same = two.kind == "measure" and one.instrument == two.instrument
    if not same or {*two.actors, *two.targets} != set(one.actors):
        return False
    deeds = {c.action for c in desk.claims(other)}
    return not any(c.curated for c in desk.claims(other)) and bool(deeds) and deeds <= RELIEF


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
