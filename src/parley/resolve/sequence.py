"""The life cycle: from events known on a day to a sequence of states on the valid axis, without overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parley.model import EntryKind, When
from parley.resolve.days import Interval, interval, iso, on_day, ordinal, sharpness
from parley.resolve.events import Event, borne_out, sessions
from parley.resolve.mentions import in_passing
from parley.resolve.passing import passed
from parley.resolve.stretch import Stretch
from parley.resolve.tables import camp_of, rank_of, span, table
from parley.resolve.voices import OUTRANKS, Context

SPOKEN = ("considered", "threatened", "announced", "proposed", "demanded", "offered", "pledged", "planned")
OFF = ("delayed", "lifted")  # acts that, told of what is to come, take its day away
UNDONE = ("lifted", "suspended")
RATED = ("in force", "announced", "threatened")
NARROW = 8  # days: times up to about a week can be told of one moment
WIDE = 31  # days: a month told of the moment of which another tells the day


def sequence(kind: EntryKind, told: Sequence[Event], context: Context) -> tuple[Stretch, ...]:
    """The stretches of an entry, in time, as the events tell, with derived ones (due, lapsed, expired)."""
    ordered = stretches(kind, told, context)
    return lived(kind, ordered if kind == "dispute" else _merge(ordered))


def stretches(kind: EntryKind, told: Sequence[Event], context: Context) -> list[Stretch]:
    """The stretches that the events tell, in time, before any is dropped or derived."""
    told = anchored(kind, told)
    found = [_decide(kind, group, context) for group in concurrent(kind, told)]
    for group in _alike(kind, [e for e in told if e.when is None]):
        _place(kind, found, group, context)
    found = [_sharpened(s, found) for s in found]
    return sorted(found, key=lambda s: (s.start, rank_of_status(kind, s.status)))


def lived(kind: EntryKind, ordered: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches as a life: without steps back, with what passing dates bring."""
    return passed(kind, _legal(kind, ordered))


def _sharpened(s: Stretch, found: Sequence[Stretch]) -> Stretch:
    """In force (or lifted) "in March", as announced for 4 March: since that day."""
    if s.status not in ("in force", *UNDONE) or s.when is None:
        return s
    planned = [o for o in found if o.due and s.rate in (None, o.rate) and o.due.precision == "day"]
    if s.status in UNDONE:
        planned = [o for o in planned if any(e.claim.action == s.status for e in o.events)]
    days = [o.due for o in planned if o.due]
    fitting = [d for d in days if interval(d).meets(interval(s.when))]
    return replace(s, when=_best_time([s.when, *fitting]))


def rank_of_status(kind: EntryKind, status: str) -> int:
    """Rank in the life cycle, -1 for kinds without one."""
    return -1 if kind in ("deadline", "indicator", "dispute") else rank_of(kind, status)


def anchored(kind: EntryKind, told: Sequence[Event]) -> list[Event]:
    """Events as they count together: sessions of a round, and undated word of an agreement.

    Word of an agreement without a date, on the days after a dated one, is of the day of its report; so is
    the first word of all where no report gives a day.
    """
    if kind != "agreement":
        return sessions(told) if kind == "round" else borne_out(told)
    days = [interval(e.when) for e in told if e.when is not None]
    first = min((ordinal(e.known) for e in told), default=0)
    days = days or [Interval(first, first)]

    def fresh(e: Event) -> bool:
        known = ordinal(e.known)
        near = any(d.first <= known <= min(d.last, d.first + WIDE) + NARROW for d in days)
        return near and e.status != "in force"

    return [replace(e, when=on_day(e.known)) if e.when is None and fresh(e) else e for e in told]


def concurrent(kind: EntryKind, told: Sequence[Event]) -> list[list[Event]]:
    """Dated events told of the same days; a wide time ("in May") goes with a day in it that says the same."""
    alike: dict[tuple[When | None, str, bool], list[Event]] = {}
    for e in told:
        if e.when is not None:
            alike.setdefault((e.when, e.status, e.change), []).append(e)
    groups: list[list[list[Event]]] = []
    for same in sorted(alike.values(), key=lambda s: _order(s[0])):
        home = next((g for g in groups if any(one_moment(kind, same[0], other[0]) for other in g)), None)
        if home is None:
            groups.append([same])
        else:
            home.append(same)
    return [[e for same in group for e in same] for group in groups]


def _order(e: Event) -> tuple[tuple[int, int], str, str, bool]:
    return (sharpness(e.when) if e.when else (0, 0)), _start(e), e.status, e.change


def _start(e: Event) -> str:
    return e.when.start[:10] if e.when else ""


def one_moment(kind: EntryKind, a: Event, b: Event) -> bool:
    """Whether two events are told of the same days, so that they support or exclude each other."""
    if a.when is None or b.when is None:
        return False
    if kind == "round" and "planned" not in (a.status, b.status):
        return True
    one, other = interval(a.when), interval(b.when)
    same = camp_of(kind, a.status) == camp_of(kind, b.status) and not (a.change or b.change)
    return one == other or (one.meets(other) and max(one.width, other.width) <= (WIDE if same else NARROW))


