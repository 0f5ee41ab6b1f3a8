"""Words of one speaker inside quotation marks that a rewrite changed."""

from __future__ import annotations

from collections.abc import Iterator

from parley.model import Article, Claim, Disagreement, Edge, SentencePair, Side, Span
from parley.weigh.evidence import Evidence, key, text_of


def of_quotations(edge: Edge, seen: Evidence) -> Iterator[Disagreement]:
    """One disagreement for each quotation that the newer article of a family words otherwise."""
    done: set[Span] = set()
    for pair in edge.altered_quotes:
        if pair.old not in done:
            done.add(pair.old)
            yield _altered(edge, pair, seen)


def _altered(edge: Edge, pair: SentencePair, seen: Evidence) -> Disagreement:
    sides = tuple(
        _side(article, span, seen) for article, span in ((edge.old, pair.old), (edge.new, pair.new))
    )
    speaker = sides[0].speaker or sides[1].speaker
    return Disagreement(
        id=key("quotation", edge.new[:8], str(pair.new.start), speaker),
        kind="quotation",
        real=True,
        topic=f"Words of {speaker or 'a speaker'}",
        entry=None,
        sides=sides,
        since=max(_known(article, seen) for article in (edge.old, edge.new)),
        note="the second article rewrites the first: prefer the first",
        prefer=0,
    )


def _side(article_id: str, span: Span, seen: Evidence) -> Side:
    article = seen.articles.get(article_id)
    claim = _claim_on(article_id, span, seen)
    speaker = _speaker(claim, span) if claim else None
    return Side(_words(article, span), claim.id if claim else None, span, speaker, article_id)


def _words(article: Article | None, span: Span) -> str:
    return text_of(article, span) if article else ""


def _claim_on(article_id: str, span: Span, seen: Evidence) -> Claim | None:
    """The claim whose quotation lies in the span, else the one whose words do."""
    told = seen.on(article_id)
    quoting = [c for c in told if any(_meet(q.span, span) for q in c.quotes)]
    around = [c for c in told if any(_meet(s, span) for s in c.support)]
    return next(iter(quoting or around), None)


def _speaker(claim: Claim, span: Span) -> str | None:
    return next((q.speaker for q in claim.quotes if _meet(q.span, span)), claim.speaker)


def _meet(a: Span, b: Span) -> bool:
    return a.page == b.page and a.start < b.end and b.start < a.end


def _known(article_id: str, seen: Evidence) -> str:
    article = seen.articles.get(article_id)
    days = [seen.known(c) for c in seen.on(article_id)]
    return (article.published or "")[:10] if article and article.published else max(days, default="")
