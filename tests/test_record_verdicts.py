"""Rulings told by a noun, a refusal, what a law does not let be done; and those that are only supposed."""

from __future__ import annotations

import pytest
from prose import kind_of


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The judges' decision to strike down the tin duties cheered importers.", "struck_down"),
        ("A ruling by a court in Lima that voided the tin duties takes effect in May.", "struck_down"),
        ("The court's ruling striking down the tin duties cheered importers.", "struck_down"),
        ("The law does not allow the president to lay duties on tin, the judges ruled.", "struck_down"),
        ("The court set aside the duties on tin.", "struck_down"),
        ("The court declared the duties on tin null and void.", "struck_down"),
        ("A panel ruled that the ban on tin was not based on science.", "struck_down"),
        ("The court ordered customs to stop collecting the tin duties.", "struck_down"),
        ("The court refused to block the duties on tin.", "upheld"),
        ("The court declined to hear a challenge to the tin duties.", "upheld"),
        ("The court rejected a bid by importers to end the tin duties.", "upheld"),
        ("The court dismissed a mill's appeal against the duties on tin.", "upheld"),
        ("The court kept the tin duties in place until May.", "stayed"),
        ("The court let the tin duties stand while the appeal goes on.", "stayed"),
        ("The court granted a stay of the ruling against the tin duties.", "stayed"),
    ],
)
def test_verdicts(text: str, action: str) -> None:
    """What a court decides about a measure, wherever the sentence has the decision."""
    assert [c.action for c in kind_of("ruling", text)] == [action]


@pytest.mark.parametrize(
    "text",
    [
        "If the court strikes down the tin duties, refunds would follow.",
        "Should the court strike down the tin duties, refunds would follow.",
        "The court agreed to hear the case against the tin duties.",
        "The court put the case on tin duties on its list.",
        "Importers asked for a decision to strike down the tin duties.",
        "The cabinet's decision to scrap the tin duties cheered importers.",
        "Any ruling that voids the tin duties would cheer importers.",
    ],
)
def test_no_verdicts(text: str) -> None:
    """What is supposed, asked for, awaited or decided by others is no ruling."""
    assert kind_of("ruling", text) == []


def test_the_verb_of_a_ruling_tells_no_measure() -> None:
    """ "upheld the duties" is a ruling; what stands beside it is told of its own."""
    assert kind_of("measure", "The court upheld the duties on tin.") == []
    both = "The court upheld the duties on tin, and Peru raised its duty on zinc to 10 percent."
    assert [c.action for c in kind_of("measure", both)] == ["raised"]
