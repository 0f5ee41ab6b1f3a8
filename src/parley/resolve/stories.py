"""Which story an article belongs to, in the order of arrival.

An article joins the story of the article that it is most like, where that is like enough and of the same
days, or founds one. What came before never moves: the stories of the first n articles are the same whatever
follows, and in whatever batches they came. What a person merged or split (`Grouping`) outranks likeness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parley.derive.sketch import fold
from parley.derive.words import words
from parley.model import Article, Claim, Grouping, Story
from parley.resolve.likeness import Found, Likeness
from parley.resolve.names import slug
from parley.resolve.pins import Pins
from parley.resolve.threads import Thread, Threads, between, days_between

_ALIKE = 0.23
_ALIKE_UNDATED = 0.35
_DAYS = 4
"""Two articles about one event are at most this many days apart; a story may last longer, link by link."""
_NAMED = 5


def stories(
    articles: Sequence[Article], claims: Iterable[Claim], decisions: Iterable[Grouping] = ()
) -> tuple[Story, ...]:
    """The stories of `articles`, which are in order of arrival, in the order in which they were founded."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.article, []).append(claim)
    shelf = Shelf(sorted(decisions, key=lambda d: d.at))
    for article in articles:
        shelf.add(article, told.get(article.id, ()))
    return shelf.stories()


@dataclass(slots=True, eq=False)
class _Draft:
    """A story as it grows."""

    id: str
    title: str
    joins: dict[str, str] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    parties: tuple[str, ...] = ()
    thread: Thread | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """An article that was put into a story."""

    id: str
    day: str | None
    draft: _Draft


class Shelf:
    """All stories so far; articles come one by one in the order of arrival."""

    def __init__(self, decisions: Sequence[Grouping] = ()) -> None:
        self._pins = Pins(d for d in decisions if d.level == "story")
        self._threads = Threads(Pins(d for d in decisions if d.level == "thread"))
        self._likeness = Likeness()
        self._held: list[_Held] = []
        self._drafts: list[_Draft] = []
        self._labelled: dict[int, _Draft] = {}
        self._ids: Counter[str] = Counter()

    def stories(self) -> tuple[Story, ...]:
        """The stories in the order in which they were founded."""
        return tuple(_story(draft) for draft in self._drafts)

    def add(self, article: Article, claims: Sequence[Claim]) -> None:
        """Put the next article into a story, and its story into a thread."""
        found = self._likeness.add(article, claims)
        label, day = self._pins.label(article.id), (article.published or "")[:10] or None
        draft, reason = self._place(article, label, day, found)
        draft.joins[article.id] = reason
        draft.days += [day] if day else []
        if label is not None:
            draft.labels.add(label)
            self._labelled.setdefault(label, draft)
        self._held.append(_Held(article.id, day, draft))
        self._thread(draft, claims, found)

    def _place(
        self, article: Article, label: int | None, day: str | None, found: Found
    ) -> tuple[_Draft, str]:
        """The story of an article, and why."""
        if label is not None and label in self._labelled:
            return self._labelled[label], "a person put it here"
        for number, score in found.ranked:
            near = self._held[number]
            if self._fits(near, label, day, score):
                return near.draft, f"{score:.2f} like {near.id}: {_named(found.shared(number), article)}"
        draft = _Draft(self._unique(article, day), _title(article))
        self._drafts.append(draft)
        return draft, "founded it"

    def _fits(self, held: _Held, label: int | None, day: str | None, score: float) -> bool:
        """Whether the article held is like enough, of the same days, and its story not set apart."""
        enough = _ALIKE if day and held.day else _ALIKE_UNDATED
        near = not (day and held.day) or days_between(day, held.day) <= _DAYS
        return score >= enough and near and not self._pins.apart(label, held.draft.labels)

    def _thread(self, draft: _Draft, claims: Sequence[Claim], found: Found) -> None:
        """A story stays in the thread that it once joined."""
        if draft.thread is None:
            threads = (self._held[n].draft.thread for n, _ in found.ranked)
            day = draft.days[0] if draft.days else None
            near = [t for t in threads if t is not None]
            draft.thread = self._threads.join(next(iter(draft.joins)), claims, day, near)
            draft.parties = between(claims)
        if draft.thread is not None and draft.days:
            draft.thread.last = max(draft.thread.last, draft.days[-1])

    def _unique(self, article: Article, day: str | None) -> str:
        """An id that can be read: the day and the first words of the headline."""
        telling = [w for w in fold(_title(article)) if w not in words().stop]
        stem = slug(day or "undated", *telling[:_NAMED])
        self._ids[stem] += 1
        return stem if self._ids[stem] == 1 else f"{stem}-{self._ids[stem]}"


def _story(draft: _Draft) -> Story:
    return Story(
        id=draft.id,
        title=draft.title,
        thread=draft.thread.id if draft.thread else draft.id,
        articles=tuple(draft.joins),
        joins=tuple(draft.joins.items()),
        parties=draft.parties,
        since=min(draft.days, default=None),
        until=max(draft.days, default=None),
    )


def _title(article: Article) -> str:
    """The headline, else how the text begins."""
    return article.title or " ".join(article.text[:200].split()[:8])


def _named(shared: Sequence[str], article: Article) -> str:
    """The heaviest shared terms as the article has them: stems are for machines."""
    known = fold(f"{_title(article)} {article.text[:3000]}")
    return ", ".join(next((w for w in known if w.startswith(term)), term) for term in shared[:_NAMED])
