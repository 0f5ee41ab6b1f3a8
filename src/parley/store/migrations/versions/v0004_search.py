"""The index by which words and entries are searched for; it is filled from what is held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT
from parley.store.search import TEXTS

revision = "0004"
down_revision = "0003"

SQLITE = """
CREATE VIRTUAL TABLE finds_text USING fts5(words, about, facets, content='finds', content_rowid='id',
tokenize="porter unicode61 remove_diacritics 2")
"""
POSTGRESQL = f"""
CREATE INDEX finds_text ON finds USING GIN (to_tsvector('english', {TEXTS.format(of="")}));;
CREATE INDEX finds_facets ON finds USING GIN (to_tsvector('simple', facets))
"""


def upgrade() -> None:
    """Add the tables of the index; they are filled at the end (0013), by facts as they are read then."""
    names = ("ref", "day", "words", "about", "outlet", "speaker", "facets")
    texts = [sa.Column(name, TEXT, nullable=False) for name in names]
    op.create_table("finds", sa.Column("id", sa.Integer, primary_key=True), *texts)
    op.create_index("finds_ref", "finds", ["ref"], unique=True)
    for name in ("outlet", "speaker"):
        op.create_index(f"finds_{name}", "finds", [name])
    day = sa.Column("day", TEXT, nullable=False)
    op.create_table("searched", sa.Column("recording", sa.Integer, primary_key=True), day)
    connection = op.get_bind()
    for statement in (SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL).split(";;"):
        connection.exec_driver_sql(statement)
