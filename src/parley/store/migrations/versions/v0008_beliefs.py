"""What was once believed is listed like what still is: the state of play as known on a day by an index."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

_HELD = (
    "(SELECT event FROM history WHERE ledger = '{table}' AND fact = {name}.hash ORDER BY seq DESC LIMIT 1)"
    " = 'asserted'"
)
_KINDS = ("round", "agreement", "measure", "commitment", "deadline", "indicator", "dispute")
_KIND = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(_KINDS))
_GIVEN_UP = f"""
INSERT INTO stands (entry, position, dispute, kind, status, begins, ends, told, known, until)
SELECT s.entry, s.position, e.dispute, CASE e.kind {_KIND} END, s.status,
       CASE WHEN s.valid_from IS NOT NULL THEN substr(s.valid_from, 1, 10)
            WHEN s.valid_to IS NULL OR substr(s.known_from, 1, 10) < substr(s.valid_to, 1, 10)
            THEN substr(s.known_from, 1, 10) ELSE '' END,
       coalesce(substr(s.valid_to, 1, 10), '~'), substr(coalesce(s.valid_from, s.known_from), 1, 10),
       s.known_from, substr(s.known_to, 1, 10)
FROM states s JOIN entries e ON e.id = s.entry
WHERE s.known_to IS NOT NULL AND {_HELD.format(table="states", name="s")}
  AND {_HELD.format(table="entries", name="e")}
"""


def upgrade() -> None:
    """Add the column, fill it, and put it into the indexes; what is believed now is there already."""
    connection = op.get_bind()
    text = 'TEXT COLLATE "C"' if connection.dialect.name == "postgresql" else "TEXT"
    connection.exec_driver_sql(f"ALTER TABLE stands ADD COLUMN until {text} NOT NULL DEFAULT '~'")
    connection.exec_driver_sql(_GIVEN_UP)
    for name, first in (("stands_in_dispute", ["dispute"]), ("stands_in_order", [])):
        op.drop_index(name, "stands")
        columns = ("kind", "told", "known", "entry", "begins", "ends", "status", "position")
        op.create_index(name, "stands", [*first, "until", *columns])
