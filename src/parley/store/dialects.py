"""What differs between the engines as tables are made: the order of text, how changes are forbidden."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Text

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code points on every engine, whatever the language of the database is."""


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
