"""What is fuzzed: for any bytes each target does its work or raises an error of ours, and nothing else."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from parley.acquire import feed, lists
from parley.acquire.found import Found
from parley.acquire.sources import pages
from parley.clean import clean
from parley.errors import ParleyError
from parley.exposure_lines import read_lines
from parley.model import Page
from parley.record.dossier_check import problems
from parley.sources import read_bounds, read_sources
from parley.watchlists import read_watches

WHEN = "2025-06-12T08:00:00+00:00"
KINDS = ("text/html", "text/plain", "text/markdown", "message/rfc822", "multipart/related", "")
BY_KIND = (
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/json",
    "application/warc",
    "",
)


def page(data: bytes) -> None:
    """A page as HTML, text or mail, and its articles; every character of it is kept or dropped once."""
    kind, raw = KINDS[data[0] % len(KINDS)] if data else "", data[1:]
    for one in pages(Found("a", raw, kind), WHEN, None):
        if isinstance(one, Page):
            with suppress(ParleyError):
                for article in clean(one):
                    assert all(0 <= s.start <= s.end <= len(one.text) for s, _ in article.dropped)


def read_feed(data: bytes) -> None:
    """A feed, with its entries as pages and its links, and a list."""
    found = Found("https://example.org/a.xml", data, "application/rss+xml")
    for read in (
        lambda: list(feed.entries(found)),
        lambda: feed.links(found),
        lambda: lists.addresses(found),
    ):
        with suppress(ParleyError):
            read()
    feed.is_feed(data)
    lists.is_list(data)


def archive(data: bytes) -> None:
    """An archive, a PDF, a mail or a register's answer, alone and as the member of others."""
    kind, raw = BY_KIND[data[0] % len(BY_KIND)] if data else "", data[1:]
    for one in pages(Found("a", raw, kind), WHEN, None):
        assert not isinstance(one, Page) or one.raw


@cache
def _place() -> Path:
    return Path(tempfile.mkdtemp(prefix="parley-fuzz-")) / "a.toml"


def config(data: bytes) -> None:
    """The list of sources, its bounds, watch lists, a dossier and a table of trade lines."""
    path = _place()
    path.write_bytes(data)
    for read in (read_sources, read_bounds, read_watches):
        with suppress(ParleyError):
            read(path)
    with suppress(ParleyError):
        read_lines(str(path))
    assert all("\n" not in problem.line() for problem in problems(data.decode("utf-8", "replace"), "a"))


def api(data: bytes) -> None:
    """A request to the API or a page of the desk: a path, a query, a cookie, a field of a form."""
    client = _client()
    told = data.split(b"\0") + [b""] * 3
    path = _PATHS[data[0] % len(_PATHS)] if data else "/"
    query = "&".join(quote(part, safe="=")[:1000] for part in told[1].split(b"&"))
    headers = {"cookie": b"parley_visit=" + told[2][:200].replace(b"\n", b"").replace(b"\r", b"")}
    answer = client.get(
        path.replace("*", quote(told[3][:100], safe="") or "x") + f"?{query}", headers=headers
    )
    assert answer.status_code < 500, answer.text[:300]


_PATHS = (
    "/", "/timeline", "/search", "/entry/*", "/article/*", "/news/*", "/lineage/*", "/stories", "/review", "/correct/*", "/exposure", "/brief.*", "/api/v1/state",
    "/api/v1/timeline", "/api/v1/changes", "/api/v1/deadlines", "/api/v1/disputes", "/api/v1/lapse", "/api/v1/entries", "/api/v1/entries/*", "/api/v1/claims", "/api/v1/claims/*",
    "/api/v1/search", "/api/v1/articles", "/feeds/*",
)  # fmt: skip


@cache
def _client():  # type: ignore[no-untyped-def]
    from fastapi.testclient import TestClient

    from parley import cli
    from parley.library import Library
    from parley.serve import Door, application
    from parley.store import open_store

    path = _place().with_name("ledger.db")
    assert cli.run(["dossier", "load", "us-china", "--ledger", str(path)]) == 0
    app = application(Library(open_store(path, create=False)), Door())
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True, follow_redirects=False)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": page, "feed": read_feed, "archive": archive, "config": config, "api": api,
}  # fmt: skip


def seeds(target: str) -> Iterator[bytes]:
    """Small inputs to begin with."""
    import gzip

    import bad_archives as archives
    import bad_pages as texts
    import bad_tables as tables
    from pdf_pages import pdf
    from web_archives import packed, response

    good = texts.html(texts.STORY, '<meta property="article:published_time" content="2025-03-04">')
    if target == "page":
        yield from (
            bytes([n]) + raw
            for n, raw in (
                (0, good),
                (1, texts.BODY.encode()),
                (2, b"---\ndate: 2025-03-04\n---\n" + texts.BODY.encode()),
            )
        )
        yield b"\3" + archives.multipart(2, b"Content-Type: text/html\r\n\r\n" + good)
    elif target == "feed":
        yield from (
            archives.rss(archives.item(texts.STORY, "<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate>") * 2),
            archives.opml("http://a.example/"),
            archives.sitemap("http://a.example/"),
        )
        yield b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><link href="http://a.example/"/><content type="html">b</content></entry></feed>'
    elif target == "archive":
        yield b"\0" + pdf([["Norway will charge a duty."]])
        yield b"\1" + archives.zipped(("a.html", good), ("b.zip", archives.zipped(("c.txt", b"Fees rise."))))
        yield b"\2" + gzip.compress(good)
        yield b'\3{"results": [{"title": "a", "document_number": "1", "effective_on": "2025-03-04", "agencies": [{"name": "b"}]}]}'
        yield b"\4" + response("a", good) * 2
        yield b"\4" + packed(response("a", good), response("b", good))
    elif target == "config":
        yield from (
            tables.SOURCE.format("http://a.example/").encode()
            + b"every = 5\nfollow = true\n[bounds]\nwire = 3\n",
            tables.DOSSIER.encode(),
            (tables.HEAD + tables.ROW).encode(),
        )
        yield tables.WATCH.format('hs = ["1"]\nto = [{kind = "email", address = "a@b.example"}]').encode()
    else:
        yield from (
            bytes([n]) + b"\0as_of=2025-06-01&known=2025-06-01&limit=5&q=tin&dispute=us-china\02025-06-01\0x"
            for n in range(len(_PATHS))
        )


def quiet() -> None:
    """No word of libraries about what they mend."""
    import logging
    import sys

    logging.disable(logging.CRITICAL)
    sys.stdin = io.StringIO()
