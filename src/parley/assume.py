"""What if: entries as they would stand under assumptions, computed in memory from those of a ledger.

An assumption takes the place of everything believed of its entry from its day on. What rests on an
agreement that then ends falls with it: relief returns to the level before it, what is part of it or
carries it out loses its ground, its deadlines fall away. What rests on one that is extended goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from parley.errors import UsageError
from parley.model import Entry, State, Verdict, When

ENDED = frozenset({"rejected", "expired", "broken (alleged)", "denied"})
TIED = frozenset({"part_of", "on_condition", "implements"})
NEAR = 14  # days before and behind a deal within which the same parties' relief is taken to be of it
ASSUMED = "assumed"
AFTERWARDS = {"suspended": "lapsed", "extended": "expired", "in force": "expired", "signed": "expired"}
_FORM = re.compile(
    r"(?P<entry>.+)=(?P<status>[a-z][a-z_()-]*+(?: ++[a-z_()-]++)*)(?:\s++(?P<rate>\d++(?:\.\d++)?)\s?%)?"
    r"\s*+@(?P<day>\d{4}-\d\d-\d\d)(?:\.\.(?P<until>\d{4}-\d\d-\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Entry (id or words of its name) has `status` from the ISO day `day`, until `until` if nothing is done.

    `rate` is in percent; None: the level that the status had before, where it had one.
    """

    entry: str
    status: str
    day: str
    until: str | None = None
    rate: float | None = None


def parse(text: str) -> Assumption:
    """`london-framework=rejected@2025-06-20`, with rate and end `x=in force 25%@2025-08-12..2025-11-10`.

    Raises UsageError for anything else.
    """
    found = _FORM.fullmatch(text.strip())
    days = [d for d in (found["day"], found["until"]) if d] if found else []
    if found is None or not all(map(_is_day, days)) or days != sorted(days):
        hint = "write ENTRY=STATUS@DAY, as london-framework=rejected@2025-06-20"
        raise UsageError("this is not an assumption", where=text, hint=hint)
    rate = float(found["rate"]) if found["rate"] else None
    status = found["status"].replace("_", " ").strip()
    return Assumption(found["entry"].strip(), status, found["day"], found["until"], rate)


def assume(entries: Mapping[str, Entry], assumptions: Iterable[Assumption]) -> dict[str, Entry]:
    """The entries under the assumptions, which count in the order of their days; `entries` is left as it is.

    Every assumed state carries the claims of the state from which it departs, and a `reason` that begins with
    `assumed`. Raises UsageError for an entry that is not there and a status that its kind cannot have.
    """
    made = dict(entries)
    for one in sorted(assumptions, key=lambda a: (a.day, a.entry)):
        entry = find(one.entry, made)
        _check(one, entry)
        made[entry.id] = _assumed(entry, one)
        for other in _resting(entry, made.values()):
            made[other.id] = _moved(other, entry, one)
    return made


def find(text: str, entries: Mapping[str, Entry]) -> Entry:
    """The entry with this id or name, else the only one with all the words of `text` in its id and name.

    Of several the only agreement is meant. Raises UsageError where there is none, or more than one.
    """
    if text in entries:
        return entries[text]
    wanted = _words(text)
    named = [e for e in entries.values() if e.name.casefold() == text.casefold()]
    near = named or [e for e in entries.values() if wanted and wanted <= _words(f"{e.id} {e.name}")]
    deals = [e for e in near if e.kind == "agreement"]
    if len(near) == 1 or len(deals) == 1:
        return (deals or near)[0]
    ids = ", ".join(sorted(e.id for e in near)[:5])
    what = "several entries have these words" if near else "no such entry in the ledger"
    hint = f"name one of {ids}" if near else "`parley state --format csv` lists all ids"
    raise UsageError(what, where=text, hint=hint)


