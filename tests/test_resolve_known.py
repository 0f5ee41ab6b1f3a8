"""The two time axes, as invariants over generated claims: nothing without a claim, nothing overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from builders import article, claim, day, percent
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.model import Claim, Entry, EntryKind, State
from parley.resolve import at, resolve, retold
from parley.resolve import history as believing
from parley.resolve.days import interval, ordinal
from parley.resolve.entries import continued
from parley.resolve.events import Event
from parley.resolve.history import history
from parley.resolve.voices import Context, context, known_days

DAYS = st.integers(1, 28).map(lambda n: f"2025-06-{n:02d}")
CERTAINTIES = st.sampled_from(
    ["reported", "attributed", "planned", "conditional", "hedged", "denied", "anonymous"]
)
SPEAKERS = st.sampled_from([None, "Donald Trump", "Li Chenggang", "anonymous"])


@st.composite
def measures(draw: st.DrawFn) -> Claim:
    actions = [
        "considered",
        "threatened",
        "announced",
        "imposed",
        "raised",
        "suspended",
        "delayed",
        "lifted",
        "kept",
    ]
    return claim(
        "measure",
        draw(st.sampled_from(actions)),
        instrument="tariff",
        actors=("US",),
        targets=("CN",),
        article=f"{draw(st.sampled_from('abc'))}/0",
        known=draw(DAYS),
        on=draw(st.none() | DAYS),
        expires=draw(st.none() | DAYS),
        values=draw(st.sampled_from([(), (percent(10),), (percent(20), percent(10, "from"))])),
        certainty=draw(CERTAINTIES),
        speaker=draw(SPEAKERS),
    )


@st.composite
def deals(draw: st.DrawFn) -> Claim:
    actions = [
        "proposed",
        "agreed_in_principle",
        "awaiting_approval",
        "agreed",
        "signed",
        "extended",
        "rejected",
    ]
    return claim(
        "agreement",
        draw(st.sampled_from(actions)),
        article=f"{draw(st.sampled_from('abc'))}/0",
        known=draw(DAYS),
        on=draw(st.none() | DAYS),
        words=draw(st.sampled_from(["a truce", "a framework", "the deal", "to extend the truce"])),
        certainty=draw(CERTAINTIES),
        speaker=draw(SPEAKERS),
    )


@st.composite
def meetings(draw: st.DrawFn) -> Claim:
    return claim(
        "meeting",
        draw(st.sampled_from(["planned", "ongoing", "held", "cancelled"])),
        instrument="in_person",
        place=draw(st.sampled_from([None, "London", "Geneva"])),
        known=draw(DAYS),
        on=draw(st.none() | DAYS),
        certainty=draw(CERTAINTIES),
    )


CLAIMS = st.lists(measures() | deals() | meetings(), min_size=1, max_size=7, unique_by=lambda c: c.id)


def believed(entry: Entry, known: str) -> list[State]:
    found = [s for s in entry.states if s.known_from <= known and (s.known_to is None or known < s.known_to)]
    return sorted(found, key=lambda s: s.valid_from.start if s.valid_from else "")


@settings(max_examples=60, deadline=None)
@given(CLAIMS)
def test_no_state_stands_without_claims_that_were_known(claims: list[Claim]) -> None:
    """Every state names claims of its entry, all known on the day from which it was believed."""
    known = {c.id: c.known for c in claims}
    for entry in resolve(claims, (), ()):
        for state in entry.states:
            assert state.claims
            assert set(state.claims) <= set(entry.claims)
            assert all((known[key] or "") <= state.known_from for key in state.claims)


@settings(max_examples=60, deadline=None)
@given(CLAIMS)
def test_no_two_statuses_hold_at_once_as_known_on_any_day(claims: list[Claim]) -> None:
    """On the valid axis, as known on one day, each state ends where the next begins."""
    for entry in resolve(claims, (), ()):
        for known in {c.known for c in claims if c.known}:
            held = believed(entry, known)
            for before, after in pairwise(held):
                assert after.valid_from is not None
                assert before.valid_to == after.valid_from.start
            assert not held or held[-1].valid_to is None


@settings(max_examples=60, deadline=None)
@given(CLAIMS, DAYS)
def test_what_was_known_on_a_day_is_not_changed_by_later_claims(claims: list[Claim], cut: str) -> None:
    """Beliefs of a past day are the same whether or not later claims are in, for entries that later claims
    neither merged nor made (ids of such may differ)."""
    early = [c for c in claims if (c.known or "") <= cut]
    before = {frozenset(e.claims): e for e in resolve(early, (), ())}
    for entry in resolve(claims, (), ()):
        own = frozenset(key for key in entry.claims if key in {c.id for c in early})
        if own in before and entry.kind != "dispute":
            old = [_plain(s) for s in believed(before[own], cut)]
            assert [_plain(s) for s in believed(entry, cut)] == old


def _plain(state: State) -> tuple[object, ...]:
    return state.status, state.valid_from, state.valid_to, state.claims, state.rate, state.until


@settings(max_examples=40, deadline=None)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(claims: list[Claim], shuffle: object) -> None:
    """Entries, ids, joins and states are the same in any order."""
    mixed = list(claims)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert resolve(mixed, (), ()) == resolve(claims, (), ())


def test_all_permutations_of_a_small_set_agree() -> None:
    """The order does not matter where joins compete: every permutation gives the same entries."""
    claims = [
        claim("agreement", "agreed", on="2025-05-12", place="Geneva", words="a truce"),
        claim("agreement", "agreed_in_principle", on="2025-06-11", words="a framework"),
        claim("agreement", "awaiting_approval", words="the deal"),
        claim("agreement", "proposed", known="2025-06-09", words="a deal"),
    ]
    first = resolve(claims, (), ())
    assert all(resolve(list(order), (), ()) == first for order in permutations(claims))


@settings(max_examples=40, deadline=None)
@given(CLAIMS)
def test_ids_are_unique_and_every_claim_is_in_at_most_one_entry(claims: list[Claim]) -> None:
    """No id is used twice, and no claim counts for two entries."""
    found = resolve(claims, (), ())
    assert len({e.id for e in found}) == len(found)
    told = [key for e in found for key in e.claims]
    assert len(told) == len(set(told))


def test_a_belief_that_changes_is_closed_and_kept() -> None:
    """A later report closes the earlier belief on its day; the earlier one can still be asked for."""
    both = {"actors": ("US",), "targets": ("CN",), "instrument": "tariff"}
    found = resolve(
        (
            claim("measure", "threatened", known="2025-06-01", on="2025-06-01", **both),
            claim("measure", "imposed", known="2025-06-20", on="2025-06-10", article="b/0", **both),
        ),
        (),
        (),
    )
    entry = next(e for e in found if e.kind == "measure")
    assert {s.known_from for s in entry.states} == {"2025-06-01", "2025-06-20"}
    asked = [at(found, "2025-06-16", known)[entry.id] for known in ("2025-06-17", "2025-06-20", None)]
    assert [s.status if s else None for s in asked] == ["threatened", "in force", "in force"]


def test_word_without_a_date_is_of_no_later_meeting() -> None:
    """Talks spoken of in June are not those of October, though the same persons sit there."""
    both = {"instrument": "in_person", "people": ("He Lifeng", "Jamieson Greer")}
    autumn = claim(
        "meeting", "held", known="2025-10-26", on="2025-10-25", place="Oslo", article="b/0", **both
    )
    for action in ("planned", "ongoing", "held"):
        june = claim("meeting", action, known="2025-06-09", **both)
        assert len(resolve((june, autumn), (), ())) == 1 + 2  # with the dispute two rounds


def test_an_entry_is_called_by_what_was_known() -> None:
    """Before the place and the days of a round are told, it is a round without them."""
    plan = claim("meeting", "planned", known="2025-10-01", instrument="in_person", people=("He Lifeng",))
    place = claim(
        "meeting",
        "planned",
        known="2025-10-20",
        on=("2025-10-25", "2025-10-26"),
        place="Oslo",
        instrument="in_person",
        people=("He Lifeng", "Jamieson Greer"),
        article="b/0",
    )
    whole = [e for e in resolve((plan, place), (), ()) if e.kind == "round"]
    assert [(e.place, len(e.claims)) for e in whole] == [("Oslo", 2)]
    (then,) = retold(whole, (plan,), (), ())
    assert (then.id, then.place, then.when) == (whole[0].id, None, None)
    assert [name for name, _ in then.people] == ["He Lifeng"]
    assert "Oslo" not in then.name
    assert retold(whole, (plan, place), (), ()) == tuple(whole)


def test_a_claim_counts_from_the_day_its_page_tells() -> None:
    """Known: its own day, else the article's, else the latest day told, else the latest of all claims."""
    claims = (
        claim("statement", known="2025-06-20"),
        claim("statement", article="b/0", known=None),
        claim("meeting", "held", article="c/0", known=None, on="2025-06-09"),
        claim("measure", "raised", article="c/0", known=None, on=day("2021-01-20", "2025-01-20", "year")),
        claim("statement", article="d/0", known=None),
    )
    found = known_days(claims, (article("b", "2025-06-15T10:00+02:00"),))
    assert [found[c.id] for c in claims] == [
        "2025-06-20",
        "2025-06-15",
        "2025-06-09",
        "2025-06-09",
        "2025-06-20",
    ]


