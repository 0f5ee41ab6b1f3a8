"""How far the names of bodies reach that no list has."""

from __future__ import annotations

import pytest
from prose import kind_of

REACH = {
    "The Bolivian Chamber of Industry said that power cuts hurt its members.": "Bolivian Chamber of Industry",
    "Power cuts hurt everybody, the Norwegian Smelters' Federation said.": "Norwegian Smelters' Federation",
    "The Kumasi Union of Cocoa Carriers (KUCC) said that roads were bad.": "Kumasi Union of Cocoa Carriers",
    "The Confederation of Bergen Enterprise called the row damaging.": "Confederation of Bergen Enterprise",
    "The Chamber of Commerce in Bergen said on Monday that roads were bad.": "Chamber of Commerce",
    "The Institute of Dairy Farming and Peru said that roads were bad.": "Institute of Dairy Farming",
    "The Council on Metals President Ada Low said that roads were bad.": "Council on Metals",
    "The Alliance for Clean Rivers Monday said that roads were bad.": "Alliance for Clean Rivers",
}


@pytest.mark.parametrize("sentence", REACH)
def test_the_name_of_a_body_goes_as_far_as_its_words(sentence: str) -> None:
    """Its nation before it and what it is of belong to the name; days, titles and other voices do not."""
    assert kind_of("statement", sentence)[0].speaker is not None
    assert REACH[sentence] in (kind_of("statement", sentence)[0].speaker or "")


def test_a_firm_is_no_person_for_its_first_word() -> None:
    """A given name before a word of firms makes no person: "the company" is that firm."""
    told = kind_of("statement", "Ada Metals reported its results.", "Demand was weak, the company said.")
    assert [c.speaker for c in told] == ["Ada Metals"]


def test_a_short_name_keeps_its_length() -> None:
    """A name that ends in no word for an organisation takes nothing from what follows it."""
    told = kind_of("statement", "Halmar of Norway said that roads were bad.")
    assert [c.speaker for c in told] in (["Halmar"], ["Government of Norway"])
