"""Names that no list has, or only in another form: holders by one word, their states, bodies by form."""

from __future__ import annotations

import pytest
from prose import kind_of, reading_of

from parley.read.document import Document
from parley.read.ministries import namesake


def speaker(*paragraphs: str) -> str | None:
    """The speaker of the last statement of a text."""
    return kind_of("statement", *paragraphs)[-1].speaker


def parties(doc: Document, name: str) -> list[str | None]:
    """The party of each mention of a person."""
    return [m.party for m in doc.mentions if m.kind == "person" and m.name == name]


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("Indonesia keeps its duty on rice.", "Prabowo said the duty was fair."), "Prabowo Subianto"),
        (("Japan keeps its duty on rice.", "Trade Minister Muto said it was fair."), "Yoji Muto"),
        (("Japan keeps its duty on rice.", "“It is fair,” Mr. Muto told reporters."), "Yoji Muto"),
        # Somebody else is introduced under the name, or the state is not spoken of.
        (("Japan keeps its duty.", "Petra Muto, a baker, left.", "Muto said it was fair."), "Petra Muto"),
        (("Peru keeps its duty on rice.", "“It is fair,” Muto told reporters."), "Muto"),
        # A given name stands before it.
        (("Japan keeps its duty on rice.", "“It is fair,” Petra Muto told reporters."), "Petra Muto"),
    ],
)
def test_holders_of_offices_by_one_word(paragraphs: tuple[str, ...], name: str) -> None:
    """Who holds an office that day is meant, where his state is told and nobody else is so called."""
    assert speaker(*paragraphs) == name


def test_a_surname_of_two_holders_is_told_by_the_title() -> None:
    """Two Chinese office-holders are called Wang: alone the word is nobody's, with the title it is one's."""
    start = "China keeps its duty on rice."
    assert speaker(start, "Foreign Minister Wang said the duty was fair.") == "Wang Yi"
    assert speaker(start, "Wang said the duty was fair.") == "Wang"


def test_the_state_of_an_unlisted_person_holds_for_all_mentions() -> None:
    """A minister's state, told once, is known where he is named later; a baker has none."""
    doc = reading_of("Peru's farm minister, Tito Quilca, left.", "Quilca said it was late.").doc
    assert parties(doc, "Tito Quilca") == ["PE", "PE"]
    doc = reading_of("Peru's oldest baker, Tito Quilca, left.", "Quilca said it was late.").doc
    assert parties(doc, "Tito Quilca") == [None, None]


def test_he_speaks_for_the_state_of_the_unlisted_person() -> None:
    """What "he" does is done by the state whose minister was introduced."""
    claims = kind_of(
        "measure", "Peru's farm minister, Tito Quilca, met growers of Chile.",
        "On Monday he imposed a duty of 12% on apples.",
    )  # fmt: skip
    assert [c.actors for c in claims] == [("PE",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Park Jin-soo of the Hop Guild said nobody slept.", "Park Jin-soo"),
        ("Park Jin said nobody slept.", "Park Jin"),
        ("Trade Minister Noor al-Hamid said nobody slept.", "Noor al-Hamid"),
        ("AI Tsar Peter Otero said nobody slept.", "Peter Otero"),
    ],
)
def test_forms_of_names(text: str, name: str) -> None:
    """A hyphen goes on with a name, an Arabic article belongs to it, titles and letters before it do not."""
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [("It was late, according to French.", "Petra French"), ("French wine is sold, it said.", "Hop Board")],
)
def test_a_surname_that_is_a_peoples(said: str, name: str) -> None:
    """A surname that is also a people's name is the person's where it speaks, and only there."""
    assert speaker("Petra French of the Hop Guild left.", "The Hop Board met growers.", said) == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (
            ("Peru's Ministry of Mines and Quarries said it was late.",),
            "Ministry of Mines and Quarries of Peru",
        ),
        (("The Ministry of Quarries of Peru said it was late.",), "Ministry of Quarries of Peru"),
        (
            ("Peru met its growers.", "The Ministry of Quarries said it was late."),
            "Ministry of Quarries of Peru",
        ),
        (
            ("Peru's Ministry of Quarries met growers.", "The ministry said it was late."),
            "Ministry of Quarries of Peru",
        ),
    ],
)
def test_ministries_that_no_list_has(paragraphs: tuple[str, ...], name: str) -> None:
    """An unlisted ministry has its own name and the state beside it, else that of the article."""
    assert speaker(*paragraphs) == name


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("The Federation of Hop Growers has ten members.", "Federation of Hop Growers"),
        ("The Oslo Hop Federation has ten members.", "Oslo Hop Federation"),
        ("A federation of growers has ten members.", "anonymous"),
    ],
)
def test_a_common_noun_takes_up_the_last_name_with_it(before: str, name: str) -> None:
    """ "The federation" is the body that has the word in its name; where there is none, nobody is named."""
    assert speaker(before, "The federation warned that prices would fall.") == name


def test_namesakes_need_a_word_of_a_name() -> None:
    """Short words and words for persons take up no name."""
    doc = reading_of("The Hop Group and the Quarry Board met President Petra Loom.").doc
    assert namesake(doc, "board", len(doc.text)) == "Quarry Board"
    assert namesake(doc, "group", len(doc.text)) is None
    assert namesake(doc, "president", len(doc.text)) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("“It was late,” the 54-year-old said.", "Petra Loom"),
        ("“It was late,” said the father of two.", "Petra Loom"),
        ("Loom was quoted by the Oslo Courier as saying that “it was late”.", "Petra Loom"),
        # A father who is nobody in particular, and the one who quotes.
        ("“It was late,” said a father of two.", "anonymous"),
        ("“It was late,” said the Oslo Courier.", "Oslo Courier"),
    ],
)
def test_words_for_a_person_that_give_no_role(said: str, name: str) -> None:
    """Age or family points back to who was just spoken of; who quotes another is not the speaker."""
    assert speaker("Petra Loom, a grower, said the duty was unfair.", said) == name
