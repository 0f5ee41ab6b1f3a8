"""Levels that somebody told of all tariffs together, and that later acts on some of them have overtaken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.model import Claim, Entry, State, Verdict
from parley.write import dates
from parley.write.books import Ask, Findings
from parley.write.nouns import measure, owned
from parley.write.phrases import capital

ALL = (" goods", " imports")  # how goods end that are all goods of a party
SUMS = ("total", "average")
ACTS = frozenset({"in force", "suspended", "lifted", "lapsed", "struck down"})


@dataclass(frozen=True, slots=True)
class Outdated:
    """What is said of such a level, and the claims that told it."""

    text: str
    told: tuple[Claim, ...]


def outdated(findings: Findings, verdict: Verdict, ask: Ask) -> Outdated | None:
    """`US tariffs on goods from China were put at 55 % on 11 June 2025; parts of them have changed since`.

    None where the level is that of one programme or of some goods, or nothing of it has changed.
    """
    entry, state = findings.entries[verdict.entry], verdict.state
    if state.status != "in force" or state.rate is None or not of_all(entry) or _part(entry):
        return None
    claims = [findings.books.claim(key) for key in state.claims]
    told = tuple(c for c in claims if any(v.unit == "percent" and v.number == state.rate for v in c.values))
    last = max(((c.known or "")[:10] for c in told), default="")
    if not last or any(c.curated for c in claims):
        return None
    if not any(last < day <= ask.as_of for day in _acts(entry, findings, ask)):
        return None
    what = capital(owned(entry, measure(entry)))
    text = f"{what} were put at {state.rate:g} % on {dates.day(last)}; parts of them have changed since"
    return Outdated(text, told)


def of_all(entry: Entry) -> bool:
    """Whether the entry is tariffs of one party on all goods of another, or one programme of these."""
    tariff = entry.kind == "measure" and entry.instrument == "tariff" and len(entry.targets) == 1
    return tariff and all(good.endswith(ALL) for good in entry.goods)


def _part(entry: Entry) -> bool:
    """Whether it is one programme of several."""
    words = entry.name.split(" (")[0].split(",")[0].lower().split(" tariff")[0]
    return "tariff" not in words and words not in SUMS


def _acts(entry: Entry, findings: Findings, ask: Ask) -> Iterator[str]:
    """The days on which other tariffs of the same two parties began to stand as they do."""
    for other in findings.tariffs(entry):
        if other.id != entry.id and of_all(other):
            yield from (_begun(s) for s in other.states if s.status in ACTS and s.believed(ask.known))


def _begun(state: State) -> str:
    return state.valid_from.start[:10] if state.valid_from else ""
