"""Lines that several answers share: one for a state of an entry, one for a disagreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from parley.model import Claim, Disagreement, Entry, Side, Verdict, When
from parley.write import dates
from parley.write.books import Ask, Findings, standing
from parley.write.document import Line, Sentence
from parley.write.grounds import grounds
from parley.write.nouns import readable, subject
from parley.write.outdated import Outdated, outdated, unfollowed
from parley.write.phrases import capital, named_party, table
from parley.write.sentences import said_by, status, tellers, unconfirmed
from parley.write.sources import Sources

OPEN = frozenset({"considered", "threatened", "announced", "due", "in force", "suspended", "proposed"})
OPEN |= {"agreed in principle", "awaiting approval", "planned", "overdue", "offered", "pledged", "demanded"}
STALE = 183  # days after which the last word of what is open is old
FEWEST = 3  # words that make a quotation worth its line
ASSUMED = "assumed"  # the standing of a state that follows from an assumption
UNDATED = "told by a page without a date"
APART = "This level of all tariffs together does not follow the assumption."
LONGEST = 200  # characters of a side of a disagreement; the whole stands among the sources


@dataclass(frozen=True, slots=True)
class Desk:
    """What every composing function needs: the question, the findings, and the sources so far."""

    ask: Ask
    findings: Findings
    sources: Sources
    _known: dict[str | None, list[Disagreement]] = field(default_factory=dict)

    def shown(self, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
        """Those of a list that are asked for, ready to be told."""
        return self.ready(self.ask.window(verdicts))

    def ready(self, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
        """The verdicts with their witnesses; what their lines will look up is fetched at once."""
        if self.findings.weigh:
            verdicts = self.findings.weigh(verdicts)
        self.findings.books.fetch(i for v in verdicts for i in self._looked_up(v))
        return verdicts

    def _looked_up(self, verdict: Verdict) -> Iterable[str]:
        """The claims that the line of a verdict looks up; that of a round tells of all its claims."""
        yield from verdict.state.claims
        yield from (c for w in (*verdict.witnesses, *verdict.against) for c in w.claims[:3])
        if self.kind(verdict) == "round":
            yield from self.entry(verdict).claims

    def kind(self, verdict: Verdict) -> str:
        """The kind of the entry that a verdict is about."""
        return self.findings.entries[verdict.entry].kind

    def disagreements_of(self, entry_id: str) -> Sequence[Disagreement]:
        """Those about an entry that are known on the day that is asked about, oldest first."""
        if not self._known:
            self._known[None] = []
            for item in disagreements(self):
                self._known.setdefault(item.entry, []).append(item)
        return self._known.get(entry_id, ())

    def entry(self, verdict: Verdict) -> Entry:
        """The entry that a verdict is about."""
        return self.findings.entries[verdict.entry]

    def claims(self, verdict: Verdict) -> tuple[Claim, ...]:
        """The claims of a verdict's state."""
        return tuple(self.findings.books.claim(i) for i in verdict.state.claims)


def state_line(desk: Desk, verdict: Verdict, lead: str = "", *, aged: bool = True) -> Line:
    """The state in a sentence with who says it; the time left or the standing behind it.

    And how old the last word of it is, but for lists of days (`aged` False).
    """
    over = outdated(desk.findings, verdict, desk.ask)
    standing = "" if over else standing_of(desk, verdict)
    told = _overtaken(desk, verdict, over) if over else _state_sentence(desk, verdict)
    apart = (Sentence(APART, told.marks),) if unfollowed(desk.findings, verdict) else ()
    return Line(
        (told, *apart),
        lead=lead,
        tail=remaining(desk, verdict)
        or "; ".join(filter(None, (standing, last_told(desk, verdict) if aged else ""))),
        flag=flag(desk, verdict.entry),
        entry=verdict.entry,
        facts=facts(desk, verdict),
    )


