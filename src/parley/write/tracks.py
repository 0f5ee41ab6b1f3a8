"""States over time: one row for each entry, one bar for each state, and the picture of them for a terminal.

For rates the bars are as high as the rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from parley.model import Entry, State, Verdict
from parley.write import dates
from parley.write.books import believed, standing
from parley.write.brief import stand
from parley.write.inert import inert
from parley.write.lines import Desk
from parley.write.nouns import subject
from parley.write.outdated import overtaken
from parley.write.phrases import capital, parties

Drawn = Literal["state", "timeline", "rates"]
SHADES = {
    "said": (
        "considered",
        "threatened",
        "announced",
        "proposed",
        "planned",
        "pending",
        "offered",
        "demanded",
    ),
    "holds": (
        "in force",
        "agreed",
        "approved",
        "signed",
        "extended",
        "held",
        "under way",
        "pledged",
        "fulfilled",
    ),
    "waits": ("suspended", "agreed in principle", "awaiting approval", "stayed"),
    "due": ("due", "lapsed", "broken (alleged)", "missed"),
}  # every other status is over
MOMENTS = ("held", "denied", "cancelled", "passed")
"""What happens and is over: it is drawn for its own days only."""
MARKS = {"said": "░", "holds": "█", "waits": "▒", "due": "!", "over": "·"}
KINDS = ("round", "agreement", "measure", "deadline")
TALKS = "Talks"
LANES = {"round": TALKS, "agreement": "Agreements", "deadline": "Deadlines"}
NAME = 40  # characters of a name on a terminal
MONTH = len(" (2025-06)")


@dataclass(frozen=True, slots=True)
class Bar:
    """A state from one ISO day up to another; `level` is its height from 0 to 1, `label` stands behind it.

    `entry` is the id, `name` the name of what it is a state of.
    """

    start: str
    end: str
    shade: str
    hint: str
    level: float = 1.0
    label: str = ""
    entry: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """The row of one entry, in a lane with others of its sort."""

    name: str
    bars: tuple[Bar, ...]
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of bars between two ISO days, with a line at the day that is asked about."""

    title: str
    stand: str
    first: str
    last: str
    day: str
    tracks: tuple[Track, ...]
    left_out: int = 0


def chart(what: Drawn, desk: Desk, most: int | None = None) -> Chart:
    """The picture of what stands (`state`), what came and went (`timeline`), or the rates of tariffs.

    Of more than `most` rows those are drawn that changed last; rounds of talks, of which there may be four
    times as many, are one row, and those before all that is drawn are left out.
    """
    chosen = [r.verdict for r in believed(desk.findings, desk.ask.known) if _told(what, desk, r.verdict)]
    if what == "state":
        now = {v.entry for v in standing(desk.findings, desk.ask)}
        chosen = [v for v in chosen if v.entry in now]
    rows: dict[str, list[Verdict]] = {}
    for verdict in chosen:
        rows.setdefault(verdict.entry, []).append(verdict)
    kept = _in_order(desk, _latest(desk, rows, most))
    drawn = [v for own in kept.values() for v in own]
    last = desk.ask.until or max([desk.ask.as_of, *(_end(v.state, desk.ask.as_of) for v in drawn)])
    top = max((v.state.rate or 0.0 for v in drawn), default=0.0) if what == "rates" else 0.0
    first = desk.ask.since or _first(desk, kept, whole=most is None)
    kept = {e: own for e, own in kept.items() if max(_end(v.state, desk.ask.as_of) for v in own) >= first}
    tracks = _told_apart(desk, [_track(desk, own, first, last, top) for own in kept.values()])
    title = {"state": "State", "timeline": "Timeline", "rates": "Rates of tariffs over time"}[what]
    return Chart(
        title,
        stand(desk),
        first,
        last,
        desk.ask.as_of,
        tuple(t for t in tracks if t.bars),
        len(rows) - len(kept),
    )


