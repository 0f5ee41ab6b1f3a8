"""The year of a page without a date, argued from the offices held in it and the deals whose month it names.

Only a day that the text fixes up to its year is settled here: a weekday with its date ("Monday, June 9th"),
or a weekday of the lead with a day just ahead. The year is the one for which the register of offices and the
known deals speak, if there is just one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from parley.clean.words import month_names, months, weekday_names, weekdays
from parley.lexicon import Lexicon, Match, lexicon
from parley.model import Article

FIRST_YEAR = 2017  # the register begins here
NEAR = 60  # code points between a deal's city and its month


def day_by_register(article: Article, fetched: str, named: str | None) -> tuple[str, str] | None:
    """(ISO day, argument) of an article whose lead names a weekday; None where it cannot be argued.

    Without the moment of fetching no year can be ruled out, and nothing is argued.
    """
    if not fetched[:4].isdigit():
        return None
    text = article.text
    last = int(fetched[:4])
    for days, why in (
        (told_days(text, last), "weekday and date"),
        (days_before(text, named, last), str(named)),
    ):
        found = sorted({d for d in days if d.isoformat() <= fetched[:10]})
        chosen = by_votes(text, found)
        if chosen is not None:
            return chosen.isoformat(), f"inferred: {why}, year by holders of office and deals named"
    return None


def _day() -> str:
    """A day of a month in either order, as four groups: month, day, day, month."""
    month = month_names()
    return rf"(?:({month})\.? (\d{{1,2}})|(\d{{1,2}}) ({month}))(?:st|nd|rd|th)?\b"


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"\b({weekday_names()}),? (?:the )?{_day()}", re.IGNORECASE)


@cache
def _month_day() -> re.Pattern[str]:
    return re.compile(rf"\b{_day()}(?!,? \d{{4}})", re.IGNORECASE)


def told_days(text: str, last: int) -> Iterator[date]:
    """Days on which the first "weekday, month day" of the text falls on that weekday."""
    found = _told().search(text[:1500])
    if found is None:
        return
    for day in in_years(found[2] or found[5], found[3] or found[4], last):
        if day.weekday() == weekdays()[found[1].lower()]:
            yield day


def days_before(text: str, named: str | None, last: int) -> Iterator[date]:
    """The lead's weekday in the week before the earliest day that the text names, for each year."""
    told = list(_month_day().finditer(text)) if named else []
    if named is None or not told:
        return
    for year in range(FIRST_YEAR, last + 1):
        days = [d for m in told for d in in_years(m[1] or m[4], m[2] or m[3], year, year)]
        if days:
            earliest = min(days)
            back = (earliest.weekday() - weekdays()[named.lower()]) % 7
            yield earliest - timedelta(days=back)


def in_years(month: str, day: str, last: int, first: int = FIRST_YEAR) -> Iterator[date]:
    """The day in each year in which it exists."""
    for year in range(first, last + 1):
        try:
            yield date(year, months()[month.lower().rstrip(".")], int(day))
        except (ValueError, KeyError):
            continue


def by_votes(text: str, days: Iterable[date]) -> date | None:
    """The day with most votes, of at least two, if no other has as many."""
    book = lexicon()
    matches = book.find(text)
    counted = Counter({day: votes(book, text, matches, day.isoformat()) for day in days})
    ranked = counted.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def votes(book: Lexicon, text: str, matches: tuple[Match, ...], day: str) -> int:
    """How many titled persons hold such an office on the day, and how many deals fit their month."""
    return sum(in_office(book, text, m, day) for m in set_of_persons(matches)) + sum(
        deals(book, text, matches, day)
    )


def set_of_persons(matches: tuple[Match, ...]) -> list[Match]:
    """The first mention of each person."""
    first: dict[str, Match] = {}
    for match in matches:
        if match.kind == "person":
            first.setdefault(match.key, match)
    return list(first.values())


def in_office(book: Lexicon, text: str, person: Match, day: str) -> bool:
    """Does the person hold, on that day, an office whose title stands before the name?"""
    before = text[max(0, person.start - 60) : person.start].lower()
    for office in book.offices_of(person.key, day):
        titles = (office.title, *office.titles, *office.forms)
        if any(before.rstrip(" ,").endswith(t.lower().split()[-1]) for t in titles):
            return True
    return False


def deals(book: Lexicon, text: str, matches: tuple[Match, ...], day: str) -> Iterator[bool]:
    """For each known deal whose city and month stand together: was it made in the last such month before?"""
    parties = {m.key for m in matches if m.kind in ("party", "adjective")}
    for accord in book.accords.values():
        if accord.started is None or len(accord.started) < 7 or not parties & set(accord.parties):
            continue
        month = next(n for n, k in months().items() if k == int(accord.started[5:7]) and len(n) > 2)
        city = accord.name.split()[0]
        if re.search(rf"\b{city}\b.{{0,{NEAR}}}\bin {month}\b", text, re.IGNORECASE | re.DOTALL):
            year = int(day[:4]) if day[5:7] >= accord.started[5:7] else int(day[:4]) - 1
            yield year == int(accord.started[:4])
