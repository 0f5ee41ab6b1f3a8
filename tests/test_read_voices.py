"""Who speaks, in the ways in which the press leaves it to be guessed; both sides of each rule."""

from __future__ import annotations

import pytest
from prose import kind_of, reading_of

from parley.read.quotes import find_quotations


def voices(*paragraphs: str) -> list[str | None]:
    """The sources of the frames of a text."""
    return [f.source.name for f in reading_of(*paragraphs).speech.frames]


def quoted(*paragraphs: str) -> list[str | None]:
    """The speakers of the quotations of a text."""
    said = reading_of(*paragraphs).speech.quoted
    return [source.name if source is not None else None for source, _, _ in (said[i] for i in sorted(said))]


def statements(*paragraphs: str) -> list[str | None]:
    """The speakers of the statements of a text."""
    return [c.speaker for c in kind_of("statement", *paragraphs)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # the name after "said" is subject of what is said
        ("Janet Yellen was clear about the costs, and said Joe Biden would raise them.", "Janet Yellen"),
        ("The costs are high, said Janet Yellen, who would raise them.", "Janet Yellen"),
        # the name behind what the office is for; not the person whom a spokesman serves
        ("EU Commissioner for Trade Cecilia Malmström said it was a bad day.", "Cecilia Malmström"),
        ("The member for Overton Mary Lowe said growers should not pay.", "Mary Lowe"),
        ("A spokesman for Treasury Secretary Janet Yellen said growers should not pay.", "anonymous"),
        # a main verb that the parser takes for a participle
        (
            "The South Korean government — which called the curbs reckless — confirmed that firms had coped.",
            "Government of South Korea",
        ),
        # the family name stands first in Singapore
        ("Lee Hsien Loong led the team. It is a step forward, Mr Lee said.", "Lee Hsien Loong"),
    ],
)
def test_source(text: str, speaker: str) -> None:
    """The last frame's source."""
    assert voices(text)[-1] == speaker


def test_officials_speak_for_the_side_last_spoken_of() -> None:
    """Several officials are the body; experts of whom nothing is known stay anonymous."""
    assert voices("Ottawa set out the plan.", "Officials said that the talks would be long.") == [
        "Canadian officials"
    ]
    assert voices("Ottawa set out the plan.", "Experts said that the talks would be long.") == ["anonymous"]


def test_cabinet_and_federal_government() -> None:
    """They are those of the state of which the article speaks, not of another that has such a body."""
    dutch = "The Dutch government set out the plan for trade with China."
    assert voices(dutch, "The cabinet said that the talks would be long.") == [
        "Government of the Netherlands"
    ]
    australian = "Australia and China will talk about wine. Canberra is sure of it."
    assert voices(australian, "The federal government said the talks would be long.")[-1] == (
        "Government of Australia"
    )
    assert voices("The federal government said the talks would be long.") == [
        "Government of the United States"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said that ”this is a bad day.”", ["this is a bad day."]),
        (
            "'The Kents' mills are full,' he said. 'The Kents' yards are full.\n\n'So are the docks.'",
            ["The Kents' mills are full,", "The Kents' yards are full.", "So are the docks."],
        ),
        ("'The Kents' mills are full.\n\nThe docks are full.", ["The Kents"]),
    ],
)
def test_marks(text: str, words: list[str]) -> None:
    """A closing mark that opens; single marks over paragraphs, past a possessive plural."""
    assert [text[q.start : q.end] for q in find_quotations(text)] == words


def test_short_words_of_somebody_unnamed() -> None:
    """What they say is theirs; what the outlet calls after them is nobody's."""
    assert quoted("A senior official said the list was “too long”.") == ["anonymous"]
    assert quoted("The curbs hit what analysts call “grey goods”.") == [None]


def test_quotation_with_an_exclamation_mark() -> None:
    """The verb after it is its own."""
    assert quoted("“The deal with Chad goes on, but slowly. No!” said Mary Lowe on social media.") == [
        "Mary Lowe"
    ]


