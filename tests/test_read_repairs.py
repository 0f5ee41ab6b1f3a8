"""What the parser gets wrong: a day before the object of its verb, and days on which a clause hangs."""

from __future__ import annotations

import pytest
from prose import kind_of

from parley.read.parse import open_parser
from parley.read.repairs import repaired

PAUSED = "The EU had paused until July 3 retaliatory levies imposed on many Kenyan goods in January."


def test_a_day_is_taken_out_of_the_object_behind_it() -> None:
    """The levies are what is paused, and `until` has the day."""
    (tree,) = open_parser().parse([PAUSED])
    named = {t.text: t for t in tree}
    assert (named["levies"].dep, named["levies"].head) == ("dobj", named["paused"].i)
    assert (named["July"].dep, named["July"].head) == ("pobj", named["until"].i)
    assert repaired(tree) is tree


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks were adjourned until July 3.",
        "Kenya waits until the July 3 summit in Oslo.",
        "The EU paused its levies until July 3, officials said.",
    ],
)
def test_other_sentences_keep_their_trees(sentence: str) -> None:
    """Where the verb has its object, or the day belongs to its noun, nothing is touched."""
    (tree,) = open_parser().parse([sentence])
    assert all(tree[t.head].text.lower() == "until" for t in tree if t.text == "July" and t.dep == "pobj")
    assert repaired(tree) is tree


def test_levies_paused_until_a_day_are_suspended() -> None:
    """One measure, suspended with its end; that it was once imposed is said in passing."""
    (claim,) = kind_of("measure", PAUSED)
    assert (claim.action, claim.expires, claim.condition) == ("suspended", "2025-07-03", None)


def test_day_on_which_a_clause_hangs() -> None:
    """ "until 1 August, when duties rise": planned for that day; a day that is past is told as done."""
    (claim,) = kind_of("measure", "The lull holds until August 1, when Canada raises its duty on tin to 25%.")
    assert claim.date is not None
    assert (claim.date.start, claim.certainty) == ("2025-08-01", "planned")
    (claim,) = kind_of("measure", "Oslo fell silent on March 4, when China imposed a 20% tariff on salmon.")
    assert claim.date is not None
    assert (claim.date.start, claim.action, claim.certainty) == ("2025-03-04", "imposed", "reported")


def test_each_partner_is_everybody() -> None:
    """ "for each trading partner" and "every country" are all partners."""
    (claim,) = kind_of("measure", "The EU raised its levies on each trading partner.")
    assert claim.targets == ("WORLD",)


@pytest.mark.parametrize(
    ("sentence", "doer"),
    [
        ("The relief came from Norway and Chile reaching a deal this week.", "Norway"),
        ("Relief that came from Norway and Chile reaching a deal did not last.", "Norway"),
        ("Millers benefit from Peru buying more wheat.", "Peru"),
        ("The peso was lifted by hopes of Peru signing a pact.", "Peru"),
    ],
)
def test_a_deed_behind_a_preposition_has_its_doer(sentence: str, doer: str) -> None:
    """Its doer is the noun between, not the subject of the sentence."""
    (tree,) = open_parser().parse([sentence])
    deed = next(t for t in tree if t.tag == "VBG")
    assert [t.text for t in tree.children(deed, "nsubj")] == [doer] and deed.dep == "pcomp"
    assert repaired(tree) is tree


@pytest.mark.parametrize(
    "sentence",
    [
        "He returned from Norway carrying a letter.",
        "The minister met with Peru hoping for a deal.",
        "The minister of Peru, hoping for a deal, flew home.",
    ],
)
def test_a_deed_of_the_subject_stays_its_own(sentence: str) -> None:
    """Who returns from a place carrying something carries it himself."""
    (tree,) = open_parser().parse([sentence])
    deed = next(t for t in tree if t.tag == "VBG")
    assert not tree.children(deed, "nsubj")


def test_a_deal_in_passing_is_of_those_who_reached_it() -> None:
    """Not of the one who spoke, nor of others that the page names."""
    text = "His words dampened any cheer that came from Norway and Chile reaching a deal this week."
    (claim,) = kind_of("agreement", f"President Donald Trump threatened new tariffs. {text}")
    assert claim.actors == ("NO", "CL")


