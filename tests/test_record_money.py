"""Figures: a currency that only counts a sum is not what is measured, and a cap is a measure's number."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    ("sentence", "goods"),
    [
        ("Peru shipped 4.76 million tonnes of rye to Chile, worth around 1.1 billion U.S. dollars.", ()),
        ("Exports were worth 3 billion euros last year.", ("exports",)),
        ("The dollar fell 0.5 percent on Monday.", ("dollar",)),
        ("The Canadian dollar rose 1 percent.", ("dollar",)),
    ],
)
def test_what_is_measured(sentence: str, goods: tuple[str, ...]) -> None:
    """A rate of exchange is told by the currency's name, a sum is not."""
    assert {c.goods for c in kind_of("figure", sentence)} == {goods}


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [("Annual export caps will rise to 96,600 tonnes.", 0), ("Exports rose to 96,600 tonnes last year.", 1)],
)
def test_caps(sentence: str, figures: int) -> None:
    """The number of a cap belongs to the cap."""
    assert len(kind_of("figure", "Peru quarrels with Chile.", sentence)) == figures
