"""Figures: loads of goods, wholly meant percents, what is expected, levels behind multiples, burdens."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

FIRST = [
    ("Peruvian buyers booked at least nine cargoes of Chilean wheat on Monday, traders said.", 9, "count"),
    ("Chilean mills shipped 12 cargoes of wheat to Peru in May.", 12, "count"),
    ("Two shiploads of Chilean wheat reached Peru in May.", 2, "count"),
    (
        "Consumer prices in Peru rose 2.9 percent, slower than the 3.1 percent of April.",
        2.9,
        "percent",
    ),
    ("Exports from Peru grew more than 3 percent in May.", 3, "percent"),
    ("Trade between Peru and Chile has doubled to $2.3 billion in five years.", 2.3e9, "USD"),
    ("Trade between Peru and Chile has doubled in five years.", 2, "times"),
    ("The quarrel has cost Peruvian smelters about $90 million since March.", 90e6, "USD"),
    ("The duty will bring in about $50 million a year for the treasury, Peru's ministry said.", 50e6, "USD"),
]


@pytest.mark.parametrize(("sentence", "number", "unit"), FIRST)
def test_the_first_value_is_the_one_measured(sentence: str, number: float, unit: str) -> None:
    """The level comes first, and what a number is compared with is none of its values."""
    (claim,) = kind_of("figure", sentence)
    assert claim.values[0].number == pytest.approx(number) and claim.values[0].unit == unit


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Low, Peru's farm minister, said that she was 100 percent sure about jobs in the sector.",
        "Ada Low, Peru's farm minister, said that she was 100 percent behind the growers of exports.",
        "Ada Low, Peru's farm minister, said that she was 100 percent committed to exports.",
        "Two ministers from Peru spoke of exports.",
        "The mayor owns nine vessels.",
    ],
)
def test_words_for_wholly_measure_nothing(sentence: str) -> None:
    """Nobody counts how sure somebody is; two ministers are no statistic."""
    assert not kind_of("figure", sentence)


def test_a_clause_that_the_parser_lost_is_what_is_said() -> None:
    """ "said that mills bought": the figure is the whole of it, and no statement stands beside it."""
    told = claims_of(
        "A second trader said Peruvian state-owned mills bought at least 12 cargoes for shipment."
    )
    assert [c.kind for c in told] == ["figure"]


DEALS = [
    ("Growers say that a 2014 deal between Peru and Chile failed to curb imports.", []),
    ("The trade deal between Peru and Chile failed to pass in Lima.", ["rejected"]),
    ("The trade deal between Peru and Chile failed.", ["rejected"]),
]


@pytest.mark.parametrize(("sentence", "actions"), DEALS)
def test_a_deal_that_does_too_little_was_made(sentence: str, actions: list[str]) -> None:
    """What it failed to do decides whether it failed."""
    assert [c.action for c in kind_of("agreement", sentence)] == actions


def test_a_letter_speaks_for_who_sent_it() -> None:
    """The one that was sent, though the words come later."""
    told = kind_of(
        "statement",
        "The Bergen Chamber of Industry sent a letter to lawmakers on Tuesday about the plight of mills.",
        "Small mills could not survive another year of this, the letter said.",
    )
    assert [c.speaker for c in told] == ["Bergen Chamber of Industry"]


def test_a_minister_whose_name_is_misspelt_is_known() -> None:
    """Variants of a name in the press stand for the one name."""
    told = kind_of("statement", "Mr Alan Kyeremanten said that the rains were late.")
    assert [(c.speaker, c.actors) for c in told] == [("Alan Kyerematen", ("GH",))]


def test_what_a_law_requires_nobody_demands() -> None:
    """A duty under the law is no demand of the other side; one by the other side is."""
    lawful = "Peru is required by law to publish its rules on Chilean hops."
    asked = "Peru was asked by Chile to drop its duty on hops."
    assert [[c.action for c in kind_of("commitment", s)] for s in (lawful, asked)] == [[], ["demanded"]]
