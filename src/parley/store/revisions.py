"""The versions of the ledger's tables, by the migrations that lead to them."""

from __future__ import annotations

# Revisions under `migrations/versions`, oldest first.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012")
HEAD = REVISIONS[-1]
# Those that only make indexes: nothing that is held is touched, and no copy is made before them.
INDEXES = frozenset({"0010", "0011", "0012"})
VERSION_TABLE = "parley_schema"
