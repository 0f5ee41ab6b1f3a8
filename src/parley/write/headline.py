"""Where things stand in one sentence, and each independent voice on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley.model import Claim, Verdict
from parley.write.books import beginning, begun
from parley.write.document import Line, Section, Sentence
from parley.write.due import falls_due
from parley.write.lines import Desk, state_line, state_sentence
from parley.write.phrases import capital, table
from parley.write.sentences import dated
from parley.write.talks import number

IN_FORCE = frozenset(
    {"in force", "imposed", "raised", "lowered", "extended", "restored", "kept", "suspended"}
    | {"agreed", "signed", "approved", "implemented", "lapsed", "stayed"}
)


def headline(desk: Desk, main: Verdict | None, now: Sequence[Verdict]) -> Section:
    """What leads (`leading`) in one sentence, the voices on it, and what of `now` stands beside it."""
    if main is None:
        return Section("", (), "The ledger holds no talks and no agreement of this dispute on that day.")
    (main,) = desk.ready([main])
    first = state_sentence(desk, main, strong=True)
    voices = tuple(_voices(desk, main)) if desk.entry(main).kind == "agreement" else ()
    line = state_line(desk, main)
    counted = number(desk, main) if desk.entry(main).kind == "round" else None
    said = (first, *voices, *([counted] if counted else []))
    lines = [Line(said, flag=line.flag, entry=line.entry, facts=line.facts)]
    return Section(
        "",
        (
            *lines,
            *(
                Line((state_sentence(desk, v),), entry=v.entry)
                for v in desk.ready(tuple(beside(desk, now, main)))
            ),
        ),
    )


def leading(desk: Desk, now: Sequence[Verdict]) -> Verdict | None:
    """The newest state of an agreement or of a round of talks; an agreement goes before its round.

    What no page dates leads only where nothing is dated.
    """
    wanted = [v for v in now if _is_accord(desk, v) or _is_round(desk, v)]
    wanted.sort(key=lambda v: (_day(desk, v), _is_accord(desk, v), begun(v)), reverse=True)
    return next((v for v in wanted if _is_dated(desk, v)), wanted[0] if wanted else None)


def beside(desk: Desk, now: Sequence[Verdict], main: Verdict) -> Iterable[Verdict]:
    """Where a round leads: the agreement in force, the next meeting, and the next threat with a day."""
    if desk.entry(main).kind != "round":
        return
    accords = [v for v in now if _is_accord(desk, v) and v.state.status in IN_FORCE]
    planned = [v for v in now if desk.entry(v).kind == "round" and v.state.status == "planned"]
    threats = [
        v
        for v in now
        if desk.entry(v).kind == "measure"
        and v.state.status in ("threatened", "announced")
        and falls_due(desk.entry(v), v) >= desk.ask.as_of
    ]
    yield from accords[-1:]
    yield from sorted(planned, key=lambda v: _day(desk, v))[:1]
    yield from sorted(threats, key=lambda v: (v.state.rate is None, falls_due(desk.entry(v), v)))[:1]


def _is_accord(desk: Desk, verdict: Verdict) -> bool:
    return desk.entry(verdict).kind == "agreement" and verdict.state.status != "proposed"


def _is_round(desk: Desk, verdict: Verdict) -> bool:
    entry = desk.entry(verdict)
    met = verdict.state.status in ("held", "under way")
    return entry.kind == "round" and entry.instrument == "in_person" and met


def _is_dated(desk: Desk, verdict: Verdict) -> bool:
    entry = desk.entry(verdict)
    if entry.kind == "round" and entry.when is not None:
        return True
    desk.findings.books.fetch(verdict.state.claims)
    return dated(verdict.state, desk.claims(verdict))


def _day(desk: Desk, verdict: Verdict) -> str:
    entry = desk.entry(verdict)
    if entry.kind == "round" and entry.when:
        return entry.when.start[:10]
    return beginning(verdict.state)


def _voices(desk: Desk, verdict: Verdict) -> Iterable[Sentence]:
    """One sentence for each speaker on what the agreement is, those who speak against its state last."""
    against = {w.speaker for w in verdict.against}
    told = _told(desk, verdict)
    named = {action for speaker, action in told if speaker != "anonymous"}
    kept = [(s, a) for s, a in told if s != "anonymous" or a not in named]
    for speaker, action in sorted(kept, key=lambda one: one[0] in against):
        yield _voice(desk, speaker, told[speaker, action])


def _told(desk: Desk, verdict: Verdict) -> dict[tuple[str, str], Claim]:
    """For each speaker and deed the claim that says most: one with a quotation goes before one without."""
    ids = [i for w in (*verdict.witnesses, *verdict.against) for i in w.claims]
    claims = [desk.findings.books.claim(i) for i in (*verdict.state.claims, *ids)]
    found: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.speaker and table("agreement_said").get(claim.action or ""):
            key = claim.speaker, claim.action or ""
            if key not in found or (not found[key].quotes and claim.quotes):
                found[key] = claim
    return found


def _voice(desk: Desk, speaker: str, claim: Claim) -> Sentence:
    phrase = table("agreement_said")[claim.action or ""]
    quotes = [desk.sources.quoted(q) for q in desk.sources.quotes(claim) if q.speaker == claim.speaker]
    fresh = [q.rstrip(".,") for q in quotes if q.rstrip(".,").lower() not in phrase]
    words = f": “{fresh[0]}”" if fresh else ""
    name = "unnamed sources" if speaker == "anonymous" else speaker
    return Sentence(f"{capital(name)} said that it {phrase}{words}.", desk.sources.claims([claim.id]))
