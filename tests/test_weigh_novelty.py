"""What is new in an article: against what came before it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import article, claim, day, percent

from parley.model import Article, Claim, Edge, Quote, SentencePair, Span
from parley.weigh.novelty import Held, News, before, news

QUOTED = "We will open the port of Amel to every flag before the autumn rains"
TEXT = f'"{QUOTED}," said Tamsin Vale.'


def spoken(name: str, text: str = TEXT, speaker: str = "Tamsin Vale") -> tuple[Article, Claim]:
    """An article with one quotation, and the claim that holds it."""
    end = text.index('"', 1)
    quote = Quote(Span(name, 1, end), speaker)
    told = claim("statement", article=f"{name}/0", speaker=speaker, quotes=(quote,), support=(quote.span,))
    return article(name, published="2025-06-11", text=text), told


def compared(
    new: tuple[Article, tuple[Claim, ...]], *old: tuple[Article, Claim], edges: tuple[Edge, ...] = ()
) -> News:
    held = Held(tuple(a for a, _ in old), tuple(c for _, c in old), edges)
    text = new[0].blocks[0].text
    return news(new[0], new[1], held, lambda span: text[span.start : span.end])


def tariff(name: str, action: str, known: str, rate: float = 25.0, **fields: object) -> tuple[Article, Claim]:
    given = {"actors": ("US",), "targets": ("CN",), "instrument": "tariff", "goods": ("steel",), **fields}
    told = claim(
        "measure", action, article=f"{name}/0", known=known, values=(percent(rate),), words=name, **given
    )
    return article(name, published=known), told


def test_a_quotation_heard_before_is_no_news_even_where_it_is_cut() -> None:
    """The same words, or a part of them, were known."""
    short = spoken("b", '"open the port of Amel to every flag" is what she wants.')
    for new in (spoken("b"), short):
        found = compared((new[0], (new[1],)), spoken("a"))
        assert found.spoken == () and found.known == {new[1].id}


def test_a_quotation_in_other_words_stands_beside_the_first_ones() -> None:
    """The earlier wording and its article are named."""
    new = spoken("b", '"We will open the port of Amel to every flag after the autumn rains," she said.')
    (altered,) = compared((new[0], (new[1],)), spoken("a")).spoken
    assert (altered.earlier, altered.article) == (Span("a", 1, 69), "a/0")
    assert altered.quote.speaker == "Tamsin Vale"


def test_of_copies_the_original_is_shown_as_the_earlier_wording() -> None:
    """Where the words stand in several articles, the one that has them from nobody is named."""
    new = spoken("c", '"We will open the port of Amel to every flag after the autumn rains," she said.')
    copied = Edge("exact", "b/0", "a/0", 1.0, ("test",))
    (altered,) = compared((new[0], (new[1],)), spoken("a"), spoken("b"), edges=(copied,)).spoken
    assert altered.article == "b/0"


def test_a_new_quotation_is_news_and_a_phrase_of_few_words_is_not() -> None:
    """Three words in marks may be anybody's."""
    new, phrase = spoken("b"), spoken("c", '"Fair and balanced," she said.')
    assert [s.claim for s in compared((new[0], (new[1],))).spoken] == [new[1].id]
    assert compared((phrase[0], (phrase[1],))).spoken == ()


def test_an_entry_that_nobody_told_of_is_new_and_a_new_status_a_change() -> None:
    """Announced, then imposed: the second article changes what was known; told again it changes nothing."""
    first, second = (
        tariff("a", "announced", "2025-06-01"),
        tariff("b", "imposed", "2025-06-10", on="2025-06-10"),
    )
    (fresh,) = compared((first[0], (first[1],))).changed
    assert (fresh.before, fresh.verdict.state.status) == (None, "announced")
    (changed,) = compared((second[0], (second[1],)), first).changed
    assert changed.before is not None
    assert (changed.before.status, changed.verdict.state.status) == ("announced", "in force")
    again = tariff("c", "imposed", "2025-06-12", on="2025-06-10")
    assert compared((again[0], (again[1],)), first, second).changed == ()


