"""Office-holders whom an article names by one word: "Premier Low", "Mr. Low", "Low said".

Most articles give the full name once, and `read.mentions` finds the rest. Where none is given, who holds an
office on the day of publication is meant, if the article speaks of his state and nobody else is so called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from parley.lexicon import Lexicon
from parley.lexicon.entries import Office
from parley.read.cues import cues
from parley.read.document import Document
from parley.read.mentions import SPEAKS, Mention, drop_inside, surname
from parley.read.unnamed import PLACE_KINDS

WORD = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]+")
POSSESSIVE = re.compile(r"['’]s?$")
ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? $")
NAME_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w'’.-]* $")
SAID = re.compile(r"\b(?:said|added|told|according to) $")
BEFORE = 60  # characters before a name in which a title ends
NO_NAMES = ("He", "She", "An", "So", "Do", "To", "May", "Will", "Long", "Young", "Jr.")
BY_FIRST = ("ID", "TH", "MY", "BN", "MM", "IS", "ET", "BD", "PK")  # states whose people go by a given name

Holding = tuple[str, Office]  # a canonical name and the office held


def with_incumbents(doc: Document) -> tuple[Mention, ...]:
    """The mentions of an article with those of office-holders by one word of their names."""
    held = by_word(doc.lexicon, doc.day) if doc.day is not None else {}
    taken = {w for m in doc.mentions if m.kind == "person" for w in (*m.name.split(), *written(doc, m))}
    found: dict[str, list[int]] = defaultdict(list)
    for match in WORD.finditer(doc.text):
        word = POSSESSIVE.sub("", match[0])
        if word in held and word not in taken and doc.mention_at(match.start()) is None:
            found[word].append(match.start())
    new = [m for word, places in found.items() for m in named(doc, word, places, held[word])]
    return tuple(sorted(drop_inside([*doc.mentions, *new]), key=lambda m: m.start)) if new else doc.mentions


def written(doc: Document, mention: Mention) -> list[str]:
    """The words of a mention as the text has them."""
    return doc.text[mention.start : mention.end].split()


def by_word(lexicon: Lexicon, day: str) -> Mapping[str, list[Holding]]:
    """Who held offices of states on a day, by the word under which a person is told of later."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for office in lexicon.offices.values():
        for holder in office.holders if office.party is not None else ():
            if holder.on(day):
                first = holder.name.split()[:1] if office.party in BY_FIRST else []
                for word in {surname(holder.name, office.party, frozenset()), *first}.difference(NO_NAMES):
                    found[word].append((holder.name, office))
    return found


def named(doc: Document, word: str, places: Sequence[int], held: Sequence[Holding]) -> Iterator[Mention]:
    """The mentions of the one holder whom the word means at all its places; none where that is open."""
    if not all(is_alone(doc, at) for at in places):
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
