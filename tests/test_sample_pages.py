"""Pages and lineage of the sample coverage: every article's data, every edge, and no furniture."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from sample_reading import FETCHED, facts

from parley.acquire import acquire
from parley.clean import clean
from parley.derive import derive
from parley.model import Article, Page


@cache
def read() -> dict[Page, tuple[Article, ...]]:
    """The articles of every page of the sample; no later stage is needed here."""
    with as_file(files("parley.acquire") / "sample") as folder:
        pages = [p for p in acquire([str(folder)], fetched=FETCHED) if isinstance(p, Page)]
    return {page: clean(page) for page in pages}


def articles_of(file: str) -> tuple[Article, ...]:
    (found,) = (articles for page, articles in read().items() if page.address.endswith(file))
    return found


ARTICLES = [
    pytest.param(
        article.get("address", document["file"]), article, id=f"{document['file']}#{article['index']}"
    )
    for document in facts()["document"]
    for article in document["article"]
]


@pytest.mark.parametrize(("file", "told"), ARTICLES)
def test_each_article_has_its_data(file: str, told: dict[str, Any]) -> None:
    """Headline, outlet, people, agencies and day as a careful reader has them, at its place in the file."""
    found = articles_of(file)[0 if "address" in told else told["index"]]
    assert (found.title, found.outlet) == (told["title"], told["outlet"])
    assert set(found.authors) == set(told.get("authors", ()))
    assert set(found.agencies) == set(told.get("agencies", ()))
    assert (found.published or "None")[:10] == str(told.get("published"))
    assert bool(found.incomplete) == told.get("incomplete", False)
    assert told.get("correction", "") in (found.correction or "")
    assert bool(found.correction) == ("correction" in told)
    if "updated" in told:
        assert (found.updated or "")[:10] == str(told["updated"])


def test_no_other_articles_are_found() -> None:
    """A page holds the stories that the table names, and an entry of a feed is a page of one."""
    wanted = {file: 0 for file, _ in (param.values for param in ARTICLES)}
    for file, _ in (param.values for param in ARTICLES):
        wanted[str(file)] += 1
    assert {file: len(articles_of(str(file))) for file in wanted} == wanted


def name(page_id: str, pages: dict[str, str]) -> str:
    """An article's id as "file#index"."""
    page, _, index = page_id.rpartition("/")
    return f"{Path(pages[page]).name}#{index}"


def test_every_edge_and_no_other() -> None:
    """The agency's own page is the origin of its family, and the later version a correction."""
    pages = {page.id: page.address for page in read()}
    edges = derive([article for articles in read().values() for article in articles])
    found = {(edge.kind, name(edge.old, pages), name(edge.new, pages)) for edge in edges}
    assert found == {(edge["kind"], edge["old"], edge["new"]) for edge in facts()["edge"]}


@pytest.mark.parametrize("furniture", facts()["furniture"], ids=lambda one: str(one["says"])[:40])
def test_no_text_rests_on_furniture(furniture: dict[str, Any]) -> None:
    """What is no part of the story is in none of its blocks, so that no claim can rest on it."""
    pages = [
        page for page in read() if page.address.endswith(furniture["file"]) or furniture["says"] in page.text
    ]
    for page in pages:
        start = page.text.index(furniture["says"])
        end = start + len(furniture["says"])
        article = read()[page][furniture["article"] if len(read()[page]) > furniture["article"] else 0]
        assert not [span for span in article.body if span.start < end and start < span.end]
