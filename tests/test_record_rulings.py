"""Rulings: what a court or panel decides on a measure."""

from __future__ import annotations

import pytest
from prose import claims_of

ROWS = [
    (
        "The WTO ruled that Norway had not complied with its rulings on fish subsidies.",
        "struck_down",
    ),
    ("A WTO panel found that Norway's duty on pork complied with trade rules.", "upheld"),
    ("The WTO ruled that Norway's duty on pork broke its rules.", "struck_down"),
    ("A court in Oslo put the duty on pork on hold.", "stayed"),
]


@pytest.mark.parametrize(("sentence", "action"), ROWS)
def test_what_the_ruling_does_to_the_measure(sentence: str, action: str) -> None:
    """A measure that was found not to comply is struck down, one that complies is upheld."""
    assert [c.action for c in claims_of(sentence) if c.kind == "ruling"] == [action]


def test_a_rule_that_nobody_judges_is_no_ruling() -> None:
    """A ministry that says that a duty keeps the rules decides nothing."""
    assert not [c for c in claims_of("The ministry said the duty complied with rules.") if c.kind == "ruling"]
