"""Meetings: who meets, when, where, and what is no meeting (published on Wednesday 11 June 2025)."""

from __future__ import annotations

import pytest
from prose import kind_of

from parley.model import When

FOUND = [
    (
        "Carney discussed the steel duties with Trump on Monday.",
        {"CA", "US"},
        "held",
        "2025-06-09",
        None,
        None,
    ),
    (
        "Mr Carney and Mr Trump meet in Banff on June 17.",
        {"CA", "US"},
        "planned",
        "2025-06-17",
        "Banff",
        None,
    ),
    (
        "China and the EU agreed to restart their work on prices during a meeting of Wang Wentao with "
        "Maros Sefcovic last week.",
        {"CN", "EU"},
        "held",
        "2025-06-02",
        None,
        None,
    ),
    (
        "The announcement in Ottawa followed three days of talks with Mexico in Lima.",
        {"CA", "MX"},
        "held",
        None,
        "Lima",
        None,
    ),
    (
        "The recent meeting between Fernando Haddad and Scott Bessent had been useful, the ministry said.",
        {"BR", "US"},
        "held",
        None,
        None,
        None,
    ),
    (
        "Canada and Mexico drew closer after the chief negotiators of both countries held five hours of "
        "talks in Ottawa on Monday.",
        {"CA", "MX"},
        "held",
        "2025-06-09",
        "Ottawa",
        None,
    ),
    (
        "Trade Minister Mary Ng spoke up during a meeting with U.S. Trade Representative Katherine Tai.",
        {"CA", "US"},
        "held",
        None,
        None,
        None,
    ),
    (
        "Japan's negotiator Ryosei Akazawa left for Washington on Monday for another round of talks.",
        {"JP", "US"},
        "planned",
        None,
        "Washington",
        None,
    ),
    (
        "Swiss officials have been in Washington this week pressing for a lower rate.",
        {"CH", "US"},
        "ongoing",
        "2025-06-09",
        "Washington",
        None,
    ),
    (
        "Finance Minister Fernando Haddad has invited Treasury Secretary Scott Bessent to meet him in "
        "Brasília.",
        {"BR", "US"},
        "planned",
        None,
        "Brasília",
        None,
    ),
    (
        "The minister called off his trip to Washington, the capital of the United States, last week, "
        "Japan said.",
        {"JP", "US"},
        "cancelled",
        "2025-06-02",
        "Washington",
        None,
    ),
    (
        "Trump said on Friday that he was ending all trade talks with Canada over its dairy quotas.",
        {"US", "CA"},
        "cancelled",
        "2025-06-06",
        None,
        None,
    ),
    (
        "For Seoul, the talks with the United States will be led by Trade Minister Yeo Han-koo.",
        {"KR", "US"},
        "planned",
        None,
        None,
        None,
    ),
    (
        "Trade Minister Mary Ng met U.S. Trade Representative Katherine Tai in Ottawa on "
        "Monday to discuss softwood lumber.",
        {"CA", "US"},
        "held",
        "2025-06-09",
        "Ottawa",
        None,
    ),
    (
        "Prime Minister Keir Starmer will meet President Donald Trump in London next Tuesday.",
        {"GB", "US"},
        "planned",
        "2025-06-17",
        "London",
        None,
    ),
    (
        "Indian and British officials sat down in New Delhi on Tuesday to settle the last "
        "chapters of their trade pact.",
        {"IN", "GB"},
        "held",
        "2025-06-10",
        "New Delhi",
        None,
    ),
    (
        "Japan's chief negotiator Ryosei Akazawa is due to meet Commerce Secretary Howard Lutnick on Friday.",
        {"JP", "US"},
        "planned",
        "2025-06-13",
        None,
        None,
    ),
    (
        "Talks between Brussels and the Mercosur bloc resumed on Monday after a pause of three months.",
        {"EU", "Mercosur"},
        "ongoing",
        "2025-06-09",
        None,
        None,
    ),
    (
        "Trade talks between Canada and the United States broke down on Friday over dairy quotas.",
        {"CA", "US"},
        "cancelled",
        "2025-06-06",
        None,
        None,
    ),
    (
        "Talks between London and Washington over steel have collapsed, the minister said.",
        {"GB", "US"},
        "cancelled",
        None,
        None,
        None,
    ),
    (
        "The United States and Vietnam held a video call on Tuesday to go over the steel quotas.",
        {"US", "VN"},
        "held",
        "2025-06-10",
        None,
        "video",
    ),
    (
        "Chinese Premier Li Qiang and European Commission President Ursula von der Leyen "
        "spoke by phone on Monday.",
        {"CN", "EU"},
        "held",
        "2025-06-09",
        None,
        "phone",
    ),
    (
        "Xi Jinping and Donald Trump had a phone call on Thursday.",
        {"CN", "US"},
        "held",
        "2025-06-05",
        None,
        "phone",
    ),
    (
        "French President Emmanuel Macron called Trump on Sunday to talk about wine duties.",
        {"FR", "US"},
        "held",
        "2025-06-08",
        None,
        "phone",
    ),
    (
        "A South Korean delegation led by Trade Minister Yeo Han-koo is in Washington this "
        "week for talks on car tariffs.",
        {"KR", "US"},
        "ongoing",
        "2025-06-09",
        "Washington",
        None,
    ),
    (
        "Leaders of the G7 will gather in Kananaskis on Sunday for a three-day summit.",
        {"G7"},
        "planned",
        "2025-06-15",
        "Kananaskis",
        None,
    ),
    (
        "Mexico and the United States are holding talks on tomatoes.",
        {"MX", "US"},
        "ongoing",
        None,
        None,
        None,
    ),
    (
        "The third round of negotiations between India and the European Union ended on Friday in Brussels.",
        {"IN", "EU"},
        "held",
        "2025-06-06",
        "Brussels",
        None,
    ),
    (
        "Negotiators from Switzerland and China are locked in talks over watch exports.",
        {"CH", "CN"},
        "ongoing",
        None,
        None,
        None,
    ),
    (
        "Trump cancelled a meeting with Mexican President Claudia Sheinbaum planned for Friday.",
        {"MX", "US"},
        "cancelled",
        "2025-06-13",
        None,
        None,
    ),
    (
        "Indonesia's economy minister Airlangga Hartarto flew to Washington on Monday for "
        "talks with U.S. officials on tariffs.",
        {"ID", "US"},
        "held",
        "2025-06-09",
        "Washington",
        None,
    ),
    (
        "British Trade Secretary Jonathan Reynolds will travel to Beijing next week to "
        "hold talks with Wang Wentao.",
        {"GB", "CN"},
        "planned",
        "2025-06-16",
        "Beijing",
        None,
    ),
    (
        "EU trade chief Maros Sefcovic met Jamieson Greer in Paris on Wednesday on the "
        "sidelines of an OECD gathering.",
        {"EU", "US"},
        "held",
        "2025-06-11",
        "Paris",
        None,
    ),
    (
        "Beijing and Seoul said the two sides will hold another round of talks in Geneva next month.",
        {"CN", "KR"},
        "planned",
        "2025-07-01",
        "Geneva",
        None,
    ),
    (
        "Treasury Secretary Scott Bessent said he would meet Chinese Vice Premier He "
        "Lifeng in Stockholm on Monday and Tuesday.",
        {"US", "CN"},
        "planned",
        "2025-06-16",
        "Stockholm",
        None,
    ),
    (
        "Modi and Trump are expected to hold a summit in New Delhi in September.",
        {"IN", "US"},
        "planned",
        "2025-09-01",
        "New Delhi",
        None,
    ),
    (
        "Officials from the United States and Taiwan conducted virtual talks on Friday.",
        {"US", "TW"},
        "held",
        "2025-06-06",
        None,
        "video",
    ),
    (
        "US and Chinese trade officials met for five hours in Madrid on Sunday.",
        {"US", "CN"},
        "held",
        "2025-06-08",
        "Madrid",
        None,
    ),
    (
        "Negotiations between the U.S. and Switzerland are under way.",
        {"US", "CH"},
        "ongoing",
        None,
        None,
        None,
    ),
    (
        "A meeting between Canadian Finance Minister Chrystia Freeland and her American "
        "counterpart has been postponed.",
        {"CA", "US"},
        "cancelled",
        None,
        None,
        None,
    ),
    ("The talks between Tokyo and Washington are continuing.", {"JP", "US"}, "ongoing", None, None, None),
    (
        "Australia's Anthony Albanese is scheduled to meet Trump on the sidelines of the "
        "G7 summit in Canada on Tuesday.",
        {"AU", "US"},
        "planned",
        "2025-06-17",
        None,
        None,
    ),
    (
        "Trump hosted Japanese Prime Minister Shigeru Ishiba at the White House on Friday.",
        {"US", "JP"},
        "held",
        "2025-06-06",
        "Washington",
        None,
    ),
    (
        "Vietnam's deputy prime minister visited Washington on Monday and met Bessent.",
        {"VN", "US"},
        "held",
        "2025-06-09",
        None,
        None,
    ),
    (
        "The Brazilian and U.S. presidents talked on the phone for half an hour on Monday.",
        {"BR", "US"},
        "held",
        "2025-06-09",
        None,
        "phone",
    ),
    (
        "Canada and the United States kicked off two days of talks in Washington on Tuesday.",
        {"CA", "US"},
        "ongoing",
        "2025-06-10",
        "Washington",
        None,
    ),
    (
        "A second round of talks between Thailand and the United States is set for June 20.",
        {"TH", "US"},
        "planned",
        "2025-06-20",
        None,
        None,
    ),
    (
        "Trump said he had spoken with Keir Starmer on Tuesday about steel.",
        {"US", "GB"},
        "held",
        "2025-06-10",
        None,
        None,
    ),
]

