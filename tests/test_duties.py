"""Which duties stand on a line of trade: scope by HS code, status, and the rules of stacking."""

from __future__ import annotations

from urllib.parse import urlparse

import pytest
from dossier_ledger import DUTY, HEAD, claims_of, fact, page_of, tea

from parley.duties import Duty, Schedule, Trade, covers, rules, total
from parley.model import Entry, State, When
from parley.record.dossier_form import Dossier, Scope, parse
from parley.resolve import resolve

TEA = Trade("090210", "IN", "JP")
STEEL_HEAD = HEAD.replace("Japan and India", "the United States and Japan")


def schedule(text: str, day: str, disputed: tuple[str, ...] = (), more: tuple[Entry, ...] = ()) -> Schedule:
    claims, articles = claims_of(text)
    entries = (*resolve(claims, articles, ()), *more)
    return Schedule(entries, (parse(page_of(text).text, "tea.toml"),), day, disputed)


def duty(key: str, programme: str, rate: str, **scope: str) -> str:
    """An entry of the US against Japan with one fact of 2031."""
    inner = ", ".join(f"{k} = {v}" for k, v in (scope or {"cover": '"all"'}).items())
    return (
        f'\n[[entry]]\nid = "{key}"\nkind = "measure"\nactors = ["US"]\ntargets = ["JP"]\n'
        f'instrument = "tariff"\nprogramme = "{programme}"\nlaw = "Act {key}"\nscope = {{ {inner} }}\n'
        + fact(f"The US charges {programme}.", date="2031-01-01", action='"imposed"', rate=rate)
    )


@pytest.mark.parametrize(
    ("code", "cover"),
    [
        ("0902", "yes"),
        ("090210", "yes"),
        ("09021000", "yes"),
        ("0902100090", "yes"),
        ("09", "perhaps"),
        ("0901", "no"),
    ],
)
def test_codes_match_by_their_beginning(code: str, cover: str) -> None:
    """A longer code is under the heading, a shorter one may be partly, another one is not."""
    assert covers(Scope("listed", ("0902",)), Trade(code, "IN", "JP")) == cover


@pytest.mark.parametrize("length", [2, 4, 6, 8, 10])
def test_prefixes_of_every_length_match(length: int) -> None:
    """Scopes of 2, 4, 6, 8 and 10 digits hold for the full code, and only for it where they are as long."""
    code = "0902109040"
    assert covers(Scope("listed", (code[:length],)), Trade(code, "IN", "JP")) == "yes"
    other = code[: length - 1] + "7"
    assert covers(Scope("listed", (other,)), Trade(code, "IN", "JP")) == "no"


def test_exemptions_and_unknown_lists() -> None:
    """What is exempt is not charged; a list that is not held is a question, within the chapters it has."""
    assert covers(Scope("all", but=("0902",)), TEA) == "no"
    assert covers(Scope("unknown"), TEA) == "perhaps"
    assert covers(Scope("unknown", ("72",)), TEA) == "no"
    assert covers(Scope("listed", ("0902",), exact=False), TEA) == "likely"


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2031-02-20", None), ("2031-03-01", 8.0), ("2031-04-01", 20.0), ("2031-06-01", 5.0)],
)
def test_a_duty_is_charged_at_its_rate_of_the_day(day: str, rate: float | None) -> None:
    """Nothing while it is announced; then the level in force."""
    found = schedule(tea(), day).on(TEA)
    assert [d.rate for d in found if d.counted] == ([] if rate is None else [rate])


def test_each_duty_carries_its_legal_basis_and_the_state_with_its_words() -> None:
    """Legal basis from the dossier, entry and claims from the ledger."""
    (found,) = schedule(tea(), "2031-04-02").on(TEA)
    assert (found.law, found.entry.id) == ("Order 7", "jp-tariff-tea-in-2031")
    assert found.state.claims


