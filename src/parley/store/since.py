"""What the recordings after one of them changed: the names of what is otherwise now, or is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from parley.store.statements import Connection, Statement, among, listed

NAMED = {
    "entries": ("id",),
    **dict.fromkeys(("states", "joins", "links", "verdicts"), ("entry",)),
    "disagreements": ("id",),
    "articles": ("page",),
    "claims": ("id", "page"),
    "edges": ("old", "new"),
    "stories": ("id",),
}
"""The columns of each table of facts that name what a fact is about."""
_FEW = Statement(
    "SELECT count(*) FROM (SELECT seq FROM history WHERE recording > :recording LIMIT :most) AS few"
)
_LATER = Statement("SELECT ledger, fact FROM history WHERE recording > :recording")
_LAST = Statement("SELECT coalesce(max(id), 0) FROM recordings")


@dataclass(frozen=True, slots=True)
class Changed:
    """The ids of what changed up to recording `at`: entries (or their verdicts), disagreements, and so on.

    `lineage` are the articles with other edges, `pages` those with other articles or claims.
    """

    at: int
    entries: frozenset[str]
    items: frozenset[str]
    claims: frozenset[str]
    pages: frozenset[str]
    lineage: frozenset[str]
    stories: bool


def changed_since(connection: Connection, recording: int, most: int) -> Changed | None:
    """What changed after a recording; None where more than `most` facts did: to read all is less work."""
    if _FEW.first(connection, recording=recording, most=most + 1) > most:
        return None
    facts: defaultdict[str, set[int]] = defaultdict(set)
    for ledger, fact in _LATER.rows(connection, recording=recording):
        facts[ledger].add(fact)
    names = {table: _names(connection, table, found) for table, found in facts.items()}
    at = int(_LAST.first(connection))
    parts = ((table, "entry") for table in ("states", "joins", "links", "verdicts"))
    return Changed(
        at,
        _all(names, [("entries", "id"), *parts]),
        _all(names, [("disagreements", "id")]),
        _all(names, [("claims", "id")]),
        _all(names, [("articles", "page"), ("claims", "page")]),
        _all(names, [("edges", "old"), ("edges", "new")]),
        "stories" in facts,
    )


def _names(connection: Connection, table: str, facts: Collection[int]) -> dict[str, set[str]]:
    """For each naming column of a table what it says of some facts."""
    where = among("number", numbers=True)
    query = Statement(f"SELECT {', '.join(NAMED[table])} FROM {table} WHERE {where}")
    rows = query.rows(connection, names=listed(facts))
    return {name: {row[n] for row in rows} for n, name in enumerate(NAMED[table])}


def _all(names: dict[str, dict[str, set[str]]], wanted: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(name for table, column in wanted for name in names.get(table, {}).get(column, ()))
