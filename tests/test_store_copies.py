"""Copies of a ledger: backup and restore, from one engine to the other, migrations that die on the way."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ledger_builders import NOW, VERSIONS, new_ledger, reading, settlement, stages, toy, unnumbered
from postgres_server import Server
from sqlalchemy import Connection, Engine, event, text

from parley import cli, flow
from parley.errors import LedgerError
from parley.outbox import Message, Outbox
from parley.sources import Register, State
from parley.store import Place, Settlement, Store, carry, copies, migrate, open_store, place_of, sqlite
from parley.store.engine import open_engine
from parley.store.revisions import HEAD, REVISIONS

PAGES = [
    toy("2025-06-09", "steel: announced", "chips: threatened", address="a.txt"),
    toy("2025-06-10", "steel: imposed", address="b.txt"),
    replace(toy("undated", "tin: announced", address="c.txt"), given_date="2025-06-11"),
]


@pytest.fixture
def store(store: Store) -> Store:
    """On each engine a ledger with pages, settled, with a decision and a parse that is kept."""
    flow.read_into(store, (), fetched=NOW, stages=stages(PAGES))
    store.undo(1, at=NOW, who="ada", note=None)
    store.cache.keep({"a sentence": b"\x00\xff tree"})
    store.close()
    return store


def held(place: Place) -> Settlement:
    with open_store(place, create=False) as found:
        assert found.check() == ()
        return Settlement(found.edges(), found.entries(), found.assessment())


def hash_of(place: Place) -> str:
    made = open_engine(place, create=False)
    with made.core(writes=False) as connection:
        found = carry.hash_of(connection)
    made.dispose()
    return found


@pytest.fixture
def other(store: Store, tmp_path: Path, postgres: Server) -> Place:
    """An empty place on the other engine."""
    return Place(tmp_path / "other.db") if store.place.url else place_of(postgres.new())


def test_everything_goes_from_one_engine_to_the_other_and_back(
    store: Store, other: Place, tmp_path: Path
) -> None:
    """The hash is the same on each engine, the answers are, and the next page is worked in as ever."""
    told = copies.export(store.place, tmp_path / "one")
    assert copies.take_in(other, tmp_path / "one") == told == hash_of(other) == hash_of(store.place)
    assert copies.export(other, tmp_path / "two") == told
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert held(other) == settlement(*PAGES)
    more = toy("2025-06-12", "steel: lifted", address="d.txt")
    with open_store(other) as found:
        assert [p.given_date for p in found.pages()].count("2025-06-11") == 1
        assert found.cache.known(["a sentence"]) == {"a sentence": b"\x00\xff tree"}
        assert flow.read_into(found, (), fetched=NOW, stages=stages([*PAGES, more])).pages == 1
    assert held(other) == settlement(*PAGES, more)


@pytest.mark.parametrize("damage", ["cut", "flipped", "other row", "none"])
def test_a_damaged_export_changes_nothing(damage: str, store: Store, other: Place, tmp_path: Path) -> None:
    """Whatever is wrong with the file, nothing of it is imported, and the line says so."""
    path = tmp_path / "one"
    copies.export(store.place, path)
    raw = path.read_bytes()
    plain = gzip.decompress(raw)
    damaged = {
        "cut": raw[: len(raw) * 2 // 3],
        "flipped": raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 0x40]) + raw[len(raw) // 2 + 1 :],
        "other row": gzip.compress(plain.replace(b"announced", b"withdrawn", 1)),
        "none": b"no export at all",
    }
    path.write_bytes(damaged[damage])
    with pytest.raises(LedgerError, match=r"damaged.*nothing was imported|no export"):
        copies.take_in(other, path)
    if other.url is None:
        assert not other.path.exists()
    else:
        with open_store(other) as found:
            assert set(found.counts().values()) == {0}


def test_only_an_empty_ledger_takes_an_export(store: Store, tmp_path: Path) -> None:
    """What a ledger holds is not touched; an export of a newer program is refused."""
    before = hash_of(store.place)
    copies.export(store.place, tmp_path / "one")
    with pytest.raises(LedgerError, match="not empty"):
        copies.take_in(store.place, tmp_path / "one")
    newer = gzip.decompress((tmp_path / "one").read_bytes()).replace(HEAD.encode(), b"0999", 1)
    (tmp_path / "newer").write_bytes(gzip.compress(newer))
    with pytest.raises(LedgerError, match=r"schema 0999.*update Parley"):
        copies.take_in(Place(tmp_path / "new.db"), tmp_path / "newer")
    assert hash_of(store.place) == before
    with pytest.raises(LedgerError, match="there is a file already"):
        copies.export(store.place, tmp_path / "one")


def test_a_backup_is_put_back(tmp_path: Path) -> None:
    """What lies beside the ledger comes along; what was there before the restoring is set aside."""
    with new_ledger(tmp_path) as opened:
        place = opened.place
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES[:1]))
        with sqlite3.connect(place.beside(".outbox")) as outbox:
            outbox.execute("create table sent (id)")
        copies.backup(place, tmp_path / "kept.db")  # while the ledger is open
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES))
    later = hash_of(place)
    place.beside(".outbox").unlink()
    aside = copies.restore(place, tmp_path / "kept.db")
    assert held(place) == settlement(PAGES[0])
    assert aside is not None and hash_of(Place(aside)) == later
    with sqlite3.connect(place.beside(".outbox")) as outbox:
        assert outbox.execute("select count(*) from sent").fetchone() == (0,)


def test_a_backup_of_either_engine_is_restored_on_either(store: Store, other: Place, tmp_path: Path) -> None:
    """A database on a server is backed up as an export; both forms go into both engines."""
    copies.backup(store.place, tmp_path / "kept")
    copies.restore(other, tmp_path / "kept")
    assert hash_of(other) == hash_of(store.place)


@pytest.mark.parametrize("way", ["backup and restore", "export and import"])
def test_what_lies_beside_a_ledger_comes_along_on_either_engine(
    way: str, store: Store, other: Place, tmp_path: Path
) -> None:
    """How sources stand and which alerts were sent are files on either engine, and go with every copy."""
    source = State("https://example.org/a").failed("answered 500", datetime(2025, 6, 12, tzinfo=UTC), 60)
    Register(store.place.beside(".sources")).keep(source)
    message = Message("m1", "slack:desk", "tin", "2025-06-10", "Tin: imposed", "Tin is dearer.", "tin")
    Outbox(store.place.beside(".outbox")).put([message])
    kept = tmp_path / "kept"
    if way == "backup and restore":
        copies.backup(store.place, kept)
        copies.restore(other, kept)
    else:
        copies.export(store.place, kept)
        copies.take_in(other, kept)
    assert hash_of(other) == hash_of(store.place)
    assert Register(other.beside(".sources")).all() == (source,)
    assert Outbox(other.beside(".outbox")).messages() == (message,)


@pytest.mark.parametrize("copy", [copies.backup, copies.export])
def test_a_copy_made_while_a_watch_reads_marks_no_page_that_it_lacks(
    copy: Callable[[Place, Path], object], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is stored, marked and sent between its files: nothing is missed, nothing sent twice."""
    number = iter(range(100))

    def goes_on() -> None:
        """A page is stored, its source marked, an alert of it sent."""
        own = f"https://example.org/{next(number)}"
        with open_store(store.place) as opened:
            opened.record([reading(toy("2025-06-12", f"{own}: set", address=own))], at=NOW, versions=VERSIONS)
        Register(store.place.beside(".sources")).keep(State(own, tag="held"))
        Outbox(store.place.beside(".outbox")).put(
            [Message(own, "slack:desk", "a", "2025-06-12", "", "", own)]
        )

    for module, name in ((sqlite, "copy"), (carry, "dump")):
        inner = getattr(module, name)

        def around(*given: object, inner: Callable[..., object] = inner) -> object:
            goes_on()
            return inner(*given)

        monkeypatch.setattr(module, name, around)
    goes_on()
    copy(store.place, tmp_path / "kept")
    monkeypatch.undo()
    made = Place(tmp_path / "new.db")
    copies.restore(made, tmp_path / "kept")
    with open_store(made, create=False) as restored:
        held = {page.address for page in restored.pages()}
    marked = {state.address for state in Register(made.beside(".sources")).all()}
    sent = {message.id for message in Outbox(made.beside(".outbox")).messages()}
    assert marked and marked <= held
    assert {address for address in held if address.startswith("https")} <= sent