NOT_FOUND = [
    "The minister called for talks on steel.",
    "A new round of tariffs hit farmers.",
    "Analysts say the two countries need to talk.",
    "The talks are a good thing, he said.",
    "The government failed to meet its target for exports.",
    "In talks with reporters she praised the plan.",
    "A summit of ideas was published by the bank.",
]


# Constructions of unseen news: visits, purposes of travel, talks in which something was done, days shared.
WIDER = [
    (
        "Prime Minister Keir Starmer visited New Delhi on Monday.",
        {"GB", "IN"},
        "held",
        "2025-06-09",
        "New Delhi",
    ),
    ("The French trade minister will visit Canada next week.", {"FR", "CA"}, "planned", "2025-06-16", None),
    (
        "Piyush Goyal is expected in Washington next week.",
        {"IN", "US"},
        "planned",
        "2025-06-16",
        "Washington",
    ),
    (
        "Mr Abe is due in Washington on Friday for talks with Mr Trump.",
        {"JP", "US"},
        "planned",
        "2025-06-13",
        "Washington",
    ),
    (
        "Canada's foreign minister, Melanie Joly, went to Mexico City on Monday to meet her counterpart.",
        {"CA", "MX"},
        "held",
        "2025-06-09",
        "Mexico City",
    ),
    (
        "Ursula von der Leyen flew to Scotland on Sunday to see Mr Trump.",
        {"EU", "US"},
        "held",
        "2025-06-08",
        None,
    ),
    (
        "Tokyo and Seoul failed to narrow their differences in talks on Friday.",
        {"JP", "KR"},
        "held",
        "2025-06-06",
        None,
    ),
    (
        "Mr Trump spoke to reporters on Tuesday, hours before he sat down with Mr Macron in London.",
        {"FR", "US"},
        "held",
        "2025-06-10",
        "London",
    ),
    (
        "The dollar fell on Monday as Mr Bessent met He Lifeng in Geneva.",
        {"US", "CN"},
        "held",
        "2025-06-09",
        "Geneva",
    ),
    (
        "Mr Trump and Mr Macron held a working lunch in London on Tuesday.",
        {"US", "FR"},
        "held",
        "2025-06-10",
        "London",
    ),
    (
        "Mr Biden, whose own call with Mr Trudeau on Wednesday was brief, said little.",
        {"US", "CA"},
        "held",
        "2025-06-11",
        None,
    ),
    (
        "Shigeru Ishiba and Donald Trump spoke for 25 minutes on Friday morning.",
        {"JP", "US"},
        "held",
        "2025-06-06",
        None,
    ),
    (
        "Maros Sefcovic and Wang Wentao held a video conference on Thursday.",
        {"EU", "CN"},
        "held",
        "2025-06-05",
        None,
    ),
    (
        "Mr Trump met Prime Minister Keir Starmer in Turnmouth on Monday.",
        {"US", "GB"},
        "held",
        "2025-06-09",
        "Turnmouth",
    ),
    (
        "Wang Wentao was in Paris on June 3 for talks with Maros Sefcovic.",
        {"CN", "EU"},
        "held",
        "2025-06-03",
        "Paris",
    ),
    ("Seoul has asked Tokyo for another round of talks.", {"KR", "JP"}, "planned", None, None),
    (
        "A text is awaited when Presidents Lula da Silva and Donald Trump meet later this week.",
        {"BR", "US"},
        "planned",
        "2025-06-11",
        None,
    ),
    (
        "A text was shown when Presidents Lula da Silva and Donald Trump met earlier this week.",
        {"BR", "US"},
        "held",
        "2025-06-09",
        None,
    ),
]


