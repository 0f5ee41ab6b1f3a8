"""What is new in an article against all that was known before it: facts, statuses, figures, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rapidfuzz import fuzz

from parley.derive.sketch import fold, quotations
from parley.model import Article, Assessment, Claim, Edge, Entry, Quote, Span, State, Verdict

_WORDS = 4
"""A quotation of fewer words is a phrase that anybody may use."""
_ALTERED = 70
_RETOLD = 80
_PAIRS = 3
_NEAR_DAYS = timedelta(days=45)

Words = Callable[[Span], str]


@dataclass(frozen=True, slots=True)
class Held:
    """What was known before: articles, their claims and lineage."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation of `claim` not heard before; `earlier`, in an article, is what it was made from."""

    claim: str
    quote: Quote
    earlier: Span | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry of which the article tells something else than was known (`before` None: the entry is new)."""

    verdict: Verdict
    before: State | None


@dataclass(frozen=True, slots=True)
class News:
    """What is new in `article`; `source` is the article that its text comes from, if it comes from one.

    `own` are the ids of its claims; of these `figures` and `statements` tell something new by themselves.
    `entries` and `assessment` are those with the article.
    """

    article: Article
    source: Edge | None
    compared: int
    changed: tuple[Changed, ...]
    spoken: tuple[Spoken, ...]
    figures: tuple[str, ...]
    statements: tuple[str, ...]
    own: frozenset[str]
    entries: Mapping[str, Entry]
    assessment: Assessment

    @property
    def known(self) -> frozenset[str]:
        """The ids of the article's claims that were told before."""
        return self.own - self.new

    @property
    def new(self) -> frozenset[str]:
        """The ids of the article's claims that tell something new."""
        states = {i for c in self.changed for i in c.verdict.state.claims}
        return frozenset(
            {*states, *(s.claim for s in self.spoken), *self.figures, *self.statements} & self.own
        )


def news(article: Article, claims: Sequence[Claim], before: Held, words: Words) -> News:
    """Compare `article` with what was known before it; `words` gives the characters of a span of its page."""
    from parley.resolve import resolve
    from parley.weigh import weigh

    edges = _lineage(article, before.articles)
    articles, told = (*before.articles, article), (*before.claims, *claims)
    entries = resolve(told, articles, (*before.edges, *edges))
    assessment = weigh(entries, told, articles, (*before.edges, *edges))
    source = next(iter(edges), None)
    old = resolve(before.claims, before.articles, before.edges)
    spoken, figures, statements = parts(claims, before, source, words)
    return News(
        article=article,
        source=source,
        compared=len(before.articles),
        changed=tuple(_changed(claims, old, assessment, entries)),
        spoken=spoken,
        figures=figures,
        statements=statements,
        own=frozenset(claim.id for claim in claims),
        entries={e.id: e for e in entries},
        assessment=assessment,
    )


def parts(
    claims: Sequence[Claim], before: Held, source: Edge | None, words: Words
) -> tuple[tuple[Spoken, ...], tuple[str, ...], tuple[str, ...]]:
    """Of an article's claims the quotations, figures and statements (ids) that nothing before has."""
    figures = (c.id for c in claims if c.kind == "figure" and not _told_figure(c, before.claims))
    spoken = tuple(_spoken(claims, _first_hand(before), words))
    return spoken, tuple(figures), tuple(_statements(claims, before.claims, source))


def before(article: Article, held: Held, arrived: Sequence[str]) -> Held:
    """What of `held` was known before `article`: published earlier, or arrived before it on the same day.

    `arrived` are page ids in order of arrival; a page that is not among them arrives now.
    """
    place = {page: number for number, page in enumerate(arrived)}
    articles = tuple(a for a in held.articles if a.page != article.page and _earlier(a, article, place))
    ids = {a.id for a in articles}
    return Held(
        articles,
        tuple(c for c in held.claims if c.article in ids),
        tuple(e for e in held.edges if e.old in ids and e.new in ids),
    )


def _earlier(one: Article, other: Article, place: Mapping[str, int]) -> bool:
    from parley.derive.direction import moment

    first, second = one.published, other.published
    if first and second and len(first) > 10 < len(second):
        return moment(first) < moment(second)
    if first and second and first[:10] != second[:10]:
        return first[:10] < second[:10]
    return place.get(one.page, len(place)) < place.get(other.page, len(place))


def _lineage(article: Article, held: Iterable[Article]) -> tuple[Edge, ...]:
    """Where the text comes from, the best source first; articles that only came later are none."""
    from parley.derive import Index

    index = Index()
    for other in held:
        if _of_these_days(other, article):
            index.add(other)
    edges = (edge for edge in index.add(article) if edge.new == article.id)
    return tuple(sorted(edges, key=lambda e: (-e.score, e.old)))


