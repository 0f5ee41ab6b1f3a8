"""Claims inside others' words, bans on imports in demands, parted infinitives, what is waited for."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of, step


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Norway threatened on Monday to impose duties of 100% on Peruvian goods.", "measure", "threatened"),
        ("Norway vowed in April to impose a 20% duty on Peruvian copper.", "measure", "threatened"),
        ("Peru offered this week to buy more Norwegian gas.", "commitment", "offered"),
        ("Peru pledged last month to buy more Norwegian gas.", "commitment", "pledged"),
    ],
)
def test_a_day_between_a_promise_and_its_act_parts_nothing(text: str, kind: str, action: str) -> None:
    """ "vowed on Monday to tax" is a vow to tax."""
    assert [(c.kind, c.action) for c in claims_of(text) if c.kind != "statement"] == [(kind, action)]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers of Norway and Peru met on Monday to lower the tension over copper duties.",
        "Norway's minister flew home on Monday to impose order on his party.",
    ],
)
def test_an_aim_stays_an_aim(text: str) -> None:
    """Who meets or flies on a day to do something has promised nothing."""
    assert not [c for c in claims_of(text) if c.kind in ("measure", "commitment")]


@pytest.mark.parametrize(
    ("text", "kind", "instrument"),
    [
        ("Norwegian officials asked Peru to ease its curbs on Norwegian salmon.", "commitment", "import_ban"),
        ("Norway urged Peru to lift its limits on Norwegian goods.", "commitment", "import_ban"),
        ("Norway asked Peru to ease its curbs on exports of lithium.", "commitment", "export_control"),
        ("Norway asked Peru to ease its curbs on rare earths.", "commitment", "export_control"),
        ("Peru eased its curbs on Norwegian salmon.", "measure", "import_ban"),
        ("Norway tightened its export controls on Peruvian goods.", "measure", "export_control"),
    ],
)
def test_which_way_a_limit_goes(text: str, kind: str, instrument: str) -> None:
    """A limit on another's goods keeps them from coming in, in demands as in deeds."""
    assert [c.instrument for c in claims_of(text) if c.kind == kind] == [instrument]


def test_a_charge_tells_no_end_of_a_deal() -> None:
    """ "accused X of tearing up the pact" rejects nothing."""
    text = "Peru accused Norway of tearing up the pact on fish."
    assert not [c for c in kind_of("agreement", text) if c.action in ("rejected", "breached")]
    assert [c.action for c in kind_of("agreement", "Norway tore up the pact with Peru on fish.")] == [
        "rejected"
    ]


def test_a_demand_tells_of_no_measure_that_stays() -> None:
    """The ban that is to be lifted is told by the demand alone."""
    found = claims_of("Norway rejected a Peruvian demand that it lift its ban on exports of chip tools.")
    assert [c.kind for c in found] == ["commitment"]


def test_what_is_forsworn_is_a_pledge_alone() -> None:
    """ "will refrain from raising duties" is a pledge, and no duty that is denied."""
    text = (
        "The two countries will refrain from raising duties for 90 days, according to a joint statement "
        "issued by Norway and Peru after the meeting."
    )
    assert [c.kind for c in claims_of(text) if c.kind in ("measure", "commitment")] == ["commitment"]


@pytest.mark.parametrize("word", ["when", "once"])
def test_what_is_waited_for_is_not_told(word: str) -> None:
    """ "will buy again when X lifts its duty": X has not lifted it."""
    text = f"Peru will buy barley again {word} Norway lifts its duties on copper."
    assert not kind_of("measure", text)
    assert kind_of("measure", "Prices fell when Norway lifted its duties on Peruvian copper.")


def test_what_would_be_considered_is_offered() -> None:
    """ "would consider lowering, if" pledges nothing yet."""
    text = "Norway said it would consider lowering its duties if Peru opened its market."
    assert [c.action for c in kind_of("commitment", text)] == ["offered"]


def test_the_outline_of_a_deal_is_not_pledged() -> None:
    """ "agreed the outline of a deal that would end a row" is an agreement alone."""
    text = "Norway and Peru have agreed the outline of a deal that would end their row over steel."
    assert [c.kind for c in claims_of(text)] == ["agreement"]