def test_pact_named_in_a_quotation() -> None:
    """A deal that is only named leaves the words a statement; one that is told does not."""
    assert statements("“We welcome this as a step towards the accord reached in May,” said Mary Lowe.") == [
        "Mary Lowe"
    ]
    assert statements("“Canada imposed a 15% tariff on Brazilian sugar in May,” said Mary Lowe.") == []


def test_it_is_the_body_that_tells() -> None:
    """In "Peru said it would" the pronoun is Peru, whoever was spoken of before; a person's "it" is not."""
    found = kind_of(
        "accusation", "Canada raised its duties.", "Peru said it will file a case against Canada at the WTO."
    )
    assert [(c.actors, c.targets) for c in found] == [(("PE",), ("CA",))]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mark Carney's only comment was that the duties were wrong.", "Mark Carney"),
        ("The message from Peru was that the duties were wrong.", "Government of Peru"),
        ("Mark Carney credited the mills with the rise.", "Mark Carney"),
    ],
)
def test_words_owned_by_a_noun(text: str, speaker: str) -> None:
    """A comment, answer or message of somebody carries his words as a verb does."""
    assert statements(text) == [speaker]


def test_praise_and_the_quotation_after_it() -> None:
    """Each says something by itself; a verb that only opens the talk goes with the words after it."""
    praise = "Mark Carney welcomed the progress on steel."
    assert len(statements(praise, "“We need more of it, however,” Carney said.")) == 2
    assert statements("Mark Carney took a swipe at the mills.", "“They were very slow,” Carney said.") == [
        "Mark Carney"
    ]


def test_relative_clause_that_goes_on_telling() -> None:
    """ ", who said that" tells as a main clause does; "which Beijing says is unfair" is an aside."""
    assert statements("The plan was sent to Mark Carney, who said that it was bad.") == ["Mark Carney"]
    assert statements("The plan, which Beijing says is unfair, runs for a decade.") == []


def test_headline_takes_its_speaker_from_the_text() -> None:
    """A phrase in marks in a headline belongs to whoever says it, perhaps at more length, in the text."""
    from prose import article_of, parser

    from parley.read import read

    text = ("“A deal is a matter of our security and honour,” said Mary Lowe of the Kent mills.",)
    reading = read(article_of(*text, title="A new pact is ‘matter of security’, Kent hears"), parser())
    assert [s.name if s else None for s, _, _ in reading.speech.quoted.values()] == ["Mary Lowe", "Mary Lowe"]


def test_typewriter_marks() -> None:
    """Two grave accents open, two apostrophes close."""
    text = "She said ``it's a good day.'' They left."
    assert [text[q.start : q.end] for q in find_quotations(text)] == ["it's a good day."]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("They opened a “Section 301” case.", True),
        ("It is part of the “Buy Kentish and Be Proud” week.", True),
        ("She spoke of a “Great Deal”.", False),
        ("He called it a “very Good deal” for all.", False),
        ("“Buy Kentish” is what she said.", False),
    ],
)
def test_titles_in_marks(text: str, named: bool) -> None:
    """Names of programmes and laws are no words of anybody; a praise with capitals is."""
    from parley.read.quotes import is_title

    (quotation,) = find_quotations(text)
    assert is_title(text, quotation) is named


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“It is a great day.” Bo Hart, of the Tin Union, told the BBC.", ["Bo Hart"]),
        ("“It is a great day,” Mary Lowe shot back.", ["Mary Lowe"]),
        ("“It is a great day,” she began. Mary Lowe pushed the “big red” door.", [None, None]),
        ("The deal would be “closely watched”, according to the document.", [None]),
        ("Mary Lowe hopes to make a “fast start” in May.", ["Mary Lowe"]),
    ],
)
def test_verbs_beside_quotations(text: str, speakers: list[str | None]) -> None:
    """The sentence behind, verbs that report only beside marks, a document of nobody known."""
    assert quoted(text) == speakers


