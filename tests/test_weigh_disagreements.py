"""What is a disagreement and what only seems to be one, each on claims of its own."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from builders import article, claim, day, percent

from parley.model import Claim, Disagreement, Edge, SentencePair, Span, Value
from parley.resolve import resolve
from parley.resolve.register import misplaced
from parley.weigh import weigh
from parley.weigh.evidence import text_of
from parley.weigh.people import spellings

CAST = [article(name, "2025-06-11") for name in "abc"] + [article("u")]


def found(*claims: Claim, edges: tuple[Edge, ...] = (), articles: Any = None) -> list[Disagreement]:
    held = CAST if articles is None else articles
    return list(weigh(resolve(claims, held, edges), claims, held, edges).disagreements)


def kinds(*claims: Claim, edges: tuple[Edge, ...] = ()) -> list[tuple[str, bool]]:
    return [(d.kind, d.real) for d in found(*claims, edges=edges)]


def tariff(action: str = "imposed", **fields: Any) -> Claim:
    return claim(
        "measure", action, **{"instrument": "tariff", "actors": ("US",), "targets": ("CN",), **fields}
    )


def call(**fields: Any) -> Claim:
    people = ("Donald Trump", "Xi Jinping")
    return claim("meeting", "held", **{"instrument": "phone", "people": people, "words": "a call", **fields})


def test_done_against_awaiting_approval_is_a_disagreement_on_status() -> None:
    """Two voices, one moment, two stages that exclude each other; each side keeps its claim and speaker."""
    claims = [
        claim("agreement", "awaiting_approval", on="2025-06-11", speaker="Howard Lutnick"),
        claim("agreement", "agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
    ]
    [one] = [d for d in found(*claims) if d.real]
    assert one.kind == "status"
    assert {(s.says, s.speaker) for s in one.sides} == {
        ("awaiting approval", "Howard Lutnick"),
        ("agreed", "Donald Trump"),
    }
    assert {s.claim for s in one.sides} == {c.id for c in claims}
    assert one.resolved is None


def test_a_later_account_resolves_a_disagreement_on_status() -> None:
    """When a source of a later day tells how it went, the disagreement says so."""
    claims = [
        claim("agreement", "awaiting_approval", on="2025-06-11", speaker="Howard Lutnick"),
        claim("agreement", "agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
        claim("agreement", "approved", on="2025-06-18", known="2025-06-18", article="c/0"),
    ]
    [one] = [d for d in found(*claims) if d.kind == "status"]
    assert one.resolved == "approved from 2025-06-18"


def test_a_deal_in_principle_may_be_called_a_deal() -> None:
    """A framework "agreed in principle" and "we have a deal" exclude nothing while nothing is awaited."""
    told = found(
        claim("agreement", "agreed_in_principle", on="2025-06-11"),
        claim("agreement", "agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
    )
    assert [(d.kind, d.real, d.note) for d in told] == [
        ("granularity", False, "stages of one course of things, named more or less exactly")
    ]


def test_nobody_disagrees_with_his_own_last_word() -> None:
    """ "A deal may come" and then "we have one", of one man; of another it is a disagreement."""
    deal = [
        claim("agreement", "agreed_in_principle", on="2025-06-11"),
        claim("agreement", "agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
    ]
    for speaker, real in (("Donald Trump", False), ("Li Chenggang", True)):
        open_ = claim("agreement", "awaiting_approval", on="2025-06-11", speaker=speaker, article="b/0")
        assert [d.real for d in found(*deal, open_) if d.kind != "update"] == [real]


def test_stages_told_more_or_less_exactly_are_no_conflict() -> None:
    """Agreed and signed are stages of one thing."""
    assert kinds(
        claim("agreement", "agreed", on="2025-05-12"),
        claim("agreement", "signed", on="2025-05-12", article="b/0"),
    ) == [("granularity", False)]


def test_progress_is_no_disagreement() -> None:
    """A proposal and a later word that it is agreed do not disagree."""
    assert not kinds(
        claim("agreement", "proposed", on="2025-06-09", known="2025-06-09"),
        claim("agreement", "agreed", on="2025-06-11", article="b/0"),
    )


def test_going_back_on_a_word_is_an_update() -> None:
    """Told as agreed, later told as only awaiting approval: the later account takes its place."""
    assert kinds(
        claim("agreement", "agreed", on="2025-06-11", known="2025-06-11"),
        claim("agreement", "awaiting_approval", on="2025-06-11", known="2025-06-13", article="b/0"),
    ) == [("update", False)]


def test_a_denial_stands_against_those_who_say_so() -> None:
    """Talks that one side denies and others report."""
    [one] = found(
        claim("meeting", "ongoing", on="2025-06-10", place="Geneva", speaker="Donald Trump"),
        claim("meeting", "ongoing", on="2025-06-10", place="Geneva", certainty="denied", article="b/0",
              speaker="Ministry of Commerce of China"),
    )  # fmt: skip
    assert (one.kind, one.real, one.sides[0].says) == ("denial", True, "denied")


def test_days_that_exclude_each_other_are_a_disagreement_on_the_date() -> None:
    """One call on two days, told by two pages."""
    assert kinds(call(on="2025-06-05"), call(on="2025-06-06", article="b/0")) == [("date", True)]


@pytest.mark.parametrize(
    ("words", "real"),
    [
        ("They have settled it, both ministries confirmed on Wednesday", []),
        ("They settled it on Wednesday", ["date"]),
    ],
)
def test_the_day_of_saying_so_is_not_another_day_of_the_deed(words: str, real: list[str]) -> None:
    """A deal of Tuesday that is confirmed on Wednesday was not made on two days."""
    deal = {"place": "London", "actors": ("US", "CN")}
    first = claim("agreement", "agreed", on="2025-06-10", words="They settled it on Tuesday", **deal)
    later = claim("agreement", "agreed", on="2025-06-11", words=words, article="b/0", **deal)
    assert [d.kind for d in found(first, later) if d.real] == real


def test_a_week_that_holds_the_day_is_only_less_exact() -> None:
    """ "Last week" and a day of that week agree where the page of the day is dated."""
    assert kinds(
        call(on=day("2025-06-02", "2025-06-08", "week")),
        call(on="2025-06-06", article="b/0", words="last Friday"),
    ) == [("granularity", False)]


def test_a_weekday_on_an_undated_page_is_not_sure() -> None:
    """The day was reckoned from a page without a date, so the week of a dated page does not bear it out."""
    assert kinds(
        call(on=day("2025-06-02", "2025-06-08", "week")),
        call(on="2025-06-06", article="u/0", known=None, words="the call last Friday"),
    ) == [("date", True)]


def test_one_moment_in_two_zones_is_no_disagreement() -> None:
    """A time of day with its zone may fall on another date."""
    assert kinds(
        call(on=day("2025-06-05T21:00-04:00", "2025-06-05T21:00-04:00", "minute")),
        call(on="2025-06-06", article="b/0"),
    ) == [("time zone", False)]


def test_two_days_of_one_round_do_not_disagree() -> None:
    """Sessions of a round are on different days."""
    both: dict[str, Any] = {"place": "London", "instrument": "in_person"}
    assert not kinds(
        claim("meeting", "held", on="2025-06-09", **both),
        claim("meeting", "held", on="2025-06-10", article="b/0", **both),
    )


def test_an_end_by_term_and_an_end_as_stated_are_one_end() -> None:
    """Mid-August and 90 days from 12 May are told more or less exactly."""
    support = claim("agreement", words="here").support
    told = found(
        claim("agreement", "agreed", on="2025-05-12", words="a truce", support=support),
        claim("deadline", actors=("US", "CN"), on=day("2025-08-10", "2025-08-20", "month"), support=support),
        claim(
            "agreement",
            "agreed",
            on="2025-05-12",
            words="a truce",
            values=(Value(90, "days"),),
            article="b/0",
        ),
    )
    assert [(d.kind, d.topic.endswith("ends")) for d in told if "ends" in d.topic] == [("granularity", True)]
    assert not any(d.real for d in told)


def exports(number: float, name: str) -> Claim:
    return claim(
        "figure",
        "published",
        actors=("CN",),
        targets=("US",),
        goods=("exports",),
        on=day("2025-05-01", "2025-05-31", "month"),
        values=(percent(number),),
        article=f"{name}/0",
    )


@pytest.mark.parametrize(
    ("other", "wanted"),
    [(-35.0, [("granularity", False)]), (-34.5, []), (-21.0, [("number", True)])],
)
def test_rounding_is_no_disagreement_and_another_number_is(
    other: float, wanted: list[tuple[str, bool]]
) -> None:
    """-34.5 and -35 agree by rounding; -21 does not."""
    assert kinds(exports(-34.5, "a"), exports(other, "b")) == wanted


def test_two_rates_of_one_act_disagree_unless_another_measure_is_counted_in() -> None:
    """145 is 125 and another 20: counting; without the 20 it is a disagreement on the number."""
    one = tariff(values=(percent(125),), on="2025-04-11")
    other = tariff(values=(percent(145),), on="2025-04-11", article="b/0")
    assert kinds(one, other) == [("number", True)]
    with_base = kinds(one, other, tariff(values=(percent(20),), on="2025-03-04", article="c/0"))
    assert ("counting", False) in with_base
    assert not any(real for _, real in with_base)


def test_more_and_fewer_goods_are_scope() -> None:
    """Seven goods here, one of them there: the same measure."""
    both: dict[str, Any] = {
        "actors": ("US",),
        "targets": ("CN",),
        "instrument": "export_control",
        "on": "2025-05-29",
    }
    told = found(
        claim("measure", "imposed", goods=("chip design software", "jet engine parts"), **both),
        claim("measure", "imposed", goods=("chip design software",), article="b/0", **both),
    )
    assert [(d.kind, d.real, d.id) for d in told] == [
        ("scope", False, "scope-us-export-control-chip-design-software-2025-05-goods")
    ]


def test_a_hedge_and_a_firm_word_are_scope() -> None:
    """One page has that they may ease, another that they will."""
    both: dict[str, Any] = {
        "actors": ("US",), "targets": ("CN",), "instrument": "export_control", "goods": ("semiconductors",),
        "speaker": "Kevin Hassett", "on": "2025-06-09",
    }  # fmt: skip
    told = found(
        claim("commitment", "offered", certainty="hedged", **both),
        claim("commitment", "offered", article="b/0", **both),
    )
    assert [(d.kind, {s.says for s in d.sides}) for d in told] == [("scope", {"with a hedge", "firmly"})]


def test_two_measures_that_look_alike_are_explained() -> None:
    """Licences in April and controls in October are different things, with the reason."""
    both: dict[str, Any] = {"actors": ("CN",), "targets": ("WORLD",), "goods": ("rare earths",)}
    [one] = found(
        claim("measure", "imposed", instrument="export_licensing", on="2025-04-04", **both),
        claim(
            "measure",
            "raised",
            instrument="export_control",
            on="2025-10-09",
            known="2025-10-09",
            article="b/0",
            **both,
        ),
    )
    assert (one.kind, one.real) == ("different things", False)
    assert one.note == "months apart: 2025-10 and 2025-04"


def test_a_former_secretary_named_for_the_office_is_flagged_and_left_as_written() -> None:
    """The register knows who held the office that day."""
    wrong = claim("statement", roles=(("Steven Mnuchin", "Treasury Secretary", "US"),), words="Mnuchin said")
    [one] = found(wrong)
    assert (one.kind, one.real, one.prefer) == ("office", True, 1)
    assert one.sides[1].says == "Scott Bessent since 2025-01-28"
    assert (one.sides[0].claim, one.sides[1].claim) == (wrong.id, None)


@pytest.mark.parametrize(
    ("role", "known"),
    [
        (("Scott Bessent", "Treasury Secretary", "US"), "2025-06-11"),
        (("Steven Mnuchin", "Treasury Secretary", "US"), "2018-06-11"),
        (("Steven Mnuchin", "former Treasury Secretary", "US"), "2025-06-11"),
        (("Steven Mnuchin", "investor", "US"), "2025-06-11"),
    ],
)
def test_holders_former_holders_and_other_roles_are_not_flagged(
    role: tuple[str, str, str | None], known: str
) -> None:
    """Whoever held it that day, is called former, or has no office of the register."""
    assert misplaced(claim("statement", roles=(role,)), known) == ()


def test_a_person_out_of_office_is_not_listed_among_those_who_met() -> None:
    """The round leaves out who was named for an office of another; the disagreement shows it."""
    told = claim(
        "meeting", "held", on="2025-06-10", place="London", instrument="in_person",
        people=("Steven Mnuchin", "He Lifeng"), roles=(("Steven Mnuchin", "Treasury Secretary", "US"),),
    )  # fmt: skip
    entry = next(e for e in resolve([told], (), ()) if e.kind == "round")
    assert entry.people == (("He Lifeng", "CN"),)


@pytest.mark.parametrize(
    ("person", "words", "wanted"),
    [
        ("Jamieson Greer", "Trade Representative Jameson Greer spoke", ("Jameson Greer",)),
        ("Ren Zhengfei", "Ren Zhenfei, who founded it", ("Ren Zhenfei",)),
        ("Steven Mnuchin", "Steve Mnuchin spoke", ()),
        ("Maroš Šefčovič", "Maros Sefcovic spoke", ()),
        ("Howard Lutnick", "Secretary Lutnick spoke", ()),
        ("Scott Bessent", "Scott Bessent's team", ()),
        ("Xi Jinping", "with Xi and others", ()),
    ],
)
def test_spellings_a_letter_off_are_found_and_short_forms_are_not(
    person: str, words: str, wanted: tuple[str, ...]
) -> None:
    """One part of the name, a letter or two; short forms, accents and bare surnames are no misspellings."""
    assert spellings(person, words) == wanted


@pytest.mark.parametrize(("page", "right"), [("a/0", "a/0"), ("b/0", None)])
def test_a_misspelt_name_is_shown_beside_the_right_one(page: str, right: str | None) -> None:
    """The other side is the page itself where it also has it right, else the register of names."""
    told = found(
        claim("statement", people=("Jamieson Greer",), words="Jameson Greer spoke"),
        claim("statement", people=("Jamieson Greer",), words="Jamieson Greer spoke", article=page),
    )
    assert [(d.kind, [(s.says, s.article) for s in d.sides]) for d in told] == [
        ("name", [("Jameson Greer", "a/0"), ("Jamieson Greer", right)])
    ]


def test_words_that_a_rewrite_changes_inside_quotation_marks_are_shown_and_the_first_preferred() -> None:
    """The sides are the two sentences as their pages have them."""
    old, new = (
        article("o", "2025-06-11", "He said: 'We will wait.'"),
        article("n", "2025-06-11", "'We wait,' he said."),
    )
    pair = SentencePair(Span("o", 0, 24), Span("n", 0, 19), "words")
    edge = Edge("rewrite", "o/0", "n/0", 0.9, ("test",), altered_quotes=(pair,))
    spoken = claim("statement", article="o/0", speaker="Howard Lutnick", support=(Span("o", 0, 24),))
    [one] = found(spoken, edges=(edge,), articles=[old, new])
    assert (one.kind, one.real, one.prefer, one.topic) == ("quotation", True, 0, "Words of Howard Lutnick")
    assert [s.says for s in one.sides] == ["He said: 'We will wait.'", "'We wait,' he said."]


def test_text_of_a_span_is_read_through_the_map_of_the_page() -> None:
    """Spans count in the raw page; the words come from the clean text."""
    from parley.model import Article, Block, Segment

    block = Block("paragraph", "A & B met", (Segment(0, 10, 12), Segment(2, 12, 17), Segment(3, 17, 23)))
    page = Article("p", 0, None, None, (block,))
    assert text_of(page, Span("p", 10, 23)) == "A & B met"
    assert text_of(page, Span("p", 18, 19)) == "B"
    assert text_of(page, Span("p", 13, 14)) == "&"


def test_ids_are_unique_and_the_order_of_input_does_not_matter() -> None:
    """The same disagreements, in the same order, for every order of claims."""
    claims = [
        claim("agreement", "awaiting_approval", on="2025-06-11", speaker="Howard Lutnick"),
        claim("agreement", "agreed", on="2025-06-11", speaker="Donald Trump", article="b/0"),
        call(on="2025-06-05"),
        call(on="2025-06-06", article="b/0"),
    ]
    first = found(*claims)
    assert len({d.id for d in first}) == len(first) > 1
    assert all(found(*order) == first for order in permutations(claims))
    assert [d.real for d in first] == sorted((d.real for d in first), reverse=True)
