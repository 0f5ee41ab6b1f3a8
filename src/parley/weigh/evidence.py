"""What weighing looks at: claims and articles by id, events of an entry, sides of a disagreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parley.model import Article, Block, Claim, Edge, Entry, EntryKind, Side, Span
from parley.resolve.events import Event, events
from parley.resolve.own import owned
from parley.resolve.sequence import anchored
from parley.resolve.voices import Context, context


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that entries stand on.

    `about` holds families of copies, days of knowledge, parties of speakers; `pages` the claims of each
    article. What is asked of an entry again and again is remembered by its claims.
    """

    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    edges: tuple[Edge, ...]
    about: Context
    pages: Mapping[str, Sequence[Claim]]
    _own: dict[tuple[str, ...], tuple[Claim, ...]] = field(default_factory=dict, repr=False, compare=False)
    _told: dict[tuple[EntryKind, tuple[str, ...]], tuple[Event, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, entry: Entry) -> tuple[Claim, ...]:
        """The claims of an entry, in the order of their ids."""
        if (found := self._own.get(entry.claims)) is None:
            found = tuple([self.claims[key] for key in sorted(entry.claims) if key in self.claims])
            self._own[entry.claims] = found
        return found

    def on(self, article: str) -> Sequence[Claim]:
        """The claims of an article, in the order of their ids."""
        return self.pages.get(article, ())

    def events(self, entry: Entry) -> tuple[Event, ...]:
        """What the claims of an entry say about its status."""
        key = entry.kind, entry.claims
        if (found := self._told.get(key)) is None:
            found = tuple(anchored(entry.kind, events(entry.kind, self.of(entry), self.about)))
            self._told[key] = found
        return found

    def family(self, claim: Claim) -> str:
        """Origin of the family of the claim's article; all facts of a dossier are of one."""
        if claim.curated:
            return f"dossier {claim.curated.dossier}"
        return self.about.family.get(claim.article, claim.article)

    def known(self, claim: Claim) -> str:
        """The ISO day from which the claim counts as known."""
        return self.about.known[claim.id]

    def dated(self, claim: Claim) -> bool:
        """Whether the claim's page gives its own date, so that "last Friday" is a sure day."""
        article = self.articles.get(claim.article)
        if article is None or not article.published:
            return claim.known is not None
        return not (article.published_basis or "").startswith("inferred")


def evidence(
    claims: Sequence[Claim], articles: Sequence[Article], edges: Sequence[Edge], latest: str | None = None
) -> Evidence:
    """Evidence of all claims of some articles, independent of the order of the arguments.

    `latest` is the ISO day on which the ledger learned its last (default: the last day of these claims).
    """
    ordered = owned(sorted({c.id: c for c in claims}.values(), key=lambda c: c.id))
    return Evidence(
        {c.id: c for c in ordered},
        {a.id: a for a in articles},
        tuple(sorted(edges, key=lambda e: (e.new, -e.score, e.old))),
        context(ordered, articles, edges, latest),
        _by_article(ordered),
    )


def _by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.article, []).append(claim)
    return found


def side(claim: Claim, says: str) -> Side:
    """One side of a disagreement, on the words of a claim."""
    return Side(says, claim.id, claim.support[0] if claim.support else None, claim.speaker, claim.article)


def since(claims: Iterable[Claim], seen: Evidence) -> str:
    """The first day on which at least two sides were known: the second day of the sides."""
    days = sorted(seen.known(claim) for claim in claims)
    return days[min(1, len(days) - 1)]


def key(*parts: str | None) -> str:
    """A stable id of a disagreement from what it is about."""
    return re.sub(r"[^a-z0-9]+", "-", " ".join(part for part in parts if part).lower()).strip("-")


def text_of(article: Article, span: Span) -> str:
    """The article's clean text that stands on a raw span."""
    return " ".join(filter(None, (_block_text(block, span) for block in article.blocks))).strip()


def _block_text(block: Block, span: Span) -> str:
    pieces = []
    for i, segment in enumerate(block.segments):
        stop = block.segments[i + 1].at if i + 1 < len(block.segments) else len(block.text)
        if segment.start < span.end and span.start < segment.end:
            exact = segment.end - segment.start == stop - segment.at
            left = segment.at + max(0, span.start - segment.start) if exact else segment.at
            right = segment.at + min(segment.end, span.end) - segment.start if exact else stop
            pieces.append(block.text[left:right])
    return "".join(pieces)
