"""Joining mentions: the best-founded pairs first, never over a veto between any two members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from parley.resolve.candidates import block, candidates
from parley.resolve.days import Interval
from parley.resolve.mentions import Mention, features
from parley.resolve.onto import begins
from parley.resolve.reasons import part_of_one, score, vetoed
from parley.resolve.tables import rules

# Vetoes that do not part clusters with a level or programme in common; they are the last of their list.
OF_LEVELS = ("programme_unshared", "rates_apart")
Pair = tuple[float, int, int, int, tuple[str, ...]]
Found = dict[Mention, list[tuple[float, int, Mention, tuple[str, ...]]]]
"""Pairs by their first mention: minus score, days between, the second mention, reasons."""


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing; `reasons` says for each why it was joined ("" for the one it began with).

    `against` are members of clusters with which it cannot be joined, so that they are not compared again.
    """

    members: list[Mention]
    reasons: dict[Mention, str] = field(default_factory=dict)
    against: set[Mention] = field(default_factory=set)


def clusters(found: Collection[Mention], pairs: Found) -> list[Cluster]:
    """Mentions of all kinds, joined, in any order; what a person joined is one, whatever the vetoes.

    `pairs` are at least those among them that `paired` finds.
    """
    blocks: dict[tuple[str, ...], list[Mention]] = {}
    for one in found:
        blocks.setdefault(block(one), []).append(one)
    return _pinned(cluster for key in sorted(blocks) for cluster in join(blocks[key], pairs))


def _pinned(found: Iterable[Cluster]) -> list[Cluster]:
    kept: list[Cluster] = []
    home: dict[tuple[str, int], Cluster] = {}
    for cluster in found:
        pins = {(m.kind, m.pin) for m in cluster.members if m.pin is not None}
        others = {id(home[pin]): home[pin] for pin in pins if pin in home}
        for other in others.values():
            cluster.members += other.members
            cluster.reasons |= other.reasons
        kept = [one for one in kept if id(one) not in others] + [cluster]
        home |= dict.fromkeys(((m.kind, m.pin) for m in cluster.members if m.pin is not None), cluster)
    return kept


def join(found: Iterable[Mention], pairs: Found) -> list[Cluster]:
    """Join pairs in the order of their score, then of nearness in time, then of their features.

    Greedy agglomeration with cannot-link constraints: two clusters are merged when the pair's score reaches
    the threshold and no veto holds between any member of one and any member of the other. What a dossier
    tells of one entry is together from the start.
    """
    members = sorted(found, key=sort_key)
    home = _homes(members)
    for _, _, i, j, names in sorted(_among(members, pairs)):
        a, b = members[i], members[j]
        if home[a] is not home[b] and not _clash(home[a], home[b]):
            merged = _merge(home[a], home[b], (a, b), ", ".join(names).replace("_", " "))
            home |= dict.fromkeys(merged.members, merged)
    return list({id(cluster): cluster for cluster in home.values()}.values())


def _homes(members: Iterable[Mention]) -> dict[Mention, Cluster]:
    """The cluster in which each member begins: its own, or that of its dossier's entry."""
    given: dict[str, Cluster] = {}
    homes = {}
    for one in members:
        alone = Cluster([], {})
        cluster = given.setdefault(one.entry, alone) if one.entry else alone
        cluster.members.append(one)
        cluster.reasons[one] = "fact of a dossier" if one.entry else ""
        homes[one] = cluster
    return homes


def paired(members: Sequence[Mention]) -> Found:
    """The pairs among mentions of one block, which are in the order of `sort_key`, that may be joined.

    They have no veto and reach the threshold.
    """
    pairs: Found = {}
    for i, j in candidates(members):
        a, b = members[i], members[j]
        found = judged(a, b)
        if found is not None:
            points, days, names = found
            pairs.setdefault(a, []).append((-points, days, b, names))
    return pairs


