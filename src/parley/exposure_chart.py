"""An exposure as a picture: bars of duty by goods, each cut into its programmes; SVG of our own.

Under assumptions a second, paler bar stands below each. There is no script and no reference to elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from parley.exposure import Charge, Exposure, goods
from parley.write import dates
from parley.write.inert import inert

# Colours that people with any colour vision tell apart (Okabe and Ito, 2008).
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a600", "#7a7a7a")
WIDTH, LEFT, RIGHT, BAR, GAP, TOP = 860, 200, 130, 18, 14, 84
MOST = 20  # bars; the rest share the last one
_STYLE = """
  .page { fill: #ffffff } text { font: 12px system-ui, "DejaVu Sans", sans-serif; fill: #1d2430 }
  .head { font-size: 16px; font-weight: 600 } .soft { fill: #5b6472 } .axis { stroke: #8a93a3 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #14181f } text { fill: #e6e9ee } .soft { fill: #a7b0bf }
  }
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """The duty on one kind of goods in one currency, by programme."""

    name: str
    parts: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """All programmes together."""
        return sum(amount for _, amount in self.parts)


def chart(found: Exposure) -> str:
    """The whole picture; lines in other currencies than the one with most lines are left to the tables."""
    currency = _currency(found.charges)
    now = _bars([c for c in found.charges if c.line.currency == currency])
    then = {b.name: b for b in _bars([c for c in found.beside if c.line.currency == currency])}
    names = list(dict.fromkeys(p for bar in (*now, *then.values()) for p, _ in bar.parts))
    high = max((b.total for b in (*now, *then.values())), default=0.0) or 1.0
    parts = list(_rows(now, then, names, high))
    legend = list(_legend(names))
    height = TOP + len(now) * _step(bool(then)) + 20 * ((len(names) + 2) // 3) + 30
    title = f"Additional duties on {dates.day(found.as_of)}, {currency}"
    about = f"Below: {', '.join(found.assumed)}" if found.assumed else "By goods and programme"
    return _page(height, title, about, [*parts, *_moved(legend, height - 20 * ((len(names) + 2) // 3) - 8)])


def _page(height: int, title: str, about: str, parts: Sequence[str]) -> str:
    head = f'<text x="16" y="30" class="head">{_text(title)}</text>'
    sub = f'<text x="16" y="52" class="soft">{_text(about)}</text>'
    body = "\n".join([head, sub, *parts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>{_text(title)}</title><style>{_STYLE}</style>\n"
        f'<rect class="page" width="{WIDTH}" height="{height}"/>\n{body}\n</svg>\n'
    )


def _rows(now: Sequence[Bar], then: dict[str, Bar], names: list[str], high: float) -> Iterator[str]:
    scale = (WIDTH - LEFT - RIGHT) / high
    for index, bar in enumerate(now):
        y = TOP + index * _step(bool(then))
        label = bar.name if len(bar.name) <= 28 else bar.name[:27] + "…"
        yield f'<text x="{LEFT - 10}" y="{y + 13}" text-anchor="end">{_text(label)}</text>'
        yield from _bar(bar, y, names, scale, 1.0)
        if then:
            yield from _bar(then.get(bar.name, Bar(bar.name, ())), y + BAR + 2, names, scale, 0.55)


def _bar(bar: Bar, y: int, names: list[str], scale: float, opacity: float) -> Iterator[str]:
    x = float(LEFT)
    for name, amount in bar.parts:
        colour = COLOURS[names.index(name) % len(COLOURS)]
        hint = f"<title>{_text(f'{bar.name}: {name} {amount:,.2f}')}</title>"
        size = f'x="{x:.1f}" y="{y}" width="{amount * scale:.1f}" height="{BAR}"'
        yield f'<rect {size} fill="{colour}" opacity="{opacity}">{hint}</rect>'
        x += amount * scale
    yield f'<text x="{x + 6:.1f}" y="{y + 13}">{bar.total:,.0f}</text>'


def _legend(names: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    for index, name in enumerate(names):
        yield 16 + index % 3 * 280, index // 3 * 20, COLOURS[index % len(COLOURS)], name


def _moved(legend: Sequence[tuple[int, int, str, str]], top: int) -> Iterator[str]:
    for x, y, colour, name in legend:
        yield f'<rect x="{x}" y="{top + y}" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 18}" y="{top + y + 11}">{_text(name)}</text>'


def _step(two: bool) -> int:
    return (2 * BAR + 2 if two else BAR) + GAP


def _currency(charges: Sequence[Charge]) -> str:
    counts: dict[str, int] = {}
    for charge in charges:
        counts[charge.line.currency] = counts.get(charge.line.currency, 0) + 1
    return min(counts, key=lambda c: (-counts[c], c), default="")


def _bars(charges: Sequence[Charge]) -> list[Bar]:
    """The largest first; of many the smallest are one."""
    sums: dict[str, dict[str, float]] = {}
    for charge in charges:
        held = sums.setdefault(goods(charge.line), {})
        for duty in charge.duties:
            if duty.counted and duty.rate:
                held[duty.programme] = held.get(duty.programme, 0.0) + charge.of(duty)
    bars = [Bar(name, tuple(sorted(held.items()))) for name, held in sums.items()]
    bars.sort(key=lambda b: (-b.total, b.name))
    return bars if len(bars) <= MOST else [*bars[: MOST - 1], _rest(bars[MOST - 1 :])]


def _rest(bars: Sequence[Bar]) -> Bar:
    held: dict[str, float] = {}
    for name, amount in (part for bar in bars for part in bar.parts):
        held[name] = held.get(name, 0.0) + amount
    return Bar(f"{len(bars)} others", tuple(sorted(held.items())))


def _text(text: str) -> str:
    return escape(inert(text))
