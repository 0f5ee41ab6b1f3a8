"""Promises kept and broken, quarrels settled, deals with firms (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Chile met its commitment to buy 3 million tonnes of Kenyan tea.", "fulfilled"),
        ("Chile has made good on its pledge to buy Kenyan tea.", "fulfilled"),
        ("Chile's promise to buy Kenyan tea has been kept.", "fulfilled"),
        ("Chile failed to honour its pledge to buy Kenyan tea.", "missed"),
        ("Chile fell well short of its target of buying $5 billion of Kenyan tea.", "missed"),
        ("Chile reneged on its promise to buy Kenyan tea.", "missed"),
        ("Kenya called on Chile to honour its promise to buy tea.", "demanded"),
        ("Kenya urged Chile to live up to its pledge to buy tea.", "demanded"),
        ("Chile vowed to keep its promise to buy Kenyan tea.", "pledged"),
    ],
)
def test_what_becomes_of_a_promise(sentence: str, action: str) -> None:
    """A promise of purchases that is kept, broken, asked for or renewed is one claim of who made it."""
    (claim,) = kind_of("commitment", sentence)
    assert (claim.actors, claim.action, claim.instrument) == (("CL",), action, "purchase")


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile could break its promise to buy Kenyan tea.",
        "If Chile keeps its pledge to buy tea, Kenya will cut its duties.",
        "Kenyan officials said that Chile had broken its promise to buy tea.",
        "The mayor kept his promise to run a marathon.",
    ],
)
def test_promise_of_which_nothing_is_told(sentence: str) -> None:
    """A breach that may come, or that the other side alleges, misses nothing; nor is a run a commitment."""
    assert not [c for c in kind_of("commitment", sentence) if c.action in ("fulfilled", "missed")]


@pytest.mark.parametrize(
    ("sentence", "actors", "action"),
    [
        ("Kenya and Chile settled their dispute over tea.", "CL KE", "agreed"),
        ("Kenya and Chile patched up their trade row on Monday.", "CL KE", "agreed"),
        ("Kenya and Chile declared a truce in their trade war.", "CL KE", "agreed"),
        ("Kenya and Chile agreed terms for a trade deal.", "CL KE", "agreed"),
        ("The trade deal that Kenya reached with Chile covers tea.", "CL KE", "agreed"),
        ("Kenya's cabinet signed off on the trade deal with Chile.", "CL KE", "approved"),
        ("Kenya gave the trade deal with Chile the green light.", "CL KE", "approved"),
        ("Kenya turned down a trade deal with Chile.", "CL KE", "rejected"),
        ("Kenya and Chile edged closer to a trade deal.", "CL KE", "proposed"),
        ("The trade pact between Kenya and Chile will take effect in July.", "CL KE", "implemented"),
        ("Kenya breached its trade pact with Chile.", "CL KE", "breached"),
        ("Intel reached a settlement with the US Commerce Department.", "US", "agreed"),
        ("Washington struck a deal with Intel on chips.", "US", "agreed"),
        ("Japan strikes deal with Chile on car tariffs", "CL JP", "agreed"),
        ("Kenya, Chile sign trade pact", "CL KE", "signed"),
        ("Trade deal between Kenya and Chile agreed", "CL KE", "agreed"),
        ("Kenya announced the conclusion of a trade pact with Chile.", "CL KE", "agreed"),
        ("Kenya, having struck a trade deal with Chile, will turn to others.", "CL KE", "agreed"),
        ("Kenya and Chile are to sign a trade pact on Friday.", "CL KE", "signed"),
        ("Kenya and Chile agreed to a 60-day extension of their trade truce.", "CL KE", "extended"),
        ("Kenya and Chile agreed on extending their truce.", "CL KE", "extended"),
        ("The trade pact between Kenya and Chile came into effect on Monday.", "CL KE", "implemented"),
        ("Kenya and Chile put their trade pact into effect on Monday.", "CL KE", "implemented"),
        ("Kenya said a trade deal with Chile could come this week.", "CL KE", "proposed"),
        ("Kenya remains hopeful of a trade deal with Chile.", "CL KE", "proposed"),
        ("Kenya said there would be no deal with Chile.", "CL KE", "rejected"),
        ("Kenya ended its trade agreement with Chile.", "CL KE", "rejected"),
        ("Kenya's parliament voted down the trade deal with Chile.", "CL KE", "rejected"),
    ],
)
def test_deal_in_other_words(sentence: str, actors: str, action: str) -> None:
    """Quarrels settled, truces declared, and deals of a state with a firm, which are the state's alone."""
    (claim,) = kind_of("agreement", sentence)
    assert (" ".join(sorted(claim.actors)), claim.action) == (actors, action)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Chile could settle their dispute over tea.",
        "The trade war between Kenya and Chile ended hopes of growth.",
        "The couple settled their dispute over the house.",
        "Kenya accused Chile of violating the trade pact.",
        "Intel signed a supply deal with Nvidia.",
        "Chile's biggest miner reached a deal with its workers.",
        "Kenya said it was in no hurry to sign a trade deal with Chile.",
        "Kenya said there would be no deal with Chile without lower duties on tea.",
        "If the pact took effect, Kenya and Chile would gain.",
    ],
)
def test_no_deal_is_told(sentence: str) -> None:
    """A quarrel that may end, another's, a breach that is alleged and a deal of two firms are none."""
    assert not kind_of("agreement", sentence)


