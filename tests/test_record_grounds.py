"""Why somebody acts is no statement; joint plans are agreements; lists of sanctions are sanctions."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of


def test_a_fear_that_explains_is_no_statement() -> None:
    """ "Fearing harm, Norway ..." gives a reason; "Norway fears harm" is a view."""
    assert kind_of("statement", "Fearing harm to its farms, Norway held back from the tariff pact.") == []
    assert len(kind_of("statement", "Norway fears that the tariff pact will harm its farms.")) == 1


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Canada and Mexico agreed to create a plan to deepen trade in energy.", "agreement", "agreed"),
        ("Canada and Mexico agreed to set up a roadmap for trade in energy.", "agreement", "agreed"),
        ("Canada and Mexico have agreed on key points of a trade deal.", "agreement", "agreed_in_principle"),
        ("Canada agreed to create jobs in Mexico in exchange for lower tariffs.", "commitment", "pledged"),
    ],
)
def test_joint_plans_are_agreements(text: str, kind: str, action: str) -> None:
    """A plan that two agree to make is an agreement; what one agrees to do binds it."""
    assert (kind, action) in [(c.kind, c.action) for c in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Norway added two Russian banks to its sanctions list.", "sanction"),
        ("Norway put two Russian mills on its entity list.", "entity_listing"),
    ],
)
def test_lists_are_of_what_they_are_called(text: str, instrument: str) -> None:
    """A sanctions list is one of sanctions, an entity list one of entities."""
    assert [c.instrument for c in kind_of("measure", text)] == [instrument]