def test_marks_newer_than_a_restored_ledger_are_set_aside(tmp_path: Path) -> None:
    """A copy without marks is put back: its sources are asked as if new, or their pages were missed."""
    with new_ledger(tmp_path) as opened:
        place = opened.place
        copies.backup(place, tmp_path / "kept.db")
    Register(place.beside(".sources")).keep(State("https://example.org/a", tag="held"))
    copies.restore(place, tmp_path / "kept.db")
    assert Register(place.beside(".sources")).all() == ()
    assert (tmp_path / f"{place.path.name}.sources.before-restore-1").exists()


def test_a_copy_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the ledger's nor that of its marks, so that the next try finds its names free."""
    with new_ledger(tmp_path) as opened:
        place = opened.place
    Register(place.beside(".sources")).keep(State("https://example.org/a", tag="held"))

    def fails(*given: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(carry, "dump", fails)
    with pytest.raises(LedgerError, match="No space"):
        copies.export(place, tmp_path / "kept")
    assert not list(tmp_path.glob("kept*"))


def test_no_copy_is_begun_where_a_file_of_it_is_there(tmp_path: Path) -> None:
    """Also where only one that lies beside it is: nothing is written, and nothing is overwritten."""
    with new_ledger(tmp_path) as opened:
        place = opened.place
    (tmp_path / "kept.sources").write_text("mine")
    for copy in (copies.backup, copies.export):
        with pytest.raises(LedgerError, match=r"kept\.sources.*already"):
            copy(place, tmp_path / "kept")
    assert not (tmp_path / "kept").exists() and (tmp_path / "kept.sources").read_text() == "mine"


@pytest.mark.parametrize("damage", ["cut", "text", "missing"])
def test_a_damaged_backup_changes_nothing(damage: str, tmp_path: Path) -> None:
    """The ledger stays as it was, and nothing is set aside."""
    with new_ledger(tmp_path) as opened:
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES))
    place, kept = opened.place, tmp_path / "kept.db"
    copies.backup(place, kept)
    before = hash_of(place)
    if damage == "missing":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes()[:20_000] if damage == "cut" else b"notes of a day")
    with pytest.raises(LedgerError):
        copies.restore(place, kept)
    assert hash_of(place) == before
    assert not list(tmp_path.glob("*.before-restore*"))