def test_the_other_way_round_and_at_home_nothing_is_charged() -> None:
    """The duty is of Japan on Indian goods: not of India, not on Chinese or Japanese goods."""
    for trade in (Trade("0902", "JP", "IN"), Trade("0902", "CN", "JP"), Trade("0902", "JP", "JP")):
        assert schedule(tea(), "2031-04-02").on(trade) == ()


def test_what_has_lapsed_counts_as_last_told_with_the_other_level_beside_it() -> None:
    """5 % was to end on 1 September and 12 to return: 5 is counted, 12 told, and the line says so."""
    (found,) = schedule(tea(), "2031-09-02").on(TEA)
    assert (found.rate, found.otherwise) == (5, 12)
    assert found.doubts[0] == "tea: 12 % back unless extended since 2031-09-01; no source held says which"
    assert (total([found]), total([found], otherwise=True)) == (5, 12)


def test_what_is_due_counts_nothing_yet() -> None:
    """A duty announced for a day that has passed without word is told, not counted."""
    text = (
        HEAD
        + DUTY
        + fact("Tokyo will.", date="2031-03-01", known="2031-02-01", action='"announced"', rate="8")
    )
    (found,) = schedule(text, "2031-03-02").on(TEA)
    assert (found.rate, found.otherwise) == (0, 8)
    assert "8 % due since 2031-03-01" in found.doubts[0]


def test_a_duty_void_in_law_is_charged_until_its_collection_ends() -> None:
    """With a warning that it is void."""
    text = tea() + fact(
        "A court voids it.", date="2031-07-01", action='"struck_down"', rate="5", until="2031-07-05"
    )
    (found,) = schedule(text, "2031-07-04").on(TEA)
    assert found.rate == 5 and "void in law since 2031-07-01" in found.doubts[0]
    assert schedule(text, "2031-07-05").on(TEA) == ()


def test_a_rate_that_nobody_gives_is_unknown_and_not_zero() -> None:
    """It is counted as a duty without a rate, and the line warns."""
    text = HEAD + DUTY + fact("Tokyo charges tea.", date="2031-03-01", action='"imposed"')
    (found,) = schedule(text, "2031-04-01").on(TEA)
    assert found.counted and found.rate is None
    assert "no source held gives its rate" in found.doubts[0]


def test_a_disputed_duty_warns() -> None:
    """Where the pages disagree about its entry, the line leads there."""
    (found,) = schedule(tea(), "2031-04-02", disputed=("jp-tariff-tea-in-2031",)).on(TEA)
    assert found.doubts == ("tea: disputed, see parley show jp-tariff-tea-in-2031",)


def test_codes_of_another_edition_warn() -> None:
    """A line of HS 2017 against a scope of HS 2022 is matched, and told."""
    (found,) = schedule(tea(), "2031-04-02").on(Trade("0902", "IN", "JP", "HS 2017"))
    assert found.doubts == ("tea: codes of HS 2022 against HS 2017",)


def stacked(*entries: str, code: str = "720810") -> dict[str, Duty]:
    found = schedule(STEEL_HEAD + "".join(entries), "2031-02-01").on(Trade(code, "JP", "US"))
    return {d.programme: d for d in found}


STEEL = duty("us-steel", "Section 232 steel", "50", cover='"listed"', hs='["72"]')
RECIPROCAL = duty("us-reciprocal", "reciprocal", "15")
FENTANYL = duty("us-fentanyl", "fentanyl", "10")


def test_programmes_add_up_unless_a_rule_excludes_one() -> None:
    """Fentanyl adds to steel, the reciprocal duty does not; on other goods it does."""
    steel = stacked(STEEL, RECIPROCAL, FENTANYL)
    assert total(steel.values()) == 60
    assert not steel["reciprocal"].counted and "Section 232" in steel["reciprocal"].reason
    assert total(stacked(STEEL, RECIPROCAL, FENTANYL, code="9503").values()) == 25


def test_sums_and_averages_are_no_duties() -> None:
    """A total of 145 % that pages tell is left out."""
    assert "total" not in stacked(duty("us-total", "total", "145"), FENTANYL)


