"""The ledger as readers see it: by the day that is asked about, and by the day up to which is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ledger_builders as toys
import pytest
from ledger_builders import NOW, VERSIONS, new_ledger, reading, stages, toy

from parley import flow
from parley.errors import UsageError
from parley.ledger import Ledger
from parley.model import Assessment, Entry, State, When
from parley.store import Settlement, Store

PAGES = [
    toy("2025-06-02", "steel: announced", "chips: threatened", address="1.txt"),
    toy("2025-06-05", "steel: in force", title="Noon", address="2.txt"),
    toy("2025-06-09", "steel: suspended", "port fees: announced", title="Evening", address="3.txt"),
]


@pytest.fixture(autouse=True)
def toy_weigh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.weigh.weigh", toys.weigh, raising=False)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The three pages, read; no test writes into it."""
    with new_ledger(tmp_path_factory.mktemp("ledger")) as opened:
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES))
        yield Ledger(opened)


def standings(ledger: Ledger, as_of: str, known: str | None = None) -> dict[str, str]:
    return {s.entry.id: s.state.status for s in ledger.state(as_of, known)}


def state(status: str, begin: str | None, **rest: Any) -> State:
    """A state believed since `begin`, unless `rest` says otherwise."""
    when = When(begin, None, "day") if begin else None
    fields = {"valid_to": None, "known_from": begin, "known_to": None, "claims": (), "reason": "r", **rest}
    return State(status, when, **fields)


def with_states(store: Store, *states: State, **fields: Any) -> Ledger:
    """A ledger with one entry `truce`."""
    parties: dict[str, Any] = {"actors": ("US", "CN"), "targets": (), "instrument": None, "goods": ()}
    bare = Entry("truce", "agreement", "Truce", "us-china", **parties, place=None, states=states, claims=())
    made = Settlement((), (replace(bare, **fields),), Assessment((), ()))
    assert store.settle(made, at=NOW, versions=VERSIONS, through=store.last_reading())
    return Ledger(store)


def test_state_on_a_day(ledger: Ledger) -> None:
    """Each entry stands in the state that began last, on or before the day; before its first, not at all."""
    assert standings(ledger, "2025-06-01") == {}
    assert standings(ledger, "2025-06-04") == {"steel": "announced", "chips": "threatened"}
    assert standings(ledger, "2025-06-05")["steel"] == "in force"
    assert standings(ledger, "2025-06-30") == {
        "steel": "suspended",
        "chips": "threatened",
        "port fees": "announced",
    }


def test_state_as_known_on_a_day(ledger: Ledger) -> None:
    """What was published later does not count: on 6 June nobody knew of the suspension of 9 June."""
    assert standings(ledger, "2025-06-30", "2025-06-06") == {"steel": "in force", "chips": "threatened"}
    assert standings(ledger, "2025-06-30", "2025-06-02")["steel"] == "announced"
    assert standings(ledger, "2025-06-30", "2025-06-01") == {}
    assert standings(ledger, "2025-06-30", "2025-07-01") == standings(ledger, "2025-06-30")


def test_the_ledger_known_then_is_the_ledger_read_then(store: Store, tmp_path: Path) -> None:
    """Cutting the whole ledger at a day gives what reading only that day's pages would have given."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    (tmp_path / "then").mkdir()
    with new_ledger(tmp_path / "then") as other:
        flow.read_into(other, (), fetched=NOW, stages=stages(PAGES[:2]))
        then = Ledger(other).view(None)
    cut = Ledger(store).view("2025-06-08")
    assert cut.entries == then.entries
    assert cut.assessment == then.assessment


def test_verdicts_come_with_the_states(ledger: Ledger) -> None:
    """Each state has its verdict, now and as known on a day."""
    for known in (None, "2025-06-06"):
        for found in ledger.state("2025-06-05", known):
            assert found.verdict is not None
            assert found.verdict.state == found.state


def test_an_entry_and_what_is_near_it(ledger: Ledger) -> None:
    """An entry is had by its id; a wrong id names the nearest ones; what is not known yet is not there."""
    assert len(ledger.entry("steel").claims) == 3
    assert len(ledger.entry("steel", "2025-06-06").claims) == 2
    with pytest.raises(UsageError, match="nearest: steel"):
        ledger.entry("steal")
    with pytest.raises(UsageError, match="no entry port fees"):
        ledger.entry("port fees", "2025-06-06")


def test_an_entry_that_got_another_id_is_found_by_its_old_one(store: Store) -> None:
    """When later news renames an entry, its old id leads to the entry that has its claims now."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    entries = [replace(e, id="steel-2025") if e.id == "steel" else e for e in store.entries()]
    made = Settlement(store.edges(), tuple(entries), Assessment((), ()))
    store.settle(made, at=NOW, versions=VERSIONS, through=store.last_reading())
    assert Ledger(store).entry("steel").id == "steel-2025"


