"""Figures: which numbers are claims, how many claims they make, and their values."""

from __future__ import annotations

import pytest
from prose import article_of, kind_of, parser

from parley.read import read
from parley.record import record


def numbers(*paragraphs: str) -> list[list[tuple[float, str]]]:
    """(number, unit) of each figure, sorted by the first number."""
    return sorted([(v.number, v.unit) for v in c.values] for c in kind_of("figure", *paragraphs))


TRADE = [
    ("Norland's exports to the US suffered a steep drop of 12.5 percent in April.", -12.5, "percent"),
    ("The bilateral trade relationship, worth $320 billion a year, is at risk.", 320e9, "USD"),
    ("Switzerland had a surplus of $38.5bn in goods with the US in 2024.", 38.5e9, "USD"),
    ("The bloc exported €532 billion in goods to the United States in 2024.", 532e9, "EUR"),
    ("Car makers account for 3% of GDP.", 3, "percent"),
    ("The duties will affect $40bn in annual imports from Chile and Peru.", 40e9, "USD"),
    ("Exports make up about 60 percent of the island's economy.", 60, "percent"),
    ("Imports from China have dropped by a fifth since January.", -0.2, "ratio"),
    ("The port's trade is equal to more than four times its GDP.", 4, "times"),
    ("Brazil sold 4.6 million tonnes of steel to the US.", 4.6e6, "tonnes"),
    ("America bought $12 billion of Brazilian coffee and beef last year.", 12e9, "USD"),
    ("Tariff revenue has reached $68 billion so far this year.", 68e9, "USD"),
    ("The Treasury collected $16bn in tariffs in April.", 16e9, "USD"),
    ("The levies would cost the typical family $1,200 a year.", 1200, "USD"),
    ("Rare earth exports fell to 5,864 tonnes in May.", 5864, "tonnes"),
    ('"We lose $100 billion with Canada every year," the president said.', 100e9, "USD"),
]

ECONOMY = [
    ("The IMF cut its forecast for global growth to 2.8 percent from 3.3 percent.", 2.8, "percent"),
    ("Tariffs could shave 0.5 percentage points off growth next year.", -0.5, "percent_points"),
    ("The duties would reduce gross domestic product by 1.2 percent, the bank estimated.", -1.2, "percent"),
    ("Consumer prices rose 2.4% in May from a year earlier.", 2.4, "percent"),
    ("Unemployment edged up to 4.3 percent.", 4.3, "percent"),
    ("The central bank held its key rate at 2.75 percent.", 2.75, "percent"),
    ("A poll showed that 57 percent of respondents expected prices to rise.", 57, "percent"),
    ("Employers added 139,000 jobs in May.", 139000, "count"),
    ("The consumer sentiment index dropped to 50.8.", 50.8, "index_points"),
]

MARKETS = [
    ("The tech-heavy Nasdaq closed down 1% after the remarks.", -1, "percent"),
    ("The broader S&P 500 lost 0.7%.", -0.7, "percent"),
    ("In London the FTSE 100 ended 0.3 percent higher.", 0.3, "percent"),
    ("The exchange-traded fund for shops rose 1.6%.", 1.6, "percent"),
    ("Gold hit a record $3,500 an ounce.", 3500, "USD"),
    ("The yield on the 10-year Treasury climbed to 4.58 percent.", 4.58, "percent"),
    ("The yuan weakened past 7.35 per dollar for the first time since 2007.", 7.35, "CNY"),
    ("Shares in Harley-Davidson tumbled more than 7% after the announcement.", -7, "percent"),
    ("In Tokyo, stocks closed 2.8 percent lower.", -2.8, "percent"),
]


@pytest.mark.parametrize(("sentence", "number", "unit"), [*TRADE, *ECONOMY, *MARKETS])
def test_a_measured_number_is_one_figure(sentence: str, number: float, unit: str) -> None:
    """Each statistic gives one claim whose first value is the level or change, falls negative."""
    found = numbers(sentence)
    assert len(found) == 1
    assert found[0][0][0] == pytest.approx(number)
    assert found[0][0][1] == unit


NOT_MEASURED = [
    "The grower has pulled out a third of her vines.",
    "The officials spoke of a tariff deal built around a headline rate of 10%.",
    "The White House raised duties on copper to 50 percent.",
    "A 25 percent tariff on cars took effect on Thursday.",
    "Tariffs on $60bn of American products will rise on 1 June.",
    "Goods worth €21 billion would face levies of up to 25 percent.",
    "The commission approved a list of American goods worth €93 billion for retaliation.",
    "The exporters face duties that average 40 percent.",
    "Japan agreed to invest $550 billion in American plants.",
    "Beijing promised to buy $200 billion more in farm goods over two years.",
    "The government unveiled a C$2 billion fund for car workers.",
    "The president, who won 52 percent of the vote, will meet the premier.",
    "He is 50 percent sure that a deal will be reached, he said.",
    "The two leaders met four times and spoke for 90 minutes.",
    "The plan has a 60 percent chance of passing.",
    "The company was fined $1.4 billion by the regulator.",
    "The envoy, 61, has held the post for three years.",
    '"I lowered it by 10 percent," he said.',
]


@pytest.mark.parametrize("sentence", NOT_MEASURED)
def test_numbers_of_measures_pledges_plans_and_votes_are_no_figures(sentence: str) -> None:
    """A number that a duty, a promise, a project, a vote or an age holds measures nothing."""
    assert numbers(sentence) == []


