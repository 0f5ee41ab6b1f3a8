"""The sample coverage read once by all stages, and the facts that a careful reader must find in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from prose import parser

from parley.acquire import acquire
from parley.clean import clean
from parley.derive import derive, families
from parley.model import Article, Assessment, Claim, Disagreement, Edge, Entry, Page
from parley.read import read
from parley.record import record
from parley.resolve import resolve
from parley.weigh import weigh

FETCHED = "2026-11-22T00:00:00+00:00"
FACTS = Path(__file__).parent / "data" / "sample_facts.toml"


@dataclass(frozen=True)
class Coverage:
    """Everything that the stages make of the sample."""

    pages: dict[str, Page]
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    edges: tuple[Edge, ...]
    entries: tuple[Entry, ...]
    assessment: Assessment

    def file_of(self, page: str) -> str:
        """The file name or address of a page id."""
        return Path(self.pages[page].address).name

    def articles_of(self, file: str) -> list[Article]:
        """The articles of a file or address, in order."""
        return [a for a in self.articles if self.pages[a.page].address.endswith(file)]


@cache
def facts() -> dict[str, Any]:
    """The table of facts."""
    return tomllib.loads(FACTS.read_text("utf-8"))


@cache
def coverage() -> Coverage:
    """The sample, through every stage."""
    with as_file(files("parley.acquire") / "sample") as folder:
        pages = {p.id: p for p in acquire([str(folder)], fetched=FETCHED) if isinstance(p, Page)}
    articles = tuple(a for page in pages.values() for a in clean(page))
    claims = tuple(c for a in articles for c in record(read(a, parser())))
    edges = derive(articles)
    entries = resolve(claims, articles, edges)
    return Coverage(pages, articles, claims, edges, entries, weigh(entries, claims, articles, edges))


def told() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(file or address, article, fact) of every fact."""
    for document in facts()["document"]:
        for article in document["article"]:
            for fact in article.get("facts", ()):
                yield article.get("address", document["file"]), article, fact


def claims_at(file: str, says: str) -> list[Claim]:
    """The claims of a file whose support touches the characters quoted."""
    found: list[Claim] = []
    for page in coverage().pages.values():
        if page.address.endswith(file) and says in page.text:
            start = page.text.index(says)
            end = start + len(says)
            found += [c for c in coverage().claims for s in c.support
                      if s.page == page.id and s.start < end and s.end > start]  # fmt: skip
    return list(dict.fromkeys(found))


def fits(claim: Claim, fact: dict[str, Any]) -> bool:
    """Does the claim have every slot that the fact names?"""
    return not misfits(claim, fact)


def misfits(claim: Claim, fact: dict[str, Any]) -> list[str]:
    """The slots in which claim and fact differ."""
    wanted = {k: v for k, v in fact.items() if k not in ("says", "value", "unit", "date", "until", "unless")}
    wrong = [k for k, v in wanted.items() if not same(getattr(claim, k), v)]
    if "value" in fact and not any(abs(abs(v.number) - abs(fact["value"])) < 1e-6 for v in claim.values):
        wrong.append("value")
    if "date" in fact and (claim.date is None or claim.date.start[:10] != str(fact["date"])):
        wrong.append("date")
    return wrong


def same(have: object, want: object) -> bool:
    """Equal; any of several choices; lists without order, goods as a part."""
    if isinstance(have, tuple) and isinstance(want, list):
        return set(want) <= set(have)
    return have in want if isinstance(want, list) else have == want


@cache
def family() -> dict[str, str]:
    """File name to the origin of its family: a copy stands for its origin."""
    held = coverage()
    edges = sorted(held.edges, key=lambda e: (-e.score, e.old, e.new))
    origins = families(edges, [a.id for a in held.articles])
    return {held.file_of(a.page): origins.get(a.id, a.id) for a in reversed(held.articles)}


def found(topic: dict[str, Any]) -> list[Disagreement]:
    """Disagreements of the topic's kind in which all of its files, or copies of them, have a side."""
    kind = topic["kind"] if topic["real"] else topic["why"]
    wanted = {family()[s["file"]] for s in topic["sides"]}
    fitting = [d for d in coverage().assessment.disagreements if d.kind == kind and d.real == topic["real"]]
    return [d for d in fitting if wanted <= _origins(d) or (kind == "office" and wanted & _origins(d))]


def _origins(d: Disagreement) -> set[str]:
    held = coverage()
    pages = {s.article.split("/")[0] for s in d.sides if s.article}
    return {family()[held.file_of(page)] for page in pages}
