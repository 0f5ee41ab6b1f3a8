"""The shapes of the JSON API's answers, from which its OpenAPI description is made."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from parley.store.search import Shelf


class Freshness(BaseModel):
    """The recording of the ledger that the answer rests on, its moment in UTC, and whether pages wait."""

    recording: int
    at: str
    behind: bool


class Span(BaseModel):
    """Code points of the decoded raw page, end exclusive."""

    page: str
    start: int
    end: int


class Source(BaseModel):
    """The words that something stands on; `chain` runs from the first speaker to the last outlet."""

    words: str
    spans: list[Span]
    page: str
    chain: list[str]
    published: str | None
    claim: str | None


class Item(BaseModel):
    """One line of an answer: in words, with its facts (texts, ISO days, empty where unknown) and sources."""

    section: str
    entry: str | None
    lead: str
    text: str
    tail: str
    flag: str
    facts: dict[str, str]
    sources: list[Source]


class Items(BaseModel):
    """A page of an answer; `next` is the cursor of the page that follows, None at the end."""

    as_of: str
    known: str | None
    freshness: Freshness
    items: list[Item]
    next: str | None


class Rows(BaseModel):
    """A page of records (entries, claims in the exchange format, articles)."""

    as_of: str
    known: str | None
    freshness: Freshness
    items: list[dict[str, Any]]
    next: str | None


class About(BaseModel):
    """An entry that a finding is about, and its status on the last day known."""

    id: str
    name: str
    dispute: str
    status: str


class Finding(BaseModel):
    """A claim or an entry; `marks` are where in `words` the hits are, in code points, end exclusive."""

    shelf: Shelf
    id: str
    kind: str
    day: str
    words: str
    marks: list[tuple[int, int]]
    outlet: str
    speaker: str | None
    entries: list[About]


class Found(BaseModel):
    """A page of what was found; `total` counts all, up to 1,000: where `more` is true there are more."""

    as_of: str
    known: str | None
    freshness: Freshness
    total: int
    more: bool
    items: list[Finding]
    next: str | None


class Record(BaseModel):
    """One record."""

    as_of: str
    known: str | None
    freshness: Freshness
    item: dict[str, Any]


class Problem(BaseModel):
    """RFC 9457: what went wrong."""

    type: str
    title: str
    status: int
    detail: str


WRONG: dict[int | str, dict[str, Any]] = {
    code: {
        "description": text,
        "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
    }
    for code, text in ((400, "a wrong day or cursor"), (404, "not in the ledger"), (422, "a wrong parameter"))
}
