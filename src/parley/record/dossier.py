"""A dossier as claims: each fact on the curator's own words, with its sources and the day it was known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from parley.model import Article, Block, Certainty, Claim, Curated, Page, Segment, Span
from parley.record.dossier_form import Dossier, DossierEntry, Fact, parse

RULE = "dossier"


def recorded(page: Page) -> tuple[tuple[Article, ...], tuple[Claim, ...]]:
    """An article for each fact, of the day on which it was known, and the claims that it makes.

    Raises InputError where the page is no dossier.
    """
    found = parse(page.text, page.address)
    told = [(entry, fact) for entry in found.entries for fact in entry.facts]
    articles = tuple(_article(page, n, found, fact) for n, (_, fact) in enumerate(told))
    claims = tuple(
        claim for n, (entry, fact) in enumerate(told) for claim in _claims(page, n, found, entry, fact)
    )
    return articles, claims


def _article(page: Page, index: int, found: Dossier, fact: Fact) -> Article:
    block = Block("paragraph", fact.text, (Segment(0, fact.start, fact.end),))
    return Article(
        page=page.id,
        index=index,
        title=found.title,
        outlet=f"dossier {found.id}",
        blocks=(block,),
        published=fact.announced or fact.known,
        published_basis="given",
        address=fact.sources[0],
    )


def _claims(page: Page, index: int, found: Dossier, entry: DossierEntry, fact: Fact) -> Iterator[Claim]:
    """What was announced before it took effect is two claims: it was told, and then it was done."""
    if fact.announced is None:
        yield _claim(page, index, found, entry, fact)
        return
    told = (fact.announced, "announced") if entry.kind == "measure" else (fact.announced, fact.action)
    yield _claim(page, index, found, entry, fact, *told)
    if fact.announced < fact.when.start[:10]:
        yield _claim(page, index, found, entry, fact, fact.when.start[:10], fact.action)


def _claim(page: Page, index: int, found: Dossier, entry: DossierEntry, fact: Fact, *told: str) -> Claim:
    known, action = told or (fact.known, fact.action)
    ruling = action in ("struck_down", "upheld", "stayed")
    actors, targets = ((), entry.actors) if ruling else (entry.actors, entry.targets)
    key = f"{found.id}|{entry.id}|{action}|{known}|{fact.when.start}|{fact.text}"
    certainty: Certainty = fact.certainty  # type: ignore[assignment]
    return Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article=f"{page.id}/{index}",
        kind="ruling" if ruling else entry.claim,
        support=(Span(page.id, fact.start, fact.end),),
        words=fact.text,
        rule=RULE,
        certainty=certainty,
        actors=actors,
        targets=targets,
        people=fact.people,
        instrument=entry.instrument,
        action=action,
        goods=entry.goods,
        values=fact.values,
        date=fact.when,
        expires=fact.until,
        condition=fact.condition,
        place=fact.place or entry.place,
        speaker=fact.speaker,
        attribution=(fact.speaker,) if fact.speaker else (),
        known=known,
        curated=Curated(found.id, entry.id, fact.sources, found.compiled, entry.programme),
    )
