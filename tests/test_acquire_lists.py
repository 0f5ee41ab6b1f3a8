"""Lists of feeds and sitemaps give what they name, bounded, and nothing left out in silence."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from parley.acquire import acquire, fetch
from parley.acquire.found import Found
from parley.model import Page, Skipped

HOST = "https://example.org"
SITE: dict[str, bytes] = {
    "/tin": b"<html><body><p>Tin rose on Monday.</p></body></html>",
    "/zinc": b"<html><body><p>Zinc fell on Monday.</p></body></html>",
    "/feed": b"<rss version='2.0'><channel><title>Ores</title><item><title>Lead</title>"
    b"<link>https://example.org/lead</link><description>Lead stood still.</description></item>"
    b"</channel></rss>",
}


def sitemap(*names: str) -> bytes:
    """A sitemap of these pages."""
    own = "".join(f"<url><loc> {HOST}/{name} </loc><lastmod>2025-05-01</lastmod></url>" for name in names)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{own}</urlset>'.encode()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were asked for, of a site that answers without a network."""
    seen: list[str] = []

    def answer(address: str) -> Found:
        if not address.endswith("/robots.txt"):
            seen.append(address)
        raw = SITE.get(address.removeprefix(HOST))
        if raw is None:
            raise fetch.RefusedError(404, address, None)
        return Found(address, raw, "text/html")

    monkeypatch.setattr(fetch, "fetch", answer)
    return seen


def taken(raw: bytes, folder: Path, name: str = "list.xml") -> tuple[list[str], list[str]]:
    """Addresses of the pages, and the lines about what was left out."""
    path = folder / name
    path.write_bytes(raw)
    found = list(acquire([str(path)], fetched="2026-01-01T00:00:00+00:00"))
    pages = [f.address.removeprefix(HOST) for f in found if isinstance(f, Page)]
    return pages, [f.line for f in found if isinstance(f, Skipped)]


def test_a_sitemap_gives_its_pages(asked: list[str], tmp_path: Path) -> None:
    """Each address once, in the order of the list; pictures are not asked for; what fails is one line."""
    raw = sitemap("tin", "zinc", "tin", "gone").replace(
        b"</url></urlset>",
        b"<i:image xmlns:i='x'><i:loc>https://example.org/p.png</i:loc></i:image></url></urlset>",
    )
    pages, lines = taken(raw, tmp_path)
    assert pages == ["/tin", "/zinc"]
    assert asked == [f"{HOST}/{name}" for name in ("tin", "zinc", "gone")]
    assert len(lines) == 1 and "404" in lines[0]


def test_a_packed_sitemap_and_an_index_of_sitemaps(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index leads to its sitemaps, packed or not, and these to their pages."""
    monkeypatch.setitem(SITE, "/a.xml.gz", gzip.compress(sitemap("tin")))
    monkeypatch.setitem(SITE, "/b.xml", sitemap("zinc"))
    index = f"<sitemapindex><sitemap><loc>{HOST}/a.xml.gz</loc></sitemap>"
    index += f"<sitemap><loc>{HOST}/b.xml</loc></sitemap></sitemapindex>"
    assert taken(index.encode(), tmp_path) == (["/tin", "/zinc"], [])


def test_a_list_of_feeds_gives_their_entries(asked: list[str], tmp_path: Path) -> None:
    """OPML names feeds, in folders or not; each entry is a page."""
    raw = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Desk</title></head><body>
    <outline text="Ores"><outline type="rss" text="Ores" xmlUrl="https://example.org/feed"/></outline>
    <outline text="A note without an address"/></body></opml>"""
    assert taken(raw, tmp_path, "desk.opml") == (["/lead"], [])


def test_lists_that_others_packed_are_not_followed(asked: list[str], tmp_path: Path) -> None:
    """What a letter or an archive encloses does not make Parley ask its addresses."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("map.xml", sitemap("tin"))
    (one,) = acquire([str(tmp_path / "a.zip")], fetched="2026-01-01T00:00:00+00:00")
    assert isinstance(one, Skipped) and "inside another file" in one.line and not asked


def test_a_list_that_names_itself_ends(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of lists without end is left at the bound of depth."""
    loop = f"<sitemapindex><sitemap><loc>{HOST}/loop</loc></sitemap></sitemapindex>".encode()
    monkeypatch.setitem(SITE, "/loop", loop)
    pages, lines = taken(loop, tmp_path)
    assert not pages and len(lines) == 1 and "too deep" in lines[0] and len(asked) < 6


def test_long_lists_are_cut_aloud(asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more items than the bound the first ones are read, and a line says so; of feeds too."""
    monkeypatch.setenv("PARLEY_MAX_ITEMS", "1")
    pages, lines = taken(sitemap("tin", "zinc"), tmp_path)
    assert pages == ["/tin"] and "2 addresses; the first 1" in lines[0] and len(asked) == 1
    item = "<item><link>https://example.org/{0}</link><description>On {0}.</description></item>"
    rss = f"<rss version='2.0'><channel>{item.format('tin')}{item.format('zinc')}</channel></rss>"
    pages, lines = taken(rss.encode(), tmp_path)
    assert pages == ["/tin"] and "2 entries; the first 1" in lines[0]


def test_a_sitemap_is_read_as_the_site_asks(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What robots.txt closes is a line and not asked for, and its pause is kept between two pages."""
    slept: list[float] = []
    monkeypatch.setattr("parley.acquire.lists.pause", slept.append)
    rules = b"User-agent: *\nDisallow: /zinc\nCrawl-delay: 7\n"
    monkeypatch.setitem(SITE, "/robots.txt", rules)
    pages, lines = taken(sitemap("tin", *["zinc"], "feed"), tmp_path)
    assert pages == ["/tin", "/lead"] and asked == [f"{HOST}/tin", f"{HOST}/feed"]
    assert len(lines) == 1 and "closed to programs by robots.txt" in lines[0]
    assert slept == [7.0, 7.0]


def test_a_dead_site_is_given_up(asked: list[str], tmp_path: Path) -> None:
    """After five failures in a row the rest is not asked for, and counted."""
    pages, lines = taken(sitemap(*(f"gone{n}" for n in range(20))), tmp_path)
    assert not pages and len(asked) == 5
    assert "15 more were not asked for" in lines[-1]


@pytest.mark.parametrize(
    "raw",
    [
        b"<opml><body/></opml>",
        b"<urlset><url><loc>file:///etc/hosts</loc></url></urlset>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset><url><loc>https://example.org/&a;</loc></url></urlset>",
        b"<urlset",
        b"<urlset >" + b"<url>" * 3000,
    ],
)
def test_bad_lists_are_one_line_and_ask_nobody(raw: bytes, asked: list[str], tmp_path: Path) -> None:
    """Lists without addresses, with other schemes, with entities, or broken."""
    pages, lines = taken(raw, tmp_path)
    assert not asked and len(pages) + len(lines) == 1


@pytest.mark.parametrize(
    "address", ["http://[", "https://[::1", "http://a:99999/", "https://", "http://\x00/"]
)
def test_addresses_that_are_none_are_one_line(address: str) -> None:
    """An address that no parser takes is left out, not a traceback."""
    (one,) = acquire([address], fetched="2026-01-01T00:00:00+00:00")
    assert isinstance(one, Skipped) and "\n" not in one.line
