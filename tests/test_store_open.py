"""Opening a ledger: from nothing, from an older or newer schema, and where it cannot be opened."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from ledger_builders import NOW, VERSIONS, reading, toy
from sqlalchemy import inspect

from parley.errors import LedgerError
from parley.store import Store, default_path, open_store
from parley.store.engine import one_line
from parley.store.migrate import MIGRATIONS
from parley.store.revisions import HEAD, VERSION_TABLE
from parley.store.schema import APPEND_ONLY, metadata
from parley.store.sqlite import File
from parley.store.statements import Statement, among, append, listed


def line(path: Path, *, create: bool = True) -> str:
    """The one line with which opening fails; the error must be one of wrong use."""
    with pytest.raises(LedgerError) as caught:
        open_store(path, create=create)
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.line()
    return caught.value.line()


def schema_of(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT type, name FROM sqlite_master ORDER BY 1, 2").fetchall()
    connection.close()
    return rows


def test_a_new_ledger_is_migrated_from_nothing(tmp_path: Path) -> None:
    """Folders and file are made, the schema is the newest, and the file is sound and empty."""
    path = tmp_path / "deep" / "down" / "ledger.db"
    with open_store(path) as store:
        assert set(store.counts().values()) == {0}
        assert store.check() == ()
    with sqlite3.connect(path) as connection:
        assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall() == [(HEAD,)]
    connection.close()


def test_any_file_name_will_do(tmp_path: Path) -> None:
    """Characters that mean something in addresses or settings are plain characters of a path."""
    path = tmp_path / "50% off? #1 élan" / "my ledger.db"
    open_store(path).close()
    assert path.stat().st_size > 0


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not list open files")
def test_a_resting_ledger_has_no_connection_open(tmp_path: Path) -> None:
    """Those that nobody uses are closed, one in use goes on; the next question opens one."""

    def opened() -> int:
        return [*map(os.path.realpath, Path("/proc/self/fd").iterdir())].count(str(tmp_path / "ledger.db"))

    with open_store(tmp_path / "ledger.db") as store:
        store.record([reading(toy("2025-06-10", "good 1: set"))], at=NOW, versions=VERSIONS)
        assert opened() == 1
        store.rest()
        assert opened() == 0
        with store.reading() as held:
            assert len(held.arrived_since(0)) == 1
            store.rest()
            assert len(held.arrived_since(0)) == 1


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """Not the tables that SQLite's full-text index keeps for itself."""
    return not (kind == "table" and (name or "").startswith("finds_text"))


def test_migrations_lead_to_the_schema_of_the_code(tmp_path: Path) -> None:
    """A file that was migrated from nothing has exactly the tables, columns and indexes of `schema`."""
    path = tmp_path / "ledger.db"
    open_store(path).close()
    with File(path, create=False).core(writes=False) as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "include_name": is_ours}
        )
        assert compare_metadata(context, metadata) == []
        fresh = {fk.parent.table.name for t in metadata.tables.values() for fk in t.foreign_keys}
        found = {
            t for t in metadata.tables if connection.exec_driver_sql(f"PRAGMA foreign_key_list({t})").all()
        }
    assert found == fresh


def test_either_engine_has_the_tables_columns_and_indexes_of_the_code(store: Store) -> None:
    """One schema: nothing of the ledger is on one engine only, but for the index of words of each."""
    with store._engine.core(writes=False) as connection:
        found = inspect(connection)
        for name, table in metadata.tables.items():
            columns = {c["name"] for c in found.get_columns(name)} - {"vector"}  # PostgreSQL's index of words
            assert columns == set(table.c.keys()), name
            assert {str(i.name) for i in table.indexes} <= {i["name"] for i in found.get_indexes(name)}, name


def test_the_newest_migration_is_the_head_that_the_code_names() -> None:
    """The list of revisions in the code is the list of migrations in the folder."""
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_current_head() == HEAD


def test_every_table_of_the_ledger_has_its_triggers(tmp_path: Path) -> None:
    """Three triggers a table: against update, delete and replacement."""
    open_store(tmp_path / "ledger.db").close()
    triggers = {name for kind, name in schema_of(tmp_path / "ledger.db") if kind == "trigger"}
    expected = {f"{t.name}_no_{what}" for t in APPEND_ONLY for what in ("update", "delete", "replace")}
    assert triggers == expected


