"""Which additional duties stand on a line of trade on a day: by status, scope, and the rules of stacking.

The rules are data (duties.toml) with references. What is not sure is not hidden: a duty whose list is not
held is not counted but told, and so is the level that holds if a date that passed did its work.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from parley.lexicon import lexicon
from parley.model import Entry, State
from parley.record.dossier_form import Dossier, DossierEntry, Scope
from parley.write.outdated import level, of_all

WORLD = "WORLD"
EDITION = "HS 2022"
Cover = Literal["yes", "likely", "perhaps", "no"]


@dataclass(frozen=True, slots=True)
class Trade:
    """What is imported: HS code of 2 to 10 digits in `edition`, ISO codes of origin and destination."""

    hs: str
    origin: str
    destination: str
    edition: str = EDITION


@dataclass(frozen=True, slots=True)
class Duty:
    """One programme's duty on a line: `rate` in percent (None: no page gives it), by the entry's `state`.

    `otherwise` is the rate that holds if a date that passed without word did its work. `counted` False: it
    is told only, and `reason` says why. `doubts` are warnings.
    """

    entry: Entry
    state: State
    programme: str
    law: str | None
    rate: float | None
    otherwise: float | None = None
    counted: bool = True
    reason: str = ""
    doubts: tuple[str, ...] = ()


class Schedule:
    """The duties that the entries of a ledger know of on one day; `disputed` are ids of entries."""

    def __init__(
        self, entries: Iterable[Entry], dossiers: Sequence[Dossier], as_of: str, disputed: Iterable[str] = ()
    ) -> None:
        self._about = {entry.id: entry for dossier in dossiers for entry in dossier.entries}
        self._compiled = max((dossier.compiled for dossier in dossiers), default="")
        self._as_of, self._disputed = as_of, frozenset(disputed)
        self._pairs: dict[tuple[str, str], list[tuple[Duty, Scope]]] = {}
        self._standing = [found for entry in entries if (found := self._duty(entry)) is not None]

    def on(self, trade: Trade) -> tuple[Duty, ...]:
        """The duties on a line: those counted first, each list in the order of the programmes' names."""
        between = self._between(trade)
        found = [duty for one, scope in between if (duty := _covered(one, scope, trade)) is not None]
        stacked = _one_question(_stacked(self._parts_alone(found)))
        return tuple(sorted(stacked, key=lambda d: (not d.counted, d.programme.lower(), d.entry.id)))

    def knows(self, trade: Trade) -> bool:
        """Whether a dossier tells of duties of the destination on goods of the origin."""
        told = [e for e in self._about.values() if e.instrument == "tariff" and trade.destination in e.actors]
        return any(trade.origin in e.targets for e in told)

    def _between(self, trade: Trade) -> list[tuple[Duty, Scope]]:
        """The duties of the destination on goods of the origin, looked up once for each pair."""
        pair = (trade.origin, trade.destination)
        if pair not in self._pairs:
            scoped = ((duty, self._scope(duty.entry, duty.state)) for duty in self._standing)
            charging = ((duty, scope) for duty, scope in scoped if _charges(duty, trade, scope))
            self._pairs[pair] = [(self._weighed(duty, trade), scope) for duty, scope in charging]
        return self._pairs[pair]

    def _weighed(self, duty: Duty, trade: Trade) -> Duty:
        if not self._told_whole(duty.entry, trade):
            return duty
        why = "told by the news, and no dossier has it: perhaps one of the others by another name"
        return replace(duty, counted=False, reason=why, doubts=())

    def _told_whole(self, entry: Entry, trade: Trade) -> bool:
        """Whether a dossier tells the whole of its time, and this entry is not in it."""
        known = min((s.known_from[:10] for s in entry.states), default="")
        return entry.id not in self._about and self.knows(trade) and known <= self._compiled

    def _parts_alone(self, found: Sequence[Duty]) -> list[Duty]:
        """The duties; where programmes are counted, what the news tells of all tariffs together is not."""
        parts = {d.entry.actors for d in found if d.counted and of_all(d.entry) and not level(d.entry)}
        sums = [d for d in found if d.entry.actors in parts and level(d.entry) and d.counted]
        told = {d.entry.id for d in sums if d.entry.id not in self._about}
        return [_as_a_sum(d) if d.entry.id in told else d for d in found]

    def _duty(self, entry: Entry) -> Duty | None:
        """The duty of a tariff's entry as it stands; None where it charges nothing."""
        if entry.kind != "measure" or entry.instrument != "tariff" or not entry.actors:
            return None
        name = _programme(entry, self._about.get(entry.id))
        if any(_named(name, one["programmes"]) for one in _table()["sum"]):
            return None
        state, before = _standing(entry, self._as_of)
        if state is None:
            return None
        about = self._about.get(entry.id)
        duty = Duty(entry, state, name, about.law if about else None, state.rate)
        return _by_status(duty, before, self._as_of, entry.id in self._disputed)

    def _scope(self, entry: Entry, state: State) -> Scope:
        """The goods that the duty is on, without those that were taken out of it."""
        scope = self._scope_of(entry)
        gone = tuple(code for good in state.without if good in lexicon().goods for code in _codes(good))
        return replace(scope, but=(*scope.but, *gone)) if gone else scope

    def _scope_of(self, entry: Entry) -> Scope:
        about = self._about.get(entry.id)
        if about is not None:
            return about.scope or Scope(cover="unknown", note="The dossier does not say which goods.")
        codes = tuple(code for good in entry.goods if good in lexicon().goods for code in _codes(good))
        if codes:
            return Scope("listed", codes, exact=False, note="Goods as the news names them.")
        unknown = [g for g in entry.goods if not g.endswith((" goods", " imports", " products"))]
        return Scope("unknown" if unknown else "all", note="Goods as the news names them.")


