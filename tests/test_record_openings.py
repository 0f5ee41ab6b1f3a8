"""Measures that begin or end with a market, a rule or a need that is no more."""

from __future__ import annotations

import pytest
from prose import kind_of


def told(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(c.instrument, c.action, c.actors) for c in kind_of("measure", text)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Iceland reopened its market to Chilean lamb.", "lifted"),
        ("Iceland reopened its border to Chilean cherries on Friday.", "lifted"),
        ("Iceland resumed imports of Chilean lamb on Monday.", "lifted"),
        ("Iceland closed its ports to Chilean copper.", "imposed"),
        ("Iceland shut its doors to Chilean lamb.", "imposed"),
        ("Iceland approved Chilean avocados for import.", "eased"),
        ("Iceland has approved imports of Chilean avocados.", "eased"),
        ("Iceland let Chilean lamb enter its market again.", "eased"),
    ],
)
def test_a_market_that_opens_or_closes_ends_or_begins_a_ban_on_imports(text: str, action: str) -> None:
    """No ban is named, and one there is."""
    assert told(text) == [("import_ban", action, ("IS",))]


@pytest.mark.parametrize(
    "text",
    [
        "Iceland reopened its embassy in Chile.",
        "Stock markets closed lower for copper miners.",
        "Chile closed the door to talks on lamb.",
        "Iceland resumed talks with Chile on imports of lamb.",
        "Chilean lamb will be allowed to enter Iceland only through two ports.",
        "Iceland opened the door to a deal on copper.",
    ],
)
def test_what_opens_without_goods_is_no_measure(text: str) -> None:
    """Doors of talk, exchanges and embassies."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "instrument", "action"),
    [
        (
            "Iceland has rescinded the rules that required licences for exports of tin to Chile.",
            "export_licensing",
            "lifted",
        ),
        ("Iceland repealed an order that imposed a 20% duty on Chilean tin.", "tariff", "lifted"),
        ("Iceland suspended a rule that imposed a 20% duty on Chilean tin.", "tariff", "suspended"),
        ("Icelandic exporters no longer need a permit to sell tin to Chile.", "export_licensing", "lifted"),
        ("Iceland no longer charges a duty on Chilean tin.", "tariff", "lifted"),
        ("Iceland's duty on Chilean tin no longer applies.", "tariff", "lifted"),
        (
            "Icelandic firms must now get a licence before they sell tin to Chile.",
            "export_licensing",
            "imposed",
        ),
    ],
)
def test_what_is_done_to_a_rule_is_done_to_what_it_lays_down(text: str, instrument: str, action: str) -> None:
    """Also where the need is no more; firms do not lay down what they need."""
    assert told(text) == [(instrument, action, ("IS",))]


def test_a_rule_that_stands_lays_down_its_measure() -> None:
    """Only a rule that is ended, suspended or put off ends it."""
    assert told("Iceland published an order that imposes a 20% duty on Chilean tin.") == [
        ("tariff", "imposed", ("IS",))
    ]


BORDERS = [
    ("Peru closed its border with Chile to freight on Monday.", "imposed"),
    ("Peru shut its borders to all trade with Chile.", "imposed"),
    (
        "Peru's president ordered a closure of the border with Chile to stop the smuggling.",
        "imposed",
    ),
    ("Peru threatened to close its border to trade with Chile.", "threatened"),
    ("Peru reopened its border with Chile to trade in May.", "lifted"),
    ("Peru lifted the closure of its border with Chile, and trade resumed.", "lifted"),
]


@pytest.mark.parametrize(("sentence", "action"), BORDERS)
def test_a_border_closed_to_trade_is_a_measure(sentence: str, action: str) -> None:
    """Of no named kind, where no goods are named to which it closes."""
    told = kind_of("measure", sentence)
    assert [(c.actors, c.instrument, c.action) for c in told] == [(("PE",), "other", action)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru closed its border with Chile to migrants on Monday.",
        "The border closure has hurt traders.",
        "Traders were sad about Peru's decision to shut its borders.",
        "Traders crossed the border before it closed for the night.",
        "Peru closed the deal on its border with Chile, a trader said.",
    ],
)
def test_borders_that_are_only_spoken_of_are_none(sentence: str) -> None:
    """People, nights and deals close borders to no trade."""
    assert not kind_of("measure", sentence)
