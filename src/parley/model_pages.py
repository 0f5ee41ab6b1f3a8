"""Pages and articles: what was fetched, which characters are which article, and what it was copied from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "standfirst", "dateline", "paragraph", "heading", "item", "caption", "table"]
Field = Literal[
    "title", "outlet", "author", "agency", "published", "updated", "zone", "place", "language", "address"
]
Sure = Literal["high", "fair", "low"]
EdgeKind = Literal["exact", "reprint", "excerpt", "rewrite", "version", "correction"]

# The media type of a page that is a dossier: a curated account, not an article.
DOSSIER = "application/vnd.parley.dossier+toml"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (exclusive) of the decoded raw page with id `page`."""

    page: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched document, never changed; `id` is the SHA-256 of `raw` as 64 hex digits.

    `text` is `raw` decoded with `encoding`, newlines and byte-order mark kept. Of a PDF it is the text layer,
    its pages parted by form feeds; of a mail the decoded body (`media_type` says which part).
    `fetched` is the moment of fetching in UTC; `given_date` is what the user said with `--date`.
    """

    id: str
    address: str
    fetched: str
    raw: bytes
    text: str
    encoding: str
    media_type: str
    given_date: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Text from offset `at` of a block stands at raw offsets `start` to `end`.

    Where the raw length equals the text length the map is character by character; otherwise (an entity,
    collapsed white space) every character of the segment maps to the whole raw range.
    """

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item ... of an article: clean text with its map to raw offsets.

    `posted` is the moment (ISO) of the post of a live report that the block belongs to. The cells of a
    `table` row are parted by tabs.
    """

    kind: BlockKind
    text: str
    segments: tuple[Segment, ...]
    posted: str | None = None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets (start, end) of `text[start:end]`; needs `start < end`."""
        return self._edge(start)[0], self._edge(end - 1)[1]

    def _edge(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self.segments, offset, key=lambda s: s.at) - 1
        segment = self.segments[index]
        stop = self.segments[index + 1].at if index + 1 < len(self.segments) else len(self.text)
        if segment.end - segment.start != stop - segment.at:
            return segment.start, segment.end
        raw = segment.start + offset - segment.at
        return raw, raw + 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value that a page gives for a field of its article, and whether it was taken.

    `where` says in words where it stands ("JSON-LD datePublished", "byline"), `span` its raw characters
    (None: in metadata or outside the page). `sure`: `high` stated in a place made for it, `fair` shown where
    such things stand, `low` argued. `rejected` says why it was not taken; None: it was.
    """

    field: Field
    value: str
    where: str
    sure: Sure
    span: Span | None = None
    rejected: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One story on a page; `index` 0 is the page's main story.

    `blocks` are in reading order; title, standfirst and captions are blocks of their kinds. `dropped` holds
    every other raw span of the article's stretch of the page with the reason why it is not text of the story.
    `published` and `updated` are ISO dates or date-times in the outlet's zone, None where unknown;
    `published_basis` says by which rule (`metadata`, `byline`, `dateline`, `given`, `inferred: ...`), and
    `evidence` where each field was found, with every candidate that was passed over.
    `agencies` are news agencies credited for the text, `copied_on` a site that only carries it.
    """

    page: str
    index: int
    title: str | None
    outlet: str | None
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: str | None = None
    published_basis: str | None = None
    updated: str | None = None
    place: str | None = None
    language: str = "en"
    address: str | None = None
    copied_on: str | None = None
    correction: str | None = None
    incomplete: str | None = None
    dropped: tuple[tuple[Span, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """`page/index`: stable, because the page id is the hash of its bytes."""
        return f"{self.page}/{self.index}"

    @property
    def text(self) -> str:
        """The blocks' texts joined by one blank line; offsets into it go to `locate`."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def body(self) -> tuple[Span, ...]:
        """Raw spans of the blocks, in reading order."""
        return tuple(Span(self.page, *b.locate(0, len(b.text))) for b in self.blocks if b.text)

    def starts(self) -> tuple[int, ...]:
        """Offset in `text` at which each block begins."""
        offsets, at = [], 0
        for block in self.blocks:
            offsets.append(at)
            at += len(block.text) + 2
        return tuple(offsets)

    def locate(self, start: int, end: int, starts: tuple[int, ...] | None = None) -> tuple[Span, ...]:
        """Raw spans of `text[start:end]`, one for each block it touches; who asks often gives `starts()`."""
        return tuple(self._pieces(start, end, starts or self.starts()))

    def _pieces(self, start: int, end: int, starts: tuple[int, ...]) -> Iterator[Span]:
        for index in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
            at, block = starts[index], self.blocks[index]
            left, right = max(start, at) - at, min(end, at + len(block.text)) - at
            if left < right:
                yield Span(self.page, *block.locate(left, right))


@dataclass(frozen=True, slots=True)
class SentencePair:
    """Raw spans of a sentence in the older and the newer article, and what differs (None: nothing)."""

    old: Span
    new: Span
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Article `new` comes from article `old` (article ids); `reasons` say why, and why in this direction.

    `score` is 0 to 1, the share of `new` that `old` explains. `adds` are sentences only `new` has, `drops`
    those that only `old` has.
    """

    kind: EdgeKind
    old: str
    new: str
    score: float
    reasons: tuple[str, ...]
    pairs: tuple[SentencePair, ...] = ()
    adds: tuple[Span, ...] = ()
    drops: tuple[Span, ...] = ()
    altered_quotes: tuple[SentencePair, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and the one line that says why."""

    address: str
    line: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a run of reading did; `incomplete` are lines that say which pages were cut short, and how."""

    pages: int = 0
    known_before: int = 0
    articles: int = 0
    claims: int = 0
    undated: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    incomplete: tuple[str, ...] = ()
