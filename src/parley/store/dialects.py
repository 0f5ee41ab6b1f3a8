"""What differs between the engines: the order of text, lists as parameters, how changes are forbidden."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code points on every engine, whatever the language of the database is."""


class _Listed(FunctionElement[str]):
    """The texts of a JSON list, a row each."""

    inherit_cache = True


@compiles(_Listed, "sqlite")
def _of_sqlite(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **options)}))"


@compiles(_Listed, "postgresql")
def _of_postgresql(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    names = compiler.process(element.clauses, **options)
    return f"(SELECT jsonb_array_elements_text(CAST({names} AS jsonb)))"


class _Numbered(_Listed):
    """The numbers of a JSON list, a row each."""

    inherit_cache = True


@compiles(_Numbered, "postgresql")
def _numbers_of_postgresql(element: _Numbered, compiler: SQLCompiler, **options: Any) -> str:
    names = compiler.process(element.clauses, **options)
    return f"(SELECT CAST(jsonb_array_elements_text(CAST({names} AS jsonb)) AS bigint))"


def among(column: ColumnElement[Any], name: str = "names") -> ColumnElement[bool]:
    """Whether a column is among the texts or numbers that the parameter `name` lists, however many they are.

    One parameter for all of them: the statement stays the same, and need not be made anew for each number.
    """
    rows = _Numbered if isinstance(column.type, Integer) else _Listed
    return column.op("IN", is_comparison=True)(rows(bindparam(name, type_=Text)))


def listed(values: Iterable[str] | Iterable[int]) -> str:
    """The parameter for `among`."""
    return json.dumps(sorted(values))


# The third stops INSERT OR REPLACE, which deletes without a delete trigger.
_SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END;
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION parley_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME; END $$;;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION parley_append_only();;
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION parley_append_only();;
"""


def append_only(engine: str, table: str, key: str) -> Iterator[str]:
    """The statements that forbid changing rows of a table with this primary key, for an engine by name."""
    if engine == "sqlite":
        statements = [f"{part}END" for part in _SQLITE.split("END;") if part.strip()]
    else:
        statements = [part for part in _POSTGRESQL.split(";;") if part.strip()]
    yield from (statement.format(table=table, key=key) for statement in statements)
