"""What a later version of an article corrects: an update, and no disagreement."""

from __future__ import annotations

from collections.abc import Iterator

from parley.model import Disagreement, Edge, SentencePair, Side
from parley.weigh.evidence import Evidence, key, text_of


def of_versions(edge: Edge, seen: Evidence) -> Iterator[Disagreement]:
    """One update for each sentence in which a later version gives another number."""
    if edge.kind in ("version", "correction"):
        for pair in edge.pairs:
            if (pair.change or "").startswith("number"):
                yield _update(edge, pair, seen)


def _update(edge: Edge, pair: SentencePair, seen: Evidence) -> Disagreement:
    sides = []
    for article_id, span in ((edge.old, pair.old), (edge.new, pair.new)):
        article = seen.articles.get(article_id)
        told = [c for c in seen.on(article_id) if span in c.support]
        words = text_of(article, span) if article else ""
        sides.append(Side(words, told[0].id if told else None, span, None, article_id))
    published = seen.articles[edge.new].published if edge.new in seen.articles else None
    return Disagreement(
        id=key("update", edge.new[:8], str(pair.new.start)),
        kind="update",
        real=False,
        topic=f"A later version of one article: {pair.change}",
        entry=None,
        sides=tuple(sides),
        since=(published or "")[:10],
        note="the later version takes the place of the earlier",
        prefer=1,
    )
