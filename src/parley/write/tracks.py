"""States over time as a picture: one row for each entry, one bar for each state, as SVG and for a terminal.

For rates the bars are as high as the rate. The SVG is our own: no script, no font, no reference to elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from parley.model import Entry, State, Verdict
from parley.write import dates
from parley.write.books import believed, standing
from parley.write.brief import stand
from parley.write.inert import inert
from parley.write.lines import Desk
from parley.write.nouns import subject
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
WIDTH, LEFT, ROW, HIGH, TOP, EDGE = 1060, 330, 30, 16, 88, 20
NAME = 40  # characters of a name on a terminal
MONTH = len(" (2025-06)")
_STYLE = """
  .page { fill: #ffffff } text { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: #1d2430 }
  .head { font-size: 16px; font-weight: 600 } .soft { fill: #5b6472; font-size: 11px }
  .grid { stroke: #dfe3ea } .day { stroke: #b03a48; stroke-width: 1.5 }
  .said { fill: #9db7d5 } .holds { fill: #0072b2 } .due { fill: #d55e00 }
  .over { fill: #c9ced6 } .lane { font-weight: 600 } .waits { fill: url(#hatch) } .ink { stroke: #a86b00 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181f } text { fill: #e6e9ee } .soft { fill: #a7b0bf } .grid { stroke: #2b323d }
  }
"""


# What is on hold is told apart without colour too.
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect class="bed" width="6" height="6" fill="#f6d9a0"/>'
    '<path class="ink" d="M0 0V6" stroke="#a86b00" stroke-width="3"/></pattern></defs>'
)


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


def to_svg(c: Chart, link: Callable[[str], str] | None = None) -> str:
    """The chart as one SVG document in characters of UTF-8.

    With `link`, which gives the address of an entry, its bars are links, and the style is left to the page
    that the picture stands in.
    """
    rows = list(_rows(c))
    height = TOP + len(rows) * ROW + 2 * EDGE + 16
    role = "group" if link else "img"
    note = f"; {c.left_out} rows that changed longer ago are left out" if c.left_out else ""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" class="chart"'
            f' viewBox="0 0 {WIDTH} {height}" role="{role}" aria-label={quoteattr(c.title)}>',
            f"<title>{escape(c.title)}</title>",
            "" if link else f"<style>{_STYLE}</style>",
            _HATCH,
            f'<rect class="page" width="{WIDTH}" height="{height}"/>',
            f'<text class="head" x="{EDGE}" y="30">{escape(c.title)}</text>',
            f'<text class="soft" x="{EDGE}" y="48">{escape(inert(c.stand) + note)}</text>',
            *_grid(c, height),
            *(part for n, row in enumerate(rows) for part in _row(c, row, TOP + n * ROW, link)),
            *_legend(height - EDGE),
            "</svg>\n",
        )
    )


def _rows(c: Chart) -> Iterator[Track]:
    """The tracks lane by lane, with a row for the name of each lane; rounds of talks share one row."""
    lanes: dict[str, list[Track]] = {}
    for track in c.tracks:
        lanes.setdefault(track.lane, []).append(track)
    for lane, tracks in lanes.items():
        if lane == TALKS:
            yield Track(lane, tuple(bar for track in tracks for bar in track.bars))
            continue
        if len(lanes) > 1:
            yield Track("", (), lane)
        yield from tracks


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
        lines += [f"{_cut(track.name):{NAME}}  {_cells(c, track, room)}" for track in c.tracks]
        lines += ["", "   ".join(f"{mark} {_SAYS[shade]}" for shade, mark in MARKS.items())]
    return "\n".join(line.rstrip() for line in lines) + "\n"


_SAYS = {
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
    bars = (_bar(v.state, first, min(_end(v.state, desk.ask.as_of), last), top) for v in own)
    shown = tuple(b for b in bars if b.start <= b.end)
    name = inert(capital(subject(entry)))
    return Track(name, tuple(replace(b, entry=entry.id, name=name) for b in shown), _lane(entry))


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
            yield replace(track, name=f"{_cut(track.name, NAME - MONTH)} ({track.bars[0].start[:7]})")


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


def _place(c: Chart, day: str, room: float) -> float:
    """How far along a day lies, from 0 to `room`."""
    first, last = (date.fromisoformat(d).toordinal() for d in (c.first, c.last))
    share = (date.fromisoformat(day).toordinal() - first) / max(1, last - first)
    return min(max(share, 0.0), 1.0) * room


def _x(c: Chart, day: str) -> float:
    return LEFT + _place(c, day, WIDTH - LEFT - EDGE)


def _months(c: Chart) -> Iterator[str]:
    """First days of months between the ends, at most about a dozen of them."""
    year, month = int(c.first[:4]), int(c.first[5:7])
    months = (int(c.last[:4]) - year) * 12 + int(c.last[5:7]) - month
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if months <= 12 * s), 120)
    for n in range(0, months + 1, step):
        day = f"{year + (month - 1 + n) // 12:04d}-{(month - 1 + n) % 12 + 1:02d}-01"
        if c.first <= day <= c.last:
            yield day


def _grid(c: Chart, height: int) -> Iterator[str]:
    bottom = height - 2 * EDGE - 6
    for day in _months(c):
        x = _x(c, day)
        yield f'<line class="grid" x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{bottom}"/>'
        yield f'<text class="soft" x="{x + 3:.1f}" y="{TOP - 18}">{day[:7]}</text>'
    x = _x(c, c.day)
    yield f'<line class="day" x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{bottom}"/>'


def _row(c: Chart, track: Track, y: int, link: Callable[[str], str] | None) -> Iterator[str]:
    name = track.name or track.lane
    soft = ' class="lane"' if track.name == "" or track.lane == "" else ""
    yield f'<text x="{EDGE}" y="{y + 13}"{soft}>{escape(_cut(name, 46))}</text>'
    for bar in track.bars:
        x, high = _x(c, bar.start), max(2.0, HIGH * bar.level)
        wide = max(2.0, _x(c, bar.end) - x)
        said = escape(f"{bar.name or track.name}: {bar.hint}")
        address = quoteattr(link(bar.entry)) if link else ""
        yield (
            f"<a href={address} aria-label={quoteattr(said)}><title>{said}</title>"
            if link
            else f"<g><title>{said}</title>"
        )
        wide = max(wide, 6.0) if link else wide
        yield f'<rect class="{bar.shade}" x="{x:.1f}" y="{y + HIGH - high:.1f}" width="{wide:.1f}"'
        yield f' height="{high:.1f}"/></a>' if link else f' height="{high:.1f}"/></g>'
        if bar.label and wide > 34:
            above = y + HIGH - high - 1
            yield f'<text class="soft" x="{x + 3:.1f}" y="{above:.1f}">{escape(bar.label)}</text>'


def _legend(y: int) -> Iterator[str]:
    for n, (shade, says) in enumerate(_SAYS.items()):
        x = LEFT + n * 130
        yield f'<rect class="{shade}" x="{x}" y="{y - 10}" width="12" height="12"/>'
        yield f'<text class="soft" x="{x + 17}" y="{y}">{says}</text>'


def _scale(c: Chart, room: int) -> str:
    cells = [" "] * room
    for day in _months(c):
        at = int(_place(c, day, room - 1))
        if at + 7 <= room and not "".join(cells[max(0, at - 1) : at + 7]).strip():
            cells[at : at + 7] = day[:7]
    return "".join(cells)


def _cells(c: Chart, track: Track, room: int) -> str:
    cells = [" "] * room
    for bar in track.bars:
        start, end = (int(_place(c, day, room - 1)) for day in (bar.start, bar.end))
        cells[start : end + 1] = MARKS[bar.shade] * (end + 1 - start)
    at = int(_place(c, c.day, room - 1))
    cells[at] = "|" if cells[at] == " " else cells[at]
    return "".join(cells)


def _rates(track: Track, width: int) -> Iterator[str]:
    yield track.name
    for bar in track.bars:
        filled = MARKS[bar.shade] * max(1, round(bar.level * (width - 40)))
        yield f"  {bar.start} to {bar.end}  {bar.label:>8}  {filled}"


def _cut(name: str, most: int = NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
