"""What a source is (file, folder, feed, standard input, web address) and how it becomes pages."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date as calendar_date

from parley.acquire import feed, fetch, files
from parley.acquire.decode import decode
from parley.acquire.found import Found
from parley.errors import InputError, UsageError
from parley.model import Page, Skipped

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
FEED_TYPES = re.compile(r"(application|text)/(rss|atom|rdf)\+xml", re.IGNORECASE)

MAX_TEXT = 500_000
"""The longest live pages have 340,000; more is a dump or noise, and would take minutes to judge."""
TAG = re.compile(r"<[^<>]*>")


def acquire(sources: Iterable[str], *, fetched: str, date: str | None = None) -> Iterator[Page | Skipped]:
    """Pages of each source in turn, and a `Skipped` with one clear line for each that cannot be read.

    A source is a file, a folder (read recursively, sorted, hidden files left out), a feed file (one page an
    entry), `-` for standard input, or an http(s) address. `fetched` is the moment of fetching in UTC, ISO
    8601; `date` is the user's publication date (ISO day or date-time) for pages that have none.
    Raises `UsageError` where `date` is no ISO date.
    """
    given = _checked(date)
    for source in sources:
        for found in _look(source):
            if isinstance(found, Skipped):
                yield found
            else:
                yield from _pages(found, fetched, given)


def _checked(date: str | None) -> str | None:
    if date is None:
        return None
    try:
        calendar_date.fromisoformat(date[:10])
    except ValueError as error:
        raise UsageError("is no ISO date", where=f"--date {date}", hint="write 2025-06-10") from error
    return date


def _look(source: str) -> Iterator[Found | Skipped]:
    try:
        if ADDRESS.match(source):
            yield fetch.fetch(source)
        elif source == "-":
            yield files.from_stream(sys.stdin.buffer)
        else:
            yield from files.walk(source)
    except InputError as error:
        yield Skipped(source, error.line())


def _pages(found: Found, fetched: str, given: str | None) -> Iterator[Page | Skipped]:
    try:
        if FEED_TYPES.match(found.media_type) or feed.is_feed(found.raw):
            entries = list(feed.entries(found))
        else:
            entries = [found]
        for entry in entries:
            yield _page(entry, fetched, given)
    except InputError as error:
        yield Skipped(found.address, error.line())


def _page(found: Found, fetched: str, given: str | None) -> Page:
    text, encoding = decode(found)
    if _visible(text) > MAX_TEXT:
        raise InputError(
            f"holds more than {MAX_TEXT:,} characters of text",
            where=found.address,
            hint="split it into single pages",
        )
    return Page(
        id=hashlib.sha256(found.raw).hexdigest(),
        address=found.address,
        fetched=fetched,
        raw=found.raw,
        text=text,
        encoding=encoding,
        media_type=found.media_type,
        given_date=given,
    )


def _visible(text: str) -> int:
    """About how many characters a reader sees; exact enough to tell a page from a dump."""
    if len(text) <= MAX_TEXT:
        return len(text)
    for name in ("script", "style", "svg"):
        head, *parts = re.split(rf"<{name}\b", text, flags=re.IGNORECASE)
        text = head + "".join(part[max(part.find(f"</{name}"), 0) :] for part in parts)
    return len(TAG.sub("", text))
