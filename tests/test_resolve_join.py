"""Which entry a claim is about: what is joined, what is kept apart, and the reasons that stay with it."""

from __future__ import annotations

from typing import Any

import pytest
from builders import claim, day, percent

from parley.model import Claim, Entry, Value
from parley.resolve import resolve
from parley.resolve.candidates import tokens
from parley.resolve.mentions import mention
from parley.resolve.reasons import REASONS, VETOES
from parley.resolve.tables import JOINED_KINDS, rules, table
from parley.resolve.voices import context


def entries(*claims: Claim, kind: str | None = None) -> list[Entry]:
    found = resolve(claims, (), ())
    return [e for e in found if e.kind == (kind or e.kind) and (kind or e.kind != "dispute")]


def tariff(**fields: Any) -> Claim:
    given = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",), **fields}
    return claim("measure", given.pop("action", "imposed"), **given)


def test_every_declared_reason_and_veto_is_a_function_and_none_is_left_over() -> None:
    """The table of weights and the functions name the same reasons."""
    named = {name for kind in JOINED_KINDS for name in rules(kind).weights}
    barred = {name for kind in JOINED_KINDS for name in rules(kind).vetoes}
    assert (named, barred) == (set(REASONS), set(VETOES))


def test_every_status_is_in_one_camp() -> None:
    """No status of a life cycle is in two camps, and each one that an action gives is in some camp."""
    for kind, camps in table()["camps"].items():
        listed = [status for camp in camps for status in camp]
        given = {status for status, _ in table()["status"][kind].values()}
        assert len(listed) == len(set(listed))
        assert given <= set(listed)


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "Geneva", "on": "2025-05-12", "words": "a deal reached in Geneva"},
        {"on": ("2025-05-01", "2025-05-31"), "words": "the May truce"},
        {"words": "the Geneva consensus", "place": "Geneva"},
        {"on": day("2025-05-01", "2025-05-31", "month"), "words": "the deal reached last month"},
        {"words": "the 90-day pause", "values": (Value(90, "days"),)},
    ],
)
def test_one_truce_under_many_names_is_one_agreement(fields: dict[str, object]) -> None:
    """Place, month, term or name: each is enough to join the truce told in full."""
    full = claim(
        "agreement",
        "agreed",
        article="b/0",
        place="Geneva",
        on="2025-05-12",
        words="The two agreed in Geneva on a truce of 90 days",
        values=(Value(90, "days"),),
    )
    found = entries(full, claim("agreement", "agreed", **fields), kind="agreement")
    assert [e.id for e in found] == ["us-cn-geneva-truce-2025-05"]
    assert len(found[0].claims) == 2


def test_a_framework_to_carry_out_a_truce_is_not_the_truce() -> None:
    """What a deal is to implement is another deal, and the two are linked."""
    found = entries(
        claim("agreement", "agreed", on="2025-05-12", place="Geneva", words="a truce agreed in Geneva"),
        claim(
            "agreement",
            "agreed_in_principle",
            on="2025-06-11",
            place="London",
            words="They agreed on a framework to implement the Geneva truce",
        ),
        kind="agreement",
    )
    assert [e.id for e in found] == ["us-cn-geneva-truce-2025-05", "us-cn-london-framework-2025-06"]
    assert [(link.kind, link.target) for link in found[1].links] == [("implements", found[0].id)]


def test_talk_of_extending_goes_to_the_deal_that_is_to_be_extended() -> None:
    """A proposal months after a truce is about the truce where it speaks of extending it."""
    found = entries(
        claim("agreement", "agreed", on="2025-05-12", words="a truce"),
        claim("agreement", "proposed", known="2025-10-26", words="They spoke of extending the truce"),
        kind="agreement",
    )
    assert len(found) == 1


def test_licences_in_april_and_wider_controls_in_october_are_two_measures() -> None:
    """Two beginnings half a year apart are two measures, though party and goods are the same."""
    goods = {"actors": ("CN",), "targets": ("WORLD",), "goods": ("rare earths",)}
    found = entries(
        claim("measure", "imposed", instrument="export_licensing", on="2025-04-04", **goods),
        claim("measure", "raised", instrument="export_control", known="2025-10-26", **goods),
        kind="measure",
    )
    assert [e.id for e in found] == [
        "cn-export-control-rare-earths-2025-10",
        "cn-export-licensing-rare-earths-2025-04",
    ]


