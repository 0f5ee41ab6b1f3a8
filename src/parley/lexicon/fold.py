"""Folding of text for look-up: accents, dashes, quotation marks and white space, with a way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SPECIAL = dict(zip("øØłŁđĐıİðß", "oOlLdDiIds", strict=True))
_TWO_LETTERS = str.maketrans(
    dict(zip("äöüøåÄÖÜØÅ", ["ae", "oe", "ue", "oe", "aa", "Ae", "Oe", "Ue", "Oe", "Aa"], strict=True))
)
_APOSTROPHES = "‘’‛ʼ´`′"
_QUOTES = "“”„«»″"
_DASHES = "-‐‑‒–—―−"
_SPACES = "\t\r\v\f\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"

# Each expression begins with the character it is about, which lets the engine skip to it.
# Characters that vanish: a second space, combining marks, soft hyphens, zero-width marks. A blank line
# stays a line break, so that no name runs from one paragraph into the next.
_VANISH = re.compile(r" (?<=  ) *|[ \n](?<=\n[ \n])[ \n]*|[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARKS = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")
_INNER_DASH = re.compile(r"-(?<=\w-)(?=\w)")
_LONE_BREAK = re.compile(r"\n(?<!\n\n)(?![^\S\n]*+\n)")


def _table() -> dict[int, str]:
    table = {ord(a): b for a, b in _SPECIAL.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    for marks, plain in ((_APOSTROPHES, "'"), (_QUOTES, '"'), (_DASHES, "-"), (_SPACES, " ")):
        table.update({ord(mark): plain for mark in marks})
    return table


_TABLE = _table()


def spelled_out(name: str) -> str:
    """The name as the press writes it where it has no such letters: Löfven as Loefven."""
    return name.translate(_TWO_LETTERS)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; from offset `cuts[i]` on, `shifts[i]` characters of the original had vanished."""

    text: str
    cuts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, offset: int) -> int:
        """The offset in the original text of the character that stands at `offset` here."""
        index = bisect_right(self.cuts, offset) - 1
        return offset if index < 0 else offset + self.shifts[index]


def fold(text: str) -> Folded:
    """Fold accents, dashes inside words (to a space), marks and runs of white space; case is kept."""
    plain = _INNER_DASH.sub(" ", _LONE_BREAK.sub(" ", text.translate(_TABLE)))
    pieces, cuts, shifts, at, gone = [], [], [], 0, 0
    for match in _VANISH.finditer(plain):
        pieces.append(plain[at : match.start()])
        gone += match.end() - match.start()
        cuts.append(match.end() - gone)
        shifts.append(gone)
        at = match.end()
    if not cuts:
        return Folded(plain)
    return Folded("".join((*pieces, plain[at:])), tuple(cuts), tuple(shifts))


def plain(text: str) -> str:
    """As `fold`, in small letters with single spaces and with no way back: several times as fast."""
    folded = _INNER_DASH.sub(" ", text.translate(_TABLE))
    return " ".join((folded if folded.isascii() else _MARKS.sub("", folded)).lower().split())
