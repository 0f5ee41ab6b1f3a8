"""The gate: articles, and sections of long ones, that cannot carry a claim about trade are not read.

One pass of an automaton over the text finds all words of lexicon/data/gate.toml at once. What the gate costs
in claims that are lost is measured by `make bench`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from parley.model import Article, Block
from parley.read.cues import table

WEAK = 2  # different weak words without which a text does not pass
LEAST_SECTIONS = 3  # headings of an article whose sections are looked at one by one
SHORT = 1200  # code points: a shorter text or section is read whatever it is about; that costs little


def may_carry(text: str) -> bool:
    """Can a claim about trade stand in the text? Some tens of megabytes a second; short texts always can."""
    if len(text) < SHORT:
        return True
    weak: set[str] = set()
    for kind, word in _hits(text):
        if kind == "strong":
            return True
        if kind == "weak":
            weak.add(word)
            if len(weak) >= WEAK:
                return True
    return False


def may_carry_page(page: str) -> bool:
    """As `may_carry` for a page in HTML, before it is known which of its words are an article's."""
    return may_carry("".join(_unscripted(page)))


def _unscripted(page: str) -> Iterator[str]:
    """The page without its scripts and style sheets; what is never closed reaches to the end."""
    lowered, at = page.lower(), 0
    while (found := _next(lowered, ("<script", "<style"), at)) >= 0:
        yield page[at:found]
        at = _next(lowered, ("</script", "</style"), found)
        if at < 0:
            return
    yield page[at:]


def _next(text: str, marks: tuple[str, ...], at: int) -> int:
    """Where the first of the marks stands, -1 where none does; the marks begin alike."""
    start = "</s" if marks[0].startswith("</") else "<s"
    while (at := text.find(start, at)) >= 0 and not text.startswith(marks, at):
        at += 1
    return at


def open_parts(article: Article) -> Article:
    """The article without the sections (a heading and what follows) in which no word of the gate stands."""
    if sum(b.kind == "heading" for b in article.blocks) < LEAST_SECTIONS:
        return article
    kept: list[Block] = []
    for number, section in enumerate(_sections(article)):
        short = sum(len(b.text) for b in section) < SHORT
        if number == 0 or short or any(True for b in section for _ in _hits(b.text)):
            kept += section
    return article if len(kept) == len(article.blocks) else replace(article, blocks=tuple(kept))


def _sections(article: Article) -> Iterator[list[Block]]:
    section: list[Block] = []
    for block in article.blocks:
        if block.kind == "heading" and section:
            yield section
            section = []
        section.append(block)
    yield section


def _hits(text: str) -> Iterator[tuple[str, str]]:
    """Kind and word of what begins a word of the text."""
    lowered = text.lower()
    for last, (kind, word) in _automaton().iter(lowered):
        start = last + 1 - len(word)
        if not start or not lowered[start - 1].isalnum():
            yield kind, word


@cache
def _automaton() -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    data = table("gate.toml")
    for kind in ("party", "weak", "strong"):  # a word in two lists counts as the stronger
        for word in data[kind]["words"]:
            automaton.add_word(word, (kind, word))
    automaton.make_automaton()
    return automaton
