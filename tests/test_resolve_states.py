"""Life cycles: what the claims of an entry say was the case, and what dates do by passing."""

from __future__ import annotations

from typing import Any

import pytest
from builders import claim, day, percent

from parley.model import Claim, Span, State, Value
from parley.resolve import at, resolve


def states(*claims: Claim) -> list[State]:
    """States that are believed now, of the one entry that the claims make."""
    found = [e for e in resolve(claims, (), ()) if e.kind != "dispute"]
    assert len(found) == 1, [e.id for e in found]
    return [s for s in found[0].states if s.known_to is None]


def spelt(found: list[State]) -> list[tuple[str, str | None, str | None]]:
    return [(s.status, s.valid_from.start if s.valid_from else None, s.valid_to) for s in found]


def tariff(action: str, **fields: Any) -> Claim:
    given = {
        "instrument": "tariff",
        "actors": ("US",),
        "targets": ("CN",),
        "values": (percent(30),),
        **fields,
    }
    return claim("measure", action, **given)


def deal(action: str, **fields: Any) -> Claim:
    return claim("agreement", action, **{"words": "a framework", **fields})


@pytest.mark.parametrize(
    ("certainty", "status"),
    [
        ("reported", "in force"),
        ("attributed", "in force"),
        ("planned", "announced"),
        ("conditional", "threatened"),
        ("hedged", "considered"),
    ],
)
def test_only_a_firm_word_puts_a_measure_in_force(certainty: str, status: str) -> None:
    """Planned, conditional and hedged words never yield `in force`."""
    assert [s.status for s in states(tariff("imposed", certainty=certainty, on="2025-06-01"))] == [status]


def test_by_how_much_a_rate_goes_down_is_no_rate() -> None:
    """ "Cut by 10 percent" is not "to 10 percent"; a further 10 percent is what is charged on top."""
    change = (Value(10, "percent", "change"),)
    assert [s.rate for s in states(tariff("lowered", values=change))] == [None]
    assert [s.rate for s in states(tariff("imposed", values=change))] == [10]


def test_a_denied_measure_has_no_state() -> None:
    """A denial says nothing of when it held; the claim stays with the entry."""
    assert states(tariff("imposed", certainty="denied")) == []


def test_an_announced_date_that_passes_makes_it_due_and_not_in_force() -> None:
    """Announced for a day: from that day it is due, until somebody says that it took effect."""
    found = states(tariff("announced", on="2025-07-09"))
    assert spelt(found) == [("announced", "2025-06-11", "2025-07-09"), ("due", "2025-07-09", None)]
    assert found[0].until == day("2025-07-09")
    assert found[1].reason.startswith("derived")


def test_word_that_it_took_effect_ends_what_was_due() -> None:
    """Once a source says that it is in force, it is."""
    found = states(
        tariff("announced", on="2025-07-09"),
        tariff("imposed", on="2025-07-09", known="2025-07-10", article="b/0"),
    )
    assert spelt(found) == [("announced", "2025-06-11", "2025-07-09"), ("in force", "2025-07-09", None)]


def test_in_force_in_a_month_takes_the_day_that_was_announced() -> None:
    """ "Raised in March", announced for the 4th: in force since the 4th."""
    found = states(
        tariff("announced", on="2025-03-04", known="2025-03-03"),
        tariff("imposed", on=day("2025-03-01", "2025-03-31", "month"), known="2025-11-01"),
    )
    assert spelt(found)[-1] == ("in force", "2025-03-04", None)


def test_an_end_told_by_its_month_is_of_the_day_for_which_it_was_announced() -> None:
    """ "Lifted in August", announced for the 5th: lifted on the 5th, and not due without word."""
    found = states(
        tariff("lifted", certainty="planned", on="2023-08-05", known="2023-08-04"),
        tariff("lifted", on=day("2023-08-01", "2023-08-31", "month"), known="2024-02-10"),
    )
    assert spelt(found)[-1][:2] == ("lifted", "2023-08-05")


def test_a_suspension_that_ends_without_word_is_lapsed() -> None:
    """Suspended until a day: from the day after it is flagged as back unless extended."""
    found = states(tariff("suspended", on="2025-04-09", expires="2025-07-09"))
    assert spelt(found) == [("suspended", "2025-04-09", "2025-07-10"), ("lapsed", "2025-07-10", None)]


def test_a_threat_does_not_end_what_is_in_force() -> None:
    """Words of a threat, of the same rate, leave the measure in force."""
    found = states(tariff("imposed", on="2025-05-01"), tariff("threatened", on="2025-06-01"))
    assert [s.status for s in found] == ["in force"]


