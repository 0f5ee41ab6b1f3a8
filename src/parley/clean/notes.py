"""Candidates for the fields of an article: what each place of the page says, and which one is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from parley.model import Field, Sure

FUTURE = "later than the page was fetched"
PASSED_OVER = "another place goes before it"


@dataclass(frozen=True, slots=True)
class Note:
    """What one place says for one field: `where` in words, `span` its raw offsets (None: in metadata).

    `barred` says why it cannot be taken whatever else there is.
    """

    field: Field
    value: str
    where: str
    sure: Sure = "high"
    span: tuple[int, int] | None = None
    barred: str | None = None


def latest(fetched: str) -> str | None:
    """The last ISO day that can be a day of publication: the one after `fetched`, for the date line's sake.

    None where the moment of fetching is not known.
    """
    try:
        return (date.fromisoformat(fetched[:10]) + timedelta(days=1)).isoformat()
    except ValueError:
        return None


def allows(limit: str | None, day: str) -> bool:
    """True for an ISO day or moment up to `limit`."""
    return limit is None or day[:10] <= limit


def checked(notes: Iterable[Note], limit: str | None) -> tuple[Note, ...]:
    """The notes with dates beyond `limit` barred."""
    return tuple(
        note
        if note.barred or note.field not in ("published", "updated") or allows(limit, note.value)
        else replace(note, barred=FUTURE)
        for note in notes
    )


def first(notes: Iterable[Note], field: Field) -> str | None:
    """The first value for the field that is not barred."""
    return next((note.value for note in notes if note.field == field and not note.barred), None)
