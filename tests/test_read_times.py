"""Time expressions: spans, intervals, relations, TIMEX3 values. Publication is Wednesday, 11 June 2031."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.model import When
from parley.read.times import TimeMention, find_times
from parley.read.times_words import lexicon

PUBLISHED = "2031-06-11"


WORDS = [
    *sorted(lexicon()["numbers"] | lexicon()["units"] | lexicon()["steps"]),
    *("May", "Friday", "9", "2031", "the", "a", "of", "to", "-", ",", "p.m.", "ago", "end"),
]


def only(text: str, published: str | None = PUBLISHED) -> TimeMention:
    found = find_times(text, published)
    assert len(found) == 1, [text[m.start : m.end] for m in found]
    return found[0]


def interval(mention: TimeMention) -> tuple[str, str | None, str] | None:
    when = mention.when
    return (when.start, when.end, when.precision) if when else None


DAYS = [
    ("The tariff was lifted on 9 July 2030.", "9 July 2030", "2030-07-09"),
    ("The envoys met on Monday, June 9th in Oslo.", "Monday, June 9th", "2031-06-09"),
    ("A list dated Oct. 30, 2029 was withdrawn.", "Oct. 30, 2029", "2029-10-30"),
    ("The duty was doubled on April 2nd.", "April 2nd", "2031-04-02"),
    ("The quota will open on November 1.", "November 1", "2031-11-01"),
    ("The fee will start on 5 January.", "5 January", "2032-01-05"),
    ("The fee was dropped on 5 December.", "5 December", "2030-12-05"),
    ("The notice of 2031-06-10 stands.", "2031-06-10", "2031-06-10"),
    ("The notice of 10/06/2031 stands.", "10/06/2031", "2031-06-10"),
    ("The notice of 25/12/2030 stands.", "25/12/2030", "2030-12-25"),
    ("The minister resigned on Tuesday.", "Tuesday", "2031-06-10"),
    ("The ministers met on Wednesday.", "Wednesday", "2031-06-11"),
    ("The panel will vote on Friday.", "Friday", "2031-06-13"),
    ("The panel is due to meet Monday.", "Monday", "2031-06-16"),
    ("They spoke last Friday by phone.", "last Friday", "2031-06-06"),
    ("The hearing was moved to next Tuesday.", "next Tuesday", "2031-06-17"),
    ("Ministers arrived yesterday.", "yesterday", "2031-06-10"),
    ("The levy starts tomorrow.", "tomorrow", "2031-06-12"),
    ("Talks broke up three days ago.", "three days ago", "2031-06-08"),
    ("A note went out on Tuesday morning.", "Tuesday morning", "2031-06-10"),
    ("The text was leaked last night.", "last night", "2031-06-10"),
    ("It began on the 9th.", "the 9th", "2031-06-09"),
    ("They will vote on the 20th.", "the 20th", "2031-06-20"),
    ("They spoke on Tuesday of last week.", "Tuesday of last week", "2031-06-03"),
    ("They will speak on Tuesday next week.", "Tuesday next week", "2031-06-17"),
    ("They will meet three weeks from now.", "three weeks from now", "2031-07-02"),
    ("They will meet a week from Friday.", "a week from Friday", "2031-06-20"),
    ("The fee applies beginning July 1.", "July 1", "2031-07-01"),
    ("The notice of 9.6.2031 stands.", "9.6.2031", "2031-06-09"),
    ("It must reply within 30 days.", "30 days", "2031-07-11"),
    ("It shut on New Year's Day.", "New Year's Day", "2031-01-01"),
    ("They will meet on Thanksgiving Day.", "Thanksgiving Day", "2031-11-27"),
    ("It will close for Lunar New Year.", "Lunar New Year", "2032-02-11"),
    ("They met on Good Friday 2030.", "Good Friday 2030", "2030-04-19"),
    ("They signed last Christmas.", "last Christmas", "2030-12-25"),
]


@pytest.mark.parametrize(("text", "words", "day"), DAYS)
def test_days(text: str, words: str, day: str) -> None:
    """A day is found with its exact words and resolved by publication and tense."""
    mention = only(text)
    assert text[mention.start : mention.end] == words
    assert interval(mention) == (day, day, "day")


PERIODS = [
    ("Exports fell in May.", "2031-05-01", "2031-05-31", "month"),
    ("It was signed last month.", "2031-05-01", "2031-05-31", "month"),
    ("It was signed a month ago.", "2031-05-01", "2031-05-31", "month"),
    ("The rule came in early May.", "2031-05-01", "2031-05-10", "month"),
    ("A pause expires in mid-August.", "2031-08-10", "2031-08-20", "month"),
    ("They will meet in late February.", "2032-02-20", "2032-02-29", "month"),
    ("They agreed earlier this month.", "2031-06-01", "2031-06-11", "month"),
    ("They will sign later this month.", "2031-06-11", "2031-06-30", "month"),
    ("They talked last week.", "2031-06-02", "2031-06-08", "week"),
    ("They talk again this week.", "2031-06-09", "2031-06-15", "week"),
    ("They spoke earlier this week.", "2031-06-09", "2031-06-11", "week"),
    ("They talk again next week.", "2031-06-16", "2031-06-22", "week"),
    ("They will talk again in two weeks.", "2031-06-25", "2031-06-25", "week"),
    ("Several curbs came over the past month.", "2031-05-11", "2031-06-11", "month"),
    ("Tension grew in the past few weeks.", "2031-05-21", "2031-06-11", "week"),
    ("They met over the weekend.", "2031-06-07", "2031-06-08", "day"),
    ("Output shrank in the second quarter of 2030.", "2030-04-01", "2030-06-30", "quarter"),
    ("Output shrank in Q1.", "2031-01-01", "2031-03-31", "quarter"),
    ("Output rose in the first half of 2030.", "2030-01-01", "2030-06-30", "quarter"),
    ("The act passed in 2027.", "2027-01-01", "2027-12-31", "year"),
    ("The plan for 2029-30 was cut.", "2029-01-01", "2030-12-31", "year"),
    ("In fiscal 2029 it shrank.", "2029-01-01", "2029-12-31", "year"),
    ("Quotas were common in the 1980s.", "1980-01-01", "1989-12-31", "year"),
    ("Trade fell last year.", "2030-01-01", "2030-12-31", "year"),
    ("It lapses at the end of June.", "2031-06-20", "2031-06-30", "month"),
    ("They met the week before last.", "2031-05-26", "2031-06-01", "week"),
    ("They spoke earlier in the month.", "2031-06-01", "2031-06-11", "month"),
    ("They will speak later in the week.", "2031-06-11", "2031-06-15", "week"),
    ("A fair opened a decade ago.", "2021-01-01", "2021-12-31", "year"),
    ("In FY2030 it shrank.", "2030-01-01", "2030-12-31", "year"),
    ("In the last fiscal year it shrank.", "2030-01-01", "2030-12-31", "year"),
    ("In the 2029/30 season it shrank.", "2029-01-01", "2030-12-31", "year"),
    ("Output shrank in the third quarter.", "2030-07-01", "2030-09-30", "quarter"),
    ("Output shrank in the first half of the year.", "2031-01-01", "2031-06-30", "quarter"),
    ("Exports in the first five months rose.", "2031-01-01", "2031-05-31", "month"),
    ("Exports in the first eight months rose.", "2030-01-01", "2030-08-31", "month"),
    ("In the January-May period exports rose.", "2031-01-01", "2031-05-31", "month"),
    ("A strike hit in the last 48 hours.", "2031-06-09", "2031-06-11", "day"),
    ("He won an upset 2028 vote.", "2028-01-01", "2028-12-31", "year"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), PERIODS)
def test_periods(text: str, start: str, end: str, precision: str) -> None:
    """Weeks run Monday to Sunday; thirds of a month are 1-10, 10-20 and 20-end."""
    assert interval(only(text)) == (start, end, precision)


def test_later_this_week_on_a_sunday_is_the_week_that_begins() -> None:
    """Written on a Sunday, nothing of the old week is left."""
    assert interval(only("They meet later this week.", "2031-06-15")) == ("2031-06-16", "2031-06-22", "week")
    assert interval(only("They meet later this week.", "2031-06-14")) == ("2031-06-14", "2031-06-15", "week")


RANGES = [
    ("They met June 9-10 in Oslo.", "2031-06-09", "2031-06-10"),
    ("They met from 9 to 10 June.", "2031-06-09", "2031-06-10"),
    ("They met on 12-14 May.", "2031-05-12", "2031-05-14"),
    ("It slid between March and April 2030.", "2030-03-01", "2030-04-30"),
    ("It will hold from mid-October through 2033.", "2031-10-10", "2033-12-31"),
    ("It is shut from Monday to Wednesday.", "2031-06-16", "2031-06-18"),
]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_ranges(text: str, start: str, end: str) -> None:
    """Two ends of a stretch are one mention, from the first day to the last."""
    mention = only(text)
    assert mention.type == "range"
    assert mention.when is not None
    assert (mention.when.start, mention.when.end) == (start, end)


def test_a_date_that_moves_is_no_range() -> None:
    """`delayed from X to Y` keeps two dates."""
    found = find_times("The fee was delayed from 9 July to 1 August.", PUBLISHED)
    assert [m.when.start for m in found if m.when] == ["2031-07-09", "2031-08-01"]


RELATIONS = [
    ("It has held since early April.", "since", "2031-04-01", None),
    ("They must answer by July 9.", "by", "2031-07-09", "2031-07-09"),
    ("It is paused until mid-August.", "until", "2031-08-10", "2031-08-20"),
    ("It runs through mid-August.", "until", "2031-08-10", "2031-08-20"),
    ("It applies as of Oct. 1.", "from", "2031-10-01", "2031-10-01"),
    ("It applies starting on July 1.", "from", "2031-07-01", "2031-07-01"),
    ("No later than July 9 they reply.", "by", "2031-07-09", "2031-07-09"),
    ("The text came out after 3 March.", "after", "2031-03-03", "2031-03-03"),
    ("They met on 3 March.", "on", "2031-03-03", "2031-03-03"),
    ("It applies beginning on July 1.", "from", "2031-07-01", "2031-07-01"),
    ("It was extended by a third to November 10.", "until", "2031-11-10", "2031-11-10"),
    ("They must answer on or before July 9.", "by", "2031-07-09", "2031-07-09"),
    ("A pact from Tuesday's talks is frail.", None, "2031-06-10", "2031-06-10"),
]


@pytest.mark.parametrize(("text", "relation", "start", "end"), RELATIONS)
def test_relations(text: str, relation: str | None, start: str, end: str | None) -> None:
    """The words before an expression give the relation; under `since` the interval stays open."""
    mention = only(text)
    assert mention.relation == relation
    assert mention.when is not None
    assert (mention.when.start, mention.when.end) == (start, end)


CLOCKS = [
    ("It took effect at 12:01 a.m. EDT on Wednesday.", "2031-06-11T00:01-04:00"),
    ("Levels at 0500 GMT were flat.", "2031-06-11T05:00+00:00"),
    ("It began at midnight Washington time.", "2031-06-11T00:00-04:00"),
    ("Talks ended at 2:30 p.m. on Tuesday.", "2031-06-10T14:30"),
    ("It ends on Nov. 10, 2031, at 12:01 am.", "2031-11-10T00:01"),
    ("They left at 4 in the morning.", "2031-06-11T04:00"),
    ("The offer stood until 5 p.m. EST Nov. 9.", "2031-11-09T17:00-05:00"),
    ("They met at noon GMT+2.", "2031-06-11T12:00+02:00"),
    ("They met at noon UTC-3:30.", "2031-06-11T12:00-03:30"),
    ("It applies from 12:01 a.m. EDT (0401 GMT) on Friday.", "2031-06-13T00:01-04:00"),
    ("He rang at 9:30 p.m. EDT (0130 GMT Tuesday) on Monday.", "2031-06-09T21:30-04:00"),
]


@pytest.mark.parametrize(("text", "moment"), CLOCKS)
def test_clock_times(text: str, moment: str) -> None:
    """A clock time is a minute of the day that is told with it, with the zone's offset where one is named."""
    mention = only(text)
    assert mention.type == "time"
    assert mention.when == When(moment, moment, "minute")


