"""Quotas told by volumes, measures that do not change, what a ban lets through, and subsidies."""

from __future__ import annotations

import pytest
from prose import kind_of, step

QUOTAS = [
    ("Norway will give Peru an extra quota of 80,000 tonnes of sugar.", "announced"),
    ("Norway allocated Peru an additional 10,000 tonnes of raw sugar under its quota.", "raised"),
    ("Norway has doubled the volume of Peruvian beef that may enter at a lower duty.", "raised"),
    ("Norway will lower the duty-free import volume for Peruvian steel by 15%.", "announced"),
    ("Talks resulted in the renewal of Norway's duty-free quota for Peruvian ethanol.", "extended"),
    ("There will be no change to Norway's quota for Peruvian fish.", "kept"),
    ("Norway said it would tighten its safeguard measures to limit imports of steel.", "announced"),
    ("Exporters will be allowed to ship up to 20,000 tonnes of tin, Norway's ministry said.", "announced"),
]


@pytest.mark.parametrize(("text", "action"), QUOTAS)
def test_volumes_that_are_let_in_are_quotas(text: str, action: str) -> None:
    """Who gives, widens or bounds a volume acts on a quota."""
    assert [(c.actors, c.instrument, step(c)) for c in kind_of("measure", text)] == [
        (("NO",), "quota", action)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway filled its quota for Peruvian sugar in March.",
        "Norway gave Peru 10,000 tonnes of rice after the flood.",
        "Norway doubled the volume of Peruvian beef that it sells.",
        "There will be no change to Norway's plan for Peruvian fish.",
        "The volume of trade rose by 15% after the pact.",
    ],
)
def test_other_volumes_are_none(text: str) -> None:
    """Gifts, sales and trade that grows tell of no quota."""
    assert not [c for c in kind_of("measure", text) if c.instrument == "quota"]


def test_no_before_the_first_of_two_denies_both() -> None:
    """ "no cut in X or rise in Y" leaves both as they are."""
    text = "There will be no cut in the Norwegian quota for beef or rise in the duty on tin."
    assert {c.action for c in kind_of("measure", text)} == {"kept"}


LET_THROUGH = [
    "Exports will be allowed where the ship has already been loaded.",
    "They will also be allowed if the buyer's government asks for them.",
    "“Shipments are permitted under four conditions,” the ministry said.",
]


@pytest.mark.parametrize("text", LET_THROUGH)
def test_what_a_ban_lets_through_eases_it(text: str) -> None:
    """Flows that are allowed behind a ban ease that ban."""
    found = kind_of("measure", "Norway banned exports of copper on Monday.", text)
    assert [(c.instrument, c.action) for c in found][1:] == [("export_ban", "eased")]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Norway raised its duty on copper.", "Exports will be allowed where the ship has been loaded."),
        ("Norway banned exports of copper.", "Exporters were allowed to speak at the meeting."),
        ("Norway banned exports of copper.", "Exports will not be allowed before June."),
    ],
)
def test_other_leave_eases_no_ban(before: str, text: str) -> None:
    """Leave to do something else, leave that is withheld, and leave behind other measures ease no ban."""
    assert not [c for c in kind_of("measure", before, text) if c.action == "eased"]


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian government approved a $141-million emergency fund to help exporters find new markets.",
        "Norway approved $500 million in aid for its fishing industry.",
        "Norway offers $20 million in grants to help food exporters find new markets.",
        "Norway announced a $2bn support scheme for carmakers hit by the duties.",
    ],
)
def test_money_for_an_industry_is_a_subsidy(text: str) -> None:
    """A state's money for those whom trade hurts is a subsidy, announced."""
    found = kind_of("measure", text)
    assert [(c.actors, c.instrument, c.action) for c in found] == [(("NO",), "subsidy", "announced")]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's parliament approved a fund to build a museum.",
        "Norway's industry fund bought shares in a Peruvian miner.",
        "Norway unveiled loans for students.",
        "Peru accused Norway of giving grants to its copper producers.",
        "A court ruled that Norway had provided illegal subsidies to a shipbuilder.",
    ],
)
def test_other_money_is_no_subsidy(text: str) -> None:
    """Money for others, and aid that is only a charge, are none."""
    assert not kind_of("measure", text)


def test_a_share_of_goods_is_no_rate() -> None:
    """ "with 77% of its goods entering free" tells no second rate."""
    text = (
        "Peru says Norwegian exports face a duty of 7.6%, with 77% of Norwegian goods entering tariff-free."
    )
    assert [[v.number for v in c.values] for c in kind_of("measure", text)] == [[7.6]]


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Peru restricted shipments of salmon from Norway on Monday.", "import_ban"),
        ("Peru is considering restricting fish exports from Norway.", "import_ban"),
        ("Norway restricted exports of salmon from its northern ports to Peru.", "export_control"),
        ("Norway restricted exports of salmon to Peru.", "export_control"),
    ],
)
def test_what_comes_from_another_is_kept_from_coming_in(text: str, instrument: str) -> None:
    """A limit on shipments from another state is one on imports."""
    assert [c.instrument for c in kind_of("measure", text)] == [instrument]


def test_what_is_thought_of_a_measure_is_none() -> None:
    """ "considering the aid to be unfair" tells of no measure that is considered."""
    text = "Peru imposed duties, considering production subsidies on fish to be unfair competition."
    assert [c.instrument for c in kind_of("measure", text)] == ["tariff"]


def test_an_answer_to_duties_lays_none() -> None:
    """Who answers another's duties does not lay them."""
    assert not kind_of("measure", "Norway will answer Peru's duties, Trade Minister Ada Low said.")


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian boats will be given twelve more years of access to Norwegian waters under the deal.",
        "Peruvian boats were granted access to Norwegian waters under the deal.",
    ],
)
def test_access_that_is_given_binds_the_giver(text: str) -> None:
    """Told in the passive too, access is a commitment of whose market or waters they are."""
    found = kind_of("commitment", text)
    assert [(c.actors, c.targets, c.action) for c in found] == [(("NO",), ("PE",), "pledged")]


@pytest.mark.parametrize("words", ["under discussion", "on the table", "under negotiation"])
def test_a_deal_under_discussion_is_proposed(words: str) -> None:
    """A deal that is talked about is sought."""
    found = kind_of("agreement", f"A deal on tin between Norway and Peru is {words}.")
    assert [c.action for c in found] == ["proposed"]


def test_a_minister_speaks_for_the_state_that_acts_in_the_words() -> None:
    """ "Norway hopes to sell, Agriculture Minister X said": a minister of Norway, also later."""
    lead = "Norway hopes to sell fish to Peru, Agriculture Minister Bo Lind said Wednesday."
    found = kind_of("statement", lead, "Lind said the market was slow.")
    assert [c.actors for c in found] == [("NO",), ("NO",)]
    other = kind_of("statement", "Norway's duties hurt Peru, Farm Minister Bo Lind said Wednesday.")
    assert [c.actors for c in other] == [()]
