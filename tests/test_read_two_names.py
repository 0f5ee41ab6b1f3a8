"""Two persons joined by "and" both speak and both meet, with titles or without."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

PAIRS = [
    ("Donald Trump and Mark Carney", "Donald Trump and Mark Carney"),
    ("Xi Jinping and Ursula von der Leyen", "Xi Jinping and Ursula von der Leyen"),
    ("US President Donald Trump and Chinese President Xi Jinping", "Donald Trump and Xi Jinping"),
    ("Chinese Vice Premier He Lifeng and UK Prime Minister Keir Starmer", "He Lifeng and Keir Starmer"),
    ("US President Donald Trump and Peru's Trade Minister Ana Torva", "Donald Trump and Ana Torva"),
]


@pytest.mark.parametrize(("pair", "named"), PAIRS)
def test_both_speak(pair: str, named: str) -> None:
    """What two say together is said by both."""
    assert [c.speaker for c in kind_of("statement", f"{pair} said the tariff was bad.")] == [named]


@pytest.mark.parametrize(("pair", "named"), PAIRS)
def test_both_meet(pair: str, named: str) -> None:
    """Two who discuss something have met."""
    (claim,) = kind_of("meeting", f"{pair} discussed tariffs on Tuesday.")
    assert list(claim.people) == named.split(" and ")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trade and Industry Minister Ana Torva said the tariff was bad.", "Ana Torva"),
        ("Ana Torva and her dog left, and Mark Carney said the tariff was bad.", "Mark Carney"),
    ],
)
def test_one_speaks(text: str, name: str) -> None:
    """An "and" inside an office, or between clauses, joins no two names."""
    assert [c.speaker for c in claims_of(text)] == [name]
