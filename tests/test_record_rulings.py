"""Rulings: what a court or panel decides on a measure."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

ROWS = [
    (
        "The WTO ruled that Norway had not complied with its rulings on fish subsidies.",
        "struck_down",
    ),
    ("A WTO panel found that Norway's duty on pork complied with trade rules.", "upheld"),
    ("The WTO ruled that Norway's duty on pork broke its rules.", "struck_down"),
    ("A court in Oslo put the duty on pork on hold.", "stayed"),
]


@pytest.mark.parametrize(("sentence", "action"), ROWS)
def test_what_the_ruling_does_to_the_measure(sentence: str, action: str) -> None:
    """A measure that was found not to comply is struck down, one that complies is upheld."""
    assert [c.action for c in claims_of(sentence) if c.kind == "ruling"] == [action]


@pytest.mark.parametrize("forum", ["WTO", "W.T.O."])
def test_a_forum_is_the_same_however_it_is_written(forum: str) -> None:
    """With full stops, as some papers have it, a judgement on it and a case before it are told as without."""
    ruled = f"A judge ruled on Friday that the {forum} had acted unlawfully."
    assert [c.action for c in kind_of("ruling", ruled)] == ["struck_down"]
    case = f"Peru promised Chile that it would suspend its action at the {forum} over tin duties."
    assert [(c.action, c.instrument) for c in kind_of("commitment", case)] == [("pledged", "other")]


def test_a_judge_of_other_law_rules_on_no_measure() -> None:
    """Where neither a measure nor a trade body is named, it is no ruling on trade."""
    assert kind_of("ruling", "A judge ruled on Friday that the school board had acted unlawfully.") == []


def test_a_rule_that_nobody_judges_is_no_ruling() -> None:
    """A ministry that says that a duty keeps the rules decides nothing."""
    assert not [c for c in claims_of("The ministry said the duty complied with rules.") if c.kind == "ruling"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The WTO has upheld Peru's challenge to limits on beef imports.", "struck_down"),
        ("The WTO dismissed Peru's complaint about the Chilean duty on tin.", "upheld"),
        ("The panel ruled in favour of all six Peruvian claims on the duty.", "struck_down"),
        ("The WTO ruled in favour of Chile in a dispute over duties on copper.", "struck_down"),
        ("The WTO ruled in favour of a Korean ban on imports of eels.", "upheld"),
        ("The panel found that the import limits are not based on science and violate the pact.",
         "struck_down"),
        ("The panel found that the duty did not violate the rules of the WTO.", "upheld"),
        ("Kenya won its case at the WTO over the duty on tea.", "struck_down"),
        ("The court sided with the administration on the tariffs.", "upheld"),
        ("A panel let Kenya hit Ugandan goods with duties.", "upheld"),
    ],
)  # fmt: skip
def test_what_a_ruling_does_to_the_measure(sentence: str, wanted: str) -> None:
    """Who wins a challenge strikes the measure down; the action is the measure's fate, not the case's."""
    assert [c.action for c in claims_of(sentence) if c.kind == "ruling"] == [wanted]


@pytest.mark.parametrize(
    "sentence",
    ["Kenya won the rugby match.", "Kenya lost its appeal to tourists.", "He argued his case at the market."],
)
def test_what_is_won_elsewhere_is_no_ruling(sentence: str) -> None:
    """A match or a customer that is won is no case before a panel."""
    assert [c for c in claims_of(sentence) if c.kind == "ruling"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The WTO published its panel report on Norway's duties on Monday. The report found that Norway acted "
        "inconsistently with the rules.",
        "The panel said Norway can no longer reserve its tin quotas for local smelters.",
        "The WTO ruled that Norway's duties on Peruvian copper should be removed.",
        "The panel recommended that Norway bring its copper duties into line with the agreement.",
        "The arbitrators ordered Norway to drop its copper duties within 60 days.",
        "The appellate body said the copper duties had no basis in the pact.",
        "The court ordered the customs service to refund the copper duties that it had collected since May.",
        "A trade court ruled that importers are entitled to refunds of the copper duties.",
    ],
)
def test_what_has_to_be_undone_was_struck_down(text: str) -> None:
    """A remedy tells of the ruling; no relief, accusation or broken promise is told beside it."""
    claims = claims_of(text)
    assert [c.action for c in claims if c.kind == "ruling"] == ["struck_down"]
    assert not [c for c in claims if c.kind in ("accusation", "measure")]


@pytest.mark.parametrize(
    "text",
    [
        "The court ordered the baker to change his locks.",
        "The panel said Norway must not drop its copper duties yet.",
        "Ada Low, Peru's trade minister, said this is what the WTO has confirmed about the duties.",
        "A parliamentary panel recommended on Monday that more nurses be trained.",
    ],
)
def test_what_strikes_no_measure_down(text: str) -> None:
    """Orders to others, remedies that are denied, and what is only alluded to are no rulings."""
    assert not kind_of("ruling", text)


def test_a_panel_speaks_for_its_trade_body_or_pact() -> None:
    """ "the panel", its members and its report are the trade body's, or the panel of the pact."""
    body = "The WTO set up a panel on Norway's duties. “They break the rules,” the panel said."
    pact = "A dispute under the USMCA went on. Panel members said the duties broke the rules."
    report = (
        "The WTO circulated its report on Monday. Norway objected. The report says the duties broke rules."
    )
    assert [q.speaker for c in claims_of(body) for q in c.quotes] == ["World Trade Organization"]
    assert [c.actors for c in kind_of("ruling", pact)] == [("USMCA",)]
    assert [c.actors for c in kind_of("ruling", report)] == [("WTO",)]


def test_a_complaint_is_not_asked_for() -> None:
    """What is complained of in "its complaint that X denies" is nothing that X was asked to do."""
    text = "Norway asked the panel to examine its complaint that Peru is denying its farmers access."
    assert not kind_of("commitment", text)
    assert [c.actors for c in kind_of("accusation", text)] == [("NO",)]


def test_it_is_worth_adding_has_no_voice() -> None:
    """Nobody says what "it is worth adding"."""
    text = "Norway's government said it was glad. It is worth noting that Peru sells much tin to Chile."
    assert [c.speaker for c in kind_of("statement", text)] == ["Government of Norway"]


def test_a_clause_on_the_duties_does_not_date_the_ruling() -> None:
    """When the duties began is not when they were struck down."""
    (claim,) = kind_of("ruling", "The trade court struck down the duties, which began on Wednesday, April 2.")
    assert (claim.action, claim.date) == ("struck_down", None)


def test_the_reasons_of_a_court_are_no_accusation() -> None:
    """A court of nowhere accuses nobody either."""
    text = "The trade court struck down the duties on Peru, saying that Chile had violated the pact."
    assert not kind_of("accusation", text)
