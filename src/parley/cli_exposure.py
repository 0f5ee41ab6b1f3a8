"""`parley exposure`: what additional duties cost a table of trade lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley import console
from parley.cli_options import AsOf, Drawable, Known, LedgerPath
from parley.errors import ParleyError, UsageError

if TYPE_CHECKING:
    from parley.exposure import Exposure
    from parley.write import Form
    from parley.write.books import Books

app = typer.Typer()


DOCUMENTS: tuple[Form, ...] = ("text", "md", "html")
FILES = (".csv", ".xlsx", ".svg", ".md", ".html", ".json", ".jsonl")


@app.command(
    epilog="Examples: parley exposure lines.csv --as-of 2025-06-10 --out exposure.xlsx;"
    " parley exposure lines.csv --as-of 2025-11-20 --assume geneva-truce=rejected@2025-11-10"
)
def exposure(
    path: Annotated[str, typer.Argument(help="CSV with hs, origin, destination, value, currency.")],
    as_of: AsOf = None,
    known: Known = None,
    assume: Annotated[
        list[str] | None,
        typer.Option("--assume", help="Beside it as if ENTRY=STATUS@DAY; may be given several times."),
    ] = None,
    format: Drawable = "text",
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", "-o", help="Also a file: .csv, .xlsx, .svg, .md, .html, .json."),
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Additional duties on each line: rates, legal bases, words, totals. Exit code 3: lines were left out."""
    from parley import answers
    from parley import assume as what_if
    from parley.exposure import exposure as computed
    from parley.exposure_lines import read_lines

    for file in out or ():
        if file.suffix.lower() not in FILES:
            raise UsageError(
                "this kind of file is not written", where=str(file), hint=f"one of {' '.join(FILES)}"
            )
    lines, bad = read_lines(path)
    with console.ledger(ledger) as books:
        day = console.day(as_of) or answers.last_day(books, console.day(known))
        assumptions = [(text, what_if.parse(text)) for text in assume or ()]
        found = computed(books, lines, bad, day, console.day(known), assumptions)
        shelf = answers.Shelf(books)
        for file in out or ():
            _write(file, found, shelf)
        _print(found, shelf, format)
    for one in bad if format not in DOCUMENTS else ():
        console.note(console.safe(f"left out: {one.line}"))
    raise typer.Exit(3 if bad else 0)


def _print(found: Exposure, books: Books, form: str) -> None:
    from parley.exposure_report import document

    for known in DOCUMENTS:
        if form == known:
            console.put_document(document(found, books), known)
            return
    console.put(_text(found, books, form))


def _text(found: Exposure, books: Books, form: str) -> str:
    from parley.exposure_chart import chart
    from parley.exposure_report import document, rows
    from parley.write import render
    from parley.write.data import table

    if form == "svg":
        return chart(found)
    if form == "csv":
        return table(list(rows(found, books)))
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows(found, books))
    if form == "json":
        return json.dumps(list(rows(found, books)), ensure_ascii=True, indent=2) + "\n"
    return render(document(found, books), "md" if form == "md" else "html")


def _write(path: Path, found: Exposure, books: Books) -> None:
    """Write one file, all or nothing."""
    from parley.export_files import to_xlsx
    from parley.exposure_report import sheets
    from parley.files import replaced

    try:
        with replaced(path) as part:
            if path.suffix.lower() == ".xlsx":
                to_xlsx(sheets(found, books), part)
            else:
                part.write_text(_text(found, books, path.suffix[1:].lower()), "utf-8", newline="")
    except OSError as error:
        what = f"it cannot be written: {(error.strerror or str(error)).lower()}"
        raise ParleyError(what, where=str(path), hint="name another place") from error