def reweighed(
    verdicts: Iterable[Verdict], before: Mapping[str, Entry], after: Mapping[str, Entry]
) -> tuple[Verdict, ...]:
    """Verdicts on the states of `after`: the old one where the state says the same, else `assumed`."""
    told: dict[str, dict[tuple[object, ...], Verdict]] = {}
    kept = []
    for verdict in verdicts:
        if after[verdict.entry] is before[verdict.entry]:
            kept.append(verdict)
        else:
            told.setdefault(verdict.entry, {})[_content(verdict.state)] = verdict
    changed = (e for key, e in after.items() if e is not before[key])
    return (*kept, *(_reweigh(e, s, told.get(e.id, {})) for e in changed for s in e.states))


def _reweigh(entry: Entry, state: State, told: Mapping[tuple[object, ...], Verdict]) -> Verdict:
    found = told.get(_content(state))
    if found is not None:
        return replace(found, state=state)
    return Verdict(entry.id, state, (), (), 0, 0, ASSUMED, state.reason)


def _content(s: State) -> tuple[object, ...]:
    return s.status, s.valid_from, s.known_from, s.claims, s.rate, s.reason


def _check(one: Assumption, entry: Entry) -> None:
    # Imported here: answers about the ledger itself do without the tables of the stage.
    from parley.resolve.tables import table

    stated = table()["status"].get(entry.kind, {}).values()
    known = sorted({str(name) for name, _ in stated} | {"lapsed", "expired", "due"})
    if one.status not in known:
        hint = f"one of: {', '.join(known)}" if stated else "nothing can be assumed of this kind of entry"
        raise UsageError(f"{entry.id} cannot be {one.status!r}", where=f"{one.entry}={one.status}", hint=hint)


def _assumed(entry: Entry, one: Assumption) -> Entry:
    """The entry with the assumed state in the place of what was believed from that day on."""
    base = _base(entry, one.day)
    if base is None:
        raise UsageError("nothing is known of this entry, so nothing can be assumed", where=entry.id)
    end = _after(one.until) if one.until else None
    state = replace(
        base,
        status=one.status,
        valid_from=_on(one.day),
        valid_to=end,
        known_to=None,
        reason=f"assumed: {one.status} from {one.day}",
        until=_on(one.until) if one.until else None,
        rate=base.rate if one.rate is None else one.rate,
        values=base.values if one.rate is None else (),
        began_before=False,
    )
    then = AFTERWARDS.get(one.status)
    later = (
        [replace(state, status=then, valid_from=_on(end), valid_to=None, until=None)] if end and then else []
    )
    return _spliced(entry, one.day, [state, *later])


def _spliced(entry: Entry, day: str, states: Sequence[State], keep: Iterable[State] = ()) -> Entry:
    """What was believed before `day`, then `states`; of what came after it only `keep`."""
    now = [s for s in entry.states if s.believed()]
    past = [replace(s, valid_to=day) if s.valid_to is None or s.valid_to[:10] > day else s for s in now]
    before = [s for s, old in zip(past, now, strict=True) if _start(old) < day]
    return replace(entry, states=(*before, *states, *keep))


def _base(entry: Entry, day: str) -> State | None:
    """The believed state that holds on the day, else the first of all."""
    now = sorted((s for s in entry.states if s.believed()), key=_start)
    begun = [s for s in now if _start(s) <= day]
    return begun[-1] if begun else next(iter(now), None)


def _resting(deal: Entry, entries: Iterable[Entry]) -> list[Entry]:
    """Entries that are tied to an agreement, or hold relief that its parties gave each other with it."""
    if deal.kind != "agreement":
        return []
    return [e for e in entries if e.id != deal.id and (_tie(e, deal) or any(_reliefs(e, deal)))]


def _tie(entry: Entry, deal: Entry) -> bool:
    kinds = TIED | ({"ends"} if entry.kind == "deadline" else frozenset())
    return any(k.target == deal.id and k.kind in kinds for k in entry.links)