def covers(scope: Scope, trade: Trade) -> Cover:
    """Whether a duty's goods include a line's; `perhaps` where the code or the list held is too coarse."""
    if any(trade.hs.startswith(code) for code in scope.but):
        return "no"
    if scope.cover == "all":
        return "yes"
    under = any(trade.hs.startswith(code) for code in scope.hs)
    above = any(code.startswith(trade.hs) for code in scope.hs)
    if scope.cover == "unknown":
        return "perhaps" if under or above or not scope.hs else "no"
    if under:
        return "yes" if scope.exact else "likely"
    return "perhaps" if above else "no"


def _covered(duty: Duty, scope: Scope, trade: Trade) -> Duty | None:
    """The duty as it is on the line's goods, with what is not sure of it; None where it is not on them."""
    cover = covers(scope, trade)
    if cover == "no" or not duty.counted:
        return None if cover == "no" else duty
    if cover == "perhaps":
        why = f"may apply: {scope.note or 'its list is finer than the code given'}"
        return replace(duty, counted=False, reason=why, doubts=())
    doubts = list(duty.doubts)
    if cover == "likely":
        doubts.append(f"{duty.programme}: check the list. {scope.note or ''}".strip())
    if scope.hs and scope.edition != trade.edition:
        doubts.append(f"{duty.programme}: codes of {scope.edition} against {trade.edition}")
    return replace(duty, doubts=tuple(doubts))


def _as_a_sum(duty: Duty) -> Duty:
    rate = "" if duty.rate is None else f" ({duty.rate:g} %)"
    why = f"told by the news of all tariffs together{rate}: its parts are counted"
    return replace(duty, counted=False, reason=why, doubts=())


def rules() -> Sequence[Mapping[str, Any]]:
    """The rules of stacking, each with `kind`, `programmes`, `why` and `sources`."""
    found: Sequence[Mapping[str, Any]] = _table()["rule"]
    return found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("parley").joinpath("duties.toml").read_text("utf-8"))


def _codes(good: str) -> tuple[str, ...]:
    found: tuple[str, ...] = lexicon().goods[good].hs
    return found


def _programme(entry: Entry, about: DossierEntry | None) -> str:
    """The programme as the dossier names it, else the first words of the entry's name."""
    if about is not None and about.programme:
        return about.programme
    name = entry.name.split(" (")[0]
    return name.split(" tariff")[0].lower() if " tariff" in name else name


def _named(programme: str, patterns: Iterable[str]) -> bool:
    name = programme.lower()
    return any(name.startswith(p[:-1].lower()) if p.endswith("*") else name == p.lower() for p in patterns)


def _standing(entry: Entry, as_of: str) -> tuple[State | None, State | None]:
    """The state that holds on the day, and the one before it."""
    now = sorted((s for s in entry.states if s.believed()), key=_begin)
    begun = [s for s in now if _begin(s) <= as_of]
    if not begun or (begun[-1].valid_to is not None and begun[-1].valid_to[:10] <= as_of):
        return None, None
    return begun[-1], begun[-2] if len(begun) > 1 else None