def test_two_kinds_of_software_are_two_measures() -> None:
    """Goods that only share a word are not the same goods."""
    both = {"actors": ("US",), "targets": ("CN",)}
    found = entries(
        claim("measure", "imposed", instrument="export_control", goods=("chip design software",), **both),
        claim("measure", "considered", instrument="export_ban", goods=("critical software",), **both),
        kind="measure",
    )
    assert len(found) == 2


def test_goods_under_two_names_are_one_measure() -> None:
    """Rare metals are rare earths, and magnets of them belong to them."""
    both = {"actors": ("CN",), "targets": ("US",), "instrument": "export_control", "on": "2025-04-04"}
    found = entries(
        claim("measure", "imposed", goods=("rare metals",), **both),
        claim("measure", "imposed", goods=("rare earth magnets",), **both),
        kind="measure",
    )
    assert len(found) == 1


def test_a_threatened_rate_is_not_the_rate_in_force() -> None:
    """A threat of 100 % and 30 % in force are two, with ids that can be told apart."""
    found = entries(
        tariff(values=(percent(30),), on="2025-05-14"),
        tariff(action="threatened", values=(percent(100),), on="2025-11-01", known="2025-10-10"),
        kind="measure",
    )
    assert [e.id for e in found] == ["us-tariff-cn-2025-05", "us-tariff-cn-2025-11"]


def test_a_raise_from_a_level_belongs_to_the_measure_at_that_level() -> None:
    """ "To 20 from 10" is a change of the tariff of 10, on another day."""
    found = entries(
        tariff(values=(percent(10),), on="2025-02-04", known="2025-02-04"),
        tariff(
            action="raised", values=(percent(20), percent(10, "from")), on="2025-03-04", known="2025-03-04"
        ),
        kind="measure",
    )
    assert len(found) == 1
    assert [s.rate for s in found[0].states if s.known_to is None] == [10, 20]


def test_lists_with_their_own_rates_on_one_day_stay_apart() -> None:
    """Three lists raised on one day, one from the level to which another goes, are three measures."""
    found = entries(
        tariff(
            action="announced", values=(percent(25), percent(10, "from")), on="2019-06-01", known="2019-05-13"
        ),
        tariff(
            action="announced", values=(percent(10), percent(5, "from")), on="2019-06-01", known="2019-05-13"
        ),
        kind="measure",
    )
    assert len(found) == 2


def test_a_tariff_on_steel_is_not_the_tariff_on_all_goods() -> None:
    """A rate for all goods does not go to the measure on some goods."""
    found = entries(
        tariff(targets=("EU",), goods=("steel",)),
        tariff(targets=("EU",), goods=("eu goods",), values=(percent(50),)),
        kind="measure",
    )
    assert len(found) == 2


def test_a_duty_on_all_goods_is_none_on_some_whatever_the_rates() -> None:
    """25 % on steel and 25 % on Chinese goods, from one month on, are two; told of steel twice it is one."""
    steel = tariff(goods=("steel",), values=(percent(25),), on="2025-06-01")
    every = tariff(goods=("chinese goods",), values=(percent(25),), on="2025-06-05")
    again = tariff(goods=("steel",), values=(percent(25),), on="2025-06-01", article="b/0")
    assert len(entries(steel, every, kind="measure")) == 2
    assert len(entries(steel, again, kind="measure")) == 1


def test_a_company_is_not_one_of_all_partners() -> None:
    """A tariff on all partners and a threat to two firms are two."""
    found = entries(
        tariff(targets=("WORLD",), action="suspended"),
        tariff(targets=("Apple", "Samsung"), action="threatened"),
        kind="measure",
    )
    assert len(found) == 2


def test_a_threat_to_all_partners_and_one_to_some_of_them_are_two_unless_something_ties_them() -> None:
    """Higher tariffs for everybody and a rate for Europe are two threats; a shared programme makes one."""
    wide: dict[str, Any] = {"targets": ("WORLD",), "action": "threatened", "words": "higher tariffs on all"}
    one: dict[str, Any] = {"targets": ("EU",), "action": "threatened", "values": (percent(45),)}
    assert len(entries(tariff(**wide), tariff(**one), kind="measure")) == 2
    wide |= {"values": (percent(45),), "words": "tariffs of 45% on all partners"}
    assert len(entries(tariff(**wide), tariff(**one), kind="measure")) == 1