def test_a_held_ledger_is_backed_up_but_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program's write is waited for, and never lost by a restore."""
    monkeypatch.setattr("parley.store.sqlite.BUSY_SECONDS", 0.1)
    with new_ledger(tmp_path) as opened:
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES))
    copies.backup(opened.place, tmp_path / "kept.db")
    with sqlite3.connect(opened.path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        copies.backup(opened.place, tmp_path / "also.db")
        with pytest.raises(LedgerError, match="another program holds the ledger"):
            copies.restore(opened.place, tmp_path / "kept.db")
        writer.execute("ROLLBACK")
    writer.close()
    assert held(opened.place) == settlement(*PAGES)


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Export, import, backup and restore from the command line; the hash is printed by both sides."""
    with new_ledger(tmp_path) as opened:
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES))
    ledger, out, new = (str(tmp_path / name) for name in ("ledger.db", "whole", "new.db"))
    assert cli.run(["export", "--all", "--out", out, "--ledger", ledger]) == 0
    assert cli.run(["import", out, "--ledger", new]) == 0
    hashes = [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()]
    assert len(hashes[0]) == 64 and hashes[0] == hashes[1]
    assert cli.run(["backup", str(tmp_path / "kept.db"), "--ledger", ledger]) == 0
    assert cli.run(["restore", str(tmp_path / "kept.db"), "--ledger", new]) == 0
    assert "before-restore-1" in capsys.readouterr().out
    assert cli.run(["export", "--all", "--ledger", ledger]) == 2


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A ledger of the first schema, with a recording."""
    if request.param == "sqlite":
        place = Place(tmp_path / "old.db")
    else:
        place = place_of(request.getfixturevalue("postgres").new())
        place = replace(place, path=tmp_path / "old")
    made = open_engine(place, create=True)
    with made.core(writes=True) as connection:
        migrate.migrate(connection, REVISIONS[0])
        values = "(1, '2025-06-10', 'read', '1.0', 'a', 'b', NULL)"
        connection.execute(text(f"INSERT INTO recordings VALUES {values}"))
    made.dispose()
    return place


def test_an_old_ledger_is_copied_before_it_is_migrated(old: Place) -> None:
    """The copy has the old schema and everything that was held; both engines."""
    with open_store(old) as store:
        assert store.counts()["recordings"] == 1
    copy = old.beside(f".before-{HEAD}")
    if old.url is None:
        with sqlite3.connect(copy) as connection:
            assert connection.execute("SELECT version_num FROM parley_schema").fetchall() == [("0001",)]
            assert connection.execute("SELECT count(*) FROM recordings").fetchone() == (1,)
        connection.close()
    else:
        assert carry.schema_told(copy) == "0001"
        restored = Place(old.path.with_name("restored.db"))
        copies.take_in(restored, copy)
        with open_store(restored) as store:
            assert [r.at for r in store.recordings()] == ["2025-06-10"]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_facts_that_were_named_by_hashes_are_numbered(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """An export of the schema before: what is held now, and at each recording, is the same on both engines.

    What was retracted and asserted again is one fact still, and the next page is worked in as ever.
    """
    bare = replace(reading(PAGES[0]), claims=())
    with new_ledger(tmp_path) as made:
        for one in (reading(PAGES[0]), bare, reading(PAGES[0])):
            made.record([one], at=NOW, versions=VERSIONS)
        flow.read_into(made, (), fetched=NOW, stages=stages(PAGES[:2]))
        before = [_all(made, at) for at in range(len(made.recordings()) + 1)]
        counts, arrived = made.counts(), made.arrived()
    unnumbered(made.path)
    file = open_engine(made.place, create=False)
    with file.core(writes=False) as connection, (tmp_path / "export").open("wb") as stream:
        carry.dump(connection, stream)
    file.dispose()
    server = place_of(request.getfixturevalue("postgres").new()) if engine == "postgresql" else None
    place = server or Place(tmp_path / "other.db")
    copies.take_in(place, tmp_path / "export")
    with open_store(place) as found:
        assert [_all(found, at) for at in range(len(before))] == before
        assert (found.counts(), found.arrived()) == (counts, arrived)
        assert found.settled(VERSIONS) and found.check() == ()
        flow.read_into(found, (), fetched=NOW, stages=stages(PAGES))
    assert held(place) == settlement(*PAGES)


def _all(store: Store, at: int) -> object:
    return (store.articles(at), store.claims(at), store.edges(at), store.entries(at), store.assessment(at))


def test_no_copy_no_migration(old: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the copy cannot be made, the ledger stays as it is, and the line says so."""

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parley.store.sqlite.copy", full)
    monkeypatch.setattr("parley.store.carry.dump", full)
    with pytest.raises(LedgerError, match="not migrated"):
        open_store(old)
    monkeypatch.undo()
    assert list(_schema(old)) == ["0001"]


def _schema(place: Place) -> Iterator[str]:
    made = open_engine(place, create=False)
    with made.connect() as connection:
        yield migrate.schema_of(connection)
    made.dispose()


def test_a_migration_that_fails_after_any_statement_leaves_the_ledger_as_it_was(old: Place) -> None:
    """Each statement of all migrations fails in turn; the old ledger is whole, and then it is migrated."""
    failed = 0
    while _fails_at(old, failed):
        assert list(_schema(old)) == ["0001"]
        failed += 1
    assert failed > 20
    with open_store(old) as store:
        assert store.counts()["recordings"] == 1
        assert store.check() == ()


def _fails_at(place: Place, wanted: int) -> bool:
    """Migrate, failing after as many statements; False where there are no more."""
    made, left = open_engine(place, create=False), [wanted]

    def count(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if statement.split()[0] in ("CREATE", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP"):
            left[0] -= 1
            if left[0] < 0:
                raise ZeroDivisionError(statement)

    event.listen(Engine, "after_cursor_execute", count)
    try:
        with made.core(writes=True) as connection:
            migrate.migrate(connection)
    except ZeroDivisionError:
        return True
    finally:
        event.remove(Engine, "after_cursor_execute", count)
        made.dispose()
    return False


def test_an_older_program_refuses_a_newer_ledger_on_either_engine(store: Store) -> None:
    """One line with both schemas; nothing is written."""
    made = open_engine(store.place, create=False)
    with made.core(writes=True) as connection:
        connection.execute(text("UPDATE parley_schema SET version_num = '0999'"))
    made.dispose()
    with pytest.raises(LedgerError, match=rf"schema 0999.*up to {HEAD}.*update Parley"):
        open_store(store.place)
    assert list(_schema(store.place)) == ["0999"]


def test_reading_goes_on_after_a_restore(tmp_path: Path) -> None:
    """An open ledger sees what was put back, and writes on top of it."""
    with new_ledger(tmp_path) as opened:
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES[:1]))
        copies.backup(opened.place, tmp_path / "kept.db")
        flow.read_into(opened, (), fetched=NOW, stages=stages(PAGES[:2]))
        copies.restore(opened.place, tmp_path / "kept.db")
        assert [p.address for p in opened.pages()] == ["a.txt"]
        opened.record([reading(PAGES[2])], at=NOW, versions=VERSIONS)
        assert [p.address for p in opened.pages()] == ["a.txt", "c.txt"]
