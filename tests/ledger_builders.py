"""Small pages, and stages that read them by a toy rule, for tests of the store, the flow and the ledger.

A toy page has a title, a day (or `undated`), and lines `subject: status`, each of which is a claim.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from parley.errors import InputError
from parley.flow import Stages
from parley.model import (
    Article,
    Assessment,
    Block,
    Claim,
    Disagreement,
    Edge,
    Entry,
    Page,
    Segment,
    Side,
    Skipped,
    Span,
    State,
    Verdict,
    When,
    Witness,
)
from parley.store import PageReading, Settlement, Store, Versions, open_store
from parley.store.schema import FACTS

NOW = "2025-06-20T08:00:00+00:00"
VERSIONS = Versions("1.0", "lexicon-a", "model-a")


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        open_store(Path(folder) / "ledger.db").close()
        return (Path(folder) / "ledger.db").read_bytes()


def new_ledger(folder: Path) -> Store:
    """An open empty ledger in the folder; the migrations run once for all tests."""
    (folder / "ledger.db").write_bytes(_empty())
    return open_store(folder / "ledger.db")


def unnumbered(path: Path) -> None:
    """Make a ledger one of schema 0012: facts are named by their hashes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        named = " UNION ALL ".join(f"SELECT number, hash FROM {table.name}" for table in FACTS)
        connection.executescript(
            f"CREATE TABLE named AS {named};"
            "CREATE TABLE noted AS SELECT seq, recording, ledger, hash AS fact, event FROM history"
            " JOIN named ON named.number = history.fact ORDER BY seq;"
            "DROP TABLE named; DROP TABLE history; ALTER TABLE noted RENAME TO history;"
            "CREATE UNIQUE INDEX history_seq ON history (seq);"
            "CREATE INDEX history_fact ON history (ledger, fact, seq);"
        )
        for table in FACTS:
            columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name != "number")
            connection.executescript(
                f"CREATE TABLE held AS SELECT {columns} FROM {table.name} ORDER BY hash;"
                f"DROP TABLE {table.name}; ALTER TABLE held RENAME TO {table.name};"
                f"CREATE UNIQUE INDEX {table.name}_hash ON {table.name} (hash);"
            )
        connection.execute("UPDATE parley_schema SET version_num = '0012'")


def page(text: str, address: str = "desk/a.txt", given_date: str | None = None) -> Page:
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    return Page(digest, address, NOW, raw, text, "utf-8", "text/plain", given_date)


def toy(day: str, *lines: str, title: str = "Morning wire", address: str = "desk/a.txt") -> Page:
    return page("\n".join([title, day, *lines]), address)


def clean(found: Page) -> tuple[Article, ...]:
    title, day, *lines = found.text.split("\n")
    if title == "broken":
        raise InputError("nothing here is an article", where=found.address)
    if title == "fault":
        raise ZeroDivisionError("a fault\nover two lines")
    if title == "empty":
        return ()
    blocks, at = [], len(title) + len(day) + 2
    for line in lines:
        blocks.append(Block("paragraph", line, (Segment(0, at, at + len(line)),)))
        at += len(line) + 1
    published = found.given_date if day == "undated" else day
    return (Article(found.id, 0, title, "The Wire", tuple(blocks), published=published),)


def claims(article: Article) -> tuple[Claim, ...]:
    return tuple(_claim(article, block) for block in article.blocks)


def _claim(article: Article, block: Block) -> Claim:
    subject, _, status = block.text.partition(": ")
    span = Span(article.page, *block.locate(0, len(block.text)))
    return Claim(
        id=hashlib.sha256(f"{article.id}{span}".encode()).hexdigest()[:16],
        article=article.id,
        kind="measure",
        support=(span,),
        words=block.text,
        rule="toy",
        certainty="reported",
        action=status,
        known=article.published,
        subject=subject,
    )


def derive(articles: tuple[Article, ...]) -> tuple[Edge, ...]:
    """Each article with the same title as an earlier one is a later version of it."""
    first: dict[str | None, Article] = {}
    edges = []
    for article in sorted(articles, key=lambda a: (a.published or "", a.id)):
        old = first.setdefault(article.title, article)
        if old is not article:
            edges.append(Edge("version", old.id, article.id, 0.5, ("same title",)))
    return tuple(sorted(edges, key=lambda e: (e.new, e.old)))


def resolve(
    found: tuple[Claim, ...], articles: tuple[Article, ...], edges: tuple[Edge, ...]
) -> tuple[Entry, ...]:
    """One entry a subject; each claim is a state that holds from its day until the next one's."""
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(found, key=lambda c: (c.known or "", c.article, c.support[0].start)):
        groups[str(claim.subject)].append(claim)
    return tuple(_entry(subject, groups[subject]) for subject in sorted(groups))


def _entry(subject: str, told: list[Claim]) -> Entry:
    return Entry(
        id=subject,
        kind="measure",
        name=subject.title(),
        dispute="us-china",
        actors=("US",),
        targets=("CN",),
        instrument="tariff",
        goods=(),
        place=None,
        states=tuple(_states(told)),
        claims=tuple(c.id for c in told),
        joins=tuple((c.id, "same subject") for c in told),
    )


def _states(told: list[Claim]) -> Iterator[State]:
    for claim, after in zip(told, [*told[1:], None], strict=True):
        day, end = claim.known or "2025-01-01", after.known if after else None
        begin = When(day, None, "day")
        state = State(str(claim.action), begin, None, day, end, (claim.id,), "toy")
        yield state
        if end:
            yield replace(state, valid_to=end, known_from=end, known_to=None)


def weigh(
    entries: Iterable[Entry], found: tuple[Claim, ...], articles: tuple[Article, ...], edges: tuple[Edge, ...]
) -> Assessment:
    """A verdict for every state; a disagreement for every entry with more than two claims."""
    verdicts, items = [], []
    known = {c.id: c for c in found}
    for entry in entries:
        for state in entry.states:
            witness = Witness(None, known[state.claims[0]].article, ("The Wire",), state.claims)
            verdicts.append(Verdict(entry.id, state, (witness,), (), 0, 1, "single report", "toy"))
        if len(entry.claims) > 2:
            sides = tuple(Side(known[c].words, c, known[c].support[0], None) for c in entry.claims)
            since = str(known[entry.claims[2]].known)
            items.append(Disagreement(f"d-{entry.id}", "status", True, entry.name, entry.id, sides, since))
    return Assessment(tuple(verdicts), tuple(sorted(items, key=lambda d: (d.since, d.id))))


def stages(pages: Iterable[Page | Skipped] = (), versions: Versions = VERSIONS) -> Stages:
    """Toy stages; `acquire` gives the pages, whatever the sources are."""
    return Stages(lambda sources, fetched, date: iter(pages), clean, claims, derive, resolve, weigh, versions)


def reading(found: Page) -> PageReading:
    articles = clean(found)
    return PageReading(found, articles, tuple(c for a in articles for c in claims(a)))


def settlement(*pages: Page) -> Settlement:
    """What follows from the pages, by the toy stages alone."""
    read = [reading(p) for p in pages]
    articles = tuple(sorted((a for r in read for a in r.articles), key=lambda a: a.id))
    told = tuple(c for r in read for c in r.claims)
    edges = derive(articles)
    entries = resolve(told, articles, edges)
    return Settlement(edges, entries, weigh(entries, told, articles, edges))
