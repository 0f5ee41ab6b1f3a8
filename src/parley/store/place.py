"""Where a ledger is: a file, or a database on a PostgreSQL server."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import LedgerError

if TYPE_CHECKING:
    from sqlalchemy import URL

DRIVER = "postgresql+psycopg"
SERVER = re.compile(r"postgres(ql)?(\+\w+)?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A ledger's place: the SQLite file `path`, or the database at `url`.

    Files that belong to a ledger lie beside `path`; for a server that is a name in the user's own folder.
    """

    path: Path
    url: URL | None = None

    def __str__(self) -> str:
        """As errors name it, without a password."""
        return str(self.path) if self.url is None else self.url.render_as_string(hide_password=True)

    def beside(self, ending: str) -> Path:
        """The file with this ending that belongs to the ledger; its folder is made."""
        _see_to_folder(self)
        return self.path.with_name(self.path.name + ending)


def place_of(named: Place | str | Path | None) -> Place:
    """The place that is named, else `$PARLEY_DATABASE`, `$PARLEY_LEDGER`, or the user's own file."""
    if isinstance(named, Place):
        return named
    if named is None:
        named = os.environ.get("PARLEY_DATABASE") or default_path()
    if SERVER.match(str(named)):
        return _server(str(named))
    if re.match(r"\w+(\+\w+)?://", str(named)):
        raise LedgerError(
            "no ledger can be kept there", where=str(named), hint=f"write {DRIVER}://... or a file name"
        )
    return Place(Path(named))


def see_to_file(place: Place, *, create: bool) -> None:
    """Make the folder of a ledger that is a file; raise LedgerError where that, or the file, cannot be."""
    if place.url is not None:
        return
    try:
        folder, present, regular = place.path.is_dir(), place.path.exists(), place.path.is_file()
    except (OSError, ValueError) as error:
        raise LedgerError("this is no path", where=str(place)[:500], hint="name another place") from error
    if folder:
        raise LedgerError(
            "this is a folder, not a ledger", where=str(place), hint="name a file, as ledger.db in it"
        )
    if present and not regular:  # a pipe would wait for who writes to it
        raise LedgerError("this is no regular file", where=str(place), hint="name a ledger")
    if create:
        _see_to_folder(place)
    elif not present:
        raise LedgerError(
            "there is no ledger here yet", where=str(place), hint="read pages first: parley read"
        )


def _see_to_folder(place: Place) -> None:
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = error.strerror or "its folder cannot be made"
        raise LedgerError(what, where=str(place), hint="name another place with --ledger") from error


def default_path() -> Path:
    """`$PARLEY_LEDGER`, or `parley/ledger.db` in the user's folder for data."""
    named = os.environ.get("PARLEY_LEDGER")
    return Path(named) if named else _own_folder() / "ledger.db"


def _server(text: str) -> Place:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text).set(drivername=DRIVER)
    except (ArgumentError, ValueError) as error:
        hint = f"write {DRIVER}://user:password@host/database, in PARLEY_DATABASE"
        raise LedgerError("this is no address of a database", where=text, hint=hint) from error
    host = url.host or str(url.query.get("host", "local"))
    name = re.sub(r"[^\w.-]+", "-", f"{host}-{url.port or 5432}-{url.database}").strip("-")
    return Place(_own_folder() / name, url)


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("parley", appauthor=False)
