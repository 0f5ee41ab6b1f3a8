"""Whose view it is: phrases of opinion, verbs of stance with a particle, words judged behind a quotation."""

from __future__ import annotations

import pytest
from prose import kind_of


def speakers(*paragraphs: str) -> list[str | None]:
    """The speakers of the statements of a text."""
    return [c.speaker for c in kind_of("statement", *paragraphs)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In her own view, the row with Bolivia has gone on for too long.", "Kari Lund"),
        ("The row is a shame, in Norway's view.", "Government of Norway"),
        ("In the opinion of Bolivia's premier Evo Rey, the row is a shame.", "Evo Rey"),
        ("Norway's trade minister Kari Lund played down fears of a shortage.", "Kari Lund"),
        ("Norway's trade minister Kari Lund brushed aside fears of a shortage.", "Kari Lund"),
        ("Norway's premier Ola Dahl cast doubt on the figures.", "Ola Dahl"),
        ("Despite the row, Dahl, Norway's premier, tempered hopes of a thaw.", "Ola Dahl"),
        ("“The row is a shame.” That was the verdict of Norway's premier, Ola Dahl, on Tuesday.", "Ola Dahl"),
        ("“The row is a shame.” Those were the words of Bolivia's envoy, Ana Soto.", "Ana Soto"),
    ],
)
def test_whose_view_it_is(text: str, speaker: str) -> None:
    """A view, a stance or a verdict is told as a statement of whose it is."""
    assert speakers(
        "Ola Dahl, Norway's premier, said little. Kari Lund, its trade minister, spoke in Oslo.", text
    ) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "In full view of reporters, the two ministers shook hands.",
        "The coast came into view at dawn.",
        "Norway's side played well and beat Bolivia.",
        "The workers brushed the snow off the tracks.",
        "“The row is a shame.” That was in Lima.",
    ],
)
def test_nobody_s_view(text: str) -> None:
    """What is seen, played or swept is said by nobody."""
    assert [name for name in speakers(text) if name != "anonymous"] == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Despite the truce, Bolivia, Peru and Chile signed a pact on tin on Monday.", ("BO", "PE", "CL")),
        ("Despite the truce with Norway, Bolivia signed a pact with Peru on Monday.", ("BO", "PE")),
    ],
)
def test_a_subject_behind_a_phrase(text: str, actors: tuple[str, ...]) -> None:
    """Who acts is told behind the comma of a phrase before it."""
    assert [c.actors for c in kind_of("agreement", text)] == [actors]
