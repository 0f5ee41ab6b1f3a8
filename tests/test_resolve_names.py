"""Ids and names of entries: readable, stable, told apart; and the ties between entries."""

from __future__ import annotations

from typing import Any

import pytest
from builders import claim, day, percent

from parley.model import Claim, Curated, Entry, Value
from parley.resolve import resolve
from parley.resolve.mentions import deal_word, prolongs
from parley.resolve.names import dispute_id, slug


def entries(*claims: Claim) -> list[Entry]:
    return [e for e in resolve(claims, (), ()) if e.kind != "dispute"]


def links(found: list[Entry], id_: str) -> list[tuple[str, str]]:
    return [(link.kind, link.target) for e in found if e.id == id_ for link in e.links]


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("US", "CN", "talks", "London"), "us-cn-talks-london"),
        (("São Paulo", None, "Šefčovič"), "sao-paulo-sefcovic"),
        (("export_licensing", "rare earths"), "export-licensing-rare-earths"),
    ],
)
def test_slugs_are_plain(parts: tuple[str | None, ...], wanted: str) -> None:
    """Lower case, ASCII, hyphens."""
    assert slug(*parts) == wanted


@pytest.mark.parametrize(
    ("parties", "wanted"),
    [
        (("CN", "US"), "us-china"),
        (("EU", "US"), "us-eu"),
        (("KR", "CN"), "china-south-korea"),
        (("US", "WORLD"), "us-world"),
        (("US", "CA", "MX"), "us-canada-mexico"),
        (("US", "IN", "JP", "KR"), "us-world"),
    ],
)
def test_disputes_are_named_after_their_parties(parties: tuple[str, ...], wanted: str) -> None:
    """The United States first, then by name; more than three are the world."""
    assert dispute_id(parties) == wanted


@pytest.mark.parametrize(
    ("kind", "action", "fields", "wanted", "name"),
    [
        (
            "meeting",
            "held",
            {"place": "London", "on": "2025-06-10", "instrument": "in_person"},
            "us-cn-talks-london-2025-06",
            "London talks (United States and China)",
        ),
        (
            "meeting",
            "held",
            {"on": "2025-05-23", "instrument": "phone", "actors": ("EU", "US")},
            "us-eu-call-2025-05",
            "Call (United States and European Union)",
        ),
        (
            "measure",
            "imposed",
            {
                "actors": ("CN",),
                "targets": ("WORLD",),
                "instrument": "export_licensing",
                "goods": ("rare earths",),
                "on": day("2025-04-01", "2025-04-10", "month"),
            },
            "cn-export-licensing-rare-earths-2025-04",
            "Export licensing, rare earths (China to all partners)",
        ),
        (
            "deadline",
            None,
            {"actors": ("US",), "targets": ("WORLD",), "instrument": "tariff", "on": "2025-07-09"},
            "deadline-2025-07-09-us-tariff",
            "Deadline 2025-07-09: tariff (United States and all partners)",
        ),
        (
            "agreement",
            "signed",
            {"on": "2020-01-15", "place": "Washington", "words": "Phase One was signed in Washington"},
            "us-cn-washington-phase-one-2020-01",
            "Washington phase one deal (United States and China)",
        ),
        (
            "agreement",
            "agreed",
            {"actors": ("US", "GB"), "words": "a pact", "on": "2025-05-08"},
            "us-gb-pact-2025-05",
            "Pact (United States and United Kingdom)",
        ),
    ],
)
def test_ids_and_names_say_what_it_is(
    kind: str, action: str | None, fields: dict[str, Any], wanted: str, name: str
) -> None:
    """An id has parties, thing and month; a name reads as one would say it."""
    assert [(e.id, e.name) for e in entries(claim(kind, action, **fields))] == [(wanted, name)]


def test_ids_alike_are_told_apart_by_rate() -> None:
    """Two tariffs of one month and target carry their rates in the id."""
    both: dict[str, Any] = {"instrument": "tariff", "actors": ("US",), "targets": ("CN",), "on": "2025-06-01"}
    found = entries(
        claim("measure", "imposed", values=(percent(10),), **both),
        claim("measure", "imposed", values=(percent(25),), **both),
    )
    assert [e.id for e in found] == ["us-tariff-cn-10pc-2025-06", "us-tariff-cn-25pc-2025-06"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("They reached a ceasefire on trade", "truce"),
        ("a framework for carrying out the consensus", "framework"),
        ("ready to implement the truce", None),
        ("the trade deal", None),
        ("Phase One was signed", "phase one"),
    ],
)
def test_the_word_for_a_deal_is_the_one_that_the_words_are_about(words: str, wanted: str | None) -> None:
    """Words like truce and pause are one; what is to be carried out does not count, nor do general words."""
    assert deal_word(words) == wanted


