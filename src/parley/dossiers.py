"""Dossiers: curated accounts that come with Parley or are a person's own; load, check and list them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import InputError, UsageError
from parley.files import SETTINGS, content
from parley.model import DOSSIER, Page, Report
from parley.record.dossier_check import problems
from parley.record.dossier_form import Dossier, parse

if TYPE_CHECKING:
    from parley.flow import Progress
    from parley.store import Store

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A sound dossier with its text, as it was read."""

    dossier: Dossier
    text: str


def opened(name: str) -> Opened:
    """The dossier that comes with Parley under this name, or the one in this file.

    Raises InputError where the file is no sound dossier, and UsageError where there is neither.
    """
    text, where = _text(name)
    return Opened(parse(text, where), text)


def load(store: Store, found: Opened, *, fetched: str, progress: Progress) -> Report:
    """Make the facts of a dossier part of the ledger."""
    from parley.flow import load_dossier

    raw = found.text.encode()
    address = f"dossier:{found.dossier.id}"
    page = Page(hashlib.sha256(raw).hexdigest(), address, fetched, raw, found.text, "utf-8", DOSSIER)
    return load_dossier(store, page, fetched=fetched, progress=progress)


def check(path: str) -> tuple[Dossier | None, tuple[InputError, ...]]:
    """The dossier in a file, or everything that is wrong with it."""
    text, where = _text(path)
    found = problems(text, where)
    return (None, found) if found else (parse(text, where), ())


def shipped() -> Iterator[Dossier]:
    """The dossiers that come with Parley, by id."""
    for file in sorted(_folder().iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            yield parse(file.read_text("utf-8"), file.name)


def held(store: Store) -> Iterator[Dossier]:
    """The dossiers whose facts a ledger holds."""
    for page_id in store.pages_of_type(DOSSIER):
        page = store.page(page_id)
        if page is not None and store.articles_on(page_id):
            yield parse(page.text, page.address)


def _folder() -> Traversable:
    return files("parley.acquire") / "dossiers"


def _text(name: str) -> tuple[str, str]:
    """The text of a dossier and how to call it in messages."""
    own = _folder() / f"{name}.toml"
    if "/" not in name and len(name) < LONGEST_NAME and own.is_file():
        return own.read_text("utf-8"), f"{name}.toml"
    try:
        return content(Path(name), SETTINGS, InputError).decode(), name
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8", where=name, hint="save it as UTF-8") from error
    except InputError as error:
        if Path(name[:LONGEST_NAME]).exists():
            raise
        names = ", ".join(dossier.id for dossier in shipped())
        hint = f"name a file, or one that comes with Parley: {names}"
        raise UsageError("there is no such dossier", where=name[:500], hint=hint) from error
