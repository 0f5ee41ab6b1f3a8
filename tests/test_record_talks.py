"""Meetings in more constructions: plans, journeys, calls, company (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

TOLD = [
    ("Chilean officials hosted a Peruvian delegation in Santiago on Monday.", "CL PE", "held"),
    ("Peru's tin minister is on her way to Santiago for talks with Chile.", "PE CL", "planned"),
    ("Peru's tin minister heads to Santiago on Friday for talks with Chile's.", "PE CL", "planned"),
    ("Ahead of talks between Chile and Peru in Lima on Friday, tin prices rose.", "CL PE", "planned"),
    ("The mood is poor ahead of a meeting with Chile's tin minister in Lima on Friday.", "CL PE", "planned"),
    ("Chile pulled out of talks with Peru that were due on Friday.", "CL PE", "cancelled"),
    ("Chile hopes to host Peru's president in Santiago in July.", "CL PE", "planned"),
    ("Chile plans to send a delegation to Lima next week.", "CL PE", "planned"),
    ("Chile and Peru extended their talks into a third day on Wednesday.", "CL PE", "ongoing"),
    ("Chile's minister touched down in Lima on Monday for talks with Peruvian officials.", "CL PE", "held"),
    ("Chile has frozen its trade talks with Peru.", "CL PE", "cancelled"),
    ("Chile postponed its talks with Peru until July.", "CL PE", "planned"),
    ("Norway looks forward to welcoming a delegation from Peru for talks in July.", "NO PE", "planned"),
    ("The Peruvian minister will receive her Chilean counterpart for talks on tin.", "PE CL", "planned"),
    ("Preparations by Mark Carney and Donald Trump for a meeting in July go on.", "CA US", "planned"),
    ("Japan and Mexico fixed a date for talks on steel in Lima.", "JP MX", "planned"),
    ("The offer stems from a call between Mark Carney and Donald Trump on Monday.", "CA US", "held"),
    ("The plan emerged from talks between Norway and Brazil in Oslo.", "NO BR", "held"),
    ("The move comes after Maros Sefcovic spoke to Howard Lutnick on Monday.", "EU US", "held"),
    ("Mark Carney dined with Donald Trump on Monday.", "CA US", "held"),
    ("Piyush Goyal was in London on Monday to give the pact a push.", "IN GB", "held"),
    ("Piyush Goyal is on a two-day visit to London to settle open points.", "IN GB", "ongoing"),
    (
        "Heading the Chilean team in the talks are Trade Minister Ana Soto, along with Consul Luis Vega,"
        " while the Peruvian side is led by Economy Minister Rosa Quispe.",
        "CL PE",
        "ongoing",
    ),
    ("Piyush Goyal is in London to meet Jonathan Reynolds.", "IN GB", "ongoing"),
    ("Donald Trump abruptly ended the trade talks with Canada.", "US CA", "cancelled"),
    ("Ahead of negotiations with Peru to take place in Lima in July, Chile gave in.", "CL PE", "planned"),
    ("The tin talks between Chile and Peru are inching towards a conclusion.", "CL PE", "ongoing"),
    ("Donald Trump had a long conversation with Mark Carney and Claudia Sheinbaum.", "US CA MX", "held"),
    ("Howard Lutnick left for Tokyo to hold talks with his Japanese counterpart.", "US JP", "planned"),
    ("Trade talks between Chile and Peru wrapped up in Lima on Monday.", "CL PE", "held"),
    ("Piyush Goyal said he was aiming to visit Lima next week.", "IN PE", "planned"),
    ("Jesús Seade will return to Washington on August 21.", "MX US", "planned"),
    ("Mark Carney said he would travel to Lima in July to begin talks on tin.", "CA PE", "planned"),
    ("Canada and Peru agreed to push ahead with negotiations on tin.", "CA PE", "planned"),
    ("Canada and Peru put their tin talks on hold on Monday.", "CA PE", "cancelled"),
    ("A new round of negotiations between Canada and Peru commenced in Lima.", "CA PE", "ongoing"),
    ("Growers prepare for an upcoming visit to Chile by Peru's trade minister.", "PE CL", "planned"),
    ("Mark Carney and the Peruvian president talked over lunch for an hour.", "CA PE", "held"),
    ("Mark Carney called up Donald Trump on Monday.", "CA US", "held"),
    ("The step came after a meeting of the Chilean minister with her Peruvian counterpart.", "CL PE", "held"),
    ("Mary Ng said she would be in Johannesburg from July 1 to July 4.", "CA ZA", "planned"),
    ("Mary Ng met Parks Tau on Monday during her two-day visit to South Africa.", "CA ZA", "held"),
    ("Welcoming Mark Carney to the White House on Monday, Donald Trump praised him.", "US CA", "held"),
    ("Chile was making good progress in trade talks with Peru.", "CL PE", "ongoing"),
    ("Chile proposed July 26 as the date for resuming the talks with Peru.", "CL PE", "planned"),
    ("A Peruvian delegation will arrive in Santiago on a two-day visit.", "PE CL", "planned"),
    ("Some duties wait for a possible meeting between Mark Carney and Donald Trump.", "CA US", "planned"),
    ("Maros Sefcovic has invited China's Wang Wentao to Brussels in the coming days.", "EU CN", "planned"),
    ("A Peruvian delegation will come to Santiago on Friday after talks by video link.", "PE CL", "planned"),
    ("Late last month, Mark Carney made his first visit to China.", "CA CN", "held"),
    ("Chile ramped up negotiations with countries including Peru and Norway.", "CL PE NO", "ongoing"),
    ("The talks between Chile and Peru collapsed, with disagreements over sales of Russian oil.", "CL PE",
     "cancelled"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "actors", "action"), TOLD)
def test_meeting_is_told(sentence: str, actors: str, action: str) -> None:
    """Guests received, plans made, what stems from a call, visits and talks that end make one meeting."""
    (claim,) = kind_of("meeting", sentence)
    assert (set(claim.actors), claim.action) == (set(actors.split()), action)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mark Carney urged Canadians not to misread their discussions.",
        "Farmers in Peru welcome talks with Chile.",
        "Mark Carney spoke to reporters in Lima.",
        "Donald Trump spoke to the Senate about the duties.",
        "Piyush Goyal was in London to attend a wedding.",
        "Norway has no plans for talks.",
        "Norway and Peru will hold off on new duties while talks proceed.",
        "Norway and Peru hope to conclude negotiations on a trade pact by July.",
    ],
)
def test_only_spoken_of(sentence: str) -> None:
    """What is thought of talks, words to the press and private journeys are no meetings."""
    assert not kind_of("meeting", sentence)


def test_the_two_sides_as_one_word() -> None:
    """ "The ministers held a discussion": the article's two, though nobody is named again."""
    claims = kind_of(
        "meeting",
        "Peru's trade minister met his Chilean counterpart in Lima on Monday.",
        "The ministers held a frank discussion on tin.",
    )
    assert [set(c.actors) for c in claims] == [{"PE", "CL"}, {"PE", "CL"}]


