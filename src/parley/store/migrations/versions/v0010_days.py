"""What is searched for is found by its day: of many answers only the newest are looked up."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the index."""
    op.create_index("finds_day", "finds", ["day"])