def test_a_rate_that_differs_is_a_change() -> None:
    """The same status at another rate is told with what was known."""
    first = tariff("a", "imposed", "2025-06-10", on="2025-06-10")
    higher = tariff("b", "raised", "2025-06-20", 50.0, on="2025-06-20")
    found = compared((higher[0], (higher[1],)), first)
    assert [c.verdict.state.rate for c in found.changed] == [50.0]


@pytest.mark.parametrize(
    ("number", "goods", "new"), [(4.0, ("tin",), False), (5.0, ("tin",), True), (4.0, ("rye",), True)]
)
def test_a_figure_is_new_where_its_number_was_not_told_of_the_same_thing(
    number: float, goods: tuple[str, ...], new: bool
) -> None:
    """Four percent of tin is known, five percent of tin and four of rye are not."""
    told = claim("figure", article="a/0", values=(percent(4.0),), goods=("tin",))
    here = claim("figure", article="b/0", values=(percent(number),), goods=goods)
    found = compared((article("b"), (here,)), (article("a"), told))
    assert found.figures == ((here.id,) if new else ())


def test_a_statement_told_in_like_words_or_taken_from_the_source_is_known() -> None:
    """Without marks, words that are nearly the same, or a sentence that retells the source's, are no news."""
    told = claim("statement", article="a/0", speaker="Li", words="China will defend its rights, Li said.")
    like = replace(told, id="x", article="b/0", words="China will defend its rights, said Li.")
    other = replace(told, id="y", article="b/0", words="Talks go on in Port Amel next week.")
    found = compared((article("b"), (like, other)), (article("a"), told))
    assert found.statements == ("y",)
    from parley.weigh.novelty import _statements

    pair = SentencePair(Span("a", 0, 9), Span("b", 0, 10**9))
    assert list(_statements([other], [told], Edge("rewrite", "a/0", "b/0", 0.8, (), (pair,)))) == []


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2025-06-10", True),
        ("2025-06-12", False),
        ("2025-06-11T05:00+00:00", True),
        ("2025-06-11T07:30+02:00", True),
        ("2025-06-11T09:00+00:00", False),
    ],
)
def test_only_what_was_published_before_counts(published: str, known: bool) -> None:
    """Days are compared, and moments where both have an hour."""
    held = Held((article("a", published=published),), (claim("figure", article="a/0"),), ())
    found = before(article("n", published="2025-06-11T06:00+00:00"), held, ["a"])
    assert (bool(found.articles), bool(found.claims)) == (known, known)


def test_on_one_day_and_without_a_day_the_order_of_arrival_counts() -> None:
    """An article that is held is compared with what arrived before it; one that is not, with all."""
    held = Held(
        tuple(article(n, published=d) for n, d in (("a", "2025-06-11"), ("b", None), ("c", "2025-06-11"))),
        (),
        (),
    )
    arrived = ["a", "b", "c"]
    assert [a.page for a in before(article("b", published=None), held, arrived).articles] == ["a"]
    assert [a.page for a in before(article("n", published="2025-06-11"), held, arrived).articles] == [
        "a",
        "b",
        "c",
    ]


def test_nothing_known_and_nothing_said_is_an_empty_answer() -> None:
    """No claims, no articles: no news and no fault."""
    found = compared((article("a"), ()))
    assert (found.changed, found.spoken, found.known, found.source, found.compared) == (
        (),
        (),
        frozenset(),
        None,
        0,
    )
    assert day("2025-06-11").start == "2025-06-11"


@pytest.mark.parametrize(("published", "found"), [("2025-06-01", True), ("2025-02-01", False)])
def test_the_source_of_a_text_is_sought_in_the_weeks_before_it(published: str, found: bool) -> None:
    """A copy of last week is found; the archive of last winter is not searched for it."""
    text = " ".join(f"word{n} stands here" for n in range(40))
    new = article("b", published="2025-06-11", text=text)
    held = Held((article("a", published=published, text=text),), (), ())
    source = news(new, (), held, lambda span: "").source
    assert (source is not None) == found
