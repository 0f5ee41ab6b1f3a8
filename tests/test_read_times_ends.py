"""Ends told by a length and its first day. Publication is Wednesday, 11 June 2031."""

from __future__ import annotations

import pytest

from parley.read.times import find_times
from parley.read.times_ends import end_after, ends

PUBLISHED = "2031-06-11"

TOLD = [
    ("They signed a 90-day truce from 14 May.", ["2031-08-12"]),
    ("A 60-day pause beginning on July 9 was agreed.", ["2031-09-07"]),
    ("From July 9 fees are waived for three months.", ["2031-10-09"]),
    ("It is shelved for one year starting Nov. 10, 2031.", ["2032-11-10"]),
    ("It is shelved for one year until 10 November 2032.", []),
    ("After two days of talks they met on 14 May.", []),
    ("It ran for several weeks from 14 May.", []),
]


@pytest.mark.parametrize(("text", "days"), TOLD)
def test_ends(text: str, days: list[str]) -> None:
    """A length beside the day it runs from has an end; one with an `until`, or a vague one, has none here."""
    assert [when.start for _, when in ends(find_times(text, PUBLISHED))] == days


def test_months_keep_their_day() -> None:
    """Three months from 30 November end on the last day of February; hours end on no day."""
    (months,) = find_times("a three-month waiver", PUBLISHED)
    (hours,) = find_times("a seven-hour session", PUBLISHED)
    end = end_after("2031-11-30", months)
    assert end is not None
    assert end.start == "2032-02-29"
    assert end_after("2031-11-30", hours) is None


def test_an_end_beyond_the_calendar_is_none() -> None:
    """No error for a length that leads past the year 9999, nor for a first day that is none."""
    (length,) = find_times("a 9999-year lease", PUBLISHED)
    assert end_after("2031-11-30", length) is None
    assert end_after("2031-11-31", length) is None
