"""What every test stands on: Ctrl-C as at a terminal, a PostgreSQL server, an empty ledger on each engine."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_builders import new_ledger
from postgres_server import Server, running

from parley.store import Place, Store, open_store, place_of

# A shell that runs the suite in the background leaves Ctrl-C ignored, and children inherit that: the tests of
# Ctrl-C want what a person at a terminal has.
signal.signal(signal.SIGINT, signal.default_int_handler)

TEMPLATE = "ledger_template"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server with a database of a migrated, empty ledger; tests skip where none can be had."""
    try:
        with running() as server:
            server.sql(f"CREATE DATABASE {TEMPLATE}")
            open_store(server.url(TEMPLATE)).close()
            yield server
    except OSError as error:
        pytest.skip(str(error))


@pytest.fixture
def server_place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A new database on the server with an empty ledger."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return place_of(postgres.new(TEMPLATE))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open empty ledger: what the tests that use it hold, both engines hold."""
    if request.param == "sqlite":
        opened = new_ledger(tmp_path)
    else:
        opened = open_store(request.getfixturevalue("server_place"))
    with opened:
        yield opened
