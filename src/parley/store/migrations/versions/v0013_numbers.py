"""Facts are named by numbers that grow, not by their hashes: what is written at once lies together.

Of the pages of a file that an article wrote most belonged to indexes of hashes, a row in each.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from parley.store.dialects import TEXT, append_only
from parley.store.engine import through
from parley.store.migrations.versions import v0001_first as first

revision = "0013"
down_revision = "0012"

STORIES = {"id": "T", "thread": "T", "position": "I"}
FACTS = {**first.FACTS, "stories": STORIES}
INDEXES = {
    "ix_articles_page": ("articles", ["page"]),
    "ix_claims_page": ("claims", ["page"]),
    "claims_id": ("claims", ["id"]),
    "claims_article": ("claims", ["article"]),
    "claims_known": ("claims", ["known"]),
    "edges_old": ("edges", ["old"]),
    "edges_new": ("edges", ["new"]),
    "entries_id": ("entries", ["id"]),
    "entries_dispute": ("entries", ["dispute"]),
    "states_entry": ("states", ["entry"]),
    "states_known": ("states", ["known_from"]),
    "states_from": ("states", ["valid_from"]),
    "states_to": ("states", ["valid_to"]),
    "joins_entry": ("joins", ["entry"]),
    "joins_claim": ("joins", ["claim"]),
    "links_entry": ("links", ["entry"]),
    "verdicts_entry": ("verdicts", ["entry"]),
    "disagreements_id": ("disagreements", ["id"]),
    "stories_id": ("stories", ["id"]),
    "history_recording": ("history", ["recording"]),
}
LATER = sa.text("fact <> seq")
_FIRST = (
    "(SELECT own.seq FROM history AS own WHERE own.ledger = {ledger} AND own.fact = {fact}"
    " ORDER BY own.seq LIMIT 1)"
)


def upgrade() -> None:
    """Write facts and notes anew with their numbers; the search index and what falls due follow from them."""
    connection = op.get_bind()
    for table, columns in FACTS.items():
        _number(table, columns)
    _renote()
    for table in FACTS:
        _replace(table)
    _replace("history")
    for index, (table, names) in INDEXES.items():
        op.create_index(index, table, names)
    op.create_index("history_later", "history", ["fact", "seq"], sqlite_where=LATER, postgresql_where=LATER)
    for table, key in (*((table, "number") for table in FACTS), ("history", "seq")):
        for statement in append_only(connection.dialect.name, table, key):
            op.execute(statement)
    _follow()


def _number(table: str, columns: dict[str, str]) -> None:
    """The facts of a table beside it, in the order in which they were first asserted."""
    own = [first._column(name, kind) for name, kind in {"hash": "T", **columns, "body": "T"}.items()]
    number = sa.Column("number", sa.Integer, primary_key=True, autoincrement=False)
    op.create_table(f"new_{table}", number, *own)
    names = ", ".join(f'{table}."{column.name}"' for column in own)
    number_of = _FIRST.format(ledger=f"'{table}'", fact=f"{table}.hash")
    op.execute(f"INSERT INTO new_{table} SELECT {number_of}, {names} FROM {table} ORDER BY 1")


def _renote() -> None:
    """The notes beside them, with the numbers of the facts."""
    op.create_table(
        "new_history",
        sa.Column("seq", sa.Integer, primary_key=True),
        first._recording(),
        sa.Column("ledger", TEXT, nullable=False),
        sa.Column("fact", sa.Integer, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.CheckConstraint("event IN ('asserted', 'retracted')", name="event_is_known"),
    )
    number_of = _FIRST.format(ledger="h.ledger", fact="h.fact")
    told = f"SELECT h.seq, h.recording, h.ledger, {number_of}, h.event FROM history AS h ORDER BY h.seq"
    op.execute(f"INSERT INTO new_history {told}")


def _replace(table: str) -> None:
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)


def _follow() -> None:
    """What was not made when an older ledger came past 0004 and 0009: by facts as they are read now."""
    # Imported here: what the ledger's entries are is said by the program that migrates it.
    from parley.store import dues
    from parley.store.search import catch_up

    connection = through(op.get_bind())
    if not connection.rows("SELECT id FROM dues LIMIT 1", {}):
        dues.keep(connection, None, dues.believed(connection))
    catch_up(connection)
