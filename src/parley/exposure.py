"""What the additional duties cost: a table of trade lines on one day, and the same under assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.duties import Duty, Schedule, Trade, total
from parley.exposure_lines import BadLine, TradeLine

if TYPE_CHECKING:
    from parley.assume import Assumption
    from parley.ledger import Ledger, View


@dataclass(frozen=True, slots=True)
class Charge:
    """A line with its duties: `rate` in percent, `amount` in the line's currency.

    `otherwise` is the amount if every date that passed without word did its work. `doubts` are warnings.
    """

    line: TradeLine
    duties: tuple[Duty, ...]
    rate: float
    amount: float
    otherwise: float
    doubts: tuple[str, ...]

    def of(self, duty: Duty) -> float:
        """What one of the counted duties comes to."""
        return self.line.value * (duty.rate or 0.0) / 100 if duty.counted else 0.0


@dataclass(frozen=True, slots=True)
class Sum:
    """A total in one currency: the value of the lines, the duties on it, and the duties if dates did work.

    On `unknown` of the lines a duty is in force whose rate nobody gives: the duties are at least that.
    """

    name: str
    currency: str
    lines: int
    value: float
    amount: float
    otherwise: float
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Exposure:
    """The charges of all lines on `as_of`, and under `assumed` (texts of assumptions) those beside them."""

    as_of: str
    known: str | None
    charges: tuple[Charge, ...]
    bad: tuple[BadLine, ...]
    assumed: tuple[str, ...] = ()
    beside: tuple[Charge, ...] = ()


def exposure(
    books: Ledger,
    lines: Sequence[TradeLine],
    bad: Sequence[BadLine],
    as_of: str,
    known: str | None = None,
    assumptions: Sequence[tuple[str, Assumption]] = (),
) -> Exposure:
    """What the lines bear on the ISO day `as_of`, as known on `known`; raises UsageError for assumptions."""
    now = charged(lines, _schedule(books, books.view(known), as_of))
    beside: tuple[Charge, ...] = ()
    if assumptions:
        view = books.assumed([one for _, one in assumptions], known)
        beside = charged(lines, _schedule(books, view, as_of))
    texts = tuple(text for text, _ in assumptions)
    return Exposure(as_of, known, now, tuple(bad), texts, beside)


def charged(lines: Iterable[TradeLine], schedule: Schedule) -> tuple[Charge, ...]:
    """Each line with its duties; lines of the same trade are looked up once."""
    found: dict[Trade, tuple[Duty, ...]] = {}
    return tuple(_charge(line, schedule, found) for line in lines)


def totals(charges: Sequence[Charge]) -> tuple[Sum, ...]:
    """All lines, a sum for each currency."""
    return _summed(charges, lambda c: [_whole(c, "all lines")])


def by_goods(charges: Sequence[Charge]) -> tuple[Sum, ...]:
    """A sum for each kind of goods: as the table calls them, else their chapter of the HS."""
    return _summed(charges, lambda c: [_whole(c, goods(c.line))])


def by_programme(charges: Sequence[Charge]) -> tuple[Sum, ...]:
    """A sum for each programme that is counted."""

    def parts(c: Charge) -> Iterator[tuple[str, float, float, bool]]:
        yield from ((_titled(d), c.of(d), _otherwise(c, d), d.rate is None) for d in c.duties if d.counted)

    return _summed(charges, parts)


def goods(line: TradeLine) -> str:
    """What the line calls its goods, else their chapter."""
    return line.goods or f"chapter {line.trade.hs[:2]}"


def _schedule(books: Ledger, view: View, as_of: str) -> Schedule:
    from parley.dossiers import held

    disputed = {d.entry for d in view.assessment.disagreements if d.real and d.entry}
    return Schedule(view.entries.values(), tuple(held(books.store)), as_of, disputed)


def _charge(line: TradeLine, schedule: Schedule, found: dict[Trade, tuple[Duty, ...]]) -> Charge:
    if line.trade not in found:
        found[line.trade] = schedule.on(line.trade)
    duties = found[line.trade]
    rate, other = total(duties), total(duties, otherwise=True)
    doubts = [doubt for duty in duties for doubt in duty.doubts]
    doubts += [f"{d.programme}: {d.reason}" for d in duties if "may apply" in d.reason]
    doubts += [f"{d.programme}: {d.reason}" for d in duties if d.reason.startswith("told by the news")]
    if not schedule.knows(line.trade):
        pair = f"{line.trade.destination} on goods of {line.trade.origin}"
        doubts.append(
            f"no dossier tells of the duties of {pair}: what is missing here may be charged all the same"
        )
    return Charge(line, duties, rate, line.value * rate / 100, line.value * other / 100, tuple(doubts))


def _titled(duty: Duty) -> str:
    return f"{duty.entry.actors[0]} {duty.programme}"


def _otherwise(charge: Charge, duty: Duty) -> float:
    rate = duty.rate if duty.otherwise is None else duty.otherwise
    return charge.line.value * (rate or 0.0) / 100


Parts = Callable[[Charge], Iterable[tuple[str, float, float, bool]]]


def _summed(charges: Iterable[Charge], parts: Parts) -> tuple[Sum, ...]:
    sums: dict[tuple[str, str], Sum] = {}
    for charge in charges:
        for name, amount, otherwise, unknown in parts(charge):
            key = (charge.line.currency, name)
            one = sums.get(key) or Sum(name, charge.line.currency, 0, 0.0, 0.0, 0.0)
            sums[key] = Sum(
                name,
                one.currency,
                one.lines + 1,
                one.value + charge.line.value,
                one.amount + amount,
                one.otherwise + otherwise,
                one.unknown + unknown,
            )
    return tuple(sorted(sums.values(), key=lambda s: (s.currency, -s.amount, -s.otherwise, s.name)))


def _whole(charge: Charge, name: str) -> tuple[str, float, float, bool]:
    unknown = any(duty.counted and duty.rate is None for duty in charge.duties)
    return name, charge.amount, charge.otherwise, unknown
