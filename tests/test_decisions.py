"""What a person decides about entries: it holds, outlives a re-reading, can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import article, claim, percent
from ledger_builders import NOW
from test_settling import plain, record

from parley import closing, decisions
from parley.errors import UsageError
from parley.model import Claim, Person
from parley.settling import whole
from parley.store import Store

BY = Person("2025-07-01T09:00:00+00:00", "Maria", "one levy")


def tariff(page: str, rate: float, good: str, on: str = "2025-05-12") -> Claim:
    return claim(
        "measure", "imposed", article=f"{page}/0", instrument="tariff", actors=("US",), targets=("CN",),
        goods=(good,), values=(percent(rate),), on=on, words=f"Tariffs of {rate:g} % on {good}.",
    )  # fmt: skip


STEEL, TIN, MORE = tariff("a", 25, "steel"), tariff("b", 40, "tin"), tariff("c", 25, "steel")


@pytest.fixture(autouse=True)
def two_measures(store: Store) -> None:
    """Two measures: one told by one page, one by another."""
    record(store, [(article("a", "2025-06-11"), (STEEL,)), (article("b", "2025-06-11"), (TIN,))])


def measures(store: Store) -> dict[str, set[str]]:
    return {e.id: set(e.claims) for e in store.entries() if e.kind == "measure"}


def join_both(store: Store) -> tuple[str, ...]:
    one, other = measures(store)
    return decisions.join(store, one, other, BY)


def test_entries_that_a_person_joins_are_one(store: Store) -> None:
    """Though goods and rates keep them apart; the joins say that a person did it."""
    assert len(join_both(store)) == 1
    (entry,) = [e for e in store.entries() if e.kind == "measure"]
    assert set(entry.claims) == {STEEL.id, TIN.id}
    assert {why for _, why in entry.joins} == {"joined by a person"}


def test_a_decision_outlives_more_news_and_a_settling_of_everything(store: Store) -> None:
    """A later page that joins one of them joins the whole, and so it is when all is made anew."""
    join_both(store)
    record(store, [(article("c", "2025-06-12"), (MORE,))])
    assert list(measures(store).values()) == [{STEEL.id, TIN.id, MORE.id}]
    anew = whole(store.claims(), store.articles(), (), closing.standing(store))[0]
    assert plain(store.entries()) == plain(anew)


def test_claims_that_a_person_sets_apart_are_two_entries(store: Store) -> None:
    """Though every reason joins them; undone, they are one again."""
    record(store, [(article("c", "2025-06-12"), (MORE,))])
    both = next(key for key, claims in measures(store).items() if len(claims) == 2)
    found = decisions.separate(store, both, [MORE.id[:8]], BY)
    assert len(found) == 2
    assert {frozenset(c) for c in measures(store).values()} == {
        frozenset({STEEL.id}), frozenset({MORE.id}), frozenset({TIN.id})
    }  # fmt: skip
    joins = {claim: why for e in store.entries() for claim, why in e.joins}
    assert joins[STEEL.id] == joins[MORE.id] == "set apart by a person"
    assert joins[TIN.id] == "first mention"
    assert decisions.undo(store, 1, BY) == (both,)
    assert {STEEL.id, MORE.id} in measures(store).values()


def test_every_decision_stays_in_the_books(store: Store) -> None:
    """Who, when, why, what came of it; what was taken back is there and says so."""
    join_both(store)
    decisions.undo(store, 1, Person("2025-07-02T09:00:00+00:00", "Ivo"))
    (line,) = decisions.listed(store)
    assert line.startswith("1  2025-07-01  Maria joined 1 and 1 claims: one levy (taken back)")
    assert all(key in line for key in measures(store))
    assert len(measures(store)) == 2


def test_what_cannot_be_decided_is_one_line(store: Store) -> None:
    """Another kind, one entry twice, a claim of another entry, all claims, no such decision."""
    met = claim("meeting", "held", place="London", on="2025-06-09", article="d/0")
    record(store, [(article("d", "2025-06-12"), (met,))])
    one, other = measures(store)
    talks = next(e.id for e in store.entries() if e.kind == "round")
    cases: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: decisions.join(store, one, talks, BY), "of kind"),
        (lambda: decisions.join(store, one, one, BY), "one entry already"),
        (lambda: decisions.separate(store, one, [next(iter(measures(store)[other]))], BY), "no such claim"),
        (lambda: decisions.separate(store, one, list(measures(store)[one]), BY), "all claims"),
        (lambda: decisions.undo(store, 7, BY), "nobody decided"),
    )
    for wrong, words in cases:
        with pytest.raises(UsageError, match=words):
            wrong()
    assert store.decisions() == ()


def test_now_is_when_it_was_settled(store: Store) -> None:
    """A decision is a settling of its own: the ledger as it was before it can still be read."""
    before = store.last_recording()
    join_both(store)
    assert store.recordings()[-1].at == BY.at != NOW
    assert len([e for e in store.entries(before) if e.kind == "measure"]) == 2