def _begin(state: State) -> str:
    return state.valid_from.start[:10] if state.valid_from else ""


def _by_status(duty: Duty, before: State | None, as_of: str, disputed: bool) -> Duty | None:
    """What a status makes of a duty: charged, charged for now, or open; None where it rests."""
    table, state = _table()["status"], duty.state
    doubts = [f"{duty.programme}: disputed, see parley show {duty.entry.id}"] if disputed else []
    if state.status in table["until"]:
        if state.until is None or state.until.start[:10] <= as_of:
            return None
        doubts.append(f"{duty.programme}: void in law since {_begin(state)}, collected all the same")
    elif state.status in table["open"]:
        return _open(duty, before, doubts)
    elif state.status not in table["charged"]:
        return None
    elif state.until is not None and (state.until.end or state.until.start)[:10] < as_of:
        doubts.append(
            f"{duty.programme}: its term ended on {state.until.start[:10]}; no word of what followed"
        )
    if duty.rate is None:
        doubts.append(f"{duty.programme}: in force, but no source held gives its rate for these goods")
    if duty.law is None:
        doubts.append(f"{duty.programme}: told by the news only; legal basis unknown")
    return replace(duty, doubts=tuple(doubts))


def _open(duty: Duty, before: State | None, doubts: list[str]) -> Duty:
    """A date has passed without word: the level told last counts, the other one is told beside it."""
    last = before.rate if before is not None and before.status == "in force" else 0.0
    what = "due" if duty.state.status == "due" else "back unless extended"
    rate = "an unknown rate" if duty.state.rate is None else f"{duty.state.rate:g} %"
    doubts.append(f"{duty.programme}: {rate} {what} since {_begin(duty.state)}; no source held says which")
    return replace(duty, rate=last, otherwise=duty.state.rate, doubts=tuple(doubts))


def _charges(duty: Duty, trade: Trade, scope: Scope) -> bool:
    """Whether the destination charges it on goods of the origin."""
    if trade.destination not in duty.entry.actors or trade.origin == trade.destination:
        return False
    return bool({trade.origin, WORLD} & {*duty.entry.targets, *scope.origins})


def _stacked(found: Sequence[Duty]) -> Iterator[Duty]:
    """The duties with those marked that another one on the same goods excludes."""
    for duty in found:
        rule = next((r for r in rules() if r["kind"] == "excludes" and _excludes(r, duty, found)), None)
        if rule is None:
            yield duty
        elif duty.counted:
            yield replace(duty, counted=False, reason=str(rule["why"]), doubts=())


def _excludes(rule: Mapping[str, Any], duty: Duty, found: Iterable[Duty]) -> bool:
    if rule["importer"] not in duty.entry.actors or not _named(duty.programme, rule["excluded"]):
        return False
    charged = [d for d in found if d.counted and d.rate != 0]
    return any(_named(other.programme, rule["programmes"]) for other in charged)


def _one_question(found: Iterable[Duty]) -> Iterator[Duty]:
    """Lists of one family that may apply are one question, asked once."""
    asked: dict[str, list[Duty]] = {}
    for duty in found:
        family = next((f for f in _table()["family"] if _of_family(duty, f)), None)
        if family is None or duty.counted or not duty.reason.startswith("may apply"):
            yield duty
        else:
            asked.setdefault(family["name"], []).append(duty)
    for name, group in asked.items():
        rates = sorted({d.rate for d in group if d.rate is not None}, reverse=True)
        level = " or ".join(f"{rate:g}" for rate in rates)
        why = f"one of them may apply ({level} %): their lists are not held here"
        yield replace(group[0], programme=name, rate=None, reason=why)


def _of_family(duty: Duty, family: Mapping[str, Any]) -> bool:
    return family["importer"] in duty.entry.actors and _named(duty.programme, family["programmes"])


def total(duties: Iterable[Duty], *, otherwise: bool = False) -> float:
    """The sum of the counted rates in percent; with `otherwise` as if every passed date had done its work."""
    rates = (d.otherwise if otherwise and d.otherwise is not None else d.rate for d in duties if d.counted)
    return round(sum(rate or 0.0 for rate in rates), 6)