def _latest(
    desk: Desk, rows: Mapping[str, Sequence[Verdict]], most: int | None
) -> Mapping[str, Sequence[Verdict]]:
    """The rows that changed last; of rounds of talks, which share a row, four times as many."""
    if most is None:
        return rows
    last = sorted(rows, key=lambda e: (max(v.state.begins for v in rows[e]), e), reverse=True)
    rounds = [e for e in last if desk.findings.entries[e].kind == "round"]
    others = [e for e in last if desk.findings.entries[e].kind != "round"]
    kept = {*rounds[: 4 * most], *others[:most]}
    return {e: verdicts for e, verdicts in rows.items() if e in kept}


def _in_order(desk: Desk, rows: Mapping[str, Sequence[Verdict]]) -> dict[str, Sequence[Verdict]]:
    """The rows kind by kind, as they begin, each with its states in their order."""
    own = {e: sorted(found, key=lambda v: v.state.begins) for e, found in rows.items()}
    kinds = {e: KINDS.index(_kind(desk, found[0])) for e, found in own.items()}
    return {e: own[e] for e in sorted(own, key=lambda e: (kinds[e], own[e][0].state.begins, e))}


def _first(desk: Desk, rows: Mapping[str, Sequence[Verdict]], *, whole: bool) -> str:
    """The day on which the picture begins; talks long before all other rows count only where all is drawn."""
    told = [v for own in rows.values() for v in own if v.state.begins]
    drawn = [v for v in told if whole or _kind(desk, v) != "round"] or told
    return min([v.state.begins for v in drawn] + [desk.ask.as_of])


def to_text(c: Chart, width: int = 100) -> str:
    """The chart in characters, `width` to a line; bars that carry a rate are told one by one."""
    lines = [c.title.upper(), c.stand, ""]
    if any(bar.label for track in c.tracks for bar in track.bars):
        lines += [line for track in c.tracks for line in _rates(track, width)]
    else:
        room = max(20, width - NAME - 2)
        lines += [f"{'':{NAME}}  {_scale(c, room)}"]
        lines += [f"{shortened(track.name):{NAME}}  {_cells(c, track, room)}" for track in c.tracks]
        lines += ["", "   ".join(f"{mark} {SAYS[shade]}" for shade, mark in MARKS.items())]
    return "\n".join(line.rstrip() for line in lines) + "\n"


SAYS = {
    "said": "said or planned",
    "holds": "stands",
    "waits": "on hold",
    "due": "due or lapsed",
    "over": "over",
}


def _told(what: Drawn, desk: Desk, verdict: Verdict) -> bool:
    entry = desk.entry(verdict)
    if entry.kind not in KINDS:
        return False
    rated = entry.kind == "measure" and entry.instrument == "tariff" and verdict.state.rate is not None
    return desk.ask.dispute in (None, entry.dispute) and (rated or what != "rates")


def _kind(desk: Desk, verdict: Verdict) -> str:
    return desk.findings.entries[verdict.entry].kind


def _end(state: State, as_of: str) -> str:
    """When the state ends if nothing is done; what has no end is drawn up to the day that is asked about."""
    if state.status in MOMENTS and state.valid_from:
        return (state.valid_from.end or state.valid_from.start)[:10]
    until = state.until.end or state.until.start if state.until else ""
    return (state.valid_to or max(until, as_of, state.begins))[:10]


def _track(desk: Desk, own: Sequence[Verdict], first: str, last: str, top: float) -> Track:
    entry = desk.findings.entries[own[0].entry]
    ends = [overtaken(desk.findings, v, desk.ask) or _end(v.state, desk.ask.as_of) for v in own]
    bars = (_bar(v.state, first, min(end, last), top) for v, end in zip(own, ends, strict=True))
    shown = tuple(b for b in bars if b.start <= b.end)
    if top:
        shown = tuple(_merged(shown))
    name = inert(capital(subject(entry)))
    return Track(name, tuple(replace(b, entry=entry.id, name=name) for b in shown), _lane(entry))


