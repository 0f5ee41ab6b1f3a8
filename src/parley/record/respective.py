"""Rates that are shared out by "respectively": the first is of the first that is named, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parley.read import Reading
from parley.read.tree import Token
from parley.read.units import Unit
from parley.record import slots
from parley.record.draft import Draft


def shared_out(
    reading: Reading, unit: Unit, tokens: Sequence[Token], drafts: Sequence[Draft]
) -> Sequence[Draft]:
    """The drafts of one act, a rate each, of as many goods, targets or actors as there are rates.

    `tokens` is the scope of the act: what is not shared out is of each ("X and Y put 5% and 7%,
    respectively, on tin").
    """
    if len(drafts) < 2 or not unit.having(("respectively",)):
        return drafts
    more = behind(unit)
    goods = slots.goods_of(reading, unit, (*tokens, *more))
    targets = tuple(dict.fromkeys(t for d in drafts for t in d.targets))
    targets = targets or tuple(p for p in slots.parties_in(reading, unit, more) if p not in drafts[0].actors)
    count = len(drafts)
    if len(goods) == count:
        return [replace(d, goods=(own,), targets=targets) for d, own in zip(drafts, goods, strict=True)]
    if len(targets) == count:
        return [replace(d, goods=goods, targets=(own,)) for d, own in zip(drafts, targets, strict=True)]
    actors = drafts[0].actors
    if len(actors) == count:
        whole = (replace(d, goods=goods, targets=targets) for d in drafts)
        return [replace(d, actors=(own,)) for d, own in zip(whole, actors, strict=True)]
    return drafts


def behind(unit: Unit) -> tuple[Token, ...]:
    """What stands behind "respectively" ("5% and 7%, respectively, on tin"), wherever the parser hung it."""
    at = unit.having(("respectively",))[0].i
    after = next((t for t in unit.tree.tokens[at + 1 : at + 3] if t.pos == "ADP"), None)
    return unit.tree.subtree(after) if after is not None else ()
