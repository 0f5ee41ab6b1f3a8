"""The declared reasons for and against joining two mentions, each a named function of the two.

tables.toml gives them weights by kind of entry; a join carries the names of those that held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from parley.model import EntryKind
from parley.resolve.days import Interval
from parley.resolve.mentions import Mention
from parley.resolve.onto import (
    begins,
    begun_apart,
    levels_apart,
    looks_back,
    one_for_all,
    places_apart,
    put_off,
    ruled_on,
    same_relief,
    same_step,
    threat_and_standing,
)
from parley.resolve.tables import broader, instruments_related, rules, span, table
from parley.resolve.who import WORLD

RELIEF = frozenset({"lifted", "suspended"})
Reason = Callable[[Mention, Mention], bool]


def score(a: Mention, b: Mention) -> tuple[float, tuple[str, ...]]:
    """Sum of the weights of the reasons that hold, and their names in the table's order."""
    found = [(name, weight) for name, weight, holds in _weights(a.kind) if holds(a, b)]
    return sum(weight for _, weight in found), tuple(name for name, _ in found)


def vetoed(a: Mention, b: Mention) -> str | None:
    """The first veto that holds against joining the two, None where there is none.

    Two entries of a dossier are two things, whatever they have in common.
    """
    if a.pin in b.apart or b.pin in a.apart:
        return "set_apart_by_a_person"
    if a.entry and b.entry:
        return None if a.entry == b.entry else "entries_of_a_dossier"
    for name, holds in _vetoes(a.kind):
        if holds(a, b):
            return name
    return None


def part_of_one(a: Mention, b: Mention, members: Iterable[Mention]) -> bool:
    """Whether one takes out a part, and the other tells of the rest, of what another member is on as a whole.

    But for their goods nothing may stand against it.
    """
    if RELIEF.isdisjoint((a.action, b.action)) or a.kind != "measure":
        return False
    goods = a.goods | b.goods
    if not any(all(broader(good) & m.goods for good in goods) for m in members):
        return False
    return not any(holds(a, b) for name, holds in _vetoes(a.kind) if name != "goods_apart")


@cache
def _weights(kind: EntryKind) -> tuple[tuple[str, float, Reason], ...]:
    """The reasons for joining mentions of a kind, with their weights, in the table's order."""
    return tuple((name, weight, REASONS[name]) for name, weight in rules(kind).weights.items())


@cache
def _vetoes(kind: EntryKind) -> tuple[tuple[str, Reason], ...]:
    return tuple((name, VETOES[name]) for name in rules(kind).vetoes)


def _same(a: object, b: object) -> bool:
    return a is not None and a == b


