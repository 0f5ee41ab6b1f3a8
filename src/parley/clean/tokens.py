"""The visible words of an HTML page with their raw offsets, by a small tokenizer of the decoded page.

Tree builders lose offsets, and drop what is nested too deeply; this reads tags, comments, raw-text elements
and character references in one pass over the text and keeps every visible character's place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from parley.clean.lines import ENTITY, entities
from parley.clean.mapped import UNSEEN, Mapped, concat, cut, raw, replaced, without

TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,30})(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
LOOSE = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,30})[^>]*>")
HIDDEN = {
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "iframe",
    "noembed",
    "xmp",
    "svg",
    "math",
    "select",
}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
}  # fmt: skip
TOLERATED = 200
"""After so many tags whose quotes do not close, quotes are no longer believed (else time grows as a square)."""
SPACES = re.compile(r"\s+")
GLYPHS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """Visible characters without white space: `at` counts in `Words.squeezed`, the others in the page."""

    at: int
    mapped: Mapped
    spaced: bool
    breaks: bool


@dataclass(slots=True)
class Words:
    """All visible words of a page. `squeezed` is their text without any white space.

    `headings` are the ranges of h1 elements in `squeezed`, `breaks` on a word says that a new block begins.
    """

    words: list[Word] = field(default_factory=list)
    squeezed: str = ""
    headings: list[tuple[int, int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def text(self, start: int, end: int) -> Mapped:
        """The words of `squeezed[start:end]` with single spaces where the page has white space or a break."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end)
        return concat(self._parts(max(first, 0), last, start, end))

    def _parts(self, first: int, last: int, start: int, end: int) -> Iterator[Mapped]:
        before: Mapped | None = None
        for word in self.words[first:last]:
            piece = cut(word.mapped, start - word.at, end - word.at)
            if not piece.text:
                continue
            if before and word.spaced:
                yield replaced(" ", before.end, max(piece.start, before.end + 1))
            yield piece
            before = piece

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of `squeezed` between block-level breaks."""
        begin = 0
        for word in self.words:
            if word.breaks and word.at > begin:
                yield begin, word.at
                begin = word.at
        if begin < len(self.squeezed):
            yield begin, len(self.squeezed)


def read(text: str) -> Words:
    """The visible words of the HTML page `text`."""
    reader = _Reader()
    for start, end, tag, close in _tokens(text):
        if tag:
            reader.tag(tag, close)
        elif start < end:
            reader.run(raw(text, start, end))
    reader.found.squeezed = "".join(reader.texts)
    reader.found.starts = [word.at for word in reader.found.words]
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found, self.texts = Words(), list[str]()
        self.size = 0
        self.spaced = self.breaks = True
        self.heading: int | None = None

    def tag(self, name: str, close: bool) -> None:
        if name not in INLINE:
            self.spaced = self.breaks = True
        if name == "h1":
            if close and self.heading is not None and self.heading < self.size:
                self.found.headings.append((self.heading, self.size))
            self.heading = None if close else self.size

    def run(self, mapped: Mapped) -> None:
        if "&" in mapped.text and ENTITY.search(mapped.text):
            mapped = entities(mapped)
        mapped = without(mapped, UNSEEN) if UNSEEN.search(mapped.text) else mapped
        at = 0
        for match in GLYPHS.finditer(mapped.text):
            spaced = self.spaced or match.start() > at
            word = Word(self.size, cut(mapped, *match.span()), spaced, self.breaks)
            self.found.words.append(word)
            self.texts.append(match[0])
            self.size += len(match[0])
            self.spaced = self.breaks = False
            at = match.end()
        self.spaced = self.spaced or at < len(mapped.text)


def _tokens(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, "", False) for a text run, (start, end, name, closing) for a tag; comments are left out."""
    at, failed, pattern = 0, 0, TAG
    while at < len(text):
        mark = text.find("<", at)
        if mark < 0:
            yield at, len(text), "", False
            return
        yield at, mark, "", False
        if text.startswith("<!--", mark):
            end = text.find("-->", mark + 4)
            at = end + 3 if end >= 0 else len(text)
        elif text.startswith(("<!", "<?"), mark):
            end = text.find(">", mark)
            at = end + 1 if end >= 0 else len(text)
        elif match := pattern.match(text, mark) or LOOSE.match(text, mark):
            failed += match.re is LOOSE
            pattern = LOOSE if failed > TOLERATED else TAG
            name, close = match["name"].lower(), bool(match["close"])
            yield mark, match.end(), name, close
            at = _behind(text, match.end(), name) if name in HIDDEN and not close else match.end()
        else:
            yield mark, mark + 1, "", False
            at = mark + 1


def _behind(text: str, at: int, name: str) -> int:
    """End of the hidden element that opened before `at`; itself where it never closes."""
    match = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(text, at)
    return match.end() if match else at


def squeeze(text: str) -> str:
    """The text without white space and unseen marks."""
    return SPACES.sub("", UNSEEN.sub("", text))
