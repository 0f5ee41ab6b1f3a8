"""The briefing: state of play of one dispute on a day, as known on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from parley.model import Entry, Verdict, Witness
from parley.write import dates
from parley.write.books import ahead, begun, believed, holds, of_dispute, standing
from parley.write.document import Document, Line, Section, Sentence
from parley.write.lines import (
    Desk,
    actor_lead,
    disagreement_line,
    disagreements,
    facts,
    flag,
    remaining,
    state_line,
    state_sentence,
)
from parley.write.phrases import capital, table
from parley.write.sources import counted
from parley.write.talks import round_line

IN_FORCE = frozenset(
    {"in force", "imposed", "raised", "lowered", "extended", "restored", "kept", "suspended", "eased"}
    | {"agreed", "signed", "approved", "implemented", "lapsed", "stayed"}
)
OPEN = frozenset({"offered", "pledged", "demanded", "missed"})
FUTURE = frozenset({"threatened", "announced", "due", "planned", "considered"})


def brief(desk: Desk) -> Document:
    """State of play on `desk.ask.as_of` of the dispute asked for, or of the one with the most claims."""
    dispute = desk.ask.dispute or main_dispute(desk)
    now = of_dispute(standing(desk.findings, desk.ask), desk.findings, dispute)
    sections = (
        headline(desk, now),
        talks(desk, now),
        to_do(desk, now),
        in_force(desk, now),
        due(desk, dispute),
        figures(desk, now),
        changed(desk, dispute),
        disputed(desk, dispute),
    )
    return Document(
        f"{title(dispute)}: STATE OF PLAY",
        (stand(desk), extent(now, desk)),
        tuple(s for s in sections if s.lines or s.note),
        desk.sources.marks,
    )


def main_dispute(desk: Desk) -> str:
    """The dispute with the most claims among the entries that hold; the first by name among equals."""
    counts: Counter[str] = Counter()
    for verdict in standing(desk.findings, desk.ask):
        counts[desk.entry(verdict).dispute] += len(desk.entry(verdict).claims)
    return min(counts, key=lambda d: (-counts[d], d)) if counts else ""


def title(dispute: str) -> str:
    """`US-CHINA` for the id `us-china`."""
    return dispute.upper() or "ALL DISPUTES"


def stand(desk: Desk) -> str:
    """As of when, and as known when."""
    known = f"as known on {dates.day(desk.ask.known)}" if desk.ask.known else "as known today"
    basis = f" ({desk.ask.basis})" if desk.ask.basis else ""
    return f"as of {dates.weekday(desk.ask.as_of)}, {known}{basis}"


def extent(verdicts: Sequence[Verdict], desk: Desk) -> str:
    """`4 pages, 3 independent reporters`."""
    pages, reporters = counted(verdicts, desk.findings.books)
    return f"{_counted(pages, 'page', 's')}, {_counted(reporters, 'independent reporter', 's')}"


def headline(desk: Desk, now: Sequence[Verdict]) -> Section:
    """Where things stand in one sentence, then each independent voice on it."""
    main = leading(desk, now)
    if main is None:
        return Section("", (), "The ledger holds no talks and no agreement of this dispute on that day.")
    first = state_sentence(desk, main, strong=True)
    voices = tuple(_voices(desk, main)) if desk.entry(main).kind == "agreement" else ()
    line = Line((first, *voices), flag=flag(desk, main.entry), entry=main.entry, facts=facts(desk, main))
    return Section("", (line, *_beside(desk, now, main)))


def leading(desk: Desk, now: Sequence[Verdict]) -> Verdict | None:
    """The newest state of an agreement or of a round of talks; an agreement goes before its round."""
    wanted = [
        v
        for v in now
        if (desk.entry(v).kind == "agreement" and v.state.status != "proposed")
        or (
            desk.entry(v).kind == "round"
            and desk.entry(v).instrument == "in_person"
            and v.state.status in ("held", "ongoing")
        )
    ]
    return max(wanted, key=lambda v: (begun(v)[0], desk.entry(v).kind == "agreement", begun(v)), default=None)


def talks(desk: Desk, now: Sequence[Verdict]) -> Section:
    """The last three rounds and calls, and what is planned, in the order of their days."""
    rounds = [v for v in now if desk.entry(v).kind == "round"]
    later = _newest(ahead(desk.findings, desk.ask))
    planned = [v for v in later if desk.entry(v).kind == "round" and _same(desk, v, now)]
    past = [v for v in rounds if v.state.status != "planned"][-4:]
    coming = [v for v in rounds if v.state.status == "planned"] + planned
    return Section("TALKS", tuple(round_line(desk, v) for v in [*past, *coming]))


def to_do(desk: Desk, now: Sequence[Verdict], most: int = 6) -> Section:
    """The open undertakings, side by side; the newest of each side, then how many more there are."""
    lines: list[Line] = []
    more = 0
    commitments = [v for v in now if desk.entry(v).kind == "commitment" and v.state.status in OPEN]
    for side in sorted({desk.entry(v).actors for v in commitments}):
        own = [v for v in reversed(commitments) if desk.entry(v).actors == side]
        more += max(0, len(own) - most)
        lines += [undertaking(desk, v) for v in own[:most]]
    note = f"{capital(dates.count(more))} older ones are in `parley state`." if more else ""
    return Section("WHAT EACH SIDE IS TO DO", tuple(lines), note)


def undertaking(desk: Desk, verdict: Verdict) -> Line:
    """Who is to do what, who says so, in which words, and on which condition."""
    sentences = [state_sentence(desk, verdict), *_quotations(desk, verdict)]
    if verdict.state.condition:
        text = f"Condition, as written: “{verdict.state.condition.strip()}”."
        sentences.append(Sentence(text, desk.sources.verdict(verdict, 1)))
    return Line(
        tuple(sentences),
        lead=actor_lead(desk.entry(verdict)),
        tail=str(table("standing").get(verdict.standing, "")),
        flag=flag(desk, verdict.entry),
        entry=verdict.entry,
        facts=facts(desk, verdict),
    )


def in_force(desk: Desk, now: Sequence[Verdict]) -> Section:
    """Agreements first, then measures, oldest first."""
    chosen = [v for v in now if desk.entry(v).kind in ("agreement", "measure") and v.state.status in IN_FORCE]
    chosen.sort(key=lambda v: desk.entry(v).kind != "agreement")
    return Section("IN FORCE", tuple(state_line(desk, v) for v in chosen))


def due(desk: Desk, dispute: str) -> Section:
    """What starts or ends after the day, of this dispute and of others of the same parties, by date."""
    found: list[tuple[str, Line]] = []
    for verdict in (*standing(desk.findings, desk.ask), *_newest(ahead(desk.findings, desk.ask))):
        entry = desk.entry(verdict)
        day_due = _due_day(entry, verdict)
        if day_due >= desk.ask.as_of and (entry.dispute == dispute or _shares(desk, entry, dispute)):
            found.append((day_due, _due_line(desk, verdict)))
    found.sort(key=lambda pair: (pair[0], pair[1].entry or ""))
    return Section("DUE", tuple(line for _, line in found))


def figures(desk: Desk, now: Sequence[Verdict]) -> Section:
    """Numbers of the dispute, with the count of pages and of witnesses."""
    lines = [_figure(desk, v) for v in now if desk.entry(v).kind == "indicator" and desk.entry(v).actors]
    return Section("FIGURES", tuple(lines))


def changed(desk: Desk, dispute: str) -> Section:
    """Entries whose state became another in the days before (seven, or since `ask.since`)."""
    since = desk.ask.since or (date.fromisoformat(desk.ask.as_of) - timedelta(days=7)).isoformat()
    fresh = [
        v
        for v in desk.findings.assessment.verdicts
        if v.entry in desk.findings.entries
        and desk.entry(v).dispute == dispute
        and believed(v.state, desk.ask.known)
        and holds(v.state, desk.ask.as_of)
        and since < v.state.known_from <= desk.ask.as_of
    ]
    altered = [v for v in fresh if _earlier(desk.entry(v), v)]
    lines = tuple(state_line(desk, v, lead=dates.day(v.state.known_from)) for v in sorted(altered, key=begun))
    new = len({v.entry for v in fresh} - {v.entry for v in altered})
    note = f"New in the ledger since {dates.day(since)}: {dates.count(new)} entries (`parley changes`)."
    return Section("CHANGED", lines, note if new else "")


def disputed(desk: Desk, dispute: str) -> Section:
    """Open disagreements that are real."""
    chosen = [d for d in disagreements(desk) if d.real and _concerns(desk, d.entry, dispute)]
    return Section("DISPUTED", tuple(disagreement_line(desk, d) for d in chosen))


def _voices(desk: Desk, verdict: Verdict) -> Iterable[Sentence]:
    """One sentence for each independent speaker, those against last."""
    for witness in verdict.witnesses:
        yield from _voice(desk, witness, "")
    for witness in verdict.against:
        yield from _voice(desk, witness, "Against this, ")


def _voice(desk: Desk, witness: Witness, before: str) -> Iterable[Sentence]:
    if witness.speaker is None or not witness.claims:
        return
    claim = desk.findings.books.claim(witness.claims[0])
    phrase = table("agreement_said").get(claim.action or "", "")
    quotes = [desk.sources.quoted(q) for q in desk.sources.quotes(claim) if q.speaker == claim.speaker]
    words = f" “{quotes[0].rstrip('.,')}”" if quotes else ""
    speaker = "unnamed sources" if witness.speaker == "anonymous" else witness.speaker
    text = f"{before}{speaker} said that it {phrase}" if phrase else f"{before}{speaker} spoke of it"
    yield Sentence(f"{capital(text)}{':' * bool(words)}{words}.", desk.sources.claims([claim.id]))


def _quotations(desk: Desk, verdict: Verdict, most: int = 2) -> Iterable[Sentence]:
    """Up to two quotations from different speakers, each with its speaker."""
    told: set[str] = set()
    for claim in desk.claims(verdict):
        for quote in desk.sources.quotes(claim):
            words = desk.sources.quoted(quote).rstrip(".,")
            if quote.speaker and quote.speaker not in told and len(told) < most:
                told.add(quote.speaker)
                yield Sentence(f"{quote.speaker}: “{words}”.", desk.sources.claims([claim.id]))


def _beside(desk: Desk, now: Sequence[Verdict], main: Verdict) -> Iterable[Line]:
    """When the newest thing is a round, the agreement that stands beside it."""
    if desk.entry(main).kind != "round":
        return
    accords = [v for v in now if desk.entry(v).kind == "agreement" and v.state.status in IN_FORCE]
    for verdict in accords[-1:]:
        yield Line((state_sentence(desk, verdict),), flag=flag(desk, verdict.entry), entry=verdict.entry)


def _figure(desk: Desk, verdict: Verdict) -> Line:
    line = state_line(desk, verdict)
    pages, _ = counted([verdict], desk.findings.books)
    witnesses = len(verdict.witnesses)
    tail = f"{_counted(pages, 'page', 's')}, {_counted(witnesses, 'witness', 'es')}"
    return Line(line.sentences, tail=tail, flag=line.flag, entry=line.entry, facts=line.facts)


def _counted(number: int, name: str, plural: str) -> str:
    return f"{dates.count(number)} {name}{plural if number != 1 else ''}"


def _due_day(entry: Entry, verdict: Verdict) -> str:
    """The ISO day on which something falls due, or nothing."""
    if verdict.state.until:
        return (verdict.state.until.end or verdict.state.until.start)[:10]
    times = [entry.when, verdict.state.valid_from]
    if entry.kind == "deadline" or (verdict.state.status in FUTURE and entry.kind != "round"):
        return next((t.start[:10] for t in times if t), "")
    return ""


def _due_line(desk: Desk, verdict: Verdict) -> Line:
    entry = desk.entry(verdict)
    time = verdict.state.until or entry.when or verdict.state.valid_from
    line = state_line(desk, verdict, lead=capital(dates.when(time)) if time else "")
    tail = remaining(desk, verdict) or (dates.left(desk.ask.as_of, time.start) if time else "")
    return Line(line.sentences, line.lead, tail, line.flag, line.entry, line.facts)


def _newest(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """One verdict an entry: the one that was learned last."""
    last: dict[str, Verdict] = {}
    for verdict in verdicts:
        held = last.get(verdict.entry)
        if held is None or held.state.known_from <= verdict.state.known_from:
            last[verdict.entry] = verdict
    return tuple(last.values())


def _same(desk: Desk, verdict: Verdict, now: Sequence[Verdict]) -> bool:
    disputes = {desk.entry(v).dispute for v in now}
    return desk.entry(verdict).dispute in disputes


def _shares(desk: Desk, entry: Entry, dispute: str) -> bool:
    """Whether a party of the dispute acts in the entry."""
    return any(actor.lower() in dispute.split("-") for actor in entry.actors)


def _concerns(desk: Desk, entry_id: str | None, dispute: str) -> bool:
    entry = desk.findings.entries.get(entry_id or "")
    return entry is None or entry.dispute == dispute


def _earlier(entry: Entry, verdict: Verdict) -> bool:
    """Whether the entry had another status before this state was known."""
    return any(
        s.known_from < verdict.state.known_from and s.status != verdict.state.status for s in entry.states
    )


def document_of(desk: Desk, heading: str, sections: Sequence[Section]) -> Document:
    """A document of `sections` with the usual line on as of when."""
    return Document(heading, (stand(desk),), tuple(sections), desk.sources.marks)
