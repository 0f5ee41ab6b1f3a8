"""Whether a fact is held is asked of the few that were ever retracted, not of the notes of all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

RETRACTED = sa.text("event = 'retracted'")


def upgrade() -> None:
    """Make the index."""
    columns = ["ledger", "fact", "seq"]
    op.create_index("history_gone", "history", columns, sqlite_where=RETRACTED, postgresql_where=RETRACTED)
