"""Copies of a whole ledger: backup and restore, export to and import from any engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from parley.errors import LedgerError
from parley.files import replaced
from parley.store import carry, sqlite
from parley.store.engine import check, one_line, open_engine, through
from parley.store.migrate import migrate, prepare
from parley.store.place import Place, see_to_file
from parley.store.revisions import HEAD, REVISIONS
from parley.store.search import catch_up
from parley.store.statements import Engine

MARKS, SENT = ".sources", ".outbox"
"""What lies beside a ledger: how watched sources stand, and the alerts that were sent.

A watch stores pages before it marks their source as read, so marks are copied before the ledger: one that is
newer than the pages would have them missed for ever, an older one has the source asked again. An alert is
marked before it is sent, so these marks are copied after the ledger: one that is newer sends nothing twice.
"""
COMPANIONS = (MARKS, SENT)
SQLITE_FILE = b"SQLite format 3\x00"


def export(place: Place, path: Path) -> str:
    """Write all that the ledger holds to a new file that `take_in` reads on any engine; its hash.

    What lies beside the ledger goes beside the file.
    """
    with _with_companions(place, path):
        return _dump(place, path)


def _dump(place: Place, path: Path) -> str:
    with (
        _open(place) as engine,
        _new(path) as made,
        one_line(place),
        engine.core(writes=False) as connection,
        made.open("wb") as stream,
    ):
        return carry.dump(connection, stream)


def take_in(place: Place, path: Path) -> str:
    """Fill an empty ledger, which is made where there is none, with an export, all or nothing; its hash.

    An export of an older schema is migrated. Raises LedgerError where the ledger is not empty, or the file is
    damaged, none, or of a newer schema. What lies beside the export is put beside the ledger.
    """
    told = _load(place, path)
    _bring_marks(path, place)
    _bring_sent(path, place)
    return told


def _load(place: Place, path: Path) -> str:
    schema = carry.schema_told(path)
    if schema not in REVISIONS:
        what = f"this export has schema {schema}, this program knows schemas up to {HEAD}"
        raise LedgerError(what, where=str(path), hint="update Parley")
    made = place.url is None and not place.path.exists()
    try:
        with _open(place, create=True) as engine, one_line(place), engine.core(writes=True) as connection:
            if not carry.is_empty(connection, schema):
                hint = "name one that is not there yet; what it holds was not touched"
                raise LedgerError("this ledger is not empty", where=str(place), hint=hint)
            migrate(connection, schema)
            told = carry.load(connection, path)
            migrate(connection)
            catch_up(through(connection))
            return told
    except BaseException:
        if made:
            place.path.unlink(missing_ok=True)
        raise


def backup(place: Place, path: Path) -> None:
    """Copy the ledger, and what lies beside it, to new files, while others read and write it.

    Of an SQLite file it is such a file, of a database on a server an export. Raises LedgerError where the
    copy cannot be made, or the ledger is damaged.
    """
    with _with_companions(place, path):
        if place.url is not None:
            _dump(place, path)
        else:
            with _open(place), _new(path) as made:
                sqlite.copy(place.path, made)


def restore(place: Place, path: Path) -> Path | None:
    """Put a backup or an export in the place of the ledger; where the one that was there was set aside.

    A database on a server must be empty. All or nothing: a damaged file changes nothing.
    """
    if path.exists() and not path.is_file():  # a pipe would wait for who writes to it
        raise LedgerError("this is no regular file", where=str(path), hint="name a backup or an export")
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        made = Place(Path(folder) / "made.db")
        with one_line(Place(path)), path.open("rb") as stream:
            is_file = stream.read(len(SQLITE_FILE)) == SQLITE_FILE
            if is_file:
                sqlite.copy(path, made.path)
        if not is_file:
            _load(made, path)
        _see_that_it_is_sound(made, path)
        aside = None
        if place.url is not None:
            _dump(made, made.beside(".export"))
            _load(place, made.beside(".export"))
        _bring_marks(path, place)
        if place.url is None:
            aside = _put(made.path, place.path)
    _bring_sent(path, place)
    return aside


@contextmanager
def _with_companions(place: Place, path: Path) -> Iterator[None]:
    """Copy what lies beside the ledger to new files beside the copy that the block makes of it."""
    _see_that_all_are_new(path)
    _companion(place, path, MARKS)
    try:
        yield
    except BaseException:
        _beside(path, MARKS).unlink(missing_ok=True)
        raise
    _companion(place, path, SENT)


def _companion(place: Place, path: Path, ending: str) -> None:
    if (companion := place.beside(ending)).exists():
        with _new(_beside(path, ending)) as made:
            sqlite.copy(companion, made)


def _bring_marks(path: Path, place: Place) -> None:
    """Make the marks beside a copy those of the ledger; without any all sources are as if new."""
    if (marks := _beside(path, MARKS)).exists():
        _put(marks, place.beside(MARKS))
    elif (newer := place.beside(MARKS)).exists():
        newer.rename(_aside(newer))


def _bring_sent(path: Path, place: Place) -> None:
    if (sent := _beside(path, SENT)).exists():
        _put(sent, place.beside(SENT))


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _see_that_all_are_new(path: Path) -> None:
    """Raise LedgerError where a file of the copy is there already, before anything is written."""
    for name in (path, *(_beside(path, ending) for ending in COMPANIONS)):
        if name.exists():
            raise LedgerError("there is a file already", where=str(name), hint="give another name")


def _put(made: Path, target: Path) -> Path | None:
    """Make `target` what `made` is, in one transaction; a copy of what it was lies beside it."""
    aside = None
    with one_line(Place(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size:
            aside = _aside(target)
            with replaced(aside) as copy:
                sqlite.copy(target, copy)
        sqlite.copy(made, target)
    return aside


def _aside(target: Path) -> Path:
    """A new name for what was there before a restore."""
    names = (_beside(target, f".before-restore-{n}") for n in count(1))
    return next(name for name in names if not name.exists())


def _see_that_it_is_sound(copy: Place, told: Path) -> None:
    """Migrate a copied ledger where it is older; raise LedgerError where it is none, newer or damaged."""
    try:
        with _open(copy, create=True) as engine, one_line(copy):
            prepare(engine, copy, upgrade=True)
            with engine.connect() as connection:
                wrong = check(connection)
    except LedgerError as error:
        raise LedgerError(error.what, where=str(told), hint=error.hint) from error
    if wrong:
        raise LedgerError(f"this copy is damaged: {wrong[0]}", where=str(told), hint="nothing was restored")


@contextmanager
def _open(place: Place, *, create: bool = False) -> Iterator[Engine]:
    """The engine of a ledger of this schema; with `create` of anything, or nothing yet."""
    see_to_file(place, create=create)
    engine = open_engine(place, create=create)
    try:
        if not create:
            with one_line(place):
                prepare(engine, place, upgrade=False)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _new(path: Path) -> Iterator[Path]:
    """A new file to write to, which is there whole at the end or not at all; raises LedgerError."""
    if path.exists():
        raise LedgerError("there is a file already", where=str(path), hint="give another name")
    with one_line(Place(path)), replaced(path) as made:
        yield made
