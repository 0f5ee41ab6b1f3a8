"""The types that cross stages: pages, articles, lineage, claims, entries, verdicts.

All are frozen. Offsets are code points, end exclusive. `Span` offsets always count in the decoded raw page
(`Page.text`); offsets in `Article.text` are translated to spans by `Article.locate`.
Dates are ISO 8601 strings (`2025-06-10`, `2025-06-10T11:44+02:00`), which sort as text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["title", "standfirst", "dateline", "paragraph", "heading", "item", "caption", "table"]
Precision = Literal["minute", "day", "week", "month", "quarter", "year"]
ClaimKind = Literal[
    "meeting", "measure", "agreement", "commitment", "deadline", "statement", "accusation", "figure", "ruling"
]
Certainty = Literal["reported", "attributed", "anonymous", "hedged", "conditional", "planned", "denied"]
Field = Literal[
    "title", "outlet", "author", "agency", "published", "updated", "zone", "place", "language", "address"
]
Sure = Literal["high", "fair", "low"]
EdgeKind = Literal["exact", "reprint", "excerpt", "rewrite", "version", "correction"]
EntryKind = Literal["round", "agreement", "measure", "commitment", "deadline", "indicator", "dispute"]

# The media type of a page that is a dossier: a curated account, not an article.
DOSSIER = "application/vnd.parley.dossier+toml"

CLAIM_KINDS: tuple[ClaimKind, ...] = (
    "meeting",
    "measure",
    "agreement",
    "commitment",
    "deadline",
    "statement",
    "accusation",
    "figure",
    "ruling",
)


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
class When:
    """A resolved time. `start` and `end` are inclusive ISO dates (or date-times at minute precision).

    `end` None: it goes on. `start` None is not allowed: an unresolved time is `None` in place of a `When`.
    """

    start: str
    end: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit (`percent`, `USD`, `days`, ...), multiplied out; `note` as in CLAIMS.md."""

    number: float
    unit: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words inside quotation marks, marks excluded, and the canonical name of who said them."""

    span: Span
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Curated:
    """What the curator of a dossier says of a fact besides the claim: which entry it is about, and on what.

    `dossier` and `entry` are ids, `sources` addresses of pages that say it, `compiled` the ISO day up to
    which the dossier tells the whole of the entry, `programme` the name of the programme of duties.
    """

    dossier: str
    entry: str
    sources: tuple[str, ...]
    compiled: str
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one article says, tied to the characters that say it (the exchange format's fields).

    `id` is a content hash, `article` an article id, `words` the text of the support, `rule` the name of the
    rule that made the claim, `known` the day on which the article was published (None where unknown).
    `roles` are offices as the article gives them: (person, words of the role, party).
    `links` are (kind, words): `in_response_to`, `in_exchange_for`, `on_condition`.
    `curated` is there where the claim is a fact of a dossier (its words are the curator's); `known` is then
    the day on which the fact became public.
    """

    id: str
    article: str
    kind: ClaimKind
    support: tuple[Span, ...]
    words: str
    rule: str
    certainty: Certainty
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    instrument: str | None = None
    action: str | None = None
    goods: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    date: When | None = None
    expires: str | None = None
    condition: str | None = None
    place: str | None = None
    speaker: str | None = None
    attribution: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    known: str | None = None
    roles: tuple[tuple[str, str, str | None], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    subject: str | None = None
    curated: Curated | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What was believed of an entry: `status` held from `valid_from` to `valid_to` (exclusive, None: open).

    It was believed from `known_from` to `known_to` (ISO days, exclusive, None: still). `valid_from` None:
    since before anyone says. `claims` are claim ids and never empty, `until` is when it ends if nothing is
    done, `rate` the first percent value, `reason` the rule that decided. `values` are all numbers of the
    claims' measure or indicator, `condition` the if-part in the claims' words, `by` the parties that say so
    or do so (`broken (alleged)` by CN; a meeting announced by US). `began_before`: no date is given, so
    `valid_from` is the day of the first report by which it held ("in force by", not "since"). `without` are
    goods that were taken out of a measure on several, which goes on for the rest.
    """

    status: str
    valid_from: When | None
    valid_to: str | None
    known_from: str
    known_to: str | None
    claims: tuple[str, ...]
    reason: str
    until: When | None = None
    rate: float | None = None
    values: tuple[Value, ...] = ()
    condition: str | None = None
    by: tuple[str, ...] = ()
    began_before: bool = False
    without: tuple[str, ...] = ()

    @property
    def begins(self) -> str:
        """The ISO day from which it holds, as far as anybody says; empty: since before anyone says.

        Where no page gives a day it is the day from which it was known, unless it was over by then.
        """
        if self.valid_from is not None:
            return self.valid_from.start[:10]
        known = self.known_from[:10]
        return known if self.valid_to is None or known < self.valid_to[:10] else ""

    def holds(self, as_of: str) -> bool:
        """Whether it held on the ISO day `as_of`."""
        return self.begins <= as_of[:10] and (self.valid_to is None or as_of[:10] < self.valid_to[:10])

    def believed(self, known: str | None = None) -> bool:
        """Whether the state was believed at the end of the ISO day `known` (None: now)."""
        if known is None:
            return self.known_to is None
        day = known[:10]
        return self.known_from[:10] <= day and (self.known_to is None or self.known_to[:10] > day)


@dataclass(frozen=True, slots=True)
class Link:
    """A tie from the entry that holds it to the entry with id `target`; `words` as the claims give it.

    Kinds: `in_retaliation_for`, `on_condition`, `part_of`, `follows`, `implements`, `eases` (a commitment
    to take back a measure: the measure is "to be eased", its status is untouched), `ends` (a deadline of an
    agreement or measure), `threatens` (a higher rate than the one in force).
    """

    kind: str
    target: str
    claims: tuple[str, ...]
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the world, with a stable readable id, its states, and every claim joined to it.

    `joins` gives for each claim id the reasons why it is about this entry. `dispute` is the id of the
    dispute's entry (`us-china`); a dispute's own is its id. `when` is the time that tells the entry apart:
    the days of a round, the conclusion of an agreement, the start of a measure, the date of a deadline, the
    period of an indicator. `people` are (canonical name, party code or None) of those who take part,
    `number` the place of a round in its series where a source counts it.
    """

    id: str
    kind: EntryKind
    name: str
    dispute: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    instrument: str | None
    goods: tuple[str, ...]
    place: str | None
    states: tuple[State, ...]
    claims: tuple[str, ...]
    joins: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    when: When | None = None
    people: tuple[tuple[str, str | None], ...] = ()
    venue: str | None = None
    number: int | None = None

    def due(self, state: State) -> When | None:
        """When a state of this entry ends, or comes where it is one of things to come."""
        if self.kind == "deadline":
            return self.when or state.until
        if state.until:
            return state.until
        return self.when if state.status in TO_COME and self.kind != "agreement" else None


TO_COME = frozenset({"threatened", "announced", "considered", "planned", "pending"})
"""Statuses of things to come; their entry's own time is when they would come."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How an entry stands on a day without an assumption and with it (None: it does not stand)."""

    entry: Entry
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True)
class Witness:
    """One independent voice on a claim: a first speaker, told by one family of articles.

    `speaker` None: the reporter's own word. `reporter` is the origin article of the family, or
    the name of an outlet that is cited and has no article of its own here. `party` is the
    side that the speaker speaks for (None: the press, analysts, unknown).
    """

    speaker: str | None
    reporter: str
    outlets: tuple[str, ...]
    claims: tuple[str, ...]
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a state stands: independent witnesses for and against, and in one of a few words why.

    `standing` is one of `official`, `both sides`, `one side`, `several reports`, `single report`,
    `anonymous`, `disputed`. `speakers` and `reporters` count independent first speakers and reporters for it.
    """

    entry: str
    state: State
    witnesses: tuple[Witness, ...]
    against: tuple[Witness, ...]
    speakers: int
    reporters: int
    standing: str
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: what it says, in which words, by whom, in which article (id)."""

    says: str
    claim: str | None
    span: Span | None
    speaker: str | None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more accounts that do not agree, or only seem not to.

    `kind`: `status`, `date`, `number`, `name`, `office`, `denial`, `quotation`, `attribution`; and where
    `real` is False the reason why it is none: `update`, `scope`, `granularity`, `counting`, `time zone`,
    `translation`, `different things`. `since` is the day (ISO) from which it is known. `prefer` is the
    index of the better-founded side, where a rule tells (`note` says which).
    """

    id: str
    kind: str
    real: bool
    topic: str
    entry: str | None
    sides: tuple[Side, ...]
    since: str
    note: str | None = None
    resolved: str | None = None
    prefer: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What `weigh` finds: a verdict for every state of every entry, and every disagreement, real or not."""

    verdicts: tuple[Verdict, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, in order of arrival; the first founded it and gave it `id` and `title`.

    `thread` is the id of the row of stories that it goes on with, over months; it is the story's own id
    where nobody is known to deal with anybody. `parties` are the codes that the thread is between. `joins`
    gives for each article the reason why it is here. `since` and `until` are ISO days of publication.
    """

    id: str
    title: str
    thread: str
    articles: tuple[str, ...]
    joins: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides something, when (UTC), and why."""

    at: str
    who: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a person decided: `one` and `other` are one group (merge) or two (split).

    Both are article ids, of all articles of a story, or (level `thread`) of those that founded its stories;
    of an entry (level `entry`) they are claim ids. `at` is the moment in UTC; later decisions outrank earlier
    ones.
    """

    at: str
    who: str
    kind: Literal["merge", "split"]
    level: Literal["story", "thread", "entry"]
    one: tuple[str, ...]
    other: tuple[str, ...]
    note: str | None = None


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
    skipped: tuple[Skipped, ...] = field(default=())
    incomplete: tuple[str, ...] = ()
