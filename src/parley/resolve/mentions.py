"""A claim seen as a mention of one thing: only what tells things of its kind apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from threading import Lock
from weakref import WeakValueDictionary

from parley.lexicon import lexicon
from parley.model import Article, Claim, ClaimKind, EntryKind, Value
from parley.resolve.days import Interval, interval, ordinal
from parley.resolve.programme import programme, special
from parley.resolve.sides import sides
from parley.resolve.tables import canonical_goods, span, table
from parley.resolve.voices import Context
from parley.resolve.who import heads, parties_of

KINDS: dict[ClaimKind, EntryKind] = {
    "meeting": "round",
    "agreement": "agreement",
    "measure": "measure",
    "ruling": "measure",
    "commitment": "commitment",
    "deadline": "deadline",
    "figure": "indicator",
}
CURRENCIES = ("USD", "EUR", "CNY", "GBP", "JPY")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Mention:
    """The features of one or more claims that are alike in all of them.

    `when` are the days that the claim gives, `window` those or, where it gives none, the days in which an
    undated act in the news must lie; `said` is the day of the report. `rates` start with the new level.
    `step` is by how much it goes up or down, where no level is told.
    `counts` are numbers of goods that a measure is laid on. `page` is the article where nothing tells when
    that was written: such mentions keep to themselves.
    `entry` is the id that a dossier gives: what it tells of one entry is one thing, of two are two. `pin` is
    the label of the group into which a person put the claims, `apart` those of groups that are other things.

    Of equal features there is one object (`_one`), so that mentions, which are looked up very often, are
    compared and hashed by what they are.
    """

    kind: EntryKind
    actors: frozenset[str]
    targets: frozenset[str]
    parties: frozenset[str]
    instrument: str | None
    action: str | None
    goods: frozenset[str]
    general: bool
    place: str | None
    people: frozenset[str]
    leaders: bool
    when: Interval | None
    window: Interval
    said: int
    rates: tuple[float, ...]
    amounts: frozenset[float]
    unit: str | None
    term: int | None
    deal: str | None
    accord: str | None
    basis: str | None
    programme: str | None
    passing: bool
    prolongs: bool
    counts: frozenset[float]
    page: str | None
    step: float | None = None
    entry: str | None = None
    pin: int | None = None
    apart: frozenset[int] = frozenset()


features = attrgetter(*(f.name for f in fields(Mention)))
Mentioned = tuple[tuple[Mention, Claim], ...]


def mentions(claims: Sequence[Claim], context: Context) -> dict[Mention, tuple[Claim, ...]]:
    """Claims of the kinds that make entries, by their features; the order of claims does not matter."""
    found: dict[Mention, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        for one, side in _remembered(claim, context):
            found.setdefault(one, []).append(side)
    return {key: tuple(group) for key, group in found.items()}


def _remembered(claim: Claim, context: Context) -> Mentioned:
    memory = context.mentioned.get(claim.article)
    if memory is None or context.pins.label(claim.id):
        return _mentioned(claim, context)
    if claim.id not in memory:
        memory[claim.id] = _mentioned(claim, context)
    return memory[claim.id]


def _mentioned(claim: Claim, context: Context) -> Mentioned:
    """What a claim mentions, each with the claim as it tells of it; nothing where it makes no entry."""
    if claim.kind not in KINDS or not _counts(claim, context):
        return ()
    return tuple((_one(mention(side, context)), side) for side in sides(claim))


_held: WeakValueDictionary[tuple[object, ...], Mention] = WeakValueDictionary()
_holding = Lock()


def _one(m: Mention) -> Mention:
    """Of equal mentions always the same one, as long as anybody has it."""
    with _holding:
        return _held.setdefault(features(m), m)


def off_trade(claims: Sequence[Claim], articles: Sequence[Article]) -> frozenset[str]:
    """Articles beside a page's main story in which no claim is an act of trade policy."""
    kinds, instruments = ("measure", "commitment", "deadline", "agreement"), table()["trade"]["instruments"]
    acts = {c.article for c in claims if c.kind in kinds and c.instrument in instruments}
    curated = {c.article for c in claims if c.curated}
    return frozenset(a.id for a in articles if a.index > 0) - acts - curated


