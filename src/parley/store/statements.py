"""What a ledger is asked: SQL that both engines understand, written once, and what it is asked through.

Parameters are named (`:name`); a list of any length is one of them (`among`). A file's own driver is asked
without anything between, and SQLAlchemy, which takes longer to load than a question to answer, is not loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import sqlalchemy

EngineName = Literal["sqlite", "postgresql"]
Rows = Sequence[Any]
Given = Mapping[str, Any]

# The rows of a JSON list that is a parameter; those of PLACES are pairs of an entry and a number.
_LISTS = {
    ("sqlite", "TEXTS"): "(SELECT value FROM json_each({}))",
    ("sqlite", "NUMBERS"): "(SELECT value FROM json_each({}))",
    ("sqlite", "PLACES"): "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]')"
    " FROM json_each({}))",
    ("postgresql", "TEXTS"): "(SELECT jsonb_array_elements_text(CAST({} AS jsonb)))",
    ("postgresql", "NUMBERS"): "(SELECT CAST(jsonb_array_elements_text(CAST({} AS jsonb)) AS bigint))",
    ("postgresql", "PLACES"): "(SELECT own ->> 0, CAST(own ->> 1 AS bigint)"
    " FROM jsonb_array_elements(CAST({} AS jsonb)) AS own)",
}
_LIST = re.compile(r"\b(TEXTS|NUMBERS|PLACES)\((:\w+)\)")


class Connection(Protocol):
    """A transaction on a ledger."""

    @property
    def engine(self) -> EngineName:
        """Which engine keeps the ledger."""

    def rows(self, text: str, given: Given) -> Rows:
        """The rows of a query, each a sequence."""

    def named(self, text: str, given: Given) -> Sequence[Mapping[str, Any]]:
        """The rows of a query, each by the names of its columns."""

    def run(self, text: str, given: Given) -> int:
        """Do what is no query; how many rows it touched."""

    def many(self, text: str, rows: Sequence[Given]) -> None:
        """Do the same for each of some rows."""

    def tables(self) -> set[str]:
        """The names of all tables."""


class Engine(Protocol):
    """Connections to one ledger, to be used by any thread."""

    def connect(self) -> AbstractContextManager[Connection]:
        """Read: one moment of the ledger. What is written so is taken back at the end."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Write, all or nothing; no other writes meanwhile, so what it reads is still so when it writes."""

    def core(self, *, writes: bool) -> AbstractContextManager[sqlalchemy.Connection]:
        """A transaction of SQLAlchemy's, for what goes by the tables' descriptions (`schema`)."""

    def dispose(self) -> None:
        """Let go of the connections that nobody uses now."""

    def forked(self) -> None:
        """In a new process: let go of the connections that are the parent's, without closing them."""


class Statement:
    """A statement in the words that both engines understand."""

    def __init__(self, text: str) -> None:
        self._text = text

    def rows(self, connection: Connection, **given: Any) -> Rows:
        """The rows of a query."""
        return connection.rows(self._text, given)

    def named(self, connection: Connection, **given: Any) -> Sequence[Mapping[str, Any]]:
        """The rows of a query, each by the names of its columns."""
        return connection.named(self._text, given)

    def column(self, connection: Connection, **given: Any) -> list[Any]:
        """The first column of the rows of a query."""
        return [row[0] for row in connection.rows(self._text, given)]

    def first(self, connection: Connection, **given: Any) -> Any:
        """The first column of the first row, None where there is none."""
        rows = connection.rows(self._text, given)
        return rows[0][0] if rows else None

    def run(self, connection: Connection, **given: Any) -> int:
        """Do what is no query; how many rows it touched."""
        return connection.run(self._text, given)


def among(column: str, name: str = "names", *, numbers: bool = False) -> str:
    """That a column is among the texts (or `numbers`) that the parameter `name` lists, however many they are.

    One parameter for all of them: the statement stays the same, and need not be made anew for each number.
    """
    return f"{column} IN {'NUMBERS' if numbers else 'TEXTS'}(:{name})"


def listed(values: Iterable[str] | Iterable[int] | Iterable[tuple[str, int]]) -> str:
    """The parameter for `among`, and for PLACES."""
    return json.dumps(sorted(values))


def append(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of the same columns."""
    if rows:
        connection.many(inserted(table, tuple(rows[0])), rows)


@cache
def inserted(table: str, names: tuple[str, ...]) -> str:
    """The statement that inserts a row of these columns."""
    columns, places = ", ".join(f'"{n}"' for n in names), ", ".join(f":{n}" for n in names)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places})'


@cache
def spelled(text: str, engine: EngineName) -> str:
    """A statement as an engine has it."""
    return _LIST.sub(lambda found: _LISTS[engine, found[1]].format(found[2]), text)