def test_undated_pages_keep_to_themselves() -> None:
    """Claims of a page without any date are not joined to those of another page."""
    bare = {"known": None, "values": (percent(25),)}
    found = entries(tariff(article="x/0", **bare), tariff(article="y/0", **bare), kind="measure")
    assert [e.id for e in found] == ["us-tariff-cn-undated", "us-tariff-cn-undated-2"] or len(found) == 2
    assert all(e.states[0].valid_from is None for e in found)


def test_sessions_and_captions_of_one_round_are_one_entry_with_people_of_both_sides() -> None:
    """Two days at one place are one round; a caption with one side adds its people."""
    london = {"place": "London", "instrument": "in_person"}
    found = entries(
        claim("meeting", "held", on="2025-06-09", people=("Scott Bessent",), **london),
        claim("meeting", "held", on=("2025-06-09", "2025-06-10"), people=("He Lifeng",), **london),
        claim("meeting", "held", on="2025-06-10", actors=("CN",), people=("Wang Wentao",), **london),
        kind="round",
    )
    assert [e.id for e in found] == ["us-cn-talks-london-2025-06"]
    assert dict(found[0].people) == {"Scott Bessent": "US", "He Lifeng": "CN", "Wang Wentao": "CN"}
    assert found[0].when == day("2025-06-09", "2025-06-10")


def test_the_venue_and_the_number_of_a_round_are_kept() -> None:
    """A building named in the words is the venue, a count of rounds the number."""
    words = "The talks at Lancaster House were the second round"
    counted = (Value(2, "count", "rounds"),)
    found = entries(claim("meeting", "held", on="2025-06-10", place="London", words=words, values=counted))
    assert (found[0].venue, found[0].number) == ("Lancaster House", 2)


def test_a_call_of_leaders_is_not_the_round_of_ministers() -> None:
    """Other people at another level, or another medium, are another round, also in one week."""
    heads = ("Donald Trump", "Xi Jinping")
    found = entries(
        claim("meeting", "held", instrument="phone", on="2025-06-05", people=heads),
        claim(
            "meeting", "held", instrument="in_person", on="2025-06-06", people=("He Lifeng", "Scott Bessent")
        ),
        claim(
            "meeting", "planned", instrument="in_person", on="2025-10-30", people=heads, known="2025-10-26"
        ),
        kind="round",
    )
    assert [e.id for e in found] == [
        "us-cn-leaders-call-2025-06",
        "us-cn-leaders-meeting-2025-10",
        "us-cn-talks-2025-06",
    ]


def test_a_leader_who_travels_alone_is_no_round() -> None:
    """An arrival of one head of state makes no entry."""
    assert not entries(
        claim(
            "meeting", "held", actors=("US",), people=("Donald Trump",), on="2025-10-26", place="Kuala Lumpur"
        )
    )


def test_a_call_held_is_not_the_call_agreed_for_later() -> None:
    """What was held and what is planned for a later day are two rounds."""
    people = ("He Lifeng", "Scott Bessent")
    found = entries(
        claim("meeting", "held", instrument="phone", people=people),
        claim("meeting", "planned", instrument="phone", people=people, on="2025-06-25", certainty="planned"),
        kind="round",
    )
    assert len(found) == 2


@pytest.mark.parametrize(("days", "count"), [(60, 1), (45, 2)])
def test_relief_without_a_level_is_the_relief_of_the_same_length(days: int, count: int) -> None:
    """ "Lowering duties for 60 days" is the cut that another page tells with its programme, rate and end."""
    side = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",)}
    cut = claim(
        "measure",
        "lowered",
        words="Reciprocal duties fell to 10 %.",
        on="2025-05-14",
        expires="2025-07-13",
        values=(percent(10), percent(30, "from")),
        **side,
    )
    later = claim(
        "measure", "lowered", known="2025-06-09", article="b/0", values=(Value(days, "days"),), **side
    )
    assert len(entries(cut, later, kind="measure")) == count


def test_what_is_told_before_it_begins_and_long_after_is_one_measure() -> None:
    """A proposal in passing before the day, and "I put 25 % on them" months later; 40 % is another."""
    begun = tariff(on="2025-06-01", known="2025-06-02", values=(percent(25),))
    before = tariff(
        action="considered", known="2025-05-13", article="b/0", rule="measure: mark", values=(percent(25),)
    )
    later = {"known": "2025-11-01", "article": "c/0"}
    assert len(entries(begun, before, tariff(values=(percent(25),), **later), kind="measure")) == 1
    assert len(entries(begun, before, tariff(values=(percent(40),), **later), kind="measure")) == 2


