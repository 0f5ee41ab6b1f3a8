"""What an HTML page says of itself: JSON-LD, meta elements, canonical link, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import html as lxml_html

from parley.clean import bylines, candidates, dates
from parley.clean.notes import Note
from parley.clean.words import data

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
SITE = re.compile(r"(?:WebSite|WebPage|Organization)$")
TITLES = ("og:title", "twitter:title", "dc.title", "title", "headline")
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
ADDRESS = re.compile(r"https?://[^\s/]\S{0,2000}", re.IGNORECASE)
SAVED = re.compile(r"<!--[^>]{0,80}?(?:saved from url=\(\d+\)|url:)\s*(?P<address>https?://[^\s>]{4,500})")
MAX_JSON = 2_000_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """Fields of `model.Article` as the page's metadata give them; None and () where they do not.

    `desks` are authors that are said to be organisations; `names` are titles of page and site, in which the
    outlet's name may stand; `notes` are all candidates, dates among them in the order of their trust.
    `posts` are (headline, ISO moment) of a live report's posts.
    """

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    address: str | None = None


def read(tree: lxml_html.HtmlElement, text: str = "") -> Metadata:
    """The metadata of a parsed page, JSON-LD before meta elements; `text` is the raw page."""
    linked, meta = _linked(tree), _meta(tree)
    language = tree.get("lang") or str(linked.get("inLanguage") or "") or meta.get("og:locale") or ""
    said = Metadata(
        title=_text(linked.get("headline")) or _first(meta, TITLES) or _text(tree.findtext(".//title")),
        outlet=_outlet(linked, meta),
        authors=_authors(linked, meta),
        desks=_desks(linked),
        names=_names(tree, meta),
        posts=tuple(_posts(linked)),
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", language) else None,
        address=_address(tree, meta) or _saved_from(text),
    )
    return replace(said, notes=tuple(candidates.find(tree, linked, meta, said.language)))


def _meta(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """Names of meta elements, lower case, with the first content of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _text(element.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _linked(tree: lxml_html.HtmlElement) -> dict[str, Any]:
    """The first article-like object of the page's JSON-LD, or an empty one."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            for thing in _objects(_parsed(script.text)):
                kinds = thing.get("@type")
                if any(ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    return thing
    return {}


def _parsed(text: str) -> Any:
    if len(text) > MAX_JSON:
        return None
    try:
        return json.loads(text.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)


def _text(value: object) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text[:1000] or None


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _outlet(linked: dict[str, Any], meta: dict[str, str]) -> str | None:
    publisher = linked.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    for said in (_text(name), *(meta.get(key) for key in OUTLETS)):
        # Some sites name a section or an edition here ("U.S."): too short for an outlet.
        if said and not said.startswith("http") and len(said) > 1 and not said.endswith("."):
            return bylines.company(said)
    return None


def _authors(linked: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    said = linked.get("author")
    people = said if isinstance(said, list) else [said]
    names = [_text(p.get("name") if isinstance(p, dict) else p) for p in people]
    if not any(names):
        names = [_first(meta, AUTHORS)]
    found: list[str] = []
    for name in names:
        if name and not name.startswith("http") and name not in data()["wires"]:
            found += bylines.authors(f"By {name.removeprefix('By ').removeprefix('by ')}") or ()
    return tuple(dict.fromkeys(found))


def _posts(linked: dict[str, Any]) -> Iterator[tuple[str, str]]:
    said = linked.get("liveBlogUpdate")
    for post in said if isinstance(said, list) else []:
        told = post if isinstance(post, dict) else {}
        headline, moment = _text(told.get("headline")), dates.iso(_text(told.get("datePublished")))
        if headline and moment:
            yield headline, moment


def _desks(linked: dict[str, Any]) -> tuple[str, ...]:
    people = linked.get("author")
    people = people if isinstance(people, list) else [people]
    groups = (p for p in people if isinstance(p, dict) and str(p.get("@type")).endswith("Organization"))
    return tuple(name for group in groups if (name := _text(group.get("name"))))


def _names(tree: lxml_html.HtmlElement, meta: dict[str, str]) -> tuple[str, ...]:
    """The title element, the titles of meta elements, and names of the site in the page's JSON-LD."""
    found = [_text(tree.findtext(".//title")), *(meta.get(name) for name in TITLES)]
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            things = _objects(_parsed(script.text))
            found += [_text(t.get("name")) for t in things if SITE.search(str(t.get("@type")))]
    return tuple(name for name in found if name)


def _saved_from(text: str) -> str | None:
    """The address that browsers write into a page that they save."""
    match = SAVED.search(text[:4096])
    return match["address"] if match else None


def _address(tree: lxml_html.HtmlElement, meta: dict[str, str]) -> str | None:
    links = (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    found = next((href for href in links if href), None) or meta.get("og:url")
    return found if found and ADDRESS.fullmatch(found) else None
