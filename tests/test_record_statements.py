"""Statements and accusations: which sentences make one, whose it is, what belongs to it."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

from parley.model import Claim


def statements(*paragraphs: str) -> list[str | None]:
    """The speakers of the statements of a text."""
    return [c.speaker for c in kind_of("statement", *paragraphs)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mark Carney said that the mood in the room was warm.", "Mark Carney"),
        ("“The mood in the room was warm,” said Mark Carney.", "Mark Carney"),
        ("Ursula von der Leyen welcomed the thaw.", "Ursula von der Leyen"),
        ("Ruth Alder, a grain broker, warned of empty silos.", "Ruth Alder"),
        ("Analysts believe that the mood will not last.", "anonymous"),
        ("Scott Bessent described the visit as “long overdue”.", "Scott Bessent"),
        ("China has denied any wrongdoing.", "Government of China"),
        ("Donald Trump praised the visit, adding that it was “the best ever”.", "Donald Trump"),
        ("Beijing made it clear that it would not bow.", "Government of China"),
        ("Chile's tin minister, Ana Soto, is convinced that the mines will survive.", "Ana Soto"),
        ("Ana Soto, Chile's tin minister, was adamant that the mines will survive.", "Ana Soto"),
        ("Ana Soto, Chile's tin minister, has let it be known that the mines will survive.", "Ana Soto"),
        ("Chile's tin minister Ana Soto insisted on fair treatment.", "Ana Soto"),
        (
            "Chile's tin minister Ana Soto and her Peruvian counterpart, Luis Rojas, said mines feed many.",
            "Ana Soto and Luis Rojas",
        ),
        (
            "The report, published by the European Commission on Monday, said mines feed many.",
            "European Commission",
        ),
        ("Chile and Peru said that tin mines feed many.", "Government of Chile and Government of Peru"),
        ("“We would have to close,” said a welder at the shipyard.", "anonymous"),
        (
            "The head of the hop growers' federation, Ute Lang, called the duties a gift to rivals.",
            "Ute Lang",
        ),
    ],
)
def test_words_make_a_statement(text: str, speaker: str) -> None:
    """Views, hopes, praise and warnings of somebody who can be named are one statement each."""
    assert statements(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The figures show that trade has slowed.",
        "Mark Carney declined to comment.",
        "Ottawa has yet to confirm the date.",
        "Shares fell after Mark Carney said that the mood was poor.",
        "The pact, which Beijing says is unfair, runs for a decade.",
        "Canada imposed a 15% tariff on Brazilian sugar in May, the finance ministry said.",
        "Reuters reported that the mood was poor.",
        "The minister agreed.",
        "Chile's tin minister said there were no talks with Peru under way.",
        "Chile's tin minister said she looked forward to meeting Peru's president in Lima on Friday.",
        "Neither Chile nor Peru has said how the mines would survive.",
        "A spokesman for Chile said in a statement that Chile has doubled its duty on tin from Peru.",
        "Chile and Peru will hold talks in Lima on Friday, according to people who know the plan.",
        "Talks between Chile and Peru collapsed on Monday, Reuters reported, citing two sources.",
        "Chile's tin minister denied that talks with Peru were under way.",
        "Chile's tin minister said the truce with Peru would end on July 9.",
        "The truce with Peru runs until July 9, according to Chile's tin minister.",
    ],
)
def test_no_statement(text: str) -> None:
    """No words, words told aside, an outlet's own word, or an act of another kind."""
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Chile's tin minister said the talks in Lima on Monday were useful.",
        "Chile's tin minister said she was glad after meeting Peru's president in Lima on Monday.",
        "Chile's tin minister said dialogue was the only way forward.",
        "Chile's tin minister said the mood had to change before the truce ends on July 9.",
    ],
)
def test_opinions_beside_a_meeting_or_deadline_are_statements(text: str) -> None:
    """A meeting that is judged, or an end told in a side clause, is not all that is said."""
    assert len(statements(text)) == 1


def test_titles_make_no_statement() -> None:
    """A headline repeats the text."""
    from prose import article_of, parser

    from parley.read import read
    from parley.record import record

    story = article_of(
        "Mark Carney said on Friday that the mood was warm.", title="Mark Carney says mood warm"
    )
    assert len([c for c in record(read(story, parser())) if c.kind == "statement"]) == 1


