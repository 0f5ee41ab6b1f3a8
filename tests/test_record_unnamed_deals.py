"""Deals told without their name, days of papers, estimates, sets of goods (published on 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

from parley.model import Claim

REACHED = "Peru and Chile reached a trade deal in Lima in May. "


def agreements(text: str) -> dict[str | None, Claim]:
    return {c.action: c for c in kind_of("agreement", text)}


@pytest.mark.parametrize(
    ("text", "action", "on"),
    [
        ("Chile said that it had been signed on Monday.", "signed", "2025-06-09"),
        ("Chile's minister said on Tuesday that it had been signed the day before.", "signed", "2025-06-09"),
        ("Peru said that it was ratified on Friday.", "approved", "2025-06-06"),
    ],
)
def test_it_stands_for_the_deal_told_before(text: str, action: str, on: str) -> None:
    """What is signed or passed as "it" is the deal named last, with its parties and its name."""
    found = agreements(REACHED + text)[action]
    assert set(found.actors) == {"PE", "CL"} and found.subject == "trade deal"
    assert found.date is not None and found.date.start == on


@pytest.mark.parametrize(
    "text",
    [
        "Peru's congress drafted a bill on ports. Its president will sign it on Friday.",
        "Chile praised the port of Callao. It was built on Monday.",
    ],
)
def test_it_stands_for_another_paper_or_thing(text: str) -> None:
    """A bill that was named since is what is signed, and what is built is no deal."""
    assert not {"signed", "approved"} & agreements(REACHED + text).keys()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Nothing is agreed until both cabinets sign off, Chile's trade minister said.", "trade deal"),
        ("The pact will not be final until parliament approves it, Peru's trade minister said.", "pact"),
        ("No extension is certain unless the president gives his approval, Peru said.", "extension"),
    ],
)
def test_what_is_open_until_somebody_signs_off_awaits_approval(text: str, subject: str) -> None:
    """It waits for approval under the name of the deal, or of its extension."""
    found = agreements(REACHED + text)["awaiting_approval"]
    assert found.subject == subject and set(found.actors) == {"PE", "CL"}


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is agreed until everything is agreed, a diplomat said.",
        "No visit is certain until the president signs off, Chile said.",
        "The levy does not apply until parliament approves it, Peru said.",
    ],
)
def test_other_conditions_leave_no_deal_open(text: str) -> None:
    """A saying, a visit and a levy are no deals that wait."""
    assert "awaiting_approval" not in agreements(REACHED + text)


def test_an_extension_that_is_agreed_to_is_named_as_one() -> None:
    """ "agreed to seek a renewal of the pause" is of the renewal and not of the pause itself."""
    [found] = kind_of("agreement", "The two sides, Chile and Peru, agreed to seek a renewal of the pause.")
    assert found.subject == "renewal of the pause"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Kenya's president signed an order on Monday that extends the truce with Egypt.", "2025-06-09"),
        ("Kenya's cabinet issued a decree on Friday extending the truce with Egypt.", "2025-06-06"),
        ("Kenya extended its truce with Egypt. It signed a law on Monday.", None),
    ],
)
def test_an_act_has_the_day_of_the_paper_that_does_it(text: str, on: str | None) -> None:
    """The order that extends a truce dates the extension; another paper does not."""
    found = agreements(text)["extended"]
    assert (found.date.start if found.date else None) == on


def test_news_without_a_day_has_that_of_the_joint_statement_behind_it() -> None:
    """Both sentences carry the claim then; a statement of others, or one further on, dates nothing."""
    news = "Kenya and Egypt have prolonged their tariff truce by 60 days. "
    own = "In a joint statement issued in Cairo on Tuesday, the two governments said that duties would rest."
    found = agreements(news + own)["extended"]
    assert found.date is not None and found.date.start == "2025-06-10"
    assert len(found.support) == 2
    other = "Kenyan farmers said in a statement on Tuesday that they were glad."
    assert agreements(news + other)["extended"].date is None


def test_a_denial_and_its_contrary_in_one_sentence_are_two_meetings() -> None:
    """One side denies the talks of which the other speaks: neither swallows the other."""
    text = (
        "Chile and Peru hold no talks on trade, Chile's trade ministry said on Tuesday, contradicting "
        "President Dina Boluarte, who told reporters that the two countries were talking."
    )
    found = {(c.certainty, c.speaker) for c in kind_of("meeting", text)}
    assert found == {("denied", "Ministry of Trade of Chile"), ("attributed", "Dina Boluarte")}


def test_what_economists_put_a_rate_at_is_a_figure() -> None:
    """Who counts charges nothing; a party that puts a duty at a rate charges it."""
    text = "The average tariff of Peru on Chile fell to 27%. Economists put the change at 21% to 15%."
    [told] = [c for c in kind_of("figure", text) if c.goods == ("average tariff rate",)]
    assert [(v.number, v.note) for v in told.values] == [(15.0, None), (21.0, "from")]
    assert not [c for c in kind_of("measure", text) if any(v.number == 15 for v in c.values)]
    [levied] = kind_of("measure", "Peru put the duty on Chilean wine at 12%.")
    assert levied.values[0].number == 12


def test_what_is_added_to_goods_under_licence_is_a_measure_of_its_own() -> None:
    """Four more metals come under licence, told by the notice that adds them; chairs do not."""
    text = "It adds four metals, among them tungsten, to the three that Norway has put under export licences."
    found = {c.action: c for c in kind_of("measure", text)}
    assert [(v.number, v.unit) for v in found["announced"].values] == [(4.0, "count")]
    assert not kind_of("measure", "It adds five chairs to the seven for which Peru paid in April.")


def test_licences_that_are_still_needed_are_kept() -> None:
    """The need is no new measure."""
    [found] = kind_of("measure", "Export licences are still needed for seven metals, Norway's ministry said.")
    assert found.action == "kept"


def test_two_subjects_end_on_a_day() -> None:
    """ "A and B end on": the parser takes the verb for a noun; the day is the verb's."""
    text = "Kenya and Egypt agree. The tariff truce and the hold on October controls end on 10 July 2026."
    found = agreements(text)["expired"]
    assert found.date is not None and found.date.start == "2026-07-10"


def test_a_city_before_talks_says_nothing() -> None:
    """ "after Oslo talks" is no word of Oslo."""
    title = "Chile and Peru cut tariffs for 90 days after Geneva talks"
    text = (
        "Chile and Peru will cut their tariffs in July, they said in a joint statement after talks in Geneva."
    )
    assert "Geneva" not in {c.speaker for c in claims_of(title, text)}
