"""What news is worked in with: articles as they are prepared for joining and weighing, one by one.

What joining and weighing need to know besides a claim follows from its own article, from what corrects that
and from where its text comes from. So an article is prepared once, and kept while nothing of it changes; what
is known of all that are kept lies in the same tables, to which news adds a few rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parley.derive import families
from parley.descent import Descent
from parley.model import Article, Claim, Edge
from parley.resolve.own import withdrawn
from parley.resolve.part import prepared
from parley.resolve.pins import Pins
from parley.resolve.voices import Context, add, nothing, remove
from parley.store.parts import Part
from parley.weigh.evidence import Evidence, evidence

ARTICLES = 2000
NOBODY = Pins()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its claims: all, those that count with what is their own by id, and as weighed.

    The contexts know of no decisions of persons, and of no family. One that does not last follows from more
    than its own article: what nobody dated, and what was corrected.
    """

    article: Article | None
    claims: tuple[Claim, ...]
    told: Mapping[str, Claim]
    about: Context
    seen: Evidence
    lasts: bool

    @property
    def odd(self) -> bool:
        """Whether it has claims that count no more: weighing looks at them, too."""
        return len(self.seen.claims) > len(self.told)


class Known:
    """Articles that were prepared, with what is to be known of all of them, for joining and for weighing."""

    def __init__(self, most: int = ARTICLES) -> None:
        self._most = most
        self.articles: dict[str, Prepared] = {}
        self.told: dict[str, Claim] = {}
        self.about, self.weighed = nothing(), nothing()

    def put(self, key: str, one: Prepared) -> None:
        """Keep an article that is not here."""
        self.articles[key] = one
        self.told.update(one.told)
        add(self.about, one.about)
        add(self.weighed, one.about)
        if one.odd:
            add(self.weighed, one.seen.about)

    def drop(self, keys: Iterable[str]) -> None:
        """Forget articles, those that are here."""
        for one in [self.articles.pop(key) for key in keys if key in self.articles]:
            for claim in one.told:
                del self.told[claim]
            remove(self.about, one.about)
            remove(self.weighed, one.about)
            if one.odd:
                remove(self.weighed, one.seen.about)

    def tidy(self) -> None:
        """Forget what does not last, and what was put first where there is too much."""
        self.drop([key for key, one in self.articles.items() if not one.lasts])
        self.drop(list(islice(self.articles, max(0, len(self.articles) - self._most))))


class Shelf:
    """The claims of some articles that count, by id, and what is to be known of them; more may be added.

    Others may be there, too.
    """

    def __init__(self, known: Known, pins: Pins) -> None:
        self._known, self._pins = known, pins
        self._found: list[Prepared] = []
        self._edges: tuple[Edge, ...] = ()
        self._family: dict[str, str] = {}
        self._undated: frozenset[str] = frozenset()
        self.told: Mapping[str, Claim] = known.told
        self.about = self._of(known.about, frozenset())

    def add(self, fresh: Collection[Prepared], edges: Collection[Edge]) -> None:
        """Add articles that are not here yet; `edges` are those of all that will be."""
        self._found += fresh
        if len(edges) > len(self._edges):
            self._edges = tuple(sorted(edges, key=lambda e: (-e.score, e.old, e.new)))
            # All others are their own origins.
            self._family = families(self._edges, [edge.new for edge in self._edges])
        self._undated = self._undated.union(*(one.about.undated for one in fresh))
        self.about = self._of(self._known.about, self._undated)

    def evidence(self) -> Evidence:
        """What weighing looks at."""
        found = [one.seen for one in self._found]
        undated = self._undated.union(*(one.about.undated for one in found))
        return Evidence(
            {key: claim for one in found for key, claim in one.claims.items()},
            {key: article for one in found for key, article in one.articles.items()},
            tuple(sorted(self._edges, key=lambda e: (e.new, -e.score, e.old))),
            self._of(self._known.weighed, undated),
            {article: told for one in found for article, told in one.pages.items()},
        )

    def _of(self, about: Context, undated: frozenset[str]) -> Context:
        return replace(about, family=self._family, undated=undated, pins=self._pins)


class Shelves:
    """Articles of a ledger, taken down as they are asked for; `latest` is the last day of which it knows."""

    def __init__(self, held: Part, lineage: Descent, pins: Pins, known: Known) -> None:
        self._held, self._lineage, self._known = held, lineage, known
        self.latest = held.latest()
        self._edges: dict[Edge, None] = {}
        self._found: dict[str, Prepared] = {}
        self._shelf = Shelf(known, pins)

    def of_claims(self, claims: Collection[str]) -> Shelf:
        """The articles of these claims, and all that were asked for before."""
        return self.of_articles(set(self._held.article_of(claims).values()))

    def of_articles(self, ids: Collection[str]) -> Shelf:
        """These articles, and all that were asked for before."""
        fresh = set(ids) - self._found.keys()
        before = len(self._found)
        corrections: dict[Edge, None] = {}
        while fresh:
            edges = self._lineage.of(fresh)
            self._edges |= dict.fromkeys(edges)
            corrections |= dict.fromkeys(e for e in edges if e.kind == "correction")
            self._take(fresh, corrections)
            # What an article corrects is known only beside it.
            fresh = {e.new for e in corrections} - self._found.keys()
        if added := tuple(islice(self._found.values(), before, None)):
            self._shelf.add(added, self._edges)
        return self._shelf

    def _take(self, ids: Collection[str], corrections: Collection[Edge]) -> None:
        corrected = {e.old for e in corrections}
        beside = {e.new for e in corrections if e.old in ids}
        self._known.drop(corrected.intersection(ids))
        ready = {i: one for i in ids if (one := self._known.articles.get(i)) is not None}
        self._found |= ready
        lost = sorted(set(ids) - ready.keys())
        if not lost:
            return
        raw = dict(self._raw(sorted({*lost, *beside})))
        told = [claim for _, claims in raw.values() for claim in claims]
        gone = withdrawn(told, tuple(corrections)) if corrected else frozenset()
        for key in lost:
            made = _prepared(*raw[key], gone, self.latest, lasts=key not in corrected)
            self._found[key] = made
            self._known.put(key, made)

    def _raw(self, ids: Collection[str]) -> Iterator[tuple[str, tuple[Article | None, tuple[Claim, ...]]]]:
        claims: dict[str, list[Claim]] = {}
        for claim in self._held.claims_on(ids):
            claims.setdefault(claim.article, []).append(claim)
        pages = {key.rpartition("/")[0] for key in ids}
        articles = {a.id: a for a in self._held.articles_on(pages)}
        yield from ((key, (articles.get(key), tuple(claims.get(key, ())))) for key in ids)


def _prepared(
    article: Article | None,
    claims: Sequence[Claim],
    gone: Collection[str],
    latest: str | None,
    *,
    lasts: bool,
) -> Prepared:
    articles = (article,) if article else ()
    told, about = prepared([c for c in claims if c.id not in gone], articles, (), latest, NOBODY)
    by_id = {c.id: c for c in told}
    if gone or article is None or (claims and not told):
        seen = evidence(claims, articles, (), latest)  # weighing looks at what does not count, too
    else:
        seen = Evidence(by_id, {article.id: article}, (), about, {article.id: told} if told else {})
    if article:
        about = replace(about, mentioned={article.id: {}}, happened={article.id: {}})
    lasts = lasts and not about.undated and not seen.about.undated
    return Prepared(article, tuple(claims), by_id, about, seen, lasts)