def test_a_guarantee_that_is_asked_for_is_demanded() -> None:
    """ "asked X to guarantee supplies" is X's to do, and the asker pledges nothing."""
    text = "Norway has asked Peru to guarantee supplies of rare earths for its carmakers."
    assert [(c.actors, c.action) for c in kind_of("commitment", text)] == [(("PE",), "demanded")]


def test_no_retaliation_is_denied() -> None:
    """Who decides not to retaliate takes no countermeasure; who does not respond to a call says nothing."""
    found = kind_of("measure", "Peru decided not to retaliate against Norway's duties.")
    assert [(c.actors, c.instrument, step(c)) for c in found] == [(("PE",), "other", "denied")]
    assert not kind_of("measure", "The firm did not respond to a call about the duties.")


def test_a_ministry_in_a_capital_is_of_that_state() -> None:
    """ "the trade ministry in Lima" is Peru's."""
    text = "Norway's duties stay. The duties are unfair, the trade ministry in Lima said."
    assert [c.speaker for c in kind_of("statement", text)] == ["Ministry of Trade of Peru"]


def test_it_in_what_a_state_made_clear_is_that_state() -> None:
    """ "X said Norway had made clear that it would ban": Norway would."""
    text = "Peru's farm minister said Norway had made clear that it would ban imports of potatoes from Peru."
    assert [c.actors for c in kind_of("measure", text)] == [("NO",)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Peru denied that it agreed to any limit on exports of lithium to Chile.", "denied"),
        ("Peru will not bring back a ban on exports of bauxite this year, it said.", "denied"),
        ("Peru brought back a ban on exports of bauxite on Monday.", "restored"),
    ],
)
def test_what_is_denied_or_brought_back(text: str, action: str) -> None:
    """A measure that its own state denies, rules out or brings back."""
    assert [c.action for c in kind_of("measure", text)] == [action]


@pytest.mark.parametrize(
    "text",
    [
        "Peru denied that the Chilean duties hurt its farmers.",
        "Peru approved a law that lets the government answer Chile's barriers with tariffs.",
        "Norway has not decided whether to renew the waivers from its steel duties.",
    ],
)
def test_views_powers_and_open_choices_are_no_measures(text: str) -> None:
    """What is denied of a duty, what a law lets be done, what is undecided: none."""
    assert not kind_of("measure", text)


def test_any_new_duties_are_none_yet() -> None:
    """ "would answer any new duties" lays none."""
    text = "Peru promised to retaliate against any new Norwegian duties on steel."
    assert [c.actors for c in kind_of("measure", text)] == [("PE",)]


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru have had a free trade deal since 2004.",
        "Norway will tax states that have no trade deal with Peru.",
    ],
)
def test_a_deal_that_is_only_had_is_no_news(text: str) -> None:
    """A deal that has long been, or that others lack, is neither agreed nor rejected."""
    assert not kind_of("agreement", text)


def test_whose_its_goods_are() -> None:
    """ "Chile welcomed Peru's decision to lift bans on its beef": Chile's, kept from coming in."""
    text = "Chile welcomed Peru's decision to lift its remaining bans on its beef."
    assert [(c.actors, c.instrument) for c in kind_of("measure", text)] == [(("PE",), "import_ban")]


def test_a_vow_to_block_a_pact_binds_nobody() -> None:
    """Who vows to block a pact undertakes nothing."""
    assert not kind_of("commitment", "Peru vowed to block the pact between Chile and Norway.")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Norway and Peru have reached a deal that cuts duties on goods from Peru to 15%.", {"NO"}),
        ("Norway and Peru have reached a deal that cuts duties on Peruvian cars to 15%.", {"NO"}),
        ("Norway and Peru agreed to cut duties on each other's goods to 10%.", {"NO", "PE"}),
    ],
)
def test_whose_duty_a_deal_cuts(text: str, actors: set[str]) -> None:
    """The duty on one side's goods is the other's; that on each other's goods is both's."""
    assert [set(c.actors) for c in kind_of("measure", text)] == [actors]


def test_what_had_been_due_is_told_elsewhere() -> None:
    """ "had been due to raise": no rise that is to come; "is due to" tells one."""
    assert not kind_of("measure", "Peru had been due to raise its duties on Norwegian cheese on Friday.")
    found = kind_of("measure", "Peru is due to raise its duties on Norwegian cheese on Friday.")
    assert [step(c) for c in found] == ["announced"]
