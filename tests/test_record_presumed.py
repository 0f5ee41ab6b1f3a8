"""Measures and deals that a sentence takes for granted, and whose they are where no word tells."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of, step

Told = tuple[tuple[str, ...], str | None, str | None, float | None]


def told(text: str) -> list[Told]:
    """Actors, instrument, stage and first percentage of each measure."""
    rates = [
        next((v.number for v in c.values if v.unit == "percent"), None) for c in kind_of("measure", text)
    ]
    return [
        (c.actors, c.instrument, step(c), rate)
        for c, rate in zip(kind_of("measure", text), rates, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya cut import duties on wheat to zero for six months.", (("KE",), "tariff", "lowered", 0)),
        ("Thailand dropped its tariffs on U.S. corn to zero.", (("TH",), "tariff", "lowered", 0)),
        ("Peru agreed to cut its tariffs on American cars to zero.", (("PE",), "tariff", "announced", 0)),
    ],
)
def test_a_duty_cut_to_zero_has_that_rate(text: str, wanted: Told) -> None:
    """Nought is the new level, and with it relief that is agreed is decided."""
    assert told(text) == [wanted]


def test_what_else_falls_to_zero_is_no_rate() -> None:
    """Sales that fall to zero are no duty."""
    assert not kind_of("measure", "Sales of Polish tin to Norway fell to zero.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Growers could lose if Turkey follows through on its threat to impose duties on Kazakh wheat.",
         (("TR",), "tariff", "threatened", None)),
        ("Markets fell after Ankara made good on a threat to tax Greek feta.",
         (("TR",), "tariff", "imposed", None)),
        ("Oslo carried out its threat to raise the duty on Polish hams to 30 percent.",
         (("NO",), "tariff", "raised", 30)),
        ("Oslo dropped its threat to tax Danish tea.", (("NO",), "tariff", "lifted", None)),
    ],
)  # fmt: skip
def test_threats_stand_are_carried_out_or_dropped(text: str, wanted: Told) -> None:
    """What is done to a threat tells how the measure stands, also under "if"."""
    assert told(text) == [wanted]


def test_what_a_made_deal_is_exchanged_for_is_decided() -> None:
    """Its rate is told by who gives it; where the deal is only offered nobody has promised the cut."""
    made = "Kenya and India signed a pact in exchange for India lowering its tariffs to 12 percent."
    assert told(made) == [(("IN",), "tariff", "announced", 12)]
    assert not kind_of(
        "measure", "Peru offered to buy gas in exchange for Chile cutting its duty to 5 percent."
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Japan let its safeguard duty on American beef lapse on Monday.",
         (("JP",), "tariff", "expired", None)),
        ("Norway stopped charging a duty on Polish tea.", (("NO",), "tariff", "lifted", None)),
        ("Norway ceased granting licences for exports of krill.",
         (("NO",), "export_licensing", "suspended", None)),
        ("Steel imports into Norway are limited by safeguards.", (("NO",), "quota", "kept", None)),
        ("Duties on ham will be capped at a maximum rate of 10 percent.", ((), "tariff", "announced", 10)),
        ("Trump's tariffs on copper, due to start on August 1, sent prices up.",
         (("US",), "tariff", "announced", None)),
        ("Norway promised $2 billion to support its salmon industry.",
         (("NO",), "subsidy", "announced", None)),
    ],
)  # fmt: skip
def test_ends_limits_and_beginnings_by_their_construction(text: str, wanted: Told) -> None:
    """What is let lapse, stopped, limited by a quota, capped, due to start or set aside."""
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Norway agreed to stop charging a duty on Polish tea.",
        "India cut the goods and services tax on small cars to 18 percent from 28 percent.",
        "Kenya raised the excise tax on beer to 30 percent.",
        "Mills are pressing for a cut in the quota and a tariff of 50 percent from 25 percent now.",
        "Doctors said health checks on miners should be stepped up.",
        "The police carried out checks on drivers in Oslo.",
    ],
)
def test_promises_home_taxes_wishes_and_other_checks_are_none(text: str) -> None:
    """A promise is a commitment; taxes that home goods bear, and wishes, are no measures."""
    assert not kind_of("measure", text)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Chinese steel entering Brazil now faces a 25 percent levy.", ("BR",)),
        ("Canadian importers of Chinese aluminium will pay a 25 percent surtax.", ("CA",)),
        ("Turkish importers must now pay a 10 percent duty on Egyptian cotton.", ("TR",)),
    ],
)
def test_a_duty_is_of_the_state_into_which_goods_come(text: str, actors: tuple[str, ...]) -> None:
    """Its importers pay it, or goods that enter it bear it."""
    (one,) = kind_of("measure", text)
    assert one.actors == actors
    assert not set(one.targets) & set(actors)


def test_a_step_that_followed_one_on_the_same_goods_is_of_the_same_state() -> None:
    """ "The move followed the duty levied in March on": by whom, the sentence before tells."""
    found = kind_of("measure", "Oslo put a 30 percent duty on Turkish dates, and Lima one of 5 percent.",
                    "Kenya laid a duty of 25 percent on Turkish carpets.",
                    "The move followed the 15 percent duty levied in March on Turkish ham.")  # fmt: skip
    assert found[-1].actors == ("KE",)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Brussels allowed London on Monday to extend the grace period for chilled meats by three months.",
         "extended"),
        ("The British government has confirmed that it will pause checks on Irish dairy.", "suspended"),
        ("Britain delayed border checks on EU food imports for a fifth time.", "delayed"),
    ],
)  # fmt: skip
def test_checks_at_a_border_are_measures(text: str, stage: str) -> None:
    """Hindrances at the border that are no duties go under `other`."""
    assert [(c.actors, c.instrument, c.action) for c in kind_of("measure", text)] == [
        (("GB",), "other", stage)
    ]


@pytest.mark.parametrize(
    ("text", "actors", "instrument"),
    [
        ("Norway secured a U.S. commitment that its aluminium would not be taxed above 10 percent.",
         ("US",), "tariff"),
        ("Ecuador obtained assurances from Brussels that its shrimp would keep duty-free access.",
         ("EU",), "tariff_exclusion"),
        ("Mexico received a pledge from Washington to exempt its beer.", ("US",), "tariff_exclusion"),
    ],
)  # fmt: skip
def test_a_promise_that_is_won_binds_the_one_who_gives_it(
    text: str, actors: tuple[str, ...], instrument: str
) -> None:
    """Who wins it gives nothing, and there is no measure yet."""
    (one,) = claims_of(text)
    assert (one.kind, one.actors, one.instrument, one.action) == ("commitment", actors, instrument, "pledged")


def test_a_promise_of_a_firm_or_of_nobody_binds_no_state() -> None:
    """Lenders are no state, and who gives the assurance must be told."""
    assert not claims_of("The firm secured a commitment from lenders to extend its loans.")
    assert not kind_of("commitment", "Chile won assurances that the duty would be cut.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The curbs were lifted following a landmark agreement between Oslo and Lima.",
            (("NO", "PE"), "agreed"),
        ),
        ("Peru cut its duty on Chilean wine after a deal with Chile on apples.", (("PE", "CL"), "agreed")),
        (
            "Chile lifted the ban after a preliminary agreement with Peru.",
            (("CL", "PE"), "agreed_in_principle"),
        ),
    ],
)
def test_a_deal_that_something_followed_was_made(text: str, wanted: tuple[tuple[str, ...], str]) -> None:
    """What is done following a new deal tells the deal."""
    (one,) = kind_of("agreement", text)
    assert (tuple(sorted(one.actors)), one.action) == (tuple(sorted(wanted[0])), wanted[1])


@pytest.mark.parametrize(
    "text",
    [
        "Peru will cut its duty on Chilean wine after a deal on apples.",
        "Shares rose after a deal between two Danish banks.",
    ],
)
def test_a_deal_to_come_or_of_firms_is_none(text: str) -> None:
    """What will follow a deal does not tell that there is one."""
    assert not kind_of("agreement", text)


def test_a_deal_that_is_only_close_has_no_terms_yet() -> None:
    """The terms of a deal that was struck are told, those of one that is close are not."""
    assert not kind_of(
        "measure", "Bern and Washington are close to a deal that would cut the duty to 15 percent."
    )
    assert kind_of("measure", "Bern and Washington struck a deal that will cut the duty to 15 percent.")


def test_a_grace_period_that_runs_out_is_a_deadline_alone() -> None:
    """Its end is told by the day."""
    found = claims_of("The grace period for British meat runs out at the end of September.")
    assert [c.kind for c in found] == ["deadline"]