def _of_these_days(one: Article, other: Article) -> bool:
    """Whether two articles are so near in time that one may be made from the other, as far as it is known."""
    if not one.published or not other.published:
        return True
    days = date.fromisoformat(one.published[:10]) - date.fromisoformat(other.published[:10])
    return abs(days) <= _NEAR_DAYS


def _changed(
    claims: Iterable[Claim], old: Iterable[Entry], assessment: Assessment, entries: Iterable[Entry]
) -> Iterator[Changed]:
    """New entries with the state that the article gives them, and states that no earlier article told."""
    mine = {c.id for c in claims}
    earlier = {claim: entry for entry in old for claim in entry.claims}
    by_id = {entry.id: entry for entry in entries}
    for verdict in assessment.verdicts:
        state, entry = verdict.state, by_id[verdict.entry]
        if not state.believed() or not mine.intersection(state.claims) or state.reason == "only mentioned":
            continue
        twin = next((earlier[claim] for claim in entry.claims if claim in earlier), None)
        if twin is None or content(state) not in {content(s) for s in twin.states}:
            yield Changed(verdict, latest(s for s in twin.states if s.believed()) if twin else None)


def content(state: State) -> tuple[object, ...]:
    """What a state says; one more claim for it is no news."""
    return (
        state.status,
        state.valid_from and state.valid_from.start,
        state.until and state.until.start,
        state.rate,
    )


def latest(states: Iterable[State]) -> State | None:
    """The state that began last."""
    return max(states, key=lambda s: (s.valid_from.start if s.valid_from else "", s.known_from), default=None)


def _spoken(claims: Iterable[Claim], articles: Sequence[Article], words: Words) -> Iterator[Spoken]:
    """Quotations that no earlier article has; what is only cut out of an earlier one is not new."""
    quotes = {quote.span: (claim.id, quote) for claim in claims for quote in claim.quotes}
    folded = {span: " ".join(fold(words(span))) for span in quotes}
    heard = list(_heard(articles, folded.values()))
    everything = "\n".join(f" {told} " for told, _, _ in heard)
    for span, (claim, quote) in quotes.items():
        told = folded[span]
        if told.count(" ") + 1 < _WORDS or f" {told} " in everything:
            continue
        near = _near(told, heard)
        yield Spoken(claim, quote, near[1], near[2]) if near else Spoken(claim, quote)


def _first_hand(held: Held) -> list[Article]:
    """The articles, those that nothing held is a source of first, then by publication."""
    derived = {edge.new for edge in held.edges}
    return sorted(held.articles, key=lambda a: (a.id in derived, a.published or "9999", a.id))


def _heard(articles: Iterable[Article], told: Iterable[str]) -> Iterator[tuple[str, Span, str]]:
    """The earlier quotations that share a few word pairs with any of `told`: words, raw span, article."""
    wanted = {pair for line in told for pair in pairwise(line.split())}
    for article in articles:
        for block in article.blocks:
            for start, end in quotations(block.text):
                line = fold(block.text[start:end])
                if not wanted.isdisjoint(pairwise(line)):
                    yield " ".join(line), Span(article.page, *block.locate(start, end)), article.id


def _near(told: str, heard: Iterable[tuple[str, Span, str]]) -> tuple[str, Span, str] | None:
    """The earlier quotation that these words look like an alteration of."""
    pairs = Counter(pairwise(told.split()))
    alike = [h for h in heard if sum((pairs & Counter(pairwise(h[0].split()))).values()) >= _PAIRS]
    best = max(alike, key=lambda h: fuzz.partial_ratio(told, h[0]), default=None)
    return best if best and fuzz.partial_ratio(told, best[0]) >= _ALTERED else None


def _told_figure(claim: Claim, earlier: Iterable[Claim]) -> bool:
    """Whether an earlier figure has one of the same numbers, of the same parties or goods."""
    numbers = {(v.number, v.unit) for v in claim.values}
    about = {*claim.actors, *claim.targets, *claim.goods}
    return any(
        numbers & {(v.number, v.unit) for v in other.values}
        and (not about or about & {*other.actors, *other.targets, *other.goods})
        for other in earlier
        if other.kind == "figure"
    )


def _statements(claims: Iterable[Claim], earlier: Iterable[Claim], source: Edge | None) -> Iterator[str]:
    """Statements without a quotation that nobody reported before in like words, nor the source retold."""
    retold = [pair.new for pair in source.pairs] if source else []
    said: dict[str | None, list[str]] = {}
    for other in earlier:
        said.setdefault(other.speaker, []).append(" ".join(fold(other.words)))
    for claim in claims:
        if claim.kind != "statement" or claim.quotes or _covered(claim, retold):
            continue
        line = " ".join(fold(claim.words))
        if all(fuzz.token_set_ratio(line, old) < _RETOLD for old in said.get(claim.speaker, ())):
            yield claim.id


def _covered(claim: Claim, spans: Iterable[Span]) -> bool:
    return any(s.start < t.end and t.start < s.end for s in claim.support for t in spans)
