"""Agreements: parties, status, and what is no deal (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import kind_of

FOUND = [
    (
        "Norway signed a series of trade and minerals agreements with Chile and Peru on Sunday, aiming to "
        "cut its costs in July.",
        {"NO", "CL", "PE"},
        "signed",
        "2025-06-08",
    ),
    ("Kenya and Egypt were able to reach an agreement on tea.", {"KE", "EG"}, "agreed", None),
    (
        "Norway said that it had reached phase one of a trade deal with Peru.",
        {"NO", "PE"},
        "agreed",
        None,
    ),
    (
        "Japan will pay a 12% duty as part of a new trade deal with Mexico, the ministry announced.",
        {"JP", "MX"},
        "agreed",
        None,
    ),
    ("Chile and Peru have found a solution to their tariff dispute.", {"CL", "PE"}, "agreed", None),
    ("Chile and Peru appear committed to reaching a trade deal in July.", {"CL", "PE"}, "proposed", None),
    ("Britain signed an accession protocol with Japan on Sunday.", {"GB", "JP"}, "signed", "2025-06-08"),
    (
        "The signing of the trade deal between Norway and Brazil has been put off to July 4.",
        {"NO", "BR"},
        "signed",
        "2025-07-04",
    ),
    (
        "Japanese officials had said that Ishiba and Trump would sign the agreement on June 20.",
        {"JP", "US"},
        "signed",
        "2025-06-20",
    ),
    (
        "India and Britain agreed to step up their efforts for the early conclusion of a trade pact.",
        {"IN", "GB"},
        "proposed",
        None,
    ),
    ("The White House confirmed the deal with Vietnam on Monday.", {"US", "VN"}, "agreed", "2025-06-09"),
    (
        "The two sides, Canada and Mexico, could reach a deal this month, Ebrard said.",
        {"CA", "MX"},
        "proposed",
        None,
    ),
    ("The trade deal between Chile and Peru is nearly finalised.", {"CL", "PE"}, "proposed", None),
    ("Kenya and Egypt have reached an accommodation on tea duties.", {"KE", "EG"}, "agreed", None),
    (
        "The accord between Kenya and Egypt, which was long in the making and was concluded in May, "
        "covers tea.",
        {"KE", "EG"},
        "agreed",
        "2025-05-01",
    ),
    ("Britain and India signed a free trade agreement on Thursday.", {"GB", "IN"}, "signed", "2025-06-05"),
    ("The United States and Japan have reached a trade deal, Trump said.", {"US", "JP"}, "agreed", None),
    ("Washington and Seoul struck a deal on cars last week.", {"US", "KR"}, "agreed", "2025-06-02"),
    ("The European Union and Indonesia have finalised a trade agreement.", {"EU", "ID"}, "agreed", None),
    (
        "Negotiators hammered out a preliminary accord between Canada and China on canola.",
        {"CA", "CN"},
        "agreed_in_principle",
        None,
    ),
    (
        "The EU and Mexico concluded talks on a modernised trade agreement in January.",
        {"EU", "MX"},
        "agreed",
        "2025-01-01",
    ),
    ("Trump said the deal with Vietnam is done.", {"US", "VN"}, "agreed", None),
    ("The US and China agreed a phase one deal in December 2019.", {"US", "CN"}, "agreed", "2019-12-01"),
    (
        "The EU and the United States sealed a framework agreement on tariffs on Sunday.",
        {"EU", "US"},
        "agreed_in_principle",
        "2025-06-08",
    ),
    (
        "The Canadian parliament ratified the USMCA in March 2020.",
        {"CA", "US", "MX"},
        "approved",
        "2020-03-01",
    ),
    (
        "EU member states approved the Mercosur trade pact on Friday.",
        {"EU", "Mercosur"},
        "approved",
        "2025-06-06",
    ),
    (
        "The US Senate has to approve the agreement with Mexico and Canada.",
        {"US", "MX", "CA"},
        "awaiting_approval",
        None,
    ),
    (
        "The deal between the EU and Switzerland still needs the backing of parliament.",
        {"EU", "CH"},
        "awaiting_approval",
        None,
    ),
    ("New Zealand is seeking a free trade agreement with India.", {"NZ", "IN"}, "proposed", None),
    ("Brazil hopes to clinch a deal with the European Union by December.", {"BR", "EU"}, "proposed", None),
    ("Washington and New Delhi are close to a trade deal, officials said.", {"US", "IN"}, "proposed", None),
    ("Britain is negotiating a free trade agreement with the Gulf states.", {"GB", "GCC"}, "proposed", None),
    (
        "Prime Minister Carney ruled out a deal with the United States before August.",
        {"CA", "US"},
        "rejected",
        None,
    ),
    ("The UK and Canada failed to reach an agreement on cheese.", {"GB", "CA"}, "rejected", None),
    ("India rejected a proposed trade deal with the United States.", {"IN", "US"}, "rejected", None),
    (
        "The United States and China extended their tariff truce by 90 days on Monday.",
        {"US", "CN"},
        "extended",
        "2025-06-09",
    ),
    ("The trade truce between Washington and Beijing expires in August.", {"US", "CN"}, "expired", None),
    (
        "Trump pulled out of the Trans-Pacific Partnership in 2017.",
        {"US", "JP", "AU", "CA", "MX"},
        "rejected",
        "2017-01-01",
    ),
    (
        "Beijing and Canberra reached a consensus on wine tariffs in March 2024.",
        {"CN", "AU"},
        "agreed",
        "2024-03-01",
    ),
    ("Seoul and Hanoi said the two sides have not reached an agreement.", {"KR", "VN"}, "rejected", None),
    ("Talks ended without a deal between Japan and the United States.", {"JP", "US"}, "rejected", None),
    ("The US and UK are expected to sign a trade pact next week.", {"US", "GB"}, "signed", "2025-06-16"),
    (
        "An agreement between Ottawa and Beijing on canola was reached in January.",
        {"CA", "CN"},
        "agreed",
        "2025-01-01",
    ),
    ("Trump announced a trade agreement with Indonesia on Tuesday.", {"US", "ID"}, "agreed", "2025-06-10"),
    (
        "The EU and Japan agreed in principle on a trade pact in July 2017.",
        {"EU", "JP"},
        "agreed_in_principle",
        "2017-07-01",
    ),
    (
        "The UK and the EU clinched a Brexit trade deal on Christmas Eve 2020.",
        {"GB", "EU"},
        "agreed",
        "2020-12-24",
    ),
    ("The US–UK deal entered into force on Monday.", {"US", "GB"}, "implemented", "2025-06-09"),
    (
        "South Korea and the United States signed a revised free trade agreement in September 2018.",
        {"KR", "US"},
        "signed",
        "2018-09-01",
    ),
    ("Thailand submitted a new proposal to Washington on Monday.", {"TH", "US"}, "proposed", "2025-06-09"),
]

WIDER = [
    (
        "The deal between Britain and New Zealand still has to be approved by parliament.",
        {"GB", "NZ"},
        "awaiting_approval",
    ),
    (
        "Lawmakers have yet to ratify the new pact between Mexico and the United States.",
        {"MX", "US"},
        "awaiting_approval",
    ),
    ("Britain has rejected a proposal for a customs pact with the EU.", {"GB", "EU"}, "rejected"),
    ("Switzerland and China upgraded their free trade agreement in January.", {"CH", "CN"}, "agreed"),
    ("Norway and Peru signed a memorandum of understanding on lithium.", {"NO", "PE"}, "signed"),
    (
        "The treaty between Kenya and the EU is expected to be ratified in May.",
        {"KE", "EU"},
        "awaiting_approval",
    ),
    ("Mexico and Brazil renewed their car pact for three years.", {"MX", "BR"}, "extended"),
    ("Japan pulled out of the pact with Canada.", {"JP", "CA"}, "rejected"),
]


@pytest.mark.parametrize(("sentence", "actors", "action"), WIDER)
def test_agreement_is_found_in_other_constructions(sentence: str, actors: set[str], action: str) -> None:
    """Deals that are subject of an infinitive, owed approvals, proposals of a deal, other nouns and verbs."""
    (claim,) = kind_of("agreement", sentence)
    assert (set(claim.actors), claim.action) == (actors, action)


NOT_FOUND = [
    "The United States withdrew from the Paris agreement.",
    "A deal with China is possible, Trump said.",
    "The company signed a deal with Boeing.",
    "He is a great deal maker.",
    "Any deal would help farmers.",
    "Talks ended in Lima with both sides in favour of extending their copper truce.",
    "The deal will cut the price of wine, analysts said.",
    "Norway would have trouble ratifying any new trade accord with Peru.",
    "Reaching a trade deal with Peru would matter to Norway, the minister said.",
    "A review of the free trade agreement between Peru and Norway could begin in 2026.",
]


@pytest.mark.parametrize(("sentence", "actors", "action", "day"), FOUND)
def test_agreement_is_found(sentence: str, actors: set[str], action: str, day: str | None) -> None:
    """A deal is one claim with all its parties and what becomes of it."""
    (claim,) = kind_of("agreement", sentence)
    assert set(claim.actors) == actors
    assert claim.action == action
    assert day is None or (claim.date is not None and claim.date.start == day)


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_words_that_only_sound_like_an_agreement(sentence: str) -> None:
    """Deals of companies or of other kinds, any deal, and what analysts think of one are no agreements."""
    assert kind_of("agreement", sentence) == []


def test_planned_signing_is_planned() -> None:
    """A signing that lies ahead is `signed` with the certainty `planned`."""
    (claim,) = kind_of("agreement", "Ottawa and Jakarta will sign the trade pact on Friday.")
    assert (claim.action, claim.certainty) == ("signed", "planned")


def test_deal_keeps_the_name_it_is_given() -> None:
    """The subject is the deal as the words call it."""
    (claim,) = kind_of("agreement", "Peru and Chile reached a preliminary lithium accord on Monday.")
    assert claim.subject == "preliminary lithium accord"


def test_act_on_one_deal_is_told_once() -> None:
    """ "Agreed on a framework" is not also plain consent."""
    claims = kind_of(
        "agreement", "Peru and Chile have agreed on a framework to end their tariff dispute, officials said."
    )
    assert [c.action for c in claims] == ["agreed_in_principle"]


def test_question_is_no_agreement() -> None:
    """Whether a deal can be reached is not told as sought."""
    assert kind_of("agreement", "It is unclear whether Peru and Chile can reach a deal.") == []
