"""Times that date nothing: years in names of laws, days of a report, marks of a record."""

from __future__ import annotations

import pytest
from prose import kind_of, reading_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru imposed the duties under the 1974 Trade Act.",
        "Peru invoked the 1977 Emergency Powers and Customs Act.",
        "Peru imposed the duties under the 1977 IEEPA.",
        "Peru laid the duties under the Trade Act of 1974.",
        "It broke the 2019 Joint Statement on steel.",
        "The peso fell to its lowest level since March 3.",
        "Exports had their worst month since 2009.",
        "Peru will tax Chilean apples, Reuters reported on 6 June.",
    ],
)
def test_dates_nothing(sentence: str) -> None:
    """The time is no day of what is told."""
    assert reading_of(sentence).doc.times == ()


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("Peru imposed the duties in 1974.", "1974-01-01"),
        ("Peru passed a new trade law in 2019.", "2019-01-01"),
        ("The 2018 tariffs on steel remain.", "2018-01-01"),
        ("Exports have fallen by 5% since March 3.", "2025-03-03"),
        ("Peru will tax Chilean apples, the ministry said on 6 June.", "2025-06-06"),
        ("Peru will tax Chilean apples on 16 June, Reuters reported.", "2025-06-16"),
    ],
)
def test_dates_something(sentence: str, start: str) -> None:
    """Near ones keep their day."""
    assert [t.when.start for t in reading_of(sentence).doc.times if t.when] == [start]


def test_a_day_in_brackets_is_of_its_rate() -> None:
    """A day told in brackets with one of several rates is no day of the others."""
    told = kind_of(
        "measure",
        "Peru quarrels with Chile.",
        "Peru applied duties to steel (50 percent), cars (25 percent) and tin (30 percent as of August 1).",
    )
    assert told and {c.date for c in told if c.values[0].number != 30} == {None}


def test_done_by_saying_so() -> None:
    """What somebody announces that he is doing is done on that day."""
    told = kind_of("measure", "Peru announced on Monday that it was cutting its duty on Chilean apples.")
    assert [c.date.start for c in told if c.date] == ["2025-06-09"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Importers have 180 days to challenge the duties.",
        "Under the law, the ministry has as long as 270 days to decide on the duty.",
        "The statute allows temporary duties of 15% for 150 days to address imbalances.",
        "Companies have up to 60 days to appeal against the duty.",
        "Peru agreed to extend its purchases to 25 million tonnes of soybeans annually through 2028.",
    ],
)
def test_a_rule_gives_no_deadline(sentence: str) -> None:
    """A length that a rule gives to all runs from no day that is told."""
    assert kind_of("deadline", "Peru quarrels with Chile.", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("Chile has 30 days to reply to the complaint.", "2025-07-11"),
        ("Chile was given 30 days to answer the tariff letter.", "2025-07-11"),
        ("The truce was extended through 2028.", "2028-01-01"),
    ],
)
def test_a_length_given_to_one_does(sentence: str, end: str) -> None:
    """One who is given a length has it from the day of writing."""
    found = kind_of("deadline", "Peru quarrels with Chile.", sentence)
    assert [c.date.start for c in found if c.date] == [end]


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("Peru imposed a global tariff of 15%.", ("WORLD",)),
        ("Peru will impose worldwide import duties of 15%.", ("WORLD",)),
        ("Peru imposed a tariff of 15% on Chile.", ("CL",)),
        ("Peru imposed a global tariff of 15%, also on Chile.", ("CL",)),
    ],
)
def test_global_is_on_all(sentence: str, targets: tuple[str, ...]) -> None:
    """A measure called global is on all, where it names no party."""
    assert [c.targets for c in kind_of("measure", "Peru quarrels with Chile.", sentence)] == [targets]


def test_goods_of_a_description() -> None:
    """What a good is, and what it is used for, is no good that the measure is on."""
    text = "Peru opened an investigation into imports of polysilicon, a raw material used in chips."
    assert [c.goods for c in kind_of("measure", text)] == [("polysilicon",)]
