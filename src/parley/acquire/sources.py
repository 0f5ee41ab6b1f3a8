"""What a source is (file, folder, feed, standard input, web address) and how it becomes pages."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date as calendar_date
from pathlib import Path

from parley.acquire import archive, feed, fetch, files, gazette, lists, mail, packed, pdf, warc
from parley.acquire.decode import decode
from parley.acquire.found import Found
from parley.errors import InputError, UsageError
from parley.model import Page, Skipped

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
FEED_TYPES = re.compile(r"(application|text)/(rss|atom|rdf)\+xml", re.IGNORECASE)

MAX_PARTS = 100
"""Of the answer of a register; it says how many documents are in one."""
MAX_DEPTH = 3
"""Files in files in files: a letter with an archive of saved pages has two."""


def acquire(sources: Iterable[str], *, fetched: str, date: str | None = None) -> Iterator[Page | Skipped]:
    """Pages of each source in turn, and a `Skipped` with one clear line for each that cannot be read.

    A source is a file, a folder (read recursively, sorted, hidden files left out), `-` for standard input, or
    an http(s) address. A feed is one page an entry, an OPML file or a sitemap is what it names, a zip archive
    one a file, a web archive one a response, a mail one for its body and one for each attached document.
    `fetched` is the moment of fetching in UTC, ISO 8601, for all but those that an archive dates; `date` is
    the user's publication date (ISO day or date-time) for pages that have none.
    Raises `UsageError` where `date` is no ISO date.
    """
    given = _checked(date)
    for source in sources:
        for found in _look(source):
            if isinstance(found, Skipped):
                yield found
            else:
                yield from pages(found, fetched, given)
            del found  # what is read next may be as large


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
            yield from _fetched(source)
        elif source == "-":
            yield files.from_stream(sys.stdin.buffer)
        else:
            yield from files.walk(source)
    except InputError as error:
        yield Skipped(source, error.line())


def _fetched(address: str) -> Iterator[Found]:
    """What stands at the address; the answer of a register with its further parts."""
    further = address
    for _ in range(MAX_PARTS):
        found = fetch.fetch(further)
        yield found
        more = gazette.next_page(found) if found.media_type == gazette.KIND else None
        if more is None:
            break
        further = more


def pages(found: Found, fetched: str, given: str | None) -> Iterator[Page | Skipped]:
    """The pages of what was found, as `acquire` gives them."""
    for one in _documents(found):
        if isinstance(one, Skipped):
            yield one
            continue
        try:
            yield _page(one, fetched, given)
        except InputError as error:
            yield Skipped(one.address, error.line())
        del one


def _documents(found: Found, depth: int = 0) -> Iterator[Found | Skipped]:
    """What a carrier holds: entries of a feed, files of an archive, body and attachments of a mail."""
    try:
        if depth > MAX_DEPTH:
            raise InputError(
                "lies too deep in other files", where=found.address, hint="unpack it and give it alone"
            )
        inner = _inside(found)
        if inner is None:
            yield pdf.text_layer(found) if pdf.is_pdf(found) else found
            return
        for one in inner:
            if isinstance(one, Skipped) or one.text is not None:
                yield one
            else:
                yield from _documents(one, depth + 1)
    except InputError as error:
        yield Skipped(found.address, error.line())


def _inside(found: Found) -> Iterator[Found | Skipped] | None:
    """The documents that this one carries; None where it is one itself."""
    if archive.is_zip(found.raw):
        return files.archived(found.raw, found.address, found.room)
    if warc.is_warc(found.raw):
        return warc.pages(found.raw, found.address)
    if packed.is_packed(found.raw):
        return iter([packed.unpacked(found)])
    if gazette.is_search(found.raw):
        return gazette.documents(found)
    if found.media_type == gazette.KIND:
        raise InputError("is JSON of no known register", where=found.address, hint="see docs/sources.md")
    if lists.is_list(found.raw):
        if not _is_asked_for(found):
            hint = "give the list alone if it is to be followed"
            raise InputError("is a list inside another file", where=found.address, hint=hint)
        return lists.linked(found)
    if FEED_TYPES.match(found.media_type) or feed.is_feed(found.raw):
        return iter(list(feed.entries(found)))
    if found.media_type.startswith((mail.KIND, "multipart/")) or mail.is_mail(found.raw):
        return mail.documents(found)
    return None


def _is_asked_for(found: Found) -> bool:
    """Whether the user or a list of theirs named it; the addresses of a letter's enclosures are not asked."""
    if ADDRESS.match(found.address):
        return found.fetched is None
    try:
        return found.address == "-" or Path(found.address).is_file()
    except OSError:  # a name inside an archive may be longer than a path
        return False


def _page(found: Found, fetched: str, given: str | None) -> Page:
    text, encoding = (found.text, found.charset or "") if found.text is not None else decode(found)
    return Page(
        id=hashlib.sha256(found.raw).hexdigest(),
        address=found.address,
        fetched=found.fetched or fetched,
        raw=found.raw,
        text=text,
        encoding=encoding,
        media_type=found.media_type,
        given_date=given,
    )