@given(st.dates(), st.integers(0, 400))
def test_intervals_of_days_keep_their_length(first: object, length: int) -> None:
    """An interval of a time has as many days as the time has."""
    from datetime import date, timedelta

    assert isinstance(first, date)
    if first.toordinal() + length < date.max.toordinal():
        when = day(first.isoformat(), (first + timedelta(days=length)).isoformat())
        assert interval(when).width == length + 1
        assert interval(when).first == ordinal(first.isoformat())


def begun(kind: EntryKind, claims: Sequence[Claim], about: Context) -> Entry:
    """An entry of some claims, with the states that they give."""
    states = history(kind, claims, about)
    return Entry(
        "x", kind, "x", "cn-us", ("US",), ("CN",), "tariff", (), None, states, tuple(c.id for c in claims), ()
    )


@settings(max_examples=150)
@given(st.lists(measures(), min_size=1, max_size=8) | st.lists(deals(), min_size=1, max_size=8), st.data())
def test_states_go_on_from_those_of_some_of_the_claims(told: list[Claim], data: st.DataObject) -> None:
    """What was believed before the first new claim was known is as it was; the rest all claims give."""
    claims = sorted({c.id: c for c in told}.values(), key=lambda c: c.id)
    some = data.draw(st.lists(st.sampled_from(claims), unique_by=lambda c: c.id))
    kind: EntryKind = "measure" if claims[0].kind == "measure" else "agreement"
    about = context(claims, (), ())
    whole = history(kind, claims, about)
    assert continued(kind, claims, about, begun(kind, some, about)) == whole
    assert continued(kind, claims[1:], about, begun(kind, claims, about)) == history(kind, claims[1:], about)


def test_days_before_the_first_new_claim_are_not_believed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of months of news that gains a claim of its last day is believed anew for that day alone."""
    told = [
        claim("measure", action, instrument="tariff", actors=("US",), targets=("CN",), known=known, on=known)
        for action, known in [
            ("announced", "2025-06-02"),
            ("imposed", "2025-06-09"),
            ("raised", "2025-06-16"),
            ("suspended", "2025-06-23"),
        ]
    ]
    about = context(told, (), ())
    before = begun("measure", told[:3], about)
    looked: list[int] = []
    once = believing.believed

    def believed(kind: EntryKind, known: Sequence[Event], of: Context) -> tuple[State, ...]:
        looked.append(len(known))
        return once(kind, known, of)

    monkeypatch.setattr(believing, "believed", believed)
    made = continued("measure", told, about, before)
    assert looked == [4]
    assert made == history("measure", told, about)
