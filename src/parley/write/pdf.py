"""Render a document as a PDF to print or to send, with the sources at its end."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from parley.write.document import Document, Line
from parley.write.inert import inert
from parley.write.terminal import source


def to_pdf(document: Document) -> bytes:
    """The document on A4 pages; its texts are data of the template and cannot become markup."""
    # Imported here: the typesetter takes longer to load than most answers to make.
    import typst

    data = {
        "title": inert(document.title),
        "stand": [inert(line) for line in document.stand if line],
        "sections": [
            {"title": inert(s.title), "note": inert(s.note), "lines": [_line(line) for line in s.lines]}
            for s in document.sections
        ],
        "marks": [{"number": m.number, "words": inert(m.words), "source": source(m)} for m in document.marks],
    }
    made = typst.compile(_template(), format="pdf", sys_inputs={"document": json.dumps(data)})
    assert isinstance(made, bytes)
    return made


def _line(line: Line) -> dict[str, Any]:
    return {
        "lead": inert(line.lead),
        "tail": inert(line.tail),
        "flag": inert(line.flag),
        "parts": [
            {"text": inert(s.text), "strong": s.strong, "marks": list(marks)} for s, marks in line.shown()
        ],
    }


@cache
def _template() -> bytes:
    return files("parley.write").joinpath("templates", "document.typ").read_bytes()
