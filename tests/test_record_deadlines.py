"""Deadlines and rulings: what ends when, what a court decided (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

ENDS = [
    ("Both sides consider the end of August as a more realistic deadline for a deal.", "2025-08-31"),
    ("Chile gave Peru 24 hours to drop the duty.", "2025-06-12"),
    (
        "Peru let Chile extend its 25 percent duty on imports of small and large pickup trucks by a decade "
        "to 2041.",
        "2041-01-01",
    ),
    (
        "He signed the order extending the deadline for the sale by 90 days (to September 17, 2025).",
        "2025-09-17",
    ),
    ("The pact itself will expire after July 17, Peru said.", "2025-07-17"),
    (
        "He wants to extend the legal deadline for the sale of the yard and its cranes to September 17.",
        "2025-09-17",
    ),
    ("The suspension began on May 11 and will last for four months.", "2025-09-11"),
    ("China will complete its review of the duties by the end of June.", "2025-06-30"),
    ("There are just 14 days left for Ottawa to decide on the safeguard.", "2025-06-25"),
    ("The licence for Huawei has been extended through November 18.", "2025-11-18"),
    ("The measures were adopted in May and were due to snap back into place on July 14.", "2025-07-14"),
    ("The exclusions were set to end July 9, and nobody has asked for more.", "2025-07-09"),
    ("The waiver expires on June 11.", "2025-06-11"),
    ("The deadline for replies to the ministry on the tariff is July 17.", "2025-07-17"),
    ("Chile set August 4 as the final date for duties to be agreed.", "2025-08-04"),
    ("A new order pushed that date for the duties to August 1.", "2025-08-01"),
    ("The scheme is set to lapse on September 30.", "2025-09-30"),
    ("The ruling on the duties will come October 19 at the latest.", "2025-10-19"),
    ("The exemptions were set to expire at the end of 2025.", "2025-12-31"),
    (
        "He set a deadline for Peru to let so many thousand tonnes of its finest copper ore and tin out of "
        "its ports, as told before, by December 31.",
        "2025-12-31",
    ),
    ("The pause on tariffs ends on July 9.", "2025-07-09"),
    ("Trump gave Mexico until Friday to stop the flow of fentanyl.", "2025-06-13"),
    ("The truce between the US and China expires on August 12.", "2025-08-12"),
    ("The EU has paused its countermeasures until July 14.", "2025-07-14"),
    ("Canada has 30 days from June 1 to respond to the complaint.", "2025-07-01"),
    ("Both sides face a deadline of November 10 to renew the truce.", "2025-11-10"),
    ("The exemption for auto parts runs out on May 3, 2026.", "2026-05-03"),
    ("A 90-day truce that began on May 14 gave negotiators time.", "2025-08-12"),
    ("Trump set an August 1 deadline for countries to make deals.", "2025-08-01"),
    ("India must strike a deal by July 8 or face a 26% tariff.", "2025-07-08"),
    ("The United States extended the exclusions through August 31.", "2025-08-31"),
    ("The comment period closes on July 15.", "2025-07-15"),
    ("Negotiators are racing to reach an agreement before the July 9 deadline.", "2025-07-09"),
    ("London delayed its checks on EU food until January 2026.", "2026-01-01"),
    ("The quota replaces a steel programme that is set to expire in June 2026.", "2026-06-01"),
    ("July 1 was a firm and final deadline for the two sides, Chile said.", "2025-07-01"),
    ("A general licence runs through September 7 for makers of chips.", "2025-09-07"),
    (
        "Firms may keep shipping parts to the Chinese company until August 19, the ministry said.",
        "2025-08-19",
    ),
    ("Peru must publish the new regulation by October 30.", "2025-10-30"),
    ("Ottawa will give Beijing three months to review the duties on canola.", "2025-09-11"),
    ("Negotiators aim to conclude the trade deal by the end of August.", "2025-08-31"),
]

NO_END = [
    "Shipments of tin will begin on Monday and the deadline is put off again.",
    "The duties must be set within 190 days of the first complaint.",
    "The ban on tin would have returned on Friday.",
    "Trump said on Monday that the new deadline is firm.",
    "Trump signed an order on Monday to extend the deadline for the duties.",
    "The steel tariff takes effect on Monday.",
    "Exports rose until May.",
    "The factory will close by 2027.",
    "China's growth will slow by 2030, the bank said.",
    "Trump ended the tariff on Friday.",
    "The signing of the trade deal has been postponed to July 4.",
    "Duties were imposed on Monday, ending a two-month reprieve.",
    "Even if the new mines open by 2030, tariffs will raise the price of lithium.",
]

RULED = [
    ("The US Court of International Trade struck down the tariffs on May 28.", "struck_down", "2025-05-28"),
    ("A federal appeals court upheld the steel tariffs on Tuesday.", "upheld", "2025-06-10"),
    ("A federal appeals court temporarily reinstated the tariffs on Thursday.", "stayed", "2025-06-05"),
    (
        "The Supreme Court ruled that Trump had exceeded his authority by imposing the tariffs.",
        "struck_down",
        None,
    ),
    ("A WTO panel found that Chinese duties on Australian barley broke trade rules.", "struck_down", None),
    (
        "The WTO ruled in favour of the European Union in the dispute over aircraft subsidies.",
        "struck_down",
        None,
    ),
    (
        "Judges threw out the tariffs on Wednesday, saying the president had gone too far.",
        "struck_down",
        "2025-06-11",
    ),
    ("A federal judge blocked the ban on TikTok in 2020.", "struck_down", "2020-01-01"),
    ("The appeals court put the ruling on the steel tariffs on hold.", "stayed", None),
    ("A USMCA panel sided with Mexico in the dispute over car parts.", "struck_down", None),
    ("The tariffs were ruled illegal by a US court in May.", "struck_down", "2025-05-01"),
]

NOT_RULED = [
    "The court will hear the case in November.",
    "The judge said the lawyers were late.",
]


@pytest.mark.parametrize(("sentence", "day"), ENDS)
def test_deadline_is_found(sentence: str, day: str) -> None:
    """What ends, or is due, on a date is one claim with that date."""
    (claim,) = kind_of("deadline", sentence)
    assert claim.date is not None
    assert claim.date.start == day


@pytest.mark.parametrize("sentence", NO_END)
def test_dates_that_are_no_deadline(sentence: str) -> None:
    """Effective dates, forecasts, past ends and stretches without a start are no deadlines."""
    assert kind_of("deadline", sentence) == []


@pytest.mark.parametrize(("sentence", "action", "day"), RULED)
def test_ruling_is_found(sentence: str, action: str, day: str | None) -> None:
    """What a court or panel decides on a measure is one claim."""
    (claim,) = kind_of("ruling", sentence)
    assert claim.action == action
    assert day is None or (claim.date is not None and claim.date.start == day)


@pytest.mark.parametrize("sentence", NOT_RULED)
def test_courts_that_decide_nothing(sentence: str) -> None:
    """A hearing to come and a judge's remark are no rulings."""
    assert kind_of("ruling", sentence) == []


