"""Bring a ledger to the schema of this program, or say why that cannot be."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import LedgerError
from parley.store import sqlite
from parley.store.place import Place
from parley.store.revisions import HEAD, REVISIONS, VERSION_TABLE
from parley.store.statements import Connection, Engine, Statement

if TYPE_CHECKING:
    import sqlalchemy

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = Statement(f"SELECT version_num FROM {VERSION_TABLE}")


def prepare(engine: Engine, place: Place, *, upgrade: bool) -> None:
    """Check the schema version and, with `upgrade`, migrate an empty or older ledger, which is copied first.

    Raises LedgerError where the tables are another program's, newer than this program, or (without `upgrade`)
    older. A migration that fails leaves everything as it was.
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
    if found:
        _copy(engine, place, place.beside(f".before-{HEAD}"))
    with engine.core(writes=True) as connection:
        migrate(connection)


def schema_of(connection: Connection) -> str:
    """The schema version of what is held."""
    return str(_VERSION.first(connection))


def migrate(connection: sqlalchemy.Connection, to: str = HEAD) -> None:
    """Bring empty or older tables to a schema, in the caller's transaction."""
    # Imported here because it takes a quarter of a second, and most openings need no migration.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:  # several versions at once, or one that is no text
        what = "this ledger tells no schema version that there is"
        raise LedgerError(what, hint="put back a copy: parley restore") from error


def _copy(engine: Engine, place: Place, target: Path) -> None:
    """Keep the ledger as it is before a migration; where that cannot be done, nothing is migrated."""
    from parley.files import replaced

    try:
        with replaced(target) as made:
            if place.url is None:
                sqlite.copy(place.path, made)
            else:
                from parley.store import carry

                with made.open("wb") as stream, engine.core(writes=False) as connection:
                    carry.dump(connection, stream)
    except (OSError, sqlite3.Error) as error:
        what = f"the ledger was not migrated: no copy of it could be made first ({error})"
        raise LedgerError(what, where=str(target), hint="make room beside it, and try again") from error


def _version(connection: Connection, place: Place) -> str | None:
    """The schema version of the file, None where it is empty."""
    tables = connection.tables()
    if VERSION_TABLE in tables:
        found: str | None = _VERSION.first(connection)
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
