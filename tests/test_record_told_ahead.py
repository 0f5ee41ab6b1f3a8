"""Talks to come, days counted from another, ends laid on a day, and speakers who are named only later."""

from __future__ import annotations

import pytest
from prose import claims_of, kind_of

AT_ODDS = "Norway and Bolivia are at odds over tin."


def meetings(*paragraphs: str) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    """Stage, parties and first day of the meetings of a text."""
    found = kind_of("meeting", *paragraphs)
    return [(c.action, tuple(sorted(c.actors)), c.date.start[:10] if c.date else None) for c in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norwegian trade minister Kari Lund on Tuesday invited Bolivia's trade minister Ana Soto to meet "
            "soon in Oslo.",
            ("planned", ("BO", "NO"), None),
        ),
        (
            "Norway's trade minister Kari Lund invited her Bolivian counterpart to meet her in Oslo in July.",
            ("planned", ("BO", "NO"), "2025-07-01"),
        ),
        (
            "Norwegian and Bolivian officials on Tuesday discussed new curbs on tin.",
            ("held", ("BO", "NO"), "2025-06-10"),
        ),
        (
            "Officials from Norway and Bolivia discussed the curbs in Oslo on Tuesday.",
            ("held", ("BO", "NO"), "2025-06-10"),
        ),
        (
            "The levy came into force on Monday, four days before Norway's premier Ola Dahl and Bolivia's "
            "president Eva Quispe will hold a summit in Lima.",
            ("planned", ("BO", "NO"), "2025-06-13"),
        ),
        (
            "Norwegian and Bolivian negotiators will continue meeting through the weekend on the pact.",
            ("planned", ("BO", "NO"), None),
        ),
        (
            "Norway's trade minister Kari Lund told reporters that she was hopeful, shortly before flying to "
            "Lima for a meeting with her Bolivian counterpart.",
            ("planned", ("BO", "NO"), None),
        ),
        (
            "Kari Lund's schedule for Friday shows a meeting in Oslo with Bolivian trade minister Ana Soto.",
            ("planned", ("BO", "NO"), "2025-06-13"),
        ),
    ],
)
def test_a_meeting_by_what_leads_to_it(
    text: str, told: tuple[str | None, tuple[str, ...], str | None]
) -> None:
    """Who is invited has not met; who discussed it together has; days are counted from the clause over it."""
    assert meetings(text, "Kari Lund is Norway's trade minister.") == [told]


@pytest.mark.parametrize(
    "text",
    [
        "“We raise it on each and every occasion that we meet our Bolivian counterparts,” Norway's trade "
        "minister Kari Lund said.",
        "“Whenever we meet the Bolivians, we raise it,” said Norway's trade minister Kari Lund.",
        "Norway's foreign ministry does not lead negotiations.",
        "Norwegian officials discussed the price of tin.",
    ],
)
def test_no_one_meeting(text: str) -> None:
    """What is done whenever they meet, or never by whom, and what officials of one side discuss."""
    assert meetings(text, AT_ODDS) == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("EU trade ministers will meet in Brussels on Friday.", ("EU",)),
        (
            "The trade ministers of the European Union's member states will meet in Brussels on Friday.",
            ("EU",),
        ),
        ("EU and Norwegian ministers will meet in Oslo on Friday.", ("EU", "NO")),
        ("EU leaders will meet in Brussels on Friday with Norway's premier.", ("EU", "NO")),
        ("EU trade ministers will meet their Norwegian counterpart in Oslo on Friday.", ("EU", "NO")),
    ],
)
def test_a_bloc_s_own_members_meet_alone(text: str, actors: tuple[str, ...]) -> None:
    """Ministers of a bloc, without anybody with them, meet as the bloc, whoever it is at odds with."""
    assert [who for _, who, _ in meetings(text, "Norway and the EU are at odds over tin.")] == [actors]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In light of the deadline set by Norway on August 1, Bolivia asked for more time.", "2025-08-01"),
        ("The deadline imposed by Oslo for August 1 will not move.", "2025-08-01"),
        (
            "The talks go on during the suspension of duties announced by Norway's premier Ola Dahl that is "
            "set to end on July 9.",
            "2025-07-09",
        ),
        ("Norway has until the end of June to comply with the ruling on tin.", "2025-06-30"),
        ("Norway's parliament must ratify the pact with Bolivia within 90 days.", "2025-09-09"),
        ("Oslo ordered the ministry to report on tin duties within 30 days.", "2025-07-11"),
    ],
)
def test_an_end_is_laid_on_a_day(text: str, day: str) -> None:
    """By who set it, by what a person announced that ends, at a month's last day, within so many days."""
    assert [c.date.start[:10] for c in kind_of("deadline", text, AT_ODDS) if c.date] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Bolivia met the deadline set by Norway on Monday.",
        "Norwegian and Bolivian negotiators will continue meeting through the weekend on the pact.",
        "Talks between Norway and Bolivia will run through Friday.",
        "It depends on whether or not a deal between Norway and Bolivia is reached by Monday.",
        "Any firm that fails to answer within 60 days can be blacklisted, Norway's ministry of trade said.",
        "Norway's premier Ola Dahl, who is set to end his visit on July 9, praised the truce.",
    ],
)
def test_no_end(text: str) -> None:
    """The day on which a deadline was set, a rule for whoever it may be, and what somebody ends himself."""
    assert kind_of("deadline", text, AT_ODDS) == []


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (
            (
                "Norway's trade minister is warning that it may take years to settle the row over tin.",
                "“This is a hard issue,” Kari Lund told reporters in Oslo.",
            ),
            ["Kari Lund", "Kari Lund"],
        ),
        (
            (
                "South Korea's trade minister said on Sunday that the step was welcome but small.",
                "“It is a start,” said Trade Minister Yun Mo-sung of the decision.",
            ),
            ["Yun Mo-sung", "Yun Mo-sung"],
        ),
        (
            (
                "Norway's trade minister said that the row would take years.",
                "“It is a bad day,” said Mara Quill, chief economist at Dovetail Bank.",
            ),
            ["anonymous", "Mara Quill"],
        ),
        (
            (
                "South Korea's top trade envoy said that the mood was good.",
                "“We have explained it,” Trade envoy Yeo Han-koo told reporters.",
            ),
            ["Yeo Han-koo", "Yeo Han-koo"],
        ),
        (
            ("Norway's economy minister Kari Lund was in Lima.", "The Norwegian official said it was late."),
            ["Kari Lund"],
        ),
        (
            ("Norway's economy minister Kari Lund was in Lima.", "One Norwegian official said it was late."),
            ["anonymous"],
        ),
        (
            (
                "An official in Oslo said that the row would take years.",
                "“It is a hard issue,” Kari Lund told reporters.",
            ),
            ["anonymous", "Kari Lund"],
        ),
    ],
)
def test_an_office_at_the_head_is_named_below(paragraphs: tuple[str, ...], speakers: list[str]) -> None:
    """Who holds the office of the first sentence is told by the title, or by who goes on telling."""
    assert [c.speaker for c in kind_of("statement", *paragraphs)] == speakers


