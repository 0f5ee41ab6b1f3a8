"""Which story an article belongs to, in the order of arrival.

An article joins the story of the article that it is most like, where that is like enough and of the same
days, or founds one. What came before never moves: the stories of the first n articles are the same whatever
follows, and in whatever batches they came. What a person merged or split (`Grouping`) outranks likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parley.derive.sketch import fold
from parley.derive.words import words
from parley.model import Article, Claim, Grouping, Story
from parley.resolve.likeness import Found, Likeness
from parley.resolve.memory import NOTHING, Past, Told, packed, unpacked
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
    made = retold(articles, claims, decisions).stories
    return tuple(made[place] for place in sorted(made))


def retold(
    articles: Sequence[Article],
    claims: Iterable[Claim],
    decisions: Iterable[Grouping] = (),
    past: Past = NOTHING,
) -> Told:
    """The stories that change when `articles` arrive after those of the `past`, in this order.

    The same as all stories made anew, as long as no decision names one of `articles`.
    """
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.article, []).append(claim)
    shelf = Shelf(sorted(decisions, key=lambda d: d.at), past)
    for article in articles:
        shelf.add(article, told.get(article.id, ()))
    return shelf.told()


@dataclass(slots=True, eq=False)
class _Draft:
    """A story as it grows; `place` counts the stories as they were founded."""

    id: str
    title: str
    place: int
    joins: dict[str, str] = field(default_factory=dict)
    labels: set[int] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    parties: tuple[str, ...] = ()
    thread: Thread | None = None
    grown: bool = True


@dataclass(frozen=True, slots=True)
class _Held:
    """An article that was put into a story."""

    id: str
    day: str | None
    draft: _Draft


class Shelf:
    """The stories so far; articles come one by one in the order of arrival, after those of the past."""

    def __init__(self, decisions: Sequence[Grouping] = (), past: Past = NOTHING) -> None:
        counts = past.values(["c"]).get("c", packed([0, 0, 0]))
        arrived, founded, begun = (int(str(n)) for n in unpacked(counts))
        self._past = past
        self._pins = Pins(d for d in decisions if d.level == "story")
        self._threads = Threads(Pins(d for d in decisions if d.level == "thread"), past, begun)
        self._likeness = Likeness(past, arrived)
        self._arrived, self._founded = arrived, founded
        self._held: dict[int, _Held] = {}
        self._drafts: dict[str, _Draft] = {}
        self._labelled: dict[int, _Draft] = {}
        self._ids: dict[str, int] = {}

    def told(self) -> Told:
        """The stories that are new or have grown, and what to keep for those to come."""
        grown = [draft for draft in self._drafts.values() if draft.grown]
        held = {f"n|{n}": packed([h.id, h.day, h.draft.id]) for n, h in self._held.items()}
        stems = {f"s|{stem}": packed([count]) for stem, count in self._ids.items()}
        counts = {"c": packed([self._arrived, self._founded, self._threads.begun])}
        values = {**self._likeness.values(), **self._threads.values(), **held, **stems, **counts}
        return Told({draft.place: _story(draft) for draft in grown}, values)

    def add(self, article: Article, claims: Sequence[Claim]) -> None:
        """Put the next article into a story, and its story into a thread."""
        found = self._likeness.add(article, claims)
        self._remember([number for number, _ in found.ranked])
        label, day = self._pins.label(article.id), (article.published or "")[:10] or None
        draft, reason = self._place(article, label, day, found)
        draft.joins[article.id] = reason
        draft.days += [day] if day else []
        draft.grown = True
        if label is not None:
            draft.labels.add(label)
            self._labelled.setdefault(label, draft)
        self._held[self._arrived] = _Held(article.id, day, draft)
        self._arrived += 1
        self._thread(draft, claims, found)

    def _remember(self, numbers: Sequence[int]) -> None:
        """Take the articles with these numbers, with their stories, from the past."""
        keys = [f"n|{number}" for number in numbers if number not in self._held]
        rows = {int(key[2:]): unpacked(value) for key, value in self._past.values(keys).items()}
        lost = {str(row[2]) for row in rows.values()} - self._drafts.keys()
        for place, story in self._past.stories(lost).values():
            self._drafts[story.id] = self._draft(place, story)
        for number, (article, day, story_id) in rows.items():
            draft = self._drafts[str(story_id)]
            self._held[number] = _Held(str(article), str(day) if day else None, draft)

    def _draft(self, place: int, story: Story) -> _Draft:
        labels = {label for a in story.articles if (label := self._pins.label(a)) is not None}
        return _Draft(
            id=story.id,
            title=story.title,
            place=place,
            joins=dict(story.joins),
            labels=labels,
            days=[day for day in (story.since, story.until) if day],
            parties=story.parties,
            thread=self._threads.held(story.thread),
            grown=False,
        )

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
        draft = _Draft(self._unique(article, day), _title(article), self._founded)
        self._founded += 1
        self._drafts[draft.id] = draft
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
            near = [t for t in threads if t is not None]
            first = min(draft.days, default=None)
            draft.thread = self._threads.join(next(iter(draft.joins)), claims, first, near)
            draft.parties = between(claims)
        if draft.thread is not None and draft.days:
            draft.thread.last = max(draft.thread.last, *draft.days)

    def _unique(self, article: Article, day: str | None) -> str:
        """An id that can be read: the day and the first words of the headline."""
        telling = [w for w in fold(_title(article)) if w not in words().stop]
        stem = slug(day or "undated", *telling[:_NAMED])
        count = self._count(stem) + 1
        while count > 1 and self._count(f"{stem}-{count}"):
            count += 1
        self._ids[stem] = count
        if count == 1:
            return stem
        self._ids[f"{stem}-{count}"] = 1
        return f"{stem}-{count}"

    def _count(self, stem: str) -> int:
        """How many stories have ids that begin so."""
        if stem not in self._ids:
            before = self._past.values([f"s|{stem}"]).get(f"s|{stem}", packed([0]))
            self._ids[stem] = int(str(unpacked(before)[0]))
        return self._ids[stem]


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
