"""Cut text into sentences by rule, fast, with offsets.

Lineage compares sentences, so this splitter also cuts inside quotations; the reader has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parley.derive.words import words

# A stop, the marks that close after it, and either space or a capital that the scrape glued on.
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s|$)|(?<=[a-z\d])[.!?]["”]?(?=[A-Z][a-z])|\n+""")
_BEFORE = re.compile(r"[\w.'’&-]+$")
_OPENS = re.compile(r"""["'“‘«(\[–—-]*\s*[A-Z0-9À-Þ]|["'“‘«(\[]""")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
LONGEST = 3_000
"""Code points: what goes on for longer without a stop is no sentence, and would be parsed in one piece."""
_FIRST = re.compile(r"\w+")


def split(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of `text` in order, outer white space left out."""
    return list(_trimmed(text))


def _trimmed(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*_ends(text), len(text)]:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            yield from _bounded(text, left, right)
        start = end


def _bounded(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts of at most `LONGEST`, cut at spaces."""
    while right - left > LONGEST:
        space = text.rfind(" ", left + LONGEST // 2, left + LONGEST)
        at = space if space > 0 else left + LONGEST
        yield left, at
        part = text[at : at + LONGEST]
        left = at + len(part) - len(part.lstrip())
    if left < right:
        yield left, right


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.group()[0] == "\n" or _is_end(text, match):
            yield match.end()


def _is_end(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() : match.end() + 40].lstrip()
    if rest and not _OPENS.match(rest):
        return False
    if match.group() != ".":
        return True
    before = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
    return before is None or not _abbreviates(before.group().lstrip("'’-"), rest)


def _abbreviates(word: str, rest: str) -> bool:
    """Whether the stop after `word` belongs to it (a title, an initial, an acronym) and ends nothing."""
    if word.casefold() in words().abbreviations or (len(word) == 1 and word.isupper()):
        return True
    if word.casefold() in words().before_number:
        return rest[:1].isdigit()
    following = _FIRST.match(rest)
    if following is None or not _ACRONYM.fullmatch(word.rsplit("-", 1)[-1] + "."):  # "the Peru-U.S. pact"
        return False
    return following.group().casefold() not in words().starters
