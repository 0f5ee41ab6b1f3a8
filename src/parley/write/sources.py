"""Number the sources of a document, in the order in which its sentences lean on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parley.model import Article, Claim, Disagreement, Quote, Side, Span, Verdict
from parley.write.books import Books
from parley.write.document import Mark

_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")


class Sources:
    """Collects the marks of one document; the same words get the same number again."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._numbers: dict[tuple[Span, ...], int] = {}
        self._marks: list[Mark] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks so far, by number."""
        return tuple(self._marks)

    def claims(self, ids: Iterable[str], most: int = 3) -> tuple[int, ...]:
        """Numbers of the words of the first `most` claims."""
        return tuple(dict.fromkeys(self._claim(self._books.claim(i)) for i in list(ids)[:most]))

    def verdict(self, verdict: Verdict, most: int = 3) -> tuple[int, ...]:
        """One number for each independent witness, those for the state first, up to `most`."""
        firsts = [w.claims[0] for w in verdict.witnesses if w.claims]
        return self.claims(firsts or verdict.state.claims, most)

    def disagreement(self, disagreement: Disagreement) -> tuple[int, ...]:
        """The numbers of all its sides."""
        return tuple(dict.fromkeys(n for side in disagreement.sides for n in self.side(side)))

    def side(self, side: Side) -> tuple[int, ...]:
        """The number of the words of one side of a disagreement, empty where it has none on a page."""
        if side.span is None:
            return self.claims([side.claim]) if side.claim else ()
        chain = self._told_by(side.claim) if side.claim else (side.speaker or "",)
        return (self.span(side.span, side.article, tuple(filter(None, chain)), side.claim),)

    def span(
        self, span: Span, article: str | None, chain: tuple[str, ...] = (), claim: str | None = None
    ) -> int:
        """The number of the words in `span`."""
        known = self._numbers.get((span,))
        if known is not None:
            return known
        words, page = readable(self._books.words(span)), self._books.address(span.page)
        published = self._books.article(article).published if article else None
        return self._add(Mark(self._next, words, (span,), page, chain, published, claim))

    def quotes(self, claim: Claim, longest: int = 30) -> tuple[Quote, ...]:
        """The quotations of a claim that have at most `longest` words."""
        return tuple(q for q in claim.quotes if 0 < len(self.quoted(q).split()) <= longest)

    def quoted(self, quote: Quote) -> str:
        """The words of a quotation, without its marks and without markup of the page."""
        return readable(self._books.words(quote.span))

    def _claim(self, claim: Claim) -> int:
        known = self._numbers.get(claim.support)
        if known is not None:
            return known
        article = self._books.article(claim.article)
        page = self._books.address(article.page)
        see = claim.curated.sources if claim.curated else ()
        chain = _chain(claim, article)
        mark = Mark(self._next, claim.words, claim.support, page, chain, article.published, claim.id, see)
        return self._add(mark)

    def _told_by(self, claim_id: str) -> tuple[str, ...]:
        claim = self._books.claim(claim_id)
        return _chain(claim, self._books.article(claim.article))

    @property
    def _next(self) -> int:
        """The number of the next mark."""
        return len(self._marks) + 1

    def _add(self, mark: Mark) -> int:
        """Keep a new mark; its number."""
        self._numbers[mark.spans] = mark.number
        self._marks.append(mark)
        return mark.number


def _chain(claim: Claim, article: Article) -> tuple[str, ...]:
    """From the first speaker to the outlet that carries it, each once."""
    return tuple(dict.fromkeys(filter(None, (*claim.attribution, article.outlet))))


def readable(raw: str) -> str:
    """Words of a raw page without tags, on one line."""
    return _SPACE.sub(" ", _TAG.sub("", raw)).strip()


def counted(verdicts: Sequence[Verdict], books: Books) -> tuple[int, int]:
    """How many pages, and how many independent reporters, stand behind `verdicts`."""
    pages = books.pages_of({i for v in verdicts for w in (*v.witnesses, *v.against) for i in w.claims})
    reporters = {w.reporter for v in verdicts for w in (*v.witnesses, *v.against)}
    return len(pages), len(reporters)
