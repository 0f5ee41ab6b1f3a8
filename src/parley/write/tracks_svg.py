"""States over time as a picture: SVG of our own, without scripts, fonts or references to elsewhere.

Drawn wide, names stand left of their bars; drawn narrow, for phones, they stand above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from parley.write.inert import inert
from parley.write.tracks import SAYS, TALKS, Bar, Chart, Track, along, months_of, shortened

Link = Callable[[str], str]
"""Gives the address of an entry."""
EDGE, HIGH, TOP, LINE = 20, 16, 88, 18
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
class Shape:
    """Pixels of a picture: its width, its margin, where bars begin, a row's height, how far down its bar is.

    `name` is how many characters a name may have, `months` how many are named at most, `legends` how many
    shades are explained on one line.
    """

    kind: str
    width: int
    edge: int
    left: int
    row: int
    down: int
    name: int
    months: int
    legends: int


WIDE = Shape("wide", 1060, EDGE, 330, 30, 0, 46, 12, 5)
NARROW = Shape("narrow", 360, 2, 2, 44, 18, 50, 5, 3)


def to_svg(c: Chart, link: Link | None = None, shape: Shape = WIDE) -> str:
    """The chart as one SVG document in characters of UTF-8.

    With `link`, its bars are links, and the style is left to the page that the picture stands in.
    """
    rows = list(_rows(c))
    bottom = TOP + len(rows) * shape.row
    height = bottom + EDGE + LINE * -(-len(SAYS) // shape.legends)
    note = f"{c.left_out} rows that changed longer ago are left out" if c.left_out else ""
    parts = [part for n, row in enumerate(rows) for part in _row(c, row, (shape, TOP + n * shape.row), link)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{shape.width}" height="{height}"'
            f' class="chart {shape.kind}" viewBox="0 0 {shape.width} {height}"'
            f' role="{"group" if link else "img"}" aria-label={quoteattr(c.title)}>',
            f"<title>{escape(c.title)}</title>",
            "" if link else f"<style>{_STYLE}</style>",
            _HATCH if shape is WIDE else _HATCH.replace("hatch", f"hatch-{shape.kind}"),
            f'<rect class="page" width="{shape.width}" height="{height}"/>',
            f'<text class="head" x="{shape.edge}" y="30">{escape(c.title)}</text>',
            f'<text class="soft" x="{shape.edge}" y="48">{escape(inert(c.stand))}</text>',
            f'<text class="soft" x="{shape.edge}" y="62">{escape(note)}</text>',
            *_grid(c, shape, bottom),
            *parts,
            *_legend(shape, bottom + EDGE),
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


def _x(c: Chart, shape: Shape, day: str) -> float:
    return shape.left + along(c, day, shape.width - shape.left - shape.edge)


def _grid(c: Chart, shape: Shape, bottom: int) -> Iterator[str]:
    for day in months_of(c, shape.months):
        x = _x(c, shape, day)
        yield f'<line class="grid" x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{bottom - 6}"/>'
        anchor, at = ("start", x + 3) if x + 48 < shape.width else ("end", x - 3)
        yield f'<text class="soft" x="{at:.1f}" y="{TOP - 12}" text-anchor="{anchor}">{day[:7]}</text>'
    x = _x(c, shape, c.day)
    yield f'<line class="day" x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{bottom - 6}"/>'


def _row(c: Chart, track: Track, place: tuple[Shape, int], link: Link | None) -> Iterator[str]:
    shape, y = place
    name = track.name or track.lane
    soft = ' class="lane"' if track.name == "" or track.lane == "" else ""
    yield f'<text x="{shape.edge}" y="{y + 13}"{soft}>{escape(shortened(name, shape.name))}</text>'
    for bar in track.bars:
        yield from _bar(c, track, bar, (shape, y + shape.down), link)


def _bar(c: Chart, track: Track, bar: Bar, place: tuple[Shape, int], link: Link | None) -> Iterator[str]:
    shape, y = place
    x, high = _x(c, shape, bar.start), max(2.0, HIGH * bar.level)
    wide = max(6.0 if link else 2.0, _x(c, shape, bar.end) - x)
    said = escape(f"{bar.name or track.name}: {bar.hint}")
    opened = f"<a href={quoteattr(link(bar.entry))} aria-label={quoteattr(said)}>" if link else "<g>"
    yield f'{opened}<title>{said}</title><rect class="{bar.shade}" x="{x:.1f}" y="{y + HIGH - high:.1f}"'
    yield f' width="{wide:.1f}" height="{high:.1f}"/>{"</a>" if link else "</g>"}'
    if bar.label and wide > 34:
        above = y + HIGH - high - 1
        yield f'<text class="soft" x="{x + 3:.1f}" y="{above:.1f}">{escape(bar.label)}</text>'


def _legend(shape: Shape, y: int) -> Iterator[str]:
    room = min(130, (shape.width - shape.left) // shape.legends)
    for n, (shade, says) in enumerate(SAYS.items()):
        x, at = shape.left + n % shape.legends * room, y + n // shape.legends * LINE
        yield f'<rect class="{shade}" x="{x}" y="{at - 10}" width="12" height="12"/>'
        yield f'<text class="soft" x="{x + 17}" y="{at}">{says}</text>'