@pytest.mark.parametrize(("sentence", "actors", "action", "day", "place"), WIDER)
def test_meeting_is_found_in_other_constructions(
    sentence: str, actors: set[str], action: str, day: str | None, place: str | None
) -> None:
    """Visits, travel for a purpose, talks in which something failed, and clauses that share a day."""
    (claim,) = kind_of("meeting", sentence)
    assert (set(claim.actors), claim.action, claim.place) == (actors, action, place)
    assert (claim.date.start if claim.date else None) == day


@pytest.mark.parametrize(
    "sentence",
    [
        "Tourists visit Paris in June.",
        "Donald Trump arrived in Washington on Monday.",
        "Japan faces problems in talks with India.",
        "Officials called for a new meeting.",
        "The minister held a press conference on Tuesday.",
    ],
)
def test_journeys_and_wishes_are_no_meeting(sentence: str) -> None:
    """A journey home, a tourist's visit, and talks that are only wanted or spoken of make no claim."""
    assert not kind_of("meeting", sentence)


@pytest.mark.parametrize(("sentence", "actors", "action", "day", "place", "how"), FOUND)
def test_meeting_is_found(
    sentence: str, actors: set[str], action: str, day: str | None, place: str | None, how: str | None
) -> None:
    """A meeting is one claim with those who meet, what becomes of it, its first day, its city, its means."""
    (claim,) = kind_of("meeting", sentence)
    assert set(claim.actors) == actors
    assert claim.action == action
    assert day is None or (claim.date is not None and claim.date.start[:10] == day)
    assert place is None or claim.place == place
    assert how is None or claim.instrument == how


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_words_that_only_sound_like_a_meeting(sentence: str) -> None:
    """A call for talks, a round of tariffs, a target that is met and an opinion of talks are no meetings."""
    assert kind_of("meeting", sentence) == []