def test_firm_called_by_the_first_word() -> None:
    """The full name stands elsewhere in the text."""
    text = ("Yet Halmar has warned often against quotas.", "Halmar-Voss Inc. sold 300 barges.")
    assert statements(*text) == ["Halmar-Voss"]
    assert statements("Yet Halmar has warned often against quotas.") == ["Halmar"]


def test_quotation_over_paragraphs_is_one_statement() -> None:
    """Words that go on in the next paragraph belong to the statement that they began in."""
    found = kind_of(
        "statement",
        "Bo Hart, of the Tin Union, told the Courier that it was “a relief for all of us.",
        "“We had feared worse,” he says. “Our yards were full.",
        "“So were the docks,” Hart says.",
    )
    assert [(c.speaker, len(c.quotes)) for c in found] == [("Bo Hart", 4)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # a question's verb in the sentence behind; somebody unnamed; who stands between name and verb
        ("“Did you know it was sold?” Mary Todd asked the mill owner.", ["Mary Todd"]),
        ("“It was sold.” Peru responded with threats against Kent.", ["anonymous"]),
        ("Another wrote, “The mills think they are above the rules.”", ["anonymous"]),
        ("Mark Carney, a top aide said, “is very confident in the mills”.", ["anonymous"]),
        # a label
        ("Former trade secretary Liam Fox: “It was a bad day for mills.”", ["Liam Fox"]),
        # whoever sent the paper out, not whom its words name
        (
            "Peru sent out a release saying Mark Carney owes “all of Lima an answer now”.",
            ["Government of Peru"],
        ),
    ],
)
def test_quotation_speakers(text: str, speakers: list[str]) -> None:
    """Whose words stand in marks."""
    assert quoted(text) == speakers


def test_label_of_a_sentence() -> None:
    """A person's name and a colon are a saying; a byline before the colon and a dateline are none."""
    assert voices("Mary Lowe: Duties have moved the mills.") == ["Mary Lowe"]
    assert voices("The day in brief, by Mary Lowe: tin is up by a third.") == []
    assert voices("LIMA: Duties have moved the mills.") == []


def test_auxiliary_at_the_front_is_no_given_name() -> None:
    """ "Had Carney known" names Carney."""
    assert voices("Had Carney known, he would have gone. They knew, Carney said.")[-1] == "Mark Carney"


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        # a straight mark closed by a curly one
        (("\"We are 800 million people,” Mary Lowe said.",), ["Mary Lowe"]),
        # whoever unnamed calls it so in the main clause
        (("One dealer in Leeds, who asked not to be named, called it “madness”.",), ["anonymous"]),
        # a body in apposition to a word for it
        (("The carmakers' lobby, the SMMT, said it was “deeply worried”.",),
         ["Society of Motor Manufacturers and Traders"]),
        # words that stand alone after a paragraph about somebody
        (("Ursula von der Leyen spoke after the talks.", "She was happy with the outcome.",
          "“We have settled on a single rate for all exports. No stacking.”"), ["Ursula von der Leyen"]),
    ],
)  # fmt: skip
def test_quotation_speakers_beside(paragraphs: tuple[str, ...], speakers: list[str]) -> None:
    """Whose words stand in marks, where no plain saying stands with them."""
    assert quoted(*paragraphs) == speakers


def test_progressive_clause_is_told() -> None:
    """ "is threatening" before the saying is what is said, and no participle that goes on telling."""
    assert "anonymous" in voices("Peru is threatening to keep its duties, sources have told Reuters.")


