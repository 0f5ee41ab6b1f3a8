"""What begins, ends, falls due and changes in the states of an entry, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from parley.model import Difference, Entry, State, When


@dataclass(frozen=True, slots=True)
class Event:
    """A state begins: on `day` (ISO; the day it became known where its start is not said)."""

    day: str
    entry: Entry
    state: State
    before: State | None


@dataclass(frozen=True, slots=True)
class Due:
    """What ends, starts or falls due; `overdue`: `when` is past and no source says what followed."""

    when: When
    what: Literal["ends", "starts", "due"]
    entry: Entry
    state: State
    overdue: bool


@dataclass(frozen=True, slots=True)
class Change:
    """On `day` the belief about an entry changed; `before` None: it is new; `after` None: it was given up."""

    day: str
    entry: Entry
    before: State | None
    after: State | None


def standing(entry: Entry, as_of: str) -> State | None:
    """The believed state of the entry that began last and holds on day `as_of`."""
    states = [s for s in entry.states if s.believed() and s.holds(as_of)]
    return max(states, key=lambda s: (s.begins, s.known_from), default=None)


def lapsed(state: State, as_of: str) -> bool:
    """Whether the end of a state is past, if nobody did anything."""
    return state.until is not None and _last_day(state.until) < as_of


def events(entry: Entry) -> Iterator[Event]:
    """The believed states of an entry as they begin."""
    before: State | None = None
    for state in sorted(filter(State.believed, entry.states), key=lambda s: (_begin(s), s.known_from)):
        yield Event(_begin(state) or state.known_from[:10], entry, state, before)
        before = state


def dues(entry: Entry, as_of: str) -> Iterator[Due]:
    """A deadline's own date; else the end of the state that stands, and the states that are yet to begin."""
    now = standing(entry, as_of)
    if entry.kind == "deadline":
        if entry.when and now and _last_day(entry.when) >= as_of:
            yield Due(entry.when, "due", entry, now, overdue=False)
        return
    if now and now.until:
        yield Due(now.until, "ends", entry, now, overdue=lapsed(now, as_of))
    for state in filter(State.believed, entry.states):
        # What begins because the present state ends is told by that end.
        follows = now and now.until and now.valid_to and _begin(state) == now.valid_to[:10]
        if state.valid_from and _begin(state) > as_of and not follows:
            yield Due(state.valid_from, "starts", entry, state, overdue=False)


def changes(entry: Entry) -> Iterator[Change]:
    """One change for each day and state that began, or ceased, to be believed."""
    for day in sorted({d[:10] for s in entry.states for d in (s.known_from, s.known_to) if d}):
        old = [s for s in entry.states if s.known_from[:10] < day and _open_before(s, day)]
        new = [s for s in entry.states if s.believed(day)]
        yield from _compared(day, entry, old, new)


def differences(
    before: Mapping[str, Entry], after: Mapping[str, Entry], as_of: str
) -> tuple[Difference, ...]:
    """Those of the entries `after` that stand otherwise on day `as_of` than they did `before`, by id."""
    pairs = ((before[key], entry) for key, entry in after.items())
    stands = ((e, standing(old, as_of), standing(e, as_of)) for old, e in pairs if old is not e)
    found = (Difference(e, old, new) for e, old, new in stands if _shown(old) != _shown(new))
    return tuple(sorted(found, key=lambda d: d.entry.id))


def _begin(state: State) -> str:
    return state.valid_from.start[:10] if state.valid_from else ""


def _last_day(when: When) -> str:
    return (when.end or when.start)[:10]


def _open_before(state: State, day: str) -> bool:
    return state.known_to is None or state.known_to[:10] >= day


def _compared(day: str, entry: Entry, old: list[State], new: list[State]) -> Iterator[Change]:
    """New states; else states of which only the end changed; else states given up without another."""
    gone = [s for s in old if _content(s) not in {_content(n) for n in new}]
    fresh = [s for s in new if _content(s) not in {_content(o) for o in old}]
    ends = {(_content(s), s.valid_to) for s in old}
    if fresh:
        yield from (Change(day, entry, _before(state, gone, new), state) for state in fresh)
    elif gone:
        yield from (Change(day, entry, state, None) for state in gone)
    else:
        ended = [s for s in new if (_content(s), s.valid_to) not in ends]
        yield from (Change(day, entry, _before(state, old, new), state) for state in ended)


def _before(state: State, gone: Iterable[State], new: Iterable[State]) -> State | None:
    """What was believed in the place of `state`: the same status otherwise dated, else what it follows."""
    same = [s for s in gone if s.status == state.status]
    earlier = [s for s in new if _begin(s) < _begin(state)]
    return max(same or earlier or list(gone), key=_begin, default=None)


def _content(state: State) -> tuple[object, ...]:
    """What a state says; one more claim for it is no change, nor is the end that its successor makes."""
    return state.status, state.valid_from, state.until, state.rate


def _shown(state: State | None) -> tuple[object, ...] | None:
    return (*_content(state), state.reason.startswith("assumed")) if state else None
