"""Several acts on one measure in one sentence, told by verbs that share it."""

from __future__ import annotations

import pytest
from prose import kind_of

SHARED = [
    (
        "Peru's duties on Norwegian salmon were announced in May and took effect in June.",
        ["announced", "imposed"],
    ),
    (
        "Peru imposed duties on Norwegian salmon in March and lifted them in June.",
        ["imposed", "lifted"],
    ),
    ("Peru announced, and then suspended, duties on Norwegian salmon.", ["announced", "suspended"]),
    (
        "Peru's duties on Norwegian salmon were raised to 20% in May but were cut to 10% in June.",
        ["raised", "lowered"],
    ),
    ("Peru's duties on Norwegian salmon were due to start at midnight but were put on hold.", ["suspended"]),
]


@pytest.mark.parametrize(("sentence", "told"), SHARED)
def test_each_act_on_a_measure_is_a_claim(sentence: str, told: list[str]) -> None:
    """A second verb without a subject, or with "them", acts on the measure of the first."""
    claims = kind_of("measure", sentence)
    assert sorted(c.action or "" for c in claims) == sorted(told)
    assert {(c.actors, c.targets, c.goods) for c in claims} == {(("PE",), ("NO",), ("salmon",))}


def test_each_act_has_its_own_day_and_rate() -> None:
    """What stands with one verb is not told of the other."""
    text = "Peru's duties on Norwegian salmon were raised to 20% in May but were cut to 10% in June."
    found = {c.action: (c.values[0].number, c.date and c.date.start) for c in kind_of("measure", text)}
    assert found == {"raised": (20, "2025-05-01"), "lowered": (10, "2025-06-01")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru imposed duties on Norwegian salmon and lifted its flag.",
        "Peru imposed duties on Norwegian salmon and Norway lifted the mood with gifts.",
        "Peru threatened to raise duties on Norwegian salmon but backed down.",
    ],
)
def test_verbs_with_a_thing_of_their_own_tell_nothing_of_the_measure(sentence: str) -> None:
    """An object or a subject of its own is what the second verb is about."""
    assert len(kind_of("measure", sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Peru has banned Norwegian salmon and put a 20% duty on cars.", {"import_ban": (), "tariff": (20,)}),
        (
            "Peru raised its duty on cars to 20% and will cut its duty on salmon to 5%.",
            {"tariff": (20,), "tariff cut": (5,)},
        ),
    ],
)
def test_a_rate_is_of_the_verb_it_stands_with(sentence: str, told: dict[str, tuple[float, ...]]) -> None:
    """The rate of a second measure is not that of a ban before it."""
    found = {
        f"{c.instrument} cut" if c.action == "lowered" else c.instrument: tuple(v.number for v in c.values)
        for c in kind_of("measure", sentence)
    }
    assert found == told


def test_a_verb_that_looks_like_its_past_lies_ahead_with_the_first() -> None:
    """ "Will lift the ban and cut the duty": both are still to come."""
    (claim,) = kind_of("measure", "Peru will lift its ban on salmon and cut its duty on cars to 5%.")
    assert (claim.action, claim.certainty, claim.goods) == ("lowered", "planned", ("cars",))


def test_goods_before_their_rates_are_theirs() -> None:
    """ "On steel to 25% and on aluminium to 10%"."""
    told = kind_of("measure", "Peru raised its duties on steel to 25% and on aluminium to 10%.")
    assert {c.goods: c.values[0].number for c in told} == {("steel",): 25, ("aluminium",): 10}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The pact between Norway and Peru was signed in 2019 and came into force in 2021.",
         {("signed", "2019-01-01"), ("implemented", "2021-01-01")}),
        ("The pact between Norway and Peru has been ratified but still has to be approved in Lima.",
         {("approved", None), ("awaiting_approval", None)}),
        ("Norway and Peru agreed on a truce in March and extended it in May.",
         {("agreed", "2025-03-01"), ("extended", "2025-05-01")}),
        ("The truce between Norway and Peru, agreed in May, was extended on Monday.",
         {("agreed", "2025-05-01"), ("extended", "2025-06-09")}),
        ("The pact between Norway and Peru was signed in 2019 but has never been ratified.",
         {("signed", "2019-01-01")}),
    ],
)  # fmt: skip
def test_each_act_on_a_deal_is_a_claim(sentence: str, told: set[tuple[str, str | None]]) -> None:
    """What became of a deal, verb by verb."""
    found = {(c.action, c.date and c.date.start) for c in kind_of("agreement", sentence)}
    assert found == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Peru, which imposed duties on Norwegian salmon in March, lifted them on Monday.",
         {"imposed", "lifted"}),
        ("Peru, which had laid a 10% duty on Norwegian salmon in March, doubled it on Monday.",
         {"imposed", "raised"}),
        ("Peru, which laid a duty on Norwegian salmon, did it on Monday.", {"imposed"}),
        ("Peru laid duties on Norwegian salmon and raised it with the minister.", {"imposed"}),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_measure_of_its_own_sentence(sentence: str, told: set[str]) -> None:
    """ "Them" is of duties, and "it" of one duty."""
    assert {c.action for c in kind_of("measure", sentence)} == told


def test_what_one_means_to_do_is_considered() -> None:
    """ "Plans to scrap its duty" is neither done nor promised."""
    (claim,) = kind_of("measure", "Peru plans to scrap its duty on Norwegian cars.")
    assert claim.action == "considered"


def test_what_something_depends_on_is_not_told() -> None:
    """ "Whether Peru goes ahead with the duties" is open."""
    assert not kind_of("measure", "Norway's answer depends on whether Peru goes ahead with the duties.")
