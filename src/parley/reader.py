"""Articles to claims without doing work twice: what cannot carry a claim is not read, what was read is kept.

The claims of a text depend on nothing but its blocks, its day, the party of its outlet, the lexicon, the
model and the rules. So they are kept, in offsets of the text, under a hash of just these; an exact copy on
any page is read once, and its claims are put at the copy's own places and in its outlet's name.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING

from parley.exchange import from_json, to_json
from parley.model import Article, Block, Claim, Page, Segment, Span

if TYPE_CHECKING:
    from parley.read.parse import Parser

PAGES = ("acquire", "clean")
TEXTS = ("derive/sentences.py", "derive/words.py", "read", "record")
NOWHERE = ""  # the page of a text that stands on none


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads articles with a parser, whose cache keeps readings beside parses.

    `gated` and `kept` are short cuts: without them every article is read anew and whole.
    """

    parser: Parser
    gated: bool = True
    kept: bool = True

    def articles(self, page: Page) -> tuple[tuple[Article, tuple[Claim, ...]], ...]:
        """The articles of a page with their claims; none of a page on which no claim can stand.

        Raises InputError where the page cannot be read.
        """
        from parley.clean import clean
        from parley.read.gate import may_carry_page

        if self.gated and not may_carry_page(page.text):
            return ()
        return tuple((article, self.claims(article)) for article in clean(page))

    def claims(self, article: Article) -> tuple[Claim, ...]:
        """The claims of an article, in the order of their words."""
        from parley.read.gate import may_carry, open_parts

        if self.gated:
            if not may_carry(article.text):
                return ()
            article = open_parts(article)
        if not self.kept:
            return self._read(article)
        key = self.key(article)
        held = self.parser.cache.known([key]).get(key)
        if held is not None:
            return placed(loads(held), article)
        bare = self._read(bare_of(article), self._home(article))
        self.parser.cache.keep({key: dumps(bare)})
        return placed(bare, article)

    @property
    def version(self) -> str:
        """The model and the rules: what reads, apart from the lexicon."""
        return f"{self.parser.version}, rules {rules(PAGES)} {rules()}"

    def key(self, article: Article) -> str:
        """The hash of all that the claims depend on."""
        from parley.lexicon import lexicon

        versions = (rules(), lexicon().version, self.parser.version)
        texts = [(b.kind, b.text) for b in article.blocks]
        about = (versions, (article.published or "")[:10], self._home(article), texts)
        return blake2b(json.dumps(about).encode(), digest_size=32).hexdigest()

    def _read(self, article: Article, home: str | None = None) -> tuple[Claim, ...]:
        from parley.read import read
        from parley.record import record

        return record(read(article, self.parser, home or self._home(article)))

    def _home(self, article: Article) -> str | None:
        from parley.read import home_of

        return home_of(article)


def bare_of(article: Article) -> Article:
    """The article as nobody's, on no page: its offsets are those of its text."""
    blocks = tuple(
        Block(b.kind, b.text, (Segment(0, at, at + len(b.text)),), b.posted)
        for at, b in zip(article.starts(), article.blocks, strict=True)
    )
    return Article(NOWHERE, 0, article.title, None, blocks, published=article.published)


def placed(claims: Iterable[Claim], article: Article) -> tuple[Claim, ...]:
    """Claims of `bare_of(article)` as those of the article, in the order of their words."""
    from parley.record import order

    starts = article.starts()
    return order(_placed(claim, article, starts) for claim in claims)


def _placed(claim: Claim, article: Article, starts: tuple[int, ...]) -> Claim:
    from parley.record.draft import carried, identified

    def at(span: Span) -> tuple[Span, ...]:
        return article.locate(span.start, span.end, starts)

    support = tuple(s for span in claim.support for s in at(span))
    quotes = tuple(replace(q, span=_whole(at(q.span))) for q in claim.quotes)
    chain = carried(claim.attribution, article)
    return identified(replace(claim, article=article.id, support=support, quotes=quotes, attribution=chain))


def _whole(spans: tuple[Span, ...]) -> Span:
    return Span(spans[0].page, spans[0].start, spans[-1].end)


def dumps(claims: Iterable[Claim]) -> bytes:
    """Claims as bytes for a cache."""
    rows = [to_json(claim, NOWHERE) for claim in claims]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def loads(data: bytes) -> tuple[Claim, ...]:
    """The inverse of `dumps`."""
    rows: list[Mapping[str, object]] = json.loads(zlib.decompress(data))
    return tuple(from_json(row, NOWHERE) for row in rows)


@cache
def rules(stages: Sequence[str] = TEXTS) -> str:
    """The fingerprint of the rules by which texts become claims, or of those of other stages."""
    digest = blake2b(digest_size=4)
    for stage in stages:
        place = files("parley") / stage
        found = [place] if place.is_file() else sorted(place.iterdir(), key=lambda f: f.name)
        for rule in found:
            if rule.name.endswith((".py", ".toml")):
                digest.update(rule.read_bytes())
    return digest.hexdigest()
