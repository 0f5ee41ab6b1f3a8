"""The headline of an HTML page and the outlet's name, from headings and what the metadata say of them."""

from __future__ import annotations

from dataclasses import replace

from parley.clean import extract, masthead, tokens
from parley.clean.draft import words as count
from parley.clean.lines import Line
from parley.clean.metadata import Metadata
from parley.clean.tokens import Words

LONGEST_TITLE = 250
LEAST_WORDS = 4


def named(said: Metadata, address: str, texts: list[str]) -> Metadata:
    """The metadata with an outlet, where their titles name it, and with its name cut off the title."""
    known = masthead.hints(said.address or address, texts) | masthead.hints(address, ())
    outlet = said.outlet or _site(said.names, said.title or "", known)
    if outlet:
        known |= {masthead.squeeze(outlet)}
    title = said.title
    if title:
        start, end = masthead.without_name(title, known)
        title = title[start:end].strip()
    return replace(said, outlet=outlet, title=title)


def _site(names: tuple[str, ...], title: str, known: frozenset[str]) -> str | None:
    """A piece of the titles that the page's address names too, or that stands alone in one and in another."""
    for name in names:
        if found := masthead.known(name, known):
            return found
    parts = [{masthead.squeeze(piece) for piece in masthead.pieces(name)} for name in names]
    for name in names:
        key = masthead.squeeze(name)
        if masthead.is_name(name) and key != masthead.squeeze(title) and sum(key in p for p in parts) > 1:
            return name
    return None


def find(words: Words, said: Metadata, first: int) -> Line | None:
    """The h1 that agrees with the title of `said`, else the only h1, else that title where the page has it.

    An h1 that is the outlet's name is a masthead.

    Where none of these is there, the last heading of some length above the first paragraph, which begins at
    `first` in the squeezed text.
    """
    wanted = tokens.squeeze(said.title or "").casefold()
    site = masthead.squeeze(said.outlet or "")
    headings = [(a, b) for level, a, b in words.headings if level == 1 and b - a <= LONGEST_TITLE]
    large = [(a, b) for a, b in headings if masthead.squeeze(words.squeezed[a:b]) != site]
    texts = [(words.squeezed[a:b].casefold(), (a, b)) for a, b in large]
    agreeing = [span for text, span in texts if text and wanted and (text in wanted or wanted in text)]
    if spans := agreeing or large[: len(large) == 1]:
        return extract.line(words, *spans[0], "title")
    at = words.squeezed.casefold().find(wanted) if wanted else -1
    if at >= 0:
        return extract.line(words, at, at + len(wanted), "title")
    above = [(a, b) for _, a, b in words.headings if b <= first and b - a <= LONGEST_TITLE]
    long = [span for span in above if count(words.text(*span).text) >= LEAST_WORDS]
    return extract.line(words, *long[-1], "title") if long else None