@pytest.mark.parametrize(
    ("sentence", "action", "instrument"),
    [
        ("Chile is considering buying more Kenyan tea.", "offered", "purchase"),
        ("Chile said it could buy more Kenyan tea.", "offered", "purchase"),
        ("The deal will see Chile buy more Kenyan tea.", "pledged", "purchase"),
        ("Chile to buy 90,000 tonnes of Kenyan tea under trade deal", "pledged", "purchase"),
        (
            "Chile will raise its imports of Kenyan tea, the Kenyan trade minister said.",
            "pledged",
            "purchase",
        ),
        ("Chile will give Kenya greater access to its tea market under the deal.", "pledged", "other"),
        ("The accord binds Chile to open its tea market to Kenya.", "pledged", "other"),
        ("Under the accord Chile is required to open its tea market to Kenya.", "pledged", "other"),
        ("Chile said it would withdraw its complaint against Kenya at the WTO.", "pledged", "other"),
        ("Kenya gave Chile until Friday to open its tea market.", "demanded", "other"),
        ("Kenya pleaded with Chile to lower its tariff on tea.", "demanded", "tariff"),
        ("Kenya insisted on the removal of Chilean tariffs on tea.", "demanded", "tariff"),
        ("Kenya is lobbying Chile for lower tariffs on tea.", "demanded", "tariff"),
        ("Chile expressed its readiness to lower tariffs on Kenyan tea.", "offered", "tariff"),
        ("Chile agreed to issue licences for exports of lithium to Kenya.", "pledged", "export_licensing"),
    ],
)
def test_undertaking_in_other_words(sentence: str, action: str, instrument: str) -> None:
    """What a deal binds to, what a party holds out and what it is given time for are commitments."""
    (claim,) = kind_of("commitment", sentence)
    assert (claim.actors, claim.action, claim.instrument) == (("CL",), action, instrument)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chilean refiners agreed to buy oil from Kenya.",
        "Chilean shoppers are ready to buy Kenyan tea.",
        "If Chile bought more tea, the deficit would shrink.",
        "Chile gave its farmers until Friday to register.",
        "Kenya bought Chilean tea at a discount.",
        "Kenya appealed against the ruling to win time for Chilean buyers.",
        "The duty is bound to hurt Chilean makers of tea.",
    ],
)
def test_nobody_undertakes_anything(sentence: str) -> None:
    """Firms and shoppers bind no state, and what is bought or supposed is no promise."""
    assert not kind_of("commitment", sentence)


def test_what_an_offer_would_be_exchanged_for_is_not_promised() -> None:
    """An offer "in return for" something binds only the one who offers."""
    found = kind_of("commitment", "Chile offered to buy more Kenyan tea in return for lower tariffs.")
    assert [(c.actors, c.action) for c in found] == [(("CL",), "offered")]
