"""Offers told by what they include, undertakings told by the other side, words that bind nobody."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of, step


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("South Africa submitted a revised offer to Washington that includes buying U.S. gas.", "purchase"),
        ("South Africa sent the United States an offer that includes cuts in its duty on pork.", "tariff"),
    ],
)
def test_what_an_offer_includes_is_offered_by_who_makes_it(text: str, instrument: str) -> None:
    """The giver is whoever submits or sends the offer."""
    found = [(c.actors, c.instrument, c.action) for c in kind_of("commitment", text)]
    assert found == [(("ZA",), instrument, "offered")]


def test_a_market_opened_to_an_amount_is_a_quota_given() -> None:
    """ "To open its market to so many tonnes" binds the party that opens it; the tonnes are no figure."""
    found = claims_of("Argentina is to open its market to 80,000 tonnes of U.S. beef at a zero duty.")
    assert [(c.kind, c.actors, c.instrument, c.action) for c in found] == [
        ("commitment", ("AR",), "quota", "pledged")
    ]


def test_what_the_other_side_says_will_not_be_banned_is_pledged() -> None:
    """A forbearance told by the other side binds; a party's own plain denial is no undertaking."""
    (one,) = kind_of("commitment", "The White House said Malaysia would not ban exports of rare earths.")
    assert (one.actors, one.action) == (("MY",), "pledged")


def test_a_purchase_that_is_resumed_is_one_commitment() -> None:
    """ "Will resume buying" is told once."""
    found = kind_of("commitment", "China will resume buying Canadian canola, the Canadian ambassador said.")
    assert [c.instrument for c in found] == ["purchase"]


@pytest.mark.parametrize(
    "text",
    [
        "The European Parliament put off a vote on cutting duties on U.S. goods.",
        "French winemakers fear a 30 percent levy.",
        "The Supreme Court agreed to hear the case on duties in November.",
    ],
)
def test_votes_put_off_fears_and_courts_lay_and_bind_nothing(text: str) -> None:
    """No measure and no commitment."""
    assert not [c for c in claims_of(text) if c.kind in ("measure", "commitment")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Canada will drop its tariffs on many U.S. goods from September 1.", ("tariff", "announced")),
        ("Peru extended its duty on Chilean wine to May 2026.", ("tariff", "extended")),
        ("China extended its anti-dumping probe into EU pork to December 16.", ("investigation", "extended")),
        ("Peru extended its duty on Chilean wine to beer.", ("tariff", "imposed")),
        ("Washington set anti-dumping rates of 93.5 percent on Chinese graphite.", ("tariff", "imposed")),
    ],
)  # fmt: skip
def test_a_day_is_no_part_of_a_phrase(text: str, wanted: tuple[str, str]) -> None:
    """ "Drop from May" frees nobody and "extend to June" lays nothing on anybody."""
    (one,) = kind_of("measure", text)
    assert (one.instrument, step(one)) == wanted
