"""A measure of two parties against one another is one measure of each, on the same claims."""

from __future__ import annotations

from typing import Any

import pytest
from builders import claim, day, percent

from parley.model import Claim, Entry
from parley.resolve import resolve


def measures(*claims: Claim) -> dict[str, Entry]:
    """The measures of the claims by their actor."""
    return {"+".join(e.actors): e for e in resolve(claims, (), ()) if e.kind == "measure"}


def fees(action: str, *actors: str, **fields: Any) -> Claim:
    return claim("measure", action, instrument="port_fee", actors=actors, **fields)


def test_fees_on_each_others_ships_are_fees_of_each() -> None:
    """What both suspended ends the fees of each: each side's own entry has the claim."""
    own = fees("announced", "CN", targets=("US",), on="2025-10-14", known="2025-10-10", goods=("ships",))
    both = fees("suspended", "US", "CN", on="2025-11-10", known="2025-11-10", goods=("ships",))
    found = measures(own, both)
    assert set(found) == {"CN", "US"}
    assert (found["CN"].claims, found["US"].claims) == (tuple(sorted((own.id, both.id))), (both.id,))
    assert (found["CN"].targets, found["US"].targets) == (("US",), ("CN",))
    assert [e.states[-1].status for e in found.values()] == ["suspended", "suspended"]


def test_one_side_can_go_on_alone() -> None:
    """What one of them does afterwards says nothing of the other's measure."""
    both = fees("imposed", "US", "CN", on="2025-10-14", known="2025-10-14")
    lifted = fees("lifted", "US", targets=("CN",), on="2025-11-10", known="2025-11-10")
    found = measures(both, lifted)
    assert found["US"].states[-1].status == "lifted"
    assert found["CN"].states[-1].status == "in force"


@pytest.mark.parametrize("targets", [("RU",), ("US", "RU")])
def test_measures_of_two_against_a_third_are_theirs_in_common(targets: tuple[str, ...]) -> None:
    """Sanctions of two parties on a third are not sanctions on one another."""
    assert set(measures(fees("imposed", "US", "EU", targets=targets))) == {"US+EU"}


def test_a_prolonged_suspension_is_a_suspension() -> None:
    """Who prolongs a pause does not extend the tariffs; who extends the tariffs does."""
    tariff = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",), "values": (percent(24),)}
    pause = claim("measure", "extended", words="Washington prolonged the pause by a year.", **tariff)
    duties = claim("measure", "extended", words="Washington extended the duties by a year.", **tariff)
    assert measures(pause)["US"].states[-1].status == "suspended"
    assert measures(duties)["US"].states[-1].status == "in force"


def test_a_time_told_of_both_is_a_time_of_each() -> None:
    """The day on which both measures began stands in both entries."""
    both = fees("imposed", "CN", "US", on=day("2025-10-14"), known="2025-10-15")
    assert [str(e.states[0].valid_from) for e in measures(both).values()] == [str(day("2025-10-14"))] * 2