def test_figures_of_trade_make_indicators_and_market_moves_do_not() -> None:
    """A flow of trade with a value is kept; an index is not, nor a flow that nobody gives a number."""
    found = entries(
        claim(
            "figure",
            "published",
            actors=("CN",),
            targets=("US",),
            goods=("exports",),
            on=("2025-05-01", "2025-05-31"),
            values=(percent(-34.5),),
        ),
        claim("figure", "published", actors=("US",), goods=("S&P 500",), values=(percent(1.2),)),
        claim("figure", "published", actors=("CN",), targets=("EU",), goods=("exports",)),
    )
    assert [e.id for e in found] == ["cn-exports-us-2025-05"]


def test_statements_make_no_entries_and_accusations_go_to_the_dispute() -> None:
    """Words alone make nothing; one side's accusation stands at the dispute of the two."""
    found = resolve(
        (
            claim("statement", actors=("US",)),
            claim("accusation", "alleged", actors=("US",), targets=("CN",), speaker="White House"),
        ),
        (),
        (),
    )
    assert [(e.id, e.kind, e.states[0].by) for e in found] == [("us-china", "dispute", ("US",))]


def test_a_measure_on_all_partners_is_in_the_dispute_of_its_sentence() -> None:
    """A measure on all partners belongs to the two parties that its sentence names."""
    support = claim("measure").support
    found = resolve(
        (
            claim(
                "measure",
                "raised",
                actors=("CN",),
                targets=("WORLD",),
                instrument="export_control",
                support=support,
            ),
            tariff(action="threatened", support=support, on="2025-11-01"),
        ),
        (),
        (),
    )
    assert {e.dispute for e in found} == {"us-china"}


def test_every_claim_of_an_entry_carries_the_reason_why_it_was_joined() -> None:
    """`joins` names the reasons that held for each claim of the entry."""
    found = entries(tariff(on="2025-05-14"), tariff(on="2025-05-14", article="b/0", words="again"))
    assert {key for key, _ in found[0].joins} == set(found[0].claims)
    assert all(reason for _, reason in found[0].joins)


def test_stories_beside_a_page_count_only_where_they_are_about_trade() -> None:
    """A second story on the page makes entries only if it tells of an act of trade policy."""
    from builders import article

    beside = [article("p", "2025-06-12", index=1), article("p", "2025-06-12", index=2)]
    found = resolve(
        (
            claim("meeting", "held", article="p/2", actors=("US", "IR"), place="Oman", on="2025-06-12"),
            tariff(article="p/1", targets=("EU",)),
        ),
        beside,
        (),
    )
    assert {e.kind for e in found} == {"measure", "dispute"}


def test_who_only_tells_of_a_call_does_not_make_it_one_of_envoys() -> None:
    """ "A call between the two countries' leaders", an envoy said: the leaders' call, told by another."""
    words = "Envoys spoke of a phone call between the two countries' leaders last week, Li Chenggang said."
    shared = {"instrument": "phone", "on": ("2025-06-02", "2025-06-08")}
    told = claim("meeting", "held", words=words, people=("Li Chenggang",), speaker="Li Chenggang", **shared)
    call = claim("meeting", "held", people=("Donald Trump", "Xi Jinping"), **shared)
    assert len(entries(told, call, kind="round")) == 1
    envoys = claim("meeting", "held", words=words, people=("He Lifeng",), speaker="Li Chenggang", **shared)
    assert len(entries(envoys, call, kind="round")) == 2


def test_what_is_suspended_before_its_day_is_not_due() -> None:
    """ "Those rules", to begin later, are among "the controls" that rest before it; else due."""
    rules_ = {"instrument": "export_licensing", "actors": ("CN",), "targets": ("US",)}
    plan = claim("measure", "imposed", known="2025-10-11", on="2025-11-08", certainty="planned", **rules_)
    halt = {"article": "b/0", "actors": ("CN",), "targets": ("US",), "instrument": "export_control"}
    before = claim("measure", "suspended", known="2025-10-30", **halt)
    (one,) = entries(plan, before, kind="measure")
    assert "put off" in {word for _, reason in one.joins for word in reason.split(", ")}
    assert [s.status for s in one.states if s.believed()] == ["announced", "suspended"]
    after = claim("measure", "suspended", known="2025-11-20", **halt)
    found = entries(plan, after, kind="measure")
    assert any(s.status == "due" for e in found for s in e.states)