def test_the_journal_is_safe_on_every_version_of_sqlite(tmp_path: Path) -> None:
    """A rollback journal, fully synchronised: write-ahead logging damages files before SQLite 3.51.3."""
    with open_store(tmp_path / "ledger.db") as store, store._engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        held = [connection.rows(f"PRAGMA {name}", {})[0][0] for name in asked]
    assert held == ["delete", 2, 1]
    assert not list(tmp_path.glob("*-wal"))


@pytest.mark.parametrize("writes", [True, False])
def test_who_writes_takes_the_file_before_anything_is_read(writes: bool, tmp_path: Path) -> None:
    """`BEGIN IMMEDIATE`: no two writers read what only one of them will change; readers take nothing."""
    path = tmp_path / "ledger.db"
    with (
        open_store(path) as store,
        store._engine.writing() if writes else store._engine.connect(),
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other,
    ):
        if writes:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        else:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """A second opening does not touch the file."""
    path = tmp_path / "ledger.db"
    with open_store(path) as store:
        store.record([reading(toy("2025-06-10", "steel: announced"))], at=NOW, versions=VERSIONS)
    before = path.read_bytes()
    open_store(path).close()
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    """The line names the file, its schema, ours, and what to do; the file is not touched."""
    path = tmp_path / "ledger.db"
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0999'")
    connection.close()
    before = path.read_bytes()
    said = line(path)
    assert str(path) in said
    assert "0999" in said
    assert HEAD in said
    assert "update Parley" in said
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """Parley does not put its tables into somebody else's file."""
    path = tmp_path / "places.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (id)")
    connection.close()
    assert "another program" in line(path)
    assert schema_of(path) == [("table", "bookmarks")]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text file named by mistake is not a ledger, and stays as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("Notes on the tariff talks of this week.\n" * 50)
    assert "not a ledger" in line(path)
    assert path.read_text().startswith("Notes")


