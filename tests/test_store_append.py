"""The ledger only grows: what is held changes by appended rows, and every earlier state can be read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ledger_builders import NOW, VERSIONS, page, reading, settlement, toy
from sqlalchemy import Table, select
from sqlalchemy.exc import DBAPIError

from parley.errors import LedgerError
from parley.model import Assessment, Page
from parley.store import PageReading, Settlement, Store, Versions, open_store
from parley.store.engine import open_engine
from parley.store.history import held as held_query
from parley.store.schema import APPEND_ONLY
from parley.store.statements import Engine

MONDAY = toy("2025-06-09", "steel: announced", "chips: threatened")
TUESDAY = toy("2025-06-10", "steel: imposed", address="desk/b.txt")
THURSDAY = toy("2025-06-12", "steel: suspended", "port fees: announced", address="desk/c.txt")


def record(store: Store, *pages: Page) -> None:
    store.record([reading(p) for p in pages], at=NOW, versions=VERSIONS)


def settle(store: Store, *pages: Page) -> bool:
    through = store.last_reading()
    return store.settle(settlement(*pages), at=NOW, versions=VERSIONS, through=through)


def held(store: Store, at: int | None = None) -> Settlement:
    return Settlement(store.edges(at), store.entries(at), store.assessment(at))


def test_pages_articles_and_claims_come_back_as_they_were(store: Store) -> None:
    """What is read from the ledger equals what was put into it."""
    record(store, MONDAY, TUESDAY)
    assert sorted(store.pages(), key=lambda p: p.address) == [MONDAY, TUESDAY]
    assert {a.id: a for a in store.articles()} == {
        a.id: a for p in (MONDAY, TUESDAY) for a in reading(p).articles
    }
    assert store.claims() == tuple(c for p in (MONDAY, TUESDAY) for c in reading(p).claims)
    assert store.page("0" * 64) is None


def test_what_is_asked_again_in_one_transaction_is_what_it_was(store: Store) -> None:
    """Articles and claims are read once, whichever are asked for beside them; the next one sees more."""
    record(store, MONDAY)
    pages = {p.id: reading(p) for p in (MONDAY, TUESDAY)}
    both = [a.id for made in pages.values() for a in made.articles]
    with store.reading() as part:
        for _ in range(2):
            assert part.articles_on(pages) == pages[MONDAY.id].articles
            assert part.claims_on(both) == part.claims_on(both[:1]) == pages[MONDAY.id].claims
    record(store, TUESDAY)
    with store.reading() as part:
        assert {*part.articles_on(pages)} == {a for made in pages.values() for a in made.articles}
        assert {*part.claims_on(both)} == {c for made in pages.values() for c in made.claims}


def test_the_ledger_held_equals_a_replay(store: Store) -> None:
    """Settling page by page leaves the same edges, entries and verdicts as computing all of them at once."""
    pages: list[Page] = []
    for one in (MONDAY, TUESDAY, THURSDAY):
        pages.append(one)
        record(store, one)
        assert settle(store, *pages)
    assert held(store) == settlement(*pages)


def test_the_order_of_reading_does_not_matter(store: Store) -> None:
    """Pages that come in another order give the same ledger."""
    pages = (THURSDAY, MONDAY, TUESDAY)
    for n, one in enumerate(pages, 1):
        record(store, one)
        settle(store, *pages[:n])
    assert held(store) == settlement(MONDAY, TUESDAY, THURSDAY)


def test_reading_the_same_page_twice_changes_nothing(store: Store) -> None:
    """No table of the ledger gets a row when the same pages are recorded and settled again."""
    record(store, MONDAY, TUESDAY)
    settle(store, MONDAY, TUESDAY)
    before = store.counts()
    record(store, MONDAY, TUESDAY)
    assert store.settled(VERSIONS)
    assert store.counts() == before


def test_what_is_no_longer_held_is_closed_by_a_row(store: Store) -> None:
    """A later reading of the page without one of its claims retracts that claim, and keeps its row."""
    record(store, MONDAY)
    first = store.last_recording()
    kept, lost = reading(MONDAY).claims
    smaller = PageReading(MONDAY, reading(MONDAY).articles, (kept,))
    store.record([smaller], at=NOW, versions=VERSIONS)
    assert store.claims() == (kept,)
    assert store.claims(first) == (kept, lost)
    assert store.claims_named([lost.id]) == ()
    assert store.claims_named([lost.id], first) == (lost,)
    assert store.counts()["claims"] == 2
    assert store.counts()["history"] == 4  # an article and two claims asserted, one retracted


def test_a_claim_that_comes_back_is_asserted_again(store: Store) -> None:
    """Held, retracted, held, retracted: one fact, and it is held now as it was at each recording."""
    whole = reading(MONDAY)
    bare = replace(whole, claims=())
    ids = [claim.id for claim in whole.claims]
    for number, one in enumerate((whole, bare, whole, bare), 1):
        store.record([one], at=NOW, versions=VERSIONS)
        assert store.claims() == store.claims_named(ids) == one.claims
        assert store.claims_and_pages(ids, number, ())[0] == one.claims
    assert [len(store.claims(n)) for n in (1, 2, 3, 4)] == [2, 0, 2, 0]
    assert store.claims_and_pages(ids, 3, ()) == (whole.claims, whole.articles, {MONDAY.id: MONDAY.address})
    assert store.claims_and_pages(ids, 1, [MONDAY.id]) == (whole.claims, (), {})
    assert store.counts()["claims"] == 2


def test_whether_a_fact_is_held_is_asked_of_the_retracted_ones(tmp_path: Path) -> None:
    """A file looks into the index of what was noted after a fact's first note, which is small."""
    with open_store(tmp_path / "ledger.db") as store, store._engine.connect() as connection:
        plan = [row[3] for row in connection.rows(f"EXPLAIN QUERY PLAN {held_query('claims', 'id')}", {})]
    assert any("history_later" in step for step in plan), plan


