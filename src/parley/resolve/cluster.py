"""Joining mentions: the best-founded pairs first, never over a veto between any two members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from parley.resolve.days import Interval
from parley.resolve.mentions import Mention
from parley.resolve.reasons import score, vetoed
from parley.resolve.tables import rules


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing; `reasons` says for each why it was joined ("" for the one it began with)."""

    members: list[Mention]
    reasons: dict[Mention, str] = field(default_factory=dict)


def clusters(found: Collection[Mention]) -> list[Cluster]:
    """Mentions of all kinds, joined; independent of their order."""
    blocks: dict[tuple[str, ...], list[Mention]] = {}
    for one in found:
        blocks.setdefault(block(one), []).append(one)
    return [cluster for key in sorted(blocks) for cluster in join(blocks[key])]


def block(m: Mention) -> tuple[str, ...]:
    """Mentions of different blocks are never joined: this keeps the pairs few."""
    if m.kind in ("measure", "commitment", "indicator"):
        return (m.kind, *sorted(m.actors))
    return (m.kind, *(sorted(m.parties) if m.kind == "agreement" else ()))


def join(found: Iterable[Mention]) -> list[Cluster]:
    """Join pairs in the order of their score, then of nearness in time, then of their features.

    Greedy agglomeration with cannot-link constraints: two clusters are merged when the pair's score reaches
    the threshold and no veto holds between any member of one and any member of the other.
    """
    members = sorted(found, key=sort_key)
    home = {one: Cluster([one], {one: ""}) for one in members}
    for _, _, a, b, names in sorted(
        pairs(members), key=lambda p: (p[0], p[1], sort_key(p[2]), sort_key(p[3]))
    ):
        if home[a] is not home[b] and not _clash(home[a], home[b]):
            _merge(home, a, b, ", ".join(names).replace("_", " "))
    return list({id(cluster): cluster for cluster in home.values()}.values())


def pairs(
    members: list[Mention],
) -> Iterator[tuple[float, int, Mention, Mention, tuple[str, ...]]]:
    """Pairs that reach the threshold without a veto: (minus score, days between, the two, reasons)."""
    for a, b in combinations(members, 2):
        if vetoed(a, b) is None:
            points, names = score(a, b)
            if points >= rules(a.kind).threshold:
                yield -points, distance(a, b), a, b, names


def distance(a: Mention, b: Mention) -> int:
    """Days between two mentions; one without a date stands at the day of its report."""
    if a.when and b.when:
        return a.when.gap(b.when)
    one, other = (m.when or Interval(m.said, m.said) for m in (a, b))
    return one.gap(other)


def sort_key(m: Mention) -> tuple[str, ...]:
    """A total order of mentions by their features."""
    return tuple(_text(getattr(m, name)) for name in m.__slots__)


def _text(value: object) -> str:
    return "|".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _clash(one: Cluster, other: Cluster) -> bool:
    return any(vetoed(a, b) for a in one.members for b in other.members)


def _merge(home: dict[Mention, Cluster], a: Mention, b: Mention, why: str) -> None:
    into, other = home[a], home[b]
    for one in (a, b):
        home[one].reasons[one] = home[one].reasons[one] or why
    into.members += other.members
    into.reasons.update(other.reasons)
    for one in other.members:
        home[one] = into