def _among(members: Sequence[Mention], pairs: Found) -> list[Pair]:
    """The pairs of which both are among the members, as numbers: minus score, days between, both, reasons."""
    number = {one: i for i, one in enumerate(members)}
    return [
        (points, days, i, number[b], names)
        for a, i in number.items()
        for points, days, b, names in pairs.get(a, ())
        if b in number
    ]


@lru_cache(maxsize=65536)
def judged(a: Mention, b: Mention) -> tuple[float, int, tuple[str, ...]] | None:
    """Points, days between and reasons of a pair in the order of `sort_key`; None: a veto, or too few."""
    if _vetoed(a, b) is not None:
        return None
    points, names = score(a, b)
    return (points, distance(a, b), names) if points >= rules(a.kind).threshold else None


_vetoed = lru_cache(maxsize=65536)(vetoed)


def distance(a: Mention, b: Mention) -> int:
    """Days between two mentions; one without a date stands at the day of its report."""
    if a.when and b.when:
        return a.when.gap(b.when)
    one, other = (m.when or Interval(m.said, m.said) for m in (a, b))
    return one.gap(other)


@lru_cache(maxsize=16384)
def sort_key(m: Mention) -> tuple[str, ...]:
    """A total order of mentions by their features."""
    return tuple(["|".join(sorted(map(str, v))) if isinstance(v, frozenset) else str(v) for v in features(m)])


def _clash(one: Cluster, other: Cluster) -> bool:
    if not one.against.isdisjoint(other.members):
        return True
    if not other.against.isdisjoint(one.members):
        return True
    for a, b in product(_compared(one, other), _compared(other, one)):
        veto = _vetoed(a, b)
        if veto == "goods_apart" and part_of_one(a, b, (*one.members, *other.members)):
            continue
        if veto == "onsets_apart" and not (a.entry or b.entry) and _given(one, other):
            continue  # when it began, and began anew, the dossier tells
        if veto is not None and not (veto in OF_LEVELS and _levels(one) & _levels(other)):
            if veto not in OF_LEVELS:
                one.against.add(b)
                other.against.add(a)
            return True
    return False


def _given(one: Cluster, other: Cluster) -> bool:
    """Whether a dossier tells of either."""
    return any(m.entry for m in (*one.members, *other.members))


def _compared(cluster: Cluster, other: Cluster) -> list[Mention]:
    """The members that a veto can rest on; of a dossier's entry the nearest in time to the other.

    That its facts are of one thing is sure, however far they lie apart. To what begins, the nearest
    beginning counts as well: controls of April are none that were announced, and suspended, in autumn.
    """
    given = [m for m in cluster.members if m.entry]
    if not given or any(m.entry for m in other.members):
        return cluster.members
    near = min(min(distance(m, o) for o in other.members) for m in given)
    starts = [m for m in given if begins(m)] if any(map(begins, other.members)) else []
    first = min((distance(m, o) for m in starts for o in other.members), default=near)
    kept = {m for m in given if _near(m, other, near)} | {m for m in starts if _near(m, other, first)}
    return [m for m in cluster.members if not m.entry or m in kept]


def _near(member: Mention, other: Cluster, days: int) -> bool:
    return any(distance(member, o) <= days for o in other.members)


def _levels(cluster: Cluster) -> set[object]:
    """All rates and changes told in a cluster, its programme and relief: what shows that two are one."""
    named = {m.programme for m in cluster.members if m.programme}
    relief = {(m.action, m.term) for m in cluster.members if m.term and m.action in ("lowered", "suspended")}
    steps = {("step", m.step) for m in cluster.members if m.step is not None}
    steps |= {("step", round(abs(m.rates[0] - m.rates[1]), 6)) for m in cluster.members if len(m.rates) > 1}
    return {*named, *relief, *steps, *(rate for m in cluster.members for rate in m.rates)}


def _merge(into: Cluster, other: Cluster, pair: tuple[Mention, Mention], why: str) -> Cluster:
    for cluster in (into, other):
        for one in pair:
            if one in cluster.reasons:
                cluster.reasons[one] = cluster.reasons[one] or why
    into.members += other.members
    into.against |= other.against
    into.reasons.update(other.reasons)
    return into
