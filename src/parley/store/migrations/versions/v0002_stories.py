"""Stories as facts, and what persons decided about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT, append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two tables; every ledger of the first schema keeps what it has."""
    stories = [sa.Column(name, TEXT, nullable=False) for name in ("id", "thread", "body")]
    op.create_table(
        "stories",
        sa.Column("hash", TEXT, primary_key=True),
        *stories[:2],
        sa.Column("position", sa.Integer, nullable=False),
        stories[2],
    )
    texts = [sa.Column(n, TEXT, nullable=False) for n in ("at", "who", "kind", "level", "one", "other")]
    op.create_table(
        "groupings",
        sa.Column("id", sa.Integer, primary_key=True),
        *texts,
        sa.Column("note", TEXT),
        sa.CheckConstraint("kind IN ('merge', 'split')", name="kind_is_known"),
        sa.CheckConstraint("level IN ('story', 'thread')", name="level_is_known"),
    )
    for table, key in (("stories", "hash"), ("groupings", "id")):
        for statement in append_only(op.get_bind().dialect.name, table, key):
            op.execute(statement)
