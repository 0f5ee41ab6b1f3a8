"""Export entries and claims as rows for other programs and for spreadsheets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from parley.exchange import to_json
from parley.model import Entry, State
from parley.write.data import table

if TYPE_CHECKING:
    from parley.ledger import Ledger


def parts(books: Ledger, what: str, form: str) -> Iterator[str]:
    """The export piece by piece: JSON lines as they come, or one CSV table.

    `what` is `entries` (a row for each state) or `claims` (the exchange format); `form` is `jsonl` or `csv`.
    """
    rows = _entries(books) if what == "entries" else _claims(books)
    if form == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        yield table(list(rows))


def _claims(books: Ledger) -> Iterator[dict[str, Any]]:
    for claim in books.store.claims(books.at):
        yield to_json(claim, books.address(claim.article.split("/")[0]))


def _entries(books: Ledger) -> Iterator[dict[str, Any]]:
    for entry in books.view(None).entries.values():
        for state in entry.states:
            yield {**_about(entry), **state_row(state)}


def _about(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "name": entry.name,
        "dispute": entry.dispute,
        "actors": list(entry.actors),
        "targets": list(entry.targets),
        "instrument": entry.instrument,
        "goods": list(entry.goods),
        "place": entry.place,
    }


def state_row(state: State) -> dict[str, Any]:
    """A state with ISO days, None where unknown."""
    begun, until = state.valid_from, state.until
    return {
        "status": state.status,
        "valid_from": begun.start if begun else None,
        "valid_precision": begun.precision if begun else None,
        "valid_to": state.valid_to,
        "until": until.start if until else None,
        "known_from": state.known_from,
        "known_to": state.known_to,
        "rate": state.rate,
        "condition": state.condition,
        "reason": state.reason,
        "claims": list(state.claims),
    }