def test_counted_meeting_is_the_one_before() -> None:
    """ "It was the fourth round of talks" tells of the round before."""
    claims = kind_of(
        "meeting",
        "Ministers from Peru and Chile met in Lima on Monday.",
        "It was the fourth round of talks on tin.",
    )
    assert [(set(c.actors), c.action) for c in claims] == [({"PE", "CL"}, "held")] * 2


def test_meeting_that_names_nobody_is_between_those_told_before() -> None:
    """ "A follow-up meeting": between those who met in the sentence, and not the article's most named."""
    claims = kind_of(
        "meeting",
        "Peru and Chile, the Peruvian and Chilean growers said, will talk in Lima on Friday.",
        "Mark Carney met Claudia Sheinbaum in Ottawa on Monday.",
        "Plans were underway for a follow-up meeting in Banff.",
    )
    assert {"CA", "MX"} in [set(c.actors) for c in claims if c.place == "Banff"]


def test_days_up_to_the_last() -> None:
    """ "Their two-day meeting through Friday" began on Thursday."""
    claims = kind_of("meeting", "The two-day meeting of Peru and Chile in Lima through Friday began on time.")
    assert [c.date.start if c.date else None for c in claims] == ["2025-06-12"]


def test_surname_with_a_curly_apostrophe() -> None:
    """ "O’Connor" later is the minister named in full before, with either apostrophe."""
    claims = kind_of(
        "meeting",
        "New Zealand’s trade minister Damien O’Connor left Wellington.",
        "O’Connor will meet Liz Truss in London, and Australia waits.",
    )
    assert [set(c.actors) for c in claims] == [{"NZ", "GB"}]