def test_plan_of_a_firm() -> None:
    """A firm's plan is its statement; a person's or a state's is not, nor what a firm did."""
    assert statements("Halmar-Voss will shift the making of barges from Kent.") == ["Halmar-Voss"]
    assert statements("Mary Lowe will go to Kent.") == []
    assert statements("Halmar-Voss sold its works in Kent.") == []


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (("“Nobody wins,” is the blunt verdict of Mary Lowe.",), ["Mary Lowe"]),
        (("The BDI, a German lobby, spoke of a “fatal signal”.",), ["Federation of German Industries"]),
        (("A Chinese commerce ministry statement said it was “open to talks”.",),
         ["Ministry of Commerce of China"]),
        # the head of state before the head of a union
        (("Donald Trump met union president Mary Lowe.", "Lowe said it was late.",
          "“We are no piggy bank,” the president said in a video."), ["Donald Trump"]),
    ],
)  # fmt: skip
def test_quotation_speakers_by_noun(paragraphs: tuple[str, ...], speakers: list[str]) -> None:
    """A verdict of somebody, a body that speaks of something, a ministry's paper, a bare office."""
    assert quoted(*paragraphs) == speakers


def test_sayings_joined_by_while() -> None:
    """Each side's words are a statement."""
    text = "Mary Lowe said that workers were tired, while the Canadian Chamber of Commerce urged calm."
    assert sorted(map(str, statements(text))) == ["Canadian Chamber of Commerce", "Mary Lowe"]


def test_who_answers_says_the_quotation_behind() -> None:
    """ "Ada Low responded. “...”": not whoever was quoted before her, whom her words may name."""
    text = (
        "Within hours, Colombian President Gustavo Petro responded. “We will counter Mr Trump's plan soon.”"
    )
    found = kind_of("statement", "Donald Trump called the pact “a lack of cooperation by everybody.”", text)
    assert [c.speaker for c in found] == ["Donald Trump", "Gustavo Petro"]


def test_a_bare_answer_tells_nothing() -> None:
    """That somebody answered is no statement."""
    assert not kind_of("statement", "Within hours, Colombian President Gustavo Petro responded.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The subject that the parser lost stands before or behind the verb.
        ("“It is late,” warned one of the negotiators, Ana Bell, adding: “Too late for tin.”",
         ["Ana Bell", "Ana Bell"]),
        ("On Monday, undersecretary Ana Bell — once a tin man — conceded the duty had “cost us dearly.”",
         ["Ana Bell"]),
        ("“It was a very bad plan,” Ana Bell, now 81 and retired in Cusco, said by telephone.", ["Ana Bell"]),
        # A phrase may part the saying from the marks.
        ("Peru heard Ana Bell, who declared in the main hall of the port, “I want an end of this tariff.”",
         ["Ana Bell"]),
        ("Ana Bell met boos upon saying, “Peru heard the passion of the miners.”", ["Ana Bell"]),
        ("As trade lawyer Ana Bell put it, “there was not much to complain about in Lima.”", ["Ana Bell"]),
        ("“A deal of a few fools,” was how Ana Bell summed it up.", ["Ana Bell"]),
        ("“Who knows about tin?” was all Ana Bell would say.", ["Ana Bell"]),
        ("“A very good deal for tin” was what Lima needed.", [None]),
        ("Ana Bell's verdict: “a deal that is made of tin.”", ["Ana Bell"]),
        # A sentence that begins with words in marks goes on with those before it.
        ("“We tried it all,” said Ana Bell. “We failed at every port” that had a customs house.",
         ["Ana Bell", "Ana Bell"]),
        # What nobody known says is not said by whom it names.
        ("“We are worried,” the members wrote in a letter, that Peru “may have already taxed the tin.”",
         [None, None]),
        # Titles, and names that are titles.
        ("Attorney General Lorena E. Lynch spoke. She added, “We will look at the duty with care.”",
         ["Lorena E. Lynch"]),
        ("“You could only go so far with duties,” Representative Pedro T. King, of Ohio, said of it.",
         ["Pedro T. King"]),
    ],
)  # fmt: skip
def test_who_is_quoted_is_found_by_the_order_of_words(text: str, names: list[str | None]) -> None:
    """Names beside a verb of saying whose subject the parser lost, and quotations that go on."""
    assert quoted(text) == names
