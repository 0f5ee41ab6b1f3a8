"""Render a document for programs: JSON, one JSON object a line, or CSV that is safe in spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from io import StringIO
from typing import Any

from parley.write.document import Document, Line, Section

# A cell that begins so is read as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def to_json(document: Document) -> str:
    """The whole document; sources are listed once, under `marks`."""
    return json.dumps(asdict(document), ensure_ascii=True, indent=2) + "\n"


def to_jsonl(document: Document) -> str:
    """One object a line of the document, with its facts and the spans of its marks."""
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in records(document))


def to_csv(document: Document) -> str:
    """The same rows as a table; the columns are the facts of all lines."""
    return table(list(records(document)))


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """`rows` as CSV with a heading; lists become JSON, and no cell can be read as a formula."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row.get(column)) for column in columns])
    return out.getvalue()


def safe_cell(value: object) -> str:
    """A cell's text; what a spreadsheet would run as a formula gets an apostrophe before it.

    Numbers, negative ones included, stay numbers.
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _number(text) else text


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def records(document: Document) -> Iterator[dict[str, Any]]:
    """A row for each line of the document, with its facts and its sources."""
    sources = {m.number: m for m in document.marks}
    for section in document.sections:
        for line in section.lines:
            marks = [sources[n] for n in _numbers(line.sentences)]
            yield {**_head(section, line), "sources": [asdict(m) for m in marks]}


def _head(section: Section, line: Line) -> dict[str, Any]:
    text = " ".join(s.text for s in line.sentences)
    return {
        "section": section.title,
        "entry": line.entry,
        "lead": line.lead,
        "text": text,
        "tail": line.tail,
        "flag": line.flag,
        **dict(line.facts),
    }


def _numbers(sentences: Iterable[Any]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for s in sentences for n in s.marks))
