"""Feed files: each entry that brings its text becomes a page of its own.

An entry is no document, so one is made of it: a small HTML page that holds the entry's link, date and title
as the usual metadata and its content unchanged. Those bytes are what is hashed and quoted from.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import fastfeedparser

from parley.acquire.bounds import bounds
from parley.acquire.decode import decode
from parley.acquire.found import Found
from parley.errors import InputError
from parley.model import Skipped

# Each comment is taken once and for all: it could else end at any later one, in 2 ** number ways.
FEED = re.compile(
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--[^-]*+(?:-(?!->)[^-]*+)*-->\s*+)*<(?:rss|feed|rdf:RDF)[\s>]",
    re.DOTALL,
)
ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
MOST_ATTRIBUTES = 20_000
LONG_TAG = re.compile(r"<[^<]{20000,}")
DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")


def is_feed(raw: bytes) -> bool:
    """True where the bytes open an RSS, Atom or RDF feed."""
    return FEED.match(raw[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def entries(found: Found) -> Iterator[Found | Skipped]:
    """One HTML document for each of the first entries (see `bounds`) that has content or a summary.

    Raises `InputError` where the feed cannot be parsed, declares entities, or holds no text.
    """
    text, _ = decode(found)
    if ENTITY.search(text[:4096]):
        raise InputError("declares its own entities", where=found.address, hint="feeds need none; refused")
    source, count, most = _parse(text, found.address), 0, bounds().items
    for entry in source.entries[:most]:
        content = _content(entry)
        if content.strip():
            count += 1
            yield _document(entry, content, source.feed, found.address)
    if len(source.entries) > most:
        what = f"holds {len(source.entries):,} entries; the first {most:,} are read"
        yield Skipped(found.address, InputError(what, where=found.address, hint="split it").line())
    if not count:
        raise InputError("holds no entry with text", where=found.address, hint="give the pages it links to")


def links(found: Found) -> list[str]:
    """The http(s) addresses to which the first entries lead, each once. Raises `InputError` as `entries`."""
    text, _ = decode(found)
    if ENTITY.search(text[:4096]):
        raise InputError("declares its own entities", where=found.address, hint="feeds need none; refused")
    source = _parse(text, found.address)
    named = dict.fromkeys(str(entry.get("link") or "") for entry in source.entries[: bounds().items])
    return [address for address in named if ADDRESS.match(address)]


def is_crowded(text: str) -> bool:
    """Whether a tag has ten thousands of attributes: parsers compare each with all before it."""
    return any(match[0].count("=") > MOST_ATTRIBUTES for match in LONG_TAG.finditer(text))


def _parse(text: str, where: str) -> Any:
    if is_crowded(text):
        raise InputError("has a tag with too many attributes", where=where, hint="fetch it again")
    try:
        return fastfeedparser.parse(DECLARATION.sub("", text, count=1).encode("utf-8"))
    except (ValueError, SyntaxError, TypeError, KeyError, AttributeError) as error:
        raise InputError("is not a feed that can be parsed", where=where, hint="fetch it again") from error


def _content(entry: Mapping[str, Any]) -> str:
    values = [part.get("value") or "" for part in entry.get("content") or ()]
    return max([*values, entry.get("description") or "", entry.get("summary") or ""], key=len)


def _document(entry: Mapping[str, Any], content: str, feed: Mapping[str, Any], address: str) -> Found:
    link = entry.get("link") or f"{address}#{entry.get('id') or ''}"
    head = [
        '<meta charset="utf-8">',
        f"<title>{html.escape(entry.get('title') or '')}</title>",
        f'<link rel="canonical" href="{html.escape(link)}">',
        _meta("og:site_name", feed.get("title")),
        _meta("article:published_time", entry.get("published")),
        _meta("article:modified_time", entry.get("updated")),
        _meta("author", entry.get("author")),
    ]
    title = f"<h1>{html.escape(entry.get('title') or '')}</h1>"
    text = f"<html><head>{''.join(head)}</head><body><article>{title}\n{content}\n</article></body></html>"
    return Found(link, text.encode("utf-8", "replace"), "text/html", "utf-8")


def _meta(name: str, value: object) -> str:
    return f'<meta property="{name}" content="{html.escape(str(value))}">' if value else ""