def _merged(bars: Sequence[Bar]) -> Iterator[Bar]:
    """The bars of one row; those that follow one another at the same level are one."""
    kept: list[Bar] = []
    for bar in bars:
        last = kept[-1] if kept else None
        if last and (last.end, last.shade, last.label) == (bar.start, bar.shade, bar.label):
            what = last.hint.partition(", from ")[0]
            hint = f"{what}, from {dates.day(last.start)} to {dates.day(bar.end)}"
            kept[-1] = replace(last, end=bar.end, hint=hint)
        else:
            kept.append(bar)
    yield from kept


def _told_apart(desk: Desk, tracks: Sequence[Track]) -> Iterator[Track]:
    """The tracks; those that would be called alike have their entries' names, or the month they begin."""
    count = Counter(track.name for track in tracks)
    names = {t.bars[0].entry: _own_name(desk, t) for t in tracks if count[t.name] > 1 and t.bars}
    told = Counter(names.values())
    for track in tracks:
        own = names.get(track.bars[0].entry) if track.bars else None
        if own is None:
            yield track
        elif told[own] == 1 and len(own.split()) > 1:
            yield replace(track, name=own)
        else:
            yield replace(track, name=f"{shortened(track.name, NAME - MONTH)} ({track.bars[0].start[:7]})")


def _own_name(desk: Desk, track: Track) -> str:
    """The name of its entry, without the parties."""
    return inert(capital(desk.findings.entries[track.bars[0].entry].name.partition(" (")[0]))


def _lane(entry: Entry) -> str:
    """`Talks`, `Agreements`, `Measures of China`."""
    if entry.kind == "measure":
        return f"Measures of {parties(entry.actors)}" if entry.actors else "Measures"
    return LANES[entry.kind]


def _bar(state: State, first: str, end: str, top: float) -> Bar:
    shade = next((name for name, statuses in SHADES.items() if state.status in statuses), "over")
    start = max(state.begins or first, first)
    rate = f", {state.rate:g} %" if state.rate is not None else ""
    hint = f"{state.status}{rate}, from {dates.day(start)} to {dates.day(end)}"
    level = state.rate / top if top and state.rate is not None else 1.0
    return Bar(start, end, shade, hint, level, f"{state.rate:g} %" if top and state.rate is not None else "")


def along(c: Chart, day: str, room: float) -> float:
    """How far along a day lies, from 0 to `room`."""
    first, last = (date.fromisoformat(d).toordinal() for d in (c.first, c.last))
    share = (date.fromisoformat(day).toordinal() - first) / max(1, last - first)
    return min(max(share, 0.0), 1.0) * room


def months_of(c: Chart, most: int = 12) -> Iterator[str]:
    """First days of months between the ends, hardly more than `most` of them."""
    year, month = int(c.first[:4]), int(c.first[5:7])
    months = (int(c.last[:4]) - year) * 12 + int(c.last[5:7]) - month
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if months <= most * s), 120)
    for n in range(0, months + 1, step):
        day = f"{year + (month - 1 + n) // 12:04d}-{(month - 1 + n) % 12 + 1:02d}-01"
        if c.first <= day <= c.last:
            yield day


def _scale(c: Chart, room: int) -> str:
    cells = [" "] * room
    for day in months_of(c):
        at = int(along(c, day, room - 1))
        if at + 7 <= room and not "".join(cells[max(0, at - 1) : at + 7]).strip():
            cells[at : at + 7] = day[:7]
    return "".join(cells)


def _cells(c: Chart, track: Track, room: int) -> str:
    cells = [" "] * room
    for bar in track.bars:
        start, end = (int(along(c, day, room - 1)) for day in (bar.start, bar.end))
        cells[start : end + 1] = MARKS[bar.shade] * (end + 1 - start)
    at = int(along(c, c.day, room - 1))
    cells[at] = "|" if cells[at] == " " else cells[at]
    return "".join(cells)


def _rates(track: Track, width: int) -> Iterator[str]:
    yield track.name
    for bar in track.bars:
        filled = MARKS[bar.shade] * max(1, round(bar.level * (width - 40)))
        yield f"  {bar.start} to {bar.end}  {bar.label:>8}  {filled}"


def shortened(name: str, most: int = NAME) -> str:
    """At most so many characters of a name, with a mark where some are left out."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
