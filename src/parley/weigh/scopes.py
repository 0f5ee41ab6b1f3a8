"""Accounts that only seem to differ: in goods, parties or shades, or because they are of two things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from parley.model import Claim, Disagreement, Entry
from parley.resolve.days import interval, ordinal
from parley.resolve.mentions import counts_of_goods
from parley.resolve.tables import broader, canonical_goods, span
from parley.weigh.evidence import Evidence, key, side, since


def of_scope(entry: Entry, seen: Evidence) -> Iterator[Disagreement]:
    """One thing told with more or fewer goods, for one or all partners, firmly or with a hedge."""
    if entry.kind not in ("measure", "commitment"):
        return
    told = seen.of(entry)
    named = [(c, _listed(c.goods)) for c in told if canonical_goods(c.goods)]
    yield from _different(entry, "goods", named, seen)
    yield from _different(entry, "targets", [(c, _listed(c.targets)) for c in told if c.targets], seen)
    if entry.kind == "commitment":
        yield from _different(entry, "firmness", [(c, _firmness(c)) for c in told], seen)
    else:
        named = [(c, c.speaker or "no author named") for c in _rewritten(told, seen)]
        yield from _different(entry, "author", named, seen)


def of_pledges(pledges: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    """Pledges of one party to another at one time that are told of other goods: parts of one bargain."""
    for a, b in combinations(sorted(pledges, key=lambda e: e.id), 2):
        apart = not canonical_goods(a.goods) & canonical_goods(b.goods)
        if apart and _one_bargain(a, b, seen) and _articles(a, seen) != _articles(b, seen):
            told = [(c, _listed(c.goods)) for e in (a, b) for c in seen.of(e) if c.goods]
            yield from _different(a, "goods of the bargain", told, seen)


def _one_bargain(a: Entry, b: Entry, seen: Evidence) -> bool:
    days = [ordinal(min(seen.known(c) for c in seen.of(e))) for e in (a, b)]
    return abs(days[0] - days[1]) <= span("conclusion_gap")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(sorted(canonical_goods(tuple(names)) or set(names)))


def _firmness(claim: Claim) -> str:
    return {"hedged": "with a hedge", "conditional": "on a condition"}.get(claim.certainty, "firmly")


def _rewritten(told: Sequence[Claim], seen: Evidence) -> list[Claim]:
    """Claims of several articles of one family: in a rewrite the author of an act is easily lost."""
    families = [seen.family(c) for c in told]
    same = len(set(families)) == 1 and len({c.article for c in told}) > 1
    return list(told) if same else []


def _different(
    entry: Entry, about: str, told: Sequence[tuple[Claim, str]], seen: Evidence
) -> Iterator[Disagreement]:
    """One disagreement of scope where two articles say different things about one aspect."""
    if len({says for _, says in told}) < 2 or len({claim.article for claim, _ in told}) < 2:
        return
    pairs = [(a, b) for a, b in combinations(told, 2) if a[1] != b[1] and a[0].article != b[0].article]
    if not pairs:
        return
    best = min(pairs, key=lambda pair: _unlike(pair[0][0], pair[1][0], seen))
    sides = {says: claim for claim, says in best}
    for claim, says in sorted(told, key=lambda pair: (pair[0].article, pair[0].id)):
        sides.setdefault(says, claim)
    yield Disagreement(
        id=key("scope", entry.id, about),
        kind="scope",
        real=False,
        topic=f"{entry.name}: {about}",
        entry=entry.id,
        sides=tuple(side(claim, says) for says, claim in sides.items()),
        since=since((claim for claim, _ in best), seen),
        note=f"the accounts differ in {about}, not in what happened",
    )


def _unlike(a: Claim, b: Claim, seen: Evidence) -> tuple[bool, int, bool, str, str]:
    """For sorting: two claims compare best that tell one act, of one speaker, by independent reporters."""
    unnamed = (a.speaker is None) + (b.speaker is None)
    speakers = 0 if a.speaker == b.speaker and not unnamed else 1 + unnamed
    return a.action != b.action, speakers, seen.family(a) == seen.family(b), a.id, b.id


def of_sets(token: str, measures: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    """Measures of one party on so many of some goods each: seven in spring and five more in autumn."""
    counted = [(e, found) for e in measures if (found := _counted(e, seen))]
    for (a, first), (b, second) in combinations(sorted(counted, key=lambda pair: pair[0].id), 2):
        apart = first[0][0][0] != second[0][0][0] and min(tokens_of(a) & tokens_of(b)) == token
        if apart and _one_time(a, b):
            told = [*first, *second]
            yield Disagreement(
                id=key("scope", a.id, b.id),
                kind="scope",
                real=False,
                topic=f"{a.name}: how many",
                entry=a.id,
                sides=tuple(side(c, f"{n:g} {_NOUNS.get(noun, noun)}") for (n, noun), c in told),
                since=since([c for _, c in told], seen),
                note="two sets of goods, put under control one after the other",
            )


_NOUNS = {"earths": "rare earths"}


def _counted(entry: Entry, seen: Evidence) -> list[tuple[tuple[float, str], Claim]]:
    """Numbers of goods with the claims that tell them, one of each family; nothing where they differ."""
    found: dict[str, tuple[tuple[float, str], Claim]] = {}
    for claim in sorted(seen.of(entry), key=lambda c: (seen.known(c), c.id)):
        for number, noun in counts_of_goods(claim):
            found.setdefault(seen.family(claim), ((number, noun), claim))
    return list(found.values()) if len({n for (n, _), _ in found.values()}) == 1 else []


def of_different_things(token: str, measures: Sequence[Entry], seen: Evidence) -> Iterator[Disagreement]:
    """Measures of one party that look alike and are two: other goods, another level, or months apart.

    `token` is the word for goods that all of them share; a pair is told under the first that it shares.
    """
    families = {e.id: _articles(e, seen) for e in measures}
    for a, b in combinations(sorted(measures, key=lambda e: e.id), 2):
        first = min(tokens_of(a) & tokens_of(b)) == token
        two = first and _one_time(a, b) and not families[a.id] & families[b.id]
        if two and not (_counted(a, seen) and _counted(b, seen)):
            told = [seen.of(e)[0] for e in (a, b)]
            yield Disagreement(
                id=key("different things", a.id, b.id),
                kind="different things",
                real=False,
                topic=f"{a.name} / {b.name}",
                entry=a.id,
                sides=tuple(side(c, e.id) for c, e in zip(told, (a, b), strict=True)),
                since=since(told, seen),
                note=_why(a, b),
            )


def _articles(entry: Entry, seen: Evidence) -> set[str]:
    return {seen.family(claim) for claim in seen.of(entry)}


def tokens_of(entry: Entry) -> frozenset[str]:
    """The goods of a measure, with the last word of each: what is named alike may be taken for the same."""
    goods = canonical_goods(entry.goods)
    return frozenset(goods | {good.split()[-1] for good in goods} | {x for g in goods for x in broader(g)})


def _one_time(a: Entry, b: Entry) -> bool:
    """Not more than a year apart: what lies further back is not taken for the news."""
    return not a.when or not b.when or interval(a.when).gap(interval(b.when)) <= span("year")


def _why(a: Entry, b: Entry) -> str:
    if not set(a.goods) & set(b.goods):
        return "other goods"
    if a.when and b.when and a.when.start[:7] != b.when.start[:7]:
        return f"months apart: {a.when.start[:7]} and {b.when.start[:7]}"
    return "another act on the same goods"
