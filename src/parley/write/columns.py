"""Lines for a terminal or a pipe: words wrapped by the cells they take, colours as terminals know them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

Run = tuple[str, str]
"""Some words, without control characters, and how they are shown: a key of `STYLES`."""
STYLES = {
    "bold": "1", "dim": "2", "italic": "3", "blue": "34", "cyan": "36", "strong red": "1;31",
}  # fmt: skip
"""Parameters of the sequence "select graphic rendition" (ECMA-48, 8.3.117)."""
_WORD = re.compile(r"\S+\s*|\s+")


def wrapped(runs: Sequence[Run], width: int) -> list[list[Run]]:
    """The runs on lines of at most `width` cells, at least one; words that are longer are broken."""
    ends = _breaks("".join(text for text, _ in runs), max(width, 2))
    lines: list[list[Run]] = [[]]
    place = 0
    for text, style in runs:
        begin = 0
        while ends and ends[0] <= place + len(text):
            lines[-1].append((text[begin : ends[0] - place], style))
            begin = ends.pop(0) - place
            lines.append([])
        lines[-1].append((text[begin:], style))
        place += len(text)
    return [_trimmed(line) for line in lines]


def beside(left: Sequence[Run], room: int, right: Sequence[Run], width: int) -> Iterator[list[Run]]:
    """The lines of two columns: one of `room` cells, two blanks, and one for the rest of `width`."""
    none: list[Run] = []
    columns = wrapped(left, room), wrapped(right, width - room - 2)
    for one, other in zip_longest(*columns, fillvalue=none):
        yield [*one, (" " * (room + 2 - sum(cells(text) for text, _ in one)), ""), *other]


def told(lines: Sequence[Sequence[Run]], colour: bool) -> str:
    """The lines as text, with sequences for colours only if asked for."""
    return "".join("".join(_shown(run, colour) for run in _trimmed(line)) + "\n" for line in lines)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for a wide character, none for one that combines."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _breaks(text: str, width: int) -> list[int]:
    """Where a new line begins, in characters from the beginning."""
    found: list[int] = []
    used = 0
    for word in _WORD.finditer(text):
        need = cells(word[0].rstrip())
        if used + need <= width:
            used += cells(word[0])
            continue
        if word.start():
            found.append(word.start())
        used = 0
        for place, character in enumerate(word[0] if need > width else "", word.start()):
            own = _cell(character)
            if used + own > width:
                found.append(place)
                used = 0
            used += own
        used = used or cells(word[0])
    return found


def _trimmed(line: Sequence[Run]) -> list[Run]:
    """A line without blanks at its end."""
    kept = [run for run in line if run[0]]
    while kept and not kept[-1][0].strip():
        kept.pop()
    return [*kept[:-1], (kept[-1][0].rstrip(), kept[-1][1])] if kept else []


def _shown(run: Run, colour: bool) -> str:
    text, style = run
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and style else text
