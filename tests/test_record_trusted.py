"""Lists of trusted partners, sales that are stopped, rates beside another."""

from __future__ import annotations

import pytest
from prose import kind_of, step


@pytest.mark.parametrize(
    ("sentence", "actor", "target", "action"),
    [
        ("Peru decided to remove Chile from its whitelist of export partners.", "PE", "CL", "announced"),
        ("Japan dropped Norway from its white list of trusted trade partners.", "JP", "NO", "imposed"),
        ("Tokyo took South Korea off its list of trusted partners.", "JP", "KR", "imposed"),
        ("Peru was dropped off Chile's whitelist of preferred partners.", "CL", "PE", "imposed"),
        ("Japan reinstated Norway on its white list of trading partners.", "JP", "NO", "eased"),
        ("Peru has decided to restore Chile to its white list.", "PE", "CL", "announced"),
        ("Seoul put Japan back on its list of favoured trade partners.", "KR", "JP", "eased"),
        ("Norway approved a revision to add Peru to the white list of countries.", "NO", "PE", "announced"),
        ("Norway's cabinet approved the removal of Peru from its white list.", "NO", "PE", "imposed"),
    ],
)  # fmt: skip
def test_a_state_on_or_off_a_list_of_trust(sentence: str, actor: str, target: str, action: str) -> None:
    """Off it, its goods come under controls; on it, they are freed."""
    (claim,) = kind_of("measure", sentence)
    assert (claim.actors, claim.targets, step(claim)) == ((actor,), (target,), action)
    assert claim.instrument == "export_control"


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway removed Peru from its list of safe countries for migrants.",
        "The bank added Chile to its list of donors.",
        "Peru put tin on its list of critical minerals.",
    ],
)
def test_other_lists_tell_of_no_trade(sentence: str) -> None:
    """A list of migrants' homes or donors controls nothing."""
    assert not kind_of("measure", sentence)


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("Norway will stop sales of gas to Peru.", ["announced"]),
        ("Peru halted copper sales to China.", ["imposed"]),
        ("Peru ordered its firms to end sales of electricity to Chile from May 1.", ["announced"]),
        ("The firm ended sales of lorries in spring.", []),
        ("Peru ended sales of land by auction.", []),
    ],
)
def test_sales_to_another_state_that_end(sentence: str, actions: list[str]) -> None:
    """Sales that go to a state, and not those on the home market."""
    assert [step(c) for c in kind_of("measure", sentence)] == actions


@pytest.mark.parametrize(
    ("sentence", "rate"),
    [
        ("Peru said that mills from Italy would face an extra 92% duty on top of the regular 15% rate.", 92),
        ("Chile will put a 40% tariff on Peruvian steel, in addition to an existing duty of 10%.", 40),
        ("Chile raised its duty on Peruvian steel to 40% from 10%.", 40),
    ],
)
def test_the_rate_beside_another_is_not_its_own(sentence: str, rate: int) -> None:
    """What it comes on top of is told of another duty."""
    firsts = [c.values[0].number for c in kind_of("measure", sentence) if c.values]
    assert firsts.count(rate) == 1


def test_who_is_ordered_to_sell_nothing_buys_nothing() -> None:
    """To order somebody is to tell him; to order goods is to buy them."""
    assert not kind_of("commitment", "Peru said it will order its firms to end sales of power to Chile.")
    (claim,) = kind_of("commitment", "Peru said it will order 20 jets from Boeing.")
    assert (claim.actors, claim.instrument) == (("PE",), "purchase")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Norway invited Peru to hold a round of talks in Lima, according to a notice of Monday.", None),
        ("Norway and Peru held talks on Friday, according to a notice published on Monday.", "2025-06-06"),
    ],
)
def test_the_day_of_a_notice_is_not_that_of_talks(sentence: str, day: str | None) -> None:
    """It tells when it was published."""
    (claim,) = kind_of("meeting", sentence)
    assert (claim.date.start if claim.date else None) == day
