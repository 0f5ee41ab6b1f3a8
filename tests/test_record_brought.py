"""What deals, votes and laws bring about; steps told by their aims; fines, bodies and demands not to act."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of, step

from parley.model import Claim


def told(claims: list[Claim]) -> list[tuple[object, ...]]:
    """Who does what to what: actors, instrument, stage."""
    return [(c.actors, c.instrument, step(c) if c.kind == "measure" else c.action) for c in claims]


@pytest.mark.parametrize(
    ("text", "actors", "stage", "rate"),
    [
        ("The vote paves the way for Norway to cut its duty on Peruvian tin to 5%.", "NO", "lowered", 5),
        ("This will clear the way for Peru to cut its tariff on Norwegian cars to 8%.", "PE", "lowered", 8),
        ("The pact would see Norway's tariffs on most Peruvian goods fall to 12%.", "NO", "lowered", 12),
        ("Though the pact would see Norwegian tariffs on nearly all Peruvian goods drop to 15%,"
         " Lima said that it was unhappy.", "NO", "lowered", 15),
        ("The agreement sees Norwegian tariffs on Peruvian copper cut to 10 percent.", "NO", "lowered", 10),
    ],
)  # fmt: skip
def test_a_deal_or_a_vote_brings_a_new_rate_about(text: str, actors: str, stage: str, rate: float) -> None:
    """The rate is told as what a deal brings, or what a vote makes possible, with its owner."""
    [claim] = kind_of("measure", text)
    assert (claim.actors, claim.action, claim.values[0].number) == ((actors,), stage, rate)


@pytest.mark.parametrize(
    "text",
    [
        "The move opens the door for Peru to lift its ban on Norwegian beef.",
        "The ruling clears the way for Norway to impose duties on Peruvian buses.",
    ],
)
def test_what_is_only_made_possible_is_considered(text: str) -> None:
    """Without a rate of relief nothing is settled by a way that is cleared."""
    assert [c.action for c in kind_of("measure", text)] == ["considered"]


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        (
            "The deal would spare Peruvian wine from Norway's retaliatory tariffs, the minister said.",
            "tariff",
        ),
        ("The pact keeps Peruvian wine from being hit with Norwegian duties.", "tariff"),
        ("The agreement prevents Norway from imposing new tariffs on Peruvian steel.", "tariff"),
        (
            "The deal allows limited amounts of Peruvian steel to enter Norway tariff-free.",
            "tariff_exclusion",
        ),
        ("The deal allows Peru to ship 300,000 tonnes of steel a year to Norway.", "quota"),
    ],
)
def test_a_deal_binds_who_lets_in_or_forbears(text: str, instrument: str) -> None:
    """Goods that a deal lets in, and duties that it keeps off, bind the side that has the duty."""
    assert told(kind_of("commitment", text)) == [(("NO",), instrument, "pledged")]
    assert not kind_of("measure", text)


@pytest.mark.parametrize(
    "text",
    [
        "The scheme allows poor countries to export goods to Norway without paying duties.",
        "The settlement does not allow Peru to ship steel to Norway duty-free.",
        "The law lets Peru sell tin to Norway.",
        "In the past the deal allowed Peru to ship steel to Norway.",
    ],
)
def test_a_scheme_lets_goods_in_and_binds_nobody_anew(text: str) -> None:
    """What a scheme or law has always let in, or a deal no more, is neither relief nor a pledge."""
    assert not [c for c in claims_of(text) if c.kind in ("measure", "commitment")]


def test_those_whom_nothing_saved_were_hit() -> None:
    """ "Failed to keep them from": the burden came."""
    text = "Talks failed to keep Norway from hitting Peru with duties of 20% on tin."
    assert ("imposed", 20) in [(c.action, c.values[0].number) for c in kind_of("measure", text)]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("Norway imposed a duty of 10% on Peruvian tin, which is set to rise to 25% in May.", {10, 25}),
        ("The pact would spare Peruvian wine from Norway's tariffs, which she noted were set"
         " to climb to 40% in June.", {40}),
    ],
)  # fmt: skip
def test_the_second_step_of_a_duty_is_one_of_its_own(text: str, rates: set[float]) -> None:
    """ "Which is set to rise to 25%": raised, and planned, also where another says so."""
    steps = kind_of("measure", text)
    assert {v.number for c in steps for v in c.values} == rates
    assert [c.certainty for c in steps if c.action == "raised"] == ["planned"]


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Norwegian Prime Minister Jonas Lund has announced new measures to limit steel imports.", "quota"),
        ("Norway unveiled steps to curb imports of cheap cars from Peru.", "import_ban"),
        ("Norway announced measures to restrict exports of lithium to Peru.", "export_control"),
        ("Norway announced measures to protect its steelmakers.", "other"),
        (
            "Quota measures against countries without a trade pact were announced by Norway last month.",
            "quota",
        ),
    ],
)
def test_steps_are_what_they_are_to_do(text: str, instrument: str) -> None:
    """Measures without a name are told by their aim, once."""
    assert [(c.actors, c.instrument) for c in kind_of("measure", text)] == [(("NO",), instrument)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway will take any necessary steps to protect its steelmakers.",
        "Norway's tariffs have hurt trade. Norway is taking major measures to support supply chains.",
        "Norway raised its duties. It is following through on a promise that it made in May.",
    ],
)
def test_steps_of_no_kind_are_no_duty(text: str) -> None:
    """Steps that are only promised or to support something, and "following through", are no measure more."""
    assert not [c for c in kind_of("measure", text) if "take" in c.rule or "follow" in c.rule]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Brussels fined Apple 500 million euros in April under its law on digital markets.", ("EU",)),
        ("The European Commission hit Google with a €2.95 billion fine on Friday.", ("EU",)),
        (
            "Norway imposed a fine of $95 million on Halma, a Peruvian bank, for dodging its sanctions.",
            ("NO",),
        ),
    ],
)
def test_a_fine_on_a_firm_is_a_sanction(text: str, actors: tuple[str, ...]) -> None:
    """Fines and penalties in money are sanctions of who lays them."""
    assert told(kind_of("measure", text)) == [(actors, "sanction", "imposed")]


@pytest.mark.parametrize(
    "text",
    [
        "The fine print of the deal between Norway and Peru is still being worked out.",
        "He was fined 300 euros for speeding in Norway.",
        "Everything will be fine between Norway and Peru, the minister said.",
    ],
)
def test_other_words_with_fine_are_no_sanction(text: str) -> None:
    """Small print, drivers and hopes are none."""
    assert not kind_of("measure", text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Peru agreed to set up a joint working group on steel overcapacity, the ministries said.",
        "Norway and Peru have agreed to launch a dialogue on export controls, the Norwegian ministry said.",
        "Canada and Mexico agreed on Friday to create a channel for talks on steel.",
    ],
)
def test_a_body_that_two_sides_agree_to_set_up_is_an_agreement(text: str) -> None:
    """One agreement, and beside it neither a pledge nor a meeting."""
    kinds = [c.kind for c in claims_of(text) if c.kind != "statement"]
    assert kinds == ["agreement"]


def test_a_body_that_one_side_sets_up_is_no_agreement() -> None:
    """ "Norway agreed to set up a working group": a pledge of one."""
    assert not kind_of("agreement", "Norway agreed to set up a working group on steel.")


def test_a_deal_with_a_firm_is_that_of_the_state_also_when_it_is_told_again() -> None:
    """ "The agreement" behind a settlement with a firm has the same one party."""
    first = "The United States has reached a settlement with Chinese telecom giant Huawei over trade curbs."
    again = "Commerce Secretary Wilbur Ross said the agreement was reached on Monday."
    assert [c.actors for c in kind_of("agreement", first, again)] == [("US",), ("US",)]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Peru urged Norway not to lift its ban on beef from Chile.", ("NO",)),
        ("Peru asked Norway not to open its market to Chilean beef.", ("NO",)),
    ],
)
def test_a_demand_not_to_act_is_one(text: str, actors: tuple[str, ...]) -> None:
    """ "Urged X not to": demanded of X, and no measure that X keeps."""
    assert [(c.actors, c.action) for c in kind_of("commitment", text)] == [(actors, "demanded")]
    assert not kind_of("measure", text)


def test_a_demand_outside_trade_is_none() -> None:
    """ "Urged X not to take part": not of trade."""
    assert not kind_of("commitment", "Norway urged Peru not to take part in the conference.")


def test_what_was_not_assured_is_no_pledge() -> None:
    """ "Has not assured us that it will open": nothing is pledged."""
    text = '"Peru has not assured Norway that it will provide fair access to its market," Jonas Lund said.'
    assert not kind_of("commitment", text)


def test_a_rule_that_is_withdrawn_lifts_what_it_laid_down() -> None:
    """ "The rules, which took effect in May and required licences, were withdrawn": both, each on its day."""
    text = (
        "The rules, which took effect in May and required licences for shipments of gas from Norway to Peru,"
        " were withdrawn on Wednesday."
    )
    found = {c.action: c.date.start for c in kind_of("measure", text) if c.date is not None}
    assert found == {"imposed": "2025-05-01", "lifted": "2025-06-11"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Norway will strip Peru of its access to the preference scheme.",
         (("NO",), "tariff_exclusion", "announced")),
        ("Norway ended Peru's participation in its preference programme on Monday.",
         (("NO",), "tariff_exclusion", "lifted")),
        ("Peruvian officials have raised the prospect of higher duties on 20 Norwegian goods if Oslo acts.",
         (("PE",), "tariff", "threatened")),
        ("Norway will tighten its import quota for Peruvian steel in May.",
         (("NO",), "quota", "announced")),
    ],
)  # fmt: skip
def test_softer_words_for_an_act(text: str, claim: tuple[object, ...]) -> None:
    """Access to a scheme that ends, a prospect that is raised, a quota that is tightened."""
    assert told(kind_of("measure", text)) == [claim]


def test_a_tighter_quota_is_a_smaller_one() -> None:
    """ "Tighten" raises a control and lowers a quota."""
    [claim] = kind_of("measure", "Norway tightened its import quota for Peruvian steel.")
    assert claim.action == "lowered"


@pytest.mark.parametrize(
    "text",
    [
        "The law requires the cabinet in Oslo to wait 60 days before it ends the preference scheme for Peru.",
        "Peru condemned the imposition of tariffs by Norway.",
        "Traders in Peru weighed the prospect of duties.",
    ],
)
def test_what_is_only_named_is_no_measure(text: str) -> None:
    """A wait before an act, an act that is condemned, a prospect that nobody raises."""
    assert not kind_of("measure", text)


def test_a_proposal_to_cut_ones_own_duty_is_no_deal() -> None:
    """ "Put forward a proposal to scrap its tariffs": considered, and no agreement proposed."""
    text = "Norway put forward a proposal to scrap its tariffs on Peruvian industrial goods."
    assert not kind_of("agreement", text)
    assert told(kind_of("measure", text)) == [(("NO",), "tariff", "considered")]


@pytest.mark.parametrize("noun", ["lawsuit", "petition", "grievance"])
def test_what_is_filed_at_the_wto_is_an_accusation(noun: str) -> None:
    """Whatever the paper is called."""
    text = (
        f"Peru's trade ministry said it would file a {noun} at the WTO over the duties that Norway imposed."
    )
    assert [(c.actors, c.targets) for c in kind_of("accusation", text)] == [(("PE",), ("NO",))]


def test_future_violations_accuse_nobody() -> None:
    """A surety against what may be done."""
    text = (
        "Trade Minister Ada Low of Peru said that Norway pays a surety against potential future violations."
    )
    assert not kind_of("accusation", text)
