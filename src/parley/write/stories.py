"""Stories and the threads that they go on with, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley.errors import UsageError
from parley.model import Article, Grouping, Story
from parley.write import dates
from parley.write.books import Books
from parley.write.document import Document, Line, Section, Sentence
from parley.write.family import headline, outlet
from parley.write.phrases import parties
from parley.write.sources import Sources


def stories(found: Sequence[Story], books: Books) -> Document:
    """A section for each thread, a line for each of its stories in the order of their days."""
    sources = Sources(books)
    threads: dict[str, list[Story]] = {}
    for story in found:
        threads.setdefault(story.thread, []).append(story)
    sections = tuple(_thread(id, group, books, sources) for id, group in threads.items())
    articles = sum(len(story.articles) for story in found)
    stand = f"{articles} articles, {len(found)} stories, {len(threads)} threads"
    return Document("STORIES", (stand,), sections, sources.marks)


def decisions(found: Sequence[Grouping], books: Books) -> Document:
    """What persons decided about stories and threads, a line each; the last word on an article counts."""
    lines = tuple(_decision(decision, books) for decision in found)
    note = "" if lines else "Nobody merged or split stories yet: `parley merge`, `parley split`."
    return Document("DECISIONS ABOUT STORIES", (), (Section("", lines, note),), ())


def _decision(decision: Grouping, books: Books) -> Line:
    one, other = (
        ", ".join(_called(article, books) for article in group) for group in (decision.one, decision.other)
    )
    verb = "belong together with" if decision.kind == "merge" else "are apart from"
    text = f"{decision.who}, {dates.day(decision.at[:10])}: {one} {verb} {other}."
    facts = (("at", decision.at), ("who", decision.who), ("kind", decision.kind), ("level", decision.level))
    return Line((Sentence(text, ()),), decision.kind, decision.note or "", facts=facts)


def _called(article: str, books: Books) -> str:
    """The headline; the id of an article that a later reading of its page does not find any more."""
    try:
        return f"“{headline(books.article(article))}”"
    except UsageError:
        return article


def _thread(thread: str, found: Iterable[Story], books: Books, sources: Sources) -> Section:
    ordered = sorted(found, key=lambda s: (s.since or "9999", s.id))
    sides = next((parties(s.parties) for s in ordered if s.parties), "")
    title = f"{thread}  {sides}, {_days(ordered)}" if sides else thread
    return Section(title, tuple(_line(story, books, sources) for story in ordered))


def _line(story: Story, books: Books, sources: Sources) -> Line:
    articles = [books.article(article) for article in story.articles]
    mark = sources.span(articles[0].body[0], articles[0].id)
    text = f"“{story.title}”: {_count(len(articles), 'article')} of {_outlets(articles)}."
    facts = (("story", story.id), ("thread", story.thread), ("articles", " ".join(story.articles)))
    return Line((Sentence(text, (mark,)),), lead=_days([story]), tail=story.id, facts=facts)


def _outlets(articles: Sequence[Article]) -> str:
    return ", ".join(dict.fromkeys(outlet(article) for article in articles))


def _days(found: Sequence[Story]) -> str:
    first = min((s.since for s in found if s.since), default=None)
    last = max((s.until for s in found if s.until), default=None)
    if not first or not last:
        return "no date"
    return dates.day(first) if first == last else f"{dates.day(first)} to {dates.day(last)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
