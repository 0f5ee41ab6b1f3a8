"""Meetings told around other words: shelved plans, days of a round, clauses, outsiders; ends told by "it"."""

from __future__ import annotations

import pytest
from prose import kind_of

MEETINGS = [
    (
        "Peru called off a meeting with Chilean officials that had been planned for May 3 in Quito.",
        ("cancelled", "2025-05-03", "Quito"),
    ),
    (
        "Plans for a summit between Peru's president and Chile's president in Quito were shelved.",
        ("cancelled", None, "Quito"),
    ),
    ("Peru dropped plans for talks with Chile in Quito.", ("cancelled", None, "Quito")),
    (
        "A Peruvian delegation arrived in Santiago on Monday for three days of talks with Chile.",
        ("held", "2025-06-09", "Santiago"),
    ),
    (
        "Peruvian and Chilean officials had a call to discuss trade in barley on March 30.",
        ("held", "2025-03-30", None),
    ),
    (
        "The talks, which are being led by Ada Low for Peru and by Bo Lind for Chile, will resume in Quito"
        " on Friday.",
        ("planned", "2025-06-13", "Quito"),
    ),
]


@pytest.mark.parametrize(("sentence", "told"), MEETINGS)
def test_stage_day_and_place_are_those_of_the_meeting(
    sentence: str, told: tuple[str, str | None, str | None]
) -> None:
    """Whatever clause they stand in, and however many days a round has."""
    (claim,) = kind_of("meeting", "Peru and Chile quarrel over tin.", sentence)
    assert (claim.action, claim.date.start if claim.date else None, claim.place) == told


def test_who_prepares_a_summit_does_not_hold_it_there() -> None:
    """Two meetings, each with its own day: that of the envoys, and that of the leaders."""
    told = kind_of(
        "meeting",
        "Envoys from Peru and Chile met in Quito on Monday to prepare the ground for a summit between their"
        " leaders in July.",
    )
    assert [(c.action, c.date.start if c.date else None) for c in told] == [
        ("held", "2025-06-09"),
        ("planned", "2025-07-01"),
    ]


def test_no_meeting_that_is_planned_is_a_denial() -> None:
    """That none is planned is told of the two sides."""
    told = kind_of("meeting", "No meeting between Peru and Chile is planned, the ministry in Lima said.")
    assert [c.certainty for c in told] == ["denied"]


@pytest.mark.parametrize(
    "sentence",
    [
        '"We had a good talk with the minister last week," said Ada Low, head of the Hop Guild.',
        "Peru requested consultations with Chile at the World Trade Organization over its duty on hops.",
        "Peru issued a call to end the duty on hops on Monday.",
    ],
)
def test_outsiders_complaints_and_calls_are_no_meetings(sentence: str) -> None:
    """A lobby that saw a minister, the first step of a complaint, and an appeal."""
    assert not kind_of("meeting", "Peru and Chile quarrel over hops.", sentence)


ENDS = [
    (("Peru and Chile agreed on a truce in April.", "It runs out on July 9."), ["2025-07-09"]),
    (("Peru and Chile agreed on a truce in April.", "The deal lapses on July 9."), ["2025-07-09"]),
    (("The 30-day clock that Peru set for Chile to reply started on Monday.",), ["2025-07-09"]),
    (("The mandate of the panel runs out on December 31.",), ["2025-12-31"]),
    (("Rain fell in Lima.", "It ends on July 9."), []),
    (("The play opened in May.", "It runs until July 9."), []),
]


@pytest.mark.parametrize(("paragraphs", "days"), ENDS)
def test_what_it_is_decides_if_its_end_is_a_deadline(paragraphs: tuple[str, ...], days: list[str]) -> None:
    """ "It" is a truce told right before; rain and plays have no deadlines."""
    assert [c.date.start for c in kind_of("deadline", *paragraphs) if c.date] == days
