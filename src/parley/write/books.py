"""What an answer is asked (`Ask`) and what it may look up while it is written (`Books`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from parley.model import Article, Assessment, Claim, Difference, Entry, Span, State, Verdict

T = TypeVar("T")
Sides = tuple[tuple[str, ...], tuple[str, ...]]


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
    out what stands no longer (`OVER`). With `fold` what would be told in the same words is told once.
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
    fold: bool = False

    def window(self, items: Sequence[T]) -> Sequence[T]:
        """The items of a list, in its order, that are asked for."""
        return items[self.start : None if self.most is None else self.start + self.most]


@dataclass(frozen=True, slots=True)
class Findings:
    """Entries by id with what was found about them, for one question.

    `differences` are the entries that stand otherwise on the day than without the question's assumptions.
    With `weigh` the verdicts of the assessment have no witnesses yet: it gives those that are looked at.
    `others` are ids of disputes that the ledger holds, where the entries are not all of it; `more`
    is how much falls due in them that is not among the entries.
    """

    entries: Mapping[str, Entry]
    assessment: Assessment
    books: Books
    differences: tuple[Difference, ...] = ()
    weigh: Callable[[Sequence[Verdict]], Sequence[Verdict]] | None = None
    others: Sequence[str] | None = None
    more: int = 0
    _rows: list[Row] = field(init=False, default_factory=list, repr=False, compare=False)
    _by_sides: dict[tuple[str, Sides], list[str]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    @property
    def rows(self) -> Sequence[Row]:
        """All states of the entries in the order in which they began; looked up once, asked many times."""
        if not self._rows:
            found = (v for v in self.assessment.verdicts if v.entry in self.entries)
            self._rows[:] = [_row(v) for v in sorted(found, key=begun)]
        return self._rows

    def tariffs(self, of: Entry) -> Iterator[Entry]:
        """All tariffs of those who lay this one on those who bear it."""
        return self._between("tariff", (of.actors, of.targets))

    def deals(self, parties: Iterable[str]) -> Iterator[Entry]:
        """All agreements of these parties."""
        return self._between("agreement", (tuple(sorted(parties)), ()))

    def _between(self, what: str, sides: Sides) -> Iterator[Entry]:
        """Entries by what they are and whose; looked up once, asked many times."""
        if not self._by_sides:
            found: dict[tuple[str, Sides], list[str]] = {("", ((), ())): []}
            for entry in self.entries.values():
                if entry.kind == "measure" and entry.instrument == "tariff":
                    found.setdefault(("tariff", (entry.actors, entry.targets)), []).append(entry.id)
                elif entry.kind == "agreement":
                    found.setdefault(("agreement", (tuple(sorted(entry.actors)), ())), []).append(entry.id)
            self._by_sides.update(found)  # at once: other threads may be looking
        return (self.entries[i] for i in self._by_sides.get((what, sides), ()))


class Row(NamedTuple):
    """When a state begins, holds (`ends` is exclusive) and is believed, as ISO days; `~` is never."""

    beginning: str
    begins: str
    ends: str
    known: str
    doubted: str
    verdict: Verdict


NEVER = "~"  # after all days


def _row(verdict: Verdict) -> Row:
    state = verdict.state
    ends, doubted = (day[:10] if day else NEVER for day in (state.valid_to, state.known_to))
    return Row(beginning(state), state.begins, ends, state.known_from[:10], doubted, verdict)


def believed(findings: Findings, known: str | None) -> Iterator[Row]:
    """The states that were believed at the end of a day (None: now), in the order in which they began."""
    if known is None:
        return (row for row in findings.rows if row.doubted == NEVER)
    day = known[:10]
    return (row for row in findings.rows if row.known <= day < row.doubted)


def beginning(state: State) -> str:
    """The ISO day on which a state began; where nobody says it, the day on which it became known."""
    return (state.valid_from.start if state.valid_from else state.known_from)[:10]


def displaces(later: State, end: str) -> bool:
    """Whether somebody told that a later state begins by the ISO day on which another one ends.

    One that only follows from the passing of that day takes nothing's place.
    """
    return not later.reason.startswith("derived") and beginning(later) <= end


def standing(findings: Findings, ask: Ask) -> tuple[Verdict, ...]:
    """The verdicts on states that are believed and hold, latest beginning last, in a stable order."""
    day = ask.as_of[:10]
    return tuple(r.verdict for r in believed(findings, ask.known) if r.begins <= day < r.ends)


def begun(verdict: Verdict) -> tuple[str, str, str]:
    """Sort key: the day the state began, when it was known, the entry's id."""
    return (beginning(verdict.state), verdict.state.known_from, verdict.entry)


def ahead(findings: Findings, ask: Ask) -> tuple[Verdict, ...]:
    """The verdicts on what was told by the day that is asked about and begins after it.

    A state that only follows from a date that passes (`derived`) is not news of the future.
    """
    return tuple(
        row.verdict
        for row in believed(findings, ask.known)
        if row.beginning > ask.as_of >= row.known and not row.verdict.state.reason.startswith("derived")
    )


def of_dispute(verdicts: Sequence[Verdict], findings: Findings, dispute: str) -> tuple[Verdict, ...]:
    """The verdicts whose entry belongs to `dispute`."""
    return tuple(v for v in verdicts if findings.entries[v.entry].dispute == dispute)
