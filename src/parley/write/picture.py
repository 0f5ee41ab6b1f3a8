"""Families of articles as a picture: SVG of our own, without scripts, fonts or references to elsewhere.

Time and descent run from left to right: an article stands right of the one that its text comes from, on the
row of its first copy. Of many copies of one text the first are drawn and the rest are counted in one box.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from parley.write.family import Node, credit, headline, outlet
from parley.write.inert import inert
from parley.write.tree import published

BOX, HIGH, GAP, STEP = 300, 70, 16, 130
"""Width and height of a box, the gap between rows, the width that a line between boxes has."""
TOP, EDGE = 64, 20
MOST = 6
"""So many copies of one kind are drawn below one parent; the rest share a box."""

_STYLE = """
  .page { fill: #ffffff }
  .box { fill: #f6f7f9; stroke: #c5cad3 }
  .line { fill: none; stroke: #8a93a3; stroke-width: 1.5 }
  text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1d2430 }
  .outlet { font-weight: 600 }
  .soft { fill: #5b6472; font-size: 11px }
  .head { font-size: 16px; font-weight: 600 }
  .kind { font-size: 11px; fill: #3b4454 }
  .origin { fill: #2f6f4f }
  .exact, .reprint { fill: #3d6fb4 }
  .excerpt { fill: #7a5ab5 }
  .rewrite { fill: #b3672b }
  .version { fill: #6b7a3a }
  .correction { fill: #b03a48 }
  .alone { fill: #8a93a3 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181f }
    .box { fill: #1e242e; stroke: #3a4352 }
    text { fill: #e6e9ee }
    .soft, .kind { fill: #a7b0bf }
  }
"""


@dataclass(frozen=True, slots=True)
class _Box:
    """A box to draw: its lines of text, the class that colours it, what it says when pointed at."""

    lines: tuple[str, ...]
    style: str
    hint: str
    edge: str
    children: tuple[_Box, ...]

    @property
    def rows(self) -> int:
        """How many rows the box and all right of it take."""
        return max(1, sum(child.rows for child in self.children))

    @property
    def depth(self) -> int:
        """How many boxes stand one right of the other."""
        return 1 + max((child.depth for child in self.children), default=0)


def to_svg(roots: Sequence[Node], title: str) -> str:
    """The families below each other, as one SVG document in characters of UTF-8."""
    boxes = [_box(root) for root in roots]
    columns = max((box.depth for box in boxes), default=1)
    width = 2 * EDGE + columns * BOX + (columns - 1) * STEP
    height = TOP + EDGE + sum(box.rows for box in boxes) * (HIGH + GAP)
    parts, row = [], 0
    for box in boxes:
        parts += list(_drawn(box, 0, row))
        row += box.rows
    heading = inert(title)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
            f' viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(heading)}>',
            f"<title>{escape(heading)}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect class="page" width="{width}" height="{height}"/>',
            f'<text class="head" x="{EDGE}" y="36">{escape(_short(heading, width // 9))}</text>',
            *parts,
            "</svg>\n",
        )
    )


def _box(node: Node) -> _Box:
    """An article's box; its copies beyond the first few are one box."""
    shown, rest = _folded(node.children)
    children = [_box(child) for child in shown]
    children += [_rest(kind, nodes) for kind, nodes in rest]
    kind = node.edge.kind if node.edge else ("origin" if node.children else "alone")
    said = textwrap.wrap(inert(headline(node.article)), 38, max_lines=2, placeholder=" …")
    return _Box(
        lines=(_short(inert(node.article.outlet or "outlet unknown"), 36), _short(_soft(node), 46), *said),
        style=kind,
        hint="; ".join((headline(node.article), *(node.edge.reasons if node.edge else ()))),
        edge=f"{node.edge.kind}, {node.edge.score:.0%}" if node.edge else "",
        children=tuple(children),
    )


def _folded(children: Sequence[Node]) -> tuple[list[Node], list[tuple[str, list[Node]]]]:
    """The children to draw, and by kind those without copies of their own that are only counted."""
    shown: list[Node] = []
    rest: dict[str, list[Node]] = {}
    for child in children:
        kind = child.edge.kind if child.edge else ""
        alike = sum(1 for other in shown if other.edge and other.edge.kind == kind)
        if child.children or alike < MOST:
            shown.append(child)
        else:
            rest.setdefault(kind, []).append(child)
    return shown, list(rest.items())


def _rest(kind: str, nodes: Sequence[Node]) -> _Box:
    names = ", ".join(inert(outlet(node.article)) for node in nodes)
    said = textwrap.wrap(names, 38, max_lines=3, placeholder=" …")
    return _Box((f"{len(nodes)} more", *said), kind, names, kind, ())


def _soft(node: Node) -> str:
    """When it was published, and whom it credits."""
    return inert("; ".join((published(node), *credit(node.article))))


def _drawn(box: _Box, column: int, row: int) -> Iterator[str]:
    x, y = EDGE + column * (BOX + STEP), TOP + row * (HIGH + GAP)
    yield f'<g><title>{escape(inert(box.hint))}</title><rect class="box" x="{x}" y="{y}" width="{BOX}"'
    yield f' height="{HIGH}" rx="4"/><rect class="{box.style}" x="{x}" y="{y}" width="5" height="{HIGH}"/>'
    for number, line in enumerate(box.lines):
        style = ("outlet", "soft")[number] if number < 2 else "said"
        yield f'<text class="{style}" x="{x + 14}" y="{y + 17 + number * 15}">{escape(line)}</text>'
    yield "</g>"
    below = row
    for child in box.children:
        yield from _line(child, x + BOX, y + HIGH // 2, TOP + below * (HIGH + GAP) + HIGH // 2)
        yield from _drawn(child, column + 1, below)
        below += child.rows


def _line(child: _Box, x: int, start: int, end: int) -> Iterator[str]:
    """A line from a parent to `child`, with how the one comes from the other written above its end."""
    bend, stop = x + 22, x + STEP
    yield f'<path class="line" d="M{x} {start} H{bend} V{end} H{stop}"/>'
    yield f'<text class="kind" x="{bend + 6}" y="{end - 5}">{escape(child.edge)}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
