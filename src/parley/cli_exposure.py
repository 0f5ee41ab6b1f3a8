"""`parley exposure`: what additional duties cost a table of trade lines."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley import console
from parley.errors import ParleyError, UsageError

if TYPE_CHECKING:
    from parley.exposure import Exposure
    from parley.write import Form
    from parley.write.books import Books

app = typer.Typer()


class Shape(StrEnum):
    """The forms of an exposure on the output."""

    text = "text"
    md = "md"
    html = "html"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    svg = "svg"


DOCUMENTS: dict[Shape, Form] = {Shape.text: "text", Shape.md: "md", Shape.html: "html"}
FILES = (".csv", ".xlsx", ".svg", ".md", ".html", ".json", ".jsonl")


@app.command(
    epilog="Examples: parley exposure lines.csv --as-of 2025-06-10 --out exposure.xlsx;"
    " parley exposure lines.csv --as-of 2025-11-20 --assume geneva-truce=rejected@2025-11-10"
)
def exposure(
    path: Annotated[str, typer.Argument(help="CSV with hs, origin, destination, value, currency.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="The day (else the last day known).")] = None,
    known: Annotated[str | None, typer.Option("--known", help="With what was known on that day.")] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option("--assume", help="Beside it as if ENTRY=STATUS@DAY; may be given several times."),
    ] = None,
    format: Annotated[Shape, typer.Option("--format", "-f", help="How to write the answer.")] = Shape.text,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", "-o", help="Also a file: .csv, .xlsx, .svg, .md, .html, .json."),
    ] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", help="The ledger file.")] = None,
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
        shelf = answers.Shelf(books, books.view(found.known).assessment)
        for file in out or ():
            _write(file, found, shelf)
        _print(found, shelf, format)
    for one in bad if format not in DOCUMENTS else ():
        console.note(console.safe(f"left out: {one.line}"))
    raise typer.Exit(3 if bad else 0)


def _print(found: Exposure, books: Books, form: Shape) -> None:
    from parley.exposure_report import document

    if form in DOCUMENTS:
        console.put_document(document(found, books), DOCUMENTS[form])
    else:
        console.put(_text(found, books, form.value))


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

    part = path.with_name(f".{path.name}.part")
    try:
        if path.suffix.lower() == ".xlsx":
            to_xlsx(sheets(found, books), part)
        else:
            part.write_text(_text(found, books, path.suffix[1:].lower()), "utf-8", newline="")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        what = f"it cannot be written: {(error.strerror or str(error)).lower()}"
        raise ParleyError(what, where=str(path), hint="name another place") from error
