"""Ties between entries, each with the claims that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from parley.lexicon import lexicon
from parley.model import Claim, Entry, Link, State
from parley.resolve.days import interval
from parley.resolve.tables import broader, canonical_goods, table
from parley.resolve.voices import is_end_of
from parley.resolve.who import WORLD

EASES = ("offered", "pledged", "demanded")
Tie = tuple[str, Entry, list[Claim]]


def linked(entries: Sequence[Entry], claims: Mapping[str, Claim]) -> tuple[Entry, ...]:
    """The entries with their links; none points at its own entry, none is given twice."""
    shelf: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in offers(entry, [claims[key] for key in entry.claims]):
            shelf.setdefault(key, []).append(entry)
    sought = ((e, seeks(e, [claims[key] for key in e.claims])) for e in entries)
    near = ((e, [o for key in keys for o in shelf.get(key, ())]) for e, keys in sought)
    return tuple(tied(near, claims))


def tied(near: Iterable[tuple[Entry, Iterable[Entry]]], claims: Mapping[str, Claim]) -> Iterator[Entry]:
    """Entries with their links to any of the others, beside each, that offer what it seeks.

    `claims` are those of the entries' articles at least.
    """
    seen = _Seen(claims)
    for entry, others in near:
        own = [claims[key] for key in sorted(entry.claims)]
        found = {o.id: o for o in others if o.id != entry.id and o.dispute == entry.dispute}
        made = _links(entry, own, [found[key] for key in sorted(found)], claims, seen)
        yield replace(entry, links=tuple(_unique(made)))


def one_by_one(entry: Entry, own: Iterable[Claim]) -> bool:
    """Whether each link of an entry is found by looking at its target alone."""
    return entry.kind == "commitment" and not any(c.links for c in own)


def with_links(entry: Entry, more: Iterable[Link]) -> Entry:
    """The entry with other links, to other entries, beside its own."""
    return replace(entry, links=tuple(_unique([*entry.links, *more])))


def offers(entry: Entry, own: Iterable[Claim]) -> frozenset[str]:
    """The keys under which an entry is found as the target of a link."""
    keys = {f"{entry.dispute}|{entry.kind}"} if entry.kind == "agreement" else set()
    if entry.kind == "measure":
        keys.add(_eased(entry, entry.instrument))
    if entry.kind == "round":
        keys.add(f"{entry.dispute}|round|{'+'.join(sorted(entry.actors))}")
    temporary = table()["temporary"].get(entry.kind, ())
    keys |= {_said(entry, c) for c in own if c.action in temporary}
    if entry.kind in _STATED:
        named = (*entry.goods, *filter(None, [entry.place]))
        keys |= {f"{entry.dispute}|word|{name.lower()}" for name in named}
    return frozenset(keys)


def seeks(entry: Entry, own: Sequence[Claim]) -> frozenset[str]:
    """The keys under which everything is kept to which an entry may have a link."""
    keys: set[str] = set()
    if entry.kind in ("commitment", "dispute") or any(map(_carries_out, own)):
        keys.add(f"{entry.dispute}|agreement")
    if entry.kind == "commitment":
        keys |= {_eased(entry, c.instrument) for c in own if c.action in EASES}
    if entry.kind == "deadline":
        keys |= {_said(entry, c) for c in own}
    if entry.kind == "round":
        keys.add(f"{entry.dispute}|round|{'+'.join(sorted(entry.actors))}")
    told = (words for c in own for kind, words in c.links if kind in _STATED_TIES)
    return frozenset(keys | {f"{entry.dispute}|word|{run}" for words in told for run in _runs(words)})


def _eased(entry: Entry, instrument: str | None) -> str:
    families = table()["families"]["instrument"]
    family = next((str(f[0]) for f in families if instrument in f), instrument)
    return f"{entry.dispute}|eases|{'+'.join(sorted(entry.actors))}|{family}"


def _said(entry: Entry, claim: Claim) -> str:
    """The words of a claim by their place: what is told in the same words shares the key."""
    first = claim.support[0]
    return f"{entry.dispute}|said|{first.page}:{first.start}"


def _runs(words: str) -> Iterator[str]:
    """Runs of one to four words in lower case."""
    parts = re.findall(r"[\w'’-]+", words.lower())
    for length in range(1, 5):
        yield from (" ".join(parts[i : i + length]) for i in range(len(parts) - length + 1))


class _Seen:
    """What is asked of the targets of pledges, found out once for all pledges beside them."""

    def __init__(self, claims: Mapping[str, Claim]) -> None:
        self._claims = claims
        self._told: dict[str, dict[str, list[Claim]]] = {}
        self._standing: dict[str, tuple[State, ...]] = {}

    def told(self, target: Entry) -> dict[str, list[Claim]]:
        """Its claims by article."""
        if target.id not in self._told:
            found = self._told[target.id] = {}
            for one in (self._claims[key] for key in target.claims if key in self._claims):
                found.setdefault(one.article, []).append(one)
        return self._told[target.id]

    def standing(self, target: Entry) -> tuple[State, ...]:
        """The states that are believed now in which it stands or is to come."""
        if target.id not in self._standing:
            held = (s for s in target.states if s.known_to is None and s.status in _STANDING)
            self._standing[target.id] = tuple(held)
        return self._standing[target.id]


def _links(
    entry: Entry, own: Sequence[Claim], near: Sequence[Entry], claims: Mapping[str, Claim], seen: _Seen
) -> Iterator[Link]:
    pledge = entry.kind == "commitment"
    ties = _pledged(entry, own, near, seen) if pledge else _ties(entry, own, near, claims)
    for kind, target, found in ties:
        yield Link(kind, target.id, tuple(sorted(c.id for c in found)))
    yield from _follows(entry, near)
    yield from _stated(own, near)


def _unique(links: Iterable[Link]) -> list[Link]:
    best: dict[tuple[str, str], Link] = {}
    for link in links:
        best.setdefault((link.kind, link.target), link)
    return [best[key] for key in sorted(best)]


def _ties(
    entry: Entry, own: Sequence[Claim], near: Sequence[Entry], claims: Mapping[str, Claim]
) -> Iterator[Tie]:
    for target in near:
        pair = (entry.kind, target.kind)
        if pair in (("deadline", "agreement"), ("deadline", "measure")):
            told = [claims[key] for key in target.claims if key in claims]
            ends = [c for c in own if any(c.support == o.support and is_end_of(c, o) for o in told)]
            yield from _some("ends", target, ends)
        elif pair == ("agreement", "agreement"):
            yield from _some("implements", target, [c for c in own if _implements(c, target)])
        elif pair == ("dispute", "agreement"):
            yield from _some("accuses_breach_of", target, [c for c in own if _breached(c, near) is target])


def _some(kind: str, target: Entry, found: list[Claim]) -> Iterator[Tie]:
    if found:
        yield kind, target, found


def _pledged(entry: Entry, own: Sequence[Claim], near: Iterable[Entry], seen: _Seen) -> Iterator[Tie]:
    """The ties of a commitment: the measures that it would ease, the agreements that it is part of."""
    # Of the same instrument and goods, however many claims tell of it, one look at a measure decides.
    easing: dict[tuple[str | None, tuple[str, ...]], list[Claim]] = {}
    for one in own:
        if one.action in EASES:
            easing.setdefault((one.instrument, one.goods), []).append(one)
    offered = [c for c in own if c.action in ("pledged", "offered")]
    articles = {c.article for c in offered}
    for target in near:
        if target.kind == "measure" and _may_ease(entry, target):
            yield from _some("eases", target, _easing(entry, easing, target, seen.standing(target)))
        elif target.kind == "agreement" and not articles.isdisjoint(told := seen.told(target)):
            yield from _some("part_of", target, [c for c in offered if _part_of(c, told)])


def _may_ease(entry: Entry, target: Entry) -> bool:
    """A pledge to ease reaches measures of the same party, against whom it is made."""
    if entry.actors != target.actors and {*entry.actors} != {*target.actors}:
        return False
    return not entry.targets or WORLD in target.targets or not {*entry.targets}.isdisjoint(target.targets)


def _easing(
    entry: Entry,
    told: Mapping[tuple[str | None, tuple[str, ...]], list[Claim]],
    target: Entry,
    held: Sequence[State],
) -> list[Claim]:
    """And measures of its kind, on its goods, that stood or were to come on the day of the claim.

    `told` are its claims by instrument and goods, `held` the states in which the measure stands.
    """
    if not held:
        return []
    found = (c for (by, goods), some in told.items() if _eases(by, goods, target) for c in some)
    return [c for c in found if _stood(held, _said_on(c, entry))]


def _eases(instrument: str | None, goods: tuple[str, ...], target: Entry) -> bool:
    return target.instrument in _family(instrument) and _goods_meet(goods, target.goods)


@cache
def _family(instrument: str | None) -> tuple[str | None, ...]:
    """The instruments that are ways of doing the same."""
    families = table()["families"]["instrument"]
    return tuple(next((f for f in families if instrument in f), [instrument]))


def _said_on(claim: Claim, entry: Entry) -> str:
    """The ISO day of a claim of the entry: that of which it speaks, else that on which it was said."""
    told = claim.date.start if claim.date else claim.known
    return (told or min((s.known_from for s in entry.states if claim.id in s.claims), default="9999"))[:10]


def _stood(held: Iterable[State], day: str) -> bool:
    """Whether any of the states, as believed now, held on a day."""
    begun = (s for s in held if s.valid_from is None or s.valid_from.start[:10] <= day)
    return any(s.valid_to is None or day < s.valid_to for s in begun)


_STANDING = ("in force", "threatened", "announced", "due", "lapsed")


@lru_cache(maxsize=4096)
def _goods_meet(told: tuple[str, ...], held: tuple[str, ...]) -> bool:
    goods, others = canonical_goods(told), canonical_goods(held)
    return not goods or not others or any(x in broader(y) or y in broader(x) for x in goods for y in others)


def _implements(claim: Claim, target: Entry) -> bool:
    """The deal is to carry out another, named in the words by its place or kind."""
    match = _implementing().search(claim.words)
    concluded = claim.action in ("agreed_in_principle", "agreed", "proposed")
    told = claim.date.start if claim.date else claim.known
    earlier = target.when is not None and told is not None and target.when.start < told
    return match is not None and concluded and earlier and _names(claim.words[match.end() :], target)


def _carries_out(claim: Claim) -> bool:
    return claim.kind == "agreement" and _implementing().search(claim.words) is not None


@cache
def _implementing() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table()["deals"]["implements"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _names(words: str, target: Entry) -> bool:
    """Whether the words name an agreement: its city, or its special word (`truce`)."""
    if _placed(words, target):
        return True
    same = table()["deals"]["same"]
    special = [w for w in table()["deals"]["special"] if f" {same.get(w, w)} (" in f" {target.name}"]
    return any(re.search(rf"\b{word}\b", words, re.IGNORECASE) for word in special)


def _placed(words: str, target: Entry) -> bool:
    """Whether the words name the city of an agreement; a party's own capital stands for the party as well."""
    if not target.place:
        return False
    place = re.escape(target.place)
    capitals = {lexicon().parties[code].capital for code in target.actors if code in lexicon().parties}
    if target.place not in capitals:
        return re.search(rf"\b{place}\b", words) is not None
    named = "|".join(map(re.escape, (*table()["deals"]["special"], *table()["deals"]["general"])))
    return re.search(rf"\b(?:in {place}\b|{place}(?:['’]s)? (?:\w+ )?(?:{named}))\b", words) is not None


