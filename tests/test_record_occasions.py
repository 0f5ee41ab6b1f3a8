"""When an act was done, told by the clause that it hangs on, by who announced it, or by a term of office."""

from __future__ import annotations

import pytest
from prose import kind_of


def day_of(text: str) -> tuple[str, str | None] | None:
    """First and last day of the one measure of the text, published on Wednesday 11 June 2025."""
    found = {c.date for c in kind_of("measure", text)}
    (date,) = found
    return (date.start, date.end) if date else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In 2022, Peru went further, curbing the sale of lithium to Chile.", ("2022-01-01", "2022-12-31")),
        (
            "Peru's grip grew in early April when it set new export licensing rules for lithium.",
            ("2025-04-01", "2025-04-10"),
        ),
        (
            "Tempers rose last week when Peru announced a 25% tariff on Chilean wine.",
            ("2025-06-02", "2025-06-08"),
        ),
        ("Peru in March agreed to suspend its tariffs on Chilean wine.", ("2025-03-01", "2025-03-31")),
    ],
)
def test_the_clause_over_an_act_gives_its_time(text: str, day: tuple[str, str]) -> None:
    """A participle, a clause with "when" and an infinitive share the time of what they hang on."""
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Peru said on Monday that it would impose a 25% tariff on Chilean wine.",
        "Peru will impose a 25% tariff on Chilean wine, its trade minister said on Monday.",
        "Peru threatened on Monday to impose a 25% tariff on Chilean wine.",
    ],
)
def test_what_is_only_announced_happens_when_it_is_said(text: str) -> None:
    """Where no day is told from which it applies."""
    assert day_of(text) == ("2025-06-09", "2025-06-09")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Peru said on Monday that it would impose a 25% tariff on Chilean wine from 1 July.",
            ("2025-07-01", "2025-07-01"),
        ),
        ("Peru said on Monday that Chile had imposed a 25% tariff on wine.", None),
        ("Peru, which Chile's minister visits in July, imposed a 25% tariff on Chilean wine.", None),
    ],
)
def test_other_times_of_the_sentence_are_not_its_own(text: str, day: tuple[str, str] | None) -> None:
    """The day of a start comes first; what is done was not done when it is told, nor when it is hoped for."""
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "During his first term, Donald Trump imposed limits on chip sales to China.",
            ("2017-01-20", "2021-01-20"),
        ),
        (
            "The first Trump administration imposed a duty of 25% on Peru's copper.",
            ("2017-01-20", "2021-01-20"),
        ),
        ("In his second term, Donald Trump imposed a duty of 25% on Peru's copper.", None),
    ],
)
def test_a_term_of_office_is_a_time_by_the_register(text: str, day: tuple[str, str] | None) -> None:
    """One that is over has its days; one that goes on says nothing of when."""
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Peru and Chile have agreed on a trade deal, officials said on Monday.", "2025-06-09"),
        ("Peru and Chile signed on Monday the trade deal that they reached in March.", "2025-06-09"),
        ("Peru and Chile agreed a deal to carry out the consensus found in Lima in March.", None),
    ],
)
def test_a_deal_has_its_own_day(text: str, start: str | None) -> None:
    """Not that of an older deal in its words; what they have done by now is dated by who says so."""
    (claim,) = kind_of("agreement", text)
    assert (claim.date.start if claim.date else None) == start