def state_sentence(desk: Desk, verdict: Verdict, strong: bool = False) -> Sentence:
    """The state of the verdict's entry in one sentence, with a mark for each witness."""
    over = outdated(desk.findings, verdict, desk.ask)
    return _overtaken(desk, verdict, over, strong) if over else _state_sentence(desk, verdict, strong)


def _overtaken(desk: Desk, verdict: Verdict, over: Outdated, strong: bool = False) -> Sentence:
    text = with_teller(over.text, said_by(desk.entry(verdict), over.told))
    return Sentence(f"{text}.", desk.sources.claims([c.id for c in over.told]), strong)


def _state_sentence(desk: Desk, verdict: Verdict, strong: bool = False) -> Sentence:
    entry, books = desk.entry(verdict), desk.findings.books
    silent = unconfirmed(entry, verdict)
    told = tellers(entry, verdict, books)
    says_itself = entry.kind == "dispute" and verdict.state.by
    ran_out = verdict.state.status in ("lapsed", "expired") and verdict.state.reason.startswith("derived")
    by = "" if says_itself or ran_out else said_by(entry, told)  # nobody said that it did
    if verdict.standing == ASSUMED:
        silent, by = "", " (assumed)"
    text = with_teller(status(entry, verdict, desk.findings, desk.ask), f" ({silent})" if silent else by)
    words = (*told, *grounds(verdict, told, books))
    return Sentence(f"{text}.", desk.sources.claims([c.id for c in words]), strong)


def with_teller(text: str, by: str) -> str:
    """Who says so, before what nobody says ("; no page held says that it has happened").

    A semicolon inside a quotation is of the words that are quoted.
    """
    told, mark, rest = text.partition("; ")
    return f"{told}{by}{mark}{rest}" if told.count("“") == told.count("”") else f"{text}{by}"


def remaining(desk: Desk, verdict: Verdict) -> str:
    """`about nine weeks left` where the state ends by itself, reckoned to the middle of an imprecise time."""
    end = verdict.state.until
    if end is None:
        return ""
    text = dates.left(desk.ask.as_of, dates.middle(end))
    if end.precision in ("day", "minute"):
        return text
    near = dates.left(desk.ask.as_of, end.start) in ("", "today", "tomorrow")
    return "" if near or "day" in text else _about(text)


def last_told(desk: Desk, verdict: Verdict) -> str:
    """`last told in May 2019`, where what stands open was last heard of half a year before and longer.

    What only pages without a date tell may be as old as they are.
    """
    claims = desk.claims(verdict)
    last = max(((c.known or "")[:10] for c in claims if not c.curated), default="")
    if verdict.state.status not in OPEN or verdict.standing == ASSUMED or any(c.curated for c in claims):
        return ""
    if not last:
        return UNDATED
    asked = min(desk.ask.as_of, desk.ask.until or desk.ask.as_of)
    age = date.fromisoformat(asked[:10]) - date.fromisoformat(last)
    return f"last told in {dates.month(last)}" if age.days > STALE else ""


def flag(desk: Desk, entry_id: str) -> str:
    """`disputed: status, date` where disagreements concern the entry that are open on the day asked about."""
    kinds = [d.kind for d in desk.disagreements_of(entry_id) if d.real and not _settled(desk, d)]
    return f"disputed: {', '.join(dict.fromkeys(kinds))}" if kinds else ""


def _settled(desk: Desk, item: Disagreement) -> bool:
    """Whether what settled it (`signed from 2025-06-24`) had come about by the day that is asked about."""
    day = min(desk.ask.as_of, desk.ask.known or desk.ask.as_of)[:10]
    return item.resolved is not None and item.resolved[-10:] <= day


def disagreements(desk: Desk) -> tuple[Disagreement, ...]:
    """Those known on the day that is asked about (or up to `known`), oldest first."""
    last = desk.ask.known or desk.ask.as_of
    found = [d for d in desk.findings.assessment.disagreements if d.since <= last]
    return tuple(sorted(found, key=lambda d: (d.since, d.id)))


