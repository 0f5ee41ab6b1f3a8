"""Model types to rows of the fact tables, and back.

A row's `hash` is over its whole content, so the same fact is the same row whoever wrote it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from parley.model import (
    Article,
    Claim,
    Disagreement,
    Edge,
    Entry,
    Grouping,
    Link,
    Page,
    State,
    Story,
    Verdict,
)
from parley.store import codec

Row = dict[str, Any]
_SORTED = json.JSONEncoder(sort_keys=True)
ByEntry = dict[str, list[tuple[Any, str]]]
"""By the id of an entry, in order: a position or the id of a claim, and a body."""


def article_row(article: Article) -> Row:
    """A row of `articles`."""
    return _fact(codec.dumps(article), page=article.page, position=article.index, published=article.published)


def claim_row(claim: Claim) -> Row:
    """A row of `claims`."""
    return _fact(
        codec.dumps(claim),
        page=claim.article.rpartition("/")[0],
        id=claim.id,
        article=claim.article,
        kind=claim.kind,
        known=claim.known,
        start=min((s.start for s in claim.support), default=0),
    )


def edge_row(edge: Edge) -> Row:
    """A row of `edges`."""
    return _fact(codec.dumps(edge), kind=edge.kind, old=edge.old, new=edge.new)


def entry_row(entry: Entry) -> Row:
    """A row of `entries`: the entry without its states, claims and links, which have tables of their own."""
    bare = replace(entry, states=(), claims=(), joins=(), links=())
    return _fact(codec.dumps(bare), id=entry.id, kind=entry.kind, dispute=entry.dispute)


def state_rows(entry: Entry) -> Iterator[Row]:
    """Rows of `states`, in the entry's order."""
    for position, state in enumerate(entry.states):
        yield _fact(
            codec.dumps(state),
            entry=entry.id,
            position=position,
            status=state.status,
            valid_from=state.valid_from.start if state.valid_from else None,
            valid_to=state.valid_to,
            known_from=state.known_from,
            known_to=state.known_to,
        )


def join_rows(entry: Entry) -> Iterator[Row]:
    """Rows of `joins`, one for each claim of the entry; the body is the list of reasons."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for claim, reason in entry.joins:
        reasons[claim].append(reason)
    for claim in entry.claims:
        yield {**_join_row(entry.id, claim, tuple(reasons[claim]))}


@lru_cache(maxsize=8192)
def _join_row(entry: str, claim: str, reasons: tuple[str, ...]) -> Row:
    """One row; of an entry that grows most were there before."""
    return _fact(json.dumps(reasons), entry=entry, claim=claim)


def link_rows(entry: Entry) -> Iterator[Row]:
    """Rows of `links`, in the entry's order."""
    for position, link in enumerate(entry.links):
        yield _fact(codec.dumps(link), entry=entry.id, position=position, kind=link.kind, target=link.target)


def verdict_rows(verdicts: Iterable[Verdict]) -> Iterator[Row]:
    """Rows of `verdicts`; `position` counts within the entry."""
    seen: defaultdict[str, int] = defaultdict(int)
    for verdict in verdicts:
        position = seen[verdict.entry]
        seen[verdict.entry] += 1
        yield _fact(codec.dumps(verdict), entry=verdict.entry, position=position, standing=verdict.standing)


def disagreement_row(item: Disagreement) -> Row:
    """A row of `disagreements`."""
    return _fact(codec.dumps(item), id=item.id, kind=item.kind, since=item.since)


def story_rows(stories: Mapping[int, Story]) -> Iterator[Row]:
    """Rows of `stories`; `position` counts them as they were founded."""
    for position, story in stories.items():
        yield _fact(codec.dumps(story), id=story.id, thread=story.thread, position=position)


def grouping_row(grouping: Grouping) -> Row:
    """A row of `groupings`, which numbers itself."""
    lists = {"one": json.dumps(grouping.one), "other": json.dumps(grouping.other)}
    return {name: getattr(grouping, name) for name in ("at", "who", "kind", "level", "note")} | lists


def grouping_from(row: Mapping[str, Any]) -> Grouping:
    """The decision of a row of `groupings`."""
    one, other = (tuple(json.loads(row[name])) for name in ("one", "other"))
    return Grouping(row["at"], row["who"], row["kind"], row["level"], one, other, row["note"])


def decision_row(decision: Grouping) -> Row:
    """A row of `decisions`, which numbers itself: what a person decided about an entry."""
    lists = {"subject": json.dumps(decision.one), "object": json.dumps(decision.other)}
    return {name: getattr(decision, name) for name in ("at", "who", "kind", "note")} | lists


def decision_from(row: Mapping[str, Any]) -> Grouping:
    """The decision of a row of `decisions`."""
    one, other = (tuple(json.loads(row[name])) for name in ("subject", "object"))
    return Grouping(row["at"], row["who"], row["kind"], "entry", one, other, row["note"])


@dataclass(frozen=True, slots=True)
class EntryParts:
    """What an entry is put together from, by entry id, each in order."""

    states: ByEntry
    joins: ByEntry
    links: ByEntry

    def entry(self, bare: Entry) -> Entry:
        """The whole of an entry that is as in a row of `entries`."""
        joins = [(claim, _reasons(body)) for claim, body in self.joins.get(bare.id, ())]
        return replace(
            bare,
            states=tuple(codec.loads(State, body) for _, body in self.states.get(bare.id, ())),
            claims=tuple(claim for claim, _ in joins),
            joins=tuple((claim, reason) for claim, reasons in joins for reason in reasons),
            links=tuple(codec.loads(Link, body) for _, body in self.links.get(bare.id, ())),
        )


@lru_cache(maxsize=8192)
def _reasons(body: str) -> tuple[str, ...]:
    """Why a claim is joined to an entry; many are for the same reasons."""
    return tuple(json.loads(body))


def page_row(page: Page, recording: int) -> Row:
    """A row of `pages`; a lone surrogate of a file name is written as an escape."""
    return {
        "id": page.id,
        "address": page.address.encode("utf-8", "backslashreplace").decode("utf-8"),
        "fetched": page.fetched,
        "raw": zlib.compress(page.raw),
        "text": None
        if _decoded(page) == page.text
        else zlib.compress(page.text.encode("utf-8", "surrogatepass")),
        "encoding": page.encoding,
        "media_type": page.media_type,
        "recording": recording,
    }


def page_from(row: Mapping[str, Any], given_date: str | None) -> Page:
    """The page of a row of `pages`."""
    raw = zlib.decompress(row["raw"])
    return Page(
        id=row["id"],
        address=row["address"],
        fetched=row["fetched"],
        raw=raw,
        text=raw.decode(row["encoding"], "replace") if row["text"] is None else _unpacked(row["text"]),
        encoding=row["encoding"],
        media_type=row["media_type"],
        given_date=given_date,
    )


def _decoded(page: Page) -> str | None:
    """The raw bytes as text; None where they are no text, as those of a PDF."""
    try:
        return page.raw.decode(page.encoding, "replace")
    except LookupError:
        return None


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _fact(body: str, **columns: str | int | None) -> Row:
    row: Row = {**columns, "body": body}
    content = _SORTED.encode(row).encode()
    return {"hash": hashlib.sha256(content).hexdigest()[:32], **row}
