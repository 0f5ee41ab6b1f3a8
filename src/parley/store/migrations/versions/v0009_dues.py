"""What falls due is found by its day: a briefing looks at the next ends of what its parties do elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT

revision = "0009"
down_revision = "0008"

COLUMNS = ("entry", "dispute", "parties", "due", "begins", "ends", "told")


def upgrade() -> None:
    """Make the table; it is filled at the end (0013), by facts as they are read then."""
    op.create_table(
        "dues",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in COLUMNS),
    )
    op.create_index("dues_entry", "dues", ["entry"])
    op.create_index("dues_in_order", "dues", ["due", "told", "entry"])
