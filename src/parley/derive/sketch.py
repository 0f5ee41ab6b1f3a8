"""What lineage keeps of one article: its words, hashes, sentences, names, numbers and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import pairwise
from sys import intern

from parley.derive.runs import Hashes, shingles
from parley.derive.sentences import split
from parley.derive.words import words
from parley.model import Article, Block, Span

BLOCKS = 8_000  # of text in memory, cut into sentences: about 4 kB each
_BODY = {"paragraph", "item", "standfirst", "table"}
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# The stops of `U.S.`; it begins with the stop, which is found fast.
_DOTTED = re.compile(r"\.(?:(?<=\b[A-Za-z]\.)(?=[A-Za-z]\.)|(?<=\.[A-Za-z]\.))")
_CAPITAL = r"[A-Z][\w’'-]{1,40}"
_NAME = re.compile(rf"\b{_CAPITAL}(?: (?:(?:al|bin|da|de|di|du|of|van|von) )?{_CAPITAL})+")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_INSIDE = r"(?:[^‘’']|(?<=\w)[’'](?=\w))"
_QUOTED = re.compile(
    r"“([^“”]{2,1500})”?|\"([^\"]{2,1500})\"?"
    rf"|(?<!\w)[‘']((?:{_INSIDE}|(?<=\s)[‘']{_INSIDE}+[’'](?!\w)){{2,1500}}?)[’'](?!\w)"
)
_MARKS = "“”‘’—–…\u00a0"
# What the pattern of words does, as a table: a text of ASCII is folded three times as fast by it.
_ASCII = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(128)) + b" " * 128


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one sentence says, wherever it stands; copies of an article share these objects.

    `words` are folded to lower case, `quotes` what of it stands inside quotation marks; `terms` are its
    content words, names and numbers, `narrated` those of them outside quotation marks. `weight` counts the
    words, those that somebody else said a quarter: every reporter who was there has them. `folded` is the
    words with one blank between them: what copies are compared by.
    """

    text: str
    words: tuple[str, ...]
    quotes: tuple[str, ...]
    terms: frozenset[str]
    narrated: frozenset[str]
    weight: float
    folded: str


Seen = tuple[str, str]
"""The address at which a page was found, and the moment in UTC."""