def test_denied_meeting() -> None:
    """Talks that one side denies are entered as denied."""
    (claim,) = kind_of(
        "meeting", "China's commerce ministry denied that it was holding talks with the United States."
    )
    assert claim.certainty == "denied"
    assert set(claim.actors) == {"CN", "US"}


def test_two_sides_that_are_talking_are_at_talks() -> None:
    """Whoever tells it; who talks to the press is at no talks."""
    told = "Canada and the US met in May. Carney said that the two governments were talking about steel."
    _, talking = kind_of("meeting", told)
    assert (talking.action, set(talking.actors)) == ("ongoing", {"CA", "US"})
    press = "Canada and the US met in May. Carney said that the two governments were talking to reporters."
    assert len(kind_of("meeting", press)) == 1


def test_negated_meeting_is_denied() -> None:
    """ "No talks are under way" denies a meeting as "denied" does."""
    claims = kind_of(
        "meeting", "No talks between Canada and the United States are under way, the minister said."
    )
    assert [c.certainty for c in claims] == ["denied"]


def test_place_and_days_come_from_elsewhere_in_the_article() -> None:
    """A round told without place or day takes both from another sentence on the same parties' round."""
    told = kind_of(
        "meeting",
        "Brazil and India held talks on sugar in Geneva on Monday.",
        "The Indian and Brazilian teams are still holding talks.",
    )
    assert [(c.place, c.date.start if c.date else None) for c in told][1][0] == "Geneva"


