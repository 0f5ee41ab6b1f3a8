"""Quantities of a text: numbers with their units, multiplied out, and the part that each plays.

One pass of a regex that starts at a number, with the words of lexicon/data/units.toml; then neighbours are
paired to ranges and to `from ... to ...`. Pure, and linear in the length of the text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from parley.model import Value
from parley.read.quantities_words import YEAR, Word, Words, words

Role = Literal["level", "from", "change", "amount", "range_low", "range_high"] | None
NEAR = 48  # characters before and after a number that are looked at
LEVELS = ("percent", "index_points", "basis_points", "ratio", "times")
ORDER = {"level": 0, None: 0, "range_low": 0, "range_high": 1, "from": 2, "change": 3, "amount": 4}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[start:end]`, multiplied out, always positive; `unit` as in CLAIMS.md.

    `note` is `from`, a hedge (`at least`), `per year`, what is counted (`at least, cargoes`), `change`, or
    `equivalent` for a sum told again in another currency. `low` and `high` are the bounds of the range that
    it ends.
    """

    start: int
    end: int
    number: float
    unit: str
    note: str | None = None
    role: Role = None
    low: float | None = None
    high: float | None = None

    @property
    def is_money(self) -> bool:
        """A sum: its unit is the code of a currency."""
        return len(self.unit) == 3 and self.unit.isupper()


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text`, in order, without overlap. Bare numbers and years are none."""
    table = words()
    raw = [_read(match, table) for match in table.pattern.finditer(text) if not table.is_idle(match)]
    items = _share_units(text, [word for word in raw if word is not None])
    stops = [*(item.start for item in items[1:]), len(text)]
    found = [q for item, stop in zip(items, stops, strict=False) if (q := _quantity(text, item, stop, table))]
    return tuple(_equivalents(text, _pairs(text, found, table)))


def to_values(quantities: Iterable[Quantity]) -> tuple[Value, ...]:
    """Values in the order of CLAIMS.md: new level, old level, change, amounts; sums told twice only once."""
    sides = words().sides
    kept = [q for q in quantities if q.note != "equivalent" and not (q.number == 2 and q.note in sides)]
    old = {q.unit for q in kept if q.role == "from"}
    # "$3bn, up from $2bn": of a sum with an old level the new one is a level too.
    kept.sort(key=lambda q: ORDER["level" if q.role == "amount" and q.unit in old else q.role])
    return tuple(Value(q.number, q.unit, q.note) for q in kept)


def _read(match: Word, table: Words) -> _Raw | None:
    number = table.number(match)
    if number is None or not math.isfinite(number):
        return None
    parts = match.groupdict()
    unit = table.unit(parts)
    return _Raw(match.start(), match.end(), number, table.scale(parts), unit, parts)


@dataclass(frozen=True, slots=True)
class _Raw:
    """A number as printed, with its scale and unit, either of which may stand only with the next number."""

    start: int
    end: int
    number: float
    scale: float | None
    unit: str | None
    parts: dict[str, str | None]


def _share_units(text: str, items: list[_Raw]) -> list[_Raw]:
    """Give `10` in `10 to 15 per cent` the unit, `$200` in `$200-300 billion` the scale of what follows."""
    for index in range(len(items) - 2, -1, -1):
        low, high = items[index], items[index + 1]
        if high.start - low.end > 12 or not words().joins(text[low.end : high.start]):
            continue
        if low.unit is None and high.unit is not None and low.parts["verb"] is None and not _is_year(low):
            items[index] = low = replace(low, unit=high.unit)
        if high.unit is None and low.parts["sign"]:
            items[index + 1] = high = replace(high, unit=low.unit)
        if low.scale is None and high.scale is not None and low.unit == high.unit and low.number < 1000:
            items[index] = replace(low, scale=high.scale)
    return items


def _is_year(raw: _Raw) -> bool:
    """Is the number written like a year ("by 2026 to 3 percent")?"""
    return YEAR.match(raw.parts["digits"] or "") is not None and raw.scale is None


def _quantity(text: str, raw: _Raw, stop: int, table: Words) -> Quantity | None:
    before = text[max(0, raw.start - NEAR) : raw.start]
    after = text[raw.end : min(stop, raw.end + NEAR)]
    unit, noun, end = raw.unit, None, raw.end
    if unit is None:
        unit, noun, length = table.bare(raw.parts, raw.number, before, after)
        end += length
    if unit is None or table.is_past(unit, after):
        return None
    role = _role(unit, before, after, table)
    told = ", ".join(filter(None, (table.hedge(before), table.per(after))))
    told = ", ".join(filter(None, (told, noun if unit == "count" else None)))
    note = "from" if role == "from" else told or noun or ("change" if role == "change" else None)
    return Quantity(raw.start, end, _round(raw.number * (raw.scale or 1)), unit, note, role)


def _round(number: float) -> float:
    """The product as printed: 25.7 billion is 25700000000, not 25699999999.999996."""
    return float(f"{number:.12g}")


def _role(unit: str, before: str, after: str, table: Words) -> Role:
    if table.is_old(before):
        return "from"
    if unit == "percent_points" or (unit != "count" and table.is_change(before, after)):
        return "change"
    if unit not in LEVELS or table.is_beside(before):
        return "amount"
    return "change" if table.is_more(before) else "level"


def _pairs(text: str, found: list[Quantity], table: Words) -> list[Quantity]:
    """Set the roles of two neighbours that are the ends of a range, or an old and a new level."""
    for index in range(len(found) - 1):
        low, high = found[index], found[index + 1]
        if low.role == "change" and text[low.end : high.start].strip(" ,") == "or" and high.unit in LEVELS:
            found[index + 1] = replace(high, role="change", note=high.note or "change")
        if low.unit != high.unit or not table.joins(text[low.end : high.start]):
            continue
        before = text[max(0, low.start - NEAR) : low.start]
        found[index], found[index + 1] = _paired(low, high, text[low.end : high.start], before)
    return found


def _paired(low: Quantity, high: Quantity, between: str, before: str) -> tuple[Quantity, Quantity]:
    table = words()
    to, ranged = between.split()[:1] == ["to"], table.is_range(before)
    if low.role == "from" and not to and "between" in before.lower().split():
        return low, replace(high, role="from", note="from")  # "from rates of between 15% and 20%"
    if between.strip() == "and" and not ranged:
        return low, high
    if to and low.role == "change" and before.split()[-1:] == ["by"]:
        return low, replace(high, role="level", note=_plain(high.note))
    if (to and low.role == "from" and not ranged) or (to and low.number > high.number):
        return replace(low, role="from", note="from"), replace(high, role="level", note=_plain(high.note))
    if low.number >= high.number:
        return low, high
    note = None if low.note == "from" else low.note
    low = replace(low, role="range_low", note=note, low=low.number, high=high.number)
    return low, replace(high, role="range_high", low=low.number, high=high.number)


def _plain(note: str | None) -> str | None:
    return None if note == "change" else note


def _equivalents(text: str, found: list[Quantity]) -> list[Quantity]:
    """Mark `(£25.7bn)` after `$34bn`: the same sum in another currency."""
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        between = text[first.end : second.start]
        in_brackets = between.strip() == "(" and text[second.end : second.end + 1] in (")", ";", ",")
        two_currencies = first.unit.isupper() and second.unit.isupper() and first.unit != second.unit
        if in_brackets and two_currencies:
            found[index] = replace(second, note="equivalent")
    return found
