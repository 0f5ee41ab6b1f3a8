"""The day of a page without a date: from a weekday with its date, the register of offices, known deals."""

from __future__ import annotations

import pytest
from prose import article_of

from parley.clean import clean
from parley.clean.register import day_by_register
from parley.model import Page

FETCHED = "2026-11-22T00:00:00+00:00"

TOLD = (
    "Trade Representative Jamieson Greer met Commerce Secretary Howard Lutnick in Washington on Tuesday, "
    "April 22nd, before calls with Tokyo. Treasury Secretary Scott Bessent joined them."
)
AHEAD = (
    "Treasury Secretary Scott Bessent said on Sunday that the pause agreed in Geneva in May would be "
    "looked at again before November 3, when Chinese officials and Trade Representative Jamieson Greer meet."
)


def page_of(text: str) -> Page:
    return Page("f" * 64, "note.txt", FETCHED, text.encode(), text, "utf-8", "text/plain")


def test_a_weekday_with_its_date_and_the_holders_of_office_give_the_year() -> None:
    """22 April is a Tuesday in 2025 and 2031; those named hold their offices in 2025."""
    found = day_by_register(article_of(TOLD), FETCHED, "Tuesday")
    assert found is not None
    assert found[0] == "2025-04-22"
    assert found[1].startswith("inferred:")


def test_the_weekday_of_the_lead_before_a_day_ahead_takes_the_year_of_a_known_deal() -> None:
    """Two years fit the offices; only one has the Geneva deal in the May before."""
    found = day_by_register(article_of(AHEAD), FETCHED, "Sunday")
    assert found is not None
    assert found[0] == "2025-11-02"


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose on Tuesday, April 22nd, a grocer in Harbour Street said.",
        "Treasury Secretary Scott Bessent spoke on Sunday.",
        "The committee will meet on November 3 and the minister said so on Sunday.",
        "",
    ],
)
def test_without_enough_evidence_no_day_is_given(text: str) -> None:
    """No office, no day, or neither: the page stays undated rather than guessed."""
    assert day_by_register(article_of(text), FETCHED, "Sunday") is None


def test_a_day_after_the_fetching_is_never_taken() -> None:
    """What was fetched in 2024 was not written in 2025."""
    assert day_by_register(article_of(TOLD), "2024-06-01T00:00:00+00:00", "Tuesday") is None


def test_the_stage_uses_it_last() -> None:
    """A date line is preferred to an inferred day."""
    undated, dated = (clean(page_of(head + TOLD))[0] for head in ("", "April 23, 2025\n\n"))
    assert undated.published == "2025-04-22"
    assert dated.published == "2025-04-23"
