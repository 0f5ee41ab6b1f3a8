"""Who acts where the words only hint at it, what is told by lists, and what is denied by "let alone"."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of


@pytest.mark.parametrize(
    "text",
    [
        "A duty of 15 per cent which Washington linked to the steel trade stays in place. China protested.",
        "Chile set a duty of 4% on Chinese wine. A duty of 15 per cent which Washington tied to steel stays.",
    ],
)
def test_a_relative_clause_tells_whose_a_duty_is(text: str) -> None:
    """ "which Washington linked to ...": the duty is American, whoever else is told of."""
    kept = [c for c in kind_of("measure", text) if any(v.number == 15 for v in c.values)]
    assert kept
    assert all(c.actors == ("US",) for c in kept)


def test_licences_that_a_party_requires_are_its_own() -> None:
    """The statement that speaks of the licences is another's."""
    (claim,) = kind_of(
        "measure", "The American statement does not say whether these include the licences that Beijing has"
        " required since 4 April for exports of tin."
    )  # fmt: skip
    assert claim.actors == ("CN",)


def test_rates_on_one_side_and_the_other_are_nobodys() -> None:
    """Whose rate is which, the sentence does not tell: no party is guessed."""
    found = kind_of(
        "measure", "The row leaves Norway and Ghana with tariffs of 40 per cent on one side and 30 per cent"
        " on the other."
    )  # fmt: skip
    assert [c.actors for c in found if c.actors] == []


def test_a_list_behind_a_colon_tells_deeds_of_the_party_before_it() -> None:
    """Who complains of American steps has not taken them."""
    (claim,) = kind_of(
        "measure", "China complained. It named two American steps: a report on chips, and the plan to revoke"
        " the visas of Chinese students."
    )  # fmt: skip
    assert (claim.actors, claim.instrument) == (("US",), "visa_restriction")


def test_let_alone_denies() -> None:
    """A deal that is denied with talks was not agreed."""
    text = "China denied that talks with America were under way, let alone that a deal had been reached."
    assert kind_of("agreement", text) == []


def test_firms_struck_from_a_control_list_are_delisted() -> None:
    """Not an exemption from a tariff."""
    (claim,) = kind_of("measure", "China struck nine American firms from its export control list on Monday.")
    assert (claim.instrument, claim.action, claim.targets) == ("entity_listing", "lifted", ("US",))


def test_controls_told_with_when_they_were_announced() -> None:
    """ "the export controls that it announced on May 9": controls, not dated by their announcement."""
    (claim,) = kind_of(
        "measure", "China will suspend for one year the export controls that it announced on May 9, its"
        " Ministry of Commerce said."
    )  # fmt: skip
    assert (claim.instrument, claim.action, claim.date) == ("export_control", "suspended", None)


def test_a_length_runs_from_its_own_day() -> None:
    """Not from the day on which what rests was announced, or its rest."""
    controls = "China will suspend for a year the export controls that it set on May 9, its ministry said."
    assert kind_of("deadline", controls) == []
    assert kind_of("deadline", "Peru will suspend a duty for a year, its ministry said on Tuesday.") == []
    (claim,) = kind_of("deadline", "Peru paused the duty on Tuesday for 30 days.")
    assert claim.date is not None and claim.date.start == "2025-07-10"


def test_a_pause_that_is_due_to_end_ends_on_the_day_told() -> None:
    """Its length told beside is not counted from there."""
    (claim,) = kind_of("deadline", "Others pay 10% for 90 days, a pause that is due to end on July 9.")
    assert claim.date is not None and claim.date.start == "2025-07-09"


def test_a_suspended_ban_that_is_to_return() -> None:
    """The day of the return is a deadline; that of the suspension is the suspension's alone."""
    text = "Ghana's ban on exports of tin to Peru, suspended on Monday, is due to return on 27 November 2026."
    (claim,) = kind_of("deadline", text)
    assert claim.date is not None and claim.date.start == "2026-11-27"
    days = {c.action: c.date.start for c in kind_of("measure", text) if c.date}
    assert days == {"suspended": "2025-06-09"}


