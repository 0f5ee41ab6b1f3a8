"""Accusations told by a judgement: what somebody denounces as a breach or calls illegal."""

from __future__ import annotations

import pytest
from prose import kind_of

TAXED = "Peru put a duty of 20 percent on Chilean wine."


@pytest.mark.parametrize(
    "words",
    [
        "Chile denounced the move as a violation of their trade pact.",
        "Chile criticised the duty as an abuse of trade law.",
        "Chile called the duty illegal under the rules of the World Trade Organization.",
        "Chile described the duty as unlawful.",
        "Chile said the levy ran counter to WTO rules.",
        "Santiago argued that the duty was at odds with the pact.",
    ],
)
def test_a_deed_that_is_judged_to_break_a_rule_is_an_accusation(words: str) -> None:
    """Whoever judges so accuses the side whose measure was told before."""
    found = kind_of("accusation", TAXED, words)
    assert [(c.actors, c.targets) for c in found] == [(("CL",), ("PE",))]


@pytest.mark.parametrize(
    "words",
    [
        "Chile called the duty regrettable.",
        "Chile denounced drug abuse in its ports.",
        "Chile said the odds were against a deal.",
        "Chile described the duty as a surprise.",
        "Wine growers sold over the counter to tourists, Chile said.",
    ],
)
def test_a_judgement_without_a_broken_rule_accuses_nobody(words: str) -> None:
    """Regret, dislike and the same words in other senses are no accusations."""
    assert not kind_of("accusation", TAXED, words)
