"""Office-holders whom an article names by one word: "Premier Low", "Mr. Low", "Low said".

Most articles give the full name once, and `read.mentions` finds the rest. Where none is given, who holds an
office on the day of publication is meant, if the article speaks of his state and nobody else is so called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from parley.lexicon import Lexicon
from parley.lexicon.entries import Office
from parley.read.cues import cues, names
from parley.read.document import Document
from parley.read.mentions import SPEAKS, Mention, drop_inside, surname
from parley.read.unnamed import PLACE_KINDS

WORD = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]+")
POSSESSIVE = re.compile(r"['’]s?$")
ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? $")
NAME_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w'’.-]* $")
SAID = re.compile(r"\b(?:said|added|told|according to) $")
BEFORE = 60  # characters before a name in which a title ends

Holding = tuple[str, Office]  # a canonical name and the office held


def with_incumbents(doc: Document) -> tuple[Mention, ...]:
    """The mentions of an article with those of office-holders by one word of their names."""
    taken = {w for m in doc.mentions if m.kind == "person" for w in (*m.name.split(), *written(doc, m))}
    places: dict[str, list[int]] = defaultdict(list)
    for match in WORD.finditer(doc.text) if doc.day is not None else ():
        places[POSSESSIVE.sub("", match[0])].append(match.start())
    held = {word: holdings(doc.lexicon, word, doc.day or "") for word in places.keys() - taken}
    known = sorted(word for word, rows in held.items() if rows)
    free = {word: [at for at in places[word] if doc.mention_at(at) is None] for word in known}
    new = [m for word in known for m in named(doc, word, free[word], held[word])]
    return tuple(sorted(drop_inside([*doc.mentions, *new]), key=lambda m: m.start)) if new else doc.mentions


def written(doc: Document, mention: Mention) -> list[str]:
    """The words of a mention as the text has them."""
    return doc.text[mention.start : mention.end].split()


def holdings(lexicon: Lexicon, word: str, day: str) -> list[Holding]:
    """Who holds an office of a state that day and is told of later by the word."""
    rows = lexicon.holders_called(word, day) if word not in names().no_names else ()
    return [(h.name, o) for h, o in rows if o.party is not None and word in later_names(h.name, o.party)]


def later_names(name: str, party: str) -> set[str]:
    """The words under which a person is told of later: the surname, in some states the given name."""
    return {surname(name, party, frozenset()), *(name.split()[:1] if party in names().by_given else ())}


def named(doc: Document, word: str, places: Sequence[int], held: Sequence[Holding]) -> Iterator[Mention]:
    """The mentions of the one holder whom the word means at all its places; none where that is open."""
    if not places or not all(is_alone(doc, at) for at in places):
        return
    addressed = any(is_addressed(doc, at, len(word)) for at in places)
    chosen = titled(doc, places, held) or (only(doc, held) if addressed else None)
    if chosen is not None:
        name, office = chosen
        yield from (Mention(at, at + len(word), "person", name, name, office.party) for at in places)


def is_alone(doc: Document, at: int) -> bool:
    """Does no given name stand before it? A title may, and the beginning of a sentence."""
    before = NAME_BEFORE.search(doc.text, max(0, at - BEFORE), at)
    first = before[0].strip() if before is not None else "Mr"
    return (
        first in cues().titles
        or first.lower() in cues().common
        or (before is not None and doc.mention_at(before.start()) is not None)
    )


def is_addressed(doc: Document, at: int, size: int) -> bool:
    """ "Mr. Low", "Low said", "said Low": a person is meant."""
    before = doc.text[max(0, at - BEFORE) : at]
    return bool(ADDRESS.search(before) or SAID.search(before) or SPEAKS.match(doc.text, at + size))


def titled(doc: Document, places: Sequence[int], held: Sequence[Holding]) -> Holding | None:
    """The holder whose title stands before the word at one of its places."""
    for at in places:
        before = doc.text[max(0, at - BEFORE) : at].rstrip().lower()
        fit = [h for h in held if any(ends(before, t) for t in (h[1].title, *h[1].titles, *h[1].forms))]
        if (chosen := only(doc, fit)) is not None:
            return chosen
    return None


def ends(before: str, title: str) -> bool:
    """Do the words end in a title?"""
    return before.endswith(title.lower()) and not before[: -len(title)][-1:].isalpha()


def only(doc: Document, held: Sequence[Holding]) -> Holding | None:
    """The holder of one of the two states that the article is most about, else of any state it names."""
    told = {m.party for m in doc.mentions if m.kind in (*PLACE_KINDS, "body")}
    for states in (set(doc.pair), told):
        fit = {name: (name, office) for name, office in held if office.party in states}
        if fit:
            return next(iter(fit.values())) if len(fit) == 1 else None
    return None
