"""One page with the words of each claim set off, and under each block its claims with slots and rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from parley.model import Article, Block, Claim, Page, Quote
from parley.write.document import Document, Line, Mark, Section, Sentence
from parley.write.marked import Supports, pieces
from parley.write.phrases import value

SHOWN = 100  # characters of a part that was left out
LOOKED_AT = 20 * SHOWN
Annotated = tuple[Article, tuple[Claim, ...]]


def explanation(page: Page, found: Sequence[Annotated]) -> Document:
    """A section for each article; the sources are the claims, numbered in the order of the text."""
    ordered = [sorted(claims, key=lambda c: c.support[0].start) for _, claims in found]
    numbers = {c.id: n for n, c in enumerate((c for claims in ordered for c in claims), 1)}
    sections = [
        _section(page, article, claims, numbers) for (article, _), claims in zip(found, ordered, strict=True)
    ]
    marks = tuple(
        _mark(page, article, claim, numbers[claim.id])
        for (article, _), claims in zip(found, ordered, strict=True)
        for claim in claims
    )
    return Document(f"CLAIMS OF  {page.address}", (f"claims found: {len(marks)}",), tuple(sections), marks)


def _section(page: Page, article: Article, claims: Sequence[Claim], numbers: dict[str, int]) -> Section:
    lines: list[Line] = []
    supports, begins = Supports(claims), [c.support[0].start for c in claims]
    for block in article.blocks:
        start, end = block.locate(0, len(block.text)) if block.text else (0, 0)
        lines.append(Line(tuple(_pieces(block, supports, numbers)), lead=block.kind))
        for claim in claims[bisect_left(begins, start) : bisect_left(begins, end)]:
            told = Sentence(slots(claim, page.text), (numbers[claim.id],))
            lines.append(Line((told,), lead=f"  {claim.kind}", tail=claim.rule))
    lines += [
        Line((Sentence(words, ()),), lead="left out", tail=reason)
        for words, reason in _left_out(page, article)
    ]
    published = article.published or "no date"
    return Section(
        f"ARTICLE {article.index}  {article.title or ''} | {article.outlet or ''} | {published}", tuple(lines)
    )


def _pieces(block: Block, supports: Supports, numbers: dict[str, int]) -> Iterable[Sentence]:
    """The block's text cut where a claim's words begin or end; those of claims are strong and marked."""
    for text, owners in pieces(block, supports):
        yield Sentence(text, tuple(numbers[c.id] for c in owners), strong=bool(owners))


def _left_out(page: Page, article: Article) -> Iterator[tuple[str, str]]:
    """The first words of each part of the page that is not text of the article, with the reason."""
    for span, reason in article.dropped:
        words = " ".join(page.text[span.start : min(span.end, span.start + LOOKED_AT)].split())
        if re.search(r"\w", words):
            yield words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()} …", reason


def slots(claim: Claim, text: str = "") -> str:
    """The filled slots of a claim in one line; with the page's `text` also its quotations."""
    when = claim.date
    date = f"{when.start}..{when.end or ''}/{when.precision}" if when else ""
    shown = {
        "actors": ", ".join(claim.actors),
        "targets": ", ".join(claim.targets),
        "people": ", ".join(claim.people),
        "instrument": claim.instrument or "",
        "action": claim.action or "",
        "goods": ", ".join(claim.goods),
        "values": ", ".join(value(v) for v in claim.values),
        "date": date,
        "expires": claim.expires or "",
        "condition": claim.condition or "",
        "place": claim.place or "",
        "speaker": claim.speaker or "",
        "attribution": " > ".join(claim.attribution),
        "certainty": claim.certainty,
        "quotes": ", ".join(_quoted(q, text) for q in claim.quotes if text),
        "links": ", ".join(f"{kind.replace('_', ' ')}: {words}" for kind, words in claim.links),
    }
    return "; ".join(f"{name}: {text}" for name, text in shown.items() if text)


def _quoted(quote: Quote, text: str) -> str:
    words = " ".join(text[quote.span.start : quote.span.end].split())
    return f"“{words}” ({quote.speaker or 'nobody named'})"


def _mark(page: Page, article: Article, claim: Claim, number: int) -> Mark:
    chain = tuple(dict.fromkeys(filter(None, (*claim.attribution, article.outlet))))
    return Mark(number, claim.words, claim.support, page.address, chain, claim.known, claim.id)