def _breached(claim: Claim, near: Iterable[Entry]) -> Entry | None:
    """The agreement that an accusation names: by its city, else the last one before that has such a name.

    Of an undated page nobody knows what was before it.
    """
    told = (claim.known or "9999")[:10]
    named = [t for t in near if t.kind == "agreement" and t.when and t.when.start[:10] <= told]
    named = [t for t in named if _names(claim.words, t)]
    placed = [t for t in named if _placed(claim.words, t)]
    return max(
        placed or (named if claim.known else ()),
        key=lambda t: (t.when.start if t.when else "", t.id),
        default=None,
    )


def _part_of(claim: Claim, told: Mapping[str, Sequence[Claim]]) -> bool:
    """A pledge made on the day, and in an article, in which the agreement was reached."""
    return any(_one_day(c, claim) for c in told.get(claim.article, ()))


def _one_day(a: Claim, b: Claim) -> bool:
    return a.date is not None and b.date is not None and interval(a.date) == interval(b.date)


def _follows(entry: Entry, near: Sequence[Entry]) -> Iterator[Link]:
    """A round follows the last one before it between the same parties."""
    if entry.kind != "round" or entry.when is None:
        return
    rounds = [o for o in near if o.kind == "round" and o.when and set(o.actors) == set(entry.actors)]
    earlier = [o for o in rounds if o.when and o.when.start < entry.when.start]
    if earlier:
        last = max(earlier, key=lambda o: (o.when.start if o.when else "", o.id))
        yield Link("follows", last.id, tuple(sorted(entry.claims)))


