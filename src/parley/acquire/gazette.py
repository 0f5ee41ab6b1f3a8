"""Registers of official texts that answer a search over HTTP with JSON: each document found is a page.

The first is the Federal Register of the United States, whose documents are searched by agency, type and day
(https://www.federalregister.gov/developers/documentation/api/v1):

    https://www.federalregister.gov/api/v1/documents.json?conditions[agencies][]=...&conditions[type][]=RULE

An answer has `results`, each with a `document_number`, `title`, `type`, `publication_date`, and as far as the
search asked for them `agencies`, `effective_on`, `action`, `dates`, `abstract`, `citation`, `html_url` and
`body_html_url`; and `next_page_url` where there are more. As with a feed's entry a small HTML page is made of
each: those bytes are what is hashed and quoted from.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parley.acquire.bounds import bounds
from parley.acquire.found import Found
from parley.errors import InputError
from parley.model import Skipped

KIND = "application/json"
OPENING = re.compile(rb"\s*\{")
ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
PUBLISHER = "Federal Register"
TYPES = {"RULE": "Rule", "PRORULE": "Proposed Rule", "NOTICE": "Notice", "PRESDOCU": "Presidential Document"}

Row = Mapping[str, Any]


def is_search(raw: bytes) -> bool:
    """True where the bytes are an answer of such a register."""
    return OPENING.match(raw[:1024]) is not None and b'"document_number"' in raw and _read(raw) is not None


def documents(found: Found) -> Iterator[Found | Skipped]:
    """One HTML page for each document of the answer, as many as `bounds` lets; the others are counted."""
    answer = _read(found.raw)
    rows = answer["results"] if answer else []
    most = bounds().items
    for number, row in enumerate(rows[:most], 1):
        if isinstance(row, dict) and _text(row, "title") and _text(row, "document_number"):
            yield _document(row, found.address)
        else:
            where = f"{found.address}, document {number}"
            yield Skipped(where, InputError("has no title or number", where=where, hint="left out").line())
    if len(rows) > most:
        what = f"holds {len(rows):,} documents; the first {most:,} are read"
        yield Skipped(found.address, InputError(what, where=found.address, hint="ask for fewer").line())


def next_page(found: Found) -> str | None:
    """The address of the next part of the answer."""
    address = (_read(found.raw) or {}).get("next_page_url")
    return address if isinstance(address, str) and ADDRESS.match(address) else None


def _read(raw: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and isinstance(answer.get("results"), list) else None


def _document(row: Row, address: str) -> Found:
    link = next((u for u in (_text(row, "html_url"), _text(row, "pdf_url")) if ADDRESS.match(u)), None)
    link = link or f"{address}#{_text(row, 'document_number')}"
    head = [
        '<meta charset="utf-8">',
        f"<title>{html.escape(_text(row, 'title'))}</title>",
        f'<link rel="canonical" href="{html.escape(link)}">',
        _meta("og:site_name", PUBLISHER),
        _meta("article:published_time", _text(row, "publication_date")),
        *(_meta("author", name) for name in _agencies(row)),
    ]
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in _lines(row))
    title = f"<h1>{html.escape(_text(row, 'title'))}</h1>"
    text = f"<html><head>{''.join(head)}</head><body><article>{title}\n{body}</article></body></html>"
    return Found(link, text.encode("utf-8", "replace"), "text/html", "utf-8")


def _lines(row: Row) -> Iterator[str]:
    """What the register tells of a document, a paragraph each: who, what kind, from when, about what."""
    kind = _text(row, "type")
    named = ", ".join(_agencies(row))
    told = (TYPES.get(kind, kind), named and f"by {named}", _cited(row))
    yield " ".join(part for part in told if part) + "."
    if day := _day(_text(row, "effective_on")):
        yield f"Effective {day}."
    for name in ("action", "dates", "abstract"):
        if line := _text(row, name):
            yield line


def _cited(row: Row) -> str:
    names = (_text(row, "document_number"), _text(row, "citation"))
    return f"({', '.join(name for name in names if name)})"


def _agencies(row: Row) -> list[str]:
    found = row.get("agencies")
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    names = (_text(one, "name") or _text(one, "raw_name").title() for one in rows)
    return list(dict.fromkeys(name for name in names if name))


def _day(text: str) -> str:
    """`2025-06-12` as `12 June 2025`; nothing where it is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return f"{day.day} {day:%B %Y}"


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{html.escape(value)}">' if value else ""
