"""What is written to a ledger at once, and the note that each write leaves."""

from __future__ import annotations

from dataclasses import dataclass

from parley.model import Article, Assessment, Claim, Edge, Entry, Page, Story


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
class PageReading:
    """A page with the articles on it and the claims they make."""

    page: Page
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows from all articles and claims held: lineage, entries, how they stand, stories."""

    edges: tuple[Edge, ...]
    entries: tuple[Entry, ...]
    assessment: Assessment
    stories: tuple[Story, ...] = ()
