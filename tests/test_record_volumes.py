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
