"""What if: assumptions in the place of what was believed, and what falls or goes on with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from parley.assume import Assumption, assume, find, parse, reweighed
from parley.errors import UsageError
from parley.model import Entry, Link, State, Value, Verdict, When


def on(day: str | None) -> When | None:
    return When(day, day, "day") if day else None


def state(status: str, start: str | None, end: str | None = None, **rest: Any) -> State:
    fields = {
        "known_from": start or "2025-05-01",
        "known_to": None,
        "claims": ("c1",),
        "reason": "as reported",
    }
    return State(status, on(start), end, **{**fields, **rest})


def entry(key: str, kind: str, *states: State, **rest: Any) -> Entry:
    fields: dict[str, Any] = {"actors": ("US", "CN"), "targets": (), "instrument": None, "goods": ()}
    fields |= {"name": key.replace("-", " ").title(), "dispute": "us-china", "place": None, "claims": ("c1",)}
    return Entry(id=key, kind=kind, states=states, **{**fields, **rest})  # type: ignore[arg-type]


TRUCE = entry(
    "us-cn-lakeside-truce-2025-05",
    "agreement",
    state("in force", "2025-05-12", "2025-08-11", until=on("2025-08-10")),
    state("expired", "2025-08-11", reason="derived: its term ended without word of an extension"),
    when=on("2025-05-12"),
)
DUTY = entry(
    "us-tariff-cn-2025-04",
    "measure",
    state("in force", "2025-04-09", "2025-05-14", rate=125.0),
    state("in force", "2025-05-14", "2025-08-11", rate=10.0, until=on("2025-08-10")),
    state("lapsed", "2025-08-11", rate=125.0, reason="derived: its term ended"),
    actors=("US",),
    targets=("CN",),
    instrument="tariff",
)
PLEDGE = entry(
    "cn-commitment-purchase-soybeans-2025-05",
    "commitment",
    state("pledged", "2025-05-12"),
    actors=("CN",),
    targets=("US",),
    links=(Link("part_of", TRUCE.id, ("c1",)),),
)
OTHER = entry("us-tariff-gb-2025-05", "measure", state("in force", "2025-05-12", rate=10.0), actors=("US",))
BOOKS = {e.id: e for e in (TRUCE, DUTY, PLEDGE, OTHER)}


def statuses(found: Entry) -> list[tuple[str, str | None, float | None]]:
    return [(s.status, s.valid_from.start if s.valid_from else None, s.rate) for s in found.states]


def test_an_assumption_is_read_from_its_short_form() -> None:
    """Entry, status and day; a rate and an end where they are given; an underscore stands for a space."""
    assert parse("lakeside-truce=rejected@2025-06-20") == Assumption(
        "lakeside-truce", "rejected", "2025-06-20"
    )
    assert parse("x=in_force 27.5%@2025-08-12..2025-11-10") == Assumption(
        "x", "in force", "2025-08-12", "2025-11-10", 27.5
    )


@pytest.mark.parametrize(
    "text",
    ["truce", "truce=rejected", "truce@2025-01-01", "=rejected@2025-01-01", "t=rejected@2025-02-30",
     "t=extended@2025-05-01..2025-04-01", "t=lifted 4x%@2025-05-01"],
)  # fmt: skip
def test_what_is_no_assumption_is_one_clear_line(text: str) -> None:
    """A missing part, a day that is none, or an end before the beginning: one line with an example."""
    with pytest.raises(UsageError, match="not an assumption"):
        parse(text)


def test_the_assumed_state_takes_the_place_of_what_came_after_it() -> None:
    """Before the day all is as it was; from then on the assumed status holds, on the same claims."""
    made = assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-06-20")])[TRUCE.id]
    assert statuses(made) == [("in force", "2025-05-12", None), ("rejected", "2025-06-20", None)]
    assert made.states[0].valid_to == "2025-06-20"
    assert made.states[1].claims == TRUCE.states[0].claims
    assert made.states[1].reason.startswith("assumed")


def test_nothing_that_was_given_is_changed() -> None:
    """The entries of the ledger are the same objects afterwards, and equal to what they were."""
    before = {key: replace(e) for key, e in BOOKS.items()}
    made = assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-06-20")])
    assert before == BOOKS
    assert made[OTHER.id] is OTHER


def test_relief_returns_with_the_deal_that_it_rests_on() -> None:
    """When the truce is rejected, the lowered tariff of its parties is back at its old rate from that day."""
    made = assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-06-20")])
    assert statuses(made[DUTY.id]) == [
        ("in force", "2025-04-09", 125.0), ("in force", "2025-05-14", 10.0), ("in force", "2025-06-20", 125.0)
    ]  # fmt: skip


def test_relief_that_was_yet_to_come_does_not_come() -> None:
    """A truce that is rejected before its relief began leaves the measure as it was."""
    made = assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-05-13")])
    assert statuses(made[DUTY.id]) == [("in force", "2025-04-09", 125.0)]
    assert made[DUTY.id].states[0].valid_to == "2025-05-14"


def test_the_old_rate_may_stand_in_the_claim_itself() -> None:
    """Relief told as 'from 80 %' returns to 80 % though no earlier state is held."""
    told = (Value(30.0, "percent"), Value(80.0, "percent", "from"))
    lowered = replace(DUTY, states=(state("in force", "2025-05-14", rate=30.0, values=told),))
    made = assume({**BOOKS, DUTY.id: lowered}, [Assumption("lakeside-truce", "rejected", "2025-06-20")])
    assert statuses(made[DUTY.id])[-1] == ("in force", "2025-06-20", 80.0)


def test_what_is_part_of_a_deal_loses_its_ground() -> None:
    """A pledge within the truce lapses with it; what is not of its parties stays."""
    made = assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-06-20")])
    assert [s.status for s in made[PLEDGE.id].states] == ["pledged", "lapsed"]
    assert assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-05-01")])[PLEDGE.id].states == ()


def test_an_extension_moves_the_end_of_the_relief() -> None:
    """With the truce extended to November its relief stays until then, and only then lapses."""
    made = assume(BOOKS, [Assumption("lakeside-truce", "extended", "2025-08-09", "2025-11-10")])
    assert statuses(made[TRUCE.id])[-2:] == [
        ("extended", "2025-08-09", None),
        ("expired", "2025-11-11", None),
    ]
    kept, lapsed = made[DUTY.id].states[-2:]
    assert (kept.rate, kept.until, kept.valid_to) == (10.0, on("2025-11-10"), "2025-11-11")
    assert (lapsed.status, lapsed.valid_from) == ("lapsed", on("2025-11-11"))


def test_several_assumptions_count_in_the_order_of_their_days() -> None:
    """Suspended in May and raised in July is the same whichever is given first."""
    two = [
        Assumption(DUTY.id, "in force", "2025-07-01", rate=50.0),
        Assumption(DUTY.id, "suspended", "2025-05-20"),
    ]
    assert assume(BOOKS, two) == assume(BOOKS, two[::-1])
    assert statuses(assume(BOOKS, two)[DUTY.id])[-2:] == [
        ("suspended", "2025-05-20", 10.0), ("in force", "2025-07-01", 50.0)
    ]  # fmt: skip


def test_an_entry_is_found_by_the_words_of_its_name() -> None:
    """By id, by words of id and name in any order; several are listed, none is said."""
    assert find("truce lakeside", BOOKS) is TRUCE
    with pytest.raises(UsageError, match="several entries"):
        find("tariff", BOOKS)
    with pytest.raises(UsageError, match="no such entry"):
        find("framework", BOOKS)


def test_a_status_must_be_one_of_the_kind() -> None:
    """A tariff cannot be signed; the line lists what it can be."""
    with pytest.raises(UsageError, match=r"cannot be 'signed'.*suspended"):
        assume(BOOKS, [Assumption(DUTY.id, "signed", "2025-06-20")])


def test_verdicts_stay_where_the_state_says_the_same() -> None:
    """States that are as they were keep their verdict; the assumed ones have the standing `assumed`."""
    told = [Verdict(e.id, s, (), (), 1, 1, "official", "told") for e in BOOKS.values() for s in e.states]
    after = assume(BOOKS, [Assumption("lakeside-truce", "rejected", "2025-06-20")])
    found = {(v.entry, v.state.status, v.state.rate): v.standing for v in reweighed(told, BOOKS, after)}
    assert found[DUTY.id, "in force", 10.0] == "official"
    assert found[TRUCE.id, "rejected", None] == "assumed"
    assert found[OTHER.id, "in force", 10.0] == "official"
