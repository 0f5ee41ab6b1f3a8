"""From clusters of mentions to entries: traits, states, reasons of joining, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parley.model import Claim, Entry, EntryKind, State, When
from parley.resolve.cluster import Cluster, sort_key
from parley.resolve.days import interval, iso, sharpness
from parley.resolve.history import continues, history
from parley.resolve.mentions import Mention
from parley.resolve.names import Traits, deal_name, dispute_id, dispute_sides, distinct, entry_id, label
from parley.resolve.programme import special
from parley.resolve.register import misplaced
from parley.resolve.tables import table
from parley.resolve.voices import Context
from parley.resolve.who import WORLD, heads, is_wide, ordered, parties_of, party_name, party_of_name, venues

MANY = 3  # goods up to which all are named


@dataclass(frozen=True, slots=True)
class Draft:
    """A cluster with its claims and traits, before it has an id."""

    traits: Traits
    claims: tuple[Claim, ...]
    joins: tuple[tuple[str, str], ...]


def entries(found: Iterable[Draft], context: Context, made: Iterable[Entry] = ()) -> list[Entry]:
    """Entries of all drafts that are enough to make one, without links.

    `made` are entries of which all is known to be as it was when they were made of their claims.
    """
    drafts = sorted((d for d in found if stands(d)), key=_key)
    made = tuple(made)
    ready = {(e.kind, e.actors, e.claims, e.joins): e for e in made}
    grown = {(e.kind, e.actors, claim): e for e in made for claim in e.claims}
    ids = zip(_ids(drafts), drafts, strict=True)
    return [
        _again(key, ready.get(_same(d))) or entry_of(key, d, context, _states(d, context, grown))
        for key, d in ids
    ]


def _states(
    d: Draft, context: Context, grown: Mapping[tuple[EntryKind, tuple[str, ...], str], Entry]
) -> tuple[State, ...]:
    """The states of a draft; of one that has all claims of an entry that was made they go on from its."""
    kind, actors = d.traits.kind, d.traits.actors
    before = next((e for c in d.claims if (e := grown.get((kind, actors, c.id)))), None)
    return continued(kind, d.claims, context, before)


def continued(
    kind: EntryKind, claims: Sequence[Claim], context: Context, before: Entry | None
) -> tuple[State, ...]:
    """The states of claims, gone on from those of an entry that was made of some of them, if there is one."""
    added = {c.id for c in claims}.difference(before.claims) if before else set()
    if before is None or len(added) + len(before.claims) > len(claims) or not continues(before.states):
        return history(kind, claims, context)
    since = min((context.known[key] for key in added), default="9999")
    return history(kind, claims, context, before.states, since)


def _same(d: Draft) -> tuple[EntryKind, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    return d.traits.kind, d.traits.actors, tuple(c.id for c in d.claims), d.joins


def _again(key: str, made: Entry | None) -> Entry | None:
    if made is None or made.id == key:
        return made
    return replace(made, id=key)


def bases(found: Iterable[Draft]) -> dict[str, frozenset[str]]:
    """The names that the ids of the drafts' entries were made of, by id; see `Part`."""
    drafts = sorted((d for d in found if stands(d)), key=_key)
    names = zip(_ids(drafts), drafts, strict=True)
    return {key: frozenset({key, key.removesuffix("-news"), entry_id(d.traits)}) for key, d in names}


def _ids(drafts: Sequence[Draft]) -> list[str]:
    """Ids as a dossier gives them, else from the traits; none is given twice."""
    given = [next((c.curated.entry for c in d.claims if c.curated), None) for d in drafts]
    free = [d for d, key in zip(drafts, given, strict=True) if key is None]
    made = iter(distinct([d.traits for d in free], [_key(d) for d in free]))
    found = [next(made) if key is None else key for key in given]
    return [
        f"{key}-news" if own is None and key in given else key for key, own in zip(found, given, strict=True)
    ]


