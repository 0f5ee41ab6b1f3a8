"""Which words stand in quotation marks, and who says each quotation, through the real parser."""

from __future__ import annotations

import pytest
from prose import reading_of

from parley.read.quotes import find_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He called it "a good week" for rice.', ["a good week"]),
        ("He called it ‘a good week’ for rice.", ["a good week"]),
        ("The farmers' union said 'we won't sign' and left.", ["we won't sign"]),
        ("The ministers' aides and the clerks' union met.", []),
        ("Rock 'n' roll of the '90s played on.", []),
        ("'We wait,' she said. 'Nobody knows.'", ["We wait,", "Nobody knows."]),
        ("“The ‘reset’ failed,” he said.", ["The ‘reset’ failed,"]),
        ("“We will wait.\n\n“Then we will act,” he said.", ["We will wait.", "Then we will act,"]),
        ("“We will wait.\n\nThen they acted, he said.", []),
        ("The 6' wall and the 5\" pipe stood.", []),
    ],
)
def test_marks_are_paired(text: str, quoted: list[str]) -> None:
    """Marks are paired, apostrophes open nothing, an open mark goes on after a blank line."""
    assert [text[q.start : q.end] for q in find_quotations(text)] == quoted


def speakers(*paragraphs: str) -> list[str | None]:
    """Who says each quotation of a text, in order."""
    reading = reading_of(*paragraphs)
    voices = [reading.speech.quoted[i][0] for i in range(len(reading.doc.quotations))]
    return [v.name if v is not None else None for v in voices]


ONE = [
    # the attribution before, after, inverted, and with a role
    ("“This pact will hold for years,” Scott Bessent said on Friday.", "Scott Bessent"),
    ("“This pact will hold for years,” said Wang Wentao, China's commerce minister.", "Wang Wentao"),
    ("Canadian Prime Minister Mark Carney said: “We will not sign a bad deal.”", "Mark Carney"),
    (
        "“We are ready to walk away,” the Japanese foreign ministry said in a statement.",
        "Ministry of Foreign Affairs of Japan",
    ),
    (
        "In Ottawa, François-Philippe Champagne told them the levy was “a slap in the face of a friend”.",
        "François-Philippe Champagne",
    ),
    ("“Buyers are holding back,” said Lena Fischbach, an analyst at Kestrel Brokers.", "Lena Fischbach"),
    ("“It makes no sense to us at all,” according to Marta Quill, who runs a tile shop.", "Marta Quill"),
    ("“Nobody wins this way,” a European diplomat said.", "anonymous"),
    ("“Nobody wins this way,” two people briefed on the plan said.", "anonymous"),
    # the subject of the sentence is not the speaker (failure 1)
    (
        "Talks are on track for a “fruitful summit”, Washington's trade chief Jamieson Greer said on Sunday.",
        "Jamieson Greer",
    ),
    # participles share the subject of the verb that governs them (failures 2 and 3)
    (
        "Howard Lutnick praised the visit, adding that he heard “nothing but good news” from the room.",
        "Howard Lutnick",
    ),
    (
        "Donald Trump struck a softer tone in a post, writing, “Good things are coming for our peoples.”",
        "Donald Trump",
    ),
    # phrases of a paraphrase (failure 6)
    ("Katherine Tai described the levy as a “necessary evil”.", "Katherine Tai"),
    ("Donald Trump vowed to “aggressively pursue” the smugglers.", "Donald Trump"),
    ("The so-called “chicken tax” on pickup trucks dates from the 1960s.", None),
    ("China agreed to take a “large amount” of wheat.", None),
    # a role for a name (failure 7)
    ("“The list is nearly done,” China's vice commerce minister Li Chenggang said.", "Li Chenggang"),
    ("“The list is nearly done,” the Indian commerce minister said.", "Piyush Goyal"),
    ("“The list is nearly done,” the US treasury secretary said.", "Scott Bessent"),
    # a surname that is also a people's name
    ("“The list is nearly done,” said Clara French, who heads a textile lobby.", "Clara French"),
    # through an outlet
    ("“The list is nearly done,” Howard Lutnick told CNBC on Monday, Reuters reported.", "Howard Lutnick"),
    ("“The list is nearly done,” the agency Xinhua quoted Wang Wentao as saying.", "Wang Wentao"),
]


