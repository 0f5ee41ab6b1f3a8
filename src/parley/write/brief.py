"""The briefing: state of play of one dispute on a day, as known on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parley.model import Claim, Verdict
from parley.write import alike, dates
from parley.write.books import beginning, of_dispute, standing
from parley.write.document import Document, Line, Section, Sentence
from parley.write.due import due, falls_due
from parley.write.headline import IN_FORCE, headline, leading
from parley.write.lines import (
    Desk,
    change_line,
    compared,
    disagreement_line,
    disagreements,
    mentioned,
    quotations,
    standing_of,
    state_line,
    state_sentence,
)
from parley.write.nouns import subject
from parley.write.phrases import capital, listed, parties
from parley.write.sentences import dated
from parley.write.sources import counted
from parley.write.talks import talks

OPEN = ("pledged", "offered", "demanded", "missed")
PLANS = frozenset({"considered", "threatened", "announced"})
UNCONCLUDED = frozenset({"proposed", "agreed in principle", "awaiting approval"})
ENDED = frozenset({"passed", "lifted", "expired", "eased", "struck down"})
ENDED |= {"rejected", "broken (alleged)", "fulfilled"}
LATELY = 60  # days
OTHERS = 12  # disputes that are named at the end of the first lines
# From what stands best to what stands worst; instruments in the order in which a reader looks for them.
STANDINGS = (
    *("official", "both sides", "curated", "several reports", "disputed"),
    *("one side", "single report", "anonymous"),
)
INSTRUMENTS = ("tariff", "export_licensing", "export_control", "export_ban", "entity_listing", "port_fee")


def brief(desk: Desk) -> Document:
    """State of play on `desk.ask.as_of` of the dispute asked for, or of the one with the most claims."""
    dispute = desk.ask.dispute or main_dispute(desk)
    now = of_dispute(standing(desk.findings, desk.ask), desk.findings, dispute)
    first = leading(desk, now)
    sections = (
        headline(desk, first, now),
        talks(desk, now, dispute),
        not_concluded(desk, now, first),
        to_do(desk, now),
        in_force(desk, now),
        plans(desk, now),
        due_soon(desk, dispute),
        ended(desk, now),
        figures(desk, now),
        changed(desk, dispute),
        disputed(desk, now, dispute),
    )
    return Document(
        f"{title(dispute)}: STATE OF PLAY",
        (stand(desk), _period(desk), extent(now, desk), others(desk, dispute)),
        tuple(s for s in sections if s.lines or s.note),
        desk.sources.marks,
    )


def lead(desk: Desk) -> Document:
    """The first words of the briefing: where things stand, and each voice on it."""
    dispute = desk.ask.dispute or main_dispute(desk)
    now = of_dispute(standing(desk.findings, desk.ask), desk.findings, dispute)
    return document_of(
        desk, f"{title(dispute)}: WHERE THINGS STAND", [headline(desk, leading(desk, now), now)]
    )


def main_dispute(desk: Desk) -> str:
    """The dispute with the most claims among the entries that hold; the first by name among equals."""
    counts = _claims_of_disputes(desk)
    return min(counts, key=lambda d: (-counts[d], d)) if counts else ""


def title(dispute: str) -> str:
    """`US-CHINA` for the id `us-china`."""
    return dispute.upper() or "ALL DISPUTES"


def stand(desk: Desk) -> str:
    """As of when, and as known when."""
    known = f"as known on {dates.day(desk.ask.known)}" if desk.ask.known else "as known today"
    basis = f" ({desk.ask.basis})" if desk.ask.basis else ""
    assumed = (
        f", assuming that {listed(_assumption(a) for a in desk.ask.assumed)}" if desk.ask.assumed else ""
    )
    return f"as of {dates.weekday(desk.ask.as_of)}, {known}{basis}{assumed}"


def _period(desk: Desk) -> str:
    """From when on the briefing tells what changed, where that was asked."""
    return f"what changed is told from {dates.day(desk.ask.since)} on" if desk.ask.since else ""


def _assumption(text: str) -> str:
    """`london-framework is rejected on 2025-06-20` for its short form."""
    entry, _, rest = text.partition("=")
    status, _, day = rest.partition("@")
    start, _, end = day.partition("..")
    return f"{entry} is {status} from {dates.day(start)}" + (f" until {dates.day(end)}" if end else "")


def extent(verdicts: Sequence[Verdict], desk: Desk) -> str:
    """`four pages, three independent reporters`."""
    if desk.findings.weigh:
        return ""  # who stands behind them all is not weighed
    pages, reporters = counted(verdicts, desk.findings.books)
    return f"{_counted(pages, 'page', 's')}, {_counted(reporters, 'independent reporter', 's')}"


def others(desk: Desk, dispute: str) -> str:
    """Which other disputes the ledger holds: a briefing is of one."""
    names = desk.findings.others
    if names is None:
        counts = _claims_of_disputes(desk)
        names = [d for d in counts if counts[d] > 1]
    found = sorted(set(names) - {dispute, ""})
    more = " and more" if len(found) > OTHERS else ""
    return f"also in the ledger: {', '.join(found[:OTHERS])}{more} (--dispute)" if found else ""


def not_concluded(desk: Desk, now: Sequence[Verdict], first: Verdict | None, most: int = 6) -> Section:
    """Agreements that are proposed, agreed in principle or await approval, but the one of the first lines."""
    chosen = [
        v
        for v in reversed(now)
        if desk.entry(v).kind == "agreement" and v.state.status in UNCONCLUDED and v is not first
    ]
    every = alike.folded(desk, [v for v in desk.ready(chosen) if not _slight(desk, v)])
    section = Section("AGREEMENTS NOT YET CONCLUDED", _lines(desk, every[:most]))
    return _with_rest(section, len(every) - most, "state")


def to_do(desk: Desk, now: Sequence[Verdict], most: int = 6) -> Section:
    """The open undertakings, side by side, the firmest and newest first; then how many more there are."""
    open_ones = [v for v in now if desk.entry(v).kind == "commitment" and v.state.status in OPEN]
    lines: list[Line] = []
    told: set[str] = set()
    more = 0
    for side in sorted({desk.entry(v).actors for v in open_ones}, key=lambda a: (len(a), a)):
        own = [v for v in reversed(open_ones) if desk.entry(v).actors == side]
        own.sort(key=lambda v: OPEN.index(v.state.status))
        every = alike.folded(desk, own)
        more += max(0, len(every) - most)
        shown = alike.ready(desk, every[:most])
        lines += [alike.counted(undertaking(desk, v, told), n) for v, n in shown]
    verb = "one is" if more == 1 else "ones are"
    note = f"{capital(dates.count(more))} older {verb} in `parley state`." if more else ""
    return Section("WHAT EACH SIDE IS TO DO", tuple(lines), note)


def undertaking(desk: Desk, verdict: Verdict, told: set[str]) -> Line:
    """Who is to do what, who says so, in which words (those not `told` before), and on which condition."""
    sentences = [state_sentence(desk, verdict), *quotations(desk, verdict, told)]
    if verdict.state.condition:
        text = f"Condition, as written: “{verdict.state.condition.strip()}”."
        telling = [c.id for c in desk.claims(verdict) if c.condition == verdict.state.condition]
        sentences.append(Sentence(text, desk.sources.claims(telling or verdict.state.claims, 1)))
    line = state_line(desk, verdict, lead=_side(desk, verdict))
    return replace(line, sentences=tuple(sentences), tail=standing_of(desk, verdict))


def in_force(desk: Desk, now: Sequence[Verdict], most: int = 8) -> Section:
    """Agreements first, then tariffs, then controls, those with more weight first; then how many more.

    What pages only mention in passing is in the state of things, not in a briefing.
    """
    held = [
        v
        for v in reversed(now)
        if desk.entry(v).kind in ("agreement", "measure") and v.state.status in IN_FORCE
    ]
    held = list(desk.ready(held) if desk.findings.weigh else held)
    firm = sorted((v for v in held if not _slight(desk, v)), key=lambda v: _weight(desk, v))
    shown = alike.ready(desk, alike.folded(desk, firm)[:most])
    rest = len(held) - len(shown) - sum(more for _, more in shown)
    word = "entries" if rest > 1 else "entry"
    note = f"{capital(dates.count(rest))} more {word} with less weight: `parley state`." if rest else ""
    return Section("IN FORCE", tuple(alike.counted(_with_voices(desk, v), n) for v, n in shown), note)


def _slight(desk: Desk, verdict: Verdict) -> bool:
    """Only mentioned, or a deal without a name of its own and without a day, that one page tells."""
    entry = desk.entry(verdict)
    nameless = entry.kind == "agreement" and entry.place is None and len(entry.claims) == 1
    return mentioned(verdict) or (nameless and not dated(verdict.state, desk.claims(verdict)))


def _weight(desk: Desk, verdict: Verdict) -> tuple[bool, int, int, int]:
    """For sorting: agreements, then what stands best, then by the kind of instrument."""
    entry = desk.entry(verdict)
    named = INSTRUMENTS.index(entry.instrument) if entry.instrument in INSTRUMENTS else len(INSTRUMENTS)
    return entry.kind != "agreement", STANDINGS.index(verdict.standing), named, -len(entry.claims)


def plans(desk: Desk, now: Sequence[Verdict], most: int = 12) -> Section:
    """Measures that are considered, threatened or announced with no day on which they would come."""
    chosen = [
        v
        for v in reversed(now)
        if desk.entry(v).kind == "measure"
        and v.state.status in PLANS
        and not mentioned(v)
        and falls_due(desk.entry(v), v) < desk.ask.as_of
    ]
    every = alike.folded(desk, chosen)
    lines = _lines(desk, every[:most])
    return _with_rest(Section("THREATENED, ANNOUNCED OR CONSIDERED", lines), len(every) - most, "state")


def due_soon(desk: Desk, dispute: str, most: int = 16) -> Section:
    """What falls due first, then how much more there is."""
    asked = replace(desk, ask=replace(desk.ask, start=0, most=most, fold=True))
    section, total = due(asked, dispute, most // 3)
    if desk.findings.more:  # some of it may say the same as another line, so it is not counted
        return replace(section, note="Many more are in `parley deadlines`.")
    return _with_rest(section, total - len(section.lines), "deadlines")


def _with_rest(section: Section, rest: int, where: str) -> Section:
    """The section with a note on how many more lines another answer has."""
    word = "one is" if rest == 1 else "ones are"
    return (
        replace(section, note=f"{capital(dates.count(rest))} more {word} in `parley {where}`.")
        if rest > 0
        else section
    )


def ended(desk: Desk, now: Sequence[Verdict], most: int = 16) -> Section:
    """What was lifted, ran out or was kept in the sixty days before."""
    since = dates.before(desk.ask.as_of, LATELY)
    chosen = [
        v
        for v in now
        if desk.entry(v).kind in ("agreement", "measure", "commitment")
        and v.state.status in ENDED
        and beginning(v.state) >= since
    ]
    every = alike.folded(desk, chosen)
    lines = _lines(desk, every[-most:])
    return _with_rest(Section("ENDED OR EASED LATELY", lines), len(every) - most, "timeline")


def _lines(desk: Desk, found: Sequence[alike.Folded]) -> tuple[Line, ...]:
    return tuple(alike.counted(state_line(desk, v), more) for v, more in alike.ready(desk, found))


def figures(desk: Desk, now: Sequence[Verdict], most: int = 6) -> Section:
    """The newest numbers of the dispute, with the count of pages and of witnesses."""
    found = [v for v in reversed(now) if desk.entry(v).kind == "indicator" and desk.entry(v).actors]
    return Section("FIGURES", tuple(_figure(desk, v) for v in desk.ready(found[:most])))


def changed(desk: Desk, dispute: str, most: int = 16) -> Section:
    """Entries whose status became another in the seven days before, or since `ask.since`."""
    since = desk.ask.since or dates.before(desk.ask.as_of, dates.WEEK)
    found = [(v, old) for v, old in compared(desk, since, desk.ask.as_of) if desk.entry(v).dispute == dispute]
    new = sum(not old for _, old in found)
    note = f"New in the ledger since {dates.day(since)}: {dates.count(new)} entries (`parley changes`)."
    changes = [(v, old) for v, old in found if old][-most:]
    ready = zip(desk.ready([v for v, _ in changes]), changes, strict=True)
    return Section("CHANGED", tuple(change_line(desk, v, old) for v, (_, old) in ready), note if new else "")


def disputed(desk: Desk, now: Sequence[Verdict], dispute: str, most: int = 16) -> Section:
    """Who accuses whom, then the open disagreements that are real."""
    accusing = [v for v in now if desk.entry(v).kind == "dispute"]
    accused = [state_line(desk, v, lead="accusation") for v in desk.ready(accusing[-most:])]
    chosen = [d for d in disagreements(desk) if d.real and _concerns(desk, d.entry, dispute)]
    desk.findings.books.fetch(side.claim for d in chosen[-most:] for side in d.sides if side.claim)
    lines = (*accused, *(disagreement_line(desk, d) for d in chosen[-most:]))
    return _with_rest(Section("DISPUTED", lines), len(chosen) - most, "disputes")


def document_of(desk: Desk, heading: str, sections: Sequence[Section], total: int | None = None) -> Document:
    """A document of `sections` with the usual line on as of when; `total` where it is a part of a list."""
    part = None if desk.ask.most is None else total
    return Document(heading, (stand(desk),), tuple(sections), desk.sources.marks, part)


def _claims_of_disputes(desk: Desk) -> Counter[str]:
    counts: Counter[str] = Counter()
    for verdict in standing(desk.findings, desk.ask):
        counts[desk.entry(verdict).dispute] += len(desk.entry(verdict).claims)
    return counts


def _side(desk: Desk, verdict: Verdict) -> str:
    """Whom the line is about, for the left column: `China`, `US`, `Both`."""
    actors = desk.entry(verdict).actors
    if len(actors) > 1:
        return "Both" if len(actors) == 2 else "All"
    return capital(parties(actors).removeprefix("the ")) or "Unknown"


def _with_voices(desk: Desk, verdict: Verdict) -> Line:
    """A state in force; whoever says that it will stay so has a sentence."""
    line = state_line(desk, verdict)
    keepers = {c.speaker: c for c in desk.claims(verdict) if c.action == "kept" and c.speaker}
    told = tuple(
        Sentence(
            f"{speaker} said that {_kept(desk, verdict, claim)} would stay.", desk.sources.claims([claim.id])
        )
        for speaker, claim in keepers.items()
        if speaker != "anonymous"
    )
    return replace(line, sentences=line.sentences + told)


def _kept(desk: Desk, verdict: Verdict, claim: Claim) -> str:
    """The part of the measure that a claim speaks of."""
    return subject(replace(desk.entry(verdict), goods=claim.goods, targets=claim.targets))


def _figure(desk: Desk, verdict: Verdict) -> Line:
    pages, _ = counted([verdict], desk.findings.books)
    witnesses = len(verdict.witnesses)
    tail = f"{_counted(pages, 'page', 's')}, {_counted(witnesses, 'witness', 'es')}"
    return replace(state_line(desk, verdict), tail=tail)


def _counted(number: int, name: str, plural: str) -> str:
    return f"{dates.count(number)} {name}{plural if number != 1 else ''}"


def _concerns(desk: Desk, entry_id: str | None, dispute: str) -> bool:
    entry = desk.findings.entries.get(entry_id or "")
    return entry is None or entry.dispute == dispute
