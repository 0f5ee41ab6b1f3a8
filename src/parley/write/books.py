"""What an answer is asked (`Ask`) and what it may look up while it is written (`Books`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from parley.model import Article, Assessment, Claim, Difference, Entry, Span, State, Verdict

T = TypeVar("T")


class Books(Protocol):
    """A ledger as the writer sees it: read only, each call answers from what is stored."""

    def fetch(self, claims: Iterable[str]) -> None:
        """Get these claims, and the articles that they stand in, at once: they are about to be asked for."""

    def pages_of(self, claims: Iterable[str]) -> set[str]:
        """The ids of the pages on which these claims stand."""

    def curated(self, claim_id: str) -> bool:
        """Whether the claim is a fact of a dossier."""

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id."""

    def article(self, article_id: str) -> Article:
        """The article with this id (`page/index`)."""

    def address(self, page_id: str) -> str:
        """Where the page came from: a file name or an address."""

    def words(self, span: Span) -> str:
        """The characters of the raw page in `span`."""

    def page_text(self, page_id: str) -> str:
        """The whole decoded raw page."""


OVER = frozenset({"lifted", "expired", "struck down", "passed", "rejected", "cancelled", "fulfilled"})
OVER |= {"missed"}
"""Statuses of what stands no longer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: the day that is asked about, and the day up to which knowledge counts (None: all).

    `subject` is an entry id or a page id for `show`; `dispute` narrows to one dispute; `since` and `until`
    are ISO days, both inclusive. `basis` says where `as_of` comes from when nobody gave it. `assumed` are
    assumptions (`entry=status@day`) under which the answer holds. A list is told from line `start` on, at
    most `most` lines of it, and `newest` first where the list is one of days. Without `over` the state leaves
    out what stands no longer (`OVER`).
    """

    as_of: str
    known: str | None = None
    subject: str | None = None
    dispute: str | None = None
    since: str | None = None
    until: str | None = None
    basis: str = ""
    assumed: tuple[str, ...] = ()
    start: int = 0
    most: int | None = None
    newest: bool = False
    over: bool = True

    def window(self, items: Sequence[T]) -> Sequence[T]:
        """The items of a list, in its order, that are asked for."""
        return items[self.start : None if self.most is None else self.start + self.most]


@dataclass(frozen=True, slots=True)
class Findings:
    """Entries by id with what was found about them, for one question.

    `differences` are the entries that stand otherwise on the day than without the question's assumptions.
    With `weigh` the verdicts of the assessment have no witnesses yet: it gives those that are looked at.
    """

    entries: Mapping[str, Entry]
    assessment: Assessment
    books: Books
    differences: tuple[Difference, ...] = ()
    weigh: Callable[[Sequence[Verdict]], Sequence[Verdict]] | None = None


def beginning(state: State) -> str:
    """The ISO day on which a state began; where nobody says it, the day on which it became known."""
    return (state.valid_from.start if state.valid_from else state.known_from)[:10]


def standing(findings: Findings, ask: Ask) -> tuple[Verdict, ...]:
    """The verdicts on states that are believed and hold, latest beginning last, in a stable order."""
    chosen = [
        v
        for v in findings.assessment.verdicts
        if v.entry in findings.entries and v.state.believed(ask.known) and v.state.holds(ask.as_of)
    ]
    return tuple(sorted(chosen, key=begun))


def begun(verdict: Verdict) -> tuple[str, str, str]:
    """Sort key: the day the state began, when it was known, the entry's id."""
    return (beginning(verdict.state), verdict.state.known_from, verdict.entry)


def ahead(findings: Findings, ask: Ask) -> tuple[Verdict, ...]:
    """The verdicts on what was told by the day that is asked about and begins after it.

    A state that only follows from a date that passes (`derived`) is not news of the future.
    """
    return tuple(
        sorted(
            (
                v
                for v in findings.assessment.verdicts
                if v.entry in findings.entries
                and v.state.believed(ask.known)
                and beginning(v.state) > ask.as_of >= v.state.known_from[:10]
                and not v.state.reason.startswith("derived")
            ),
            key=begun,
        )
    )


def of_dispute(verdicts: Sequence[Verdict], findings: Findings, dispute: str) -> tuple[Verdict, ...]:
    """The verdicts whose entry belongs to `dispute`."""
    return tuple(v for v in verdicts if findings.entries[v.entry].dispute == dispute)
