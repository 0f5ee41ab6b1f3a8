"""Sides, programmes and places: what tells one measure or meeting from another, and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from builders import claim, day, percent

from parley.model import Claim, Entry, Value
from parley.resolve import resolve
from parley.resolve.programme import programme


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


@pytest.mark.parametrize(
    ("words", "values", "actor", "wanted"),
    [
        ("In answer to the fentanyl duty Beijing laid 15 % on coal.", (percent(15),), "CN", None),
        ("The fentanyl duty of 15 % stays.", (percent(15),), "US", "fentanyl"),
        ("A levy of 40 % (bringing the total to 50 %) hit Peru.", (percent(40),), "US", None),
        ("Duties come to 50 % in total.", (percent(50),), "US", "total"),
    ],
)
def test_a_programme_is_of_the_rate_that_it_leads_to_and_of_who_charges_it(
    words: str, values: tuple[Value, ...], actor: str, wanted: str | None
) -> None:
    """Others answer the fentanyl duties with duties of their own; a total is no name of its part."""
    told = claim("measure", "imposed", instrument="tariff", actors=(actor,), words=words, values=values)
    assert programme(told) == wanted


def test_a_rise_is_no_level_beside_one() -> None:
    """ "A further 25 %, now 50": the level is 50, and not that of the 25 % which came before."""
    side = {"instrument": "tariff", "actors": ("US",), "targets": ("IN",)}
    first = claim("measure", "imposed", on="2025-06-01", values=(percent(25),), **side)
    more = claim("measure", "announced", article="b/0", values=(percent(50), percent(25, "change")), **side)
    assert len([e for e in resolve((first, more), (), ()) if e.kind == "measure"]) == 2


@pytest.mark.parametrize(("place", "count"), [("Scotland", 1), ("Ireland", 1), ("Kuala Lumpur", 2)])
def test_a_meeting_in_a_country_is_the_one_in_a_town(place: str, count: int) -> None:
    """A region or country may have the town in it, which then names the meeting; another town may not."""
    met = {"actors": ("US", "EU"), "instrument": "in_person", "on": "2025-06-01"}
    found = resolve(
        (
            claim("meeting", "held", place="Ayr", **met),
            claim("meeting", "held", place=place, article="b/0", **met),
        ),
        (),
        (),
    )
    rounds = [e for e in found if e.kind == "round"]
    assert len(rounds) == count
    assert "Ayr" in {e.place for e in rounds}