def test_reading_from_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    """A command that only reads makes no file, and says how to make one."""
    assert "parley read" in line(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_reading_from_an_empty_file_says_that_it_is_empty(tmp_path: Path) -> None:
    """An empty file is not migrated by a command that only reads."""
    path = tmp_path / "empty.db"
    path.touch()
    assert "the file is empty" in line(path, create=False)
    assert path.stat().st_size == 0


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    """A folder cannot be opened, and the line names it."""
    assert str(tmp_path) in line(tmp_path)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """A path through a file cannot be made."""
    (tmp_path / "file").touch()
    assert str(tmp_path / "file") in line(tmp_path / "file" / "ledger.db")


def test_a_damaged_ledger_is_reported_by_the_check(tmp_path: Path) -> None:
    """Overwritten pages are found by `check`, or fail in one line that sends to the doctor."""
    path = tmp_path / "ledger.db"
    with open_store(path) as store:
        for n in range(40):
            store.record([reading(toy("2025-06-10", f"good {n}: announced"))], at=NOW, versions=VERSIONS)
    raw = bytearray(path.read_bytes())
    raw[8192 : len(raw) - 8192] = b"\xff" * (len(raw) - 16384)
    path.write_bytes(raw)
    with pytest.raises(LedgerError, match=r"damaged.*parley doctor"), open_store(path, create=False) as store:
        assert store.check() != ()
        store.claims()


# Everything is imported first: the interpreter's own folder may be closed to others.
UNPRIVILEGED = """
import os, sys
from parley.errors import LedgerError
from parley.store import open_store
from ledger_builders import *
if os.geteuid() == 0:
    os.setegid(65534); os.seteuid(65534)
try:
    with open_store(sys.argv[1], create=sys.argv[2] == "write") as store:
        print(len(store.claims()))
        store.record([reading(toy("2025-06-11", "copper: announced"))], at=NOW, versions=VERSIONS)
except LedgerError as error:
    print(error.line())
"""


def as_nobody(path: Path, mode: str) -> list[str]:
    """What an unprivileged process prints that reads, then writes the ledger."""
    command = [sys.executable, "-c", UNPRIVILEGED, str(path), mode]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_ledger_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    """Without the right to write, reading works and writing fails in one line; nothing is lost."""
    folder = tmp_path / "shelf"
    path = folder / "ledger.db"
    with open_store(path) as store:
        store.record([reading(toy("2025-06-10", "steel: announced"))], at=NOW, versions=VERSIONS)
    for parent in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        parent.chmod(0o755)
    path.chmod(0o444)
    folder.chmod(0o555)
    before = path.read_bytes()
    found, said = as_nobody(path, "read")
    assert found == "1"
    assert said == f"{path}: the ledger cannot be written (check the rights of the file and its folder)"
    assert str(path.parent) in as_nobody(folder / "other.db", "write")[0]
    assert path.read_bytes() == before
    folder.chmod(0o755)


def test_the_default_place_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`PARLEY_LEDGER` names the file; without it, it is in the user's folder for data."""
    monkeypatch.setenv("PARLEY_LEDGER", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    monkeypatch.delenv("PARLEY_LEDGER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().parts[-2:] == ("parley", "ledger.db")


def test_a_migration_that_dies_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole migration is one transaction: after a failure the next opening begins from nothing."""
    path = tmp_path / "ledger.db"
    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            open_store(path)
    assert schema_of(path) == []
    with open_store(path) as store:
        assert store.check() == ()


def test_the_last_connection_is_used_next_and_one_that_failed_is_closed(tmp_path: Path) -> None:
    """Each keeps pages of the file in memory; what a failed writer left undone goes with its connection."""
    path = tmp_path / "ledger.db"
    open_store(path).close()
    made = File(path, create=False)
    with made.connect() as one, made.connect() as other:
        assert one._own is not other._own
    with made.connect() as again:
        assert again._own is one._own
    with pytest.raises(ZeroDivisionError), made.writing() as failing:
        failing.run("INSERT INTO shelf VALUES ('a', x'00')", {})
        raise ZeroDivisionError
    with made.connect() as after:
        assert after._own is not failing._own
        assert after.rows("SELECT * FROM shelf", {}) == []
    made.dispose()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        after._own.execute("SELECT 1")


def test_what_is_written_while_reading_is_taken_back(store: Store) -> None:
    """Both engines: only a write transaction leaves anything behind."""
    with contextlib.suppress(LedgerError), one_line(store.place), store._engine.connect() as connection:
        connection.run("INSERT INTO shelf VALUES ('a', '')", {})
    with store._engine.connect() as connection:
        assert connection.rows("SELECT * FROM shelf", {}) == []


@pytest.mark.parametrize("numbers", [False, True])
def test_a_list_is_one_parameter_however_long(store: Store, numbers: bool) -> None:
    """Texts and numbers, none and more than SQLite takes parameters; the other rows are passed over."""
    with store._engine.writing() as connection:
        rows = [{"article": f"a{n}", "place": 2**40 + n, "runs": 0, "rare": 0} for n in range(3)]
        append(connection, "texts", rows)
        column, values = ("place", range(2**40, 2**40 + 2)) if numbers else ("article", ("a0", "a1"))
        query = Statement(
            f"SELECT article FROM texts WHERE {among(column, numbers=numbers)} ORDER BY article"
        )
        more = [*values, *(range(40_000) if numbers else map(str, range(40_000)))]
        assert query.column(connection, names=listed(more)) == ["a0", "a1"]
        assert query.column(connection, names=listed(())) == []


def test_threads_share_connections_without_losing_any(tmp_path: Path) -> None:
    """Many at once: each has its own, and none is given to two."""
    path = tmp_path / "ledger.db"
    open_store(path).close()
    made, taken, lock = File(path, create=False), set[int](), threading.Lock()

    def ask(_: int) -> bool:
        with made.connect() as connection:
            name = id(connection._own)
            with lock:
                alone = name not in taken
                taken.add(name)
            connection.rows("SELECT count(*) FROM pages", {})
            with lock:
                taken.remove(name)
            return alone

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(ask, range(400)))
    assert made._free
    made.dispose()
