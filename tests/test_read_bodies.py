"""Bodies and persons: by initials told in brackets, by the state that acts, by the state beside the name."""

from __future__ import annotations

import pytest
from prose import claims_of, reading_of


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        (
            ("The Trade Remedies Authority (TRA) opened a case.", "The TRA said tyres were cheap."),
            "Trade Remedies Authority",
        ),
        (
            ("China's Taiwan Affairs Office (TAO) met the press.", "The TAO said talks would help."),
            "Taiwan Affairs Office of China",
        ),
    ],
)
def test_letters_in_brackets_stand_for_the_body(paragraphs: tuple[str, ...], speaker: str) -> None:
    """They name it from there on."""
    assert [c.speaker for c in claims_of(*paragraphs) if "said" in c.words] == [speaker]


def test_letters_of_nobody_stand_for_nothing() -> None:
    """Brackets behind other words make no body."""
    reading = reading_of("The price index (PRX) rose.", "The PRX fell.")
    assert not any(m.kind == "body" for m in reading.doc.mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "China is a large market. Norway's government has written about fish from China to Washington, "
            "the trade ministry said.",
            "Ministry of Trade, Industry and Fisheries of Norway",
        ),
        (
            "China is a large market for Japan. Japan protested, the trade ministry said.",
            "Ministry of Economy, Trade and Industry of Japan",
        ),
    ],
)
def test_a_ministry_is_of_the_state_that_acts_in_the_sentence(text: str, name: str) -> None:
    """Not of another that the sentence names."""
    assert name in {c.speaker for c in claims_of(text)}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Peru is firing back after President Ada Low's decision to tax Peruvian wine.", None),
        ("Peru's trade minister, Ada Low, flew home.", "PE"),
        ("The Peruvian president Ada Low flew home.", "PE"),
        ("Ada Low, trade minister of Peru, flew home.", "PE"),
    ],
)
def test_a_stranger_is_of_the_state_beside_the_title(text: str, party: str | None) -> None:
    """A state that is parted from it by a verb is another's."""
    (person,) = (m for m in reading_of(text).doc.mentions if m.kind == "person")
    assert person.party == party
