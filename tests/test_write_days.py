"""What is told of old days, of periods, of pages without a date, and of accusations that break no deal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import claim
from test_write_status import WORDS, books_with, said, tariff
from write_fixture import ask, day, entry, findings_of, state

from parley.resolve import resolve
from parley.write import compose, write
from parley.write.phrases import within


@pytest.mark.parametrize(("last", "falls"), [("imposed", ["t"]), ("delayed", []), ("lifted", [])])
def test_what_was_put_off_falls_due_no_more(last: str, falls: list[str]) -> None:
    """On its old day."""
    books, first = books_with(action="imposed", date=day("2031-05-01"))
    second = books.say("page", "Somebody said something about it", "measure", action=last)
    one = tariff(state("announced", day("2031-03-01"), [first, second]), when=day("2031-05-01"))
    (section,) = compose("deadlines", ask(), findings_of([one], books)).sections
    assert [line.entry for line in section.lines] == falls


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("They said so.", "They said so"),
        ("“We will open up.”", "We will open up"),
        ("“We will open up,” he said.", "‘We will open up,’ he said"),
        ("They will buy more.”", "They will buy more"),
        ("“They will buy more", "They will buy more"),
        ("He said: “It goes nowhere!", "He said: ‘It goes nowhere!’"),
        ("It goes nowhere,” he said.", "‘It goes nowhere,’ he said"),
    ],
)
def test_words_in_marks_have_single_marks_in_pairs(words: str, quoted: str) -> None:
    """A quotation within one is closed, whatever part of it the claim rests on."""
    assert within(words) == quoted


def test_of_a_period_the_last_word_is_as_old_as_on_its_last_day() -> None:
    """Asked years later for what came in spring, nothing is stale that was fresh then."""
    books, told = books_with(known="2031-03-01")
    findings = findings_of([tariff(state("threatened", day("2031-03-01"), [told]))], books)
    asked = replace(ask(), as_of="2033-01-01", since="2031-02-01")
    assert "last told in" not in write("timeline", asked, findings)
    assert "last told in" in write("changes", asked, findings)
    assert "last told in" not in write("changes", replace(asked, until="2031-05-01"), findings)


def test_what_only_an_undated_page_tells_says_so() -> None:
    """It may be as old as the page; what is over, or what a dated page tells too, needs no such word."""
    books, told = books_with(known=None)
    dated = books.say("page", "Somebody said something about it", "measure", known="2031-03-01")
    words = "told by a page without a date"
    for held, marked in (
        (["threatened", [told]], True),
        (["threatened", [told, dated]], False),
        (["lifted", [told]], False),
    ):
        found = findings_of([tariff(state(str(held[0]), None, list(held[1])))], books)
        assert (words in " ".join(write("state", ask(), found).split())) == marked


def test_nobody_said_that_an_end_had_come_without_word() -> None:
    """Who told of the suspension and its end is its witness; that it ran out follows from the day alone."""
    books, told = books_with(action="suspended", speaker="Jane Doe", certainty="attributed")
    held = state("suspended", day("2031-02-01"), [told], until=day("2031-03-01"))
    over = replace(held, status="lapsed", until=None, reason="derived: the suspension ended")
    for one, by in ((held, True), (over, False)):
        text = " ".join(write("state", ask(), findings_of([tariff(one)], books)).split()).split(" SOURCES ")[
            0
        ]
        assert ("Jane Doe said" in text) == by


def test_a_briefing_is_not_filled_with_what_is_overdue() -> None:
    """Of many days that passed without word the last ones stand there, and what comes next after them."""
    books, told = books_with()
    sides = {"actors": ("US",), "targets": ("CA",), "instrument": "tariff"}
    late = [
        entry(
            f"t{n:02}",
            "measure",
            f"duties {n}",
            [state("due", day(f"2031-02-{n:02}"), [told])],
            goods=(f"ware {n}",),
            **sides,
        )
        for n in range(1, 21)
    ]
    coming = entry(
        "soon",
        "measure",
        "duties",
        [state("announced", day("2031-03-02"), [told])],
        when=day("2031-03-20"),
        **sides,
    )
    due_ = next(
        s for s in compose("brief", ask(), findings_of([*late, coming], books)).sections if s.title == "DUE"
    )
    assert [line.entry for line in due_.lines] == ["t16", "t17", "t18", "t19", "t20", "soon"]
    assert due_.note == "15 more ones are in `parley deadlines`."
    asked = replace(ask(), as_of="2032-02-18")
    due_ = next(s for s in compose("brief", asked, findings_of(late, books)).sections if s.title == "DUE")
    assert [line.entry for line in due_.lines] == ["t18", "t19", "t20"]  # of the last year


def test_a_plan_of_long_ago_of_which_nobody_tells_is_no_news_of_talks() -> None:
    """It stands before the rounds that were held, and is the first to be left out."""
    books, told = books_with(kind="meeting")
    held = [
        entry(
            f"r{n}",
            "round",
            f"talks {n}",
            [state("held", day(f"203{n}-03-01"), [told])],
            actors=("US", "CA"),
            when=day(f"203{n}-03-01"),
        )
        for n in (1, 2, 3, 4)
    ]
    lost = entry("lost", "round", "talks", [state("overdue", day("2032-06-01"), [told])], actors=("US", "CA"))
    for as_of, shown in (
        ("2034-06-01", ["r1", "r2", "r3", "r4"]),
        ("2032-07-01", ["r2", "lost", "r3", "r4"]),
    ):
        found = compose("brief", replace(ask(), as_of=as_of), findings_of([*held, lost], books)).sections
        assert [line.entry for line in next(s for s in found if s.title == "TALKS").lines] == shown


def test_an_accusation_of_something_else_is_told_in_its_words() -> None:
    """Nothing that was agreed is said to be broken; who accuses is the party that the claim has."""
    accused = claim("accusation", "alleged", actors=("CA",), targets=("US",), words=WORDS)
    (quarrel,) = resolve((accused,), (), ())
    assert quarrel.states[0].by == ("CA",)
    books, told = books_with(kind="accusation")
    other = entry("us-canada", "dispute", "quarrel", [state("accused", None, [told], by=("CA",))])
    assert said(other, books) == f"Canada accused the US, as written: “{WORDS.rstrip('.')}”"
