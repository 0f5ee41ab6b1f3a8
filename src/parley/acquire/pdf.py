"""PDF files with a text layer. The text layer, pages parted by form feeds, is what offsets count in."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from parley.acquire.found import Found
from parley.errors import InputError

MARK = b"%PDF-"
ENCODING = "pdf-text-layer"
PAGE_BREAK = "\f"
MAX_PAGES = 300
MAX_CONTENT = 4 * 1024 * 1024
"""Drawing commands of one page after unpacking; text needs a thousandth of it."""
SLOW = frozenset({"/ASCII85Decode", "/ASCIIHexDecode", "/LZWDecode", "/RunLengthDecode"})
MAX_SLOW = 1024 * 1024
"""Of what unpacks by the byte, in lists that are many times as large."""
LEAST_LETTERS = 0.4
# Files are written by hundreds of programs, and pypdf meets their errors with these as well as its own.
BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError,
          OverflowError, ZeroDivisionError, NotImplementedError, AssertionError, MemoryError)  # fmt: skip

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each fault that it mends


def is_pdf(found: Found) -> bool:
    """True where the bytes open a PDF file; those that are said to be one may begin with something else."""
    said = found.media_type == "application/pdf"
    return found.raw.startswith(MARK) or (said and MARK in found.raw[:1024])


def text_layer(found: Found) -> Found:
    """The document with its text: of each page the lines in reading order, then a form feed.

    Raises `InputError` where it is locked, broken, longer than 300 pages, or has no text layer.
    """
    try:
        texts = list(_texts(PdfReader(io.BytesIO(found.raw)), found.address))
    except BROKEN as error:
        raise InputError("is a broken PDF", where=found.address, hint="fetch it again") from error
    text = PAGE_BREAK.join(texts)
    if not _is_readable(text):
        hint = "it may be a scan; give a file with a text layer"
        raise InputError("is a PDF without readable text", where=found.address, hint=hint)
    return replace(found, media_type="application/pdf", charset=ENCODING, text=text)


def _texts(reader: PdfReader, where: str) -> Iterator[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("is a locked PDF", where=where, hint="give a copy that opens without a password")
    if len(reader.pages) > MAX_PAGES:
        raise InputError(f"has more than {MAX_PAGES} pages", where=where, hint="split it")
    for page in reader.pages:
        _bounded(page, where)
        yield page.extract_text(orientations=(0,)).replace(PAGE_BREAK, "\n").replace("\x00", "")


def _bounded(page: PageObject, where: str) -> None:
    if any(name in SLOW for name in _packings(page)) and _size(page) > MAX_SLOW:
        raise InputError("has a page of more than 1 MiB packed in an old way", where=where, hint="refused")
    content = page.get_contents()
    if content is not None and len(content.get_data()) > MAX_CONTENT:
        raise InputError("has a page of more than 4 MiB", where=where, hint="refused")


def _streams(page: PageObject) -> list[Any]:
    """The streams of a page's drawing commands."""
    told: Any = page.get("/Contents")
    told = told.get_object() if told is not None else []
    return [one.get_object() for one in told] if isinstance(told, list) else [told]


def _packings(page: PageObject) -> Iterator[str]:
    for stream in _streams(page):
        named = stream.get("/Filter", ())
        yield from map(str, named if isinstance(named, list) else [named])


def _size(page: PageObject) -> int:
    return sum(len(getattr(stream, "_data", b"")) for stream in _streams(page))


def _is_readable(text: str) -> bool:
    """Letters make up most of it: fonts without a map to characters give signs instead."""
    seen = [c for c in text if not c.isspace()]
    return bool(seen) and sum(c.isalpha() for c in seen) >= LEAST_LETTERS * len(seen)
