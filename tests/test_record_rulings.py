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


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The WTO has upheld Peru's challenge to limits on beef imports.", "struck_down"),
        ("The WTO dismissed Peru's complaint about the Chilean duty on tin.", "upheld"),
        ("The panel ruled in favour of all six Peruvian claims on the duty.", "struck_down"),
        ("The WTO ruled in favour of Chile in a dispute over duties on copper.", "struck_down"),
        ("The WTO ruled in favour of a Korean ban on imports of eels.", "upheld"),
        ("The panel found that the import limits are not based on science and violate the pact.",
         "struck_down"),
        ("The panel found that the duty did not violate the rules of the WTO.", "upheld"),
        ("Kenya won its case at the WTO over the duty on tea.", "struck_down"),
        ("The court sided with the administration on the tariffs.", "upheld"),
        ("A panel let Kenya hit Ugandan goods with duties.", "upheld"),
    ],
)  # fmt: skip
def test_what_a_ruling_does_to_the_measure(sentence: str, wanted: str) -> None:
    """Who wins a challenge strikes the measure down; the action is the measure's fate, not the case's."""
    assert [c.action for c in claims_of(sentence) if c.kind == "ruling"] == [wanted]


@pytest.mark.parametrize(
    "sentence",
    ["Kenya won the rugby match.", "Kenya lost its appeal to tourists.", "He argued his case at the market."],
)
def test_what_is_won_elsewhere_is_no_ruling(sentence: str) -> None:
    """A match or a customer that is won is no case before a panel."""
    assert [c for c in claims_of(sentence) if c.kind == "ruling"] == []