def test_talk_of_more_time_is_told_by_its_verbs() -> None:
    """Extend, prolong, renew."""
    assert prolongs("They may prolong the truce")
    assert not prolongs("They may end the truce")


def test_a_pledge_to_ease_is_tied_to_the_measure_and_leaves_its_status() -> None:
    """`to be eased` is a link from the pledge; the measure stays in force."""
    both: dict[str, Any] = {"actors": ("US",), "targets": ("CN",), "instrument": "export_control"}
    found = entries(
        claim("measure", "imposed", goods=("chip design software",), on="2025-05-29", **both),
        claim("commitment", "pledged", on="2025-06-11", **both),
        claim("measure", "imposed", goods=("jet engine parts",), on="2025-06-20", known="2025-06-20", **both),
    )
    pledge = next(e for e in found if e.kind == "commitment")
    assert links(found, pledge.id) == [("eases", "us-export-control-chip-design-software-2025-05")]
    assert all(e.states[-1].status == "in force" for e in found if e.kind == "measure")


def test_a_deadline_told_in_the_words_of_a_truce_ends_it() -> None:
    """A deadline in the same sentence is tied to what it ends; one of other parties is not."""
    support = claim("agreement", words="one sentence").support
    found = entries(
        claim(
            "agreement",
            "agreed",
            on="2025-05-12",
            words="a truce",
            support=support,
            values=(Value(90, "days"),),
        ),
        claim("deadline", actors=("US", "CN"), on="2025-08-12", support=support, certainty="planned"),
        claim("measure", "raised", actors=("CN",), targets=("WORLD",), instrument="tariff", support=support),
    )
    assert links(found, "deadline-2025-08-12-us-cn") == [("ends", "us-cn-truce-2025-05")]


def test_a_round_follows_the_one_before_it() -> None:
    """Rounds of one pair are linked in their order."""
    found = entries(
        claim("meeting", "held", place="Geneva", on="2025-05-11"),
        claim("meeting", "held", place="London", on="2025-06-10"),
    )
    assert links(found, "us-cn-talks-london-2025-06") == [("follows", "us-cn-talks-geneva-2025-05")]
    assert links(found, "us-cn-talks-geneva-2025-05") == []


def test_ties_stated_in_words_go_to_the_entry_that_the_words_fit() -> None:
    """`in response to` is kept with its words, and left out where it fits two entries alike."""
    licences = claim(
        "measure",
        "imposed",
        actors=("CN",),
        targets=("US",),
        instrument="export_licensing",
        goods=("rare earths",),
        on="2025-04-04",
        links=(("in_response_to", "tariffs on steel"),),
    )
    steel = claim(
        "measure",
        "imposed",
        actors=("US",),
        targets=("CN",),
        instrument="tariff",
        goods=("steel",),
        on="2025-04-02",
    )
    found = entries(licences, steel)
    tie = next(e for e in found if e.id.startswith("cn-")).links[0]
    assert (tie.kind, tie.target, tie.words) == (
        "in_retaliation_for",
        "us-tariff-steel-2025-04",
        "tariffs on steel",
    )
    vague = claim(
        "measure",
        "imposed",
        actors=("US",),
        targets=("CN",),
        instrument="tariff",
        goods=("steel", "cars"),
        on="2025-01-02",
        known="2025-01-02",
    )
    assert not [link for e in entries(licences, steel, vague) if e.id.startswith("cn-") for link in e.links]


