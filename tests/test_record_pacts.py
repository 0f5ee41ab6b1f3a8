"""Deals in more constructions: consent given, ordinals, papers, what is paved (published on 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import kind_of

TOLD = [
    ("Peru's Senate gave the trade pact with Chile its approval on Monday.", "PE CL", "approved"),
    ("The trade pact with Chile won the backing of Peru's parliament.", "PE CL", "approved"),
    ("Peru became the first country to ratify the trade pact with Chile.", "PE CL", "approved"),
    ("Peru was the last to sign the trade pact with Chile.", "PE CL", "signed"),
    ("Peru and Chile reached a declaration of intent on tin.", "PE CL", "agreed_in_principle"),
    ("The plan builds on a letter of intent signed by Peru and Chile in May.", "PE CL", "signed"),
    ("The vote clears the way for Mark Carney to sign the trade deal with Mexico.", "CA MX", "signed"),
    ("Peru and Chile have agreed to work towards a trade deal on tariffs by July.", "PE CL", "proposed"),
    ("Peru and Chile agreed to come up with a trade deal covering tariffs.", "PE CL", "proposed"),
    ("Peru and Chile signed a much awaited phase two trade deal on Monday.", "PE CL", "signed"),
    ("Peru entered into a trade pact with Chile in May.", "PE CL", "agreed"),
    ("A trade pact between Peru and Chile remains within reach.", "PE CL", "proposed"),
    ("Peru hopes to reach some kind of trade agreement with Chile.", "PE CL", "proposed"),
    ("Peru expects to sign a trade pact with Chile, Deputy Minister Ana Quispe Rojas said.", "PE CL",
     "signed"),
    ("Peru reached a trade pact with Chile, as well as a framework with Norway.", "PE CL", "agreed"),
    ("The trade pact between Peru and Chile must be ratified by both parliaments.", "PE CL",
     "awaiting_approval"),
    ("The trade pact between Peru and Chile needs the approval of both parliaments.", "PE CL",
     "awaiting_approval"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "actors", "action"), TOLD)
def test_deal_is_told_once(sentence: str, actors: str, action: str) -> None:
    """Approval that is given or owed, the first to ratify, papers of intent, what is cleared or agreed."""
    (claim,) = kind_of("agreement", sentence)
    assert (set(claim.actors), claim.action) == (set(actors.split()), action)


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials expected the round to include a review of the phase one deal.",
        "The minister read a statement to the press.",
        "This approval was a surprise to the growers.",
    ],
)
def test_no_deal(sentence: str) -> None:
    """A review on the agenda, a statement and an approval alone are no agreement."""
    assert not kind_of("agreement", sentence)


def test_pact_told_before_keeps_its_parties() -> None:
    """ "The pact" has the parties of the deal that was told last, whoever else is in the article."""
    claims = kind_of(
        "agreement",
        "Peru and Chile signed a trade pact on Monday.",
        "Norway, Norwegian growers and Oslo's banks looked on, as did Peru.",
        "The pact still needs approval.",
    )
    assert [(set(c.actors), c.action) for c in claims] == [
        ({"PE", "CL"}, "signed"),
        ({"PE", "CL"}, "awaiting_approval"),
    ]
