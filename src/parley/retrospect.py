"""What was new in an article that is held, from what the ledger keeps of its day: nothing is joined anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import extract

from parley.derive.sketch import fold
from parley.model import Article, Assessment, Claim, Edge, Entry, State
from parley.store import Wanted
from parley.weigh.novelty import Changed, Held, News, before, content, latest, parts
from parley.write import dates

if TYPE_CHECKING:
    from parley.ledger import Ledger

PHRASE = 3  # words of a quotation that an earlier one has too
PHRASES = 8  # of a quotation that are looked for
SAID = 4000  # claims of a speaker whose words are looked at
NEAR = 40  # claims with a phrase or a number that are compared
_NUMBER = re.compile(r"\d[\d.,]*")


def new_in(article: Article, claims: Sequence[Claim], books: Ledger) -> News:
    """What of the article nothing told that was published earlier, or arrived earlier on the same day."""
    near = _near(article, claims, books)
    day = (article.published or _first_known(claims, books))[:10]
    entries, assessment, changed = _changed(article, claims, books, day, near)
    source = max(_sources(article, books), key=lambda e: (e.score, e.old), default=None)
    spoken, figures, statements = parts(claims, near, source, books.words)
    return News(
        article=article,
        source=source,
        compared=_before(article, books, day),
        changed=changed,
        spoken=spoken,
        figures=figures,
        statements=statements,
        own=frozenset(claim.id for claim in claims),
        entries=entries,
        assessment=assessment,
    )


def _near(article: Article, claims: Sequence[Claim], books: Ledger) -> Held:
    """What came before and may have told the same: the same entries, a phrase, a number, the same speaker."""
    store, found = books.store, dict.fromkeys(_alike(claims, books))
    pages = sorted(
        store.pages_of(sorted(found)) | {e.old.rpartition("/")[0] for e in _sources(article, books)}
    )
    articles, told = store.articles_of(pages, books.at), store.claims_named(sorted(found), books.at)
    ids = {a.id for a in articles}
    edges = {e for i in ids for e in books.near.edges.get(i, ()) if e.old in ids and e.new in ids}
    held = Held(articles, told, tuple(sorted(edges, key=lambda e: (e.new, e.old, e.kind))))
    return before(article, held, store.arrived([*pages, article.page]))


def _alike(claims: Sequence[Claim], books: Ledger) -> Iterator[str]:
    """The ids of claims that may tell what these do."""
    with books.store.reading() as held:
        ids = held.entries_of([c.id for c in claims])
    for entry in (e for i in sorted(ids) if (e := books.view(None).entries.get(i))):
        yield from entry.claims
    said = [c for c in claims if c.kind == "statement" and not c.quotes]
    for speaker in sorted({c.speaker or "" for c in said}):
        others = dict(books.store.said_by(speaker, SAID))
        for claim in (c for c in said if (c.speaker or "") == speaker):
            yield from (near[2] for near in extract(claim.words, others, scorer=token_set_ratio, limit=NEAR))
    for kind, words in sorted({wanted for claim in claims for wanted in _looked_for(claim, books)}):
        wanted = Wanted(f'"{words}"', "claim", kind=kind or None)
        yield from (hit.id for hit in books.store.search(wanted, NEAR)[1])


def _looked_for(claim: Claim, books: Ledger) -> Iterator[tuple[str, str]]:
    """Phrases of a claim's quotations, and, in figures, the numbers of a figure as they are written."""
    for quote in claim.quotes:
        words = fold(books.words(quote.span))
        starts = range(0, max(len(words) - PHRASE, 0) + 1, max(1, len(words) // PHRASES))
        yield from islice((("", " ".join(words[at : at + PHRASE])) for at in starts), PHRASES)
    if claim.kind == "figure":
        yield from (("figure", number.rstrip(".,")) for number in _NUMBER.findall(claim.words))


def _changed(
    article: Article, claims: Sequence[Claim], books: Ledger, day: str, near: Held
) -> tuple[Mapping[str, Entry], Assessment, tuple[Changed, ...]]:
    """States that the article is the first to tell, with the entries and verdicts as known on its day."""
    mine, earlier = {c.id for c in claims}, {c.id for c in near.claims if (c.known or "")[:10] == day}
    with books.store.reading() as held:
        ids = held.entries_of(mine)
    view, whole = books.believed(day, ids), books.view(None).entries
    eve = dates.before(day, 1)
    fresh: dict[tuple[str, State], State | None] = {}
    for entry in view.entries.values():
        known = [s for s in whole[entry.id].states if s.believed(eve)]
        for state in entry.states:
            told = (
                state.believed(day) and mine.intersection(state.claims) and state.reason != "only mentioned"
            )
            if told and not earlier.intersection(state.claims) and content(state) not in map(content, known):
                fresh[entry.id, state] = latest(known)
    chosen = [view.entries[i] for i in dict.fromkeys(i for i, _ in fresh)]
    made, called = books.weighed(day, chosen) if chosen else ((), ())
    entries = {**view.entries, **{e.id: e for e in called}}
    verdicts = [v for v in made if (v.entry, v.state) in fresh]
    assessment = replace(view.assessment, verdicts=tuple(verdicts))
    return entries, assessment, tuple(Changed(v, fresh[v.entry, v.state]) for v in verdicts)


def _first_known(claims: Sequence[Claim], books: Ledger) -> str:
    """The ISO day on which an article without a day told anything; the last day where it told nothing."""
    mine = {c.id for c in claims}
    with books.store.reading() as held:
        found = held.entries(held.entries_of(mine))
    days = [s.known_from for e in found for s in e.states if mine.intersection(s.claims)]
    return min(days, default=books.last_day() or "9999-12-31")


def _sources(article: Article, books: Ledger) -> Collection[Edge]:
    return [e for e in books.near.edges.get(article.id, ()) if e.new == article.id]


def _before(article: Article, books: Ledger, day: str) -> int:
    """How many articles were known before it."""
    same = books.store.published_on(day)
    arrived = books.store.arrived({article.page, *(a.page for a in same)})
    return books.store.published_before(day) + len(before(article, Held(same, (), ()), arrived).articles)
