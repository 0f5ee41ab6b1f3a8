"""Duties borne from a day to come, what quotas reach, registrations, withholdings, money for relief."""

from __future__ import annotations

import pytest
from prose import kind_of, step


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Polish ham faces a 39 percent duty in Norway come Thursday.", (("NO",), "tariff", "announced")),
        ("Polish ham faces a 39 percent duty in Norway.", (("NO",), "tariff", "kept")),
        ("Brazil said the quota would gradually increase, reaching about 70,000 vehicles in five years.",
         (("BR",), "quota", "announced")),
        ("Bolivia suspended the registration of soybean exports on Wednesday until further notice.",
         (("BO",), "export_licensing", "suspended")),
        ("Argentina raised withholdings on soybean exports to 33 percent.", (("AR",), "tariff", "raised")),
    ],
)  # fmt: skip
def test_measures_by_day_and_by_name(text: str, wanted: tuple[tuple[str, ...], str, str]) -> None:
    """What is borne from a coming day is announced; registrations and withholdings are measures."""
    (one,) = kind_of("measure", text)
    assert (one.actors, one.instrument, step(one)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Relaxing car tariffs diverged from Polish policy, Norwegian officials said.",
        "Oslo opened the registration of voters.",
        "The withholding of wages angered dockers.",
    ],
)
def test_gerunds_that_are_judged_and_other_registers_are_none(text: str) -> None:
    """A gerund as subject tells no act, wherever the parser hung its verb."""
    assert not kind_of("measure", text)


def test_an_investment_in_one_of_the_two_is_given_by_the_other() -> None:
    """ "In exchange for an investment in X": the other side gives it."""
    text = (
        "Peru and Chile have signed a pact that will cut duties on Chilean wine to 5 percent"
        " in exchange for a $3 billion investment in ports in Peru."
    )
    assert [(c.actors, c.instrument, c.action) for c in kind_of("commitment", text)] == [
        (("CL",), "other", "pledged")
    ]


def test_zero_tariff_treatment_is_relief() -> None:
    """Also where the parser parts "zero" from "tariff"."""
    (one,) = kind_of("measure", "China granted zero-tariff treatment to goods from Ghana.")
    assert (one.actors, one.instrument, one.action) == (("CN",), "tariff_exclusion", "announced")
    assert not kind_of("measure", "Doctors praised the treatment of the dockers.")
