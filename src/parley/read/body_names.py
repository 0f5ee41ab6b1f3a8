"""How far the name of a body that no list has reaches: its nation before it, what it is of behind it."""

from __future__ import annotations

import re

from parley.read.cues import cues, names
from parley.read.document import Document
from parley.read.tree import Token
from parley.read.units import Unit

WORD = r"[A-ZÀ-Þ][\w&.’'-]*"
BEHIND = re.compile(rf" (?:of|for|on) (?:the )?{WORD}(?: (?:(?:and|&|of|for) (?:the )?)?{WORD}){{0,5}}")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LANDS = ("party", "capital", "metonym", "person", "company", "body", "outlet")


def whole_name(doc: Document, unit: Unit, run: tuple[Token, Token], name: str) -> str:
    """The name from the first to the last token of `run`, with its nation and with what it is of.

    "Norwegian Smelters' Federation", "Chamber of Commerce of Bergen"; a name that does not end in a word for
    an organisation stays as it is.
    """
    first, last = run
    if last.text not in names().organisation:
        return name
    left = unit.tree[first.i - 1] if first.i else None
    nation = doc.mention_of(unit, left) if left is not None and left.text[:1].isupper() else None
    if left is not None and nation is not None and nation.kind == "adjective" and left.end + 1 == first.start:
        name = f"{left.text} {name}"
    behind = BEHIND.match(unit.text, last.end)
    return name + kept(doc, unit, last.end, behind[0]) if behind is not None else name


def is_of_something(unit: Unit, token: Token) -> bool:
    """ "the Chamber of Commerce": a word for an organisation with a capital, and what it is of."""
    return token.text in names().organisation and BEHIND.match(unit.text, token.end) is not None


def kept(doc: Document, unit: Unit, start: int, words: str) -> str:
    """As much of what follows a name as belongs to it: no day, no title, nobody joined to it by "and"."""
    end = 0
    for found in re.finditer(r"\S+", words):
        word = found[0]
        if word in DAYS or word in cues().heads:
            break
        mention = doc.mention_at(unit.place(start + found.start()))
        joined = words[: found.start()].endswith((" and ", " & "))
        if joined and mention is not None and mention.kind in LANDS:
            break
        if word[0].isupper():
            end = found.end()
    ends = start + end >= len(unit.text.rstrip())  # the stop is the sentence's
    return re.sub(r"(?<!\b[A-Z])\.$" if ends else r"['’]s?$", "", words[:end])