def stands(d: Draft) -> bool:
    """Whether there is an entry in it: a meeting has two sides, an indicator a value, a deadline a date."""
    t = d.traits
    if t.kind == "round":
        return len(t.actors) > 1
    if t.kind == "indicator":
        return any(c.values for c in d.claims)
    return bool(t.when) if t.kind == "deadline" else bool(t.actors)


def draft(cluster: Cluster, groups: Mapping[Mention, tuple[Claim, ...]], context: Context) -> Draft:
    """The claims of a cluster with the traits that most of them give."""
    found = {c.id: c for m in cluster.members for c in groups[m]}
    claims = tuple(found[key] for key in sorted(found))
    joins = {
        c.id: context.pins.why(c.id) or why or _first(m)
        for m, why in sorted(cluster.reasons.items(), key=_why)
        for c in groups[m]
    }
    return Draft(_traits(cluster, claims, groups, context), claims, tuple(sorted(joins.items())))


def _why(item: tuple[Mention, str]) -> tuple[str, ...]:
    return item[1], *sort_key(item[0])


def _first(m: Mention) -> str:
    return "first mention" if m.when else "first mention, undated"


def _traits(
    cluster: Cluster,
    claims: Sequence[Claim],
    groups: Mapping[Mention, tuple[Claim, ...]],
    context: Context,
) -> Traits:
    kind = cluster.members[0].kind
    curated = [m for m in cluster.members if m.entry]
    if curated and len(curated) < len(cluster.members):
        # What tells the entry apart is as the dossier has it, whatever the news adds.
        own = [c for c in claims if c.curated]
        return _traits(Cluster(curated), own, groups, context)
    rates = Counter(m.rates[0] for m in cluster.members if m.rates)
    actors = ordered(p for m in cluster.members for p in m.actors)
    return Traits(
        kind=kind,
        actors=actors,
        targets=() if kind in ("round", "agreement") else _targets(claims, actors),
        instrument=_most(c.instrument for c in claims),
        goods=_main_goods(cluster, groups) or _others(claims, actors),
        place=_place(claims),
        when=_when(kind, claims, context),
        known=min(
            (context.known[c.id] for c in claims if c.article not in context.undated), default="undated"
        ),
        leaders=any(m.leaders for m in cluster.members),
        deal=deal_name(claims) if kind == "agreement" else None,
        rate=min(rates, key=lambda r: (-rates[r], r)) if rates else None,
        programme=_most(m.programme for m in cluster.members),
    )


def _place(claims: Sequence[Claim]) -> str | None:
    """Where most have it; a town before the country or region that it may lie in."""
    towns = _most(c.place for c in claims if c.place and not is_wide(c.place))
    return towns or _most(c.place for c in claims)


def _main_goods(cluster: Cluster, groups: Mapping[Mention, tuple[Claim, ...]]) -> tuple[str, ...]:
    """The goods, those told most often first; of many those that are told more than once.

    Words without a rate that name more than those with one sum up several measures ("duties on cars and
    steel", of which steel bears the rate): what they add is not this one's.
    """
    rated = frozenset(g for m in cluster.members if m.rates for g in m.goods)
    own = [m for m in cluster.members if m.rates or not rated or not rated < m.goods]
    votes = Counter(g for m in own for g in m.goods for _ in groups[m])
    named = tuple(sorted(votes, key=lambda g: (-votes[g], g)))
    often = tuple(g for g in named if votes[g] > 1)
    return often if often and len(named) > MANY else named


def _others(claims: Sequence[Claim], actors: Sequence[str]) -> tuple[str, ...]:
    """General goods (`chinese goods`), without the name of a programme and without a party's own goods."""
    tariff = any(c.instrument == "tariff" for c in claims)
    named = _by_votes(_goods(claims))
    return tuple(g for g in named if not tariff or not (special(g) or _owner(g) in actors))


def _owner(good: str) -> str | None:
    """The party whose goods they are (`us goods`)."""
    first, _, rest = good.partition(" ")
    return party_of_name(f"{first.upper() if len(first) < 3 else first.capitalize()} {rest}")


