"""Families of articles as a document: who has it from whom, and what was changed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parley.model import Article, Edge, SentencePair, Span
from parley.write.books import Books
from parley.write.document import Document, Line, Section, Sentence
from parley.write.family import Node, headline, outlet, why_origin
from parley.write.sources import Sources
from parley.write.tree import published

SHOWN = 12
"""So many sentences of one sort are printed for an edge; the rest are counted."""


def lineage(roots: Sequence[Node], title: str, books: Books, *, changes: bool = False) -> Document:
    """A section for each family, a line for each article; with `changes` what each altered."""
    sources = Sources(books)
    sections: list[Section] = []
    for root in roots:
        lines = tuple(_line(node, sources) for node in root.all())
        sections.append(Section(_family(root), lines))
        if changes:
            edges = [(node, node.edge) for node in root.all() if node.edge and node.edge.kind != "exact"]
            sections += [_changed(node.article, edge, sources) for node, edge in edges]
    counted = sum(1 for root in roots for _ in root.all())
    stand = f"{counted} articles, {len(roots)} of them with no source among these"
    return Document(title, (stand,), tuple(sections), sources.marks)


def _family(root: Node) -> str:
    size = sum(1 for _ in root.all())
    return f"FAMILY OF {size}" if size > 1 else "ON ITS OWN"


def _line(node: Node, sources: Sources) -> Line:
    edge = node.edge
    text = f"{outlet(node.article)}, {published(node)}: “{headline(node.article)}”."
    reasons = edge.reasons if edge else why_origin(node)
    facts = (
        ("article", node.article.id),
        ("kind", edge.kind if edge else "origin"),
        ("from", edge.old if edge else ""),
        ("score", f"{edge.score:g}" if edge else ""),
        ("published", node.article.published or ""),
    )
    lead = f"{edge.kind}, {edge.score:.0%}" if edge else "origin"
    return Line((Sentence(text, _marks(node.article, sources)),), lead, "; ".join(reasons), facts=facts)


def _marks(article: Article, sources: Sources) -> tuple[int, ...]:
    """The headline, or the first words of the story, as a source."""
    body = article.body
    return (sources.span(body[0], article.id),) if body else ()


def _changed(article: Article, edge: Edge, sources: Sources) -> Section:
    """Altered quotations, sentences with other facts, and what only one of the two has."""
    altered = [p for p in edge.pairs if p.change and p not in edge.altered_quotes]
    lines = [
        *_pairs("altered words", edge.altered_quotes, edge, sources),
        *_pairs("", altered, edge, sources),
        *_only("added", edge.adds, edge.new, sources),
        *_only("left out", edge.drops, edge.old, sources),
    ]
    note = "" if lines else "Nothing but the place of publication."
    return Section(f"WHAT {outlet(article).upper()} CHANGED", tuple(lines), note)


def _pairs(lead: str, pairs: Sequence[SentencePair], edge: Edge, sources: Sources) -> Iterator[Line]:
    for pair in pairs[:SHOWN]:
        before, after = sources.span(pair.old, edge.old), sources.span(pair.new, edge.new)
        old = Sentence(f"Was: {sources.marks[before - 1].words}", (before,))
        new = Sentence(f"Is: {sources.marks[after - 1].words}", (after,))
        facts = (("change", pair.change or ""),)
        yield Line((old, new), lead or "changed", pair.change or "", facts=facts)
    yield from _rest(len(pairs))


def _only(lead: str, spans: Sequence[Span], article: str, sources: Sources) -> Iterator[Line]:
    for span in spans[:SHOWN]:
        number = sources.span(span, article)
        yield Line((Sentence(sources.marks[number - 1].words, (number,)),), lead)
    yield from _rest(len(spans))


def _rest(count: int) -> Iterator[Line]:
    if count > SHOWN:
        yield Line((Sentence(f"And {count - SHOWN} more.", ()),))
