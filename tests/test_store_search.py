"""Search follows what is held, on each engine: words, phrases, filters, marks, pages, what is retracted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_builders import NOW, VERSIONS, reading, settlement, toy

from parley.model import Page
from parley.store import PageReading, Store, Wanted
from parley.store.search import catch_up

MONDAY = toy("2025-06-09", "steel tariffs: announced", "chips: threatened")
TUESDAY = toy("2025-06-10", "steel tariffs: imposed", "port fees: announced", address="desk/b.txt")


def told(page: Page) -> PageReading:
    """The toy reading with the party that acts and an outlet, which toy pages do not give."""
    made = reading(page)
    claims = tuple(replace(c, actors=("BR",), speaker="Wang Wentao") for c in made.claims)
    return PageReading(page, tuple(replace(a, outlet="Quay Gazette") for a in made.articles), claims)


@pytest.fixture
def filled(store: Store) -> Store:
    """Two pages, recorded and settled."""
    store.record([told(MONDAY), told(TUESDAY)], at=NOW, versions=VERSIONS)
    made = settlement(MONDAY, TUESDAY)
    assert store.settle(made, at=NOW, versions=VERSIONS, through=store.last_reading())
    return store


def found(store: Store, words: str = "", **given: str) -> list[str]:
    return sorted("".join(p for p, _ in hit.pieces) for hit in store.search(Wanted(words, **given), 50)[1])  # type: ignore[arg-type]


def test_all_words_must_stand_and_word_forms_are_one(filled: Store) -> None:
    """`tariff` finds `tariffs`; a word more finds less."""
    both = found(filled, "tariff", shelf="claim")
    assert len(both) == 2 and all("steel tariffs" in words for words in both)
    assert found(filled, "tariff imposed", shelf="claim") == [w for w in both if "imposed" in w]
    assert found(filled, "tariff walnuts") == []


def test_phrases_beginnings_and_what_must_not_stand(filled: Store) -> None:
    """Quotation marks keep words together, a star leaves the end open, a minus leaves out."""
    assert found(filled, '"port fees"', shelf="claim")
    assert found(filled, '"fees port"') == []
    assert found(filled, "thr*", shelf="claim") == found(filled, "chips", shelf="claim")
    assert all("imposed" not in w for w in found(filled, "steel -imposed", shelf="claim"))


@pytest.mark.parametrize(
    "words", ['"', "-", "*", "a AND (b", "NEAR(", "words:steel", "'; DROP TABLE finds", "\x00"]
)
def test_nothing_that_is_typed_is_a_command(filled: Store, words: str) -> None:
    """What looks like a query of the engine is looked for as words, or is nothing."""
    assert filled.search(Wanted(words), 5)[0] == 0


def test_filters_narrow_also_without_words(filled: Store) -> None:
    """By party, outlet, speaker, shelf and period; case does not matter."""
    assert len(found(filled, party="BR")) == 4
    assert len(found(filled, outlet="quay gazette")) == 4
    assert len(found(filled, speaker="wang wentao", since="2025-06-10")) == 2
    assert len(found(filled, party="BR", until="2025-06-09")) == 2
    assert found(filled, party="AU") == []
    assert {hit.shelf for hit in filled.search(Wanted(shelf="entry"), 9)[1]} == {"entry"}


def test_claims_are_narrowed_by_the_entry_they_are_about(filled: Store) -> None:
    """The status is that of the entry now, on all claims of it."""
    entry = next(e for e in filled.entries() if "Steel" in e.name)
    status = entry.states[-1].status
    words = found(filled, dispute=entry.dispute, status=status, shelf="claim")
    assert {c.words for c in filled.claims() if c.id in entry.claims} <= set(words)


def test_hits_are_marked(filled: Store) -> None:
    """Only the words that were asked for; together the pieces are the whole text."""
    (hit,) = filled.search(Wanted("chip", shelf="claim"), 5)[1]
    assert [piece for piece, marked in hit.pieces if marked] == ["chips"]
    assert any(c.words == "".join(p for p, _ in hit.pieces) for c in filled.claims())


def test_pages_do_not_overlap_and_the_newest_come_first_where_asked(filled: Store) -> None:
    """A second page goes on where the first ended; the count is of all."""
    wanted = Wanted(party="BR", order="newest")
    total, first = filled.search(wanted, 3)
    _, second = filled.search(wanted, 3, 3)
    assert (total, len(first), len(second)) == (4, 3, 1)
    assert len({h.id for h in (*first, *second)}) == 4
    days = [h.day for h in (*first, *second)]
    assert days == sorted(days, reverse=True)


def test_what_is_retracted_is_not_found(filled: Store) -> None:
    """A page whose claims are gone is searched in vain, as soon as that is written."""
    gone = PageReading(MONDAY, (), ())
    filled.record([gone], at=NOW, versions=VERSIONS)
    assert found(filled, "chips", shelf="claim") == []
    assert found(filled, "imposed", shelf="claim")


def test_an_index_made_step_by_step_is_the_one_made_at_once(store: Store) -> None:
    """Page by page, settled each time, or all anew: the same rows."""
    for n, page in enumerate((MONDAY, TUESDAY), 1):
        store.record([told(page)], at=NOW, versions=VERSIONS)
        made = settlement(*(MONDAY, TUESDAY)[:n])
        store.settle(made, at=NOW, versions=VERSIONS, through=store.last_reading())
    before = rows(store)
    with store._engine.writing() as connection:
        for ref in [ref for ref, *_ in before]:
            connection.run("DELETE FROM finds WHERE ref = :ref", {"ref": ref})
        connection.run("DELETE FROM searched", {})
        catch_up(connection)
    assert rows(store) == before


def rows(store: Store) -> list[tuple[object, ...]]:
    with store._engine.connect() as connection:
        found = connection.named("SELECT * FROM finds", {})
        return sorted(tuple(v for k, v in row.items() if k != "id") for row in found)


def test_outlets_and_speakers_are_counted(filled: Store) -> None:
    """For a form that narrows by them."""
    ((name, count, _),) = filled.tellers("outlet")
    assert (name, count) == ("Quay Gazette", 4)
    ((name, count, claim),) = filled.tellers("speaker")
    assert (name, count) == ("Wang Wentao", 4)
    assert claim in {c.id for c in filled.claims()}