def test_a_change_announced_while_in_force_shows_the_old_rate_and_then_is_due() -> None:
    """The old rate stands until the date, and then the new one is due."""
    found = states(
        tariff("imposed", on="2025-05-01"),
        tariff("announced", on="2025-08-01", values=(percent(40), percent(30, "from"))),
    )
    assert [(s.status, s.rate) for s in found] == [("in force", 30), ("in force", 30), ("due", 40)]
    assert "40" in found[1].reason


def test_another_rate_of_what_is_announced_is_for_the_day_told_before() -> None:
    """30 % from 1 July, then 45 %: announced at 45 % since that was told, and due on the same day."""
    found = states(
        tariff("announced", known="2025-06-01", on="2025-07-01", certainty="planned"),
        tariff("announced", known="2025-06-01", article="b/0"),
        tariff("announced", known="2025-06-20", article="c/0", values=(percent(45), percent(30, "from"))),
    )
    assert [(*line, s.rate) for line, s in zip(spelt(found), found, strict=True)] == [
        ("announced", "2025-06-01", "2025-06-20", 30.0),
        ("announced", "2025-06-20", "2025-07-01", 45.0),
        ("due", "2025-07-01", None, 45.0),
    ]


def test_what_was_put_off_is_not_due_on_its_old_day() -> None:
    """Unless the new day is told, nobody knows when it is."""
    plan = tariff("imposed", certainty="planned", known="2025-06-05", on="2025-07-01", values=())
    off = tariff("delayed", known="2025-06-06", values=())
    assert [s.status for s in states(plan, off)] == ["announced"]
    level = tariff("announced", known="2025-06-04", article="b/0")
    assert [s.status for s in states(plan, off, level)] == ["announced", "due"]  # of some goods, perhaps
    gone = tariff("lifted", known="2025-06-06", values=(), certainty="planned")
    assert [(s.status, s.until) for s in states(plan, gone)] == [("announced", None)]
    anew = tariff("delayed", known="2025-06-06", values=(), expires="2025-07-20")
    assert spelt(states(plan, anew))[-1][:2] == ("due", "2025-07-20")


def test_what_its_page_plans_is_not_in_force_by_its_headline() -> None:
    """ "Sets a 30 % tariff" above "the planned tariff" announces it; another page's word puts it in force."""
    told = [tariff("imposed"), tariff("raised", certainty="planned", values=())]
    assert [s.status for s in states(*told)] == ["announced"]
    assert [s.status for s in states(*told, tariff("imposed", article="b/0"))] == ["in force"]


def test_lifted_ends_it_and_a_new_threat_is_another_measure() -> None:
    """After a measure is lifted, a threat of a later day begins a measure of its own."""
    old = tariff("imposed", on="2025-05-01"), tariff("lifted", on="2025-05-20")
    assert [s.status for s in states(*old)] == ["in force", "lifted"]
    found = resolve((*old, tariff("threatened", on="2025-06-10")), (), ())
    assert [e.states[-1].status for e in found if e.kind == "measure"] == ["lifted", "threatened"]


def test_a_ruling_strikes_down_the_measure_of_the_party_it_is_against() -> None:
    """A court's word is a state of the measure, not an entry of its own."""
    found = states(
        tariff("imposed", on="2025-04-02", values=()),
        claim(
            "ruling", "struck_down", actors=("Court",), targets=("US",), instrument="tariff", on="2025-05-28"
        ),
    )
    assert [s.status for s in found] == ["in force", "struck down"]


def test_an_act_without_a_date_holds_by_the_day_of_the_report() -> None:
    """Without a date nothing is said of earlier days: in force by the report, not since it."""
    found = states(tariff("imposed"))
    assert spelt(found) == [("in force", "2025-06-11", None)]
    assert found[0].began_before


def test_a_date_that_comes_later_replaces_the_day_of_the_report() -> None:
    """Undated and dated word of the same thing are one state, with the date."""
    found = states(tariff("imposed"), tariff("imposed", on="2025-05-14", article="b/0"))
    assert spelt(found) == [("in force", "2025-05-14", None)]
    assert not found[0].began_before
    assert len(found[0].claims) == 2