def test_a_day_that_a_thing_is_meant_for_lies_ahead() -> None:
    """ "threatened for Saturday", and "will raise ... on Saturday" with many words between."""
    (threat,) = kind_of("measure", "A tariff of 60%, threatened by Peru for Saturday, was not ordered.")
    assert threat.date is not None and threat.date.start == "2025-06-14"
    (rise,) = kind_of(
        "measure", "Peru will raise its additional tariffs on all Chilean goods to 35% from 24% on Saturday."
    )  # fmt: skip
    assert rise.date is not None and rise.date.start == "2025-06-14"


def test_what_a_tariff_is_laid_on_over_bears_no_tariff() -> None:
    """The controls that gave rise to it are no goods."""
    (claim,) = kind_of("measure", "Peru threatens a 40% tariff on China over rare earth controls.")
    assert (claim.actors, claim.targets, claim.goods) == (("PE",), ("CN",), ())


def test_on_the_same_day_goes_on_about_the_same_party() -> None:
    """Not the party that has such controls elsewhere in the article."""
    found = kind_of(
        "measure", "Peru will put a tariff of 60% on Chilean goods, its president threatened. On the same day"
        " export controls would be imposed on tin. Chile answered with export controls on copper."
    )  # fmt: skip
    assert [c.actors for c in found if c.goods == ("tin",)] == [("PE",)]


def test_exports_to_a_party_are_not_its_own() -> None:
    """Whose they are, the words do not tell."""
    (claim,) = kind_of("figure", "Nut exports to Peru fell to 900 tonnes in May from 1,800 tonnes in April.")
    assert (claim.actors, claim.targets) == ((), ("PE",))


def test_what_was_announced_and_never_ordered_is_a_threat() -> None:
    """Its day brings nothing that would be due."""
    text = "Peru's tariff of 60 per cent, announced on social media for 20 June, was never ordered."
    (claim,) = kind_of("measure", text)
    assert (claim.action, claim.date and claim.date.start) == ("threatened", "2025-06-20")


def test_a_firm_is_not_investigated_by_its_own_state() -> None:
    """Where nobody says whose probe it is, it is the other side's."""
    text = (
        "China and the United States widened their quarrel on Friday. Beijing announced port fees on "
        "American ships, and Qualcomm, the chip company, is being investigated under antitrust law."
    )
    probes = [c for c in kind_of("measure", text) if c.instrument == "investigation"]
    assert [(c.actors, c.targets) for c in probes] == [(("CN",), ("US",))]


def test_its_in_a_relative_clause_is_of_who_acts_in_the_main_one() -> None:
    """ "Peru is to drop a rule that widens its list": the list is Peru's, whoever was named before."""
    before = "Chile welcomed the news."
    after = "Peru is to suspend for a year a rule that extends its export blacklist to firms of their owners."
    listings = [c for c in claims_of(f"{before} {after}") if c.instrument == "entity_listing"]
    assert listings and all(c.actors == ("PE",) for c in listings)


def test_a_firm_that_has_its_papers_acts_for_nobody() -> None:
    """Licences that were received are an easing where it is told from whom, else no act of a state."""
    assert not kind_of("measure", "The motor maker said that it had received licences for four shipments.")
    (claim,) = kind_of("measure", "Two Danish firms received export licences for magnets from China.")
    assert (claim.actors, claim.action) == (("CN",), "eased")


def test_curbs_on_firms_that_are_on_a_list_are_a_listing() -> None:
    """By the firms and their list, not by the control that its name speaks of; "it" is who acts."""
    text = (
        "Beijing renewed for 60 days the suspension of curbs on 12 American firms "
        "which it had put on its control list."
    )
    (claim,) = kind_of("measure", text)
    assert (claim.instrument, claim.action, claim.actors) == ("entity_listing", "extended", ("CN",))


def test_whose_goods_are_banned_is_not_where_they_go() -> None:
    """ "exports to Chile of goods made with Peruvian tin" go to Chile: Peru bans exports."""
    text = "Lima was also considering a ban on exports to Chile of goods made with Peruvian tin."
    (claim,) = kind_of("measure", text)
    assert (claim.actors, claim.targets, claim.instrument) == (("PE",), ("CL",), "export_ban")