def test_ruling_on_other_law_is_left_alone() -> None:
    """A court that decides on something else than trade, in a story on something else, makes no claim."""
    assert kind_of("ruling", "A federal judge blocked the order on voter registration on Tuesday.") == []


def test_deadline_counted_in_days_needs_one_start() -> None:
    """A stretch of days whose start is not told makes no date."""
    assert kind_of("deadline", "The two sides have a 90-day truce.") == []


def test_put_off_date_without_year_lies_ahead() -> None:
    """A duty put off to a month that is past this year is due in the next one."""
    (claim,) = kind_of("deadline", "The duty on tin will be delayed to March 1.")
    assert claim.date is not None
    assert claim.date.start == "2026-03-01"


def test_the_suspension_of_the_sentence_before_ends() -> None:
    """ "The suspension runs until": the measure put to rest before it has that end, on both sentences."""
    told = ("Norway has suspended its duties on salmon, the ministry said.",)
    end = "The suspension runs until 10 November 2026."
    (claim,) = kind_of("measure", f"{told[0]} {end}")
    assert claim.expires == "2026-11-10"
    assert end in claim.words
    (deadline,) = kind_of("deadline", f"{told[0]} {end}")
    assert (deadline.actors, deadline.instrument) == (("NO",), "tariff")


@pytest.mark.parametrize(
    "text",
    [
        "Norway has imposed duties on salmon. The suspension runs until 10 November 2026.",
        "Norway has suspended its duties on salmon. The holiday runs until 10 November 2026.",
        "Norway has suspended its duties on salmon. Fish is dear. Boats wait. The suspension of the boats "
        "runs until 10 November 2026.",
    ],
)
def test_another_end_is_not_that_of_the_measure(text: str) -> None:
    """Nothing was put to rest, the noun is none of rest, or too much stands between."""
    assert [c.expires for c in kind_of("measure", text)] in ([None], [])


def test_a_ban_that_returns_is_its_owners() -> None:
    """The day on which a suspension ends is of the party whose ban returns."""
    text = (
        "Peru's ban on exports of tin to the US, suspended on Sunday, is due to return on 27 November 2026."
    )
    (deadline,) = kind_of("deadline", text)
    assert deadline.actors == ("PE",)


def test_the_day_of_saying_is_no_deadline() -> None:
    """ "said on Tuesday that the deadline is ...": one deadline, of those whom it binds."""
    [claim] = kind_of("deadline", "Chile's minister said on Tuesday that the deadline for Peru is July 9.")
    assert claim.date is not None and claim.date.start == "2025-07-09" and claim.actors == ("PE",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru must respond by July 9.",
        "If no deal is reached by July 9, tin will cost more.",
        "Chile will decide by July 9 whether to keep the truce with Peru.",
    ],
)
def test_what_is_due_later_is_a_deadline_alone(sentence: str) -> None:
    """An answer that is owed has its day."""
    [claim] = claims_of(sentence)
    assert claim.kind == "deadline" and claim.date is not None and claim.date.start == "2025-07-09"


@pytest.mark.parametrize(
    "sentence",
    ["The truce between Chile and Peru ends on July 9.", "Unless prolonged, the truce runs out on July 9."],
)
def test_the_end_of_a_truce_tells_of_the_truce_too(sentence: str) -> None:
    """What ends on a day to come stands until then."""
    told = claims_of("Chile and Peru are at odds over tin.", sentence)
    assert [(c.kind, c.action) for c in told if c.words == sentence] == [
        ("agreement", "expired"),
        ("deadline", None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three days of talks between Norway and Peru on their copper truce ended in Oslo on June 10.",
        "The negotiations between Norway and Peru on the pause concluded on June 9.",
    ],
)
def test_talks_that_ended_are_no_deadline(sentence: str) -> None:
    """What ended is the meeting, whatever it was about."""
    assert kind_of("deadline", sentence) == []
    assert [c.action for c in kind_of("meeting", sentence)] == ["held"]