def test_an_interrupted_quotation_is_one_statement() -> None:
    """The attribution between two halves does not part them."""
    (claim,) = kind_of("statement", "“We are close,” Mark Carney said. “But nobody should cheer too early.”")
    assert [q.speaker for q in claim.quotes] == ["Mark Carney"] * 2
    assert len(claim.support) == 2


def test_a_lead_in_goes_with_its_quotation() -> None:
    """A sentence that only praises or calls for something is one claim with the words that follow it."""
    found = kind_of("statement", "Mark Carney called for calm. “We should all take a deep breath,” he said.")
    assert len(found) == 1
    assert (
        statements("Mark Carney said the mood was warm. “We are all friends here,” he said.")
        == ["Mark Carney"] * 2
    )


def test_a_quotation_after_indirect_speech_is_a_statement_of_its_own() -> None:
    """The same voice, first told and then quoted, makes two."""
    text = "Ruth Alder, a grain broker, said silos would be empty. “Nobody will sell at that price in May.”"
    assert statements(text) == ["Ruth Alder", "Ruth Alder"]


def test_what_another_does_in_the_next_clause_takes_no_statement_away() -> None:
    """An act beside the saying, with a subject of its own, is told with the saying."""
    text = (
        "Mark Carney has called the rules a trap, and British officials want India to scrap its cheese quota."
    )
    assert statements(text) == ["Mark Carney"]
    assert len(kind_of("commitment", text)) == 1


def test_two_voices_in_two_sentences_are_two_statements() -> None:
    """Each sentence has its own speaker."""
    assert statements("Mark Carney said the mood was warm. Claudia Sheinbaum said it was cold.") == [
        "Mark Carney",
        "Claudia Sheinbaum",
    ]


def test_the_slots_of_a_statement() -> None:
    """Actors, people, certainty, chain and quotation of words told to an outlet."""
    (claim,) = kind_of("statement", "“The mood was warm today,” Howard Lutnick told CNBC.")
    assert claim.actors == ("US",)
    assert claim.people == ("Howard Lutnick",)
    assert claim.certainty == "attributed"
    assert claim.attribution == ("Howard Lutnick", "CNBC", "Test Post")
    (private,) = kind_of("statement", "“The mood was warm today,” said Lena Fischbach, an analyst at a bank.")
    assert private.actors == ()


def roles(*paragraphs: str) -> set[tuple[str, str, str | None]]:
    return {row for claim in claims_of(*paragraphs) for row in claim.roles}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Treasury Secretary Steven Mnuchin said the mood was warm.",
            ("Steven Mnuchin", "Treasury Secretary", "US"),
        ),
        (
            "Mark Carney, the Canadian prime minister, said the mood was warm.",
            ("Mark Carney", "Canadian prime minister", "CA"),
        ),
        (
            "US Trade Representative Jameson Greer said the mood was warm.",
            ("Jamieson Greer", "written: Jameson Greer", "US"),
        ),
    ],
)
def test_offices_are_kept_as_written(text: str, row: tuple[str, str, str]) -> None:
    """The office beside a name is in the claim's roles; so is a name that is spelt otherwise."""
    assert row in roles(text)


def test_a_name_without_an_office_has_no_role() -> None:
    """Nothing beside the name, nothing in the roles."""
    assert roles("Mark Carney said the mood was warm.") == set()


ACCUSED = [
    ("Ottawa accused Washington of breaking the pact.", "CA", "US"),
    ("Washington was accused by Ottawa of breaking the pact.", "CA", "US"),
    ("Beijing has lashed out, accusing Tokyo of backing out of its promises.", "CN", "JP"),
    ("Piyush Goyal said that the United States had violated the accord.", "IN", "US"),
    ("India sees America's step as violating the accord.", "IN", "US"),
    ("“China has stolen our ideas for years,” Donald Trump said.", "US", "CN"),
    ("Mark Carney complained that the US had not lived up to its pledges.", "CA", "US"),
    ("Brazil filed a complaint at the WTO against the US over the duties on steel.", "BR", "US"),
    ("Donald Trump raised the levy to punish China for cheating.", "US", "CN"),
    ("Tokyo complained that Seoul had failed to keep its word.", "JP", "KR"),
    ("Mark Carney said that the US had not honoured its commitments.", "CA", "US"),
    ("Beijing said Australia was in breach of the rules of world trade.", "CN", "AU"),
    ("The USTR concluded that France's digital tax discriminates against American firms.", "US", "FR"),
    ("The EU took China to the WTO over its curbs on Lithuania.", "EU", "CN"),
]


