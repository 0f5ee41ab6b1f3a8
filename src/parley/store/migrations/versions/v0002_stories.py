"""Stories as facts, and what persons decided about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# As in the first schema; the third stops INSERT OR REPLACE, which deletes without a delete trigger.
TRIGGERS = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END;
"""


def upgrade() -> None:
    """Add two tables; every ledger of the first schema keeps what it has."""
    stories = [sa.Column(name, sa.Text, nullable=False) for name in ("id", "thread", "body")]
    op.create_table(
        "stories",
        sa.Column("hash", sa.Text, primary_key=True),
        *stories[:2],
        sa.Column("position", sa.Integer, nullable=False),
        stories[2],
    )
    texts = [sa.Column(n, sa.Text, nullable=False) for n in ("at", "who", "kind", "level", "one", "other")]
    op.create_table(
        "groupings",
        sa.Column("id", sa.Integer, primary_key=True),
        *texts,
        sa.Column("note", sa.Text),
        sa.CheckConstraint("kind IN ('merge', 'split')", name="kind_is_known"),
        sa.CheckConstraint("level IN ('story', 'thread')", name="level_is_known"),
    )
    for table, key in (("stories", "hash"), ("groupings", "id")):
        for statement in TRIGGERS.format(table=table, key=key).split("END;"):
            if statement.strip():
                op.execute(statement + "END")