def test_each_earlier_ledger_can_be_read(store: Store) -> None:
    """The entries as each settling left them are there beside the present ones."""
    record(store, MONDAY)
    settle(store, MONDAY)
    then = store.last_recording()
    record(store, TUESDAY)
    settle(store, MONDAY, TUESDAY)
    assert held(store, then) == settlement(MONDAY)
    assert held(store) == settlement(MONDAY, TUESDAY)
    assert held(store, 0) == Settlement((), (), Assessment((), ()))


def test_an_unrelated_entry_gets_no_rows(store: Store) -> None:
    """News about one measure appends nothing for the others."""
    record(store, MONDAY)
    settle(store, MONDAY)
    before = store.counts()
    record(store, TUESDAY)
    settle(store, MONDAY, TUESDAY)
    after = store.counts()
    assert after["entries"] == before["entries"]
    assert after["joins"] == before["joins"] + 1
    assert after["states"] == before["states"] + 3  # the old one's belief closed, its end, the new one


def test_a_settlement_made_from_less_is_refused(store: Store) -> None:
    """When a page came in after the ledger was computed, the result is not written over the newer ledger."""
    record(store, MONDAY)
    through = store.last_reading()
    record(store, TUESDAY)
    assert settle(store, MONDAY, TUESDAY)
    assert not store.settle(settlement(MONDAY), at=NOW, versions=VERSIONS, through=through)
    assert held(store) == settlement(MONDAY, TUESDAY)


def test_settled_or_not(store: Store) -> None:
    """A ledger is unsettled after a new page, and for a program or lexicon of another version."""
    assert store.settled(VERSIONS)
    record(store, MONDAY)
    assert not store.settled(VERSIONS)
    settle(store, MONDAY)
    assert store.settled(VERSIONS)
    assert store.settled(Versions("1.0", "lexicon-a", "another model"))
    assert not store.settled(Versions("1.0", "lexicon-b", "model-a"))
    assert not store.settled(Versions("1.1", "lexicon-a", "model-a"))


def test_each_write_leaves_a_note(store: Store) -> None:
    """A recording says when, by which versions, and for a settling through which reading."""
    record(store, MONDAY)
    settle(store, MONDAY)
    read, settled = store.recordings()
    assert (read.stage, read.at, read.versions, read.through) == ("read", NOW, VERSIONS, None)
    assert (settled.stage, settled.through) == ("settle", read.id)


