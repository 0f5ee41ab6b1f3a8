"""Entries: the things in the world that claims are about, their states, and how well these stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parley.model_claims import Value, When
from parley.model_pages import Span

EntryKind = Literal["round", "agreement", "measure", "commitment", "deadline", "indicator", "dispute"]


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
