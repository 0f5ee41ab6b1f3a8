"""What `parley doctor` looks at: programs, model, lexicon, SQLite, and the ledger itself."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from parley import __version__, console
from parley.errors import ParleyError

PACKAGES = ("spacy", "sqlalchemy", "trafilatura", "typer", "rich")
JOURNAL = (
    "rollback journal with full synchronisation: write-ahead logging can damage a file with several"
    " connections on SQLite 3.7.0 to 3.51.2"
)

Finding = tuple[str, str, bool]


def doctor(ledger: Path | None) -> int:
    """Print each finding; 1 where one of them is bad."""
    findings = [*_programs(), *_model(), *_ledger(ledger)]
    for name, what, good in findings:
        console.put_line(f"{'ok ' if good else 'BAD'} {name:<12} {what}")
    return 0 if all(good for _, _, good in findings) else 1


def _programs() -> Iterator[Finding]:
    yield "parley", __version__, True
    yield "python", platform.python_version(), True
    for name in PACKAGES:
        try:
            yield name, version(name), True
        except PackageNotFoundError:
            yield name, "not installed; install Parley again", False


def _model() -> Iterator[Finding]:
    yield _tried("model", _find_model)
    yield _tried("lexicon", _lexicon_version)


def _ledger(path: Path | None) -> Iterator[Finding]:
    from parley.store import open_store, place_of

    try:
        place = place_of(path)
        if place.url is None:
            yield "sqlite", sqlite3.sqlite_version, True
            yield "journal", JOURNAL, True
            if not place.path.exists():
                yield "ledger", f"{place}: not there yet; parley read makes it", True
                return
        with open_store(place, create=False) as store:
            wrong = store.check()
            counts = store.counts()
    except ParleyError as error:
        yield "ledger", error.line(), False
        return
    held = ", ".join(
        f"{counts[name]} {name}" for name in ("pages", "articles", "claims", "entries") if name in counts
    )
    yield "ledger", f"{place}: {held}", True
    yield "quick_check", "; ".join(wrong) or "nothing wrong", not wrong


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return name, look(), True
    except ParleyError as error:
        return name, error.line(), False


def _find_model() -> str:
    from parley.read import open_parser

    return open_parser().version


def _lexicon_version() -> str:
    from parley.lexicon import lexicon

    return lexicon().version
