"""Who a phrase means: roles, pronouns, letters, papers, names behind an office."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of, reading_of


def speakers(*paragraphs: str) -> list[str | None]:
    """The speakers of the statements of a text, in order."""
    return [c.speaker for c in kind_of("statement", *paragraphs)]


def last_source(*paragraphs: str) -> tuple[str | None, str | None]:
    """Name and party of the source of the last frame."""
    source = reading_of(*paragraphs).speech.frames[-1].source
    return source.name, source.party


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # The one who speaks is "he", not the one he speaks of.
        (("Mark Carney said Evan Solomon was in Lima.", "He said the mood was warm."), "Mark Carney"),
        (("Ambassador Petra Loom said it was late.", "The diplomat said nobody slept."), "Petra Loom"),
        (("Petra Loom, a senator, said it was late.", "The lawmaker said nobody slept."), "Petra Loom"),
        # Introduced as nobody in particular, such a one stays without a name.
        (("A diplomat spoke.", "Envoy Petra Loom left.", "The diplomat said it was late."), "anonymous"),
        # A headline's verb between the role and the name makes no role.
        (("Envoy calls Petra Loom unfair.", "Petra Loom left.", "The envoy said nobody slept."), "anonymous"),
    ],
)  # fmt: skip
def test_roles_and_pronouns_find_their_person(paragraphs: tuple[str, ...], name: str | None) -> None:
    """Words for a person go to who was introduced so, and to who spoke before who was spoken of."""
    assert last_source(*paragraphs)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Envoy to Peru Zhang Weilin said the mood was warm.", "Zhang Weilin"),
        ("Deputy Minister for Trade and Legal Affairs Kim Dae-ro said the mood was warm.", "Kim Dae-ro"),
        ("The mood was warm, Petra Loom, secretary of the Hop Guild (HG), told the Courier.", "Petra Loom"),
        ("The mood was warm, Petra Loom, a baker, told reporters on Sunday.", "Petra Loom"),
    ],
)
def test_names_behind_offices(text: str, name: str) -> None:
    """What an office is for belongs to no name, and a name keeps its verb behind an apposition."""
    assert last_source(text)[0] == name


def test_letters_stand_for_a_name() -> None:
    """Letters in brackets behind a name mean it later."""
    assert speakers("The Northern Hop Guild (NHG) met.", "NHG said that the harvest was poor.") == [
        "Northern Hop Guild"
    ]


def test_an_address_makes_a_person() -> None:
    """ "Senator Quill" is a person, whom "he" may mean."""
    found = speakers(
        "Senator Quill said that the mood was warm.", "“Nobody slept at all,” he told reporters."
    )
    assert found == ["Quill", "Quill"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("An official at Peru's trade ministry said the mood was warm.", "PE"),
        ("A Chilean spokesman said the mood was warm.", "CL"),
        ("A baker said the mood was warm.", None),
    ],
)
def test_unnamed_officials_speak_for_their_state(text: str, party: str | None) -> None:
    """Whose official it is stands before or behind the word."""
    assert last_source(text) == ("anonymous", party)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Not so fast!” Mark Carney wrote.", "Mark Carney"),
        ("Mark Carney calmed his party by saying that “nobody is about to lose a farm”.", "Mark Carney"),
        ("The Peru-U.S. Friendship Society was “sleepy and poor”, Mark Carney said.", "Mark Carney"),
        ("“We sleep well in China,” Mark Carney said.", "Mark Carney"),
    ],
)
def test_quotations_find_their_voice(text: str, speaker: str) -> None:
    """Exclamations, "by saying", a stop inside a hyphened name."""
    (claim,) = kind_of("statement", text)
    assert {q.speaker for q in claim.quotes} == {speaker}


def test_who_is_told_does_not_speak() -> None:
    """The outlet behind "told" hears the words."""
    assert "Reuters" not in speakers("The mood was warm, Petra Loom, a baker, told Reuters.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Trump repeated that the pact was old, the sources said.", 1),
        ("The yard went quiet after claiming that the mood was poor, Petra Loom said.", 1),
        ("Petra Loom left after saying that the mood was poor.", 0),
    ],
)
def test_one_saying_one_statement(text: str, count: int) -> None:
    """Sources without a name relay somebody's words; what was said before is told aside."""
    assert len(speakers(text)) == count


def test_sources_relay_the_words_of_a_known_person() -> None:
    """The known person is the first speaker."""
    assert speakers("Trump repeated that the pact was old, the sources said.") == ["Donald Trump"]


