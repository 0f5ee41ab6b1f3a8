"""Lineage and stories worked in article by article are those of all articles at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from derive_stories import BRIEFING_A, BRIEFING_B, ORIGINAL, REWRITE, article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_builders import NOW, new_ledger

from parley import flow
from parley.derive import derive
from parley.model import Article, Page
from parley.resolve.stories import stories
from parley.store import PageReading, Store
from parley.store.kin import Kin

TEXTS = (ORIGINAL, REWRITE, BRIEFING_A, BRIEFING_B)
# Of the same people and numbers, in no words in common.
APART = (
    "After a quiet winter Kari Lund asked Ola Dahl for 4500 barrels of herring, while Tor Vik and Liv Moe "
    "counted 7300 crates that nobody on the quay had paid for.",
    "Liv Moe wants 7300 lorries back. Her neighbour Tor Vik would rather sell them, says Ola Dahl, who once "
    "lent Kari Lund some 4500 bicycles during an earlier strike of ferrymen.",
    "Nobody in town believes that Tor Vik planted 4500 birches; seedlings came by rail, 7300 at least, and "
    "it was Kari Lund with Liv Moe, not Ola Dahl, who dug each hole.",
)
OUTLETS = (None, "Norvian Press", "Harbour Post", "Valley Times")
DAYS = (None, "2031-04-08", "2031-04-08T09:00Z", "2031-04-09", "2031-04-15", "2031-05-30")
PROPERTY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@st.composite
def retelling(draw: st.DrawFn, page: str) -> Article:
    """A text put together from paragraphs of a few others, at any hour, credited or not."""
    told = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2, unique=True))
    lines = [line for text in told for line in text.split("\n")]
    first = draw(st.integers(0, max(0, len(lines) - 4)))
    kept = lines[first : first + draw(st.integers(3, len(lines)))]
    agencies = draw(st.sampled_from([(), (), ("Norvian Press",)]))
    made = article("\n".join(kept), page, published=draw(st.sampled_from(DAYS)))
    correction = draw(st.sampled_from([None, None, None, "An earlier version gave a wrong number."]))
    return replace(made, outlet=draw(st.sampled_from(OUTLETS)), agencies=agencies, correction=correction)


@st.composite
def coverage(draw: st.DrawFn) -> list[Article]:
    """Two to nine articles, many of which are copies of others."""
    return [draw(retelling(f"p{n}")) for n in range(draw(st.integers(2, 9)))]


def record(store: Store, articles: Sequence[Article]) -> None:
    """Store the articles at once and settle the ledger."""
    stages = flow.settling_stages()
    pages = [Page(a.page, f"{a.page}.txt", NOW, b"x", "x", "utf-8", "text/plain") for a in articles]
    readings = [PageReading(p, (a,), ()) for p, a in zip(pages, articles, strict=True)]
    store.record(readings, at=NOW, versions=stages.versions)
    flow.settle(store, stages, at=NOW)


@PROPERTY
@given(coverage(), st.randoms(use_true_random=False))
def test_lineage_worked_in_is_that_of_all_articles(articles: list[Article], rng: random.Random) -> None:
    """In any order and any batches the store holds the edges and the stories of all articles at once."""
    order = list(articles)
    rng.shuffle(order)
    arrived = list(order)
    with TemporaryDirectory() as folder, new_ledger(Path(folder)) as store:
        while order:
            size = rng.randint(1, 3)
            record(store, order[:size])
            order = order[size:]
        assert set(store.edges()) == set(derive(articles))
        assert store.stories() == stories(arrived, ())


def test_what_comes_before_an_article_is_not_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an earlier text with the same names comes later, only its own word runs are looked up."""
    asked: list[int] = []
    once = Kin.holders

    def holders(own: Kin, runs: Sequence[int], until: int, most: int) -> dict[int, list[int]]:
        asked.append(until)
        return once(own, runs, until, most)

    monkeypatch.setattr(Kin, "holders", holders)
    days = ("2031-04-15", "2031-04-11", "2031-04-09")
    with new_ledger(tmp_path) as store:
        for number, (text, day) in enumerate(zip(APART, days, strict=True)):
            asked.clear()
            record(store, [article(text, f"p{number}", published=day)])
        assert len(asked) == 1
        assert set(store.edges()) == set(derive(list(store.articles())))