@pytest.mark.parametrize(("text", "speaker"), ONE)
def test_one_quotation_has_its_speaker(text: str, speaker: str | None) -> None:
    """The speaker of a quotation in one sentence, canonical, None for phrases that nobody says."""
    assert speakers(text) == [speaker]


MORE = [
    # he and she look back, by gender and to the subject (failure 8)
    (
        ("Mélanie Joly met Wang Yi on Monday.", "“It was a frank exchange of views,” she said."),
        ["Mélanie Joly"],
    ),
    (("Mélanie Joly met Wang Yi on Monday.", "“It was a frank exchange of views,” he said."), ["Wang Yi"]),
    (("He Lifeng led the Chinese team.", "“We came to listen and to talk,” he said."), ["He Lifeng"]),
    (
        (
            "China's commerce ministry warned of a reply.",
            "“We will fight to the end if we must,” the ministry said.",
        ),
        ["Ministry of Commerce of China"],
    ),
    (
        ("Donald Trump met Xi Jinping in Busan.", "“It was an amazing meeting,” the US president said."),
        ["Donald Trump"],
    ),
    # a quotation goes on after its attribution, and in the next paragraph (failure 4)
    (
        ("“We are close to a deal,” Ursula von der Leyen said. “But work remains to be done.”",),
        ["Ursula von der Leyen"] * 2,
    ),
    (
        (
            "Paul Sorrel, a lobbyist, said his members were worried.",
            "“They cannot plan for the spring at all.”",
        ),
        ["Paul Sorrel"],
    ),
    (("“We are close to a deal.", "“But work remains to be done,” Mark Carney said."), ["Mark Carney"] * 2),
    # a new voice is not taken for the last one
    (
        ("Mark Carney said talks went on.", "“Our members need calm,” said Ruth Alder, a grain broker."),
        ["Ruth Alder"],
    ),
    # verbs inside a quotation attribute nothing
    (("“Xi Jinping told me that he would buy our corn,” Donald Trump said.",), ["Donald Trump"]),
    # single marks on both sides of the attribution (failure 5)
    (("'We are getting there,' Piyush Goyal said. 'The last mile is the hardest.'",), ["Piyush Goyal"] * 2),
    # a label before a colon or after a dash
    (("The answers were short.", "Tim Hale: “The pact is dead.”"), ["Tim Hale"]),
    (("“The pact is dead.” — Tim Hale, at the harbour",), ["Tim Hale"]),
    # headline phrases are the speaker's of the text
    (
        (
            "Premier calls levy ‘an own goal’ for farmers",
            "“It is an own goal for farmers,” Mark Carney said on Tuesday.",
        ),
        ["Mark Carney"] * 2,
    ),
]


@pytest.mark.parametrize(("paragraphs", "names"), MORE)
def test_speakers_across_sentences(paragraphs: tuple[str, ...], names: list[str]) -> None:
    """Pronouns, bodies named before, and quotations that go on find the speaker of another sentence."""
    assert speakers(*paragraphs) == names


def test_marks_that_a_careless_hand_left_open() -> None:
    """A straight mark that opens anew ends the one before; a curly one behind a colon lasts to the end."""
    text = 'She said. "It left no mark. "We believe it is right," she said.'
    assert [text[q.start : q.end] for q in find_quotations(text)] == [
        "It left no mark.",
        "We believe it is right,",
    ]
    text = "Petra Loom said: “The rule will keep them from the hops.\n\nThen she left."
    assert [text[q.start : q.end] for q in find_quotations(text)] == [
        "The rule will keep them from the hops."
    ]
    assert not find_quotations("A board of 5“ was cut.\n\nThen she left the hall with all of her hops.")


def test_careless_marks_inside_marks() -> None:
    """Curly marks inside straight ones close nothing; an opening mark may stand for the closing one."""
    text = '"The duty is no “fair duty” any more. It is theft," she said. "We go."'
    assert [text[q.start : q.end] for q in find_quotations(text)] == [
        "The duty is no “fair duty” any more. It is theft,",
        "We go.",
    ]
    text = "“It is late,“ said Ana Bell. “We go.”"
    assert [text[q.start : q.end] for q in find_quotations(text)] == ["It is late,", "We go."]