def _stated(own: Sequence[Claim], near: Sequence[Entry]) -> Iterator[Link]:
    """Ties that the claims state in words, to the entry the words fit best."""
    for claim in own:
        for kind, words in claim.links:
            target = _fit(words, near) if kind in _STATED_TIES else None
            if target is not None:
                yield Link(_STATED_TIES[kind], target.id, (claim.id,), words)


_STATED = ("measure", "agreement", "commitment")
_STATED_TIES = {"in_response_to": "in_retaliation_for", "on_condition": "on_condition"}


def _fit(words: str, near: Sequence[Entry]) -> Entry | None:
    """The one entry whose instrument, goods or place the words give; None where several fit alike."""
    runs = frozenset(_runs(words))
    points = {o.id: _fitting(runs, o) for o in near if o.kind in _STATED}
    best = max(points.values(), default=0)
    found = [o for o in near if points.get(o.id) == best]
    return found[0] if best > 1 and len(found) == 1 else None


def _fitting(runs: frozenset[str], o: Entry) -> int:
    instrument = (o.instrument or "").replace("_", " ").removeprefix("export ")
    goods = sum(good.lower() in runs for good in o.goods)
    place = o.place is not None and o.place.lower() in runs
    return 2 * goods + 2 * place + bool(instrument and instrument in runs)
