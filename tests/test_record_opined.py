"""Acts of which only an opinion is told are statements; done ones that are judged are still told."""

from __future__ import annotations

import pytest
from prose import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "It would be premature to sign the deal with Mexico, Mark Carney said.",
        "Mark Carney said it was wrong to raise tariffs on Mexico.",
        "There is no point in raising tariffs on Mexico, Mark Carney said.",
        "Raising tariffs on Mexico would be unwise, Mark Carney said.",
        "“It would be crazy to leave the trade deal with Mexico,” Mark Carney said.",
    ],
)
def test_only_an_opinion(text: str) -> None:
    """What would be premature, wrong or unwise is not said to be done or planned."""
    assert [(c.kind, c.speaker) for c in claims_of(text)] == [("statement", "Mark Carney")]


@pytest.mark.parametrize(
    ("text", "kind", "action"),
    [
        ("Mark Carney raised tariffs on Mexico, which was wrong.", "measure", "raised"),
        ("Canada will raise its tariff on Mexico to 10 percent, a bad idea.", "measure", "raised"),
        ("It is time to sign: Canada and Mexico signed their trade pact.", "agreement", "signed"),
    ],
)
def test_done_though_judged(text: str, kind: str, action: str) -> None:
    """A judgement beside an act takes nothing from it."""
    assert (kind, action) in [(c.kind, c.action) for c in claims_of(text)]