def test_what_is_told_at_a_summit_is_not_its_day() -> None:
    """A clause that the parser hung on the summit tells nothing of when it is."""
    text = (
        "Norway's premier Ola Dahl told EU leaders at a summit in Brussels on Monday that the signing of the "
        "pact with Bolivia would be postponed to July."
    )
    assert [day for _, _, day in meetings(text)] == ["2025-06-09"]


def test_he_is_the_official_who_just_spoke() -> None:
    """An official without a name is who goes on as "he", where nobody is named near."""
    told = kind_of(
        "statement",
        "A senior Bolivian official explained that the debate would be shaped by the vote. “Nobody has told "
        "us what the plan is,” he added.",
    )
    assert [c.speaker for c in told] == ["anonymous", "anonymous"]
    assert [len(c.quotes) for c in told] == [0, 1]


def test_words_told_beside_a_meeting() -> None:
    """ "with X telling the paper that": his words are a statement beside the call."""
    text = (
        "The two leaders spoke by phone on Monday, with Norway's premier Ola Dahl telling the Bergen Post "
        "that “the lady was nice, but she would not listen”."
    )
    assert [c.speaker for c in kind_of("statement", text, AT_ODDS)] == ["Ola Dahl"]
    assert [c.instrument for c in kind_of("meeting", text, AT_ODDS)] == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's trade minister Kari Lund said that the duty will be raised in July “to a rate to be "
        "announced in due course”.",
        "Norway will raise the duty on tin to 50%, “a rate that nobody can pay”, minister Kari Lund said.",
    ],
)
def test_an_act_that_goes_on_in_marks_is_no_statement(text: str) -> None:
    """The marked end of the clause that tells a measure belongs to the measure, and is told once."""
    claims = claims_of(text)
    assert [c.kind for c in claims] == ["measure"]
    assert len(claims[0].quotes) == 1


@pytest.mark.parametrize(
    ("text", "action", "day"),
    [
        ("Norway's tariff cuts take effect on June 14.", "lowered", "2025-06-14"),
        ("Norway's duty cut on tin is due to come into force on June 14.", "lowered", "2025-06-14"),
        ("Norway's tariff increase on tin took effect on Monday.", "raised", "2025-06-09"),
        ("Norway's government will slice its tin levy to 5 percent in July.", "lowered", "2025-07-01"),
    ],
)
def test_a_cut_takes_effect(text: str, action: str, day: str) -> None:
    """The day on which a noun's act begins is that of the measure."""
    (claim,) = kind_of("measure", text)
    assert (claim.action, claim.date and claim.date.start[:10]) == (action, day)
