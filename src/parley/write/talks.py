"""Lines about rounds of talks: when, where, which round it was, and who took part for whom."""

from __future__ import annotations

from collections.abc import Sequence

from parley.model import Claim, Verdict
from parley.write.books import ahead, beginning
from parley.write.dates import YEAR, before, count
from parley.write.document import Line, Section, Sentence
from parley.write.lines import Desk, facts, flag, state_sentence
from parley.write.phrases import capital, listed, party, table

ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def talks(desk: Desk, now: Sequence[Verdict], dispute: str, most: int = 4) -> Section:
    """The last rounds and calls, and what is planned, in the order of their days.

    What was planned for a day of more than a year ago, and never heard of again, comes before all others.
    """
    since = before(desk.ask.as_of, YEAR)
    later = [v for v in ahead(desk.findings, desk.ask) if desk.entry(v).dispute == dispute]
    rounds = [v for v in (*now, *later) if desk.entry(v).kind == "round"]
    rounds.sort(key=lambda v: (v.state.status != "overdue" or beginning(v.state) >= since, _day(desk, v)))
    past = [v for v in rounds if v.state.status != "planned"]
    coming = [v for v in rounds if v.state.status == "planned"]
    more = len(past) - most
    note = f"{capital(count(more))} earlier {'one is' if more == 1 else 'ones are'} in `parley timeline`."
    lines = tuple(round_line(desk, v) for v in desk.ready((*past[-most:], *coming)))
    return Section("TALKS", lines, note if len(past) > most else "")


def round_line(desk: Desk, verdict: Verdict) -> Line:
    """The round in whole sentences, its marks with those that name venue, number and people."""
    entry = desk.entry(verdict)
    sentences = [state_sentence(desk, verdict)]
    details = [
        _venue(desk, verdict),
        number(desk, verdict),
        _people(desk, verdict),
        _condition(desk, verdict),
    ]
    sentences += [s for s in details if s is not None]
    return Line(
        tuple(sentences),
        lead=capital(verdict.state.status),
        flag=flag(desk, entry.id),
        entry=entry.id,
        facts=facts(desk, verdict),
    )


def _day(desk: Desk, verdict: Verdict) -> str:
    time = desk.entry(verdict).when
    return time.start if time else beginning(verdict.state)


def _venue(desk: Desk, verdict: Verdict) -> Sentence | None:
    """Where exactly, leaning on the claims that name the venue."""
    venue = desk.entry(verdict).venue
    telling = [c for c in _all_claims(desk, verdict) if venue and venue.lower() in c.words.lower()]
    if not venue or not telling:
        return None
    return Sentence(f"The venue was {venue}.", desk.sources.claims([telling[0].id]))


def number(desk: Desk, verdict: Verdict) -> Sentence | None:
    """Which round of its series it was, where a page counts it."""
    place = desk.entry(verdict).number
    if place is None or not 0 < place < len(ORDINALS):
        return None
    telling = [c for c in _all_claims(desk, verdict) if ORDINALS[place] in c.words.lower()]
    if not telling:
        return None
    be = "is to be" if verdict.state.status in ("planned", "overdue") else "was"
    return Sentence(f"It {be} the {ORDINALS[place]} round.", desk.sources.claims([telling[0].id]))


def _condition(desk: Desk, verdict: Verdict) -> Sentence | None:
    condition = verdict.state.condition
    if not condition:
        return None
    return Sentence(f"Condition, as written: “{condition.strip()}”.", desk.sources.verdict(verdict))


def _people(desk: Desk, verdict: Verdict) -> Sentence | None:
    """`For the US: A (lead), B; for China: C (lead), D.` with the claims that name them."""
    claims = _all_claims(desk, verdict)
    named = {name for claim in claims for name in claim.people}
    people = tuple((n, p) for n, p in desk.entry(verdict).people if n in named)
    if not people:
        return None
    leads = leaders(people, claims)
    sides = []
    for code in dict.fromkeys(p for _, p in people):
        names = [f"{n} (lead)" if n in leads else n for n, p in people if p == code]
        sides.append(
            f"for {party(code)}: {listed(sorted(names, key=lambda n: '(lead)' not in n), 9)}"
            if code
            else f"also: {listed(names, 9)}"
        )
    naming = [c.id for c in claims if c.people]
    return Sentence(f"{capital('; '.join(sides))}.", desk.sources.claims(naming)) if naming else None


def leaders(people: Sequence[tuple[str, str | None]], claims: Sequence[Claim]) -> frozenset[str]:
    """Who led a side: the first of each party named behind words like `led by`, in claims about the round.

    Who is named first but takes no part (an office that another holds) leads nobody, and nor does the next.
    """
    found: set[str] = set()
    for claim in claims:
        named = {*people, *((name, code) for name, _, code in claim.roles)}
        for behind in _behind_cues(claim.words):
            first: dict[str | None, tuple[int, str]] = {}
            for name, code in named:
                if (at := _named_at(name, behind)) >= 0:
                    first[code] = min(first.get(code, (at, name)), (at, name))
            found |= {name for code, (_, name) in first.items() if code and (name, code) in people}
    return frozenset(found)


def _named_at(name: str, words: str) -> int:
    """Where the whole name stands in the words, else its last part (`Jameson Greer` for `Jamieson Greer`)."""
    at = words.find(name)
    return at if at >= 0 else words.find(name.split()[-1])


def _behind_cues(words: str) -> list[str]:
    lower = words.lower()
    return [words[lower.index(cue) + len(cue) :] for cue in table("lead")["cues"] if cue in lower]


def _all_claims(desk: Desk, verdict: Verdict) -> tuple[Claim, ...]:
    """The claims of the state first, then the entry's others, as far as they were known."""
    own = desk.claims(verdict)
    rest = (desk.findings.books.claim(i) for i in desk.entry(verdict).claims if i not in verdict.state.claims)
    last = desk.ask.known or "9999-12-31"
    return (*own, *(c for c in rest if (c.known or "")[:10] <= last))