def test_an_accusation_that_names_a_deal_is_tied_to_it() -> None:
    """The dispute's entry points to the agreement whose breach is alleged; its status is untouched."""
    found = resolve(
        (
            claim("agreement", "agreed", on="2025-05-12", place="Geneva", words="a truce in Geneva"),
            claim(
                "accusation",
                "alleged",
                actors=("CN",),
                targets=("US",),
                words="They broke the Geneva consensus",
            ),
        ),
        (),
        (),
    )
    dispute = next(e for e in found if e.kind == "dispute")
    assert [(link.kind, link.target) for link in dispute.links] == [
        ("accuses_breach_of", "us-cn-geneva-truce-2025-05")
    ]
    assert all(s.status == "agreed" for e in found if e.kind == "agreement" for s in e.states)


@pytest.mark.parametrize(
    ("words", "place"), [("They broke the truce", "Lima"), ("They broke Oslo's truce", "Oslo")]
)
def test_an_accusation_is_of_the_last_deal_before_it_or_of_the_one_whose_city_it_names(
    words: str, place: str
) -> None:
    """Not of every deal that was ever called so, nor of one that came later."""
    deals = [("Oslo", "2018-12-01"), ("Lima", "2025-05-12"), ("Quito", "2026-05-14")]
    found = resolve(
        (
            *(
                claim(
                    "agreement", "agreed", on=d, known=d, place=p, words=f"a truce in {p}", article=f"{p}/0"
                )
                for p, d in deals
            ),
            claim("accusation", "alleged", actors=("CN",), targets=("US",), words=words),
        ),
        (),
        (),
    )
    dispute = next(e for e in found if e.kind == "dispute")
    named = {e.id: e.place for e in found}
    assert [named[link.target] for link in dispute.links if link.kind == "accuses_breach_of"] == [place]


@pytest.mark.parametrize(
    ("words", "known", "tied"),
    [
        ("Beijing accused the others of breaking the rules.", "2025-06-11", False),
        ("They broke the Beijing understanding.", "2025-06-11", True),
        ("They broke what was agreed in Beijing.", "2025-06-11", True),
        ("They broke the truce.", "2025-06-11", True),
        ("They broke the truce.", None, False),
    ],
)
def test_a_partys_own_capital_is_the_party_unless_it_names_the_deal(
    words: str, known: str | None, tied: bool
) -> None:
    """Nor is an undated page's accusation one of the last deal of all."""
    found = resolve(
        (
            claim(
                "agreement", "agreed", on="2025-05-12", known="2025-05-12", place="Beijing", words="a truce"
            ),
            claim("accusation", "alleged", actors=("CN",), targets=("US",), words=words, known=known),
        ),
        (),
        (),
    )
    dispute = next(e for e in found if e.kind == "dispute")
    assert any(link.kind == "accuses_breach_of" for link in dispute.links) == tied


@pytest.mark.parametrize(
    ("when", "begun"),
    [(day("2025-05-01", "2025-05-31", "month"), "2025-06-11"), ("2025-06-02", "2025-06-02")],
)
def test_an_accusation_stands_since_it_was_made(when: Any, begun: str) -> None:
    """ "Their failure to honour May's pledge": the month is the pledge's; a day is the charge's."""
    found = resolve((claim("accusation", "alleged", actors=("CN",), targets=("US",), on=when),), (), ())
    (state,) = next(e for e in found if e.kind == "dispute").states
    assert state.valid_from and state.valid_from.start == begun


def test_what_began_in_april_is_none_of_what_a_dossier_has_begin_in_october() -> None:
    """Nor by way of word in passing that may be of either: the nearest beginning counts, not a later act."""
    given = {"actors": ("CN",), "targets": ("US",), "goods": ("minerals",)}
    curated = Curated("d", "cn-controls-2025-10", ("https://a.example",), "2025-12-31")
    facts = [
        claim("measure", act, on=day_, known=known, instrument="export_control", curated=curated, **given)
        for act, day_, known in (
            ("announced", "2025-12-01", "2025-10-09"),
            ("suspended", "2025-11-07", "2025-11-07"),
        )
    ]
    passing = claim(
        "measure",
        "raised",
        known="2025-10-26",
        instrument="export_control",
        rule="measure: mark",
        article="b/0",
        **given,
    )
    april = claim(
        "measure",
        "imposed",
        on=("2025-04-01", "2025-04-10"),
        instrument="export_licensing",
        article="c/0",
        **given,
    )
    found = entries(*facts, passing, april)
    assert sorted(len(e.claims) for e in found) == [1, 3]
    assert next(e for e in found if len(e.claims) == 1).claims == (april.id,)