def test_a_dispute_is_known_with_its_first_entry(store: Store) -> None:
    """The dispute that entries belong to is there as soon as one of them is, though it has no states."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    steel = store.entries()[-1]
    frame = replace(steel, id="us-china", kind="dispute", states=(), claims=(), joins=())
    made = Settlement(store.edges(), (*store.entries(), frame), Assessment((), ()))
    store.settle(made, at=NOW, versions=VERSIONS, through=store.last_reading())
    assert "us-china" in Ledger(store).view("2025-06-02").entries
    assert Ledger(store).view("2025-06-01").entries == {}


def test_timeline(ledger: Ledger) -> None:
    """States in the order in which they began, each with what was before it, within the days asked for."""
    events = [(e.day, e.entry.id, e.state.status, e.before and e.before.status) for e in ledger.timeline()]
    assert events == [
        ("2025-06-02", "chips", "threatened", None),
        ("2025-06-02", "steel", "announced", None),
        ("2025-06-05", "steel", "in force", "announced"),
        ("2025-06-09", "port fees", "announced", None),
        ("2025-06-09", "steel", "suspended", "in force"),
    ]
    assert [e.day for e in ledger.timeline("2025-06-05", "2025-06-08")] == ["2025-06-05"]
    assert len(ledger.timeline(known="2025-06-05")) == 3


def test_changes_since_a_day(ledger: Ledger) -> None:
    """What became known after one day and by another, each with what was believed before."""
    found = [
        (c.day, c.entry.id, c.before and c.before.status, c.after and c.after.status)
        for c in ledger.changes("2025-06-02", "2025-06-09")
    ]
    assert found == [
        ("2025-06-05", "steel", "announced", "in force"),
        ("2025-06-09", "port fees", None, "announced"),
        ("2025-06-09", "steel", "in force", "suspended"),
    ]
    assert ledger.changes("2025-06-09", "2025-06-30") == ()


def test_a_further_claim_for_the_same_is_no_change(store: Store) -> None:
    """A belief that is opened anew only because one more article says it is not news."""
    ledger = with_states(
        store,
        state("in force", "2025-05-14", known_to="2025-06-01", claims=("a",)),
        state("in force", "2025-05-14", known_from="2025-06-01", claims=("a", "b")),
    )
    assert ledger.changes("2025-05-20", "2025-06-30") == ()
    assert len(ledger.changes("2025-05-01", "2025-06-30")) == 1


def test_a_corrected_date_is_a_change(store: Store) -> None:
    """The same status from another day replaces the old belief; a belief given up has no successor."""
    ledger = with_states(
        store,
        state("signed", "2025-06-01", known_to="2025-06-05"),
        state("signed", "2025-06-03", known_from="2025-06-05", known_to="2025-06-10"),
    )
    corrected, dropped = ledger.changes("2025-06-01", "2025-06-30")
    assert corrected.before and corrected.before.valid_from == When("2025-06-01", None, "day")
    assert corrected.after and corrected.after.valid_from == When("2025-06-03", None, "day")
    assert (dropped.day, dropped.after) == ("2025-06-10", None)


def test_an_end_that_becomes_known_is_a_change(store: Store) -> None:
    """A state that is closed without another to follow it is told as one change."""
    ledger = with_states(
        store,
        state("in force", "2025-05-14", known_to="2025-06-05"),
        state("in force", "2025-05-14", known_from="2025-06-05", valid_to="2025-08-12"),
    )
    (change,) = ledger.changes("2025-06-01", "2025-06-30")
    assert change.after and change.after.valid_to == "2025-08-12"
    assert change.before and change.before.valid_to is None


def test_deadlines(store: Store) -> None:
    """What ends and what is still to begin, soonest first; after its day an end is overdue, not gone."""
    until = When("2025-08-11", "2025-08-20", "month")
    ledger = with_states(
        store,
        state("in force", "2025-05-14", until=until, valid_to="2025-11-10"),
        state("expired", "2025-11-10", known_from="2025-05-14", valid_to="2025-11-12"),
        state("raised", "2025-11-12", known_from="2025-05-14"),
    )
    due = [(d.when.start, d.what, d.state.status, d.overdue) for d in ledger.deadlines("2025-06-12")]
    assert due == [("2025-08-11", "ends", "in force", False), ("2025-11-12", "starts", "raised", False)]
    assert [d.overdue for d in ledger.deadlines("2025-08-20")] == [False, False]
    assert [d.overdue for d in ledger.deadlines("2025-08-21")] == [True, False]
    assert ledger.deadlines("2025-12-01") == ()


def test_a_deadline_of_its_own(store: Store) -> None:
    """An entry of the kind deadline falls due on its day, and is past afterwards."""
    pending = state("pending", "2025-06-01", valid_to="2025-07-10", known_from="2025-06-01")
    passed = state("passed", "2025-07-10", known_from="2025-06-01")
    when = When("2025-07-09", "2025-07-09", "day")
    ledger = with_states(store, pending, passed, kind="deadline", when=when)
    assert [(d.what, d.when.start) for d in ledger.deadlines("2025-07-09")] == [("due", "2025-07-09")]
    assert ledger.deadlines("2025-07-10") == ()


def test_a_state_past_its_end_is_lapsed(store: Store) -> None:
    """When its `until` has passed without word of what followed, the state stands, but marked."""
    until = When("2025-08-12", "2025-08-12", "day")
    ledger = with_states(store, state("suspended", "2025-05-14", until=until))
    assert [s.lapsed for day in ("2025-08-12", "2025-08-13") for s in ledger.state(day)] == [False, True]


def test_a_state_of_unsaid_beginning_holds(store: Store) -> None:
    """Where nobody says since when, it holds from the day of the first report, and not years before."""
    ledger = with_states(store, state("in force", None, known_from="2025-06-01"))
    assert standings(ledger, "2024-01-01") == {}
    assert standings(ledger, "2025-06-01") == {"truce": "in force"}
    assert ledger.timeline()[0].day == "2025-06-01"


def test_what_was_over_before_anyone_told_of_it_held_before_its_end(store: Store) -> None:
    """Told in June as what ended in May: it held in April, since before anyone says."""
    ledger = with_states(store, state("in force", None, valid_to="2025-05-12", known_from="2025-06-01"))
    assert standings(ledger, "2025-04-01") == {"truce": "in force"}
    assert standings(ledger, "2025-05-12") == {}


def test_disputes(ledger: Ledger) -> None:
    """A disagreement is there from the day on which its last needed side was published."""
    assert [d.entry for d in ledger.disputes("2025-06-09")] == ["steel"]
    assert ledger.disputes("2025-06-08") == ()
    assert ledger.disputes("2025-06-30", "2025-06-08") == ()


def test_from_an_entry_to_the_words(ledger: Ledger) -> None:
    """Every claim leads to its article, its page and the very characters that say it."""
    for claim in ledger.claims(ledger.entry("steel").claims):
        assert ledger.words(claim.support[0]) == claim.words
        article = ledger.article(claim.article)
        assert claim.words in article.text
        assert ledger.page_text(article.page) == ledger.page(article.page).text
    assert ledger.address(PAGES[1].id) == "2.txt"
    assert ledger.claim(claim.id) == claim


@pytest.mark.parametrize("what", ["claim", "article", "page", "entry"])
def test_what_is_not_held_is_an_error_in_one_line(ledger: Ledger, what: str) -> None:
    """Asking for an id that is not there is wrong use, and says so."""
    with pytest.raises(UsageError, match=f"there is no {what} nothing/0"):
        getattr(ledger, what)("nothing/0")


def test_a_ledger_is_a_snapshot(store: Store) -> None:
    """What is read into the store afterwards is seen by a new `Ledger` only, or by none `at` the old one."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    ledger = Ledger(store)
    late = toy("2025-06-12", "steel: lifted", title="Night", address="4.txt")
    flow.read_into(store, (), fetched=NOW, stages=stages([late]))
    assert standings(ledger, "2025-06-30")["steel"] == "suspended"
    assert standings(Ledger(store), "2025-06-30")["steel"] == "lifted"
    assert standings(Ledger(store, at=ledger.at), "2025-06-30")["steel"] == "suspended"


def test_a_page_without_a_date_counts_once_it_was_used(store: Store) -> None:
    """An undated claim is known from the day on which the ledger first relied on it."""
    undated = toy("undated", "steel: announced", address="0.txt")
    store.record([reading(undated)], at=NOW, versions=VERSIONS)
    claim = store.claims()[0]
    ledger = with_states(
        store, state("announced", "2025-06-05", claims=(claim.id,)), claims=(claim.id,), id="steel"
    )
    assert ledger.entry("steel", "2025-06-05").claims == (claim.id,)
    with pytest.raises(UsageError):
        ledger.entry("steel", "2025-06-04")
