"""Figures: loads of goods, wholly meant percents, what is expected, levels behind multiples, burdens."""

from __future__ import annotations

import pytest
from prose import kind_of

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
    assert (claim.values[0].number, claim.values[0].unit) == (pytest.approx(number), unit)


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
