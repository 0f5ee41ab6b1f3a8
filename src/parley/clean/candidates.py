"""Every value that a page's metadata give for a field, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import html as lxml_html

from parley.clean import dates
from parley.clean.notes import Note
from parley.model import Field, Sure

PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published",
    "publication_date", "timestamp",
)  # fmt: skip
UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "last-modified",
)
NAMED: dict[Field, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "author": ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"),
    "address": ("og:url",),
    "language": ("og:locale",),
}
BESIDE = {"footer", "aside", "nav"}
BESIDE_WORDS = ("footer", "related", "recommend", "sidebar", "latest", "popular", "comment")
MOST_TIMES = 60


def find(
    tree: lxml_html.HtmlElement, linked: Mapping[str, Any], meta: Mapping[str, str], language: str | None
) -> Iterator[Note]:
    """The candidates of JSON-LD (`linked`), of meta elements, and of the tree; the most trusted first."""
    yield from _dated(linked, meta)
    yield from _times(tree)
    for field, names in NAMED.items():
        yield from (_named(field, name, meta[name]) for name in names if meta.get(name))
    for key, said in (("headline", "title"), ("publisher", "outlet"), ("author", "author")):
        yield from (Note(_field(said), value, f"JSON-LD {key}") for value in _names(linked.get(key)))
    if title := tree.findtext(".//title"):
        yield Note("title", " ".join(title.split())[:1000], "title element", "fair")
    if language:
        yield Note("language", language, "lang attribute" if tree.get("lang") else "JSON-LD or og:locale")
    links = (e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    yield from (Note("address", href, "canonical link") for href in links if href)


def _field(name: str) -> Field:
    fields: dict[str, Field] = {"title": "title", "outlet": "outlet", "author": "author"}
    return fields[name]


def _named(field: Field, name: str, value: str) -> Note:
    return Note(field, value[:2].lower() if field == "language" else value, f"meta {name}")


def _dated(linked: Mapping[str, Any], meta: Mapping[str, str]) -> Iterator[Note]:
    both: tuple[tuple[Field, str, tuple[str, ...]], ...] = (
        ("published", "datePublished", PUBLISHED),
        ("updated", "dateModified", UPDATED),
    )
    for field, key, names in both:
        if day := dates.iso(_string(linked.get(key))):
            yield Note(field, day, f"JSON-LD {key}")
        for name in names:
            if day := dates.iso(meta.get(name)):
                yield Note(field, day, f"meta {name}")


def _string(value: object) -> str | None:
    return value[:1000] if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    """The names in a value of JSON-LD: a string, an object with a name, or a list of them."""
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            yield " ".join(name.split())[:200]


def _times(tree: lxml_html.HtmlElement) -> Iterator[Note]:
    """Time elements: those marked as publication, or the only day that stands beside no other story."""
    found = list(islice((e for e in tree.iter("time") if dates.iso(e.get("datetime"))), MOST_TIMES))
    marked = [e for e in found if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"]
    able = marked[:1] or [e for e in found if not _is_beside(e)]
    single = len({dates.iso(e.get("datetime")) for e in able}) == 1
    for element in found:
        why = (
            "stands in the footer or beside other stories" if _is_beside(element) else "one of several times"
        )
        barred = None if element in able and single else why
        sure: Sure = "high" if element in marked else "fair"
        yield Note("published", dates.iso(element.get("datetime")) or "", "time element", sure, barred=barred)


def _is_beside(element: lxml_html.HtmlElement) -> bool:
    for outer in (element, *element.iterancestors()):
        label = f"{outer.get('class') or ''} {outer.get('id') or ''}".lower()
        if outer.tag in BESIDE or (outer.tag != "body" and any(word in label for word in BESIDE_WORDS)):
            return True
        if outer.tag in ("article", "main", "body"):
            return False
    return False