def test_lists_that_are_not_held_are_one_question() -> None:
    """Of four lists one may apply; nothing is counted, and the question is asked once."""
    lists = [
        duty(f"us-list-{n.lower()}", f"Section 301 List {n}", r, cover='"unknown"')
        for n, r in (("1", "25"), ("4A", "7.5"))
    ]
    found = stacked(*lists)
    assert list(found) == ["Section 301 Lists 1 to 4A"]
    assert total(found.values()) == 0
    assert "one of them may apply (25 or 7.5 %)" in found["Section 301 Lists 1 to 4A"].reason


def test_a_new_rate_takes_the_place_of_the_lists() -> None:
    """Where the review's rate is charged, no list is asked for."""
    lists = duty("us-list-1", "Section 301 List 1", "25", cover='"unknown"')
    found = stacked(duty("us-review", "Section 301 review", "100"), lists)
    assert list(found) == ["Section 301 review"]


def test_what_only_the_news_tells_of_is_not_added_to_a_dossier_of_the_pair() -> None:
    """It may be one of the dossier's by another name: told, not counted."""
    state = State(
        "in force", When("2031-03-01", None, "day"), None, "2031-03-02", None, ("c",), "as reported", rate=9.0
    )
    other = Entry(
        "jp-x",
        "measure",
        "Tariff (Japan to India)",
        "d",
        ("JP",),
        ("IN",),
        "tariff",
        (),
        None,
        (state,),
        ("c",),
    )
    found = {d.entry.id: d for d in schedule(tea(), "2031-04-02", more=(other,)).on(TEA)}
    assert found["jp-tariff-tea-in-2031"].counted and not found["jp-x"].counted
    alone = Schedule((other,), (), "2031-04-02")
    (told,) = alone.on(TEA)
    assert told.counted and "legal basis unknown" in told.doubts[0]
    assert not alone.knows(TEA) and schedule(tea(), "2031-04-02").knows(TEA)


def test_a_level_told_of_all_tariffs_is_not_added_to_its_parts() -> None:
    """55 % "on Indian goods" beside two programmes: they are counted; alone it is itself."""

    def told(name: str, rate: float, *goods: str) -> Entry:
        began = When("2031-03-01", None, "day")
        state = State("in force", began, None, "2031-03-02", None, ("c",), "as reported", rate=rate)
        key = f"jp-{name}-{rate:g}"
        called = f"{name} (Japan to India)"
        return Entry(key, "measure", called, "d", ("JP",), ("IN",), "tariff", goods, None, (state,), ("c",))

    whole, tea_only = told("Tariff", 55.0, "indian goods"), told("Tariff", 5.0, "tea")
    parts = (told("Border tariff", 10.0), told("Mutual tariff", 20.0, "indian goods"))

    def charged(*entries: Entry) -> float:
        return total(Schedule(entries, (), "2031-04-02").on(TEA))

    assert charged(whole) == 55
    assert charged(whole, *parts) == charged(*parts) == 30
    assert charged(whole, tea_only) == 60
    (sum_,) = [d for d in Schedule((whole, *parts), (), "2031-04-02").on(TEA) if not d.counted]
    assert sum_.reason == "told by the news of all tariffs together (55 %): its parts are counted"


def test_every_rule_has_its_references() -> None:
    """Each says why in words, and names pages that a reader can open."""
    assert {r["kind"] for r in rules()} == {"adds", "excludes"}
    for rule in rules():
        assert rule["why"] and rule["sources"]
        assert all(urlparse(address).scheme == "https" for address in rule["sources"])


def test_a_dossier_without_a_scope_counts_nothing_it_does_not_know() -> None:
    """A duty whose goods are not told is a question."""
    text = HEAD + DUTY.replace('scope = { cover = "listed", hs = ["0902"] }\n', "")
    text += fact("Tokyo charges tea.", date="2031-03-01", action='"imposed"', rate="8")
    (found,) = schedule(text, "2031-04-01").on(TEA)
    assert not found.counted and found.reason.startswith("may apply")
    assert isinstance(parse(text, "tea.toml"), Dossier)