def test_one_voice_that_says_done_does_not_outweigh_several_that_wait() -> None:
    """Approval outstanding by three voices stands against one that calls the deal done."""
    found = states(
        deal("agreed_in_principle", on="2025-06-11", speaker="Li Chenggang"),
        deal("awaiting_approval", on="2025-06-11", speaker="Howard Lutnick"),
        deal("agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
    )
    assert [s.status for s in found] == ["awaiting approval"]
    assert found[0].by == ("CN", "US")
    assert "agreed" in found[0].reason


def test_several_voices_that_say_done_outweigh_one_that_waits() -> None:
    """Support decides, not caution: the better-supported status stands."""
    found = states(
        deal("awaiting_approval", on="2025-06-11", speaker="Howard Lutnick"),
        deal("agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
        deal("agreed", on="2025-06-11", speaker="Li Chenggang", article="c/0"),
    )
    assert [s.status for s in found] == ["agreed"]


def test_approval_some_days_later_is_an_update() -> None:
    """What is told of a later day follows, and the earlier state ends there."""
    found = states(
        deal("awaiting_approval", on="2025-06-11"),
        deal("approved", on="2025-06-27", known="2025-06-27", words="the framework"),
    )
    assert spelt(found) == [
        ("awaiting approval", "2025-06-11", "2025-06-27"),
        ("approved", "2025-06-27", None),
    ]


def test_a_truce_with_a_term_is_in_force_until_its_end_and_then_expired() -> None:
    """A truce of 90 days runs from its day; when the term ends without word it has expired."""
    found = states(
        claim("agreement", "agreed", on="2025-05-12", words="a truce", values=(Value(90, "days"),))
    )
    assert spelt(found) == [("in force", "2025-05-12", "2025-08-11"), ("expired", "2025-08-11", None)]
    assert found[0].until == day("2025-08-10")


def test_an_extension_in_time_keeps_a_truce_from_expiring() -> None:
    """Extended before its end: no expiry is derived."""
    found = states(
        claim("agreement", "agreed", on="2025-05-12", words="a truce", values=(Value(90, "days"),)),
        claim("agreement", "extended", on="2025-08-11", known="2025-08-12", words="the truce was extended"),
    )
    assert [s.status for s in found] == ["in force", "extended"]


def test_a_stated_end_goes_before_one_reckoned_from_the_term() -> None:
    """Mid-August, as a deadline in the same sentence says, is the end, not day 90."""
    support = claim("agreement", words="support").support
    found = states(
        claim(
            "agreement",
            "agreed",
            on="2025-05-12",
            words="a truce",
            support=support,
            values=(Value(90, "days"),),
        )
    )
    assert found[0].until == day("2025-08-10")
    with_deadline = resolve(
        (
            claim(
                "agreement",
                "agreed",
                on="2025-05-12",
                words="a truce",
                support=support,
                values=(Value(90, "days"),),
            ),
            claim(
                "deadline",
                actors=("US", "CN"),
                on=day("2025-08-10", "2025-08-20", "month"),
                support=support,
                certainty="planned",
            ),
        ),
        (),
        (),
    )
    truce = next(e for e in with_deadline if e.kind == "agreement")
    assert truce.states[0].until == day("2025-08-10", "2025-08-20", "month")


def test_a_round_is_under_way_while_reports_of_the_day_say_so() -> None:
    """A session held does not end a round that the same day's reports have going on."""
    london = {"place": "London", "instrument": "in_person", "known": "2025-06-10"}
    found = states(
        claim("meeting", "ongoing", on=("2025-06-09", "2025-06-10"), **london),
        claim("meeting", "held", on="2025-06-09", **london),
    )
    assert found[0].status == "under way"
    later = states(
        claim("meeting", "ongoing", on=("2025-06-09", "2025-06-10"), **london),
        claim("meeting", "held", on=("2025-06-09", "2025-06-10"), **{**london, "known": "2025-06-11"}),
    )
    assert [(s.status, s.valid_from) for s in later] == [("held", day("2025-06-09", "2025-06-10"))]


def test_a_planned_meeting_says_who_announced_it_and_when_it_is_to_be() -> None:
    """Announced by one side: `by` has that side alone, `until` the day planned."""
    found = states(
        claim(
            "meeting",
            "planned",
            on="2025-10-30",
            known="2025-10-26",
            speaker="White House",
            certainty="planned",
        )
    )
    assert [(s.status, s.by, s.until) for s in found] == [
        ("planned", ("US",), day("2025-10-30")),
        ("overdue", ("US",), None),
    ]


@pytest.mark.parametrize(("on", "begins"), [("2025-10-30", "2025-11-03"), (None, "2025-12-25")])
def test_a_plan_of_which_nothing_more_is_heard_is_overdue(on: str | None, begins: str) -> None:
    """Three days behind the day planned, or two months behind the last word of it."""
    found = states(claim("meeting", "planned", on=on, known="2025-10-26", certainty="planned"))
    assert spelt(found)[-1] == ("overdue", begins, None)


def test_talks_under_way_do_not_go_on_for_ever() -> None:
    """A week behind the last day told they have been held."""
    found = states(claim("meeting", "ongoing", on="2025-06-10", known="2025-06-10"))
    assert spelt(found) == [("under way", "2025-06-10", "2025-06-18"), ("held", "2025-06-18", None)]


def test_denied_talks_are_denied() -> None:
    """Talks that one side denies have the status `denied` where nobody else speaks of them."""
    assert [s.status for s in states(claim("meeting", "ongoing", certainty="denied", on="2025-06-10"))] == [
        "denied"
    ]


def test_a_deadline_is_pending_and_then_passed() -> None:
    """The day itself is pending, the day after it has passed."""
    found = states(
        claim("deadline", actors=("US",), targets=("WORLD",), on="2025-07-09", certainty="planned")
    )
    assert spelt(found) == [("pending", "2025-06-11", "2025-07-10"), ("passed", "2025-07-10", None)]


def test_a_truce_ends_with_the_tariffs_of_which_the_same_words_tell() -> None:
    """The deadline is one of tariffs; a deal that is no pause does not end with it."""
    both: dict[str, Any] = {"actors": ("US", "CN"), "support": (Span("a", 0, 30),)}
    for words, end in (("The truce, made in May, ends on August 12.", day("2025-08-12")), ("A deal.", None)):
        made = claim("agreement", "agreed", on="2025-05-12", words=words, **both)
        last = claim("deadline", on="2025-08-12", instrument="tariff", words=words, **both)
        found = [e for e in resolve((made, last), (), ()) if e.kind == "agreement"]
        assert found[0].states[0].until == end


def test_a_figure_stands_from_the_day_on_which_it_was_told() -> None:
    """Its period is the entry's own time: nobody knew of May's trade in the middle of May."""
    found = resolve(
        (
            claim(
                "figure",
                "published",
                actors=("CN",),
                targets=("US",),
                goods=("exports",),
                on=day("2025-05-01", "2025-05-31", "month"),
                values=(percent(-34.5),),
            ),
        ),
        (),
        (),
    )
    (entry,) = [e for e in found if e.kind == "indicator"]
    assert entry.when == day("2025-05-01", "2025-05-31", "month")
    assert [(s.valid_from, s.known_from) for s in entry.states] == [(day("2025-06-11"), "2025-06-11")]
    assert at([entry], "2025-05-20")[entry.id] is None


def test_a_deadline_told_after_its_day_was_never_pending() -> None:
    """A report that looks back on a date gives only that it passed."""
    found = states(claim("deadline", actors=("US",), targets=("WORLD",), on="2025-06-01"))
    assert spelt(found) == [("passed", "2025-06-02", None)]


def test_a_pledge_keeps_its_condition() -> None:
    """The if-part of a pledge stays with its state."""
    found = states(
        claim(
            "commitment",
            "pledged",
            actors=("US",),
            targets=("CN",),
            instrument="export_control",
            certainty="conditional",
            condition="if shipments resume",
        )
    )
    assert [(s.status, s.condition) for s in found] == [("offered", "if shipments resume")]


def test_at_gives_the_state_of_a_day() -> None:
    """`at` answers for any day, with None before anything is known to hold."""
    found = resolve((tariff("announced", on="2025-07-09"),), (), ())
    entry = next(e.id for e in found if e.kind == "measure")
    answers = [at(found, asked)[entry] for asked in ("2025-06-01", "2025-06-30", "2025-07-09")]
    assert [s.status if s else None for s in answers] == [None, "announced", "due"]


def test_a_lower_rate_told_in_force_after_its_end_goes_on() -> None:
    """The page that still tells the level shows that its end was put off."""
    kept = tariff("kept", expires="2025-08-12", known="2025-06-11")
    later = tariff("kept", known="2025-11-10")
    assert [s.status for s in states(kept)] == ["in force", "lapsed"]
    assert [s.status for s in states(kept, later)] == ["in force"]


@pytest.mark.parametrize(
    ("words", "condition", "status"),
    [
        ("If no deal is reached, cars face 30 %.", "If no deal is reached", "threatened"),
        ("Without a deal by Friday, cars face 30 %.", None, "threatened"),
        ("Cars face 30 % if they are sent by sea.", "if they are sent by sea", "in force"),
        ("Cars face 30 %.", None, "in force"),
    ],
)
def test_a_burden_if_talks_fail_does_not_stand(words: str, condition: str | None, status: str) -> None:
    """It is threatened; a condition of who bears it is none of the talks."""
    (one,) = states(tariff("kept", words=words, condition=condition))
    assert one.status == status
