"""Which mentions are worth comparing: those that share something a join could rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from parley.resolve.mentions import Mention
from parley.resolve.tables import broader, instrument_family, margin, span
from parley.resolve.who import WORLD

BUCKET = 30  # days
NAMES = ("place", "deal", "accord", "basis", "programme", "term")
WIDE = 400  # days: what is told of longer times is compared by its other features, or with its like


def block(m: Mention) -> tuple[str, ...]:
    """Mentions of different blocks are never joined."""
    if m.kind in ("measure", "commitment", "indicator"):
        return (m.kind, *sorted(m.actors))
    return (m.kind, *(sorted(m.parties) if m.kind == "agreement" else ()))


def candidates(members: Sequence[Mention]) -> list[tuple[int, int]]:
    """Index pairs of a block that share a token and leave each other's instrument and target open or equal.

    The lower index is the first of a pair.

    An inverted index in place of all pairs: its cost grows with how much is told of one time, not with the
    length of the ledger.
    """
    index: dict[tuple[str, object], list[int]] = {}
    opened: dict[tuple[str, str], set[int]] = {}
    found: list[tuple[int, int]] = []
    for i, one in enumerate(members):
        features, own = _features(one), drawer(one)
        near: set[int] = set().union(*(index.get(token, ()) for token in features))
        for other, held in opened.items():
            if _open(own, other):
                found += [(j, i) for j in near & held]
        opened.setdefault(own, set()).add(i)
        for token in features:
            index.setdefault(token, []).append(i)
    return found


def beside(one: Mention, others: Sequence[Mention]) -> list[Mention]:
    """Those of the others of its block with which one is a candidate."""
    own, features = drawer(one), _features(one)
    near = (o for o in others if o is not one and not features.isdisjoint(_features(o)))
    return [o for o in near if _open(own, drawer(o))]


@lru_cache(maxsize=16384)
def _features(m: Mention) -> frozenset[tuple[str, object]]:
    return frozenset(tokens(m))


@lru_cache(maxsize=16384)
def drawer(m: Mention) -> tuple[str, str]:
    """Family of the instrument and target, each empty where the mention leaves it open."""
    if m.kind not in ("measure", "commitment"):
        return "", ""
    target = "" if WORLD in m.targets or len(m.targets) != 1 else min(m.targets)
    return instrument_family(m.instrument), target


def tokens(m: Mention) -> Iterator[tuple[str, object]]:
    """Everything of a mention on which a join could rest, apart from who acts: time, goods, rates, names."""
    ruling = m.action in ("struck_down", "upheld", "stayed")
    around = span("year") if ruling else margin(m.kind)
    yield from (("time", bucket) for bucket in _buckets(m, around))
    if m.kind in ("measure", "commitment"):
        yield from {("goods", wider) for good in m.goods for wider in broader(good)}
        # As floats: 30 and 30.0 are one number, and equal mentions are looked up as one.
        yield from (("amount", float(amount)) for amount in m.amounts)
        years = {bucket * BUCKET // WIDE for bucket in _buckets(m, span("year"))}
        yield from ((f"rate {float(rate)}", year) for rate in set(m.rates) for year in years)
    if m.kind in ("measure", "agreement"):
        yield from ((name, value) for name in NAMES if (value := getattr(m, name)))


def _buckets(m: Mention, around: int) -> range:
    first, last = m.window.first - around, m.window.last + around
    if m.window.width > WIDE:
        first, last = m.window.first, m.window.first
    return range(first // BUCKET, last // BUCKET + 1)


def _open(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return (a[0] == b[0] or not (a[0] and b[0])) and (a[1] == b[1] or not (a[1] and b[1]))
