"""Rates of a tariff that no noun names beside them, and measures that are still to come."""

from __future__ import annotations

import pytest
from prose import reading_of, step

from parley.model import Claim
from parley.record.draft import finish
from parley.record.measures import find_measures

LEAD = "Oslo put a duty of 30% on Peruvian tin in May."


def told(claim: Claim) -> str:
    """Actors, targets, stage and the first percentage of a measure."""
    rates = [f"{v.number:g}" for v in claim.values if v.unit == "percent"][:1]
    return " ".join(["+".join(claim.actors), ">", "+".join(claim.targets), str(step(claim)), *rates])


def measures(sentence: str) -> list[str]:
    """The measures of a sentence that follows LEAD, without the one of LEAD."""
    reading = reading_of(f"{LEAD} {sentence}")
    return [told(finish(reading, draft)) for draft in find_measures(reading)][1:]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Steel and aluminium stay at 50 per cent, the minister said.", "NO > PE kept 50"),
        ("Copper goes to 45% in June.", "NO > PE raised 45"),
        ("If Lima objects, the duty will boomerang back to 35 percent.", "NO > PE threatened 35"),
        ("Other states, such as Chile, were threatened with 25%.", "NO > CL threatened 25"),
        ("That is less than the 40% that Oslo had threatened in March.", "NO > PE threatened 40"),
        ("It is more than the 31% that Chile had been set to face.", "NO > CL announced 31"),
        ("It later added a 15% penalty on Chile.", "NO > CL imposed 15"),
        ("Most Chilean mills will post cash deposits of 12.5%.", "NO > CL announced 12.5"),
        ("Lima pays the current rate of 10 percent.", "NO > PE kept 10"),
    ],
)
def test_a_rate_without_a_tariff_beside_it_is_a_measure(sentence: str, wanted: str) -> None:
    """Near a tariff, a level of goods, a threatened or a former rate is read as a measure."""
    assert wanted in measures(sentence), measures(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Prices of copper went to a level 45% above those of May.",
        "The bank keeps interest rates at 4 percent.",
        "Sales of steel stay at 50 per cent of those of last year.",
        "The 31% that the party had won in March was its best.",
    ],
)
def test_other_percentages_near_a_tariff_are_no_measures(sentence: str) -> None:
    """Prices, interest, sales and votes have rates of their own."""
    assert measures(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Mills dread the 20% tariff due to take effect in autumn.",
        "The 20% duty scheduled for autumn is feared by mills.",
        "Mills dread a 20% levy set to come in next year.",
    ],
)
def test_a_measure_still_to_come_is_announced(sentence: str) -> None:
    """ "Due to", "scheduled for", "set to" right behind a measure tell that it is not in force."""
    assert [m.split()[3:] for m in measures(sentence)] == [["announced", "20"]]
