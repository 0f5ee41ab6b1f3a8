"""A measure on several goods of which some are taken out: that part ends, the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parley.model import When
from parley.resolve.days import day_after, on_day, ordinal
from parley.resolve.events import Event
from parley.resolve.sequence import NARROW
from parley.resolve.stretch import Stretch
from parley.resolve.tables import broader, canonical_goods

RELIEF = ("lifted", "suspended")


@dataclass(frozen=True, slots=True)
class Taken:
    """Goods that are taken out of a measure, by `events`, from `when` on; `until` when they return."""

    goods: frozenset[str]
    when: When
    status: str
    events: tuple[Event, ...]
    until: When | None


def taken(told: Sequence[Event]) -> tuple[list[Event], list[Taken]]:
    """What is told of the whole measure, and of goods that are taken out, in time.

    Goods are taken out where relief is told of some of those that the measure is on, and of no more in the
    same days. Word of relief without goods is of those that its page names.
    """
    whole = frozenset(good for e in told if e.status not in RELIEF for good in _goods(e))
    relief = [e for e in told if e.status in RELIEF and not e.claim.curated]
    some = [e for e in relief if _is_part(_goods(e), whole)]
    pages = {e.claim.article for e in some}
    full = [e for e in relief if e not in some and (_goods(e) or e.claim.article not in pages)]
    days = [ordinal(e.known) for e in full]
    some = [e for e in some if all(abs(ordinal(e.known) - day) > NARROW for day in days)]
    pages = {e.claim.article for e in some}
    beside = [e for e in relief if not _goods(e) and e.claim.article in pages]
    rest = [e for e in told if e not in some and e not in beside]
    return rest, sorted(_grouped(some, beside), key=lambda t: (t.when.start, sorted(t.goods)))


def _grouped(some: Iterable[Event], beside: Sequence[Event]) -> Iterable[Taken]:
    groups: dict[tuple[frozenset[str], str], list[Event]] = {}
    for e in some:
        groups.setdefault((_goods(e), e.status), []).append(e)
    for (goods, status), events in groups.items():
        pages = {e.claim.article for e in events}
        found = (*events, *(e for e in beside if e.claim.article in pages))
        when = min((e.when for e in events if e.when), key=lambda w: w.start, default=None)
        until = next((e.until or e.term for e in events if e.until or e.term), None)
        yield Taken(goods, when or on_day(min(e.known for e in events)), status, found, until)


def without(found: Sequence[Stretch], parts: Iterable[Taken]) -> tuple[Stretch, ...]:
    """The stretches of a measure, cut where goods are taken out; where all are gone it has ended."""
    done = list(found)
    for part in parts:
        done = [
            cut
            for s, end in zip(done, [*(n.start for n in done[1:]), "9999"], strict=True)
            for cut in _cut(s, end, part)
        ]
    return tuple(done)


def _cut(s: Stretch, end: str, part: Taken) -> Iterable[Stretch]:
    start = part.when.start[:10]
    if s.status != "in force" or end <= start:
        return (s,)
    if s.start > start:
        return (s if _named_again(s, part) else replace(s, without=s.without | part.goods),)
    rest = _less(s, part)
    kept = () if s.start == start else (s,)
    back = on_day(day_after(part.until)) if part.until and part.status == "suspended" else None
    if back is None or not start < back.start < end:
        return (*kept, rest)
    words = f"derived: the suspension for {_listed(part.goods)} ended: back in force unless extended"
    rests = replace(rest, until=part.until)
    return (*kept, rests, replace(rest, when=back, reason=words, without=s.without, derived=True))


def _less(s: Stretch, part: Taken) -> Stretch:
    gone = s.without | part.goods
    held = frozenset(good for e in s.events for good in _goods(e))
    over = bool(held) and not _rest(held, gone)
    return replace(
        s,
        status=part.status if over else s.status,
        when=part.when,
        events=(*s.events, *part.events),
        reason=f"part {part.status}: {_listed(part.goods)}",
        without=frozenset() if over else gone,
        began_before=False,
        change=None,
    )


def _named_again(s: Stretch, part: Taken) -> bool:
    """Whether a later stretch is told of the goods that were taken out before."""
    dated = [e for e in s.events if e.when is not None and e.when.start > part.when.start]
    return any(part.goods & _goods(e) for e in dated)


def _goods(e: Event) -> frozenset[str]:
    return canonical_goods(e.claim.goods)


def _is_part(goods: frozenset[str], whole: frozenset[str]) -> bool:
    """Whether goods are some of those of a measure, and others stay."""
    within = any(broader(good) & whole or goods & broader(good) for good in (*goods, *whole))
    return bool(goods) and bool(_rest(whole, goods)) and within


def _rest(whole: frozenset[str], gone: frozenset[str]) -> frozenset[str]:
    """The goods that stay when others, and what belongs to them, are taken out."""
    return frozenset(good for good in whole if not broader(good) & gone)


def _listed(goods: Iterable[str]) -> str:
    return ", ".join(sorted(goods))