def test_the_day_on_which_a_plan_was_told_is_not_that_of_the_act() -> None:
    """A cut that is told on one day for later is dated by the day on which it was done."""
    rate = {"values": (percent(10), percent(20, "from"))}
    told = tariff(action="lowered", certainty="planned", on="2025-10-30", known="2025-10-31", **rate)
    done = tariff(action="lowered", on="2025-11-10", known="2025-11-10", article="b/0", **rate)
    (one,) = entries(told, done, kind="measure")
    assert one.when is not None
    assert one.when.start == "2025-11-10"
    earlier = tariff(action="lowered", certainty="planned", on="2025-03-01", known="2025-10-31", **rate)
    (other,) = entries(earlier, kind="measure")
    assert other.when is not None


def test_whole_numbers_and_fractions_are_one() -> None:
    """30 and 30.0 make equal mentions, so they have to be found by the same keys."""
    both = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",)}
    whole, part = (
        claim("measure", "kept", values=(Value(n, "percent"), Value(a, "USD")), **both)
        for n, a in ((30, 5), (30.0, 5.0))
    )
    found = [frozenset(map(str, tokens(mention(c, context((c,), (), ()))))) for c in (whole, part)]
    assert found[0] == found[1]


def test_goods_of_a_summary_are_not_those_of_the_rate() -> None:
    """ "Duties on cars and steel", of which steel bears 25 % and cars 100 %, are two measures on one good."""
    day_: dict[str, Any] = {"known": "2024-09-03", "action": "announced"}
    found = entries(
        tariff(goods=("cars", "steel"), **day_),
        tariff(goods=("cars",), values=(percent(100),), on="2024-10-01", **day_),
        tariff(goods=("steel",), values=(percent(25),), on="2024-10-15", **day_),
        kind="measure",
    )
    assert sorted(e.goods for e in found) == [("cars",), ("steel",)]


def test_a_meeting_planned_for_the_day_of_the_leaders_is_theirs() -> None:
    """Who plans it without saying who meets means those who met on that day; another day is another."""
    told = {"people": ("Donald Trump", "Xi Jinping"), "instrument": "in_person", "known": "2025-10-30"}
    held = claim("meeting", "held", on="2025-10-30", place="Busan", words="The two presidents met", **told)

    def plan(day: str) -> Claim:
        given = {"known": "2025-10-26", "instrument": "in_person", "certainty": "planned", "article": "b/0"}
        return claim("meeting", "planned", on=day, words="The talks are to take place", **given)

    assert len(entries(held, plan("2025-10-30"), kind="round")) == 1
    assert len(entries(held, plan("2025-10-28"), kind="round")) == 2


def test_beginnings_weeks_apart_on_goods_that_are_only_related_are_two_measures() -> None:
    """A licence for chips in April is no part of limits on technology in May; on the same goods it may be."""
    both: dict[str, Any] = {"actors": ("US",), "targets": ("CN",), "instrument": "export_control"}
    first = claim("measure", "imposed", on="2025-04-09", known="2025-04-15", goods=("AI chips",), **both)
    wide = claim("measure", "imposed", on="2025-05-11", goods=("technology",), article="b/0", **both)
    undated = claim("measure", "imposed", goods=("technology",), article="c/0", **both)
    assert [len(e.claims) for e in entries(first, wide, kind="measure")] == [1, 1]
    assert len(entries(first, undated, kind="measure")) == 1


def test_minerals_are_the_wider_name_of_rare_earths() -> None:
    """ "Licences for certain minerals" of the same days are those for rare earths."""
    both: dict[str, Any] = {"actors": ("CN",), "instrument": "export_licensing"}
    named = claim("measure", "imposed", on="2025-04-04", known="2025-04-04", goods=("rare earths",), **both)
    vague = claim(
        "measure", "imposed", on=("2025-04-01", "2025-04-10"), goods=("minerals",), article="b/0", **both
    )
    assert len(entries(named, vague, kind="measure")) == 1