@pytest.mark.parametrize(
    "text",
    [
        "Norway rolled back a plan to tax copper from Chile.",
        "Norway reversed a decision announced in May to tax copper from Chile.",
        "Copper will now be let in duty-free, rolling back a plan announced by Norway to tax Chile's metal.",
    ],
)
def test_an_undone_plan_is_that_of_who_announced_it(text: str) -> None:
    """Whoever undoes it, or is helped by that: the plan is given up, and nothing is imposed."""
    (claim,) = kind_of("measure", f"Norway and Chile met in Lima. {text}")
    assert (claim.actors, claim.targets, claim.action) == (("NO",), ("CL",), "lifted")


def test_the_party_named_alone_is_no_counterpart() -> None:
    """Of a state that no sentence names beside the one that acts nothing is known."""
    text = "Shares fell in London, and British airlines fell too. The British economy shrank."
    (claim,) = kind_of("measure", f"{text} Peru will impose new tariffs in May, its trade minister said.")
    assert (claim.actors, claim.targets) == (("PE",), ())


def test_goods_of_whose_state_bear_the_duty() -> None:
    """ "Peru, whose copper faces": the state before the clause bears it, not another of the sentence."""
    (claim,) = kind_of("measure", "Peru, whose tin still faces a 25 % tariff, wants the same pact as Norway.")
    assert claim.targets == ("PE",)


def test_a_duty_that_remains_is_kept() -> None:
    """Alone, "remains" tells that it stands; with a noun behind it, nothing of the kind."""
    (claim,) = kind_of("measure", "A separate 25 % duty on Peruvian tin also remains.")
    assert claim.action == "kept"


def test_a_stop_is_no_part_of_a_name() -> None:
    """A body's name that ends the sentence ends before the stop."""
    (claim,) = kind_of("figure", "Shipments fell by 20 %, according to the Tin Council of Canada.")
    assert claim.speaker == "Tin Council of Canada"


def test_put_off_to_a_day_just_past_is_no_deadline() -> None:
    """The day was yesterday, and not a year from now."""
    assert not kind_of("deadline", "Peru delayed the duty on tin to June 10 after a call with Chile.")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Peru's duty on tin was raised in April but suspended in May.", ["2025-05-01", "2025-04-01"]),
        ("Peru's duty on tin was raised in April but then suspended for 90 days.", [None, "2025-04-01"]),
        ("On Tuesday Peru's duty on tin was raised but then suspended.", ["2025-06-10", "2025-06-10"]),
    ],
)
def test_what_is_set_against_it_has_its_own_day(text: str, days: list[str | None]) -> None:
    """Behind "but", the day of the first verb is not that of the second; one before both is."""
    found = {c.action: c.date.start if c.date else None for c in kind_of("measure", text)}
    assert [found["suspended"], found["raised"]] == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Peru on Monday announced a 20 % duty on Chilean tin to take effect on 9 July.", "2025-07-09"),
        (
            "Peru announced on Monday a 20 % duty on Chilean tin that will take effect on 9 July.",
            "2025-07-09",
        ),
        ("Peru announced on Monday a 20 % duty on Chilean tin starting on 9 July.", "2025-07-09"),
        ("Peru on Monday announced a 20 % duty on Chilean tin.", "2025-06-09"),
    ],
)
def test_a_duty_is_of_the_day_on_which_it_starts(text: str, day: str) -> None:
    """Where it is told when it takes effect, the day of the announcement is not the duty's."""
    (claim,) = kind_of("measure", text)
    assert claim.date is not None
    assert claim.date.start == day


def test_the_month_that_names_a_truce_is_not_its_end() -> None:
    """ "The May truce ends in August": the end is told behind the verb."""
    (claim,) = kind_of("agreement", "The May truce between Peru and Chile ends in August.")
    assert claim.date is not None
    assert claim.date.start == "2025-08-01"


def test_they_are_the_duties_on_the_goods_told_before() -> None:
    """ "Those were scrapped": the duties of the sentence before, on its goods."""
    told = "Peru laid duties of 10 % on Chilean tin in 2020. Those were scrapped in 2023."
    assert [c.goods for c in kind_of("measure", told)] == [("tin",), ("tin",)]
