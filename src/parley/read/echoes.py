"""Phrases in marks that are quoted again further on, where it is said whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from parley.read.document import Document
from parley.read.quotes import Quotation
from parley.read.who import Source

Said = tuple[Source | None, tuple[str, ...], int | None]
LOOKED_AT = 300  # quotations with the same first word that a phrase is compared with


def echoed(doc: Document, found: Mapping[int, Said], weak: Iterable[int]) -> dict[int, Said]:
    """For those of the `weak` quotations that another has in it, which somebody says: who says that."""
    headlines = [i for i in weak if _ends_open(doc, doc.quotations[i])]
    told = _told(doc, found) if headlines else {}
    echoes: dict[int, Said] = {}
    for index in headlines:
        words = content_words(doc, doc.quotations[index])
        others = islice(told.get(words[0], ()), LOOKED_AT) if words else ()
        at = next((i for i, those in others if i != index and stands_in(words, those)), None)
        if at is not None:
            echoes[index] = (found[at][0], found[at][1], None)
    return echoes


def _ends_open(doc: Document, quotation: Quotation) -> bool:
    """Does it stand in a block that ends like a headline?"""
    at = doc.text.rfind("\n\n", 0, quotation.open) + 1
    end = doc.text.find("\n\n", quotation.close)
    return doc.text[at : end if end > 0 else len(doc.text)].strip()[-1:] not in '.!?”"'


def _told(doc: Document, found: Mapping[int, Said]) -> dict[str, list[tuple[int, list[str]]]]:
    """For each word the quotations with it that somebody says, with all their words."""
    told: dict[str, list[tuple[int, list[str]]]] = {}
    for index, quotation in enumerate(doc.quotations):
        if found[index][0] is not None:
            words = content_words(doc, quotation)
            for word in set(words):
                told.setdefault(word, []).append((index, words))
    return told


def content_words(doc: Document, quotation: Quotation) -> list[str]:
    """The words of a quotation in lower case, articles left out."""
    words = re.findall(r"[\w'’-]+", doc.text[quotation.start : quotation.end].casefold())
    return [w for w in words if w not in ("a", "an", "the")]


def stands_in(words: Sequence[str], others: Sequence[str]) -> bool:
    """Do all the words stand among the others, in their order?"""
    rest = iter(others)
    return bool(words) and all(w in rest for w in words)