def _reliefs(entry: Entry, deal: Entry) -> Iterator[tuple[State, State | None]]:
    """Relief that rests on the deal, each with the state before it."""
    own = {c for k in entry.links if k.target == deal.id and k.kind in TIED for c in k.claims}
    same = (
        entry.kind == "measure" and bool(entry.actors) and {*entry.actors, *entry.targets} == {*deal.actors}
    )
    concluded = _first_day(deal)
    now = sorted((s for s in entry.states if s.believed()), key=_start)
    for before, state in zip([None, *now], now, strict=False):
        tied = bool(own.intersection(state.claims))
        near = same and concluded and 0 <= _days(concluded, _start(state)) + NEAR <= 2 * NEAR
        if entry.kind == "measure" and (tied or near) and _relieves(state, before):
            yield state, before


def _relieves(state: State, before: State | None) -> bool:
    """Whether a state is less than what held before: put on hold, or a lower rate."""
    if state.reason.startswith(("derived", ASSUMED)):
        return False
    old = _old_rate(state, before)
    return state.status == "suspended" or (old is not None and state.rate is not None and old > state.rate)


def _old_rate(state: State, before: State | None) -> float | None:
    """The level that returns or from which it was lowered, as a claim says; else that of the state before."""
    rates = [v for v in state.values if v.unit == "percent"]
    told = [v.number for note in ("returns", "from") for v in rates if (v.note or "").startswith(note)]
    return told[0] if told else before.rate if before else None


def _first_day(deal: Entry) -> str:
    if deal.when is not None:
        return deal.when.start[:10]
    return min((_start(s) for s in deal.states if s.believed()), default="")


def _moved(entry: Entry, deal: Entry, one: Assumption) -> Entry:
    """What becomes of an entry that rests on a deal for which something is assumed."""
    if one.status in ENDED:
        return _fallen(entry, deal, one)
    if one.status == "extended" and one.until:
        return _prolonged(entry, deal, one.until)
    return entry


def _fallen(entry: Entry, deal: Entry, one: Assumption) -> Entry:
    reason = f"assumed: {deal.name} is {one.status}"
    if entry.kind != "measure":
        base = _base(entry, one.day)
        if base is None or _start(base) >= one.day:
            return replace(entry, states=())
        return _spliced(entry, one.day, [_returned(base, "lapsed", one.day, reason)])
    reliefs = list(_reliefs(entry, deal))
    given = {id(s) for s, _ in reliefs}
    last, before = reliefs[-1]
    now = [s for s in entry.states if s.believed() and id(s) not in given]
    later = [s for s in now if _start(s) > one.day and not s.reason.startswith("derived")]
    if _start(last) >= one.day:
        return _spliced(entry, _start(reliefs[0][0]), (), later)
    back = replace(_returned(last, "in force", one.day, reason), rate=_old_rate(last, before))
    return _spliced(entry, one.day, [replace(back, valid_to=min(map(_start, later), default=None))], later)


def _returned(base: State, status: str, day: str, reason: str) -> State:
    return replace(
        base,
        status=status,
        valid_from=_on(day),
        valid_to=None,
        known_to=None,
        reason=reason,
        until=None,
        values=(),
        began_before=False,
    )


def _prolonged(entry: Entry, deal: Entry, until: str) -> Entry:
    """The relief's end moves with the deal's; what was derived from the old end does not come yet."""
    rests = {id(s) for s, _ in _reliefs(entry, deal) if s.until is not None}
    if not rests:
        return entry
    lifted = [
        replace(s, until=_on(until), valid_to=_after(until)) if id(s) in rests else s for s in entry.states
    ]
    moved = [_on_after(s, until) if s.believed() and s.reason.startswith("derived") else s for s in lifted]
    return replace(entry, states=tuple(moved))


def _on_after(state: State, until: str) -> State:
    return replace(state, valid_from=_on(_after(until)), reason=f"assumed: extended until {until}")


def _on(day: str) -> When:
    return When(day, day, "day")


def _start(state: State) -> str:
    return state.valid_from.start[:10] if state.valid_from else ""


def _after(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()


def _days(one: str, other: str) -> int:
    """Days from one ISO day to the other; far before where the other is unknown."""
    if not other:
        return -(10**6)
    return date.fromisoformat(other).toordinal() - date.fromisoformat(one).toordinal()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))