def mention(claim: Claim, context: Context) -> Mention:
    """The features of one claim."""
    kind, said = KINDS[claim.kind], ordinal(context.known[claim.id])
    when = interval(claim.date) if claim.date else None
    actors, targets = (claim.targets, ()) if claim.kind == "ruling" else (claim.actors, claim.targets)
    words, deal = claim.subject or claim.words, kind == "agreement"
    return Mention(
        kind=kind,
        actors=frozenset(actors),
        targets=frozenset(targets),
        parties=parties_of((*actors, *targets)),
        instrument=claim.instrument,
        action="threatened" if if_talks_fail(claim) else claim.action,
        goods=_goods(claim, kind),
        general=any(good.lower() in table()["goods"]["generic"] for good in claim.goods),
        place=claim.place,
        people=frozenset(claim.people),
        leaders=_leaders(claim, context.known[claim.id]),
        when=when,
        window=when or implied(claim.action, said),
        said=said,
        rates=_rates(claim),
        amounts=frozenset(v.number for v in claim.values if v.unit in CURRENCIES),
        unit=claim.values[0].unit if claim.values else None,
        term=_term(claim),
        deal=deal_word(words) if deal and not _crowded(claim, context) else None,
        accord=only(words, "accord") if deal else None,
        basis=only(words, "legal_basis") if kind == "measure" else None,
        programme=claim.curated.programme if claim.curated else programme(claim),
        passing=in_passing(claim),
        prolongs=deal and prolongs(claim.words if claim.action in ("extended", "proposed") else words),
        counts=frozenset(number for number, _ in counts_of_goods(claim)),
        page=claim.article if claim.article in context.undated else None,
        step=step(claim),
        entry=claim.curated.entry if claim.curated else None,
        pin=context.pins.label(claim.id),
        apart=context.pins.strangers(context.pins.label(claim.id)),
    )


def _rates(claim: Claim) -> tuple[float, ...]:
    """The levels, the new one first; by how much it grows ("a further 25 %") only where no level is told."""
    told = [v for v in claim.values if v.unit == "percent"]
    levels = [v for v in told if v.note != "change"]
    return tuple(v.number for v in levels or told if not goes_down(claim, v))


def step(claim: Claim) -> float | None:
    """By how much the level of a measure goes up or down ("by 10 points"), where that alone is told."""
    told = [v for v in claim.values if v.unit in table()["moves"]["units"]]
    if claim.kind != "measure" or claim.action not in ("announced", "lowered", "raised"):
        return None
    return told[0].number if told and all(v.note == "change" for v in told) else None


def goes_down(claim: Claim, value: Value) -> bool:
    """Whether a value is by how much a rate goes down: no rate."""
    down = claim.action == "lowered" or claim.rule.rpartition(" ")[2] in table()["moves"]["down"]
    return down and value.note == "change"


def _term(claim: Claim) -> int | None:
    """How many days it lasts: as told, or (of a measure) from the day it begins to the one it ends on."""
    told = next((int(v.number) for v in claim.values if v.unit == "days"), None)
    if told or claim.kind != "measure" or not claim.expires or not claim.date:
        return told
    return ordinal(claim.expires) - ordinal(claim.date.start) if claim.date.precision == "day" else None


def _leaders(claim: Claim, day: str) -> bool:
    """Whether leaders take part: by name, or where nobody but the teller is named by what they are called."""
    if any(heads(person, day) for person in claim.people if person != claim.speaker):
        return True
    if claim.kind != "meeting" or set(claim.people) - {claim.speaker}:
        return False
    return _pattern("named", "leaders").search(claim.words.replace("’", "'")) is not None


def in_passing(claim: Claim) -> bool:
    """Whether a claim only mentions a measure, by the rule that made it."""
    return claim.kind == "measure" and claim.rule.startswith(tuple(table()["mention"]["rules"]))