DURATIONS = [
    ("a 90-day truce", "90-day", 90.0, "P90D"),
    ("after two days of talks", "two days", 2.0, "P2D"),
    ("a week and a half of silence", "a week and a half", 10.5, "P1.5W"),
    ("a nearly seven-hour session", "nearly seven-hour", 7 / 24, "PT7H"),
    ("at least three months of delay", "at least three months", 90.0, "P3M"),
    ("a permit for 2 1/2 years", "2 1/2 years", 912.5, "P2Y6M"),
]


@pytest.mark.parametrize(("text", "words", "days", "value"), DURATIONS)
def test_durations(text: str, words: str, days: float, value: str) -> None:
    """A length has days and no date."""
    mention = only(text)
    assert text[mention.start : mention.end] == words
    assert (mention.type, mention.when, mention.value) == ("duration", None, value)
    assert mention.days == pytest.approx(days, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "value"),
    [("They meet every day.", "P1D"), ("It costs $5bn a year.", "P1Y"), ("It is reviewed annually.", "P1Y")],
)
def test_sets(text: str, value: str) -> None:
    """Repeated times, and `a year` after an amount, are sets without a date."""
    mention = only(text)
    assert (mention.type, mention.value, mention.when) == ("set", value, None)


NOT_TIMES = [
    "The chamber may act.",
    "Theresa May said no.",
    "The Sun printed it.",
    "A second envoy spoke.",
    "They march in step.",
    "Section 301 and the S&P 500 and a Boeing 2000 stay.",
    "It bought 2000 tons and $2025 of stock.",
    "A 44-year-old broker objected.",
    "About three-quarters of the crop is sold.",
    "The Christmas rush is near.",
    "Jan Novak and Jun Mori spoke.",
    "It employs 1990 people.",
    "Now, the envoys wait.",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_words_that_are_no_times(text: str) -> None:
    """Names, modals, ordinals, ages, shares and plain numbers are not taken for dates."""
    assert find_times(text, PUBLISHED) == ()


def test_without_publication_only_full_dates_resolve() -> None:
    """Relative times and dates without a year have no interval when nobody knows the day of publication."""
    found = find_times("On Monday, last week, in May, in two weeks, on 3 March and on 3 March 2030.", None)
    assert [m.when.start for m in found if m.when] == ["2030-03-03"]
    assert len(found) == 6


def test_year_given_is_told_from_year_guessed() -> None:
    """`year_given` says whether the year stands in the text."""
    first, second = find_times("On 3 March 2031 and on 4 March.", PUBLISHED)
    assert (first.year_given, second.year_given) == (True, False)


def test_tense_can_be_given() -> None:
    """The caller's tense outweighs the words around."""
    (past,) = find_times("Friday", PUBLISHED, tense="past")
    (future,) = find_times("Friday", PUBLISHED, tense="future")
    assert past.when is not None
    assert future.when is not None
    assert (past.when.start, future.when.start) == ("2031-06-06", "2031-06-13")


def test_speech_and_plan_in_one_sentence_have_their_own_tense() -> None:
    """The day of saying lies behind, the day of the plan ahead."""
    found = find_times("The levy will start on Friday, the ministry said on Monday.", PUBLISHED)
    assert [m.when.start for m in found if m.when] == ["2031-06-13", "2031-06-09"]


def test_anchored_times_count_from_the_date_before() -> None:
    """`the following day` and `two weeks later` count from the last date told, also of the text before."""
    first, second = find_times("It was imposed on 2 April. The following day it was halved.", PUBLISHED)
    assert second.when == When("2031-04-03", "2031-04-03", "day")
    (later,) = find_times("A week later it fell.", PUBLISHED, previous=first.when)
    assert later.when is not None
    assert later.when.start == "2031-04-09"


def test_times_do_not_count_from_a_date_told_less_exactly() -> None:
    """`two weeks later` after a year has no day; `later in the day` is the day just told."""
    _, later = find_times("It fell in 2028. Two weeks later it rose.", PUBLISHED)
    assert later.when is None
    _, same = find_times("They met on Tuesday. Later in the day they parted.", PUBLISHED)
    assert interval(same) == ("2031-06-10", "2031-06-10", "day")


def test_a_year_earlier_keeps_the_month_it_is_compared_with() -> None:
    """May against a year earlier is May of the year before."""
    _, earlier = find_times("Exports fell 9% in May from a year earlier.", PUBLISHED)
    assert interval(earlier) == ("2030-05-01", "2030-05-31", "month")


def test_reference_words_have_no_date() -> None:
    """`now` and `recently` are found for TIMEX3 and resolve to nothing."""
    found = find_times("They are now talking, and recently they met.", PUBLISHED)
    assert [(m.value, m.when) for m in found] == [("PRESENT_REF", None), ("PAST_REF", None)]


def test_impossible_dates_are_left_out() -> None:
    """The 31st of February and a count beyond the calendar make no interval and no error."""
    found = find_times("On 31 February 2030, 9000 years ago, 99999 years ago.", PUBLISHED)
    assert all(m.when is None for m in found)


@pytest.mark.parametrize("example", lexicon()["example"], ids=lambda e: str(e["text"]))
def test_examples_of_the_lexicon(example: dict[str, str]) -> None:
    """Each example in times.toml reads as it says; an empty value means that nothing is found."""
    values = [m.value for m in find_times(example["text"], example["published"])]
    assert values == ([example["value"]] if example["value"] else [])


@given(
    st.text(alphabet=st.sampled_from("0123456789 -/:.,May JuneQ3th'sap$%\nMonday last week two years ago"))
)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """No text fails; spans lie inside it, in order, without overlap."""
    _check(text)


@given(st.lists(st.sampled_from(WORDS)))
@settings(max_examples=150, deadline=None)
def test_any_words_of_time_are_read(words: list[str]) -> None:
    """No sequence of words of time fails."""
    _check(" ".join(words))


def _check(text: str) -> None:
    found = find_times(text, PUBLISHED)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.when.end is None or m.when.start <= m.when.end for m in found if m.when)


@pytest.mark.parametrize(
    "unit",
    ["1", " ", "$", "\n", "1,111", "two-", "the ", ".", "A.", "Monday ", "New Year's Day ", "(0401 GMT) "],
)
def test_time_is_linear_in_length(unit: str) -> None:
    """Twice the text takes no more than about twice the time, and 100 kB never take seconds."""
    start = time.process_time()
    find_times(unit * (100_000 // len(unit)), PUBLISHED)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Duties begin on July 1, it said on Monday. On the same day quotas would be cut.", "2025-07-01"),
        ("Duties begin on July 1, it said on Monday. On the same day quotas were cut.", "2025-06-09"),
        ("It met on May 6 and on Monday. On the same day quotas would be cut.", "2025-06-09"),
    ],
)
def test_the_same_day_of_what_will_be_is_one_that_is_to_come(text: str, day: str) -> None:
    """Not the day on which it was said."""
    *_, same = find_times(text, "2025-06-11")
    assert same.when is not None and same.when.start == day
