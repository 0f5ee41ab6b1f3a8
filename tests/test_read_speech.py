"""Frames of speech: who says what, through whom; both sides of each known failure."""

from __future__ import annotations

import pytest
from prose import reading_of

from parley.read import Reading
from parley.read.frames import Frame
from parley.record.draft import voice_at


def frames(*paragraphs: str) -> list[Frame]:
    return list(reading_of(*paragraphs).speech.frames)


def said(reading: Reading, frame: Frame) -> str:
    """The words of a frame's content."""
    unit = reading.doc.units[frame.unit]
    return " ".join(unit.tree[i].text for i in sorted(frame.content))


NAMES = [
    # who speaks: a name, a role, a body, a metonym
    ("Scott Bessent said that talks would resume.", "say", "Scott Bessent"),
    ("Treasury chief Bessent, who led the team, said talks would resume.", "say", "Scott Bessent"),
    ("The White House said that talks would resume.", "say", "White House"),
    ("Beijing said that talks would resume.", "say", "Government of China"),
    ("China's Ministry of Commerce warned that talks might fail.", "warn", "Ministry of Commerce of China"),
    ("The South Korean president said that talks would resume.", "say", "Lee Jae-myung"),
    ("Talks would resume, said a senior official in Hanoi.", "say", "anonymous"),
    ("Economists expect that prices will rise.", "expect", "anonymous"),
    ("Talks would resume, according to a person familiar with the matter.", "accord", "anonymous"),
    (
        "Talks would resume, according to Brazil's foreign ministry.",
        "accord",
        "Ministry of Foreign Affairs of Brazil",
    ),
    # the speaker at the end is not the subject of the sentence
    (
        "The first day of the round went well, Tokyo's top envoy Ryosei Akazawa said on Friday.",
        "say",
        "Ryosei Akazawa",
    ),
    ("Nadia Orlov and Piet Haan said that talks would resume.", "say", "Nadia Orlov and Piet Haan"),
    # a passive has its speaker in the agent
    ("The step was described by Mark Carney as a mistake.", "describe", "Mark Carney"),
    # citing and quoting
    (
        "Bloomberg reported on Friday that talks had stalled, citing people familiar with the matter.",
        "cite",
        "anonymous",
    ),
    # relative clauses and verbs that share a subject
    (
        "Piyush Goyal, who chairs the panel, met traders and said that talks would resume.",
        "say",
        "Piyush Goyal",
    ),
    ("Marco Rubio hailed the visit, stating that ties were warm.", "state", "Marco Rubio"),
    # bodies and persons that no list has
    ("The National Potters Union said that kilns would go cold.", "say", "National Potters Union"),
    ("The mayor of Windsor, Drew Dilkens, said his city would be hit hardest.", "say", "Drew Dilkens"),
    ("Vietnam's largest shoemaker, Pou Lanh, said orders had dried up.", "say", "Pou Lanh"),
    ("Thailand will buy more gas, its finance ministry said.", "say", "Ministry of Finance of Thailand"),
    ("Mexico will pay, the Economy Ministry said.", "say", "Ministry of Economy of Mexico"),
]


@pytest.mark.parametrize(("text", "cue", "name"), NAMES)
def test_the_source_of_a_frame(text: str, cue: str, name: str) -> None:
    """The frame at the cue has the canonical source."""
    assert [f.source.name for f in frames(text) if f.lemma == cue] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The tariffs were announced in May.",
        "Asked about the levy, the crowd fell silent.",
        "The deal is expected to hold.",
        "The bridge was said to be safe.",
        "Prices added three percent.",
        "The added cost is small.",
    ],
)
def test_no_voice_no_frame(text: str) -> None:
    """A passive without an agent, and verbs that only look like saying, have no source."""
    assert [f for f in frames(text) if f.source.name] == []


