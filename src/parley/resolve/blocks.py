"""Blocks: claims that can become one entry, apart from all others: news is worked in where it belongs.

Two mentions are in one block where a chain of pairs leads from one to the other, each pair with reasons
enough and no veto. Joining never looks beyond a block, so its entries follow from its own claims alone.
`offers` and `seeks` are the keys by which a mention is found again: where two mentions are a pair, each
seeks a key that the other offers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from parley.model import Claim
from parley.resolve.candidates import beside, block, drawer, tokens
from parley.resolve.cluster import Found, clusters, judged, paired, sort_key
from parley.resolve.entries import Draft, accused_in, accuses, draft
from parley.resolve.mentions import Mention, mentions
from parley.resolve.voices import Context


@dataclass(frozen=True, slots=True)
class Block:
    """The ids of its claims in order, the keys that its mentions offer, and the drafts of its entries.

    The accusations between the parties of one dispute are a block without drafts.
    """

    claims: tuple[str, ...]
    offers: frozenset[str]
    drafts: tuple[Draft, ...] = ()


def blocks(told: Sequence[Claim], context: Context) -> list[Block]:
    """All blocks of the claims, in the order of their first claim."""
    groups = mentions(told, context)
    kinds: dict[tuple[str, ...], list[Mention]] = {}
    for one in groups:
        kinds.setdefault(block(one), []).append(one)
    pairs: Found = {}
    parts = _together([part for members in kinds.values() for part in _parts(members, pairs)], groups)
    found = [_block(part, groups, context, pairs) for part in parts]
    return sorted((*found, *_accusing(told, context)), key=lambda b: b.claims)


def sought(told: Sequence[Claim], context: Context) -> frozenset[str]:
    """The keys of every block that claims may belong to, or bring together."""
    groups = mentions(told, context)
    accused = {_accused(c, context) for c in told if accuses(c)}
    return frozenset(accused | {key for m in groups for key in seeks(m)})


def joining(told: Sequence[Claim], fresh: Collection[str], about: Context) -> frozenset[str]:
    """The ids of the fresh ones of the claims, and of all whose mentions are a pair with one of theirs."""
    groups = mentions(told, about)
    found = {m for m, own in groups.items() if any(c.id in fresh for c in own)}
    # Those that were found are not asked about again.
    left: dict[tuple[str, ...], list[Mention]] = {}
    for one in groups.keys() - found:
        left.setdefault(block(one), []).append(one)
    for one in [m for m in found if block(m) in left]:
        near = {*_near(one, left[block(one)])}
        found |= near
        left[block(one)] = [other for other in left[block(one)] if other not in near]
    return frozenset(c.id for m in found for c in groups[m])


def _near(one: Mention, others: Sequence[Mention]) -> Iterator[Mention]:
    """Those of the others that are a pair with one, or facts of the same entry of a dossier."""
    if one.entry:
        yield from (o for o in others if o.entry == one.entry)
    own = sort_key(one)
    for other in beside(one, others):
        first, second = (one, other) if own <= sort_key(other) else (other, one)
        if judged(first, second) is not None:
            yield other


def _accusing(told: Sequence[Claim], context: Context) -> Iterator[Block]:
    found: dict[str, list[str]] = {}
    for claim in filter(accuses, told):
        found.setdefault(_accused(claim, context), []).append(claim.id)
    yield from (Block(tuple(sorted(ids)), frozenset({key})) for key, ids in found.items())


def _accused(claim: Claim, context: Context) -> str:
    return f"dispute|{accused_in(claim, context)}"


@lru_cache(maxsize=16384)
def offers(m: Mention) -> tuple[str, ...]:
    """The keys under which a mention is kept: its tokens, with its instrument and target or any."""
    return tuple(_offers(m))


def _offers(m: Mention) -> Iterator[str]:
    own, name = drawer(m), "|".join(block(m))
    yield from _pinned(m)
    for kind, value in _tokens(m):
        yield f"{name}|{kind}|{value}|{own[0]}|{own[1]}"
        if own[0]:
            yield f"{name}|{kind}|{value}|*|{own[1]}"
        if own[1]:
            yield f"{name}|{kind}|{value}|{own[0]}|*"
        if all(own):
            yield f"{name}|{kind}|{value}|*|*"


def seeks(m: Mention) -> Iterator[str]:
    """The keys under which everything is kept that may be a pair with the mention."""
    own, name = drawer(m), "|".join(block(m))
    yield from _pinned(m)
    for kind, value in _tokens(m):
        for family in ("", own[0]) if own[0] else ("", "*"):
            for target in ("", own[1]) if own[1] else ("", "*"):
                yield f"{name}|{kind}|{value}|{family}|{target}"


def _tokens(m: Mention) -> Iterator[tuple[str, object]]:
    yield from tokens(m)
    if m.entry:
        yield "entry", m.entry


def _pinned(m: Mention) -> Iterator[str]:
    if m.pin is not None:
        yield f"{m.kind}|pin|{m.pin}"


def _together(
    parts: Sequence[list[Mention]], groups: Mapping[Mention, tuple[Claim, ...]]
) -> list[list[Mention]]:
    """Parts as one that have a claim in common, or mentions of one kind in a group which a person made."""
    whole: list[list[Mention]] = []
    home: dict[str, list[Mention]] = {}
    for part in parts:
        own = [tie for m in part for tie in _ties(m, groups)]
        old = {id(home[tie]): home[tie] for tie in own if tie in home}
        joined = [*part, *(m for members in old.values() for m in members)]
        if old:
            whole = [members for members in whole if id(members) not in old]
            own = [tie for m in joined for tie in _ties(m, groups)]
        whole.append(joined)
        home |= dict.fromkeys(own, joined)
    return whole


def _ties(m: Mention, groups: Mapping[Mention, tuple[Claim, ...]]) -> Iterator[str]:
    yield from _pinned(m)
    yield from (claim.id for claim in groups[m])


def _parts(members: Sequence[Mention], pairs: Found) -> list[list[Mention]]:
    """Members of one kind by the chains of pairs among them; a dossier's entry is one part.

    The pairs are put to the others.
    """
    ordered = sorted(members, key=sort_key)
    own = paired(ordered)
    pairs |= own
    home = {one: [one] for one in ordered}
    ties = [(a, b) for a, found in own.items() for _, _, b, _ in found]
    first = {one.entry: one for one in reversed(ordered) if one.entry}
    for a, b in chain(ties, ((first[one.entry], one) for one in ordered if one.entry)):
        into, other = home[a], home[b]
        if into is not other:
            into += other
            home |= dict.fromkeys(other, into)
    parts: dict[int, list[Mention]] = {}
    for one in ordered:
        parts.setdefault(id(home[one]), []).append(one)
    return list(parts.values())


def _block(
    part: Sequence[Mention],
    groups: Mapping[Mention, tuple[Claim, ...]],
    context: Context,
    pairs: Found,
) -> Block:
    return Block(
        tuple(sorted({c.id for m in part for c in groups[m]})),
        frozenset(chain.from_iterable(map(offers, part))),
        tuple(draft(cluster, groups, context) for cluster in clusters(part, pairs)),
    )
