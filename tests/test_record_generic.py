"""Deals that are told of no one deal, and what a duty puts at risk."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

AT_ODDS = "Norway and Bolivia are at odds over tin."


@pytest.mark.parametrize(
    "text",
    [
        "“There is a deal to be had, but we can go to court,” said Norway's trade minister Kari Lund.",
        "Norway's trade minister Kari Lund said there was still a deal to be done.",
        "“We only agree to a trade deal when it is fair,” Norway's trade minister Kari Lund said.",
        "Norway does not enter into trade deals under pressure, trade minister Kari Lund said.",
    ],
)
def test_a_rule_or_a_hope_is_no_agreement(text: str) -> None:
    """What is done as a rule, or could still be done, is said by somebody and made by nobody."""
    assert kind_of("agreement", text, AT_ODDS) == []
    assert [c.speaker for c in kind_of("statement", text, AT_ODDS)] == ["Kari Lund"]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Norway signs a deal with Bolivia on tin.", "signed"),
        ("Norway and Bolivia signed deals on tin and fish on Monday.", "signed"),
        ("Norway will not sign the deal with Bolivia, trade minister Kari Lund said.", "rejected"),
        ("“We have a deal,” Norway's trade minister Kari Lund said after talks with Bolivia.", "agreed"),
    ],
)
def test_one_deal_is_an_agreement(text: str, action: str) -> None:
    """One that is made, signed or refused is told."""
    assert [c.action for c in kind_of("agreement", text)] == [action]


def test_what_a_duty_puts_at_risk_is_no_duty() -> None:
    """A share of output that is put at risk is no rate."""
    text = (
        "If the duty came into effect, that would put up to 1% of Bolivia's output at risk, said Mara Quill."
    )
    assert [c.kind for c in claims_of(text) if c.kind == "measure"] == []
    (duty,) = kind_of("measure", "The levy put exporters at risk, and Norway put a duty of 10% on tin.")
    assert [v.number for v in duty.values] == [10]
