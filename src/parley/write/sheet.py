"""One article as the desk shows it: its text with the words of claims marked, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parley.model import Article, Block, Claim, Edge
from parley.write import dates
from parley.write.books import Books
from parley.write.explain import slots
from parley.write.marked import Supports, pieces
from parley.write.phrases import party
from parley.write.sources import readable


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `begins` are the claims whose words begin here, `anchor` names the first of `claims`."""

    text: str
    claims: tuple[str, ...]
    begins: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Note:
    """A claim beside the paragraph in which its words begin; `entries` are (id, name) that rest on it.

    `brief` says whose claim it is where no entry rests on it.
    """

    kind: str
    slots: str
    brief: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article."""

    kind: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What the article has to do with another: `It is a rewrite of`, the other's id and name, the reasons."""

    text: str
    article: str
    name: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article to look at; `dropped` are (reason, words)."""

    stand: tuple[str, ...]
    blocks: tuple[Paragraph, ...]
    dropped: tuple[tuple[str, str], ...]
    family: tuple[Tie, ...]


TIES = {
    "exact": ("It is a copy of", "A copy of it:"),
    "reprint": ("It is a reprint of", "A reprint of it:"),
    "excerpt": ("It is a cut copy of", "A cut copy of it:"),
    "rewrite": ("It is a rewrite of", "A rewrite of it:"),
    "version": ("It is a later version of", "A later version of it:"),
    "correction": ("It corrects", "Corrected by"),
}


def sheet(
    article: Article,
    claims: Sequence[Claim],
    entries: Mapping[str, tuple[tuple[str, str], ...]],
    edges: Sequence[Edge],
    books: Books,
) -> Sheet:
    """The sheet of `article`; `entries` gives for a claim id the (id, name) of what rests on it."""
    seen: set[str] = set()
    supports, by_id = Supports(claims), {c.id: c for c in claims}
    found = [tuple(_pieces(block, supports, seen)) for block in article.blocks]
    return Sheet(
        _stand(article, books),
        tuple(_paragraph(b, p, by_id, entries) for b, p in zip(article.blocks, found, strict=True)),
        tuple((reason, _short(readable(books.words(span)))) for span, reason in article.dropped),
        tuple(_tie(article, edge, books) for edge in edges),
    )


def name(article: Article) -> str:
    """`Headline, Outlet, 11 June 2025`."""
    published = dates.day(article.published) if article.published else "undated"
    return ", ".join([article.title or "without a title", article.outlet or "outlet unknown", published])


def _stand(article: Article, books: Books) -> tuple[str, ...]:
    published = dates.day(article.published) if article.published else "no date found"
    basis = f" ({article.published_basis})" if article.published_basis else ""
    credit = [article.outlet or "outlet unknown", *article.authors, *article.agencies]
    lines = [", ".join(credit), f"published {published}{basis}", books.address(article.page)]
    lines += [f"correction: {article.correction}"] if article.correction else []
    return (*lines, *([f"incomplete: {article.incomplete}"] if article.incomplete else []))


def _paragraph(
    block: Block,
    found: tuple[Piece, ...],
    by_id: Mapping[str, Claim],
    entries: Mapping[str, tuple[tuple[str, str], ...]],
) -> Paragraph:
    notes = tuple(_note(by_id[i], entries) for piece in found for i in piece.begins)
    return Paragraph(block.kind, found, notes)


def _note(claim: Claim, entries: Mapping[str, tuple[tuple[str, str], ...]]) -> Note:
    brief = claim.speaker or ", ".join(party(a) for a in claim.actors)
    return Note(claim.kind, slots(claim), brief, entries.get(claim.id, ()))


def _pieces(block: Block, supports: Supports, seen: set[str]) -> Iterator[Piece]:
    for text, owners in pieces(block, supports):
        fresh = tuple(c.id for c in owners if c.id not in seen)
        seen.update(fresh)
        yield Piece(text, tuple(c.id for c in owners), fresh, f"words-{fresh[0]}" if fresh else "")


def _tie(article: Article, edge: Edge, books: Books) -> Tie:
    newer = edge.new == article.id
    other = books.article(edge.old if newer else edge.new)
    text = TIES.get(edge.kind, ("It comes from", "From it comes"))[0 if newer else 1]
    return Tie(text, other.id, name(other), "; ".join(edge.reasons))


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:200]} [...] {text[-80:]}"
