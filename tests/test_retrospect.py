"""What was new in an article that is held: told from what is kept, as if all before it were read anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from demo_run import demo

from parley.answers import Shelf
from parley.ledger import Ledger
from parley.model import Article, Claim
from parley.retrospect import new_in
from parley.weigh.novelty import Held, News, before, news

Found = tuple[Article, tuple[Claim, ...]]


@pytest.fixture(scope="module")
def books() -> Iterator[Ledger]:
    """The ledger of the demo."""
    with Ledger.open(demo()[1]) as held:
        yield held


def told(books: Ledger) -> list[Found]:
    """Every article with its claims in the order of its text."""
    every = books.store.claims()
    articles = books.store.articles()
    own = {a.id: [c for c in every if c.article == a.id] for a in articles}
    return [(a, tuple(sorted(own[a.id], key=lambda c: c.support[0].start))) for a in articles if own[a.id]]


def pairs(books: Ledger) -> Iterator[tuple[News, News]]:
    """For each article what is new by joining all that came before it, and what the ledger says."""
    store, words = books.store, Shelf(books).words
    held, arrived = Held(store.articles(), store.claims(), store.edges()), store.arrived()
    for article, claims in told(books):
        yield news(article, claims, before(article, held, arrived), words), new_in(article, claims, books)


def test_what_the_ledger_keeps_says_what_joining_all_before_it_says(books: Ledger) -> None:
    """Quotations and statements are the same ones; of states and figures nearly all."""
    same = states = figures = 0
    for anew, kept in pairs(books):
        assert kept.spoken == anew.spoken, kept.article.title
        if kept.source == anew.source:
            assert kept.statements == anew.statements, kept.article.title
        one, other = (
            {(c.verdict.state.status, n.own.intersection(c.verdict.state.claims)) for c in n.changed}
            for n in (anew, kept)
        )
        same, states = same + len(one & other), states + len(one | other)
        figures += len({*anew.figures} ^ {*kept.figures})
    assert states > 80
    assert same > 0.85 * states
    assert figures <= 1


def test_the_first_article_is_compared_with_nothing(books: Ledger) -> None:
    """And the last one with all that are dated before it."""
    found = sorted((a for a in told(books) if a[0].published), key=lambda one: one[0].published or "")
    assert new_in(*found[0], books).compared == 0
    assert new_in(*found[-1], books).compared >= len(found) - 2


def test_an_article_without_a_day_is_compared_too(books: Ledger) -> None:
    """By the day on which what it tells became known."""
    undated = [one for one in told(books) if not one[0].published]
    assert undated
    assert all(new_in(*one, books).own for one in undated)
