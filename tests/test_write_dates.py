"""Times and numbers as a person writes them."""

from __future__ import annotations

import pytest

from parley.model import Value, When
from parley.write import dates
from parley.write.phrases import goods, listed, value


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ("2025-06-09", "2025-06-10", "day", "on 9-10 June 2025"),
        ("2025-06-12", "2025-06-12", "day", "on 12 June 2025"),
        ("2025-06-30", "2025-07-02", "day", "on 30 June to 2 July 2025"),
        ("2024-12-30", "2025-01-02", "day", "on 30 December 2024 to 2 January 2025"),
        ("2025-08-10", "2025-08-20", "month", "in mid-August 2025"),
        ("2025-04-01", "2025-04-10", "month", "in early April 2025"),
        ("2025-02-20", "2025-02-28", "month", "in late February 2025"),
        ("2025-05-01", "2025-05-31", "month", "in May 2025"),
        ("2025-05-11", "2025-06-11", "month", "in May or June 2025"),
        ("2025-01-01", "2025-03-31", "quarter", "in the first quarter of 2025"),
        ("2025-06-02", "2025-06-08", "week", "in the week of 2 June 2025"),
        ("2025-05-20", "2025-06-10", "week", "between 20 May 2025 and 10 June 2025"),
        ("2022-01-01", "2022-12-31", "year", "in 2022"),
        ("2017-01-20", "2021-01-20", "year", "in 2017 to 2021"),
        ("2025-06-10T10:40+01:00", "2025-06-10T10:40+01:00", "minute", "on 10 June 2025"),
    ],
)
def test_times_carry_their_preposition(start: str, end: str, precision: str, said: str) -> None:
    """As exact as the source, and no more."""
    assert dates.at(When(start, end, precision)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2025-06-11", ""),
        ("2025-06-12", "today"),
        ("2025-06-13", "tomorrow"),
        ("2025-06-20", "eight days left"),
        ("2025-08-15", "about nine weeks left"),
        ("2025-12-12", "about six months left"),
    ],
)
def test_time_left_is_said_as_a_person_would(end: str, said: str) -> None:
    """Days, then weeks, then months; nothing for what is past."""
    assert dates.left("2025-06-12", end) == said


def test_a_time_without_end_goes_on() -> None:
    """`since` needs only the beginning."""
    assert dates.since(When("2025-04-01", "2025-04-10", "month")) == "since early April 2025"
    assert dates.since(When("2025-05-12", None, "day")) == "since 12 May 2025"


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (34.5, "percent", "34.5 %"),
        (660e9, "USD", "$660 billion"),
        (-1.2e6, "USD", "-$1.2 million"),
        (90, "days", "90 days"),
        (8851.96, "index_points", "8,851.96 index points"),
        (10, "percent_points", "10 percentage points"),
        (300000, "tonnes", "300,000 tonnes"),
    ],
)
def test_numbers_keep_their_unit(number: float, unit: str, said: str) -> None:
    """Large sums are shortened, none is rounded away."""
    assert value(Value(number, unit)) == said


def test_lists_end_in_and_and_name_what_is_left_out() -> None:
    """No item vanishes in silence."""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed("abcdefgh", 4) == "a, b, c and five more"
    assert goods(["chinese goods", "ai chips"]) == "Chinese goods and AI chips"


def test_days_before_stay_in_the_calendar() -> None:
    """The day before, and what would be before the first day of all."""
    assert dates.before("2025-03-01T10:00", 1) == "2025-02-28"
    assert dates.before("0001-01-20", 60) == "0001-01-01"
