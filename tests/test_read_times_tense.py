"""The tense of a day: which words near it tell whether it lies behind. Publication is a Wednesday."""

from __future__ import annotations

import pytest

from parley.read.times import find_times

PUBLISHED = "2031-06-11"

BEHIND = [
    ("Norway turned down the proposed pact on Tuesday.", "2031-06-10"),
    ("Peru denounced the expected levy Monday.", "2031-06-09"),
    ("The planned summit was dropped on Friday.", "2031-06-06"),
    ("The ministry could not be reached on Saturday.", "2031-06-07"),
    ("Norway's Tuesday decision may hurt farmers.", "2031-06-10"),
    ("They will study Monday's ruling.", "2031-06-09"),
    ("Norway will raise fees, and Peru on Tuesday vowed to follow.", "2031-06-10"),
    ("Until Tuesday, neither side had replied.", "2031-06-10"),
    ("It missed Monday's deadline.", "2031-06-09"),
    ("They met this past Friday.", "2031-06-06"),
    ("Grain fell on Monday due to rain.", "2031-06-09"),
    ("Peru announced duties on tin from 5 April.", "2031-04-05"),
    ("Peru has charged a duty on tin since 1 November.", "2030-11-01"),
    ("Peru put a duty on tin on 1 November.", "2030-11-01"),
]

AHEAD = [
    ("The levies take effect Friday.", "2031-06-13"),
    ("The talks resume Monday in Oslo.", "2031-06-16"),
    ("Ministers meet in Oslo on Thursday.", "2031-06-12"),
    ("Envoys are to gather on Friday.", "2031-06-13"),
    ("The envoy is travelling to Oslo on Friday.", "2031-06-13"),
    ("A list could come as early as Monday.", "2031-06-16"),
    ("They urged an answer before Monday's deadline.", "2031-06-16"),
    ("The firm has to answer on Monday.", "2031-06-16"),
    ("The envoys will talk after Thursday.", "2031-06-12"),
    ("The hearing set for Monday was called off.", "2031-06-16"),
    ("They gather this coming Friday.", "2031-06-13"),
    # What was told begins on a day that lies ahead: the nearest such day of the year.
    ("Peru threatened a duty on tin from 1 November.", "2031-11-01"),
    ("Peru announced duties on tin from 1 November.", "2031-11-01"),
    ("Peru raised the threat of a duty on tin from 1 November.", "2031-11-01"),
    ("Peru delayed the duty to 1 November.", "2031-11-01"),
    ("Peru said it would put a duty on tin on 1 November.", "2031-11-01"),
]


@pytest.mark.parametrize(("text", "day"), BEHIND)
def test_days_behind(text: str, day: str) -> None:
    """Participles before a noun do not count, past verbs and nouns of what was done do."""
    (mention,) = find_times(text, PUBLISHED)
    assert mention.when is not None
    assert mention.when.start == day


@pytest.mark.parametrize(("text", "day"), AHEAD)
def test_days_ahead(text: str, day: str) -> None:
    """Verbs of what begins, plans, `as early as` and a deadline point ahead."""
    (mention,) = find_times(text, PUBLISHED)
    assert mention.when is not None
    assert mention.when.start == day


def test_two_clauses_have_two_tenses() -> None:
    """A day in a relative clause has the tense of that clause."""
    found = find_times("A truce that was set to lapse on Monday was renewed on Tuesday.", PUBLISHED)
    assert [m.when.start for m in found if m.when] == ["2031-06-16", "2031-06-10"]


def test_a_day_without_any_verb_lies_behind() -> None:
    """News tells what happened, so a bare weekday is the last one; a month is one of this year."""
    (day,) = find_times("Friday in Oslo", PUBLISHED)
    (month,) = find_times("April in Oslo", "2031-10-25")
    assert day.when is not None
    assert month.when is not None
    assert (day.when.start, month.when.start) == ("2031-06-06", "2031-04-01")


def test_due_to_behind_a_stretch_of_time() -> None:
    """ "this year due to drought": the cause behind a stretch is read as one, not as a plan."""
    found = find_times("The fair was held online this year due to drought.", PUBLISHED)
    assert [t.when.start for t in found if t.when is not None] == ["2031-01-01"]
