"""Traces, by which news is worked in where it belongs, and indexes for questions about single entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT

revision = "0003"
down_revision = "0002"

INDEXES = {
    "joins_claim": ("joins", ["claim"]),
    "links_entry": ("links", ["entry"]),
    "verdicts_entry": ("verdicts", ["entry"]),
    "disagreements_id": ("disagreements", ["id"]),
    "entries_dispute": ("entries", ["dispute"]),
    "edges_old": ("edges", ["old"]),
    "edges_new": ("edges", ["new"]),
    "claims_article": ("claims", ["article"]),
    "claims_known": ("claims", ["known"]),
    "states_known": ("states", ["known_from"]),
    "history_recording": ("history", ["recording"]),
}


def upgrade() -> None:
    """Add an empty table: the next settling fills it."""
    op.create_table(
        "traces",
        sa.Column("key", TEXT, primary_key=True),
        sa.Column("ref", TEXT, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("traces_ref", "traces", ["ref"])
    for index, (table, names) in INDEXES.items():
        op.create_index(index, table, names)