def test_a_quotation_in_the_next_paragraph_is_its_own() -> None:
    """A new paragraph opens a new quotation, though nobody is named again."""
    found = speakers(
        "“The harvest was the poorest in years,” said Petra Loom, a baker.",
        "“The mills stand still and the bakers go home.”",
    )
    assert found == ["Petra Loom", "Petra Loom"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Brazil said Peru's levy was in violation of the pact.", 1),
        ("Brazil said its levy was not in violation of the pact with Peru.", 0),
        ("Brazil said its levy was no breach of the pact with Peru.", 0),
    ],
)
def test_what_is_no_breach_accuses_nobody(text: str, count: int) -> None:
    """A breach that is denied is none."""
    assert len(kind_of("accusation", text)) == count


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru's foreign ministry said that the mood was warm.", "Ministry of Foreign Affairs of Peru"),
        ("The Chilean agriculture ministry said that the mood was warm.", "Ministry of Agriculture of Chile"),
        ("The Hop Growers' Guild of Kent warned of empty kilns.", "Hop Growers' Guild of Kent"),
        ("“The kilns are empty,” said the 40-page Kiln Board Report.", "anonymous"),
    ],
)
def test_bodies_that_no_list_has(text: str, speaker: str) -> None:
    """Ministries by their English names, guilds with their growers; a paper is no body."""
    found = speakers(text)
    assert found == [speaker] or (speaker == "anonymous" and "Kiln Board Report" not in found)


def test_the_ministry_is_the_one_named_before() -> None:
    """A ministry without a state is that of the state named with it."""
    found = speakers("Peru's foreign ministry said that the mood was warm.", "The ministry said it was late.")
    assert found == ["Ministry of Foreign Affairs of Peru"] * 2


def test_a_surname_that_comes_first() -> None:
    """Who speaks later by the first of three names bears it as a surname."""
    assert speakers("Liew Boon Keat spoke up.", "Liew said that the mood was warm.") == ["Liew Boon Keat"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Nobody slept,” Petra Loom said, before calling it “a joke of the very old kind”.", 2),
        ("On “the dreary matter of the hops,” Petra Loom said that nobody slept.", 1),
    ],
)
def test_a_statement_holds_all_its_speaker_says(text: str, words: int) -> None:
    """What the same voice says elsewhere in the sentence goes with it."""
    (claim,) = kind_of("statement", text)
    assert [q.speaker for q in claim.quotes] == ["Petra Loom"] * words


def test_a_lone_quotation_is_of_whoever_was_quoted_last() -> None:
    """Two paragraphs on, where nobody else is named, the last voice goes on."""
    found = speakers(
        "“The harvest was the poorest in years,” said Petra Loom, a baker.",
        "The mills stood still.",
        "“We are tired, we are poor, and we are going home.”",
    )
    assert found == ["Petra Loom", "Petra Loom"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Brazil repeated the charge that Peru dumps cheap copper.", (("BR",), ("PE",))),
        ("Peru rejected the charge that it dumps cheap copper in Brazil.", None),
        ("“This practice is contrary to the rules,” Brazil said of Peru.", (("BR",), ("PE",))),
    ],
)
def test_charges_and_judgements_accuse(
    text: str, sides: tuple[tuple[str, ...], tuple[str, ...]] | None
) -> None:
    """The noun of accusing with its clause, and what is judged against rules; not what is denied."""
    found = [(c.actors, c.targets) for c in kind_of("accusation", text)]
    assert found == ([sides] if sides else [])


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("Damien O’Connor spoke up.", "O’Connor said that the mood was warm."), "Damien O'Connor"),
        (("The chairman of the hop committee Petra Loom called the mood warm.",), "Petra Loom"),
        (("Shadow farm minister Petra Loom spoke up.", "The Green MP said it was late."), "Petra Loom"),
        (("Several said that the mood was warm.",), "anonymous"),
        (("“Nobody slept,” Mr. O’Dell said.",), "O’Dell"),
    ],
)
def test_names_as_the_press_writes_them(paragraphs: tuple[str, ...], name: str) -> None:
    """Apostrophes of both kinds, chairs of committees, members of parliament, "several"."""
    assert last_source(*paragraphs)[0] == name


def test_he_is_the_officer_of_the_sentence() -> None:
    """An office that is subject before the pronoun names whom it means."""
    found = speakers(
        "Petra Loom spoke up.", "The US president was asked why, to which he replied: “Why not?”"
    )
    assert found == ["Donald Trump"]


def test_what_is_continued_is_not_said() -> None:
    """ "will continue to" reports nothing."""
    frames = reading_of("Mark Carney said China will continue to fight.").speech.frames
    assert [f.lemma for f in frames] == ["say"]


