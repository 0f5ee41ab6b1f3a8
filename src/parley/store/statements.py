"""Statements that are made once: a file's own driver is asked without what SQLAlchemy does around it.

To make, bind and wrap a statement costs SQLAlchemy ten times what SQLite takes to answer a small one, and an
article is worked in by some two hundred. A server is asked by SQLAlchemy: there the way costs more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Table, insert
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Rows = Sequence[Any]


class Statement:
    """A statement with named parameters, none of which is a list (`dialects.among` takes one as text)."""

    def __init__(self, made: Executable) -> None:
        self._made = made
        self._text = ""
        self._names: tuple[str, ...] = ()
        self._fixed: dict[str, Any] = {}

    def rows(self, connection: Connection, **given: Any) -> Rows:
        """The rows of a query."""
        if (own := _file(connection)) is None:
            return connection.execute(self._made, given).all()
        return self._asked(own, connection, given).fetchall()

    def column(self, connection: Connection, **given: Any) -> list[Any]:
        """The first column of the rows of a query."""
        return [row[0] for row in self.rows(connection, **given)]

    def first(self, connection: Connection, **given: Any) -> Any:
        """The first column of the first row, None where there is none."""
        rows = self.rows(connection, **given)
        return rows[0][0] if rows else None

    def run(self, connection: Connection, **given: Any) -> None:
        """Do what is no query."""
        if (own := _file(connection)) is None:
            connection.execute(self._made, given)
        else:
            self._asked(own, connection, given)

    def _asked(
        self, own: sqlite3.Connection, connection: Connection, given: Mapping[str, Any]
    ) -> sqlite3.Cursor:
        if not self._text:
            self._compile(connection)
        told = {**self._fixed, **given}
        return own.execute(self._text, [told[name] for name in self._names])

    def _compile(self, connection: Connection) -> None:
        assert isinstance(self._made, ClauseElement)
        found = self._made.compile(dialect=connection.dialect)
        assert isinstance(found, SQLCompiler)
        self._names, self._fixed = tuple(found.positiontup or ()), dict(found.params)
        self._text = found.string


def plain(connection: Connection, text: str) -> Rows:
    """The rows of a query without parameters."""
    own = _file(connection)
    return connection.exec_driver_sql(text).all() if own is None else own.execute(text).fetchall()


def append(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of the same columns."""
    if not rows:
        return
    if (own := _file(connection)) is None:
        connection.execute(insert(table), rows)
        return
    names = tuple(rows[0])
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    text = f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})'
    own.executemany(text, [tuple(row[name] for name in names) for row in rows])


def _file(connection: Connection) -> sqlite3.Connection | None:
    """The driver's connection of a file, in a transaction; None for a server."""
    if connection.dialect.name != "sqlite":
        return None
    if not connection.in_transaction():
        connection.begin()
    found: sqlite3.Connection | None = connection.connection.driver_connection
    return found
