"""The marks of articles and what stories leave behind: news is put among them without reading all again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add four empty tables; settled by the rules of this program, a ledger fills them."""
    op.create_table(
        "texts",
        sa.Column("article", TEXT, primary_key=True),
        sa.Column("place", sa.BigInteger, nullable=False, unique=True),
        sa.Column("runs", sa.Integer, nullable=False),
        sa.Column("rare", sa.Integer, nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shelf",
        sa.Column("key", TEXT, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    told = ("dispute", "kind", "status", "begins", "ends", "told", "known")
    op.create_table(
        "stands",
        sa.Column("entry", TEXT, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(n, sa.Integer if n == "kind" else TEXT, nullable=False) for n in told),
    )
    op.create_index("stands_in_dispute", "stands", ["dispute", "kind", "told", "known", "entry"])
    op.create_index("stands_in_order", "stands", ["kind", "told", "known", "entry"])
    op.create_index("stories_id", "stories", ["id"])
    op.create_index("states_from", "states", ["valid_from"])
    op.create_index("states_to", "states", ["valid_to"])
