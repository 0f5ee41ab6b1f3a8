"""Who speaks where an office, an asking press, a lead-in or another voice stands around the name."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

SPEAKERS = [
    ("Peru's ambassador to Chile, Ada Low, told a radio station that the quarrel was old.", "Ada Low", "PE"),
    ("The Peruvian ambassador to Chile, Ada Low, said that the quarrel was old.", "Ada Low", "PE"),
    ("Ada Low, Peru's envoy to Chile, said that the quarrel was old.", "Ada Low", "PE"),
    ("Peru's envoy, Ada Low, said that the quarrel was old.", "Ada Low", "PE"),
    (
        "Speaking to a growers' lobby in Lima, Peru's farm minister, Ada Low, said that rain had come late.",
        "Ada Low",
        "PE",
    ),
    ("Speaking in Lima, Peru's farm minister, Ada Low, said that rain had come late.", "Ada Low", "PE"),
    (
        "Asked by reporters whether she slept, Ada Low, a Peruvian minister, said that she did.",
        "Ada Low",
        "PE",
    ),
]


@pytest.mark.parametrize(("sentence", "speaker", "party"), SPEAKERS)
def test_the_name_and_the_state_of_the_office_speak(sentence: str, speaker: str, party: str) -> None:
    """One statement, of the person named, for the state that sent her and not where she was sent."""
    assert [(c.speaker, c.actors) for c in claims_of(sentence)] == [(speaker, (party,))]


def test_who_comes_from_a_capital_is_of_its_state() -> None:
    """ "The minister from Lima" is no minister of the other state that was spoken of last."""
    told = kind_of(
        "statement",
        "Chile's farm minister, Bo Lind, met Peru's farm minister, Ada Low, in Quito.",
        "The minister from Lima said that rain had come late.",
    )
    assert [c.actors for c in told] == [("PE",)]


TOGETHER = [
    ("Peru and Chile said that rain had come late.", ("PE", "CL")),
    ("Peru, as well as Chile, said that rain had come late.", ("PE", "CL")),
    ("Peru said that Chile had rain.", ("PE",)),
]


@pytest.mark.parametrize(("sentence", "parties"), TOGETHER)
def test_all_who_speak_together_are_the_actors(sentence: str, parties: tuple[str, ...]) -> None:
    """A statement of two governments has both parties; who is only spoken of is none."""
    assert [c.actors for c in kind_of("statement", sentence)] == [parties]


def test_a_body_that_no_list_has_speaks_beside_a_government() -> None:
    """Two voices joined by "and" are one speaker with both names."""
    told = kind_of(
        "statement", "The Government of Peru and the Hop Council of Cusco said that rain was late."
    )
    assert [c.speaker for c in told] == ["Government of Peru and Hop Council of Cusco"]


def test_officials_on_both_sides_are_both_governments() -> None:
    """They are nobody in particular, but known to speak for the two."""
    told = kind_of(
        "statement",
        "Peru and Chile have quarrelled over tin.",
        "Officials on both sides said that the mood was good.",
        "Officials said that the weather was good.",
    )
    assert told[0].speaker == "Government of Peru and Government of Chile"
    assert told[1].speaker != told[0].speaker


@pytest.mark.parametrize(
    ("role", "parties"),
    [
        ("a spokesman for the Peruvian Hop Alliance", ()),
        ("head of the Peruvian Growers Union", ()),
        ("Peru's farm minister", ("PE",)),
        ("a spokeswoman for the Peruvian government", ("PE",)),
    ],
)
def test_who_speaks_for_a_firm_speaks_for_no_state(role: str, parties: tuple[str, ...]) -> None:
    """The nation in the name of a lobby is not whom its people speak for."""
    told = kind_of("statement", f"Bo Low, {role}, said that rain had come late.")
    assert [(c.speaker, c.actors) for c in told] == [("Bo Low", parties)]


def test_counterparts_are_the_officials_of_the_other_side() -> None:
    """ "Their Chilean counterparts" have no names, but a state."""
    told = kind_of(
        "statement",
        "Peruvian officials said that the mood was good, but their Chilean counterparts described a quarrel.",
    )
    assert sorted(c.speaker or "" for c in told) == ["Chilean officials", "Peruvian officials"]
