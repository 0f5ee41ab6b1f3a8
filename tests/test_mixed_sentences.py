"""Sentences of several clauses and claims: who acts, whose duty it is, which day belongs to which act."""

from __future__ import annotations

import pytest
from prose import claims_of

from parley.model import Claim, ClaimKind


def told(claim: Claim) -> str:
    """A claim's kind, action, instrument and sides in one line."""
    sides = "/".join(claim.actors) + (">" + "/".join(claim.targets) if claim.targets else "")
    return " ".join(w for w in (claim.action or "-", claim.instrument or "-", sides) if w)


def of(kind: ClaimKind, sentence: str) -> list[str]:
    """The claims of one kind that a sentence gives."""
    return sorted(told(c) for c in claims_of(sentence) if c.kind == kind)


ROWS: list[tuple[str, ClaimKind, list[str]]] = [
    # Whose measure it is.
    (
        "Oslo is studying levies on Chilean services as an answer to the 50 percent tariff.",
        "measure",
        ["considered tariff NO>CL", "imposed tariff CL>NO"],
    ),
    (
        "Norway will drop its tariff on Chilean cars but will itself pay 19 percent.",
        "measure",
        ["announced tariff CL>NO", "lifted tariff NO>CL"],
    ),
    (
        "Oslo has given Chile until June 20 to give way or face a levy of 18 percent on its butter.",
        "measure",
        ["threatened tariff NO>CL"],
    ),
    # What is told in a clause aside, also behind "if".
    (
        "Chile would suffer if it passed on the Norwegian tariffs, which were raised to 20 percent in May.",
        "measure",
        ["raised tariff NO>CL"],
    ),
    ("Chile would suffer if Norwegian tariffs were raised to 20 percent.", "measure", []),
    (
        "Growers in Chile fear the Norwegian levy on copper, which comes into force on Sunday.",
        "measure",
        ["announced tariff NO>CL"],
    ),
    # A duty that is told as threatened, questions, tools, warnings.
    (
        "A 200 percent tariff would ruin wineries, as Norway threatened on Thursday.",
        "measure",
        ["threatened tariff NO"],
    ),
    ("Ada Low had no clarity on how Chile could be exempted from the tin duties.", "measure", []),
    ("Oslo wanted a mechanism that would let it reimpose tariffs on Chile.", "measure", []),
    ("Norway warned Chile not to retaliate.", "measure", []),
    ("Oslo decided on Thursday not to take countermeasures.", "measure", ["denied other NO"]),
    (
        "Norway decided at a special meeting on Thursday not to take countermeasures against Chile.",
        "measure",
        ["denied other NO>CL"],
    ),
    ("Norway disputed a claim by Chile that it had lifted its ban on exports of tin.", "measure", []),
    # Relief.
    ("Norway will charge no duty on Chilean cars.", "measure", ["announced tariff_exclusion NO>CL"]),
    ("Norway agreed to zero duties on Chilean cars.", "measure", []),
    (
        "Norway granted Chile, Bolivia and Ghana permanent exemptions from its steel tariffs.",
        "measure",
        ["announced tariff_exclusion NO>CL/BO/GH"],
    ),
    (
        "Norway and Chile concluded talks on a pact on Tuesday that will cut Chilean tariffs to 10 percent.",
        "measure",
        ["lowered tariff CL>NO"],
    ),
    # Commitments.
    (
        "Norway proposed zero tariffs on cars and purchases of Chilean cotton worth $4 billion.",
        "commitment",
        ["offered purchase NO>CL", "offered tariff NO>CL"],
    ),
    (
        "Norway said Chile had raised duties on tin to 20 percent and demanded that it stop all that.",
        "commitment",
        ["demanded other CL>NO"],
    ),
    (
        "Norway received assurances from Chile that the plan would not hit its mills.",
        "commitment",
        ["pledged other CL>NO"],
    ),
    ("Norway was ready to cancel a meeting with Chile in Lima.", "commitment", []),
    # Meetings.
    (
        "Norway still talks with its farmers, but Chile and Bolivia are still negotiating over the levy.",
        "meeting",
        ["ongoing in_person CL/BO"],
    ),
    (
        "The step came days before President Ada Low of Norway visits Chile.",
        "meeting",
        ["planned in_person NO/CL"],
    ),
    # What a light word carries is done, or not.
    ("Norway joined Bolivia in imposing a duty on Chilean tin.", "measure", ["imposed tariff NO>CL"]),
    ("Norway became the third state to impose a duty on Chilean tin.", "measure", ["imposed tariff NO>CL"]),
    ("Norway took the step of imposing a duty on Chilean tin.", "measure", ["imposed tariff NO>CL"]),
    ("Norway would not join Bolivia in imposing a duty on Chilean tin.", "measure", []),
    ("Chile persuaded Norway to buy more copper.", "commitment", ["pledged purchase NO>CL"]),
    ("Chile hopes to persuade Norway to buy more copper.", "commitment", []),
    ("Norway could extend the exemption for Chile.", "measure", ["considered tariff_exclusion NO>CL"]),
    # Promises that somebody brings home, offers that are drawn up, terms.
    (
        "Norway's envoy returned from Chile with a promise that tin would be spared from any duty.",
        "commitment",
        ["pledged tariff CL>NO"],
    ),
    ("Norway is drafting an offer to import more Chilean tin.", "commitment", ["offered purchase NO>CL"]),
    (
        "Norway and Chile struck a deal that commits Chile to buy more tin.",
        "commitment",
        ["pledged purchase CL>NO"],
    ),
    # Deals that are not made or not prolonged, and one on a firm.
    ("Norway and Chile failed to agree on minimum prices.", "agreement", ["rejected - NO/CL"]),
    ("Norway will not extend its truce with Chile.", "agreement", ["rejected - NO/CL"]),
    (
        "Norway and Chile struck a framework deal on Tesla on Monday.",
        "agreement",
        ["agreed_in_principle - NO/CL"],
    ),
    ("A final ruling on Norway's duty on Chilean tin is expected by July 9.", "deadline", ["- tariff NO"]),
    ("Growers expect prices to fall by July 9, whatever the duty.", "deadline", []),
    # A second voice.
    ("Norway raised duties on tin, and Chile called it a reckless step.", "statement", ["- - CL"]),
    (
        "Oslo revoked the order after talks with Chilean envoys, and Bolivia, which had stopped exports of"
        " tin, welcomed the step.",
        "statement",
        ["- - BO"],
    ),
    # "In a move", "under pressure": nothing that goes on.
    (
        "In a move that surprised traders, Norway held talks with Chile in Lima.",
        "meeting",
        ["held in_person NO/CL"],
    ),
    # Agreements and accusations.
    (
        "Norway and Chile said that they had reached a preliminary agreement on tin, and Bolivia protested.",
        "agreement",
        ["agreed_in_principle - NO/CL"],
    ),
    (
        "Norway and Chile cut duties in March, but each has since accused the other of breaking its word.",
        "accusation",
        ["alleged - CL>NO", "alleged - NO>CL"],
    ),
    (
        "Norway's farm minister said talks went well, while Chile announced that Halma had violated its law.",
        "accusation",
        ["alleged - CL>Halma"],
    ),
]


