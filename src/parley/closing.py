"""Make the ledger follow from what is held: of news only what it touches, else all anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from parley.errors import LedgerError
from parley.heap import unwalked
from parley.model import Article, Claim, Grouping
from parley.store import Amendment, Settlement, Store

if TYPE_CHECKING:
    from parley.flow import Progress, Stages
    from parley.resolve.memory import Told
    from parley.store.parts import Part

# How often the ledger is computed anew because another program added pages meanwhile.
ATTEMPTS = 5
# So many articles at once may be worked in, however few are held.
MANY = 100


def silent(stage: str, done: int, total: int | None) -> None:
    """The progress that nobody hears."""


def settle(store: Store, stages: Stages, *, at: str, progress: Progress = silent) -> None:
    """Make the ledger follow from all articles and claims held, where it does not yet.

    `at` is the present moment in UTC. Raises LedgerError where other programs add pages all the time.
    """
    for _ in range(ATTEMPTS):
        if store.settled(stages.versions):
            return
        with unwalked():
            done = _settle_once(store, stages, at, progress)
        if done:
            return
    raise LedgerError(
        "other programs add pages all the time, so the ledger could not be settled",
        where=str(store.place),
        hint="all pages are stored; run the command again when they are done",
    )


def _settle_once(store: Store, stages: Stages, at: str, progress: Progress) -> bool:
    """Work in what was read since the last settling, or all; False where more was read meanwhile."""
    through = store.last_reading()
    since = store.settled_through(stages.versions) if stages.by_blocks else None
    amendment = None if since is None else _amendment(store, since, progress)
    if amendment is None:
        made = _settlement(store, stages, progress)
        return store.settle(made, at=at, versions=stages.versions, through=through)
    return store.amend(amendment, at=at, versions=stages.versions, through=through)


def _much(held: Part, since: int) -> bool:
    """Whether all is to be made anew: much was read, or pages that were held were read otherwise."""
    fresh = held.readings_since(since)
    return held.turned(since) or (fresh > MANY and 3 * fresh > 2 * held.recorded())


def _settlement(store: Store, stages: Stages, progress: Progress) -> Settlement:
    articles, claims = store.articles(), store.claims()
    news = _news(articles, claims)
    progress("derive", 0, len(articles))
    if not stages.by_blocks:
        edges = stages.derive(news)
        progress("resolve", 0, len(claims))
        entries = stages.resolve(claims, articles, edges)
        progress("weigh", 0, len(entries))
        assessment = stages.weigh(entries, claims, articles, edges)
        return Settlement(edges, entries, assessment, grouped(store, articles, claims, store.groupings()))
    from parley.derive import traced
    from parley.derive.marks import marked
    from parley.settling import whole
    from parley.store.kin import pair_traces

    edges, pairs = traced(news, store.seen())
    progress("resolve", 0, len(claims))
    entries, assessment, traces = whole(claims, articles, edges, standing(store))
    groups = grouped(store, articles, claims, store.groupings())
    return Settlement(edges, entries, assessment, groups, {**traces, **pair_traces(pairs)}, marked(news))


def standing(store: Store) -> list[Grouping]:
    """The decisions about entries that nobody took back, oldest first."""
    return [d.made for d in store.decisions() if not d.undone]


def decided(store: Store, *, at: str, stages: Stages | None = None) -> None:
    """Make the entries follow what persons decided; `at` is the present moment in UTC.

    Raises LedgerError where another program adds pages meanwhile: the next settling goes by the decision.
    """
    if stages is None:
        from parley.flow import settling_stages

        stages = settling_stages()
    settle(store, stages, at=at)
    if not _settle_once(store, stages, at, silent):
        raise LedgerError(
            "another program added pages",
            where=str(store.place),
            hint="any `parley read` goes by the decision",
        )


def _amendment(store: Store, since: int, progress: Progress) -> Amendment | None:
    """What follows from the pages that were read after the recording `since`; None where that is too much."""
    from parley.amending import news
    from parley.descent import descent
    from parley.resolve.stories import retold

    groupings, decisions = store.groupings(), store.decisions()
    # What was taken back is made anew, too.
    decided = {claim for d in decisions for claim in (*d.made.one, *d.made.other)}
    with store.reading(warm=True) as held:
        if _much(held, since):
            return None
        arrived = held.arrived_since(since)
        claims = held.claims_on({article.id for article in arrived})
        fresh = _news(arrived, claims)
        progress("derive", 0, len(fresh))
        lineage = descent(held, {article.id for article in fresh})
        progress("resolve", 0, len(claims))
        again = set(held.article_of(decided).values())
        made = news(held, since, lineage, again, [d.made for d in decisions if not d.undone])
        return replace(made, stories=retold(fresh, claims, groupings, held.past()))


def grouped(
    store: Store, articles: Iterable[Article], claims: Iterable[Claim], decisions: Iterable[Grouping]
) -> Told:
    """The stories of the articles held, in the order in which their pages arrived, and what they leave."""
    from parley.resolve.stories import retold

    place = {page: number for number, page in enumerate(store.arrived())}
    arrived = sorted(_news(articles, claims), key=lambda a: (place[a.page], a.index))
    return retold(arrived, claims, decisions)


def _news(articles: Iterable[Article], claims: Iterable[Claim]) -> tuple[Article, ...]:
    """The articles without the facts of dossiers: these are nobody's copy, and no story."""
    facts = {c.article for c in claims if c.curated}
    return tuple(a for a in articles if a.id not in facts)
