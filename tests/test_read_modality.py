"""Moods: tense, negation, governors and conditions of an act, on own sentences."""

from __future__ import annotations

import pytest
from prose import reading_of

from parley.read.modality import Mood, mood_of


def mood(sentence: str, lemma: str) -> Mood:
    """The mood of the last verb or noun with the lemma."""
    unit = reading_of(sentence).doc.units[-1]
    act = next(t for t in reversed(tuple(unit.tree)) if t.lemma.lower() == lemma)
    return mood_of(unit, act)


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("Norway raised its levy on cheese.", "raise"),
        ("Norway has raised its levy on cheese.", "raise"),
        ("The levy on cheese was raised by Norway.", "raise"),
        ("Norway began to raise its levy on cheese.", "raise"),
        ("Norway is raising its levy on cheese.", "raise"),
    ],
)
def test_past_and_present_acts_are_done(sentence: str, lemma: str) -> None:
    """What is told as a fact is done, in any tense but the future."""
    assert mood(sentence, lemma).done


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will raise its levy on cheese.",
        "Norway may raise its levy on cheese.",
        "Norway would raise its levy on cheese.",
        "Norway is going to raise its levy on cheese.",
        "Norway plans to raise its levy on cheese.",
        "Norway is prepared to raise its levy on cheese.",
        "Norway announced a decision to raise its levy on cheese.",
        "Norway did not raise its levy on cheese.",
        "Norway has yet to raise its levy on cheese.",
        "Norway refused to raise its levy on cheese.",
    ],
)
def test_future_planned_and_denied_acts_are_not_done(sentence: str) -> None:
    """Futures, plans, readiness, decisions and negations leave an act undone."""
    assert not mood(sentence, "raise").done


@pytest.mark.parametrize(
    ("sentence", "governor"),
    [
        ("Peru threatened to raise its levy on maize.", "threatened"),
        ("Peru is considering raising its levy on maize.", "considered"),
        ("Peru plans to raise its levy on maize.", "planned"),
        ("Peru offered to raise its quota for maize.", "offered"),
        ("Peru promised to raise its quota for maize.", "pledged"),
        ("Farmers urged Peru to raise its levy on maize.", "demanded"),
    ],
)
def test_governors_are_named_by_class(sentence: str, governor: str) -> None:
    """The verb over an infinitive or gerund gives the class of its mood."""
    assert governor in mood(sentence, "raise").governors


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile will cut its quota and raise its levy on wine.",
        "Chile may cut its quota and raise its levy on wine.",
        "Chile met partners to cut its quota and raise its levy on wine.",
    ],
)
def test_auxiliaries_hold_for_coordinated_verbs(sentence: str) -> None:
    """The later of two coordinated verbs shares the auxiliary of the first."""
    assert not mood(sentence, "raise").done


def test_coordinated_verbs_share_the_condition() -> None:
    """An if-part before two coordinated verbs holds for both."""
    assert mood("If talks fail, Chile will leave and raise its levy.", "raise").condition is not None


def test_two_negations_cancel_each_other() -> None:
    """Who does not refuse, does not deny."""
    assert not mood("Chile did not refuse to cut its levy on wine.", "cut").negated


def test_negation_does_not_reach_into_another_clause() -> None:
    """Failure 12: a participle under a negated verb stays a fact."""
    assert not mood("Chile will not end the curbs that it imposed on copper.", "impose").negated


def test_continuing_is_climbed_through_though_it_is_a_verb_of_speech() -> None:
    """ "will continue to block" is one predicate."""
    assert mood("Chile will continue to block exports of copper.", "block").future


def test_reported_act_does_not_take_the_mood_of_the_speech() -> None:
    """A finite clause stands for itself: what "denied" governs is not what was raised."""
    assert mood("The minister, who had threatened to resign, said Chile raised its levy.", "raise").done


def test_condition_is_the_range_of_the_if_part() -> None:
    """The if-part is given as a range of the unit's text."""
    sentence = "Unless talks resume, Chile will cut its quota."
    found = mood(sentence, "cut").condition
    assert found is not None
    assert sentence[slice(*found)] == "Unless talks resume"


def test_plain_act_has_no_condition() -> None:
    """Times are no conditions."""
    assert mood("Chile cut its quota after the talks.", "cut").condition is None
