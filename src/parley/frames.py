"""Answers as pandas data frames, for notebooks."""

from __future__ import annotations

from parley.errors import UsageError
from parley.write.data import records
from parley.write.document import Document

try:
    import pandas
except ImportError as error:
    raise UsageError(
        "data frames need pandas, which is not installed", hint="pip install parley-ledger[frames]"
    ) from error

DAYS = ("valid_from", "valid_to", "until", "known_from", "known_to", "since")
NUMBERS = ("rate", "speakers", "reporters")


def frame(document: Document) -> pandas.DataFrame:
    """A row for each line: its text, its entry as the index, its facts, and the words it stands on."""
    table = pandas.DataFrame(_row(row) for row in records(document))
    if table.empty:
        return table
    for column in set(DAYS) & set(table):
        table[column] = pandas.to_datetime(table[column].replace("", None), errors="coerce")
    for column in set(NUMBERS) & set(table):
        table[column] = pandas.to_numeric(table[column].replace("", None), errors="coerce")
    return table.set_index("entry")


def _row(row: dict[str, object]) -> dict[str, object]:
    sources = row.pop("sources")
    assert isinstance(sources, list)
    return {**row, "words": [source["words"] for source in sources]}
