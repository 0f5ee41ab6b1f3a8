"""Meetings on journeys, of forums and of members of a bloc (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of


@pytest.mark.parametrize(
    ("text", "actors", "action"),
    [
        ("Mark Carney returned on Friday from a trip to Peru.", "CA PE", "held"),
        ("Mark Carney is flying home from a three-day visit to Peru.", "CA PE", "held"),
        ("Wang Wentao accepted an invitation to visit Peru.", "CN PE", "planned"),
        ("Mark Carney said Wang Wentao had agreed to visit him in Halifax.", "CN CA", "planned"),
        ("The APEC meeting in Papua New Guinea has ended in discord over tariffs.", "APEC", "held"),
        ("The G7 summit closed on a sour note over tariffs.", "G7", "held"),
        ("ASEAN will hold a candid dialogue with Peru over tariffs.", "ASEAN PE", "planned"),
        ("The G20 held talks with Norway on Monday.", "G20 NO", "held"),
        ("Peru's minister Ana Low said her delegation had met officials of Chile.", "CL PE", "held"),
        ("The meeting in Lima is the fourth round of tariff talks between Peru and Chile.", "PE CL", "held"),
        ("EU ambassadors will discuss the tariffs in Brussels on Thursday.", "EU", "planned"),
        ("Canada and Peru are set for another round of tariff talks on Thursday.", "CA PE", "planned"),
        ("Mark Carney said he would see Xi Jinping in Lima next week.", "CN CA", "planned"),
        ("Canada summoned Peru's ambassador over the tariffs on Tuesday.", "CA PE", "held"),
    ],
)
def test_meetings_told_by_a_journey_or_forum(text: str, actors: str, action: str) -> None:
    """Who comes home has met, who accepts an invitation will; a forum meets as one, also with others."""
    found = kind_of("meeting", text)
    assert [(" ".join(c.actors), c.action) for c in found] == [(actors, action)]


def test_whom_he_said_another_would_visit() -> None:
    """ "He said X would visit him": not X himself, but who tells it."""
    (claim,) = kind_of(
        "meeting", "Mark Carney left.", "He said Wang Wentao had agreed to visit him in Halifax."
    )
    assert claim.actors == ("CN", "CA")


def test_who_refuses_to_meet() -> None:
    """ "refused to meet": a meeting that is denied."""
    (claim,) = kind_of("meeting", "Canada refused to meet Peru's trade minister.")
    assert (claim.actors, claim.certainty) == (("CA", "PE"), "denied")


def test_a_meeting_at_a_summit_is_what_is_said() -> None:
    """What somebody says will be discussed at a summit is the meeting, and no statement beside it."""
    told = "An EU spokesman said EU leaders will discuss the tariffs at a Brussels summit Thursday."
    assert [c.kind for c in claims_of(told)] == ["meeting"]
    judged = "An EU spokesman said tariffs would be no topic for leaders at a Brussels summit Thursday."
    assert "statement" in [c.kind for c in claims_of(judged)]


@pytest.mark.parametrize(
    "text",
    [
        "Wang Wentao declined an invitation to visit Peru.",
        "Wang Wentao had no invitation to visit Peru.",
        "Mark Carney returned on Friday from a trip to Halifax.",
        "Growers discussed tariffs in Lima on Friday.",
        "At the G20 summit in Osaka, leaders agreed to fight tariffs.",
        "The G7 summit comes as tariffs bite.",
        "Tariffs hurt, he wrote to a fair held in step with APEC.",
        "Mark Carney would see Xi Jinping as a rival in the tariff talks.",
        "Canada set three conditions for tariff talks with Peru.",
        "A new tariff could delay the Canadian minister's visit to Peru.",
        "Canada may cancel its tariff talks with Peru.",
        "Canada avoided meeting Peru's trade minister.",
        "EU ministers discussed tariffs at length.",
        "Ana Low has played a leading role in Canada's tariff talks with Peru.",
        "Mark Carney said “nothing is off the table” in trade talks with Peru.",
    ],
)
def test_no_meetings(text: str) -> None:
    """No journey to another state, no bloc, no day or place, or talks that are only named."""
    assert kind_of("meeting", text) == []
