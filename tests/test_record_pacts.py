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
    ("Peru's parliament voted by 90 votes to 9 to approve the trade pact with Chile.", "PE CL", "approved"),
    ("Peru's parliament voted not to ratify the trade pact with Chile.", "PE CL", "rejected"),
    ("Peru negotiated a separate tin truce with Chile last week.", "PE CL", "agreed"),
    ("Growers cheered after the conclusion of a trade pact between Peru and Chile.", "PE CL", "agreed"),
    ("Peru has asked its teams to work out a trade pact with Chile by July.", "PE CL", "proposed"),
    ("Peru and Chile agreed in principle to revise a trade pact from 2009.", "PE CL", "agreed_in_principle"),
    ("Peru signed a trade pact with Chile, which borders Bolivia and Argentina.", "PE CL", "signed"),
    ("Peru and Chile signed a long-delayed Cepa.", "PE CL", "signed"),
    ("Peru and Chile agreed to keep talking for a month to build a trade pact.", "PE CL", "proposed"),
    ("The decision on the truce between Peru and Chile rests with their presidents.", "PE CL",
     "awaiting_approval"),
    ("The trade pact between Peru and Chile became effective on May 20.", "PE CL", "implemented"),
    ("Peru and Chile are aiming for a trade pact in July.", "PE CL", "proposed"),
    ("Peru and Chile have a chance to make a lasting trade deal, the minister said.", "PE CL", "proposed"),
    ("Peru and Chile agreed on the outlines of a trade deal in May.", "PE CL", "agreed_in_principle"),
    ("Peru has reached a deal to lift its duties on Chile and Norway.", "PE CL NO", "agreed"),
    ("Peru has agreed with Chile on easing the flow of tin, an official said.", "PE CL", "agreed"),
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
        "Peru and Chile discussed the pact of 2009.",
        "The agreement between Peru and Chile is in the form of a statement.",
        "Lawmakers were free to block the ratification of pacts.",
        "Chile and Peru relaunched their talks on a trade pact in Lima on Monday.",
    ],
)
def test_no_deal(sentence: str) -> None:
    """A review on the agenda, a statement and an approval alone are no agreement."""
    assert not kind_of("agreement", sentence)


def test_deal_due_to_take_effect_is_planned() -> None:
    """ "Is expected to be implemented by January": `implemented`, with the certainty `planned`."""
    (claim,) = kind_of("agreement", "The pact between Peru and Chile is expected to be implemented in July.")
    assert (claim.action, claim.certainty) == ("implemented", "planned")


def test_both_sides_as_we() -> None:
    """ "We have agreed in principle": the speaker and the other side."""
    claims = kind_of(
        "agreement",
        "Mark Carney met the Mexican president, Claudia Sheinbaum, in Lima.",
        '"We have agreed in principle," Mr Carney said.',
    )
    assert [(set(c.actors), c.action) for c in claims] == [({"CA", "MX"}, "agreed_in_principle")]


def test_side_that_tells_of_a_deal_is_one_of_its_parties() -> None:
    """ "Deals were reached with X and Y": with the one who says so."""
    (claim,) = kind_of(
        "agreement", "Canada announced that trade deals were reached with the governments of Peru and Chile."
    )
    assert set(claim.actors) == {"CA", "PE", "CL"}


def test_members_stand_for_their_bloc() -> None:
    """ "With the bloc's members X and Y": the members are the parties."""
    (claim,) = kind_of(
        "agreement",
        "The EU signed the trade deal with Mercosur members Argentina, Brazil, Paraguay and Uruguay.",
    )
    assert set(claim.actors) == {"EU", "AR", "BR", "PY", "UY"}


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


def test_talks_completed_for_a_pact_are_the_pact() -> None:
    """ "completed negotiations for a pact" tells the pact and no meeting, wherever its day stands."""
    told = "Vietnam and the EU completed negotiations on Monday for a free trade agreement."
    (claim,) = kind_of("agreement", told)
    assert (set(claim.actors), claim.action) == ({"VN", "EU"}, "agreed")
    assert not kind_of("meeting", told)


@pytest.mark.parametrize(
    "text",
    [
        "Mexico raised its duty on goods from countries that do not have a trade agreement with it.",
        "Peru spoke of the benefit of having a trade agreement with Chile.",
        "Peru and Chile look forward to calm as they finalize the agreement.",
    ],
)
def test_a_pact_that_is_only_had_is_none(text: str) -> None:
    """A pact that one has, or has not, and one that is still being settled, tells no new status."""
    assert not kind_of("agreement", text)