@pytest.mark.parametrize(("sentence", "kind", "wanted"), ROWS)
def test_mixed_sentence_gives_exactly_these_claims(sentence: str, kind: ClaimKind, wanted: list[str]) -> None:
    """Each sentence gives the claims of its row, and no other of that kind."""
    assert of(kind, sentence) == wanted


def test_talks_before_a_deal_end_on_its_day() -> None:
    """A deal on Thursday after four days of talks: these ran from Monday to Thursday."""
    sentence = "Norway and Chile reached a deal on Thursday after four days of negotiations in Oslo."
    talks = next(c for c in claims_of(sentence) if c.kind == "meeting")
    assert talks.date is not None
    assert (talks.date.start, talks.date.end) == ("2025-06-02", "2025-06-05")


def test_meeting_that_may_be_called_off_has_not_the_day_of_saying() -> None:
    """ "Is ready to cancel", said on Sunday: nothing happens on Sunday."""
    sentence = "Norway was ready to cancel a meeting with Chile in Lima, an official said on Sunday."
    meeting = next(c for c in claims_of(sentence) if c.kind == "meeting")
    assert (meeting.action, meeting.date) == ("cancelled", None)


def test_capital_where_others_meet_is_no_party() -> None:
    """Talks in Stockholm of two who are told elsewhere are not Sweden's."""
    sentence = "Norway agreed to buy Chilean tin after two days of talks in Stockholm."
    meeting = next(c for c in claims_of(sentence) if c.kind == "meeting")
    assert set(meeting.actors) == {"NO", "CL"}
