"""Pages on which the reader failed: how often, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add an empty table."""
    op.create_table(
        "aside",
        sa.Column("page", TEXT, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in ("address", "line")),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("at", TEXT, nullable=False),
    )
