"""Quantities: numbers, units, roles, notes, and their order as values."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.model import Value
from parley.read.quantities import Quantity, find_quantities, to_values
from parley.read.quantities_words import lexicon


def only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


FORMS = [
    ("a duty of 34.5% on tin", "34.5%", 34.5, "percent"),
    ("a duty of 34.5 per cent", "34.5 per cent", 34.5, "percent"),
    ("a 50-percent duty", "50-percent", 50, "percent"),
    ("slumped one percent", "one percent", 1, "percent"),
    ("twenty-five percent", "twenty-five percent", 25, "percent"),
    ("2 1/2 percent", "2 1/2 percent", 2.5, "percent"),
    ("worth $200 billion", "$200 billion", 200e9, "USD"),
    ("worth $1.2bn", "$1.2bn", 1.2e9, "USD"),
    ("worth US$1.2 trillion", "US$1.2 trillion", 1.2e12, "USD"),
    ("worth C$50 million", "C$50 million", 50e6, "CAD"),
    ("worth A$50 million", "A$50 million", 50e6, "AUD"),
    ("50 million Canadian dollars", "50 million Canadian dollars", 50e6, "CAD"),
    ("50 million Australian dollars", "50 million Australian dollars", 50e6, "AUD"),
    ("60 million New Taiwan dollars", "60 million New Taiwan dollars", 60e6, "TWD"),
    ("worth Mex$80 million", "Mex$80 million", 80e6, "MXN"),
    ("worth €549 million", "€549 million", 549e6, "EUR"),
    ("worth 300 billion yuan", "300 billion yuan", 300e9, "CNY"),
    ("75 BILLION DOLLARS of goods", "75 BILLION DOLLARS", 75e9, "USD"),
    ("another 16 [billion dollars]", "16 [billion dollars]", 16e9, "USD"),
    ("at 143.54 yen", "143.54 yen", 143.54, "JPY"),
    ("at 85.35 pence", "85.35 pence", 85.35, "pence"),
    ("20 million metric tons of soy", "20 million metric tons", 20e6, "tonnes"),
    ("3 million barrels", "3 million barrels", 3e6, "barrels"),
    ("fell 623 points", "623 points", 623, "index_points"),
    ("DOWN at 7,512.08 (close)", "7,512.08", 7512.08, "index_points"),
    ("half a percentage point", "half a percentage point", 0.5, "percent_points"),
    ("25 basis points", "25 basis points", 25, "basis_points"),
    ("three times its size", "three times", 3, "times"),
    ("fell by a third", "a third", 1 / 3, "ratio"),
    ("two-thirds of the crop", "two-thirds", 2 / 3, "ratio"),
    ("prices halved", "halved", 0.5, "ratio"),
    ("a 90-day truce", "90-day", 90, "days"),
    ("exempt for one year", "one year", 1, "years"),
    ("a list of 2,493 items", "2,493 items", 2493, "count"),
    ("on 545 US products", "545 US products", 545, "count"),
]


@pytest.mark.parametrize(("text", "words", "number", "unit"), FORMS)
def test_forms(text: str, words: str, number: float, unit: str) -> None:
    """A quantity is found with its exact words, multiplied out, in the unit of the claims."""
    quantity = only(text)
    assert text[quantity.start : quantity.end] == words
    assert quantity.number == pytest.approx(number)
    assert quantity.unit == unit


ROLES = [
    ("raised to 25 % from 10 %", [(25, "level"), (10, "from")]),
    ("raised from 10% to 25%", [(10, "from"), (25, "level")]),
    ("lowering the rate from 145% to 30%", [(145, "from"), (30, "level")]),
    ("a cut, 145% to 30%, was agreed", [(145, "from"), (30, "level")]),
    ("40% on tin from the current 15%", [(40, "level"), (15, "from")]),
    ("cut by 10%", [(10, "change")]),
    ("sales were down 34.5%", [(34.5, "change")]),
    ("dropping over 2.6%", [(2.6, "change")]),
    ("closed 1.1% higher", [(1.1, "change")]),
    ("an additional 10% duty", [(10, "change")]),
    ("rose by 0.5% to 3.2%", [(0.5, "change"), (3.2, "level")]),
    ("fell 623 points, or 2.37%, to close at 25,628.", [(623, "change"), (2.37, "change"), (25628, "level")]),
    ("doubled to 20%", [(20, "level")]),
    ("between 15 and 25 percent", [(15, "range_low"), (25, "range_high")]),
    ("duties of 15-25%", [(15, "range_low"), (25, "range_high")]),
    ("10 to 15 per cent", [(10, "range_low"), (15, "range_high")]),
    ("ranging from 10% to 25%", [(10, "range_low"), (25, "range_high")]),
    ("$200-300 billion", [(200e9, "range_low"), (300e9, "range_high")]),
    ("worth $34bn", [(34e9, "amount")]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles(text: str, roles: list[tuple[float, str]]) -> None:
    """New and old level, change, ends of a range and amounts are told apart."""
    assert [(q.number, q.role) for q in find_quantities(text)] == roles


NOTES = [
    ("at least 50%", "at least"),
    ("just under €100 billion", "just under"),
    ("more than 150 countries", "more than, countries"),
    ("nearly seven hours", "nearly"),
    ("worth $660 billion a year", "per year"),
    ("at $67.13 per barrel", "per barrel"),
    ("more than €1.6tn a year", "more than, per year"),
    ("from 144.62 yen", "from"),
    ("on 545 US products", "products"),
    ("down 3%", "change"),
    ("a duty of 3%", None),
]


@pytest.mark.parametrize(("text", "note"), NOTES)
def test_notes(text: str, note: str | None) -> None:
    """The note is the old level's, else the hedge, the rate's base, what is counted, or `change`."""
    assert only(text).note == note


def test_a_range_knows_both_bounds() -> None:
    """Each end of a range carries low and high."""
    low, high = find_quantities("between 15 and 25 percent")
    assert (low.low, low.high, high.low, high.high) == (15, 25, 15, 25)


def test_and_alone_makes_no_range() -> None:
    """Two rates joined by `and` are two levels."""
    assert [q.role for q in find_quantities("10% and 25%")] == ["level", "level"]


def test_a_sum_told_twice_is_one_value() -> None:
    """The sum in brackets in another currency is found, and left out of the values."""
    found = find_quantities("tariffs on $34bn (£25.7bn) of goods")
    assert [q.note for q in found] == [None, "equivalent"]
    assert to_values(found) == (Value(34e9, "USD"),)


def test_a_sum_with_an_old_one_is_a_level() -> None:
    """ "Up from" tells the old sum, which comes second."""
    found = find_quantities("The deficit was $1.2 billion, up from $900 million, or 3% of output")
    assert [v.number for v in to_values(found)][:2] == [1.2e9, 3]
    assert [v.number for v in to_values(found) if v.unit == "USD"] == [1.2e9, 9e8]


def test_a_share_beside_a_sum_comes_after_it() -> None:
    """ "Equivalent to" sets a share beside what was told first."""
    found = find_quantities("Exports came to nearly $3 billion, equivalent to about 7% of the total")
    assert [v.unit for v in to_values(found)] == ["USD", "percent"]


def test_values_are_in_the_order_of_the_claims() -> None:
    """New level, old level, change, then amounts, whatever the order in the text."""
    found = find_quantities("On $200 billion, up 15 percentage points, to 25% from 10%")
    assert [(v.number, v.unit) for v in to_values(found)] == [
        (25, "percent"),
        (10, "percent"),
        (15, "percent_points"),
        (200e9, "USD"),
    ]


NONE = [
    "The FTSE 100 and the S&P 500 shares",
    "in 2018 companies left",
    "Section 301 probes",
    "two weeks ago",
    "the first half of the game",
    "a second third of",
    "No. 5 is out",
    "on 9 June",
]


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_are_no_quantities(text: str) -> None:
    """Names with numbers, years, ordinals, dates and bare numbers are left out."""
    assert find_quantities(text) == ()


@pytest.mark.parametrize("example", lexicon()["example"], ids=lambda e: str(e["text"]))
def test_examples_of_the_lexicon(example: dict[str, Any]) -> None:
    """Each example in units.toml reads as it says."""
    quantity = only(example["text"])
    assert quantity.number == example["number"]
    assert quantity.unit == example["unit"]


WORDS = sorted(lexicon()["units"] | lexicon()["scales"] | lexicon()["currency_signs"] | lexicon()["numbers"])


@given(
    st.lists(
        st.sampled_from([*WORDS, "12", "3.5", "1,000", "to", "from", "-", "a", "by", "(", ")", "third", "of"])
    )
)
@settings(max_examples=200, deadline=None)
def test_any_words_of_quantity_are_read(words: list[str]) -> None:
    """No sequence of numbers, signs and units fails; spans lie inside the text, in order."""
    _check(" ".join(words))
    _check("".join(words))


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """No text fails."""
    _check(text)


def _check(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(to_values(found)) <= len(found)


@pytest.mark.parametrize("unit", ["1", " ", "$", "1,111", "two-", "one ", "5%", "a half "])
def test_time_is_linear_in_length(unit: str) -> None:
    """100 kB of digits, spaces or signs never take seconds."""
    start = time.process_time()
    find_quantities(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 3


def test_two_sides_are_no_amount() -> None:
    """ "The two countries" counts nothing that a claim tells; three countries may."""
    assert to_values(find_quantities("a duty of 5% in the row between the two countries")) == (
        Value(5, "percent"),
    )
    assert Value(3, "count", "countries") in to_values(find_quantities("a duty of 5% on three countries"))
