"""Which words stand inside quotation marks: double and single, curly and straight, over several paragraphs.

An apostrophe is no quotation mark: a single mark opens only before a word at the start of one, and closes
only after a word or stop, where no possessive plural explains it better. A quotation whose paragraph ends
without a closing mark goes on in the next paragraph if that begins with an opening mark (the press's usage).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENERS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "`": "'", "”": "”"}
MARK = re.compile(f"[{''.join(OPENERS)}]")
LEAST_OPEN = 6  # words of a quotation that is never closed
SMALL = ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
PAIRED = ("``", "''")  # typewriter marks
LONGEST = 3000  # code points: a mark that is not closed by then was none
CARELESS = re.compile(r"[,.!?…]\"(?=\s+[a-z])")  # a straight mark that closes a curly one before "he said"
TURNED = re.compile(r"[,.!?]“(?=\s|$)")  # an opening mark where the closing one was meant
AGAIN = re.compile(r"[.!?] \"[A-Z]")  # a straight mark that opens anew, where the one before was not closed
SINGLE = re.compile(r"['‘’`]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words inside marks: `start` to `end` without the marks, `open` to `close` with them.

    `part` numbers the paragraphs of a quotation that runs on (0 for the first).
    """

    start: int
    end: int
    open: int
    close: int
    part: int = 0


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text whose paragraphs are parted by blank lines, in order, outermost only."""
    found: list[Quotation] = []
    carried = 0
    for start, end in paragraphs(text):
        rows, carried = scan(text, start, end, carried)
        found += rows
    return tuple(found)


def is_title(text: str, quotation: Quotation) -> bool:
    """Is it the name of a programme, law or series ("Buy Kentish", "Section 301") and no words of anybody?

    Every word has a capital or is a number or small word, no stop or comma ends it, and it stands
    before a noun.
    """
    words = text[quotation.start : quotation.end].split()
    capital = [w for w in words if w[:1].isupper() or w[:1].isdigit()]
    small = [w for w in words if w in SMALL or w == "&"]
    owned = re.search(r"(?:[’']s|s[’']) $", text[: quotation.open][-3:])
    if owned and len(capital) > 1 and len(words) == len(capital) + len(small):
        return True  # "on Reuters’s “Morning Bell.”", "told CBS News' “Face the Nation”"
    around = text[quotation.close : quotation.close + 2]
    inside = re.match(r" [a-z]", around) and re.search(r"[a-z,] $", text[: quotation.open][-2:])
    plain = words and words[-1][-1:].isalnum() and words[0] not in SMALL and not words[0].isupper()
    return bool(plain and inside) and len(capital) > 1 and len(capital) + len(small) == len(words)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the stretches between blank lines."""
    at = 0
    for gap in re.finditer(r"\n\n", text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def scan(text: str, start: int, end: int, carried: int) -> tuple[list[Quotation], int]:
    """The quotations of one paragraph, and the part number at which an unclosed one goes on (0: none)."""
    found: list[Quotation] = []
    at = start
    while (mark := MARK.search(text, at, end)) is not None:
        at = mark.start()
        if not opens(text, at, start):
            at += 1
            continue
        stop, width = closing(text, at, end), 2 if text.startswith(PAIRED, at) else 1
        part = carried if carried and not text[start:at].strip() else 0
        if stop is not None:
            found.append(Quotation(at + width, stop, at, stop + width, part))
            carried, at = 0, stop + width
        elif runs_on(text, at, end):
            found.append(Quotation(at + 1, end, at, end, part))
            return found, part + 1
        elif is_left_open(text, at, end):
            found.append(Quotation(at + 1, end, at, end, part))
            return found, 0
        else:
            at += 1
    return found, 0


def is_left_open(text: str, at: int, end: int) -> bool:
    """A curly mark behind a colon, or at the head of a paragraph, that a careless hand never closed."""
    before = text[max(0, at - 2) : at].strip()
    return text[at] == "“" and before in ("", ":") and len(text[at:end].split()) > LEAST_OPEN


def opens(text: str, at: int, start: int) -> bool:
    """Is the character an opening mark? It follows a space or bracket and stands before a word."""
    mark = text[at]
    if mark not in OPENERS:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace() or not (before.isspace() or before in "([{—–-/“‘\"'"):
        return False
    return mark not in "'’‘`" or not elided(text, at)


def elided(text: str, at: int) -> bool:
    """An apostrophe in place of letters ('em, '90s, 'til), which opens nothing."""
    return bool(re.match(r"['’‘`](?:em|til|tis|twas|cause|n|\d0s|\d\d)\b", text[at : at + 8], re.I))


def closing(text: str, at: int, end: int) -> int | None:
    """The offset of the mark that closes the one at `at`, None where none does."""
    mark = text[at]
    close = OPENERS[mark]
    limit = min(end, at + LONGEST)
    if text.startswith(PAIRED, at):
        stop = text.find("''", at + 2, limit)
        return None if stop < 0 else stop
    if mark in "'‘`":
        return closing_single(text, at, limit)
    inner = 0  # curly marks that are open inside straight ones
    for i in range(at + 1, limit):
        if mark == '"' and (text[i] == "“" or (text[i] == "”" and inner)):
            inner += 1 if text[i] == "“" else -1
            continue
        if mark == "“" and CARELESS.match(text, i - 1):
            return i
        if mark == "“" and TURNED.match(text, i - 1):
            return i
        if mark == '"' and AGAIN.match(text, i - 2):
            return i - 1
        if text[i] == close and (mark != '"' or not text[i - 1].isspace() or i + 1 >= end):
            return i
        if mark == '"' and text[i] == "”":  # a straight mark that a careless hand closed with a curly one
            return i
    # A curly mark that a careless hand closed with a straight one.
    straight = text.find('"', at + 1, limit) if mark == "“" else -1
    return None if straight < 0 else straight


def closing_single(text: str, at: int, limit: int) -> int | None:
    """As `closing` for single marks: one after a letter may be a possessive plural, and is passed over."""
    doubtful = None
    for found in SINGLE.finditer(text, at + 1, limit):
        i = found.start()
        after = text[i + 1] if i + 1 < len(text) else " "
        if text[i - 1].isspace() or after.isalnum() or found.group() == "‘":
            continue
        plural = text[i - 1] == "s" and re.match(r" [a-z]", text[i + 1 : i + 3])
        if plural and (later_close(text, i, limit) or runs_on(text, at, limit)):
            doubtful = doubtful or i
            continue
        return nested_end(text, i)
    return None if runs_on(text, at, limit) else doubtful


def later_close(text: str, i: int, limit: int) -> bool:
    """Does a mark after a stop close the quotation later, before another opens?"""
    found = re.search(r"(?P<close>[.,!?]['’])(?=[\s)]|$)|(?P<open>(?<=[\s(])['‘](?=\w))", text[i + 1 : limit])
    return found is not None and found.lastgroup == "close"


def nested_end(text: str, i: int) -> int:
    """Two closing marks in a row close an inner and the outer quotation: take the last."""
    return i + 1 if text[i + 1 : i + 2] in ("'", "’") and text[i + 1 : i + 2] else i


def runs_on(text: str, at: int, end: int) -> bool:
    """An unclosed mark whose next paragraph opens with the same mark again."""
    return text[at] in "“\"‘'" and text[end : end + 3].endswith(text[at]) and end - at < LONGEST
