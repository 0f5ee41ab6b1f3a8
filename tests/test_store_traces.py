"""Traces: references are found by their keys, and putting others in their place leaves nothing of the old."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.store import Store, traces

REFS = ("block:a", "block:b", "claim:a", "entry:x")
KEYS = tuple(("offer", key) for key in "pqrs")
KEPT = st.dictionaries(st.sampled_from(REFS), st.sets(st.sampled_from(KEYS)), max_size=4)


def kept_under(store: Store) -> dict[str, set[str]]:
    """The keys of the offers under which each reference is found."""
    with store._engine.connect() as connection:
        by_key = traces.by_key(connection, "offer", [key for _, key in KEYS])
    return {ref: {key for key, refs in by_key.items() if ref in refs} for ref in REFS}


def put(store: Store, gone: set[str], kept: dict[str, set[tuple[str, str]]]) -> None:
    with store._engine.writing() as connection:
        traces.replace(connection, gone, kept)


def test_a_reference_that_keeps_some_of_its_keys_loses_the_others(store: Store) -> None:
    """What is kept is found under its new keys alone; other references stay as they are."""
    put(store, set(), {"block:a": {KEYS[0], KEYS[1]}, "block:b": {KEYS[1]}})
    put(store, set(), {"block:a": {KEYS[1], KEYS[2]}})
    found = kept_under(store)
    assert found["block:a"] == {"q", "r"}
    assert found["block:b"] == {"q"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sets(st.sampled_from(REFS)), KEPT), min_size=1, max_size=4))
def test_what_is_kept_is_what_the_last_word_on_each_reference_was(
    store: Store, steps: list[tuple[set[str], dict[str, set[tuple[str, str]]]]]
) -> None:
    """Whatever was kept before, a reference has the keys that it was given last, or none."""
    with store._engine.writing() as connection:
        traces.clear(connection)
    told: dict[str, set[str]] = {ref: set() for ref in REFS}
    for gone, kept in steps:
        put(store, gone, kept)
        told |= {ref: set() for ref in gone}
        told |= {ref: {key for _, key in keys} for ref, keys in kept.items()}
    assert kept_under(store) == told
