"""Lines that several answers share: one for a state of an entry, one for a disagreement."""

from __future__ import annotations

from dataclasses import dataclass

from parley.model import Claim, Disagreement, Entry, Side, Verdict, When
from parley.write import dates
from parley.write.books import Ask, Findings
from parley.write.document import Line, Sentence
from parley.write.phrases import capital, parties, table
from parley.write.sentences import said_by, status, unconfirmed
from parley.write.sources import Sources


@dataclass(frozen=True, slots=True)
class Desk:
    """What every composing function needs: the question, the findings, and the sources so far."""

    ask: Ask
    findings: Findings
    sources: Sources

    def entry(self, verdict: Verdict) -> Entry:
        """The entry that a verdict is about."""
        return self.findings.entries[verdict.entry]

    def claims(self, verdict: Verdict) -> tuple[Claim, ...]:
        """The claims of a verdict's state."""
        return tuple(self.findings.books.claim(i) for i in verdict.state.claims)


def state_line(desk: Desk, verdict: Verdict, lead: str = "") -> Line:
    """The state in a sentence with who says it; the time left or the standing behind it."""
    return Line(
        (state_sentence(desk, verdict),),
        lead=lead,
        tail=remaining(desk, verdict) or str(table("standing").get(verdict.standing, verdict.standing)),
        flag=flag(desk, verdict.entry),
        entry=verdict.entry,
        facts=facts(desk, verdict),
    )


def state_sentence(desk: Desk, verdict: Verdict, strong: bool = False) -> Sentence:
    """The state of the verdict's entry in one sentence, with a mark for each witness."""
    entry, books = desk.entry(verdict), desk.findings.books
    silent = unconfirmed(entry, verdict)
    text = status(entry, verdict, books) + (f" ({silent})" if silent else said_by(verdict, books))
    return Sentence(f"{text}.", desk.sources.verdict(verdict), strong)


def remaining(desk: Desk, verdict: Verdict) -> str:
    """`about nine weeks left` where the state ends by itself, reckoned to the middle of an imprecise time."""
    end = verdict.state.until
    if end is None:
        return ""
    text = dates.left(desk.ask.as_of, dates.middle(end))
    return text if text in ("", "today", "tomorrow") or end.precision == "day" else _about(text)


def flag(desk: Desk, entry_id: str) -> str:
    """`disputed: status, date` where open disagreements concern the entry."""
    kinds = [d.kind for d in disagreements(desk) if d.real and d.entry == entry_id]
    return f"disputed: {', '.join(dict.fromkeys(kinds))}" if kinds else ""


def disagreements(desk: Desk) -> tuple[Disagreement, ...]:
    """Those known on the day that is asked about (or up to `known`), oldest first."""
    last = desk.ask.known or "9999-12-31"
    found = [
        d
        for d in desk.findings.assessment.disagreements
        if d.since <= min(last, desk.ask.as_of) or (d.since <= last and desk.ask.known)
    ]
    return tuple(sorted(found, key=lambda d: (d.since, d.id)))


def disagreement_line(desk: Desk, item: Disagreement) -> Line:
    """What it is about, then each side in its words; a side without words on a page joins the one before."""
    marks = desk.sources.disagreement(item)
    sentences = [Sentence(f"{capital(item.topic)}.", marks)]
    for side in item.sides:
        own = desk.sources.side(side)
        if own:
            sentences.append(Sentence(f"{_teller(desk, side)}: {side.says}.", own))
        else:
            aside = " ".join(filter(None, [side.speaker, side.says]))
            sentences[-1] = Sentence(f"{sentences[-1].text.rstrip('.')}; {aside}.", sentences[-1].marks)
    if item.note:
        sentences.append(Sentence(f"{capital(item.note.rstrip('.'))}.", marks))
    facts_of = (("id", item.id), ("kind", item.kind), ("real", str(item.real).lower()), ("since", item.since))
    return Line(tuple(sentences), lead=item.kind, entry=item.entry, facts=facts_of)


def facts(desk: Desk, verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """The state for programs: dates as ISO text, empty where there is none."""
    entry, state = desk.entry(verdict), verdict.state
    return (
        ("kind", entry.kind),
        ("name", entry.name),
        ("dispute", entry.dispute),
        ("status", state.status),
        ("valid_from", _start(state.valid_from)),
        ("valid_to", state.valid_to or ""),
        ("until", _start(state.until)),
        ("known_from", state.known_from),
        ("known_to", state.known_to or ""),
        ("rate", "" if state.rate is None else f"{state.rate:g}"),
        ("standing", verdict.standing),
        ("speakers", str(verdict.speakers)),
        ("reporters", str(verdict.reporters)),
        ("reason", verdict.reason),
    )


def actor_lead(entry: Entry) -> str:
    """Whom the line is about, for the left column: `China`, `Both`, `The US`."""
    if len(entry.actors) > 1:
        return "Both" if len(entry.actors) == 2 else "All"
    return capital(parties(entry.actors).removeprefix("the ")) or "Unknown"


def _about(text: str) -> str:
    return text if text.startswith("about") else f"about {text}"


def _start(time: When | None) -> str:
    return time.start if time else ""


def _teller(desk: Desk, side: Side) -> str:
    """Who tells it: the speaker and the outlet, as far as they are known."""
    article = desk.findings.books.article(side.article) if side.article else None
    outlet = article.outlet if article and article.outlet else None
    page = desk.findings.books.address(article.page).rsplit("/", 1)[-1] if article else ""
    where = outlet or page
    if side.speaker and side.speaker != where:
        return f"{side.speaker} ({where})" if where else side.speaker
    return where or "One account"