def _targets(claims: Sequence[Claim], actors: Sequence[str]) -> tuple[str, ...]:
    return tuple(t for t in _by_votes(t for c in claims for t in c.targets) if t not in actors)


def _goods(claims: Sequence[Claim]) -> Iterable[str]:
    return (good for c in claims for good in c.goods)


def _by_votes(values: Iterable[str]) -> tuple[str, ...]:
    count = Counter(values)
    return tuple(sorted(count, key=lambda v: (-count[v], v)))


def _most(values: Iterable[str | None]) -> str | None:
    found = _by_votes(v for v in values if v and v != "other")
    return found[0] if found else None


_CORE = {
    "agreement": ("agreed", "signed", "agreed_in_principle", "approved"),
    "measure": ("imposed", "raised", "lowered", "suspended", "announced", "threatened", "considered"),
}


def _when(kind: EntryKind, claims: Sequence[Claim], context: Context) -> When | None:
    """The time that tells the entry apart: all days of a round; else the sharpest time of its beginning."""
    dated = [c for c in claims if c.date]
    if kind == "round":
        return _days_of(dated)
    core = [c for c in dated if c.action in _CORE.get(kind, (c.action,))]
    times = Counter(c.date for c in (core if kind == "measure" else core or dated) if c.date)
    return min(times, key=lambda w: (sharpness(w), -times[w], w.start, w.end or ""), default=None)


def _days_of(dated: Sequence[Claim]) -> When | None:
    """From the first to the last day of those claims that give days; of a call the sharpest time."""
    if all(c.instrument in table()["families"]["phone"] for c in dated):
        return _sharpest(c.date for c in dated)
    days = [
        interval(c.date) for c in dated if c.date and c.date.precision in ("day", "minute") and c.date.end
    ]
    if days:
        return When(iso(min(d.first for d in days)), iso(max(d.last for d in days)), "day")
    return _sharpest(c.date for c in dated)


def _sharpest(times: Iterable[When | None]) -> When | None:
    count = Counter(w for w in times if w)
    return min(count, key=lambda w: (sharpness(w), -count[w], w.start), default=None)


def _key(d: Draft) -> tuple[str, ...]:
    t = d.traits
    return (t.kind, t.when.start if t.when else t.known, *t.actors, *t.targets, d.claims[0].id)


def entry_of(key: str, d: Draft, context: Context, states: tuple[State, ...] | None = None) -> Entry:
    """The entry of a draft under its id, without links, with these states or those that its claims give."""
    t = d.traits
    return Entry(
        id=key,
        kind=t.kind,
        name=label(t),
        dispute=dispute_id(_sides(d, context)),
        actors=t.actors,
        targets=t.targets,
        instrument=t.instrument,
        goods=t.goods,
        place=t.place,
        states=history(t.kind, d.claims, context) if states is None else states,
        claims=tuple(c.id for c in d.claims),
        joins=d.joins,
        when=t.when,
        people=_people(d, context) if t.kind == "round" else (),
        venue=_venue(d),
        number=_number(d.claims) if t.kind == "round" else None,
    )


def _venue(d: Draft) -> str | None:
    """The building of a round; a call has none."""
    met = d.traits.kind == "round" and d.traits.instrument not in table()["families"]["phone"]
    return _most(v for c in d.claims for v in venues(c.words)) if met else None


def _sides(d: Draft, context: Context) -> tuple[str, ...]:
    """The parties of the dispute: those named; else the other side of what the article is mostly about."""
    parties = parties_of((*d.traits.actors, *d.traits.targets))
    if len(parties - {WORLD}) > 1:
        return tuple(parties - {WORLD})
    beside = [pair for c in d.claims for pair in context.beside.get(c.support, ())]
    told = Counter(tuple(sorted(pair)) for pair in beside if parties - {WORLD} < pair)
    if told:
        return min(told, key=lambda pair: (-told[pair], pair))
    if WORLD in parties:
        return tuple(parties)
    pairs = Counter(context.pairs[c.article] for c in d.claims if c.article in context.pairs)
    fitting = [pair for pair in pairs if parties <= set(pair)]
    best = min(fitting, key=lambda pair: (-pairs[pair], pair), default=None)
    return best or (*parties, WORLD)