def test_past_meeting_says_nothing_of_the_place_of_a_planned_one() -> None:
    """The city of a meeting that was held is not given to one that is to come."""
    told = kind_of(
        "meeting",
        "Brazil and India held talks on sugar in Geneva on Monday.",
        "Brazilian and Indian ministers will meet next month.",
    )
    assert [c.place for c in told] == ["Geneva", None]


def test_two_days_of_talks_run_from_the_first_to_the_last() -> None:
    """ "Two days of talks" that ended on a day began the day before."""
    (claim,) = kind_of(
        "meeting", "Two days of talks between Japan and the United States ended in Washington on Tuesday."
    )
    assert claim.date is not None
    assert (claim.date.start, claim.date.end) == ("2025-06-09", "2025-06-10")


def test_the_day_of_another_meeting_is_not_lent() -> None:
    """A day behind a call is the call's; two days that follow one another are told as such."""
    call = (
        "Brazil and the United States met in Bern on Tuesday. The talks in Bern followed a call between "
        "Haddad and Bessent on June 5."
    )
    days = {c.instrument: c.date for c in kind_of("meeting", call)}
    assert days == {"in_person": on("2025-06-10"), "phone": on("2025-06-05")}
    row = "The deal follows two days of talks in Lima on Monday and Tuesday between Canada and Mexico."
    assert [c.date for c in kind_of("meeting", row)] == [When("2025-06-09", "2025-06-10", "day")]


def on(day: str) -> When:
    return When(day, day, "day")


def test_persons_who_meet_are_named() -> None:
    """The persons of both sides take part under their canonical names."""
    (claim,) = kind_of("meeting", "Scott Bessent met He Lifeng in Stockholm on Monday.")
    assert set(claim.people) == {"Scott Bessent", "He Lifeng"}


def test_sentence_printed_twice_is_one_claim() -> None:
    """A standfirst that repeats a sentence of the body makes no second claim."""
    sentence = (
        "Trade ministers of Canada and Mexico met in Ottawa on Monday to settle the dispute over steel."
    )
    assert len(kind_of("meeting", sentence, "Nobody else came to the building.", sentence)) == 1