class Sketch:
    """An article prepared for comparison; every view is made on first use and kept."""

    def __init__(self, article: Article, seen: Seen | None = None) -> None:
        self.article = article
        self.id = article.id
        self.seen = seen

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that carry the story: no title, caption, heading or dateline."""
        return tuple(b for b in self.article.blocks if b.kind in _BODY and b.text)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Subheads, folded."""
        return tuple(" ".join(fold(b.text)) for b in self.article.blocks if b.kind == "heading")

    @cached_property
    def title(self) -> str:
        """The headline, folded; empty where there is none."""
        return " ".join(fold(self.article.title or ""))

    @cached_property
    def words(self) -> list[str]:
        """The story's words, folded, in order."""
        return fold("\n".join(b.text for b in self.blocks))

    @cached_property
    def digest(self) -> bytes:
        """Hash of the words: equal for two texts that differ only in case, marks and spacing."""
        return blake2b(" ".join(self.words).encode(), digest_size=16).digest()

    @cached_property
    def shingles(self) -> Hashes:
        """A fixed eighth of the hashes of the 5-word runs, each once; see `runs.shingles`."""
        return shingles(self.words)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the story in order; lines without a word are none."""
        return tuple(sentence for block in self.blocks for _, _, sentence in _cut(block.text))

    def lead(self, length: int) -> Iterator[Sentence]:
        """The first sentences of the story, up to the one with its `length`th word; the rest is not cut."""
        told = 0
        for block in self.blocks:
            for _, _, sentence in _cut(block.text):
                if told >= length:
                    return
                told += len(sentence.words)
                yield sentence

    def forget(self) -> None:
        """Let go of the large views; they are made again if they are asked for."""
        for view in ("words", "sentences", "spans", "quoted", "rare", "shingles"):
            self.__dict__.pop(view, None)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The raw spans of `sentences`."""
        page = self.article.page
        return tuple(Span(page, *b.locate(start, end)) for b in self.blocks for start, end, _ in _cut(b.text))

    @cached_property
    def corrects(self) -> bool:
        """Whether the article says that an earlier text was wrong."""
        return bool(self.article.correction) or any(map(words().correction.search, self._notes))

    @cached_property
    def updates(self) -> bool:
        """Whether the article says that it replaces an earlier text."""
        return any(map(words().update.search, self._notes))

    @cached_property
    def _notes(self) -> tuple[str, ...]:
        """Where an outlet speaks of its own text: the headline, the first lines and the last."""
        lines = [b.text for b in self.article.blocks]
        return (self.article.title or "", *lines[:2], *lines[-3:])

    @cached_property
    def quoted(self) -> str:
        """All words inside quotation marks, folded, in order: where a quotation is looked up."""
        return " ".join(w for s in self.sentences for quote in s.quotes for w in fold(quote))

    @cached_property
    def rare(self) -> tuple[str, ...]:
        """What a rewrite keeps: full names, numbers of two digits and more, word pairs in quotations."""
        found: set[str] = set()
        for block in self.blocks:
            found |= {m.casefold() for m in _NAME.findall(block.text)}
            found |= {m.replace(",", "") for m in _NUMBER.findall(block.text) if len(m) > 1}
            for start, end in quotations(block.text):
                kept = [w for w in fold(block.text[start:end]) if len(w) > 3]
                found |= {f"“{a} {b}" for a, b in pairwise(kept)}
        return tuple(sorted(found))


def fold(text: str) -> list[str]:
    """The words and numbers of `text` in lower case, marks left out; `U.S.` is `us`."""
    plain = _undotted(text)
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    if plain.isascii():
        return plain.encode("ascii").translate(_ASCII).decode("ascii").split()
    return _WORD.findall(plain.casefold())


def terms(text: str) -> frozenset[str]:
    """Content words cut to their first six letters (a stem that needs no table) and numbers."""
    stop = words().stop
    found = (w for w in _TERM.findall(_undotted(text).casefold()) if w not in stop)
    return frozenset(w.replace(",", "") if w[0].isdigit() else w[:6] for w in found)


def _undotted(text: str) -> str:
    return _DOTTED.sub("", text)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words inside quotation marks of one paragraph, marks excluded.

    A quotation in double marks that the paragraph does not close runs to its end.
    """
    for match in _QUOTED.finditer(text):
        yield match.span(match.lastindex or 0)


@lru_cache(maxsize=BLOCKS)
def _cut(text: str) -> tuple[tuple[int, int, Sentence], ...]:
    """Start, end and content of the sentences of one block; a paragraph seen before is not cut again."""
    marked = list(quotations(text))
    found = []
    for start, end in split(text):
        inside = [(max(start, a) - start, min(end, b) - start) for a, b in marked if a < end and start < b]
        found.append((start, end, _sentence(text[start:end], inside)))
    return tuple(piece for piece in found if piece[2].words)


def _sentence(text: str, inside: list[tuple[int, int]]) -> Sentence:
    quotes = tuple(text[start:end] for start, end in inside)
    outside = text
    for start, end in reversed(inside):
        outside = outside[:start] + " " + outside[end:]
    # Texts share their words: half of what a sentence takes, and thousands are held.
    folded = tuple(map(intern, fold(text)))
    weight = len(folded) - 0.75 * sum(len(fold(quote)) for quote in quotes)
    told = frozenset(map(intern, terms(text)))
    # A quotation that nothing closes is cut at its greatest length, which may be within a word.
    narrated = told.intersection(terms(outside)) if inside else told
    return Sentence(text, folded, quotes, told, narrated, weight, " ".join(folded))
