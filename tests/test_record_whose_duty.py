"""Whose a duty is where pronouns, gerunds or a rate that is borne tell it; blocs and epithets."""

from __future__ import annotations

import pytest
from prose import kind_of


def actors(*text: str) -> list[tuple[str, ...]]:
    """The actors of each measure."""
    return [c.actors for c in kind_of("measure", *text)]


def test_what_its_exports_bear_is_the_others_duty() -> None:
    """Who has reached the deal bears the duty on its own exports."""
    (one,) = kind_of(
        "measure",
        "Indonesia reached a deal with the U.S. under which its exports will face a 19 percent tariff.",
    )
    assert (one.actors, one.targets) == (("US",), ("ID",))


def test_a_borne_rate_is_not_of_the_one_who_speaks_of_it() -> None:
    """Whoever bears a rate has not laid it on himself."""
    assert actors("Switzerland's tariff rate will drop to 15 percent from 39 percent, Bern said.") == [()]


def test_a_gerund_is_done_by_the_name_before_it() -> None:
    """Also where words of time stand between, and the sentence's subject is another."""
    found = actors(
        "India laid a duty of 25 percent on American nuts.",
        "It comes on the heels of Mexico last month imposing its own duties of 20 percent on U.S. apples.",
    )
    assert found == [("IN",), ("MX",)]


def test_the_quota_is_the_one_told_before() -> None:
    """Whoever speaks of "the quota" does not make it his."""
    found = actors(
        "Peru gave Chile an additional quota of 500 tonnes of sugar, Chilean President Gabriel Boric said.",
        "Boric said the quota would increase to 900 tonnes.",
    )
    assert found[-1] == ("PE",)


def test_its_ban_is_of_the_one_with_whom_a_protest_is_lodged() -> None:
    """The ban is not of the side that protests."""
    found = actors("China taxed Japanese eels.", "Japan lodged a protest with China over its ban on seafood.")
    assert found == [("CN",), ("CN",)]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("South America's largest economy cut its duty on Chinese cars to 10 percent.", "BR"),
        ("The Alpine country scrapped its industrial tariffs in 2024.", "CH"),
    ],
)
def test_epithets_name_states(text: str, party: str) -> None:
    """A description that only one state bears stands for it."""
    assert actors(text) == [(party,)]


def test_the_bloc_is_the_one_spoken_of() -> None:
    """The EU where it is spoken of, else the bloc that was named."""
    assert actors("Mercosur and Norway signed a pact.", "The bloc will scrap its duty on salmon.") == [
        ("Mercosur",)
    ]
    assert actors("The EU and Mercosur signed a pact.", "The bloc will scrap its duty on salmon.") == [
        ("EU",)
    ]


def test_one_rate_on_two_goods_by_two_acts_is_two_measures() -> None:
    """Two clauses with the same rate tell of two measures; one act on two goods of one."""
    two = "Tariffs on wood will be set at 15 percent, while duties on medicines will be capped at 15 percent."
    assert len(kind_of("measure", two)) == 2
    assert len(kind_of("measure", "Tariffs on wood and medicines will be set at 15 percent.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Asked when growers could expect tariffs on ham to be cut, the minister said it was up to Peru.",
        "Norway said it would not accept a deal that left the 25 percent fish duty in place.",
        "Norway has not agreed to extend the waiver for Polish ham.",
    ],
)
def test_questions_and_deals_that_are_refused_tell_no_measure(text: str) -> None:
    """What is asked about, refused or not agreed is not told."""
    assert not kind_of("measure", text)


def test_a_rate_that_is_brought_down_is_lowered() -> None:
    """Also where the parser hangs "down" on the number."""
    (one,) = kind_of(
        "measure", "The president signed an order bringing the rate on Swiss goods down to 15 percent."
    )
    assert one.action in ("announced", "lowered") and one.values[0].number == 15


def test_an_end_that_was_put_off_falls_no_more() -> None:
    """Only the new day is a deadline; an end that lies ahead after an extension is one."""
    put_off = kind_of("deadline", "The pause, which was due to end on July 9, has been extended to August 1.")
    assert [c.date.start for c in put_off if c.date] == ["2025-08-01"]
    ahead = kind_of("deadline", "The pause, which was extended in May, is due to end on July 9.")
    assert "2025-07-09" in [c.date.start for c in ahead if c.date]


def test_an_investment_package_is_given_for_the_relief() -> None:
    """The side that gets the relief gives the money; a bank's fund binds no state."""
    text = (
        "Kenya and India signed a pact on a $2 billion investment plan in return for India cutting its duty."
    )
    assert (("KE",), "other") in [(c.actors, c.instrument) for c in kind_of("commitment", text)]
    assert not kind_of("commitment", "The bank launched a $3 billion investment fund.")


@pytest.mark.parametrize(
    "text",
    [
        "If the duties are not removed at the end of the review, Peru will resume its complaint.",
        "A U.S. trade court ordered the government to refund duties paid on Chinese flooring.",
    ],
)
def test_going_on_with_a_case_and_orders_of_a_court_are_no_commitments(text: str) -> None:
    """To resume one's case gives nothing; what a court orders is a ruling."""
    assert not kind_of("commitment", text)
