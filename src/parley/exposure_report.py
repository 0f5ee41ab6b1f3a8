"""An exposure as a document with the words that each duty stands on, and as rows for tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from parley.duties import Duty
from parley.exposure import Charge, Exposure, Sum, by_goods, by_programme, goods, totals
from parley.model import Claim
from parley.write import dates
from parley.write.books import Books
from parley.write.document import Document, Line, Section, Sentence
from parley.write.phrases import capital, listed, party
from parley.write.sources import Sources

SHOWN = 40  # lines of the table that are written out; all go into files
Row = dict[str, Any]


def document(found: Exposure, books: Books) -> Document:
    """Totals, programmes, goods and lines, what is not sure, what was left out; then the words."""
    sources = Sources(books)
    sections = (
        Section("ALL LINES", _sums(found, totals), "" if found.charges else "No line could be read."),
        Section("BY PROGRAMME", _sums(found, by_programme)),
        Section("BY GOODS", _sums(found, by_goods)),
        _lines(found, sources),
        Section("NOT SURE", tuple(_doubts(found))),
        Section("LEFT OUT", tuple(Line((Sentence(bad.line, ()),)) for bad in found.bad)),
    )
    known = f"as known on {dates.day(found.known)}" if found.known else "as known today"
    stand = [f"additional duties of {dates.weekday(found.as_of)}, {known}, over {len(found.charges)} lines"]
    if found.assumed:
        stand.append(f"beside it under the assumption {listed(found.assumed)}; the ledger is not touched")
    kept = tuple(s for s in sections if s.lines or s.note)
    return Document("EXPOSURE", tuple(stand), kept, sources.marks)


def rows(found: Exposure, books: Books) -> Iterator[Row]:
    """A row for each line and duty; a line without any has one row. Under assumptions also theirs."""
    cases = [("ledger", found.charges), ("assumed", found.beside)]
    for case, charges in cases:
        for charge in charges:
            yield from (_row(case, charge, duty, books) for duty in charge.duties or (None,))


def sheets(found: Exposure, books: Books) -> dict[str, Sequence[Row]]:
    """Tables for a workbook: lines, duties, totals, what is not sure, what was left out."""
    return {
        "Lines": [_line_row(case, c) for case, charges in _cases(found) for c in charges],
        "Duties": list(rows(found, books)),
        "By programme": _sum_rows(found, by_programme),
        "By goods": _sum_rows(found, by_goods),
        "Not sure": [{"line": c.line.number, "doubt": d} for c in found.charges for d in c.doubts],
        "Left out": [{"line": bad.number, "reason": bad.line} for bad in found.bad],
    }


def _cases(found: Exposure) -> Iterator[tuple[str, tuple[Charge, ...]]]:
    yield "ledger", found.charges
    if found.assumed:
        yield "assumed", found.beside


def _sums(found: Exposure, of: Any) -> tuple[Line, ...]:
    """A line for each sum, with the same sum under the assumptions beside it."""
    beside = {(s.name, s.currency): s for s in of(found.beside)}
    now = of(found.charges)
    gone = [s for key, s in beside.items() if key not in {(n.name, n.currency) for n in now}]
    made = [_sum(s, beside.get((s.name, s.currency)), assumed=bool(found.assumed)) for s in now]
    return (*made, *(_sum(None, s, assumed=True) for s in gone))


def _sum(now: Sum | None, then: Sum | None, *, assumed: bool) -> Line:
    one = now or then
    assert one is not None
    amount = now.amount if now else 0.0
    text = f"{capital(one.name)}: {money(amount, one.currency)} on {money(one.value, one.currency)}"
    text += f" ({_share(amount, one.value)}, {one.lines} line{'' if one.lines == 1 else 's'})"
    if now and abs(now.otherwise - now.amount) >= 0.005:
        text += f"; {money(now.otherwise, one.currency)} if what fell due or lapsed took effect"
    if one.unknown:
        text += f"; at least, for on {one.unknown} of them a rate is unknown"
    if assumed:
        more = (then.amount if then else 0.0) - amount
        text += f"; assumed {money(amount + more, one.currency)} ({more:+,.2f})"
    return Line((Sentence(f"{text}.", ()),), lead=one.currency)


def _lines(found: Exposure, sources: Sources) -> Section:
    beside = {c.line.number: c for c in found.beside}
    shown = [_line(c, beside.get(c.line.number), sources) for c in found.charges[:SHOWN]]
    rest = len(found.charges) - SHOWN
    note = f"{rest} more lines: --out exposure.xlsx or --format csv has all." if rest > 0 else ""
    return Section("LINES", tuple(shown), note)


def _line(charge: Charge, beside: Charge | None, sources: Sources) -> Line:
    line = charge.line
    way = f"{capital(party(line.trade.origin))} to {party(line.trade.destination)}"
    called = f" ({line.goods})" if line.goods else ""
    head = f"{line.trade.hs}{called} {way}, {money(line.value, line.currency)}:"
    sum_ = f"{charge.rate:g} % in all, {money(charge.amount, line.currency)}."
    sentences = [Sentence(head, ())]
    sentences += [_duty(d, sources) for d in charge.duties if d.counted]
    sentences += _uncounted([d for d in charge.duties if not d.counted], sources)
    then = f"Assumed: {beside.rate:g} %, {money(beside.amount, line.currency)}." if beside else ""
    sentences += [Sentence(text, ()) for text in (sum_, then) if text]
    return Line(tuple(sentences), lead=f"line {line.number}")


def _duty(duty: Duty, sources: Sources) -> Sentence:
    rate = "at an unknown rate" if duty.rate is None else f"{duty.rate:g} %"
    law = f" ({duty.law})" if duty.law else ""
    return Sentence(f"{capital(duty.programme)} {rate}{law},", sources.claims(duty.state.claims, 2))


def _uncounted(duties: Iterable[Duty], sources: Sources) -> Iterator[Sentence]:
    """What is not charged, those of one reason together; what may apply is told among the doubts."""
    told: dict[str, list[Duty]] = {}
    for duty in duties:
        if "may apply" not in duty.reason:
            told.setdefault(duty.reason, []).append(duty)
    for reason, group in told.items():
        names = listed(dict.fromkeys(d.programme for d in group))
        marks = dict.fromkeys(n for d in group for n in sources.claims(d.state.claims, 1))
        yield Sentence(f"not charged: {names}: {reason};", tuple(marks))


def _doubts(found: Exposure) -> Iterator[Line]:
    """Each doubt once, with the lines that it concerns."""
    told: dict[str, list[int]] = {}
    for charge in found.charges:
        for doubt in charge.doubts:
            numbers = told.setdefault(doubt, [])
            if charge.line.number not in numbers[-1:]:
                numbers.append(charge.line.number)
    for doubt, numbers in told.items():
        lead = f"line{'' if len(numbers) == 1 else 's'} {_numbers(numbers)}"
        yield Line((Sentence(f"{capital(doubt).rstrip('.')}.", ()),), lead=lead)


def _numbers(numbers: Sequence[int]) -> str:
    text = ", ".join(map(str, numbers[:6]))
    return f"{text} and {len(numbers) - 6} more" if len(numbers) > 6 else text


def _row(case: str, charge: Charge, duty: Duty | None, books: Books) -> Row:
    row = _head(case, charge)
    if duty is None:
        return row
    claims = [books.claim(i) for i in duty.state.claims]
    told = claims[0] if claims else None
    return {
        **row,
        "programme": duty.programme,
        "legal_basis": duty.law or "",
        "rate": duty.rate,
        "counted": duty.counted,
        "duty": round(charge.of(duty), 2),
        "rate_if_due": duty.otherwise,
        "status": duty.state.status,
        "entry": duty.entry.id,
        "words": told.words if told else "",
        "sources": "; ".join(_addresses(claims)),
        "reason": duty.reason,
        "doubts": "; ".join(duty.doubts),
    }


def _addresses(claims: Iterable[Claim]) -> list[str]:
    found = (address for c in claims if c.curated for address in c.curated.sources)
    return list(dict.fromkeys(found))


def _head(case: str, charge: Charge) -> Row:
    line = charge.line
    return {
        "case": case,
        "line": line.number,
        "hs": line.trade.hs,
        "edition": line.trade.edition,
        "goods": goods(line),
        "origin": line.trade.origin,
        "destination": line.trade.destination,
        "value": line.value,
        "currency": line.currency,
    }


def _line_row(case: str, charge: Charge) -> Row:
    return {
        **_head(case, charge),
        "rate": charge.rate,
        "duty": round(charge.amount, 2),
        "duty_if_due": round(charge.otherwise, 2),
        "doubts": "; ".join(charge.doubts),
    }


def _sum_rows(found: Exposure, of: Any) -> list[Row]:
    beside = {(s.name, s.currency): s for s in of(found.beside)}
    names = {(s.name, s.currency): s for s in of(found.charges)}
    made = []
    for key, one in {**beside, **names}.items():
        now = names.get(key)
        row: Row = {"name": one.name, "currency": one.currency, "lines": one.lines, "value": one.value}
        row |= {"duty": round(now.amount, 2) if now else 0.0}
        row |= {"duty_if_due": round(now.otherwise, 2) if now else 0.0}
        then = beside.get(key)
        made.append(row | ({"assumed": round(then.amount, 2) if then else 0.0} if found.assumed else {}))
    return made


def money(amount: float, currency: str) -> str:
    """`1,250,000 USD`; cents only where there are some."""
    text = f"{amount:,.2f}".removesuffix(".00")
    return f"{text} {currency}"


def _share(amount: float, value: float) -> str:
    return f"{100 * amount / value:.4g} %" if value else "no value"