@pytest.mark.parametrize(("text", "actor", "target"), ACCUSED)
def test_accusations(text: str, actor: str, target: str) -> None:
    """Verbs of accusing, breaches that a side tells, complaints at a forum."""
    assert [(c.actors, c.targets, c.action) for c in kind_of("accusation", text)] == [
        ((actor,), (target,), "alleged")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mark Carney said that Canada had not broken the pact.",
        "Talks between Ottawa and Washington broke off.",
        "Ottawa denied the charge and blamed the weather.",
        "Mark Carney said that the United States was a hard partner.",
        "Canada charged a fee on steel from India.",
        "London called on Washington to honour its pledge on steel.",
        "Seoul proposed that a panel look into whether Japan had breached the pact.",
        "Mao Ning denied that the duties on Australian wine were economic coercion.",
    ],
)
def test_no_accusation(text: str) -> None:
    """Denials, other senses of the verbs, and mere abuse accuse nobody."""
    assert kind_of("accusation", text) == []


def test_claims_carry_only_their_own_words() -> None:
    """The support of every claim is the text that its words give."""
    text = "Mark Carney said the mood was warm. “We are all friends here,” he added."
    for claim in claims_of(text):
        assert isinstance(claim, Claim)
        assert claim.words == " ... ".join(text[s.start : s.end] for s in claim.support)


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        # whose case it is: of whoever says that he will bring it
        ("The EU said it will file a case against Canada at the WTO.", ["EU"], ["CA"]),
        (
            "China and Australia differ. Dan Tehan said the government would take the case to the WTO.",
            ["AU"],
            ["CN"],
        ),
        (
            "Japan and Seoul differ. Seoul says it is hurt, and has vowed to file a complaint with the WTO.",
            ["KR"],
            ["JP"],
        ),
        # a relative clause about the measures; adjectives that judge; failing as a noun; a firm
        (
            "China’s Commerce Ministry urged Lima to drop curbs, which it said violated the rules of trade.",
            ["CN"],
            ["PE"],
        ),
        ("Ottawa argued that Washington's tariffs are illegal.", ["CA"], ["US"]),
        ("The USTR said the French tax was inconsistent with the principles of tax law.", ["US"], ["FR"]),
        ("Washington complained of Beijing's failure to honour the pact.", ["US"], ["CN"]),
        ("Washington said that Huawei had helped Iran to get around sanctions.", ["US"], ["Huawei"]),
    ],
)
def test_accusations_by_their_words(text: str, actors: list[str], targets: list[str]) -> None:
    """Who says that who broke what."""
    found = kind_of("accusation", *text.split(". "))
    assert [(list(c.actors), list(c.targets)) for c in found] == [(actors, targets)]


@pytest.mark.parametrize(
    "text",
    [
        "It is illegal to sell fentanyl in China, Beijing said.",
        "Ottawa said the ruling was contrary to what it had hoped.",
        "The court case in Ohio was opened in May, the WTO said.",
    ],
)
def test_lawful_words_accuse_nobody(text: str) -> None:
    """A law of one's own, a hope, and a case at no forum accuse nobody."""
    assert kind_of("accusation", text) == []


def test_phrase_called_so_inside_another_claim() -> None:
    """What a sentence's act is called in passing is no statement beside it; a clause said of it is one."""
    act = "Canada imposed a 15% tariff on Brazilian sugar, part of what Mark Carney called a “big step”."
    assert statements(act) == []
    said = "Canada imposed a 15% tariff on Brazilian sugar, which Mark Carney said was “a big step for us”."
    assert statements(said) == ["Mark Carney"]


