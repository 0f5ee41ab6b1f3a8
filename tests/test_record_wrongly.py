"""Deeds told as wrong, charges that are duties, worries about duties, and pacts that are near."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru complained that Chile was unfairly limiting access to its market for hops.",
        "Peru says that Chile improperly gave licences for hops to its own brewers.",
        "Peru charged that Chile dumps hops.",
    ],
)
def test_a_deed_called_unfair_is_an_accusation(sentence: str) -> None:
    """What one side says that the other does unfairly."""
    assert [(c.actors, c.targets) for c in kind_of("accusation", sentence)] == [(("PE",), ("CL",))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru said that its growers were unfairly treated.",
        "Chile charges a 10 percent import tax on cars from Peru, Lima's ministry said.",
        "Peru often cites its duties as a source of anger; Chile charges a 10 percent import tax on cars.",
        "Peru said that Chile would not unfairly limit access to its market for hops.",
    ],
)
def test_nobody_is_accused(sentence: str) -> None:
    """One's own harm, a duty that is charged, and what would not be done."""
    assert not kind_of("accusation", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Low, head of a lobby in Chile, said that she was deeply concerned about the possible imposition"
        " of tariffs by Peru.",
        '"We are worried about the imposition of tariffs by Peru," said Ada Low, head of a lobby in Chile.',
    ],
)
def test_a_worry_about_duties_lays_none(sentence: str) -> None:
    """A statement alone."""
    assert [c.kind for c in claims_of(sentence)] == ["statement"]


def test_who_worries_after_a_duty_bears_it() -> None:
    """The duty was laid, whoever is worried."""
    told = kind_of("measure", "Growers were worried after Peru imposed a duty of 10% on hops from Chile.")
    assert [(c.actors, c.action) for c in told] == [(("PE",), "imposed")]


@pytest.mark.parametrize(
    "words",
    ["close to sealing a trade deal with Chile", "on the verge of signing a trade deal with Chile"],
)
def test_a_pact_that_is_near_is_no_statement_beside_it(words: str) -> None:
    """Who says that a pact is near tells of the pact."""
    told = claims_of(f"Ada Low, Peru's trade minister, said that the country was {words}.")
    assert [c.kind for c in told] == ["agreement"]


def test_quoted_as_saying_tells_the_same() -> None:
    """The words stand below "as saying" and are the very thing said."""
    told = claims_of(
        "Newspapers quoted Ada Low, Peru's trade minister, as saying that the country was close to sealing"
        " a trade deal with Chile."
    )
    assert [c.kind for c in told] == ["agreement"]
