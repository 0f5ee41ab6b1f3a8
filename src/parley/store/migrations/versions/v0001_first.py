"""The first schema: pages, facts with their history, recordings, decisions, the cache of readings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT, append_only

revision = "0001"
down_revision = None

# Columns of the fact tables: T text, N text that may be null, I integer, P a page's id.
FACTS = {
    "articles": {"page": "P", "position": "I", "published": "N"},
    "claims": {"page": "P", "id": "T", "article": "T", "kind": "T", "known": "N", "start": "I"},
    "edges": {"kind": "T", "old": "T", "new": "T"},
    "entries": {"id": "T", "kind": "T", "dispute": "T"},
    "states": {
        "entry": "T",
        "position": "I",
        "status": "T",
        "valid_from": "N",
        "valid_to": "N",
        "known_from": "T",
        "known_to": "N",
    },
    "joins": {"entry": "T", "claim": "T"},
    "links": {"entry": "T", "position": "I", "kind": "T", "target": "T"},
    "verdicts": {"entry": "T", "position": "I", "standing": "T"},
    "disagreements": {"id": "T", "kind": "T", "since": "T"},
}
INDEXES = {
    "pages_address": ("pages", ["address"]),
    "claims_id": ("claims", ["id"]),
    "entries_id": ("entries", ["id"]),
    "states_entry": ("states", ["entry"]),
    "joins_entry": ("joins", ["entry"]),
    "history_fact": ("history", ["ledger", "fact", "seq"]),
    "ix_articles_page": ("articles", ["page"]),
    "ix_claims_page": ("claims", ["page"]),
    "ix_given_dates_page": ("given_dates", ["page"]),
}
KEYS = {"recordings": "id", "pages": "id", "given_dates": "seq", "history": "seq", "decisions": "id"}


def upgrade() -> None:
    """Create everything in an empty file."""
    _create_recordings()
    _create_pages()
    for name, columns in FACTS.items():
        op.create_table(name, _hash(), *(_column(c, t) for c, t in columns.items()), _column("body", "T"))
    _create_history()
    _create_decisions()
    op.create_table("readings", sa.Column("key", TEXT, primary_key=True), _blob("value"))
    for index, (table, names) in INDEXES.items():
        # An address may be longer than what fits into PostgreSQL's ordered indexes.
        op.create_index(index, table, names, postgresql_using="hash" if index == "pages_address" else "btree")
    for table in (*KEYS, *FACTS):
        _forbid_change(table)


def _create_recordings() -> None:
    op.create_table(
        "recordings",
        _serial("id"),
        *(_column(name, "T") for name in ("at", "stage", "program", "lexicon", "model")),
        sa.Column("through", sa.Integer),
        sa.CheckConstraint("stage IN ('read', 'settle')", name="stage_is_known"),
    )


def _create_pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", TEXT, primary_key=True),
        _column("address", "T"),
        _column("fetched", "T"),
        _blob("raw"),
        sa.Column("text", sa.LargeBinary),
        _column("encoding", "T"),
        _column("media_type", "T"),
        _recording(),
    )
    given_date = (_column("page", "P"), _column("given_date", "T"))
    op.create_table("given_dates", _serial("seq"), *given_date, _recording())


def _create_history() -> None:
    op.create_table(
        "history",
        _serial("seq"),
        _recording(),
        *(_column(name, "T") for name in ("ledger", "fact", "event")),
        sa.CheckConstraint("event IN ('asserted', 'retracted')", name="event_is_known"),
    )


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        _serial("id"),
        *(_column(name, "T") for name in ("at", "who", "kind", "subject")),
        *(_column(name, "N") for name in ("object", "note")),
        sa.CheckConstraint("kind IN ('confirm', 'reject', 'merge', 'split')", name="kind_is_known"),
    )


def _forbid_change(table: str) -> None:
    for statement in append_only(op.get_bind().dialect.name, table, KEYS.get(table, "hash")):
        op.execute(statement)


def _column(name: str, kind: str) -> sa.Column[object]:
    foreign = (sa.ForeignKey("pages.id"),) if kind == "P" else ()
    return sa.Column(name, sa.Integer if kind == "I" else TEXT, *foreign, nullable=kind == "N")


def _hash() -> sa.Column[str]:
    return sa.Column("hash", TEXT, primary_key=True)


def _serial(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True)


def _blob(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _recording() -> sa.Column[int]:
    return sa.Column("recording", sa.Integer, sa.ForeignKey("recordings.id"), nullable=False)
