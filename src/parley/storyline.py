"""Stories, threads and families of a ledger: found by name, drawn, merged and split by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parley.answers import Shelf
from parley.errors import UsageError
from parley.model import Article, Edge, Grouping, Person, Story
from parley.write import Document
from parley.write.family import Node, forest

if TYPE_CHECKING:
    from parley.ledger import Ledger

Level = Literal["story", "thread"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a name stands for: a story, a thread or an article with its family, and its articles' ids."""

    title: str
    articles: tuple[str, ...]


def subject(name: str, books: Ledger, stories: Sequence[Story] | None = None) -> Subject:
    """The story, thread or article with this name; a part of it will do where only one thing has it.

    An article is named by its page: the beginning of its id, or a part of its address. Raises UsageError
    where nothing or more than one thing has the name. `stories` are all, where they are at hand.
    """
    exactly = [a for a in books.store.articles_on(name.rpartition("/")[0], books.at) if a.id == name]
    if exactly:
        return Subject(f"ARTICLE  {exactly[0].title or name}", _family(name, books))
    held = books.store.stories(books.at) if stories is None else stories
    threads = [s for s in held if s.thread == name]
    if threads and all(s.id != name for s in threads):
        return Subject(f"THREAD  {name}", tuple(a for s in threads for a in s.articles))
    exact = [s for s in held if s.id == name]
    near = exact or [s for s in held if name in s.id]
    if len(near) == 1:
        return Subject(f"STORY  {near[0].title}", near[0].articles)
    found = _on_page(name, books)
    if len(found) == 1:
        return Subject(f"ARTICLE  {found[0].title or name}", _family(found[0].id, books))
    names = [*(s.id for s in near), *(a.id for a in found)]
    what = f"{len(names)} stories or articles have this name" if names else "no such story or article"
    hint = f"did you mean {', '.join(names[:4])}?" if names else "`parley stories` lists all stories"
    raise UsageError(what, where=name, hint=hint)


def families(about: Subject, books: Ledger) -> tuple[Node, ...]:
    """The families of the subject's articles as trees."""
    held = [books.article(article) for article in about.articles]
    near = {edge for article in held for edge in books.near.edges.get(article.id, ())}
    return forest(held, sorted(near, key=_placed))


def document(about: Subject, books: Ledger, *, changes: bool = False) -> Document:
    """The families of the subject in words; with `changes` what each retelling changed."""
    from parley.write.lineage import lineage

    return lineage(families(about, books), about.title, _shelf(books), changes=changes)


def picture(about: Subject, books: Ledger) -> str:
    """The families of the subject as SVG."""
    from parley.write.picture import to_svg

    return to_svg(families(about, books), about.title)


def listing(books: Ledger, thread: str | None = None) -> Document:
    """All stories in their threads, or those of one thread; raises UsageError where there is no such."""
    from parley.write.stories import stories

    held = books.store.stories(books.at)
    found = [story for story in held if thread in (None, story.thread)]
    if thread and not found:
        near = sorted({s.thread for s in held if thread in s.thread})
        hint = f"did you mean {', '.join(near[:4])}?" if near else "`parley stories` lists all threads"
        raise UsageError("no such thread", where=thread, hint=hint)
    return stories(found, _shelf(books))


def decisions(books: Ledger) -> Document:
    """What persons merged and split, oldest first."""
    from parley.write.stories import decisions as listed

    return listed(books.store.groupings(), _shelf(books))


def merged(one: str, other: str, books: Ledger, by: Person) -> Grouping:
    """The decision that two stories are one, or two threads."""
    level, first = _group(one, books)
    second_level, second = _group(other, books)
    if level != second_level or set(first) == set(second):
        raise UsageError("these are not two stories or two threads", where=f"{one}, {other}")
    return Grouping(by.at, by.who, "merge", level, first, second, by.note)


def split(name: str, parts: Sequence[str], books: Ledger, by: Person) -> Grouping:
    """The decision that some articles of a story, or some stories of a thread, stand apart from the rest."""
    level, whole = _group(name, books)
    taken = tuple(article for part in parts for article in _part(part, level, whole, books))
    rest = tuple(article for article in whole if article not in taken)
    if not rest:
        raise UsageError("nothing would be left", where=name, hint="name some of its parts, not all")
    return Grouping(by.at, by.who, "split", level, taken, rest, by.note)


def regroup(books: Ledger, decision: Grouping) -> Iterator[str]:
    """Record a decision with the stories that follow from it; a line for each that is new or changed."""
    from parley.closing import grouped

    store = books.store
    before = set(store.stories())
    made = grouped(store, store.articles(), store.claims(), [*store.groupings(), decision])
    store.group(decision, made)
    for story in made.stories.values():
        if story not in before:
            yield f"{story.id}: {len(story.articles)} articles, thread {story.thread}"


def _shelf(books: Ledger) -> Shelf:
    return Shelf(books)


def _group(name: str, books: Ledger) -> tuple[Level, tuple[str, ...]]:
    """The articles of a story, or those that founded the stories of a thread."""
    held = books.store.stories(books.at)
    exact = [s for s in held if s.id == name]
    if exact:
        return "story", exact[0].articles
    thread = [s for s in held if s.thread == name]
    if thread:
        return "thread", tuple(s.articles[0] for s in thread)
    near = [s for s in held if name in s.id]
    if len(near) == 1:
        return "story", near[0].articles
    hint = f"did you mean {', '.join(s.id for s in near[:4])}?" if near else "`parley stories` lists them"
    raise UsageError("no such story or thread", where=name, hint=hint)


def _part(name: str, level: Level, whole: tuple[str, ...], books: Ledger) -> Iterable[str]:
    if level == "thread":
        _, articles = _group(name, books)
        found = [article for article in articles if article in whole]
    else:
        found = [a.id for a in _on_page(name, books) if a.id in whole]
    if not found:
        raise UsageError(f"this is no part of the {level}", where=name)
    return found


def _on_page(name: str, books: Ledger) -> list[Article]:
    """The articles that a name stands for: an article id, the beginning of a page id, part of an address."""
    page, _, index = name.partition("/")
    pages = [p for p, address in books.addresses() if p.startswith(page) or name in address]
    found = [a for p in pages for a in books.store.articles_on(p, books.at)]
    exact = [a for a in found if index.isdigit() and a.index == int(index) and a.page.startswith(page)]
    return exact or [a for a in found if a.index == 0] or found


def _family(article: str, books: Ledger) -> tuple[str, ...]:
    """All articles that go back to the same origin as this one."""
    from parley.derive import families as origins

    edges, found, front = books.near.edges, {article}, {article}
    while front:
        front = {end for one in front for e in edges.get(one, ()) for end in (e.old, e.new)} - found
        found |= front
    of = origins(sorted({e for one in found for e in edges.get(one, ())}, key=_placed), found)
    return tuple(sorted(a for a, origin in of.items() if origin == of[article]))


def _placed(edge: Edge) -> tuple[str, str, str]:
    """Edges in the order in which the store tells them."""
    return edge.new, edge.old, edge.kind
