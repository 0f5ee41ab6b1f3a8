"""What two sides give each other, what is denied of it, and how much of trade and duties is meant."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of, step


def test_limits_on_ones_own_exports_that_are_agreed_to_are_pledged() -> None:
    """ "Agreed to limit its exports in exchange for": both sides are bound, and nothing is threatened."""
    text = (
        "Lima agreed on Monday to limit its copper exports to Norway in exchange for an exemption from the"
        " new duties, the Peruvian ministry said."
    )
    found = {(c.actors, c.instrument, c.action) for c in kind_of("commitment", text)}
    assert found == {(("PE",), "export_control", "pledged"), (("NO",), "tariff_exclusion", "pledged")}
    assert not kind_of("measure", text)


def test_an_exemption_that_is_agreed_to_is_one_from_duties() -> None:
    """ "Agreed to exempt X" is relief; the quota that X will keep to is no measure beside the pledge."""
    text = (
        "The minister said Norway agreed to exempt Peru in return for Lima adhering to a new quota of"
        " 2 million tonnes of steel a year."
    )
    found = {(c.actors, c.instrument) for c in kind_of("commitment", text)}
    assert found == {(("NO",), "tariff_exclusion"), (("PE",), "quota")}
    assert not kind_of("measure", text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru rejected reports that it had agreed to tariff cuts or larger quotas for Norwegian beef.",
        "Lima denied claims that it had promised to buy more Norwegian gas.",
        "Under the deal Peru cuts its fees, a move Oslo estimates will double its exports to Peru by 2032.",
    ],
)
def test_what_is_denied_or_guessed_binds_nobody(text: str) -> None:
    """Reports that are rejected and effects that are estimated are no pledges."""
    assert not kind_of("commitment", text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway has said the deal requires an immediate 75% increase in Peruvian imports of Norwegian rice.",
        "Peru confirmed a report that it had agreed to buy 3 million tonnes of Norwegian rice.",
        "Peru said it would handle Norwegian requests to boost rice purchases within its duty-free ceiling.",
    ],
)
def test_purchases_that_a_deal_or_the_other_side_requires(text: str) -> None:
    """Peru is to buy; a duty-free ceiling makes no tariff of it."""
    assert [(c.actors, c.instrument) for c in kind_of("commitment", text)] == [(("PE",), "purchase")]


def test_firms_of_a_state_that_intend_to_invest_under_a_deal_bind_it() -> None:
    """ "To make $200 billion in investments": a sum of them."""
    text = (
        'As part of the deal, "Peruvian companies intend to make $200 billion in direct investments in Norway'
        ' by 2028," a government statement said.'
    )
    [claim] = kind_of("commitment", text)
    assert (claim.actors, claim.action, claim.values[0].number) == (("PE",), "pledged", 2e11)


def test_the_rate_of_a_pledge_is_no_duty_that_was_laid() -> None:
    """ "Its pledge to fold a 2.5% levy into a 15% rate"."""
    text = (
        "Norway is pressing Peru to follow through on its pledge to reduce car tariffs and fold a separate"
        " 2.5% levy into a new 15% rate."
    )
    assert kind_of("commitment", text) and not kind_of("measure", text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Peru will cut its tariff on Norwegian cars from as much as 110% to as low as 10%.", [10, 110]),
        ("Peru will bring its car tariff on Norwegian lorries down from as high as 110% to 10%.", [10, 110]),
        ("Peru will eliminate or cut tariffs on 96% of Norwegian goods.", []),
        ("Peru will cut to 8% its tariffs on 96% of Norwegian goods.", [8]),
        ("The agreement sets a 15% tariff on Peruvian goods, a reduction from the previous 27% tariff"
         " rate that Norway charged.", [15, 27]),
    ],
)  # fmt: skip
def test_old_rates_new_rates_and_shares(text: str, values: list[float]) -> None:
    """One measure each, its new rate first; a share of the goods is no rate."""
    [claim] = kind_of("measure", text)
    assert [v.number for v in claim.values] == values


def test_duties_that_are_to_be_abolished_are_told() -> None:
    """ "Are to be lowered": a passive infinitive, on each of two subjects."""
    text = "Norway's duties on Peruvian fruit are to be lowered and duties on olive oil are to be abolished."
    assert {(c.action, step(c)) for c in kind_of("measure", text)} == {
        ("lowered", "announced"),
        ("lifted", "announced"),
    }


@pytest.mark.parametrize(
    ("text", "action"),
    [
        (
            "The deal would also allow Norway to extend its duties on Peruvian lorries by 20 years.",
            "extended",
        ),
        ("The pact lets Norway keep its 25% duty on Peruvian lorries.", "kept"),
    ],
)
def test_a_duty_that_a_deal_lets_stand(text: str, action: str) -> None:
    """What a deal allows to go on."""
    assert [(c.actors, c.action) for c in kind_of("measure", text)] == [(("NO",), action)]


def test_a_law_that_lets_extend_tells_nothing() -> None:
    """ "The law allows Norway to extend": a power."""
    assert not kind_of("measure", "The law allows Norway to extend its duties on Peruvian lorries.")


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("The pact will be checked by lawyers and then signed in June by Norway and Peru.", ["signed"]),
        ("Norway's prime minister called it the largest trade deal ever made with Peru.", []),
        ("Norway and Peru made their largest trade deal on Monday.", ["agreed"]),
    ],
)
def test_what_becomes_of_a_deal(text: str, actions: list[str]) -> None:
    """A signing behind another verb is told; what a deal is called is not."""
    assert [c.action for c in kind_of("agreement", text)] == actions


def test_the_deal_told_last_is_not_an_accord_that_is_mentioned() -> None:
    """ "The deal" is that of the two, though USMCA is named once."""
    claims = claims_of(
        "Mexico and the US reached a deal on tomatoes on Friday.",
        "It will grow with USMCA, an envoy said.",
        "The deal was struck after talks on guards.",
    )
    assert {c.actors for c in claims if c.kind == "agreement"} == {("MX", "US")}


def test_he_in_a_side_clause_is_the_subject_of_the_main_one() -> None:
    """Not the man named in the sentence before."""
    text = (
        "The talks took place in Washington, where Swiss economy minister Guy Parmelin arrived on Monday.",
        "Trump shocked Switzerland in August when he slapped a 39% duty on imports from the country.",
    )
    assert [(c.actors, c.targets) for c in kind_of("measure", *text)] == [(("US",), ("CH",))]


def test_a_charge_in_an_if_part_is_none() -> None:
    """ "If it considers that X has failed to comply"."""
    text = "Norway would put the duty back to 25% if it finds that Peru has failed to comply, it said."
    assert not kind_of("accusation", text)


def test_an_action_at_the_wto_is_a_case_and_no_duty() -> None:
    """ "Suspend its action at the WTO over the tariffs": the case rests."""
    text = (
        "Peru is prepared to suspend its action at the World Trade Organisation over Norway's wine tariffs."
    )
    assert [(c.actors, c.instrument, c.action) for c in kind_of("commitment", text)] == [
        (("PE",), "other", "offered")
    ]


def test_tonnes_by_their_letter() -> None:
    """ "10,000t": a quota that is pledged."""
    [claim] = kind_of("commitment", "Norway will let in 10,000t of Peruvian beef a year.")
    assert (claim.instrument, claim.values[0].number, claim.values[0].unit) == ("quota", 10000, "tonnes")


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister's trip has resulted in a deal on quotas being reached between Oslo and Lima.",
        "The talks led to an agreement between Norway and Peru on steel quotas.",
    ],
)
def test_what_leads_to_a_deal_tells_it(text: str) -> None:
    """ "Led to", "resulted in": it was made; "could lead to" not."""
    assert [(set(c.actors), c.action) for c in kind_of("agreement", text)] == [({"NO", "PE"}, "agreed")]
    assert "agreed" not in [c.action for c in kind_of("agreement", text.replace("led to", "could lead to")
            .replace("has resulted", "may result"))]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "instrument", "action"),
    [
        ("Norway increased its offer of a beef quota of 24,000 tonnes for Peru.", "quota", "offered"),
        ("Norway sweetened its offer of tariff cuts on Peruvian cars.", "tariff", "offered"),
        ("Norway has agreed to no longer buy Peruvian oil, Lima's ministry said.", "purchase", "pledged"),
        ("Norway promised not to buy Russian gas as part of the deal with Peru.", "purchase", "pledged"),
        ("Norway will allow in up to 49,000 Peruvian buses at a duty of 6%.", "quota", "pledged"),
        ("Peru is demanding that Norway scrap its plan to ban palm oil imports.", "import_ban", "demanded"),
        ("Peru insists that Norway cancel its decision to bar nickel ore exports.", "export_ban", "demanded"),
    ],
)  # fmt: skip
def test_offers_forbearances_and_plans(text: str, instrument: str, action: str) -> None:
    """What is offered by the noun, what one will not do, and what a plan was to do."""
    assert [(c.actors, c.instrument, c.action) for c in kind_of("commitment", text)] == [
        (("NO",), instrument, action)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peru's president said that his government is fully prepared to face Norway's challenge at the WTO.",
        "A joint statement will be issued shortly by Norway under the deal with Peru.",
        "Norway agreed not to attend the fair in Lima.",
        "Norway agreed not to open its beef market any further to Peru.",
    ],
)
def test_what_gives_the_other_side_nothing_is_no_pledge(text: str) -> None:
    """To face a case, to issue a statement, not to open a market."""
    assert not kind_of("commitment", text)


def test_a_rate_behind_the_act_that_sets_it_is_told_once() -> None:
    """ "Will lower its tariff, to a combined rate of about 15% from 84%"."""
    text = (
        "Norway expects Peru will lower tariffs on its salmon by March 1, to a combined rate of about 15%"
        " from the current 84%."
    )
    assert [[v.number for v in c.values] for c in kind_of("measure", text)] == [[15, 84]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru and Norway struck a deal under which duties on Peruvian steel will be cut to 15%.",
        "Peru and Norway announced a deal that would cut Norwegian duties on Peruvian steel to 15%.",
    ],
)
def test_a_deal_that_is_made_tells_its_terms(sentence: str) -> None:
    """What a deal that was struck will do is told, and is still to come."""
    (claim,) = kind_of("measure", sentence)
    assert (claim.action, claim.certainty, claim.goods) == ("lowered", "planned", ("steel",))
    assert [v.number for v in claim.values] == [15]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru hopes for a deal that will cut Norwegian duties to 15%.",
        "Peru is seeking a deal under which Norway would drop its duties on steel.",
    ],
)
def test_a_deal_that_is_sought_tells_no_terms(sentence: str) -> None:
    """What a deal that nobody made would do is a hope."""
    assert not kind_of("measure", sentence)


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Peru's envoy was in Oslo last week attempting to secure a deal with Norway.", "proposed"),
        ("Peru was the last country to sign the pact with Norway.", "signed"),
    ],
)
def test_last_week_is_no_last_one(sentence: str, action: str) -> None:
    """ "The last to sign" has signed; what was tried last week has not been done."""
    assert [c.action for c in kind_of("agreement", sentence)] == [action]