def test_a_body_relays_its_own_official() -> None:
    """The commission tells what its commissioner said: he is the speaker."""
    found = speakers("Maroš Šefčovič stressed that the mood was warm, the European Commission said.")
    assert found == ["Maroš Šefčovič"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mark Carney said a tariff of 5% on hops would be a gift to brewers.", 1),
        ("Mark Carney said Canada would impose a tariff of 5% on hops.", 0),
    ],
)
def test_an_opinion_of_a_duty_is_a_statement(text: str, count: int) -> None:
    """A duty that is only the subject of a view is not what is told."""
    assert len(speakers(text)) == count


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Brazil alleges that Peru's mills undercut everybody.", (("BR",), ("PE",))),
        ("Brazil said the truce would end unless Peru failed to honour its pledge.", None),
    ],
)
def test_alleging_accuses(text: str, sides: tuple[tuple[str, ...], tuple[str, ...]] | None) -> None:
    """What is alleged of another is an accusation; what is only a condition is none."""
    found = [(c.actors, c.targets) for c in kind_of("accusation", text)]
    assert found == ([sides] if sides else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Green MP for Overford Tessim Quill, who bakes, told them that the mood was warm.", "Tessim Quill"),
        ("Kent's HGBA warned that the kilns were empty.", "HGBA"),
        ("Mark Carney stated that Peru and Chile must agree while adding that it was late.", "Mark Carney"),
        ("“The kilns are warm,” commented Imke Vossberg of the bakers' guild.", "Imke Vossberg"),
        ("Mark Carney met Peru's envoy and warned Peru that it was late.", "Mark Carney"),
    ],
)
def test_whose_words_they_are(text: str, name: str) -> None:
    """Seats, letters without a full name, participles that go on telling, and who is warned."""
    assert last_source(text)[0] == name


def test_a_quotation_is_said_whole() -> None:
    """What the parser parts off within the marks is said by the same voice."""
    (frame,) = reading_of(
        "Mark Carney said “a lot of mills are idle, but Kent takes all the hops.”"
    ).speech.frames
    assert len(frame.content) > 10


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Brazil complained that Peru dodges its duties by way of Chile.", 1),
        ("Brazil said that Peru's levy was non-discriminatory.", 0),
    ],
)
def test_getting_round_a_duty_is_a_breach(text: str, count: int) -> None:
    """Who dodges what the other charges is accused; "non-" takes the judgement back."""
    assert len(kind_of("accusation", text)) == count


def test_names_of_programmes_are_no_quotations() -> None:
    """A show of an outlet's in marks."""
    (claim,) = kind_of("statement", "“Nobody slept at all,” Mark Carney said on CNBC’s “Morning Bell.”")
    assert len(claim.quotes) == 1


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # Whom the words are of is not who says them behind.
        (("Petra Loom met the press.", "Mark Carney will sign, she told reporters on Friday."), "Petra Loom"),
        (("Minister Ilya Dorn spoke.", "If Mark Carney is cross, he said, the levy stays."), "Ilya Dorn"),
        # With a clause of its own, the subject before is meant.
        (("Minister Ilya Dorn spoke.", "When Mark Carney came, he said the levy stays."), "Mark Carney"),
        # His administration is of his own state.
        (("Mr Trump met Mark Carney in Lima.", "His administration said it was final."),
         "Government of the United States"),
        (("Mark Carney spoke.", "His government said it was final."), "Government of Canada"),
        # A demonym in the singular is the person last met; of many, the government.
        (("Cecilia Malmström spoke.", "The Swede warned that time was short."), "Cecilia Malmström"),
        (("Phil Hogan spoke.", "The Irishman warned that time was short."), "Phil Hogan"),
        (("Mark Carney spoke.", "The Chinese said that time was short."), "Government of China"),
        (("Mark Carney spoke.", "The leader said that time was short."), "Mark Carney"),
        # Who is told does not say.
        (("Mr Trump warned India saying that time was short.",), "Donald Trump"),
        (("Mr Trump wrote to Lima saying that time was short.",), "Donald Trump"),
        (("He met growers saying that time was short.",), "anonymous"),
        (("A paper by the Oslo Trade Forum said that time was short.",), "Oslo Trade Forum"),
        (("Ilya Dorn spoke.", "Time is short, the Minister of Agriculture Dorn said."), "Ilya Dorn"),
    ],
)  # fmt: skip
def test_who_is_meant_by_a_stand_in(paragraphs: tuple[str, ...], name: str) -> None:
    """Pronouns, possessors, demonyms and papers lead to who speaks, not to who is spoken of or to."""
    assert last_source(*paragraphs)[0] == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("The Chinese embassy in The Hague said it was wrong.",), "Embassy of China in the Netherlands"),
        (("The Chinese embassy in Canberra spoke.", "China was sorry, the Chinese embassy said."),
         "Embassy of China in Australia"),
        (("China met the United States in Lima.", "The Chinese embassy said it was wrong."),
         "Embassy of China in the United States"),
        (("Emmanuel Macron's office said it was wrong.",), "Presidential Office of France"),
        (("Donald Trump's office said it was wrong.",), "White House"),
        (("India met Peru in Lima.", "Both sides said it was late."),
         "Government of Peru and Government of India"),
    ],
)  # fmt: skip
def test_bodies_by_seat_and_holder(paragraphs: tuple[str, ...], name: str) -> None:
    """An embassy is named by where it sits, an office by who holds it, both sides by their states."""
    assert last_source(*paragraphs)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petra Loom is “very hopeful” that the hops will keep.", "Petra Loom"),
        ("Petra Loom said the pact was dead; “nobody in this valley wants it now”.", "Petra Loom"),
        ("Petra Loom was there; “nobody in this valley” came.", None),
    ],
)
def test_marks_at_the_edge_of_a_saying(text: str, name: str | None) -> None:
    """Words in marks that are the feeling itself, or follow a saying behind a semicolon, are his."""
    (source, _, _) = reading_of(text).speech.quoted[0]
    assert (source.name if source else None) == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("Premier Doug Ford spoke.", "Ford described the mood as warm."), "Doug Ford"),
        (("Ford Motor built it.", "Premier Doug Ford spoke.", "Ford said it was late."), "Ford"),
        (("Ada Beef, a baker, spoke.", "Beef told reporters that it was late."), "Ada Beef"),
        (("Nguyen Hong Dien, a minister, spoke.", "Dien said it was late."), "Nguyen Hong Dien"),
        (("Mahmud Hasan Khan, a baker, spoke.", "Mahmud said it was late."), "Mahmud Hasan Khan"),
        (("Petra Quero Loom, a baker, spoke.", "Quero said it was late."), "Petra Quero Loom"),
        (("Cecilia Malmström spoke.", "Malmstrom said it was late."), "Cecilia Malmström"),
    ],
)  # fmt: skip
def test_part_of_a_name_means_its_bearer(paragraphs: tuple[str, ...], name: str) -> None:
    """The last, first or middle name, also one that a firm or a good bears, means who was named in full."""
    assert last_source(*paragraphs)[0] == name


