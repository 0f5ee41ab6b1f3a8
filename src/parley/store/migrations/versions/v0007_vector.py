"""On PostgreSQL the words that are searched are kept as they are indexed: ranking made them each time."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

POSTGRESQL = (
    "DROP INDEX finds_text",
    "ALTER TABLE finds ADD COLUMN vector tsvector GENERATED ALWAYS AS"
    " (to_tsvector('english', words || ' 0 0 ' || about)) STORED",
    "CREATE INDEX finds_text ON finds USING GIN (vector)",
)


def upgrade() -> None:
    """Add the column, which the server fills by itself; SQLite's index has it already."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in POSTGRESQL:
            connection.exec_driver_sql(statement)
