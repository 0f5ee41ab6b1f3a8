"""Bring a ledger to the schema of this program, or say why that cannot be."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from parley.errors import LedgerError
from parley.store.engine import writing
from parley.store.place import Place
from parley.store.schema import HEAD, REVISIONS, VERSION_TABLE

MIGRATIONS = Path(__file__).parent / "migrations"


def prepare(engine: Engine, place: Place, *, upgrade: bool) -> None:
    """Check the file's schema version and, with `upgrade`, migrate an empty or older file.

    Raises LedgerError where the file is another program's, newer than this program, or (without `upgrade`)
    older. A migration that fails leaves the file as it was.
    """
    with engine.connect() as connection:
        found = _version(connection, place)
    if found == HEAD:
        return
    if found is not None and found not in REVISIONS:
        raise _newer(place, found)
    if not upgrade:
        raise LedgerError(
            f"the ledger has schema {found}, this program works with {HEAD}"
            if found
            else "the file is empty",
            where=str(place),
            hint="any writing command, such as `parley read`, makes a ledger of this version of it",
        )
    with writing(engine) as connection:
        _upgrade(connection)


def _version(connection: Connection, place: Place) -> str | None:
    """The schema version of the file, None where it is empty."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        return found
    if tables:
        raise LedgerError(
            "this is a database of another program, not a ledger",
            where=str(place),
            hint="name another file with --ledger or PARLEY_LEDGER",
        )
    return None


def _newer(place: Place, found: str) -> LedgerError:
    return LedgerError(
        f"the ledger has schema {found}, this program knows schemas up to {HEAD}",
        where=str(place),
        hint="update Parley, or name another ledger with --ledger; the file was not touched",
    )


def _upgrade(connection: Connection) -> None:
    # Imported here because it takes a quarter of a second, and most openings need no migration.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