@pytest.mark.parametrize(
    ("text", "actors", "day", "place"),
    [
        # Who is met at home joins no other state.
        ("Peru's president Ada Low met Chile's premier. Mark Carney met business leaders on Monday.",
         ("CA",), "2025-06-09", None),
        # "will be there and meet" lies ahead.
        ("Mark Carney will be heading to Washington on Thursday and meet with Jamieson Greer.",
         ("CA", "US"), "2025-06-12", "Washington"),
        # A place told of an earlier journey is not the meeting's.
        ("Don Farrell held talks with Wang Wentao on Monday, a week after visiting Mr Wang in Geneva.",
         ("AU", "CN"), "2025-06-09", None),
        # A visit of some days that lies ahead has no day yet.
        ("Mark Carney plans to visit Washington for two days.", ("CA", "US"), None, "Washington"),
        ("The Swiss envoys were in the US. They saw Marco Rubio on Monday.", ("US",), "2025-06-09", None),
        # What they spoke of has no part in it.
        ("Mark Carney had a conversation with Keir Starmer in which they discussed Peru's tariff threats.",
         ("CA", "GB"), None, None),
        ("Mark Carney is in London leading talks with British officials.",
         ("CA", "GB"), "2025-06-11", "London"),
    ],
)  # fmt: skip
def test_meetings_have_their_own_day_place_and_company(
    text: str, actors: tuple[str, ...], day: str | None, place: str | None
) -> None:
    """Words of another clause give a meeting no day, no place and no company."""
    met = kind_of("meeting", text)[-1]
    assert set(actors) <= set(met.actors) and (met.date.start if met.date else None) == day
    assert met.place == place and (len(actors) > 1 or met.actors[-1:] != ("PE",))


@pytest.mark.parametrize(
    "text",
    [
        "Peru needs to continue discussions with the United States.",
        "Ada Low said Peru should hold talks with the United States.",
        "The pact that Peru negotiated with the United States is old.",
    ],
)
def test_talks_that_are_only_needed_or_over(text: str) -> None:
    """Talks that are needed, and those in which an old pact was made, are no meetings."""
    assert not kind_of("meeting", text)


def test_two_meetings_told_by_two_verbs_have_each_its_day_and_place() -> None:
    """ "Met in Geneva on Monday and will reconvene in Lima on 3 July"."""
    text = "Envoys of Norway and Peru met in Geneva on Tuesday and will reconvene in Lima on 3 July."
    found = {(c.action, c.place, c.date and c.date.start) for c in kind_of("meeting", text)}
    assert found == {("held", "Geneva", "2025-06-10"), ("planned", "Lima", "2025-07-03")}


def test_a_meeting_that_is_said_is_no_statement() -> None:
    """Who only tells of a meeting makes no statement beside it; who judges it does."""
    told = "Envoys of Peru and Chile held talks on Monday, the Peruvian trade ministry said."
    assert not kind_of("statement", told)
    assert kind_of("statement", "The talks of Peru and Chile were useful, the Peruvian trade ministry said.")


@pytest.mark.parametrize(
    "text",
    [
        "The terms will not be published before the two ministers have met in Oslo, Peru said.",
        "Norway would publish nothing until its ministers had met Peru's in Lima.",
    ],
)
def test_what_is_waited_for_has_not_been_held(text: str) -> None:
    """A meeting before which nothing will be done is only a condition."""
    before = "Norway and Peru began talks on fish in Lima."
    assert [c for c in kind_of("meeting", before, text) if c.words == text] == []


def test_a_conversation_was_on_the_phone_where_the_sentence_before_tells_of_a_call() -> None:
    """ "It was their first conversation" of whoever has just been told to have telephoned."""
    before = "Donald Trump and Mark Carney spoke by telephone on Tuesday."
    after = "It was the first conversation of the United States and Canada since April."
    assert {c.instrument for c in kind_of("meeting", f"{before} {after}")} == {"phone"}


def test_what_is_not_ruled_out_is_not_denied() -> None:
    """ "ruled out talks" denies them; "must not be ruled out" tells of none."""
    (claim,) = kind_of("meeting", "Ana Bell ruled out talks with Chile.")
    assert claim.certainty == "denied"
    assert not kind_of("meeting", "Ana Bell said new talks with Chile must not be ruled out.")


def test_a_meeting_that_is_talked_over_is_planned() -> None:
    """ "is being discussed", of one that is not set; what was said of "the talks" plans none."""
    (claim,) = kind_of("meeting", "A meeting between Xi Jinping and Donald Trump is being discussed.")
    assert claim.action == "planned"
    assert not kind_of("meeting", "The ministers discussed the talks between Peru and Chile.")
