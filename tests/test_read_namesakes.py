"""Who is meant by a surname that somebody else has too, by a group, by a name behind a long office."""

from __future__ import annotations

import pytest
from prose import kind_of


def speakers(*paragraphs: str) -> list[str | None]:
    """The speakers of the statements of a text, in order."""
    return [c.speaker for c in kind_of("statement", *paragraphs)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vera Carney, a welder, said the tariff was bad.", "Vera Carney"),
        ("Peter J. Lutnick said the tariff was bad.", "Peter J. Lutnick"),
        ("Mark Carney said the tariff was bad.", "Mark Carney"),
        ("Bob Lighthizer said the tariff was bad.", "Robert Lighthizer"),  # a short form of his name
        ("William Ackman said the tariff was bad.", "Bill Ackman"),
        ("Minister Carney said the tariff was bad.", "Mark Carney"),
    ],
)
def test_another_given_name_is_another_person(text: str, name: str) -> None:
    """Who shares a surname with one of the lexicon speaks under the own name."""
    assert speakers(text) == [name]


def test_the_surname_stands_for_who_is_named() -> None:
    """Later mentions are of the namesake, unless the article tells of the known one too."""
    assert speakers("Vera Carney left. Carney said the tariff was bad.") == ["Vera Carney"]
    known = "Carney said the tariff was bad. Vera Carney, a welder, left. Carney said it was mad."
    assert speakers(known) == ["Mark Carney", "Mark Carney"]


@pytest.mark.parametrize(
    ("text", "name", "actors"),
    [
        (
            "Norwegian and Bolivian officials said the duty was bad.",
            "Norwegian and Bolivian officials",
            "NO BO",
        ),
        ("Envoys from Norway and Bolivia said the duty was bad.", "Norwegian and Bolivian envoys", "NO BO"),
        ("Norwegian officials in Bolivia said the duty was bad.", "Norwegian officials", "NO"),
    ],
)
def test_officials_of_two_states_speak_for_both(text: str, name: str, actors: str) -> None:
    """Adjectives and states that are joined are all named; where the officials sit is not theirs."""
    claim = kind_of("statement", text)[0]
    assert (claim.speaker, claim.actors) == (name, tuple(actors.split()))


def test_the_ministers_are_those_told_of_last() -> None:
    """ "the ministers" goes on with a group that spoke or was named; without one nobody is known."""
    assert speakers("ASEAN ministers said the tariff was bad.", "The ministers said they would wait.") == [
        "ASEAN ministers",
        "ASEAN ministers",
    ]
    named = "At a meeting of ASEAN trade ministers, the ministers said the tariff was bad."
    assert speakers(named) == ["ASEAN ministers"]
    assert speakers("The ministers said the tariff was bad.") == ["anonymous"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Director general of China's Department of Mines, Wang Xiaotun, said it hurt.", "Wang Xiaotun"),
        ("Zhao Ke, director-general of China's tin office at the Ministry of Mines said it hurt.", "Zhao Ke"),
        (
            "Peru's Ministry of Trade, Mines and Energy said the duty was bad.",
            "Ministry of Trade, Mines and Energy of Peru",
        ),
        ("The Small Farms Alliance said the duty was bad.", "Small Farms Alliance"),
    ],
)  # fmt: skip
def test_names_end_where_they_end(text: str, name: str) -> None:
    """A name behind a comma is no part of a ministry's; an adjective before a part is one of the name's."""
    assert speakers(text) == [name]


def test_an_office_of_a_named_state_is_its() -> None:
    """ "China's office at the ministry": the ministry is China's, whoever else is told of."""
    told = "Peru waits. Zhao Ke, director-general of China's office at the Ministry of Mines, said it hurt."
    assert [c.actors for c in kind_of("statement", told)] == [("CN",)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Low struck a hopeful note on the tariff.",
        "Ana Low heaped praise on the tariff deal.",
        "The tariff is “a slap in the face”, in the words of Ana Low.",
    ],
)
def test_stances_told_with_a_noun(text: str) -> None:
    """A note that is struck, praise that is heaped are statements."""
    assert speakers(text) == ["Ana Low"]


def test_a_note_that_is_played_is_none() -> None:
    """The same verb with another object says nothing."""
    assert speakers("Ana Low struck a gong before the tariff talks.") == []