def _decide(kind: EntryKind, group: Sequence[Event], context: Context) -> Stretch:
    """The better-supported camp of a group holds; between equals the more cautious one."""
    camps: dict[int, list[Event]] = {}
    for e in group:
        camps.setdefault(camp_of(kind, e.status), []).append(e)
    weight = {c: context.support(e.claim for e in members) for c, members in camps.items()}
    best = min(camps, key=lambda c: (-weight[c], c))
    others = sorted({e.status for c, members in camps.items() if c != best for e in members})
    return _stretch(kind, camps[best], _why(weight[best], others))


def _why(weight: float, others: Sequence[str]) -> str:
    if not others:
        return "as reported"
    if weight >= OUTRANKS:
        return f"an official text says so, against {', '.join(others)}"
    return f"better supported ({weight:g} voices) than {', '.join(others)}"


def _stretch(kind: EntryKind, members: Sequence[Event], reason: str) -> Stretch:
    top = max(members, key=lambda e: (rank_of_status(kind, e.status), e.claim.id))
    same = [e for e in members if e.status == top.status]
    firm = [e for e in same if not in_passing(e.claim)] or same
    rate = Counter(e.rate for e in firm if e.rate is not None)
    return Stretch(
        status=top.status,
        when=_time(kind, same) or _time(kind, members),
        events=tuple(sorted(members, key=lambda e: e.claim.id)),
        reason=reason,
        until=_best_time(e.until for e in same) or _best_time(e.term for e in same),
        due=_due(same),
        rate=min(rate, key=lambda r: (-rate[r], r)) if rate else None,
    )


def _due(told: Sequence[Event]) -> When | None:
    """When it is to come: on the new day where it was put off, on no day where it is called off."""
    return _best_time(e.due for e in _taken_off(told) or told)


def _taken_off(told: Sequence[Event]) -> list[Event]:
    """The events that take the day away: not vague word of a delay, where others tell a level or goods."""
    named = any(e.rate is not None or e.claim.goods for e in told if e.claim.action not in OFF)
    off = [e for e in told if e.claim.action in OFF]
    return [e for e in off if not named or e.rate is not None or e.claim.goods]


def _time(kind: EntryKind, members: Sequence[Event]) -> When | None:
    """When it began; a round of talks lasts from its first day to its last."""
    days = [interval(e.when) for e in members if e.when and e.when.precision in ("day", "minute")]
    call = all(e.claim.instrument in table()["families"]["phone"] for e in members)
    if kind != "round" or not days or call:
        return _best_time(e.when for e in members)
    return When(iso(min(d.first for d in days)), iso(max(d.last for d in days)), "day")


def _best_time(times: Iterable[When | None]) -> When | None:
    """The sharpest time, of equals the one told most often, then the earliest."""
    count = Counter(w for w in times if w is not None)
    return min(count, key=lambda w: (sharpness(w), -count[w], w.start, w.end or ""), default=None)


def _alike(kind: EntryKind, undated: Sequence[Event]) -> list[list[Event]]:
    """Events of one camp, of one rate of a measure in force or announced, of one end of an agreement."""
    groups: dict[tuple[int, float, bool, str], list[Event]] = {}
    for e in undated:
        rated = kind == "measure" and e.status in RATED and e.rate is not None
        level = e.rate if rated and e.rate is not None else -1.0
        extends = kind == "agreement" and e.status == "extended"
        end = e.until.start if kind == "agreement" and e.until and e.status == "in force" else ""
        groups.setdefault((camp_of(kind, e.status), level, extends, end), []).append(e)
    order = sorted(groups, key=lambda key: (key[0], key[2], min(e.known for e in groups[key]), *key[1::2]))
    return [groups[key] for key in order]


def _place(kind: EntryKind, found: list[Stretch], group: list[Event], context: Context) -> None:
    """Put undated events of one camp beside the dated ones of their camp, else where they must have been."""
    known, camp = max(e.known for e in group), camp_of(kind, group[0].status)
    begun = [s for s in found if s.start <= known]
    same = [s for s in begun if camp_of(kind, s.status) == camp and _fits(s, group[0])]
    rate, first = group[0].rate, min(e.known for e in group)
    level = [s for s in same if rate is not None and s.rate == rate]
    same = level or [s for s in same if rate is None or (s.rate is None and s.start <= first)]
    if same:
        home = max(same, key=lambda s: (s.start, s.status))
        if kind == "agreement" and _outlasts(group[0], same):
            own = replace(_decide(kind, group, context), status="extended", when=on_day(first))
            found.append(replace(own, began_before=True))
            return
        found[found.index(home)] = _stretch(kind, [*home.events, *group], home.reason)
        return
    own = _decide(kind, group, context)
    later = any(camp_of(kind, s.status) > camp for s in begun)
    if later and own.status in SPOKEN:
        return
    first = min(e.known for e in group if e.status == own.status)
    sure = not later and not all(e.claim.article in context.undated for e in group)
    before = sure and own.status not in SPOKEN
    found.append(replace(own, when=on_day(first) if sure else None, began_before=before))


