"""Marks of articles: who has a word run first is found in one question, on either engine."""

from __future__ import annotations

from functools import partial

from parley.derive.marks import Marks, near
from parley.store import Store, kin

RUN, OTHER, NAME = -(2**62), 2**61, 2**40 + 1


def test_the_first_holders_of_each_run_up_to_a_place(store: Store) -> None:
    """At most so many for each run, none behind the place; a run that nobody has is left out."""
    held = [Marks(f"p{place}/0", place, (RUN,) if place % 2 else (RUN, OTHER), ()) for place in range(1, 8)]
    with store._engine.writing() as connection:
        kin.keep(connection, held)
        found = kin.Kin(connection).holders([RUN, OTHER, 77], until=5, most=3)
        assert {run: sorted(places) for run, places in found.items()} == {RUN: [1, 2, 3], OTHER: [2, 4]}
        assert kin.Kin(connection).holders([], until=5, most=3) == {}


def test_those_that_share_names_are_counted_within_their_days(store: Store) -> None:
    """Names are counted by place, from the first to the last, where there are enough of them."""
    names = tuple(NAME + 2 * n for n in range(5))
    held = [Marks(f"p{place}/0", place, (), names[:place]) for place in range(1, 6)]
    with store._engine.writing() as connection:
        kin.keep(connection, held)
        assert kin.Kin(connection).alike(names[:4], first=2, last=4, least=3) == {3: 3, 4: 4}


def test_names_are_found_across_the_days_of_articles_and_forgotten_with_them(store: Store) -> None:
    """Names are kept by days: those of other weeks are counted too, but not what lies beyond."""
    names = tuple(NAME + 2 * n for n in range(5))
    days = {"p1/0": 20_000, "p2/0": 20_009, "p3/0": 20_010, "p4/0": 20_011}
    held = {key: Marks(key, (day << 47) + 7, (RUN,), names) for key, day in days.items()}
    with store._engine.writing() as connection:
        kin.keep(connection, held.values())
        first, last = near(held["p1/0"].place, 10)
        alike = partial(kin.Kin(connection).alike, names, first, last, least=5)
        assert alike() == {held[key].place: 5 for key in ("p1/0", "p2/0", "p3/0")}
        kin.forget(connection, [held["p2/0"]])
        assert alike() == {held[key].place: 5 for key in ("p1/0", "p3/0")}
        assert kin.Kin(connection).later([RUN], held["p3/0"].place) == {held["p4/0"].place}