def _people(d: Draft, context: Context) -> tuple[tuple[str, str | None], ...]:
    """Who takes part, with the party; who is named for an office that another holds is left to `weigh`."""
    wrong = {m.person for c in d.claims for m in misplaced(c, context.known[c.id])}
    names = _by_votes(p for c in d.claims for p in c.people if p not in wrong and _attends(p, c, context))
    told = {name: [c.article for c in d.claims if name in c.people] for name in names}
    sides = [(name, context.party(name, told[name])) for name in names]
    return tuple((name, party) for name, party in sides if party is None or party in d.traits.actors)


def _attends(person: str, claim: Claim, context: Context) -> bool:
    """Who only tells of a meeting need not have been there; a leader who tells of his call was."""
    if person != claim.speaker:
        return True
    with_others = len(claim.people) > 1 or claim.instrument in table()["families"]["phone"]
    return with_others and heads(person, context.known[claim.id])


def _number(claims: Sequence[Claim]) -> int | None:
    counted = [v for c in claims for v in c.values if v.unit == "count" and "round" in (v.note or "")]
    if counted:
        return int(counted[0].number)
    named = {m.group(1).lower() for c in claims for m in _ROUND.finditer(c.words) if c.action != "planned"}
    return _ORDINALS.index(named.pop()) + 1 if len(named) == 1 else None


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ROUND = re.compile(rf"\b({'|'.join(_ORDINALS)})\s(?:[\w-]+\s){{0,2}}round\b", re.IGNORECASE)


def accusations(
    claims: Sequence[Claim], disputes: Iterable[str], context: Context, made: Iterable[Entry] = ()
) -> list[Entry]:
    """One entry for each dispute, these at least, with the accusations that its parties make.

    `made` are entries as for `entries`.
    """
    by_dispute: dict[str, list[Claim]] = {key: [] for key in disputes}
    for claim in claims:
        if accuses(claim):
            by_dispute.setdefault(accused_in(claim, context), []).append(claim)
    ready = {e.id: e for e in made if e.kind == "dispute"}
    return [dispute(key, tuple(told), context, ready.get(key)) for key, told in sorted(by_dispute.items())]


def accuses(claim: Claim) -> bool:
    """Whether a claim goes to the entry of a dispute."""
    return claim.kind == "accusation" and bool(claim.actors)


def accused_in(claim: Claim, context: Context) -> str:
    """The id of the dispute in which an accusation is made: its own parties', else those of its article."""
    parties = parties_of((*claim.actors, *claim.targets)) | set(context.pairs.get(claim.article, ()))
    named = _named((*claim.actors, *claim.targets))
    return dispute_id(named if len(named) > 1 else parties)


def _named(codes: Sequence[str]) -> frozenset[str]:
    """Parties among the codes; all partners only where they are the other side."""
    parties = parties_of(codes)
    return parties - {WORLD} if len(parties) > 2 else parties


def dispute(key: str, claims: Sequence[Claim], context: Context, made: Entry | None = None) -> Entry:
    """The entry of a dispute, with the accusations that its parties make, if any; `made` of some of them."""
    parties = dispute_sides(key)
    told = sorted(claims, key=lambda c: c.id)
    return Entry(
        id=key,
        kind="dispute",
        name="Trade dispute, " + " and ".join(party_name(p) for p in parties),
        dispute=key,
        actors=parties,
        targets=(),
        instrument=None,
        goods=_by_votes(_goods(told)),
        place=None,
        states=continued("dispute", told, context, made) if told else (),
        claims=tuple(c.id for c in told),
        joins=tuple((c.id, "accusation between the parties") for c in told),
    )