def _outlasts(e: Event, before: Sequence[Stretch]) -> bool:
    """Whether an end is told of what had an earlier one: it was extended, by whatever act."""
    ends = [interval(s.until).last for s in before if s.until and s.start < e.known]
    if e.status != "in force" or e.until is None or not ends:
        return False
    return interval(e.until).first - max(ends) > WIDE


def _fits(s: Stretch, e: Event) -> bool:
    """Whether undated word may be of a stretch: not of another level, nor an extension of what was not."""
    if e.status == "extended":
        return s.status == "extended" and ordinal(e.known) - ordinal(s.start) <= span("implied_back")
    return e.rate is None or s.rate is None or e.rate == s.rate


def _merge(ordered: Sequence[Stretch]) -> list[Stretch]:
    """Join neighbours that say the same; a change of rate, or one told as a change, begins a new stretch."""
    merged: list[Stretch] = []
    for s in ordered:
        if merged and _continues(merged[-1], s):
            merged[-1] = _joined(merged[-1], s)
        else:
            merged.append(_still_to_come(merged[-1], s) if merged else s)
    return merged


def _still_to_come(a: Stretch, b: Stretch) -> Stretch:
    """Another rate of what is announced, told without a day, is for the day that was told before."""
    same = a.status == b.status and a.status in ("announced", "threatened") and b.due is None
    return replace(b, due=a.due) if same and a.due and a.due.start[:10] > b.start else b


def _continues(a: Stretch, b: Stretch) -> bool:
    if a.status != b.status or (a.rate is not None and b.rate is not None and a.rate != b.rate):
        return False
    told = a.when is not None and b.when is not None and interval(a.when).meets(interval(b.when))
    if a.status == "extended" and a.until and b.until and not interval(a.until).meets(interval(b.until)):
        return False  # extended twice
    if a.status == "extended" and a.when and b.when and interval(a.when).gap(interval(b.when)) <= 1:
        return True
    return told or not any(e.change for e in b.events) or _brought(a, b)


def _brought(a: Stretch, b: Stretch) -> bool:
    """Whether a change that does not give its new rate is the one that brought the level before it."""
    old = {v.number for e in b.events for v in e.claim.values if v.unit == "percent" and e.change}
    return a.began_before and b.rate is None and a.rate is not None and bool(old) and a.rate not in old


def _joined(a: Stretch, b: Stretch) -> Stretch:
    sharp = a.when
    if a.when and b.when and interval(a.when).meets(interval(b.when)):
        sharp = _best_time((a.when, b.when))
    elif a.when is None or _brought(a, b):
        sharp = b.when
    told = (*a.events, *b.events)
    return replace(
        a,
        when=sharp,
        events=told,
        until=_sharper(a.until, b.until),
        due=b.due or (None if _taken_off(told) else a.due or _best_time(e.due for e in told)),
        rate=a.rate if b.rate is None else b.rate,
        began_before=a.began_before and b.began_before,
    )


def _sharper(old: When | None, new: When | None) -> When | None:
    """The later word of an end, unless the older says the same more exactly."""
    if old is None or new is None or not interval(old).meets(interval(new)):
        return new or old
    return _best_time((old, new))


def _legal(kind: EntryKind, ordered: Sequence[Stretch]) -> list[Stretch]:
    """Drop steps back in the life cycle: a threat does not end what is in force, a plan not what was held.

    A step back within one stage ("in principle" while approval is awaited) supports the stage.
    """
    kept: list[Stretch] = []
    for s in ordered:
        before = kept[-1] if kept else None
        if before is None or not _steps_back(kind, before, s):
            kept.append(s)
        elif kind == "measure" and before.status == "in force" and _changes(before, s):
            kept.append(_pending_change(before, s))
        elif camp_of(kind, s.status) == camp_of(kind, before.status):
            kept[-1] = replace(before, events=(*before.events, *s.events))
    return kept


def _steps_back(kind: EntryKind, before: Stretch, s: Stretch) -> bool:
    old, new = camp_of(kind, before.status), camp_of(kind, s.status)
    if kind == "measure" and old > 0:
        return new == 0 and old in (1, 2)
    if old == new and (old == 0 or kind in ("agreement", "commitment")):
        return rank_of(kind, s.status) < rank_of(kind, before.status)
    return kind in ("agreement", "round", "commitment") and new == 0 and old == 1


def _changes(before: Stretch, s: Stretch) -> bool:
    return s.due is not None and s.rate is not None and s.rate != before.rate


def _pending_change(before: Stretch, s: Stretch) -> Stretch:
    """In force at the old level, with a change announced for a date."""
    words = f"in force; change to {s.rate:g} % {s.status} for {s.due.start[:10] if s.due else ''}"
    return replace(s, status="in force", rate=before.rate, until=before.until, reason=words, change=s.rate)
