"""Lines of trade from a table: CSV with a heading, as spreadsheets write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from parley.duties import EDITION, Trade
from parley.errors import InputError
from parley.files import content
from parley.lexicon import lexicon

# The headings that are understood for each column, in lower case without blanks.
HEADINGS: dict[str, tuple[str, ...]] = {
    "hs": ("hs", "hscode", "hs_code", "hts", "htscode", "code", "commodity", "commoditycode", "tariffcode"),
    "origin": ("origin", "countryoforigin", "from", "exporter"),
    "destination": ("destination", "countryofdestination", "to", "importer"),
    "value": ("value", "amount", "customsvalue"),
    "currency": ("currency", "cur"),
    "edition": ("edition", "hsedition"),
    "goods": ("goods", "description", "product"),
}
NEEDED = ("hs", "origin", "destination", "value", "currency")
# The years from which editions of the Harmonized System are in force.
EDITIONS = ("1988", "1992", "1996", "2002", "2007", "2012", "2017", "2022", "2028")
MOST = 50  # MiB
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TradeLine:
    """Line `number` of the table (the heading is line 1): trade of a value in a currency (ISO 4217)."""

    number: int
    trade: Trade
    value: float
    currency: str
    goods: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out, and why, with what to do."""

    number: int
    line: str


def read_lines(path: str) -> tuple[tuple[TradeLine, ...], tuple[BadLine, ...]]:
    """The lines of a table and those that had to be left out, both in order.

    Raises InputError where the file cannot be read or its heading lacks a column.
    """
    text = _text(Path(path))
    heading = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t|", key=heading.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _columns(next(rows, []), path)
        found = list(_lines(rows, columns, path))
    except csv.Error as error:
        raise InputError(f"the table cannot be read: {error}", where=path, hint="save it as CSV") from error
    good = tuple(one for one in found if isinstance(one, TradeLine))
    return good, tuple(one for one in found if isinstance(one, BadLine))


def _text(path: Path) -> str:
    raw = content(path, MOST, InputError)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _columns(heading: list[str], path: str) -> dict[str, int]:
    """The place of each column that is understood."""
    names = [re.sub(r"\s+", "", name).lower() for name in heading]
    found = {c: names.index(n) for c, known in HEADINGS.items() for n in known[::-1] if n in names}
    missing = [c for c in NEEDED if c not in found]
    if missing:
        what = f"the heading has no column {', '.join(missing)}"
        raise InputError(what, where=f"{path}, line 1", hint=f"the columns are {', '.join(HEADINGS)}")
    return found


def _lines(rows: Iterable[list[str]], columns: Mapping[str, int], path: str) -> Iterator[TradeLine | BadLine]:
    for number, row in enumerate(rows, 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        if not any(cells.values()):
            continue
        try:
            yield _line(number, cells)
        except ValueError as error:
            what, _, hint = str(error).partition("|")
            yield BadLine(number, InputError(what, where=f"{path}, line {number}", hint=hint or None).line())


def _line(number: int, cells: Mapping[str, str]) -> TradeLine:
    """Raises ValueError (`what|what to do`) for a cell that is not understood."""
    trade = Trade(
        _code(cells["hs"]),
        _party(cells["origin"], "origin"),
        _party(cells["destination"], "destination"),
        _edition(cells.get("edition", "")),
    )
    return TradeLine(
        number, trade, _value(cells["value"]), _currency(cells["currency"]), cells.get("goods", "")
    )


def _code(cell: str) -> str:
    code = re.sub(r"[.\s-]", "", cell.strip("'"))
    if not _DIGITS.fullmatch(code) or not code.isascii():
        raise ValueError(f"{cell or 'nothing'} is no HS code|write 2, 4, 6, 8 or 10 digits")
    if len(code) not in (2, 4, 6, 8, 10):
        hint = (
            "a spreadsheet drops a leading zero: keep the column as text"
            if len(code) % 2
            else "cut it to ten"
        )
        raise ValueError(f"HS code {cell} has {len(code)} digits, not 2, 4, 6, 8 or 10|{hint}")
    if not 1 <= int(code[:2]) <= 99:
        raise ValueError(f"there is no chapter {code[:2]} in the HS|check the code {cell}")
    return code


def _party(cell: str, column: str) -> str:
    book, cell = lexicon(), re.sub(r"(?i)^the\s+", "", cell)
    places = {code for code, p in book.parties.items() if p.kind in ("state", "territory") or code == "EU"}
    whole = (m.key for m in book.find(cell) if m.kind == "party" and (m.start, m.end) == (0, len(cell)))
    named = {cell.upper(), *whole} & places
    if len(named) == 1:
        return named.pop()
    raise ValueError(f"{column} {cell or 'nothing'} is no country|write its two letters, as CN")


def _value(cell: str) -> float:
    text = re.sub(r"[\s'\u00a0_]", "", cell)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"value {cell or 'nothing'} is no number|write digits only, as 125000.50") from None
    if not 0 <= value < 1e15:
        raise ValueError(f"value {cell} is not a sum of money|write a positive number")
    return value


def _currency(cell: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", cell):
        raise ValueError(f"currency {cell or 'nothing'} is none|write its three letters, as USD")
    return cell.upper()


def _edition(cell: str) -> str:
    if not cell:
        return EDITION
    year = re.fullmatch(r"(?:HS\s?)?(\d{4})", cell.upper())
    if year is None or year.group(1) not in EDITIONS:
        raise ValueError(f"edition {cell} is none|write HS 2022, or the year of another")
    return f"HS {year.group(1)}"