def test_ministries_and_papers_that_speak_again() -> None:
    """Two ministries of one phrase speak together, and a statement is that of who issued it."""
    both = "Ministry of Economy of Mexico and Ministry of Agriculture of Mexico"
    text = "Mexico's economy and agriculture ministries said it was late."
    assert last_source(text)[0] == both
    assert last_source(text, "The ministries said that time was short.")[0] == both
    issued = "Peru was late, the Finance Ministry said in a statement."
    between = "Mr Trump said that time was short."
    assert last_source(issued, between, "The statement said it was sorry.") == (
        "Ministry of Finance of Peru",
        "PE",
    )
    assert (
        last_source("Katherine Tai said it was late.", "The panel's report said so too, in full.")[0] is None
    )


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # A Korean's family name is no woman's given name.
        (("Minister Kim Hyun-chong spoke after Mr Trump left.", "He said it was late."), "Kim Hyun-chong"),
        # All the words of a title decide, then the last one.
        (("Farm Minister Ada Low and Trade Minister Petra Loom met.", "It was late, the Farm Minister said."),
         "Ada Low"),
        (("Anita Moller, a member of the board, spoke.", "The representative said it was late."),
         "Anita Moller"),
        (("The BRICS nations said it was late.",), "BRICS"),
        (("BRICS said it was late.", "The group argued that time was short."), "BRICS"),
        (("A task force at the Commerce Department said it was late.",), "US Department of Commerce"),
        (("The rapporteur, Inese Moller, said it was late.",), "Inese Moller"),
        (("Tokyo was sorry, with Minister Taro Kono saying in a letter that time was short.",), "Taro Kono"),
        (("Taro Kono was reported as saying that time was short.",), "Taro Kono"),
    ],
)  # fmt: skip
def test_titles_groups_and_lost_verbs(paragraphs: tuple[str, ...], name: str) -> None:
    """The title as written, a group of states, a body over a team, and participles with a subject."""
    assert last_source(*paragraphs)[0] == name


def test_an_office_right_before_a_name_is_of_that_name_alone() -> None:
    """Who is told to have met a president is none."""
    text = (
        "Trump, speaking after meeting European Commission President Ursula von der Leyen, announced a deal."
    )
    offices = {(name, party) for c in claims_of(text) for name, _, party in c.roles}
    assert offices == {("Ursula von der Leyen", "EU")}
