"""Dates as pages write them, and the publication date that is never a guess."""

from __future__ import annotations

import pytest

from parley.clean import clean, dates
from parley.model import Article, Page


def article(text: str, *, address: str = "a.txt", date: str | None = None) -> Article:
    return clean(
        Page("0" * 64, address, "2024-05-06T07:08:09Z", text.encode(), text, "utf-8", "text/plain", date)
    )[0]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("4 May 2021", "2021-05-04"),
        ("May 4, 2021", "2021-05-04"),
        ("May 4th, 2021", "2021-05-04"),
        ("04-May-21", "2021-05-04"),
        ("4 mai 2021", "2021-05-04"),
        ("4. März 2021", "2021-03-04"),
        ("4 de mayo de 2021", "2021-05-04"),
        ("2021年5月4日", "2021-05-04"),
        ("2021-05-04", "2021-05-04"),
        ("2021-05-04T06:07:08Z", "2021-05-04T06:07+00:00"),
        ("2021-05-04T06:07:08.123+0200", "2021-05-04T06:07+02:00"),
        ("May 4, 2021 at 6:07 PM GMT+2", "2021-05-04T18:07+02:00"),
        ("May 4, 2021, 12:07 a.m. EST", "2021-05-04T00:07-05:00"),
        ("May 4, 2021 6:07 PM ET", "2021-05-04T18:07-04:00"),
        ("Jan 4, 2021 6:07 PM ET", "2021-01-04T18:07-05:00"),
        ("Tue 4 May 2021 06.07 BST", "2021-05-04T06:07+01:00"),
        ("6:07 AM EDT, Tue May 4, 2021", "2021-05-04T06:07-04:00"),
        ("24/05/21", "2021-05-24"),
        ("05/24/2021", "2021-05-24"),
        ("04/04/2021", "2021-04-04"),
        ("04/05/2021", None),
        ("31 February 2021", None),
        ("May 4", None),
        ("version 2.0.21", None),
    ],
)
def test_forms(text: str, iso: str | None) -> None:
    """One moment, many spellings; what could be two days or none is no date."""
    assert dates.parse(text) == iso


def test_day_order_may_be_said() -> None:
    """British and American readers of 04/05/21."""
    assert dates.parse("04/05/21", day_first=True) == "2021-05-04"
    assert dates.parse("04/05/21", day_first=False) == "2021-04-05"


def test_date_lines_hold_dates_and_nothing_else() -> None:
    """Labels tell published from updated; a sentence with a date is no date line."""
    line = "Published 4 May 2021 | Last updated on 5 May 2021 at 10:00 CET"
    assert dates.date_line(line) == ("2021-05-04", "2021-05-05T10:00+01:00")
    assert dates.date_line("Tuesday | May 4, 2021") == ("2021-05-04", None)
    assert dates.date_line("The law of 4 May 2021") is None
    assert dates.date_line("Tuesday") is None


BODY = "The harbour board put off its vote on the crane fees, officials of the port said{}.\n" + (
    "A second paragraph gives the reasons of the board at some length and in plain words.\n"
)


@pytest.mark.parametrize(
    ("text", "address", "date", "expected"),
    [
        (BODY.format(""), "a.txt", None, (None, None)),
        (BODY.format(""), "a.txt", "2021-05-04", ("2021-05-04", "given")),
        (BODY.format(""), "https://x.example/2021/05/04/fees", None, ("2021-05-04", "url")),
        (BODY.format(""), "x_20210504_fees.txt", None, ("2021-05-04", "url")),
        ("4 May 2021\n" + BODY.format(""), "a.txt", "2020-01-01", ("2021-05-04", "date bar")),
        (BODY.format(" on Wednesday"), "a.txt", None, (None, None)),
    ],
)
def test_the_date_is_its_own_then_given_then_of_the_address(
    text: str, address: str, date: str | None, expected: tuple[str | None, str | None]
) -> None:
    """A page without a date has none, whatever weekday it names."""
    made = article(text, address=address, date=date)
    assert (made.published, made.published_basis) == expected


def test_a_dated_caption_and_a_weekday_give_the_day() -> None:
    """4 May 2021 was a Tuesday; news "on Wednesday" beside a picture of that day is of the fifth."""
    caption = "Dockers wait for the board at the gate of the port on May 4, 2021.\nPhoto: Ada Fell\n"
    made = article(BODY.format(" on Wednesday") + caption + BODY.format(""))
    assert made.published == "2021-05-05"
    assert made.published_basis == "inferred: Wednesday + caption May 4, 2021"


def test_a_caption_of_another_week_gives_nothing() -> None:
    """Two dated captions disagree; nothing is inferred."""
    caption = "Dockers wait for the board at the gate of the port on May {}, 2021.\nPhoto: Ada Fell\n"
    made = article(BODY.format(" on Wednesday") + caption.format(4) + BODY.format("") + caption.format(20))
    assert made.published is None