def test_a_second_voice_in_a_sentence_says_its_own() -> None:
    """What the second says is none of the first's words."""
    text = "Ola Berg said the duties were unfair and Ana Ruiz said they were needed."
    assert [c.speaker for c in kind_of("statement", text)] == ["Ola Berg", "Ana Ruiz"]


def test_it_that_stands_for_a_capital_is_the_government() -> None:
    """ "Oslo welcomed the step, which it called right": one voice, and one statement."""
    told = kind_of("statement", 'Oslo welcomed the step, which it called "a step in the right direction".')
    assert [c.speaker for c in told] == ["Government of Norway"]


def test_what_a_firm_means_to_do_is_said_and_not_measured() -> None:
    """A plan of a firm is a statement, though a number stands in it."""
    text = "Ford said it would cut output by 20% because of the duties."
    assert [c.kind for c in claims_of(text)] == ["statement"]
    (claim,) = kind_of("figure", "Ford's sales fell 20% in May.")
    assert claim.values[0].number == -20


def test_who_is_asked_about_something_is_asked_for_nothing() -> None:
    """ "Asked about the duties, she told the BBC" demands nothing of the BBC."""
    text = 'Asked about the duties, Ana Ruiz told the BBC: "I do not lose any sleep over them."'
    assert [c.kind for c in claims_of(text)] == ["statement"]


def test_a_state_at_the_end_of_a_sentence_owns_no_title_behind_it() -> None:
    """A title is its neighbour's in the same sentence, and not that of the paragraph before."""
    found = roles("The duties bind Vietnam.", "President Donald Trump said on Monday that they hold.")
    assert found == {("Donald Trump", "President", "US")}
    assert roles("South Korean President Lee Jae-myung said on Monday that the duties hold.") == {
        ("Lee Jae-myung", "South Korean President", "KR")
    }


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Verbs that are nothing without their noun.
        ("Minister Ana Bell issued a warning that the duties would hurt tin miners.", "Ana Bell"),
        ("Minister Ana Bell took a swipe at Lima over its tin.", "Ana Bell"),
        ("Minister Ana Bell made no secret of her anger at the duties.", "Ana Bell"),
        ("Minister Ana Bell took a train to Lima over the duties.", None),
        # Who takes a stance on what the sentence is about.
        ("The duties drew criticism from minister Ana Bell.", "Ana Bell"),
        ("The duties were met with dismay from minister Ana Bell.", "Ana Bell"),
        ("The duties drew ships from minister Ana Bell.", None),
        # Moods, with what they are on.
        ("Minister Ana Bell was upbeat about the tin talks.", "Ana Bell"),
        ("Canada is disappointed by the decision on tin.", "Government of Canada"),
        ("Minister Ana Bell was upbeat.", None),
        ("Investors were wary of the duties.", None),
        # How somebody sees a thing, what he wants of a firm, what he is quick to say.
        ("Canada sees the duties as unfair to miners.", "Government of Canada"),
        ("Minister Ana Bell wants Halmar Tin to build its mill at home.", "Ana Bell"),
        ("Minister Ana Bell was quick to condemn the duties.", "Ana Bell"),
        ("Minister Ana Bell was free to condemn the duties.", None),
        ("Minister Ana Bell recognised that the duties would cost her votes.", "Ana Bell"),
        # A firm's plans, also where it weighs them.
        ("Halmar Tin is considering moving a mill to Peru.", "Halmar Tin"),
    ],
)  # fmt: skip
def test_stances_are_statements(text: str, speaker: str | None) -> None:
    """Light verbs, reactions that an act draws, moods, views: told of somebody who is named."""
    made = kind_of("statement", text)
    assert [c.speaker for c in made] == ([speaker] if speaker is not None else [])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ana Bell did not say when the tariffs on tin would end.", []),
        ("Ana Bell declined to say if Peru would impose tariffs on tin.", []),
        ("Ana Bell said when Peru would lift its ban on tin: never.", ["statement"]),
        ("Ana Bell said Peru would impose tariffs on tin.", ["measure"]),
    ],
)
def test_what_is_left_open_is_no_act(text: str, kinds: list[str]) -> None:
    """A question that somebody does not answer tells no measure."""
    assert [c.kind for c in claims_of(text)] == kinds