def _apart(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b


def _times_meet(a: Mention, b: Mention) -> bool:
    return a.when is not None and b.when is not None and a.when.meets(b.when)


def _implied_times_meet(a: Mention, b: Mention) -> bool:
    return (a.when is None or b.when is None) and a.window.meets(b.window)


def _same_days(a: Mention, b: Mention) -> bool:
    return a.when is not None and a.when == b.when


def _near_in_time(a: Mention, b: Mention) -> bool:
    if a.when is None or b.when is None or a.when.meets(b.when):
        return False
    return a.when.gap(b.when) <= span("conclusion_gap")


def _mode(m: Mention) -> str | None:
    return _way(m.instrument)


@cache
def _way(instrument: str | None) -> str | None:
    return "phone" if instrument in table()["families"]["phone"] else instrument


def _extends(a: Mention, b: Mention) -> bool:
    return a.deal == b.deal and a.deal is not None and (_prolongs(a) or _prolongs(b))


def _prolongs(m: Mention) -> bool:
    sought = ("proposed", "agreed", "agreed_in_principle", "awaiting_approval")
    return m.action == "extended" or (m.action in sought and m.prolongs)


def _follows_soon(a: Mention, b: Mention) -> bool:
    """A proposal shortly before the deal, an undated word of "the deal" or its next stage shortly after."""
    return not _names_apart(a, b) and (_leads_to(a, b) or _leads_to(b, a))


def _same_news(a: Mention, b: Mention) -> bool:
    """Undated word of a deal just made, in reports of the same days: "a framework", "the proposal"."""
    fresh = a.when is None and b.when is None and abs(a.said - b.said) <= span("same_news")
    return fresh and _stage(a) and _stage(b) and not _names_apart(a, b)


def _stage(m: Mention) -> bool:
    return _concludes(m) or m.action in ("approved", "rejected")


def _names_apart(a: Mention, b: Mention) -> bool:
    """Two special names (`framework`, `truce`), and neither place nor day shows that they are of one deal."""
    return _apart(a.deal, b.deal) and not _same(a.place, b.place) and not _times_meet(a, b)


def _leads_to(weak: Mention, firm: Mention) -> bool:
    if _next_stage(firm, weak):
        return True
    if weak.when is not None or firm.when is None or weak.place or weak.term:
        return False
    if weak.action == "proposed":
        return 0 <= firm.when.last - weak.said <= span("weak_back")
    fresh = weak.action in ("agreed_in_principle", "awaiting_approval")
    return 0 <= weak.said - firm.when.first <= span("conclusion_gap" if fresh else "weak_back")


def _targets_meet(a: Mention, b: Mention) -> bool:
    shared = a.targets & b.targets or one_for_all(a, b) or one_for_all(b, a)
    return a.targets != b.targets and bool(shared)


def _reaches_apart(a: Mention, b: Mention) -> bool:
    """One is aimed at all partners, the other at some of them, and nothing shows that they are one measure.

    That would be goods, a rate, a programme or legal basis that they share, or a time that both tell. On
    whom its own measures are laid a dossier knows: what it has of one partner is not what is told of all.
    """
    if not (one_for_all(a, b) or one_for_all(b, a)) or a.targets & b.targets:
        return False
    if (a.entry and one_for_all(b, a)) or (b.entry and one_for_all(a, b)):
        return not ruled_on(a, b)
    named = _same(a.programme, b.programme) or _same(a.basis, b.basis) or bool(a.amounts & b.amounts)
    named = named or bool(set(a.rates) & set(b.rates)) or _related_goods(a, b) or _times_meet(a, b)
    return not (named or ruled_on(a, b) or put_off(a, b))


def _broader_goods(a: Mention, b: Mention) -> bool:
    return not a.goods & b.goods and _related_goods(a, b)


def _related_goods(a: Mention, b: Mention) -> bool:
    return any(x in broader(y) or y in broader(x) for x in a.goods for y in b.goods)


def _mostly_same_goods(a: Mention, b: Mention) -> bool:
    return 2 * len(a.goods & b.goods) >= len(a.goods | b.goods) > 0


def _rate_from(a: Mention, b: Mention) -> bool:
    """One raises or lowers, on another day, the level that the other sets."""
    if not a.rates or not b.rates or _same_days(a, b):
        return False
    return a.rates[0] in b.rates[1:] or b.rates[0] in a.rates[1:]


def _targets_apart(a: Mention, b: Mention) -> bool:
    if not a.targets or not b.targets or one_for_all(a, b) or one_for_all(b, a):
        return False
    return not (a.targets <= b.targets or b.targets <= a.targets)


def _instruments_apart(a: Mention, b: Mention) -> bool:
    if a.instrument == b.instrument or None in (a.instrument, b.instrument):
        return False
    one, other = str(a.instrument), str(b.instrument)
    return "other" not in (one, other) and not instruments_related(one, other)


def _rates_apart(a: Mention, b: Mention) -> bool:
    """Two levels, and nothing tells that one follows the other; of one programme they may."""
    one_programme = _same(a.programme, b.programme) and not _same_days(a, b)
    differ = bool(a.rates and b.rates) and a.rates[0] != b.rates[0]
    return differ and not one_programme and not _rate_from(a, b)


def _breadths_apart(a: Mention, b: Mention) -> bool:
    """A tariff on some goods is not the one on all goods, nor a rate without goods that of some goods."""
    return _narrow_and_wide(a, b) or _narrow_and_wide(b, a)


def _narrow_and_wide(a: Mention, b: Mention) -> bool:
    wide = not b.goods and (b.general or (bool(b.rates) and not a.rates))
    return a.instrument == "tariff" and bool(a.goods) and wide


def _programme_unshared(a: Mention, b: Mention) -> bool:
    """Only one tells its programme, and no level that both tell shows that the other is of it."""
    one_sided = (a.programme is None) != (b.programme is None)
    return one_sided and not (set(a.rates) & set(b.rates) or same_relief(a, b) or same_step(a, b))


def _differ(a: frozenset[float], b: frozenset[float]) -> bool:
    return bool(a and b) and not a & b


def _onsets_apart(a: Mention, b: Mention) -> bool:
    """Two beginnings too far apart in time; a later act on a measure has no place in this."""
    if _rate_from(a, b) or _same(a.programme, b.programme) or same_step(a, b) or looks_back(a, b):
        return False
    if begins(a) and begins(b):
        return a.window.gap(b.window) > span("conclusion_gap" if begun_apart(a, b) else "onset_gap")
    first, later = (a, b) if begins(a) else (b, a)
    if later.action in ("considered", "threatened", "announced"):  # it speaks of what is to begin
        return False
    return begins(first) and min(first.window.first, first.said) > later.window.last


def _years_apart(a: Mention, b: Mention) -> bool:
    """More than a year lies between, and nothing but the parties and perhaps a rate is shared."""
    shared = _related_goods(a, b) or a.amounts & b.amounts or _same(a.basis, b.basis) or _rate_from(a, b)
    return not shared and a.window.gap(b.window) > span("year")


def _next_stage(first: Mention, later: Mention) -> bool:
    """What was agreed in principle is agreed, approved or rejected within weeks; what was agreed, signed."""
    closes = first.action == "agreed" and later.action in ("approved", "signed")
    if first.action in ("agreed_in_principle", "awaiting_approval"):
        closes = later.action in ("agreed", "approved", "signed", "rejected")
    if not closes or first.when is None or later.when is None:
        return False
    return 0 < later.when.first - first.when.last <= span("weak_back")


def _conclusions_apart(a: Mention, b: Mention) -> bool:
    """Two deals are concluded on days far apart; two stages of one deal may be."""
    staged = _next_stage(a, b) or _next_stage(b, a)
    return _concludes(a) and _concludes(b) and not staged and _far(a, b, "conclusion_gap")


def _concludes(m: Mention) -> bool:
    return m.action in ("agreed_in_principle", "awaiting_approval", "agreed", "signed")


def _far(a: Mention, b: Mention, name: str) -> bool:
    """Both dated and further apart than the named distance; a month or more must meet."""
    if a.when is None or b.when is None:
        return False
    wide = max(a.when.width, b.when.width) > 8
    return a.when.gap(b.when) > (0 if wide else span(name))


def _proposal_apart(a: Mention, b: Mention) -> bool:
    """A proposal is not of a deal that had been concluded before, unless it is to extend it."""
    return _proposed_after(a, b) or _proposed_after(b, a)


def _proposed_after(a: Mention, b: Mention) -> bool:
    if a.action != "proposed" or _prolongs(a) or not _concludes(b) or b.when is None:
        return False
    day = a.when or Interval(a.said, a.said)
    return day.first > b.when.last


def _days_apart(a: Mention, b: Mention) -> bool:
    phone = "phone" in (_mode(a), _mode(b))
    if _far(a, b, "call_gap" if phone else "round_gap"):
        return True
    return _out_of_reach(a, b) or _out_of_reach(b, a)


def _out_of_reach(vague: Mention, dated: Mention) -> bool:
    """Word without a date is of no meeting after the days of which it can speak, nor of an old one."""
    if vague.when is not None or dated.when is None:
        return False
    late = dated.when.first - vague.window.last
    return late > span("round_gap") or vague.window.first - dated.when.last > span("implied_back")


def _before_and_after(a: Mention, b: Mention) -> bool:
    """One has been held, the other is planned for a day after that was told."""
    return _planned_after(a, b) or _planned_after(b, a)


def _planned_after(a: Mention, b: Mention) -> bool:
    told = b.when.last if b.when else b.said
    apart = a.window.first - told > span("round_gap") or a.leaders != b.leaders
    return apart and a.action == "planned" and b.action == "held" and a.window.first > max(told, b.said)


def _parties_apart(a: Mention, b: Mention) -> bool:
    if WORLD in a.parties | b.parties and a.parties & b.parties:
        return a.kind != "deadline"
    return not (a.parties <= b.parties or b.parties <= a.parties)


def _no_common_day(a: Mention, b: Mention) -> bool:
    return not a.window.meets(b.window) if a.when is None or b.when is None else not a.when.meets(b.when)


REASONS: dict[str, Reason] = {
    "same_place": lambda a, b: _same(a.place, b.place),
    "times_meet": _times_meet,
    "implied_times_meet": _implied_times_meet,
    "same_days": _same_days,
    "near_in_time": _near_in_time,
    "ruled_on": ruled_on,
    "put_off": put_off,
    "shared_people": lambda a, b: bool(a.people & b.people),
    "same_mode": lambda a, b: _same(_mode(a), _mode(b)),
    "leaders_meet": lambda a, b: a.leaders and b.leaders and len(a.people & b.people) > 1,
    "parties_meet": lambda a, b: bool(a.parties & b.parties),
    "same_parties": lambda a, b: a.parties == b.parties,
    "same_term": lambda a, b: _same(a.term, b.term),
    "same_relief": same_relief,
    "same_step": same_step,
    "same_deal_name": lambda a, b: _same(a.deal, b.deal),
    "same_accord": lambda a, b: _same(a.accord, b.accord),
    "follows_soon": _follows_soon,
    "same_news": _same_news,
    "extends": _extends,
    "shared_goods": lambda a, b: bool(a.goods & b.goods),
    "same_instrument": lambda a, b: _same(a.instrument, b.instrument),
    "related_instrument": lambda a, b: (
        a.instrument != b.instrument and instruments_related(a.instrument or "", b.instrument or "")
    ),
    "same_goods": lambda a, b: bool(a.goods & b.goods),
    "mostly_same_goods": _mostly_same_goods,
    "broader_goods": _broader_goods,
    "unspecified": lambda a, b: all(m.instrument is None and not m.goods for m in (a, b)),
    "same_targets": lambda a, b: bool(a.targets) and a.targets == b.targets,
    "targets_meet": _targets_meet,
    "same_rate": lambda a, b: bool(a.rates and b.rates) and a.rates[0] == b.rates[0],
    "rate_from": _rate_from,
    "same_amount": lambda a, b: bool(a.amounts & b.amounts),
    "same_count": lambda a, b: bool(a.counts & b.counts),
    "same_programme": lambda a, b: _same(a.programme, b.programme),
    "same_basis": lambda a, b: _same(a.basis, b.basis),
}

VETOES: dict[str, Reason] = {
    "parties_apart": _parties_apart,
    "parties_differ": lambda a, b: a.parties != b.parties,
    "actors_differ": lambda a, b: a.actors != b.actors,
    "places_apart": places_apart,
    "modes_apart": lambda a, b: _apart(_mode(a), _mode(b)),
    "levels_apart": levels_apart,
    "days_apart": _days_apart,
    "conclusions_apart": _conclusions_apart,
    "accords_apart": lambda a, b: _apart(a.accord, b.accord),
    "names_apart": _names_apart,
    "proposal_apart": _proposal_apart,
    "targets_apart": _targets_apart,
    "reaches_apart": _reaches_apart,
    "instruments_apart": _instruments_apart,
    "goods_apart": lambda a, b: bool(a.goods and b.goods) and not _related_goods(a, b),
    "programmes_apart": lambda a, b: _apart(a.programme, b.programme),
    "programme_unshared": _programme_unshared,
    "rates_apart": _rates_apart,
    "amounts_apart": lambda a, b: _differ(a.amounts, b.amounts),
    "breadths_apart": _breadths_apart,
    "years_apart": _years_apart,
    "before_and_after": _before_and_after,
    "pages_apart": lambda a, b: a.page != b.page,
    "onsets_apart": _onsets_apart,
    "counts_apart": lambda a, b: _differ(a.counts, b.counts) and not _same_days(a, b),  # two sets of goods
    "months_apart": lambda a, b: _far(a, b, "conclusion_gap"),
    "units_apart": lambda a, b: _apart(a.unit, b.unit),
    "no_common_day": _no_common_day,
    "threat_and_standing": threat_and_standing,
}