def test_two_meetings_side_by_side_keep_their_own_places() -> None:
    """ "A call in X and a meeting in Y": each has its own month and city."""
    claims = kind_of(
        "meeting",
        "It follows a January meeting between Chile and Peru in Lima and an April meeting in Santiago "
        "between Chile and Norway.",
    )
    assert {(c.place, c.date.start if c.date else None) for c in claims} == {
        ("Lima", "2025-01-01"),
        ("Santiago", "2025-04-01"),
    }


def test_day_stands_behind_the_noun() -> None:
    """The day told behind a meeting is its own, wherever the parser hung it."""
    (claim,) = kind_of(
        "meeting", "The visit by Norway's trade minister to Brazil last week has raised hopes in Oslo."
    )
    assert claim.date is not None
    assert claim.date.start == "2025-06-02"


def test_city_to_which_one_left() -> None:
    """ "Left for X to hold talks": the talks are in X, on a day that is not told."""
    (claim,) = kind_of(
        "meeting", "Howard Lutnick left for Tokyo on Monday to hold talks with Japanese officials."
    )
    assert (claim.place, claim.date) == ("Tokyo", None)


def test_forum_is_where_two_meet() -> None:
    """ "At the G20 summit": two leaders meet there, and not the forum."""
    (claim,) = kind_of(
        "meeting",
        "The step follows a dinner meeting between Donald Trump and Xi Jinping at the G20 summit in Osaka.",
    )
    assert set(claim.actors) == {"US", "CN"}


def test_here_is_the_city_of_the_dateline() -> None:
    """ "Here" is where the report was written."""
    claims = claims_of("LIMA, June 11 (Reuters) - Chile and Peru concluded their tin talks here on Tuesday.")
    assert [c.place for c in claims if c.kind == "meeting"] in (["Lima"], [None])


@pytest.mark.parametrize(
    ("sentence", "place", "day"),
    [
        (
            "Santiago will host the next round of talks between Norway and Peru on Friday.",
            "Santiago",
            "2025-06-13",
        ),
        ("The talks between Chile and Peru were delayed until July 2.", None, "2025-07-02"),
        ("The summit between Chile and Peru has been moved to Friday.", None, "2025-06-13"),
        ("Chile and Peru have rescheduled their talks for Friday.", None, "2025-06-13"),
        (
            "Chile's ministry said on Tuesday it would hold talks with Peru in Lima on Friday.",
            "Lima",
            "2025-06-13",
        ),
    ],
)
def test_host_and_new_day(sentence: str, place: str | None, day: str) -> None:
    """A capital that hosts is the place; talks that are put off have their new day, and nothing ends then."""
    [claim] = claims_of(sentence)
    assert (claim.kind, claim.place) == ("meeting", place)
    assert claim.date is not None and claim.date.start == day


def test_a_meeting_of_which_there_are_no_plans_is_denied() -> None:
    """A plan that there is not makes no meeting."""
    [claim] = claims_of("There are no plans for a meeting between Mark Carney and Donald Trump.")
    assert (claim.kind, claim.certainty) == ("meeting", "denied")


@pytest.mark.parametrize(
    "sentence",
    ["Another round is planned for July in Santiago.", "The next round will be held in Santiago in July."],
)
def test_the_next_round_is_of_the_talks_told_before(sentence: str) -> None:
    """A round that names neither talks nor sides is between those who met."""
    [_, claim] = kind_of("meeting", "Chile and Peru held trade talks in Lima on Monday.", sentence)
    assert (claim.action, claim.place, set(claim.actors)) == ("planned", "Santiago", {"CL", "PE"})


def test_talks_that_are_ruled_out_are_denied() -> None:
    """What is ruled out will not be."""
    [claim] = kind_of("meeting", "Chile's tin minister ruled out talks with Peru.")
    assert claim.certainty == "denied"


def test_two_who_are_expected_to_speak_will_speak() -> None:
    """The subject of "are expected" is who speaks."""
    text = "Mark Carney and Donald Trump are expected to speak in the coming days, a minister said."
    (claim,) = kind_of("meeting", text)
    assert (set(claim.actors), claim.action) == ({"CA", "US"}, "planned")


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("Negotiations on the upgraded Japan-Norway trade deal began in November 2022.", {"JP", "NO"}),
        ("Kenya and Japan trade. Kenya hosted a summit of African leaders in Nairobi on Monday.", {"KE"}),
    ],
)
def test_who_meets_is_told_by_the_deal_or_the_host(sentence: str, sides: set[str]) -> None:
    """The parties of the deal talked about; of a summit the host alone, where no guest is named."""
    assert [set(c.actors) for c in kind_of("meeting", sentence)] == [sides]
