"""Own prose as articles, read with the real parser (loaded once for the whole run)."""

from __future__ import annotations

from functools import cache

from parley.model import Article, Block, Claim, ClaimKind, Segment
from parley.read import Reading, open_parser, read
from parley.read.parse import Parser
from parley.record import record

DAY = "2025-06-11"  # a Wednesday


@cache
def parser() -> Parser:
    return open_parser()


def article_of(*paragraphs: str, published: str | None = DAY, title: str = "") -> Article:
    """An article whose raw page is its paragraphs with a blank line between them."""
    blocks: list[Block] = []
    at = 0
    for text in [title, *paragraphs] if title else paragraphs:
        segment = Segment(0, at, at + len(text))
        blocks.append(Block("title" if title and not blocks else "paragraph", text, (segment,)))
        at += len(text) + 2
    return Article("p", 0, title or None, "Test Post", tuple(blocks), published=published)


@cache
def reading_of(*paragraphs: str, published: str | None = DAY) -> Reading:
    return read(article_of(*paragraphs, published=published), parser())


@cache
def claims_of(*paragraphs: str, published: str | None = DAY) -> tuple[Claim, ...]:
    return record(reading_of(*paragraphs, published=published))


def kind_of(kind: ClaimKind, *paragraphs: str, published: str | None = DAY) -> list[Claim]:
    """The claims of one kind."""
    return [c for c in claims_of(*paragraphs, published=published) if c.kind == kind]


def step(claim: Claim) -> str | None:
    """The stage of a measure: `announced` for a step that is planned, whatever it does."""
    planned = claim.certainty == "planned" and claim.instrument != "investigation"
    return "announced" if planned else claim.action
