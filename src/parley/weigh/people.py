"""Persons: offices that another held on the day, and names that are not spelt as the register has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from parley.lexicon import lexicon
from parley.model import Article, Claim, Disagreement, Side
from parley.resolve.register import Misplaced, misnamed, misplaced
from parley.weigh.evidence import Evidence, key, side, since

LIKE = 0.8  # likeness of two spellings of one name, by longest common subsequence; other names are below


def of_offices(article_id: str, seen: Evidence) -> Iterator[Disagreement]:
    """Persons named in an article for an office that the register gives to another on that day, each once."""
    done: set[str] = set()
    article = seen.articles.get(article_id)
    dated = article is not None and bool(article.published)
    for claim in seen.on(article_id):
        for wrong in misplaced(claim, seen.known(claim)):
            old = not dated and claim.known is None and not _outlived(wrong, seen.on(article_id))
            if wrong.person not in done and not old:
                done.add(wrong.person)
                yield _office(wrong, side(claim, f"{wrong.role} {wrong.person}"), seen.known(claim))
    if article is not None:
        for start, end, wrong in _misnamed(article):
            if wrong.person not in done:
                done.add(wrong.person)
                span = article.locate(start, end)[0]
                words = Side(f"{wrong.role} {wrong.person}", None, span, None, article.id)
                yield _office(wrong, words, (article.published or "")[:10])


def _outlived(wrong: Misplaced, told: Sequence[Claim]) -> bool:
    """Whether a page that does not say its day names persons who first came to an office after this one left.

    Else it may be as old as that.
    """
    left = [day for office, first, day in _terms(wrong.person) if office == wrong.office]
    people = {name for c in told for name in (*c.people, c.speaker, *(person for person, _, _ in c.roles))}
    begun = [min(first for _, first, _ in terms) for name in people if name and (terms := _terms(name))]
    return bool(left) and max(left) <= max(begun, default="")


def _terms(person: str) -> list[tuple[str, str, str]]:
    """The title, the first and the last ISO day of each office of a person in the register."""
    book = lexicon()
    known = book.person(person)
    held = [book.offices[key] for key in known.offices] if known else []
    return [
        (o.title, h.start, h.end or "9999") for o in held for h in o.holders if known and h.name == known.name
    ]


def _misnamed(article: Article) -> Iterator[tuple[int, int, Misplaced]]:
    """Offices and persons in the article's text, whether or not a claim is made on the words."""
    if article.published:
        yield from misnamed(article.text, article.published[:10])


def _office(wrong: Misplaced, words: Side, day: str) -> Disagreement:
    register = Side(f"{wrong.holder} since {wrong.since}", None, None, "register of offices")
    return Disagreement(
        id=key("office", wrong.office, wrong.person, (words.claim or words.article or "")[:8]),
        kind="office",
        real=True,
        topic=f"{wrong.office}: {wrong.person}",
        entry=None,
        sides=(words, register),
        since=day,
        note="the words of the page are left as they are",
        prefer=1,
    )


def of_name(person: str, spelt: str, told: Sequence[Claim], seen: Evidence) -> Disagreement:
    """A name spelt otherwise than the canonical name, by the claims that spell it so."""
    told = sorted(told, key=lambda c: (seen.known(c), c.id))
    beside = (c for c in told for c in seen.on(c.article))
    right = [c for c in beside if re.search(rf"\b{re.escape(person)}\b", c.words)]
    others = [side(right[0], person)] if right else [Side(person, None, None, "register of names")]
    return Disagreement(
        id=key("name", person, spelt),
        kind="name",
        real=True,
        topic=f"Name of {person}",
        entry=None,
        sides=(side(told[0], spelt), *others),
        since=since([told[0], *right[:1]], seen),
        note="the spelling of the register stands in the books",
        prefer=1,
    )


def misspelt(claim: Claim) -> frozenset[tuple[str, str]]:
    """The persons of a claim with each spelling of their names in its words that is all but right."""
    persons = {*claim.people, *([claim.speaker] if claim.speaker else [])}
    return frozenset((person, spelt) for person in persons for spelt in spellings(person, claim.words))


def spellings(person: str, words: str) -> tuple[str, ...]:
    """Spellings in the words that are all but equal to a name: one part differs, and only by a letter or two.

    Short forms (`Steve` for `Steven`), accents and case are no misspellings, nor is a name of another person.
    """
    parts = person.split()
    found: set[str] = set()
    if not any(part in words for part in parts):
        return ()
    for match in _runs(len(parts)).finditer(words):
        spelt = re.sub(r"['’]s?$", "", match.group(1))
        if _misspelt(spelt.split(), parts) and not _someone_else(spelt, person):
            found.add(spelt)
    return tuple(sorted(found))


@cache
def _runs(length: int) -> re.Pattern[str]:
    """Every run of so many words, overlapping ones included."""
    word = r"[^\W\d_][\w'’-]*"
    return re.compile(rf"(?=\b({word}(?:\s{word}){{{length - 1}}})\b)")


def _misspelt(spelt: Sequence[str], parts: Sequence[str]) -> bool:
    if len(parts) < 2 or not all(part[:1].isupper() for part in spelt):
        return False
    pairs = [(_plain(a), _plain(b)) for a, b in zip(spelt, parts, strict=False)]
    wrong = [(a, b) for a, b in pairs if a != b]
    if len(wrong) != 1:
        return False
    a, b = wrong[0]
    short = a.startswith(b) or b.startswith(a)
    return not short and len(a) > 2 and Indel.normalized_similarity(a, b) >= LIKE


def _someone_else(spelt: str, person: str) -> bool:
    known = lexicon().people.get(spelt)
    return known is not None and known.name != person


@lru_cache(maxsize=65536)
def _plain(part: str) -> str:
    bare = unicodedata.normalize("NFKD", part)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()