def test_who_is_told_to_take_it_enacts_nothing() -> None:
    """ "Take it or leave it" tells of no measure."""
    text = "Peru threatened tariffs on Chilean wine. “You can take it or leave it,” the minister said."
    assert [c.action for c in kind_of("measure", text)] == ["threatened"]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("hoped", "hope"), ("spared", "spare"), ("axes", "axe"), ("pared", "pare"), ("slated", "slate")],
)
def test_a_form_is_of_the_commoner_verb(form: str, lemma: str) -> None:
    """The lemmatizer takes "hoped" for a form of "hop"."""
    (tree,) = open_parser().parse([f"Chile has {form} it." if form[-2:] == "ed" else f"Chile {form} it."])
    assert [t.lemma for t in tree if t.text == form and t.tag.startswith("V")] == [lemma]
    (other,) = open_parser().parse(["Chile hopped and sparred and starred."])
    assert {"hope", "spare", "stare"}.isdisjoint(t.lemma for t in other)


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru hopes that Chile will cut its duty on tin.",
        "Ottawa had hoped that its ties would shield its mills from any additional American tariffs.",
        "The Swiss had hoped that Washington would hold fire on the tariffs.",
    ],
)
def test_what_is_hoped_for_is_no_measure(sentence: str) -> None:
    """Who hopes tells a wish."""
    assert not kind_of("measure", sentence)


def test_a_verb_in_s_with_a_subject_is_no_plural() -> None:
    """ "heads to Lima" is what somebody does."""
    (tree,) = open_parser().parse(["Peru's trade minister heads to Oslo on Friday for talks with Norway's."])
    verb = next(t for t in tree if t.text == "heads")
    assert (verb.tag, verb.pos) == ("VBZ", "VERB")


@pytest.mark.parametrize(
    ("sentence", "above"),
    [
        ("Norway's ministry said on Tuesday the two countries would hold talks with Peru.", "said"),
        ("Norway's ministry said talks with Peru would resume on Tuesday.", "resume"),
    ],
)
def test_a_day_right_behind_a_verb_of_saying_is_its_own(sentence: str, above: str) -> None:
    """The day on which something was said, and the day of what is said."""
    (tree,) = open_parser().parse([sentence])
    on = next(t for t in tree if t.text == "on")
    assert tree[on.head].text == above


@pytest.mark.parametrize(
    ("sentence", "word", "dep", "above"),
    [
        ("The ministry in Lima confirmed talks with Norway were ongoing.", "talks", "nsubj", "were"),
        ("The ministry in Lima confirmed its talks with Norway.", "talks", "dobj", "confirmed"),
        ("The minister is in Oslo leading talks with officials.", "talks", "dobj", "leading"),
        ("The minister is in Oslo, her spokesman said.", "Oslo", "pobj", "in"),
    ],
)
def test_what_is_reported_or_done_there_has_its_own_verb(
    sentence: str, word: str, dep: str, above: str
) -> None:
    """A verb of saying takes no subject of the clause behind it; who "is in X leading talks" leads them."""
    (tree,) = open_parser().parse([sentence])
    found = next(t for t in tree if t.text == word)
    assert (found.dep, tree[found.head].text) == (dep, above)


def test_a_participle_behind_an_owner_is_no_verb() -> None:
    """ "Over Peru's proposed duties": the duties are what there is a row over."""
    (tree,) = open_parser().parse(
        ["Norway says it is ready to retaliate against Peru over Peru's proposed duties on tin and zinc."]
    )
    proposed = next(t for t in tree if t.text == "proposed")
    assert (proposed.dep, tree[proposed.head].text) == ("amod", "duties")
    assert tree[tree[proposed.head].head].text == "over"


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("The truce between Norway and Peru, agreed in May, was extended on Monday.", "extended"),
        ("The levy on fishmeal, cut to 10 per cent in May, will rise again.", "rise"),
        ("The truce was agreed in May, and was extended on Monday.", "agreed"),
    ],
)
def test_a_participle_between_commas_is_no_main_verb(sentence: str, root: str) -> None:
    """What stands between commas is told of the noun before it."""
    (tree,) = open_parser().parse([sentence])
    assert next(t for t in tree if t.dep == "ROOT").text == root