def test_a_date_given_later_counts(store: Store) -> None:
    """The same bytes with a date from the user are new; the last date given is the page's."""
    bare = page("Undated notice\nundated\nsteel: announced")
    record(store, bare)
    assert store.has_page(bare.id)
    assert not store.has_page(bare.id, "2025-06-10")
    record(store, replace(bare, given_date="2025-06-10"))
    assert store.has_page(bare.id, "2025-06-10")
    assert store.has_page(bare.id)
    assert [p.given_date for p in store.pages()] == ["2025-06-10"]
    assert [c.known for c in store.claims()] == ["2025-06-10"]


def test_text_that_is_not_the_decoded_bytes_is_kept(store: Store) -> None:
    """Where the text cannot be had from the bytes by their encoding, it is stored beside them."""
    odd = Page("f" * 64, "mail/odd\udcff.txt", NOW, b"caf\xe9", "café", "utf-8", "text/plain")
    store.record([PageReading(odd, (), ())], at=NOW, versions=VERSIONS)
    found = store.page(odd.id)
    assert found is not None
    assert (found.text, found.raw) == ("café", b"caf\xe9")
    assert found.address == "mail/odd\\udcff.txt"


def test_no_row_can_be_changed_or_deleted(store: Store) -> None:
    """The engine itself refuses to change, delete or replace rows of every table of the ledger."""
    record(store, MONDAY, TUESDAY, replace(THURSDAY, given_date="2025-06-12"))
    settle(store, MONDAY, TUESDAY, THURSDAY)
    store.close()
    made = open_engine(store.place, create=False)
    with made.writing() as connection:
        for statement in (
            "INSERT INTO links VALUES (1, 'h', 'steel', 0, 'part_of', 'chips', '{}')",
            "INSERT INTO decisions VALUES (1, '2025-06-10', 'ada', 'confirm', 'steel', NULL, NULL)",
            "INSERT INTO stories VALUES (1, 'h', 'steel-talks', 'steel', 0, '{}')",
            "INSERT INTO groupings VALUES (1, '2025-06-10', 'ada', 'merge', 'story', '[]', '[]', NULL)",
        ):
            connection.run(statement, {})
    for table in APPEND_ONLY:
        _refuses_change(made, table)
    made.dispose()


def _refuses_change(made: Engine, table: Table) -> None:
    column, query = list(table.columns)[-1].name, select(table)
    with made.core(writes=False) as connection:
        before = connection.execute(query).all()
        engine = connection.dialect.name
    assert before
    replacing = (f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",)
    truncating = (f"TRUNCATE {table} CASCADE",)
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        *(replacing if engine == "sqlite" else truncating),
    ):
        with pytest.raises(DBAPIError, match="append-only"), made.core(writes=True) as connection:
            connection.exec_driver_sql(statement)
    with made.core(writes=False) as connection:
        assert connection.execute(query).all() == before


def test_parses_are_cached_across_openings(store: Store) -> None:
    """What the parser put into the cache is there when the ledger is opened again; a key keeps its tree."""
    store.cache.keep({"one": b"tree"})
    assert store.cache.known(["one", "two"]) == {"one": b"tree"}
    record(store, MONDAY)
    assert store.cache.waiting == 0
    store.cache.keep({"two": b"bush"})
    store.close()
    with open_store(store.place) as again:
        assert again.cache.known(["two", "one", "three"]) == {"one": b"tree", "two": b"bush"}
        again.cache.keep({"one": b"hedge"})
    with open_store(store.place) as again:
        assert again.cache.known(["one"]) == {"one": b"tree"}


def test_more_parses_than_a_query_holds_are_found(store: Store) -> None:
    """A long text asks for thousands of sentences at once."""
    many = {f"key {n}": bytes([n % 256]) for n in range(3000)}
    store.cache.keep(many)
    store.close()
    with open_store(store.place) as again:
        assert again.cache.known([*many, "another"]) == many


def test_a_write_that_fails_leaves_the_ledger_as_it_was(store: Store) -> None:
    """A batch is all or nothing: a bad page at its end takes the good ones with it, and nothing before."""
    record(store, MONDAY)
    before = store.counts()
    orphan = replace(reading(TUESDAY), claims=(replace(reading(TUESDAY).claims[0], article="nopage/0"),))
    with pytest.raises(LedgerError):
        store.record([reading(THURSDAY), orphan], at=NOW, versions=VERSIONS)
    assert store.counts() == before
    assert store.claims() == reading(MONDAY).claims