def test_the_outlet_is_a_link_of_the_chain() -> None:
    """An outlet that carries the words is in the chain, never the first speaker."""
    (frame,) = [
        f
        for f in frames("The list is ready, Howard Lutnick told CNBC, Reuters reported.")
        if f.lemma == "tell"
    ]
    assert frame.source.name == "Howard Lutnick"
    assert set(frame.chain) == {"CNBC", "Reuters"}


def test_a_platform_is_in_the_chain() -> None:
    """Words of a post came through the platform."""
    (frame,) = frames("Donald Trump wrote on Truth Social that the pact was signed.")
    assert frame.chain == ("Truth Social",)


def test_verbs_of_speech_inside_a_quotation_make_no_frame() -> None:
    """Who is quoted answers for what he says that others said."""
    found = frames("“Xi Jinping told me that he agreed,” Donald Trump said.")
    assert [f.source.name for f in found] == ["Donald Trump"]


def test_each_clause_has_the_nearest_voice() -> None:
    """Between two attributions each clause goes to its own."""
    reading = reading_of("Mark Carney said the offer stood. Claudia Sheinbaum said it did not.")
    assert [(f.source.name, said(reading, f)) for f in reading.speech.frames] == [
        ("Mark Carney", "the offer stood"),
        ("Claudia Sheinbaum", "it did not"),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("Claudia Sheinbaum met Mark Carney.", "She said that the border was open."), "Claudia Sheinbaum"),
        (("Claudia Sheinbaum met Mark Carney.", "He said that the border was open."), "Mark Carney"),
        (
            ("Mark Carney spoke first.", "Then the prime minister said that the border was open."),
            "Mark Carney",
        ),
        (
            ("China's commerce ministry met buyers.", "The ministry said that the border was open."),
            "Ministry of Commerce of China",
        ),
        (("Petra Loom, an analyst, looked on.", "The analyst said that the border was open."), "Petra Loom"),
        (
            (
                "The American Potters Association warned of dear clay.",
                "The association said kilns would go cold.",
            ),
            "American Potters Association",
        ),
        (
            (
                "Halmstad Wine Estates makes cider.",
                "Its shares fell.",
                "The company said it would sell elsewhere.",
            ),
            "Halmstad Wine Estates",
        ),
        (("Tariq Benn, a tailor, looked on.", "Benn said that the border was open."), "Tariq Benn"),
        (("Anne-Marie Loom, a broker, looked on.", "Loom said that the border was open."), "Anne-Marie Loom"),
        (("Kim Dae-won, a broker, looked on.", "Kim said that the border was open."), "Kim Dae-won"),
        (("Zhou Minwei, a broker, looked on.", "Zhou said that the border was open."), "Zhou Minwei"),
    ],
)
def test_later_mentions_find_their_person(paragraphs: tuple[str, ...], name: str) -> None:
    """Pronouns by gender, roles, and surnames in the order of the country."""
    assert frames(*paragraphs)[-1].source.name == name


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Mark Carney said that talks would resume.", "CA"),
        ("Greta Low, a spokeswoman for the German economy ministry, said that talks would resume.", "DE"),
        ("Greta Low, an economist at a German bank, said that talks would resume.", None),
        ("Ford chief executive Jim Farley said that talks would resume.", None),
        ("US officials said that talks would resume.", "US"),
    ],
)
def test_the_party_of_a_voice(text: str, party: str | None) -> None:
    """A public voice speaks for its party, a private one for nobody."""
    assert frames(text)[0].source.party == party


def test_source_phrases_have_offsets() -> None:
    """A frame tells where its source stands, without relative clauses."""
    text = "Scott Bessent, the US treasury secretary, said that talks would resume."
    start, end = frames(text)[0].source_at
    assert text[start:end] == "Scott Bessent, the US treasury secretary"


def test_the_voice_at_a_token() -> None:
    """Words inside the content have the voice, words outside it have none."""
    reading = reading_of("Traders sold steel after Mark Carney said that the levy would stay.")
    unit = reading.doc.units[0]
    levy = next(t for t in unit.tree if t.text == "levy")
    assert voice_at(reading, unit, levy).source is not None
    assert voice_at(reading, unit, unit.tree[0]).source is None