def disagreement_line(desk: Desk, item: Disagreement) -> Line:
    """What it is about, then each side in its words; a side without words on a page joins the one before."""
    marks = desk.sources.disagreement(item)
    entry = desk.findings.entries.get(item.entry or "")
    topic = readable(item.topic, entry)
    for other in filter(None, (desk.findings.entries.get(side.says) for side in item.sides)):
        topic = readable(topic, other)
    sentences = [Sentence(f"{capital(topic)}.", marks)]
    for side in item.sides:
        own = desk.sources.side(side)
        if own:
            sentences.append(Sentence(f"{_teller(desk, side)}: {_says(desk, side)}.", own))
        else:
            aside = " ".join(filter(None, [side.speaker, _says(desk, side)]))
            sentences[-1] = Sentence(f"{sentences[-1].text.rstrip('.')}; {aside}.", sentences[-1].marks)
    if item.note:
        sentences.append(Sentence(f"{capital(dates.spelled(item.note).rstrip('.'))}.", marks))
    if item.resolved:
        sentences.append(Sentence(f"Settled since: {dates.spelled(item.resolved)}.", marks))
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


def standing_of(desk: Desk, verdict: Verdict) -> str:
    """How well a state stands, in a few words; an unnamed source stays one beside named ones on less."""
    told = tellers(desk.entry(verdict), verdict, desk.findings.books)
    unnamed = all(c.speaker == "anonymous" for c in told)
    return str(table("standing").get("anonymous" if unnamed else verdict.standing, verdict.standing))


def compared(desk: Desk, since: str | None, until: str) -> list[tuple[Verdict, str]]:
    """What stood differently at the end of day `until` than at the end of day `since`, as then known.

    Each with the status that stood before, which is empty for what is new.
    """
    then = _standing_on(desk, since) if since else {}
    now = _standing_on(desk, until)
    found = [(v, then[i].state.status if i in then else "") for i, v in now.items()]
    return [(v, old) for v, old in found if old != v.state.status]


def _standing_on(desk: Desk, day: str) -> dict[str, Verdict]:
    """The verdict that stands for each entry on a day, as known on it; none that only follows from a date."""
    known = min(day, desk.ask.known or day)
    verdicts = standing(desk.findings, replace(desk.ask, as_of=day, known=known))
    return {v.entry: v for v in verdicts if not v.state.reason.startswith("derived")}


def change_line(desk: Desk, verdict: Verdict, before: str) -> Line:
    """The new state with the day on which it was known, and in the tail what stood before."""
    line = state_line(desk, verdict, lead=dates.day(verdict.state.known_from))
    return replace(line, tail=f"before: {before}")


def mentioned(verdict: Verdict) -> bool:
    """Whether pages only mention the state while they speak of something else."""
    return verdict.state.reason == "only mentioned"


def quotations(desk: Desk, verdict: Verdict, told: set[str], most: int = 2) -> Iterable[Sentence]:
    """Quotations from different speakers, at most `most`, each with its speaker.

    `told` are words quoted before, which are not said again; a word or two by themselves say nothing.
    """
    speakers: set[str] = set()
    for claim in desk.claims(verdict):
        for quote in desk.sources.quotes(claim):
            words = desk.sources.quoted(quote).rstrip(".,")
            fresh = quote.speaker not in speakers and words not in told and len(words.split()) >= FEWEST
            if quote.speaker and fresh and len(speakers) < most:
                speakers.add(quote.speaker)
                told.add(words)
                yield Sentence(f"{quote.speaker}: “{words}”.", desk.sources.claims([claim.id]))


def _says(desk: Desk, side: Side) -> str:
    """What a side says; an entry's id as the thing itself, ISO dates as a person writes them."""
    entry = desk.findings.entries.get(side.says)
    text = subject(entry) if entry else named_party(dates.spelled(side.says))
    text = text.rstrip(". ")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} [...]"


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
    speaker = "unnamed sources" if side.speaker == "anonymous" else side.speaker
    if speaker and speaker != where:
        return f"{speaker} ({where})" if where else speaker
    return where or "One account"
