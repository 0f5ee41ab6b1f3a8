"""Exports that are files of their own: XLSX with typed cells, Parquet, and an SQLite file for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import UsageError
from parley.export import entry_row, parts, rows, state_row
from parley.files import replaced
from parley.write.inert import inert

if TYPE_CHECKING:
    from parley.ledger import Ledger

Row = Mapping[str, Any]
DAYS = frozenset({"valid_from", "valid_to", "until", "known_from", "known_to", "known", "published"})
CELL = 32000  # characters; a cell of XLSX holds 32,767


def save(books: Ledger, what: str, form: str, path: Path) -> None:
    """Write the export to `path`, which is whole or untouched; `form` is one of `parts` or a file's.

    An SQLite file (`sqlite`) holds entries, states, claims and articles whatever `what` is. Raises UsageError
    where the file cannot be written.
    """
    writers: dict[str, Callable[[Path], None]] = {
        "xlsx": lambda place: to_xlsx({what: list(rows(books, what))}, place),
        "parquet": lambda place: to_parquet(list(rows(books, what)), place),
        "sqlite": lambda place: to_sqlite(books, place),
    }

    def text(place: Path) -> None:
        _text(books, what, form, place)

    write = writers.get(form, text)
    try:
        with replaced(path) as made:
            write(made)
    except OSError as error:
        raise UsageError(
            f"the export cannot be written: {(error.strerror or str(error)).lower()}", where=str(path)
        ) from error


def _text(books: Ledger, what: str, form: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(parts(books, what, form))


def to_xlsx(sheets: Mapping[str, Sequence[Row]], path: Path) -> None:
    """One sheet for each table: days as dates, numbers as numbers, everything else as text, no formula."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            columns = list(dict.fromkeys(key for row in table for key in row))
            sheet.write_row(0, 0, columns, head)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(len(table), 1), max(len(columns) - 1, 0))
            for index, row in enumerate(table, 1):
                for place, column in enumerate(columns):
                    _cell(sheet, index, place, _typed(column, row.get(column)), day)


def _cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value)


def _typed(column: str, value: Any) -> Any:
    """A day as a date, a list as text, a text without control characters."""
    if column in DAYS and value:
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return inert(value)[:CELL]
    if isinstance(value, list):
        plain = all(isinstance(v, str) for v in value)
        return inert("; ".join(value) if plain else json.dumps(value, ensure_ascii=False))[:CELL]
    return inert(value)[:CELL] if isinstance(value, str) else value


def to_parquet(table: Sequence[Row], path: Path) -> None:
    """The rows with lists of texts as lists and what is nested deeper as JSON text."""
    import pyarrow
    from pyarrow import parquet

    columns = list(dict.fromkeys(key for row in table for key in row))
    data = {c: [_flat(row.get(c)) for row in table] for c in columns}
    parquet.write_table(pyarrow.table({c: _column(values) for c, values in data.items()}), path)


def _flat(value: Any) -> Any:
    if isinstance(value, dict) or (isinstance(value, list) and any(not isinstance(v, str) for v in value)):
        return json.dumps(value, ensure_ascii=False)
    return value


def _column(values: Sequence[Any]) -> Any:
    """A column of one type; lists and JSON texts do not mix, and an empty column is text."""
    import pyarrow

    if any(isinstance(v, str) for v in values) and any(isinstance(v, list) for v in values):
        values = [json.dumps(v) if isinstance(v, list) else v for v in values]
    if any(isinstance(v, list) for v in values):
        return pyarrow.array(values, pyarrow.list_(pyarrow.string()))
    found = pyarrow.array(values)
    return found.cast(pyarrow.string()) if pyarrow.types.is_null(found.type) else found


SCHEMA = """
create table articles (id text primary key, title text, outlet text, published text, address text);
create table entries (id text primary key, kind text, name text, dispute text, actors text, targets text,
  instrument text, goods text, place text);
create table states (entry text references entries(id), status text, valid_from text, valid_precision text,
  valid_to text, until text, known_from text, known_to text, rate real, condition text, reason text);
create table claims (id text primary key, article text references articles(id), kind text, words text,
  speaker text, known text, certainty text, slots text);
create table entry_claims (entry text references entries(id), claim text references claims(id),
  primary key (entry, claim));
create index states_of on states(entry);
create index claims_of on claims(article);
"""


def to_sqlite(books: Ledger, path: Path) -> None:
    """Articles, entries, states and claims in tables with keys, and full text over the words of claims."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(SCHEMA)
        _fill(database, "articles", _articles(books))
        entries = list(books.view(None).entries.values())
        _fill(database, "entries", ({"id": e.id, **_without(entry_row(e), "entry")} for e in entries))
        states = ({"entry": e.id, **_without(state_row(s), "claims")} for e in entries for s in e.states)
        _fill(database, "states", states)
        _fill(database, "claims", _claims(books))
        pairs = ({"entry": e.id, "claim": c} for e in entries for c in e.claims)
        _fill(database, "entry_claims", pairs)
        database.execute("create virtual table claims_words using fts5(words, content=claims)")
        database.execute("insert into claims_words(claims_words) values ('rebuild')")


def _articles(books: Ledger) -> list[Row]:
    return [
        {
            "id": a.id,
            "title": inert(a.title or ""),
            "outlet": inert(a.outlet or ""),
            "published": a.published,
            "address": books.address(a.page),
        }
        for a in books.store.articles(books.at)
    ]


def _claims(books: Ledger) -> list[Row]:
    plain = ("kind", "speaker", "known", "certainty")
    return [
        {
            "id": row["id"],
            "article": f"{row['page']}/{row['article']}",
            "words": inert(row["words"]),
            **{name: row[name] for name in plain},
            "slots": json.dumps({k: v for k, v in row.items() if v and k not in plain}, ensure_ascii=False),
        }
        for row in rows(books, "claims")
    ]


def _fill(database: sqlite3.Connection, table: str, found: Any) -> None:
    names: list[str] = []
    for row in found:
        if not names:
            names = list(row)
            places = ", ".join(f":{name}" for name in names)
            insert = f"insert into {table} ({', '.join(names)}) values ({places})"
        database.execute(insert, {k: "; ".join(v) if isinstance(v, list) else v for k, v in row.items()})


def _without(row: Row, name: str) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != name}
