"""What is written to a ledger at once, and the note that each write leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from parley.model import (
    Article,
    Assessment,
    Claim,
    Disagreement,
    Edge,
    Entry,
    Grouping,
    Page,
    Verdict,
)

if TYPE_CHECKING:
    from parley.derive.marks import Marks
    from parley.resolve.memory import Told

# For each reference the (space, key) pairs under which it is found again; see traces.py.
Traces = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a recording: the versions of program, lexicon and model."""

    program: str
    lexicon: str
    model: str


@dataclass(frozen=True, slots=True)
class Recording:
    """One write to the ledger: `stage` is `read` (pages, claims) or `settle` (what follows from them).

    `at` is UTC. `through` is, for a settling, the last reading that it took into account.
    """

    id: int
    at: str
    stage: str
    versions: Versions
    through: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about an entry's claims, by number; `undone` where a later one takes it back."""

    number: int
    made: Grouping
    undone: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A page on which the reader failed (a fault of ours, not the page's): how often, when last, and how."""

    page: str
    address: str
    line: str
    tries: int
    at: str


class Placed(NamedTuple):
    """A claim by its place in the order of claims: when it became known (empty: never said), and where."""

    known: str
    article: str
    start: int
    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page with the articles on it and the claims they make."""

    page: Page
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows from all articles and claims held: lineage, entries, how they stand, stories.

    `marks` are those of all articles, to be kept in the place of any others (None: as they are).
    """

    edges: tuple[Edge, ...]
    entries: tuple[Entry, ...]
    assessment: Assessment
    stories: Told | None = None
    traces: Traces = field(default_factory=dict, repr=False)
    marks: Iterable[Marks] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Amendment:
    """What news changes in a settled ledger.

    `entries`, with their `verdicts`, take the place of those named in `touched`; of `relinked` only the links
    are others. `items` takes the place of the disagreements with the ids `dropped`. References of `traces`
    get these keys, those `forgotten` have none any more. `edges` are all of the newer articles `redrawn`,
    `stories` those that are new or have grown.
    """

    touched: frozenset[str]
    entries: tuple[Entry, ...]
    relinked: tuple[Entry, ...]
    verdicts: tuple[Verdict, ...]
    dropped: frozenset[str]
    items: tuple[Disagreement, ...]
    forgotten: frozenset[str]
    traces: Traces = field(repr=False)
    edges: tuple[Edge, ...] = ()
    redrawn: frozenset[str] = frozenset()
    stories: Told | None = None
