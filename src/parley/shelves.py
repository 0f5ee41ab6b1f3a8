"""What news is worked in with: articles as they are prepared for joining and weighing, one by one.

What joining and weighing need to know besides a claim follows from its own article, from what corrects that
and from where its text comes from. So an article is prepared once, and kept while nothing of it changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parley.derive import families
from parley.descent import Descent
from parley.model import Article, Claim, Edge
from parley.resolve.own import withdrawn
from parley.resolve.part import prepared
from parley.resolve.pins import Pins
from parley.resolve.voices import Context, added, joined
from parley.store.parts import Part
from parley.weigh.evidence import Evidence, evidence

NOBODY = Pins()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its claims: all, those that count with what is their own by id, and as weighed.

    The contexts know of no decisions of persons, and of no family.
    """

    article: Article | None
    claims: tuple[Claim, ...]
    told: Mapping[str, Claim]
    about: Context
    seen: Evidence


class Shelf:
    """The claims of some articles that count, by id, and what is to be known of them; more may be added."""

    def __init__(self, pins: Pins) -> None:
        self._found: list[Prepared] = []
        self._edges: tuple[Edge, ...] = ()
        self.told: dict[str, Claim] = {}
        self.about: Context = replace(joined(()), pins=pins)

    def add(self, fresh: Collection[Prepared], edges: Collection[Edge]) -> None:
        """Add articles that are not here yet; `edges` are those of all that will be."""
        before, self._edges = self._edges, tuple(sorted(edges, key=lambda e: (-e.score, e.old, e.new)))
        self._found += fresh
        for one in fresh:
            self.told.update(one.told)
        # Where the edges are the same, so are the origins of the articles that were here before.
        other = fresh if before == self._edges else self._found
        family = families(self._edges, [one.article.id for one in other if one.article])
        self.about = added(self.about, [one.about for one in fresh], family)

    def evidence(self) -> Evidence:
        """What weighing looks at."""
        found = [one.seen for one in self._found]
        # Of claims that count no more, which it looks at too, only their own evidence knows when they did.
        odd = [one.seen.about for one in self._found if len(one.seen.claims) > len(one.told)]
        about = self.about
        if odd:
            about = replace(joined((about, *odd)), family=about.family, pins=about.pins)
        return Evidence(
            {key: claim for one in found for key, claim in one.claims.items()},
            {key: article for one in found for key, article in one.articles.items()},
            tuple(sorted(self._edges, key=lambda e: (e.new, -e.score, e.old))),
            about,
            {article: told for one in found for article, told in one.pages.items()},
        )


class Shelves:
    """Articles of a ledger, taken down as they are asked for; `latest` is the last day of which it knows."""

    def __init__(self, held: Part, lineage: Descent, pins: Pins) -> None:
        self._held, self._lineage = held, lineage
        self.latest = held.latest()
        self._edges: dict[Edge, None] = {}
        self._found: dict[str, Prepared] = {}
        self._shelf = Shelf(pins)

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
        kept = self._held.warm.prepared
        ready = {i: one for i in ids if i not in corrected and (one := kept.get(i)) is not None}
        self._found |= ready
        raw = dict(self._raw(sorted(set(ids) - ready.keys() | beside)))
        told = [claim for _, claims in raw.values() for claim in claims]
        gone = withdrawn(told, tuple(corrections)) if corrected else frozenset()
        for key in sorted(set(ids) - ready.keys()):
            article, claims = raw[key]
            made = _prepared(article, claims, gone, self.latest)
            self._found[key] = made
            if key not in corrected and not made.about.undated:
                kept.put(key, made)

    def _raw(self, ids: Collection[str]) -> Iterator[tuple[str, tuple[Article | None, tuple[Claim, ...]]]]:
        claims: dict[str, list[Claim]] = {}
        for claim in self._held.claims_on(ids):
            claims.setdefault(claim.article, []).append(claim)
        pages = {key.rpartition("/")[0] for key in ids}
        articles = {a.id: a for a in self._held.articles_on(pages)}
        yield from ((key, (articles.get(key), tuple(claims.get(key, ())))) for key in ids)


def _prepared(
    article: Article | None, claims: Sequence[Claim], gone: Collection[str], latest: str | None
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
    return Prepared(article, tuple(claims), by_id, about, seen)