def test_a_list_of_moves_is_one_claim_a_market() -> None:
    """Each name in a list has its own number, although the list has one verb or none."""
    found = numbers("Car makers fell, with BMW down 3.1%, Volkswagen off 2.2% and Renault dropping over 4%.")
    assert found == [[(-4, "percent")], [(-3.1, "percent")], [(-2.2, "percent")]]


def test_respectively_gives_each_its_number() -> None:
    """Two numbers with "respectively" are two claims, both falls."""
    found = numbers("Shell and TotalEnergies posted profit falls of 10% and 2% respectively.")
    assert found == [[(-10, "percent")], [(-2, "percent")]]


def test_points_percent_and_close_are_one_claim() -> None:
    """A move told in points, percent and level is one fact; only the moves are negative."""
    found = numbers("The Dow fell 512 points, or 1.9%, to close at 26,118.")
    assert len(found) == 1
    assert sorted(found[0]) == [(-512, "index_points"), (-1.9, "percent"), (26118, "index_points")]


def test_two_verbs_are_two_claims() -> None:
    """A day's move and a week's move differ."""
    found = numbers("The Shanghai Composite ended 0.4% higher, but closed the month 2.5% lower.")
    assert found == [[(-2.5, "percent")], [(0.4, "percent")]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Madrid - IBEX 35: DOWN 0.3 percent at 14,112.80 points",
            {(-0.3, "percent"), (14112.80, "index_points")},
        ),
        ("Seoul - KOSPI: FLAT at 2,901.33 (close)", {(2901.33, "index_points")}),
        ("Euro/dollar: UP at $1.1312 from $1.1288", {(1.1312, "USD"), (1.1288, "USD")}),
        ("Dollar/yen: DOWN at 142.20 yen from 143.05 yen", {(142.20, "JPY"), (143.05, "JPY")}),
    ],
)
def test_a_line_of_a_market_table_is_one_claim(line: str, expected: set[tuple[float, str]]) -> None:
    """A table line has level, change and former level in one claim."""
    found = numbers(line)
    assert len(found) == 1
    assert set(found[0]) == expected


def test_table_lines_that_were_run_together_stay_apart() -> None:
    """Where a page lost its line breaks, each name with a colon begins a claim."""
    found = numbers(
        "Euro/dollar: UP at $1.1312 from $1.1288 Brent North Sea Crude: DOWN 1.2 percent at $66.10 per barrel"
    )
    assert sorted(len(f) for f in found) == [2, 2]
    assert [(1.1312, "USD"), (1.1288, "USD")] in found


def test_a_market_moves_on_the_day_of_publication() -> None:
    """Without a told day, a move is of the day of publication; a told month stands."""
    (move,) = kind_of("figure", "The Nasdaq lost 2 percent.")
    (told,) = kind_of("figure", "Norway's exports fell 3 percent in May.")
    assert move.date is not None and move.date.start == "2025-06-11"
    assert told.date is not None and told.date.start == "2025-05-01"
    assert kind_of("figure", "Norway's exports make up 30 percent of its GDP.")[0].date is None


def test_who_trades_with_whom() -> None:
    """The owner of the flow acts, the other side is the target; the flow and the goods are named."""
    (claim,) = kind_of("figure", "Japan's shipments of steel to the US fell 8 percent in May.")
    assert (claim.actors, claim.targets) == (("JP",), ("US",))
    assert claim.goods == ("shipments", "steel")
    (index,) = kind_of("figure", "The S&P 500 gained 0.4 percent.")
    assert index.goods == ("S&P 500",)


def test_a_figure_that_somebody_gives_is_attributed() -> None:
    """The body that publishes the number is the speaker."""
    (claim,) = kind_of("figure", "Global trade will grow by only 0.1 percent this year, the WTO said.")
    assert claim.certainty == "attributed"
    assert claim.speaker in ("WTO", "World Trade Organization")


def test_headlines_tell_no_figures_of_their_own() -> None:
    """A headline repeats the body."""
    article = article_of("Talks went on.", title="Stocks drop 3 percent")
    assert [c for c in record(read(article, parser())) if c.kind == "figure"] == []


def test_the_day_of_saying_is_not_that_of_the_figure() -> None:
    """What is measured has the time and owner told with it, not those of whoever tells it."""
    [claim] = kind_of(
        "figure", "Chile's tin minister said on Tuesday that Peru's tin exports fell 4% in May."
    )
    assert claim.date is not None and claim.date.start == "2025-05-01" and claim.actors == ("PE",)


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Chile's trade deficit with Peru narrowed by $200 million in May.", -200e6),
        ("Chile's exports to Peru have fallen by more than half since 2022.", -0.5),
        ("Chile's exports to Peru fell to $3 billion in May.", 3e9),
    ],
)
def test_falls_are_negative_and_levels_are_not(sentence: str, number: float) -> None:
    """ "by" tells a change, "to" a level."""
    [claim] = kind_of("figure", sentence)
    assert claim.values[0].number == number


def test_a_level_comes_before_its_change() -> None:
    """ "worth so much, up 4%": what it is comes first, then by how much it moved."""
    [claim] = kind_of(
        "figure", "Two-way trade in tin was worth $3 billion in 2024, up 4% on the year before."
    )
    assert [v.number for v in claim.values] == [3e9, 4]


def test_a_second_verb_shares_its_subject_and_has_its_own_month() -> None:
    """ "Rose in April and fell in May" is two figures of one thing."""
    told = kind_of("figure", "Peru's exports to Norway rose 5% in April and fell 3% in May.")
    found = {(c.actors, c.goods, c.values[0].number, c.date and c.date.start) for c in told}
    assert found == {
        (("PE",), ("exports",), 5, "2025-04-01"),
        (("PE",), ("exports",), -3, "2025-05-01"),
    }
