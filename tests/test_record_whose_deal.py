"""Deals: those of firms, of unnamed states and of a bloc with itself are none of the article's parties."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Only a few countries had reached trade agreements with the US, Peru's finance minister said.",
        "Several countries have struck deals with Washington.",
        "Some nations have already signed trade pacts with China.",
        "Intel sold its Mexican plant in a deal that was finalized this year, American officials said.",
        "EU leaders reached a political agreement on the sanctions package against Belarus this week.",
        "EU member states reached an agreement on tariffs against Russia on Monday.",
        "EU lawmakers reached a deal on a new tariff on Russian fertiliser.",
        "Canada will never sign a deal with Chile that isn't good for its growers, Ng said.",
        "Japan will not sign a trade agreement with the United States that hurts its rice farmers.",
        "Brussels had been optimistic of reaching an agreement with Chile in May.",
        "Lisbon was confident of securing a deal with Australia.",
    ],
)
def test_a_deal_of_others_is_none(sentence: str) -> None:
    """Nothing is told of a deal between two parties."""
    assert not kind_of("agreement", sentence)


@pytest.mark.parametrize(
    ("sentence", "actors", "action"),
    [
        ("Both countries have struck a deal, Peru and Chile said.", {"PE", "CL"}, "agreed"),
        ("The EU and Chile reached a political agreement on a trade pact.", {"EU", "CL"}, "agreed"),
        ("EU leaders and President Trump reached an agreement on cars.", {"EU", "US"}, "agreed"),
        ("EU negotiators reached a trade deal with Indonesia.", {"EU", "ID"}, "agreed"),
        ("Mexico will not sign the trade deal with Chile, its minister said.", {"MX", "CL"}, "rejected"),
        ("Tokyo is confident of securing a trade deal with Washington.", {"JP", "US"}, "proposed"),
        ("Peru and Chile agreed in a deal signed on Monday to cut duties.", {"PE", "CL"}, "signed"),
    ],
)
def test_a_deal_of_the_two_is_told(sentence: str, actors: set[str], action: str) -> None:
    """Those who are named, with whom they deal, and what they refuse as a whole."""
    found = kind_of("agreement", sentence)
    assert any(set(c.actors) == actors and c.action == action for c in found), found