def if_talks_fail(claim: Claim) -> bool:
    """Whether a burden that is told as borne is so only if talks fail: "without a deal, cars face 25 %"."""
    if claim.kind != "measure" or claim.action != "kept" or claim.curated:
        return False
    told = _pattern("words", "outcome").search(claim.condition or "")
    return told is not None or _cues().search(claim.words) is not None


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table()['outcome']['cues'])})\b", re.IGNORECASE)


def counts_of_goods(claim: Claim) -> tuple[tuple[float, str], ...]:
    """How many of what a measure is laid on, as (number, noun): "seven rare earths" is (7, earths)."""
    begun = claim.action in ("imposed", "announced", "threatened", "kept", "raised")
    if claim.kind != "measure" or not begun or claim.instrument not in table()["counted"]["instruments"]:
        return ()
    nouns = table()["counted"]["nouns"]
    return tuple((v.number, v.note) for v in claim.values if v.unit == "count" and v.note and v.note in nouns)


def _goods(claim: Claim, kind: EntryKind) -> frozenset[str]:
    if kind == "indicator":
        return frozenset(claim.goods)
    named = claim.goods
    if claim.instrument == "tariff":
        named = tuple(good for good in named if not special(good))
    return canonical_goods(named)


def implied(action: str | None, said: int) -> Interval:
    """Days in which an act without a date must lie, from the day `said` on which it was in the news."""
    if action in ("planned", "proposed"):
        return Interval(said, said + span("weak_back"))
    return Interval(said - span("implied_back"), said)


def _crowded(claim: Claim, context: Context) -> bool:
    """Whether a sentence speaks of two deals by two names, so that neither name is sure."""
    return context.deals[claim.support] > 1 and len(deal_words(claim.words)) > 1


def _counts(claim: Claim, context: Context) -> bool:
    """Whether a claim can make an entry: of figures only flows of trade between parties.

    A leader who travels or arrives alone is no round of talks. A dossier's facts all make entries.
    """
    if claim.curated:
        return True
    if claim.kind == "meeting":
        arrives = len(claim.people) == 1 and _pattern("arrives", "leaders").search(claim.words) is not None
        alone = len(parties_of(claim.actors)) < 2 or arrives
        return not (alone and any(heads(p, context.known[claim.id]) for p in claim.people))
    if claim.kind != "figure":
        return True
    listed = any(good.lower() in table()["indicators"]["goods"] for good in claim.goods)
    return bool(claim.actors) and listed


def only(words: str, kind: str) -> str | None:
    """The one entry of a kind of the lexicon that the words name; None where there are none or several."""
    keys = {match.key for match in lexicon().find(words) if match.kind == kind}
    return keys.pop() if len(keys) == 1 else None


def prolongs(words: str) -> bool:
    """Whether the words speak of making something last longer."""
    return _pattern("extends").search(words) is not None


def of_extension(claim: Claim) -> bool:
    """Whether what is agreed, or waits for approval, is that a deal lasts longer: not the deal itself."""
    stage = claim.action in ("agreed", "agreed_in_principle", "awaiting_approval", "approved", "rejected")
    return stage and claim.kind == "agreement" and claim.subject is not None and prolongs(claim.subject)


def deal_word(words: str) -> str | None:
    """The special word for the deal that the words are about (`truce`, `framework`), under one name.

    What a deal is to carry out is another deal, so words after a cue like "to implement" do not count.
    """
    cue = _pattern("implements").search(words)
    match = _pattern("special").search(words, 0, cue.start() if cue else len(words))
    return _named(match.group()) if match else None


def deal_words(words: str) -> frozenset[str]:
    """All special words for deals in the words, each under one name."""
    return frozenset(_named(match.group()) for match in _pattern("special").finditer(words))


def _named(word: str) -> str:
    return str(table()["deals"]["same"].get(word.lower(), word.lower()))


@cache
def _pattern(name: str, of: str = "deals") -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table()[of][name])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
